// Filters the doubts by rule, weight and words; j and k go from one to the next; entries of a profile can be copied.
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const doubts = [...document.querySelectorAll(".doubt")];
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    const inner = target?.id.startsWith("rule-") ? target.querySelector("details") : null;
    if (inner) inner.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("#doubts details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });

  if (navigator.clipboard) {
    for (const snippet of document.querySelectorAll(".snippet")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "copy";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(snippet.textContent + "\n");
        button.textContent = "copied";
      });
      snippet.after(button);
    }
  }

  if (!form) return;
  const [rule, severity, words, shown] = ["rule", "severity", "words", "shown"].map((id) => document.getElementById(id));
  const texts = new Map(doubts.map((doubt) => [doubt, doubt.textContent.toLowerCase()]));
  const opened = new Map([...document.querySelectorAll(".told")].map((details) => [details, details.open]));
  let at = -1;

  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    let count = 0;
    for (const doubt of doubts) {
      const fits = (!rule.value || doubt.dataset.rule === rule.value)
        && (!severity.value || doubt.dataset.severity === severity.value)
        && (!wanted || texts.get(doubt).includes(wanted));
      doubt.hidden = !fits;
      count += fits;
    }
    for (const group of document.querySelectorAll(".of-rule, .told, .group")) {
      group.hidden = !group.querySelector(".doubt:not([hidden])");
    }
    const all = count === doubts.length;
    for (const [details, open] of opened) details.open = all ? open : true;
    shown.textContent = all ? "" : `${count} of ${doubts.length}`;
    at = -1;
  };
  const go = (by) => {
    const seen = doubts.filter((doubt) => !doubt.hidden);
    if (!seen.length) return;
    const here = seen.indexOf(document.activeElement);
    if (here >= 0) at = here;
    at = at < 0 && by < 0 ? seen.length - 1 : (at + by + seen.length) % seen.length;
    for (let up = seen[at].closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
    seen[at].focus();
  };
  for (const event of ["input", "change"]) form.addEventListener(event, filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  document.documentElement.classList.add("scripted");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
  });
})();

// Filters the doubts by rule, weight and words; j and k go from one to the next.
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const [rule, severity, words, shown] = ["rule", "severity", "words", "shown"].map((id) => document.getElementById(id));
  const doubts = [...document.querySelectorAll(".doubt")];
  let at = -1;

  const filter = () => {
    const wanted = words.value.trim().toLowerCase();
    let count = 0;
    for (const doubt of doubts) {
      const fits = (!rule.value || doubt.dataset.rule === rule.value)
        && (!severity.value || doubt.dataset.severity === severity.value)
        && (!wanted || doubt.textContent.toLowerCase().includes(wanted));
      doubt.hidden = !fits;
      count += fits;
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector(".doubt:not([hidden])");
    shown.textContent = count === doubts.length ? "" : `${count} of ${doubts.length}`;
    at = -1;
  };
  const go = (by) => {
    const seen = doubts.filter((doubt) => !doubt.hidden);
    if (!seen.length) return;
    at = (at + by + seen.length) % seen.length;
    seen[at].closest("details").open = true;
    seen[at].focus();
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = !doubts.length;
  const reveal = () => {
    const details = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector("details");
    if (details) details.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
  });
})();

// Steps from doubt to doubt, and keeps what is decided about corrections until it is saved as a file.
(() => {
  "use strict";
  const steps = document.getElementById("steps");
  const place = document.getElementById("place");
  const items = [...document.querySelectorAll(".remarks li")];
  const rows = JSON.parse(document.getElementById("corrections").textContent);
  let at = -1;

  const go = (by) => {
    if (!items.length) return;
    at = (at + by + items.length) % items.length;
    items[at].closest(".row").scrollIntoView({ block: "center" });
    items[at].focus({ preventScroll: true });
    place.textContent = `${at + 1} of ${items.length}`;
  };
  document.getElementById("on").addEventListener("click", () => go(1));
  document.getElementById("back").addEventListener("click", () => go(at < 0 ? 0 : -1));
  steps.hidden = !items.length;

  const save = document.getElementById("save");
  const decide = (item, decision) => {
    const row = rows.find((one) => one.id === item.dataset.id);
    row.decision = row.decision === decision ? "" : decision;
    item.querySelector(".state").textContent = { accept: "accepted", refuse: "refused", "": "undecided" }[row.decision];
    save.hidden = false;
  };
  for (const item of items.filter((one) => one.dataset.id)) {
    for (const [word, decision] of [["accept", "accept"], ["refuse", "refuse"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      button.addEventListener("click", () => decide(item, decision));
      item.append(" ", button);
    }
  }
  save.addEventListener("click", () => {
    const columns = ["id", "decision", "line", "column", "found", "proposed", "kind", "cert", "context", "comment"];
    const clean = (value) => String(value).replace(/[\t\r\n]/g, " ");
    const text = [columns, ...rows.map((row) => columns.map((name) => clean(row[name])))]
      .map((cells) => cells.join("\t")).join("\n") + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/tab-separated-values" }));
    link.download = "corrections.tsv";
    link.click();
    URL.revokeObjectURL(link.href);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, button") && event.key === " ") return;
    const item = items[at];
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "a" && item?.dataset.id) decide(item, "accept");
    else if (event.key === "r" && item?.dataset.id) decide(item, "refuse");
  });
})();

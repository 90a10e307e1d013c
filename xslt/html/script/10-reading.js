// How the reader wants to read: paper, size of letters, whose notes, names; kept where the browser keeps anything.
(() => {
  "use strict";
  const root = document.documentElement;
  const button = document.querySelector("button.reading");
  const site = window.editionSite;
  if (!button || !site || !HTMLElement.prototype.showPopover) return;
  const word = site.words;

  const make = (name, attributes, ...content) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...content);
    return node;
  };
  const group = (legend, ...content) => make("fieldset", {}, make("legend", {}, legend), make("div", { class: "choices" }, ...content));
  const box = (label, attributes) => make("label", {}, make("input", { type: "checkbox", ...attributes }), " " + label);
  const panel = make("div", { class: "panel", id: "reading", popover: "auto", role: "dialog", "aria-label": word.reading },
    group(word.paper, ...["", "light", "sepia", "dark"].map((scheme) =>
      make("button", { type: "button", class: "plain", "data-scheme": scheme, "aria-pressed": "false" }, word["paper-" + (scheme || "system")]))),
    group(word.size,
      make("button", { type: "button", class: "plain", "data-step": "-1", "aria-label": `A− ${word.smaller}` }, "A−"),
      make("button", { type: "button", class: "plain", "data-step": "1", "aria-label": `A+ ${word.larger}` }, "A+")));
  if (site.hands.length > 1) panel.append(group(word["notes-by"], ...site.hands.map((hand) => box(word["by-" + hand], { "data-hand": hand }))));
  if (document.querySelector("a.variant")) panel.append(box(word["variants-shown"], { "data-hand": "variants" }));
  if (document.querySelector("a.name")) panel.append(box(word["names-shown"], { "data-names": "" }));
  const keys = [["t", "key-contents"], ["← →", "key-turn"]];
  if (document.querySelector("a.search")) keys.splice(1, 0, ["/", "key-search"]);
  if (document.querySelector("a.cite[data-hint]")) keys.push(["c", "key-cite"]);
  if (document.querySelector("header.site a[data-beside], main .beside")) keys.push(["o", "key-beside"]);
  panel.append(make("fieldset", {}, make("legend", {}, word.keys),
    make("dl", {}, ...keys.flatMap(([key, name]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, word[name])]))));
  document.body.append(panel);
  button.setAttribute("popovertarget", "reading");

  const names = ["scheme", "size", "without", "names"];
  const keep = () => {
    const chosen = {};
    for (const name of names) if (root.dataset[name]) chosen[name] = root.dataset[name];
    try { localStorage.setItem("edition-reading", JSON.stringify(chosen)); } catch { /* a browser that keeps nothing */ }
    dispatchEvent(new Event("edition:reading"));
  };
  const set = (name, value) => { if (value) root.dataset[name] = value; else delete root.dataset[name]; };
  const without = () => new Set((root.dataset.without || "").split(" ").filter(Boolean));
  const show = () => {
    for (const one of panel.querySelectorAll("[data-scheme]")) one.setAttribute("aria-pressed", String((root.dataset.scheme || "") === one.dataset.scheme));
    for (const one of panel.querySelectorAll("input[data-hand]")) one.checked = !without().has(one.dataset.hand);
    for (const one of panel.querySelectorAll("input[data-names]")) one.checked = root.dataset.names !== "off";
    const size = Number(root.dataset.size || 0);
    panel.querySelector("[data-step='-1']").disabled = size <= -2;
    panel.querySelector("[data-step='1']").disabled = size >= 3;
  };
  panel.addEventListener("click", (event) => {
    const target = event.target.closest("button");
    if (!target) return;
    if (target.dataset.scheme !== undefined) set("scheme", target.dataset.scheme);
    else if (target.dataset.step) set("size", String(Math.max(-2, Math.min(3, Number(root.dataset.size || 0) + Number(target.dataset.step)))).replace(/^0$/, ""));
    else return;
    keep(); show();
  });
  panel.addEventListener("change", (event) => {
    const target = event.target;
    if (target.dataset.hand) {
      const hidden = without();
      if (target.checked) hidden.delete(target.dataset.hand); else hidden.add(target.dataset.hand);
      set("without", [...hidden].sort().join(" "));
    } else if (target.dataset.names !== undefined) set("names", target.checked ? "" : "off");
    keep(); show();
  });
  button.hidden = false;
  show();

  // A menu closes when one looks elsewhere, or by Escape.
  const menus = [...document.querySelectorAll("header.site details")];
  document.addEventListener("click", (event) => { for (const menu of menus) if (!menu.contains(event.target)) menu.open = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
})();

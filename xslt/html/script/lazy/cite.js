// The dialog "Cite": a passage, its section or the edition, in every form. It stands in cite.js behind its data, and is
// begun by script/50-cite.js. All that it shows is text, never markup.
(() => {
  "use strict";
  const data = window.editionCiting;
  let main, stem, idOf, hide;
  data.begin = (page) => { ({ main, stem, idOf, hide } = page); };

  // What the templates are filled with.
  const text = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll("[data-generated], .notes, .note-inline").forEach((one) => one.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const headOf = (node) => {
    for (let one = node.closest("section"); one && main.contains(one); one = one.parentElement.closest("section")) {
      const head = [...one.children].find((child) => /^H[1-6]$/.test(child.tagName));
      if (head && !one.matches(".notes, .apparatus")) return text(head) || head.textContent.trim();
    }
    return "";
  };
  // A note belongs to the page of print of its mark, an entry of the apparatus to that of its lemma.
  const placeOf = (node) => {
    if (node.dataset.cite) return document.getElementById(node.dataset.cite) || node;
    const note = node.closest("li.note");
    const back = note?.querySelector("[role=doc-backlink]")?.getAttribute("href") ?? "";
    const id = back.startsWith("#") ? back.slice(1) : "";
    return (id && document.getElementById(decodeURIComponent(id))) || node;
  };
  const printed = (node, data) => {
    const place = placeOf(node);
    let first = data.pages[stem]?.[1] ?? "";
    const inside = [];
    for (const one of main.querySelectorAll(".pb:not(.unnumbered)")) {
      const number = one.textContent.trim();
      if (place.contains(one)) inside.push(number);
      else if (one.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) first = number;
      else break;
    }
    const begins = inside.length && place.textContent.trim().startsWith(inside[0]);
    if (begins || !first) first = inside.shift() ?? first;
    const last = inside.at(-1) ?? first;
    return { first, last, pages: first === last ? first : `${first}–${last}` };
  };
  const addressOf = (data, file, id) => {
    const base = data.url || (/^https?:$/.test(location.protocol) ? new URL(".", location.href).href : "");
    return base && base + file + (id ? `#${encodeURIComponent(id)}` : "");
  };
  const slots = (data, scope, block) => {
    if (scope === "edition") return { address: addressOf(data, "", ""), link: addressOf(data, "", "") || "index.html" };
    const section = main.querySelector("section.division") ?? main;
    const id = scope === "passage" ? idOf(block) : "";
    const head = (id && headOf(placeOf(block))) || data.pages[stem]?.[0] || document.title;
    const file = `${encodeURIComponent(stem)}.html`;
    const address = addressOf(data, file, id);
    return {
      ...printed(id ? block : section, data), section: head, id, address, key: `${data.key}:${id || stem}`,
      link: address || file + (id ? `#${encodeURIComponent(id)}` : ""),
    };
  };

  // A template is filled as src/edition/references.py does it.
  const escapes = {
    bibtex: (value, data) => value.replace(/\s+/g, " ").replace(/[\\{}&%$#_~^]/g, (char) => data.tex[char] ?? char),
    range: (value, data) => escapes.bibtex(value.replaceAll("–", "--"), data),
    ris: (value) => value.replace(/\s+/g, " "),
    json: (value) => JSON.stringify(value).slice(1, -1),
    key: (value) => value.replace(/[^A-Za-z0-9._:+-]+/g, "-"),
  };
  const fill = (part, values, data) => {
    if (typeof part === "string") return ["", part, ""];
    const value = part.text || values[part.slot] || "";
    if (!value) return ["", "", ""];
    let after = part.after ?? "";
    if (!part.escape && after.startsWith(".") && /[.?!…]$/.test(value)) after = after.slice(1);
    const before = (value.includes("–") && part.many) || (part.before ?? "");
    return [before, escapes[part.escape] ? escapes[part.escape](value, data) : value, after];
  };
  const filled = (template, values, data) => template.map((part) => fill(part, values, data).join("")).join("").trim();

  // The dialog.
  let dialog = null, parts = null;
  const make = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const copy = async (node, status, data) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const chosen = () => { getSelection().removeAllRanges(); getSelection().addRange(range); };
    let done = false;
    try { await navigator.clipboard.writeText(node.textContent); done = true; } catch { /* a page opened from disk may not */ }
    if (!done) { chosen(); done = document.execCommand?.("copy") ?? false; }
    status.textContent = data.words[done ? "copied" : "selected"];
  };
  const field = (name, label, data, status, tag) => {
    const value = make(tag, { className: name, dir: "auto" });
    if (tag === "pre") { value.tabIndex = 0; value.translate = false; value.dir = "ltr"; value.setAttribute("role", "region"); value.setAttribute("aria-label", label); }
    const button = make("button", { type: "button", className: "copy", textContent: data.words.copy });
    button.setAttribute("aria-label", `${data.words.copy}: ${label}`);
    button.addEventListener("click", () => copy(value, status, data));
    return { value, button };
  };
  const row = (label, one) => make("div", { className: "row" }, make("h3", { textContent: label }), one.button);
  const build = (data) => {
    const status = make("p", { className: "status" });
    status.setAttribute("role", "status");
    const close = make("button", { type: "submit", className: "close", textContent: "×" });
    close.setAttribute("aria-label", data.words.close);
    const scopes = make("fieldset", {}, make("legend", { className: "unseen", textContent: data.words.what }));
    const radios = {};
    for (const scope of ["passage", "page", "edition"]) {
      radios[scope] = make("input", { type: "radio", name: "cite-scope", value: scope });
      scopes.append(make("label", {}, radios[scope], make("span", { textContent: data.words[scope] })));
    }
    const reference = field("reference", data.words.reference, data, status, "p");
    const address = field("address", data.words.link, data, status, "p");
    const forms = {};
    const details = Object.entries(data.forms).map(([form, label]) => {
      forms[form] = field("form", label, data, status, "pre");
      const one = make("details", {}, make("summary", { textContent: label }), forms[form].value, forms[form].button);
      one.setAttribute("name", "cite-form");
      return one;
    });
    dialog = make("dialog", { className: "cite" },
      make("form", { method: "dialog", className: "bar" }, make("h2", { id: "cite-dialog", textContent: data.words.cite }), close),
      scopes,
      row(data.words.reference, reference), reference.value, row(data.words.link, address), address.value,
      make("div", { className: "forms" }, ...details), status);
    dialog.lang = data.lang;
    dialog.setAttribute("aria-labelledby", "cite-dialog");
    dialog.dataset.generated = "";
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => { if (!main.matches(":hover")) hide(); });
    scopes.addEventListener("change", () => write(data));
    document.body.append(dialog);
    parts = { radios, reference, address, forms, status, block: null };
  };
  const write = (data) => {
    const scope = Object.keys(parts.radios).find((one) => parts.radios[one].checked);
    const values = slots(data, scope, parts.block);
    const made = data[scope === "edition" ? "edition" : "passage"];
    parts.reference.value.replaceChildren(...made.reference.flatMap((part) => {
      const [before, value, after] = fill(part, values, data);
      if (typeof part === "string" || !value) return [value];
      return [before, make(part.style === "title" ? "cite" : "bdi", { textContent: value }), after];
    }));
    parts.address.value.textContent = values.link;
    for (const [form, one] of Object.entries(parts.forms)) one.value.textContent = filled(made[form], values, data);
    parts.status.textContent = "";
  };
  data.open = (block, scope) => {
    if (!dialog) build(data);
    const page = stem in data.pages;
    parts.block = block;
    parts.radios.passage.disabled = !parts.block;
    parts.radios.page.disabled = !page;
    const chosen = scope === "passage" && !parts.block ? (page ? "page" : "edition") : scope === "page" && !page ? "edition" : scope;
    for (const [name, radio] of Object.entries(parts.radios)) {
      radio.checked = name === chosen;
      radio.parentElement.hidden = radio.disabled;
    }
    write(data);
    if (!dialog.open) dialog.showModal();
    parts.radios[chosen].focus();
  };
})();

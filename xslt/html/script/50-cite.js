// "Cite this passage": a sign beside the block under the pointer or in focus, the key c, and a dialog with the citation in
// every form, which is in cite.js and is loaded when it is first asked for. Without this script the ids still are
// addresses, and the link "Cite" leads to a page.
(() => {
  "use strict";
  const main = document.querySelector("main");
  const link = document.querySelector("a.cite[href]");
  if (!main || !link || typeof HTMLDialogElement === "undefined") return;
  const BLOCKS = "p, li, div, section, figure, blockquote, table, tr, td, th, dt, dd, h1, h2, h3, h4, h5, h6";
  const stem = decodeURIComponent(location.pathname.split("/").pop() || "index.html").replace(/\.html$/, "");

  // What can be cited.
  const idOf = (node) => node.dataset.cite || (node.id.startsWith("_.") ? "" : node.id);
  const citable = (node) => node.matches(BLOCKS) && idOf(node) && (node.dataset.cite || !node.closest("[data-generated]"));
  const blockOf = (node) => {
    let one = node instanceof Element ? node : node?.parentElement;
    for (; one && one !== main; one = one.parentElement) if (citable(one)) return one;
    return null;
  };
  const isDivision = (node) => node.matches("section, div.division");
  const small = (node) => (node && !isDivision(node) ? node : null);

  // The passage that a reader means: what is selected, what is in focus, or what stands at the top of the window.
  const meant = () => {
    const selection = getSelection();
    if (selection && !selection.isCollapsed && main.contains(selection.anchorNode)) {
      const range = selection.getRangeAt(0);
      const found = blockOf(range.startContainer);
      if (found) return found;
    }
    const active = document.activeElement;
    if (active && main.contains(active)) {
      const found = active === sign ? at : small(blockOf(active));
      if (found) return found;
    }
    return topmost();
  };
  const topmost = () => {
    const box = main.getBoundingClientRect();
    for (let y = 60; y < innerHeight; y += 12) {
      for (const node of document.elementsFromPoint(box.left + box.width / 2, y)) {
        const found = main.contains(node) && small(blockOf(node));
        if (found) return found;
      }
    }
    return null;
  };

  // The sign in the margin: one button, which goes where it is wanted.
  const sign = document.createElement("button");
  sign.type = "button";
  sign.className = "cite-here";
  sign.hidden = true;
  sign.textContent = "¶";
  sign.dataset.generated = "";
  sign.tabIndex = -1;
  let at = null;
  const show = (block) => {
    if (!block || block === at) return;
    at = block;
    sign.hidden = false;
    sign.dataset.id = idOf(block);
    sign.setAttribute("aria-label", `${link.dataset.hint}: ${idOf(block)}`);
    const box = block.getBoundingClientRect(), home = main.getBoundingClientRect();
    sign.style.top = `${box.top - home.top}px`;
  };
  const hide = () => { if (!document.querySelector("dialog.cite[open]") && document.activeElement !== sign) { sign.hidden = true; at = null; } };
  if (link.dataset.hint) {
    link.title = link.dataset.hint;
    link.setAttribute("aria-keyshortcuts", "c");
    main.append(sign);
    main.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "touch" && event.target !== sign) show(small(blockOf(event.target)));
    });
    main.addEventListener("pointerleave", hide);
    main.addEventListener("focusin", (event) => { if (event.target !== sign) show(small(blockOf(event.target))); });
    addEventListener("resize", hide);
    sign.addEventListener("click", () => open(at, "passage"));
    addEventListener("keydown", (event) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      open(meant(), "passage");
    });
  }
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button || stem === "cite") return;
    event.preventDefault();
    const chosen = getSelection();
    const selected = chosen && !chosen.isCollapsed && main.contains(chosen.anchorNode);
    open(link.dataset.hint ? meant() : null, selected ? "passage" : link.dataset.hint ? "page" : "edition");
  });

  // The dialog and all that it says come with cite.js.
  let citing = null;
  const open = async (block, scope) => {
    citing ??= await load();
    if (citing) citing.open(stem in citing.pages ? block : null, scope);
    else location.href = link.href;
  };
  let loading = null;
  const load = () => (loading ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = "cite.js";
    script.onload = () => {
      const made = window.editionCiting;
      made?.begin({ main, stem, idOf, hide });
      resolve(made ?? null);
    };
    script.onerror = () => resolve(null);
    document.head.append(script);
  }));
})();

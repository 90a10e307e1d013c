// Opens the search by "/" or by its link; its own script is loaded when it is wanted. A page to which a result has led
// loads it at once, to mark what was found.
(() => {
  "use strict";
  const link = document.querySelector("a.search");
  if (!link || !HTMLDialogElement.prototype.showModal) return;
  let loading = null;
  const load = () => loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = link.href.replace(/search\.html.*$/, "search.js");
    script.onload = () => resolve(window.editionSearch);
    script.onerror = reject;
    document.head.append(script);
  });
  const room = document.querySelector("main .search-room");
  const open = (from) => {
    if (room) { room.querySelector("input")?.focus(); return; }
    load().then((search) => search.open(from), () => { location.href = link.href; });
  };
  if (room || new URLSearchParams(location.search).has("q")) load().catch(() => { loading = null; });

  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || room) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    const focused = document.activeElement;
    open(focused && focused !== document.body ? focused : link);
  });
})();

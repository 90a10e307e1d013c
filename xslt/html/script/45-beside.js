// Original and translation side by side: the key o opens the page that has both where one reads, and leads back from it;
// on small screens the choice of the text is remembered.
(() => {
  "use strict";
  const room = document.querySelector("main .beside");
  const link = document.querySelector("header.site a[data-beside]");
  const writing = (node) => node.closest && node.closest("input:not([type=radio]), textarea, select, [contenteditable], dialog, summary");
  // The block at the top of the window that both pages know.
  const here = () => {
    const line = 0.2 * innerHeight;
    let last = "";
    for (const block of document.querySelectorAll("main [id]:is(p, h1, h2, h3, h4, div, figure, blockquote, ul, ol, table)")) {
      if (block.closest(".notes, .apparatus")) break;
      const box = block.getBoundingClientRect();
      if (box.height && box.top > line) break;
      const id = block.id.replace(/^original\./, "");
      if (box.height && !/^(row-|_\.)/.test(id)) last = id;
    }
    return last;
  };
  if (link || room) document.addEventListener("keydown", (event) => {
    if (event.key !== "o" || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || writing(event.target)) return;
    // From a page of the original the way leads up.
    const original = Boolean(link) && link.getAttribute("href").startsWith("../");
    const back = room && room.querySelector(".heads .translation a");
    const id = here();
    location.href = (link || back).href + (id ? "#" + (original ? "original." : "") + encodeURIComponent(id) : "");
  });
  if (!room) return;
  const key = "edition-beside";
  const choices = [...room.querySelectorAll(".switch input")];
  try { const kept = document.getElementById(localStorage.getItem(key) || ""); if (choices.includes(kept)) kept.checked = true; } catch { /* a browser that keeps nothing */ }
  for (const one of choices) one.addEventListener("change", () => { try { localStorage.setItem(key, one.id); } catch { /* likewise */ } });
})();

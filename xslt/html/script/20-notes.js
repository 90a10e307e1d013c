// Notes: in the margin beside their line where there is room, in a sheet from below where there is none. They stand
// beneath the text in any case; without this script they are read there.
(() => {
  "use strict";
  const notes = document.querySelector(".text .notes");
  const main = document.querySelector("main");
  if (!notes || !main) return;
  const words = (window.editionSite || { words: {} }).words;
  const wide = matchMedia("(min-width: 66rem)");
  const items = [...notes.querySelectorAll("li.note")];
  if (!items.length) return;
  const marks = [...main.querySelectorAll("a[role='doc-noteref']")];
  const byNote = new Map();
  for (const mark of marks) {
    const id = decodeURIComponent(mark.hash.slice(1));
    if (mark.getAttribute("href").startsWith("#") && !byNote.has(id)) byNote.set(id, mark);
  }

  // ---- the margin
  const shown = (node) => node.getClientRects().length > 0;
  const place = () => {
    if (!wide.matches) { notes.classList.remove("placed"); main.style.minHeight = ""; return; }
    const top = main.getBoundingClientRect().top;
    const measured = [];
    let last = main.getBoundingClientRect().top;
    for (const item of items) {
      if (!shown(item)) continue;
      item.classList.remove("folded");
      const mark = byNote.get(item.id);
      if (mark && shown(mark)) last = mark.getBoundingClientRect().top;
      measured.push([item, last - top]);
    }
    measured.sort((a, b) => a[1] - b[1]);
    const heights = measured.map(([item]) => item.offsetHeight);
    const limit = parseFloat(getComputedStyle(items[0]).lineHeight) * 6 + 4;
    let free = 0;
    const tops = measured.map(([item, wish], index) => {
      const next = index + 1 < measured.length ? measured[index + 1][1] : Infinity;
      let height = heights[index];
      const start = Math.max(wish, free);
      // A long note is folded only where it would push the next from its line.
      if (height > limit * 1.4 && start + height > next) { item.classList.add("folded"); height = limit + 12; }
      free = start + height + 8;
      return start;
    });
    measured.forEach(([item], index) => { item.style.top = `${tops[index]}px`; });
    main.style.minHeight = `${free}px`;
    notes.classList.add("placed");
  };
  const close = () => { for (const item of items) item.classList.remove("open"); };
  const openInMargin = (item) => {
    close();
    item.classList.add("open");
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    const box = item.getBoundingClientRect();
    if (box.bottom > innerHeight || box.top < 50) item.scrollIntoView({ block: "nearest" });
  };
  for (const item of items) {
    const more = document.createElement("button");
    more.type = "button"; more.className = "more"; more.textContent = "…";
    more.setAttribute("aria-label", words.wholenote || "…");
    more.addEventListener("click", () => openInMargin(item));
    item.append(more);
  }

  // ---- the sheet
  let sheet = null;
  let from = null;
  const openSheet = (item, mark) => {
    if (!sheet) {
      sheet = document.createElement("dialog");
      sheet.className = "sheet";
      sheet.setAttribute("aria-labelledby", "sheet-head");
      document.body.append(sheet);
      sheet.addEventListener("click", (event) => { if (event.target === sheet || event.target.closest("a")) sheet.close(); });
      sheet.addEventListener("close", () => { if (from) from.focus({ preventScroll: true }); from = null; });
      let start = null;
      sheet.addEventListener("touchstart", (event) => { start = sheet.scrollTop <= 0 ? event.touches[0].clientY : null; }, { passive: true });
      sheet.addEventListener("touchend", (event) => { if (start !== null && event.changedTouches[0].clientY - start > 60) sheet.close(); }, { passive: true });
    }
    from = mark;
    const closing = document.createElement("button");
    closing.type = "button"; closing.className = "close"; closing.textContent = "×";
    closing.setAttribute("aria-label", words.close || "×");
    closing.addEventListener("click", () => sheet.close());
    const head = document.createElement("p");
    head.className = "heading"; head.id = "sheet-head"; head.textContent = mark.getAttribute("aria-label") || mark.textContent;
    head.tabIndex = -1; head.autofocus = true;
    const body = item.querySelector(".body").cloneNode(true);
    for (const node of body.querySelectorAll("[id]")) node.removeAttribute("id");
    const ways = document.createElement("p");
    ways.className = "ways";
    const down = document.createElement("a");
    down.href = "#" + encodeURIComponent(item.id); down.textContent = words.beneath || "↓";
    down.addEventListener("click", () => { from = null; });
    ways.append(down);
    sheet.replaceChildren(closing, head, body, ways);
    if (item.lang) sheet.lang = item.lang;
    sheet.showModal();
    sheet.scrollTop = 0;
  };

  main.addEventListener("click", (event) => {
    const mark = event.target.closest("a[role='doc-noteref']");
    if (!mark || event.metaKey || event.ctrlKey || event.shiftKey || !mark.getAttribute("href").startsWith("#")) return;
    const item = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (!item || !items.includes(item)) return;
    event.preventDefault();
    if (wide.matches) { from = mark; openInMargin(item); } else openSheet(item, mark);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const opened = items.find((item) => item.classList.contains("open") || item.contains(document.activeElement));
    if (!opened) return;
    close();
    (from && from.isConnected ? from : byNote.get(opened.id))?.focus({ preventScroll: true });
    from = null;
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("li.note, a[role='doc-noteref']")) close(); });
  for (const [id, mark] of byNote) {
    const item = document.getElementById(id);
    if (!item) continue;
    for (const [enter, state] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) {
      mark.addEventListener(enter, () => item.classList.toggle("near", state));
    }
  }

  let waiting = 0;
  const soon = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(place); };
  addEventListener("resize", soon);
  addEventListener("edition:reading", soon);
  addEventListener("load", soon);
  main.addEventListener("toggle", soon, true);
  // Where a note stands depends on the font, which comes in a moment.
  if (document.fonts) document.fonts.load('1rem "Edition Serif"').then(place, place); else place();
})();

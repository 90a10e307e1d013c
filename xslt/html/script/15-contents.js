// Contents in a drawer that shows where one is, pages of the print, the place where one left off; keys to turn the page.
(() => {
  "use strict";
  const site = window.editionSite;
  if (!site) return;
  const here = document.body.dataset.page || "";
  const word = site.words;
  const make = (name, text, attributes = {}) => {
    const node = document.createElement(name);
    if (text !== undefined && text !== null) node.textContent = text;
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };

  // How far one is in the whole: letters of the pages before this one, and of this one as far as it is scrolled.
  const total = site.pages.reduce((sum, page) => sum + page[2], 0) || 1;
  const at = site.pages.findIndex((page) => page[0] === here);
  const share = () => {
    if (at < 0) return 0;
    const before = site.pages.slice(0, at).reduce((sum, page) => sum + page[2], 0);
    const length = document.documentElement.scrollHeight - innerHeight;
    return (before + site.pages[at][2] * (length > 0 ? Math.min(1, scrollY / length) : 1)) / total;
  };

  let drawer = null;
  const list = (entries) => {
    const ol = make("ol");
    for (const [page, id, title, inner] of entries) {
      const li = make("li");
      const link = make("a", title, { href: `${page}.html${id ? "#" + encodeURIComponent(id) : ""}` });
      if (page === here && !id) link.setAttribute("aria-current", "page");
      li.append(link);
      if (inner && inner.length) li.append(list(inner));
      ol.append(li);
    }
    return ol;
  };
  const goTo = (printed) => {
    const wanted = printed.trim();
    const exact = site.breaks.find((one) => one[0] === wanted);
    if (exact) return exact;
    // The page in which a number lies that has no break of its own: the last before it.
    const number = Number(wanted);
    if (!/^\d+$/.test(wanted)) return null;
    let best = null;
    for (const one of site.breaks) if (/^\d+$/.test(one[0]) && Number(one[0]) <= number) best = one;
    return best;
  };
  const build = () => {
    const dialog = make("dialog", null, { class: "drawer", "aria-labelledby": "drawer-head" });
    const close = make("button", "×", { type: "button", class: "close", "aria-label": word.close });
    close.addEventListener("click", () => dialog.close());
    const head = make("div", null, { class: "drawer-top" });
    head.append(close, make("h2", word.contents, { id: "drawer-head" }));
    dialog.append(head);
    if (at >= 0) dialog.append(make("p", "", { class: "told" }));
    if (site.breaks.length) {
      const form = make("form");
      const label = make("label", word.goto + " ", {});
      const input = make("input", null, { class: "page", type: "text", inputmode: "text", autocomplete: "off", "aria-describedby": "drawer-told" });
      const told = make("span", "", { id: "drawer-told", role: "status", class: "told" });
      label.append(input);
      form.append(label, make("button", word.go, { class: "plain", type: "submit" }), told);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const found = goTo(input.value);
        if (!found) { told.textContent = word.nopage; return; }
        dialog.close();
        location.href = `${found[1]}.html#${encodeURIComponent(found[2])}`;
      });
      dialog.append(form);
    }
    const nav = make("nav", null, { "aria-labelledby": "drawer-head" });
    nav.append(list(site.contents));
    nav.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
    dialog.append(nav);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    return dialog;
  };
  const open = () => {
    drawer ??= build();
    const told = drawer.querySelector("p.told");
    if (told) told.textContent = word.howfar.replace("{}", String(Math.round(share() * 100)));
    drawer.showModal();
    const current = drawer.querySelector("[aria-current]");
    if (current) { const over = current.getBoundingClientRect().bottom - drawer.clientHeight;
      if (over > 0) drawer.scrollTop += over + drawer.clientHeight / 2;
      current.focus({ preventScroll: true }); }
  };
  for (const link of document.querySelectorAll("a.to-contents")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault(); open();
    });
    link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); open(); } });
  }

  // Keys: contents, and the pages before and after. Nothing while one writes, or where a key is held with another.
  const writing = (node) => node.closest && node.closest("input, textarea, select, [contenteditable], dialog, [role='region'][tabindex], svg, summary");
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || writing(event.target)) return;
    if (event.key === "t") { event.preventDefault(); open(); return; }
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    const turned = rel && document.dir !== "rtl" ? rel : rel && (rel === "prev" ? "next" : "prev");
    const link = turned && !event.shiftKey && document.querySelector(`nav.turn a[rel='${turned}']`);
    if (link) location.href = link.href;
  });

  // Where one left off: kept by the folder of the edition, offered on its cover.
  const key = "edition-place:" + location.pathname.replace(/[^/]*$/, "");
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  if (at >= 0) {
    let waiting = 0;
    const note = () => {
      waiting = 0;
      const line = innerHeight / 4;
      let last = null;
      for (const block of document.querySelectorAll("main [id]:is(p, h1, h2, h3, h4, div, section, figure, blockquote)")) {
        if (block.closest(".notes, .apparatus")) break;
        if (block.getBoundingClientRect().top > line) break;
        last = block;
      }
      try { localStorage.setItem(key, JSON.stringify({ page: here, id: last ? last.id : "", share: Math.round(share() * 100) })); } catch { /* a browser that keeps nothing */ }
    };
    addEventListener("scroll", () => { waiting ||= setTimeout(note, 700); }, { passive: true });
    addEventListener("pagehide", note);
  } else if (here === "index") {
    const place = read();
    const page = place && site.pages.find((one) => one[0] === place.page);
    const slot = document.querySelector("p.resume");
    if (page && slot) {
      const link = make("a", `${word.resume}: ${page[1]}`, { href: `${page[0]}.html${place.id ? "#" + encodeURIComponent(place.id) : ""}` });
      slot.append(link, ` (${Number(place.share) || 0} %)`);
      slot.hidden = false;
    }
  }

  // Browsers without an animation of the scroll: the line beneath the bar is drawn here.
  const line = document.querySelector(".how-far");
  if (line && !CSS.supports("animation-timeline: scroll()")) {
    const draw = () => {
      const length = document.documentElement.scrollHeight - innerHeight;
      line.style.transform = `scaleX(${length > 0 ? Math.min(1, scrollY / length) : 0})`;
    };
    addEventListener("scroll", draw, { passive: true });
    draw();
  }
})();

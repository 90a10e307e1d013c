// What was found, on its page: marked, and stepped through. A page is taken apart as
// src/edition/editions/html/search_units.py takes it apart, so that the index says where the hits are.
(() => {
  "use strict";
  const search = window.editionSearch;
  const LINES = 14;
  const OURS = "[data-generated], button, dialog, script, style, template";

  search.unitsOfPage = (main) => {
    const units = [];
    let run;
    const begin = () => { run = { text: "", parts: [], lines: 0 }; };
    const end = () => {
      const words = search.wordsOf(run.text);
      if (words.length) units.push({ text: run.text, parts: run.parts, words });
      begin();
    };
    const walk = (parent) => {
      for (const node of parent.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          run.parts.push({ node, start: run.text.length });
          run.text += node.data;
        } else if (node.nodeType === Node.ELEMENT_NODE) {
          const inline = search.inline.has(node.localName) && node.localName !== "br";
          if (node.matches(OURS)) {
            if (!inline && node.hasAttribute("data-generated")) end();
            continue;
          }
          const line = node.classList.contains("l");
          const soft = line || node.localName === "br";
          if (!inline) {
            if (!soft) end();
            else {
              if (line && (run.lines += 1) > LINES) { end(); run.lines = 1; }
              run.text += "\n";
            }
          }
          walk(node);
          if (!inline) { if (soft) run.text += "\n"; else end(); }
        }
      }
    };
    begin();
    walk(main);
    end();
    return units;
  };

  // The places of hits in a text, joined where they touch.
  search.stretches = (text, words, hits) => {
    const found = [];
    for (const hit of hits) {
      if (!words[hit.place]) continue;
      const own = () => { const written = text.slice(...words[hit.place]); return search.fold(written) || written; };
      const length = hit.length || (own() === hit.word ? 1 : 2);
      found.push([words[hit.place][0], words[Math.min(hit.place + length, words.length) - 1][1]]);
    }
    found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    const joined = [];
    for (const [start, end] of found) {
      const last = joined[joined.length - 1];
      if (last && start < last[1]) last[1] = Math.max(last[1], end); else joined.push([start, end]);
    }
    return joined;
  };

  const wrap = (unit, [start, end]) => {
    const marks = [];
    for (const part of [...unit.parts].reverse()) {
      const first = Math.max(start - part.start, 0);
      const last = Math.min(end - part.start, part.node.data.length);
      if (first >= last || !part.node.data.slice(first, last).trim()) continue;
      const node = first ? part.node.splitText(first) : part.node;
      if (last - first < node.data.length) node.splitText(last - first);
      const mark = document.createElement("mark");
      mark.className = "hit";
      node.replaceWith(mark);
      mark.append(node);
      if (!first) part.node = document.createTextNode("");
      marks.unshift(mark);
    }
    return marks;
  };

  // The units of a page in the index, each with the one of the document that has the same words.
  const aligned = (texts, units) => {
    const plain = (text, words) => words.map(([start, end]) => text.slice(start, end)).join(" ");
    const shown = units.map((unit) => plain(unit.text, unit.words));
    let at = 0;
    return texts.map(([, text]) => {
      const wanted = plain(text, search.wordsOf(text));
      for (let next = at; next < shown.length && next < at + 40; next += 1) {
        if (shown[next] === wanted) { at = next + 1; return units[next]; }
      }
      return null;
    });
  };

  const clear = (main) => {
    for (const mark of main.querySelectorAll("mark.hit")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  };

  search.showOn = async (main, asked, wish) => {
    const facts = search.facts;
    const words = search.labels;
    const here = decodeURIComponent(location.href.replace(/[?#].*$/, "")).slice(decodeURIComponent(search.base.href).length);
    const page = facts.pages.findIndex((one) => facts.texts[one[0]][1] + one[1] === here);
    if (page < 0) return;
    const [answer, texts] = await Promise.all([search.answer(asked), search.textOf(page)]);
    const found = answer.units.filter((one) => one.page === page && one.hits.length);
    if (!found.length) return;
    const units = aligned(texts, search.unitsOfPage(main));
    let stops = [];
    for (const { unit, hits } of found) {
      const shown = units[unit - facts.first[page]];
      if (!shown) continue;
      const stretches = search.stretches(shown.text, shown.words, hits).reverse();
      stops.push(...stretches.map((one) => ({ unit, marks: wrap(shown, one) })).reverse());
    }
    // A note that the reader has put away shows nothing.
    stops = stops.filter((stop) => stop.marks.some((mark) => mark.getClientRects().length || mark.closest("details:not([open])")));
    if (!stops.length) return;
    document.documentElement.classList.add("searched");
    const others = [...new Set(answer.units.filter((one) => one.hits.length).map((one) => one.page))];
    const at = others.indexOf(page);
    const addressOf = (step) => {
      const other = others[(at + step + others.length) % others.length];
      const file = new URL(facts.texts[facts.pages[other][0]][1] + encodeURIComponent(facts.pages[other][1]), search.base);
      return `${file.href}?${search.address(asked)}&u=${step < 0 ? "last" : "first"}`;
    };

    const bar = search.make("div", { class: "hit-bar", role: "region", "aria-label": words.search });
    const told = search.make("span", { class: "told", role: "status" });
    const button = (name, sign, key) => search.make("button", { type: "button", "aria-label": words[name], title: key ? `${words[name]} (${key})` : words[name] }, sign);
    const previous = button("previous", "‹", "p"), next = button("next", "›", "n"), ending = button("end", "×", "Esc");
    const all = search.make("a", { href: new URL("search.html", search.base).href + "?" + search.address(asked) }, words.back);
    bar.append(previous, told, next, all, ending);
    document.body.append(bar);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");

    let current = -1;
    const show = (number, focus, jump) => {
      if (current >= 0) for (const mark of stops[current].marks) mark.classList.remove("current");
      current = number;
      const { marks } = stops[current];
      for (const mark of marks) {
        mark.classList.add("current");
        for (let box = mark.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
        mark.closest("li.note.folded")?.classList.add("open");
      }
      marks[0].scrollIntoView({ block: "center", behavior: calm.matches || jump ? "instant" : "smooth" });
      if (focus) { marks[0].tabIndex = -1; marks[0].focus({ preventScroll: true }); }
      told.textContent = [fill(words.hits, current + 1, stops.length), ...(others.length > 1 ? [words.on] : [])].join(" ");
    };
    const go = (step, focus) => {
      const number = current + step;
      if (number >= 0 && number < stops.length) show(number, focus);
      else if (others.length > 1) location.assign(addressOf(step));
      else show((number + stops.length) % stops.length, focus);
    };
    const onKey = (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
      if (event.key === "n" || event.key === "p") { event.preventDefault(); go(event.key === "n" ? 1 : -1, true); }
      if (event.key === "Escape" && !document.querySelector(".panel:popover-open")) { event.preventDefault(); finish(); }
    };
    const finish = () => {
      const last = stops[current].marks[0].closest("a, [tabindex], p, li, div");
      const focused = bar.contains(document.activeElement) || document.activeElement.matches("mark.hit");
      document.removeEventListener("keydown", onKey);
      bar.remove();
      clear(main);
      document.documentElement.classList.remove("searched");
      if (focused && last) { if (!last.matches("a, [tabindex]")) last.tabIndex = -1; last.focus({ preventScroll: true }); }
      try { history.replaceState(history.state, "", location.href.replace(/\?[^#]*/, "")); } catch { /* an address that may not be changed */ }
    };
    previous.addEventListener("click", () => go(-1, false));
    next.addEventListener("click", () => go(1, false));
    ending.addEventListener("click", finish);
    document.addEventListener("keydown", onKey);
    const first = wish === "last" ? stops.length - 1 : stops.findIndex((stop) => stop.unit === Number(wish));
    show(Math.max(first, 0), true, true);
    // Fonts and the notes in the margin may have moved it meanwhile.
    if (document.fonts) document.fonts.ready.then(() => requestAnimationFrame(() => { if (bar.isConnected && current === Math.max(first, 0)) stops[current].marks[0].scrollIntoView({ block: "center", behavior: "instant" }); }));
  };

  const fill = (text, ...values) => values.reduce((made, value) => made.replace("{}", String(value)), text);
  search.fill = fill;
  search.make = (name, attributes, ...content) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) node.setAttribute(key, value);
    node.append(...content);
    return node;
  };
})();

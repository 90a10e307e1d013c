// The room of the search, on its page and in the dialog: what is asked, where, and the results by chapter.
(() => {
  "use strict";
  const search = window.editionSearch;
  const { make, fill } = search;
  const SHOWN = 40, ENTRIES = 6, BEFORE = 64, AFTER = 130;
  let rooms = 0;

  const hrefOf = (one, asked, id) => {
    const facts = search.facts;
    const [text, file] = facts.pages[one.page];
    const url = new URL(facts.texts[text][1] + encodeURIComponent(file), search.base);
    return `${url.href}?${search.address(asked)}&u=${one.unit}${id ? "#" + encodeURIComponent(id) : ""}`;
  };

  // The line around the first hit, with all hits in it marked.
  const snippet = (text, hits) => {
    const words = search.wordsOf(text);
    const stretches = search.stretches(text, words, hits);
    const first = stretches.length ? stretches[0] : [0, 0];
    let start = first[0] - BEFORE, end = first[1] + AFTER;
    start = start <= 12 ? 0 : (words.find((word) => word[0] >= start) || first)[0];
    end = end >= text.length - 12 ? text.length : Math.max(first[1], ...words.filter((word) => word[1] <= end).map((word) => word[1]));
    const line = make("span", { class: "line" });
    const add = (from, to, marked) => {
      const part = text.slice(from, to).replace(/\n/g, " / ");
      if (part) line.append(marked ? make("mark", {}, part) : part);
    };
    if (start > 0) line.append("… ");
    let at = start;
    for (const [from, to] of stretches) {
      if (from < at || to > end) continue;
      add(at, from, false);
      add(from, to, true);
      at = to;
    }
    add(at, end, false);
    if (end < text.length) line.append(" …");
    return line;
  };

  search.room = (changed) => {
    const facts = search.facts, words = search.labels;
    rooms += 1;
    const id = (name) => `search-${name}-${rooms}`;
    const input = make("input", { id: id("q"), type: "text", role: "searchbox", inputmode: "search", enterkeyhint: "search", autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", maxlength: "300", placeholder: words.hint, "aria-label": words.search, "aria-describedby": id("told") });
    const told = make("p", { class: "told", id: id("told"), role: "status", "aria-live": "polite" });
    const results = make("div", { class: "results" });
    const form = make("form", { role: "search" }, input);
    const node = make("div", { class: "search-form" }, form, told, results);
    let asked = search.asked(new URLSearchParams());
    let turn = 0;

    // ---- where to look
    const where = make("details", { class: "where" }, make("summary", {}, words.where));
    form.append(where);
    const boxes = new Map();
    const box = (letter, label) => {
      const checkbox = make("input", { type: "checkbox" });
      checkbox.checked = letter !== "n";
      boxes.set(letter, checkbox);
      return make("label", {}, checkbox, " " + label);
    };
    const named = { t: "text", v: "verse", h: "headings", a: "author", r: "translator", e: "editor", o: "other" };
    const kinds = make("div", { class: "choices", role: "group", "aria-label": words.where });
    if (facts.fields.length > 1) kinds.append(...facts.fields.map((letter) => box(letter, words[named[letter]])));
    kinds.append(box("n", words.names));
    const select = (label, name, options) => {
      const choice = make("select", { id: id(name) }, ...options.map(([value, text]) => make("option", { value }, text)));
      return [make("label", { for: id(name) }, label), choice];
    };
    const pages = facts.pages.map(([text, file, head]) => [(facts.texts[text][1] + file).replace(/\.html$/, ""), facts.texts.length > 1 ? `${facts.texts[text][0]}: ${head}` : head]);
    const [chapterLabel, chapter] = select(words.chapter, "at", [["", words.all], ...pages]);
    const [textLabel, text] = select(words["text-of"], "text", [["", words.texts], ...facts.texts.map(([title], number) => [String(number), title])]);
    const people = (name, label, register) => {
      const list = make("datalist", { id: id(name + "-list") });
      const field = make("input", { id: id(name), type: "text", autocomplete: "off", list: list.id });
      return { name, register, list, field, label: make("label", { for: field.id }, label) };
    };
    const filters = [people("who", words.person, "persons"), people("where", words.place, "places")].filter((one) => words[one.register]);
    const grid = make("div", { class: "grid" }, ...(facts.texts.length > 1 ? [textLabel, text] : []), ...(pages.length > 1 ? [chapterLabel, chapter] : []),
      ...filters.flatMap((one) => [one.label, one.field, one.list]));
    where.append(kinds, grid);
    const fillLists = async () => {
      if (!filters.length) return;
      const entries = await search.withNames();
      for (const one of filters) {
        if (one.list.childElementCount) continue;
        one.entries = new Map(entries.filter((entry) => entry.register === one.register && entry.units).map((entry) => [entry.name, entry.id]));
        one.list.append(...[...one.entries.keys()].map((name) => make("option", { value: name })));
        const entry = asked[one.name] && entries.find((other) => other.id === asked[one.name]);
        if (entry) one.field.value = entry.name;
      }
    };
    where.addEventListener("toggle", fillLists);

    // ---- what is asked, from the form and into it
    const read = () => {
      const chosen = facts.fields.filter((letter) => !boxes.has(letter) || boxes.get(letter).checked);
      const whole = chosen.length === facts.fields.length;
      const only = boxes.get("n").checked;
      asked = { ...asked, q: input.value, in: only ? "n" : whole || !chosen.length ? "" : chosen.join(""), at: chapter.value, text: text.value };
      for (const one of filters) {
        if (!one.entries) continue;
        asked[one.name] = one.entries.get(one.field.value) || "";
        one.field.setAttribute("aria-invalid", String(Boolean(one.field.value) && !asked[one.name]));
      }
      for (const [letter, checkbox] of boxes) if (letter !== "n") checkbox.disabled = only;
    };
    const set = async (wanted) => {
      asked = wanted;
      input.value = asked.q;
      for (const [letter, checkbox] of boxes) checkbox.checked = letter === "n" ? asked.in === "n" : !asked.in || asked.in === "n" || asked.in.includes(letter);
      chapter.value = asked.at;
      text.value = asked.text;
      for (const one of filters) one.field.value = "";
      if (asked.in || asked.at || asked.text || asked.who || asked.where) { where.open = true; await fillLists(); }
      await show();
    };

    // ---- results
    const item = async (one, texts) => {
      const [anchor, written] = (await texts(one.page))[one.unit - facts.first[one.page]];
      const link = make("a", { href: hrefOf(one, asked, anchor) }, snippet(written, one.hits));
      link.firstChild.setAttribute("lang", facts.texts[facts.pages[one.page][0]][2] || null);
      const kind = search.kindOf(one.unit);
      const said = [kind === "t" ? "" : words["one-" + named[kind]], one.spelt ? words.spelt : ""].filter(Boolean).join(" · ");
      if (said) link.append(" ", make("span", { class: "kind" }, said));
      return make("li", {}, link);
    };
    const showUnits = async (answer, mine) => {
      const groups = new Map();
      for (const one of answer.units) { if (groups.has(one.page)) groups.get(one.page).push(one); else groups.set(one.page, [one]); }
      const ordered = [...groups.values()].flatMap((units) => [...units.filter((one) => !one.spelt), ...units.filter((one) => one.spelt)]);
      const lists = new Map();
      let shown = 0;
      const more = make("button", { type: "button", class: "plain more" }, words.more);
      const add = async (count) => {
        const next = ordered.slice(shown, shown + count);
        const items = await Promise.all(next.map((one) => item(one, search.textOf)));
        if (mine !== turn) return null;
        shown += next.length;
        const sections = [];
        next.forEach((one, at) => {
          if (!lists.has(one.page)) {
            const list = make("ol");
            lists.set(one.page, list);
            const [number, , head] = facts.pages[one.page];
            const title = facts.texts.length > 1 ? `${facts.texts[number][0]}: ${head}` : head;
            sections.push(make("section", {}, make("h2", {}, title, " ", make("span", { class: "count" }, String(groups.get(one.page).length))), list));
          }
          lists.get(one.page).append(items[at]);
        });
        return { sections, first: items[0] };
      };
      const start = await add(SHOWN);
      if (!start) return null;
      more.addEventListener("click", async () => {
        const made = await add(SHOWN);
        if (!made) return;
        more.before(...made.sections);
        made.first.firstChild.focus();
        if (shown >= ordered.length) more.remove();
      });
      return [...start.sections, ...(shown < ordered.length ? [more] : [])];
    };
    const entryItem = ({ entry, count }) => {
      const file = entry.file || `${entry.register}.html#${encodeURIComponent(entry.id)}`;
      const [name, hash] = file.split("#");
      const url = new URL(facts.texts[entry.text][1] + encodeURIComponent(name) + (hash ? "#" + hash : ""), search.base);
      const link = make("a", { href: url.href }, make("span", { class: "line" }, entry.name, entry.years ? " " + entry.years : ""), " ",
        make("span", { class: "kind" }, [words[entry.register], count ? fill(count === 1 ? words.one : words.passages, count) : ""].filter(Boolean).join(" · ")));
      return make("li", {}, link);
    };
    const showEntries = (found) => {
      if (!found.length) return [];
      const list = make("ol", {}, ...found.slice(0, ENTRIES).map(entryItem));
      const section = make("section", { class: "entries" }, make("h2", {}, words.registers, " ", make("span", { class: "count" }, String(found.length))), list);
      if (found.length > ENTRIES) {
        const more = make("button", { type: "button", class: "plain more" }, words.more);
        more.addEventListener("click", () => {
          const items = found.slice(ENTRIES, 200).map(entryItem);
          list.append(...items);
          more.remove();
          items[0].firstChild.focus();
        });
        section.append(more);
      }
      return [section];
    };
    const count = (answer) => {
      const passages = answer.units.length;
      const chapters = new Set(answer.units.map((one) => one.page)).size;
      if (passages === 0) return answer.onlyWithout ? words["only-without"] : words.none;
      return passages === 1 ? words.one : chapters === 1 ? fill(words.passages, passages) : fill(words.many, passages, chapters);
    };
    const show = async () => {
      const mine = turn += 1;
      changed?.(asked);
      if (!search.isAsked(asked)) { told.textContent = ""; results.replaceChildren(); return; }
      try {
        const [answer, entries] = await Promise.all([search.answer(asked), search.entriesFor(asked)]);
        if (mine !== turn) return;
        const sections = await showUnits(answer, mine);
        if (!sections || mine !== turn) return;
        told.textContent = count(answer);
        if (answer.spelt.length) told.append(". ", fill(words.also, answer.spelt.slice(0, 8).join(", ") + (answer.spelt.length > 8 ? ", …" : "")));
        results.replaceChildren(...showEntries(entries), ...sections);
        node.dispatchEvent(new CustomEvent("edition:answered", { bubbles: true }));
      } catch (error) {
        if (mine === turn) { told.textContent = words.unloaded; results.replaceChildren(); }
        if (!/^[a-z]+\d*$/.test(error.message)) throw error;
      }
    };
    form.addEventListener("input", () => { read(); show(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("keydown", async (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      read();
      await show();
      links()[0]?.focus();
    });

    // ---- keys: up and down through the results
    const links = () => [...results.querySelectorAll("a, button.more")];
    node.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
      const all = links();
      const at = all.indexOf(document.activeElement);
      if (at < 0 && (event.target !== input || event.key !== "ArrowDown")) return;
      event.preventDefault();
      if (event.key === "ArrowUp" && at === 0) { input.focus(); input.select(); return; }
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      const link = all[Math.min(to, all.length - 1)];
      link?.focus({ preventScroll: true });
      link?.scrollIntoView({ block: "nearest" });
    });
    return { node, input, set, asked: () => asked };
  };
})();

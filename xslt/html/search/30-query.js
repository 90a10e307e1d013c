// What is asked and what answers: words, phrases, beginnings, words that must not be there; kinds of text, chapters, persons, places.
(() => {
  "use strict";
  const search = window.editionSearch;
  const LONGEST = 300;
  const QUOTES = "\"“”„‟«»〝〞「」『』";
  const SINGLE = /^([‚‘‹])(.+?)[’‘›](?=\s|$)/u;

  // A query as clauses; each a row of words that stand one after the other.
  search.parse = (text) => {
    const clauses = [];
    let rest = text.slice(0, LONGEST);
    while ((rest = rest.replace(/^\s+/, ""))) {
      const minus = /^[-−–](?=[^\s-])/.test(rest);
      if (minus) rest = rest.slice(1);
      let part, quoted = false, open = false;
      const single = SINGLE.exec(rest);
      if (QUOTES.includes(rest[0])) {
        const end = Array.from(rest).findIndex((letter, at) => at > 0 && QUOTES.includes(letter));
        quoted = true;
        open = end < 0;
        part = open ? rest.slice(1) : Array.from(rest).slice(1, end).join("");
        rest = open ? "" : Array.from(rest).slice(end + 1).join("");
      } else if (single) {
        quoted = true;
        part = single[2];
        rest = rest.slice(single[0].length);
      } else {
        part = /^[^\s"“”„‟«»〝〞「」『』]+/u.exec(rest)[0];
        rest = rest.slice(part.length);
        open = rest === "";
      }
      const clause = clauseOf(part, quoted, open);
      if (clause) clauses.push({ ...clause, minus });
    }
    return clauses;
  };

  const clauseOf = (part, quoted, open) => {
    const spans = search.wordsOf(part);
    const atoms = spans.map(([start, end], at) => {
      const written = part.slice(start, end);
      const last = at === spans.length - 1 && end === part.length;
      return { word: search.fold(written) || written, key: search.key(written), begins: part[end] === "*" || (open && last), exact: quoted };
    });
    if (!atoms.length) return null;
    const clause = { atoms, joined: null };
    if (!quoted && atoms.length === 2 && /^['’ʼ‘‐‑-]$/u.test(part.slice(spans[0][1], spans[1][0]))) {
      const written = part.slice(...spans[0]) + part.slice(...spans[1]);
      clause.joined = { word: search.fold(written), key: search.key(written), begins: atoms[1].begins, exact: false };
    }
    return clause;
  };

  // Where a word that is asked for stands: by unit its hits.
  const hitsOf = async (atom, spelt) => {
    const hits = new Map();
    for (const meant of await search.meant(atom)) {
      let used = false;
      search.placesOf(meant.code, (unit, place, named) => {
        used = true;
        const hit = { place, length: 0, word: meant.word, spelt: meant.spelt, named: named === 1 };
        if (hits.has(unit)) hits.get(unit).push(hit); else hits.set(unit, [hit]);
      });
      if (used && meant.spelt) spelt.add(meant.word);
    }
    return hits;
  };

  const hitsOfClause = async (clause, spelt) => {
    const rows = await Promise.all(clause.atoms.map((atom) => hitsOf(atom, clause.atoms.length > 1 ? new Set() : spelt)));
    if (rows.length === 1) return rows[0];
    const found = new Map();
    for (const [unit, firsts] of rows[0]) {
      if (!rows.every((row) => row.has(unit))) continue;
      const places = rows.map((row) => new Map(row.get(unit).map((hit) => [hit.place, hit])));
      for (const hit of firsts) {
        if (!places.every((row, at) => row.has(hit.place + at))) continue;
        const whole = { place: hit.place, length: rows.length, word: "", named: hit.named,
          spelt: places.some((row, at) => row.get(hit.place + at).spelt) };
        if (found.has(unit)) found.get(unit).push(whole); else found.set(unit, [whole]);
      }
    }
    if (clause.joined) {
      for (const [unit, hits] of await hitsOf(clause.joined, spelt)) {
        const other = found.get(unit) || [];
        const more = hits.filter((hit) => !other.some((one) => one.place === hit.place));
        found.set(unit, [...other, ...more]);
      }
    }
    return found;
  };

  // What is asked, as it stands in an address.
  search.asked = (parameters) => {
    const one = (name) => (parameters.get(name) || "").slice(0, LONGEST);
    return { q: one("q"), in: one("in"), at: one("at"), text: one("text"), who: one("who"), where: one("where") };
  };
  search.address = (asked) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(asked)) if (value) parameters.set(name, value);
    return parameters.toString();
  };
  search.isAsked = (asked) => Boolean(asked.q.trim() || asked.who || asked.where);

  // The answer: by unit its hits, in the order of the text, and the other spellings that were found.
  search.answer = async (asked) => {
    const facts = search.facts;
    const clauses = search.parse(asked.q);
    const wanted = clauses.filter((clause) => !clause.minus);
    const spelt = new Set();
    const kinds = new Set(asked.in || facts.fields);
    const everything = facts.fields.every((letter) => kinds.has(letter));
    const fits = (unit, hit) => kinds.has(facts.all[unit]) || (hit.named && kinds.has("n"));

    const limits = [];
    for (const name of ["who", "where"]) {
      if (!asked[name]) continue;
      const units = new Set();
      for (const entry of await search.withNames()) if (entry.id === asked[name]) for (const unit of search.unitsOf(entry)) units.add(unit);
      limits.push(units);
    }
    const page = asked.at ? facts.pages.findIndex((one) => facts.texts[one[0]][1] + one[1] === asked.at + ".html") : -1;
    const allowed = (unit) => {
      if (asked.at && search.pageOf(unit) !== page) return false;
      if (asked.text && String(facts.pages[search.pageOf(unit)][0]) !== asked.text) return false;
      return limits.every((units) => units.has(unit));
    };

    const found = new Map();
    if (wanted.length) {
      const rows = await Promise.all(wanted.map((clause) => hitsOfClause(clause, spelt)));
      rows.sort((one, other) => one.size - other.size);
      for (const unit of rows[0].keys()) {
        if (!rows.every((row) => row.has(unit)) || !allowed(unit)) continue;
        const all = rows.map((row) => row.get(unit));
        const hits = everything ? all : all.map((row) => row.filter((hit) => fits(unit, hit)));
        if (hits.some((row) => !row.length)) continue;
        found.set(unit, { hits: hits.length > 1 ? hits.flat() : hits[0], spelt: hits.some((row) => row.every((hit) => hit.spelt)) });
      }
    } else if (limits.length) {
      for (const unit of limits[0]) if (allowed(unit) && kinds.has(facts.all[unit])) found.set(unit, { hits: [], spelt: false });
    }
    const unwanted = clauses.filter((clause) => clause.minus);
    for (const clause of unwanted) for (const unit of (await hitsOfClause(clause, new Set())).keys()) found.delete(unit);
    const units = [...found.keys()].sort((one, other) => one - other);
    return { units: units.map((unit) => ({ unit, page: search.pageOf(unit), ...found.get(unit) })), spelt: [...spelt],
      onlyWithout: !wanted.length && !limits.length && unwanted.length > 0 };
  };

  // The entries of the registers that answer to all words by any of their names; those written so come first, then by mentions.
  let folded = null;
  search.entriesFor = async (asked) => {
    const wanted = search.parse(asked.q).filter((clause) => !clause.minus)
      .map((clause) => clause.joined ? [clause.atoms, [clause.joined]] : [clause.atoms]);
    if (!wanted.length) return [];
    const entries = await search.withNames();
    folded ??= entries.map((entry) => {
      const written = entry.forms.flatMap((form) => search.wordsOf(form).map(([start, end]) => form.slice(start, end)));
      return { words: written.map(search.fold), keys: written.map(search.key) };
    });
    const begins = (one, atom, word) => atom.begins && word.length > 1 ? one.startsWith(word) : one === word;
    const found = [];
    entries.forEach((entry, at) => {
      const { words, keys } = folded[at];
      let spelt = false;
      const has = (atom) => {
        if (words.some((word) => begins(word, atom, atom.word))) return true;
        if (atom.exact || atom.word.length < 3 || !atom.key) return false;
        spelt = true;
        return keys.some((one) => begins(one, atom, atom.key));
      };
      if (wanted.every((ways) => ways.some((atoms) => atoms.every(has)))) found.push({ entry, spelt, count: search.unitsOf(entry).size });
    });
    return found.sort((one, other) => one.spelt - other.spelt || other.count - one.count || one.entry.number - other.entry.number);
  };
})();

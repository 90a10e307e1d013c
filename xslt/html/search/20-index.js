// The index: small scripts, loaded from the folder "search" as they are needed, and what is written in them.
(() => {
  "use strict";
  const search = window.editionSearch;
  const base = new URL(".", document.currentScript.src);
  search.base = base;

  // ---- loading
  const asked = new Map();
  const load = (name) => {
    if (!asked.has(name)) {
      asked.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(`search/${name}.js`, base).href;
        script.onload = resolve;
        script.onerror = () => { asked.delete(name); reject(new Error(name)); };
        document.head.append(script);
      }));
    }
    return asked.get(name);
  };

  const DIGITS = new Uint8Array(128);
  let digit = 0;
  for (let code = 0x21; code < 0x7f; code += 1) if (!'"\\<|'.includes(String.fromCharCode(code))) DIGITS[code] = digit++;
  const numbers = (text) => {
    const found = [];
    let value = 0;
    for (let at = 0; at < text.length; at += 1) {
      const one = DIGITS[text.charCodeAt(at)];
      if (one < 45) { found.push(value * 45 + one); value = 0; } else value = value * 45 + one - 45;
    }
    return found;
  };

  const shards = { w: new Map(), k: new Map() };
  const texts = new Map();
  const keep = (letter) => (number, text) => {
    const entries = text.split("|").map((entry) => { const at = entry.indexOf(" "); return [entry.slice(0, at), entry.slice(at + 1)]; });
    shards[letter].set(number, { list: entries, map: new Map(entries) });
  };
  search.places = keep("w");
  search.keys = keep("k");
  search.text = (number, units) => texts.set(number, units);

  let facts = null;
  search.index = (made) => {
    facts = made;
    let first = 0;
    facts.first = facts.pages.map((page) => { const own = first; first += page[3]; return own; });
    facts.all = facts.kinds.join("");
    search.facts = facts;
    search.labels = facts.labels;
  };
  search.names = (entries) => {
    search.entries = entries.map(([text, register, file, id, name, years, kind, forms, units], number) =>
      ({ number, text, register, file, id, name, years, kind, forms: [name, ...forms], units }));
  };
  search.ready = () => Promise.all([load("rules"), load("index")]);
  search.withNames = () => load("names").then(() => search.entries);
  search.textOf = async (page) => { await load(`t${page}`); return texts.get(page); };

  search.pageOf = (unit) => {
    let low = 0, high = facts.first.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (facts.first[middle] <= unit) low = middle; else high = middle - 1; }
    return low;
  };
  search.kindOf = (unit) => facts.all[unit];

  // The units that mention an entry.
  search.unitsOf = (entry) => {
    let last = 0;
    return new Set(numbers(entry.units).map((step) => (last += step)));
  };

  // ---- words and where they stand
  const shardOf = (starts, word) => {
    let low = 0, high = starts.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (starts[middle] <= word) low = middle; else high = middle - 1; }
    return low;
  };
  // The entries of a table that are a word, or begin with it.
  const entriesOf = async (letter, word, begins) => {
    const starts = letter === "w" ? facts.words : facts.keys;
    if (!starts.length) return [];
    const first = shardOf(starts, word);
    let last = first;
    if (begins) while (last + 1 < starts.length && starts[last + 1].startsWith(word)) last += 1;
    const wanted = [];
    for (let number = first; number <= last; number += 1) wanted.push(load(letter + number).then(() => shards[letter].get(number)));
    const found = [];
    for (const shard of await Promise.all(wanted)) {
      if (begins) { for (const entry of shard.list) if (entry[0].startsWith(word)) found.push(entry); }
      else if (shard.map.has(word)) found.push([word, shard.map.get(word)]);
    }
    return found;
  };

  const foreign = (word) => /[^\u0000-\u024f\u1e00-\u1eff]/.test(word);

  // The words of the index that are meant by a word that is asked for: those written so, then those that sound so. Of
  // words in the same script only names sound alike, or all where none is written as it was asked for.
  search.meant = async (atom) => {
    const begins = atom.begins && (atom.word.length > 1 || foreign(atom.word));
    const found = await entriesOf("w", atom.word, begins);
    const written = new Set(found.map((entry) => entry[0]));
    const meant = found.map(([word, code]) => ({ word, code, spelt: false }));
    const short = foreign(atom.word) ? 3 : 4;
    const key = atom.key;
    if (atom.exact || atom.word.length < short || !key) return meant;
    const others = [];
    for (const [, words] of await entriesOf("k", key, begins && key.length >= short)) {
      for (const marked of words.split(" ")) {
        const word = marked.replace("+", "");
        if (!written.has(word) && (word !== marked || foreign(word) !== foreign(atom.word) || !written.size)) others.push(word);
      }
    }
    const codes = await Promise.all(others.map((word) => entriesOf("w", word, false)));
    for (const [entry] of codes) if (entry) meant.push({ word: entry[0], code: entry[1], spelt: true });
    return meant;
  };

  // Where a word stands: by unit its places, each with whether it is in a name.
  search.placesOf = (code, each) => {
    const found = numbers(code);
    let unit = 0, at = 0;
    while (at < found.length) {
      unit += found[at];
      let place = 0;
      const end = at + 3 + found[at + 1];
      for (at += 2; at < end; at += 1) { place += found[at] >> 1; each(unit, place, found[at] & 1); }
    }
  };
})();

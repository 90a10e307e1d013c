// Words as the search compares them: the tables come from search/rules.js, as src/edition/editions/html/search_folding.py
// writes them; what is done with them is what is done there.
(() => {
  "use strict";
  const search = window.editionSearch = {};
  const ranges = (pairs) => pairs.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("");

  search.rules = (rules) => {
    const unspaced = ranges(rules.unspaced);
    const pairs = [];
    for (let at = 0; at < rules.marks.length; at += 2) pairs.push([rules.marks[at], rules.marks[at + 1]]);
    const mark = new RegExp(`[${ranges(pairs)}]`, "u");
    const within = new RegExp(`^(?:[\\p{L}\\p{N}]|(?![${unspaced}])\\p{M})$`, "u");
    const word = new RegExp(
      `(?![${unspaced}])[\\p{L}\\p{N}](?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}${rules.silent}])*|(?=[\\p{L}\\p{N}])[${unspaced}]`, "gu");
    const sounds = rules.sounds.map(([pattern, replacement]) => [new RegExp(pattern, "gu"), replacement]);
    const isAscii = (text) => /^[\0-\x7f]*$/.test(text);
    const isLeftOut = (letter) => mark.test(letter) || !within.test(letter) || rules.silent.includes(letter);
    const known = (table, letter) => Object.prototype.hasOwnProperty.call(table, letter);
    const folded = (letter) => known(rules.folded, letter) ? rules.folded[letter] : letter;

    // The words of a text, each as the place where it begins and where it ends.
    search.wordsOf = (text) => Array.from(text.matchAll(word), (match) => [match.index, match.index + match[0].length]);

    search.fold = (text) => {
      if (isAscii(text)) return text.toLowerCase();
      const letters = text.normalize("NFKD").toLowerCase().normalize("NFKD");
      return Array.from(letters, (letter) => isLeftOut(letter) ? "" : folded(letter)).join("");
    };

    const latin = (letter) => {
      if (known(rules.latin, letter)) return rules.latin[letter];
      return Array.from(letter.normalize("NFD"), (part) =>
        known(rules.latin, part) ? rules.latin[part] : isLeftOut(part) ? "" : folded(part)).join("");
    };
    search.key = (text) => {
      let made = isAscii(text) ? text.toLowerCase()
        : Array.from(text.normalize("NFKC").toLowerCase().normalize("NFC"), latin).join("");
      for (const [pattern, replacement] of sounds) made = made.replace(pattern, replacement);
      return made;
    };
    search.inline = new Set(rules.inline);
  };
})();

"""The search of the website: an index in small scripts, which a browser loads from disk as it needs them.

In: texts, each with its pages, and the facts of its registers. Out: the files of the folder ``search``, by name:

- ``index.js``: the texts and their pages, of each unit what kind of text it is, and where each shard begins
- ``rules.js``: the tables by which words are folded
- ``wN.js``: words, in their order, each with where it stands (unit, place in it, whether in a name)
- ``kN.js``: keys, each with the words that have it; see search_folding.py
- ``tN.js``: the text and the ids of the units of a page, for the lines shown around what was found
- ``names.js``: the entries of the registers, by all their names, each with the units that mention it

Numbers are written to a base of 45 in printable characters. Same input, same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from lxml import etree

from edition.editions.html.search_folding import fold, key, rules, words_of
from edition.editions.html.search_units import FIELDS, Unit, units_of
from edition.editions.html.site import as_script

__all__ = ["SearchText", "search_files", "text_of_facts", "with_entries_of"]

#: About so many characters of the index are in one file.
_SHARD: Final = 40_000
_DIGITS: Final = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\<|')
_BASE: Final = 45
#: A place in a unit, and whether it is in a name, in so many bits: no paragraph has eight million words.
_PLACES: Final = 24
_PLACE: Final = (1 << _PLACES - 1) - 1
#: What joins two words that some write as one: Zinov'ev, counter-revolution.
_JOINS: Final = frozenset("'’ʼ‘-‐‑")


@dataclass(frozen=True, slots=True)
class SearchText:
    """A text that is searched: ``pages`` are file names with their heads and trees, ``prefix`` stands before them.

    ``entries`` are the entries of its registers as xslt/html/facts.xsl tells them.
    """

    title: str
    pages: Sequence[tuple[str, str, etree._Element]]
    entries: Sequence[Mapping[str, Any]] = ()
    prefix: str = ""
    language: str = ""


def text_of_facts(facts: Mapping[str, Any], roots: Mapping[str, etree._Element]) -> SearchText:
    """The text of a website by its facts: the cover, then the pages in their order."""
    pages = [("index.html", facts["search"]["cover"], roots["index.html"])] if "index.html" in roots else []
    pages += [
        (name, page["head"], roots[name])
        for page in facts["pages"]
        if (name := f"{page['stem']}.html") in roots and name != "index.html"
    ]
    return SearchText(facts["title"], pages, facts["entries"], language=facts["language"])


def with_entries_of(text: SearchText, other: SearchText, folder: str) -> SearchText:
    """A text whose entries are mentioned in another one too, which lies in a folder below it; entries that only the
    other has come behind.
    """
    entries = {entry["id"]: {**entry, "mentions": list(entry["mentions"])} for entry in text.entries}
    for entry in other.entries:
        page = f"{folder}/{entry['page']}" if entry["page"] else ""
        kept = entries.setdefault(entry["id"], {**entry, "page": page, "mentions": []})
        kept["mentions"] += [{**one, "page": f"{folder}/{one['page']}"} for one in entry["mentions"]]
    return replace(text, entries=tuple(entries.values()))


def search_files(texts: Sequence[SearchText], words: Mapping[str, str], language: str = "en") -> dict[str, bytes]:
    """The index of some texts, all in one; ``words`` are those of the interface."""
    places: dict[str, list[int]] = defaultdict(list)
    lower: set[str] = set()
    files: dict[str, bytes] = {}
    pages: list[list[Any]] = []
    kinds: list[str] = []
    mentioned: dict[tuple[int, int], list[int]] = defaultdict(list)
    count = 0
    mentions = _mentions(texts)
    for number, text in enumerate(texts):
        for name, head, root in text.pages:
            units = list(units_of(root, mentions.get(text.prefix + name)))
            if not units:
                continue
            for at, unit in enumerate(units, start=count):
                _index(unit, at, places, lower)
                for entry in unit.entries:
                    mentioned[entry].append(at)
            files[f"t{len(pages)}.js"] = _call("text", len(pages), [[unit.id, unit.text] for unit in units])
            pages.append([number, name, head, len(units)])
            kinds.append("".join(unit.field for unit in units))
            count += len(units)
    shards, starts = _shards("w", ((word, _packed(places[word])) for word in sorted(places, key=_order)))
    files |= shards
    shards, key_starts = _shards("k", _keys(places, lower))
    files |= shards
    files["names.js"] = _call("names", _entries(texts, mentioned))
    files["rules.js"] = _call("rules", rules())
    there = set("".join(kinds))
    files["index.js"] = _call(
        "index",
        {
            "texts": [[text.title, text.prefix, text.language] for text in texts],
            "pages": pages,
            "kinds": kinds,
            "fields": [letter for letter in FIELDS if letter in there],
            "words": starts,
            "keys": key_starts,
            "labels": dict(sorted(words.items())),
            "language": language,
        },
    )
    return {name: files[name] for name in sorted(files)}


def _call(name: str, *values: Any) -> bytes:
    return f"editionSearch.{name}({','.join(as_script(value) for value in values)});\n".encode()


def _mentions(texts: Sequence[SearchText]) -> dict[str, dict[str, tuple[int, int]]]:
    """By page the ids of names, each with the entry to which it leads: the numbers of its text and of itself."""
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for at, entry in enumerate(text.entries):
            for mention in entry["mentions"]:
                found[f"{text.prefix}{mention['page']}.html"][mention["to"]] = number, at
    return found


def _index(unit: Unit, at: int, places: dict[str, list[int]], lower: set[str]) -> None:
    """Write down where the words of a unit stand: unit, place, and whether it is in a name, in one number."""
    text, names = unit.text, unit.names
    first = at << _PLACES
    before, end_before = "", -2
    for place, (start, end) in enumerate(words_of(text)):
        written = text[start:end]
        word = fold(written) or written
        if written[0].islower():
            lower.add(word)
        here = first | place << 1 | (place in names)
        places[word].append(here)
        if start == end_before + 1 and text[end_before] in _JOINS and len(before) > 1 and len(word) > 1:
            places[before + word].append(here - 2)
        before, end_before = word, end


def _number(value: int) -> str:
    digits = [_DIGITS[value % _BASE]]
    value //= _BASE
    while value:
        digits.append(_DIGITS[_BASE + value % _BASE])
        value //= _BASE
    return "".join(reversed(digits))


_NUMBERS: Final = [_number(value) for value in range(20_000)]


def _packed(found: list[int]) -> str:
    """The places of a word: for each unit how far it is from the last, how many places more than one, and each place
    likewise.
    """
    parts: list[str] = []
    last_unit = at = 0
    found.sort()
    while at < len(found):
        unit = found[at] >> _PLACES
        beyond = unit + 1 << _PLACES
        own: list[str] = []
        last = 0
        while at < len(found) and found[at] < beyond:
            place = found[at] >> 1 & _PLACE
            own.append(_written(place - last << 1 | found[at] & 1))
            last = place
            at += 1
        parts.append(_written(unit - last_unit))
        parts.append(_written(len(own) - 1))
        parts += own
        last_unit = unit
    return "".join(parts)


def _written(value: int) -> str:
    return _NUMBERS[value] if value < 20_000 else _number(value)


def _shards(letter: str, entries: Iterable[tuple[str, str]]) -> tuple[dict[str, bytes], list[str]]:
    """Entries in their order, in files of about the same size, and with what each file begins."""
    files: dict[str, bytes] = {}
    starts: list[str] = []
    parts: list[str] = []
    size = 0
    call = {"w": "places", "k": "keys"}[letter]
    for name, value in entries:
        if not parts:
            starts.append(name)
        entry = f"{name} {value}"
        parts.append(entry)
        size += len(entry)
        if size > _SHARD:
            files[f"{letter}{len(starts) - 1}.js"] = _call(call, len(starts) - 1, "|".join(parts))
            parts, size = [], 0
    if parts:
        files[f"{letter}{len(starts) - 1}.js"] = _call(call, len(starts) - 1, "|".join(parts))
    return files, starts


def _keys(places: Mapping[str, list[int]], lower: set[str]) -> list[tuple[str, str]]:
    """Each key with its words; a word that is never written small, as names are not, has a "+" before it."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in places:
        if len(word) > 2 and not word.isdecimal():
            found[key(word)].append(word if word in lower else f"+{word}")
    found.pop("", None)
    return [(name, " ".join(sorted(found[name]))) for name in sorted(found, key=_order)]


def _order(word: str) -> bytes:
    """Words in the order in which a browser compares them."""
    return word.encode("utf-16-be", "surrogatepass")


def _entries(texts: Sequence[SearchText], mentioned: Mapping[tuple[int, int], list[int]]) -> list[list[Any]]:
    """The entries of all registers: text, register, address, id, name, years, kind, other names, units."""
    found = []
    for number, text in enumerate(texts):
        for at, entry in enumerate(text.entries):
            stem, identifier = entry["page"], entry["id"]
            forms = [form for form in entry.get("forms", ()) if form and form != entry["name"]]
            last = 0
            units = []
            for unit in mentioned.get((number, at), ()):
                units.append(_written(unit - last))
                last = unit
            found.append(
                [
                    number,
                    entry["register"],
                    f"{stem}.html" if stem else "",
                    identifier,
                    entry["name"],
                    entry["years"],
                    entry["kind"],
                    forms,
                    "".join(units),
                ]
            )
    return found

"""Spellings of names that the registers do not have: by a scan, a printer, or another transliteration.

In: the entries, what was found, and the words of the text that nothing explains. Out: proposals, each a word, the entry
it may be, and how many letters differ. ``sure`` is one where the entry is found nowhere else, and entry and word are
each the other's nearest: the index says that the name stands in the book, and this is the only place where it can. The
text is never changed; a proposal that is accepted says who is meant, however the name is spelled.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from edition.enrich.authority import Authority, Entry
from edition.enrich.forms import plain
from edition.enrich.spelling import distance, folded, skeleton
from edition.enrich.words import Usage

__all__ = ["Spelling", "spellings"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: First letters that a scan takes for one another.
_FIRST: Final = {"i": "l", "j": "l", "l": "l", "o": "o", "q": "o", "c": "c", "g": "c", "e": "e", "f": "e", "ye": "e"}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word of the text, the entry that it may be, the letters that differ, and whether nothing else can be meant."""

    word: str
    entry: Entry
    letters: int
    sure: bool


def spellings(
    authority: Authority,
    found: Mapping[str, int],
    texts: Sequence[str],
    covered: Sequence[Sequence[tuple[int, int]]],
    usage: Usage,
    known: Iterable[str],
) -> list[Spelling]:
    """Proposals, the surest first. ``found`` counts the mentions of entries, ``covered`` are the stretches of each
    text in which a name was found, ``known`` are words that are names already (given names, places, forms).
    """
    words = _unexplained(texts, covered, usage, set(known))
    by_letter: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for word in words:
        plain_word = folded(word)
        by_letter[_first(plain_word)].append((plain_word, word, skeleton(plain_word)))
    near: dict[str, list[tuple[int, str, Entry]]] = defaultdict(list)
    of_entry: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry in authority.of("person"):
        for surname in {name.surname for name in entry.names}:
            name = folded(plain(surname))
            if len(name) < 4 or " " in surname:
                continue
            most = 1 if len(name) < 6 else 2 if len(name) < 10 else 3
            bones, size = skeleton(name), len(name)
            for plain_word, word, other in by_letter[_first(name)]:
                alike = bones == other
                if not alike and (abs(len(plain_word) - size) > most or bones[:2] != other[:2]):
                    # Names that differ at their very beginning are not worth a look.
                    continue
                letters = min(distance(name, plain_word, most), most if alike else most + 1)
                feminine = plain_word in (f"{name}a", f"{name}aia", f"{name}aya")
                if letters <= most and not feminine:
                    near[word].append((letters, entry.id, entry))
                    of_entry[entry.id].append((letters, word))
    result = []
    for word, rows in near.items():
        rows.sort(key=lambda row: row[:2])
        letters, _, entry = rows[0]
        if len(rows) > 1 and rows[1][0] == letters and rows[1][1] != entry.id:
            missing = [row for row in rows if row[0] == letters and not found.get(row[1])]
            if len(missing) != 1:
                continue
            letters, _, entry = missing[0]
        others = sorted(of_entry[entry.id])
        mutual = others[0][1] == word and (len(others) == 1 or others[1][0] > letters)
        alike = skeleton(folded(word)) == skeleton(folded(plain(entry.name.surname)))
        lonely = not found.get(entry.id)
        sure = lonely and letters > 0 and word.isascii() and (mutual or alike) and (len(word) > 5 or letters < 2)
        result.append(Spelling(word, entry, letters, sure))
    result.sort(key=lambda one: (not one.sure, one.letters, one.word))
    return result


def _first(name: str) -> str:
    if name.startswith("ye"):
        return "e"
    return _FIRST.get(name[:1], name[:1])


def _unexplained(
    texts: Sequence[str], covered: Sequence[Sequence[tuple[int, int]]], usage: Usage, known: set[str]
) -> list[str]:
    """Words with capitals, in which no name was found and which the text does not write small."""
    counts: Counter[str] = Counter()
    for text, taken in zip(texts, covered, strict=True):
        for match in _WORD.finditer(text):
            word = match[0]
            if len(word) < 4 or not word[0].isupper() or word.isupper() or word in known:
                continue
            if usage.lower[word.lower()] or any(low < match.end() and match.start() < high for low, high in taken):
                continue
            counts[word] += 1
    return sorted(counts)

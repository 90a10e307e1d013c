"""Names one letter apart, of which one is rare: they may be one name misread, or two persons.

In: the lines of the source. Out: doubts for information, one for each rare name. Nothing is corrected. Two forms are
left out that differ as the forms of one word do: in an ending (a plural, a case, a woman's name beside a man's).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from edition.diagnostic import Severity
from edition.sources.plaintext.context import Context

__all__ = ["names_alike"]

#: A name is rare up to this count; the other must be as many times as frequent.
RARE: Final = 2
TIMES: Final = 3
#: Names of fewer letters are near to too many others; up to the second length the first letter counts.
SHORTEST: Final = 5
SHORT: Final = 6
#: Endings of two letters are looked for in words of so many.
_LONG: Final = 9
_VOWELS: Final = "aeiouyäöüéèаеёиоуыэюяй"
#: Of short names another first letter makes another name, but for letters that scanners take for each other.
_CAPITALS: Final = ({"I", "L"}, {"I", "J"}, {"O", "Q"}, {"C", "G"}, {"B", "R"}, {"F", "P"})


def names_alike(words: Sequence[Sequence[str]], context: Context) -> None:
    """Tell each rare name with the frequent ones that are one letter away from it. ``words``: those of each line."""
    counts, first, small = _names(words)
    near: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        for at in range(len(name)):
            near[name[:at] + "\0" + name[at + 1 :]].append(name)
            near[name[:at] + name[at + 1 :]].append(name)
        near[name].append(name)
    found: dict[str, set[str]] = defaultdict(set)
    for group in near.values():
        if len(group) < 2:
            continue
        for rare in group:
            if counts[rare] > RARE or rare.lower() in small:
                continue
            found[rare] |= {
                other
                for other in group
                if other != rare
                and counts[other] >= TIMES * counts[rare]
                and other.lower() not in small
                and one_letter_apart(rare, other)
                and not _inflected(rare, other)
            }
    places = {name: _place(name, first[name], context.source.lines) for name, others in found.items() if others}
    for rare in sorted(places, key=lambda name: places[name]):
        others = sorted(found[rare], key=lambda name: (-counts[name], name))
        told = ", ".join(f'"{other}" ({counts[other]})' for other in others)
        context.doubt(
            "names-alike",
            f'"{rare}" ({counts[rare]}) differs by one letter from {told}',
            *places[rare],
            "one person or two? If the scan misread the name, accept an emendation",
            decision="left as it stands",
            cert="low",
            severity=Severity.INFO,
        )


def _names(words: Sequence[Sequence[str]]) -> tuple[Counter[str], dict[str, int], set[str]]:
    """Words with a capital and their first lines (from 0); and the words that also stand in small letters."""
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    small: set[str] = set()
    for number, line in enumerate(words):
        for word in line:
            if word[0].islower():
                small.add(word)
            elif len(word) >= SHORTEST and not word.isupper():
                counts[word] += 1
                first.setdefault(word, number)
    return counts, first, small


def _place(name: str, number: int, lines: Sequence[str]) -> tuple[int, int]:
    """The line and the column (from 1) of a word in its line."""
    match = re.search(rf"(?<![^\W\d_]){re.escape(name)}(?![^\W\d_])", lines[number])
    return number + 1, match.start() + 1 if match else 1


def one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter is another, is missing, or two neighbours are exchanged."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    if min(len(a), len(b)) <= SHORT and a[0] != b[0] and {a[0], b[0]} not in _CAPITALS:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        return rest_a[1:] == rest_b[1:] or (
            rest_a[:2] == rest_b[1::-1] and len(rest_a) > 1 and rest_a[2:] == rest_b[2:]
        )
    return rest_a[1:] == rest_b if len(a) > len(b) else rest_a == rest_b[1:]


def _inflected(a: str, b: str) -> bool:
    """Forms of one word: one has a letter more at its end, or both end in vowels; or, if they are long, they differ in
    their last two letters only (cases and numbers).
    """
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and len(long) - len(short) == 1:
        return True
    if len(short) == len(long) < _LONG and short[:-1] == long[:-1]:
        return short[-1] in _VOWELS and long[-1] in _VOWELS
    shared = next((n for n, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return len(short) >= _LONG and len(long) - shared <= 2

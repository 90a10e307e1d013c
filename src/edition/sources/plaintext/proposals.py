"""What a scan may have misread: proposals for the corrections file, never corrections.

In: the lines of the source, the words of the whole text, a dictionary of its language where one is installed. Out:
``Correction`` rows without a decision. Five kinds: a rare word that no dictionary has and that turns into a frequent
one by a confusion that scanners make; a year with a letter in it; a word of two alphabets; a small word twice; the leaf
of a file in an archive whose letter was read as a digit.
Without a dictionary words in small letters are passed over: most rare words are words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.corrections import Correction, identify
from edition.sources.plaintext.lexicon import dictionary

__all__ = ["propose"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_MIXED: Final = re.compile(r"[^\W_]*[A-Za-z][^\W_]*")
#: What scanners take for each other, in both directions: strokes of one shape.
_CONFUSED: Final = (
    ("rn", "m"), ("cl", "d"), ("li", "h"), ("ii", "u"), ("vv", "w"), ("c", "e"), ("h", "b"), ("I", "l"), ("l", "i"),
    ("t", "f"), ("u", "n"), ("ri", "n"), ("in", "m"), ("f", "s"), ("y", "v"), ("q", "g"), ("I", "J"), ("o", "c"),
    ("B", "R"), ("P", "F"), ("G", "C"), ("O", "Q"), ("T", "I"), ("U", "V"), ("п", "н"), ("и", "н"), ("ш", "щ"),
    ("с", "е"), ("н", "ц"), ("т", "г"), ("б", "в"), ("ы", "м"),
)  # fmt: skip
_LETTER_YEAR: Final = re.compile(r"(?<![^\W_])(?:[lI][89]\d\d|1[89]\d[lIO]|1[89][lIO]\d)(?![^\W_])")
_DIGITS: Final = str.maketrans("lIO", "110")
#: Letters of the Cyrillic alphabet that look like Latin ones, and these.
_LOOKALIKES: Final = ("АВСЕНІКМОРТХаеорсухіјѕ", "ABCEHIKMOPTXaeopcyxijs")
_TO_LATIN: Final = str.maketrans(*_LOOKALIKES)
_TO_CYRILLIC: Final = str.maketrans(_LOOKALIKES[1], _LOOKALIKES[0])
#: A leaf of a file in an archive, its letter read as a digit: "op. 2, d. 640, 1. 1-3".
_LEAF: Final = re.compile(r"\b(?:d|д|ed\. ?khr|ед\. ?хр)\. ?\d+\w?,? ?(?P<one>1)(?=\. ?\d)", re.IGNORECASE)
_TWICE: Final = re.compile(
    r"\b(the|of|and|to|in|a|is|was|und|von|mit|ist|dem|le|et|les|dans|из|на|для|что)\s+\1\b", re.IGNORECASE
)
#: A word is rare up to this count, and the other must be this many times as frequent.
RARE: Final = 2
RATIO: Final = 5
#: A word of the dictionary that the text does not have must be as common as this there.
COMMON: Final = 500
#: A slip of one letter is only told of words that are as long as this, for one that has this frequency.
LONG: Final = 8
LISTED: Final = 50


def propose(context: Context, language: str) -> list[Correction]:
    """The proposals for a text in a language (a BCP 47 tag), in the order of the source."""
    found: dict[tuple[int, int], Correction] = {}
    for one in (
        *_misread(context, language),
        *_years(context),
        *_alphabets(context),
        *_twice(context),
        *_leaves(context),
    ):
        found.setdefault((one.line, one.column), one)
    return identify(found.values(), context.source.lines)


def _misread(context: Context, language: str) -> Iterator[Correction]:
    counts: Counter[str] = Counter()
    for line in context.source.lines:
        counts.update(_WORD.findall(line))
    folded: Counter[str] = Counter()
    for word, count in counts.items():
        folded[word.lower()] += count
    listed = dictionary(language)
    proposed: dict[str, tuple[str, str]] = {}
    for word, count in counts.items():
        lower = word.lower()
        if len(word) < 4 or count > RARE or folded[lower] > RARE or word.isupper():
            continue
        if lower in listed if listed is not None else word[0].islower():
            continue
        best, weight, cert = "", 0, "low"
        for variant in _variants(word):
            there = counts[variant]
            if there >= max(4, RATIO * count) and there > weight:
                best, weight, cert = variant, there, "medium" if there >= 20 else "low"
            elif not weight and listed is not None and word[0].islower() and listed.get(variant, 0) >= COMMON:
                best = variant
        if not best and listed is not None and word[0].islower():
            best = _slip(word, listed, folded)
        if best:
            proposed[word] = best, cert
    for number, line in enumerate(context.source.lines, 1):
        for match in _WORD.finditer(line):
            if match.group() in proposed and not _within_word(context, number, match):
                best, cert = proposed[match.group()]
                yield Correction("", number, match.start() + 1, match.group(), best, "misread", cert)


def _variants(word: str) -> Iterator[str]:
    """The word with one confusion undone, at each place where it may be."""
    for first, second in _CONFUSED:
        for wrong, right in ((first, second), (second, first)):
            at = word.find(wrong)
            while at >= 0:
                yield word[:at] + right + word[at + len(wrong) :]
                at = word.find(wrong, at + 1)


def _slip(word: str, listed: Mapping[str, int], folded: Counter[str]) -> str:
    """The only word of dictionary and text that is one letter away from a long word; not its plural or singular."""
    if len(word) < LONG:
        return ""
    letters = sorted(set(word) | set("aeiou"))
    near = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    near |= {word[:at] + letter + word[at + 1 :] for at in range(1, len(word)) for letter in letters}
    near |= {word[:at] + letter + word[at:] for at in range(1, len(word)) for letter in letters}
    own = folded[word]
    known = [
        other
        for other in near
        if folded[other] >= own and listed.get(other, 0) >= LISTED and other.rstrip("s") != word.rstrip("s")
    ]
    return known[0] if len(known) == 1 else ""


def _within_word(context: Context, number: int, match: re.Match[str]) -> bool:
    """A half of a hyphened word, or of one that a line or a page has broken, is no word of its own."""
    line = match.string
    before, after = line[: match.start()], line[match.end() :]
    if before.endswith(("-", "‐", "'", "’")) or after.startswith(("-", "‐")):
        return True
    if before.strip():
        return False
    above = (text.rstrip() for text in reversed(context.source.lines[max(0, number - 12) : number - 1]))
    return any(text.rstrip("*_").endswith("-") for text in above)


def _years(context: Context) -> Iterator[Correction]:
    for number, line in enumerate(context.source.lines, 1):
        for match in _LETTER_YEAR.finditer(line):
            right = match.group().translate(_DIGITS)
            yield Correction("", number, match.start() + 1, match.group(), right, "year", "medium")


def _alphabets(context: Context) -> Iterator[Correction]:
    for number, line in enumerate(context.source.lines, 1):
        if line.isascii():
            continue
        for match in _MIXED.finditer(line):
            word = match.group()
            cyrillic = sum("\u0400" <= c <= "\u04ff" for c in word)
            if not cyrillic:
                continue
            latin = sum(c.isascii() and c.isalpha() for c in word)
            turned = word.translate(_TO_LATIN) if latin >= cyrillic else word.translate(_TO_CYRILLIC)
            whole = turned.isascii() if latin >= cyrillic else not re.search("[A-Za-z]", turned)
            if whole:
                yield Correction("", number, match.start() + 1, word, turned, "alphabets", "medium")


def _twice(context: Context) -> Iterator[Correction]:
    for number, line in enumerate(context.source.lines, 1):
        for match in _TWICE.finditer(line):
            yield Correction("", number, match.start() + 1, match.group(), match.group(1), "twice", "medium")


def _leaves(context: Context) -> Iterator[Correction]:
    for number, line in enumerate(context.source.lines, 1):
        for match in _LEAF.finditer(line):
            letter = "л" if re.search("[а-я]", match.group(), re.IGNORECASE) else "l"
            yield Correction("", number, match.start("one") + 1, match["one"], letter, "archive", "medium")

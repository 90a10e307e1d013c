"""The grammar of an index entry: locators at its end, and references to other entries.

In: the text of an entry, lines joined by line feeds. Out: where its locators and its references stand. What is no
locator is label: "Congress of 1918 54" names the page 54, for locators are parted by commas and the label is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

__all__ = ["ONLY_LOCATORS", "SEE", "See", "Spot", "last_page", "locators", "references", "roman_value"]

_DASH: Final = r"[ \n]?[-–—‒‑][ \n]?"
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN: Final = re.compile(r"(c{0,3})(x[lc]|l?x{0,3})(i[xv]|v?i{0,3})")
_NUMBER: Final = r"(?:\d{1,4}|[ivxlc]{1,8}(?![^\W_]))"
#: One locator: 12, 12-14, 12f., 212n15, 212 n. 15, xiv, p. 12, 2:34, **71**.
_LOCATOR: Final = re.compile(
    rf"(?<![\w\-–—/'’.])(?P<open>[*_]{{0,3}})(?:(?:pp?|с|стр)\.[ ]?)?"
    rf"(?:(?P<volume>[ivx]{{1,4}}\.[ \n](?=\d)|(?:\d|[IVXivx]{{1,4}}):[ ]?))?"
    rf"(?P<first>{_NUMBER})[a-d]?(?![^\W_n])"
    rf"(?:{_DASH}(?P<last>{_NUMBER})[a-d]?(?![^\W_n]))?"
    r"(?:[ ]?(?:ff?\b\.?|sqq?\b\.?|et[ ]seqq?\b\.?|сл\.|u\.[ ]?ö\.))?"
    r"(?:[ ]?(?:nn?(?![^\W\d_])\.?|notes?\b|Anm\.|Fn\.|прим\.)[ ]?(?P<note>\d{1,4})?(?:[ ]?[-–—&][ ]?\d{1,4})?)?"
    r"(?:,?[ \n](?:et[ ])?passim\b\.?)?(?P<close>[*_]{0,3})"
)
_AND: Final = r"(?:and|und|et|и|y|e|en|&|u\.)"
_ASIDE: Final = r"(?:[ ]?\([^()\n]{1,40}\))?"
_BETWEEN: Final = re.compile(rf"{_ASIDE}(?:\s*[,;.·]\s*(?:{_AND}\s+)?|\s+{_AND}\s+|\s*\n\s*)")
_BEHIND: Final = re.compile(rf"{_ASIDE}[\s,;.:]*")
_YEAR: Final = re.compile(r"1\d{3}|20\d\d")
#: A line that holds nothing but locators: it goes on with the list of the line before it.
ONLY_LOCATORS: Final = re.compile(
    rf"[*_]*\d{{1,4}}[a-d]?(?:[ ]?ff?\.?|[ ]?nn?\.?[ ]?\d*)?[*_]*(?:(?:\s*[,;.*_–—-]+\s*|[ ]{_AND}[ ]|[ ])"
    r"[*_]*(?:\d{1,4}[a-d]?(?:[ ]?ff?\.?|[ ]?nn?\.?[ ]?\d*)?|[ivxlc]{1,8}|passim)[*_]*)*[\s,;.*_–—-]*"
)

#: The words with which one entry leads to another.
SEE: Final = re.compile(
    r"(?P<open>[(\[]?)(?P<star>[*_]{0,3})(?<![^\W_])"
    r"(?P<word>see[ \n]also|see[ \n]under|see|siehe[ \n](?:auch|unter)|siehe|vgl\.[ \n]auch|vgl\.|voir[ \n]aussi|voir|"
    r"(?-i:s\.[ ]?a\.|s\.[ ]auch|s\.(?=[ \n][^\W\d_]{2})|v\.[ ]aussi|v\.[ ]a\.)|"
    r"см\.[ \n]?также|см\.[ \n]?тж\.|см\.|vedi[ \n]anche|vedi|véase[ \n]también|véase|zie[ \n]ook|zie)"
    r"(?P<close>[*_]{0,3})(?=\s|$)",
    re.IGNORECASE,
)
_ALSO: Final = re.compile(r"also|auch|aussi|a\.$|также|тж|anche|también|ook", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A locator: its place in the text, that of its words without marks of emphasis, and what it says."""

    start: int
    end: int
    inner: tuple[int, int]
    first: int
    last: int
    roman: str
    note: int
    volume: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class See:
    """A reference to other entries: its place, whether it is a "see also", and the places of the names."""

    start: int
    end: int
    also: bool
    names: tuple[tuple[int, int], ...]


def roman_value(text: str) -> int:
    """The value of a small roman number, or 0 for letters that are none."""
    if not text or _ROMAN.fullmatch(text) is None:
        return 0
    total = 0
    for character, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN_VALUES[character]
        total += -value if value < _ROMAN_VALUES.get(following, 0) else value
    return total


def locators(text: str, start: int, end: int, limit: int) -> tuple[int, list[Spot]]:
    """The locators that close a stretch of text, and where its label ends. ``limit`` is the last page, 0 for unknown.

    The list is read from its end. A first number that is no page (a year, in a list that goes on with smaller ones)
    belongs to the label.
    """
    found = [match for match in _LOCATOR.finditer(text, start, end) if _is_number(match)]
    chain: list[re.Match[str]] = []
    edge = end
    for match in reversed(found):
        between = text[match.end() : edge]
        if (_BETWEEN if chain else _BEHIND).fullmatch(between) is None:
            break
        if not match["first"].isdigit() and not _stands_as_roman(text, match, bool(chain)):
            break
        chain.append(match)
        edge = match.start()
    chain.reverse()
    spots = [_spot(match) for match in chain]
    while spots:
        first = spots[0]
        following = spots[1].first if len(spots) > 1 and not spots[1].roman else None
        year = not first.roman and _YEAR.fullmatch(str(first.first)) is not None
        if (limit and first.first > limit and not first.volume) or (
            year and following is not None and following < first.first
        ):
            spots.pop(0)
            continue
        break
    if not spots:
        return end, []
    return spots[0].start, spots


def _is_number(match: re.Match[str]) -> bool:
    return all(not part or part.isdigit() or roman_value(part) for part in (match["first"], match["last"]))


def _stands_as_roman(text: str, match: re.Match[str], followed: bool) -> bool:
    """Letters that may be a word are a number behind a comma, or before another locator."""
    before = text[: match.start()].rstrip()
    return before.endswith((",", ";")) or (followed and len(match["first"]) > 1)


def _spot(match: re.Match[str]) -> Spot:
    first, last = match["first"], match["last"] or match["first"]
    roman = "" if first.isdigit() else first
    low = int(first) if first.isdigit() else roman_value(first)
    if last.isdigit() and first.isdigit() and len(last) < len(first):
        # An abbreviated range: 123-5 is 123-125.
        last = first[: len(first) - len(last)] + last
    high = int(last) if last.isdigit() else roman_value(last)
    inner = (match.start() + len(match["open"]), match.end() - len(match["close"]))
    volume = (match["volume"] or "").strip(" .:\n")
    return Spot(
        match.start(),
        match.end(),
        inner,
        low,
        high,
        roman,
        int(match["note"] or 0),
        volume,
        match["open"],
        match["close"],
    )


def last_page(numbers: Iterable[int]) -> int:
    """The last page that an index names, judged by where its numbers thin out: years among them are no pages."""
    values = sorted(numbers)
    if not values:
        return 0
    allowed = len(values) // 50
    for n in range(len(values) - 1):
        if values[n + 1] > values[n] * 1.3 + 60 and len(values) - n - 1 <= max(1, allowed) and n >= 2:
            return values[n]
    return values[-1]


def references(text: str, start: int, end: int) -> list[See]:
    """The references to other entries in a stretch of text, in their order."""
    marks = [match for match in SEE.finditer(text, start, end) if _leads(text, start, match)]
    found = []
    for n, match in enumerate(marks):
        stop = marks[n + 1].start() if n + 1 < len(marks) else end
        if match["open"]:
            closing = text.find(")" if match["open"] == "(" else "]", match.end(), stop)
            stop = closing if closing >= 0 else stop
        names: list[tuple[int, int]] = []
        at = match.end()
        for part in re.split(r"(;)", text[match.end() : stop]):
            if part != ";":
                low = at + len(part) - len(part.lstrip(" \n*_"))
                high = at + len(part.rstrip(" \n.,*_"))
                if low < high:
                    if names and locators(text, low, high, 0)[1]:
                        # Behind the names a sub-entry follows.
                        stop = at - 1
                        break
                    names.append((low, high))
            at += len(part)
        found.append(See(match.start(), stop, _ALSO.search(match["word"]) is not None, tuple(names)))
    return found


def _leads(text: str, start: int, match: re.Match[str]) -> bool:
    """True where the word stands as a reference does: behind punctuation or a locator, or in emphasis."""
    before = text[start : match.start()].rstrip()
    if match["open"] or match["star"] or match["close"] or not before:
        return True
    if before[-1] in '.,;:)]*_”"»' or before[-1].isdigit():
        return True
    after = text[match.end() :].lstrip()
    return after[:1].isupper() and match["word"][0].islower() and not any(c.isdigit() for c in after)

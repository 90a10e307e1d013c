"""Dates as they are encoded, read and written out.

In: the values of @when, @from, @to, @notBefore, @notAfter (TEI att.datable.w3c: a year, a month, a day, perhaps a
time). Out: Dated, with its first and last day as numbers that sort, or nothing where a value has no year or cannot be
read; and the date in the words of the interface. -0044 is 44 BC; 0000 is read as 1 BC, before AD 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from edition.editions.html.pictures.svg import Words

__all__ = ["Dated", "Moment", "day_number", "read_dated", "read_moment", "without_year", "written", "year_written"]

_VALUE: Final = re.compile(
    r"\s*(-?\d{4,6})(?:-(\d\d)(?:-(\d\d))?)?(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?\s*", re.ASCII
)
_NO_YEAR: Final = re.compile(r"\s*(--|\d\d:\d\d)")
_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NAMES: Final = ("when", "from", "to", "notBefore", "notAfter")


@dataclass(frozen=True, slots=True)
class Moment:
    """A year (counted through 0, which is 1 BC), perhaps with its month, perhaps with its day."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> int:
        """The first day that it can mean."""
        return day_number(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> int:
        """The last day that it can mean."""
        if self.day:
            return self.first
        year, month = (self.year, self.month + 1) if 1 <= self.month < 12 else (self.year + 1, 1)
        return day_number(year, month, 1) - 1


@dataclass(frozen=True, slots=True)
class Dated:
    """Something with a date: a passage of the text, or an event."""

    first: int
    last: int
    begin: Moment | None
    end: Moment | None
    #: "when", "span" (from, to) or "range" (notBefore, notAfter).
    kind: str
    uncertain: bool
    fact: Mapping[str, Any]

    @property
    def start(self) -> Moment:
        """When it begins; or ends, where it is not told when it begins."""
        found = self.begin or self.end
        assert found is not None
        return found

    @property
    def order(self) -> tuple[int, bool, bool, int]:
        """What it is sorted by: a year comes before its months, a month before its days."""
        return self.first, self.start.month > 0, self.start.day > 0, self.last


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day, in the Gregorian calendar carried on both ways; 1970-01-01 is 0."""
    # Years that begin in March: the leap day is the last.
    year -= month <= 2
    month += 9 if month <= 2 else -3
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 719469


def read_moment(value: object) -> Moment | None:
    """The moment that a value of an attribute names; None where it has no year or is not as it should be."""
    match = _VALUE.fullmatch(str(value or ""))
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if (match[2] and not 1 <= month <= 12) or (match[3] and not 1 <= day <= _LENGTHS[month - 1]):
        return None
    return Moment(year + 1 if year < 0 else year, month, day)


def without_year(fact: Mapping[str, Any]) -> bool:
    """Whether a date names a day or a time of no year: --05-01."""
    return any(_NO_YEAR.match(str(fact[name])) for name in _NAMES if fact.get(name))


def read_dated(fact: Mapping[str, Any]) -> Dated | None:
    """What is dated; None where no value of it can be read, or where it ends before it begins."""
    when = read_moment(fact.get("when"))
    kind = "when"
    begin, end = when, when
    if when is None:
        kind = "span"
        begin, end = read_moment(fact.get("from")), read_moment(fact.get("to"))
        if begin is None and end is None:
            kind = "range"
            begin, end = read_moment(fact.get("notBefore")), read_moment(fact.get("notAfter"))
    if begin is None and end is None:
        return None
    if kind != "when" and begin == end:
        kind = "when"
    first = begin.first if begin else end.first if end else 0
    last = end.last if end else begin.last if begin else 0
    if last < first:
        return None
    return Dated(first, last, begin, end, kind, fact.get("cert") == "low", fact)


def year_written(year: int, words: Words) -> str:
    """A year, counted through 0, as it is called."""
    return str(year) if year > 0 else words("bc", y=1 - year)


def _moment_written(moment: Moment, words: Words, *, bound: bool = False, year: bool = True) -> str:
    """A moment in words; after a preposition (``bound``) months are in the case that it asks for."""
    called = year_written(moment.year, words)
    if moment.day:
        values = {
            "d": words("first") if moment.day == 1 else moment.day,
            "m": words.month(moment.month, bound=True),
        }
        return words("date-day", y=called, **values) if year else words("date-of-year", **values)
    if moment.month:
        name = words.month(moment.month, bound=bound)
        return words("date-month", m=name, y=called) if year else name
    return called


def written(dated: Dated, words: Words, *, within: int | None = None) -> str:
    """A date written out; where it lies ``within`` a year that a heading names, without that year."""
    begin, end = dated.begin, dated.end
    inside = within is not None and {one.year for one in (begin, end) if one} == {within}
    if dated.kind == "when" and begin:
        return _moment_written(begin, words, year=not inside)
    bound = dated.kind == "range" or not (begin and end)
    shown = [_moment_written(one, words, bound=bound, year=not inside) if one else "" for one in (begin, end)]
    if all(shown):
        return words("between" if dated.kind == "range" else "date-span", a=shown[0], b=shown[1])
    names = ("not-before", "not-after") if dated.kind == "range" else ("since", "until")
    return words(names[0], a=shown[0]) if shown[0] else words(names[1], b=shown[1])

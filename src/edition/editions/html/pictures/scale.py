"""The scale of a timeline: which stretch of time is drawn, in bars of what length, and what lies far off.

In: the first and last day of each date. Out: a Scale: months, years, decades or centuries, the finest in which a
stretch of so many bars holds most of the dates. A few dates far away do not flatten the rest: they lie before or behind
the scale.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from edition.editions.html.pictures.dates import Dated, day_number

__all__ = ["Scale", "bin_of", "scale_of"]

#: So many bars stand side by side at most.
BARS: Final = 48
#: So great a part of the dates lies within the scale.
_MOST: Final = 0.85
_UNITS: Final = ("month", "year", "decade", "century")
_YEARS: Final = {"year": 1, "decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Scale:
    """Bars of one unit, from the first to the last: each a number (see :func:`bin_of`)."""

    unit: str
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many bars there are."""
        return self.last - self.first + 1

    @property
    def outer(self) -> str:
        """The unit by which the list is divided: months stand in their years."""
        return "year" if self.unit == "month" else self.unit

    def days(self, index: int) -> tuple[int, int]:
        """The first and last day of a bar."""
        return _begins(self.unit, index), _begins(self.unit, index + 1) - 1

    def years(self, index: int) -> tuple[int, int]:
        """The first and last year of a bar."""
        if self.unit == "month":
            return index // 12, index // 12
        length = _YEARS[self.unit]
        return index * length, index * length + length - 1

    def bar(self, dated: Dated) -> int | None:
        """The bar that holds the whole of a date; None for one that is longer, or lies outside."""
        index = bin_of(self.unit, dated.start.year, dated.start.month)
        begins, ends = self.days(index)
        inside = begins <= dated.first and dated.last <= ends
        return index if inside and self.first <= index <= self.last else None

    def side(self, dated: Dated) -> int:
        """-1 for what ends before the scale, 1 for what begins behind it, 0 for what is drawn."""
        if dated.last < self.days(self.first)[0]:
            return -1
        return 1 if dated.first > self.days(self.last)[1] else 0

    def place(self, day: int) -> float:
        """Where a day lies, in bars from the beginning of the scale."""
        low, high = self.first, self.last + 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _begins(self.unit, middle) <= day else (low, middle)
        begins, ends = self.days(low)
        return low - self.first + min(1.0, max(0.0, (day - begins) / (ends - begins + 1)))


def bin_of(unit: str, year: int, month: int = 0) -> int:
    """The number of the bar in which a year, or a month of it, begins."""
    return year * 12 + (month or 1) - 1 if unit == "month" else year // _YEARS[unit]


def _begins(unit: str, index: int) -> int:
    if unit == "month":
        return day_number(index // 12, index % 12 + 1, 1)
    return day_number(index * _YEARS[unit], 1, 1)


def scale_of(dates: Sequence[Dated]) -> Scale | None:
    """The scale for some dates; None where there are none."""
    if not dates:
        return None
    best: Scale | None = None
    for unit in _UNITS:
        fine = [one for one in dates if unit != "month" or (one.start.month and one.last - one.first < 62)]
        if not fine:
            continue
        bins = sorted(bin_of(unit, one.start.year, one.start.month) for one in fine)
        start, held = _fullest(bins)
        best = Scale(unit, bins[start], bins[start + held - 1])
        if held >= _MOST * len(dates):
            return best
    return best


def _fullest(bins: Sequence[int]) -> tuple[int, int]:
    """Where in the sorted numbers the stretch begins that holds most of them, and how many it holds."""
    found = (0, 0)
    for start, index in enumerate(bins):
        held = bisect_right(bins, index + BARS - 1) - start
        if held > found[1]:
            found = (start, held)
    return found

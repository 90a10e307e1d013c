"""Where the pages of a print ended: dynamic programming over the units of a stretch.

In: a ``Stretch`` (units between two known pages) and a ``Model`` (how much a page holds). Out: for each page the unit
with which it begins and how sure that is. The number of pages is known; every page must be as full as pages are, no
seam may lie inside a page, a footnote ends its page, quotation marks are of one style on a page, and a name must be on
the pages that the index gives for it. The cheapest division is found (shortest path after Bellman 1957); sums forward
and backward tell how much dearer the best division is in which a page begins elsewhere.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from edition.sources.plaintext.page_evidence import Names, Stretch, Unit

__all__ = ["Division", "Model", "divide", "learn"]

_INFINITE: Final = math.inf
#: Costs, in the unit of half a squared standard deviation.
_STYLE: Final = 5.0
_BEHIND_FOOTNOTE: Final = 8.0
_OTHER_PAGE: Final = 40.0
_HEAD_AT_FOOT: Final = 15.0
_PICTURES_ONLY: Final = 5.0
_MOST: Final = 18.0
#: A division is sure where the next one is dearer by this, and likely by this.
HIGH: Final = 5.0
MEDIUM: Final = 1.5


@dataclass(frozen=True, slots=True)
class Model:
    """Characters of a full page, what the head of a chapter takes, what a picture takes, and how much each varies."""

    full: float
    head: float
    picture: float
    spread: float = 0.045
    picture_spread: float = 0.3
    blank: float = 6.0


@dataclass(slots=True)
class Division:
    """The pages of a stretch: ``starts[n]`` is the unit with which page ``first + n`` begins; ``margins[n]`` by how
    much any other place for that is dearer. ``cost`` is infinite where the units cannot be divided so.
    """

    stretch: Stretch
    starts: list[int]
    margins: list[float]
    cost: float
    sizes: list[float]


class _Costs:
    """The cost of a page: from unit ``low`` to unit ``high`` (exclusive), as the ``n``-th page of the stretch."""

    def __init__(self, stretch: Stretch, model: Model, names: Names) -> None:
        self.stretch = stretch
        self.model = model
        units = stretch.units
        self.count = len(units)
        self.sizes = _sums(unit.size for unit in units)
        self.captions = _sums(unit.kind == "caption" for unit in units)
        self.straight = _sums(unit.style == "S" for unit in units)
        self.curly = _sums(unit.style == "C" for unit in units)
        self.text = _sums(unit.kind in ("text", "head") and unit.size > 0 for unit in units)
        self.footnotes = [n for n, unit in enumerate(units) if unit.kind == "footnote"]
        self.paged = [(place, unit.page) for place, unit in enumerate(units) if unit.page]
        self.absent = [
            _sums(_absence(unit, stretch.first + n, names, stretch.roman) for unit in units)
            for n in range(stretch.pages)
        ]

    def page(self, n: int, low: int, high: int) -> float:
        """The cost of one page."""
        stretch, model = self.stretch, self.model
        last = n == stretch.pages - 1
        if low == high:
            return model.blank if low == self.count else _INFINITE
        if low < stretch.parted[high - 1]:
            return _INFINITE
        cost = self.absent[n][high] - self.absent[n][low]
        pictures = self.captions[high] - self.captions[low]
        if not self.text[high] - self.text[low] and pictures:
            return cost + _PICTURES_ONLY
        size = self.sizes[high] - self.sizes[low] + (model.head if low == 0 else 0.0) + pictures * model.picture
        spread = model.full * math.hypot(model.spread, model.picture_spread * math.sqrt(pictures))
        away = (size - model.full) / spread
        if high == self.count and away < 0:
            # The last page of a chapter holds what is left, and blank ones may follow.
            away = 0.0
        cost += min(_MOST, 0.5 * away * away) + max(0.0, abs(away) - 6.0)
        if self.straight[high] > self.straight[low] and self.curly[high] > self.curly[low]:
            cost += _STYLE
        for footnote in self.footnotes:
            if low <= footnote < high and self.text[high] - self.text[footnote + 1]:
                cost += _BEHIND_FOOTNOTE
        if high < self.count and stretch.units[high - 1].kind == "head":
            cost += _HEAD_AT_FOOT
        if last and high < self.count:
            return _INFINITE
        for place, page in self.paged:
            if low <= place < high and page != stretch.first + n:
                cost += _OTHER_PAGE
        return cost


def _sums(values: Iterable[float]) -> list[float]:
    total = 0.0
    sums = [0.0]
    for value in values:
        total += value
        sums.append(total)
    return sums


def _absence(unit: Unit, page: int, names: Names, roman: bool) -> float:
    """What it costs that a unit stands on a page on which the index does not have the names in it."""
    if roman:
        return 0.0
    cost = 0.0
    for name in unit.names:
        pages = names.pages[name]
        if page not in pages:
            cost += 3.0 if len(pages) <= 5 else 2.0 if len(pages) <= 25 else 1.0 if len(pages) <= 100 else 0.5
    return min(cost, 8.0)


def divide(stretch: Stretch, model: Model, names: Names) -> Division:
    """The cheapest division of a stretch into its pages."""
    costs = _Costs(stretch, model, names)
    count, pages = costs.count, stretch.pages
    limit = model.full * 1.8
    # Where a page that begins at a unit may end: seams and size bound it.
    ends: list[list[int]] = []
    for low in range(count + 1):
        own = [low] if low == count else []
        for high in range(low + 1, count + 1):
            if low < stretch.parted[high - 1]:
                break
            own.append(high)
            if costs.sizes[high] - costs.sizes[low] > limit:
                break
        ends.append(own)
    known: dict[tuple[int, int, int], float] = {}
    forward = [[_INFINITE] * (count + 1) for _ in range(pages + 1)]
    back: list[list[int]] = [[-1] * (count + 1) for _ in range(pages + 1)]
    forward[0][0] = 0.0
    for n in range(pages):
        row, below = forward[n], forward[n + 1]
        for low in range(count + 1):
            if row[low] == _INFINITE:
                continue
            for high in ends[low]:
                cost = known[n, low, high] = costs.page(n, low, high)
                if row[low] + cost < below[high]:
                    below[high] = row[low] + cost
                    back[n + 1][high] = low
    total = forward[pages][count]
    if total == _INFINITE:
        return Division(stretch, [], [], total, [])
    backward = [[_INFINITE] * (count + 1) for _ in range(pages + 1)]
    backward[pages][count] = 0.0
    for (n, low, high), cost in sorted(known.items(), reverse=True):
        if backward[n + 1][high] + cost < backward[n][low]:
            backward[n][low] = backward[n + 1][high] + cost
    starts = [count]
    for n in range(pages, 0, -1):
        starts.append(back[n][starts[-1]])
    starts.reverse()
    margins = []
    for n in range(pages):
        rivals = [forward[n][k] + backward[n][k] for k in range(count + 1) if k != starts[n]]
        margins.append(min(rivals, default=_INFINITE) - total)
    sizes = [costs.sizes[b] - costs.sizes[a] for a, b in itertools.pairwise(starts)]
    return Division(stretch, starts[:-1], margins, total, sizes)


def learn(found: Sequence[Stretch], names: Names, *, characters: int = 0, recto: bool = True) -> Model:
    """The model that fits a book: first from whole chapters, then from the pages that a division gives."""
    rough = [
        sum(unit.size for unit in stretch.units) / (stretch.pages - 0.8)
        for stretch in found
        if stretch.pages >= 4 and sum(unit.kind == "caption" for unit in stretch.units) <= stretch.pages / 8
    ] or [sum(unit.size for unit in stretch.units) / max(1.0, stretch.pages - 0.5) for stretch in found]
    full = float(characters) or statistics.median(rough)
    blank = 1.5 if recto else 6.0
    model = Model(full, full * 0.3, full * 0.4, blank=blank)
    for _ in range(2):
        plain: list[float] = []
        opening: list[float] = []
        pictured: list[float] = []
        for stretch in found:
            division = divide(stretch, model, names)
            for n in range(len(division.starts) - 1):
                low, high = division.starts[n], division.starts[n + 1]
                if high in (low, len(stretch.units)):
                    continue
                captions = sum(unit.kind == "caption" for unit in stretch.units[low:high])
                if low == 0 and not captions:
                    opening.append(division.sizes[n])
                elif captions == 1:
                    pictured.append(division.sizes[n])
                elif not captions and low:
                    plain.append(division.sizes[n])
        if len(plain) >= 5 and not characters:
            full = statistics.median(plain)
        head = full - statistics.median(opening) if len(opening) >= 3 else model.head
        picture = full - statistics.median(pictured) if len(pictured) >= 3 else model.picture
        model = Model(full, max(0.0, head), max(0.0, picture), blank=blank)
    return model

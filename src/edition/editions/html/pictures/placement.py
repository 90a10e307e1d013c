"""Names on a map: each beside its circle, none over another, over a circle or over the frame.

In: circles in the order of their weight, each with a name, and what is in the way. Out: for each circle where its name
stands, or None: the first of eight places around it that is free; for the first few also one farther off, to which a
line leads. The width of a name is estimated, rather too wide than too narrow, since no font is at hand.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

__all__ = ["Box", "Circle", "Label", "Occupied", "label_box", "placed", "text_width"]

#: Between a circle and its name; between a name and what is beside it.
_GAP: Final = 4.0
_AIR: Final = 2.0
#: How long a line that leads to a name is.
_FAR: Final = (16.0, 26.0, 36.0, 48.0, 60.0, 75.0, 90.0)
#: In which direction it runs, in twelfths of a half turn: to the right, to the left, up and down.
_WAYS: Final = (0, 1, -1, 2, -2, 3, -3, 12, 11, -11, 10, -10, 9, -9, 4, -4, 8, -8, 5, -5, 7, -7, 6, -6)
#: The air around a name that stands far from its circle: it must not seem to be that of another.
_APART: Final = 9.0
#: Of the size of letters: above and below the line on which they stand.
_ABOVE: Final = 0.82
_BELOW: Final = 0.30
_CELL: Final = 48.0
_NARROW: Final = frozenset("ijlftrI.,:;!'’‘|()[]-· /")
_WIDE: Final = frozenset("mwMWЖШЩЮжшщюФфЫыМ—@%")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle and its name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands: the point on its line where it starts, has its middle or ends (SVG's text-anchor); and the
    line that leads to it, where one does.
    """

    x: float
    y: float
    anchor: str
    lead: tuple[float, float, float, float] | None = None


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """The width of a text, estimated."""
    total = 0.0
    for letter in text:
        if unicodedata.combining(letter):
            continue
        if letter in _NARROW:
            total += 0.40
        elif letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
            total += 1.06
        elif letter.isupper() or letter.isdigit():
            total += 0.80
        elif letter < "\u0250":
            total += 0.55
        else:
            total += 0.64
    return total * size


def label_box(label: Label, text: str, size: float) -> Box:
    """The rectangle that a text takes."""
    width = text_width(text, size)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Box(left, label.y - _ABOVE * size, left + width, label.y + _BELOW * size)


class Occupied:
    """What already stands in a picture of some size."""

    def __init__(self, width: float, height: float) -> None:
        self._size = width, height
        self._boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)
        self._circles: dict[tuple[int, int], set[tuple[float, float, float]]] = defaultdict(set)

    def add(self, box: Box) -> None:
        """Put a rectangle into the picture."""
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def add_circle(self, x: float, y: float, radius: float) -> None:
        """Put a circle into the picture."""
        for cell in _cells(Box(x - radius, y - radius, x + radius, y + radius)):
            self._circles[cell].add((x, y, radius))

    def is_free(self, box: Box, air: float = _AIR) -> bool:
        """Whether a rectangle, with some air around it, is in the frame and touches nothing."""
        width, height = self._size
        wide = Box(box.left - air, box.top - air / 2, box.right + air, box.bottom + air / 2)
        if wide.left < 0 or wide.top < 0 or wide.right > width or wide.bottom > height:
            return False
        for cell in _cells(wide):
            if any(wide.overlaps(other) for other in self._boxes.get(cell, ())):
                return False
            for x, y, radius in self._circles.get(cell, ()):
                across = x - min(max(x, wide.left), wide.right)
                along = y - min(max(y, wide.top), wide.bottom)
                if across * across + along * along < radius * radius:
                    return False
        return True


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row


def _around(circle: Circle, size: float) -> Iterator[Label]:
    """The eight places of a name, the best first: right, above and below it, left, above, below."""
    x, y, far = circle.x, circle.y, circle.radius + _GAP
    slant = circle.radius * 0.7 + _GAP * 0.7
    middle, above, below = y + 0.28 * size, y - slant - _BELOW * size * 0.5, y + slant + _ABOVE * size * 0.8
    for to_x, to_y, anchor in (
        (x + far, middle, "start"),
        (x + slant, above, "start"),
        (x + slant, below, "start"),
        (x - far, middle, "end"),
        (x - slant, above, "end"),
        (x - slant, below, "end"),
        (x, y - far - _BELOW * size, "middle"),
        (x, y + far + _ABOVE * size, "middle"),
    ):
        yield Label(round(to_x, 1), round(to_y, 1), anchor)


def _farther(circle: Circle, size: float) -> Iterator[Label]:
    """Places of a name to which a line leads."""
    for far in _FAR:
        for step in _WAYS:
            across, along = math.cos(math.pi * step / 12), -math.sin(math.pi * step / 12)
            start, end = circle.radius + 1, circle.radius + far
            x, y = circle.x + end * across, circle.y + end * along
            lead = (circle.x + start * across, circle.y + start * along, x, y)
            anchor = "start" if across > 0.3 else "end" if across < -0.3 else "middle"
            aside = {"start": 3.0, "end": -3.0, "middle": 0.0}[anchor]
            down = 0.28 * size if aside else (_ABOVE * size + 2 if along > 0 else -_BELOW * size - 2)
            x1, y1, x2, y2 = (round(value, 1) for value in lead)
            yield Label(round(x + aside, 1), round(y + down, 1), anchor, (x1, y1, x2, y2))


def _of_lead(label: Label) -> Iterator[Box]:
    """Small rectangles along the line that leads to a name."""
    if label.lead:
        x1, y1, x2, y2 = label.lead
        steps = int(math.dist((x1, y1), (x2, y2)) / 4)
        for step in range(1, steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            yield Box(x - 1, y - 1, x + 1, y + 1)


def placed(
    circles: Sequence[Circle], occupied: Occupied, size: float, widest: float, led: int = 0
) -> list[Label | None]:
    """Where the name of each circle stands; the circles are in ``occupied`` already. No name is wider than ``widest``;
    lines lead to those of the first ``led`` circles, where there is no other way.
    """
    found: list[Label | None] = []
    for at, circle in enumerate(circles):
        label = None
        if circle.name and text_width(circle.name, size) <= widest:
            ways = chain(_around(circle, size), _farther(circle, size) if at < led else ())
            label = next((one for one in ways if _fits(one, circle.name, size, occupied)), None)
        if label is not None:
            for box in (label_box(label, circle.name, size), *_of_lead(label)):
                occupied.add(box)
        found.append(label)
    return found


def _fits(label: Label, name: str, size: float, occupied: Occupied) -> bool:
    air = _APART if label.lead else _AIR
    return occupied.is_free(label_box(label, name, size), air) and all(map(occupied.is_free, _of_lead(label)))

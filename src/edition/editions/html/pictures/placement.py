"""Names on a map: each beside its circle, none over another, over a circle or over the frame.

In: circles in the order of their weight, each with a name, and what is in the way. Out: for each circle where its name
stands, or None: the first of eight places around it that is free. The width of a name is estimated, rather too wide
than too narrow, since no font is at hand.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Box", "Circle", "Label", "Occupied", "label_box", "placed", "text_width"]

#: Between a circle and its name; between a name and what is beside it.
_GAP: Final = 4.0
_AIR: Final = 2.0
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
    """Where a name stands: the point on its line where it starts, has its middle or ends (SVG's text-anchor)."""

    x: float
    y: float
    anchor: str


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
    yield Label(x + far, middle, "start")
    yield Label(x + slant, above, "start")
    yield Label(x + slant, below, "start")
    yield Label(x - far, middle, "end")
    yield Label(x - slant, above, "end")
    yield Label(x - slant, below, "end")
    yield Label(x, y - far - _BELOW * size, "middle")
    yield Label(x, y + far + _ABOVE * size, "middle")


def placed(circles: Sequence[Circle], occupied: Occupied, size: float, widest: float) -> list[Label | None]:
    """Where the name of each circle stands. No name is wider than ``widest``."""
    for circle in circles:
        occupied.add_circle(circle.x, circle.y, circle.radius)
    found: list[Label | None] = []
    for circle in circles:
        label = None
        if circle.name and text_width(circle.name, size) <= widest:
            free = (one for one in _around(circle, size) if occupied.is_free(label_box(one, circle.name, size)))
            label = next(free, None)
        if label is not None:
            label = Label(round(label.x, 1), round(label.y, 1), label.anchor)
            occupied.add(label_box(label, circle.name, size))
        found.append(label)
    return found

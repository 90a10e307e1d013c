"""A view: the part of a projection that a picture shows, in units of the picture.

In: places that must be seen. Out: a View, whose x runs to the right and y down from the left top corner; and what cuts
lines and areas to its frame, and writes them as the data of an SVG path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from edition.editions.html.pictures.projection import EARTH, Point, Projection

__all__ = ["View", "cut_area", "cut_lines", "framed", "in_frame", "is_seen", "path_data", "thinned"]

#: So much is drawn beyond the frame, so that no line ends in sight.
_BEYOND: Final = 3.0


@dataclass(frozen=True, slots=True)
class View:
    """A projection, the point of its plane at the left top corner, the units of the picture to one of the plane, and
    its size.
    """

    projection: Projection
    left: float
    top: float
    scale: float
    width: float
    height: float

    def of(self, x: float, y: float) -> Point:
        """A point of the plane in the picture."""
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def at(self, longitude: float, latitude: float) -> Point:
        """A place in the picture."""
        return self.of(*self.projection.forward(longitude, latitude))

    def place(self, x: float, y: float) -> Point | None:
        """The place (longitude, latitude) at a point of the picture; None beyond the world."""
        return self.projection.inverse(x / self.scale + self.left, self.top - y / self.scale)

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point of the picture is in the frame."""
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    @property
    def kilometres(self) -> float:
        """The kilometres in one unit of the picture, in its middle."""
        return EARTH / self.scale

    def border(self, steps: int) -> Iterator[Point]:
        """Points of the frame, clockwise from the left top corner, so many on each side."""
        corners = [(0.0, 0.0), (self.width, 0.0), (self.width, self.height), (0.0, self.height), (0.0, 0.0)]
        for (a, b), (c, d) in pairwise(corners):
            yield from ((a + (c - a) * step / steps, b + (d - b) * step / steps) for step in range(steps))


def framed(
    projection: Projection,
    places: Iterable[Point],
    width: float,
    heights: tuple[float, float],
    margin: float,
    least: float,
) -> View:
    """The view that holds some places (longitude, latitude) with a margin, as wide as asked, of a height between two,
    and of ``least`` kilometres across at the least.
    """
    points = [projection.forward(*place) for place in places]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across, along = max(xs) - min(xs), max(ys) - min(ys)
    scale = width * EARTH / least
    for room, extent in ((width - 2 * margin, across), (heights[1] - 2 * margin, along)):
        if extent > 0:
            scale = min(scale, room / extent)
    height = min(heights[1], max(heights[0], along * scale + 2 * margin))
    left = (max(xs) + min(xs)) / 2 - width / scale / 2
    top = (max(ys) + min(ys)) / 2 + height / scale / 2
    return View(projection, left, top, scale, width, round(height))


def thinned(points: Sequence[Point], step: float) -> list[Point]:
    """A line without the points that are nearer than ``step`` to the one kept before; its ends are kept."""
    kept = [points[0]]
    x, y = points[0]
    least = step * step
    for point in points[1:-1]:
        across, along = point[0] - x, point[1] - y
        if across * across + along * along >= least:
            kept.append(point)
            x, y = point
    if len(points) > 1:
        kept.append(points[-1])
    return kept


def cut_area(ring: Sequence[Point], low: Point, high: Point) -> list[Point]:
    """What of an area lies in a box (Sutherland and Hodgman, 1974): where it leaves the box it runs along its sides."""
    points = _without_detours(ring, low, high)
    for axis, bound, sign in ((0, low[0], 1), (0, high[0], -1), (1, low[1], 1), (1, high[1], -1)):
        if not points:
            return []
        cut = []
        before = points[-1]
        was = sign * (before[axis] - bound) >= 0
        for point in points:
            now = sign * (point[axis] - bound) >= 0
            if now != was:
                share = (bound - before[axis]) / (point[axis] - before[axis])
                other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
                cut.append((bound, other) if axis == 0 else (other, bound))
            if now:
                cut.append(point)
            before, was = point, now
        points = cut
    return points


def _sides(points: Sequence[Point], low: Point, high: Point) -> list[int]:
    """Beyond which sides of a box each point lies, as bits."""
    (west, north), (east, south) = low, high
    return [(x < west) | (x > east) << 1 | (y < north) << 2 | (y > south) << 3 for x, y in points]


def _without_detours(ring: Sequence[Point], low: Point, high: Point) -> list[Point]:
    """A ring without points that lie, like their neighbours, beyond one side of a box."""
    sides = _sides(ring, low, high)
    behind = [*sides[1:], *sides[:1]]
    before = sides[-1] if sides else 0
    kept = []
    for point, side, after in zip(ring, sides, behind, strict=True):
        if not before & side & after:
            kept.append(point)
            before = side
    return kept


def cut_lines(line: Sequence[Point], low: Point, high: Point) -> Iterator[list[Point]]:
    """What of a line lies in a box: its runs (Liang and Barsky, 1984)."""
    sides = _sides(line, low, high)
    if not any(sides):
        if len(line) > 1:
            yield list(line)
        return
    run: list[Point] = []
    for at, (side, after) in enumerate(pairwise(sides)):
        if side & after:
            continue
        start, end = line[at], line[at + 1]
        if side or after:
            cut = _cut(start, end, low, high)
            if cut is None:
                continue
            start, end = cut
        if side or not run:
            run = [start]
        run.append(end)
        if after:
            yield run
            run = []
    if len(run) > 1:
        yield run


def _cut(one: Point, other: Point, low: Point, high: Point) -> tuple[Point, Point] | None:
    """What of a stretch lies in a box."""
    (a, b), (c, d) = one, other
    enter, leave = 0.0, 1.0
    for step, near, far in ((c - a, low[0] - a, high[0] - a), (d - b, low[1] - b, high[1] - b)):
        if step == 0:
            if near > 0 or far < 0:
                return None
            continue
        first, second = (near / step, far / step) if step > 0 else (far / step, near / step)
        enter, leave = max(enter, first), min(leave, second)
    if enter > leave:
        return None
    return (a + enter * (c - a), b + enter * (d - b)), (a + leave * (c - a), b + leave * (d - b))


def in_frame(view: View) -> tuple[Point, Point]:
    """The box of the frame, and a little more."""
    return (-_BEYOND, -_BEYOND), (view.width + _BEYOND, view.height + _BEYOND)


def path_data(lines: Iterable[Sequence[Point]], closed: bool = False, grain: int = 10) -> str:
    """Lines as the data of an SVG path, in steps, to the tenth of a unit; ``grain`` 1 rounds to whole units."""
    unit = 10 // grain
    parts = []
    for line in lines:
        x = y = 0
        steps: list[str] = []
        for point in line:
            to_x, to_y = round(point[0] * grain), round(point[1] * grain)
            if to_x != x or to_y != y or not steps:
                steps.append(_number((to_x - x) * unit))
                steps.append(_next((to_y - y) * unit))
                x, y = to_x, to_y
        if len(steps) > (4 if closed else 2):
            rest = "".join(_next_of(step) if at % 2 == 0 and at else step for at, step in enumerate(steps[2:]))
            parts.append(f"M{steps[0]}{steps[1]}l{rest}{'z' if closed else ''}")
    return "".join(parts)


@cache
def _number(tenths: int) -> str:
    """A number of tenths, as short as can be."""
    text = f"{tenths / 10:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


@cache
def _next(tenths: int) -> str:
    """The same behind another number."""
    return _next_of(_number(tenths))


def _next_of(text: str) -> str:
    return text if text[0] == "-" else f" {text}"


def is_seen(line: Sequence[Point], least: float) -> bool:
    """Whether an area is large enough to be seen."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(xs) - min(xs) >= least or max(ys) - min(ys) >= least

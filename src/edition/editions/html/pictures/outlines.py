"""Land, coasts and borders of a view, as the data of SVG paths.

In: a view and a topology. Out: the area of the land, the lines of coasts and of borders; cut to the frame, without what
is too small to be seen, and with no line along the meridian where a projection is cut.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from edition.editions.html.pictures.projection import Azimuthal, EqualEarth, Point, distance
from edition.editions.html.pictures.topology import Part, Topology, holds
from edition.editions.html.pictures.view import View, cut_area, cut_lines, in_frame, is_seen, path_data, thinned

__all__ = ["Outlines", "outlines"]

#: Points nearer than this to each other are one, and islands smaller than this are left out: in units of the picture.
_STEP: Final = 0.9
_LEAST: Final = 1.6
#: The kilometres of a degree of latitude.
_DEGREE: Final = 111.2


@dataclass(frozen=True, slots=True)
class Outlines:
    """The data of three paths: an area, to be filled by the rule "evenodd", and two sets of lines."""

    land: str
    coasts: str
    borders: str


def outlines(view: View, topology: Topology, step: float = _STEP, grain: int = 10) -> Outlines:
    """What a view shows of a topology; ``step`` is the least distance of points, ``grain`` 1 writes whole units."""
    drawn = _Around(view, topology, step) if isinstance(view.projection, Azimuthal) else _Flat(view, topology, step)
    return Outlines(
        path_data(drawn.land(), closed=True, grain=grain),
        path_data(drawn.lines(topology.coasts), grain=grain),
        path_data(drawn.lines(topology.borders), grain=grain),
    )


#: A stretch of a line in the picture, and whether it is in reach.
Stretch = tuple[bool, list[Point]]


class _Around:
    """Outlines of an azimuthal view. What is beyond the reach of the view is drawn in to a circle around it."""

    def __init__(self, view: View, topology: Topology, step: float) -> None:
        assert isinstance(view.projection, Azimuthal)
        self._view, self._topology, self._step, self._projection = view, topology, step, view.projection
        corners = [(x / view.scale + view.left, view.top - y / view.scale) for x, y in view.border(1)]
        self._radius = min(1.99, max(math.hypot(*corner) for corner in corners) * 1.02)
        self._cap = math.degrees(2 * math.asin(self._radius / 2))
        self._centre = self._projection.longitude, self._projection.latitude
        self._near = [[self._reaches(part) for part in arc.parts] for arc in topology.arcs]
        self._made: dict[int, list[Stretch]] = {}

    def land(self) -> Iterator[list[Point]]:
        low, high = in_frame(self._view)
        origin = self._view.of(0, 0)
        for ring in self._topology.rings:
            near = any(True in self._near[index if index >= 0 else ~index] for index in ring)
            if not near and not self._could_hold(ring):
                continue
            line: list[Point] = []
            whole = True
            for index in ring:
                for seen, part in self._parts(index) if index >= 0 else _reversed(self._parts(~index)):
                    line.extend(self._along(line[-1:], part))
                    whole = whole and seen
            line.extend(self._along(line[-1:], line[:1]))
            if not whole or is_seen(line, _LEAST):
                yield cut_area(line, low, high)
            # All the world beyond the circle is drawn on it. So an area can be turned inside out: one place tells.
            if not whole and _inside(line, origin) != holds(self._topology.ring(ring), *self._centre):
                yield [low, (high[0], low[1]), high, (low[0], high[1])]

    def lines(self, chosen: Iterable[int]) -> Iterator[list[Point]]:
        low, high = in_frame(self._view)
        for index in chosen:
            if True in self._near[index]:
                whole = _without_cut(self._topology.arcs[index].points)
                parts = self._parts(index) if len(whole) == 1 else [(True, self._line(part)) for part in whole]
                for line in _joined(parts, apart=len(whole) > 1):
                    if is_seen(line, _LEAST if line[0] == line[-1] else 0):
                        yield from cut_lines(line, low, high)

    def _could_hold(self, ring: Sequence[int]) -> bool:
        """Whether the middle of the view could be in an area whose outline is out of reach."""
        south, north = self._topology.latitudes(ring)
        return south <= self._centre[1] <= north

    def _parts(self, index: int) -> list[Stretch]:
        """An arc in the picture: the parts that are in reach, and what is between them by its ends."""
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = []
            parts = zip(self._near[index], self._topology.arcs[index].parts, strict=True)
            for near, group in groupby(parts, key=itemgetter(0)):
                members = [part for _, part in group]
                if near:
                    made += [(True, self._line(part.points)) for part in members]
                else:
                    made.append((False, self._line((members[0].points[0], members[-1].points[-1]))))
        return made

    def _reaches(self, part: Part) -> bool:
        far = self._cap + part.reach
        return abs(part.middle[1] - self._centre[1]) <= far and distance(self._centre, part.middle) <= far

    def _line(self, points: Sequence[Point]) -> list[Point]:
        """A line in the picture, drawn in to the circle."""
        line = []
        radius, scale = self._radius, self._view.scale
        left, top = self._view.left, self._view.top
        for x, y in self._projection.forward_all(_sparse(points, self._step * self._view.kilometres / _DEGREE)):
            if abs(x) + abs(y) > radius:
                far = math.hypot(x, y)
                shrink = min(1.0, radius / far)
                line.append(((x * shrink - left) * scale, (top - y * shrink) * scale))
            else:
                line.append(((x - left) * scale, (top - y) * scale))
        return line

    def _along(self, before: Sequence[Point], part: Sequence[Point]) -> Iterator[Point]:
        """Points behind others, by way of the circle from one that lies on it to the next."""
        x, y = self._view.of(0, 0)
        rim = self._radius * self._view.scale
        if not before:
            yield from part[:1]
        for one, other in pairwise((*before, *part)):
            if math.dist(one, (x, y)) > rim * 0.999 and math.dist(other, (x, y)) > rim * 0.999:
                start = math.atan2(one[1] - y, one[0] - x)
                turn = (math.atan2(other[1] - y, other[0] - x) - start + math.pi) % (2 * math.pi) - math.pi
                steps = int(abs(turn) / 0.3)
                for at in range(1, steps + 1):
                    angle = start + turn * at / (steps + 1)
                    # Out on the rim and beyond, so that no chord comes into the frame.
                    yield x + 1.05 * rim * math.cos(angle), y + 1.05 * rim * math.sin(angle)
            yield other


class _Flat:
    """Outlines of a view that is cut at a meridian."""

    def __init__(self, view: View, topology: Topology, step: float) -> None:
        assert isinstance(view.projection, EqualEarth)
        self._view, self._topology, self._step, self._middle = view, topology, step, view.projection.longitude

    def land(self) -> Iterator[list[Point]]:
        low, high = in_frame(self._view)
        for ring in self._topology.rings:
            for points in self._turned(self._topology.ring(ring)):
                inside = cut_area(points, (-180, -90), (180, 90))
                if inside:
                    line = thinned(
                        [self._point(*place) for place in _dense(self._few([*inside, inside[0]]))], self._step
                    )
                    if is_seen(line, _LEAST):
                        yield cut_area(line, low, high)

    def lines(self, chosen: Iterable[int]) -> Iterator[list[Point]]:
        low, high = in_frame(self._view)
        for index in chosen:
            for part in _without_cut(self._topology.arcs[index].points):
                for points in self._turned(part):
                    for inside in cut_lines(points, (-180, -90), (180, 90)):
                        line = thinned([self._point(*place) for place in self._few(inside)], self._step)
                        if is_seen(line, _LEAST if line[0] == line[-1] else 0):
                            yield from cut_lines(line, low, high)

    def _turned(self, points: Sequence[Point]) -> Iterator[list[Point]]:
        """The points by their degrees from the middle: once for each turn of the Earth on which some are in sight."""
        if len(points) < 2:
            return
        west, east = min(x for x, _ in points) - self._middle, max(x for x, _ in points) - self._middle
        for turn in range(math.ceil((-180 - east) / 360), math.floor((180 - west) / 360) + 1):
            yield [(x - self._middle + 360 * turn, y) for x, y in points]

    def _few(self, points: Sequence[Point]) -> list[Point]:
        return _sparse(points, self._step * self._view.kilometres / _DEGREE * 0.7)

    def _point(self, turn: float, latitude: float) -> Point:
        return self._view.of(*EqualEarth.flat(turn, latitude))


def _reversed(parts: Sequence[Stretch]) -> Iterator[Stretch]:
    return ((near, part[::-1]) for near, part in reversed(parts))


def _joined(parts: Iterable[Stretch], *, apart: bool) -> Iterator[list[Point]]:
    """The runs of parts that are in reach."""
    run: list[Point] = []
    for near, part in parts:
        if run and (apart or not near):
            if len(run) > 1:
                yield run
            run = []
        if near:
            run = [*run, *part[1:]] if run else part
    if len(run) > 1:
        yield run


def _inside(ring: Sequence[Point], place: Point) -> bool:
    x, y = place
    inside = False
    for (a, b), (c, d) in pairwise((*ring, ring[0])):
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            inside = not inside
    return inside


def _sparse(points: Sequence[Point], step: float) -> list[Point]:
    """A line of places without those nearer than ``step`` degrees to the one kept before; its ends are kept."""
    narrow = math.cos(math.radians(points[len(points) // 2][1])) ** 2
    least = step * step
    x, y = points[0]
    kept = [points[0]]
    for place in points:
        across, along = place[0] - x, place[1] - y
        if across * across * narrow + along * along >= least:
            kept.append(place)
            x, y = place
    if kept[-1] != points[-1]:
        kept.append(points[-1])
    return kept


def _without_cut(points: Sequence[Point]) -> list[Sequence[Point]]:
    """The parts of a line that do not run along the meridian at which the data were cut."""
    parts = []
    start = 0
    if any(-1e-3 < abs(x) - 180 < 1e-3 for x, _ in points):
        for at, ((a, _), (c, _)) in enumerate(pairwise(points)):
            if abs(abs(a) - 180) < 1e-3 and abs(abs(c) - 180) < 1e-3:
                parts.append(points[start : at + 1])
                start = at + 1
    return [*parts, points[start:]]


def _dense(points: Sequence[Point]) -> Iterator[Point]:
    """Points with others between those that are far apart, so that their line bends as the projection does."""
    yield points[0]
    for (a, b), (c, d) in pairwise(points):
        steps = int(max(abs(c - a), abs(d - b)) / 5)
        yield from (
            (a + (c - a) * step / (steps + 1), b + (d - b) * step / (steps + 1)) for step in range(1, steps + 1)
        )
        yield c, d

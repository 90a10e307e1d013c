"""Coasts and borders: TopoJSON decoded into arcs, rings and lines.

In: a topology (TopoJSON specification 1.0), quantised or not, whose objects are ``land`` and ``countries``. Out: a
Topology: each arc once as longitudes and latitudes in degrees, with the box that holds it; the rings of the land, each
a list of arcs; which arcs are coasts and which are borders between two countries. Longitudes run on from point to
point, beyond 180 where a line does. A topology of another form is refused (ValueError).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, Final

from edition.editions.html.pictures.projection import Point
from edition.resources import resource

__all__ = ["COARSE", "FINE", "Arc", "Topology", "atlas", "decode", "has_atlas", "holds"]

#: The two files of the atlas, by the scale for which they were drawn.
FINE: Final = "countries-50m.json"
COARSE: Final = "countries-110m.json"
#: So many points has a part of a line.
_PART: Final = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line: its points (longitude, latitude), and a circle that holds it: the middle, and an angle that
    nothing exceeds, in degrees.
    """

    points: tuple[Point, ...]
    middle: Point
    reach: float


@dataclass(frozen=True, slots=True)
class Arc:
    """A line that outlines share: its points (longitude, latitude), and the same in parts, each of which begins where
    the one before it ends.
    """

    points: tuple[Point, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Outlines: the arcs; the rings of the land as indexes of arcs, ``~index`` for one that runs backwards; the arcs
    that are coasts, and those that are borders.
    """

    arcs: tuple[Arc, ...]
    rings: tuple[tuple[int, ...], ...]
    coasts: tuple[int, ...]
    borders: tuple[int, ...]
    _known: dict[tuple[int, ...], list[Point]] = field(default_factory=dict, repr=False, compare=False)
    _spans: dict[tuple[int, ...], Point] = field(default_factory=dict, repr=False, compare=False)

    def latitudes(self, ring: Sequence[int]) -> Point:
        """The southernmost and the northernmost latitude of a ring; that of the pole where it runs around one."""
        known = self._spans.get(tuple(ring))
        if known is None:
            latitudes = [latitude for _, latitude in self.ring(ring)]
            known = self._spans[tuple(ring)] = min(latitudes), max(latitudes)
        return known

    def ring(self, ring: Sequence[int]) -> list[Point]:
        """The points of a ring, the first one again at the end; a ring around a pole is closed by way of it."""
        points = self._known.get(tuple(ring), [])
        if points:
            return points
        for index in ring:
            part = self.arcs[index].points if index >= 0 else self.arcs[~index].points[::-1]
            if not points:
                points.extend(part)
                continue
            shift = 360 * round((points[-1][0] - part[0][0]) / 360)
            points.extend((x + shift, y) for x, y in part[1:])
        first, last = points[0], points[-1]
        if abs(last[0] - first[0]) > 180:
            pole = math.copysign(90.0, first[1])
            points += [(last[0], pole), (first[0], pole), first]
        self._known[tuple(ring)] = points
        return points


def decode(topology: Mapping[str, Any]) -> Topology:
    """A topology as its file has it, decoded."""
    if topology.get("type") != "Topology":
        raise ValueError("this is no TopoJSON topology")
    arcs = tuple(_arc(points) for points in _positions(topology))
    land = tuple(tuple(ring) for ring in _rings(topology["objects"]["land"]))
    sides = Counter(
        index if index >= 0 else ~index for ring in _rings(topology["objects"]["countries"]) for index in ring
    )
    coasts = tuple(sorted(index for index, count in sides.items() if count == 1))
    borders = tuple(sorted(index for index, count in sides.items() if count > 1))
    if any(index >= len(arcs) or ~index >= len(arcs) for ring in land for index in ring):
        raise ValueError("the topology points to an arc that it does not have")
    return Topology(arcs, land, coasts, borders)


def holds(ring: Sequence[Point], longitude: float, latitude: float) -> bool:
    """Whether a ring of points holds a place."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    first = math.ceil((west - longitude) / 360)
    inside = False
    for turn in range(first, math.floor((east - longitude) / 360) + 1):
        at = longitude + 360 * turn
        for (a, b), (c, d) in pairwise(ring):
            if (b > latitude) != (d > latitude) and at < (c - a) * (latitude - b) / (d - b) + a:
                inside = not inside
    return inside


def _positions(topology: Mapping[str, Any]) -> Iterator[list[Point]]:
    """The points of each arc: those of a quantised topology are steps of whole numbers from point to point."""
    transform = topology.get("transform")
    if transform is None:
        yield from ([(float(x), float(y)) for x, y, *_ in arc] for arc in topology["arcs"])
        return
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    for arc in topology["arcs"]:
        xs = accumulate(point[0] for point in arc)
        ys = accumulate(point[1] for point in arc)
        yield [(x * scale_x + left, y * scale_y + bottom) for x, y in zip(xs, ys, strict=True)]


def _arc(points: list[Point]) -> Arc:
    run_on = [points[0]]
    shift = 0
    for (before, _), (x, y) in pairwise(points):
        if abs(x - before) > 180:
            shift += 360 if x < before else -360
        run_on.append((x + shift, y))
    starts = range(0, max(1, len(run_on) - 1), _PART)
    return Arc(tuple(run_on), tuple(_part(tuple(run_on[start : start + _PART + 1])) for start in starts))


def _part(points: tuple[Point, ...]) -> Part:
    xs, ys = zip(*points, strict=True)
    west, south, east, north = min(xs), min(ys), max(xs), max(ys)
    middle = (west + east) / 2, (south + north) / 2
    # Along the parallel of the middle, then along a meridian: nothing of the box is farther.
    return Part(points, middle, (east - west) / 2 * math.cos(math.radians(middle[1])) + (north - south) / 2)


def _rings(geometry: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    """The rings of a geometry and of all in it."""
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        for inner in geometry["geometries"]:
            yield from _rings(inner)
    elif kind == "Polygon":
        yield from geometry["arcs"]
    elif kind == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def has_atlas() -> bool:
    """Whether this installation has coasts: not one made without the network that the build of the wheel needs."""
    return all(resource(f"vendor/world-atlas/{name}").is_file() for name in (FINE, COARSE))


@cache
def atlas(name: str) -> Topology:
    """A file of the atlas."""
    return decode(json.loads(resource(f"vendor/world-atlas/{name}").read_bytes()))

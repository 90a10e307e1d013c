"""The net of parallels and meridians, with their degrees at the edge of the frame; and the bar that shows the scale.

In: a view. Out: lines, and labels with their places, which the caller puts where there is room.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from edition.editions.html.pictures.placement import Label
from edition.editions.html.pictures.projection import Azimuthal, Point, span_of_longitudes, turned
from edition.editions.html.pictures.view import View, cut_lines

__all__ = ["Line", "graticule", "round_length"]

#: The steps of a net, in minutes.
_STEPS: Final = (10, 15, 30, 60, 120, 300, 600, 900, 1800)
_DEGREE: Final = 111.2


@dataclass(frozen=True, slots=True)
class Line:
    """A parallel or a meridian: its runs in the frame, what it is called, and where that may stand."""

    runs: tuple[tuple[Point, ...], ...]
    name: str
    labels: tuple[Label, ...]


def _step(minutes: float) -> int:
    return next((step for step in _STEPS if step >= minutes), _STEPS[-1])


def graticule(view: View, words: Mapping[str, str], size: float) -> Iterator[Line]:
    """The parallels and meridians of a view; ``size`` is that of the letters."""
    seen = [view.place(x, y) for x, y in view.border(16)]
    known = [place for place in seen if place is not None]
    whole = len(known) < len(seen) or not known
    south = -90.0 if whole else min(latitude for _, latitude in known)
    north = 90.0 if whole else max(latitude for _, latitude in known)
    middle, span = (getattr(view.projection, "longitude", 0.0), 360.0)
    for pole in (90.0, -90.0):
        if view.holds(*view.at(0, pole)):
            south, north, whole = min(south, pole), max(north, pole), True
    if not whole:
        middle, span = span_of_longitudes(longitude for longitude, _ in known)
    centre = view.place(view.width / 2, view.height / 2) or (middle, (south + north) / 2)
    along = view.height * view.kilometres / _DEGREE
    across = view.width * view.kilometres / (_DEGREE * max(0.15, math.cos(math.radians(centre[1]))))
    step = _step(along * 60 / 5)
    for minutes in _multiples(south, north, step):
        latitude = minutes / 60
        if abs(latitude) == 90 and isinstance(view.projection, Azimuthal):
            continue
        line = [view.at(middle + span * (at / 96 - 0.5) * 0.9999, latitude) for at in range(97)]
        name = _name(latitude, "north", "south", words)
        yield _line(view, line, name, size, level=True)
    top = 90 - max(step / 60, 1) if isinstance(view.projection, Azimuthal) else 90.0
    south, north = max(south, -top), min(north, top)
    # All meridians meet at a pole: there, fewer are enough.
    apart = _step(max(min(across, 180) * 60 / 6, 600 if whole else 0))
    for minutes in _multiples(middle - span / 2, middle + span / 2, apart):
        longitude = turned(minutes / 60)
        if span == 360 and minutes / 60 >= middle + 180:
            continue
        line = [view.at(longitude, south + (north - south) * at / 64) for at in range(65)]
        yield _line(view, line, _name(longitude, "east", "west", words), size, level=False)


def _multiples(low: float, high: float, step: int) -> range:
    """The multiples of a step of minutes between two degrees."""
    first = math.ceil(low * 60 / step)
    return range(first * step, math.floor(high * 60) + 1, step)


def _name(value: float, positive: str, negative: str, words: Mapping[str, str]) -> str:
    minutes = round(abs(value) * 60)
    text = f"{minutes // 60}°" + (f"{minutes % 60:02}′" if minutes % 60 else "")
    if minutes in (0, 180 * 60):
        return text
    side = positive if value > 0 else negative
    return f"{text}\N{NO-BREAK SPACE}{words.get(side, side[0].upper())}"


def _line(view: View, line: list[Point], name: str, size: float, *, level: bool) -> Line:
    """A parallel is named at the left edge, or the right; a meridian at the lower edge, or the upper."""
    runs = tuple(tuple(run) for run in cut_lines(line, (0, 0), (view.width, view.height)))
    ends = [end for run in runs for end in (run[0], run[-1])]
    width, height = view.width, view.height
    if level:
        left = [Label(6.0, round(y - 4, 1), "start") for x, y in ends if x < 0.5]
        right = [Label(width - 6, round(y - 4, 1), "end") for x, y in ends if x > width - 0.5]
        return Line(runs, name, (*left, *right))
    low = [Label(round(x + 4, 1), height - 7, "start") for x, y in ends if y > height - 0.5]
    high = [Label(round(x + 4, 1), size + 3, "start") for x, y in ends if y < 0.5]
    return Line(runs, name, (*low, *high))


def round_length(kilometres: float) -> int:
    """The largest of 1, 2, 5, 10, 20, 50 ... that is not more."""
    power = 10 ** math.floor(math.log10(max(1.0, kilometres)))
    return int(max(factor * power for factor in (1, 2, 5) if factor * power <= max(1.0, kilometres)))

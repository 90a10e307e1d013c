"""The sheets of a map: the whole, and up to four regions where places crowd; what stands where on each.

In: places, those named most often first. Out: sheets in their order, the whole first: each with its view, its circles
and names, its net of degrees, the frames of the regions that have a sheet of their own, and its scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from edition.editions.html.pictures.graticule import Line, graticule, round_length
from edition.editions.html.pictures.placement import Box, Circle, Label, Occupied, label_box, placed
from edition.editions.html.pictures.places import Place
from edition.editions.html.pictures.projection import EqualEarth, Point, fitting
from edition.editions.html.pictures.regions import crowded
from edition.editions.html.pictures.view import View, framed

__all__ = ["DEGREES", "NAMES", "WIDTH", "Frame", "Sheet", "Spot", "sheets"]

WIDTH: Final = 960.0
#: The least and the greatest height, of the whole and of a region.
_HEIGHTS: Final = (380.0, 760.0)
_LOWER: Final = (400.0, 640.0)
#: The sizes of letters: of names, and of degrees and the scale.
NAMES: Final = 17.0
DEGREES: Final = 14.5
_MARGIN: Final = 64.0
#: The least width of a map in kilometres: the outlines have no more to show.
_LEAST: Final = 260.0
_REGIONS: Final = 4
#: A region's map has at least this much more room.
_NEARER: Final = 0.5
#: So many names have a line that leads to them, where there is no room beside the circle.
_LED: Final = 8
_LETTERS: Final = "ABCDEFGH"
#: The radius of a place that is named once, where that leaves the largest circle small enough; the least radius.
_ONCE, _LARGEST, _SMALLEST = 4.0, 15.0, 2.8


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a sheet, its circle, and where its name stands, if anywhere."""

    place: Place
    circle: Circle
    label: Label | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where another sheet lies on this one: its letter and title, its outline, and the place of the letter."""

    letter: str
    title: str
    outline: tuple[tuple[Point, ...], ...]
    label: Label


@dataclass(slots=True)
class Sheet:
    """One map."""

    view: View
    members: tuple[int, ...]
    letter: str = ""
    title: str = ""
    spots: list[Spot] = field(default_factory=list)
    net: list[Line] = field(default_factory=list)
    net_labels: list[tuple[str, Label]] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    #: The bar of the scale: where it starts, its length in units and in kilometres.
    scale: tuple[float, float, float, int] | None = None
    inner: list[Sheet] = field(default_factory=list)
    #: What already stands on it.
    room: Occupied = field(default_factory=lambda: Occupied(0, 0), repr=False)


def sheets(places: Sequence[Place], words: Mapping[str, str]) -> list[Sheet]:
    """The sheets of a map of at least one place."""
    where = [(place.longitude, place.latitude) for place in places]
    factor = min(_ONCE, _LARGEST / math.sqrt(max(place.mentions for place in places)))
    whole = Sheet(_view(where, _HEIGHTS), tuple(range(len(places))))
    _fill(whole, places, factor)
    made = [whole]
    waiting = _crowds(whole)
    while waiting and len(made) <= _REGIONS:
        waiting.sort(key=lambda one: (-one[0], one[1]))
        _, group, outer = waiting.pop(0)
        view = _view([where[at] for at in group], _LOWER)
        if view.kilometres > _NEARER * outer.view.kilometres:
            continue
        seen = tuple(at for at in outer.members if view.holds(*view.at(*where[at]), 4))
        title = _title([places[at] for at in group], {one.title for one in made})
        sheet = Sheet(view, seen, title=title)
        sheet.scale = _scale(view)
        _fill(sheet, places, factor)
        outer.inner.append(sheet)
        made.append(sheet)
        waiting += _crowds(sheet)
    for letter, sheet in zip(_LETTERS, made[1:], strict=False):
        sheet.letter = letter
    for sheet in made:
        _finish(sheet, places, factor, words)
    return made


def _view(where: Sequence[Point], heights: tuple[float, float]) -> View:
    projection = fitting(where)
    # A map of the world needs no air at its sides, where it ends.
    margin = _MARGIN / 2 if isinstance(projection, EqualEarth) else _MARGIN
    return framed(projection, where, WIDTH, heights, margin, _LEAST)


def _title(group: Sequence[Place], taken: Set[str]) -> str:
    """A region is called after what is named most often there; after more where they count as well, or where another
    region is called so already.
    """
    names = [place.name if len(place.name) <= 40 else place.name[:39] + "…" for place in group[:5]]
    count = sum(place.mentions * 3 >= group[0].mentions for place in group[:3])
    while ", ".join(names[:count]) in taken and count < len(names):
        count += 1
    return ", ".join(names[:count])


def _crowds(sheet: Sheet) -> list[tuple[int, tuple[int, ...], Sheet]]:
    points = [(spot.circle.x, spot.circle.y) for spot in sheet.spots]
    named = [spot.label is not None for spot in sheet.spots]
    return [(count, tuple(sheet.members[at] for at in group), sheet) for count, group in crowded(points, named, WIDTH)]


def _fill(sheet: Sheet, places: Sequence[Place], factor: float) -> None:
    """Put on a sheet the scale, the letters of frames, the circles, and the names for which that leaves room."""
    view = sheet.view
    circles = []
    for at in sheet.members:
        place = places[at]
        x, y = view.at(place.longitude, place.latitude)
        radius = max(_SMALLEST, factor * math.sqrt(place.mentions))
        circles.append(Circle(round(x, 1), round(y, 1), round(radius, 1), place.name))
    room = Occupied(view.width, view.height)
    for circle in circles:
        room.add_circle(circle.x, circle.y, circle.radius)
    if sheet.scale:
        x, y, length, _ = sheet.scale
        corners = (Box(left, y - DEGREES - 6, left + length, y + 4) for left in (x, view.width - x - length))
        box = next((box for box in corners if room.is_free(box)), None)
        sheet.scale = (box.left, y, *sheet.scale[2:]) if box else None
        if box:
            room.add(box)
    sheet.frames = []
    for inner in sheet.inner:
        frame = _frame(sheet, inner, room)
        if frame:
            sheet.frames.append(frame)
            room.add(label_box(frame.label, frame.letter, NAMES))
    labels = placed(circles, room, NAMES, view.width / 3, _LED)
    sheet.spots = [
        Spot(places[at], circle, label) for at, circle, label in zip(sheet.members, circles, labels, strict=True)
    ]
    sheet.room = room


def _finish(sheet: Sheet, places: Sequence[Place], factor: float, words: Mapping[str, str]) -> None:
    """Make room for the frames of others, and put degrees where there is still some."""
    if sheet.inner:
        _fill(sheet, places, factor)
    for line in graticule(sheet.view, words, DEGREES):
        sheet.net.append(line)
        for label in line.labels:
            box = label_box(label, line.name, DEGREES)
            if sheet.room.is_free(box):
                sheet.room.add(box)
                sheet.net_labels.append((line.name, label))
                break


def _frame(outer: Sheet, inner: Sheet, room: Occupied) -> Frame | None:
    """The outline of a sheet on another, in as many lines as the cut of the projection makes of it, and its letter
    beside it where there is room.
    """
    places = [inner.view.place(x, y) for x, y in inner.view.border(16)]
    points = [outer.view.at(*place) for place in places if place is not None]
    if len(points) < 4:
        return None
    middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    beside = []
    # At the corners, and else anywhere.
    for x, y in (*points[:: len(points) // 4], *points):
        far = math.dist((x, y), middle) or 1.0
        inward = (middle[0] - x) / far * NAMES * 1.1, (middle[1] - y) / far * NAMES * 1.1
        beside += [
            Label(round(x + way * inward[0], 1), round(y + way * inward[1] + 0.3 * NAMES, 1), "middle")
            for way in (1, -0.8)
        ]
    free = (label for label in beside if room.is_free(label_box(label, inner.letter, NAMES)))
    runs: list[list[Point]] = [points[:1]]
    for before, point in pairwise([*points, points[0]]):
        if math.dist(before, point) > WIDTH / 2:
            runs.append([])
        runs[-1].append(point)
    return Frame(inner.letter, inner.title, tuple(map(tuple, runs)), next(free, beside[0]))


def _scale(view: View) -> tuple[float, float, float, int]:
    """The bar of the scale, as it stands in the left lower corner."""
    kilometres = round_length(view.width * view.kilometres / 5)
    return 16.0, view.height - 26, round(kilometres / view.kilometres, 1), kilometres

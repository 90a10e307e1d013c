"""The sheets of a map: the whole, and up to four regions where places crowd; what stands where on each.

In: places, those named most often first. Out: sheets in their order, the whole first: each with its view, its circles
and names, its net of degrees, the frames of the regions that have a sheet of their own, and its scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from edition.editions.html.pictures.graticule import Line, graticule, round_length
from edition.editions.html.pictures.placement import Box, Circle, Label, Occupied, label_box, placed, text_width
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
    outline: tuple[Point, ...]
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


def sheets(places: Sequence[Place], words: Mapping[str, str]) -> list[Sheet]:
    """The sheets of a map of at least one place."""
    where = [(place.longitude, place.latitude) for place in places]
    factor = min(_ONCE, _LARGEST / math.sqrt(max(place.mentions for place in places)))
    whole = Sheet(_view(where, _HEIGHTS), tuple(range(len(places))))
    _names(whole, places, factor)
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
        _names(sheet, places, factor)
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


def _names(sheet: Sheet, places: Sequence[Place], factor: float, occupied: Occupied | None = None) -> Occupied:
    """Put the circles on a sheet, and their names."""
    view = sheet.view
    room = occupied or Occupied(view.width, view.height)
    circles = []
    for at in sheet.members:
        place = places[at]
        x, y = view.at(place.longitude, place.latitude)
        radius = max(_SMALLEST, factor * math.sqrt(place.mentions))
        circles.append(Circle(round(x, 1), round(y, 1), round(radius, 1), place.name))
    labels = placed(circles, room, NAMES, view.width / 3, _LED)
    sheet.spots = [
        Spot(places[at], circle, label) for at, circle, label in zip(sheet.members, circles, labels, strict=True)
    ]
    return room


def _finish(sheet: Sheet, places: Sequence[Place], factor: float, words: Mapping[str, str]) -> None:
    """Put on a sheet what the frames of others leave room for: their letters, names, the scale, the degrees."""
    view = sheet.view
    room = Occupied(view.width, view.height)
    circles = Occupied(view.width, view.height)
    for spot in sheet.spots:
        circles.add_circle(spot.circle.x, spot.circle.y, spot.circle.radius)
    for inner in sheet.inner:
        frame = _frame(sheet, inner, circles)
        sheet.frames.append(frame)
        room.add(label_box(frame.label, frame.letter, NAMES))
    if sheet.letter:
        sheet.scale = _scale(view, circles, words)
        if sheet.scale:
            x, y, length, _ = sheet.scale
            room.add(Box(x, y - DEGREES - 4, x + length, y + 4))
    _names(sheet, places, factor, room)
    for line in graticule(view, words, DEGREES):
        sheet.net.append(line)
        for label in line.labels:
            if room.is_free(label_box(label, line.name, DEGREES)):
                room.add(label_box(label, line.name, DEGREES))
                sheet.net_labels.append((line.name, label))
                break


def _frame(outer: Sheet, inner: Sheet, circles: Occupied) -> Frame:
    """The outline of a sheet on another, and its letter at a corner where no circle is."""
    places = [inner.view.place(x, y) for x, y in inner.view.border(16)]
    outline = tuple(outer.view.at(*place) for place in places if place is not None)
    middle = sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline)
    corners = []
    for x, y in outline[:: len(outline) // 4]:
        far = math.dist((x, y), middle) or 1.0
        inward = (middle[0] - x) / far * NAMES * 1.1, (middle[1] - y) / far * NAMES * 1.1
        corners += [
            Label(round(x + way * inward[0], 1), round(y + way * inward[1] + 0.3 * NAMES, 1), "middle")
            for way in (1, -0.8)
        ]
    free = (label for label in corners if circles.is_free(label_box(label, inner.letter, NAMES)))
    return Frame(inner.letter, inner.title, outline, next(free, corners[0]))


def _scale(view: View, circles: Occupied, words: Mapping[str, str]) -> tuple[float, float, float, int] | None:
    """The bar of the scale, in a lower corner without circles."""
    kilometres = round_length(view.width * view.kilometres / 5)
    length = round(kilometres / view.kilometres, 1)
    wide = max(length, text_width(f"{kilometres} {words.get('km', 'km')}", DEGREES))
    y = view.height - 26
    for x in (16.0, view.width - 16 - wide):
        if circles.is_free(Box(x, y - DEGREES - 6, x + wide, y + 6)):
            return x, y, length, kilometres
    return None

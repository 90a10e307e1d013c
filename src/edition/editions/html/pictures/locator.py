"""A small map on the page of a place: the coasts around it, and one dot.

In: the facts (xslt/html/facts.xsl), and the id of an entry. Out: HTML, a picture that leads to the map where there is
one; nothing for an entry without a position, or where this installation has no coasts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from edition.editions.html.pictures.outlines import outlines
from edition.editions.html.pictures.places import places_of, position
from edition.editions.html.pictures.projection import EARTH, Azimuthal, turned
from edition.editions.html.pictures.topology import COARSE, atlas, has_atlas
from edition.editions.html.pictures.view import View

__all__ = ["locators"]

_WIDTH: Final = 480
_HEIGHT: Final = 300
#: The kilometres from side to side.
_ACROSS: Final = 2800.0
#: The least distance of two points of an outline: half of it in pixels of the screen.
_STEP: Final = 3.2
#: Maps have their middles so many degrees apart.
_CELL: Final = 6.0


def locators(facts: Mapping[str, Any]) -> Callable[[str], str]:
    """What makes the small map of an entry, by its id."""
    entries = {str(one["id"]): one for one in facts.get("entries", []) if one.get("register") == "places"}
    word = str(facts.get("picture-words", {}).get("map-here", "Map"))
    has_map = len(places_of(facts)) > 1

    grounds: dict[tuple[float, float], tuple[View, str]] = {}

    def locator(identifier: str) -> str:
        where = position(entries.get(identifier, {}).get("geo"))
        if where is None or not has_atlas():
            return ""
        name = escape(f"{word}: {entries[identifier]['name']}")
        middle = _middle(*where)
        view, ground = grounds[middle] = grounds.get(middle) or _ground(*middle)
        x, y = view.at(*where)
        drawing = (
            f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH // 2}" height="{_HEIGHT // 2}">{ground}'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="9"/></svg>'
        )
        if has_map and entries[identifier].get("mentions"):
            return f'<a class="locator" href="map.html" aria-label="{name}"><svg aria-hidden="true" {drawing}</a>'
        return f'<div class="locator"><svg role="img" aria-label="{name}" {drawing}</div>'

    return locator


def _middle(longitude: float, latitude: float) -> tuple[float, float]:
    """The middle of the map of a place: places that are near to each other have one, which is drawn once."""
    row = min(85.0, max(-85.0, round(latitude / _CELL) * _CELL))
    step = 360 / max(1, round(360 / _CELL * math.cos(math.radians(row))))
    return turned(round(longitude / step) * step), row


def _ground(longitude: float, latitude: float) -> tuple[View, str]:
    """Land, borders and coasts around a place."""
    scale = _WIDTH * EARTH / _ACROSS
    left, top = -_WIDTH / 2 / scale, _HEIGHT / 2 / scale
    view = View(Azimuthal(longitude, latitude), left, top, scale, float(_WIDTH), float(_HEIGHT))
    drawn = outlines(view, atlas(COARSE), _STEP, grain=1)
    return view, (
        f'<path class="land" fill-rule="evenodd" d="{drawn.land}"/><path class="border" d="{drawn.borders}"/>'
        f'<path class="coast" d="{drawn.coasts}"/>'
    )

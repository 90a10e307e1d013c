"""The places of a map: of the facts, those that the text names and whose position is known.

In: the facts of an edition (xslt/html/facts.xsl). Out: places, those named most often first. A position that is no pair
of numbers within the degrees of latitude and longitude is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Place", "degrees", "places_of", "position", "position_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place: where it is, in degrees; its page; and the pages of the text that name it, in their order."""

    id: str
    name: str
    kind: str
    longitude: float
    latitude: float
    mentions: int
    href: str
    pages: tuple[str, ...] = ()


def position(geo: Any) -> tuple[float, float] | None:
    """Longitude and latitude of what an entry has as its position (latitude, longitude)."""
    if not isinstance(geo, list) or len(geo) != 2 or not all(isinstance(one, int | float) for one in geo):
        return None
    latitude, longitude = float(geo[0]), float(geo[1])
    if not math.isfinite(latitude + longitude) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return longitude, latitude


def position_of(geo: str) -> tuple[float, float] | None:
    """Longitude and latitude of the text of an element ``geo``."""
    found = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)[\s,]+(-?\d+(?:\.\d+)?)\s*", geo, re.ASCII)
    return position([float(found[1]), float(found[2])]) if found else None


def places_of(facts: Mapping[str, Any]) -> list[Place]:
    """The places that a map of the text shows."""
    found = []
    for entry in facts.get("entries", []):
        where = position(entry.get("geo"))
        if entry.get("register") != "places" or where is None or not entry.get("mentions"):
            continue
        pages = tuple(dict.fromkeys(str(one["page"]) for one in entry["mentions"] if one.get("page")))
        page, count = str(entry.get("page", "")), len(entry["mentions"])
        href = f"{page}.html" if page else f"places.html#{entry['id']}"
        place = Place(str(entry["id"]), str(entry["name"]), str(entry.get("kind", "")), *where, count, href, pages)
        found.append((-count, str(entry.get("sort", "")), place.id, place))
    return [place for *_, place in sorted(found, key=lambda one: one[:3])]


def degrees(longitude: float, latitude: float, words: Mapping[str, str]) -> str:
    """A position as one reads it: 66°30′ N 33°05′ E."""
    return f"{_degrees(latitude, 'north', 'south', words)} {_degrees(longitude, 'east', 'west', words)}"


def _degrees(value: float, positive: str, negative: str, words: Mapping[str, str]) -> str:
    minutes = math.floor(abs(value) * 60 + 0.5)
    side = negative if value < 0 else positive
    return f"{minutes // 60}°{minutes % 60:02}′\N{NO-BREAK SPACE}{words.get(side, side[0].upper())}"

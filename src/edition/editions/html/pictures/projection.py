"""Projections: from longitude and latitude to the plane and back.

In: degrees. Out: points of the plane, whose unit is the radius of the Earth (a sphere), north up. Two projections, both
true to area: Lambert's azimuthal one, which has no cut and for which a pole is a point like others (Snyder, *Map
Projections: A Working Manual*, 1987, chapter 24); and Equal Earth for what spans the world, cut at the meridian
opposite to its middle (Šavrič, Patterson and Jenny, 2018). :func:`fitting` says which one suits some places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = [
    "EARTH",
    "Azimuthal",
    "EqualEarth",
    "Point",
    "Projection",
    "distance",
    "fitting",
    "span_of_longitudes",
    "turned",
]

#: The mean radius of the Earth in kilometres.
EARTH: Final = 6371.0
Point = tuple[float, float]


def turned(longitude: float) -> float:
    """A longitude between -180 (included) and 180."""
    return (longitude + 180) % 360 - 180


def distance(one: Point, other: Point) -> float:
    """The angle between two places (longitude, latitude), in degrees."""
    (a, b), (c, d) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    half = math.sin((d - b) / 2) ** 2 + math.cos(b) * math.cos(d) * math.sin((c - a) / 2) ** 2
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(half))))


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection around a centre."""

    longitude: float
    latitude: float

    def forward(self, longitude: float, latitude: float) -> Point:
        """A place in the plane. The antipode of the centre, which is a circle, is put at its top."""
        return next(self.forward_all([(longitude, latitude)]))

    def forward_all(self, places: Iterable[Point]) -> Iterator[Point]:
        """Places in the plane."""
        middle, west = math.radians(self.latitude), math.radians(self.longitude)
        sine, cosine = math.sin(middle), math.cos(middle)
        sin, cos, sqrt, degree = math.sin, math.cos, math.sqrt, math.pi / 180
        for longitude, latitude in places:
            turn, lat = longitude * degree - west, latitude * degree
            sine_lat, cosine_lat = sin(lat), cos(lat)
            along = cosine_lat * cos(turn)
            near = 1 + sine * sine_lat + cosine * along
            if near <= 1e-12:
                yield 0.0, 2.0
            else:
                factor = sqrt(2 / near)
                yield factor * cosine_lat * sin(turn), factor * (cosine * sine_lat - sine * along)

    def inverse(self, x: float, y: float) -> Point | None:
        """The place of a point of the plane; None where there is none."""
        radius = math.hypot(x, y)
        if radius > 2:
            return None
        if radius < 1e-12:
            return turned(self.longitude), self.latitude
        angle, middle = 2 * math.asin(radius / 2), math.radians(self.latitude)
        sine = math.cos(angle) * math.sin(middle) + y * math.sin(angle) * math.cos(middle) / radius
        turn = math.atan2(
            x * math.sin(angle), radius * math.cos(middle) * math.cos(angle) - y * math.sin(middle) * math.sin(angle)
        )
        latitude = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
        return turned(self.longitude + math.degrees(turn)), latitude


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = math.sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The Equal Earth projection around a meridian."""

    longitude: float

    def forward(self, longitude: float, latitude: float) -> Point:
        """A place in the plane, by the shorter way round from the middle."""
        return self.flat(turned(longitude - self.longitude), latitude)

    @staticmethod
    def flat(turn: float, latitude: float) -> Point:
        """A place by its degrees from the middle, -180 to 180."""
        theta = math.asin(max(-1.0, min(1.0, _M * math.sin(math.radians(latitude)))))
        square = theta * theta
        sixth = square * square * square
        slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
        height = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
        return math.radians(turn) * math.cos(theta) / (_M * slope), height

    def inverse(self, x: float, y: float) -> Point | None:
        """The place of a point of the plane; None where there is none."""
        theta = y / _A1
        for _ in range(12):
            square = theta * theta
            sixth = square * square * square
            slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
            theta -= (theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square)) - y) / slope
        sine = math.sin(theta) / _M
        if abs(sine) > 1 or abs(theta) > math.pi / 3 + 1e-9:
            return None
        square = theta * theta
        slope = _A1 + 3 * _A2 * square + square**3 * (7 * _A3 + 9 * _A4 * square)
        turn = math.degrees(_M * x * slope / math.cos(theta))
        return (turned(self.longitude + turn), math.degrees(math.asin(sine))) if abs(turn) <= 180 else None


Projection = Azimuthal | EqualEarth


def span_of_longitudes(longitudes: Iterable[float]) -> Point:
    """The shortest arc that holds all these longitudes: its middle, and its length in degrees."""
    known = sorted({turned(one) for one in longitudes})
    gaps = [(known[(at + 1) % len(known)] - one) % 360 for at, one in enumerate(known)]
    if len(known) == 1:
        return known[0], 0.0
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    length = 360 - gaps[widest]
    return turned(known[(widest + 1) % len(known)] + length / 2), length


#: So far from the middle, in degrees, the azimuthal projection still looks like the map one knows.
_FAR: Final = 65


def fitting(places: Sequence[Point]) -> Projection:
    """The projection for some places (longitude, latitude): azimuthal around their middle; around a pole where they lie
    all around it; Equal Earth where they lie all over the world.
    """
    middle, span = span_of_longitudes(longitude for longitude, _ in places)
    latitudes = [latitude for _, latitude in places]
    south, north = min(latitudes), max(latitudes)
    centre = (middle, (south + north) / 2)
    if max(distance(centre, place) for place in places) <= _FAR and span < 270:
        return Azimuthal(*centre)
    if south >= 90 - _FAR * 0.7 or north <= _FAR * 0.7 - 90:
        return Azimuthal(middle, 90.0 if south > 0 else -90.0)
    return EqualEarth(middle)

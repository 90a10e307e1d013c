"""Dates as they are written, in English, German, French and Russian: a day, a span of days, a month, a year.

In: a text. Out: where a date stands in it, and what it is as ``@when`` or ``@from`` and ``@to`` (calendar dates of ISO
8601). What is no day of the calendar is no date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Dated", "dates_in"]

_NAMES: Final = (
    "january januar janvier января январь", "february februar février fevrier февраля февраль",
    "march märz mars марта март", "april avril апреля апрель", "may mai мая май", "june juni juin июня июнь",
    "july juli juillet июля июль", "august août aout августа август", "september septembre сентября сентябрь",
    "october oktober octobre октября октябрь", "november novembre ноября ноябрь",
    "december dezember décembre decembre декабря декабрь",
)  # fmt: skip
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_TO: Final = r"\s*(?:[-–—]|to|bis|au|по)\s*"
_YEAR: Final = r"(?P<y>1\d{3}|20\d\d)(?![^\W_])"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:{_TO}(?:(?P<m2>{_MONTH})\s+)?(?P<d2>{_DAY}))?,?\s+{_YEAR}",
        rf"(?<!\d)(?P<d1>{_DAY})(?:\s*(?P<m0>{_MONTH}))?(?:{_TO}(?P<d2>{_DAY}))?\s+(?P<m1>{_MONTH})\s+{_YEAR}",
        rf"(?<!\d)(?P<d1>{_DAY})\s+(?P<m1>{_MONTH})\s+{_YEAR}",
        rf"\b(?P<m1>{_MONTH}),?\s+{_YEAR}",
        rf"(?<![\d.,№-]){_YEAR}(?:\s?[-–]\s?(?P<y2>\d{{4}}|\d\d)(?!\d))?",
    )
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: its place, and its attributes in TEI."""

    start: int
    end: int
    attributes: dict[str, str]


def dates_in(text: str) -> Iterator[Dated]:
    """The dates of a text in their order; of forms that overlap the fullest."""
    taken: list[tuple[int, int]] = []
    found: list[Dated] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            attributes = _attributes(match)
            if attributes:
                taken.append(match.span())
                found.append(Dated(match.start(), match.end(), attributes))
    yield from sorted(found, key=lambda one: one.start)


def _attributes(match: re.Match[str]) -> dict[str, str]:
    parts = match.groupdict()
    year = int(parts["y"])
    if not parts.get("m1"):
        last = parts.get("y2")
        if not last:
            return {"when": f"{year:04d}"}
        until = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
        return {"from": f"{year:04d}", "to": f"{until:04d}"} if until > year else {}
    month = _MONTHS[parts["m1"].lower()]
    first = _number(parts.get("d1"))
    if not first:
        return {"when": f"{year:04d}-{month:02d}"}
    last_day = _number(parts.get("d2"))
    if not last_day:
        return _when(year, month, first) if not parts.get("m0") else {}
    if parts.get("m2"):
        low, high = _day(year, month, first), _day(year, _MONTHS[parts["m2"].lower()], last_day)
    else:
        begin = _MONTHS[parts["m0"].lower()] if parts.get("m0") else month
        low, high = _day(year, begin, first), _day(year, month, last_day)
    return {"from": low, "to": high} if low and high and low < high else {}


def _number(day: str | None) -> int:
    return int(re.sub(r"\D", "", day)) if day else 0


def _when(year: int, month: int, day: int) -> dict[str, str]:
    found = _day(year, month, day)
    return {"when": found} if found else {}


def _day(year: int, month: int, day: int) -> str:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""

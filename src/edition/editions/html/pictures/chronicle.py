"""The list of a timeline: every dated passage in order, under its year and its month, in its context.

In: the scale, the dated passages and events in order, the facts. Out: HTML; each period that a bar stands for has its
anchor. The more passages, the shorter the words around each, so that a page stays under some 600 kB; of very many
(more than some 4,000) only the date and the words that give it are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import merge
from itertools import groupby
from typing import Any, Final

from edition.editions.html.pictures.dates import Dated, written, year_written
from edition.editions.html.pictures.scale import Scale, bin_of
from edition.editions.html.pictures.svg import Words, address, chunk, element, text

__all__ = ["anchor", "called", "chronicle"]

#: With more entries than these the periods are closed until they are opened.
_OPEN: Final = 150
#: With more entries than these a year is divided into months.
_MONTHS: Final = 8
#: The list has about so many bytes; so many letters stand on each side of a date, or fewer, but not fewer than those.
_ROOM: Final = 520_000
_REACH: Final = 60
_LEAST: Final = 12


def anchor(unit: str, index: int) -> str:
    """The id of a period in the list."""
    return f"y{index // 12}.{index % 12 + 1}" if unit == "month" else f"{unit[0]}{index}"


def called(unit: str, index: int, words: Words) -> str:
    """What a period is called: July 1936; 1936; 1930–1939."""
    if unit == "month":
        return words("date-month", m=words.month(index % 12 + 1), y=year_written(index // 12, words))
    if unit == "year":
        return year_written(index, words)
    length = 10 if unit == "decade" else 100
    return "–".join(year_written(year, words) for year in (index * length, index * length + length - 1))


def chronicle(
    scale: Scale, passages: Sequence[Dated], events: Sequence[Dated], facts: Mapping[str, Any], words: Words
) -> str:
    """The list: by year, or by decade or century where the bars are; within them by month or by year."""
    heads = {str(page["stem"]): str(page["head"]) for page in facts["pages"]}
    outer = scale.outer
    reach = _reach(passages, heads, words)
    items = list(merge(events, passages, key=lambda one: one.order))
    periods = []
    for period, group in groupby(items, lambda one: bin_of(outer, one.start.year)):
        inside = list(group)
        divided = (
            outer != "year"
            or len(inside) > _MONTHS
            or (scale.unit == "month" and scale.first <= period * 12 + 11 and period * 12 <= scale.last)
        )
        summary = element(
            "summary",
            {},
            element("h2", {}, text(called(outer, period, words))),
            " ",
            element("span", {"class": "count"}, words.number(len(inside))),
        )
        lists = (
            _divided(outer, period, inside, heads, words, reach)
            if divided
            else _list(outer, inside, heads, words, reach)
        )
        body = element("div", {"id": anchor(outer, period), "class": "period"}, lists)
        periods.append(element("details", {"open": "" if len(items) <= _OPEN else None}, summary, body))
    return element("div", {"class": "chronicle"}, *periods)


def _reach(passages: Sequence[Dated], heads: Mapping[str, str], words: Words) -> int:
    """How many letters stand on each side of a date, so that the page stays small enough; few are none."""
    sample = passages[:: len(passages) // 100 + 1]
    bare = sum(len(_item(one, heads, words, 1, one.start.year).encode()) for one in sample) / max(1, len(sample))
    letters = "".join([*heads.values(), *(str(one.fact["text"]) for one in sample)])
    weight = len(letters.encode()) / len(letters) if letters else 1.0
    reach = int((_ROOM / max(1, len(passages)) - bare) / (2 * weight))
    return min(_REACH, reach) if reach >= _LEAST else 0


def _divided(
    outer: str, period: int, inside: Iterable[Dated], heads: Mapping[str, str], words: Words, reach: int
) -> str:
    """The entries of a period, by month or by year: first those that have none."""
    made = []
    for inner, group in groupby(inside, lambda one: _inner(outer, one)):
        shown = _list(outer, group, heads, words, reach)
        if inner is not None:
            name = words.month(inner) if outer == "year" else year_written(inner, words)
            identifier = anchor("month", period * 12 + inner - 1) if outer == "year" else None
            shown = element("h3", {"id": identifier}, text(name[:1].upper() + name[1:])) + shown
        made.append(shown)
    return "".join(made)


def _inner(outer: str, one: Dated) -> int | None:
    if outer == "year":
        return one.start.month or None
    return one.start.year


def _list(outer: str, inside: Iterable[Dated], heads: Mapping[str, str], words: Words, reach: int) -> str:
    return element(
        "ul", {}, *(_item(one, heads, words, reach, one.start.year if outer == "year" else None) for one in inside)
    )


def _item(one: Dated, heads: Mapping[str, str], words: Words, reach: int, within: int | None) -> str:
    """A passage: its date, its words as a link, its chapter; or an event, which leads to its page."""
    when = text(written(one, words, within=within))
    if one.uncertain:
        when += element("abbr", {"title": words("uncertain")}, "?")
    shown = element("b", {}, when)
    if "name" in one.fact:
        page = one.fact.get("page")
        name = element("a", {"href": address(str(page))}, text(one.fact["name"])) if page else text(one.fact["name"])
        return element("li", {"class": "event"}, shown, " ", text(words("event")) + " ", name)
    page = str(one.fact["page"])
    hit = element("mark", {}, text(one.fact["text"] or "·"))
    attributes = {
        "href": address(page, str(one.fact["id"])),
        "data-context": None if not reach else "" if reach == _REACH else reach,
    }
    head = heads.get(page, "")
    where = element("i", {}, text(chunk(head, 40))) if head and reach else ""
    return element("li", {}, shown, " ", element("a", attributes, hit), " ", where)

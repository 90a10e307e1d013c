"""The timeline: how many passages are dated to which time, and the list of them.

In: the facts: dated passages, and the events of the register. Out: an SVG with a bar for each month, year, decade or
century, spans beneath and events above; then every passage in order, under its year and month, in its context. What
lies far outside the scale, and what has no year, is told in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from edition.editions.html.pictures.chronicle import anchor, called, chronicle
from edition.editions.html.pictures.dates import Dated, read_dated, without_year, year_written
from edition.editions.html.pictures.scale import Scale, bin_of, scale_of
from edition.editions.html.pictures.svg import Words, address, chunk, element, figure, number, text, width

__all__ = ["timeline"]

_SIDE: Final = 40.0
_BARS_HIGH: Final = 150.0
_LONGEST: Final = 1060.0
#: A bar is a target for a finger: not narrower than this.
_NARROWEST: Final = 24.0
_WIDEST: Final = 40.0
_LETTERS: Final = 12.0
_LANES: Final = 12
_LANE: Final = 7.0
_EVENT_ROWS: Final = 4
_EVENT_ROW: Final = 25.0
#: So many years outside the scale are told one by one.
_FAR: Final = 12


def timeline(facts: Mapping[str, Any]) -> str:
    """The picture, what it leaves out, and the list."""
    words = Words(facts)
    passages, left_out, unread = _read(facts["dates"])
    events = [
        dated
        for entry in facts["entries"]
        if entry["register"] == "events" and (dated := read_dated({**entry, **entry.get("dated", {})}))
    ]
    scale = scale_of(passages)
    if scale is None:
        return element("p", {}, text(words("none")))
    passages.sort(key=lambda one: one.order)
    events.sort(key=lambda one: one.order)
    picture, spans_left = _picture(scale, passages, events, words)
    told = [
        *(
            _far(name, [one for one in passages if scale.side(one) == side], scale.outer, words)
            for name, side in _SIDES
        ),
        *(
            text(words(name, n=words.number(count)))
            for name, count in (("more-spans", spans_left), ("no-year", left_out), ("unread", unread))
            if count
        ),
    ]
    notes = "".join(element("p", {"class": "told"}, one) for one in told if one)
    return picture + notes + chronicle(scale, passages, events, facts, words)


_SIDES: Final = (("earlier", -1), ("later", 1))


def _read(facts: Sequence[Mapping[str, Any]]) -> tuple[list[Dated], int, int]:
    """The passages whose date can be read; how many have no year, and how many cannot be read."""
    found: list[Dated] = []
    no_year = unread = 0
    for fact in facts:
        dated = read_dated(fact)
        if dated is not None:
            found.append(dated)
        elif without_year(fact):
            no_year += 1
        else:
            unread += 1
    return found, no_year, unread


def _picture(scale: Scale, passages: Sequence[Dated], events: Sequence[Dated], words: Words) -> tuple[str, int]:
    """The picture; and how many spans found no room in it."""
    step = max(_NARROWEST, min(_WIDEST, (_LONGEST - 2 * _SIDE) / scale.count))
    wide = 2 * _SIDE + step * scale.count
    bars, hollow = Counter[int](), Counter[int]()
    long: Counter[tuple[int, int, bool]] = Counter()
    for one in passages:
        bar = scale.bar(one)
        if bar is not None:
            (hollow if one.uncertain else bars)[bar] += 1
        elif not scale.side(one):
            long[one.first, one.last, one.uncertain or one.kind == "range"] += 1
    marks, base = _events(scale, events, step, wide)
    lanes_top = base + (42 if scale.unit == "month" else 26)
    lanes, rows, left = _spans(scale, long, step, lanes_top)
    content = [
        *_bars(scale, bars, hollow, step, base, words),
        _axis(scale, step, base, words),
        *_ends(scale, passages, wide, base),
        *lanes,
        *marks,
    ]
    high = lanes_top + (rows * _LANE + 6 if rows else 0)
    caption = words(f"dated-{scale.unit}") + (words("lines") if rows else "")
    return figure("timeline", text(caption), (wide, high), *content), left


def _bars(scale: Scale, bars: Counter[int], hollow: Counter[int], step: float, base: float, words: Words) -> list[str]:
    """A link for each bar: it leads to what the list has of that time. What is uncertain stands hollow on top."""
    most = max((bars[index] + hollow[index] for index in bars | hollow), default=1)
    made = []
    for index in sorted(bars | hollow):
        count = bars[index] + hollow[index]
        left = _SIDE + (index - scale.first) * step
        high = max(2.0, (_BARS_HIGH - 4) * count / most)
        solid = high * bars[index] / count
        inset = min(4.0, step / 8)
        shapes = [
            element("rect", {"class": "touch", "x": left, "y": base - _BARS_HIGH, "width": step, "height": _BARS_HIGH})
        ]
        if bars[index]:
            shape = {"x": left + inset, "y": base - solid, "width": step - 2 * inset, "height": solid}
            shapes.append(element("rect", {"class": "bar", **shape}))
        if hollow[index]:
            shape = {
                "x": left + inset + 0.5,
                "y": base - high + 0.5,
                "width": step - 2 * inset - 1,
                "height": high - solid - 0.5,
            }
            shapes.append(element("rect", {"class": "bar hollow", **shape}))
        shapes.append(element("text", {"x": left + step / 2, "y": base - high - 4}, str(count)))
        name = f"{called(scale.unit, index, words)}: {words.count('passages', count)}"
        made.append(element("a", {"href": f"#{anchor(scale.unit, index)}", "aria-label": name}, *shapes))
    return made


def _axis(scale: Scale, step: float, base: float, words: Words) -> str:
    """The line beneath the bars, and as many of its years as there is room for."""
    ticks = [f"M{number(_SIDE)} {number(base)}h{number(step * scale.count)}"]
    labels: list[str] = []
    free = 0.0
    pace = next(pace for pace in (1, 2, 5, 10, 20, 50) if pace * step >= 44 or pace == 50)
    months = [words.month(n) for n in range(1, 13)]
    letters = next((n for n in range(3, 9) if len({name[:n] for name in months}) == len(months)), 9)
    by_month = scale.unit == "month"
    for index in range(scale.first, scale.last + 1):
        left = _SIDE + (index - scale.first) * step
        if by_month and step >= width("M" * letters, _LETTERS) * 0.8:
            label = months[index % 12][:letters]
            labels.append(element("text", {"x": left + step / 2, "y": base + 16}, text(label)))
        if index != scale.first and (index % 12 if by_month else index % pace):
            continue
        shown = year_written(scale.years(index)[0], words)
        half = width(shown, _LETTERS) / 2
        # The year stands under its bar; that of months under the first of them.
        middle = left + step / 2
        if not by_month and index == scale.first and index % pace:
            continue
        ticks.append(f"M{number(left if by_month else middle)} {number(base)}v5")
        if middle - half >= free:
            labels.append(element("text", {"x": middle, "y": base + (32 if by_month else 18)}, text(shown)))
            free = middle + half + 8
    return element("g", {"class": "axis", "aria-hidden": "true"}, element("path", {"d": "".join(ticks)}), *labels)


def _ends(scale: Scale, passages: Sequence[Dated], wide: float, base: float) -> list[str]:
    """Where the axis breaks off: how many passages lie before and behind it."""
    made = []
    for side, left, way in ((-1, 0.0, 1), (1, wide, -1)):
        far = sum(scale.side(one) == side for one in passages)
        if far:
            # Two slanted strokes, and the number beside them.
            strokes = "".join(f"M{number(left + way * (_SIDE - 8 + x) - 3)} {number(base + 5)}l6 -10" for x in (0, 5))
            line = f"M{number(left + way * 4)} {number(base)}H{number(left + way * (_SIDE - 10))}"
            label = element("text", {"x": left + way * (_SIDE / 2 - 2), "y": base - 8}, str(far))
            made.append(
                element(
                    "g", {"class": "axis far", "aria-hidden": "true"}, element("path", {"d": line + strokes}), label
                )
            )
    return made


def _spans(
    scale: Scale, long: Mapping[tuple[int, int, bool], int], step: float, top: float
) -> tuple[list[str], int, int]:
    """Spans that are longer than a bar, in lanes; the lanes; and how many spans found no room: those seldom named."""
    chosen: list[tuple[float, float, bool, int]] = []
    lanes: list[list[tuple[float, float]]] = []
    left_out = 0
    for (first, last, loose), count in sorted(long.items(), key=lambda one: (-one[1], one[0][0] - one[0][1], one[0])):
        begin = scale.place(first) * step
        end = max(scale.place(last + 1) * step, begin + 3)
        # What lasts all the time tells nothing here.
        if end - begin < 0.98 * step * scale.count and _lane(lanes, begin, end, _LANES) is not None:
            chosen.append((begin, end, loose, count))
        else:
            left_out += count
    lanes = []
    placed = [(_lane(lanes, *one[:2], _LANES) or 0, *one) for one in sorted(chosen)]
    shapes = [
        element("path", {
            "class": "span loose" if loose else "span",
            "d": f"M{number(_SIDE + begin)} {number(top + row * _LANE + 4)}H{number(_SIDE + end)}",
            "stroke-width": 1.5 + min(3.0, count / 4),
        })
        for row, begin, end, loose, count in sorted(placed)
    ]  # fmt: skip
    return ([element("g", {"class": "spans", "aria-hidden": "true"}, *shapes)] if shapes else []), len(lanes), left_out


def _lane(lanes: list[list[tuple[float, float]]], begin: float, end: float, most: int, gap: float = 4) -> int | None:
    """The first lane where something has room, which takes it; None where it would need one more than there may be."""
    for row, taken in enumerate(lanes):
        if all(end + gap < a or begin > b + gap for a, b in taken):
            taken.append((begin, end))
            return row
    if len(lanes) == most:
        return None
    lanes.append([(begin, end)])
    return len(lanes) - 1


def _events(scale: Scale, events: Sequence[Dated], step: float, wide: float) -> tuple[list[str], float]:
    """The marks of events above the bars, with their names: those that are named most often, where there is room; and
    how far below the top the axis lies, so that they fit.
    """
    rows: list[list[tuple[float, float]]] = []
    placed: list[tuple[int, float, float, str, Dated]] = []
    for one in sorted(events, key=lambda one: (-len(one.fact["mentions"]), one.first, str(one.fact["id"]))):
        if scale.side(one):
            continue
        at = _SIDE + scale.place(max(one.first, scale.days(scale.first)[0])) * step
        label = chunk(str(one.fact["name"]), max(6, min(36, int((wide - 24) / (0.75 * _LETTERS)))))
        long = width(label, _LETTERS) + 18
        # At the right edge the name stands before its mark.
        begin = at - 7 if at - 7 + long <= wide else max(0.0, at + 7 - long)
        row = _lane(rows, begin, begin + long, _EVENT_ROWS, 6)
        if row is not None:
            placed.append((row, at, begin, label, one))
    base = len(rows) * _EVENT_ROW + 20 + _BARS_HIGH
    placed.sort(key=lambda one: (one[4].first, one[0]))
    stems = "".join(f"M{number(at)} {number(row * _EVENT_ROW + 17)}V{number(base)}" for row, at, *_ in placed)
    path = [element("path", {"class": "stem", "aria-hidden": "true", "d": stems})] if placed else []
    return [*path, *(_mark(*one) for one in placed)], base


def _mark(row: int, at: float, begin: float, label: str, event: Dated) -> str:
    """The mark of an event: a diamond and its name."""
    y = row * _EVENT_ROW + 13
    page = event.fact.get("page")
    long = width(label, _LETTERS) + 18
    before = begin < at - 7
    shapes = [
        element("rect", {"class": "touch", "x": begin, "y": y - 12, "width": long, "height": 24}),
        element("path", {"class": "diamond", "d": f"M{number(at)} {number(y - 4)}l4 4l-4 4l-4 -4z"}),
        element(
            "text", {"class": "before" if before else None, "x": at + (-8 if before else 8), "y": y + 4}, text(label)
        ),
    ]
    return element("a" if page else "g", {"class": "event", "href": address(str(page)) if page else None}, *shapes)


def _far(name: str, dates: Sequence[Dated], outer: str, words: Words) -> str:
    """What lies before or behind the scale, in words: its years, each a link to the list."""
    if not dates:
        return ""
    years = Counter(one.start.year for one in dates)
    shown = sorted(years)
    if len(shown) > _FAR:
        # Those nearest to the scale come last or first; the ends of them are told.
        return text(f"{words(name)} {year_written(shown[0], words)} – {year_written(shown[-1], words)} ({len(dates)})")
    links = (
        element("a", {"href": f"#{anchor(outer, bin_of(outer, year))}"}, text(year_written(year, words)))
        + (f" ({years[year]})" if years[year] > 1 else "")
        for year in shown
    )
    return text(words(name)) + " " + ", ".join(links)

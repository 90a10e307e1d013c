"""The network: persons who are named together, drawn with their ties, and the table that says the same.

In: the facts. Out: an SVG in which each person is a link, and a table of those persons with whom each is named; for the
page of a person, the line that tells beside whom it is named.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from edition.editions.html.pictures.company import Company, Tie, company_of
from edition.editions.html.pictures.layout import place
from edition.editions.html.pictures.svg import Words, address, chunk, element, figure, number, text, width

__all__ = ["companies", "network", "shown_ties"]

#: So many persons and ties are drawn at most.
PERSONS: Final = 60
TIES: Final = 150
_SIZE: Final = (1060.0, 720.0)
_LETTERS: Final = 13.0
_WITH: Final = 12
#: The widths of ties, from the weakest to the strongest.
_STROKES: Final = (0.8, 1.4, 2.2, 3.4)


def shown_ties(company: Company, persons: int = PERSONS, most: int = TIES) -> list[Tie]:
    """The strongest ties, among so many persons at most."""
    shown: list[Tie] = []
    seen: set[str] = set()
    for tie in company.ties:
        new = {tie.one, tie.other} - seen
        if len(seen) + len(new) <= persons:
            seen |= new
            shown.append(tie)
            if len(shown) == most:
                break
    return shown


def network(facts: Mapping[str, Any]) -> str:
    """The picture and its table."""
    words = Words(facts)
    company = company_of(facts)
    ties = shown_ties(company)
    if not ties:
        return element("p", {}, text(words("none")))
    drawn = {identifier for tie in ties for identifier in (tie.one, tie.other)}
    order = sorted(drawn, key=lambda one: (-len(company.persons[one]["mentions"]), one))
    return _picture(company, order, ties, words) + _table(company, order, words)


def _labels(company: Company, order: Sequence[str]) -> dict[str, str]:
    """The surname of each person; the whole name where two have the same surname, or where there is none."""
    names = {one: str(company.persons[one]["name"]) for one in order}
    short = {one: name.partition(",")[0] for one, name in names.items()}
    taken = Counter(short.values())
    return {one: chunk(short[one] if taken[short[one]] == 1 else names[one], 24) for one in order}


def _picture(company: Company, order: Sequence[str], ties: Sequence[Tie], words: Words) -> str:
    labels = _labels(company, order)
    counts = {one: len(company.persons[one]["mentions"]) for one in order}
    most = max(counts.values())
    radius = {one: 3.5 + 8.5 * math.sqrt(counts[one] / most) for one in order}
    boxes = [(max(13.0, width(labels[one], _LETTERS) / 2 + 2), max(13.0, radius[one] + 10)) for one in order]
    index = {one: at for at, one in enumerate(order)}
    weights = {(index[tie.one], index[tie.other]): tie.weight for tie in ties}
    places, size = place(boxes, weights, _SIZE)
    dots = {one: (places[at][0], places[at][1] - boxes[at][1] + radius[one] + 2) for one, at in index.items()}
    strongest = ties[0].weight

    def lines(some: Sequence[Tie]) -> str:
        """Ties as one path for each width."""
        paths: dict[int, list[str]] = {}
        for tie in some:
            share = math.sqrt((tie.weight - 1) / (strongest - 1)) if strongest > 1 else 0.0
            level = min(len(_STROKES) - 1, int(share * len(_STROKES)))
            (x, y), (u, v) = dots[tie.one], dots[tie.other]
            paths.setdefault(level, []).append(f"M{number(x)} {number(y)}L{number(u)} {number(v)}")
        return "".join(
            element("path", {"d": "".join(path), "stroke-width": _STROKES[level]})
            for level, path in sorted(paths.items())
        )

    content = [element("g", {"class": "ties", "aria-hidden": "true"}, lines(ties))]
    for one in order:
        own = [tie for tie in ties if one in (tie.one, tie.other)]
        x, y = places[index[one]]
        wide, high = boxes[index[one]]
        others = ", ".join(
            f"{company.persons[tie.other if tie.one == one else tie.one]['name']} {tie.weight}" for tie in own[:5]
        )
        name = f"{company.persons[one]['name']}, {words.count('mentions', counts[one])}, {words('with')} {others}"
        rest = "…" if len(own) > 5 else ""
        link = element(
            "a",
            {"href": address(str(company.persons[one]["page"])), "aria-label": name + rest},
            element("rect", {"x": x - wide, "y": y - high, "width": 2 * wide, "height": 2 * high, "class": "touch"}),
            element("circle", {"cx": x, "cy": dots[one][1], "r": radius[one]}),
            element("text", {"x": x, "y": y + high - 4}, text(labels[one])),
        )
        content.append(
            element("g", {"class": "node"}, element("g", {"class": "own", "aria-hidden": "true"}, lines(own)), link)
        )
    caption = text(words("network-caption", n=len(order)))
    return figure("network", caption, size, *content)


def _table(company: Company, order: Sequence[str], words: Words) -> str:
    """Each person of the picture, with those beside whom it is named; each number leads to the first such passage."""
    near = company.by_person()
    rows = []
    for one in sorted(order, key=lambda one: (str(company.persons[one]["sort"]), one)):
        person = company.persons[one]
        cells = []
        for other, weight, first in near[one][:_WITH]:
            name = str(company.persons[other]["name"])
            told = words("first-passage", a=person["name"], b=name, n=weight)
            passage = element(
                "a", {"href": address(*first), "class": "count", "aria-label": f"{weight}: {told}"}, str(weight)
            )
            cells.append(element("li", {}, text(name), " ", passage))
        head = element("a", {"href": address(str(person["page"]))}, text(person["name"]))
        told = element("span", {"class": "count"}, words.count("mentions", len(person["mentions"])))
        rows.append(
            element(
                "tr",
                {},
                element("th", {"scope": "row"}, head, " ", told),
                element("td", {}, element("ul", {}, *cells)),
            )
        )
    heads = (element("th", {"scope": "col"}, text(words(name))) for name in ("person", "together"))
    top = element("thead", {}, element("tr", {}, *heads))
    return element(
        "table", {"class": "companies", "aria-describedby": "network-caption"}, top, element("tbody", {}, *rows)
    )


def companies(facts: Mapping[str, Any]) -> Callable[[str], str]:
    """What makes the line of a person's page that tells beside whom it is named."""
    words = Words(facts)
    company = company_of(facts)
    near = company.by_person()

    def together(identifier: str) -> str:
        links = [
            element("a", {"href": address(str(company.persons[other]["page"]))}, text(company.persons[other]["name"]))
            + f" ({weight})"
            for other, weight, _first in near.get(identifier, ())[:_WITH]
        ]
        if not links:
            return ""
        label = element("span", {"lang": words.language or None}, text(words("beside")))
        return element("p", {"class": "together"}, label, " ", "; ".join(links))

    return together

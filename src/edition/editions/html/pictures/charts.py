"""Charts of mentions by chapter: for each entry of a register, where in the text it is named.

In: the facts, and the id of an entry. Out: a small SVG, one bar a page of the text in reading order, with what it says
in words; nothing for an entry that one page alone names, or for a text of two pages. The list of mentions stands below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from edition.editions.html.pictures.svg import Words, chunk, element, number, text

__all__ = ["charts"]

_HEIGHT: Final = 36
#: Bars and gaps of a chart fill so many pixels; bars are not wider than that.
_LENGTH: Final = 560
_WIDEST: Final = 14
#: So many bytes a chart has: the bars of those pages that name it most are links, as long as there is room.
_ROOM: Final = 2740
#: With more bars than these none of them is a link: nobody could hit it.
_LINKED: Final = 80


def charts(facts: Mapping[str, Any]) -> Callable[[str], str]:
    """What makes the chart of an entry."""
    words = Words(facts)
    heads = {str(page["stem"]): str(page["head"]) for page in facts["pages"]}
    entries = {str(entry["id"]): entry for entry in facts["entries"]}

    def chart(identifier: str) -> str:
        entry = entries.get(identifier)
        if entry is None or len(heads) < 3:
            return ""
        found = Counter(str(mention["page"]) for mention in entry["mentions"])
        if len(found) < 2:
            return ""
        # A cover that names someone stands before all pages.
        others = [page for page in found if page not in heads]
        return _chart(identifier, [*others, *heads], heads, found, words)

    return chart


def _chart(identifier: str, pages: list[str], heads: Mapping[str, str], found: Counter[str], words: Words) -> str:
    """The chart of one entry."""
    most = max(found.values())
    # The first of those that name it most.
    where = next(page for page in pages if found[page] == most)
    summary = words(
        "chart",
        mentions=words.count("mentions", found.total()),
        some=len(found),
        all=len(pages),
        where=chunk(heads.get(where, where), 60),
        most=most,
    )
    step = min(float(_WIDEST), _LENGTH / len(pages))
    wide = max(0.5, step - (2 if step > 6 else 0.8 if step > 2 else 0))
    plain, links = [f"M0 {_HEIGHT}h{number(step * len(pages))}v.6H0z"], {}
    room = _ROOM - len(summary.encode()) - 12 * len(pages) if len(pages) <= _LINKED else 0
    for index, page in sorted(enumerate(pages), key=lambda one: (-found[one[1]], one[0])):
        if not found[page]:
            break
        high = max(2, round((_HEIGHT - 2) * found[page] / most))
        bar = f"M{number(index * step)} {_HEIGHT}v-{high}h{number(wide)}v{high}z"
        title = element("title", {}, text(f"{chunk(heads.get(page, page), 28)}: {found[page]}"))
        link = element("a", {"href": "#" + quote(f"in-{page}"), "tabindex": -1}, title, element("path", {"d": bar}))
        room -= len(link.encode())
        if room < 0:
            plain.append(bar)
        else:
            links[index] = link
    long = number(step * len(pages))
    # On a small window it gets narrower, and no lower.
    box = {"viewBox": f"0 0 {long} {_HEIGHT + 1}", "preserveAspectRatio": "none"}
    size = {"class": "chart", "width": long, "height": _HEIGHT + 1, **box, "aria-hidden": "true"}
    drawn = element("svg", size, element("path", {"d": "".join(plain)}), *(links[index] for index in sorted(links)))
    caption = element("figcaption", {"lang": words.language or None}, text(summary))
    return element("figure", {"class": "mentions-chart"}, drawn, caption)

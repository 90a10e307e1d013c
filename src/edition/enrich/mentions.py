"""Mentions: every tagged name of an entry in a text, whoever tagged it.

In: a reading and an authority. Out: the mentions in the order of the text, with their words, division and page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from edition.enrich.authority import Authority
from edition.enrich.reading import Reading
from edition.enrich.suggestions import ELEMENTS

__all__ = ["Mention", "mentions_of"]

_TAGS: Final = frozenset(ELEMENTS[kind] for kind in ("person", "place", "org", "event", "work"))
_NAMES: Final = _TAGS | {"name", "geogName"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A tagged mention: the entry, its kind, the block, its letters and words, the division, the page, who tagged it
    and how sure.
    """

    entry: str
    kind: str
    block: int
    start: int
    end: int
    surface: str
    chapter: str
    page: str
    resp: str = ""
    cert: str = ""


def mentions_of(reading: Reading, authority: Authority) -> list[Mention]:
    """Every tagged mention of an entry, in the order of the text. A citation is a mention of the work it cites."""
    found = []
    for index, block in enumerate(reading.blocks):
        for mark in sorted(block.marks, key=lambda one: (one.start, -one.end)):
            given = mark.element.attributes
            attribute = "ref" if mark.name in _NAMES else "corresp" if mark.name == "bibl" else ""
            for pointer in given.get(attribute, "").split():
                name = pointer.rpartition("#")[2] if "#" in pointer else pointer.rpartition(":")[2]
                entry = authority.entries.get(name)
                if entry is None:
                    continue
                surface = block.text[mark.start : mark.end]
                resp, cert = given.get("resp", ""), given.get("cert", "")
                at = (index, mark.start, mark.end)
                found.append(
                    Mention(name, entry.kind, *at, surface, block.division, block.page(mark.start), resp, cert)
                )
    return found

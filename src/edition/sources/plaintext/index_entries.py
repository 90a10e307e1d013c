"""The printed index as data: its entries with their locators and references to other entries.

The parser of the index fills ``Context.index``. A locator is written as ``num``, which needs no target; once the pages
of the text have ids, ``link_locators`` makes a ``ref`` of each whose page is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from edition.sources.plaintext.tree import Node

__all__ = ["IndexEntry", "Locator", "link_locators"]


@dataclass(slots=True, eq=False)
class Locator:
    """A page, or a range of pages, that an entry names. ``node`` is the element in the TEI whose target is to be set.

    ``note`` is the number of a note where the entry names one ("212n15"), or 0. ``bold`` often means a picture.
    ``roman`` pages have their value in ``first`` and ``last``; ``volume`` is that of a page in another volume.
    """

    first: int
    last: int
    node: Node
    bold: bool = False
    note: int = 0
    roman: str = ""
    volume: str = ""

    @property
    def page(self) -> str:
        """The ``xml:id`` that the first page has, if it has one; empty for a page of a numbered volume."""
        return "" if self.volume else f"p{self.roman or self.first}"


@dataclass(slots=True, eq=False)
class IndexEntry:
    """A head (``level`` 0) or a sub-entry (1, 2 ...) below ``parent``: its label as printed, without its locators.

    ``see`` and ``see_also`` are the names as printed; ``targets`` the entries they were found to mean.
    """

    label: str
    level: int
    line: int
    node: Node
    parent: IndexEntry | None = None
    locators: list[Locator] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    targets: list[IndexEntry] = field(default_factory=list)


def link_locators(entries: Iterable[IndexEntry], known: Set[str]) -> int:
    """Make a reference of every locator whose page has an id in ``known``; gives back how many there are.

    ``<num type="page" n="12-14">12-4</num>`` becomes ``<ref type="page" n="12-14" target="#p12">12-4</ref>``. It may be
    called again when more is known.
    """
    linked = 0
    for entry in entries:
        for locator in entry.locators:
            if locator.page in known:
                locator.node.name = "ref"
                locator.node.attributes["target"] = f"#{locator.page}"
                linked += 1
    return linked

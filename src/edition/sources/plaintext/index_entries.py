"""The printed index as data: its entries with their locators and references to other entries."""

from __future__ import annotations

from dataclasses import dataclass, field

from edition.sources.plaintext.tree import Node

__all__ = ["IndexEntry", "Locator"]


@dataclass(slots=True, eq=False)
class Locator:
    """A page, or a range of pages, that an entry names. ``node`` is the element in the TEI whose target is to be set.

    ``note`` is the number of a note where the entry names one ("212n15"), or 0. ``bold`` often means a picture.
    """

    first: int
    last: int
    node: Node
    bold: bool = False
    note: int = 0


@dataclass(slots=True, eq=False)
class IndexEntry:
    """A head (``level`` 0) or a sub-entry (1, 2 ...) below ``parent``: its label as printed, without its locators."""

    label: str
    level: int
    line: int
    node: Node
    parent: IndexEntry | None = None
    locators: list[Locator] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)

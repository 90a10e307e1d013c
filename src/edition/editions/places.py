"""The tree that xslt/document makes, as Markdown and the file for Word read it: its places and pictures by name.

In: the tree as XML. Out: its elements, and the names of what can be led to: pages of the print (``p12``), divisions by
their ids, notes by page and number (``ch1-3``); each name once in a file.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

__all__ = ["Places", "picture", "read"]

_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_STRANGE: Final = re.compile(r"[^A-Za-z0-9_-]+")


def read(content: str) -> etree._Element:
    """The tree, parsed."""
    return etree.fromstring(content.encode("utf-8"), _PARSER)


def picture(url: str) -> tuple[str, str]:
    """Where a picture lies beside the file, and the ``@url`` by which the text names it."""
    parts = [part for part in url.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "picture", url


class Places:
    """The names of the places in a document."""

    def __init__(self, root: etree._Element) -> None:
        self._taken: set[str] = set()
        #: From ids to names; pages that nothing leads to have no id, and are known by their element.
        self.ids: dict[str, str] = {}
        self.pages: dict[etree._Element, str] = {}
        self.notes: dict[str, str] = {}
        self._taken_by_notes: set[str] = set()
        for node in root.iter("head", "p", "page"):
            identifier = node.get("id", "")
            if node.tag == "page":
                self.pages[node] = self._name(f"p{node.get('n', '')}", self._taken)
            if identifier and identifier not in self.ids:
                self.ids[identifier] = self.pages.get(node) or self._name(identifier, self._taken)
        for note in root.iterchildren("note"):
            label = _STRANGE.sub("-", note.get("label", "")).strip("-")
            wanted = f"{note.get('page', '')}-{label or 'note'}"
            self.notes[note.get("id", "")] = self._name(wanted, self._taken_by_notes)

    @staticmethod
    def _name(wanted: str, taken: set[str]) -> str:
        plain = _STRANGE.sub("-", wanted).strip("-") or "place"
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.lower())
        return name


def numbering(items: etree._Element) -> tuple[list[str], int, bool]:
    """The numbers of a list's items as they are written, the first as a number, and whether the others count on from
    it: then they need not be written.
    """
    numbers = [item.get("n", "") for item in items]
    first = int(numbers[0]) if re.fullmatch(r"\d{1,6}", numbers[0] if numbers else "") else 1
    counted = items.get("kind") == "numbered" and all(n in ("", str(first + index)) for index, n in enumerate(numbers))
    return numbers, first, counted

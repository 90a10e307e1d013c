"""Paths of a report to places of a document.

In: what XPath's ``path()`` gives ("/Q{ns}TEI[1]/Q{ns}text[1]/@n") and the document. Out: the line and column of the
start tag of the element, or of the one around an attribute or a text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from lxml import etree

from edition.diagnostic import Location
from edition.document import Document

__all__ = ["Places"]

_STEP: Final = re.compile(r"/Q\{([^}]*)\}([^\[/]+)\[(\d+)\]")


class Places:
    """Elements by their paths, each step found once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._children: dict[etree._Element, dict[tuple[str, int], etree._Element]] = {}

    def of(self, path: str) -> Location:
        """The place of the node that a path leads to, or of the nearest element above it."""
        return self._document.locate(self.element(path))

    def is_within(self, path: str, places: Collection[Location]) -> bool:
        """Whether the node that a path leads to is, or stands in, an element at one of these places."""
        if not places:
            return False
        node: etree._Element | None = self.element(path)
        while node is not None:
            if self._document.locate(node) in places:
                return True
            node = node.getparent()
        return False

    def element(self, path: str) -> etree._Element:
        """The element that a path leads to, or the nearest above the node that it leads to."""
        node: etree._Element | None = None
        for match in _STEP.finditer(path):
            namespace, name, number = match.group(1), match.group(2), int(match.group(3))
            tag = f"{{{namespace}}}{name}" if namespace else name
            if node is None:
                node = self._document.root if tag == self._document.root.tag else None
            else:
                node = self._numbered(node).get((tag, number), node)
            if node is None:
                break
        return node if node is not None else self._document.root

    def _numbered(self, node: etree._Element) -> dict[tuple[str, int], etree._Element]:
        found = self._children.get(node)
        if found is None:
            counts: dict[str, int] = {}
            found = {}
            for child in node.iterchildren("*"):
                tag = str(child.tag)
                counts[tag] = counts.get(tag, 0) + 1
                found[tag, counts[tag]] = child
            self._children[node] = found
        return found

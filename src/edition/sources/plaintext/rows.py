"""Which lines of the source each block of the TEI came from: what a proof-reader needs to set one beside the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from edition.sources.plaintext.tree import Node, Piece

__all__ = ["ROWS", "Places", "source_rows"]

#: Elements that are a row of a proof, where no other row holds them.
ROWS: Final = frozenset(
    "p ab head lg l sp note item label figure table titlePart docAuthor byline docDate docImprint epigraph opener "
    "closer stage castItem speaker trailer argument salute signed dateline fw postscript".split()
)


def source_rows(root: Node) -> list[list[int]]:
    """The lines (from 1) of each outermost row element of the text, in document order."""
    found: list[list[int]] = []
    stack = [child for child in root.children if isinstance(child, Node) and child.name == "text"]
    while stack:
        node = stack.pop()
        if node.name in ROWS:
            lines = {child.line for inner in node.iter() for child in inner.children if isinstance(child, Piece)}
            found.append(sorted(lines))
        else:
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))
    return found


class Places:
    """Where in the TEI a line of the source stands: the id of the nearest block, and the line on which that begins."""

    def __init__(self, root: Node, document: bytes) -> None:
        self.by_line: dict[int, str] = {}
        self.contents = _contents(root)
        stack: list[tuple[Node, str]] = [(root, "")]
        while stack:
            node, above = stack.pop()
            own = node.attributes.get("xml:id", above) if node.name != "pb" else above
            for child in reversed(node.children):
                if isinstance(child, Node):
                    stack.append((child, own))
            for child in node.children:
                if isinstance(child, Piece) and own:
                    self.by_line.setdefault(child.line, own)
        self.lines = sorted(self.by_line)
        self.at: dict[str, int] = {}
        for number, text in enumerate(document.decode("utf-8").split("\n"), 1):
            for match in _ID.finditer(text):
                self.at.setdefault(match.group(1), number)

    def find(self, line: int, node: Node | None = None) -> tuple[str, int]:
        """The id and the line of the file for a line of the source, or for a node that is known.

        Of a line without words those of the line before it; an empty id and 0 where there is none.
        """
        name = node.attributes.get("xml:id", "") if node is not None else ""
        if not name and self.lines:
            name = self.by_line[self.lines[max(0, bisect_right(self.lines, line) - 1)]]
        return name, self.at.get(name, 0)


def _contents(root: Node) -> dict[str, tuple[int, int, int]]:
    """For each division its figures, footnotes, and page breaks inside paragraphs; inner divisions have their own."""
    found: dict[str, list[int]] = {}
    stack: list[tuple[Node, str, bool]] = [(root, "", False)]
    while stack:
        node, division, inside = stack.pop()
        if node.name == "div" and node.attributes.get("type") != "continuation":
            division = node.attributes.get("xml:id", division)
        counts = found.setdefault(division, [0, 0, 0])
        counts[0] += node.name == "figure"
        counts[1] += node.name == "note" and node.attributes.get("place") == "bottom"
        counts[2] += node.name == "pb" and inside
        inside = inside or node.name in ("p", "lg")
        stack.extend((child, division, inside) for child in node.children if isinstance(child, Node))
    return {name: (figures, footnotes, seams) for name, (figures, footnotes, seams) in found.items()}


_ID: Final = re.compile(r'xml:id="([^"]+)"')

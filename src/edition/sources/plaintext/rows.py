"""Which lines of the source each block of the TEI came from: what a proof-reader needs to set one beside the other."""

from __future__ import annotations

from typing import Final

from edition.sources.plaintext.tree import Node, Piece

__all__ = ["ROWS", "source_rows"]

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

"""A light tree for what the importer writes: nodes with attributes and children, serialised deterministically.

In: nodes. Out: XML text in which blocks stand on lines of their own and nothing is added inside mixed content.
Strings that came from the source are ``Piece``: a string that knows its line and column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

__all__ = ["OBJECT", "Node", "Piece", "serialise", "split"]

#: The sign that stands for a node in the flat text of its parent (U+FFFC, object replacement character).
OBJECT: Final = "\ufffc"

#: Elements with element-only content: their children stand on lines of their own.
CONTAINERS: Final = frozenset(
    "TEI teiHeader fileDesc titleStmt editionStmt publicationStmt availability sourceDesc encodingDesc projectDesc "
    "editorialDecl hyphenation quotation correction normalization segmentation interpretation profileDesc langUsage "
    "revisionDesc appInfo application respStmt text front body back div list lg sp titlePage docTitle table row".split()
)
#: What makes a quotation a row of blocks.
_BLOCKS: Final = frozenset("p lg list figure pb floatingText body".split())
#: Containers whose children stand at the left margin.
MARGIN: Final = frozenset(("TEI", "text", "front", "body", "back", "div"))


class Piece(str):
    """A stretch of the source within one line, with the line and column (from 1) where it begins."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def __new__(cls, text: str, line: int, column: int) -> Piece:
        """A piece of text with its place."""
        piece = super().__new__(cls, text)
        piece.line = line
        piece.column = column
        return piece

    def cut(self, start: int, end: int | None = None) -> Piece:
        """A part of this piece, with its own place."""
        return Piece(self[start:end], self.line, self.column + start)


@dataclass(slots=True, eq=False)
class Node:
    """An element to be: name, attributes in the order of writing, children. An empty name writes the children only."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def add(self, *children: Node | str) -> Node:
        """Append children; gives the node back."""
        self.children.extend(children)
        return self

    def iter(self) -> Iterator[Node]:
        """The node and all nodes below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def flat(self) -> str:
        """The strings of its children, with one sign for each node among them."""
        return "".join(child if isinstance(child, str) else OBJECT for child in self.children)

    def text(self) -> str:
        """All strings below this node."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def split(
    children: list[Node | str], start: int, end: int
) -> tuple[list[Node | str], list[Node | str], list[Node | str]]:
    """Children cut at two places of their flat text: what stands before, between and behind."""
    before: list[Node | str] = []
    inner: list[Node | str] = []
    after: list[Node | str] = []
    at = 0
    for child in children:
        size = len(child) if isinstance(child, str) else 1
        low, high = max(start - at, 0), min(end - at, size)
        if isinstance(child, str) and low < high:
            before += [_cut(child, 0, low)] if low else []
            inner.append(_cut(child, low, high))
            after += [_cut(child, high, size)] if high < size else []
        else:
            (before if at < start else inner if at < end else after).append(child)
        at += size
    return before, inner, after


def _cut(text: str, start: int, end: int) -> str:
    return text.cut(start, end) if isinstance(text, Piece) else text[start:end]


def _attribute(value: str) -> str:
    return escape(value, {'"': "&quot;", "\n": " ", "\t": " "})


def serialise(root: Node) -> bytes:
    """The document as UTF-8 bytes, with an XML declaration and a line end at the end."""
    out: list[str] = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    _write(root, out, 0)
    out.append("\n")
    return "".join(out).encode("utf-8")


def _holds_blocks(node: Node) -> bool:
    """True for a quotation or a text in a text that is made of blocks and has no words of its own between them."""
    return node.name in ("quote", "floatingText") and all(
        isinstance(child, Node) and child.name in _BLOCKS for child in node.children
    )


def _open(node: Node) -> str:
    return "<" + node.name + "".join(f' {key}="{_attribute(value)}"' for key, value in node.attributes.items())


def _write(node: Node, out: list[str], depth: int) -> None:
    if node.name not in CONTAINERS and not _holds_blocks(node):
        _inline(node, out)
        return
    if not node.children:
        out.append(_open(node) + "/>")
        return
    out.append(_open(node) + ">")
    # Divisions stand at the margin: indentation by their depth costs much in a long book and shows little.
    margin = node.name in MARGIN
    inner = "\n" if margin else "\n" + "  " * (depth + 1)
    for child in node.children:
        if isinstance(child, Node):
            out.append(inner)
            _write(child, out, 0 if margin else depth + 1)
        elif child.strip():
            raise ValueError(f"text in {node.name}, which holds elements only: {child[:60]!r}")
    out.append("\n" if margin else "\n" + "  " * depth)
    out.append(f"</{node.name}>")


def _inline(node: Node, out: list[str]) -> None:
    if node.name:
        if not node.children:
            out.append(_open(node) + "/>")
            return
        out.append(_open(node) + ">")
    for child in node.children:
        if isinstance(child, str):
            out.append(escape(child))
        else:
            _inline(child, out)
    if node.name:
        out.append(f"</{node.name}>")

"""Paragraphs of a finished division, as the passes over them ask: their words, their places, the ids that are free."""

from __future__ import annotations

from typing import Final

from edition.sources.plaintext.tree import Node

__all__ = ["BETWEEN", "LONG", "LONGEST", "has_mark", "is_named", "next_id", "nodes_of", "paragraph_at", "text_of"]

#: What may stand between the paragraphs of one quotation or letter.
BETWEEN: Final = frozenset(("pb", "figure", "lg", "list"))
#: A quotation of more paragraphs than these is not believed.
LONGEST: Final = 15
#: A single paragraph in quotation marks is set apart in the print if it is as long as this, or led in by a colon.
LONG: Final = 300


def nodes_of(node: Node) -> list[Node]:
    """Its children that are no strings."""
    return [child for child in node.children if isinstance(child, Node)]


def text_of(node: Node) -> str:
    """The words of a paragraph without notes, captions and the digits of note marks."""
    parts = []
    for child in node.children:
        if isinstance(child, Node):
            mark = child.name == "ref" or (child.name == "hi" and child.attributes.get("rend") == "sup")
            if not mark and child.name not in ("note", "figure"):
                parts.append(text_of(child))
        else:
            parts.append(child)
    return "".join(parts)


def paragraph_at(division: Node, at: int) -> Node | None:
    """The child at a place, if there is one and it is a paragraph."""
    child = division.children[at] if 0 <= at < len(division.children) else None
    return child if isinstance(child, Node) and child.name == "p" else None


def is_named(child: Node | str | None, name: str) -> bool:
    """Whether a child is an element of this name."""
    return isinstance(child, Node) and child.name == name


def next_id(division: Node, kind: str) -> str:
    """The next free id of a kind in a division."""
    prefix = f"{division.attributes.get('xml:id', 'text')}.{kind}"
    used = {node.attributes.get("xml:id", "") for node in division.iter()}
    number = 1
    while f"{prefix}{number}" in used:
        number += 1
    return f"{prefix}{number}"


def has_mark(node: Node) -> bool:
    """Whether a note is anchored at the end of a paragraph: where a quotation ends, its source is named."""
    last = node.children[-1] if node.children else None
    return isinstance(last, Node) and (
        (last.name == "ref" and last.attributes.get("type") == "noteAnchor") or last.name == "note"
    )

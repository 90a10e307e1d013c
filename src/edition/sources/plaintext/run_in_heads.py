"""Heads that run into their paragraph: ``1. *Words*.`` and text, numbered in a row.

In: a division whose blocks are in place. Out: the same words, each such head opening a ``div[@type='section']``. Fewer
than three are no row.
"""

from __future__ import annotations

import re

from edition.sources.plaintext.paragraphs import is_named
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["mark_run_in_heads"]


def mark_run_in_heads(division: Node) -> None:
    """Numbered heads in italics at the beginning of paragraphs, numbered in a row: each opens a division."""
    starts: list[int] = []
    for at, child in enumerate(division.children):
        if isinstance(child, Node) and child.name == "div":
            return
        if isinstance(child, Node) and child.name == "p" and _run_in(child) == len(starts) + 1:
            starts.append(at)
    if len(starts) < 3:
        return
    children = division.children
    name = division.attributes.get("xml:id", "text")
    # A page that begins with the head begins inside its division.
    starts = [at - 1 if at and is_named(children[at - 1], "pb") else at for at in starts]
    sections = []
    for number, (at, end) in enumerate(zip(starts, [*starts[1:], len(children)], strict=True), 1):
        inner = children[at:end]
        place = next(n for n, child in enumerate(inner) if is_named(child, "p"))
        paragraph = inner[place]
        assert isinstance(paragraph, Node)
        head, rest = _cut_head(paragraph)
        paragraph.children = rest
        inner[place : place + 1] = [head, paragraph] if rest else [head]
        sections.append(Node("div", {"type": "section", "n": str(number), "xml:id": f"{name}.s{number}"}, inner))
    division.children = [*children[: starts[0]], *sections]


def _run_in(paragraph: Node) -> int:
    """The number of a run-in head at the beginning of a paragraph: ``1. *Words*.`` and text; else 0."""
    parts = paragraph.children
    if len(parts) < 3 or not isinstance(parts[0], Piece) or not is_named(parts[1], "hi"):
        return 0
    match = re.fullmatch(r"\s*(\d{1,2})[.)]\s+", parts[0])
    after = parts[2]
    hi = parts[1]
    assert isinstance(hi, Node)
    ends = hi.text().rstrip().endswith((".", ":")) or (isinstance(after, Piece) and after[:1] in ".:")
    italic = "italic" in hi.attributes.get("rend", "")
    return int(match.group(1)) if match and italic and ends and len(hi.text()) < 120 else 0


def _cut_head(paragraph: Node) -> tuple[Node, list[Node | str]]:
    """The head of a paragraph with a run-in head, and the rest of its children."""
    number, words, *rest = paragraph.children
    assert isinstance(number, Piece) and isinstance(words, Node)
    printed = number.rstrip()
    parts: list[Node | str] = [Node("num", {}, [number.cut(0, len(printed))]), str(number[len(printed) :]), words]
    if rest and isinstance(rest[0], Piece) and rest[0][:1] in (".", ":"):
        sign, behind = rest[0].cut(0, 1), rest[0].cut(1)
        parts.append(sign)
        stripped = behind.lstrip()
        rest = [*([behind.cut(len(behind) - len(stripped))] if stripped else []), *rest[1:]]
    elif rest and isinstance(rest[0], Piece) and rest[0][:1].isspace():
        rest[0] = rest[0].cut(len(rest[0]) - len(rest[0].lstrip()))
    return Node("head", {"rend": "run-in"}, parts), rest

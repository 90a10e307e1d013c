"""References of the text to its own pages and chapters: "see page 389", "see Chapter 25".

In: the tree with the pages numbered. Out: ``ref`` around the printed words, where the place is there; a doubt where it
is not. Only what follows a word that sends the reader on is taken: in notes and bibliographies page numbers are those
of other books.
"""

from __future__ import annotations

import re
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["link_references"]

_SEE: Final = r"(?:see(?: also| above| below)?|cf\.|compare|siehe(?: auch)?|vgl\.|voir(?: aussi)?|см\.(?: также)?)"
_PAGE: Final = re.compile(
    rf"\b{_SEE},? (?:the \w+ on |on |auf |à la )?"
    r"(?P<words>(?:pages?|pp?\.|Seiten?|S\.|с\.|стр\.) ?(?P<page>\d{1,4})(?:[-–]\d{1,4})?)(?! of\b)",
    re.IGNORECASE,
)
_CHAPTER: Final = re.compile(
    rf"\b{_SEE},? (?P<words>(?:chapter|chap\.|kapitel|kap\.|chapitre|главу|гл\.) ?(?P<chapter>\d{{1,3}}))"
    r"\b(?! of\b)",
    re.IGNORECASE,
)
#: Parts of a text in which numbers of pages are those of other books, or have their own references.
_NOT_IN: Final = frozenset(("note", "bibl", "ref", "titlePage"))
_NOT_IN_DIV: Final = frozenset(("notes", "index", "contents", "bibliography", "imprint", "cover", "residue", "licence"))


def link_references(root: Node, context: Context) -> None:
    """Write the references of the running text."""
    known = {
        node.attributes["xml:id"] for node in root.iter() if node.name in ("pb", "div") and "xml:id" in node.attributes
    }
    stack = [root]
    while stack:
        node = stack.pop()
        if node.name in _NOT_IN or (node.name == "div" and node.attributes.get("type") in _NOT_IN_DIV):
            continue
        if any(isinstance(child, Piece) for child in node.children):
            node.children = [part for child in node.children for part in _linked(child, known, node, context)]
        stack.extend(child for child in node.children if isinstance(child, Node))


def _linked(child: Node | str, known: set[str], holder: Node, context: Context) -> list[Node | str]:
    if not isinstance(child, Piece):
        return [child]
    found = sorted([*_PAGE.finditer(child), *_CHAPTER.finditer(child)], key=lambda match: match.start("words"))
    parts: list[Node | str] = []
    at = 0
    for match in found:
        start, end = match.span("words")
        if start < at:
            continue
        values = match.groupdict()
        target = f"p{values['page']}" if "page" in values else f"ch{values['chapter']}"
        context.counts["cross_references"] += 1
        if target not in known:
            context.doubt(
                "reference-unresolved",
                f'"{match["words"]}" leads to a place that is not known',
                child.line,
                child.column + start,
                "the page may be one of another book, or have no break of its own",
                decision="left as words",
                node=holder,
            )
            continue
        kind = "page" if "page" in values else "chapter"
        if start > at:
            parts.append(child.cut(at, start))
        parts.append(Node("ref", {"type": kind, "target": f"#{target}"}, [child.cut(start, end)]))
        at = end
    if at == 0:
        return [child]
    return [*parts, child.cut(at)] if at < len(child) else parts

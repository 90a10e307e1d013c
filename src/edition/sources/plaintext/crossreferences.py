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
    r"(?P<words>(?:pages?|pp?\.|Seiten?|S\.|с\.|стр\.) ?(?P<page>\d{1,4})(?:[-–]\d{1,4})?)(?![-–]?\w| of\b)",
    re.IGNORECASE,
)
_CHAPTER: Final = re.compile(
    rf"\b{_SEE},? (?P<words>(?:chapters?|chap\.|kapiteln?|kap\.|chapitres?|главу|главы|гл\.) ?(?P<chapter>\d{{1,3}}))"
    r"(?P<more>(?:(?:, | and | & | und | et | и |[-–])\d{1,3})*)\b(?! of\b)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"\b(?:see|siehe|voir|см\.) (?:the )?"
    r"(?P<words>(?P<which>next|following|facing|previous|nächste|folgende|vorige) (?:page|seite))\b",
    re.IGNORECASE,
)
_BEFORE: Final = frozenset(("previous", "vorige"))
#: Parts of a text in which numbers of pages are those of other books, or have their own references.
_NOT_IN: Final = frozenset(("note", "bibl", "ref", "titlePage"))
_NOT_IN_DIV: Final = frozenset(("notes", "index", "contents", "bibliography", "imprint", "cover", "residue", "licence"))


def link_references(root: Node, context: Context) -> None:
    """Write the references of the running text."""
    names = ("pb", "div")
    known = {node.attributes["xml:id"] for node in root.iter() if node.name in names and "xml:id" in node.attributes}
    _Linker(known, context).node(root)


class _Linker:
    """Goes through the tree in its order and remembers the page."""

    def __init__(self, known: set[str], context: Context) -> None:
        self.known = known
        self.context = context
        self.page = ""

    def node(self, node: Node) -> None:
        """A node and all below it."""
        if node.name == "pb":
            self.page = node.attributes.get("n", "")
        if node.name in _NOT_IN or (node.name == "div" and node.attributes.get("type") in _NOT_IN_DIV):
            return
        children: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Piece):
                children += self._linked(child, node)
            else:
                children.append(child)
                if isinstance(child, Node):
                    self.node(child)
        node.children = children

    def _places(self, text: str) -> list[tuple[int, int, str, str]]:
        """Start, end, kind and target of each reference in a text."""
        found = []
        for match in _PAGE.finditer(text):
            found.append((*match.span("words"), "page", f"p{match['page']}"))
        for match in _CHAPTER.finditer(text):
            found.append((*match.span("words"), "chapter", f"ch{match['chapter']}"))
            for more in re.finditer(r"\d+", match["more"]):
                start = match.start("more")
                found.append((start + more.start(), start + more.end(), "chapter", f"ch{more.group()}"))
        for match in _BESIDE.finditer(text):
            if self.page.isdigit():
                step = -1 if match["which"].lower() in _BEFORE else 1
                found.append((*match.span("words"), "page", f"p{int(self.page) + step}"))
        return sorted(found)

    def _linked(self, child: Piece, holder: Node) -> list[Node | str]:
        parts: list[Node | str] = []
        at = 0
        for start, end, kind, target in self._places(child):
            if start < at:
                continue
            self.context.counts["cross_references"] += 1
            if target not in self.known:
                self.context.doubt(
                    "reference-unresolved",
                    f'"{child[start:end]}" leads to a place that is not known',
                    child.line,
                    child.column + start,
                    "the page may be one of another book, or have no break of its own",
                    decision="left as words",
                    node=holder,
                )
                continue
            if start > at:
                parts.append(child.cut(at, start))
            parts.append(Node("ref", {"type": kind, "target": f"#{target}"}, [child.cut(start, end)]))
            at = end
        if at == 0:
            return [child]
        return [*parts, child.cut(at)] if at < len(child) else parts

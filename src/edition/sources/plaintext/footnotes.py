"""Asterisk footnotes joined to their anchors.

In: the footnotes of a section with their slots (where the printed page ended), and the possible anchors found in its
text. Out: the notes, put in the tree: at the printed anchor; else behind the word that the footnote explains
(``@cert`` medium); else at the end of the printed page (``@cert`` low), which is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Line
from edition.sources.plaintext.seams import Footnote
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["footnote_body", "place_footnotes"]

_LEMMA: Final = re.compile(r"^[*\"“'‘«_]*([^\W\d_][\w'’-]{2,40})(?:,[^:]{1,30})?[*\"”’'»_]*:\s")
_SIGNED: Final = re.compile(r"[—–-]\s*((?:[A-ZÀ-ÞА-Я]\.\s?){1,4})\s*\)?$")


def footnote_body(parts: Sequence[Node | str], mark: str, name: str, hands: dict[str, str], context: Context) -> Node:
    """The ``note`` for the parts of a footnote. Its hand is known only where initials sign it."""
    note = Node("note", {"xml:id": name, "place": "bottom", "n": mark})
    note.children = parse(parts, context, marks=False).children
    signed = _SIGNED.search(note.text().rstrip())
    if signed:
        hand = hands.get(signed.group(1).replace(" ", ""))
        if hand:
            note.attributes["resp"] = f"#{hand}"
    return note


def place_footnotes(
    footnotes: Sequence[Footnote],
    anchors: Sequence[Node],
    roots: Sequence[Node],
    section: str,
    hands: dict[str, str],
    context: Context,
    report: list[dict[str, object]],
) -> None:
    """Join the footnotes of one section, in order, with its anchors; put each note in the tree."""
    free = list(anchors)
    for number, footnote in enumerate(footnotes, 1):
        first: Line = footnote.item.block.lines[0]
        lead = len(first.text) - len(first.text.lstrip())
        body = first.text[lead:]
        mark = body[: len(body) - len(body.lstrip(context.profile.footnote_marks))]
        skip = lead + len(mark) + (len(body[len(mark) :]) - len(body[len(mark) :].lstrip()))
        context.furniture["mark of a footnote"].append(first.number)
        note = footnote_body(pieces(footnote.item.block, skip=skip), mark, f"{section}.fn{number}", hands, context)
        entry: dict[str, object] = {"id": f"{section}.fn{number}", "line": first.number}
        report.append(entry)
        after = footnotes[number - 2].item.line if number > 1 else 0
        fitting = [a for a in free if after < _line(a) < first.number and _symbol(a) == mark[:1]]
        if fitting:
            anchor = fitting[-1]
            free.remove(anchor)
            anchor_line = _line(anchor)
            context.furniture["mark of a footnote"].append(anchor_line)
            anchor.children = [note]
            entry["anchor"] = "printed"
            entry["anchor_line"] = anchor_line
            continue
        lemma = _lemma(note)
        word = _find(lemma, roots, footnote.page_from, first.number) if lemma else None
        if word is not None:
            children, at, end = word
            piece = children[at]
            assert isinstance(piece, Piece)
            note.attributes["cert"] = "medium"
            children[at : at + 1] = [piece.cut(0, end), note, piece.cut(end)]
            entry["anchor"] = "proposed"
            entry["anchor_line"] = piece.line
            decision = f'put behind "{lemma}"'
        else:
            note.attributes["cert"] = "low"
            footnote.slot.children = [note]
            entry["anchor"] = "page end"
            decision = "put at the end of its printed page"
        context.doubt(
            "footnote-without-anchor",
            f'no mark was found for the footnote "{_shown(note.text())}"',
            first.number,
            1,
            "move the note to the word it belongs to, and remove its @cert",
            decision=decision,
        )


def _symbol(anchor: Node) -> str:
    return "".join(str(child) for child in anchor.children).strip("^{}")[:1]


def _line(anchor: Node) -> int:
    child = anchor.children[0] if anchor.children else None
    return child.line if isinstance(child, Piece) else 0


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) < 50 else text[:47] + "..."


def _lemma(note: Node) -> str:
    match = _LEMMA.match(note.text())
    return match.group(1) if match else ""


def _find(lemma: str, roots: Sequence[Node], first: int, last: int) -> tuple[list[Node | str], int, int] | None:
    """Where the word a footnote explains stands on its page: the list of children, the index, the end in the piece."""
    stem = re.escape(lemma.rstrip("s"))
    pattern = re.compile(rf"\b{stem}\w{{0,3}}(?:['’]s?)?[\"”’»]?", re.IGNORECASE)
    for root in roots:
        for node in root.iter():
            if node.name in ("note", "head", "ref"):
                continue
            for at, child in enumerate(node.children):
                if isinstance(child, Piece) and first <= child.line < last:
                    match = pattern.search(child)
                    if match:
                        return node.children, at, match.end()
    return None

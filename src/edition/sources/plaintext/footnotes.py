"""Asterisk footnotes joined to their anchors.

In: the footnotes of a section with their slots (where the printed page ended), and the possible anchors found in its
text. Out: the notes, put in the tree: at the printed anchor; else at an apostrophe that no grammar explains, behind the
word that the footnote explains, or in the sentence that shares its rare words (``@cert`` medium or low); else at the
end of the printed page (``@cert`` low). All but the first is reported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Line
from edition.sources.plaintext.seams import Footnote
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["footnote_body", "place_footnotes"]

_LEMMA: Final = re.compile(r"^[*\"“'‘«_]*([^\W\d_][\w'’-]{2,40}(?: [\w'’-]{1,30}){0,2})(?:,[^:]{1,30})?[*\"”’'»_]*:\s")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE: Final = re.compile(r"\S.*?(?:[.!?]['\"”’»)]*(?=\s|$)|$)")
_TAIL: Final = re.compile(r"['’]?s?[\"”»]?")
#: "the keeper's' lamp": two apostrophes where one is enough, or one behind a plural in s of capitals ("GPU-ers'").
_APOSTROPHE: Final = re.compile(r"[^\W\d_]['’]s['’](?=\s)")
_TRAILING: Final = re.compile(r"(?<![\w'’])(?P<word>[^\W\d_]{3,}(?:-[^\W\d_]+)?s)['’](?=\s)")
#: So many characters a page may hold.
_PAGE: Final = 3600
#: What a word must be rarer than to count, and what a sentence needs: shares of the logarithm of the text's words.
_COMMON: Final = 0.37
_ENOUGH: Final = 0.2
#: A name that stands on the page more often than this is no place.
_MENTIONS: Final = 4
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
        place = _propose(note, roots, footnote.page_from, first.number, context)
        cert = place.cert if place is not None else "low"
        note.attributes["cert"] = cert
        if place is not None:
            piece = place.children[place.at]
            assert isinstance(piece, Piece)
            context.counts["footnotes_proposed"] += 1
            entry["anchor"] = "proposed"
            entry["anchor_line"] = piece.line
            decision = f'put behind "{_shown(piece[: place.end].split()[-1])}": {place.reason}'
            rest: list[Node | str] = [piece.cut(place.end)] if place.end < len(piece) else []
            place.children[place.at : place.at + 1] = [piece.cut(0, place.end), note, *rest]
        else:
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
            cert=cert,
            node=note,
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A place for a footnote: the children, the piece among them, the end of its word in it; why, and how sure."""

    children: list[Node | str]
    at: int
    end: int
    reason: str
    cert: str


def _propose(note: Node, roots: Sequence[Node], first: int, last: int, context: Context) -> _Place | None:
    """The best place for a footnote without a mark on its page, or None."""
    page = _page(roots, first, last)
    for children, at, piece in page:
        match = _APOSTROPHE.search(piece)
        if match:
            # A possessive needs one apostrophe; a second one is an asterisk that was misread.
            return _Place(children, at, match.end(), "an apostrophe stands there that is none of the word", "medium")
    named = {word.lower() for word in re.findall(r"[^\W\d_]{3,}", note.text())}
    for children, at, piece in page:
        for match in _TRAILING.finditer(piece):
            if match["word"].lower().partition("-")[0] in named and "'" not in piece[: match.start()][-80:]:
                return _Place(
                    children, at, match.end(), "an apostrophe ends the word that the footnote names", "medium"
                )
    lemma = _lemma(note)
    if lemma:
        pattern = re.compile(rf"\b{re.escape(lemma.rstrip('s'))}\w{{0,3}}(?:['’]s?)?[\"”’»]?", re.IGNORECASE)
        for children, at, piece in page:
            match = pattern.search(piece)
            if match:
                return _Place(children, at, match.end(), "the footnote explains this word", "medium")
    return _by_content(note, page, context)


def _page(roots: Sequence[Node], first: int, last: int) -> list[tuple[list[Node | str], int, Piece]]:
    """The pieces of the printed page before a footnote: those from a line on, no more than a page holds."""
    found: list[tuple[list[Node | str], int, Piece]] = []
    for root in roots:
        for node in root.iter():
            if node.name in ("note", "head", "ref", "figure"):
                continue
            found += [
                (node.children, at, child)
                for at, child in enumerate(node.children)
                if isinstance(child, Piece) and first <= child.line < last
            ]
    found.sort(key=lambda item: (item[2].line, item[2].column))
    room = _PAGE
    kept = []
    for item in reversed(found):
        if room <= 0:
            break
        room -= len(item[2])
        kept.append(item)
    return kept[::-1]


def _stem(word: str) -> str:
    """A word without the endings in which a footnote may have it otherwise."""
    return re.sub(r"['’]s?$|(?<=\w{4})s$", "", word.lower())


def _by_content(note: Node, page: Sequence[tuple[list[Node | str], int, Piece]], context: Context) -> _Place | None:
    """The sentence of the page that shares most of the rare words of the footnote; behind the last of its names."""
    lexicon = context.lexicon
    total = max(3, sum(lexicon.values()))
    common, enough = _COMMON * math.log(total), _ENOUGH * math.log(total)
    words = {_stem(word): word for word in _WORD.findall(note.text()) if len(word) > 3}
    scored: list[tuple[float, int, int, str]] = []
    for number, (_, _, piece) in enumerate(page):
        for sentence in _SENTENCE.finditer(piece):
            shared: dict[str, re.Match[str]] = {}
            for match in _WORD.finditer(piece, sentence.start(), sentence.end()):
                if _stem(match.group()) in words:
                    shared[_stem(match.group())] = match
            # What both have in common counts by its rarity in the book; names count more.
            weights = {
                stem: math.log(total / max(1, lexicon[stem]))
                * (1.0 if match.group()[0].isupper() and words[stem][0].isupper() else 0.6)
                for stem, match in shared.items()
            }
            weights = {stem: max(0.0, weight - common) for stem, weight in weights.items()}
            if any(weights.values()):
                best = max(
                    (stem for stem, weight in weights.items() if weight > 0),
                    key=lambda stem: (shared[stem].group()[0].isupper(), shared[stem].start()),
                )
                scored.append((sum(weights.values()), number, shared[best].end(), shared[best].group()))
    if not scored:
        return None
    scored.sort(key=lambda item: (-item[0], -item[1], -item[2]))
    score, number, end, word = scored[0]
    rival = scored[1][0] if len(scored) > 1 else 0.0
    tied = [item for item in scored if item[0] > score / 1.15]
    if len(tied) > 1 and len(tied) <= _MENTIONS and len({item[3] for item in tied}) == 1 and tied[0][3][0].isupper():
        # A name that comes again on the page: a footnote belongs to its first mention.
        score, number, end, word = min(tied, key=lambda item: (item[1], item[2]))
        rival = score
    elif score < rival * 1.15:
        return None
    if score < enough:
        return None
    children, at, piece = page[number]
    tail = _TAIL.match(piece, end)
    cert = "medium" if score >= 3 * enough and score >= 2 * rival else "low"
    return _Place(
        children, at, tail.end() if tail else end, f'its sentence shares "{word}" and more with the footnote', cert
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

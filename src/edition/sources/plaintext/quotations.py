"""What several paragraphs make together: quotations here; letters, lists and run-in heads in modules of their own.

In: the tree, its pages numbered. Out: the same words in the same order, with ``quote`` around paragraphs whose marks
resolve. What does not resolve stays a row of paragraphs: to lose no word is worth more than to mark up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.letters import mark_letters
from edition.sources.plaintext.pairs import Sign, own_pieces, quotation_styles, signs_of, without_partner
from edition.sources.plaintext.paragraph_lists import mark_lists, mark_lists_within
from edition.sources.plaintext.paragraphs import BETWEEN, LONG, LONGEST, is_named, next_id, nodes_of, text_of
from edition.sources.plaintext.profile import Override
from edition.sources.plaintext.run_in_heads import mark_run_in_heads
from edition.sources.plaintext.tokens import RAISED
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["mark_quotations"]

#: Divisions whose paragraphs are no running text.
_APART: Final = frozenset(
    "notes index contents residue imprint cover licence glossary chronology preliminary bibliography".split()
)
#: Where more paragraphs than this share are quotations from end to end, people talk: it is a story.
_TALK: Final = 0.04


class _Quoted(NamedTuple):
    """How the quotation marks of a paragraph stand: it begins with one, it ends with one, and what has no partner."""

    begins: bool
    ends: bool
    whole: bool
    opens: bool
    closes: bool


def mark_quotations(root: Node, context: Context) -> None:
    """Mark what several paragraphs make together."""
    styles = quotation_styles(context.source.lines)
    divisions = list(_divisions(root))
    paragraphs = [child for division in divisions for child in nodes_of(division) if child.name == "p"]
    talk = sum(_quoted(paragraph, styles).whole and len(text_of(paragraph)) < LONG for paragraph in paragraphs)
    story = talk > _TALK * len(paragraphs)
    if story:
        context.detect("quotations", "not marked", f"{talk} of {len(paragraphs)} paragraphs are talk from end to end")
    forced = context.profile.treated("quote")
    for division in divisions:
        if forced:
            _forced(division, forced)
        mark_lists(division)
        for child in nodes_of(division):
            if child.name == "p":
                mark_lists_within(child, division)
        mark_letters(division, context)
        if not story:
            _quotations(division, styles, context)
        for child in nodes_of(division):
            if child.name == "quote" and "xml:id" not in child.attributes:
                child.attributes["xml:id"] = next_id(division, "q")
        mark_run_in_heads(division)


def _divisions(root: Node) -> Iterator[Node]:
    """The divisions of running text, each once."""
    for node in root.children:
        if isinstance(node, Node) and node.name != "teiHeader":
            if node.name == "div" and node.attributes.get("type") in _APART:
                continue
            yield from _divisions(node)
            if node.name == "div":
                yield node


def _quoted(paragraph: Node, styles: dict[str, str]) -> _Quoted:
    pieces = [piece for piece in own_pieces(paragraph) if piece.strip(RAISED + " \n")]
    signs = signs_of(pieces, frozenset((*styles, *styles.values(), '"')))
    if not signs:
        return _Quoted(False, False, False, False, False)
    text = text_of(paragraph)
    begins = text.strip()[:1] == signs[0].sign and _is_opening(signs[0], styles)
    ends = text.rstrip().rstrip(RAISED + ".,;:!?").endswith(signs[-1].sign) and not _is_opening(signs[-1], styles)
    left = without_partner(signs, styles)
    depth = 0
    whole = begins and ends and not left
    for sign in signs[:-1]:
        depth += 1 if _is_opening(sign, styles) else -1
        whole = whole and depth > 0
    return _Quoted(
        begins,
        ends,
        whole,
        len(left) == 1 and left[0] == signs[0]._replace(opens=left[0].opens) and begins,
        len(left) == 1 and left[0] == signs[-1]._replace(opens=left[0].opens) and ends,
    )


def _is_opening(sign: Sign, styles: dict[str, str]) -> bool:
    return sign.opens if sign.sign == '"' else sign.sign not in styles


def _forced(division: Node, forced: Mapping[int, Override]) -> None:
    """The paragraphs of each override that says that they are a quotation: one ``quote`` for each."""
    at = 0
    while at < len(division.children):
        own = forced.get(_first_line(division.children[at]))
        end = at + 1
        if own is None:
            at = end
            continue
        while end < len(division.children) and (
            is_named(division.children[end], "pb") or forced.get(_first_line(division.children[end])) == own
        ):
            end += 1
        while is_named(division.children[end - 1], "pb"):
            end -= 1
        division.children[at:end] = [Node("quote", {}, division.children[at:end])]
        at += 1


def _first_line(child: Node | str) -> int:
    """The first line of the source in a block, or 0."""
    if isinstance(child, Piece):
        return child.line
    if isinstance(child, Node) and child.name != "note":
        return next((line for line in map(_first_line, child.children) if line), 0)
    return 0


def _quotations(division: Node, styles: dict[str, str], context: Context) -> None:
    """Paragraphs in quotation marks: one from end to end, or several of which the last one closes."""
    at = 0
    before: Node | None = None
    while at < len(division.children):
        child = division.children[at]
        if not isinstance(child, Node) or child.name != "p":
            before = child if isinstance(child, Node) and child.name not in ("pb", "figure") else before
            at += 1
            continue
        led = before is not None and before.name == "p" and text_of(before).rstrip().endswith(":")
        first = _quoted(child, styles)
        end = 0
        if first.whole and (led or len(text_of(child)) >= LONG):
            end = at + 1
        elif first.opens:
            end = _closing(division, at + 1, styles)
        if end:
            context.counts["quotations"] += 1
            before = child
            division.children[at:end] = [Node("quote", {}, division.children[at:end])]
        else:
            before = child
        at += 1


def _closing(division: Node, at: int, styles: dict[str, str]) -> int:
    """The place behind the paragraph that closes a quotation; 0 where none does."""
    count = 1
    while at < len(division.children) and count < LONGEST:
        child = division.children[at]
        at += 1
        if not isinstance(child, Node) or (child.name != "p" and child.name not in BETWEEN):
            return 0
        if child.name != "p":
            continue
        count += 1
        here = _quoted(child, styles)
        if here.closes or here.whole:
            return at
        if here.opens or (not here.begins and not _left_open(child, styles)):
            continue
        return 0
    return 0


def _left_open(paragraph: Node, styles: dict[str, str]) -> bool:
    """Whether any quotation mark of a paragraph lacks its partner."""
    return bool(
        without_partner(signs_of(list(own_pieces(paragraph)), frozenset((*styles, *styles.values(), '"'))), styles)
    )

"""Quotation marks and brackets that do not come in pairs, told at the sign that has no partner.

In: the tree. Out: doubts for information. A quotation of several paragraphs, each of which begins with a mark while
only the last one ends with one, is no fault; nor is one that opens in a paragraph and closes in a later one, or one
whose ends are written in two styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from edition.diagnostic import Severity
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Sign", "not_closed", "own_pieces", "quotation_styles", "signs_of", "without_partner"]

#: Signs that open and close in one way only.
_BRACKETS: Final = {")": "(", "]": "["}
#: What may stand before and behind a straight mark that opens, beside spaces and letters.
_BEFORE: Final = "([—–-“«*_"
_BEHIND: Final = "'‘.[(*_0123456789"
#: What stands before a bracket that numbers an item.
_NUMBERED: Final = re.compile(r"(?:^|\s)(?:\d{1,3}|[^\W\d_]|[ivx]{1,4})$")
#: Divisions whose text is not running prose.
_APART: Final = frozenset(("notes", "index", "contents", "residue", "imprint", "cover", "licence"))
#: Blocks that may hold the middle of a quotation whose ends stand in paragraphs.
_MIDDLE: Final = frozenset(("lg", "list", "quote", "floatingText", "ab", "sp"))
#: A quotation without marks at its paragraphs is not expected to go on over more of them than these.
_LONGEST: Final = 30


class Sign(NamedTuple):
    """A sign with its place, whether it stands before a word rather than behind one, and the words before it."""

    sign: str
    line: int
    column: int
    opens: bool
    behind: str = ""


class Run(NamedTuple):
    """Blocks that are judged together: a paragraph, or several with verse or a list between them."""

    node: Node
    left: list[Sign]
    begins: str
    last: int


def not_closed(root: Node, context: Context) -> None:
    """Tell the paragraphs in which a quotation or a bracket lacks its partner."""
    closing = quotation_styles(context.source.lines) | _BRACKETS
    wanted = frozenset((*closing, *closing.values(), '"'))
    runs = list(_runs(root, closing, wanted))
    _across(runs)
    for run in runs:
        if not run.left or run.node.name != "p":
            continue
        sign = run.left[0]
        context.doubt(
            "not-closed",
            f"{sign.sign} {'opens what is not closed' if sign.opens else 'closes what was not opened'}",
            sign.line,
            sign.column,
            "a sign may be lost or misread; a quotation of several paragraphs closes in the last",
            decision="left as it stands",
            cert="low",
            node=run.node,
            last=max(run.last, sign.line),
            severity=Severity.INFO,
        )


def _across(runs: Sequence[Run]) -> None:
    """Take out what is no fault: each paragraph of a long quotation may begin with a mark while only the last ends
    with one; or the first opens the quotation and the last closes it, with none between.
    """
    waiting: tuple[Run, Sign, int] | None = None
    for n, run in enumerate(runs):
        quotations = [sign for sign in run.left if sign.sign not in "()[]"]
        closes = quotations[0] if quotations and not quotations[0].opens else None
        if waiting is not None and (quotations or n - waiting[2] > _LONGEST):
            if closes is not None and len(quotations) == 1 and n - waiting[2] <= _LONGEST:
                waiting[0].left.remove(waiting[1])
                run.left.remove(closes)
                quotations = []
            waiting = None
        opens = quotations[-1] if quotations and quotations[-1].opens else None
        if opens is None:
            continue
        if n + 1 < len(runs) and runs[n + 1].begins in ("“", "«", "»", "„", '"'):
            run.left.remove(opens)
        else:
            waiting = (run, opens, n)


def quotation_styles(lines: Sequence[str]) -> dict[str, str]:
    """The quotation marks of this book: closing sign -> opening sign. What opens in one land closes in another."""
    text = "\n".join(lines)
    closing = {}
    low = text.count("„")
    if low and low * 2 >= text.count("“"):
        closing["“" if text.count("“") >= text.count("”") else "”"] = "„"
    elif "“" in text or "”" in text:
        closing["”"] = "“"
    if "«" in text:
        inward = sum(text.count(before + "»") for before in (" ", "\n", "(")) > sum(
            text.count(before + "«") for before in (" ", "\n", "(")
        )
        closing["«" if inward else "»"] = "»" if inward else "«"
    return closing


def _runs(root: Node, closing: dict[str, str], wanted: frozenset[str]) -> Iterator[Run]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.name == "div" and node.attributes.get("type") in _APART:
            continue
        blocks = [child for child in node.children if isinstance(child, Node)]
        at = 0
        while at < len(blocks):
            block = blocks[at]
            at += 1
            if block.name != "p" and block.name not in _MIDDLE:
                continue
            pieces = list(own_pieces(block))
            begins = next((piece.strip()[:1] for piece in pieces if piece.strip()), "")
            signs = signs_of(pieces, wanted)
            last = pieces[-1].line if pieces else 0
            while at < len(blocks) and blocks[at].name in _MIDDLE and without_partner(signs, closing):
                # What is open may close in the verse or behind it: all of it is judged as one.
                more = list(own_pieces(blocks[at]))
                at += 1
                if (
                    at < len(blocks)
                    and blocks[at].name == "p"
                    and without_partner([*signs, *signs_of(more, wanted)], closing)
                ):
                    more += own_pieces(blocks[at])
                    at += 1
                signs += signs_of(more, wanted)
                last = more[-1].line if more else last
            yield Run(block, without_partner(signs, closing), begins, last)
        stack.extend(block for block in reversed(blocks) if block.name not in ("p", *_MIDDLE))


def own_pieces(node: Node) -> Iterator[Piece]:
    """The words of a block itself: without notes and captions."""
    for child in node.children:
        if isinstance(child, Piece):
            yield child
        elif isinstance(child, Node) and child.name not in ("note", "figure"):
            yield from own_pieces(child)


def signs_of(pieces: Sequence[Piece], wanted: frozenset[str]) -> list[Sign]:
    """The signs among some pieces, in order, each with what it does by what stands beside it."""
    found = []
    before = " "
    for piece in pieces:
        if not wanted.isdisjoint(piece):
            for at, letter in enumerate(piece):
                if letter in wanted:
                    left = piece[at - 1] if at else before
                    right = piece[at + 1] if at + 1 < len(piece) else "a"
                    opens = (left.isspace() or left in _BEFORE) and (right.isalpha() or right in _BEHIND)
                    found.append(Sign(letter, piece.line, piece.column + at, opens, piece[max(0, at - 4) : at]))
        before = piece[-1:] or before
    return found


def without_partner(signs: Sequence[Sign], closing: dict[str, str]) -> list[Sign]:
    """The signs that have no partner, in order, each as what opens or closes."""
    left: list[Sign] = []
    straight: list[Sign] = []
    for sign in signs:
        if sign.sign == '"':
            straight.append(sign)
        elif sign.sign in closing:
            partner = next((one for one in reversed(left) if one.opens and one.sign == closing[sign.sign]), None)
            if partner is not None:
                left.remove(partner)
            elif not (sign.sign == ")" and _NUMBERED.search(sign.behind)):
                # A bracket behind a number or a letter, a) or 1), closes nothing.
                left.append(sign._replace(opens=False))
        else:
            left.append(sign._replace(opens=True))
    if len(straight) % 2:
        left = sorted([*left, _odd(straight)], key=lambda sign: (sign.line, sign.column))
    # Programs that read pages write straight marks on one page and curly ones on the next.
    at = 0
    while at + 1 < len(left):
        first, second = left[at], left[at + 1]
        if first.opens and not second.opens and '"' in (first.sign, second.sign) and second.sign not in ")]":
            del left[at : at + 2]
            at = max(0, at - 1)
        else:
            at += 1
    return left


def _odd(straight: Sequence[Sign]) -> Sign:
    """Of an odd number of straight marks the one without a partner, by what stands before and behind each."""
    opened: list[Sign] = []
    for sign in straight:
        if sign.opens:
            opened.append(sign)
        elif opened:
            opened.pop()
        else:
            return sign
    return opened[-1] if opened else straight[-1]

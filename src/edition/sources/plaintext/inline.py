"""Inline markup of one block: emphasis, raised insertions, note marks, anchors of footnotes.

In: the parts of a block (pieces of the source, and nodes such as page breaks that stand between them). Out: the
children of its element, with every mark and every possible anchor listed. Emphasis may run over several lines and
over a page break; a delimiter without a partner stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tokens import RAISED, raised_value
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Inline", "Mark", "parse"]

_SPECIAL: Final = re.compile(
    rf"\*{{1,3}}|~~|_|(?<![=<>])=(?![=<>])|\^\{{[^{{}}\n]{{1,80}}\}}|[{RAISED}]+|\[\^?[0-9]{{1,4}}\]|[†‡]"
)
_HI: Final = {
    "*": ("italic",),
    "_": ("italic",),
    "**": ("bold",),
    "***": ("bold", "italic"),
    "~~": ("strikethrough",),
    "=": ("bold",),
}
_DIGITS: Final = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class Mark:
    """A note mark as it was read: the node that holds it, its number, and its place."""

    node: Node
    text: str
    value: int
    line: int
    column: int


@dataclass(slots=True)
class Inline:
    """The children of a block, its marks, and the nodes that may be anchors of footnotes (text: the mark)."""

    children: list[Node | str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    anchors: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Delimiter:
    kind: str
    piece: Piece
    opens: bool
    closes: bool
    partner: int = -1


def parse(parts: Sequence[Node | str], context: Context, *, marks: bool = True) -> Inline:
    """Parse the parts of one block. With ``marks`` False raised digits are text (in notes, captions, headings)."""
    result = Inline()
    if not any(isinstance(part, Piece) and _SPECIAL.search(part) for part in parts):
        result.children = list(parts)
        return result
    events: list[Node | str | _Delimiter] = []
    for number, part in enumerate(parts):
        if isinstance(part, Piece):
            before = _edge(parts, number, -1)
            after = _edge(parts, number, 1)
            _scan(part, before, after, events, result, marks, bracketed=context.bracketed, scheme=context.scheme)
        else:
            events.append(part)
    _match(events)
    result.children = _nest(events, result, context)
    return result


def _edge(parts: Sequence[Node | str], number: int, step: int) -> str:
    """The character that stands before or after a part; a space where there is none."""
    at = number + step
    while 0 <= at < len(parts):
        part = parts[at]
        if isinstance(part, str):
            if part:
                return part[-1] if step < 0 else part[0]
        elif part.name in ("lb", "l"):
            return " "
        at += step
    return " "


def _scan(
    piece: Piece,
    before: str,
    after: str,
    events: list[Node | str | _Delimiter],
    result: Inline,
    marks: bool,
    *,
    bracketed: bool,
    scheme: str = "",
) -> None:
    """Split a piece into text, marks, anchors and delimiters."""
    last = 0
    for match in _SPECIAL.finditer(piece):
        token = match.group()
        start, end = match.span()
        previous = piece[start - 1] if start else before
        following = piece[end] if end < len(piece) else after
        event: Node | _Delimiter
        if token in _HI and previous == "(" and following == ")":
            # "(*)" is the mark of a footnote, never emphasis.
            continue
        if token in _HI:
            opens = not following.isspace() and not (previous.isalnum() and previous not in RAISED)
            closes = not previous.isspace()
            if token in ("_", "="):
                closes = closes and not following.isalnum()
            if token == "=":
                opens = opens and following.isalnum() and not previous.isalnum() and previous != "="
                closes = closes and previous not in " ="
            event = _Delimiter(token, piece.cut(start, end), opens, closes)
        elif token in "†‡":
            event = Node("", {}, [piece.cut(start, end)])
            if closes_word(previous):
                result.anchors.append(event)
        elif token.startswith("^{"):
            inner = token[2:-1]
            if scheme in ("caret", "inline") and marks:
                continue
            if inner.strip() in ("*", "†", "‡"):
                event = Node("", {}, [piece.cut(start, end)])
                result.anchors.append(event)
            elif marks and _DIGITS.fullmatch(inner):
                event = _mark(result, piece.cut(start + 2, end - 1), int(inner))
            else:
                event = Node("hi", {"rend": "sup"}, [piece.cut(start + 2, end - 1)])
        elif token.startswith("["):
            sign = 2 if token[1] == "^" else 1
            if not marks or (sign == 1 and not bracketed) or (sign == 2 and scheme == "pandoc"):
                continue
            event = _mark(result, piece.cut(start + sign, end - 1), int(token[sign:-1]))
        else:
            if not marks or len(token) > 4:
                continue
            event = _mark(result, piece.cut(start, end), raised_value(token))
        if start > last:
            events.append(piece.cut(last, start))
        events.append(event)
        last = end
    if last < len(piece):
        events.append(piece.cut(last) if last else piece)


def closes_word(previous: str) -> bool:
    """True for a character after which a footnote mark may stand."""
    return not previous.isspace()


def _mark(result: Inline, text: Piece, value: int) -> Node:
    node = Node("hi", {"rend": "sup"}, [text])
    result.marks.append(Mark(node, str(text), value, text.line, text.column))
    return node


def _match(events: list[Node | str | _Delimiter]) -> None:
    """Pair the delimiters: a closing one takes the nearest opening one of its kind; what lies between stays single."""
    stack: list[int] = []
    for number, event in enumerate(events):
        if not isinstance(event, _Delimiter):
            continue
        if event.closes:
            for depth in range(len(stack) - 1, max(-1, len(stack) - 6), -1):
                opener = events[stack[depth]]
                assert isinstance(opener, _Delimiter)
                if opener.kind == event.kind and stack[depth] != number - 1:
                    opener.partner, event.partner = number, stack[depth]
                    del stack[depth:]
                    break
            if event.partner >= 0:
                continue
        if event.opens:
            stack.append(number)


def _nest(events: list[Node | str | _Delimiter], result: Inline, context: Context) -> list[Node | str]:
    """Build the nested nodes; note furniture; a single asterisk after a word may be the anchor of a footnote."""
    top: list[Node | str] = []
    open_lists: list[list[Node | str]] = [top]
    for number, event in enumerate(events):
        if not isinstance(event, _Delimiter):
            open_lists[-1].append(event)
        elif event.partner > number:
            node = Node("hi", {"rend": " ".join(_HI[event.kind])})
            context.furniture["emphasis"].append(event.piece.line)
            open_lists[-1].append(node)
            open_lists.append(node.children)
        elif event.partner >= 0:
            context.furniture["emphasis"].append(event.piece.line)
            open_lists.pop()
        else:
            single = Node("", {}, [event.piece])
            open_lists[-1].append(single)
            if event.closes and event.kind in ("*", "**", "***"):
                result.anchors.append(single)
    return top

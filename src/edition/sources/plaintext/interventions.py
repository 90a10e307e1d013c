"""What a hand added to the text it gives: remarks in brackets that are signed; and the dates of lives in captions.

In: the tree and the hands with their signatures. Out: ``seg[@type='intervention']`` around the remark, brackets and
signature included; nothing is taken away. A remark that markup cuts across stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tree import Node, Piece, split

__all__ = ["mark_interventions", "mark_lives"]

_EMPHASIS: Final = re.compile(
    r"\b(emphasis|italics|underlin\w+|hervorhebung|kursiv\w*|soulign\w+|italique\w*|курсив\w*|выделено)\b",
    re.IGNORECASE,
)
_SIC: Final = re.compile(r"^\(\s*[*_]*sic\b", re.IGNORECASE)
_LIFE: Final = re.compile(r"(?<=\()(?P<born>\d{4})\s?[-–—]\s?(?P<died>\d{4})(?=\))")
#: The sign in a profile that stands for square brackets.
_BRACKETS: Final = "[]"
_BRACKETED: Final = re.compile(r"\[[^\[\]]*(?:[^\W\d_]|\ufffc)[^\[\]]*\]")
#: Divisions in which brackets mean something else.
_APART: Final = frozenset(("notes", "index", "bibliography", "contents", "imprint", "residue", "licence", "cover"))
_BLOCKS: Final = frozenset(("p", "l", "item", "note", "seg", "head", "quote", "ab"))


def mark_interventions(root: Node, hands: Mapping[str, str], context: Context) -> None:
    """Find the signed remarks of the text. ``hands``: signature without spaces -> id; of "[]" whose the words in square
    brackets are, which only a profile can say.
    """
    signs = [
        r"\s?".join(map(re.escape, _letters(sign))) for sign in sorted(hands, key=len, reverse=True) if _letters(sign)
    ]
    if _BRACKETS in hands:
        _mark_brackets(root, hands[_BRACKETS], context)
    if not signs:
        return
    pattern = re.compile(rf"\([^()]{{1,400}}?[—–-]\s?(?P<sign>{'|'.join(signs)})\)")
    for node in list(root.iter()):
        if node.name not in _BLOCKS:
            continue
        whole = node.flat()
        if "(" not in whole:
            continue
        for match in reversed(list(pattern.finditer(whole))):
            hand = hands[match["sign"].replace(" ", "").replace("\n", "")]
            _wrap(node, match.start(), match.end(), hand, context)


def _mark_brackets(root: Node, hand: str, context: Context) -> None:
    """Words in square brackets in the running text: an addition of the hand that the profile names."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.name == "note" or (node.name == "div" and node.attributes.get("type") in _APART):
            continue
        stack += [child for child in node.children if isinstance(child, Node)]
        if node.name not in _BLOCKS:
            continue
        for match in reversed(list(_BRACKETED.finditer(node.flat()))):
            before, inner, after = split(node.children, match.start(), match.end())
            attributes = {"type": "intervention", "subtype": "bracketed", "resp": f"#{hand}"}
            node.children = [*before, Node("seg", attributes, inner), *after]
            context.counts["interventions"] += 1


def _letters(sign: str) -> list[str]:
    return re.findall(r"[^\W\d_]+\.?", sign)


def _wrap(node: Node, start: int, end: int, hand: str, context: Context) -> None:
    """Put a ``seg`` around what stands between two places of a node's children."""
    before, inner, after = split(node.children, start, end)
    words = "".join(part if isinstance(part, str) else part.text() for part in inner)
    kind = "sic" if _SIC.match(words) else "emphasis" if _EMPHASIS.search(words) else "gloss"
    seg = Node("seg", {"type": "intervention", "subtype": kind, "resp": f"#{hand}"}, inner)
    if kind == "emphasis":
        # The emphasis before it is that of the hand which says so, if it is the only one since the last remark.
        marked = [
            child for child in before if isinstance(child, Node) and child.name == "hi" and "rend" in child.attributes
        ]
        if marked and marked[-1].attributes["rend"] == "italic":
            marked[-1].attributes["resp"] = f"#{hand}"
    node.children = [*before, seg, *after]
    context.counts["interventions"] += 1
    context.counts[f"interventions_{kind}"] += 1


def mark_lives(root: Node, context: Context) -> None:
    """The years of a life in a caption: ``date`` with ``@from`` and ``@to``."""
    for figure in root.iter():
        if figure.name != "figure":
            continue
        for node in figure.iter():
            if not any(isinstance(child, Piece) for child in node.children):
                continue
            node.children = [part for child in node.children for part in _dated(child, context)]


def _dated(child: Node | str, context: Context) -> list[Node | str]:
    match = _LIFE.search(child) if isinstance(child, Piece) else None
    if (
        match is None
        or not isinstance(child, Piece)
        or not int(match["born"]) < int(match["died"]) < int(match["born"]) + 120
    ):
        return [child]
    context.counts["lives"] += 1
    date = Node("date", {"from": match["born"], "to": match["died"]}, [child.cut(match.start(), match.end())])
    return [child.cut(0, match.start()), date, *_dated(child.cut(match.end()), context)]

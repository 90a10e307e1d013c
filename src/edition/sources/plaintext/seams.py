"""Paragraphs joined again where a printed page ended inside them.

In: the items of a section. Out: ``Flow`` objects: paragraphs with the captions and footnotes that stood between their
halves put at the seam, and everything else in its order. The end of the first half decides, not the beginning of the
second: a paragraph that stops without terminal punctuation goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostic import Severity
from edition.sources.plaintext.blocks import Item, pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tokens import RAISED
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Flow", "Footnote", "flow"]

_TRAILING: Final = re.compile(rf"[{RAISED}*_\s]+$")
_CLOSERS: Final = "\"”’»)]'"
_LIST_ITEM: Final = re.compile(r"^\(?(?:\d{1,3}|[a-z])[.)]\s")
_SPEAKER: Final = re.compile(r"^(?:[A-ZÀ-ÞА-Я][\w.’'-]*\s?){1,4}:\s")


@dataclass(slots=True, eq=False)
class Footnote:
    """An asterisk footnote: its item, its slot (where the page ended) and its page's first line."""

    item: Item
    slot: Node
    page_from: int
    anchor: Node | None = None


@dataclass(slots=True)
class Flow:
    """One block of the section to be: ``parts`` are pieces and nodes for a paragraph, ``items`` its source blocks."""

    kind: str
    items: list[Item]
    parts: list[Node | str] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)


def _ending(text: str) -> str:
    """How a paragraph ends: "hyphen", "open", "semicolon", "quoted" (a bare word in quotation marks), "closed"."""
    bare = _TRAILING.sub("", text)
    if bare != text.rstrip() and text.rstrip()[-1:] in RAISED:
        return "closed"
    if not bare:
        return "closed"
    last = bare[-1]
    if last in "-‐" and len(bare) > 1 and bare[-2].isalpha():
        return "hyphen"
    if last in ";":
        return "semicolon"
    if last.isalnum() or last in ",([—–-&/№§%$€£":
        return "open"
    if last in _CLOSERS:
        inner = bare.rstrip(_CLOSERS)
        if inner and (inner[-1].isalnum() or inner[-1] in ",;-—–"):
            return "quoted"
    return "closed"


def _opening(text: str) -> str:
    """How a paragraph begins: "lower", "upper", "digit" or "other"."""
    bare = text.lstrip("*_\"“'‘«([ ")
    if not bare:
        return "other"
    if bare[0].islower():
        return "lower"
    if bare[0].isupper():
        return "upper"
    return "digit" if bare[0].isdigit() else "other"


def continues(first: str, second: str) -> bool:
    """True if the second paragraph is the rest of the first."""
    ending = _ending(first)
    opening = _opening(second)
    if ending == "hyphen":
        return opening in ("lower", "upper")
    if ending == "open":
        if _LIST_ITEM.match(second) or (opening == "upper" and (len(first) < 60 or _SPEAKER.match(second))):
            return False
        return True
    if ending == "semicolon":
        return opening == "lower" and not second.rstrip().endswith(";") and len(first) > 300
    if ending == "quoted":
        return opening == "lower"
    return False


def flow(items: list[Item], context: Context) -> list[Flow]:
    """Join the halves. Captions and footnotes between two halves go to the seam; otherwise they stand where they are."""
    result: list[Flow] = []
    at = 0
    page_from = items[0].line if items else 0
    while at < len(items):
        item = items[at]
        if item.kind == "caption" and not _caption_here(items, at):
            item.kind = "p"
        if item.kind != "p":
            if item.kind == "footnote":
                page_from = _footnote(result, item, context, page_from)
            elif item.kind == "verse" and _verse_goes_on(result, item):
                result[-1].items.append(item)
            else:
                result.append(Flow(item.kind, [item]))
            at += 1
            continue
        paragraph = Flow("p", [item], pieces(item.block, breaks=_breaks(item, context)))
        result.append(paragraph)
        at += 1
        while True:
            second = _second_half(items, at, paragraph, context)
            if second is None:
                break
            figures = []
            for between in items[at:second]:
                if between.kind == "footnote":
                    page_from = _footnote(result, between, context, page_from)
                elif between.kind != "ornament":
                    between.kind = "caption"
                    figures.append(Node("figure", {}, [Node("head", {}, pieces(between.block, breaks=True))]))
                    context.counts["captions"] += 1
            _join(paragraph, items[second], figures, context)
            page_from = items[second].line
            at = second + 1
    return result


def _breaks(item: Item, context: Context) -> bool:
    return len(item.block.lines) > 1 and not context.source.wrapped


def _verse_goes_on(result: list[Flow], item: Item) -> bool:
    """Verse that a footnote interrupts is one poem."""
    last = result[-1] if result else None
    return last is not None and last.kind == "verse" and bool(last.footnotes) and last.items[-1].line < item.line


def _caption_here(items: list[Item], at: int) -> bool:
    """Whether a block beside a gap is a caption here: not if it is the first half of what follows."""
    item = items[at]
    text = item.block.text
    following = next((other for other in items[at + 1 :] if other.kind in ("p", "caption")), None)
    if following is not None and following.kind == "p" and len(item.block.lines) == 1 and not item.sure:
        if continues(text, following.block.text) and _opening(following.block.text) == "lower":
            return False
    return item.sure


def _second_half(items: list[Item], at: int, paragraph: Flow, context: Context) -> int | None:
    """The index of the item in which the paragraph goes on, or None. Up to six captions and footnotes are passed over."""
    if context.source.wrapped:
        return None
    whole = paragraph.items[-1].block.text
    passed = 0
    number = at
    while number < len(items) and passed <= 6:
        item = items[number]
        if item.kind in ("footnote", "ornament"):
            passed += 1
        elif item.kind == "caption" and continues(whole, "lower") and (item.sure or _ahead(items, number, whole)):
            passed += 1
        elif item.kind in ("p", "caption"):
            text = item.block.text
            if len(item.block.lines) > 1:
                return None
            if continues(whole, text):
                return number
            return None
        else:
            return None
        number += 1
    return None


def _ahead(items: list[Item], number: int, first: str) -> bool:
    """True if a paragraph a little further on continues the first half better than this uncertain caption does."""
    own = _opening(items[number].block.text)
    for other in items[number + 1 : number + 4]:
        if other.kind == "p":
            return own != "lower" and _opening(other.block.text) == "lower"
    return False


def _footnote(result: list[Flow], item: Item, context: Context, page_from: int) -> int:
    """Put a slot for a footnote at the end of what stands before it. The next page begins after it."""
    slot = Node("", {})
    if result and result[-1].kind in ("p", "verse", "list"):
        host = result[-1]
    elif len(result) > 1 and result[-1].kind == "caption" and result[-2].kind in ("p", "verse", "list"):
        host = result[-2]
    else:
        host = Flow("footnote-alone", [item])
        result.append(host)
    host.parts.append(slot)
    host.footnotes.append(Footnote(item, slot, page_from))
    return item.line


def _join(paragraph: Flow, second: Item, figures: list[Node], context: Context) -> None:
    """Append the second half behind a page break. A hyphen is undone where the joined word is one."""
    parts = paragraph.parts
    at = len(parts) - 1
    while at >= 0 and not (isinstance(parts[at], Piece)):
        at -= 1
    half = parts[at]
    assert isinstance(half, Piece)
    following = pieces(second.block)
    paragraph.items.append(second)
    if _ending(half) != "hyphen":
        context.counts["seams"] += 1
        parts += [" ", *figures, Node("pb"), *following]
        return
    context.counts["seams"] += 1
    context.counts["hyphen_seams"] += 1
    bare = half.rstrip().rstrip("*_")
    tail = half[len(bare) :]
    left = re.search(r"[^\W\d_]+(?=[-‐]$)", bare)
    right = re.match(r"\W*([^\W\d_]+)", str(following[0]))
    a = left.group().lower() if left else ""
    b = right.group(1).lower() if right else ""
    known = a + b in context.lexicon
    attributes = {"break": "no"}
    both = a in context.lexicon and b in context.lexicon
    if not known and (f"{a}-{b}" in context.compounds or (both and len(a) > 3 and len(b) > 1)):
        # A real hyphen, or a line lost at the seam: the hyphen stays in sight.
        if f"{a}-{b}" not in context.compounds:
            context.doubt(
                "seam-without-word",
                f'"{a}-" and "{b}" meet at a page seam, but "{a}{b}" occurs nowhere else',
                half.line,
                half.column + len(bare) - 1,
                "look at the print: a line may be lost, or the hyphen may be real",
                decision="the hyphen was kept",
            )
    else:
        attributes["rend"] = "hyphen"
        context.furniture["hyphen at a page seam"].append(half.line)
        parts[at] = half.cut(0, len(bare) - 1)
        if tail.strip():
            parts.insert(at + 1, half.cut(len(bare)))
        if not known:
            context.doubt(
                "seam-word-unknown",
                f'the word "{a}{b}", joined at a page seam, occurs nowhere else',
                half.line,
                half.column + max(0, len(bare) - len(a) - 1),
                "compare it with the print",
                decision="joined",
                severity=Severity.INFO,
            )
    parts += [*figures, Node("pb", attributes), *following]

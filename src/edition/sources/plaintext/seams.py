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
from edition.sources.plaintext.blocks import GAP, Item, pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.derivation import base_of
from edition.sources.plaintext.languages import languages_of
from edition.sources.plaintext.lines import script
from edition.sources.plaintext.tokens import RAISED, TOKEN
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Flow", "Footnote", "flow"]

#: A text with fewer different words does not show which words its language has.
_ENOUGH: Final = 2000
_TRAILING: Final = re.compile(rf"[{RAISED}*_\s]+$")
_CLOSERS: Final = "\"”’»)]'"
_PAGE_NUMBER: Final = re.compile(r"[-–—\[( ]*\d{1,4}[-–—\]) ]*")
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
    if not TOKEN.search(second) or _PAGE_NUMBER.fullmatch(second.strip()):
        return False
    if ending == "hyphen":
        return opening in ("lower", "upper")
    if ending == "open":
        return not (_LIST_ITEM.match(second) or (opening == "upper" and (len(first) < 60 or _SPEAKER.match(second))))
    if ending == "semicolon":
        return opening == "lower" and not second.rstrip().endswith(";") and len(first) > 300
    if ending == "quoted":
        return opening == "lower"
    return False


def flow(items: list[Item], context: Context) -> list[Flow]:
    """Join the halves. Captions and footnotes between two halves go to the seam; others stand where they are."""
    result: list[Flow] = []
    at = 0
    page_from = items[0].line if items else 0
    while at < len(items):
        item = items[at]
        if item.kind == "caption" and not item.sure:
            item.kind = "p"
        if item.kind != "p":
            if item.kind == "footnote":
                page_from = _footnote(result, item, context, page_from)
            elif item.kind == "verse" and _verse_goes_on(result, item):
                result[-1].items.append(item)
            else:
                # What is unclear has words as a paragraph has; it goes on in no other.
                words = pieces(item.block, breaks=_breaks(item, context)) if item.kind == "unclear" else []
                result.append(Flow(item.kind, [item], words))
            at += 1
            continue
        paragraph = Flow("p", [item], pieces(item.block, breaks=_breaks(item, context)))
        result.append(paragraph)
        at += 1
        while True:
            second = _second_half(items, at, paragraph, context)
            if second is None:
                break
            figures: list[Node] = []
            for between in items[at:second]:
                if between.kind == "footnote":
                    page_from = _footnote(result, between, context, page_from)
                elif between.kind != "ornament":
                    figures = _picture(figures, between, context)
            _join(paragraph, items[second], figures, context)
            page_from = items[second].line
            at = second + 1
    return result


def _picture(figures: list[Node], item: Item, context: Context) -> list[Node]:
    """The figures at a seam with one more block: a caption begins a figure, what is printed in the picture joins it."""
    own = script(item.block.text)
    if own in ("", context.main_script) and item.kind == "caption":
        context.counts["captions"] += 1
        return [*figures, Node("figure", {}, [Node("head", {}, pieces(item.block, breaks=True))])]
    inner = Node("p", {}, pieces(item.block, breaks=True))
    if own not in ("", context.main_script):
        inner.attributes["xml:lang"] = languages_of(item.block.text, own)
        context.languages.add(inner.attributes["xml:lang"])
    elif not figures:
        inner.name = "head"
        context.counts["captions"] += 1
    if figures:
        figures[-1].add(inner)
        return figures
    return [Node("figure", {}, [inner])]


def _breaks(item: Item, context: Context) -> bool:
    return len(item.block.lines) > 1 and not context.source.wrapped


def _verse_goes_on(result: list[Flow], item: Item) -> bool:
    """Verse that a footnote interrupts is one poem."""
    last = result[-1] if result else None
    return last is not None and last.kind == "verse" and bool(last.footnotes) and last.items[-1].line < item.line


def _second_half(items: list[Item], at: int, paragraph: Flow, context: Context) -> int | None:
    """The index of the item in which the paragraph goes on, or None.

    Footnotes, captions and facsimiles (blocks in another script) are passed over. Whole paragraphs are passed only
    beside a picture gap, and only if one that begins in the middle of a sentence follows: they are long captions.
    """
    if context.source.wrapped or paragraph.items[-1].alone:
        return None
    first = paragraph.items[-1].block.text
    if not continues(first, "lower"):
        return None
    own_script = script(first)
    if own_script != context.main_script and own_script:
        return None
    weak: int | None = None
    picture = strange = False
    for number in range(at, min(at + 10, len(items))):
        item = items[number]
        picture = picture or item.block.before >= GAP or item.block.after >= GAP
        if item.kind in ("footnote", "ornament"):
            continue
        if item.kind not in ("p", "caption"):
            break
        text = item.block.text
        if not text.isascii() and script(text) not in ("", context.main_script):
            picture = strange = True
            continue
        single = len(item.block.lines) == 1
        if single and _opening(text) == "lower" and continues(first, text):
            return number if weak is None or picture or strange else weak
        if item.kind == "caption" and (item.sure or _ahead(items, number)):
            continue
        if weak is None and not strange and single and continues(first, text) and _likely(first, text, context):
            weak = number
        if not strange and len(text) < 160 and _script_changes(items, number, context):
            continue
        if not (picture or _gap_near(items, number)) or (_ending(text) != "closed" and not strange):
            break
    return weak


def _script_changes(items: list[Item], number: int, context: Context) -> bool:
    """True if the next block is in another script: the block before it is the caption of a facsimile."""
    if number + 1 >= len(items):
        return False
    text = items[number + 1].block.text
    return not text.isascii() and script(text) not in ("", context.main_script)


def _gap_near(items: list[Item], number: int) -> bool:
    """True if a picture gap follows within two blocks."""
    return any(item.block.after >= GAP for item in items[number : number + 2])


def _likely(first: str, second: str, context: Context) -> bool:
    """A hyphen before a capital: only where the joined or the hyphened word occurs elsewhere."""
    if _ending(first) != "hyphen" or _opening(second) == "lower":
        return True
    a, b = _halves(first, second)
    return a + b in context.lexicon or f"{a}-{b}" in context.compounds


def _halves(first: str, second: str) -> tuple[str, str]:
    """The two halves of a word at a seam, in lower case."""
    left = re.search(r"([^\W\d_]+)[-‐][*_]*$", first.rstrip())
    right = re.match(r"\W*([^\W\d_]+)", second)
    return (left.group(1).lower() if left else "", right.group(1).lower() if right else "")


def _ahead(items: list[Item], number: int) -> bool:
    """True if a paragraph a little further on begins in the middle of a sentence, and this caption does not."""
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
    behind = parts[at + 1 :]
    word = half.rstrip().rfind(" ") + 1
    if behind and word and _ending(half) == "hyphen":
        # A footnote at the end of the page must not part the word that goes on behind it.
        parts[at:] = [half.cut(0, word), *behind, half.cut(word)]
        at = len(parts) - 1
        half = half.cut(word)
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
    a, b = _halves(bare, str(following[0]))
    known = a + b in context.lexicon
    attributes = {"break": "no"}
    # Each half occurs at least here: a word of its own occurs once more.
    both = context.lexicon[a] > 1 and context.lexicon[b] > 1
    chain = re.match(r"\W*[^\W\d_]+-[^\W\d_]", str(following[0])) is not None
    if not known and (chain or f"{a}-{b}" in context.compounds or (both and len(a) > 3 and len(b) > 1)):
        # A real hyphen, or a line lost at the seam: the hyphen stays in sight.
        if not chain and f"{a}-{b}" not in context.compounds:
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
            _tell_unknown(a, b, half.line, half.column + max(0, len(bare) - len(a) - 1), context)
    parts += [*figures, Node("pb", attributes), *following]


def _tell_unknown(a: str, b: str, line: int, column: int, context: Context) -> None:
    """A joined word that stands nowhere else: new, but made as others are; or damaged, if it is made as none is and at
    least one of its halves is no word either. A short text has too few words to tell.
    """
    base = base_of(a + b, context.lexicon)
    halves = context.lexicon[a] > 1 and context.lexicon[b] > 1
    if base or halves or len(context.lexicon) < _ENOUGH:
        context.doubt(
            "seam-word-unknown",
            f'the word "{a}{b}", joined at a page seam, occurs nowhere else',
            line,
            column,
            "compare it with the print",
            decision=f'joined; "{base}" is a word of this text' if base else "joined",
            cert="high" if base else "medium",
            severity=Severity.INFO,
        )
        return
    context.doubt(
        "seam-damaged",
        f'"{a}-" and "{b}" meet at a page seam, and neither "{a}{b}" nor its parts are words of this text',
        line,
        column,
        "look at the print: letters, a word or a line may be lost or misread where the page turns",
        decision="joined",
        cert="low",
    )

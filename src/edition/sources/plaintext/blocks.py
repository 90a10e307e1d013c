"""What each block of a section is: paragraph, caption, footnote, verse, list, ornament, residue.

In: the blocks of one section. Out: ``Item`` objects in the same order. A block that fits nothing is a paragraph.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.languages import scripts_of
from edition.sources.plaintext.lines import Block, script
from edition.sources.plaintext.tokens import RAISED, TOKEN
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["SEPARATOR", "Item", "classify", "is_stamp", "pieces"]

SEPARATOR: Final = re.compile(r"^\s*(?:(?:[*•·⁂⁎—–#~_]\s*){3,}|⁂|\*)\s*$")
_BULLET: Final = re.compile(r"^\s*[-–•]\s+(?=\S)")
_ITEM_NUMBER: Final = re.compile(r"^\s*(?:[-–•]\s+)?\d{1,3}[.)]\s+\S")
_POSITION: Final = re.compile(
    r"^[*_(]*(top|middle|bottom|left|right|cent(er|re)|above|below|oben|unten|links|rechts|mitte|en haut|en bas|"
    r"вверху|внизу|слева|справа|в центре)\b[^:.]{0,30}:\s",
    re.IGNORECASE,
)
_YEARS: Final = re.compile(r"\(\s*(?:c\.\s*)?\d{4}\s*[-–—]\s*(?:\d{4}|\?)?\s*\)")
_TERMINAL: Final = re.compile(r"[.!?…:;]['\"”’»)\]*]*$")
_MARKS: Final = re.compile(f"[{RAISED}]")
#: The lines with which an electronic library begins and ends a text.
_LIBRARY: Final = re.compile(r"^\*{3}\s*(start|end) of", re.IGNORECASE)
#: Printed gaps of this many blank lines show where a picture stood.
GAP: Final = 3


@dataclass(slots=True)
class Item:
    """A classified block. ``sure`` False: a caption that only its surroundings can decide about; ``alone``: a profile
    says that it is a paragraph, and no part of another.
    """

    kind: str
    block: Block
    sure: bool = True
    alone: bool = False

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.block.first


def pieces(block: Block, *, breaks: bool = False, skip: int = 0) -> list[Node | str]:
    """The lines of a block as pieces, with a space (or a line beginning, ``lb``) between; ``skip`` drops a bullet."""
    parts: list[Node | str] = []
    for n, line in enumerate(block.lines):
        text = line.text
        start = len(text) - len(text.lstrip())
        if n == 0:
            start = max(start, skip)
        stripped = text.rstrip()
        if n:
            above = block.lines[n - 1].text.rstrip()
            if above.endswith("-") and above[-2:-1].isalpha() and stripped[start : start + 1].islower():
                # A word goes on in the next line. Its hyphen may be real, so it stays.
                parts.append(Node("lb", {"break": "no"}))
            else:
                parts.append(Node("lb") if breaks else "\n")
        parts.append(Piece(stripped[start:], line.number, start + 1))
    return parts


def classify(blocks: list[Block], context: Context) -> list[Item]:
    """One item for each block."""
    forced: dict[int, str] = {}
    for override in context.profile.overrides:
        for number in range(override.first, override.last + 1):
            forced[number] = override.treat
    items = []
    for n, block in enumerate(blocks):
        treat = forced.get(block.first)
        if treat is not None:
            # What is a quotation or a speech is made of paragraphs; where a heading is, the sections know.
            paragraph = treat in ("paragraph", "heading", "quote", "speech")
            items.append(Item("p" if paragraph else treat, block, alone=treat == "paragraph"))
            continue
        before = items[-1] if items else None
        item = _one(block, blocks[n - 1] if n else None, context)
        if item.kind == "p" and before is not None and before.kind == "caption" and _POSITION.match(block.text):
            item = Item("caption", block)
        elif n == len(blocks) - 1 and item.kind == "caption" and block.before >= GAP and block.size < 350:
            # Behind the last picture of a section, before the next heading, there is nothing but its caption.
            item.sure = True
        items.append(item)
    # Two or three lines alone are no sure verse; before a footnote that cuts a poem in two they are its beginning.
    for n, item in enumerate(items):
        if (
            item.kind == "verse"
            and item.line not in forced
            and not context.source.wrapped
            and len(item.block.lines) < 4
            and "*" not in item.block.text
            and not _is_set_in(item.block, context)
        ):
            rest = [other.kind for other in items[n + 1 : n + 3]]
            if rest != ["footnote", "verse"]:
                item.kind = "p"
    # A row of asterisked blocks is a list, a single one is a footnote.
    for before, item in itertools.pairwise(items):
        if before.line in forced or item.line in forced:
            continue
        if before.kind in ("footnote", "list") and item.kind == "footnote" and context.source.wrapped:
            before.kind = item.kind = "list"
    return items


def _one(block: Block, before: Block | None, context: Context) -> Item:
    text = block.text
    first = block.lines[0].text
    if not TOKEN.search(text):
        if SEPARATOR.match(text):
            return Item("separator", block)
        return Item("ornament" if len(text) < 3 else "p", block)
    if is_residue(block, context):
        return Item("residue", block)
    if _is_footnote(first.strip(), text, context):
        return Item("footnote", block)
    if len(block.lines) > 1 and all(_BULLET.match(line.text) or _ITEM_NUMBER.match(line.text) for line in block.lines):
        return Item("list", block)
    if len(block.lines) > 1 and _BULLET.match(first) and sum(1 for line in block.lines if _BULLET.match(line.text)) > 1:
        return Item("list", block)
    if context.source.wrapped:
        return Item("verse" if _ragged(block, context) else "p", block)
    if block.before >= GAP or block.after >= GAP:
        captioned = caption_strength(block, context)
        if captioned:
            return Item("caption", block, captioned == 2)
    elif _YEARS.search(text) and block.size < 80 and caption_strength(block, context) == 2 and before is not None:
        return Item("caption", block, False)
    if len(block.lines) > 1 and (_is_verse(block, context) or _is_set_in(block, context)):
        return Item("verse", block)
    return Item("p", block)


def _is_footnote(first: str, text: str, context: Context) -> bool:
    marks = context.profile.footnote_marks
    if first[:1] not in marks or SEPARATOR.match(first) or _LIBRARY.match(first):
        return False
    rest = first.lstrip(marks)
    if len(first) - len(rest) > 3 or not rest:
        return False
    # "* Text" is a footnote; "*Text" is one only if that asterisk opens no emphasis.
    return rest[0].isspace() or (context.source.wrapped and first[0] == "*" and text.count("*") == 1)


_STAMP: Final = re.compile(
    r"^(digiti[sz]ed by\b.*|[\d\s>]{5,}|(?=[^a-z]*$).*\b(LIBRARY|BIBLIOTH\w+|BIBLIOTECA|БИБЛИОТЕКА)\b.*)$", re.DOTALL
)


def is_stamp(block: Block) -> bool:
    """True for what a library or a digitiser printed on a page: only asked about blocks outside the divisions."""
    return block.size < 200 and _STAMP.match(block.text.replace("Digit", "digit")) is not None


def is_residue(block: Block, context: Context) -> bool:
    """True for a short block in a script never used together with the text's own: what OCR saw on blank pages."""
    if block.size > 12 * len(block.lines) or block.text.isascii():
        return False
    own = script(block.text)
    return bool(own) and own != context.main_script and own not in _companions(context)


def _companions(context: Context) -> frozenset[str]:
    """Scripts that occur inside blocks of the main script, or in blocks of several words of their own."""
    cached = context.__dict__.get("companion_scripts")
    if isinstance(cached, frozenset):
        return cached
    found: set[str] = {context.main_script, *scripts_of(context.profile.languages)}
    for block in context.source.blocks:
        text = block.text
        if block.size > 40 and not text.isascii():
            rest = re.sub("[\u0000-\u024f\u2000-\u2bff]+", "", text)
            words = sum(1 for word in text.split() if not word.isascii() and script(word) == script(rest))
            if context.main_script == "Latin":
                if rest and (len(rest) < block.size / 2 or words >= 3):
                    found.add(script(rest))
            else:
                found.update(("Latin", script(rest)))
    result = frozenset(found)
    context.__dict__["companion_scripts"] = result
    return result


def caption_strength(block: Block, context: Context) -> int:
    """How much a block beside a picture gap looks like its caption: 2 much, 1 if its surroundings agree, 0 not."""
    text = block.text
    if context.profile.caption is not None and context.profile.caption.search(text):
        return 2
    if _POSITION.match(text) and block.size < 400:
        return 2
    if not text.isascii() and script(text) not in ("", context.main_script):
        return 0
    opening = text.lstrip("*_\"“'‘«([")[:1]
    if not opening or not (opening.isupper() or opening.isdigit()) or _MARKS.search(text) or text.endswith("-"):
        return 0
    if any(len(line.text) > 600 for line in block.lines) or len(block.lines) > 8:
        return 0
    if _YEARS.search(text) and block.size < 250:
        return 2
    if len(block.lines) > 1:
        return 2 if all(len(line.text) < 100 for line in block.lines) else 1
    if not _TERMINAL.search(text):
        return 2 if block.size < 110 else 1 if block.size < 300 else 0
    return 1 if block.size < 500 else 0


def _is_verse(block: Block, context: Context) -> bool:
    """Lines without blank lines between, in a text where a paragraph is one line: verse, if they are short lines."""
    if any(len(line.text) > 90 for line in block.lines) or script(block.text) != context.main_script:
        return False
    text = "\n".join(line.text for line in block.lines).strip()
    spanned = text[:1] in "*_" and text.rstrip(RAISED)[-1:] == text[:1] and text.count(text[:1]) == 2
    if spanned:
        return True
    capitals = sum(1 for line in block.lines if line.text.lstrip("*_ .\"“'‘«—").lstrip()[:1].isupper())
    if any(line.text.count("*") % 2 or ":" in line.text[:25] for line in block.lines):
        return False
    return capitals * 3 >= len(block.lines) * 2


def _is_set_in(block: Block, context: Context) -> bool:
    """Short lines that are all set in, in a text whose lines are not: verse."""
    if len(block.lines) < 2 or any(not line.text[:2].isspace() or len(line.text) > 90 for line in block.lines):
        return False
    capitals = sum(1 for line in block.lines if line.text.strip().lstrip("\"“'‘«_*")[:1].isupper())
    return capitals * 2 >= len(block.lines) and _set_in_rarely(context)


def _set_in_rarely(context: Context) -> bool:
    cached = context.__dict__.get("set_in_rarely")
    if cached is None:
        lines = [line for line in context.source.lines if line.strip()]
        share = sum(1 for line in lines if line[:2].isspace()) / max(1, len(lines))
        cached = context.__dict__["set_in_rarely"] = share < 0.3
    return bool(cached)


def _ragged(block: Block, context: Context) -> bool:
    """In a wrapped text: every line but the last clearly short of the width, and indented or begun by a capital."""
    if len(block.lines) < 2:
        return False
    width = context.source.width
    inner = block.lines[:-1]
    if any(len(line.text.rstrip()) > width * 0.8 for line in inner):
        return False
    indented = all(line.text[:2].isspace() for line in block.lines)
    capitals = sum(1 for line in block.lines if line.text.strip().lstrip("\"“'‘«_*")[:1].isupper())
    return len(block.lines) >= (2 if indented else 4) and capitals * 4 >= len(block.lines) * 3

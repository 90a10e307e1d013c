"""The contents list of a book: where it stands and what it says.

In: the blocks. Out: a ``Contents`` with its entries, each with number, title, printed page and level. The levels come
from the numbering alone: where it begins again at 1 a level opens, where it goes on from before it closes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from edition.sources.plaintext.lines import Block, Layout, Line
from edition.sources.plaintext.profile import Profile, fold, kind_of

__all__ = ["Contents", "Entry", "find_contents", "is_roman", "numbered"]

_PAGE: Final = re.compile(
    r"^(?P<title>.*?\S)(?:\s*\t\s*|\s*(?:\.\s?){3,}\s*|\s*…+\s*|\s{2,})(?P<page>\d{1,4}|[ivxlc]{1,7})\s*$"
)
_NUMBERED: Final = re.compile(r"^(\d{1,3})[.)]\s+(\S.*)$")
#: Numbers as they are spelled in headings; their places are their values.
_NUMBERS: Final = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty""".split()
_LABELLED: Final = re.compile(
    r"^(?P<word>chapter|kapitel|chapitre|capitolo|capítulo|глава|part|book|teil|buch|partie|livre|часть|книга|act|scene|akt|szene|"
    rf"volume|letter|stave|canto)\s+(?P<n>\d{{1,3}}|[IVXLC]{{1,7}}|{'|'.join(_NUMBERS)})\b[.:]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_ROMAN: Final = re.compile(r"^([IVXLC]{1,7})\.(?:\s+(\S.*))?$")
_ORDINAL: Final = re.compile(
    r"^(first|second|third|fourth|fifth|sixth|seventh|erster|zweiter|dritter|vierter|fünfter)\s+(act|scene|part|book|aufzug|teil|auftritt)\.?$",
    re.IGNORECASE,
)
#: Words whose divisions hold chapters rather than being chapters.
_PARTS: Final = frozenset("part book teil buch partie livre часть книга act akt volume".split())


@dataclass(slots=True)
class Entry:
    """A line of the contents list. ``level`` 0 is a part, 1 a chapter, 2 a sub-chapter."""

    title: str
    number: int | None
    label: str
    page: str
    lines: list[Line]
    level: int = 1
    kind: str = ""


@dataclass(slots=True)
class Contents:
    """The contents list: its heading block, its last block, its entries."""

    first: int
    last: int
    entries: list[Entry] = field(default_factory=list)


def is_roman(text: str) -> int:
    """The value of a Roman number, or 0."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for character, following in zip(text.upper(), text.upper()[1:] + " ", strict=True):
        value = values.get(character, 0)
        if not value:
            return 0
        total += -value if values.get(following, 0) > value else value
    return total


def numbered(text: str) -> tuple[int | None, str, str]:
    """Number, label word and title of a heading: ``(7, "", "Title")``, ``(7, "chapter", "")``, ``(None, "", text)``."""
    match = _NUMBERED.match(text)
    if match:
        return int(match.group(1)), "", match.group(2)
    match = _LABELLED.match(text)
    if match:
        n = match.group("n")
        spelled = n.casefold()
        value = int(n) if n.isdigit() else _NUMBERS.index(spelled) if spelled in _NUMBERS else is_roman(n)
        return value, match.group("word").casefold(), match.group("title")
    match = _ORDINAL.match(text)
    if match:
        word = match.group(1).casefold()
        ordinals = "first second third fourth fifth sixth seventh erster zweiter dritter vierter fünfter".split()
        return ordinals.index(word) % 7 + 1, match.group(2).casefold(), ""
    match = _ROMAN.match(text)
    if match and is_roman(match.group(1)):
        return is_roman(match.group(1)), "roman", match.group(2) or ""
    return None, "", text


def find_contents(source: Layout, profile: Profile) -> Contents | None:
    """The contents list, or None. It is looked for in the first quarter of the text."""
    limit = max(40, len(source.blocks) // 4)
    for block in source.blocks[:limit]:
        if len(block.lines) == 1 and len(block.text) < 60 and kind_of(block.text, profile) == "contents":
            contents = _with_pages(source, block, profile) or _without_pages(source, block, profile)
            if contents is not None:
                _levels(contents.entries)
                return contents
    return None


def _entry(text: str, page: str, lines: list[Line], profile: Profile) -> Entry:
    number, label, title = numbered(text)
    return Entry(title, number, label, page, lines, kind="" if number is not None else kind_of(text, profile))


def _with_pages(source: Layout, head: Block, profile: Profile) -> Contents | None:
    """Entries that end in a page number; they stop at the first block where most lines do not."""
    contents = Contents(head.index, head.index)
    for block in source.blocks[head.index + 1 :]:
        found = [(line, _PAGE.match(line.text.strip())) for line in block.lines]
        hits = sum(1 for _, match in found if match)
        if hits * 2 < len(found) or not hits:
            break
        pending: list[Line] = []
        for line, match in found:
            if match is None:
                pending.append(line)
                continue
            title = " ".join([*(part.text.strip() for part in pending), match.group("title")])
            contents.entries.append(_entry(title.rstrip(" ."), match.group("page"), [*pending, line], profile))
            pending = []
        contents.last = block.index
    return contents if len(contents.entries) >= 3 else None


def _without_pages(source: Layout, head: Block, profile: Profile) -> Contents | None:
    """Entries without page numbers: short lines up to the place where the first of them comes again."""
    following = source.blocks[head.index + 1 :]
    known: set[str] = set()
    for block in following[:2000]:
        # The list may be one block of many lines: each of them may come again as a heading.
        key = fold(block.text) if block.size < 250 else ""
        first = fold(block.lines[0].text)
        if (key and key in known) or (len(block.lines) > 1 and first in known):
            break
        if block.size <= 400 * len(block.lines):
            known.update(filter(None, (key, *(fold(line.text) for line in block.lines))))
    else:
        return None
    repeated = block.index
    contents = Contents(head.index, head.index)
    for block in following:
        if block.index >= repeated:
            break
        if block.size > 400 * max(1, len(block.lines)):
            return None
        units = [block.lines] if source.wrapped and len(block.lines) < 4 else [[line] for line in block.lines]
        for lines in units:
            text = " ".join(line.text.strip() for line in lines)
            contents.entries.append(_entry(text, "", lines, profile))
        contents.last = block.index
    return contents if len(contents.entries) >= 3 else None


def _levels(entries: list[Entry]) -> None:
    """Set the level of each entry from the numbering: a stack of the last number of each open level."""
    stack: list[int] = []
    after_part = False
    for entry in entries:
        if entry.number is None:
            entry.level = 1
            after_part = False
            # Unnumbered divisions after chapters stand beside them, not below.
            del stack[1:]
            continue
        if entry.label in _PARTS:
            entry.level = 0
            after_part = True
            stack = []
            continue
        number = entry.number
        if stack and number == stack[-1] + 1:
            stack[-1] = number
        elif number == 1 and stack and not after_part:
            stack.append(1)
        else:
            while len(stack) > 1 and number != stack[-1] + 1:
                stack.pop()
            if stack:
                stack[-1] = number
            else:
                stack.append(number)
        after_part = False
        entry.level = len(stack)

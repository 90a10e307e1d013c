"""The contents list of a book: where it stands and what it says.

In: the blocks. Out: a ``Contents`` with its entries, each with number, title, printed page and level. The levels come
from the numbering alone: where it begins again at 1 a level opens, where it goes on from before it closes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from edition.sources.plaintext.lines import Block, Layout, Line
from edition.sources.plaintext.numbers import NUMBER, ORDINAL, is_roman, number_of, unspaced
from edition.sources.plaintext.profile import Profile, fold, kind_of

__all__ = ["PARTS", "Contents", "Entry", "find_contents", "is_roman", "numbered"]

_PAGE: Final = re.compile(
    r"^(?P<title>.*?\S)(?:\s*\t\s*|\s*(?:\.\s?){3,}\s*|\s*…+\s*|\s{2,})[_*]?(?:(?:pages?|p\.|seite|s\.|стр\.|с\.)\s*)?"
    r"(?P<page>\d{1,4}|(?-i:[ivxlc]{1,7}))\.?[_*]?\s*$",
    re.IGNORECASE,
)
#: What names a list of pictures, which may follow the contents list in the same form.
_PICTURES: Final = re.compile(
    r"(list of )?(the )?(illustrations?|plates?|figures?|maps?|portraits|tables)|(verzeichnis der )?abbildungen|"
    r"gravures|(table|liste) des (illustrations|gravures|planches)|(список )?иллюстраций"
)
#: A Roman number that a contents list sets before a title without a dot.
_LOOSE: Final = re.compile(r"^([IVXLC]{1,8})\s+(\S.*)$")
#: The heads of the columns of a contents list.
_COLUMNS: Final = re.compile(
    r"(?:(?:chap(?:ter|\.)?|kapitel|chapitre|глава|no\.?|nr\.?)s? ?)?(?:pages?|seiten?|стр\.|paging)?", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"^(\d{1,3})[.)]\s+(\S.*)$")
#: Shortened words of headings, and what they stand for.
_SHORT: Final = {"chap": "chapter", "chapt": "chapter", "cap": "chapter", "kap": "kapitel", "гл": "глава"}
_WORD: Final = (
    "chapter|chapt|chap|cap|kap|гл|hoofdstuk|bedrijf|tooneel|capitulo|kapitel|capitel|chapitre|capitolo|capítulo|"
    "глава|part|book|teil|theil|buch|partie|livre|tome|band|часть|"
    "книга|том|act|scene|acte|scène|akt|aufzug|szene|auftritt|действие|акт|явление|volume|letter|lettre|brief|письмо|"
    "stave|canto|gesang|chant|песнь"
)
#: The mark of a footnote behind the number of a heading.
_MARK: Final = r"(?:\s?[\[({][\d*+†]{1,3}[\])}])?"
_LABELLED: Final = re.compile(
    rf"^(?P<word>{_WORD})\.?\s+(?P<n>{NUMBER})(?![\w'’]){_MARK}\s*[.:]?\s*(?:[-—–]{{1,3}}\s*)?(?P<title>.*)$",
    re.IGNORECASE,
)
_ROMAN: Final = re.compile(r"^([IVXLC]{1,8})(?:\.?$|\.\s*(?:[-—–]{1,3}\s*)?(\S.*)$)")
_ORDINAL: Final = re.compile(
    rf"^(?:(?:the|der|die|das|la|le)\s+)?(?P<n>{ORDINAL})\s+(?P<word>{_WORD})(?![\w'’])\s*[.:]?\s*"
    r"(?:[-—–]{1,3}\s*)?(?P<title>.*)$",
    re.IGNORECASE,
)
#: Words whose divisions hold chapters rather than being chapters.
PARTS: Final = frozenset(
    "part book teil theil buch partie livre tome band часть книга том act acte akt aufzug действие акт volume".split()
)


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


def numbered(text: str) -> tuple[int | None, str, str]:
    """Number, label word and title of a heading: ``(7, "", "Title")``, ``(7, "chapter", "")``, ``(None, "", text)``."""
    text = unspaced(text)
    for pattern in (_LABELLED, _ORDINAL):
        match = pattern.match(text)
        value = number_of(match.group("n")) if match else 0
        if match and value and not match.group("title")[:1].islower():
            word = match.group("word").casefold()
            return value, _SHORT.get(word, word), match.group("title")
    match = _NUMBERED.match(text)
    if match:
        return int(match.group(1)), "", match.group(2)
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
        if not hits and _COLUMNS.fullmatch(" ".join(block.text.split())):
            # The heads of the columns stand over the list, or over a part of it.
            contents.last = block.index
            continue
        if not hits and _is_part(source, block):
            _add_part(contents, block, profile)
            contents.last = block.index
            continue
        if hits * 2 < len(found) or not hits:
            break
        pending: list[Line] = []
        for line, match in found:
            if match is None:
                if not pending and contents.entries and _hangs(line, contents.entries[-1].lines[-1]):
                    # The rest of a title below its first line, which has the page.
                    contents.entries[-1].title += " " + line.text.strip()
                    contents.entries[-1].lines.append(line)
                else:
                    pending.append(line)
                continue
            title = " ".join([*(part.text.strip() for part in pending), match.group("title")])
            contents.entries.append(_entry(title.rstrip(" ."), match.group("page"), [*pending, line], profile))
            pending = []
        contents.last = block.index
    if sum(1 for entry in contents.entries if entry.page) < 2:
        return None
    _loose_numbers(contents.entries)
    return contents


def _hangs(line: Line, above: Line) -> bool:
    """True for a line that follows directly on another, set in by some letters more."""
    own, over = (len(one.text) - len(one.text.lstrip()) for one in (line, above))
    return line.number == above.number + 1 and own >= over + 3


def _is_part(source: Layout, block: Block) -> bool:
    """True for a few words between the entries of a contents list: the name of a part, which has no page there."""
    if block.size > 120 or len(block.lines) > 2 or _PICTURES.fullmatch(fold(block.text)):
        return False
    if not re.search(r"[^\W\d_]", block.text) or block.text.startswith("["):
        return False
    following = source.blocks[block.index + 1 : block.index + 4]
    for n, below in enumerate(following):
        if any(_PAGE.match(line.text.strip()) for line in below.lines):
            return True
        if below.size > 120 or _PICTURES.fullmatch(fold(below.text)) or (n and below.before > 2):
            return False
    return False


def _add_part(contents: Contents, block: Block, profile: Profile) -> None:
    """An entry without a page; the words below a bare "PART I" are its title."""
    text = " ".join(block.text.split()).rstrip(" .")
    last = contents.entries[-1] if contents.entries else None
    if last is not None and not last.page and last.label in PARTS and not last.title:
        last.title = text
        last.lines += block.lines
        return
    contents.entries.append(_entry(text, "", list(block.lines), profile))


def _loose_numbers(entries: list[Entry]) -> None:
    """Roman numbers without a dot, where they run on from entry to entry."""
    found = [(entry, _LOOSE.match(entry.title)) for entry in entries if entry.number is None and entry.page]
    run = [(entry, match, is_roman(match.group(1))) for entry, match in found if match and is_roman(match.group(1))]
    rising = [item for n, item in enumerate(run) if item[2] == (run[n - 1][2] + 1 if n else 1) or item[2] == 1]
    if len(rising) < 3 or len(rising) < len(run) - 1:
        return
    for entry, match, value in rising:
        entry.number, entry.label, entry.title, entry.kind = value, "roman", match.group(2), ""


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
    paged = any(entry.page for entry in entries)
    label = ""
    for n, entry in enumerate(entries):
        if entry.number is None:
            entry.level = 1
            after_part = False
            if not entry.page and paged and not entry.kind:
                # Without a page where all others have one: the name of a part.
                entry.level, entry.kind = 0, "part"
                after_part = True
                stack = stack[:1]
                continue
            # Unnumbered divisions after chapters stand beside them, not below.
            del stack[1:]
            continue
        if entry.label in PARTS:
            entry.level = 0
            after_part = True
            stack = []
            continue
        number = entry.number
        if (
            number == 1
            and entry.label != label
            and not any(
                other.label == label and other.number == (stack[-1] if stack else 0) + 1 for other in entries[n + 1 :]
            )
        ):
            # Chapters behind numbered letters stand beside them, if no letter comes behind them again.
            stack = []
        label = entry.label
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

"""What a text tells about the pages of its print: the units that lie on them, where they part, what they must hold.

In: the tree and the blocks of the source, sections with the pages of the contents list, the parsed index. Out:
``Stretch`` objects: the units between two heads whose pages are known, each with its size in characters, its kind, the
style of its quotation marks, the names of the index in it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.sources.plaintext.contents import is_roman
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.index_entries import IndexEntry
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Names", "Seam", "Stretch", "Unit", "index_names", "seams_of", "stretches"]

_NAME: Final = re.compile(r"[^\W\d_]+")
#: Characters that a paragraph leaves empty in its last line, on the average.
_LAST_LINE: Final = 30
#: The type of footnotes and captions is smaller.
_SMALL: Final = 0.8
#: A line of verse or of a list takes a whole line of the print.
_SHORT_LINE: Final = 55


@dataclass(slots=True)
class Unit:
    """A block of the source as it lies on a page: its first and last line, size in characters, kind, and evidence.

    ``kind`` is text, caption, footnote, head or nothing (what is on no page). ``style`` is S for straight quotation
    marks, C for curly ones, or empty. ``page`` is the page of a head inside the stretch, or 0.
    """

    first: int
    last: int
    size: float
    kind: str
    style: str = ""
    names: tuple[str, ...] = ()
    page: int = 0
    gap: bool = False


@dataclass(slots=True, eq=False)
class Seam:
    """A page break in sight: the node, the list it stands in, the lines of the source before and after it."""

    node: Node
    children: list[Node | str]
    before: int
    after: int


@dataclass(slots=True)
class Stretch:
    """The units from one known page to the next: ``first`` is the page on which it begins, ``pages`` how many it has.

    ``parted`` holds for each unit the earliest unit that may be on its page (a seam stands between it and all before).
    """

    first: int
    pages: int
    roman: bool
    section: str
    units: list[Unit]
    parted: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Names:
    """Names of the index that mean one entry: surname -> pages. ``rare`` ones weigh more."""

    pages: dict[str, frozenset[int]]


def index_names(entries: Sequence[IndexEntry]) -> Names:
    """The heads of an index as names that can be found in the text; those that two heads share are left out."""
    pages: dict[int, set[int]] = {}
    heads: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        top = entry
        while top.parent is not None:
            top = top.parent
        own = pages.setdefault(id(top), set())
        for locator in entry.locators:
            if not locator.roman and not locator.volume and locator.last - locator.first < 40:
                own.update(range(locator.first, locator.last + 1))
        if entry.level == 0:
            heads.setdefault(surname(entry.label), []).append(entry)
    found = {
        name: frozenset(pages[id(own[0])])
        for name, own in heads.items()
        if name and len(own) == 1 and pages[id(own[0])]
    }
    return Names(found)


def surname(label: str) -> str:
    """The one word under which an entry is found in the text: what stands before the comma, if it is one capitalised
    word; else the empty string.
    """
    bare = re.split(r"[,(\[]", label)[0].strip(' "“”*')
    return bare if _NAME.fullmatch(bare) and bare[0].isupper() and len(bare) > 2 else ""


def seams_of(root: Node) -> list[Seam]:
    """The page breaks that stand in paragraphs and verse, in document order."""
    found: list[Seam] = []
    for block in root.iter():
        if block.name not in ("p", "lg", "l", "item"):
            continue
        for at, child in enumerate(block.children):
            if isinstance(child, Node) and child.name == "pb" and "n" not in child.attributes:
                before = _line(reversed(block.children[:at]), True)
                after = _line(block.children[at + 1 :], False)
                if before and after:
                    found.append(Seam(child, block.children, before, after))
    return found


def _line(children: Iterable[Node | str], last: bool) -> int:
    """The line of the nearest words of a sentence: not those of a note or a caption."""
    for child in children:
        if isinstance(child, Piece):
            return child.line
        if isinstance(child, Node) and child.name not in ("note", "figure", "pb"):
            inner = list(reversed(child.children)) if last else child.children
            line = _line(inner, last)
            if line:
                return line
    return 0


def _kinds(root: Node) -> dict[int, str]:
    """What each line of the source became, where that is not running text."""
    kinds: dict[int, str] = {}
    stack: list[tuple[Node, str]] = [(root, "")]
    while stack:
        node, kind = stack.pop()
        if node.name == "figure":
            kind = "caption"
        elif node.name == "floatingText":
            kind = ""
        elif node.name == "note":
            kind = "footnote" if node.attributes.get("place") == "bottom" else "note"
        elif node.name == "div" and node.attributes.get("type") == "residue":
            kind = "nothing"
        elif node.name == "head" and not kind:
            kind = "head"
        for child in node.children:
            if isinstance(child, Piece):
                if kind:
                    kinds[child.line] = kind
            elif isinstance(child, Node):
                stack.append((child, kind))
    return kinds


def _style(text: str) -> str:
    straight, curly = text.count('"'), text.count("“") + text.count("”")
    return "" if not straight and not curly else "S" if straight > curly else "C"


def uniform_style(context: Context) -> bool:
    """Whether quotation marks are of one style in each line, and of two styles in the book: then pages differ."""
    seen: Counter[str] = Counter()
    for line in context.source.lines:
        if '"' in line or "“" in line or "”" in line:
            mixed = '"' in line and ("“" in line or "”" in line)
            seen["mixed" if mixed else _style(line)] += 1
    total = sum(seen.values())
    return total > 100 and seen["mixed"] < total / 100 and min(seen["S"], seen["C"]) > total / 50


def stretches(
    root: Node, sections: Sequence[Section], names: Names, seams: Sequence[Seam], context: Context
) -> list[Stretch]:
    """The stretches between heads with known pages; those of notes and indexes are left out."""
    blocks = context.source.blocks
    kinds = _kinds(root)
    styled = uniform_style(context)
    starts = [block.first for block in blocks]
    fixed = [section for section in sections if section.page and section.level <= 1 and section.head]
    inner = {s.head[0].index: int(s.page) for s in sections if s.level > 1 and s.page.isdigit() and s.head}
    links = sorted((bisect_right(starts, seam.before) - 1, bisect_right(starts, seam.after) - 1) for seam in seams)
    found: list[Stretch] = []
    for section, following in itertools.pairwise(fixed):
        if section.kind in ("notes", "index", "contents") or section.page.isdigit() != following.page.isdigit():
            continue
        roman = not section.page.isdigit()
        first = is_roman(section.page) if roman else int(section.page)
        until = is_roman(following.page) if roman else int(following.page)
        low, high = section.head[0].index, following.head[0].index
        if not 0 < until - first < 200 or high <= low:
            continue
        units = []
        for block in blocks[low:high]:
            kind = kinds.get(block.first, "text")
            size = _size(block.lines, kind)
            text = block.text
            tokens = set(_NAME.findall(text)) if names.pages else ()
            units.append(
                Unit(
                    block.first,
                    block.lines[-1].number,
                    size,
                    kind,
                    _style(text) if styled and kind == "text" else "",
                    tuple(sorted(token for token in tokens if token in names.pages)),
                    inner.get(block.index, 0),
                    block.before >= 3,
                )
            )
        parted = [0] * len(units)
        for a, b in links:
            if low <= a < b < high:
                # A page that holds the second half begins behind the first.
                for n in range(b - low, len(units)):
                    parted[n] = max(parted[n], a - low + 1)
        found.append(Stretch(first, until - first, roman, section.id, units, parted))
    return found


def _size(lines: Sequence[object], kind: str) -> float:
    total = 0.0
    for line in lines:
        text = getattr(line, "text", "").strip()
        total += len(text) if len(text) > _SHORT_LINE else _SHORT_LINE if len(lines) > 1 else len(text)
    total += _LAST_LINE
    return total * _SMALL if kind in ("footnote", "caption") else 0.0 if kind in ("nothing", "note") else total

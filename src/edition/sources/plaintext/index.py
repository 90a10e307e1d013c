"""The printed index as TEI: letters, heads, sub-entries in lists; locators and references to other entries as elements.

In: the blocks of an index. Out: its nodes, and ``Context.index``. The entries stand in the order of the print, every
word in its place; what does not look like an index stays paragraphs.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from edition.diagnostic import Severity
from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.index_entries import IndexEntry, Locator
from edition.sources.plaintext.index_levels import Levels, find_levels, folded
from edition.sources.plaintext.index_lines import Unit, again, is_index, letter_of, units_of
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Block
from edition.sources.plaintext.tree import Node

__all__ = ["index_list"]


def index_list(blocks: list[Block], name: str, context: Context) -> list[Node]:
    """The nodes of an index: its prose as paragraphs, then ``list[@type='index']`` for each letter."""
    if not is_index(blocks):
        return [_paragraph(block, f"{name}.p{n}", context) for n, block in enumerate(blocks, 1)]
    nodes: list[Node] = []
    first = 0
    while first < len(blocks) and _is_prose(blocks, first):
        nodes.append(_paragraph(blocks[first], f"{name}.p{first + 1}", context))
        first += 1
    bullets: list[int] = []
    units, last = units_of(blocks[first:], bullets, context.profile.pages.last)
    context.furniture["list bullet"] += bullets
    levels = find_levels(units)
    _tell_levels(units, levels, context)
    writer = _Writer(name, context)
    for unit in _rejoined(units, last):
        writer.take(unit)
    writer.close()
    writer.resolve()
    _count(writer.entries, context)
    context.index += writer.entries
    context.detect(
        "index", f"{context.counts['index_heads']} heads", f"in order {levels.collation}; pages up to {last}"
    )
    return [*nodes, *writer.nodes]


def _is_prose(blocks: Sequence[Block], n: int) -> bool:
    """A block before the entries that is no entry: without locators, and long or before the first letter."""
    block = blocks[n]
    if letter_of(block.lines[0].text) is not None or is_index([block]):
        return False
    lettered = n + 1 < len(blocks) and letter_of(blocks[n + 1].lines[0].text) is not None
    return block.size > 60 or (lettered and len(block.lines) == 1)


def _paragraph(block: Block, name: str, context: Context) -> Node:
    return Node("p", {"xml:id": name}, parse(pieces(block), context, marks=False).children)


def _rejoined(units: Sequence[Unit], last: int) -> list[Unit]:
    """A sub-entry without pages goes on in the next one: its label was wrapped."""
    result: list[Unit] = []
    for unit in units:
        before = result[-1] if result else None
        if (
            before is not None
            and before.letter is None
            and unit.letter is None
            and before.bare
            and before.level > 0
            and unit.level == before.level
            and unit.begins
            and unit.label[:1].islower()
            and before.end == len(before.text.text)
            and unit.start == 0
            and unit.end == len(unit.text.text)
        ):
            joined = again(before, unit, last)
            joined.level = before.level
            result[-1] = joined
            continue
        result.append(unit)
    return result


def _tell_levels(units: Sequence[Unit], levels: Levels, context: Context) -> None:
    for n, margin in sorted(levels.doubtful.items()):
        unit = units[n]
        context.doubt(
            "index-level-uncertain",
            f'whether "{unit.label}" is a head of the index or a sub-entry is not certain',
            unit.line,
            1,
            "compare it with the print; move the item into the list of the head before it, or out of it",
            decision="a head" if unit.level == 0 else "a sub-entry",
            cert="low" if margin < 0.5 else "medium",
            severity=Severity.INFO,
        )
    for n in levels.descents:
        unit = units[n]
        context.doubt(
            "index-out-of-order",
            f'"{unit.label or unit.letter}" stands in the index behind what should follow it',
            unit.line,
            1,
            "a column may have been read too early; the entries stand as they do in the source",
            decision="left in its place",
            cert="high",
            severity=Severity.INFO,
        )


class _Writer:
    """Units to items: a stack of the open entries, a list a letter."""

    def __init__(self, name: str, context: Context) -> None:
        self.name = name
        self.context = context
        self.nodes: list[Node] = []
        self.entries: list[IndexEntry] = []
        self.list: Node | None = None
        self.head: Node | None = None
        self.stack: list[IndexEntry] = []
        self.lists = 0
        self.waiting: list[tuple[IndexEntry, Node, str, int, int]] = []

    def take(self, unit: Unit) -> None:
        """One unit: a letter opens a list, an entry goes into the list of its level."""
        if unit.letter is not None:
            self.close()
            line = self.context.source.lines[unit.letter.line - 1]
            if line.strip() != unit.letter:
                self.context.furniture["emphasis"].append(unit.letter.line)
            self.head = Node("head", {}, [unit.letter])
            return
        if self.list is None:
            self.lists += 1
            self.list = Node("list", {"type": "index", "xml:id": f"{self.name}.list{self.lists}"})
            if self.head is not None:
                self.list.add(self.head)
            self.nodes.append(self.list)
            self.head = None
        del self.stack[unit.level :]
        parent = self.stack[-1] if self.stack else None
        node = Node("item", {"xml:id": f"{self.name}.i{len(self.entries) + 1}"})
        entry = IndexEntry(unit.label, len(self.stack), unit.line, node, parent)
        node.children = self._content(unit, entry)
        (self._inner(parent) if parent is not None else self.list).add(node)
        self.entries.append(entry)
        self.stack.append(entry)

    def _inner(self, parent: IndexEntry) -> Node:
        last = parent.node.children[-1] if parent.node.children else None
        if isinstance(last, Node) and last.name == "list":
            return last
        inner = Node("list", {"type": "index"})
        parent.node.add(inner)
        return inner

    def close(self) -> None:
        """End the list of a letter. A letter without entries stays as a paragraph."""
        if self.head is not None:
            self.head.name = "p"
            self.nodes.append(self.head)
        self.list = self.head = None
        self.stack = []

    def _content(self, unit: Unit, entry: IndexEntry) -> list[Node | str]:
        """The words of an entry: its label, and elements for locators and for the names it leads to."""
        marks: list[tuple[int, int, Node, int, int]] = []
        for spot in unit.spots:
            bold = "**" in spot.opens and "**" in spot.closes
            said = f"{spot.roman or spot.first}" + (f"-{spot.last}" if spot.last != spot.first else "")
            node = Node("num", {"type": "page", "n": said, **({"rend": "bold"} if bold else {})})
            entry.locators.append(Locator(spot.first, spot.last, node, bold, spot.note, spot.roman, spot.volume))
            low, high = (spot.start, spot.end) if bold else spot.inner
            if bold:
                self.context.furniture["emphasis"].append(unit.text.place(spot.start)[0])
            marks.append((low, high, node, *spot.inner))
        for see in unit.sees:
            for low, high in see.names:
                node = Node("", {})
                name = unit.text.text[low:high].replace("\n", " ")
                (entry.see_also if see.also else entry.see).append(name)
                line, column = unit.text.place(low)
                self.waiting.append((entry, node, name, line, column))
                marks.append((low, high, node, low, high))
        parts: list[Node | str] = []
        at = unit.start
        for low, high, node, inner_low, inner_high in sorted(marks, key=lambda mark: mark[0]):
            if low < at:
                continue
            parts += unit.text.parts(at, low)
            node.children = unit.text.parts(inner_low, inner_high)
            parts.append(node)
            at = high
        parts += unit.text.parts(at, unit.end)
        return parse(parts, self.context, marks=False).children

    def resolve(self) -> None:
        """Give the names that entries lead to their targets."""
        exact: dict[str, IndexEntry] = {}
        short: dict[str, list[IndexEntry]] = {}
        for entry in self.entries:
            exact.setdefault(folded(entry.label), entry)
            if entry.level == 0:
                short.setdefault(folded(entry.label.split(",")[0].split("(")[0]), []).append(entry)
        for entry, node, name, line, column in self.waiting:
            key = folded(name)
            rivals = [other for other in short.get(key, []) if other is not entry]
            target = exact.get(key)
            if target is None or target is entry:
                target = rivals[0] if len(rivals) == 1 else None
            if target is None:
                starts = [other for label, other in exact.items() if label.startswith(key + " ") and other is not entry]
                target = starts[0] if len(starts) == 1 else None
            if target is not None:
                entry.targets.append(target)
                node.name = "ref"
                node.attributes = {"type": "see", "target": f"#{target.node.attributes['xml:id']}"}
                continue
            self.context.doubt(
                "index-reference-unresolved",
                f'the index entry "{entry.label}" leads to "{name}", and there is no such entry',
                line,
                column,
                "the entry may be spelled otherwise, or be a sub-entry",
                decision="left without a link",
                node=entry.node,
            )


def _count(entries: Sequence[IndexEntry], context: Context) -> None:
    parents = {id(entry.parent) for entry in entries if entry.parent is not None}
    counts = context.counts
    for entry in entries:
        counts["index_heads" if entry.level == 0 else "index_subentries"] += 1
        counts["index_locators"] += len(entry.locators)
        counts["index_see"] += bool(entry.see or entry.see_also)
        numbers = [locator.first for locator in entry.locators if not locator.roman and not locator.volume]
        if any(b < a for a, b in itertools.pairwise(numbers)):
            context.doubt(
                "index-locators-descend",
                f'the pages of "{entry.label}" are not in order: {", ".join(map(str, numbers))}',
                entry.line,
                1,
                "a digit may be misread, or lines of two entries may have been joined",
                decision="left as they stand",
                node=entry.node,
            )
        if not (entry.locators or entry.see or entry.see_also or id(entry) in parents):
            context.doubt(
                "index-entry-without-page",
                f'the index entry "{entry.label}" names no page and leads to no other entry',
                entry.line,
                1,
                "its pages may be lost, or it is the rest of the entry before it",
                decision="an entry of its own",
                node=entry.node,
                severity=Severity.INFO,
            )

"""A chronology: lists of dated lines, each with its date; labelled lines as lists of labels; the rest as paragraphs.

In: the blocks of a division. Out: its nodes. A line is dated where a date stands at its beginning or its end. A line
that was wrapped goes on with the one before it, a short line before a list is its head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from edition.sources.plaintext.backmatter import glossary
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.dates import Dated, dates_in
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Block, Line
from edition.sources.plaintext.tree import Node, Piece, split

__all__ = ["chronology"]

_BULLET: Final = re.compile(r"^\s*([-–•*])\s+(?=\S)")
_LABEL: Final = re.compile(r"^[^:]{1,90}:(?=\s|$)")
#: A dated line is no longer than this, in characters.
_LONGEST: Final = 400


@dataclass(slots=True)
class _Entry:
    """Lines that are one entry: bulleted, dated, or neither."""

    lines: list[Line]
    bullet: bool

    @property
    def text(self) -> str:
        return "\n".join(line.text.strip() for line in self.lines)


def chronology(blocks: list[Block], name: str, context: Context) -> list[Node]:
    """The nodes of a chronology."""
    entries = [entry for block in blocks for entry in _entries(block)]
    writer = _Writer(name, context)
    n = 0
    while n < len(entries):
        entry = entries[n]
        if entry.bullet or _date_of(entry.text) is not None:
            writer.item(entry)
        elif n + 1 < len(entries) and _is_head(entry, entries[n + 1]):
            writer.head(entry)
        elif count := _labelled(entries, n):
            writer.labels(entries[n : n + count])
            n += count
            continue
        else:
            writer.paragraph(entry)
        n += 1
    return writer.finished()


def _entries(block: Block) -> list[_Entry]:
    """The entries of a block: each bulleted line begins one; without bullets the block is one."""
    marks = [match.group(1) for line in block.lines if (match := _BULLET.match(line.text))]
    mark = max(marks, key=marks.count) if marks else ""
    found: list[_Entry] = []
    for line in block.lines:
        bullet = _BULLET.match(line.text)
        # A dash of another kind goes on with a line that has no date yet: it stands before the date.
        own = bullet is not None and (bullet.group(1) == mark or not found or _date_of(found[-1].text) is not None)
        if own or not found:
            found.append(_Entry([line], own))
        else:
            found[-1].lines.append(line)
    return found


def _date_of(text: str) -> Dated | None:
    """The date at the end of a line, or at its beginning; None for a line that is not dated."""
    if len(text) > _LONGEST:
        return None
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else 0
    found = list(dates_in(text))
    if found and not text[found[-1].end :].strip(" .;)]"):
        return found[-1]
    if found and not text[start : found[0].start].strip(" (["):
        return found[0]
    return None


def _is_head(entry: _Entry, following: _Entry) -> bool:
    """A short line without a full stop before an entry of a list."""
    text = entry.text
    listed = following.bullet or _date_of(following.text) is not None
    return listed and len(text) < 120 and text[-1:].isalnum() | text.endswith((")", "]", ":")) and "\n" not in text


def _labelled(entries: list[_Entry], n: int) -> int:
    """How many entries in a row have the form "Label: words": 0 for less than two."""
    count = 0
    while n + count < len(entries):
        entry = entries[n + count]
        match = _LABEL.match(entry.text.replace("\n", " "))
        if entry.bullet or match is None or match.end() == len(entry.text):
            break
        count += 1
    return count if count >= 2 else 0


class _Writer:
    """Nodes in their order; consecutive items share a list."""

    def __init__(self, name: str, context: Context) -> None:
        self.name = name
        self.context = context
        self.nodes: list[Node] = []
        self.list: Node | None = None
        self.pending: _Entry | None = None
        self.lists = self.paragraphs = self.items = 0

    def item(self, entry: _Entry) -> None:
        """One entry of a list."""
        if self.list is None or self.pending is not None:
            self.lists += 1
            self.items = 0
            self.list = Node("list", {"type": "chronology", "xml:id": f"{self.name}.list{self.lists}"})
            if entry.bullet:
                self.list.attributes["rend"] = "bulleted"
            if self.pending is not None:
                self.list.add(Node("head", {}, self._words(self.pending, 0)))
                self.pending = None
            self.nodes.append(self.list)
        self.items += 1
        start = 0
        if entry.bullet:
            match = _BULLET.match(entry.lines[0].text)
            start = match.end() if match else 0
            self.context.furniture["list bullet"].append(entry.lines[0].number)
        node = Node("item", {"xml:id": f"{self.name}.list{self.lists}.i{self.items}"}, self._words(entry, start))
        self._date(node)
        self.context.counts["chronology_items"] += 1
        self.list.add(node)

    def _date(self, node: Node) -> None:
        found = _date_of(node.flat())
        if found is not None:
            before, inner, after = split(node.children, found.start, found.end)
            node.children = [*before, Node("date", dict(found.attributes), inner), *after]

    def _words(self, entry: _Entry, start: int) -> list[Node | str]:
        parts: list[Node | str] = []
        for n, line in enumerate(entry.lines):
            text = line.text.rstrip()
            low = max(start if n == 0 else 0, len(text) - len(text.lstrip()))
            parts += ["\n", Piece(text[low:], line.number, low + 1)] if n else [Piece(text[low:], line.number, low + 1)]
        return parse(parts, self.context, marks=False).children

    def head(self, entry: _Entry) -> None:
        """The head of the list that follows."""
        self._flush()
        self.pending, self.list = entry, None

    def paragraph(self, entry: _Entry) -> None:
        """Words that are no entry."""
        self._flush()
        self.list = None
        self.paragraphs += 1
        inner = self._words(entry, 0)
        self.nodes.append(Node("p", {"xml:id": f"{self.name}.p{self.paragraphs}"}, inner))

    def labels(self, entries: list[_Entry]) -> None:
        """Labelled lines: ``list[@type='gloss']``."""
        self._flush()
        self.list = None
        self.lists += 1
        blocks = [Block(0, entry.lines) for entry in entries]
        made = glossary(blocks, f"{self.name}.labels{self.lists}", self.context)
        if made is None:
            for entry in entries:
                self.paragraph(entry)
        else:
            self.nodes += made

    def _flush(self) -> None:
        if self.pending is not None:
            pending, self.pending = self.pending, None
            self.paragraph(pending)

    def finished(self) -> list[Node]:
        """All nodes."""
        self._flush()
        return self.nodes

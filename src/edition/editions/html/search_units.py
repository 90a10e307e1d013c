"""What the search looks through: the units of a page, each a paragraph, a heading, a note, some lines of verse, a cell.

In: a page of the website as a tree, and which of its ids are mentions of which entries of the registers. Out: its
units in order, each with its text, what kind of text it is, the id by which it is found, the words that are names, and
the entries it mentions. Only the text's own words are in it: nothing that is marked data-generated.

The browser takes a page apart in the same way to mark what was found (xslt/html/search/20-page.js): a change here is
one there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.editions.html.pages import INLINE
from edition.editions.html.search_folding import words_of

__all__ = ["FIELDS", "NAMES", "Unit", "units_of"]

#: The kinds of text, by the letters that stand for them in the index and in addresses.
FIELDS: Final = {
    "t": "text",
    "v": "verse",
    "h": "headings",
    "a": "author",
    "r": "translator",
    "e": "editor",
    "o": "other",
}
#: Classes of names of persons, places and organisations.
NAMES: Final = frozenset("name persName placeName orgName rs geogName objectName eventName".split())
_HANDS: Final = {"author": "a", "translator": "r", "editor": "e"}
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption"))
#: So many lines of verse are one unit, so that what runs over the end of a line is found.
_LINES: Final = 14


@dataclass(slots=True)
class Unit:
    """A stretch of text in which words are looked for together; ``text`` has a line feed between its lines."""

    text: str
    field: str
    id: str
    names: frozenset[int] = frozenset()
    entries: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Run:
    """Text that is being collected: its parts, each with whether it is within a name."""

    parts: list[tuple[str, bool]] = field(default_factory=list)
    entries: set[tuple[int, int]] = field(default_factory=set)
    lines: int = 0
    kind: str = ""
    id: str = ""


def units_of(root: etree._Element, mentions: Mapping[str, tuple[int, int]] | None = None) -> Iterator[Unit]:
    """The units of a page; ``mentions`` gives the entry to which a name with an id leads."""
    for main in root.iter("main"):
        yield from _Walk(mentions or {}).through(main)


class _Walk:
    """One walk through the text of a page."""

    def __init__(self, mentions: Mapping[str, tuple[int, int]]) -> None:
        self.mentions = mentions
        self.run = _Run()
        #: Of each open block: what kind of text it is, and the public id nearest to it.
        self.blocks: list[tuple[str, str]] = [("t", "")]
        #: How many names are open.
        self.named = 0

    def through(self, main: etree._Element) -> Iterator[Unit]:
        walker = etree.iterwalk(main, events=("start", "end"))
        for event, node in walker:
            inline = node.tag in INLINE and node.tag != "br"
            if event == "start":
                if node.get("data-generated") is not None:
                    if not inline:
                        yield from self.end_of_run()
                    walker.skip_subtree()
                    continue
                classes = node.get("class", "").split()
                if inline:
                    self.named += not NAMES.isdisjoint(classes)
                elif not self.is_soft(node.tag, classes):
                    yield from self.end_of_run()
                else:
                    if "l" in classes:
                        self.run.lines += 1
                        if self.run.lines > _LINES:
                            yield from self.end_of_run()
                            self.run.lines = 1
                    self.add("\n")
                if not inline and node.tag != "br":
                    self.blocks.append(self.block(node, classes))
                entry = self.mentions.get(node.get("id", ""))
                if entry is not None:
                    self.run.entries.add(entry)
                self.add(node.text)
                continue
            if node.get("data-generated") is None:
                classes = node.get("class", "").split()
                if inline:
                    self.named -= not NAMES.isdisjoint(classes)
                else:
                    if self.is_soft(node.tag, classes):
                        self.add("\n")
                    else:
                        yield from self.end_of_run()
                    if node.tag != "br":
                        self.blocks.pop()
            if node is not main:
                self.add(node.tail)
        yield from self.end_of_run()

    @staticmethod
    def is_soft(tag: str, classes: list[str]) -> bool:
        """A line of verse, or the end of a line: a unit runs on over it."""
        return tag == "br" or "l" in classes

    def block(self, node: etree._Element, classes: list[str]) -> tuple[str, str]:
        kind, identifier = self.blocks[-1]
        own = node.get("id", "")
        if own and own != "text" and not own.startswith("_"):
            identifier = own
        if node.tag == "li" and "note" in classes:
            kind = next((_HANDS[name] for name in classes if name in _HANDS), "o")
        elif kind == "t":
            if node.tag in _HEADINGS or "head" in classes or "subtitle" in classes:
                kind = "h"
            elif "lg" in classes or "l" in classes:
                kind = "v"
        return kind, identifier

    def add(self, text: str | None) -> None:
        if not text:
            return
        if not self.run.kind and not text.isspace():
            self.run.kind, self.run.id = self.blocks[-1]
        self.run.parts.append((text, self.named > 0))

    def end_of_run(self) -> Iterator[Unit]:
        run, self.run = self.run, _Run()
        whole = "".join(text for text, _ in run.parts)
        words = words_of(whole) if whole and not whole.isspace() else []
        if not words:
            return
        names: set[int] = set()
        if any(named for _, named in run.parts):
            stretches, start = [], 0
            for text, named in run.parts:
                if named:
                    stretches.append((start, start + len(text)))
                start += len(text)
            at = 0
            for number, (begin, end) in enumerate(words):
                while at < len(stretches) and stretches[at][1] <= begin:
                    at += 1
                if at < len(stretches) and stretches[at][0] < end:
                    names.add(number)
        lines = (" ".join(line.split()) for line in whole.split("\n")) if run.lines else (" ".join(whole.split()),)
        text = "\n".join(line for line in lines if line)
        yield Unit(text, run.kind or "t", run.id, frozenset(names), tuple(sorted(run.entries)))

"""Endnotes: the sections of notes at the end of a book (or of a chapter), and the notes in them.

In: the blocks of a division of notes and the sections of the book. Out: ``NoteGroup`` objects in the order of the
print, each for one section. A line is a heading or a note by its number and by its likeness to the heading of a
section: both have the same form.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostic import Severity
from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.contents import numbered
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.lines import Block, Line
from edition.sources.plaintext.profile import fold
from edition.sources.plaintext.tokens import RAISED, TOKEN, raised_value
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Endnote", "NoteGroup", "read_notes"]

_NOTE: Final = re.compile(rf"^\s*(?:[-–]\s+)?(?:\[\^?(\d{{1,4}})\]:?|(\d{{1,4}})[.)]|([{RAISED}]{{1,4}}))\s*(?=\S)")
_BULLET: Final = re.compile(r"^\s*[-–]\s+(?=\S)")
_COMPOUND: Final = re.compile(r"^(\d{1,3})\.(\d{1,3})\.?\s+(\S.*)$")
_FOOTNOTE: Final = re.compile(r"^\s*[*†‡]{1,3}\s+\S")


@dataclass(slots=True)
class Endnote:
    """A note: its number, its parts (pieces, and page breaks where blank lines split it), its first line."""

    number: int
    parts: list[Node | str]
    line: int
    footnotes: list[tuple[Line, list[Node | str]]] = field(default_factory=list)


@dataclass(slots=True)
class NoteGroup:
    """The notes printed together under one heading. ``section`` None: for the whole book, or unknown."""

    section: Section | None
    head: list[Node | str] | None
    notes: list[Endnote] = field(default_factory=list)
    prose: list[list[Node | str]] = field(default_factory=list)
    returns: bool = False


def read_notes(blocks: list[Block], sections: list[Section], context: Context) -> list[NoteGroup]:
    """The groups in the order of the print. Prose before the first note stays as prose of its group."""
    reader = _Reader([s for s in sections if s.kind not in ("notes", "index", "contents")], context)
    for block in blocks:
        reader.blank = True
        for line in block.lines:
            reader.line(line, block)
            reader.blank = False
    return reader.groups


class _Reader:
    """Reads line by line; remembers the open group, the next number, and which sections have had their heading."""

    def __init__(self, sections: list[Section], context: Context) -> None:
        self.context = context
        self.groups: list[NoteGroup] = [NoteGroup(None, None)]
        self.last: dict[str, int] = {}
        self.previous = 0
        self.sections = sections
        self.position = -1
        self.blank = True
        self.titles = [fold(_heading(section)) for section in sections]
        self.by_title: dict[str, int] = {}
        for number, title in enumerate(self.titles):
            self.by_title.setdefault(title, number)

    def line(self, line: Line, block: Block) -> None:
        """Take one line."""
        text = line.text
        if not TOKEN.search(text):
            self.context.furniture["sign without words"].append(line.number)
            return
        if _FOOTNOTE.match(text) and self.groups[-1].notes:
            mark = text.index(text.strip()[0])
            start = len(text) - len(text.lstrip("*†‡ \t"))
            piece = Piece(text[start:].rstrip(), line.number, start + 1)
            self.groups[-1].notes[-1].footnotes.append((Line(line.number, text[mark : mark + 1]), [piece]))
            return
        at = self._section(text)
        if at is not None:
            self._head(at, line)
            return
        match = _NOTE.match(text)
        if match and self._note(match, line):
            return
        self._goes_on(line, block)

    def _section(self, text: str) -> int | None:
        """The section whose heading this line is, or None. Sections come in the order of the book."""
        bare = text.strip().strip("-–*_# ").strip()
        if len(bare) > 250:
            return None
        folded = fold(bare)
        exact = self.by_title.get(folded)
        if exact is not None and exact > self.position:
            return exact
        compound = _COMPOUND.match(bare)
        number, _, title = numbered(bare)
        for at in range(self.position + 1, len(self.sections)):
            section = self.sections[at]
            if compound:
                parent = section.parent
                if (
                    parent is None
                    or (parent.number, section.number) != (int(compound.group(1)), int(compound.group(2)))
                    or _alike(fold(compound.group(3)), fold(section.title)) < 0.6
                ):
                    continue
                return at
            if number is None:
                if section.number is None and _alike(folded, self.titles[at]) > 0.9:
                    return at
                continue
            if section.number == number and section.level <= 1 and _alike(fold(title), fold(section.title)) > 0.6:
                return at
        return None

    def _head(self, at: int, line: Line) -> None:
        section = self.sections[at]
        self.position = at
        self.last[section.id] = 0
        text = line.text
        start = len(text) - len(text.lstrip())
        bullet = _BULLET.match(text)
        if bullet:
            self.context.furniture["list bullet"].append(line.number)
            start = bullet.end()
        group = NoteGroup(section, [Piece(text[start:].rstrip(), line.number, start + 1)])
        self.groups.append(group)
        title = fold(text[start:])
        expected = self.titles[at]
        if title != expected and _COMPOUND.match(text.strip()) is None:
            self.context.doubt(
                "heading-differs",
                f'the heading of the notes "{text.strip()}" differs from that of its section',
                line.number,
                start + 1,
                "the heading was kept as it stands",
                decision=f"notes of {section.id}",
                severity=Severity.INFO,
            )

    def _note(self, match: re.Match[str], line: Line) -> bool:
        """Begin a note if its number may follow; False for a line that only looks like one."""
        group = self.groups[-1]
        digits = match.group(1) or match.group(2)
        number = int(digits) if digits else raised_value(match.group(3))
        name = group.section.id if group.section else ""
        last = self.last.get(name, 0)
        # Notes that are numbered through the book go on under the next heading.
        if number == last + 1 or (not last and number == self.previous + 1 and group.section is not None):
            self._begin(group, number, match.end(), line)
            self.last[name] = number
            return True
        parent = group.section.parent if group.section else None
        if parent is not None and number == self.last.get(parent.id, -9) + 1:
            # The chapter goes on after its sub-chapters, and so do its numbers.
            returning = NoteGroup(parent, None, returns=True)
            self.groups.append(returning)
            self._begin(returning, number, match.end(), line)
            self.last[parent.id] = number
            self.context.doubt(
                "notes-return",
                f"note {number} goes on with the numbers of {parent.id}, under the heading of another section",
                line.number,
                1,
                decision=f"note {number} of {parent.id}",
                severity=Severity.INFO,
            )
            return True
        if last and last < number <= last + 3 and self.blank:
            self.context.doubt(
                "note-number-gap",
                f"note {number} follows note {last}",
                line.number,
                1,
                "a note may be missing in the source",
                decision="read as a note",
            )
            self._begin(group, number, match.end(), line)
            self.last[name] = number
            return True
        if number == 1 and group.section is None and last > 0 and self.blank:
            # Notes without headings whose numbers begin again: the next section's.
            fresh = NoteGroup(None, None)
            self.groups.append(fresh)
            self._begin(fresh, 1, match.end(), line)
            self.last[name] = 1
            return True
        return False

    def _begin(self, group: NoteGroup, number: int, start: int, line: Line) -> None:
        self.previous = number
        self.context.furniture["number of an endnote"].append(line.number)
        if _BULLET.match(line.text):
            self.context.furniture["list bullet"].append(line.number)
        group.notes.append(Endnote(number, [Piece(line.text[start:].rstrip(), line.number, start + 1)], line.number))

    def _goes_on(self, line: Line, block: Block) -> None:
        """A line that begins no note goes on with the last one; before the first note it is prose."""
        group = self.groups[-1]
        bullet = _BULLET.match(line.text) if group.notes else None
        start = bullet.end() if bullet else len(line.text) - len(line.text.lstrip())
        piece = Piece(line.text[start:].rstrip(), line.number, start + 1)
        if not group.notes:
            if self.blank or not group.prose:
                group.prose.append(pieces(Block(0, [line])))
            else:
                group.prose[-1] += ["\n", piece]
            return
        if bullet:
            self.context.furniture["list bullet"].append(line.number)
        parts = group.notes[-1].parts
        last = parts[-1]
        ends = str(last).rstrip()
        goes = ends.endswith("-") and ends[-2:-1].isalpha() and piece[:1].islower()
        if goes and isinstance(last, Piece):
            word = re.search(r"([^\W\d_]+)-$", ends)
            following = re.match(r"[^\W\d_]+", piece)
            joined = (word.group(1) + following.group()).lower() if word and following else ""
            if joined in self.context.lexicon:
                parts[-1] = last.cut(0, len(ends) - 1)
                self.context.furniture["hyphen at a page seam"].append(last.line)
                parts += [Node("pb", {"break": "no", "rend": "hyphen"}), piece]
            else:
                parts += [Node("pb", {"break": "no"}), piece]
        elif self.blank:
            parts += [" ", Node("pb"), piece]
        else:
            parts += ["\n", piece]


def _alike(first: str, second: str) -> float:
    if first == second:
        return 1.0
    matcher = difflib.SequenceMatcher(None, first, second)
    return matcher.ratio() if matcher.quick_ratio() > 0.5 else 0.0


def _heading(section: Section) -> str:
    """The heading of a section as it stands in the text, its subtitle included."""
    return " ".join(block.text for block in section.head)

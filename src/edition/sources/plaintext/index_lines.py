"""The lines of a printed index, put together to entries: what was wrapped is joined, what runs in is parted.

In: the blocks of an index. Out: ``Unit`` objects in the order of the print (letters, and entries with label, locators
and references), each still without its level. Bullets and indentation are kept as evidence and trusted by nobody here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.sources.plaintext.index_locators import ONLY_LOCATORS, See, Spot, last_page, locators, references
from edition.sources.plaintext.lines import Block, Line
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Joined", "Unit", "is_index", "letter_of", "units_of"]

_BULLET: Final = re.compile(r"^\s*[-–•]\s+(?=\S)")
_LETTER: Final = re.compile(r"^[-–—•#*_=\[\s]*(?P<letters>[^\W\d_](?:\s?[,/–-]\s?[^\W\d_]){0,3})[-–—*_#=\].\s]*$")
_PAGES_END: Final = re.compile(r"(?:^|[\s,*_(])\d{1,4}(?:[-–]\d+|[ ]?ff?\.?|[ ]?nn?\.?[ ]?\d*)?[*_)]*[,;.]?\s*$")
_PAGES_INSIDE: Final = re.compile(r",\s\d{1,4}(?:[-–]\d{1,4})?[,;]")
_SEE_LINE: Final = re.compile(r"\b(?:see|siehe|voir|vedi|véase|zie)\b|см\.", re.IGNORECASE)
#: Words after which no label ends: the line was wrapped.
_OPEN_WORDS: Final = frozenset(
    "a an and as at by for from in of on or the to with under against between der die das dem den des ein eine und von "
    "vom zu zum zur in im mit bei für über auf aus la le les de du des et en dans par pour sur au aux avec и в во на с "
    "со о об от до из к ко по для при the's della dei del y".split()
)
_QUOTES: Final = (("“", "”"), ("„", "“"), ("«", "»"), ("(", ")"), ("[", "]"))


def letter_of(text: str) -> re.Match[str] | None:
    """The match of a line that is nothing but the letter over a part of the index ("A", "- C**", "## S", "X, Y")."""
    return _LETTER.match(text)


def is_index(blocks: Sequence[Block]) -> bool:
    """Whether the lines look like those of an index: enough of them name pages or lead to other entries."""
    lines = [line.text for block in blocks for line in block.lines if letter_of(line.text) is None]
    hits = sum(
        1
        for text in lines
        if len(text) < 2000 and (_PAGES_END.search(text) or _PAGES_INSIDE.search(text) or _SEE_LINE.search(text))
    )
    named = sum(1 for text in lines if _PAGES_END.search(text) or _PAGES_INSIDE.search(text))
    return named > 0 and hits * 5 >= len(lines) * 2


class Joined:
    """The pieces of an entry as one text, and the way back: any stretch of the text as parts of the tree."""

    __slots__ = ("pieces", "starts", "text")

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.starts = []
        at = 0
        for piece in pieces:
            self.starts.append(at)
            at += len(piece) + 1
        self.text = "\n".join(pieces)

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a place in the text."""
        n = max(0, bisect_right(self.starts, at) - 1)
        return self.pieces[n].line, self.pieces[n].column + at - self.starts[n]

    def parts(self, start: int, end: int) -> list[Node | str]:
        """The stretch as pieces, with a line end (or ``lb`` inside a word) where a line ended."""
        parts: list[Node | str] = []
        n = max(0, bisect_right(self.starts, start) - 1)
        while n < len(self.pieces) and self.starts[n] < end:
            low, piece = self.starts[n], self.pieces[n]
            cut = piece.cut(max(0, start - low), min(len(piece), end - low))
            if n and start < low:
                above = self.pieces[n - 1]
                inside = above.endswith("-") and above[-2:-1].isalpha() and piece[:1].islower()
                parts.append(Node("lb", {"break": "no"}) if inside else "\n")
            if cut:
                parts.append(cut)
            n += 1
        if n < len(self.pieces) and start < self.starts[n] == end:
            parts.append("\n")
        return parts


@dataclass(slots=True, eq=False)
class Record:
    """Lines that belong together, before they are parted: pieces, and how the first of them stands."""

    pieces: list[Piece]
    shape: str
    region: int
    letter: Piece | None = None


@dataclass(slots=True, eq=False)
class Unit:
    """An entry: the text it stands in, from ``start`` to ``end``; its label, locators, references; its surroundings.

    ``begins`` is False for what runs in behind another entry; ``after`` is the sign that closed the entry before it.
    """

    text: Joined
    start: int
    end: int
    label_end: int
    spots: list[Spot]
    sees: list[See]
    begins: bool
    after: str
    shape: str
    region: int
    letter: Piece | None = None
    level: int = 0
    sure: bool = True
    children: list[Unit] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The label, on one line, without marks of emphasis and without the comma before the locators."""
        end = min([self.label_end, *(see.start for see in self.sees if see.start >= self.start)])
        plain = re.sub(r"[*_~]+", "", self.text.text[self.start : end].replace("-\n", "-").replace("\n", " "))
        return plain.strip().rstrip(",;:").removesuffix(" (").strip()

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.text.place(self.start)[0]

    @property
    def bare(self) -> bool:
        """True for an entry that names neither a page nor another entry."""
        return not self.spots and not self.sees


def _piece(line: Line, start: int) -> Piece:
    text = line.text.rstrip()
    start = max(start, len(text) - len(text.lstrip()))
    return Piece(text[start:], line.number, start + 1)


def _shape(line: Line, bullet: re.Match[str] | None) -> str:
    """How a line begins: its bullet, and how deep the word behind it stands."""
    text = line.text.expandtabs(8)
    return ("-" if bullet else "") + str(len(text) - len(text.lstrip(" -–•")))


def _regions(blocks: Sequence[Block]) -> dict[int, int]:
    """Block index -> region: lines that were set in the same way. Small blocks in a row are one region."""
    regions: dict[int, int] = {}
    count = 0
    small = False
    for block in blocks:
        if len(block.lines) > 3 or not small:
            count += 1
        small = len(block.lines) <= 3
        regions[block.index] = count
    return regions


def _records(blocks: Sequence[Block], bullets: list[int]) -> list[Record]:
    """Lines to records: lines of locators, and lines whose end shows that they go on, are joined."""
    records: list[Record] = []
    regions = _regions(blocks)
    for block in blocks:
        for line in block.lines:
            letter = letter_of(line.text)
            if letter is not None:
                at = letter.start("letters")
                piece = Piece(letter["letters"], line.number, at + 1)
                records.append(Record([piece], "", regions[block.index], piece))
                continue
            bullet = _BULLET.match(line.text)
            if bullet:
                bullets.append(line.number)
            piece = _piece(line, bullet.end() if bullet else 0)
            before = records[-1] if records and records[-1].letter is None else None
            if before is not None and _goes_on(before.pieces, piece):
                before.pieces.append(piece)
            else:
                records.append(Record([piece], _shape(line, bullet), regions[block.index]))
    return records


def _goes_on(before: Sequence[Piece], piece: Piece) -> bool:
    """True where a line is beyond doubt the rest of the entry before it."""
    last = before[-1].rstrip()
    if ONLY_LOCATORS.fullmatch(piece):
        return True
    if last.endswith(",") and re.match(r"[*_]*\d{1,4}(?:[-–]\d{1,4})?[*_]*[,;.]", piece):
        return True
    if last.endswith("-") and last[-2:-1].isalpha() and piece[:1].islower():
        return True
    if re.search(r"(?i)(?:^|[.,;:(\s*_])(?:see|siehe|voir|см\.|see also|siehe auch|voir aussi)[*_]*$", last):
        return True
    text = " ".join(before)
    words = last.rsplit(None, 1)
    if words and words[-1].strip('*_"“„«(').lower() in _OPEN_WORDS and not references(text, 0, len(text)):
        return True
    if text.count('"') % 2 == 1 and piece.count('"') % 2 == 1:
        return True
    return any(
        text.count(left) > text.count(right) and piece.count(right) > piece.count(left) for left, right in _QUOTES
    )


def _cuts(joined: Joined, sees: list[See], run_in: bool) -> list[int]:
    """Where entries that run in begin: behind a semicolon that follows locators or a reference."""
    text = joined.text
    cuts: list[int] = []
    start = 0
    for match in re.finditer(r";\s+", text):
        if any(see.start <= match.start() < see.end for see in sees):
            continue
        ahead = text[match.end() :]
        if not re.match(r"[*_\"“„«'‘(]*[^\W\d_]", ahead) or re.match(r"[ivx]+\.[ ]\d|passim\b|nn?\.?[ ]?\d", ahead):
            continue
        closed = locators(text, start, match.start(), 0)[1] or any(start <= see.start < match.start() for see in sees)
        if closed and run_in:
            cuts.append(match.end())
            start = match.end()
    if cuts:
        first = text[: cuts[0]]
        colon = re.search(r":\s+(?=[*_\"“„«'‘]*[^\W\d_])", first)
        if colon and not locators(text, 0, colon.start(), 0)[1] and not any(s.start < colon.start() for s in sees):
            cuts.insert(0, colon.end())
    return cuts


def _is_run_in(texts: Sequence[tuple[Joined, list[See]]]) -> bool:
    """Whether sub-entries run in behind their heads, parted by semicolons, as a habit of this index."""
    found = sum(1 for joined, sees in texts if ";" in joined.text and _cuts(joined, sees, True))
    return found >= 2 and found * 25 >= len(texts)


def _close_wraps(records: list[Record]) -> list[Record]:
    """In an index that runs in: a line that does not end with a locator or a sign goes on in the next one."""
    joined: list[Record] = []
    for record in records:
        before = joined[-1] if joined else None
        if before is not None and before.letter is None and record.letter is None:
            text = "\n".join(before.pieces)
            ended = text.rstrip().endswith((";", ".", ":")) or locators(text, 0, len(text), 0)[1]
            if not ended and (";" in text or record.pieces[0][:1].islower()) and not references(text, 0, len(text)):
                before.pieces += record.pieces
                continue
        joined.append(record)
    return joined


def units_of(blocks: Sequence[Block], bullets: list[int], last: int) -> tuple[list[Unit], int]:
    """The entries of an index, and the last page it can name (``last``, where that is known)."""
    records = _records(blocks, bullets)
    if _is_run_in(
        [(j, references(j.text, 0, len(j.text))) for r in records if r.letter is None for j in [Joined(r.pieces)]]
    ):
        records = _close_wraps(records)
    texts = [Joined(record.pieces) for record in records]
    sees = [references(joined.text, 0, len(joined.text)) for joined in texts]
    run_in = _is_run_in([(t, s) for t, s, r in zip(texts, sees, records, strict=True) if r.letter is None])
    if not last:
        last = last_page(
            spot.last
            for joined, record in zip(texts, records, strict=True)
            if record.letter is None
            for spot in locators(joined.text, 0, len(joined.text), 0)[1]
            if not spot.volume
        )
    units: list[Unit] = []
    after = ""
    for record, joined, found in zip(records, texts, sees, strict=True):
        if record.letter is not None:
            units.append(Unit(joined, 0, len(joined.text), 0, [], [], True, "", "", record.region, record.letter))
            after = ""
            continue
        edges = [0, *_cuts(joined, found, run_in), len(joined.text)]
        for n in range(len(edges) - 1):
            unit = _unit(joined, edges[n], edges[n + 1], found, last)
            unit.begins, unit.after = n == 0, after
            unit.shape, unit.region = record.shape, record.region
            units.append(unit)
            after = joined.text[: edges[n + 1]].rstrip()[-1:]
            after = after if after in ".,;:" else ""
    return units, last


def _unit(joined: Joined, start: int, end: int, sees: list[See], limit: int) -> Unit:
    own = [see for see in sees if start <= see.start < end]
    stop = own[0].start if own else end
    label_end, spots = locators(joined.text, start, stop, limit)
    if own and not spots:
        # A reference in brackets may stand in the label, before the locators.
        label_end, spots = locators(joined.text, own[-1].end, end, limit)
        if not spots:
            label_end = stop
    return Unit(joined, start, end, label_end, spots, own, True, "", "", 0)


def again(first: Unit, second: Unit, limit: int) -> Unit:
    """Two units as one: a label that was wrapped, and the line in which it ends."""
    joined = Joined([*first.text.pieces, *second.text.pieces])
    found = references(joined.text, 0, len(joined.text))
    unit = _unit(joined, first.start, len(joined.text), found, limit)
    unit.begins, unit.after, unit.shape, unit.region = first.begins, first.after, first.shape, first.region
    return unit

"""Bytes to lines and blocks: encoding, line ends, blank runs, and whether the text is hard-wrapped.

In: the bytes of a file. Out: a ``Layout`` of blocks (runs of lines without a blank line between), each with the
number of blank lines before and after it. Refuses what is no text: binary data, an unknown encoding, an empty file,
a line longer than any text has.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from edition.diagnostic import Diagnostic, EditionError, Location, Severity
from edition.sources.plaintext.encoding import old_encoding, read_as

__all__ = ["Block", "Layout", "Line", "assumed", "decode", "layout"]

#: The longest line that is read, in characters. A whole chapter in one line stays far below it.
MAX_LINE: Final = 4_000_000

#: What XML 1.0 cannot hold.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: its number (from 1) and its text without the line end."""

    number: int
    text: str


@dataclass(slots=True)
class Block:
    """Lines without a blank line between, and how many blank lines stand before and after them."""

    index: int
    lines: list[Line]
    before: int = 0
    after: int = 0

    @property
    def first(self) -> int:
        """The number of the first line."""
        return self.lines[0].number

    @property
    def text(self) -> str:
        """The lines joined by spaces, without outer white space."""
        if len(self.lines) == 1:
            return self.lines[0].text.strip()
        return " ".join(line.text.strip() for line in self.lines)

    @property
    def size(self) -> int:
        """The number of characters."""
        return sum(len(line.text) for line in self.lines)


@dataclass(slots=True)
class Layout:
    """The blocks of a text, its lines, whether lines are wrapped (a paragraph is several lines), and the width."""

    lines: list[str]
    blocks: list[Block]
    wrapped: bool
    width: int
    doubts: list[Diagnostic] = field(default_factory=list)


def assumed(data: bytes) -> str:
    """The old encoding that is assumed for bytes that are no UTF-8, or ""."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return old_encoding(data)
    return ""


def decode(data: bytes, path: Path, encoding: str = "") -> str:
    """The text of a file: UTF-8, UTF-16 with a byte order mark, Windows-1252 where the bytes leave little doubt, or the
    encoding that is named. Raises EditionError for anything else.
    """
    if not data.strip():
        raise EditionError(f"{path} is empty", "name a file that holds the text of a book")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise EditionError(
                f"{path} begins like UTF-16, but byte {error.start} is not UTF-16",
                "save the file as UTF-8 and import it again",
            ) from None
    else:
        if b"\x00" in data[:65536] or data.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xd0\xcf\x11\xe0")):
            raise EditionError(
                f"{path} is a binary file, not plain text",
                "save the text of the document as plain text in UTF-8 and import that",
            )
        try:
            text = read_as(data, encoding, path) if encoding else data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if assumed(data):
                return decode(data, path, assumed(data))
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
            raise EditionError(
                f"{path} is not UTF-8: byte {error.start} (0x{data[error.start]:02X}, line {line}) cannot be read",
                "save the file as UTF-8; if it was made by an older program it may be Windows-1252 or Latin-1",
                Location(path, line, column),
            ) from None
    if "\x00" in text[:65536]:
        raise EditionError(f"{path} is a binary file, not plain text", "name a text file in UTF-8")
    if re.match(r"\s*<(\?xml\s|!DOCTYPE\s|TEI[\s>]|html[\s>])", text[:2000], re.IGNORECASE):
        raise EditionError(
            f"{path} is XML or HTML, not plain text",
            'if it is TEI, it needs no import: "edition check" and "edition build" take it',
        )
    if not text.strip():
        raise EditionError(f"{path} holds white space only", "name a file that holds the text of a book")
    return text


def layout(text: str, path: Path) -> Layout:
    """Lines and blocks of a text. Raises EditionError for a line that is longer than any text has."""
    doubts: list[Diagnostic] = []
    raw = _END.split(text)
    for number, line in enumerate(raw, 1):
        if len(line) > MAX_LINE:
            raise EditionError(
                f"{path}: line {number} has {len(line):,} characters, more than the {MAX_LINE:,} that are read",
                "is this a text? A book has line ends between its paragraphs; break the lines and import it again",
                Location(path, number, 1),
            )
    if _ILLEGAL.search(text):
        places = [(n, m.start() + 1) for n, line in enumerate(raw, 1) for m in _ILLEGAL.finditer(line)]
        # A form feed is where a printed page ended: white space like any other, not worth a finding.
        bad = [(n, c) for n, c in places if raw[n - 1][c - 1] != "\f"]
        if bad:
            doubts.append(
                Diagnostic(
                    "control-character",
                    Severity.WARNING,
                    f"{len(bad)} control characters, which XML cannot hold, were read as spaces",
                    Location(path, *bad[0]),
                    "remove them from the source",
                )
            )
        raw = [_ILLEGAL.sub(" ", line) for line in raw]
    blocks: list[Block] = []
    current: list[Line] = []
    blanks = 0
    for number, line in enumerate(raw, 1):
        if line.strip():
            if not current:
                blocks.append(Block(len(blocks), current, blanks))
            current.append(Line(number, line))
            blanks = 0
        else:
            if current:
                current = []
            blanks += 1
    for block, after in itertools.pairwise(blocks):
        block.after = after.before
    if blocks:
        blocks[-1].after = blanks
    wrapped, width = _wrapping(blocks)
    return Layout(raw, blocks, wrapped, width, doubts)


def _wrapping(blocks: list[Block]) -> tuple[bool, int]:
    """Whether paragraphs are broken into lines of one width, and that width: judged by the lines inside blocks."""
    lengths = sorted(len(line.text) for block in blocks for line in block.lines)
    width = lengths[int(len(lengths) * 0.95)] if lengths else 0
    if not 30 <= width <= 140:
        return False, width
    inner = [len(line.text) for block in blocks if len(block.lines) > 2 for line in block.lines[:-1]]
    full = sum(1 for length in inner if width * 0.75 <= length <= width * 1.25)
    return bool(inner) and full > 0.5 * len(inner) and len(inner) > 0.2 * len(lengths), width


#: Letters that are Latin, and letters that are in other scripts (or Latin ones beyond U+0250).
_LATIN: Final = re.compile("[^\\W\\d_\u0250-\U0010ffff]")
_BEYOND: Final = re.compile("[^\\W\\d_\u0000-\u024f]")


def script(text: str) -> str:
    """The script most letters of a text belong to: "Latin", "Cyrillic", "Han", ... or "" where there are none."""
    text = text[:4000]
    latin = len(_LATIN.findall(text))
    if text.isascii():
        return "Latin" if latin else ""
    counts: dict[str, int] = {"Latin": latin} if latin else {}
    for character in _BEYOND.findall(text):
        name = unicodedata.name(character, "?").split(" ")[0].split("-")[0].capitalize()
        counts[name] = counts.get(name, 0) + 1
    if not counts:
        return ""
    best = max(sorted(counts), key=lambda name: counts[name])
    return "Han" if best in ("Cjk", "Kangxi") else best

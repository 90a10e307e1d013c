"""The text of a document as names are looked for in it: blocks of running text, each letter with its place in the file.

In: a document. Out: a ``Reading``: its blocks (paragraphs, heads, notes, lines, cells, items, and each further reading
of an apparatus) in document order. The text of a block is its string without the blocks inside it, note marks and page
breaks, so that none of them parts a name; runs of white space are one space. Each stretch of it knows the bytes it came
from, so that a tag can be written into the file without touching anything else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from edition.diagnostic import Location
from edition.document import Document
from edition.tei import TEI, XML

__all__ = ["TAGGER", "Block", "Element", "Mark", "Reading", "location", "read", "without_comments"]

#: The agent of automatic tags: what stands in @resp of a tag that nobody has looked at.
TAGGER: Final = "#tagger"
#: Elements with running text of their own.
_BLOCKS: Final = frozenset(
    """p head note l cell item label speaker stage ab salute signed closer dateline byline opener trailer figDesc
    docAuthor titlePart imprimatur castItem role roleDesc gloss bibl biblStruct desc""".split()
)
#: Blocks only where they stand outside another block: inside one they are part of the sentence.
_PERHAPS: Final = frozenset("bibl label desc gloss role roleDesc biblStruct".split())
#: What is no part of the running text.
_SKIPPED: Final = frozenset(
    "teiHeader titlePage fw sic orig abbr standOff facsimile sourceDoc formula egXML eg code gi att val idno".split()
)
_BREAKS: Final = frozenset("lb pb cb gb milestone".split())
#: Parts of a text that are about the book, not of it.
_APART: Final = frozenset("contents imprint index residue toc".split())
#: Names and dates: what stands in one of these, and is not the tagger's, was marked by a person.
_MARKED: Final = frozenset(
    """persName placeName orgName geogName objectName eventName name rs title date time surname forename settlement
    region country author editor publisher pubPlace bibl biblStruct biblScope idno num measure term""".split()
)
#: Wrappers that the tagger writes, with the attributes it writes: an element with any other is an editor's.
_WRITTEN: Final = frozenset("""resp cert ref when from to notBefore notAfter unit n type corresp evidence""".split())
_NAMESPACE: Final = TEI + "}"
_ID: Final = f"{XML}}}id"
_LANG: Final = f"{XML}}}lang"
_PREDEFINED: Final = re.compile(rb"&(?:lt|gt|amp|quot|apos|#\d+|#x[0-9a-fA-F]+);")
#: White space that is one space in the running text.
_GAPS: Final = re.compile(r"\s{2,}|[^\S ]")


@dataclass(slots=True, eq=False)
class Element:
    """An element that is open around text: its name, attributes and bytes. ``opened`` ends its start tag, ``closing``
    begins its end tag.
    """

    name: str
    parent: Element | None
    start: int
    opened: int
    attributes: dict[str, str]
    closing: int = 0
    end: int = 0

    @property
    def machine(self) -> bool:
        """Whether the tagger wrote it, and nobody has changed its attributes since."""
        return self.attributes.get("resp") == TAGGER and _WRITTEN.issuperset(self.attributes)


@dataclass(slots=True, eq=False)
class Mark:
    """An element within the text of a block: a name, a date, emphasis; ``start`` and ``end`` are letters."""

    element: Element
    start: int
    end: int = 0

    @property
    def name(self) -> str:
        """The name of the element."""
        return self.element.name


@dataclass(slots=True, eq=False)
class Block:
    """A block of running text. ``division`` is the chapter it belongs to, ``section`` the innermost division,
    ``about`` the chapter that a division of notes belongs to, ``pages`` the printed page from each letter on.
    """

    id: str
    name: str
    text: str = ""
    language: str = ""
    division: str = ""
    section: str = ""
    about: str = ""
    hand: str = ""
    variant: bool = False
    pages: list[tuple[int, str]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    #: Of each stretch: its first letter, its first byte (-1: not in the file), the element it stands in.
    starts: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def page(self, at: int) -> str:
        """The printed page on which a letter stands; the empty string where none is known."""
        index = bisect_right(self.pages, at, key=lambda pair: pair[0]) - 1
        return self.pages[index][1] if index >= 0 else ""

    def human(self) -> list[tuple[int, int]]:
        """The stretches that a person has marked as a name, a date or a title."""
        return [(mark.start, mark.end) for mark in self.marks if mark.name in _MARKED and not mark.element.machine]

    def place(self, letter: int) -> tuple[int, Element]:
        """The byte at which a letter stands, and the element it stands in; -1 where it is not in the file."""
        index = bisect_right(self.starts, letter) - 1
        at = self.bytes[index]
        if at < 0:
            return at, self.elements[index]
        before = self.text[self.starts[index] : letter]
        return at + (len(before) if before.isascii() else len(before.encode())), self.elements[index]


@dataclass(slots=True, eq=False)
class Reading:
    """The blocks of a document, its bytes in UTF-8, the encoding of the file, and what the tagger wrote earlier."""

    document: Document
    data: bytes
    encoding: str
    blocks: list[Block]
    machine: list[Element]
    root: Element | None = None
    #: The types of divisions, by their ids.
    types: dict[str, str] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)
    ids: dict[str, Element] = field(default_factory=dict)

    def divisions(self) -> list[str]:
        """The chapters, in order."""
        return list(dict.fromkeys(block.division for block in self.blocks))


def read(document: Document) -> Reading:
    """The blocks of a document, from one pass over its bytes."""
    encoding = (document.tree.docinfo.encoding or "utf-8").lower()
    data = document.source
    if encoding not in ("utf-8", "utf8", "us-ascii"):
        data = data.decode(encoding).encode("utf-8")
    elif data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    return _Reader(document, data, encoding).reading


_NO_MARKUP: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)


def without_comments(data: bytes) -> bytes:
    """The bytes with what only looks like markup (comments, CDATA, processing instructions) made into spaces, so that
    every other byte has its place.
    """
    return _NO_MARKUP.sub(lambda match: b" " * len(match[0]), data)


def location(reading: Reading, at: int) -> Location:
    """Line and column of a byte."""
    start = reading.data.rfind(b"\n", 0, at) + 1
    line = reading.data.count(b"\n", 0, at) + 1
    return Location(reading.document.path, line, len(reading.data[start:at].decode("utf-8", "replace")) + 1)


@dataclass(slots=True)
class _Frame:
    element: Element
    block: Block | None
    skip: bool
    language: str
    division: str
    section: str
    about: str
    mark: Mark | None = None
    first: bool = True


class _Reader:
    def __init__(self, document: Document, data: bytes, encoding: str) -> None:
        self.data = data
        self.stack: list[_Frame] = []
        self.reading = Reading(document, data, encoding, [], [])
        self.page = ""
        self.counts: dict[str, int] = {}
        self.cdata = False
        self.parser = expat.ParserCreate("utf-8", namespace_separator="}")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartCdataSectionHandler = lambda: setattr(self, "cdata", True)
        self.parser.EndCdataSectionHandler = lambda: setattr(self, "cdata", False)
        self.parser.Parse(data, True)
        for block in self.reading.blocks:
            block.text = "".join(block.parts)
            block.parts = []
            if block.text.endswith(" "):
                block.text = block.text[:-1]
            for mark in block.marks:
                mark.end = min(mark.end, len(block.text))
        self.reading.blocks = [block for block in self.reading.blocks if block.text]

    def start(self, name: str, given: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        local = name[len(_NAMESPACE) :] if name.startswith(_NAMESPACE) else name.rpartition("}")[2]
        attributes = dict(given)
        above = self.stack[-1] if self.stack else None
        element = Element(local, above.element if above else None, at, self._tag_end(at), attributes)
        if above is None:
            self.reading.root = element
            frame = _Frame(element, None, False, attributes.get(_LANG, ""), "", "", "")
        else:
            language = attributes.get(_LANG, above.language)
            frame = _Frame(element, above.block, above.skip, language, above.division, above.section, above.about)
        self.stack.append(frame)
        self.reading.elements.append(element)
        identifier = attributes.get(_ID, "")
        if identifier:
            self.reading.ids[identifier] = element
        if element.machine:
            self.reading.machine.append(element)
        if element.name in _BREAKS:
            self._break(local, attributes, frame.block, element)
        elif local in ("div", "front", "body", "back", "group", "div1", "div2", "div3", "div4"):
            self._division(frame, attributes, identifier)
        elif self._skipped(local, attributes):
            frame.skip = True
        elif above is not None and above.element.name == "app" and local in ("lem", "rdg", "rdgGrp"):
            if not above.first and not frame.skip and above.block is not None:
                self._block(frame, identifier, local, above.block.id)
                assert frame.block is not None
                frame.block.variant = True
            above.first = False
        elif local in _BLOCKS and not frame.skip and not (local in _PERHAPS and frame.block is not None):
            if frame.block is not None and local not in ("note", "figDesc", "head"):
                self._space(frame.block, element)
            self._block(frame, identifier, local, frame.block.id if frame.block is not None else "")
        if frame.block is not None and above is not None and frame.block is above.block and not frame.skip:
            frame.mark = Mark(element, frame.block.length)

    def _division(self, frame: _Frame, attributes: dict[str, str], identifier: str) -> None:
        kind = attributes.get("type", "")
        if kind in _APART:
            frame.skip = True
        if not identifier:
            return
        frame.section = identifier
        self.reading.types[identifier] = kind
        if kind == "notes":
            about = attributes.get("corresp", "")
            frame.division = identifier
            frame.about = about[1:] if about.startswith("#") else ""
        elif not frame.division and kind not in ("part", "book", "volume"):
            frame.division = identifier

    def _block(self, frame: _Frame, identifier: str, name: str, above: str) -> None:
        if not identifier:
            base = above or frame.section or "text"
            key = f"{base}/{name}"
            self.counts[key] = self.counts.get(key, 0) + 1
            identifier = f"{key}{self.counts[key]}"
        hand = frame.element.attributes.get("resp", "") if name == "note" else ""
        frame.block = Block(identifier, name, "", frame.language, frame.division, frame.section, frame.about, hand)
        if self.page:
            frame.block.pages.append((0, self.page))
        self.reading.blocks.append(frame.block)

    def _break(self, name: str, attributes: dict[str, str], block: Block | None, element: Element) -> None:
        if name == "pb" and attributes.get("n"):
            self.page = attributes["n"]
            if block is not None:
                block.pages.append((block.length, self.page))
        if block is not None and attributes.get("break") != "no":
            self._space(block, element)

    @staticmethod
    def _skipped(name: str, attributes: dict[str, str]) -> bool:
        """Whether an element is no part of the running text: a note mark, a page head, the title page."""
        kind = attributes.get("type", "")
        if name == "ref":
            return kind in ("noteAnchor", "note", "page")
        return name in _SKIPPED or (name == "list" and kind in _APART)

    def _tag_end(self, at: int) -> int:
        """The byte behind a start tag."""
        data, quote, index = self.data, 0, at
        end = data.find(b">", at)
        if data.count(b'"', at, end) % 2 == 0 and b"'" not in data[at:end]:
            return end + 1
        while True:
            byte = data[index]
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == 62:
                return index + 1
            index += 1

    def end(self, _name: str) -> None:
        at = self.parser.CurrentByteIndex
        frame = self.stack.pop()
        element = frame.element
        # An empty tag ends where it begins.
        empty = self.data[element.opened - 2 : element.opened] == b"/>"
        element.closing = element.opened if empty else at
        element.end = element.opened if empty else self.data.index(b">", at) + 1
        if frame.mark is not None:
            frame.mark.end = frame.mark.start if frame.block is None else frame.block.length
            if frame.mark.end > frame.mark.start and frame.block is not None:
                frame.block.marks.append(frame.mark)

    @staticmethod
    def _space(block: Block, element: Element) -> None:
        """A space that is not in the file: where a break parts words."""
        if block.parts and not block.parts[-1].endswith(" "):
            block.starts.append(block.length)
            block.bytes.append(-1)
            block.elements.append(element)
            block.parts.append(" ")
            block.length += 1

    def text(self, data: str) -> None:
        frame = self.stack[-1]
        block = frame.block
        if block is None or frame.skip:
            return
        at = self.parser.CurrentByteIndex
        source = self.data[at : at + 12]
        if (source[:1] == b"&" and data != "&" and not _PREDEFINED.match(source)) or self.cdata:
            at = -1
        last = 0
        for gap in _GAPS.finditer(data):
            start, end = gap.span()
            if start > last:
                self._stretch(block, data[last:start], self._byte(at, data, last), frame.element)
            self._stretch(block, " ", self._byte(at, data, start), frame.element)
            last = end
        if last < len(data):
            self._stretch(block, data[last:], self._byte(at, data, last), frame.element)

    @staticmethod
    def _byte(at: int, data: str, letter: int) -> int:
        return at if at <= 0 or not letter else at + len(data[:letter].encode())

    @staticmethod
    def _stretch(block: Block, data: str, at: int, element: Element) -> None:
        parts = block.parts
        if data[:1] == " " and (not parts or parts[-1].endswith(" ")):
            data = data[1:]
            at = at + 1 if at >= 0 else at
        if not data:
            return
        block.starts.append(block.length)
        block.bytes.append(at)
        block.elements.append(element)
        parts.append(data)
        block.length += len(data)


def chapters(reading: Reading) -> Iterator[tuple[str, list[Block]]]:
    """The chapters of a reading with their blocks, in order."""
    found: dict[str, list[Block]] = {}
    for block in reading.blocks:
        found.setdefault(block.division, []).append(block)
    yield from found.items()

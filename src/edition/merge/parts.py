"""A TEI file as the parts that a merge puts together: divisions, the blocks in them, comments between them.

In: the bytes of a well-formed file. Out: a ``Version``: a tree of ``Part`` objects, each with its own bytes, the white
space before it, its id, and a canonical form in which only what matters is left: the order of attributes, line ends and
runs of white space do not. Divisions are taken apart; a block is whole, but remembers the ids inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from xml.parsers import expat

from edition.schema import Schema
from edition.tei import TEI

__all__ = ["Inner", "Part", "Token", "Version", "read_version", "translate"]

#: Elements whose children may come from either side one by one: the divisions of a text.
DIVISIONS: Final = frozenset("TEI text group front body back div div1 div2 div3 div4 div5 div6 div7".split())
#: A start tag ("<", name, attributes), an end (">",), a comment ("!", text), an instruction ("?", name, text), or
#: words ("", text).
Token = tuple[object, ...]
_NOTHING: Final[Token] = ("", "")

_TAG: Final = re.compile(rb"<[^\s/>\"']+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_POINTER: Final = re.compile(r"#([^\s#]+)")
_WORD: Final = re.compile(r"[^\W_]+")
_XML_ID: Final = "http://www.w3.org/XML/1998/namespace}id"
_NAMESPACE: Final = TEI + "}"
_ID: Final = re.compile(rb"(\sxml:id\s*=\s*)(\"[^\"]*\"|'[^']*')")
_QUOTED: Final = re.compile(rb"\"[^\"]*\"|'[^']*'")


@dataclass(slots=True, eq=False)
class Inner:
    """An element with an id inside a block, or the block itself: its name, its id, its tokens."""

    name: str
    id: str
    first: int
    last: int = 0


@dataclass(slots=True, eq=False)
class Part:
    """A division, a block, a comment, or words that stand where none should.

    ``start`` to ``end`` are its bytes, ``gap`` is where the white space before it begins, ``opened`` the end of its
    start tag, ``closing`` where the white space before its end tag begins, ``closed`` the start of its end tag.
    """

    name: str
    division: bool
    start: int
    gap: int
    first: int
    id: str = ""
    end: int = 0
    opened: int = 0
    closing: int = 0
    closed: int = 0
    last: int = 0
    empty_tag: bool = False
    parent: Part | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    children: list[Part] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)

    def iter(self) -> Iterator[Part]:
        """The parts below this one that are merged by themselves, in document order; nothing below a block."""
        for child in self.children:
            yield child
            if child.division:
                yield from child.iter()


@dataclass(eq=False)
class Version:
    """One version of a file: its bytes in UTF-8, its parts and its tokens, with ids and (``masked``) without."""

    data: bytes
    root: Part
    tokens: list[Token]
    masked: list[Token]

    @cached_property
    def parts(self) -> list[Part]:
        """Every part below the root, in document order."""
        return list(self.root.iter())

    @cached_property
    def ids(self) -> set[str]:
        """Every xml:id."""
        return {inner.id for part in (self.root, *self.parts) for inner in part.inner}

    def key(self, part: Part) -> tuple[Token, ...]:
        """What a part says, whatever ids it has and points to: the tag alone of a division, the whole of a block."""
        own = self.masked[part.first : part.first + 1 if part.division else part.last]
        return tuple(token for token in own if token != _NOTHING)

    def canonical(self, part: Part, names: Mapping[str, str]) -> tuple[Token, ...]:
        """What a part says, in the ids that ``names`` gives for its own."""
        own = self.tokens[part.first : part.first + 1 if part.division else part.last]
        return tuple(_renamed(token, names) for token in own if token != _NOTHING)

    def tag(self, part: Part, names: Mapping[str, str]) -> Token:
        """The start tag of a part, in the ids that ``names`` gives for its own."""
        return _renamed(self.tokens[part.first], names)

    def inner_key(self, inner: Inner) -> tuple[Token, ...]:
        """What an element inside a block says, whatever ids it has."""
        return tuple(self.masked[inner.first : inner.last])

    def words(self, part: Part) -> list[str]:
        """The words of a block; of a division none."""
        if part.division:
            return []
        found: list[str] = []
        for token in self.tokens[part.first : part.last]:
            if token[0] == "":
                found += _WORD.findall(str(token[1]).casefold())
        return found

    def text(self, part: Part) -> str:
        """The words of a part as they stand, in one line."""
        tokens = self.tokens[part.first : part.first if part.division else part.last]
        return " ".join("".join(str(token[1]) for token in tokens if token[0] == "").split())

    def below(self, part: Part) -> Version:
        """A block taken apart in its turn: the same file, of which only that block is looked at."""
        return Version(self.data, part, self.tokens, self.masked)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        return place_in(self.data, offset)


def place_in(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of an offset in UTF-8 bytes."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1


def _renamed(token: Token, names: Mapping[str, str]) -> Token:
    if token[0] != "<" or not names:
        return token
    attributes = token[2]
    assert isinstance(attributes, tuple)
    changed = tuple(
        (key, names.get(value, value) if key == _XML_ID else _pointers(value, names)) for key, value in attributes
    )
    return token if changed == attributes else ("<", token[1], changed)


def _pointers(value: str, names: Mapping[str, str]) -> str:
    if "#" not in value:
        return value
    return _POINTER.sub(lambda m: f"#{names.get(m[1], m[1])}" if _starts(value, m.start()) else m[0], value)


def _starts(value: str, at: int) -> bool:
    """True for a "#" that begins a pointer into this file, not one behind the name of another."""
    return at == 0 or value[at - 1].isspace()


def translate(data: bytes, names: Mapping[str, str]) -> bytes:
    """Bytes of a file with other ids: in ``xml:id`` and in the pointers to it, and nowhere in the words."""
    changed = {old: new for old, new in names.items() if old != new}
    if not changed:
        return data

    def tag(match: re.Match[bytes]) -> bytes:
        text = match.group()
        if text.startswith((b"<!", b"<?")):
            return text
        if b"xml:id" in text:
            text = _ID.sub(lambda m: m[1] + _quoted(m[2], lambda value: changed.get(value, value)), text)
        if b"#" in text:
            text = _QUOTED.sub(lambda m: _quoted(m[0], lambda value: _pointers(value, changed)), text)
        return text

    return re.sub(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|" + _TAG.pattern, tag, data, flags=re.DOTALL)


def _quoted(text: bytes, change: object) -> bytes:
    assert callable(change)
    value = text[1:-1].decode("utf-8")
    return text[:1] + str(change(value)).encode("utf-8") + text[-1:]


def read_version(data: bytes, schema: Schema) -> Version:
    """The parts of a well-formed file in UTF-8. Raises ExpatError for one that is not."""
    return _Reader(data, schema).read()


@dataclass(slots=True)
class _Open:
    """An element that is open while the file is read; ``part`` is None deep inside a block."""

    part: Part | None
    inner: Inner | None
    takes_parts: bool
    only_elements: bool
    empty_tag: bool
    block: Part | None


class _Reader:
    """One pass of expat."""

    def __init__(self, data: bytes, schema: Schema) -> None:
        self.data = data
        self.schema = schema
        self.tokens: list[Token] = []
        self.masked: list[Token] = []
        self.open: list[_Open] = []
        self.text: list[str] = []
        self.seam = 0  # where the last tag, comment or instruction between parts ended
        self.root: Part | None = None
        self.parser = expat.ParserCreate("utf-8", namespace_separator="}")
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CommentHandler = lambda text: self._other("#comment", ("!", text), b"-->")
        self.parser.ProcessingInstructionHandler = lambda name, text: self._other("#pi", ("?", name, text), b"?>")
        self.parser.CharacterDataHandler = self.text.append

    def read(self) -> Version:
        """Read the whole file."""
        self.parser.Parse(self.data, True)
        assert self.root is not None
        return Version(self.data, self.root, self.tokens, self.masked)

    def _add(self, token: Token, masked: Token | None = None) -> None:
        self.tokens.append(token)
        self.masked.append(token if masked is None else masked)

    def _flush(self) -> None:
        """The words before the tag that begins here: a token in a block, a part of its own between blocks."""
        words = "".join(self.text)
        self.text.clear()
        if not self.open or not words:
            return
        top = self.open[-1]
        if not words.strip(" \t\r\n"):
            if not top.only_elements and not top.takes_parts:
                self._add(("", " "))
            return
        if not top.takes_parts:
            self._add(("", re.sub(r"[ \t\r\n]+", " ", words)))
            return
        raw = self.data[self.seam : self.parser.CurrentByteIndex]
        part = self._part("#text", self.seam + len(raw) - len(raw.lstrip()))
        self._add(("", " ".join(words.split())))
        part.end = self.seam + len(raw.rstrip())
        part.last = len(self.tokens)
        self.seam = part.end

    def _part(self, name: str, start: int, *, division: bool = False) -> Part:
        """A new part of the element that is open."""
        parent = self.open[-1].part if self.open else None
        part = Part(name, division, start, self.seam if parent else start, len(self.tokens), parent=parent)
        if parent is not None:
            parent.children.append(part)
        return part

    def _start(self, tag: str, listed: list[str]) -> None:
        self._flush()
        start = self.parser.CurrentByteIndex
        match = _TAG.match(self.data, start)
        stop = match.end() if match else start
        empty = self.data[stop - 2 : stop] == b"/>"
        name = tag.removeprefix(_NAMESPACE)
        pairs = tuple(sorted(zip(listed[::2], listed[1::2], strict=True)))
        above = self.open[-1] if self.open else None
        part: Part | None = None
        if above is None or above.takes_parts:
            division = above is None or (above.part is not None and above.part.division and name in DIVISIONS)
            part = self._part(name, start, division=division)
            part.attributes, part.opened, part.empty_tag = pairs, stop, empty
            part.id = next((value for key, value in pairs if key == _XML_ID), "")
            self.root = self.root or part
        block = above.block if above is not None and above.block is not None else part
        if part is not None and part.division:
            block = None
        plain = tuple(
            (key, re.sub(r"(^|\s)#[^\s#]+", r"\1#", value) if "#" in value else value)
            for key, value in pairs
            if key != _XML_ID
        )
        inner = None
        identifier = next((value for key, value in pairs if key == _XML_ID), "")
        home = part if part is not None and part.division else block
        if identifier and home is not None:
            inner = Inner(name, identifier, len(self.tokens))
            home.inner.append(inner)
        self._add(("<", name, pairs), ("<", name, plain))
        model = self.schema.model(name) if tag.startswith(_NAMESPACE) else None
        only_elements = model is not None and not model.takes_text
        # What is in a block that holds no words of its own are parts too, for the case that both sides changed it.
        takes_parts = part is not None and (part.division or only_elements)
        self.open.append(_Open(part, inner, takes_parts, only_elements, empty, block))
        self.seam = stop if takes_parts else self.seam

    def _end(self, _tag: str) -> None:
        self._flush()
        top = self.open.pop()
        here = self.parser.CurrentByteIndex
        part = top.part
        self._add((">",))
        if top.inner is not None:
            top.inner.last = len(self.tokens)
        if part is None:
            return
        part.last = len(self.tokens)
        if top.empty_tag:
            part.end = part.closed = part.closing = part.opened
        else:
            part.closed, part.end = here, self.data.index(b">", here) + 1
            part.closing = self.seam if top.takes_parts else here
        if not top.takes_parts:
            self._strip(part)
        self.seam = part.end

    def _strip(self, part: Part) -> None:
        """White space at the two ends of a block is layout."""
        for at, side in ((part.first + 1, str.lstrip), (part.last - 2, str.rstrip)):
            if part.first < at < part.last and self.tokens[at][0] == "":
                self.tokens[at] = self.masked[at] = ("", side(str(self.tokens[at][1])))

    def _other(self, name: str, token: Token, close: bytes) -> None:
        self._flush()
        start = self.parser.CurrentByteIndex
        end = self.data.index(close, start) + len(close)
        if not self.open or not self.open[-1].takes_parts:
            if self.open:
                self._add(token)
            return
        part = self._part(name, start)
        self._add(token)
        part.end, part.last, self.seam = end, len(self.tokens), end

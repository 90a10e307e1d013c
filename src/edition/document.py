"""Documents: an XML file read safely, with the line and column of every start tag.

In: a path or bytes. Out: ``Result[Document]``, or a Result whose value is None with one finding that says where the
XML breaks. Refuses external entities, entity bombs, DTD loading, the network and files over the size limit. This is
the only place that holds parser settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast
from xml.parsers import expat

from lxml import etree

from edition.diagnostic import Diagnostic, EditionError, Location, Result, Severity
from edition.tei import XML_ID

__all__ = ["MAX_BYTES", "Document", "parse", "read_bytes"]

#: The largest file that is read, in bytes.
MAX_BYTES: Final = 256 * 1024 * 1024
#: The longest run of text without a tag, in bytes.
MAX_RUN: Final = 4_000_000
#: The most text, in characters, that internal entities may expand to.
MAX_ENTITY_CHARS: Final = 1_000_000


@dataclass(slots=True, eq=False)
class Document:
    """An XML document: the lxml tree, the path it came from, its bytes, and where its start tags stand."""

    tree: etree._ElementTree
    path: Path | None
    source: bytes
    _positions: dict[int, tuple[int, int]] | None = field(default=None, repr=False)
    _order: list[etree._Element] = field(default_factory=list, repr=False)
    _lines: list[str] | None = field(default=None, repr=False)

    @property
    def root(self) -> etree._Element:
        """The root element."""
        return self.tree.getroot()

    def lines(self) -> list[str]:
        """The lines of the source, without their ends."""
        if self._lines is None:
            self._lines = re.split(r"\r\n|\r|\n", self.source.decode(self.tree.docinfo.encoding or "utf-8", "replace"))
        return self._lines

    def locate(self, node: etree._Element) -> Location:
        """Line and column (from 1) of the start tag of an element; the line alone where the column is unknown."""
        if self._positions is None:
            self._index()
        positions = self._positions or {}
        line, column = positions.get(id(node), (cast("int", node.sourceline or 0), 0))
        return Location(self.path, line, column)

    def at(self, line: int, column: int = 0) -> Location:
        """A place in this document."""
        return Location(self.path, line, column)

    def ids(self) -> Iterator[tuple[str, etree._Element]]:
        """Every xml:id with its element, in document order."""
        for node in self.root.iter("*"):
            name = node.get(XML_ID)
            if name is not None:
                yield name, node

    def _index(self) -> None:
        """One expat pass: the n-th start tag is the n-th element of the tree, as long as their names agree."""
        names: list[str] = []
        places: list[tuple[int, int]] = []
        parser = expat.ParserCreate()

        def start(name: str, _attributes: dict[str, str]) -> None:
            names.append(name)
            places.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

        parser.StartElementHandler = start
        try:
            parser.Parse(self.source, True)
        except expat.ExpatError:
            # lxml read the file and expat does not (an encoding that expat lacks): lines without columns.
            self._positions = {}
            return
        positions: dict[int, tuple[int, int]] = {}
        # The elements are kept alive beside their positions: lxml's proxies are made anew otherwise, and id() changes.
        self._order = list(self.root.iter("*"))
        if len(self._order) == len(places):
            for node, name, place in zip(self._order, names, places, strict=True):
                if str(node.tag).rpartition("}")[2] != name.rpartition(":")[2]:
                    break
                positions[id(node)] = place
        self._positions = positions


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises EditionError for what is no readable file or is over the size limit."""
    try:
        if path.is_dir():
            raise EditionError(f"{path} is a folder, not a file", "name one of the files in it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise EditionError(
                f"{path} is {size / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB that are read",
                "split it into several files",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise EditionError(f"there is no file {path}", "check the name and the folder") from None
    except OSError as error:
        raise EditionError(f"cannot read {path}: {error.strerror}", "check the permissions of the file") from None


def parse(source: Path | bytes, path: Path | None = None) -> Result[Document | None]:
    """Read XML from a path, or from bytes that came from ``path``.

    The value is None where the XML is not well-formed, or was refused as unsafe; one finding then says where and why.
    Raises EditionError for an unreadable file.
    """
    if isinstance(source, Path):
        path = source
        data = read_bytes(source)
    else:
        data = source
    unsafe = _unsafe(data, path)
    if unsafe is not None:
        return Result(None, (unsafe,))
    if not data.strip():
        return Result(
            None,
            (
                Diagnostic(
                    "not-well-formed",
                    Severity.ERROR,
                    "the file is empty",
                    Location(path, 1, 1),
                    "expected a TEI document",
                ),
            ),
        )
    if len(data) > MAX_RUN:
        oversized = _oversized(data, path)
        if oversized is not None:
            return Result(None, (oversized,))
    try:
        return Result(Document(_tree(data, collect_ids=True), path, data))
    except etree.XMLSyntaxError as error:
        if "ID" in str(error) or "xml:id" in str(error):
            # A doubled or odd xml:id is a finding of the checks, not a reason to refuse the file.
            try:
                return Result(Document(_tree(data, collect_ids=False), path, data))
            except etree.XMLSyntaxError as again:
                error = again
        return Result(None, (_syntax(error, data, path),))


def _oversized(data: bytes, path: Path | None) -> Diagnostic | None:
    """A run of text without a tag that is longer than any book's: no edition could be made of it in useful time."""
    at = 0
    for run in data.split(b"<"):
        if len(run) > MAX_RUN:
            start = data.rfind(b"\n", 0, at) + 1
            return Diagnostic(
                "oversized-text",
                Severity.ERROR,
                f"{len(run):,} bytes of text stand here without a tag, more than the {MAX_RUN:,} that are read",
                Location(path, data.count(b"\n", 0, at) + 1, len(data[start:at].decode("utf-8", "replace")) + 1),
                "is this the text of a book? divide it into paragraphs",
            )
        at += len(run) + 1
    return None


def _tree(data: bytes, *, collect_ids: bool) -> etree._ElementTree:
    parser = etree.XMLParser(
        resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know of True and False only
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=True,
        collect_ids=collect_ids,
        remove_blank_text=False,
    )
    return etree.ElementTree(etree.fromstring(data, parser))


def _unsafe(data: bytes, path: Path | None) -> Diagnostic | None:
    """Refuse external entities and entity bombs before lxml sees the file: declarations are read by expat alone."""
    if (
        b"<!ENTITY" not in data[: 1 << 16]
        and "<!ENTITY".encode("utf-16-le") not in data[: 1 << 16]
        and ("<!ENTITY".encode("utf-16-be") not in data[: 1 << 16])
    ):
        return None
    sizes: dict[str, int] = {}
    problem: list[Diagnostic] = []
    parser = expat.ParserCreate()

    def declared(
        name: str,
        is_parameter: bool,
        value: str | None,
        _base: str | None,
        system: str | None,
        _public: str | None,
        _n: str | None,
    ) -> None:
        at = Location(path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if value is None:
            problem.append(
                Diagnostic(
                    "external-entity",
                    Severity.ERROR,
                    f'the entity "{name}" is kept in another file ("{system}"), and other files are never read',
                    at,
                    "put the text itself in the file, and remove the declaration",
                )
            )
            return
        size = len(value)
        for match in re.finditer(r"&([^;&#\s]+);", value):
            size += sizes.get(match.group(1), 0)
        sizes[name] = size
        if size > MAX_ENTITY_CHARS and not is_parameter:
            problem.append(
                Diagnostic(
                    "entity-bomb",
                    Severity.ERROR,
                    f'the entity "{name}" would grow to {size:,} characters (the limit is {MAX_ENTITY_CHARS:,})',
                    at,
                    "write the text out instead of nesting entities",
                )
            )

    class DeclarationsRead(Exception):  # noqa: N818 (no error: it ends the reading)
        """The declarations are over: nothing after the root's start tag is of interest."""

    def stop(_name: str, _attributes: dict[str, str]) -> None:
        raise DeclarationsRead

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = stop
    try:
        parser.Parse(data, True)
    except DeclarationsRead:
        return problem[0] if problem else None
    except expat.ExpatError:
        # Broken before the first tag; lxml reports it with its place, unless a refusal came first.
        return problem[0] if problem else None
    return problem[0] if problem else None


def _syntax(error: etree.XMLSyntaxError, data: bytes, path: Path | None) -> Diagnostic:
    """A finding for XML that is not well-formed, with the place and what an editor can do."""
    line, column = error.position if error.position else (1, 1)
    message = (error.msg or "not well-formed").split(", line ")[0].strip()
    hint = "close every element that is opened, in the reverse order"
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message, hint = "the file is not XML: it holds binary data", "name the TEI file, not a picture or a Word file"
    elif "mismatch" in message or "Premature end" in message:
        hint = "an element is not closed, or closed in the wrong place: look at the line that is named first"
    elif "Unsupported encoding" in message or "unknown encoding" in message.lower():
        declared = re.search(rb"encoding\s*=\s*[\"']([^\"']{1,40})", data[:200])
        name = declared.group(1).decode("ascii", "replace") if declared else ""
        message, hint = f'the encoding "{name}" is not known', "save the file as UTF-8, and say so in the first line"
    elif "encoding" in message.lower() or "Input is not proper UTF-8" in message:
        message = "a character is not in the encoding that the file declares (UTF-8 where none is declared)"
        hint = "save the file as UTF-8, or name its true encoding in the first line"
    elif "xmlParseEntityRef" in message or "EntityRef" in message:
        hint = "write &amp; for an ampersand"
    elif "Start tag expected" in message or "Document is empty" in message:
        hint = "a TEI document begins with <TEI ...>; is this a TEI file?"
    elif "not defined" in message:
        hint = "only &amp; &lt; &gt; &quot; &apos; are known without a declaration: write the character itself"
    return Diagnostic("not-well-formed", Severity.ERROR, message, Location(path, max(line, 1), max(column, 1)), hint)

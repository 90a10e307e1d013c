"""The packages in which word processors and e-books keep their parts: zip files, looked at before anything is unpacked.

In: the bytes of a file. Out: a ``Package`` whose parts are read one by one, within limits. Raises EditionError for
what is no such package, or one that no word processor writes: too many parts, parts that would grow beyond measure,
names that lead out of the package, encrypted parts, documents that declare entities.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from lxml import etree

from edition.diagnostic import EditionError

__all__ = ["Package", "parse_part", "take_out"]

#: The limits: parts, bytes of all parts unpacked, bytes of one part of XML unpacked.
MOST_PARTS: Final = 20_000
LARGEST: Final = 1_000_000_000
LARGEST_XML: Final = 150_000_000
_XML: Final = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")
_ENTITY: Final = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_REFUSED: Final = "this is not a document that a word processor or a maker of e-books writes; it is not opened"


class Package:
    """A zip file, by the names of its parts."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
            entries = self._file.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, UnicodeError):
            hint = "is it complete? open and save it anew with the program it is of"
            if data.startswith(b"\xd0\xcf\x11\xe0"):
                hint = "it is a .doc, or protected by a password: save it as .docx without one"
            raise EditionError(f"{name} is not what its ending says, or is damaged", hint) from None
        if len(entries) > MOST_PARTS:
            raise EditionError(f"{name} has {len(entries):,} parts, more than the {MOST_PARTS:,} allowed", _REFUSED)
        size = sum(entry.file_size for entry in entries)
        if size > LARGEST:
            raise EditionError(f"{name} would grow to {size:,} bytes, more than the {LARGEST:,} allowed", _REFUSED)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            path = entry.filename
            if path.startswith(("/", "\\")) or "\\" in path or ":" in path or ".." in path.split("/"):
                raise EditionError(f'{name} has a part "{path[:80]}" that leads out of it', _REFUSED)
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise EditionError(f'{name}: the part "{path[:80]}" is packed in a way no document is', _REFUSED)
            if entry.flag_bits & 0x1:
                raise EditionError(f"{name} is protected by a password", "save it without one")
            if path in self._entries:
                raise EditionError(f'{name} has two parts "{path[:80]}"', _REFUSED)
            if path.lower().endswith(_XML) and entry.file_size > LARGEST_XML:
                raise EditionError(f'{name}: the part "{path[:80]}" would grow to {entry.file_size:,} bytes', _REFUSED)
            self._entries[path] = entry
        for path in self._entries:
            if path.lower().endswith(_XML) and any(sign in self.read(path) for sign in _ENTITY):
                raise EditionError(f'{name}: the part "{path[:80]}" declares entities', _REFUSED)

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the package."""
        return list(self._entries)

    def __contains__(self, path: str) -> bool:
        return path in self._entries

    def read(self, path: str) -> bytes:
        """A part, unpacked. Raises EditionError for one that is damaged or larger than it says."""
        entry = self._entries[path]
        try:
            with self._file.open(entry) as part:
                data = part.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
            raise EditionError(
                f'{self.name}: the part "{path[:80]}" is damaged', "open and save it anew with the program it is of"
            ) from None
        if len(data) > entry.file_size:
            raise EditionError(f'{self.name}: the part "{path[:80]}" is larger than it says', _REFUSED)
        return data

    def xml(self, path: str) -> etree._Element:
        """A part, parsed. Raises EditionError where it is no XML."""
        return parse_part(self.read(path), f'{self.name}: the part "{path[:80]}"')

    def find(self, path: str) -> str | None:
        """The name of a part by a path that may be written with other capitals, or with steps back."""
        path = posixpath.normpath(path).lstrip("/")
        if path in self._entries:
            return path
        folded = path.casefold()
        return next((name for name in self._entries if name.casefold() == folded), None)

    def rewritten(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with some parts replaced; names, order and all else as it was."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
            for path in self._entries:
                if not path.endswith("/"):
                    package.writestr(zipfile.ZipInfo(path), changed[path] if path in changed else self.read(path))
        return out.getvalue()


def parse_part(data: bytes, name: str) -> etree._Element:
    """XML of a package, without entities, network or recursion beyond libxml2's own limits."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise EditionError(f"{name} is not well-formed: {error.msg}", "open and save the document anew") from None


def take_out(node: etree._Element) -> None:
    """Take an element out of its tree; what follows it stays."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    tail = node.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(node)

"""A Schematron schema read: its inclusions put in their places, and every element told where it stands.

In: the path of a schema. Out: its tree, in which nothing is included any more, with ``ed:at`` ("number of the
file:line: column") on every element of Schematron; and the files by number. Refuses, by EditionError, what is no ISO
Schematron, query bindings other than XSLT's, and files outside the folder of the schema.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from edition.diagnostic import EditionError, Location
from edition.document import Document, parse
from edition.tei import ED

__all__ = ["SCH", "Source", "read_source"]

SCH: Final = "http://purl.oclc.org/dsdl/schematron"
_S: Final = f"{{{SCH}}}"
_AT: Final = f"{{{ED}}}at"
_BINDINGS: Final = ("xslt", "xslt2", "xslt3", "xpath", "xpath2", "xpath3", "xpath31")
#: How deep files may include one another.
_MAX_DEPTH: Final = 30


@dataclass(slots=True)
class Source:
    """A schema whose inclusions are resolved, and the documents it came from."""

    root: etree._Element
    documents: list[Document] = field(default_factory=list)

    def location(self, at: str) -> Location:
        """The place that an ``ed:at`` means."""
        parts = at.split(":")
        if len(parts) != 3 or not all(part.isdigit() for part in parts):
            return Location(self.documents[0].path)
        number, line, column = (int(part) for part in parts)
        return Location(self.documents[number].path, line, column)


def read_source(path: Path) -> Source:
    """Read a schema and all that it includes."""
    document = _parse(path)
    root = document.root
    if root.tag != f"{_S}schema":
        hint = f'an ISO Schematron schema begins with <schema xmlns="{SCH}">'
        raise EditionError("the file is no Schematron schema", hint, document.locate(root))
    binding = str(root.get("queryBinding", "xslt3"))
    if binding.lower() not in _BINDINGS:
        raise EditionError(
            f'the query binding "{binding}" is not supported', 'write queryBinding="xslt3"', document.locate(root)
        )
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 (resolve() would follow links out of the folder)
    reader = _Reader(folder)
    made = reader.copied(document, root)
    return Source(made, reader.documents)


def _parse(path: Path, at: Location | None = None) -> Document:
    try:
        result = parse(path)
    except EditionError as error:
        raise EditionError(error.message, error.hint, at or error.at) from None
    if result.value is None:
        fault = result.diagnostics[0]
        raise EditionError(fault.message, fault.hint, fault.at)
    return result.value


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: list[Document] = []
        self._open: list[tuple[Path, str]] = []

    def copied(self, document: Document, root: etree._Element) -> etree._Element:
        """A copy of a tree in which each element knows its place and nothing is included."""
        self.documents.append(document)
        number = len(self.documents) - 1
        places = [document.locate(node) for node in root.iter("*")]
        copy = etree.fromstring(etree.tostring(root, with_tail=False))
        for node, place in zip(copy.iter("*"), places, strict=True):
            node.set(_AT, f"{number}:{place.line}:{place.column}")
        for node in list(copy.iter(f"{_S}include", f"{_S}extends")):
            if node is not copy and node.get("href") is not None:
                self._include(document, node)
        return copy

    def _include(self, document: Document, node: etree._Element) -> None:
        at = self._location(document, node)
        href, _, ident = str(node.get("href")).partition("#")
        base = Path(os.path.abspath(document.path or Path())).parent  # noqa: PTH100
        path = Path(os.path.normpath(base / href)) if href else Path(os.path.abspath(document.path or Path()))  # noqa: PTH100
        if ":" in href or not path.is_relative_to(self.folder):
            hint = "what a schema includes lies in its folder, or below it; nothing is fetched from a network"
            raise EditionError(f'"{node.get("href")}" is not read', hint, at)
        if (path, ident) in self._open or len(self._open) > _MAX_DEPTH:
            raise EditionError(f'"{node.get("href")}" includes itself', "remove one of the inclusions", at)
        shown = (document.path or Path()).parent / href if href else document.path or Path()
        found = _parse(shown, at)
        target = found.root
        if ident:
            named = [one for one in target.iter("*") if ident in (one.get("id"), one.get(f"{{{_XML}}}id"))]
            if not named:
                raise EditionError(f'"{href}" has no element with the id "{ident}"', "look at its ids", at)
            target = named[0]
        self._open.append((path, ident))
        made = self.copied(found, target)
        self._open.pop()
        parent = node.getparent()
        assert parent is not None
        # Of a rule that is extended the content is taken, of all else the element.
        taken = [*made] if node.tag == f"{_S}extends" else [made]
        place = parent.index(node)
        tail = node.tail
        parent.remove(node)
        for offset, one in enumerate(taken):
            one.tail = tail
            parent.insert(place + offset, one)

    def _location(self, document: Document, node: etree._Element) -> Location:
        _, line, column = str(node.get(_AT)).split(":")
        return Location(document.path, int(line), int(column))


_XML: Final = "http://www.w3.org/XML/1998/namespace"

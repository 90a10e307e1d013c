"""The index of a project: every element by name, every xml:id and every pointer of all its files, in one pass.

In: the documents of a project. Out: an Index that all rules share; what only some rules need (what pointers resolve
to, what the schema says) is computed when it is first asked for, once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from edition.checks import structure
from edition.checks.options import Options
from edition.checks.pointers import Pointer, Resolver, pointers_of
from edition.diagnostic import Diagnostic, Location, Severity
from edition.document import Document
from edition.lock import words_of
from edition.schema import Schema
from edition.tei import TEI, XML_ID
from edition.verdict import ForeignJudge, Judge

__all__ = ["File", "Index", "finding", "text_of"]

_TEI = f"{{{TEI}}}"


@dataclass
class File:
    """One document with its elements in order, and its TEI elements by name."""

    document: Document
    #: The path as an absolute string, or a made-up name for a document that came from no file.
    key: str
    elements: list[etree._Element] = field(default_factory=list)
    names: dict[str, list[etree._Element]] = field(default_factory=dict)
    ids: dict[str, etree._Element] = field(default_factory=dict)
    doubles: list[tuple[str, etree._Element]] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)

    @cached_property
    def texts(self) -> list[tuple[etree._Element, str]]:
        """The texts of the ``<text>`` and ``<standOff>`` of the document that are more than white space, each with
        the element that it stands in.
        """
        found: list[tuple[etree._Element, str]] = []
        for part in self.named("text", "standOff"):
            for node in part.iter("*"):
                if node.text and not node.text.isspace():
                    found.append((node, node.text))
                tail = node.tail
                if tail and not tail.isspace() and node is not part:
                    parent = node.getparent()
                    found.append((parent if parent is not None else node, tail))
        return found

    @property
    def is_tei(self) -> bool:
        """Whether the root is in the TEI namespace: other documents get one finding and no more."""
        return str(self.document.root.tag).startswith(_TEI)

    def named(self, *names: str) -> list[etree._Element]:
        """The TEI elements of these names: in document order for one name, by name for several."""
        return [node for name in names for node in self.names.get(name, ())]


class Index:
    """All files of a project, and what the rules ask about them."""

    def __init__(
        self,
        documents: Sequence[Document],
        root: Path | None = None,
        schema: Schema | None = None,
        judge: Judge | ForeignJudge | None = None,
        options: Options | None = None,
    ) -> None:
        #: What the project has set for the rules of ``chosen``.
        self.options = options or Options()
        self._schema = schema
        self._numbers: dict[str, dict[etree._Element, int]] = {}
        self._words: dict[str, dict[str, tuple[str, str]]] = {}
        self._judge = judge
        self.files = [_read(document, number) for number, document in enumerate(documents)]
        self._root = root

    @property
    def tei_files(self) -> list[File]:
        """The files whose root is a TEI element."""
        return [file for file in self.files if file.is_tei]

    @cached_property
    def root(self) -> Path:
        """The folder of the project: as given, or the one above tei/ or registers/, or that of the first file."""
        if self._root is not None:
            return Path(os.path.abspath(self._root))  # noqa: PTH100 (resolve() would follow links out of the project)
        for file in self.files:
            folder = Path(file.key).parent
            return folder.parent if folder.name in ("tei", "registers") else folder
        return Path.cwd()

    @cached_property
    def resolver(self) -> Resolver:
        """What pointers lead to."""
        return Resolver({file.key: (file.document, file.ids) for file in self.files})

    @cached_property
    def _structure(self) -> dict[str, list[Diagnostic]]:
        found: dict[str, list[Diagnostic]] = {}
        for file in self.files:
            for diagnostic in structure.validate(file.document, self._schema, self._judge):
                found.setdefault(diagnostic.rule, []).append(diagnostic)
        return found

    def structure(self, rule: str) -> list[Diagnostic]:
        """The faults against the schema that go by one rule."""
        return self._structure.get(rule, [])

    def number(self, file: File, node: etree._Element) -> int:
        """The place of an element among all of its file."""
        if file.key not in self._numbers:
            self._numbers[file.key] = {one: number for number, one in enumerate(file.elements)}
        return self._numbers[file.key].get(node, 0)

    def words(self, file: File) -> dict[str, tuple[str, str]]:
        """Element and hash of the words of each id of a file."""
        if file.key not in self._words:
            self._words[file.key] = words_of(file.document)
        return self._words[file.key]

    def each(self, *names: str) -> Iterator[tuple[File, etree._Element]]:
        """Every TEI element of these names in all TEI files."""
        for file in self.tei_files:
            for node in file.named(*names):
                yield file, node


def _read(document: Document, number: int) -> File:
    path = document.path
    file = File(document, os.path.abspath(path) if path else f"/unnamed/{number}.xml")  # noqa: PTH100 (no links followed)
    elements, names, ids, pointers = file.elements, file.names, file.ids, file.pointers
    length = len(_TEI)
    for node in document.root.iter("*"):
        elements.append(node)
        tag = str(node.tag)
        attributes = node.attrib
        if not tag.startswith(_TEI):
            continue
        name = tag[length:]
        if name in names:
            names[name].append(node)
        else:
            names[name] = [node]
        if attributes:
            identifier = attributes.get(XML_ID)
            if identifier is not None:
                if identifier in ids:
                    file.doubles.append((identifier, node))
                else:
                    ids[identifier] = node
            pointers.extend(pointers_of(node, name))
    return file


def text_of(node: etree._Element) -> str:
    """The text of an element without comments, with single spaces."""
    return " ".join("".join(str(part) for part in node.itertext("*")).split())


def finding(
    rule: str,
    severity: Severity,
    file: File,
    node: etree._Element,
    message: str,
    hint: str = "",
    *related: tuple[str, Location],
) -> Diagnostic:
    """A finding at the start tag of an element."""
    return Diagnostic(rule, severity, message, file.document.locate(node), hint, related)

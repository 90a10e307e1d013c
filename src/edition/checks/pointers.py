"""Pointers: the attributes that hold them, and what they lead to across all files of a project.

In: elements, and the ids of each file. Out: Pointers, and a Resolver that follows one to its element, through the
prefixes of listPrefixDef and into files that lie beside the project's own. Absolute URIs are left alone; so are
fragments that are no bare id (``#range(...)``, ``#xpath(...)``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from edition.checks.words import Speller
from edition.diagnostic import EditionError
from edition.document import Document, parse
from edition.tei import XML_ID, tei

__all__ = ["Pointer", "Resolver", "Target", "pointers_of"]

#: Attributes that hold one or more pointers wherever they stand.
_POINTERS: Final = frozenset(
    """active ana calendar change copyOf corresp datingMethod datingPoint decls domains edRef exclude facs given hand
    inst lemmaRef mutual next nymRef passive period prev ref rendition render resp sameAs select source spanTo synch
    target targetEnd parts who wit where""".split()
)
#: Attributes that hold pointers or words: only what has a "#" is read as a pointer.
_PERHAPS: Final = frozenset("ed scheme scribe script scribeRef scriptRef from to perf start end".split())
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
#: Schemes of absolute URIs: any other word before a colon must be declared as a prefix.
_ABSOLUTE: Final = frozenset(
    """about ark bitcoin cid cts data dav dns doi file ftp geo git gopher hdl http https imap info irc isbn issn jar
    jdbc lsid mailto mid news nfs nntp oai orcid sftp sip sms ssh svn tag tel telnet urn view-source wais ws wss xmpp
    xri""".split()
)


class Pointer(NamedTuple):
    """One pointer: the element and the attribute that hold it, and the URI."""

    node: etree._Element
    element: str
    attribute: str
    value: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a pointer leads. ``kind`` is "element" (``node`` is it), "file" (a whole file), "left" (not ours to
    judge), or what is wrong: "no-id", "no-file", "no-prefix", "no-hash".
    """

    kind: str
    node: etree._Element | None = None
    #: The file it leads into, as a key of the resolver.
    file: str = ""
    #: The id or prefix in question.
    name: str = ""


def pointers_of(node: etree._Element, element: str) -> Iterator[Pointer]:
    """The pointers in the attributes of a TEI element."""
    for key, value in node.attrib.items():
        if key in _POINTERS:
            for token in str(value).split():
                yield Pointer(node, element, str(key), token)
        elif key in _PERHAPS and "#" in value:
            for token in str(value).split():
                if "#" in token:
                    yield Pointer(node, element, str(key), token)


class Resolver:
    """Follows pointers. A file that is not among the project's is read once, when a pointer first leads into it."""

    def __init__(self, files: Mapping[str, tuple[Document, dict[str, etree._Element]]]) -> None:
        self.files = dict(files)
        self._others: dict[str, dict[str, etree._Element] | None] = {}
        self._keep: list[Document] = []
        self._prefixes: dict[str, dict[str, list[tuple[str, str]]]] = {}
        self._known: dict[tuple[str, str], Target] = {}
        self._spellers: dict[str, Speller] = {}
        #: Every id of the project with the files that have it.
        self.homes: dict[str, list[str]] = {}
        for key, (_, ids) in self.files.items():
            for name in ids:
                self.homes.setdefault(name, []).append(key)

    def speller(self, key: str = "") -> Speller:
        """The ids of one file, or of the whole project, for finding the nearest of them."""
        speller = self._spellers.get(key)
        if speller is None:
            speller = self._spellers[key] = Speller(self.files[key][1] if key else self.homes)
        return speller

    def follow(self, key: str, uri: str) -> Target:
        """What a pointer in a file of the project leads to."""
        known = self._known.get((key, uri))
        if known is None:
            known = self._known[key, uri] = self._follow(key, uri, 0)
        return known

    def _follow(self, key: str, uri: str, depth: int) -> Target:
        scheme = _SCHEME.match(uri)
        if scheme is not None:
            return self._prefixed(key, uri, scheme[1], depth)
        path, hash_, fragment = uri.partition("#")
        if uri.startswith("//") or "(" in fragment:
            return Target("left")
        if not path:
            ids = self.files[key][1]
            home = key
        else:
            home = os.path.normpath(os.path.join(os.path.dirname(key), unquote(path.partition("?")[0])))  # noqa: PTH118, PTH120
            others = self._ids(home)
            if others is None:
                exists = os.path.exists(home)  # noqa: PTH110 (a string key, many of them)
                if not exists and not hash_ and uri in self.homes:
                    return Target("no-hash", None, key, uri)
                return Target("file" if exists else "no-file", None, home, fragment)
            ids = others
        if not fragment:
            return Target("file", None, home)
        node = ids.get(unquote(fragment))
        return Target("element", node, home, fragment) if node is not None else Target("no-id", None, home, fragment)

    def _prefixed(self, key: str, uri: str, prefix: str, depth: int) -> Target:
        definitions = self.prefixes(key).get(prefix)
        if definitions is None:
            return Target("left") if prefix.lower() in _ABSOLUTE else Target("no-prefix", None, key, prefix)
        for pattern, replacement in definitions:
            try:
                match = re.fullmatch(pattern, uri[len(prefix) + 1 :])
                full = match.expand(re.sub(r"\$(\d)", r"\\\1", replacement.replace("\\", r"\\"))) if match else ""
            except (re.error, IndexError):
                continue
            if full and depth < 5:
                return self._follow(key, full, depth + 1)
        return Target("no-prefix-match", None, key, prefix)

    def prefixes(self, key: str) -> dict[str, list[tuple[str, str]]]:
        """The prefixes that a file declares: pattern and replacement of each prefixDef."""
        found = self._prefixes.get(key)
        if found is None:
            found = self._prefixes[key] = {}
            header = self.files[key][0].root.find(tei("teiHeader"))
            for node in header.iter(tei("prefixDef")) if header is not None else ():
                pair = (node.get("matchPattern", ""), node.get("replacementPattern", ""))
                found.setdefault(node.get("ident", ""), []).append(pair)
        return found

    def _ids(self, path: str) -> dict[str, etree._Element] | None:
        """The ids of a file; None where there is none that can be read as XML."""
        if path in self.files:
            return self.files[path][1]
        if path not in self._others:
            self._others[path] = None
            if path.lower().endswith((".xml", ".tei", ".odd")) and os.path.isfile(path):  # noqa: PTH113
                try:
                    document = parse(Path(path)).value
                except EditionError:
                    document = None
                if document is not None:
                    self._keep.append(document)
                    self._others[path] = {
                        str(node.get(XML_ID)): node for node in document.root.iter("*") if _has_id(node)
                    }
        return self._others[path]


def _has_id(node: etree._Element) -> bool:
    return node.get(XML_ID) is not None

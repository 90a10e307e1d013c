"""The package document: what the book is, what is in it, in which order it is read.

In: a Work, the facts of the book, its files. Out: ``package.opf``. What the header does not say is left out; the
identifier is that of the edition (DOI, address, ISBN) or is computed from title and stem; the time of the last change
is that of the header. Conformance to an accessibility standard is claimed only where somebody has examined the book and
every picture has its description. Sources: EPUB 3.3, section 5; EPUB Accessibility 1.1; schema.org accessibility terms.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from lxml import etree

from edition.editions.epub.cover import Cover
from edition.editions.epub.pictures import MEDIA_TYPES
from edition.editions.html.facts import Work

__all__ = ["package_document"]

OPF: Final = "http://www.idpf.org/2007/opf"
DC: Final = "http://purl.org/dc/elements/1.1/"
_TYPES: Final = {".xhtml": "application/xhtml+xml", ".css": "text/css", **MEDIA_TYPES}
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
#: Identifiers with a form of their own.
_NUMBERS: Final = ("doi", "isbn")
_ADDRESS: Final = re.compile(r"https?://|urn:[a-z0-9-]+:", re.IGNORECASE)
_CONFORMANCE: Final = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
#: The prefixes of the document; that of packages is none.
_PREFIXES: Final[dict[Any, str]] = {None: OPF, "dc": DC}
_SAFE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def package_document(
    work: Work, facts: Mapping[str, Any], files: Mapping[str, bytes], cover: Cover, certified_by: str = ""
) -> bytes:
    """The package document of a book whose ``files`` are these."""
    root = etree.Element(f"{{{OPF}}}package", {"version": "3.0", "unique-identifier": "identifier"}, nsmap=_PREFIXES)
    language = _main_language(facts)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    root.append(_Metadata(work, facts, certified_by).element())
    ids = _manifest(root, files, cover)
    spine = etree.SubElement(root, f"{{{OPF}}}spine")
    if facts["backwards"]:
        spine.set("page-progression-direction", "rtl")
    read = [f"text/{name}.xhtml" for name in facts["files"]]
    for name in ("cover.xhtml", read[0], "nav.xhtml", *read[1:]):
        etree.SubElement(spine, f"{{{OPF}}}itemref", idref=ids[name])
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _manifest(root: etree._Element, files: Mapping[str, bytes], cover: Cover) -> dict[str, str]:
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    ids: dict[str, str] = {}
    for number, name in enumerate(sorted(files), 1):
        item = etree.SubElement(manifest, f"{{{OPF}}}item")
        ids[name] = {"nav.xhtml": "nav", cover.picture: "cover-image"}.get(name, f"file-{number}")
        item.set("id", ids[name])
        item.set("href", name)
        item.set("media-type", _TYPES[PurePosixPath(name).suffix])
        properties = {"nav.xhtml": "nav", cover.picture: "cover-image"}.get(name)
        if properties:
            item.set("properties", properties)
    return ids


def _main_language(facts: Mapping[str, Any]) -> str:
    return str((facts["languages"] or [facts["lang"]])[0])


class _Metadata:
    """The metadata, statement by statement."""

    def __init__(self, work: Work, facts: Mapping[str, Any], certified_by: str) -> None:
        self.work = work
        self.facts = facts
        self.certified_by = certified_by
        self.root = etree.Element(f"{{{OPF}}}metadata", nsmap=_PREFIXES)

    def element(self) -> etree._Element:
        """All of it."""
        self._identifiers()
        self._titles()
        for language in self.facts["languages"] or [self.facts["lang"]]:
            self._say("language", language)
        self._names()
        self._publication()
        self._accessibility()
        return self.root

    def _say(self, name: str, text: str, identifier: str = "") -> None:
        text = " ".join(_SAFE.sub("", text).split())
        if text:
            node = etree.SubElement(self.root, f"{{{DC}}}{name}")
            node.text = text
            if identifier:
                node.set("id", identifier)

    def _meta(self, name: str, text: str, refines: str = "", scheme: str = "") -> None:
        text = " ".join(_SAFE.sub("", text).split())
        if text:
            node = etree.SubElement(self.root, f"{{{OPF}}}meta", property=name)
            node.text = text
            if refines:
                node.set("refines", f"#{refines}")
            if scheme:
                node.set("scheme", scheme)

    def _identifiers(self) -> None:
        work = self.work
        others = [
            str(one["value"]) for one in self.facts["header"]["identifiers"] if one["type"].lower() not in _NUMBERS
        ]
        known = [
            f"https://doi.org/{work.doi}" if work.doi else "",
            *(one for one in others if _ADDRESS.match(one)),
            f"urn:isbn:{re.sub(r'[^0-9Xx]', '', work.isbn)}" if work.isbn else "",
            work.url,
            *others,
        ]
        name = f"{work.title}\n{work.stem}"
        found = list(dict.fromkeys(one for one in known if one)) or [f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"]
        for number, one in enumerate(found):
            self._say("identifier", one, "" if number else "identifier")

    def _titles(self) -> None:
        self._say("title", self.work.title or self.work.stem, "title")
        self._meta("title-type", "main", "title")
        if self.work.subtitle:
            self._meta("display-seq", "1", "title")
            self._say("title", self.work.subtitle, "subtitle")
            self._meta("title-type", "subtitle", "subtitle")
            self._meta("display-seq", "2", "subtitle")

    def _names(self) -> None:
        roles = (("aut", self.work.authors), ("trl", self.work.translators), ("edt", self.work.editors))
        for role, names in roles:
            # Whoever made the book stands first: the editor, where it has no author.
            creates = role == "aut" or (role == "edt" and not self.work.authors)
            for number, name in enumerate(names, 1):
                identifier = f"{role}-{number}"
                self._say("creator" if creates else "contributor", name.full, identifier)
                self._meta("role", role, identifier, "marc:relators")
                self._meta("file-as", name.inverted, identifier)

    def _publication(self) -> None:
        work, facts = self.work, self.facts
        self._say("publisher", work.publisher)
        date = work.date if _DATE.fullmatch(work.date) else work.year
        self._say("date", date)
        self._say("description", facts["citing"]["description"])
        rights = facts["rights"]
        self._say("rights", rights if work.licence in rights else f"{rights} {work.licence}")
        self._say("source", facts["from"], "source")
        if facts["paged"] and facts["from"]:
            self._meta("source-of", "pagination", "source")
        changed = next((one for one in (work.changed, date) if _DATE.fullmatch(one)), "1980")
        day = (f"{changed}-01-01" if len(changed) == 4 else f"{changed}-01")[:10]
        self._meta("dcterms:modified", f"{day}T00:00:00Z")

    def _accessibility(self) -> None:
        facts = self.facts
        described = facts["described"] == facts["figures"]
        self._each("schema:accessMode", ("textual", "visual") if facts["figures"] else ("textual",))
        self._meta("schema:accessModeSufficient", "textual" if described else "textual,visual")
        if facts["figures"] and described:
            self._meta("schema:accessModeSufficient", "textual,visual")
        features = ["ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
        if facts["paged"]:
            features += ["pageBreakMarkers", "pageNavigation", "printPageNumbers"]
        if facts["registers"]:
            features.append("index")
        if facts["figures"] and described:
            features.append("alternativeText")
        self._each("schema:accessibilityFeature", sorted(features, key=str.lower))
        self._meta("schema:accessibilityHazard", "none")
        self._meta("schema:accessibilitySummary", facts["summary"])
        if self.certified_by and described:
            etree.SubElement(
                self.root, f"{{{OPF}}}meta", {"property": "dcterms:conformsTo", "id": "conformance"}
            ).text = _CONFORMANCE
            self._meta("a11y:certifiedBy", self.certified_by, "conformance")

    def _each(self, name: str, values: Iterable[str]) -> None:
        for value in values:
            self._meta(name, value)

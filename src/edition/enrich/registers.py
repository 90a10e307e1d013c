"""Registers written: new entries put into the file of the registers, nothing of what is there changed.

In: the bytes of a registers file (or none), and new entries. Out: the file with the entries in the right lists, each
where the alphabet has it, in the indentation of the file. A file that is not there is made, with a header that says how
the entries came about. Entries made by machine carry @resp="#tagger"; an editor who has looked at one takes it away.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from edition.diagnostic import EditionError
from edition.document import Document
from edition.enrich.authority import Entry, Name
from edition.enrich.reading import Element, location, read, without_comments
from edition.enrich.spelling import folded
from edition.tei import XML_ID, local_name, tei, text_of

__all__ = ["entry_text", "new_register", "with_entries"]

_LISTS: Final = {
    "person": ("listPerson", "Persons"),
    "place": ("listPlace", "Places"),
    "org": ("listOrg", "Organisations"),
    "event": ("listEvent", "Events"),
    "work": ("listBibl", "Works"),
    "cited": ('listBibl type="cited"', "Works cited"),
}
_YEAR: Final = re.compile(r"^\d{4}")

_HEADER: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="../schemas/edition.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>
<?xml-model href="../schemas/edition.sch" type="application/xml" schematypens="http://purl.oclc.org/dsdl/schematron"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="registers" xml:lang="{language}">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>{title}</title>
        {agent}
      </titleStmt>
      <publicationStmt>
        <publisher>unpublished</publisher>
        <availability status="restricted">
          <p>No licence is stated. The rights have to be cleared before publication.</p>
        </availability>
      </publicationStmt>
      <sourceDesc>
        <p>Made by machine from the printed index, the glossary and the captions of the text{places}.
          Entries with the agent “tagger” have not been looked at by an editor.</p>
      </sourceDesc>
    </fileDesc>
    <profileDesc>
      <langUsage>
        <language ident="{language}">{language_name}</language>
      </langUsage>
    </profileDesc>
  </teiHeader>
  <standOff>
  </standOff>
</TEI>
"""
_AGENT: Final = (
    '<respStmt xml:id="tagger"><resp>entries and tags by machine, not looked at by an editor</resp>'
    '<name type="software">edition</name></respStmt>'
)
_LANGUAGES: Final = {"en": "English", "de": "German", "fr": "French", "ru": "Russian", "it": "Italian", "es": "Spanish"}


def new_register(title: str, language: str, *, with_geonames: bool) -> bytes:
    """An empty registers file."""
    source = (
        ", and from GeoNames (© GeoNames, CC BY 4.0): coordinates and identifiers of places" if with_geonames else ""
    )
    code = language or "en"
    text = _HEADER.format(
        title=escape(title),
        language=code,
        language_name=_LANGUAGES.get(code.split("-")[0], code),
        agent=_AGENT,
        places=source,
    )
    return text.encode("utf-8")


def entry_text(entry: Entry, notes: Mapping[str, str], indent: str = "      ") -> str:
    """The TEI of a new entry, its start tag at ``indent``. ``notes`` are, by ids, what is said of entries: the note of
    an organisation, the name of a place's country, the names of authors.
    """
    if entry.kind == "cited":
        return textwrap.indent(notes[entry.id], indent)
    if entry.kind == "work":
        return f'{indent}<bibl xml:id="{entry.id}" resp="#tagger">{_work(entry, notes)}</bibl>'
    kind = f" type={quoteattr(entry.subtype)}" if entry.subtype and entry.kind in ("place", "org") else ""
    sure = "low" if entry.kind == "place" and entry.salience < 0 else entry.cert
    cert = f' cert="{sure}"' if sure else ""
    element = entry.kind
    lines = [f'<{element} xml:id="{entry.id}"{kind} resp="#tagger"{cert}>']
    if entry.kind == "event":
        names = "; ".join(name.surname for name in entry.names[1:])
        lines.append(f"  <label>{escape(entry.names[0].surname)}</label>")
        lines += (
            [f'  <label type="variant">{escape(name.surname)}</label>' for name in entry.names[1:]] if names else []
        )
    else:
        lines += [f"  {_name(name, entry.kind)}" for name in entry.names]
    if entry.birth:
        lines.append(f'  <birth when="{entry.birth}">{entry.birth}</birth>')
    if entry.death:
        lines.append(f'  <death when="{entry.death}">{entry.death}</death>')
    if entry.point is not None:
        lines.append(f"  <location><geo>{entry.point[0]} {entry.point[1]}</geo></location>")
    if entry.country and entry.kind == "place" and entry.subtype != "country" and entry.id in notes:
        lines.append(f'  <country key="{entry.country}">{escape(notes[entry.id])}</country>')
    elif entry.kind != "place" and entry.id in notes:
        lines.append(f"  <note>{escape(notes[entry.id])}</note>")
    for type_, value in entry.idnos.items():
        lines.append(f"  <idno type={quoteattr(type_)}>{escape(value)}</idno>")
    lines.append(f"</{element}>")
    return "\n".join(indent + line for line in lines)


def _name(name: Name, kind: str) -> str:
    element = {"person": "persName", "place": "placeName", "org": "orgName"}[kind]
    type_ = f" type={quoteattr(name.type)}" if name.type else ""
    if kind == "place" and name.type == "preferred":
        type_ = ""
    dates = ""
    if name.type == "hist":
        from edition.enrich.gazetteer import RENAMED

        first, last, _ = RENAMED.get(name.surname, ("", "", 0))
        dates = (f' from="{first}"' if first else "") + (f' to="{last}"' if last else "")
    if kind != "person" or not name.given:
        inside = f"<surname>{escape(name.surname)}</surname>" if kind == "person" else escape(name.surname)
        return f"<{element}{type_}{dates}>{inside}</{element}>"
    short = all(word.endswith(".") for word in name.given)
    full = ' full="init"' if short else ""
    role = f"<roleName>{escape(name.role)}</roleName> " if name.role else ""
    given = escape(" ".join(name.given))
    surname = f"<surname>{escape(name.surname)}</surname>"
    return f"<{element}{type_}>{surname}, {role}<forename{full}>{given}</forename></{element}>"


def _work(entry: Entry, labels: Mapping[str, str]) -> str:
    authors = "; ".join(
        f'<author ref="#{author}">{escape(labels.get(author, author))}</author>' for author in entry.author.split()
    )
    titles = [f'<title level="m">{escape(entry.names[0].surname)}</title>'] if entry.names else []
    titles += [f'<title level="m" type="variant">{escape(name.surname)}</title>' for name in entry.names[1:]]
    return f"{authors}. {'. '.join(titles)}." if authors else f"{'. '.join(titles)}."


def with_entries(document: Document, entries: Iterable[Entry], notes: Mapping[str, str]) -> bytes:
    """The bytes of a registers file with new entries in it; the file as it is, where there are none. Of a work cited,
    ``notes`` has the TEI.
    """
    rows = list(entries)
    data = document.source
    if not rows:
        return data
    encoding = (document.tree.docinfo.encoding or "utf-8").lower()
    reading = read(document)
    data = reading.data
    used = next((entry.id for entry in rows if entry.id in reading.ids), None)
    if used is not None:
        message = f'the new entry "{used}" would have an id that something else in the file has'
        raise EditionError(message, "rename what is there", location(reading, reading.ids[used].start))
    edits: list[tuple[int, str]] = []
    if "tagger" not in reading.ids:
        edits += _agent(document, reading.root, data)
    lists = _Lists(document, data)
    for kind in _LISTS:
        new = sorted((entry for entry in rows if entry.kind == kind), key=lambda entry: _key(entry.label))
        if new:
            edits += lists.insert(kind, new, notes)
    merged: dict[int, str] = {}
    for at, text in edits:
        merged[at] = merged.get(at, "") + text
    crlf = b"\r\n" in data[:2000]
    for at, text in sorted(merged.items(), reverse=True):
        if crlf:
            text = text.replace("\n", "\r\n")
        data = data[:at] + text.encode("utf-8") + data[at:]
    if encoding in ("utf-8", "utf8", "us-ascii"):
        return (b"\xef\xbb\xbf" if document.source.startswith(b"\xef\xbb\xbf") else b"") + data
    return data.decode("utf-8").encode(encoding, "xmlcharrefreplace")


def _key(label: str) -> str:
    return folded(label)


def _agent(document: Document, _root: Element | None, data: bytes) -> list[tuple[int, str]]:
    match = re.search(rb"([ \t]*)</titleStmt\s*>", without_comments(data))
    if match is None:
        return []
    indent = match[1].decode() + "  "
    return [(match.start(), f"{indent}{_AGENT}\n")]


class _Lists:
    """The lists of a standOff, with the places where entries can be put in."""

    def __init__(self, document: Document, data: bytes) -> None:
        self.data = data
        self.seen = without_comments(data)
        self.document = document
        self.reading = read(document)
        self.ends: list[tuple[int, str]] = []

    def insert(self, kind: str, entries: Sequence[Entry], notes: Mapping[str, str]) -> list[tuple[int, str]]:
        name, heading = _LISTS[kind]
        found = self._list(name)
        if found is None:
            at = self._end_of_standoff()
            body = "\n".join(entry_text(entry, notes) for entry in entries)
            closing = name.split()[0]
            return [(at, f"    <{name}>\n      <head>{heading}</head>\n{body}\n    </{closing}>\n")]
        rows = self._rows(found)
        indent = self._indent(rows[0][1]) if rows else "      "
        edits: dict[int, list[str]] = {}
        for entry in entries:
            at = self._line(rows[0][1]) if rows else self._closing(found)
            for key, _, last in rows:
                if key > _key(entry.label):
                    break
                at = self._after(last)
            edits.setdefault(at, []).append(entry_text(entry, notes, indent))
        return [(at, "\n".join(texts) + "\n") for at, texts in edits.items()]

    def _list(self, name: str) -> etree._Element | None:
        plain, _, kind = name.partition(" ")
        for node in self.document.root.iter(tei(plain)):
            above = [local_name(one) for one in node.iterancestors()]
            cited = node.get("type") == "cited"
            if "standOff" in above and plain not in above and cited == bool(kind):
                return node
        return None

    def _rows(self, node: etree._Element) -> list[tuple[str, int, int]]:
        """The entries of a list with an id: the key by which they are sorted, first and last byte."""
        rows = []
        for child in node:
            identifier = child.get(XML_ID) if isinstance(child.tag, str) else None
            element = self.reading.ids.get(identifier or "")
            if element is None or local_name(child) == "head":
                continue
            label = child.find(f".//{tei('persName')}")
            words = label if label is not None else child
            key = _key(text_of(words)[:80])
            rows.append((key, element.start, element.end))
        return rows

    def _indent(self, at: int) -> str:
        start = self.data.rfind(b"\n", 0, at) + 1
        lead = self.data[start:at]
        return lead.decode() if not lead.strip() else "      "

    def _line(self, at: int) -> int:
        """The beginning of the line of a start tag, where nothing else stands on it."""
        start = self.data.rfind(b"\n", 0, at) + 1
        return start if not self.data[start:at].strip() else at

    def _after(self, at: int) -> int:
        end = self.data.find(b"\n", at)
        return end + 1 if end >= 0 and not self.data[at:end].strip() else at

    def _closing(self, node: etree._Element) -> int:
        name = local_name(node).encode()
        # The n-th list of its name in the file.
        number = list(self.document.root.iter(node.tag)).index(node)
        ends = [match.start() for match in re.finditer(rb"[ \t]*</(?:\w+:)?" + name + rb"\s*>", self.seen)]
        return ends[min(number, len(ends) - 1)]

    def _end_of_standoff(self) -> int:
        match = re.search(rb"[ \t]*</(?:\w+:)?standOff\s*>", self.seen)
        return match.start() if match else self.data.rfind(b"</")

"""The authority: the entries of the registers as names are matched against them.

In: documents with standOff (or lists in the header). Out: an ``Authority`` of entries: persons, places, organisations,
works and events, each with its names, given names apart from surnames. What an entry does not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.document import Document
from edition.enrich.spelling import folded
from edition.tei import XML_ID, XML_LANG, local_name, tei, text_of

__all__ = ["KIND_OF", "Authority", "Entry", "Name", "read_authority", "split_name"]

#: The elements of entries, and what they are.
KIND_OF: Final = {
    "person": "person",
    "personGrp": "person",
    "place": "place",
    "org": "org",
    "event": "event",
    "bibl": "work",
    "biblStruct": "work",
}
_NAMES: Final = {
    "person": ("persName",),
    "place": ("placeName", "geogName"),
    "org": ("orgName",),
    "event": ("label", "head", "desc"),
    "work": ("title",),
}
_PREFERRED: Final = frozenset("preferred main reg".split())
_SPACE: Final = re.compile(r"\s+")
_INITIALS: Final = re.compile(r"[^\W\d_]{1,3}\.")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry. Of a person: surname, given names (or initials) and what stands before them; of others
    the whole in ``surname``.
    """

    surname: str
    given: tuple[str, ...] = ()
    role: str = ""
    language: str = ""
    type: str = ""

    @property
    def full(self) -> str:
        """The name as it is spoken: given names first."""
        return " ".join((*self.given, self.surname)).strip()

    @property
    def inverted(self) -> str:
        """The name as a register has it: surname first."""
        return f"{self.surname}, {' '.join(self.given)}" if self.given else self.surname


@dataclass(slots=True)
class Entry:
    """An entry of a register. ``pages`` are those of the printed index, by book; ``number`` how many of them."""

    id: str
    kind: str
    names: list[Name]
    birth: str = ""
    death: str = ""
    author: str = ""
    subtype: str = ""
    machine: bool = False
    country: str = ""
    point: tuple[float, float] | None = None
    idnos: dict[str, str] = field(default_factory=dict)
    pages: dict[str, set[str]] = field(default_factory=dict)
    node: etree._Element | None = field(default=None, repr=False)
    document: Document | None = field(default=None, repr=False)
    salience: int = 0
    cert: str = ""

    @property
    def name(self) -> Name:
        """The preferred name."""
        return self.names[0] if self.names else Name(self.id)

    @property
    def label(self) -> str:
        """The preferred name as a register has it."""
        return self.name.inverted


@dataclass(slots=True)
class Authority:
    """The entries by their ids, in order."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def of(self, *kinds: str) -> Iterator[Entry]:
        """The entries of some kinds."""
        return (entry for entry in self.entries.values() if entry.kind in kinds)

    def by_name(self, kind: str) -> dict[str, list[Entry]]:
        """The entries of a kind by each of their names, folded, surname first."""
        found: dict[str, list[Entry]] = {}
        for entry in self.of(kind):
            for name in entry.names:
                rows = found.setdefault(folded(name.inverted), [])
                if entry not in rows:
                    rows.append(entry)
        return found


def split_name(text: str) -> Name:
    """A person's name out of plain words: "Trotsky, L. D.", "Leon Trotsky", "Beck, Colonel Jozef"."""
    text = _SPACE.sub(" ", text).strip(" ,")
    if "," in text:
        surname, _, rest = text.partition(",")
        given, role = _given(rest.split())
        return Name(surname.strip(), given, role)
    words = text.split()
    if len(words) < 2 or not all(word[:1].isupper() for word in words) or re.fullmatch(r"[IVX]+", words[-1]):
        return Name(text)
    given, role = _given(words[:-1])
    return Name(words[-1], given, role)


_ROLES: Final = frozenset(
    """General Colonel Marshal Lord Lady Sir Sen. Senator Count Prince Princess Pope King Queen Dr. Dr Prof. Professor
    Captain Major Admiral Comrade Father Archbishop Bishop Saint St. President Baron Baroness Duke Mrs. Mr. Herr Frau
    Madame Monsieur""".split()
)


def _given(words: list[str]) -> tuple[tuple[str, ...], str]:
    role = " ".join(word for word in words if word in _ROLES)
    given: list[str] = []
    for word in words:
        if word in _ROLES:
            continue
        parts = _INITIALS.findall(word)
        given += parts if parts and "".join(parts) == word else [word]
    return tuple(given), role


def read_authority(registers: Iterable[Document], texts: Iterable[Document] = ()) -> Authority:
    """The entries of documents, in the order of the files: in a register every list, in a text those in its header or
    beside it (a bibliography in a text is part of the text).
    """
    authority = Authority()
    for document, alone in (*((one, True) for one in registers), *((one, False) for one in texts)):
        for node in document.root.iter(*(tei(name) for name in KIND_OF)):
            kind = KIND_OF[local_name(node)]
            identifier = node.get(XML_ID)
            if not identifier or not _in_register(node, alone) or identifier in authority.entries:
                continue
            above = node.getparent()
            if kind == "work" and above is not None and above.get("type") == "cited":
                kind = "cited"
            authority.entries[identifier] = _entry(node, kind, identifier, document)
    return authority


def _in_register(node: etree._Element, alone: bool) -> bool:
    above = [local_name(one) for one in node.iterancestors()]
    if not alone and "standOff" not in above and "profileDesc" not in above:
        return False
    if "sourceDesc" in above:
        return False
    parent = above[0] if above else ""
    return parent.startswith("list")


def _entry(node: etree._Element, kind: str, identifier: str, document: Document) -> Entry:
    entry = Entry(identifier, kind, [], node=node, document=document, machine=node.get("resp") == "#tagger")
    entry.subtype, entry.cert = node.get("type", ""), node.get("cert", "")
    if kind in ("work", "cited"):
        _work(node, entry)
    else:
        for name in _NAMES[kind]:
            for child in node.iterfind(tei(name)):
                entry.names.append(_name(child, kind))
            if entry.names and kind == "event":
                break
    # An entry may be unnamed yet; a name without a letter names nothing.
    entry.names = [name for name in entry.names if any(letter.isalnum() for letter in name.surname)]
    entry.names.sort(key=lambda name: name.type not in _PREFERRED)
    for what in ("birth", "death"):
        date = node.find(tei(what))
        if date is not None:
            value = date.get("when") or date.get("notBefore") or date.get("from") or ""
            setattr(entry, what, value)
    country = node.find(tei("country"))
    entry.country = country.get("key", "") if country is not None else ""
    geo = node.find(f"{tei('location')}/{tei('geo')}")
    if geo is not None:
        numbers = re.findall(r"-?\d+(?:\.\d+)?", text_of(geo))
        entry.point = (float(numbers[0]), float(numbers[1])) if len(numbers) == 2 else None
    for idno in node.iterfind(tei("idno")):
        entry.idnos[idno.get("type", "URI")] = text_of(idno)
    return entry


def _work(node: etree._Element, entry: Entry) -> None:
    titles = list(node.iterfind(tei("title")))
    for path in ("analytic", "monogr"):
        titles += node.iterfind(f"{tei(path)}/{tei('title')}")
    for title in titles:
        words = text_of(title)
        if words:
            entry.names.append(Name(words, (), "", title.get(XML_LANG, ""), title.get("type", "")))
    for author in node.iter(tei("author")):
        pointer = author.get("ref") or next(
            (one.get("ref") for one in author.iter(tei("persName")) if one.get("ref")), ""
        )
        if pointer:
            entry.author = pointer.rpartition("#")[2].rpartition(":")[2]
        break


def _name(node: etree._Element, kind: str) -> Name:
    language, type_ = node.get(XML_LANG, ""), node.get("type", "")
    if kind != "person":
        return Name(text_of(node), (), "", language, type_)
    surname = " ".join(text_of(one) for one in node.iter(tei("surname")))
    given = [text_of(one) for one in node.iter(tei("forename"))]
    role = " ".join(text_of(one) for one in node.iter(tei("roleName")))
    if surname:
        split, _ = _given(" ".join(given).split())
        return Name(surname, split, role, language, type_)
    name = split_name(text_of(node))
    return Name(name.surname, name.given, name.role or role, language, type_)

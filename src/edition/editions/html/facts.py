"""The facts of an edition that is cited: the statements of its header as values.

In: the facts that xslt/html/facts.xsl made, and the address of the website. Out: Work, and a Section for each page of
the text. What the header does not say is empty; nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.references import Name, key_of

__all__ = ["Section", "Work", "work_of"]


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the text: its stem, head, language, how it begins, its first and last page of the print."""

    stem: str
    head: str
    language: str = ""
    begins: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """The edition as a work that is cited."""

    title: str
    stem: str
    subtitle: str = ""
    language: str = ""
    #: The language of the interface.
    lang: str = "en"
    authors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    publisher: str = ""
    place: str = ""
    date: str = ""
    #: The number of the edition, or its name where it has none.
    version: str = ""
    licence: str = ""
    changed: str = ""
    description: str = ""
    url: str = ""
    doi: str = ""
    isbn: str = ""
    sections: tuple[Section, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole_title(self) -> str:
        """Title and subtitle."""
        stop = "" if self.title.endswith(("?", "!", ":", ".")) else ":"
        return f"{self.title}{stop} {self.subtitle}" if self.subtitle else self.title

    @property
    def year(self) -> str:
        """The year of the date, in four digits."""
        found = re.search(r"\b\d{4}\b", self.date)
        return found[0] if found else ""

    @property
    def numbered(self) -> bool:
        """Whether the version is a number, or like one: 2, 1.2.0, 2026-03."""
        return re.fullmatch(r"v?\d[\w.+-]{0,30}", self.version) is not None

    @property
    def key(self) -> str:
        """What BibTeX and others call it."""
        return key_of(f"{self.stem}-{self.year}" if self.year else self.stem)


def work_of(facts: Mapping[str, Any], url: str = "") -> Work:
    """The edition that facts tell of."""
    header, citing = facts.get("header", {}), facts.get("citing", {})
    numbers = {str(one["type"]).lower(): str(one["value"]) for one in reversed(header.get("identifiers", []))}
    names: dict[str, list[Name]] = {"author": [], "translator": [], "editor": []}
    for one in citing.get("names", []):
        names[one["role"]].append(_name(one))
    return Work(
        title=str(facts.get("title", "")),
        stem=str(citing.get("stem", "")),
        subtitle=str(citing.get("subtitle", "")),
        language=str(facts.get("language", "")),
        lang=str(citing.get("lang", "en")),
        authors=tuple(names["author"]),
        translators=tuple(names["translator"]),
        editors=tuple(names["editor"]),
        publisher=str(header.get("publisher", "")),
        place=str(header.get("place", "")),
        date=str(header.get("date", "")),
        version=str(header.get("edition", "")),
        licence=str(header.get("licence", "")),
        changed=str(header.get("changed", "")),
        description=str(citing.get("description", "")),
        url=url,
        doi=re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", numbers.get("doi", ""), flags=re.IGNORECASE),
        isbn=numbers.get("isbn", ""),
        sections=tuple(_sections(facts)),
        words={str(name): str(word) for name, word in citing.get("words", {}).items()},
    )


def _name(one: Mapping[str, Any]) -> Name:
    """Surname and given names as they are tagged; or by the one comma of the name; or the name as one."""
    text, family, given = str(one["name"]), str(one["family"]), str(one["given"])
    if one.get("body"):
        return Name(literal=text)
    if family:
        return Name(family, given)
    before, comma, behind = text.partition(", ")
    # "Shaw, G. B." is a name turned round; "The Press, as publishers" is not.
    if comma and "," not in behind and behind[:1].upper() == behind[:1] and len(before.split()) < 4:
        return Name(before, behind)
    return Name(literal=text)


def _sections(facts: Mapping[str, Any]) -> list[Section]:
    """The pages of the text, each with its pages of the print: where it has no break of its own, that of the page
    before.
    """
    more = {str(one["stem"]): one for one in facts.get("citing", {}).get("pages", [])}
    breaks: dict[str, list[str]] = {}
    for one in facts.get("breaks", []):
        breaks.setdefault(str(one["page"]), []).append(str(one["n"]))
    found = []
    current = breaks.get("index", [""])[-1]
    for page in facts.get("pages", []):
        stem = str(page["stem"])
        one = more.get(stem, {})
        first = str(one.get("break", "")) or current
        inside: Sequence[str] = breaks.get(stem, ())
        current = inside[-1] if inside else first
        head, language, begins = str(page["head"]), str(one.get("language", "")), str(one.get("begins", ""))
        found.append(Section(stem, head, language, begins, first, current))
    return found

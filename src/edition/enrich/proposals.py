"""Entries proposed for the registers: from the heads of a printed index, its sub-entries, the glossary and captions.

In: the index, the glossary and the blocks of a text, and the entries that the registers have. Out: one ``Proposal`` for
each head (and each title or body that a sub-entry names): its kind, the entry that it is, or the new entry to be made.
A head that the registers know by its name is that entry; nothing that is there is changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from edition.enrich.authority import Authority, Entry, Name, split_name
from edition.enrich.gazetteer import COUNTRIES
from edition.enrich.index import Head, SubEntry
from edition.enrich.kinds import Kind, kind_of
from edition.enrich.reading import Block
from edition.enrich.spelling import agree, folded, slug
from edition.enrich.words import Usage, usage_of
from edition.tei import local_name, tei, text_of

__all__ = ["Proposal", "glossary_of", "propose"]

_LIFE: Final = re.compile(r"\(\s*(?:born\s+)?(\d{4})\s*[-–—]\s*(\d{4})?\s*\)")
_PLENUM: Final = re.compile(r"^(.*\b(?:Plenum|Congress|Conference|Session))s? of$")
_OF: Final = re.compile(r"^of (?:the )?(.+)$", re.IGNORECASE)
_BODY: Final = re.compile(r"^((?:[A-Z]\w+ )*(?:Presidium|Secretariat|Executive Committee|Bureau|Politburo)) of$")
_SMALL: Final = frozenset("a an and as at but by for from in into of on or the to with de la von und der".split())


@dataclass(slots=True)
class Proposal:
    """What a head (or sub-entry) of an index was taken for. ``entry`` is the id, ``new`` the entry to be made."""

    item: str
    label: str
    kind: Kind
    entry: str = ""
    new: Entry | None = None
    pages: set[str] = field(default_factory=set)
    number: int = 0


def glossary_of(root: etree._Element) -> dict[str, str]:
    """The terms of a glossary (``list`` with the type "gloss") and what is said of them."""
    found: dict[str, str] = {}
    lists = [one for one in root.iter(tei("list")) if one.get("type") == "gloss"]
    within = [one for one in lists if any(above.get("type") == "glossary" for above in one.iterancestors())]
    for sequence in within or lists:
        term = ""
        for child in sequence:
            words = text_of(child)
            if local_name(child) == "label":
                term = words.strip(" :.–—-")
            elif local_name(child) == "item" and term:
                found.setdefault(term, words)
                term = ""
    return found


def propose(
    heads: Iterable[Head],
    blocks: list[Block],
    authority: Authority,
    glossary: Mapping[str, str],
    *,
    kinds: Mapping[str, tuple[str, str]] | None = None,
    places: Collection[str] = (),
) -> list[Proposal]:
    """A proposal for each head. ``kinds`` are what an editor has settled: by item, the kind and the id."""
    heads = list(heads)
    usage = usage_of(blocks, {head.label for head in heads} | set(glossary))
    maker = _Maker(authority, usage, glossary, kinds or {}, places)
    for head in heads:
        maker.head(head)
    maker.terms()
    maker.references(heads)
    maker.captions(blocks)
    return maker.proposals


class _Maker:
    def __init__(
        self,
        authority: Authority,
        usage: Usage,
        glossary: Mapping[str, str],
        settled: Mapping[str, tuple[str, str]],
        places: Collection[str],
    ) -> None:
        self.authority = authority
        self.usage = usage
        self.glossary = glossary
        self.settled = settled
        self.places = set(places) | set(COUNTRIES)
        self.proposals: list[Proposal] = []
        self.ids = set(authority.entries)
        self.known = {kind: authority.by_name(kind) for kind in ("person", "place", "org", "work", "event")}
        self.new: dict[str, Entry] = {}

    def head(self, head: Head) -> None:
        kind = self._settled(head.id) or kind_of(head, self.usage, self.places, self.glossary)
        proposal = Proposal(head.id, head.label, kind, pages=head.all_pages, number=len(head.all_pages))
        self.proposals.append(proposal)
        if kind.name in ("topic", "see", "skip"):
            return
        names = self._names(head.label, head.aliases, kind.name)
        self._place(proposal, names)
        before = len(self.proposals)
        for sub in head.subs:
            self._sub(head, sub, kind.name, proposal.entry)
        if kind.name != "person":
            proposal.pages = head.aspect_pages({one.item for one in self.proposals[before:]})
            proposal.number = len(proposal.pages)

    def _settled(self, item: str) -> Kind | None:
        if item in self.settled and self.settled[item][0]:
            return Kind(self.settled[item][0], "high", "settled")
        return None

    @staticmethod
    def _names(label: str, aliases: Iterable[str], kind: str) -> list[Name]:
        if kind != "person":
            return [Name(label, type="preferred"), *(Name(alias, type="variant") for alias in aliases)]
        first = split_name(label) if "," in label else Name(label)
        names = [Name(first.surname, first.given, first.role, type="preferred")]
        for alias in aliases:
            other = split_name(alias)
            names.append(Name(other.surname, other.given, other.role, type="variant"))
        return names

    def _place(self, proposal: Proposal, names: list[Name], author: str = "") -> None:
        """Find the entry that a proposal is, or make one."""
        kind = proposal.kind.name
        wanted = self.settled.get(proposal.item, ("", ""))[1]
        if wanted:
            proposal.entry = wanted
            if wanted in self.ids:
                return
        entry = self._find(kind, names[0])
        if entry is not None:
            proposal.entry = entry.id
            if author and entry.id in self.new and author not in entry.author.split():
                entry.author = f"{entry.author} {author}".strip()
            return
        identifier = wanted or self._id(kind, names[0])
        self.ids.add(identifier)
        proposal.entry = identifier
        proposal.new = Entry(identifier, kind, names, author=author, machine=True)
        self.new[identifier] = proposal.new
        rows = self.known[kind].setdefault(folded(names[0].inverted), [])
        rows.append(proposal.new)

    def _find(self, kind: str, name: Name) -> Entry | None:
        rows = self.known[kind].get(folded(name.inverted), [])
        if rows:
            return rows[0]
        if kind != "person" or not name.given:
            return None
        # "Shmidt, O. Yu." is "Shmidt, Otto Yulyevich", where no other bearer could be meant.
        near = [
            entry
            for entry in self.authority.of("person")
            if any(
                folded(one.surname) == folded(name.surname) and one.given and _same(one, name) for one in entry.names
            )
        ]
        return near[0] if len(near) == 1 else None

    def _id(self, kind: str, name: Name) -> str:
        if kind == "person":
            short = [word[0] if not word.endswith(".") else word for word in name.given if word[:1].isupper()]
            choices = [slug(name.surname, *short), slug(name.surname, *name.given)]
        else:
            choices = [slug(name.surname)]
        for choice in choices:
            if choice not in self.ids:
                return choice
        number = 2
        while f"{choices[-1]}-{number}" in self.ids:
            number += 1
        return f"{choices[-1]}-{number}"

    def _sub(self, head: Head, sub: SubEntry, kind: str, entry: str) -> None:
        """A sub-entry that names a thing of its own: a work of a person, a body of an organisation."""
        found: tuple[str, str] | None = None
        settled = self._settled(sub.id)
        if kind == "person" and (_looks_like_title(sub) or settled):
            found = ("work", sub.label)
        elif kind == "org":
            found = _body(head.label, sub.label)
            if found is None and sub.title:
                found = ("work", sub.label)
        if found is None:
            return
        cert = "high" if sub.title or kind == "org" else "medium"
        told = settled or Kind(found[0], cert, f'a sub-entry of "{head.label}"')
        proposal = Proposal(sub.id, sub.label, told, pages=set(sub.pages), number=len(sub.pages))
        self.proposals.append(proposal)
        if told.name in ("topic", "see", "skip"):
            return
        names = [Name(found[1], type="preferred")]
        names += [Name(other, type="variant") for other in _other_forms(head.label, found[1])]
        self._place(proposal, names, entry if found[0] == "work" and kind == "person" else "")

    def terms(self) -> None:
        """Terms of the glossary with capitals are organisations, unless the index has them already."""
        known = {
            folded(name.surname) for rows in self.known.values() for es in rows.values() for e in es for name in e.names
        }
        for term in self.glossary:
            if not term[:1].isupper() or folded(term) in known or self.usage.of(term).count == 0:
                continue
            proposal = Proposal(f"glossary:{term}", term, Kind("org", "medium", "the glossary has it"))
            settled = self._settled(proposal.item)
            if settled is not None:
                proposal.kind = settled
            self.proposals.append(proposal)
            if proposal.kind.name not in ("topic", "see", "skip"):
                self._place(proposal, [Name(term, type="preferred")])

    def references(self, heads: list[Head]) -> None:
        """Heads that only refer to another are other names of it: "Etienne. See Zborowski, M."."""
        by_label = {folded(p.label): p for p in self.proposals if p.entry and not p.label[:1].islower()}
        subs = {sub.id: f"{head.label} {sub.label}" for head in heads for sub in head.subs}
        by_label |= {folded(subs[p.item]): p for p in self.proposals if p.entry and p.item in subs}
        for head in heads:
            if not head.see or head.all_pages:
                continue
            target = head.see.split(";")[0].split("See")[0].strip(" .,")
            found = by_label.get(folded(target))
            if found is None or found.new is None:
                continue
            kind = kind_of(replace(head, see=""), self.usage, self.places, self.glossary).name
            name = self._names(head.label, (), found.new.kind)[0]
            alike = kind == found.new.kind or (kind == "person") == (found.new.kind == "person")
            if alike and kind != "work" and not self.usage.of(head.label).titled > self.usage.of(head.label).count / 2:
                found.new.names.append(Name(name.surname, name.given, name.role, type="variant"))

    def captions(self, blocks: Iterable[Block]) -> None:
        """Captions give full names and years of life: "Khristian Rakovsky (1873-1941)"."""
        by_surname: dict[str, list[Entry]] = {}
        for entry in self.new.values():
            if entry.kind == "person":
                by_surname.setdefault(folded(entry.name.surname), []).append(entry)
        for block in blocks:
            life = _LIFE.search(block.text) if "(" in block.text else None
            if life is None:
                continue
            for match in _LIFE.finditer(block.text):
                words = re.findall(r"[^\W\d_][\w’'-]*\.?", block.text[max(0, match.start() - 60) : match.start()])
                bearer, given = _bearer(words, by_surname)
                if bearer is None or bearer.birth:
                    continue
                bearer.birth, bearer.death = match[1], match[2] or ""
                full = tuple(given)
                if full and all(not word.endswith(".") for word in full) and full != bearer.name.given:
                    bearer.names.append(Name(bearer.name.surname, full, type="variant"))


def _same(one: Name, name: Name) -> bool:
    return agree(name.given, one.given)


def _bearer(words: list[str], by_surname: Mapping[str, list[Entry]]) -> tuple[Entry | None, list[str]]:
    """The entry whose name ends a row of words, with the given names before it."""
    if not words:
        return None, []
    rows = by_surname.get(folded(words[-1]), [])
    given: list[str] = []
    for word in reversed(words[:-1]):
        if not word[:1].isupper() or len(given) == 3:
            break
        given.insert(0, word)
    rows = [entry for entry in rows if given and entry.name.given and agree(given[-2:], entry.name.given)]
    while given and rows and not agree(given[:1], rows[0].name.given[:1]):
        given.pop(0)
    return (rows[0], given) if len(rows) == 1 else (None, [])


def _looks_like_title(sub: SubEntry) -> bool:
    label = sub.label
    if sub.title and label[:1].isupper():
        return True
    words = label.split()
    if not label[:1].isupper() or words[-1].lower() in _SMALL:
        return False
    return len(words) > 1 and all(word[:1].isupper() or word.lower() in _SMALL or word[:1].isdigit() for word in words)


def _body(head: str, sub: str) -> tuple[str, str] | None:
    """What "of X" or "X of" under a head names in full."""
    plenum = _PLENUM.match(sub)
    if plenum:
        return ("event", f"{plenum[1]} of the {head}")
    body = _BODY.match(sub)
    if body:
        return ("org", f"{body[1]} of the {head}")
    of = _OF.match(sub)
    if of and of[1][:1].isupper() and not re.search(r"\d", of[1]):
        single = re.sub(r"\bParties\b", "Party", head)
        single = re.sub(r"\b(Committee|Commission|League|Union)s\b", r"\1", single)
        rest = of[1].strip(" ,.")
        article = "the " if sub.lower().startswith("of the ") else ""
        return ("org", f"{single} of {article}{rest}")
    return None


def _other_forms(head: str, label: str) -> list[str]:
    """Other names of a meeting or a body: with the initials of what it belongs to, and without it."""
    found = []
    short = "".join(word[0] for word in head.split() if word[:1].isupper())
    if len(short) > 1 and f"the {head}" in label:
        found.append(label.replace(f"the {head}", f"the {short}"))
    if " of the " in label and label.endswith(f" of the {head}"):
        plain = label[: -len(f" of the {head}")]
        if re.search(r"\b(?:Plenum|Congress|Conference|Session)$", plain):
            found.append(plain)
    return found

"""The TEI of a text chapter by chapter: each division a document of its own.

In: a Document whose root is a TEI element with a text. Out: documents by their file names, in the order of the text;
none for a corpus. Each has the header of the whole, with its own title and the whole named as its source; one division,
with the page break before it; and the notes of a collection that its marks point to. Every word of the text stands in
one of them, once. A pointer leads into the document that has its target, which lies beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, cast
from urllib.parse import quote, unquote

from lxml import etree

from edition.checks.pointers import pointers_of
from edition.document import Document
from edition.tei import TEI, XML_ID, XML_LANG, element, is_element, local_name, tei, text_of

__all__ = ["chapters_of"]

#: What opens a page, or stands at the head of a body: it goes with the division that follows.
_LEADING: Final = frozenset(
    """pb cb lb gb milestone anchor index interp interpGrp head epigraph argument byline opener docAuthor docDate
    dateline salute signed meeting""".split()
)
_WHOLES: Final = frozenset(("part", "book", "volume"))
#: What the source of a chapter says of the whole, of its publication.
_PUBLISHED: Final = ("publisher", "date", "idno")
_DIVISIONS: Final = frozenset(("div", "div1"))
_pointing: Final = etree.XPath("descendant-or-self::*[@*[starts-with(., '#') or contains(., ' #')]]")
#: Whether a division has no words but those of its heads.
_is_bare: Final = etree.XPath(
    """not(.//*[not(self::t:div or self::t:head or self::t:pb or self::t:lb or ancestor::t:head)])
    and not(.//text()[normalize-space()][not(ancestor::t:head)])""",
    namespaces={"t": TEI},
)
#: Parts of parts are taken apart so deep.
_DEEPEST: Final = 20
#: The longest part of a file name that is taken from an id.
_LONGEST: Final = 60


@dataclass(slots=True, eq=False)
class _Unit:
    """What becomes one document: where it stood, what goes before it, the division (or none), what follows it."""

    container: etree._Element
    before: list[etree._Element]
    main: etree._Element | None = None
    after: list[etree._Element] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    name: str = ""

    @property
    def nodes(self) -> list[etree._Element]:
        return [*self.before, *([] if self.main is None else [self.main]), *self.after, *self.notes]


def chapters_of(document: Document, stem: str) -> dict[str, bytes]:
    """The documents, by names that begin with ``stem``, the stem of the whole's own name."""
    if document.root.tag != tei("TEI") or document.root.find(tei("text")) is None:
        return {}
    root = deepcopy(document.root)
    ids = {str(node.get(XML_ID)): node for node in root.iter("*") if node.get(XML_ID)}
    units = [unit for text in root.iterchildren(tei("text")) for unit in _units_of(text)]
    _take_notes(units, ids)
    units = [unit for unit in units if not _is_emptied(unit)]
    for index, unit in enumerate(units, 1):
        unit.name = f"{stem}-{index:0{max(2, len(str(len(units))))}d}{_slug(unit)}.xml"
    homes = {
        str(node.get(XML_ID)): unit.name
        for unit in units
        for top in unit.nodes
        for node in top.iter("*")
        if node.get(XML_ID)
    }
    header = root.find(tei("teiHeader"))
    own = set() if header is None else {str(node.get(XML_ID)) for node in header.iter("*") if node.get(XML_ID)}
    whole = f"{stem}.xml"
    elsewhere = {name: homes.get(name, whole) for name in ids if name not in own}
    return {unit.name: _document(unit, root, header, elsewhere, whole) for unit in units}


def _units_of(text: etree._Element) -> list[_Unit]:
    """The documents that a text becomes; what stands before a division goes with it."""
    units: list[_Unit] = []
    pending: list[etree._Element] = []
    for child in text:
        name = local_name(child)
        if name in ("front", "body", "back"):
            units.extend(_parts(child, pending))
        elif name in ("group", "text"):
            units.extend(_units_of(child))
        else:
            pending.append(child)
    if pending and units:
        units[-1].after.extend(pending)
    return units


def _parts(container: etree._Element, pending: list[etree._Element]) -> Iterator[_Unit]:
    """The divisions of front, body, back or a part; what stands between them where it is more than a page break.
    ``pending`` is what waits for the next division: taken from, and left for the next container.
    """
    last: _Unit | None = None
    waiting = [*pending]
    pending.clear()
    for child in list(container):
        if local_name(child) not in _DIVISIONS:
            waiting.append(child)
            continue
        at = _blocks_end(waiting)
        if at:
            yield _Unit(container, waiting[:at])
        waiting = waiting[at:]
        if _is_whole(child):
            yield from _whole(child, waiting)
            last = None
        else:
            last = _Unit(container, waiting, child)
            yield last
        waiting = []
    body = local_name(container) == "body"
    divided = any(local_name(one) in _DIVISIONS for one in container)
    if (body and not divided) or (_blocks_end(waiting) and (last is None or not body)):
        yield _Unit(container, waiting)
    elif last is not None:
        last.after.extend(waiting)
    else:
        pending.extend(waiting)


def _blocks_end(nodes: Sequence[etree._Element]) -> int:
    """Where what opens the next division begins: behind the last that is more than that."""
    blocks = [index for index, node in enumerate(nodes, 1) if local_name(node) and local_name(node) not in _LEADING]
    return blocks[-1] if blocks else 0


def _is_whole(division: etree._Element) -> bool:
    """Whether a division is no chapter itself, and holds chapters."""
    inner = list(division.iterchildren(tei("div")))
    if local_name(division) != "div" or not inner or sum(1 for _ in division.iterancestors(tei("div"))) > _DEEPEST:
        return False
    return division.get("type") in _WHOLES or any(one.get("type") == "chapter" for one in inner)


def _whole(division: etree._Element, before: list[etree._Element]) -> Iterator[_Unit]:
    """A part: its own words, then its chapters, which are in its language where they do not say theirs."""
    for child in division.iterchildren(tei("div")):
        if division.get(XML_LANG) and not child.get(XML_LANG):
            child.set(XML_LANG, str(division.get(XML_LANG)))
    inner = [one for one in division if local_name(one) not in _DIVISIONS]
    first = next(division.iterchildren(tei("div")))
    opening = [one for one in inner if division.index(one) < division.index(first)]
    said = [index for index, node in enumerate(opening, 1) if local_name(node) not in ("pb", "cb", "lb", "gb", "")]
    own, opening = opening[: said[-1] if said else 0], opening[said[-1] if said else 0 :]
    if own:
        shell = etree.Element(tei("div"))
        for name, value in division.attrib.items():
            shell.set(name, value)
        parent = division.getparent()
        if parent is not None:
            parent.insert(parent.index(division), shell)
        shell.extend(own)
        yield _Unit(division, before, shell)
        before = []
    for one in reversed([*before, *opening]):
        division.insert(0, one)
    rest: list[etree._Element] = []
    found = list(_parts(division, rest))
    if rest and found:
        found[-1].after.extend(rest)
    yield from found


def _take_notes(units: Sequence[_Unit], ids: dict[str, etree._Element]) -> None:
    """Give each unit the notes of collections that its marks point to: a note goes with its first mark."""
    home = {note: unit for unit in units for top in unit.nodes for note in top.iter(tei("note"))}
    taken: set[etree._Element] = set()
    for unit in units:
        look: list[etree._Element] = [*unit.nodes]
        while look:
            for mark in look.pop(0).iter(tei("ref"), tei("ptr")):
                target = str(mark.get("target", ""))
                note = ids.get(unquote(target[1:])) if target.startswith("#") else None
                if (
                    note is None
                    or note in taken
                    or home.get(note, unit) is unit
                    or (local_name(mark) == "ref" and mark.get("type") != "noteAnchor")
                    or not _is_collected(note)
                ):
                    continue
                taken.add(note)
                unit.notes.append(note)
                look.append(note)
    for note in taken:
        _detach(note)


def _is_collected(note: etree._Element) -> bool:
    parent = note.getparent()
    return local_name(note) == "note" and parent is not None and local_name(parent) == "div"


def _detach(node: etree._Element) -> None:
    """Take a node out of a division; what is written behind it stays."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail and node.tail.strip():
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    node.tail = None
    parent.remove(node)


def _is_emptied(unit: _Unit) -> bool:
    """Whether nothing is left of a collection of notes but its heads."""
    main = unit.main
    if main is None or main.get("type") != "notes":
        return False
    said = [text_of(one) for one in (*unit.before, *unit.after) if is_element(one)]
    return not any(said) and bool(_is_bare(main))


def _slug(unit: _Unit) -> str:
    """What a file is called after: the id of its division, or where it stood."""
    main = unit.main
    name = local_name(unit.container) if main is None else str(main.get(XML_ID) or main.get("type") or "")
    plain = re.sub(r"[^\w.-]+", "-", name)[:_LONGEST].strip("-.")
    return f"-{plain}" if plain else ""


def _document(
    unit: _Unit, root: etree._Element, header: etree._Element | None, elsewhere: dict[str, str], whole: str
) -> bytes:
    # It is made inside the tree that it takes its nodes from: nodes that change their tree are copied.
    made = etree.SubElement(root, tei("TEI"), _carried(root))
    if header is not None:
        made.append(_header(header, unit, root, whole))
    text = next(one for one in unit.container.iterancestors(tei("text")))
    holder = etree.SubElement(made, tei("text"), _carried(text))
    spoken = next((str(one.get(XML_LANG)) for one in (text, *text.iterancestors()) if one.get(XML_LANG)), "")
    if spoken and spoken != made.get(XML_LANG):
        holder.set(XML_LANG, spoken)
    place = local_name(unit.container)
    if unit.main is not None or place not in ("front", "back"):
        body = etree.SubElement(holder, tei("body"), _carried(unit.container) if place != "div" else {})
        body.extend([*unit.before, *([] if unit.main is None else [unit.main]), *unit.after])
        back = None
    elif place == "front":
        etree.SubElement(holder, tei("front"), _carried(unit.container)).extend([*unit.before, *unit.after])
        etree.SubElement(etree.SubElement(holder, tei("body")), tei("p"))
        back = None
    else:
        etree.SubElement(etree.SubElement(holder, tei("body")), tei("p"))
        back = etree.SubElement(holder, tei("back"), _carried(unit.container))
        back.extend([*unit.before, *unit.after])
    if unit.notes:
        back = etree.SubElement(holder, tei("back")) if back is None else back
        etree.SubElement(back, tei("div"), {"type": "notes"}).extend(unit.notes)
    _lead(made, unit.name, elsewhere, whole)
    for node in (*made, *holder):
        node.tail = "\n"
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8", with_tail=False) + b"\n"


def _carried(node: etree._Element) -> dict[str, str]:
    """The attributes of what a division stood in, but the id, which the whole has."""
    return {str(name): str(value) for name, value in node.attrib.items() if name != XML_ID}


def _header(header: etree._Element, unit: _Unit, root: etree._Element, whole: str) -> etree._Element:
    """The header of the whole, with the title of the division, and the whole as its source."""
    made = deepcopy(header)
    made.tail = None
    file = made.find(tei("fileDesc"))
    statement = None if file is None else file.find(tei("titleStmt"))
    if file is None or statement is None:
        return made
    titles = statement.findall(tei("title"))
    source = element("bibl")
    publication = file.find(tei("publicationStmt"))
    published = [] if publication is None else [publication.findall(tei(name)) for name in _PUBLISHED]
    identifiers = [] if publication is None else publication.findall(tei("idno"))
    for node in (*titles, *statement.findall(tei("author")), *chain.from_iterable(published)):
        part = deepcopy(node)
        part.tail = ". "
        for one in part.iter("*"):
            if XML_ID in one.attrib:
                del one.attrib[XML_ID]
        source.append(part)
    source.append(element("ref", whole, target=quote(whole)))
    # How long the whole is, and how it is identified, is not said of a part.
    for node in (*titles, *file.findall(tei("extent")), *identifiers):
        _remove(node)
    statement.insert(0, element("title", _title(unit, titles)))
    place = file.find(tei("sourceDesc"))
    described = element("sourceDesc", source)
    described.tail = "\n"
    if place is None:
        file.append(described)
    else:
        file.insert(file.index(place), described)
    return made


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _title(unit: _Unit, titles: Sequence[etree._Element]) -> str:
    """The head of a division without its notes; or the title of the whole, and what kind of part it is."""
    head = None if unit.main is None else unit.main.find(tei("head"))
    if head is not None:
        said = _words(head)
        if said:
            return said
    main = unit.main
    kind = local_name(unit.container) if main is None else f"{main.get('type') or 'div'} {main.get('n') or ''}".strip()
    return f"{_words(titles[0]) if titles else ''} ({kind})".strip()


def _words(node: etree._Element) -> str:
    parts: list[str] = []
    walker = etree.iterwalk(node, events=("start", "end"))
    for event, one in walker:
        aside = local_name(one) in ("note", "sic", "orig", "rdg", "") or one.get("type") == "noteAnchor"
        if event == "start" and aside:
            walker.skip_subtree()
        elif event == "start":
            parts.append(" " if local_name(one) in ("lb", "pb") else one.text or "")
        if event == "end" and one is not node:
            parts.append(one.tail or "")
    return " ".join("".join(parts).split())


def _lead(made: etree._Element, name: str, elsewhere: dict[str, str], whole: str) -> None:
    """Let pointers to what stands in another document lead there."""
    for prefix in made.iter(tei("prefixDef")):
        pattern = str(prefix.get("replacementPattern", ""))
        if pattern.startswith("#"):
            prefix.set("replacementPattern", quote(whole) + pattern)
    for node in cast("list[etree._Element]", _pointing(made)):
        for key, value in cast("list[tuple[str, str]]", node.items()):
            if "#" not in value or (value[0] == "#" and elsewhere.get(value[1:], "" if " " in value else name) == name):
                continue  # most lead to what stands in the same document
            led = " ".join(_led(value.split(), name, elsewhere))
            if led != value and any(pointer.attribute == key for pointer in pointers_of(node, local_name(node))):
                node.set(key, led)


def _led(tokens: Iterable[str], name: str, elsewhere: dict[str, str]) -> Iterator[str]:
    for token in tokens:
        file = elsewhere.get(unquote(token[1:]), name) if token.startswith("#") else name
        yield token if file == name else f"{quote(file)}{token}"

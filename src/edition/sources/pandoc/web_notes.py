"""Notes of a page or an e-book: a link to a note and the note that links back are made one.

In: the tree of a page. Out: the same tree; each joined mark is a span of the class ``edition-mark``, each note a
division of the class ``edition-note`` at the end, by number. Joined is only what is certain: a mark leads to a note
that nothing else leads to, and the two say so (roles of an e-book), or lead to each other.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from edition.diagnostic import Severity
from edition.sources.pandoc.packages import take_out
from edition.sources.pandoc.prepared import Prepared, Remark

__all__ = ["join_notes", "role_of"]

_MARK: Final = re.compile(r"[\[({]?\s*(\d{1,4}|[*†‡§¶]{1,4}|[a-z]|[ivxlc]{1,7})\s*[\])}.]?", re.IGNORECASE)
_NOTE_ROLES: Final = frozenset(("footnote", "endnote", "rearnote", "note"))
_END_ROLES: Final = frozenset(("endnote", "rearnote"))
_BLOCKS: Final = frozenset("p li div aside dd td section blockquote article".split())
_INLINE: Final = frozenset("a sup span small b i em strong".split())
_OPS: Final = "{http://www.idpf.org/2007/ops}type"


def role_of(node: etree._Element) -> str:
    """What an element is in an e-book: its epub:type, or its role without "doc-"."""
    said = str(node.get("epub:type") or node.get(_OPS) or node.get("role") or "").split()
    return said[0].removeprefix("doc-") if said else ""


def _text(node: etree._Element) -> str:
    return " ".join("".join(map(str, node.itertext())).split())


def _href(node: etree._Element) -> str:
    address = str(node.get("href", ""))
    return address[1:] if address.startswith("#") else ""


def join_notes(tree: etree._Element, source: Prepared) -> None:
    """Join the marks and notes that belong together; tell of marks that look like it and were not joined."""
    body = tree.find("body")
    if body is None:
        return
    by_id: dict[str, etree._Element] = {}
    for node in body.iter():
        if isinstance(node.tag, str):
            for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
                if name:
                    by_id.setdefault(str(name), node)
    links = [node for node in body.iter("a") if _href(node) in by_id]
    leading: dict[str, list[etree._Element]] = {}
    for link in links:
        leading.setdefault(_href(link), []).append(link)
    joined: list[tuple[etree._Element, etree._Element, str]] = []
    taken: set[etree._Element] = set()
    loose: list[etree._Element] = []
    for link in links:
        match = _MARK.fullmatch(_text(link))
        if not match or link in taken:
            continue
        note = _note_of(by_id[_href(link)])
        if note is None or note in taken or link in set(note.iter("a")):
            continue
        back = [one for one in note.iter("a") if _leads_to(one, link, by_id)]
        said = role_of(link) == "noteref" and (
            role_of(note) in _NOTE_ROLES or role_of(by_id[_href(link)]) in _NOTE_ROLES
        )
        first = next((one for one in leading[_href(link)] if one not in back), link)
        if not said and (not back or len(leading[_href(link)]) != 1):
            if role_of(link) == "noteref" or back:
                loose.append(link)
            continue
        if first is not link:
            continue  # a second mark of the same note stays a link to it
        taken.add(note)
        taken.update(note.iter("a"))
        joined.append((link, note, match.group(1)))
        _strip(note, back, match.group(1), source)
    for number, (link, note, printed) in enumerate(joined, 1):
        source.numbers.append(printed)
        source.furniture.setdefault("marks of notes", []).append(_text(link))
        source.places.append("end" if role_of(note) in _END_ROLES else "bottom")
        _move(body, link, note, number)
    for link in loose:
        source.remarks.append(
            Remark(
                "mark-not-joined",
                f'the mark "{_text(link)}" looks like that of a note, and was not joined to one',
                _around(link),
                "make it a note by hand, if it is one",
                "kept as a link",
            )
        )
    if joined:
        source.remarks.append(
            Remark(
                "notes-joined",
                f"{len(joined)} marks and notes that lead to each other were made notes",
                _text(joined[0][1]),
                "nothing to do",
                "each note stands at its mark",
                "high",
                Severity.INFO,
            )
        )
        _sweep(body, source)


def _around(link: etree._Element) -> str:
    block = next(iter(link.iterancestors(*_BLOCKS)), link)
    return _text(block)[:80]


def _leads_to(back: etree._Element, link: etree._Element, by_id: dict[str, etree._Element]) -> bool:
    """Whether a link in a note leads to its mark: to the mark itself, to what holds it, or to an anchor before it."""
    place = by_id.get(_href(back))
    if place is None:
        return False
    if place is link or place in list(link.iterancestors())[:3] or link in list(place.iterancestors()):
        return True
    return place.getnext() is link and not (place.tail or "").strip() and not _text(place)


def _note_of(target: etree._Element) -> etree._Element | None:
    """The block that is the note to which an id belongs: the element itself, or the block that it begins."""
    node = target
    while node.tag in _INLINE:
        parent = node.getparent()
        if parent is None:
            return None
        before = (parent.text or "").strip() + "".join(_text(one) + (one.tail or "").strip() for one in _before(node))
        if _MARK.fullmatch(before) is None and before:
            return None
        node = parent
    if node.tag not in _BLOCKS or node.tag == "section":
        return None
    if node.tag == "p":
        parent = node.getparent()
        if parent is not None and parent.tag in ("li", "aside") and parent.index(node) == 0:
            return parent
    return node


def _before(node: etree._Element) -> list[etree._Element]:
    return list(node.itersiblings(preceding=True))


def _strip(note: etree._Element, back: list[etree._Element], number: str, source: Prepared) -> None:
    """Take the link back and the note's own number out of it: both are shown by the mark."""
    for link in back:
        said = _text(link)
        if said and any(letter.isalnum() for letter in said) and _MARK.fullmatch(said) is None:
            source.furniture.setdefault("links back", []).append(said)
        elif said:
            source.furniture.setdefault("numbers of notes", []).append(said)
        parent = link.getparent()
        take_out(link)
        while parent is not None and parent.tag in ("sup", "span") and not _text(parent) and not parent.get("id"):
            above = parent.getparent()
            take_out(parent)
            parent = above
    pattern = re.compile(rf"\s*[\[({{]?\s*{re.escape(number)}\s*[\])}}]?\s*[.:)\]]?\s*(?=\S|$)")
    for node in note.iter():
        if node is not note and node.tag in ("sup", "span", "b", "strong") and _text(node):
            if _MARK.fullmatch(_text(node)) and number in _text(node):
                source.furniture.setdefault("numbers of notes", []).append(_text(node))
                take_out(node)
            return
        if (node.text or "").strip():
            found = pattern.match(node.text or "")
            # A number is the note's own only where a sign, or what was taken out, parts it from the words.
            if found and re.search(r"[\])}.:]\s*$", found.group()):
                source.furniture.setdefault("numbers of notes", []).append(found.group().strip())
                node.text = (node.text or "")[found.end() :]
            return
        for child in node:
            if (child.tail or "").strip() and not _text(child):
                child.tail = re.sub(r"^\s*[.:)\]]\s+", "", child.tail or "")
                found = pattern.match(child.tail)
                if found and re.search(r"[\])}.:]\s*$", found.group()):
                    source.furniture.setdefault("numbers of notes", []).append(found.group().strip())
                    child.tail = child.tail[found.end() :]
                return
            break


def _move(body: etree._Element, link: etree._Element, note: etree._Element, number: int) -> None:
    """Put a sign in the place of the mark, and the note's content into a division at the end."""
    holder = etree.SubElement(body, "div", {"class": "edition-note", "data-number": str(number)})
    holder.text = note.text
    identifier = note.get("id")
    for child in list(note):
        holder.append(child)
    if note.tag == "p":
        inner = etree.Element("p")
        inner.text, holder.text = holder.text, None
        for child in list(holder):
            inner.append(child)
        holder.append(inner)
    if identifier:
        first = next((one for one in holder.iter("p")), holder)
        anchor = etree.Element("span", {"id": str(identifier)})
        anchor.tail, first.text = first.text, None
        first.insert(0, anchor)
    note.text = None
    note.attrib.clear()
    mark: etree._Element = link
    parent = link.getparent()
    while parent is not None and parent.tag in ("sup", "small") and _text(parent) == _text(link):
        mark, parent = parent, parent.getparent()
    sign = etree.Element("span", {"class": "edition-mark", "data-number": str(number)})
    names = [str(one.get("id")) for one in mark.iter() if one.get("id")]
    if names:
        sign.set("id", names[0])
    sign.tail = mark.tail
    if parent is not None:
        parent.replace(mark, sign)


def _sweep(body: etree._Element, source: Prepared) -> None:
    """Remove the lists and sections that held the notes and are now empty."""
    for node in reversed(list(body.iter("li", "p", "dd", "dt", "aside", "div", "ol", "ul", "dl", "section"))):
        if node.get("class") == "edition-note" or any(one.get("class") == "edition-note" for one in node.iter("div")):
            continue
        if not node.attrib and not _text(node) and not any(True for _ in node.iter("img", "hr", "br", "span")):
            take_out(node)
    for node in reversed(list(body.iter("ol", "ul", "dl", "section", "div", "aside"))):
        if node.get("class") in ("edition-note",):
            continue
        inside = [one for one in node if isinstance(one.tag, str)]
        if not _text(node) and all(one.tag == "hr" for one in inside) and not any(True for _ in node.iter("img")):
            take_out(node)
        elif role_of(node) in ("footnotes", "endnotes", "rearnotes") and all(
            re.fullmatch(r"h[1-6]|hr", str(one.tag)) for one in inside
        ):
            source.furniture.setdefault("heads of notes", []).append(_text(node))
            take_out(node)

"""The printed index of a book: its heads, each with its sub-entries and the pages they stand on.

In: the root of a TEI document that has an index (``div`` or ``list`` with the type "index", items with ``ref`` or
``num`` of the type "page"). Out: heads in the order of the index. Aliases in brackets, "See" and "See also", ranges of
pages, and titles (in italics, in quotation marks, or with the asterisk that a scan makes of italics) are read; what
kind of thing a head names is not decided here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.tei import XML_ID, local_name, tei, text_of

__all__ = ["Head", "SubEntry", "read_index"]

_ALIAS: Final = re.compile(r"\s+[\[(]([^\])]*)[\])]")
_SEE: Final = re.compile(r"[.;,]?\s*\b(See also|See|Siehe auch|Siehe|Voir aussi|Voir|см\. также|см\.)(?!\w)\s*(.*)$")
_PAGE: Final = re.compile(r"(\d+|[ivxlcdm]+)(?:\s*[-–—]\s*(\d+|[ivxlcdm]+))?")
_QUOTED: Final = re.compile(r"^[\"“„«'‘](.+?)[\"”“»'’]\*?$")
#: The stop of an initial belongs to it.
_INITIAL: Final = re.compile(r"(?:^|[\s.,-])[^\W\d_]{1,3}\.$")
_SPACE: Final = re.compile(r"\s+")


@dataclass(slots=True)
class SubEntry:
    """A sub-entry: its words, its pages, and whether it looks like a title."""

    id: str
    label: str
    pages: set[str] = field(default_factory=set)
    title: bool = False


@dataclass(slots=True)
class Head:
    """A head: its words without aliases and references, its own pages, those of its sub-entries among ``all_pages``."""

    id: str
    label: str
    aliases: list[str] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    subs: list[SubEntry] = field(default_factory=list)
    see: str = ""
    title: bool = False

    def aspect_pages(self, own: Collection[str]) -> set[str]:
        """The pages of the head and of those sub-entries that are no entries of their own (``own``: their ids)."""
        return self.pages.union(*(sub.pages for sub in self.subs if sub.id not in own))

    @property
    def all_pages(self) -> set[str]:
        """The pages of the head and of its sub-entries."""
        return self.pages.union(*(sub.pages for sub in self.subs))


def read_index(root: etree._Element) -> list[Head]:
    """The heads of every index in a document."""
    heads = []
    counts: Counter[str] = Counter()
    for item in _items(root):
        head = _head(item)
        if not head.label:
            continue
        # Without an id of its own an item is known by its words.
        parts: list[Head | SubEntry] = [head, *head.subs]
        for one in parts:
            words = one.label if one is head else f"{head.id}={one.label}"
            counts[words] += not one.id
            if not one.id:
                one.id = f"={words}" if counts[words] == 1 else f"={words}={counts[words]}"
        heads.append(head)
    return heads


def _items(root: etree._Element) -> Iterator[etree._Element]:
    for item in root.iter(tei("item")):
        above = item.getparent()
        if above is None or above.get("type") != "index":
            continue
        if any(local_name(one) == "item" for one in item.iterancestors()):
            continue
        yield item


def _head(item: etree._Element) -> Head:
    pages: set[str] = set()
    label, italic = _label(item, pages)
    see = ""
    found = _SEE.search(label)
    if found:
        see, label = found[2].strip(" *,;"), label[: found.start()]
    aliases = [alias.strip() for alias in _ALIAS.findall(label) if alias.strip()]
    label, title = _title(_ALIAS.sub("", label), italic)
    head = Head(item.get(XML_ID, ""), label, aliases, pages, [], see, title)
    for sub in item.iterfind(f"{tei('list')}/{tei('item')}"):
        own: set[str] = set()
        words, slanted = _label(sub, own)
        referring = _SEE.search(words)
        if referring:
            words = words[: referring.start()].rstrip(" ,.")
        for deeper in sub.iterfind(f"{tei('list')}/{tei('item')}"):
            _label(deeper, own)
        words, is_title = _title(words, slanted)
        if words:
            head.subs.append(SubEntry(sub.get(XML_ID, ""), words, own, is_title))
    return head


def _title(label: str, italic: bool) -> tuple[str, bool]:
    """The words without marks of a title, and whether there were any."""
    label = label.strip(" ,;:")
    if label.endswith(".") and not _INITIAL.search(label):
        label = label.rstrip(".")
    quoted = _QUOTED.match(label)
    if quoted:
        return quoted[1].strip(" ,"), True
    if label.endswith("*"):
        return label.rstrip("* "), True
    return label, italic


def _label(item: etree._Element, pages: set[str]) -> tuple[str, bool]:
    """The words of an item without its locators and its sub-entries, and whether they are all in italics."""
    parts = [item.text or ""]
    slanted = 0
    for child in item:
        name = local_name(child)
        if name in ("ref", "num") and child.get("type") == "page":
            pages.update(_pages(child.get("n") or text_of(child)))
        elif name == "list" or not name:
            pass
        else:
            words = "".join(map(str, child.itertext()))
            if name in ("hi", "title", "emph") and child.get("rend", "italic") == "italic":
                slanted += len(words.strip())
            parts.append(words)
        parts.append(child.tail or "")
    label = _SPACE.sub(" ", "".join(parts)).strip(" ,;")
    # Initials keep their stop: "Babel, I. E."
    label = re.sub(r"(\s*,)+\s*$", "", re.sub(r"(?:\s*,){2,}", ",", label))
    return label, bool(slanted) and slanted >= len(label.replace(" ", "")) - 3


def _pages(text: str) -> Iterator[str]:
    """The pages of a locator: "414-15" is 414 and 415, "12n" is 12."""
    for first, last in _PAGE.findall(text):
        if not last or not first.isdigit() or not last.isdigit():
            yield first
            if last:
                yield last
            continue
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        low, high = int(first), int(last)
        yield from (str(page) for page in range(low, min(high, low + 60) + 1))

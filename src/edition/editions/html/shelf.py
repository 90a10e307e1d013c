"""A shelf: the texts of a project in one website, with a catalogue, registers and a search that they share.

In: the normalised tree of each text with what its website knows (pages, facts). Out: the normalised tree of the
catalogue: its texts as ``ed:catalogue``, and the entries of all registers, each once, with the mentions of every text.
From it xslt/html makes the pages as for one text.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from edition import saxon
from edition.editions.html.pictures.places import position_of
from edition.tei import ED, TEI, XML_ID, XML_LANG, tei

__all__ = ["OnShelf", "catalogue_tree", "merged_facts"]

_ENTRIES: Final = ("person", "place", "org", "event", "bibl", "biblStruct")
_LISTS: Final = {
    "person": "listPerson",
    "place": "listPlace",
    "org": "listOrg",
    "event": "listEvent",
    "bibl": "listBibl",
    "biblStruct": "listBibl",
}


@dataclass(frozen=True, slots=True)
class OnShelf:
    """One text of a shelf: the stem of its folder, its normalised tree, and what its website knows of it."""

    stem: str
    tree: saxon.Tree
    facts: dict[str, Any]


def _ed(name: str) -> str:
    return f"{{{ED}}}{name}"


def catalogue_tree(title: str, language: str, texts: Sequence[OnShelf]) -> saxon.Tree:
    """The normalised tree of the catalogue."""
    root = etree.Element(tei("TEI"), nsmap={"tei": TEI, "ed": ED})
    statement = root
    for name in ("teiHeader", "fileDesc", "titleStmt"):
        statement = etree.SubElement(statement, tei(name))
    etree.SubElement(statement, tei("title")).text = title
    text = etree.SubElement(root, tei("text"), {_ed("page"): "index", _ed("id"): "catalogue", XML_LANG: language})
    catalogue = etree.SubElement(text, _ed("catalogue"))
    for one in texts:
        header = one.facts["header"]
        described = {
            "stem": one.stem,
            "title": one.facts["title"],
            "lang": one.facts["language"] or language,
            "by": ", ".join(dict.fromkeys([*header["authors"], *header["translators"], *header["editors"]])),
            "date": header["origin"] or header["date"],
            "source": header["source"],
        }
        etree.SubElement(catalogue, _ed("text"), {_ed(name): value for name, value in described.items()})
    stand_off = etree.SubElement(root, tei("standOff"))
    for kind, entries in _merged(texts):
        etree.SubElement(stand_off, tei(kind)).extend(entries)
    drawn = {name for one in texts for name in one.facts["pictures"]}
    wanted = {"map": _has_map(stand_off), "timeline": "timeline" in drawn, "network": "network" in drawn}
    catalogue.set(_ed("pictures"), " ".join(name for name, there in wanted.items() if there))
    return saxon.parse(etree.tostring(root, encoding="UTF-8"))


def _merged(texts: Iterable[OnShelf]) -> Iterator[tuple[str, list[etree._Element]]]:
    """The entries of all texts by their lists: each once, in the order of their names, with all its mentions."""
    known: dict[str, dict[str, etree._Element]] = {}
    for one in texts:
        heads = {page["stem"]: page["head"] for page in one.facts["pages"]}
        for entry in _entries(one.tree):
            identifier = entry.get(_ed("id"), "")
            kept = known.setdefault(_LISTS[etree.QName(entry).localname], {})
            mentions = entry.find(_ed("mentions"))
            if mentions is None:
                mentions = etree.SubElement(entry, _ed("mentions"))
            for mention in mentions:
                page = mention.get(_ed("page"), "")
                mention.set(_ed("section"), ": ".join(filter(None, (one.facts["title"], heads.get(page, "")))))
                mention.set(_ed("page"), f"{one.stem}/{page}")
                mention.set(_ed("block"), f"{one.stem}/{mention.get(_ed('block'), '')}")
            if identifier in kept:
                into = kept[identifier].find(_ed("mentions"))
                if into is not None:
                    into.extend(list(mentions))
            else:
                kept[identifier] = copy.deepcopy(entry)
    for kind in dict.fromkeys(_LISTS.values()):
        entries = sorted(
            known.get(kind, {}).values(), key=lambda node: (node.get(_ed("sort"), ""), node.get(_ed("id"), ""))
        )
        if entries:
            yield kind, entries


def _entries(tree: saxon.Tree) -> Iterator[etree._Element]:
    """The entries of a text's registers that have an id which stays."""
    path = "//tei:standOff//(tei:person | tei:place | tei:org | tei:listEvent/tei:event | tei:listBibl/*)"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for node in etree.fromstring(saxon.extract(tree, f"({path})[@xml:id][@ed:id][@ed:sort]"), parser):
        for inner in list(node.iter(*map(tei, _ENTRIES))):
            # An entry within an entry (a district of a town) stands in the list by itself.
            if inner is not node and inner.get(XML_ID) is not None and inner.getparent() is not None:
                inner.getparent().remove(inner)
        yield node


def _has_map(stand_off: etree._Element) -> bool:
    """Whether the texts name two places or more whose position is known."""
    named = [
        place for place in stand_off.iter(tei("place")) if place.find(f"{_ed('mentions')}/{_ed('mention')}") is not None
    ]
    known = [place.find(f"{tei('location')}//{tei('geo')}") for place in named]
    return sum(geo is not None and position_of("".join(map(str, geo.itertext()))) is not None for geo in known) > 1


def merged_facts(facts: dict[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The facts of the catalogue with the pages, glossaries and dated passages of all texts, whose facts are given by
    their folders.
    """
    pages = [
        {
            **page,
            "stem": f"{folder}/{page['stem']}",
            "head": f"{one['title']}: {page['head']}",
            "text": one["title"],
            "own": page["head"],
        }
        for folder, one in texts.items()
        for page in one["pages"]
    ]
    dates = [{**date, "page": f"{folder}/{date['page']}"} for folder, one in texts.items() for date in one["dates"]]
    glossary = [gloss for one in texts.values() for gloss in one["glossary"]]
    return {**facts, "pages": pages, "dates": dates, "glossary": glossary}

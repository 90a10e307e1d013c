"""The registers as data: tables (CSV), linked data (JSON-LD, schema.org), bibliographies.

In: an authority, and the mentions of texts. Out: files, as a map of names to bytes. Tables are UTF-8 with a header
line, one row an entry or a mention; identifiers are those of the TEI. Source of the terms: schema.org; latitude and
longitude are decimal degrees (WGS 84).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from edition.enrich.authority import Authority, Entry
from edition.enrich.bibliography import format_bibliography, works_of
from edition.enrich.mentions import Mention
from edition.enrich.reading import Reading
from edition.tei import tei, text_of

__all__ = ["TABLES", "data_files", "json_ld", "tables"]

TABLES: Final = {"person": "persons", "place": "places", "org": "organisations", "event": "events", "work": "works"}
_TYPES: Final = {"person": "Person", "place": "Place", "org": "Organization", "event": "Event", "work": "CreativeWork"}
_CONTEXT: Final = 40


def data_files(
    authority: Authority, texts: Sequence[tuple[str, Reading, Sequence[Mention]]], title: str
) -> dict[str, bytes]:
    """Every file: the tables, the linked data, and, where works are cited, the bibliography in three formats."""
    files = {f"{name}.csv": data for name, data in tables(authority, texts).items()}
    files["registers.jsonld"] = json_ld(authority, texts, title)
    works = works_of(authority)
    if works:
        for form, ending in (("bibtex", "bib"), ("csl", "json"), ("ris", "ris")):
            files[f"bibliography.{ending}"] = format_bibliography(works, form).encode("utf-8")
    return files


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")


def tables(authority: Authority, texts: Sequence[tuple[str, Reading, Sequence[Mention]]]) -> dict[str, bytes]:
    """A table for each register that has entries, and one of all mentions."""
    counts = Counter(mention.entry for _, _, mentions in texts for mention in mentions)
    found: dict[str, bytes] = {}
    for kind, name in TABLES.items():
        entries = list(authority.of(*(("work", "cited") if kind == "work" else (kind,))))
        if entries:
            found[name] = _csv(_HEADERS[kind], [_row(entry, kind, counts[entry.id]) for entry in entries])
    rows = []
    for text, reading, mentions in texts:
        for mention in mentions:
            block = reading.blocks[mention.block]
            rows.append(
                (
                    text,
                    TABLES.get(mention.kind, "works"),
                    mention.entry,
                    mention.surface,
                    block.text[max(0, mention.start - _CONTEXT) : mention.start],
                    block.text[mention.end : mention.end + _CONTEXT],
                    mention.chapter,
                    block.id,
                    mention.page,
                    mention.resp.lstrip("#"),
                    mention.cert,
                )
            )
    header = ("text", "register", "id", "words", "before", "after", "division", "block", "page", "resp", "cert")
    found["mentions"] = _csv(header, rows)
    return found


_HEADERS: Final = {
    "person": ("id", "name", "surname", "given", "other names", "birth", "death", "note", "identifiers", "mentions"),
    "place": (
        "id",
        "name",
        "other names",
        "type",
        "country",
        "latitude",
        "longitude",
        "note",
        "identifiers",
        "mentions",
    ),
    "org": ("id", "name", "other names", "note", "identifiers", "mentions"),
    "event": ("id", "name", "other names", "note", "identifiers", "mentions"),
    "work": ("id", "title", "authors", "note", "identifiers", "mentions"),
}


def _row(entry: Entry, kind: str, mentions: int) -> list[object]:
    others = "; ".join(name.inverted for name in entry.names[1:])
    tail = [_note(entry), "; ".join(f"{name}: {value}" for name, value in entry.idnos.items()), mentions]
    if kind == "person":
        given = " ".join(entry.name.given)
        return [entry.id, entry.label, entry.name.surname, given, others, entry.birth, entry.death, *tail]
    if kind == "place":
        point = entry.point or ("", "")
        return [entry.id, entry.label, others, entry.subtype, entry.country, *point, *tail]
    if kind == "work":
        return [entry.id, entry.label, "; ".join(_authors(entry)), *tail]
    return [entry.id, entry.label, others, *tail]


def _authors(entry: Entry) -> list[str]:
    if entry.node is None:
        return []
    return [text_of(author) for author in entry.node.iter(tei("author"))]


def _note(entry: Entry) -> str:
    if entry.node is None:
        return ""
    note = entry.node.find(tei("note"))
    return text_of(note) if note is not None else ""


def json_ld(authority: Authority, texts: Sequence[tuple[str, Reading, Sequence[Mention]]], title: str) -> bytes:
    """The registers and which division names whom, as JSON-LD in the terms of schema.org."""
    graph: list[dict[str, Any]] = []
    for text, reading, mentions in texts:
        by_division: dict[str, dict[str, None]] = {}
        for mention in mentions:
            if mention.chapter:
                by_division.setdefault(mention.chapter, {})[mention.entry] = None
        heads = _heads(reading)
        parts = [
            {
                "@type": "Chapter",
                "@id": f"{text}#{division}",
                **({"name": heads[division]} if division in heads else {}),
                "mentions": [{"@id": f"#{entry}"} for entry in sorted(entries)],
            }
            for division, entries in by_division.items()
        ]
        graph.append({"@type": "Book", "@id": text, "name": title or text, "hasPart": parts})
    graph += [_entity(entry) for entry in authority.of(*_TYPES)]
    data = {"@context": "https://schema.org", "@graph": graph}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _heads(reading: Reading) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in reading.blocks:
        if block.name == "head" and block.division:
            found.setdefault(block.division, block.text)
    return found


def _entity(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {"@type": _TYPES[entry.kind], "@id": f"#{entry.id}", "name": entry.name.full or entry.label}
    others = [name.full for name in entry.names[1:] if name.full != item["name"]]
    if entry.kind == "person":
        if entry.name.given:
            item["familyName"], item["givenName"] = entry.name.surname, " ".join(entry.name.given)
        for field, value in (("birthDate", entry.birth), ("deathDate", entry.death)):
            if re.match(r"\d{4}", value):
                item[field] = value
    if entry.point is not None:
        item["geo"] = {"@type": "GeoCoordinates", "latitude": entry.point[0], "longitude": entry.point[1]}
    if entry.country:
        item["addressCountry" if entry.kind == "place" else "location"] = entry.country
    if entry.kind == "work" and entry.author:
        item["author"] = [{"@id": f"#{author}"} for author in entry.author.split()]
    if others:
        item["alternateName"] = others
    note = _note(entry)
    if note:
        item["description"] = note
    links = [value for value in entry.idnos.values() if re.match(r"https?://\S+$", value)]
    if links:
        item["sameAs"] = links
    return item

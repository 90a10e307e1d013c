"""Entries of the registers and an authority service: candidates as rows to decide, identifiers into the registers.

In: a project and a service. Out: registers/candidates.tsv, a row a candidate, with what was decided before; and, where
rows are accepted, the registers with an ``idno`` in the entry. Nothing is accepted by itself, unless the editor asks
for what the service is sure of. Nothing is written here, but for the cache.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from edition.diagnostic import Diagnostic, EditionError, Location
from edition.document import Document
from edition.enrich.reading import read
from edition.enrich.reconciliation import Service, entries_to_ask, query_of
from edition.enrich.tables import read_table
from edition.project import Project
from edition.tagging.book import Books, load

__all__ = ["Options", "Reconciled", "reconcile"]

COLUMNS: Final = ("entry", "status", "idno", "candidate", "name", "score", "match", "types", "description", "page")
_STATUSES: Final = ("", "accept", "reject")


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked: the kinds of entries, the type and the properties of the service, how many candidates; the name
    of the identifier in the registers; whether what the service is sure of is accepted.
    """

    kind: str = "person"
    type: str = ""
    birth: str = ""
    death: str = ""
    limit: int = 5
    idno: str = ""
    matches: bool = False


@dataclass(slots=True)
class Reconciled:
    """What came of it: the files to be written, how many entries were asked about, candidates, identifiers added."""

    files: dict[Path, bytes] = field(default_factory=dict)
    asked: int = 0
    entries: int = 0
    candidates: int = 0
    added: int = 0
    idno: str = ""


def reconcile(
    project: Project,
    service: Service | None,
    options: Options,
    *,
    progress: Callable[[str], None] | None = None,
) -> tuple[Reconciled, list[Diagnostic]]:
    """Ask a service about the entries of a project (without one, only take in what was accepted)."""
    say = progress or (lambda _step: None)
    books = load(project)
    table = books.folder / "candidates.tsv"
    rows = _read(table, books.authority.entries)
    result = Reconciled()
    if service is not None:
        say("ask the service")
        manifest = service.manifest()
        result.idno = options.idno or re.sub(r"\W+", "-", manifest.name).strip("-")[:40] or "authority"
        entries = entries_to_ask(books.authority.of(options.kind), result.idno)
        queries = [query_of(one, options.type, options.birth, options.death, options.limit) for one in entries]
        before = service.asked
        found = service.reconcile(queries, batch=manifest.batch, progress=lambda n: say(f"{n} of {len(queries)}"))
        result.asked, result.entries = service.asked - before, len(entries)
        for entry, candidates in zip(entries, found, strict=True):
            sure = [one for one in candidates if one.match]
            for one in candidates:
                key = (entry.id, result.idno, one.id)
                status = rows[key]["status"] if key in rows else ""
                if options.matches and not status and one.match and len(sure) == 1:
                    status = "accept"
                rows[key] = {
                    "entry": entry.id, "status": status, "idno": result.idno, "candidate": one.id, "name": one.name,
                    "score": f"{one.score:g}", "match": "yes" if one.match else "", "types": "; ".join(one.types),
                    "description": one.description, "page": manifest.page(one.id),
                }  # fmt: skip
                result.candidates += 1
    _take_in(books, rows, result)
    if rows:
        result.files[table] = _format(rows)
    return result, list(books.findings)


_Rows = dict[tuple[str, str, str], dict[str, str]]


def _read(path: Path, known: Collection[str]) -> _Rows:
    rows: _Rows = {}
    accepted: dict[tuple[str, str], int] = {}
    for number, values in read_table(path, COLUMNS, ("entry", "status"), "the table of candidates"):
        if values["status"] not in _STATUSES:
            message = f'a candidate cannot be "{values["status"]}"'
            raise EditionError(message, "it is accept, reject, or nothing yet", Location(path, number, 1))
        if values["status"] == "accept":
            line = accepted.setdefault((values["entry"], values["idno"]), number)
            if line != number:
                message = f'two candidates are accepted for "{values["entry"]}": in line {line} and in line {number}'
                raise EditionError(message, "an entry has one identifier of a service", Location(path, number, 1))
            if values["entry"] not in known:
                message = f'the registers have no entry "{values["entry"]}"'
                raise EditionError(message, "mend the id, or take out the row", Location(path, number, 1))
        if values["score"] and not re.fullmatch(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", values["score"]):
            message = f'the score "{values["score"]}" is no number'
            raise EditionError(message, "a number with a point, such as 87.5", Location(path, number, 1))
        rows[(values["entry"], values["idno"], values["candidate"])] = values
    return rows


def _format(rows: _Rows) -> bytes:
    lines = ["\t".join(COLUMNS)]
    ordered = sorted(
        rows.values(), key=lambda row: (row["entry"], row["idno"], -float(row["score"] or 0), row["candidate"])
    )
    for row in ordered:
        lines.append("\t".join(re.sub(r"[\t\r\n]+", " ", row[name]) for name in COLUMNS))
    return ("\n".join(lines) + "\n").encode("utf-8")


def _take_in(books: Books, rows: _Rows, result: Reconciled) -> None:
    """What was accepted goes into its entry, once."""
    by_file: dict[Path, list[tuple[str, str, str]]] = {}
    documents: dict[Path, Document] = {}
    for (name, idno, _), row in rows.items():
        entry = books.authority.entries.get(name)
        if row["status"] != "accept" or entry is None or idno in entry.idnos or entry.document is None:
            continue
        path = entry.document.path
        if path is None:
            continue
        value = row["page"] or row["candidate"]
        entry.idnos[idno] = value
        by_file.setdefault(path, []).append((name, idno, value))
        documents[path] = entry.document
        result.added += 1
    for path, added in by_file.items():
        result.files[path] = _with_idnos(documents[path], added)


def _with_idnos(document: Document, added: list[tuple[str, str, str]]) -> bytes:
    """The bytes of a registers file with an ``idno`` at the end of each entry."""
    reading = read(document)
    data = reading.data
    for name, idno, page in sorted(added, key=lambda one: reading.ids[one[0]].closing, reverse=True):
        element = reading.ids[name]
        text = f"<idno type={quoteattr(idno)}>{escape(page)}</idno>".encode()
        if element.end == element.opened:
            # An entry that is one tag, and is opened now.
            kind = data[element.start + 1 : element.end].split(None, 1)[0].rstrip(b"/>")
            slash = data.rindex(b"/", element.start, element.end)
            data = data[:slash].rstrip() + b">" + text + b"</" + kind + b">" + data[element.end :]
            continue
        line = data.rfind(b"\n", 0, element.closing) + 1
        lead = data[line : element.closing]
        if line > element.start and not lead.strip():
            data = data[:line] + lead + b"  " + text + b"\n" + data[line:]
        else:
            data = data[: element.closing] + text + data[element.closing :]
    if reading.encoding in ("utf-8", "utf8", "us-ascii"):
        return data
    return data.decode("utf-8").encode(reading.encoding, "xmlcharrefreplace")


def read_cache(path: Path) -> dict[str, object]:
    """The answers of earlier runs; none where the file is not there or was cut off."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}

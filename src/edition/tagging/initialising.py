"""Registers made from what a book has: its printed index, its glossary, its captions, and the places it names.

In: a project. Out: the files to be written: the registers with new entries, and the table of the index, in which every
head has its kind and its entry. What is in the registers stays as it is; an entry that an editor has taken out is not
made again, for the table remembers it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from edition.diagnostic import Diagnostic, EditionError, Location, Result, Severity
from edition.document import Document, parse
from edition.enrich.authority import Entry, Name
from edition.enrich.bibliography import bibl_struct
from edition.enrich.citations import read_citations
from edition.enrich.gazetteer import COUNTRIES
from edition.enrich.index import read_index
from edition.enrich.places import Gazetteer, geonames, geonames_installed, propose_places
from edition.enrich.proposals import Proposal, glossary_of, propose
from edition.enrich.registers import new_register, with_entries
from edition.enrich.words import usage_of
from edition.project import Project
from edition.tagging.book import Book, Books, IndexRow, cited_works, format_index, load
from edition.tei import tei, text_of

__all__ = ["Initialised", "init_registers", "refuse_faults", "register_of"]


@dataclass(slots=True)
class Initialised:
    """What was made: the files with their bytes, the new entries by kind, the heads that need a look."""

    files: dict[Path, bytes] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    doubtful: list[IndexRow] = field(default_factory=list)
    known: int = 0


def init_registers(
    project: Project,
    *,
    places: bool = True,
    citations: bool = True,
    progress: Callable[[str], None] | None = None,
) -> Result[Initialised]:
    """Read the indexes of a project's texts, and the works that their notes cite, into its registers. Nothing is
    written here.
    """
    say = progress or (lambda _step: None)
    say("read")
    books = load(project)
    refuse_faults(books)
    result = Initialised()
    rows = dict(books.rows)
    notes: dict[str, str] = {}
    made: dict[str, Entry] = {}
    for book in books.books:
        say(f"index of {book.path.name}")
        glossary = glossary_of(book.document.root)
        settled = {item: (row.kind, row.id) for (name, item), row in rows.items() if name == book.name}
        proposals = propose(book.heads, book.reading.blocks, books.authority, glossary, kinds=settled)
        for proposal in proposals:
            _take(proposal, book, books, rows, made, result)
        for entry in made.values():
            words = glossary.get(entry.names[0].surname) if entry.names else None
            if words and entry.kind == "org":
                notes.setdefault(entry.id, words)
    if citations:
        say("citations")
        for book in books.books:
            _citations(book, books, rows, made, notes)
    if places:
        say("places")
        _places(books, rows, made, notes)
    for entry in made.values():
        if entry.kind == "work":
            for author in entry.author.split():
                one = books.authority.entries.get(author)
                if one is not None:
                    notes.setdefault(author if author not in made else f"{author}", one.label)
    labels = {entry.id: entry.label for entry in books.authority.entries.values()}
    for entry in made.values():
        result.new[entry.kind] = result.new.get(entry.kind, 0) + 1
    say("write")
    findings = [*books.findings, *_of_other_kinds(books, made)]
    if made:
        document = register_of(books, with_geonames=geonames_installed() and places)
        result.files[books.register] = with_entries(document, made.values(), _Notes(notes, labels, made))
    order = {book.name: {head.id: n for n, head in enumerate(read_index(book.document.root))} for book in books.books}
    if rows:
        table = sorted(rows.values(), key=lambda row: (row.book, *_position(row, order.get(row.book, {}))))
        result.files[books.folder / "index.tsv"] = format_index(table)
    if not any(book.heads for book in books.books):
        findings.append(
            Diagnostic(
                "no-index",
                Severity.INFO,
                "no text of the project has a printed index",
                Location(project.texts[0].path),
                "names can be learned from the text: edition registers learn; or write the registers by hand",
            )
        )
    return Result(result, tuple(findings))


def refuse_faults(books: Books) -> None:
    """A table that cannot be read whole is not written over: nothing is lost. Raises EditionError."""
    wrong = next((finding for finding in books.findings if finding.severity is Severity.ERROR), None)
    if wrong is not None:
        raise EditionError(wrong.message, wrong.hint, wrong.at)


class _Notes(dict[str, str]):
    """What is said of entries: notes of bodies, countries of places, and for the authors of works their names."""

    def __init__(self, notes: dict[str, str], labels: dict[str, str], made: dict[str, Entry]) -> None:
        super().__init__(notes)
        authors = {author for entry in made.values() if entry.kind == "work" for author in entry.author.split()}
        self.authors = {name: labels[name] for name in authors if name in labels}

    def get(self, key: str, default: str | None = None) -> str:  # type: ignore[override]
        return self.authors.get(key) or super().get(key) or default or ""


def _position(row: IndexRow, order: dict[str, int]) -> tuple[int, str]:
    item = row.item
    while item and item not in order and "." in item:
        item = item.rpartition(".")[0]
    return order.get(row.item, len(order)), row.item


def _take(
    proposal: Proposal,
    book: Book,
    books: Books,
    rows: dict[tuple[str, str], IndexRow],
    made: dict[str, Entry],
    result: Initialised,
) -> None:
    """One proposal into the table and, where it is new, among the entries to be made."""
    key = (book.name, proposal.item)
    kind = proposal.kind
    earlier = rows.get(key)
    if earlier is not None:
        # The table remembers: an entry that was taken out of the registers stays out, unless the kind was changed.
        gone = earlier.id and earlier.id not in books.authority.entries and earlier.kind == _kind_made(earlier)
        if gone and earlier.why != "settled":
            return
    entry = proposal.entry
    row = IndexRow(book.name, proposal.item, proposal.label, kind.name, entry, kind.cert, kind.why)
    if earlier is not None and earlier.id:
        row = earlier
    rows[key] = row
    if proposal.new is not None and entry not in books.authority.entries:
        books.authority.entries[entry] = proposal.new
        made[entry] = proposal.new
        proposal.new.salience = proposal.number
    elif entry:
        result.known += 1
    if kind.cert != "high" and earlier is None:
        result.doubtful.append(row)


def _of_other_kinds(books: Books, made: dict[str, Entry]) -> list[Diagnostic]:
    """Rows of the table whose kind was changed while the registers still have the entry as it was."""
    found = []
    for row in books.rows.values():
        entry = books.authority.entries.get(row.id)
        wanted = ("person", "place", "org", "work", "event", "topic")
        if entry is None or entry.id in made or row.kind not in wanted or entry.kind in (row.kind, "cited"):
            continue
        message = f'the table of the index has "{row.head}" as {row.kind}, the registers have it as {entry.kind}'
        hint = f'take the entry "{entry.id}" out of the registers, and run the command again'
        line = entry.node.sourceline if entry.node is not None else 1
        place = entry.document.path if entry.document is not None else None
        at = Location(place, line if isinstance(line, int) else 1, 1)
        found.append(Diagnostic("unusable-decision", Severity.WARNING, message, at, hint))
    return found


def _kind_made(row: IndexRow) -> str:
    return row.kind


def _citations(
    book: Book, books: Books, rows: dict[tuple[str, str], IndexRow], made: dict[str, Entry], notes: dict[str, str]
) -> None:
    """The works that the notes of a text cite, each once."""
    known = cited_works(books.authority)
    _, works = read_citations(book.reading.blocks)
    for work in works:
        if work.key in known:
            continue
        if ("citations", work.id) in rows and work.id not in books.authority.entries:
            # An editor has taken it out.
            continue
        name, number = work.id, 2
        while name in books.authority.entries:
            name, number = f"{work.id}-{number}", number + 1
        work.id = name
        known[work.key] = name
        entry = Entry(name, "cited", [Name(work.surname or work.title or work.journal)], machine=True)
        books.authority.entries[name] = entry
        made[name] = entry
        notes[name] = bibl_struct(work, "")
        rows[("citations", name)] = IndexRow("citations", name, entry.label, "work", name)


def _places(books: Books, rows: dict[tuple[str, str], IndexRow], made: dict[str, Entry], notes: dict[str, str]) -> None:
    """Places that the texts name, from the gazetteer; places of the index get their point from it."""
    gazetteer: Gazetteer | None = geonames() if geonames_installed() else None
    known = {row.head for row in rows.values() if row.book == "gazetteer"}
    for book in books.books:
        usage = usage_of(book.reading.blocks, ())
        for entry in propose_places(book.reading.blocks, books.authority, usage, gazetteer):
            if entry.id in books.authority.entries or entry.names[0].surname in known:
                continue
            books.authority.entries[entry.id] = entry
            made[entry.id] = entry
            rows[("gazetteer", entry.id)] = IndexRow("gazetteer", entry.id, entry.names[0].surname, "place", entry.id)
    if gazetteer is None:
        return
    names = {code: name for name, code in reversed(COUNTRIES.items())} | gazetteer.countries
    for entry in made.values():
        if entry.kind != "place":
            continue
        if entry.point is None and not entry.idnos and not entry.country:
            _locate(entry, gazetteer)
        if entry.country in names and entry.subtype != "country":
            notes[entry.id] = names[entry.country]


def _locate(entry: Entry, gazetteer: Gazetteer) -> None:
    """A place of the index with a name that only one city, or one by far, has."""
    name = entry.names[0].surname
    if name in COUNTRIES:
        entry.country, entry.subtype = COUNTRIES[name], "country"
        if entry.country in gazetteer.ids:
            entry.idnos["GeoNames"] = f"https://www.geonames.org/{gazetteer.ids[entry.country]}"
        return
    cities = sorted(
        {city.id: city for city in gazetteer.by_name.get(name, []) if city.name == name}.values(),
        key=lambda city: -city.population,
    )
    if cities and (len(cities) == 1 or cities[0].population > 4 * cities[1].population):
        city = cities[0]
        entry.point, entry.country, entry.subtype = (city.latitude, city.longitude), city.country, "settlement"
        entry.idnos["GeoNames"] = f"https://www.geonames.org/{city.id}"


def register_of(books: Books, *, with_geonames: bool) -> Document:
    """The registers file that entries go into, or a new one."""
    if books.register.is_file():
        for document in books.registers:
            if document.path == books.register:
                return document
    title = next(
        (text_of(node) for book in books.books for node in book.document.root.iter(tei("title"))),
        "",
    )
    language = books.books[0].language if books.books else "en"
    data = new_register(f"{title}: registers" if title else "Registers", language, with_geonames=with_geonames)
    made = parse(data, books.register).value
    assert made is not None
    return made

"""Persons that no register has, learned from the text: for a book without an index, and for what an index leaves out.

In: a project. Out: the registers with new entries, each with how sure it is. Where the extra is installed and the text
is tagged, a conditional random field that learned from the tags adds what it finds. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable

from edition.diagnostic import Result
from edition.enrich.authority import Entry, Name, split_name
from edition.enrich.learning import learn_persons
from edition.enrich.reading import Block
from edition.enrich.registers import with_entries
from edition.enrich.sequences import crf_installed, crf_names
from edition.enrich.spelling import folded, slug
from edition.project import Project
from edition.tagging.book import Book, Books, IndexRow, format_index, load
from edition.tagging.initialising import Initialised, refuse_faults, register_of

__all__ = ["learn_registers"]

#: The certainty from which a name that the field marks once is proposed.
_SURE = 0.9


def learn_registers(project: Project, *, progress: Callable[[str], None] | None = None) -> Result[Initialised]:
    """New entries for persons whom the texts of a project name and the registers do not have."""
    say = progress or (lambda _step: None)
    say("read")
    books = load(project)
    refuse_faults(books)
    rows = dict(books.rows)
    made: dict[str, Entry] = {}
    for book in books.books:
        say(f"learn from {book.path.name}")
        blocks = _text_of(book)
        for entry in learn_persons(blocks, books.authority):
            if ("learned", entry.id) in rows:
                # An editor has taken it out.
                continue
            books.authority.entries[entry.id] = entry
            made[entry.id] = entry
        if crf_installed() and any(mark.name == "persName" for block in blocks for mark in block.marks):
            say(f"learn from the tags of {book.path.name}")
            _by_field(books, blocks, rows, made)
    result = Initialised(new={"person": len(made)} if made else {})
    if made:
        document = register_of(books, with_geonames=False)
        result.files[books.register] = with_entries(document, made.values(), {})
        for entry in made.values():
            rows[("learned", entry.id)] = IndexRow("learned", entry.id, entry.label, "person", entry.id)
        result.files[books.folder / "index.tsv"] = format_index(rows.values())
    return Result(result, tuple(books.findings))


def _text_of(book: Book) -> list[Block]:
    """The blocks of running text: notes that cite and lists of terms teach nothing about names."""
    types = book.reading.types
    return [
        block
        for block in book.reading.blocks
        if types.get(block.division) not in ("glossary", "chronology", "notes", "index") and not block.about
    ]


def _by_field(books: Books, blocks: list[Block], rows: dict[tuple[str, str], IndexRow], made: dict[str, Entry]) -> None:
    known = {name.surname for entry in books.authority.entries.values() for name in entry.names}
    taken = {folded(name) for name in known}
    for proposed in crf_names(blocks, known):
        name = split_name(proposed.words)
        if folded(name.surname) in taken or (len(proposed.places) == 1 and proposed.score < _SURE):
            continue
        taken.add(folded(name.surname))
        short = [word[0] if not word.endswith(".") else word for word in name.given]
        base = identifier = slug(name.surname, *short)
        number = 2
        while identifier in books.authority.entries:
            identifier, number = f"{base}-{number}", number + 1
        if ("learned", identifier) in rows:
            continue
        entry = Entry(identifier, "person", [Name(name.surname, name.given, name.role, type="preferred")], machine=True)
        entry.cert = "low"
        books.authority.entries[identifier] = entry
        made[identifier] = entry

"""A book to be tagged: a text of a project, with its index, the registers, and the tables beside them.

In: a project. Out: ``Books``: the authority from the registers and the texts, and for each text its reading, the heads
of its printed index with the entries they are, and which chapters the index sends to for each entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from edition.diagnostic import Diagnostic, EditionError, Location, Severity
from edition.document import Document
from edition.enrich.authority import Authority, Entry, read_authority
from edition.enrich.bibliography import work_of
from edition.enrich.index import Head, read_index
from edition.enrich.reading import Reading, read
from edition.enrich.spelling import folded
from edition.enrich.tables import read_table
from edition.project import Project
from edition.tei import TEI, XML_LANG

__all__ = ["Book", "Books", "IndexRow", "cited_works", "format_index", "read_index_table", "relative"]

INDEX_COLUMNS: Final = ("book", "item", "head", "kind", "id", "cert", "why")
#: The kinds that the table of the index knows.
_KINDS: Final = frozenset("person place org work event topic see skip".split())


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A row of registers/index.tsv: what a head of a printed index was taken for. An editor may change kind and id."""

    book: str
    item: str
    head: str
    kind: str
    id: str = ""
    cert: str = ""
    why: str = ""


@dataclass(slots=True)
class Book:
    """A text with its reading and its index. ``pages`` are the printed pages of an entry, ``chapters`` the divisions
    that have them; ``of_page`` the divisions of a page.
    """

    name: str
    path: Path
    document: Document
    reading: Reading
    heads: list[Head]
    language: str = ""
    pages: dict[str, set[str]] = field(default_factory=dict)
    chapters: dict[str, set[str]] = field(default_factory=dict)
    of_page: dict[str, list[str]] = field(default_factory=dict)
    indexed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Books:
    """The texts of a project and what they share."""

    project: Project
    authority: Authority
    registers: list[Document]
    books: list[Book]
    rows: dict[tuple[str, str], IndexRow] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the registers and the tables lie."""
        return self.project.registers[0].parent if self.project.registers else self.project.root / "registers"

    @property
    def register(self) -> Path:
        """The file that new entries go into."""
        return self.project.registers[0] if self.project.registers else self.folder / "registers.xml"


def relative(path: Path, root: Path) -> str:
    """A path as the tables have it: from the root of the project, with slashes."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def load(project: Project) -> Books:
    """Read a project for tagging. Raises EditionError where a text cannot be read."""
    read_files = project.read()
    registers = [read_files.value[path] for path in project.registers if path in read_files.value]
    documents = []
    for text in project.texts:
        document = read_files.value.get(text.path)
        if document is None:
            wrong = next((d for d in read_files.diagnostics if d.at.path == text.path), None)
            message = wrong.message if wrong else "the file cannot be read"
            raise EditionError(message, wrong.hint if wrong else "", wrong.at if wrong else Location(text.path))
        documents.append(document)
    broken = next((d for d in read_files.diagnostics if d.at.path in project.registers), None)
    if broken is not None:
        raise EditionError(broken.message, broken.hint, broken.at)
    for document in (*registers, *documents):
        _usable(document, project.root)
    books = Books(project, read_authority(registers, documents), registers, [])
    books.rows, findings = read_index_table(books.folder / "index.tsv")
    books.findings += findings
    for text, document in zip(project.texts, documents, strict=True):
        if not str(document.root.tag).startswith(f"{{{TEI}}}"):
            continue
        language = (document.root.get(XML_LANG) or "").split("-")[0]
        heads = read_index(document.root)
        book = Book(relative(text.path, project.root), text.path, document, read(document), heads, language)
        _pages(book)
        books.books.append(book)
    for book in books.books:
        link(books, book)
    return books


def _usable(document: Document, root: Path) -> None:
    """Whether a file can be written back. Raises EditionError where it lies elsewhere, or its names have a prefix."""
    path = document.path
    if path is not None and not path.resolve().is_relative_to(root.resolve()):
        message = f"{path.name} is a link to a file outside the project"
        raise EditionError(message, "put the file itself into the project", Location(path))
    if document.root.prefix is not None and str(document.root.tag).startswith(f"{{{TEI}}}"):
        prefix = document.root.prefix
        message = f'the elements of the file have the prefix "{prefix}:", and tags are written without one'
        raise EditionError(message, f"make xmlns={TEI} the default namespace of the file", Location(path, 1, 1))


def cited_works(authority: Authority) -> dict[tuple[str, ...], str]:
    """The works cited that the registers have, by what makes two citations one work."""
    found: dict[tuple[str, ...], str] = {}
    for entry in authority.of("cited"):
        if entry.node is not None:
            found.setdefault(work_of(entry.node).key, entry.id)
    return found


def _pages(book: Book) -> None:
    """Which divisions each printed page has letters of."""
    for block in book.reading.blocks:
        for _, number in block.pages:
            chapters = book.of_page.setdefault(number, [])
            if block.division not in chapters:
                chapters.append(block.division)


def link(books: Books, book: Book) -> None:
    """Tie the heads of an index to the entries that they are: by the table, or by their names."""
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for kind in ("person", "place", "org", "work", "event"):
        for name, entries in books.authority.by_name(kind).items():
            by_name[name] += entries
    for entry in books.authority.entries.values():
        entry.pages.pop(book.name, None)
    for head in book.heads:
        named = _entry(books, book, head.id, head.label, by_name)
        own = set()
        for sub in head.subs:
            row = books.rows.get((book.name, sub.id))
            if row is None or not row.id:
                continue
            own.add(sub.id)
            other = books.authority.entries.get(row.id)
            if other is not None:
                other.pages.setdefault(book.name, set()).update(sub.pages)
        if named is not None:
            pages = head.all_pages if named.kind == "person" else head.aspect_pages(own)
            named.pages.setdefault(book.name, set()).update(pages)
    for entry in books.authority.entries.values():
        entry.salience = sum(len(pages) for pages in entry.pages.values())
        if book.name in entry.pages:
            book.pages[entry.id] = entry.pages[book.name]
            book.chapters[entry.id] = {c for page in entry.pages[book.name] for c in book.of_page.get(page, ())}
    reached = Counter(chapter for chapters in book.chapters.values() for chapter in chapters)
    # An index is of the text: what it says of a glossary or a list of notes is by chance.
    book.indexed = [
        division
        for division in book.reading.divisions()
        if reached[division] > 2 and book.reading.types.get(division) not in ("glossary", "notes", "chronology")
    ]


def _entry(books: Books, book: Book, item: str, label: str, by_name: dict[str, list[Entry]]) -> Entry | None:
    row = books.rows.get((book.name, item))
    if row is not None:
        return books.authority.entries.get(row.id) if row.id and row.kind not in ("topic", "see", "skip") else None
    found = by_name.get(folded(label), [])
    return found[0] if len(found) == 1 else None


def read_index_table(path: Path) -> tuple[dict[tuple[str, str], IndexRow], list[Diagnostic]]:
    """The rows of registers/index.tsv by book and item, and findings about those that cannot be used."""
    try:
        table = read_table(path, INDEX_COLUMNS, ("book", "item", "kind"), "the table of the index")
    except EditionError as error:
        at = error.at or Location(path, 1, 1)
        return {}, [Diagnostic("unusable-decision", Severity.ERROR, error.message, at, error.hint)]
    rows: dict[tuple[str, str], IndexRow] = {}
    findings: list[Diagnostic] = []
    for number, values in table:
        if values["kind"] not in _KINDS:
            message = f'a head of the index cannot be a "{values["kind"]}"'
            hint = f"the kind is one of {', '.join(sorted(_KINDS))}"
            findings.append(Diagnostic("unusable-decision", Severity.ERROR, message, Location(path, number, 1), hint))
            continue
        rows[(values["book"], values["item"])] = IndexRow(**values)
    return rows, findings


def format_index(rows: Iterable[IndexRow]) -> bytes:
    """The table of the index, in the order of the books and their indexes."""
    lines = ["\t".join(INDEX_COLUMNS)]
    for row in rows:
        lines.append("\t".join(getattr(row, name).replace("\t", " ").replace("\n", " ") for name in INDEX_COLUMNS))
    return ("\n".join(lines) + "\n").encode("utf-8")

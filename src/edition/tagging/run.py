"""Tagging: suggest, apply what was decided, write.

In: a project, and which kinds of names. Out: the suggestions of each text with what was decided about them, and the
bytes of the texts with their tags. A tag that an editor took away or changed in the file becomes a decision; a second
run changes nothing. Nothing is written here.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from edition.diagnostic import Diagnostic, EditionError, Location, Result
from edition.document import Document, parse
from edition.enrich.applying import Tag, apply
from edition.enrich.citations import Citation, read_citations
from edition.enrich.dates import DateFound, find_dates
from edition.enrich.decisions import Decision, Decisions, decided, format_decisions, read_decisions
from edition.enrich.forms import plain
from edition.enrich.matching import Matcher
from edition.enrich.reading import TAGGER, Block, Element, Reading, location, without_comments
from edition.enrich.suggestions import ELEMENTS, Suggestion, identify, suggestions_of
from edition.enrich.tables import read_table
from edition.enrich.words import usage_of
from edition.project import Project
from edition.schema import edition_schema
from edition.tagging.book import Book, Books, cited_works, load
from edition.tei import tei

__all__ = ["KINDS", "Options", "Tagged", "TaggedText", "suggest", "tag"]

KINDS: Final = ("person", "place", "org", "work", "event", "date", "citation")
_KIND_OF: Final = {element: kind for kind, element in ELEMENTS.items()}


@dataclass(frozen=True, slots=True)
class Options:
    """What is tagged: the kinds, whether the pages of the index tell homonyms apart, and up to which certainty tags
    are written without a decision ("low" is all of them). ``remove`` takes away every tag that nobody accepted.
    """

    kinds: tuple[str, ...] = KINDS
    pages: bool = True
    least: str = "low"
    remove: bool = False


@dataclass(slots=True)
class TaggedText:
    """One text: its suggestions, the decision about each by its id, the ids of the tags that were written."""

    book: Book
    suggestions: list[Suggestion]
    decisions: dict[str, Decision]
    written: list[str] = field(default_factory=list)
    data: bytes = b""


@dataclass(slots=True)
class Tagged:
    """What a run made: the texts, the decisions with those found in the files, and the files to be written."""

    books: Books
    texts: list[TaggedText] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)
    files: dict[Path, bytes] = field(default_factory=dict)
    recorded: int = 0


def suggest(book: Book, books: Books, options: Options) -> list[Suggestion]:
    """The suggestions for one text, in its order."""
    blocks = book.reading.blocks
    kinds = [kind for kind in options.kinds if kind not in ("date", "citation")]
    pages = book.chapters if options.pages and book.chapters else None
    matcher = Matcher(book.reading, books.authority, pages, usage_of(blocks, ()), book.language)
    names = matcher.find(kinds) if kinds else []
    dates: dict[str, list[tuple[int, DateFound]]] = {}
    if "date" in options.kinds:
        by_chapter: dict[str, list[int]] = defaultdict(list)
        for index, block in enumerate(blocks):
            # Notes apart from their chapter: the years of what they cite are not those of its events.
            by_chapter[block.division].append(index)
        for chapter, indexes in by_chapter.items():
            texts = [plain(blocks[index].text) for index in indexes]
            found = find_dates(texts, [blocks[index].human() for index in indexes])
            dates[chapter] = [(indexes[one.block], one) for one in found]
    cited: list[tuple[Citation, str]] = []
    if "citation" in options.kinds:
        known = cited_works(books.authority)
        for one in read_citations(blocks)[0]:
            if one.work is not None and one.work.key in known and not _marked(blocks[one.block], one):
                cited.append((one, known[one.work.key]))
    return suggestions_of(blocks, names, dates, cited)


def _marked(block: Block, citation: Citation) -> bool:
    """Whether a person has marked a citation, or the pages of one."""
    for mark in block.marks:
        human = mark.name in ("bibl", "biblStruct", "biblScope", "cit") and not mark.element.machine
        if human and mark.start < citation.end and citation.start < mark.end:
            return True
    return False


def tag(
    project: Project,
    options: Options | None = None,
    *,
    decisions: Decisions | None = None,
    progress: Callable[[str], None] | None = None,
) -> Result[Tagged]:
    """Tag the texts of a project. ``decisions`` stands for those of the file."""
    options = options or Options()
    say = progress or (lambda _step: None)
    say("read")
    books = load(project)
    result = Tagged(books)
    findings = list(books.findings)
    table = books.folder / "decisions.tsv"
    if decisions is None:
        decisions, wrong = read_decisions(table, books.authority.entries)
        findings += wrong
        if wrong:
            # A table that cannot be read whole is not written over: nothing is lost.
            first = wrong[0]
            raise EditionError(first.message, first.hint, first.at)
    result.decisions = decisions
    record = _Record.read(books.folder / "tagged.tsv")
    before = format_decisions(decisions)
    for book in books.books:
        say(book.path.name)
        text, found = _tag_text(book, books, options, decisions, record, result)
        findings += found
        result.texts.append(text)
        if text.data != book.document.source:
            result.files[book.path] = text.data
    if format_decisions(decisions) != before:
        result.files[table] = format_decisions(decisions)
    recorded = record.format()
    if recorded != record.source and (record.rows or record.source):
        # Last: what it says was written must have been written.
        result.files[record.path] = recorded
    return Result(result, tuple(findings))


_RECORDED: Final = ("book", "id", "ref", "block", "surface")


@dataclass(slots=True)
class _Record:
    """registers/tagged.tsv: the tags that the tagger wrote, so that one taken away by hand is known for what it is."""

    path: Path
    source: bytes
    #: Of each book the tags by their ids: what they say, their block, their words.
    rows: dict[str, dict[str, tuple[str, str, str]]]

    @classmethod
    def read(cls, path: Path) -> _Record:
        rows: dict[str, dict[str, tuple[str, str, str]]] = {}
        for _, row in read_table(path, _RECORDED, ("book", "id", "ref"), "the table of written tags"):
            rows.setdefault(row["book"], {})[row["id"]] = (row["ref"], row["block"], row["surface"])
        return cls(path, path.read_bytes() if path.is_file() else b"", rows)

    def format(self) -> bytes:
        lines = ["\t".join(_RECORDED)]
        for book, tags in sorted(self.rows.items()):
            for name, (ref, block, surface) in tags.items():
                lines.append("\t".join((book, name, ref, block, re.sub(r"\s+", " ", surface))))
        return ("\n".join(lines) + "\n").encode("utf-8")


def _tag_text(
    book: Book, books: Books, options: Options, decisions: Decisions, record: _Record, result: Tagged
) -> tuple[TaggedText, list[Diagnostic]]:
    reading = book.reading
    pointers = _Pointers(book, books)
    places, elements = _own_tags(reading, decisions)
    suggestions = suggest(book, books, options)
    # A tag has the id of what is suggested at its place: of several alike, those that cannot be tagged count too.
    suggested = {(one.block, one.kind, one.start, one.end): one.id for one in suggestions}
    ours = {suggested.get(place, name): (said, element) for place, (name, said, element) in places.items()}
    if not options.remove:
        _changed_by_hand(book, suggestions, ours, pointers, record, decisions, result)
    matched = decisions.match(suggestions, _divisions(reading))
    tags = []
    for one in suggestions:
        if options.remove and (one.id not in matched or matched[one.id].status not in ("accept", "change")):
            continue
        choice = _tag(one, matched.get(one.id), pointers, books, reading, options)
        if choice is not None:
            tags.append(choice)
    wanted = {*options.kinds, *(("scope",) if "citation" in options.kinds else ())}
    keep = [element for element in elements if _KIND_OF.get(element.name) in wanted]
    data, findings, written = apply(reading, tags, keep, edition_schema())
    text = TaggedText(book, suggestions, matched, [one.suggestion.id for one in written])
    if written:
        data = _with_header(data, book, pointers)
    earlier = record.rows.get(book.name, {})
    kept = {name: row for name, row in earlier.items() if row[0].partition(":")[0] not in wanted}
    record.rows[book.name] = {
        **kept,
        **{
            row.id: (f"{row.kind}:{one.pointer or row.ref}", row.where, row.surface)
            for one in written
            for row in (one.suggestion,)
        },
    }
    if not record.rows[book.name]:
        del record.rows[book.name]
    text.data = _encoded(data, reading)
    if text.data != book.document.source:
        _proved(text.data, book)
    return text, findings


def _proved(data: bytes, book: Book) -> None:
    """What will be written is read once more: the same words, or nothing is written. Raises EditionError."""
    made = parse(data, book.path).value
    if made is None or _words(made) != _words(book.document):
        message = "the tags would have changed the text: nothing was written"
        raise EditionError(message, "this is an error of the program; please report it", Location(book.path))


def _encoded(data: bytes, reading: Reading) -> bytes:
    source = reading.document.source
    if reading.encoding in ("utf-8", "utf8", "us-ascii"):
        return (b"\xef\xbb\xbf" if source.startswith(b"\xef\xbb\xbf") else b"") + data
    return data.decode("utf-8").encode(reading.encoding, "xmlcharrefreplace")


def _words(document: Document) -> list[str]:
    nodes = list(document.root.iter(tei("text"))) or [
        node for node in document.root if isinstance(node.tag, str) and node.tag != tei("teiHeader")
    ]
    return ["".join(map(str, node.itertext())) for node in nodes]


def _divisions(reading: Reading) -> dict[str, set[str]]:
    return {block.id: {block.division, block.section, block.about} - {""} for block in reading.blocks}


#: The number of a block, a type, and where in the text of the block it begins and ends.
_Place = tuple[int, str, int, int]


def _own_tags(reading: Reading, decisions: Decisions) -> tuple[dict[_Place, tuple[str, str, Element]], list[Element]]:
    """The tagger's own tags: by their places their ids, and what they say; and their elements. A tag that was accepted
    has another agent; it is the tagger's as long as the decision about its place stands.
    """
    singles = decisions.by_id()
    agents = {f"#{row.by}" for row in decisions.rows if row.by} | {""}
    found: dict[_Place, tuple[str, str, Element]] = {}
    elements: list[Element] = []
    counts: dict[str, int] = {}
    for number, block in enumerate(reading.blocks):
        marks = [mark for mark in block.marks if mark.name in _KIND_OF]
        for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
            kind = _KIND_OF[mark.name]
            machine = mark.element.machine
            given = mark.element.attributes
            if not machine and (given.get("resp", "") not in agents or set(given) - _OWN):
                continue
            name = identify(block.id, kind, block.text, mark.start, mark.end)
            counts[name] = counts.get(name, 0) + 1
            if counts[name] > 1:
                name = f"{name}-{counts[name]}"
            if not machine and not (
                name in singles and singles[name].by and f"#{singles[name].by}" == given.get("resp")
            ):
                continue
            mark.element.attributes["resp"] = TAGGER
            found[number, kind, mark.start, mark.end] = (name, _said(mark.element, kind), mark.element)
            elements.append(mark.element)
    known = {id(element) for element in elements}
    elements += [element for element in reading.machine if id(element) not in known and element.name in _KIND_OF]
    return found, elements


#: What is written into a tag that was accepted.
_OWN: Final = frozenset("ref corresp resp cert type when from to notBefore notAfter unit".split())
_DATES: Final = ("unit", "when", "from", "to", "notBefore", "notAfter")


def _said(element: Element, kind: str) -> str:
    """What a tag says: its pointer, or the value of a date."""
    if kind in ("date", "scope"):
        return " ".join(f"{name}={element.attributes[name]}" for name in _DATES if name in element.attributes)
    return element.attributes.get("corresp" if kind == "citation" else "ref", "")


def _changed_by_hand(
    book: Book,
    suggestions: Sequence[Suggestion],
    ours: dict[str, tuple[str, Element]],
    pointers: _Pointers,
    record: _Record,
    decisions: Decisions,
    result: Tagged,
) -> None:
    """What an editor did to the tagger's tags in the file itself: taken away is rejected, changed is changed."""
    written = record.rows.get(book.name, {})
    if written and not ours and "tagger" not in book.reading.ids:
        # Not even the tagger's name is in the header: an earlier state of the file was brought back.
        return
    singles = decisions.by_id()
    for one in suggestions:
        before = written.get(one.id)
        if before is None or before[0].partition(":")[0] != one.kind:
            continue
        pointer = before[0].partition(":")[2]
        if one.id not in ours:
            if one.id in singles and singles[one.id].status in ("reject", "skip"):
                continue
            decisions.put(decided(one, "reject", by="file", note=_TAKEN))
            result.recorded += 1
        elif ours[one.id][0] != pointer:
            said, element = ours[one.id]
            ref = said if one.kind in ("date", "scope") else pointers.entry(said)
            if not ref:
                message = f'a tag was changed to "{said}", which the registers do not have'
                hint = "make the entry first, or mend the tag"
                raise EditionError(message, hint, location(book.reading, element.start))
            decisions.put(decided(one, "change", ref=ref, by="file", note="the tag was changed in the file"))
            result.recorded += 1
    for one in _taken_and_edited(suggestions, ours, written):
        decisions.put(decided(one, "reject", by="file", note=_TAKEN))
        result.recorded += 1


_TAKEN: Final = "the tag was taken away in the file"


def _taken_and_edited(
    suggestions: Sequence[Suggestion],
    ours: dict[str, tuple[str, Element]],
    written: dict[str, tuple[str, str, str]],
) -> list[Suggestion]:
    """Tags that were taken away where the words beside them were changed as well, so that their ids are others now: in
    one block (or, where blocks were put in, in one division) as many tags of a form are gone as places of it are new.
    """
    ids = {one.id for one in suggestions}
    found: list[Suggestion] = []
    gone = {name: row for name, row in written.items() if name not in ids}
    free = [one for one in suggestions if one.id not in written]
    for wide in (False, True):
        lost: Counter[tuple[str, ...]] = Counter(
            (row[0].partition(":")[0], _around(row[1], wide), plain(row[2])) for row in gone.values() if row[2]
        )
        rows: dict[tuple[str, ...], list[Suggestion]] = defaultdict(list)
        for one in free:
            rows[(one.kind, _around(one.where, wide), re.sub(r"\s+", " ", plain(one.surface)))].append(one)
        for key, number in lost.items():
            untagged = [one for one in rows[key] if one.id not in ours]
            if untagged and number - (len(rows[key]) - len(untagged)) == len(untagged):
                found += untagged
        done = {(one.kind, plain(one.surface)) for one in found}
        gone = {n: row for n, row in gone.items() if (row[0].partition(":")[0], plain(row[2])) not in done}
    return found


def _around(block: str, wide: bool) -> str:
    return block.partition("/")[0] if wide else block


_LEVELS: Final = ("low", "medium", "high")


def _tag(
    one: Suggestion, decision: Decision | None, pointers: _Pointers, books: Books, reading: Reading, options: Options
) -> Tag | None:
    """The tag for a suggestion, or None."""
    status = decision.status if decision is not None else ""
    if status in ("reject", "skip"):
        return None
    if not status and (one.pending or _LEVELS.index(one.cert) < _LEVELS.index(options.least)):
        return None
    entry = one.entry
    if decision is not None and decision.ref and (status in ("accept", "change") or not entry):
        # What was accepted stays, whatever would be suggested today.
        entry = decision.ref
        if one.kind in ("date", "scope"):
            one.attributes = dict(part.split("=", 1) for part in decision.ref.split() if "=" in part)
    valued = one.kind in ("date", "scope")
    if not valued and entry not in books.authority.entries:
        return None
    pointer = pointers.to(entry) if not valued else ""
    if not status:
        return Tag(one, pointer, TAGGER, one.cert if one.cert != "high" else "")
    assert decision is not None
    agent = f"#{decision.by}" if decision.by and decision.by in reading.ids else TAGGER
    return Tag(one, pointer, agent, "")


class _Pointers:
    """Pointers into the registers, in the form that the text uses: its prefix, or the name of the file."""

    def __init__(self, book: Book, books: Books) -> None:
        self.book = book
        self.books = books
        self.prefixes = _prefixes(book.document)
        self.new: dict[str, str] = {}
        self.known: dict[int, str] = {}
        self.header = _header(book.reading) is not None

    def to(self, entry: str) -> str:
        """The pointer to an entry."""
        document = self.books.authority.entries[entry].document
        if document is None or document is self.book.document or document.path is None:
            return f"#{entry}"
        if id(document) not in self.known:
            self.known[id(document)] = self._prefix(document.path)
        return f"{self.known[id(document)]}{entry}"

    def _prefix(self, path: Path) -> str:
        """What leads into a file: a prefix that the text declares, or a new one; the name of the file, where there is
        no header to declare it in.
        """
        target = os.path.relpath(path, self.book.path.parent).replace(os.sep, "/")
        for prefix, pattern in self.prefixes.items():
            if pattern == f"{target}#$1":
                return f"{prefix}:"
        if not self.header:
            return f"{target}#"
        prefix = "reg"
        while prefix in self.prefixes or self.new.get(prefix, target) != target:
            prefix += "x"
        self.new[prefix] = target
        return f"{prefix}:"

    def entry(self, pointer: str) -> str:
        """The id of the entry that a pointer leads to; empty where it leads nowhere."""
        name = pointer.rpartition("#")[2] if "#" in pointer else pointer.rpartition(":")[2]
        return name if name in self.books.authority.entries else ""


def _prefixes(document: Document) -> dict[str, str]:
    found = {}
    for node in document.root.iter("{http://www.tei-c.org/ns/1.0}prefixDef"):
        if node.get("ident") and node.get("replacementPattern"):
            found[node.get("ident", "")] = node.get("replacementPattern", "")
    return found


_TITLE_END: Final = re.compile(rb"([ \t]*)</titleStmt\s*>")
_PROFILE: Final = re.compile(rb"([ \t]*)<(?:profileDesc|revisionDesc)[\s/>]|([ \t]*)</teiHeader\s*>")
_PREFIXES: Final = re.compile(rb"([ \t]*)</listPrefixDef\s*>")
_ENCODING: Final = re.compile(rb"([ \t]*)</encodingDesc\s*>")
_APP_INFO: Final = re.compile(rb"([ \t]*)<appInfo[\s/>]")


def _with_header(data: bytes, book: Book, pointers: _Pointers) -> bytes:
    """The header says who tagged, and what the prefix of the pointers means."""
    header = _header(book.reading)
    if header is None:
        return data
    if "tagger" not in book.reading.ids:
        match = _TITLE_END.search(without_comments(data), header.start, header.end)
        if match:
            indent = match[1] + b"  "
            agent = (
                indent
                + b'<respStmt xml:id="tagger">\n'
                + indent
                + b"  <resp>tags by machine: names and dates</resp>\n"
                + indent
                + b'  <name type="software">edition tag</name>\n'
                + indent
                + b"</respStmt>\n"
            )
            data = _put(data, match.start(), agent)
    for prefix, target in sorted(pointers.new.items()):
        end = without_comments(data).index(b"</teiHeader", header.opened) + len(b"</teiHeader>")
        data = _with_prefix(data, prefix, target, header.start, end)
    return data


def _header(reading: Reading) -> Element | None:
    """The header of the file itself, not one that an example in it shows."""
    return next((one for one in reading.elements if one.name == "teiHeader" and one.parent is reading.root), None)


def _put(data: bytes, at: int, text: bytes) -> bytes:
    """Put lines in, ended as those of the file are."""
    if b"\r\n" in data[:2000]:
        text = text.replace(b"\n", b"\r\n")
    return data[:at] + text + data[at:]


def _with_prefix(data: bytes, prefix: str, target: str, start: int, end: int) -> bytes:
    definition = (
        f'<prefixDef ident="{prefix}" matchPattern="(.+)" replacementPattern={quoteattr(f"{target}#$1")}>'
        f"<p>Entries of the registers.</p></prefixDef>"
    ).encode()
    seen = without_comments(data)
    match = _PREFIXES.search(seen, start, end)
    if match:
        return _put(data, match.start(), match[1] + b"  " + definition + b"\n")
    whole = b"<listPrefixDef>" + definition + b"</listPrefixDef>"
    # After what must come before it: TEI wants it behind the declarations and before appInfo.
    match = _APP_INFO.search(seen, start, end) or _ENCODING.search(seen, start, end)
    if match:
        extra = b"  " if b"</encodingDesc" in match[0] else b""
        return _put(data, match.start(), match[1] + extra + whole + b"\n")
    match = _PROFILE.search(seen, start, end)
    if match is None:
        return data
    indent = match[1] if match[1] is not None else (match[2] or b"") + b"  "
    block = indent + b"<encodingDesc>\n" + indent + b"  " + whole + b"\n" + indent + b"</encodingDesc>\n"
    return _put(data, match.start(), block)

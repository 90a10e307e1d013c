"""``edition registers``: persons, places, organisations, works and events of a project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.terminal import WrittenPath, finish, here, progress, refuse_source, shorten, show

if TYPE_CHECKING:
    from edition.tagging.coverage import Coverage

_WORDS = {
    "person": ("person", "persons"),
    "place": ("place", "places"),
    "org": ("organisation", "organisations"),
    "work": ("work", "works"),
    "event": ("event", "events"),
    "date": ("date", "dates"),
    "citation": ("citation", "citations"),
    "cited": ("work cited", "works cited"),
}


def counted(kind: str, number: int) -> str:
    """A number with its noun: "1 person", "2 persons"."""
    return f"{number:,} {_WORDS[kind][number != 1]}"


@click.group("registers")
def registers_command() -> None:
    """Make and compare the registers: persons, places, organisations, works, events."""


@registers_command.command("init")
@click.argument("project", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option("--no-citations", is_flag=True, help="Leave out the works that the notes cite.")
@click.option("--no-places", is_flag=True, help="Leave out the places that the text names and the index does not.")
@click.option("--dry-run", is_flag=True, help="Say what would be made; write nothing.")
def init_command(project: Path, no_citations: bool, no_places: bool, dry_run: bool) -> None:
    """Make registers from the printed index, the glossary and the captions of a book.

    Each head of the index becomes a person, a place, an organisation, a work or an event in registers/registers.xml.
    What it was taken for stands in registers/index.tsv: put another kind there ("topic" for none) where it is wrong,
    and run the command again. Places that the text names come from a gazetteer; with GeoNames
    (pip install 'edition[places]') they have coordinates.

    Entries that are there already are never changed, and an entry that you take out is not made again.
    """
    from edition.build import write_file
    from edition.project import find
    from edition.tagging import init_registers

    with progress("registers") as say:
        result = init_registers(find(project), places=not no_places, citations=not no_citations, progress=say)
    made = result.value
    written = []
    for path, data in sorted(made.files.items()):
        if not dry_run and write_file(path, data):
            written.append(path)
    show(here(result.diagnostics), {}, "text")
    new = ", ".join(counted(kind, made.new[kind]) for kind in _WORDS if made.new.get(kind))
    click.echo(f"new: {new or 'nothing'}; {made.known:,} heads were known")
    if made.doubtful:
        click.echo(f"{len(made.doubtful)} heads to look at in registers/index.tsv (column cert), first of all:")
        for row in sorted(made.doubtful, key=lambda one: one.cert != "low")[:8]:
            click.echo(f"  {row.kind:7} {row.head} ({row.why})")
    for path in written:
        click.echo(f"wrote {shorten(path)}")
    finish(result.diagnostics, False)


@registers_command.command("learn")
@click.argument("project", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option("--dry-run", is_flag=True, help="Say how many would be made; write nothing.")
def learn_command(project: Path, dry_run: bool) -> None:
    """Find persons whom the text names and no register has.

    For a book without an index, and for what an index leaves out. Initials, given names, ranks and verbs of saying give
    the first names; from these it is learned how surnames look and stand in this text. With python-crfsuite
    (pip install 'edition[learn]') and a text that is tagged, more are learned from the tags themselves.

    Each becomes an entry with cert="medium" or cert="low", and so do the tags that "edition tag" makes from it. Take
    cert away once you have looked at an entry; take out the entry where it is no person.
    """
    from edition.build import write_file
    from edition.project import find
    from edition.tagging import learn_registers

    with progress("learn") as say:
        result = learn_registers(find(project), progress=say)
    made = result.value
    click.echo(f"new: {counted('person', made.new['person']) if made.new else 'nothing'}")
    for path, data in sorted(made.files.items()):
        if not dry_run and write_file(path, data):
            click.echo(f"wrote {shorten(path)}")
    show(here(result.diagnostics), {}, "text")


@registers_command.command("reconcile")
@click.argument("project", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option("--service", help="The address of a service that speaks the Reconciliation API 0.2.")
@click.option(
    "--kind",
    type=click.Choice(("person", "place", "org", "work", "event")),
    default="person",
    show_default=True,
    help="Which entries to ask about.",
)
@click.option("--type", "of_type", default="", help="The type in the service's own terms, such as Q5 for Wikidata.")
@click.option("--birth", default="", help="The service's property for the year of birth, such as P569.")
@click.option("--death", default="", help="The service's property for the year of death, such as P570.")
@click.option("--idno", default="", help="What the identifier is called in the registers; default: the service's name.")
@click.option("--limit", type=click.IntRange(1, 20), default=5, show_default=True, help="Candidates for each entry.")
@click.option("--matches", is_flag=True, help="Accept what the service is sure of, where that is one candidate.")
def reconcile_command(
    project: Path,
    service: str | None,
    kind: str,
    of_type: str,
    birth: str,
    death: str,
    idno: str,
    limit: int,
    matches: bool,
) -> None:
    """Find identifiers for entries in an authority service, such as Wikidata, GND or VIAF.

    Candidates become rows of registers/candidates.tsv: put "accept" or "reject" into the column status and run the
    command again, without --service, to take the accepted ones into the registers, as idno. This is the one command
    that uses the network, and only when it is given a service; what was answered is kept in
    registers/.reconcile.json and not asked again.
    """
    import json as _json

    from edition.build import write_file
    from edition.enrich.reconciliation import Service
    from edition.project import find
    from edition.tagging.reconciling import Options, read_cache, reconcile

    found = find(project)
    folder = found.registers[0].parent if found.registers else found.root / "registers"
    cache = folder / ".reconcile.json"
    asked = Service(service, dict(read_cache(cache))) if service else None
    options = Options(kind, of_type, birth, death, limit, idno, matches)
    try:
        with progress("reconcile") as say:
            result, findings = reconcile(found, asked, options, progress=say)
    finally:
        if asked is not None and asked.asked:
            # What was answered is kept, even where a later answer was wrong.
            write_file(cache, (_json.dumps(asked.cache, ensure_ascii=False, sort_keys=True) + "\n").encode())
    for path, data in sorted(result.files.items()):
        if write_file(path, data):
            click.echo(f"wrote {shorten(path)}")
    if asked is not None:
        click.echo(
            f"{result.entries:,} entries, {result.asked:,} asked, {result.candidates:,} candidates for {result.idno}"
        )
    click.echo(f"{result.added:,} identifiers taken into the registers")
    show(here(findings), {}, "text")


@registers_command.command("export")
@click.argument("project", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option(
    "--format",
    "style",
    type=click.Choice(("csv", "jsonld", "bibtex", "csl", "ris")),
    required=True,
    help="Tables, linked data (schema.org), or the bibliography for reference managers.",
)
@click.option(
    "-o",
    "--output",
    type=WrittenPath(path_type=Path),
    help="The file to write (for csv: the folder). Default: the screen.",
)
def export_command(project: Path, style: str, output: Path | None) -> None:
    """Write the registers as data: CSV tables, JSON-LD, or a bibliography as BibTeX, CSL-JSON or RIS.

    Tables hold an entry a row, and every mention with its words, division and page. "edition build" makes all of these
    where the settings ask for the edition "data".
    """
    from edition.build import write_file
    from edition.enrich.bibliography import format_bibliography, works_of
    from edition.enrich.exporting import json_ld, tables
    from edition.enrich.mentions import mentions_of
    from edition.project import find
    from edition.tagging.book import load

    found = find(project)
    if output is not None:
        refuse_source(output, found)
    books = load(found)
    texts = [(book.name, book.reading, mentions_of(book.reading, books.authority)) for book in books.books]
    if style == "csv":
        if output is None:
            raise click.UsageError("tables need a folder: -o FOLDER")
        for name, data in tables(books.authority, texts).items():
            write_file(output / f"{name}.csv", data)
            click.echo(f"wrote {shorten(output / f'{name}.csv')}")
        return
    if style == "jsonld":
        data = json_ld(books.authority, texts, books.project.title)
    else:
        data = format_bibliography(works_of(books.authority), style).encode("utf-8")
    if output is None:
        click.echo(data.decode("utf-8"), nl=False)
    else:
        write_file(output, data)
        click.echo(f"wrote {shorten(output)}")


@registers_command.command("report")
@click.argument("project", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option("--all", "everything", is_flag=True, help="Show every row, not the first ten of each list.")
def report_command(project: Path, style: str, everything: bool) -> None:
    """Compare the tags of the text with its printed index, and with each other.

    Entries of the index that are tagged nowhere; frequent names that no register has; forms that are tagged as two
    entries; forms that are tagged in one chapter and not in another. The agreement is given by chapter and by page:
    precision (of what is tagged, how much has the index), recall (of the index, how much is tagged), and F1.
    """
    from edition.project import find
    from edition.tagging.coverage import cover

    reports = cover(find(project))
    if style == "json":
        click.echo(json.dumps([one.as_json() for one in reports], ensure_ascii=False, indent=2))
        return
    for one in reports:
        _show_report(one, None if everything else 10)


def _show_report(one: Coverage, most: int | None) -> None:
    total = ", ".join(counted(kind, one.mentions[kind]) for kind in _WORDS if one.mentions[kind])
    click.echo(f"{one.book}: {total or 'no mention is tagged'}")
    if one.by_chapter:
        click.echo("  against the printed index     chapters: P     R     F1    pages: P     R     F1   within one: F1")
        for kind, agreed in one.by_chapter.items():
            paged, near = one.by_page.get(kind), one.by_page_near.get(kind)
            page = f"{paged.precision:11.3f} {paged.recall:.3f} {paged.f1:.3f}" if paged else ""
            within = f"{near.f1:11.3f}" if near else ""
            figures = f"{agreed.precision:.3f} {agreed.recall:.3f} {agreed.f1:.3f}"
            click.echo(f"  {_WORDS[kind][1]:38} {figures} {page} {within}")
    _rows("in the index and tagged nowhere", [f"{label} ({', '.join(p[:6])})" for _, label, p in one.never], most)
    _rows("frequent, and in no register", [f"{name} ({count})" for name, count in one.unlisted], most)
    _rows("one form, two entries", [f'"{form}": {", ".join(ids)}' for form, ids in one.two_referents], most)
    _rows(
        "tagged in one chapter, not in another",
        [f'"{form}": tagged in {where}, not in {", ".join(places[:4])}' for form, where, places in one.uneven],
        most,
    )


def _rows(heading: str, rows: list[str], most: int | None) -> None:
    if not rows:
        return
    click.echo(f"  {heading}: {len(rows)}")
    for row in rows[:most]:
        click.echo(f"    {row}")
    if most is not None and len(rows) > most:
        click.echo(f"    ... {len(rows) - most} more: --all")

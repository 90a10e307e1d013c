"""``edition tag``: names and dates tagged from the registers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.registers import counted
from edition.cli.terminal import FORMATS, WrittenPath, finish, here, progress, refuse_source, shorten, show

if TYPE_CHECKING:
    from edition.tagging import Tagged

_KINDS = ("person", "place", "org", "work", "event", "date", "citation")


@click.command("tag")
@click.argument("project", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option("--only", multiple=True, type=click.Choice(_KINDS), help="Only this kind; may be given several times.")
@click.option(
    "--least",
    type=click.Choice(("low", "medium", "high")),
    default="low",
    show_default=True,
    help="How sure a tag must be to be written without a decision.",
)
@click.option("--no-pages", is_flag=True, help="Do not use the pages of the printed index to tell namesakes apart.")
@click.option("--remove", is_flag=True, help="Take away every tag of the tagger that was not accepted.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option(
    "--suggestions",
    type=WrittenPath(path_type=Path, dir_okay=False),
    help="Write every suggestion, with its reason and its rivals, to this table (TSV).",
)
@click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written."
)
def tag_command(
    project: Path,
    only: tuple[str, ...],
    least: str,
    no_pages: bool,
    remove: bool,
    dry_run: bool,
    suggestions: Path | None,
    style: str,
) -> None:
    """Tag persons, places, organisations, works, events and dates in the text.

    Names come from the registers (see "edition registers init"); dates from their own grammar. Each tag says that the
    tagger made it (resp="#tagger") and, where it is not certain, how sure it is (cert). Names that you have tagged
    yourself are never touched, and no letter of the text changes.

    \b
    What you decide stands in registers/decisions.tsv, a row a decision:
      accept   the tag is right; it names you where the column by has your id
               in the header
      reject   no tag here
      change   another entry is meant: its id in the column ref
      skip     not decided; no tag until it is
    A row with the id * is about a form, in the whole book or in one division. "edition review" writes these rows. A
    tag that you take away in the file counts as rejected. Running the command again changes nothing.
    """  # noqa: D301 (click wants the character itself, which keeps the lines apart)
    from edition.build import write_file
    from edition.project import find
    from edition.tagging import KINDS, Options, tag

    options = Options(only or KINDS, not no_pages, least, remove)
    found = find(project)
    if suggestions is not None:
        refuse_source(suggestions, found)
    with progress("tag") as say:
        result = tag(found, options, progress=say)
    made = result.value
    written = []
    for path, data in made.files.items():
        if not dry_run and write_file(path, data):
            written.append(path)
    if suggestions is not None:
        write_file(suggestions, _table(made))
    show(here(result.diagnostics), {}, style)
    if style == "text":
        _summary(made, written, dry_run)
    finish(result.diagnostics, False)


def counted_decisions(number: int) -> str:
    """Such as: 1 decision, 3 decisions."""
    return f"{number:,} decision{'s' * (number != 1)}"


def _summary(made: Tagged, written: list[Path], dry_run: bool) -> None:
    if not made.books.authority.entries:
        click.echo('there are no registers: only dates were tagged; "edition registers init" makes them')
    for text in made.texts:
        ids = set(text.written)
        kinds = Counter(one.kind for one in text.suggestions if one.id in ids)
        told = ", ".join(counted(kind, kinds[kind]) for kind in _KINDS if kinds[kind])
        click.echo(f"{text.book.name}: {told or 'no tags'}")
        waiting = Counter(one.rule for one in text.suggestions if one.pending and one.id not in text.decisions)
        if waiting:
            reasons = ", ".join(f"{number} {rule}" for rule, number in sorted(waiting.items()))
            click.echo(f"  {sum(waiting.values())} wait for a decision: {reasons}")
        if text.decisions:
            statuses = Counter(decision.status for decision in text.decisions.values())
            click.echo("  decided: " + ", ".join(f"{number:,} {status}" for status, number in sorted(statuses.items())))
    used = {decision.key for text in made.texts for decision in text.decisions.values()}
    lost = [row for row in made.decisions.rows if row.key not in used]
    if lost:
        told = ", ".join(row.surface if row.group else row.id for row in lost[:5])
        click.echo(f"{counted_decisions(len(lost))} in decisions.tsv found no place: {told}{', ...' * (len(lost) > 5)}")
    if made.recorded:
        click.echo(f"{made.recorded} changes in the file were taken as decisions")
    if dry_run:
        for path in sorted(made.files):
            click.echo(f"would write {shorten(path)}")
        return
    for path in written:
        click.echo(f"wrote {shorten(path)}")
    if not written:
        click.echo("nothing changed")


def _table(made: Tagged) -> bytes:
    """Every suggestion as a row."""
    columns = "id status type ref surface rule cert score rivals page block left right book".split()
    lines = ["\t".join(columns)]
    for text in made.texts:
        for one in text.suggestions:
            decision = text.decisions.get(one.id)
            status = decision.status if decision else "pending" if one.pending else "tagged"
            cells = [
                one.id, status, one.kind, one.ref, one.surface, one.rule, one.cert, f"{one.score:.2f}",
                " ".join(one.rivals), one.page, one.where, one.left, one.right, text.book.name,
            ]  # fmt: skip
            lines.append("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in cells))
    return ("\n".join(lines) + "\n").encode("utf-8")

"""``edition import``: a source to TEI."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from edition.cli.terminal import WrittenPath, finish, progress, show


@click.command("import")
@click.argument("source", type=WrittenPath(path_type=Path))
@click.option(
    "-o", "--output", type=WrittenPath(path_type=Path), help="The TEI file to write (default: SOURCE with .xml, here)."
)
@click.option(
    "--report",
    "reports",
    type=WrittenPath(path_type=Path),
    multiple=True,
    help="Write the import report to this file: a page if it ends in .html, else JSON. May be given twice.",
)
@click.option(
    "--profile", type=WrittenPath(path_type=Path), help="A TOML file that says what is special about this book."
)
@click.option(
    "--corrections",
    type=WrittenPath(path_type=Path),
    help="A file of emendations: proposals are added to it, what it accepts is made.",
)
@click.option(
    "--proof",
    "proof_page",
    type=WrittenPath(path_type=Path),
    help="Write a page (HTML) that sets each line of SOURCE beside the block of TEI it became.",
)
@click.option("--update", is_flag=True, help="Merge this import into a TEI file that was edited since the last one.")
@click.option(
    "--force", is_flag=True, help="Write over a TEI file that was edited; the old one is kept as NAME.old.xml."
)
@click.option("--explain", is_flag=True, help="Say what was detected about the book and why; write no TEI.")
@click.option(
    "--write-profile",
    type=WrittenPath(path_type=Path),
    help="With --explain: write what was detected to this file, as a profile to begin with.",
)
@click.option("--doubts", is_flag=True, help="Show every doubt, not only the summary.")
def import_command(
    source: Path,
    output: Path | None,
    reports: tuple[Path, ...],
    profile: Path | None,
    corrections: Path | None,
    proof_page: Path | None,
    update: bool,
    force: bool,
    doubts: bool,
    explain: bool,
    write_profile: Path | None,
) -> None:
    """Turn a text file or a document into TEI, losing no word.

    Chapters, paragraphs broken by printed pages, endnotes and their marks, footnotes, verse and appendices are found
    and encoded. Every word of SOURCE is accounted for; what is doubtful is listed with its line in SOURCE. Ends with
    exit code 1 if a word is lost.

    A TEI file that was edited since its last import is never written over: the new text is written beside it, as
    NAME.new.xml, or with --update merged into it. Where both changed a paragraph the edited one stays, and the
    conflict is listed.

    SOURCE is a plain text, or, with pandoc (pip install 'edition[documents]'), Markdown (.md), Word (.docx),
    OpenDocument (.odt), an e-book (.epub) or HTML. The pictures of a document are written into images/ beside the TEI.
    """
    import json

    from edition.build import write_file
    from edition.diagnostic import EditionError, Severity
    from edition.reimport import write_import
    from edition.sources import ImportOptions, read

    if write_profile is not None and not explain:
        raise EditionError("--write-profile belongs to --explain", "add --explain")
    target = output or Path(source.stem + ".xml")
    read_only = [path.resolve() for path in (source, profile) if path is not None and path.exists()]
    for path in (target, *reports, corrections, proof_page):
        if path is not None and path.resolve() in read_only:
            raise EditionError(f"{path} is read by this import and cannot be written by it", "name another file")
    written = [path.resolve() for path in (target, *reports, corrections, proof_page) if path is not None]
    twice = next((path for path in written if written.count(path) > 1), None)
    if twice is not None:
        raise EditionError(f"{twice.name} cannot hold two things at once", "give each output a file of its own")
    with progress("import") as say:
        say(source.name)
        result = read(source, ImportOptions(profile=profile, corrections=corrections))
    imported = result.value
    if proof_page is not None and imported is not None and not imported.lines:
        raise EditionError(
            f"{source} is not plain text, and a page for proof-reading sets lines beside the TEI",
            "import without --proof, and read --report",
        )
    serious = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    shown = result.diagnostics if doubts else serious
    lines: dict[Path, Sequence[str]] = {}
    if shown:
        lines[source] = source.read_bytes().decode("utf-8", "replace").splitlines()
    if imported is None:
        show(serious, lines, "text")
        sys.exit(1)
    if explain:
        _explain(imported.report, write_profile, source)
        return
    pictures = {target.parent / name: data for name, data in imported.files.items()}
    for path, data in pictures.items():
        if path.exists() and not force and (not path.is_file() or path.read_bytes() != data):
            raise EditionError(
                f"{path} exists and is not the picture that this import would write; nothing was written",
                "give another name with -o, or --force to write over it",
            )
    outcome = write_import(target, imported.tei, update=update, force=force)
    for path, data in pictures.items():
        write_file(path, data)
    if corrections is not None and imported.corrections is not None:
        write_file(corrections, imported.corrections.encode("utf-8"))
    if proof_page is not None:
        from edition.proof import proof

        write_file(proof_page, proof(imported.lines, imported.tei, imported.rows, imported.report))
    for report in reports:
        if report.suffix.lower() in (".html", ".htm"):
            from edition.import_report import report_page

            write_file(report, report_page(imported.report))
            continue
        text = json.dumps(imported.report, ensure_ascii=False, indent=2, sort_keys=False) + "\n"
        write_file(report, text.encode("utf-8"))
    if shown:
        show(shown, lines, "text")
    for line in imported.summary:
        click.echo(line)
    show(outcome.diagnostics, {}, "text")
    for line in outcome.value.told:
        click.echo(line)
    names = [str(path) for path in (*outcome.value.files, *reports, corrections, proof_page) if path is not None]
    if names:
        pictured = f" and {len(pictures)} pictures beside it" if pictures else ""
        click.echo(f"wrote {', '.join(names)}{pictured}")
    finish([*result.diagnostics, *outcome.diagnostics], strict=False)


def _explain(report: dict[str, Any], target: Path | None, source: Path) -> None:
    """Print what was detected; write the profile to begin with, if it is wanted and nothing is in its place."""
    from edition.build import write_file
    from edition.diagnostic import EditionError
    from edition.sources.plaintext.explanation import explanation, starting_profile

    if target is not None and target.exists():
        raise EditionError(f"{target} exists; nothing was written", "a profile is yours: give another name")
    for line in explanation(report):
        click.echo(line)
    if target is not None:
        write_file(target, starting_profile(report).encode("utf-8"))
        click.echo(f"wrote {target}; use it with: edition import {source} --profile {target}")

"""``edition format``: one layout for TEI files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.terminal import WrittenPath, finish, show, sources_of

if TYPE_CHECKING:
    from edition.diagnostic import Diagnostic
    from edition.document import Document


@click.command("format")
@click.argument("files", nargs=-1, required=True, type=WrittenPath(path_type=Path))
@click.option("--ids", is_flag=True, help="Add missing xml:ids; those that exist are never changed.")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if a file would change.")
def format_command(files: tuple[Path, ...], ids: bool, only_check: bool) -> None:
    """Lay out TEI files in one way: indentation where it cannot touch the text.

    Only white space between elements that hold no text of their own is changed; the text is proved equal before a
    file is written.
    """
    from edition.build import write_file
    from edition.document import parse
    from edition.formatting import format_document
    from edition.lock import released_ids

    findings: list[Diagnostic] = []
    documents: dict[Path, Document] = {}
    changed = 0
    for path in files:
        parsed = parse(path)
        findings.extend(parsed.diagnostics)
        if parsed.value is None:
            continue
        documents[path] = parsed.value
        result = format_document(parsed.value, ids=ids, released=released_ids(path) if ids else ())
        findings.extend(result.diagnostics)
        if not result.ok or result.value == parsed.value.source:
            continue
        changed += 1
        if not only_check:
            write_file(path, result.value)
        click.echo(f"{'would change' if only_check else 'formatted'} {path}")
    show(findings, sources_of(documents), "text")
    finish(findings, strict=False)
    if only_check and changed:
        sys.exit(1)

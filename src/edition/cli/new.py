"""``edition new``: start a project."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.terminal import WrittenPath


@click.command("new")
@click.argument("folder", type=WrittenPath(path_type=Path))
@click.option("--title", default="", help="The title of the edition.")
def new_command(folder: Path, title: str) -> None:
    """Start a project in FOLDER: settings, a first TEI file, registers, the schema.

    The folder must not exist, or be empty.
    """
    from edition.scaffold import new

    for path in new(folder, title=title):
        click.echo(path)
    click.echo(f'next: write in {folder / "tei"}, then "edition build {folder}"')

"""``edition build``: a project to its editions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from edition.cli.terminal import FORMATS, WrittenPath, finish, here, progress, shorten, show


@click.command("build")
@click.argument("source", default=".", type=WrittenPath(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option(
    "-o", "--output", type=WrittenPath(path_type=Path), help="The folder to write to (default: output/ in the project)."
)
@click.option(
    "--only",
    help="What to build, with commas: html, pdf, text, markdown, docx, data. Default: what the settings say, or html, "
    "pdf and text.",
)
@click.option("--strict", is_flag=True, help="Build nothing if there is an error or a warning.")
@click.option(
    "--release",
    metavar="VERSION",
    help="Release the ids of the website under this name: write them into edition.lock, unless there is an error.",
)
@click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written."
)
def build_command(
    source: Path, output: Path | None, only: str | None, strict: bool, release: str | None, style: str
) -> None:
    """Build the editions: a website, a PDF, a plain text, Markdown, a file for Word, and the registers as data.

    They lie in output/html, output/pdf, output/text and so on; open output/html/index.html by double click. What of
    the TEI did not arrive in an edition is told, and listed in output/report/build.json. Well-formed TEI is built
    even if it is not valid (exit code 1); --strict refuses.

    What readers may cite, the ids in the addresses of the website, is kept by --release: edition.lock lists each id
    that a release had, and "edition check" reports one that vanishes.
    """
    from edition.build import build
    from edition.project import find

    if release is not None and (source.is_file() or not release.strip()):
        raise click.UsageError("--release names a version of a whole project: edition build --release 1.0")
    project = find(source)
    if output is None and source.is_file():
        output = Path("output")
    wanted = [name.strip() for name in (only or "").split(",") if name.strip()]
    if only is not None and not wanted:
        raise click.UsageError(
            "--only names no edition: html, pdf, text, markdown, docx, data, with commas between them"
        )
    with progress("build") as say:
        result = build(project, only=wanted, output=output, strict=strict, release=release or "", progress=say)
    show(here(result.diagnostics), {}, style)
    built = result.value
    if built is None:
        if style == "text":
            click.echo("nothing was built")
        sys.exit(1)
    if style == "text":
        _summary(built)
        if release:
            click.echo(f"released {release}: edition.lock" if built.released else "nothing was released")
    finish(result.diagnostics, strict)


def _summary(built: Any) -> None:
    folder = shorten(built.output) or built.output
    for loss in built.losses:
        characters, notes = loss["characters"], loss["notes"]
        told = (
            "nothing lost"
            if not characters["lost"]
            else f"{characters['lost']:,} of {characters['due']:,} letters lost"
        )
        click.echo(f"{loss['edition']:8} {loss['text']}: {told}; {notes['arrived']:,} of {notes['due']:,} notes")
    made = sorted({name.split("/")[0] for name in built.files} - {"report"})
    places = ", ".join(str(folder / ("html/index.html" if name == "html" else name)) for name in made)
    click.echo(f"built {places} ({built.written} of {len(built.files)} files changed)")

"""What the commands share: findings on the terminal, the step at work, exit codes, paths that somebody wrote."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from edition.diagnostic import Diagnostic
    from edition.document import Document
    from edition.project import Project

__all__ = [
    "FORMATS", "WrittenPath", "finish", "here", "progress", "refuse_source", "shorten", "show", "sources_here",
    "sources_of",
]  # fmt: skip

FORMATS = ("text", "json", "sarif", "github", "junit")


class WrittenPath(click.Path):
    """A path that somebody wrote: an empty one is a variable that was not set, not the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, refused where it is empty."""
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


def refuse_source(path: Path, project: Project) -> None:
    """Refuse to write an output over a file that the project is made of. Raises EditionError."""
    from edition.diagnostic import EditionError

    folders = {file.parent for file in project.registers} or {project.root / "registers"}
    sources = {file.resolve() for file in (*project.files, *((project.settings,) if project.settings else ()))}
    place = path.resolve()
    if place in sources or (place.parent in {folder.resolve() for folder in folders} and path.suffix == ".tsv"):
        raise EditionError(f"{path} is a file of the project and is not written over", "name another file")


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@contextlib.contextmanager
def progress(steps: str) -> Iterator[Callable[[str], None]]:
    """Name the step at work on a terminal, in one line that goes away; say nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return

    def show(step: str) -> None:
        click.echo(f"\r\033[K{steps}: {step} ...", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo("\r\033[K", nl=False, err=True)


def finish(findings: Sequence[Diagnostic], strict: bool) -> None:
    """Exit 1 where there is an error, or with --strict a warning."""
    from edition.diagnostic import Severity

    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in counted for finding in findings):
        sys.exit(1)


def show(findings: Sequence[Diagnostic], sources: dict[Path, Sequence[str]], style: str, *, quiet: str = "") -> None:
    """Print findings in one of the formats. ``quiet`` is what is said in text when there are none."""
    from edition import findings_format as form

    if style == "json":
        click.echo(form.format_json(findings), nl=False)
    elif style == "sarif":
        from edition.checks import pages

        click.echo(form.format_sarif(findings, pages()), nl=False)
    elif style == "github":
        click.echo(form.format_github(findings), nl=False)
    elif style == "junit":
        click.echo(form.format_junit(findings, sources), nl=False)
    elif findings:
        shown = {**{path: _lines(path) for path in {d.at.path for d in findings} - set(sources) if path}, **sources}
        click.echo(form.format_text(findings, shown, colour=_colour()), nl=False)
    elif quiet:
        click.echo(quiet)


def _lines(path: Path) -> list[str]:
    """The lines of a file that findings name, as far as they can be shown; none of one that is too large to look at."""
    try:
        if path.stat().st_size > 20_000_000:
            return []
        return path.read_bytes().decode("utf-8", "replace").split("\n")
    except OSError:
        return []


def sources_of(documents: dict[Path, Document]) -> dict[Path, Sequence[str]]:
    """The lines of documents, for ``show``."""
    return {path: document.lines() for path, document in documents.items()}


def shorten(path: Path | None) -> Path | None:
    """A path as seen from the current folder, where it lies below it."""
    if path is not None and path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd())
    return path


def here(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Findings with their paths as seen from the current folder."""
    from dataclasses import replace

    return [
        replace(
            finding,
            at=replace(finding.at, path=shorten(finding.at.path)),
            related=tuple((word, replace(at, path=shorten(at.path))) for word, at in finding.related),
        )
        for finding in findings
    ]


def sources_here(documents: dict[Path, Document]) -> dict[Path, Sequence[str]]:
    """The lines of documents, by their paths as seen from the current folder."""
    return {shorten(path) or path: lines for path, lines in sources_of(documents).items()}

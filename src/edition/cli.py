"""The command line: the only place that prints and that ends the process.

Every command is a thin coat over a function that Python can call as well. Modules are imported inside the commands,
so that ``edition --version`` and ``edition check`` start without Saxon or Typst.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from edition import __version__

if TYPE_CHECKING:
    from edition.diagnostic import Diagnostic, EditionError
    from edition.document import Document

FORMATS = ("text", "json", "sarif", "github")


class _Commands(click.Group):
    """The commands in the order in which an editor meets them, with did-you-mean for a misspelt one."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return ["new", "import", "check", "build", "explain", "format"]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            if near:
                raise click.UsageError(f'{error.message} Did you mean "{near[0]}"?', ctx) from None
            raise


class _Path(click.Path):
    """A path that somebody wrote: an empty one is a variable that was not set, not the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("the name is empty", param, ctx)
        return super().convert(value, param, ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="edition", message="%(prog)s %(version)s")
def cli() -> None:
    """Digital critical editions in TEI: from a text file to a valid, published edition.

    \b
    A first edition:
      edition new my-edition            start a project
      edition import book.txt -o my-edition/tei/book.xml
      edition check my-edition          is the encoding right?
      edition build my-edition          website, PDF and plain text in my-edition/output/
    """  # noqa: D301 (click wants the character itself, which keeps the lines apart)


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@contextlib.contextmanager
def _progress(steps: str) -> Iterator[Callable[[str], None]]:
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


def _finish(findings: Sequence[Diagnostic], strict: bool) -> None:
    """Exit 1 where there is an error, or with --strict a warning."""
    from edition.diagnostic import Severity

    counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in counted for finding in findings):
        sys.exit(1)


def _show(findings: Sequence[Diagnostic], sources: dict[Path, Sequence[str]], style: str, *, quiet: str = "") -> None:
    """Print findings in one of the formats. ``quiet`` is what is said in text when there are none."""
    from edition import findings_format as form

    if style == "json":
        click.echo(form.format_json(findings), nl=False)
    elif style == "sarif":
        from edition.checks import pages

        click.echo(form.format_sarif(findings, pages()), nl=False)
    elif style == "github":
        click.echo(form.format_github(findings), nl=False)
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


def _sources(documents: dict[Path, Document]) -> dict[Path, Sequence[str]]:
    return {path: document.lines() for path, document in documents.items()}


@cli.command("new")
@click.argument("folder", type=_Path(path_type=Path))
@click.option("--title", default="", help="The title of the edition.")
def new_command(folder: Path, title: str) -> None:
    """Start a project in FOLDER: settings, a first TEI file, registers, the schema.

    The folder must not exist, or be empty.
    """
    from edition.scaffold import new

    for path in new(folder, title=title):
        click.echo(path)
    click.echo(f'next: write in {folder / "tei"}, then "edition build {folder}"')


@cli.command("import")
@click.argument("source", type=_Path(path_type=Path))
@click.option(
    "-o", "--output", type=_Path(path_type=Path), help="The TEI file to write (default: SOURCE with .xml, here)."
)
@click.option("--report", type=_Path(path_type=Path), help="Write the import report (JSON) to this file.")
@click.option("--profile", type=_Path(path_type=Path), help="A TOML file that says what is special about this book.")
@click.option("--force", is_flag=True, help="Write over a TEI file that exists and differs.")
@click.option("--doubts", is_flag=True, help="Show every doubt, not only the summary.")
def import_command(
    source: Path, output: Path | None, report: Path | None, profile: Path | None, force: bool, doubts: bool
) -> None:
    """Turn a text file into TEI, losing no word.

    Chapters, paragraphs broken by printed pages, endnotes and their marks, footnotes, verse and appendices are found
    and encoded. Every word of SOURCE is accounted for; what is doubtful is listed with its line in SOURCE. Ends with
    exit code 1 if a word is lost.
    """
    import json

    from edition.build import write_file
    from edition.diagnostic import EditionError, Severity
    from edition.sources import ImportOptions, read

    target = output or Path(source.stem + ".xml")
    read_only = [path.resolve() for path in (source, profile) if path is not None and path.exists()]
    for path in (target, report):
        if path is not None and path.resolve() in read_only:
            raise EditionError(f"{path} is read by this import and cannot be written by it", "name another file")
    if report is not None and report.resolve() == target.resolve():
        raise EditionError(f"{report} cannot hold both the TEI and the report", "name another file with --report")
    with _progress("import") as say:
        say(source.name)
        result = read(source, ImportOptions(profile=profile))
    imported = result.value
    serious = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    shown = result.diagnostics if doubts else serious
    lines: dict[Path, Sequence[str]] = {}
    if shown:
        lines[source] = source.read_bytes().decode("utf-8", "replace").splitlines()
    if imported is None:
        _show(serious, lines, "text")
        sys.exit(1)
    if target.exists() and not force and target.is_file() and target.read_bytes() != imported.tei:
        raise EditionError(
            f"{target} exists and is not what this import would write; nothing was written",
            "give another name with -o, or --force to write over it",
        )
    write_file(target, imported.tei)
    if report is not None:
        text = json.dumps(imported.report, ensure_ascii=False, indent=2, sort_keys=False) + "\n"
        write_file(report, text.encode("utf-8"))
    if shown:
        _show(shown, lines, "text")
    for line in imported.summary:
        click.echo(line)
    click.echo(f"wrote {target}" + (f" and {report}" if report else ""))
    _finish(result.diagnostics, strict=False)


@cli.command("check")
@click.argument("files", nargs=-1, type=_Path(path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def check_command(files: tuple[Path, ...], style: str, strict: bool) -> None:
    """Check TEI files: well-formed, valid, every reference, note and mark in order.

    FILES are TEI files or project folders; without any, the project in the current folder. Ends with exit code 0 if
    there is no error, 1 if there is one, 2 if a file cannot be read.
    """
    from edition.build import check_project
    from edition.diagnostic import sort_findings
    from edition.project import find, of_files

    folders = [path for path in files if path.is_dir()]
    single = [path for path in files if not path.is_dir()]
    projects = [find(path) for path in (folders or ([] if single else [Path()]))]
    if single:
        projects.append(of_files(single))
    findings: list[Diagnostic] = []
    documents: dict[Path, Document] = {}
    with _progress("check") as say:
        for project in projects:
            say(project.root.name)
            checked = check_project(project)
            findings.extend(checked.diagnostics)
            documents.update(checked.value)
    findings = sort_findings(findings)
    count = sum(len(project.files) for project in projects)
    _show(
        _here(findings),
        _sources_here(documents),
        style,
        quiet=f"no findings in {count} file{'s' if count != 1 else ''}",
    )
    _finish(findings, strict)


def _shorten(path: Path | None) -> Path | None:
    """A path as seen from the current folder, where it lies below it."""
    if path is not None and path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd())
    return path


def _here(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    from dataclasses import replace

    return [
        replace(
            finding,
            at=replace(finding.at, path=_shorten(finding.at.path)),
            related=tuple((word, replace(at, path=_shorten(at.path))) for word, at in finding.related),
        )
        for finding in findings
    ]


def _sources_here(documents: dict[Path, Document]) -> dict[Path, Sequence[str]]:
    return {_shorten(path) or path: lines for path, lines in _sources(documents).items()}


@cli.command("build")
@click.argument("source", default=".", type=_Path(path_type=Path), metavar="[PROJECT-OR-TEI-FILE]")
@click.option(
    "-o", "--output", type=_Path(path_type=Path), help="The folder to write to (default: output/ in the project)."
)
@click.option("--only", help='What to build, with commas: "html,text". Default: html, pdf and text.')
@click.option("--strict", is_flag=True, help="Build nothing if there is an error or a warning.")
@click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written."
)
def build_command(source: Path, output: Path | None, only: str | None, strict: bool, style: str) -> None:
    """Build the editions: a website, a PDF and a plain text.

    They lie in output/html, output/pdf and output/text; open output/html/index.html by double click. What of the TEI
    did not arrive in an edition is told, and listed in output/report/build.json. Well-formed TEI is built even if it
    is not valid (exit code 1); --strict refuses.
    """
    from edition.build import build
    from edition.project import find

    project = find(source)
    if output is None and source.is_file():
        output = Path("output")
    wanted = [name.strip() for name in (only or "").split(",") if name.strip()]
    if only is not None and not wanted:
        raise click.UsageError("--only names no edition: html, pdf, text, with commas between them")
    with _progress("build") as say:
        result = build(project, only=wanted, output=output, strict=strict, progress=say)
    _show(_here(result.diagnostics), {}, style)
    built = result.value
    if built is None:
        if style == "text":
            click.echo("nothing was built")
        sys.exit(1)
    if style == "text":
        _summary(built)
    _finish(result.diagnostics, strict)


def _summary(built: Any) -> None:
    folder = _shorten(built.output) or built.output
    for loss in built.losses:
        characters, notes = loss["characters"], loss["notes"]
        told = (
            "nothing lost"
            if not characters["lost"]
            else f"{characters['lost']:,} of {characters['due']:,} letters lost"
        )
        click.echo(f"{loss['edition']:5} {loss['text']}: {told}; {notes['arrived']:,} of {notes['due']:,} notes")
    made = sorted({name.split("/")[0] for name in built.files} - {"report"})
    first = {"html": "html/index.html", "pdf": "pdf/", "text": "text/"}
    places = ", ".join(str(folder / first[name]) for name in made)
    click.echo(f"built {places} ({built.written} of {len(built.files)} files changed)")


@cli.command("explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> None:
    """Explain a rule: what is wrong, why it matters, an example that fails and one that passes.

    RULE is the name that stands in brackets in a finding. Without it, all rules are listed.
    """
    from edition.checks import explain, rule_names

    if rule is None:
        for name, summary in rule_names():
            click.echo(f"{name:32} {summary}")
        return
    click.echo(explain(rule))


@cli.command("format")
@click.argument("files", nargs=-1, required=True, type=_Path(path_type=Path))
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

    findings: list[Diagnostic] = []
    documents: dict[Path, Document] = {}
    changed = 0
    for path in files:
        parsed = parse(path)
        findings.extend(parsed.diagnostics)
        if parsed.value is None:
            continue
        documents[path] = parsed.value
        result = format_document(parsed.value, ids=ids)
        findings.extend(result.diagnostics)
        if not result.ok or result.value == parsed.value.source:
            continue
        changed += 1
        if not only_check:
            write_file(path, result.value)
        click.echo(f"{'would change' if only_check else 'formatted'} {path}")
    _show(findings, _sources(documents), "text")
    _finish(findings, strict=False)
    if only_check and changed:
        sys.exit(1)


def _fail(error: EditionError) -> None:
    place = f"{error.at}: " if error.at is not None and error.at.path else ""
    click.echo(f"{place}error: {error.message}", err=True)
    if error.hint:
        click.echo(f"  hint  {error.hint}", err=True)


def main() -> None:
    """Run the command line. Exit codes: 0 no error, 1 at least one, 2 wrong use or unreadable input."""
    from edition.diagnostic import EditionError

    try:
        cli(standalone_mode=True)
    except EditionError as error:
        _fail(error)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone (edition explain | head): no fault of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        # A folder that may not be read, a disk that is full.
        named = f"{error.filename}: " if error.filename else ""
        _fail(EditionError(f"{named}{error.strerror or error}", "look at its permissions, and at the room on the disk"))
        sys.exit(2)


if __name__ == "__main__":
    main()

"""``edition check``: TEI files to findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.terminal import FORMATS, WrittenPath, finish, here, progress, show, sources_here

if TYPE_CHECKING:
    from edition.diagnostic import Diagnostic
    from edition.document import Document
    from edition.project import Project


@click.command("check")
@click.argument("files", nargs=-1, type=WrittenPath(path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option(
    "--schema",
    type=WrittenPath(path_type=Path),
    help="Validate by this schema: an ODD, RELAX NG in XML syntax (.rng), or tei_all, instead of the project's.",
)
@click.option(
    "--schematron",
    type=WrittenPath(path_type=Path),
    multiple=True,
    help="Validate by this Schematron schema, instead of the constraints of the schema; may be given several times.",
)
@click.option("--no-schematron", is_flag=True, help="Leave the constraints of the schema out: quicker.")
@click.option(
    "--profile",
    type=click.Choice(["bptl"]),
    multiple=True,
    help="Rules beyond those for every edition: bptl, Best Practices for TEI in Libraries.",
)
@click.option("--phase", help='The phase of the Schematron schemas; "#ALL" for every pattern.')
@click.option(
    "--svrl",
    type=WrittenPath(path_type=Path),
    help="Write the report of the Schematron schemas into this folder, in SVRL.",
)
def check_command(
    files: tuple[Path, ...],
    style: str,
    strict: bool,
    schema: Path | None,
    schematron: tuple[Path, ...],
    no_schematron: bool,
    profile: tuple[str, ...],
    phase: str | None,
    svrl: Path | None,
) -> None:
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
    keep = _keeping(svrl) if svrl is not None else None
    with progress("check") as say:
        for project in projects:
            say(project.root.name)
            changed = _changed(project, schema, schematron, no_schematron, phase)
            changed = replace(changed, profiles=tuple(dict.fromkeys((*changed.profiles, *profile))))
            checked = check_project(changed, keep)
            findings.extend(checked.diagnostics)
            documents.update(checked.value)
    findings = sort_findings(findings)
    count = sum(len(project.files) for project in projects)
    show(
        here(findings),
        sources_here(documents),
        style,
        quiet=f"no findings in {count} file{'s' if count != 1 else ''}",
    )
    finish(findings, strict)


def _changed(
    project: Project, schema: Path | None, schematron: tuple[Path, ...], no_schematron: bool, phase: str | None
) -> Project:
    """The project with what the options say instead of its settings."""
    from edition.project import schema_file

    if schema is not None:
        project = replace(project, schema=schema_file(schema))
    if schematron:
        project = replace(project, schematron=schematron)
    if no_schematron:
        project = replace(project, schematron=())
    return replace(project, phase=phase) if phase else project


def _keeping(folder: Path) -> Callable[[Document, Path, bytes], None]:
    """What writes each report into a folder: DOCUMENT.SCHEMA.svrl."""
    from edition.build import write_file

    def keep(document: Document, schema: Path, report: bytes) -> None:
        name = document.path.stem if document.path is not None else "document"
        write_file(folder / f"{name}.{schema.stem}.svrl", report)

    return keep

"""``edition check``: TEI files to findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.terminal import FORMATS, WrittenPath, finish, here, progress, show, sources_here

if TYPE_CHECKING:
    from edition.diagnostic import Diagnostic
    from edition.document import Document


@click.command("check")
@click.argument("files", nargs=-1, type=WrittenPath(path_type=Path))
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
    with progress("check") as say:
        for project in projects:
            say(project.root.name)
            checked = check_project(project)
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

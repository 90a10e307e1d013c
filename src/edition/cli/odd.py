"""``edition odd``: a TEI customisation to schemas and an encoding guide."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cli.terminal import FORMATS, WrittenPath, finish, here, progress, show, sources_here


@click.group("odd")
def odd_command() -> None:
    """Work with an ODD: the file in which a project says what its TEI may hold.

    An ODD (One Document Does it all) chooses from the TEI the elements, attributes and values that a project uses, adds
    rules, and explains them. Schemas and the encoding guide are made from it, and are never edited themselves.
    """


@odd_command.command("compile")
@click.argument("odd", type=WrittenPath(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the schemas and the guide; without it, the folder of the ODD.",
)
@click.option(
    "--p5subset",
    type=WrittenPath(path_type=Path),
    help="The TEI release to customise: a p5subset.xml. Without it, the TEI that comes with edition.",
)
@click.option("--guide/--no-guide", default=True, show_default=True, help="Whether to make the encoding guide.")
@click.option(
    "--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def compile_command(
    odd: Path, output: Path | None, p5subset: Path | None, guide: bool, style: str, strict: bool
) -> None:
    """Compile ODD to RELAX NG, Schematron and an encoding guide.

    \b
    Writes, named after the schemaSpec's ident:
      NAME.rng    RELAX NG in XML syntax, for edition check, oXygen and VS Code
      NAME.rnc    the same in compact syntax, for reading
      NAME.sch    the constraints, as ISO Schematron
      guide/      the encoding guide: pages for a browser, guide/index.html first

    "edition.odd" is the ODD of an edition, which comes with this software, where no file of that name is at hand.
    Nothing is written where the ODD has an error: a name that does not exist, a change of what is not there.
    """  # noqa: D301 (click wants the character itself, which keeps the lines apart)
    from edition.compiling import compile_files, write_compiled
    from edition.diagnostic import sort_findings

    with progress("odd compile") as say:
        say("compile")
        compiled = compile_files(odd, p5subset, guide=guide)
        findings = sort_findings(compiled.diagnostics)
        folder = output if output is not None else odd.parent
        written: list[Path] = []
        if compiled.ok and not (strict and findings):
            say("write")
            written = write_compiled(compiled.value.files, folder)
    show(here(findings), sources_here(compiled.value.documents), style, quiet=_told(folder, written))
    finish(findings, strict)


def _told(folder: Path, written: list[Path]) -> str:
    schemas = [path.name for path in written if path.parent == folder]
    pages = len(written) - len(schemas)
    return f"{folder}: {', '.join(schemas)}" + (f", guide/ ({pages} files)" if pages else "")

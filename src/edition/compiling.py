"""An ODD to files: the schemas and the encoding guide, in memory first, then written.

In: the path of an ODD, and the release of the TEI that it customises. Out: ``Result[CompiledFiles]``: the bytes of
every file by its path below the folder they go to. Nothing is written where a finding is an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.diagnostic import EditionError, Result
from edition.document import Document, parse
from edition.odd import Compiled, compile_odd, release
from edition.odd.constraints import to_schematron
from edition.odd.rnc import to_rnc
from edition.odd.rng import to_rng
from edition.resources import resource

__all__ = ["CompiledFiles", "compile_files", "schema_files", "write_compiled"]

_NOTICE = """
{title}: compiled from {source}, and not to be edited by hand.

Derived from TEI P5 {version}, https://www.tei-c.org/ (C) TEI Consortium, which makes the TEI available under the
Creative Commons Attribution licence (CC BY) and the BSD 2-Clause licence.
"""


@dataclass(slots=True)
class CompiledFiles:
    """The files of a compiled ODD, and the documents that it was read from (for showing findings)."""

    files: dict[str, bytes] = field(default_factory=dict)
    documents: dict[Path, Document] = field(default_factory=dict)


def compile_files(odd: Path, p5subset: Path | None = None, *, guide: bool = True) -> Result[CompiledFiles]:
    """Compile an ODD. Raises EditionError for a file that is no ODD, or a release that is none."""
    if not odd.exists() and odd.name == "edition.odd":
        odd = resource("schemas/edition.odd")
    read = parse(odd)
    if read.value is None:
        return Result(CompiledFiles(), read.diagnostics)
    result = compile_odd(read.value, release(p5subset))
    compiled = result.value
    made = CompiledFiles(documents={d.path: d for d in compiled.customisation.documents.values() if d.path is not None})
    made.files = schema_files(compiled)
    if guide and result.ok:
        made.files.update(_guide(compiled))
    return Result(made, tuple(compiled.customisation.findings))


def schema_files(compiled: Compiled) -> dict[str, bytes]:
    """The schemas: RELAX NG, its compact form, and Schematron where there are constraints."""
    made, grammar = compiled.customisation, compiled.grammar
    title = made.document.root.find(".//{*}titleStmt/{*}title")
    said = " ".join("".join(str(part) for part in title.itertext()).split()) if title is not None else made.ident
    source = made.document.path.name if made.document.path else "an ODD"
    grammar.notice = _NOTICE.format(title=said, source=source, version=made.specs.version)
    name = made.ident
    if not all(letter.isalnum() or letter in "._-" for letter in name) or name.startswith("."):
        raise EditionError(
            f'the schema is named "{name}", which cannot name files',
            "give <schemaSpec> an @ident of letters and digits",
            made.at(made.schema),
        )
    files = {
        f"{name}.rng": _bytes(to_rng(grammar, compiled.prefix)),
        f"{name}.rnc": to_rnc(grammar, compiled.prefix).encode(),
    }
    assert grammar.contents is not None
    rules = to_schematron(made, grammar.contents, grammar.notice)
    files[f"{name}.sch"] = _bytes(rules)
    return files


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _guide(compiled: Compiled) -> dict[str, bytes]:
    from edition import saxon
    from edition.odd.resolved import resolve

    made, grammar = compiled.customisation, compiled.grammar
    assert grammar.contents is not None
    rules = to_schematron(made, grammar.contents)
    pages = saxon.render("guide", etree.tostring(resolve(made, grammar, rules), encoding="utf-8"))
    files = {f"guide/{name}": text.encode() for name, text in pages.value.items()}
    files["guide/guide.css"] = resource("xslt/guide/guide.css").read_bytes()
    return files


def write_compiled(files: dict[str, bytes], folder: Path) -> list[Path]:
    """Write the files, each whole or not at all; pages of an earlier guide that are no more are removed."""
    from edition.build import write_file

    written = []
    for name, data in files.items():
        path = folder / name
        write_file(path, data)
        written.append(path)
    guide = folder / "guide"
    if any(name.startswith("guide/") for name in files):
        for page in guide.glob("*.html"):
            if page.name.startswith(("element-", "class-")) and f"guide/{page.name}" not in files:
                page.unlink()
    return written

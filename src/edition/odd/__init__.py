"""ODD: TEI customisations compiled to schemas and to an encoding guide.

In: an ODD as a Document, and the TEI it customises (our own tables, or a release that the user names). Out:
``Result[Compiled]``: the grammar, from which RELAX NG, the compact syntax, Schematron and the guide are written.
Findings tell of everything in the ODD that names what is not there. Refuses, by EditionError, a file without a
schemaSpec and a release that holds no specifications.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.diagnostic import EditionError, Location, Result, Severity
from edition.document import Document, parse
from edition.odd.customise import Customisation, customise
from edition.odd.grammar import Grammar, build
from edition.odd.rng import to_rng
from edition.odd.spec import KINDS, Specs, T, bundled, read_release
from edition.relaxng import SchemaError, read

__all__ = ["Compiled", "compile_odd", "release"]


@dataclass(slots=True)
class Compiled:
    """A compiled ODD."""

    customisation: Customisation
    grammar: Grammar

    @property
    def prefix(self) -> str:
        """What stands before the names of definitions."""
        return str(self.customisation.schema.get("prefix") or "")


def release(path: Path | None = None) -> Specs:
    """The TEI to start from: our own tables, or the specifications in a file (a p5subset.xml of any release)."""
    if path is None:
        return bundled()
    result = parse(path)
    if result.value is None:
        fault = result.diagnostics[0]
        raise EditionError(f"{path} cannot be read: {fault.message}", fault.hint, fault.at)
    try:
        return read_release(result.value.root)
    except EditionError as error:
        raise EditionError(error.message, error.hint, Location(path)) from None


def _sound(made: Customisation, grammar: Grammar) -> None:
    """What comes out must be a schema: an impossible expression, a name that is none, two attributes of one name."""
    try:
        read(to_rng(grammar))
    except SchemaError as error:
        above = [error.node, *error.node.iterancestors()] if error.node is not None else []
        told = [str(one.get("name")) for one in above if str(one.tag).endswith("}define")]
        named = next(
            (name for name in (*re.findall('"([^"]+)"', error.message), *told) if _declared(made, name) is not None), ""
        )
        node = _declared(made, named)
        message = f"the schema that comes out cannot be used: {error.message}"
        hint = f'look at "{named}"' if named else "look at what was changed last"
        made.report("odd-content", made.schema if node is None else node, message, hint)
    except ValueError as error:
        message = f"the schema that comes out cannot be written: {error}"
        made.report("odd-content", made.schema, message, "look for names that are none in XML")


def _declared(made: Customisation, name: str) -> etree._Element | None:
    """Where an ODD declares what goes by a name in its grammar; None for what is the release's own."""
    ident = name.partition(".attribute")[0]
    specs = [found for kind in KINDS if (found := made.specs.get(kind, ident)) is not None]
    layers = [layer for spec in specs for layer in spec.layers if layer.getroottree().getroot() in made.documents]
    return layers[-1] if layers else None


def _unreachable(made: Customisation, grammar: Grammar) -> None:
    """Elements that the ODD includes and that can stand nowhere: what would hold them has been left out."""
    named = {
        name: node
        for node in made.schema.iter(T + "moduleRef", T + "elementRef", T + "elementSpec")
        for name in (str(node.get("include", "")) + " " + str(node.get("key") or node.get("ident"))).split()
    }
    for name in sorted(made.specs.by_kind["elementSpec"]):
        if name not in grammar.definitions and name in named and not made.schema.get("source"):
            message = f'the element "{name}" is in this schema, and can stand nowhere'
            hint = "include an element that holds it, or leave it out"
            made.report("odd-unreachable", named[name], message, hint, warn=True)


def compile_odd(document: Document, specs: Specs | None = None) -> Result[Compiled]:
    """Compile an ODD against a release (our own tables, where none is given)."""
    made = customise(document, specs or bundled())
    grammar = build(made)
    if not any(one.severity is Severity.ERROR for one in made.findings):
        _unreachable(made, grammar)
        _sound(made, grammar)
    return Result(Compiled(made, grammar), tuple(made.findings))

"""What the documents of a project are validated by: its schema, and its Schematron rules.

In: a Project. Out: a Conformance: the schema with the judge that gives the verdict, and the compiled rules. Without a
setting it is the schema of an edition, which comes with this software. A project may name an ODD of its own (compiled
here, its constraints with it) or a schema of RELAX NG (judged apart: it may be anybody's), and Schematron schemas.
Refuses, by EditionError with the place, what cannot be used.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.diagnostic import Diagnostic, EditionError, Location
from edition.document import Document, parse
from edition.project import Project
from edition.relaxng import SchemaError, read, read_trusted
from edition.resources import resource
from edition.schema import Schema
from edition.verdict import ForeignJudge, Judge

if TYPE_CHECKING:
    from edition.schematron import Rules

__all__ = ["Conformance", "conformance"]


@dataclass(slots=True)
class Conformance:
    """A schema and its judge (None: those of an edition), and the Schematron schemas: paths with phases, or one that
    was made of an ODD.
    """

    schema: Schema | None
    judge: Judge | ForeignJudge | None
    schematron: list[tuple[Path, str]] = field(default_factory=list)
    made: tuple[Path, bytes] | None = None
    findings: tuple[Diagnostic, ...] = ()

    def by_rules(
        self,
        documents: list[Document],
        folder: Path,
        found: Iterable[Diagnostic] = (),
        keep: Callable[[Document, Path, bytes], None] | None = None,
    ) -> list[Diagnostic]:
        """The findings of the Schematron rules. ``found`` is what the schema has found: where an element is misplaced,
        what rules say of it is passed over. ``keep`` is given each report in SVRL, with the paths of the document and
        the schema. Nothing of Saxon is loaded where there are no rules.
        """
        if not self.schematron and self.made is None:
            return []
        from edition.schematron import compile_rules, validate

        compiled = [_read_rules(path, phase, path.stat().st_mtime_ns) for path, phase in self.schematron]
        if self.made is not None:
            compiled.append(compile_rules(self.made[1], self.made[0]))
        misplaced = {one.at for one in found if one.rule in ("misplaced-element", "unknown-element")}
        findings: list[Diagnostic] = []
        for document in documents:
            for rules in compiled:
                result = validate(document, rules, folder=folder, fired=keep is not None, misplaced=misplaced)
                findings.extend(result.diagnostics)
                if keep is not None:
                    keep(document, rules.schema, result.value.svrl)
        return findings


def conformance(project: Project) -> Conformance:
    """What a project is validated by."""
    named = [(path, project.phase) for path in project.schematron or ()]
    own = project.schematron is None
    if project.schema is None:
        rules = [(resource("schemas/edition.sch"), "#ALL")] if own else []
        return Conformance(None, None, rules + named)
    if project.schema.suffix == ".odd":
        return _from_odd(project.schema, named, own)
    schema, judge = _foreign(project.schema)
    return Conformance(schema, judge, named)


@cache
def _read_rules(path: Path, phase: str, _changed: int) -> Rules:
    """The compiled schema; read again where the file has changed since."""
    from edition.schematron import read_rules

    return read_rules(path, phase=phase)


def _from_odd(path: Path, named: list[tuple[Path, str]], own: bool) -> Conformance:
    from edition.odd import compile_odd
    from edition.odd.constraints import to_schematron
    from edition.odd.rng import to_rng

    document = _parsed(path)
    result = compile_odd(document)
    made, grammar = result.value.customisation, result.value.grammar
    assert grammar.contents is not None
    rules = to_schematron(made, grammar.contents)
    if not result.ok:
        # A schema of a faulty ODD would find faults that are none of the text's.
        fault = next(one for one in made.findings if one.severity.value == "error")
        raise EditionError(fault.message, fault.hint, fault.at)
    compiled = read_trusted(to_rng(grammar))
    has_rules = own and rules.find("{*}pattern") is not None
    return Conformance(
        Schema(compiled),
        ForeignJudge(compiled),
        named,
        (path, etree.tostring(rules)) if has_rules else None,
        tuple(made.findings),
    )


def _foreign(path: Path) -> tuple[Schema, ForeignJudge]:
    """A schema of RELAX NG of unknown make. What it includes is read from its own folder."""
    document = _parsed(path)
    folder = path.resolve().parent
    opened = {path.resolve(): document}

    def fetch(address: str) -> etree._Element:
        parts = urlsplit(address)
        target = Path(os.path.normpath(unquote(parts.path)))
        if parts.scheme not in ("", "file") or not target.is_relative_to(folder):
            raise SchemaError(f'"{address}" is not read: what a schema includes lies in its folder, or below it')
        if target not in opened:
            try:
                opened[target] = _parsed(target)
            except EditionError as error:
                raise SchemaError(error.message) from None
        return opened[target].root

    try:
        grammar = read(document.root, fetch, base=path.resolve().as_uri())
    except SchemaError as error:
        raise EditionError(
            f"the schema cannot be used: {error.message}",
            "it must be a grammar of RELAX NG in XML syntax (.rng)",
            _place(error.node, list(opened.values()), document),
        ) from None
    return Schema(grammar), ForeignJudge(grammar)


def _place(node: etree._Element | None, documents: list[Document], first: Document) -> Location:
    if node is None:
        return first.at(1)
    root = node.getroottree().getroot()
    found = next((one for one in documents if one.root is root), first)
    return found.locate(node)


def _parsed(path: Path) -> Document:
    result = parse(path)
    if result.value is None:
        fault = result.diagnostics[0]
        raise EditionError(fault.message, fault.hint, fault.at)
    return result.value

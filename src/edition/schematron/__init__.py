"""ISO Schematron with XSLT 3.0 as its query language: schemas compiled, documents validated, findings placed.

In: the path of a schema, and documents. Out: ``Rules`` and, for each document, ``Result[Report]``: the report in SVRL
(ISO/IEC 19757-3, annex D) with a finding for every failed assertion and successful report, at the line and column of
the node it is about. Refuses, by EditionError with the place in the schema, a schema that cannot be compiled.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lxml import etree

from edition import saxon
from edition.diagnostic import Diagnostic, EditionError, Location, Result, Severity, sort_findings
from edition.document import Document, parse
from edition.schematron.places import Places
from edition.schematron.reading import Source, read_source
from edition.tei import ED

__all__ = ["Report", "Rules", "compile_rules", "read_rules", "validate"]

SVRL: Final = "http://purl.oclc.org/dsdl/svrl"
_V: Final = f"{{{SVRL}}}"
_E: Final = f"{{{ED}}}"
#: What the words in @role, @severity and @flag mean; all others are errors.
_SEVERITIES: Final = {
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "nonfatal": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
    "informational": Severity.INFO,
    "hint": Severity.INFO,
}


@dataclass(slots=True)
class Rules:
    """A compiled schema. ``schema`` is its path."""

    schema: Path
    phase: str
    source: Source = field(repr=False)
    program: Any = field(repr=False)


@dataclass(slots=True)
class Report:
    """The report on one document, in SVRL."""

    svrl: bytes


def read_rules(path: Path, *, phase: str = "#DEFAULT") -> Rules:
    """Read and compile a schema. ``phase`` is the id of a phase, "#ALL", or "#DEFAULT": what the schema says."""
    return _compiled(path, read_source(path), phase)


def compile_rules(schema: bytes, path: Path) -> Rules:
    """Compile a schema that was made here, of an ODD; ``path`` is that of the ODD."""
    result = parse(schema, path)
    assert result.value is not None
    return _compiled(path, Source(result.value.root, [result.value]), "#ALL")


def _compiled(path: Path, source: Source, phase: str) -> Rules:
    source.root.set(f"{_E}phase", phase)
    made = saxon.compile_schematron(etree.tostring(source.root, encoding="utf-8"))
    if made.value is None:
        fault = made.diagnostics[0]
        raise EditionError(fault.message, fault.hint, source.location(fault.at.xpath))
    text, lines = _in_lines(made.value)
    try:
        program = saxon.program(text)
    except saxon.StylesheetError as error:
        at = next((lines[line] for line in range(min(error.line, len(lines) - 1), -1, -1) if lines[line]), "")
        hint = "look at the expression: names need the prefix of their namespace (<ns>), variables a <let>"
        raise EditionError(error.message, hint, source.location(at)) from None
    return Rules(path, phase, source, program)


def _uri(path: Path) -> str:
    """A path as Saxon writes its address: with one slash."""
    return path.as_uri().replace("file:///", "file:/", 1)


def _in_lines(stylesheet: str) -> tuple[str, list[str]]:
    """The stylesheet with each of its instructions on a line of its own, and for each line the place in the schema."""
    root = etree.fromstring(stylesheet.encode())
    xsl = "{http://www.w3.org/1999/XSL/Transform}"
    for node in root.iter(xsl + "*"):
        before = node.getprevious()
        above = node.getparent()
        if before is not None and not (before.tail or "").strip():
            before.tail = "\n"
        elif before is None and above is not None and not (above.text or "").strip() and above.tag != xsl + "text":
            above.text = "\n"
    text = etree.tostring(root, encoding="unicode")
    lines = [""]
    for line in text.splitlines():
        match = re.search(r'\w+:at="(\d+:\d+:\d+)"', line)
        lines.append(match.group(1) if match else "")
    return text, lines


def validate(
    document: Document,
    rules: Rules,
    *,
    folder: Path | None = None,
    fired: bool = False,
    misplaced: Collection[Location] = (),
) -> Result[Report]:
    """Validate a document. ``fired``: the report names every rule that fired, as the standard has it. ``folder`` is
    the folder in which documents that a pattern names may lie (without it, that of the document). ``misplaced``:
    elements that should not be where they are; what a rule says of them and in them follows from that, and is no
    finding.
    """
    base = (document.path or rules.schema).resolve()
    inside = (folder or base.parent).resolve()
    ran = saxon.run_program(
        rules.program, etree.tostring(document.tree, encoding="utf-8"), _uri(base), _uri(inside) + "/", fired
    )
    if ran.value is None:
        found = [
            Diagnostic("schematron-failed", Severity.ERROR, fault.message, document.at(1), f"in {rules.schema.name}")
            for fault in ran.diagnostics
        ]
        return Result(Report(b""), tuple(found))
    report = etree.fromstring(ran.value)
    places = Places(document)
    findings: dict[Diagnostic, None] = {}
    for node in report.iter(f"{_V}failed-assert", f"{_V}successful-report", f"{_E}failure"):
        if not places.is_within(str(node.get("location")), misplaced):
            findings[_finding(node, rules, places)] = None
    for node in list(report.iter(f"{_E}failure")):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    for node in report.iter(f"{_V}*"):
        for key in (f"{_E}severity", f"{_E}rule"):
            if key in node.attrib:
                del node.attrib[key]
    etree.cleanup_namespaces(report)
    svrl = etree.tostring(report, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return Result(Report(svrl), tuple(sort_findings(findings)))


def _finding(node: etree._Element, rules: Rules, places: Places) -> Diagnostic:
    at = places.of(str(node.get("location")))
    if node.tag == f"{_E}failure":
        said = " ".join("".join(str(part) for part in node.itertext()).split())
        place = rules.source.location(str(node.get("rule")))
        message = f"a rule of {rules.schema.name} cannot be tested here: {said}"
        return Diagnostic("schematron-failed", Severity.ERROR, message, at, "mend the rule", (("the rule", place),))
    text = node.find(f"{_V}text")
    message = _text(text) or f"{'not true' if node.tag == f'{_V}failed-assert' else 'true'}: {node.get('test')}"
    hints = [_text(one.find(f"{_V}text")) for one in node.iterchildren(f"{_V}diagnostic-reference")]
    severity = _SEVERITIES.get(str(node.get(f"{_E}severity")).strip().lower(), Severity.ERROR)
    return Diagnostic(_rule_id(str(node.get(f"{_E}rule"))), severity, message, at, "; ".join(filter(None, hints)))


def _text(node: etree._Element | None) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split()) if node is not None else ""


def _rule_id(name: str) -> str:
    """The id of a rule in the form of our own: small letters and hyphens."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)
    return re.sub(r"[^a-z0-9]+", "-", parted.lower()).strip("-") or "schematron"

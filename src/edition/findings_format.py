"""Findings as text: for the terminal, as JSON, as SARIF 2.1.0, as annotations of GitHub.

In: findings, and the sources of the files where they are to be shown. Out: one string. Nothing is printed here.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from edition import __version__
from edition.diagnostic import Diagnostic, Location, Severity, sort_findings

__all__ = ["format_github", "format_json", "format_junit", "format_sarif", "format_text", "summary"]

#: The widest source line that is shown whole, in characters.
_WIDTH: Final = 100
_COLOURS: Final = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def summary(findings: Iterable[Diagnostic]) -> str:
    """``3 errors, 12 warnings in 2 files``; ``nothing found`` where there is none."""
    listed = list(findings)
    parts = []
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "info")):
        number = sum(finding.severity is severity for finding in listed)
        if number:
            parts.append(f"{number:,} {word}{'' if number == 1 else 's'}")
    files = len({finding.at.path for finding in listed if finding.at.path is not None})
    where = f" in {files:,} file{'' if files == 1 else 's'}" if files else ""
    return ", ".join(parts) + where if parts else "nothing found"


def format_text(
    findings: Iterable[Diagnostic],
    sources: Mapping[Path, Sequence[str]] | None = None,
    *,
    root: Path | None = None,
    colour: bool = False,
) -> str:
    """Findings grouped by file and sorted by line, each with its source line and a caret; the summary last.

    ``sources`` maps a path to the lines of the file (``Document.lines()``); a file that is not in it is shown without
    lines. Paths below ``root`` (the current folder, where none is given) are shown from there.
    """
    base = root or Path.cwd()
    listed = sort_findings(findings)
    lines: list[str] = []
    file: Path | None = None
    for number, finding in enumerate(listed):
        if number and finding.at.path != file:
            lines.append("")
        file = finding.at.path
        lines.extend(_entry(finding, (sources or {}).get(file) if file else None, base, colour))
    if listed:
        lines.append("")
    lines.append(summary(listed))
    return "\n".join(lines) + "\n"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text


def _shown(path: Path | None, base: Path) -> str:
    """A path as it is shown: from the base on where it lies below it."""
    if path is None:
        return "-"
    absolute, above = os.path.abspath(path), os.path.abspath(base)  # noqa: PTH100 (links are not followed)
    return os.path.relpath(absolute, above) if absolute.startswith(above.rstrip(os.sep) + os.sep) else str(path)


def _place(at: Location, base: Path) -> str:
    parts = [_shown(at.path, base)]
    if at.line:
        parts.append(str(at.line))
        if at.column:
            parts.append(str(at.column))
    return ":".join(parts)


def _entry(finding: Diagnostic, source: Sequence[str] | None, base: Path, colour: bool) -> list[str]:
    head = _paint(f"{finding.severity.value}[{finding.rule}]", _COLOURS[finding.severity], colour)
    lines = [f"{_paint(_place(finding.at, base), '1', colour)}: {head} {finding.message}"]
    at = finding.at
    if source is not None and 0 < at.line <= len(source):
        gutter = f"  {at.line} | "
        text, caret = _excerpt(source[at.line - 1], at.column)
        lines.append(_paint(gutter, "2", colour) + text)
        if caret is not None:
            lines.append(" " * (len(gutter) - 2) + _paint("| ", "2", colour) + " " * caret + _paint("^", "31", colour))
    for word, place in finding.related:
        lines.append(f"  {_paint('see', '2', colour)}   {_place(place, base)}: {word}")
    more = f"more: edition explain {finding.rule}"
    hint = f"  {_paint('hint', '32', colour)}  {finding.hint}" if finding.hint else ""
    lines.append(f"{hint}      {_paint(more, '2', colour)}" if hint else f"  {_paint(more, '2', colour)}")
    return lines


def _excerpt(line: str, column: int) -> tuple[str, int | None]:
    """The part of a source line around a column (from 1), and where the caret goes; None where no column is known.

    A tab counts as one place and is shown as one space, control characters as a dot: the caret stands right.
    """
    clean = "".join(" " if c == "\t" else c if c.isprintable() else "·" for c in line)
    if not column or column > len(clean) + 1:
        stripped = clean.strip()
        return (stripped if len(stripped) <= _WIDTH else stripped[: _WIDTH - 2].rstrip() + " …"), None
    index = column - 1
    indent = min(len(clean) - len(clean.lstrip()), index)
    start, end = indent, len(clean.rstrip())
    if end - start > _WIDTH:
        start = max(indent, min(index - _WIDTH // 3, end - _WIDTH))
        end = min(end, start + _WIDTH)
    before = "… " if start > indent else ""
    after = " …" if end < len(clean.rstrip()) else ""
    return before + clean[start:end] + after, len(before) + index - start


def _uri(path: Path | None, base: Path) -> str:
    return _shown(path, base).replace(os.sep, "/")


def format_json(findings: Iterable[Diagnostic], *, root: Path | None = None) -> str:
    """Findings as a JSON object: ``findings``, each with its place, and a ``summary`` by severity."""
    base = root or Path.cwd()
    listed = sort_findings(findings)

    def place(at: Location) -> dict[str, Any]:
        return {"file": _uri(at.path, base) if at.path else None, "line": at.line or None, "column": at.column or None}

    data = {
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message,
                "hint": finding.hint or None,
                **place(finding.at),
                "related": [{"message": word, **place(at)} for word, at in finding.related],
            }
            for finding in listed
        ],
        "summary": {s.value: sum(finding.severity is s for finding in listed) for s in Severity},
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def format_sarif(
    findings: Iterable[Diagnostic], pages: Mapping[str, str] | None = None, *, root: Path | None = None
) -> str:
    """Findings as a log of SARIF 2.1.0 (OASIS), with URIs relative to the root where files lie below it.

    ``pages`` are the manual pages of the rules, by id (``checks.pages()``): they become the rules' help texts.
    """
    base = root or Path.cwd()
    listed = sort_findings(findings)
    names = sorted({finding.rule for finding in listed})
    described = [_sarif_rule(name, (pages or {}).get(name, "")) for name in names]
    results = []
    for finding in listed:
        message = finding.message + (f" ({finding.hint})" if finding.hint else "")
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": names.index(finding.rule),
            "level": _LEVELS[finding.severity],
            "message": {"text": message},
        }
        if finding.at.path is not None:
            result["locations"] = [{"physicalLocation": _sarif_place(finding.at, base)}]
        related = [
            {"id": number, "physicalLocation": _sarif_place(at, base), "message": {"text": word}}
            for number, (word, at) in enumerate(finding.related, 1)
            if at.path is not None
        ]
        if related:
            result["relatedLocations"] = related
        results.append(result)
    driver = {"name": "edition", "version": __version__, "rules": described}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        # Columns are counted in characters of Unicode, not in UTF-16 units.
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(name: str, page: str) -> dict[str, Any]:
    summary_line, _, rest = page.partition("\n")
    rule: dict[str, Any] = {"id": name, "shortDescription": {"text": summary_line or name.replace("-", " ")}}
    if rest.strip():
        rule["help"] = {"text": rest.strip(), "markdown": rest.strip()}
    return rule


def _sarif_place(at: Location, base: Path) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(_uri(at.path, base))}}
    if at.line:
        place["region"] = {"startLine": at.line, **({"startColumn": at.column} if at.column else {})}
    return place


def format_github(findings: Iterable[Diagnostic], *, root: Path | None = None) -> str:
    """Findings as workflow commands of GitHub Actions: one line each, which becomes an annotation of the file."""
    base = root or Path.cwd()
    lines = []
    for finding in sort_findings(findings):
        properties = []
        if finding.at.path is not None:
            properties.append(f"file={_escape(_uri(finding.at.path, base), property_=True)}")
            if finding.at.line:
                properties.append(f"line={finding.at.line}")
                if finding.at.column:
                    properties.append(f"col={finding.at.column}")
        properties.append(f"title={_escape(finding.rule, property_=True)}")
        message = finding.message + (f"\n{finding.hint}" if finding.hint else "")
        lines.append(f"::{_COMMANDS[finding.severity]} {','.join(properties)}::{_escape(message)}\n")
    return "".join(lines)


def _escape(text: str, *, property_: bool = False) -> str:
    """Text as GitHub's workflow commands want it: %, line ends and, in a property, colons and commas escaped."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text


def format_junit(findings: Iterable[Diagnostic], files: Iterable[Path] = (), *, root: Path | None = None) -> str:
    """Findings as a JUnit report: a suite for each file, a case for each finding; one case that passes for a file
    without any. Errors are failures; warnings and infos pass, with their text as output.
    """
    base = root or Path.cwd()
    by_file: dict[str, list[Diagnostic]] = {_uri(path, base): [] for path in files}
    for finding in sort_findings(findings):
        by_file.setdefault(_uri(finding.at.path, base) if finding.at.path is not None else "-", []).append(finding)
    suites = etree.Element("testsuites", name="edition check")
    total = failed = 0
    for name, listed in sorted(by_file.items()):
        errors = sum(finding.severity is Severity.ERROR for finding in listed)
        count = len(listed) or 1
        total, failed = total + count, failed + errors
        suite = etree.SubElement(suites, "testsuite", name=name, tests=str(count), failures=str(errors), errors="0")
        if not listed:
            etree.SubElement(suite, "testcase", classname=name, name="no findings", file=name)
        for finding in listed:
            place = f"{finding.at.line}:{finding.at.column}" if finding.at.line else ""
            case = etree.SubElement(
                suite, "testcase", classname=name, name=f"{finding.rule} {place}".strip(), file=name
            )
            if finding.at.line:
                case.set("line", str(finding.at.line))
            told = f"{finding.at}: {finding.severity.value}[{finding.rule}] {finding.message}"
            told = _printable(told + (f"\nhint: {finding.hint}" if finding.hint else ""))
            if finding.severity is Severity.ERROR:
                failure = etree.SubElement(case, "failure", message=_printable(finding.message), type=finding.rule)
                failure.text = told
            else:
                etree.SubElement(case, "system-out").text = told
    suites.set("tests", str(total))
    suites.set("failures", str(failed))
    etree.indent(suites)
    return etree.tostring(suites, encoding="unicode") + "\n"


def _printable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)

"""The import report: what was found, what was joined, what was left out as furniture, and every doubt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from edition.sources.plaintext.context import Context, Doubt
from edition.sources.plaintext.encode import SectionReport
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.joined import Ledger
from edition.sources.plaintext.ledger import Account
from edition.sources.plaintext.profile import line_hash
from edition.sources.plaintext.rows import Places
from edition.sources.plaintext.titlepage import Bibliography

__all__ = ["build_report", "summary_of"]


def build_report(
    path: Path,
    facts: Bibliography,
    language: str,
    sections: Sequence[Section],
    reports: Sequence[SectionReport],
    ledgers: Sequence[Ledger],
    context: Context,
    even: Account,
    places: Places,
) -> dict[str, Any]:
    """The report as values that JSON can hold."""
    footnotes = [entry for report in reports for entry in report.footnotes]
    paragraphs = {report.section.id: report.paragraphs for report in reports}
    levels = [section for section in sections if section.number is not None]
    counts = {
        "tokens": even.source,
        "tokens_lost": even.lost,
        "sections": len(sections),
        "chapters": sum(1 for section in levels if section.level <= 1),
        "subchapters": sum(1 for section in levels if section.level > 1),
        "paragraphs": sum(report.paragraphs for report in reports),
        "marks": sum(ledger.marks for ledger in ledgers),
        "notes": sum(ledger.notes for ledger in ledgers),
        "joined": sum(ledger.joined for ledger in ledgers),
        "repaired": sum(ledger.repaired for ledger in ledgers),
        "seams": context.counts["seams"],
        "hyphen_seams": context.counts["hyphen_seams"],
        "footnotes": len(footnotes) + context.counts["footnotes_in_notes"],
        "captions": context.counts["captions"],
        "speeches": context.counts["speeches"],
        "interventions": context.counts["interventions"],
        "lives": context.counts["lives"],
        "pages": context.counts["pages"],
        "pages_inferred": context.counts["pages_inferred"],
        "cross_references": context.counts["cross_references"],
        "index_heads": context.counts["index_heads"],
        "index_subentries": context.counts["index_subentries"],
        "index_locators": context.counts["index_locators"],
        "index_linked": context.counts["index_linked"],
        "index_see": context.counts["index_see"],
        "emendations": context.counts["emendations"],
    }
    return {
        "version": 1,
        "source": path.name,
        "title": facts.title,
        "author": facts.author,
        "translator": facts.translator,
        "language": language,
        "wrapped": context.source.wrapped,
        "counts": counts,
        "sections": [
            {
                "id": section.id,
                "kind": section.kind,
                "level": section.level,
                "n": section.number,
                "title": section.title,
                "line": section.head[0].first if section.head else 1,
                "paragraphs": paragraphs.get(section.id, 0),
                **dict(zip(("figures", "footnotes", "seams"), places.contents.get(section.id, (0, 0, 0)), strict=True)),
            }
            for section in sections
        ],
        "ledger": [
            {
                "section": ledger.section,
                "marks": ledger.marks,
                "notes": ledger.notes,
                "joined": ledger.joined,
                "repaired": ledger.repaired,
                "notes_without_mark": ledger.without_mark,
                "marks_without_note": ledger.unjoined,
            }
            for ledger in ledgers
        ],
        "footnotes": footnotes,
        "furniture": {kind: sorted(lines) for kind, lines in sorted(context.furniture.items())},
        "detected": [
            {"setting": item.setting, "value": item.value, "reason": item.reason} for item in context.detected
        ],
        "doubts": [_doubt(doubt, context, places) for doubt in sorted(context.doubts, key=_order)],
    }


def _order(doubt: Doubt) -> tuple[int, int, int, str, str]:
    finding = doubt.finding
    return finding.at.line, finding.at.column, finding.severity.weight, finding.rule, finding.message


#: What a block may be treated as instead, by the rule of the doubt about it.
_TREAT: Final = {
    "footnote-without-anchor": "paragraph",
    "suspect-text": "unclear",
    "residue": "paragraph",
    "not-closed": "paragraph",
    "bold-at-page-end": "paragraph",
    "seam-without-word": "paragraph",
}


def _overrule(doubt: Doubt, context: Context) -> str:
    """The entry of a profile that decides otherwise, ready to be pasted; empty where the TEI has to be edited."""
    treat = _TREAT.get(doubt.finding.rule)
    first, last = doubt.finding.at.line, max(doubt.last, doubt.finding.at.line)
    if treat is None or not 1 <= first <= last <= len(context.source.lines):
        return ""
    lines = f"{first}-{last}" if last > first else f"{first}"
    digest = line_hash(context.source.lines[first - 1 : last])
    return f'[[overrides]]\nlines = "{lines}"\ntreat = "{treat}"\nsha256 = "{digest}"\n'


def _doubt(doubt: Doubt, context: Context, places: Places) -> dict[str, Any]:
    finding = doubt.finding
    name, line = places.find(finding.at.line, doubt.node)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "line": finding.at.line,
        "column": finding.at.column,
        "message": finding.message,
        "hint": finding.hint,
        "context": _around(context.source.lines, finding.at.line, finding.at.column),
        "decision": doubt.decision,
        "cert": doubt.cert,
        "last_line": doubt.last,
        "id": name,
        "tei_line": line,
        "overrule": _overrule(doubt, context),
    }


def _around(lines: Sequence[str], line: int, column: int) -> str:
    """Some forty characters on each side of a place."""
    if not 1 <= line <= len(lines):
        return ""
    text = lines[line - 1]
    start = max(0, column - 40)
    return ("..." if start else "") + text[start : column + 40] + ("..." if column + 40 < len(text) else "")


def summary_of(report: dict[str, Any]) -> tuple[str, ...]:
    """A few lines for a terminal."""
    counts = report["counts"]
    head = f"{report['title']}" + (f" ({report['author']})" if report["author"] else "")
    lines = [
        head,
        f"{counts['sections']} divisions: {counts['chapters']} chapters, {counts['subchapters']} sub-chapters; "
        f"{counts['paragraphs']:,} paragraphs",
    ]
    if counts["notes"] or counts["marks"]:
        lines.append(
            f"{counts['notes']:,} endnotes, {counts['marks']:,} marks: {counts['joined']:,} joined, "
            f"{counts['repaired']} of them misread and repaired"
        )
    lines.append(
        f"{counts['seams']} page seams inside paragraphs, {counts['footnotes']} footnotes, "
        f"{counts['captions']} captions"
    )
    lines.append(
        f"{counts['tokens']:,} words in the source, {counts['tokens_lost']} lost; {len(report['doubts'])} doubts"
    )
    return tuple(lines)

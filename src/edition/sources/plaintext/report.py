"""The import report: what was found, what was joined, what was left out as furniture, and every doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.doubts import doubts_of
from edition.sources.plaintext.encode import SectionReport
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.joined import Ledger
from edition.sources.plaintext.ledger import Account
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
        "glossary_entries": context.counts["glossary_entries"],
        "chronology_items": context.counts["chronology_items"],
        "facsimiles": context.counts["facsimiles"],
        "verse_blocks": context.counts["verse_blocks"],
        "speeches": context.counts["speeches"],
        "quotations": context.counts["quotations"],
        "letters": context.counts["letters"],
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
        "doubts": doubts_of(context, places),
        "blocks": [list(block) for block in places.blocks],
    }


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
    doubts = report["doubts"]
    lines.append(f"{counts['tokens']:,} words in the source, {counts['tokens_lost']} lost; {len(doubts)} doubts")
    for severity, words in (("error", "errors"), ("warning", "to look at"), ("info", "for information")):
        rules = Counter(doubt["rule"] for doubt in doubts if doubt["severity"] == severity)
        if rules:
            told = ", ".join(
                f"{count} {rule}" for rule, count in sorted(rules.items(), key=lambda one: (-one[1], one[0]))
            )
            lines.append(f"{words}: {told}")
    if doubts:
        lines.append("each at its place: --report FILE.html, or --doubts; what a rule means: edition explain RULE")
    return tuple(lines)

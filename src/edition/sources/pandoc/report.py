"""The report of an imported document, in the shape of that of a plain text, and the lines of a summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from edition.sources.pandoc.context import Context
from edition.sources.pandoc.divisions import Section
from edition.sources.pandoc.prepared import locate
from edition.sources.pandoc.titles import Stated

__all__ = ["build_report", "summary_of"]


def build_report(
    facts: Stated, language: str, sections: Sequence[Section], context: Context, tokens: int, lost: int, version: str
) -> dict[str, Any]:
    """The report as values that JSON can hold."""
    everything = _all(sections)
    counts = context.counts
    by_section: dict[str, list[str]] = {}
    for section, node in context.notes:
        by_section.setdefault(section, []).append(node.attributes["xml:id"])
    doubts = sorted(
        context.doubts,
        key=lambda doubt: (doubt.finding.at.line, doubt.finding.at.column, doubt.finding.severity.weight,
                           doubt.finding.rule, doubt.finding.message),
    )  # fmt: skip
    return {
        "version": 1,
        "source": context.path.name,
        "form": context.source.kind,
        "read_with": f"pandoc {version}",
        "title": facts.title,
        "author": "; ".join(facts.authors),
        "translator": "; ".join(facts.translators),
        "language": language,
        "counts": {
            "tokens": tokens,
            "tokens_lost": lost,
            "sections": len(everything),
            "chapters": sum(section.kind == "chapter" for section in everything),
            "subchapters": sum(section.kind == "section" for section in everything),
            "paragraphs": counts["paragraphs"],
            "notes": counts["notes_end"],
            "footnotes": counts["notes_bottom"],
            "tables": counts["tables"],
            "lists": counts["lists"],
            "verse": counts["verse"],
            "letters": counts["letters"],
            "figures": counts["figures"],
            "pictures": counts["pictures"],
            "pictures_missing": counts["pictures_missing"],
            "links": counts["links"],
            "citations": counts["citations"],
            "named_elements": counts["named_elements"],
            "page_breaks": counts["page_breaks"],
            "comments": len(context.comments),
            "insertions": counts["insertions"],
            "deletions": sum(change["kind"] == "deletion" for change in context.changes),
            "words_unread": counts["words_unread"],
        },
        "sections": [
            {
                "id": one.id,
                "kind": one.kind,
                "level": one.level,
                "n": one.number,
                "title": one.title,
                "line": locate(context.source.lines, one.title)[0],
                "paragraphs": context.given[one.id, "p"],
                "figures": context.given[one.id, "fig"],
                "footnotes": len(by_section.get(one.id, ())),
                "seams": 0,
            }
            for one in everything
        ],
        "ledger": [
            {
                "section": section,
                "marks": len(ids),
                "notes": len(ids),
                "joined": len(ids),
                "repaired": 0,
                "notes_without_mark": [],
                "marks_without_note": [],
            }
            for section, ids in by_section.items()
        ],
        "footnotes": [],
        "pages": [],
        "blocks": [],
        "pictures": sorted(context.pictures.files),
        "metadata": facts.other,
        "changes": context.changes,
        "comments": context.comments,
        "furniture": {kind: said for kind, said in sorted(context.furniture.items()) if said},
        "detected": [
            {"setting": item.setting, "value": item.value, "reason": item.reason} for item in context.detected
        ],
        "doubts": [context.report_of(doubt) for doubt in doubts],
    }


def _all(sections: Sequence[Section]) -> list[Section]:
    found: list[Section] = []
    stack = list(reversed(sections))
    while stack:
        one = stack.pop()
        found.append(one)
        stack += reversed(one.parts)
    return found


def summary_of(report: dict[str, Any]) -> tuple[str, ...]:
    """A few lines for a terminal."""
    counts = report["counts"]
    missing = f" ({counts['pictures_missing']} not there)" if counts["pictures_missing"] else ""
    return (
        f"{report['title']}" + (f" ({report['author']})" if report["author"] else ""),
        f"{counts['sections']} divisions: {counts['chapters']} chapters, {counts['subchapters']} sections; "
        f"{counts['paragraphs']:,} paragraphs",
        f"{counts['footnotes']:,} footnotes, {counts['notes']:,} endnotes, {counts['tables']:,} tables, "
        f"{counts['pictures']:,} pictures{missing}",
        f"{counts['tokens']:,} words in the source, {counts['tokens_lost']} lost; {len(report['doubts'])} doubts",
    )

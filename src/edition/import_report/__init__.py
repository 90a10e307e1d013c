"""The import report for people: one HTML page of what was found, what is doubtful, and how to decide otherwise.

In: the report of an import as JSON holds it. Out: a page that needs nothing else: no network, complete without scripts;
scripts only filter. All text of the source is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any, Final

from edition.checks import pages as manual

__all__ = ["report_page"]

#: The counts in the order in which they are told, with their words; what is 0 is left out but for the first two.
_COUNTS: Final = (
    ("tokens", "words in the source"), ("tokens_lost", "words lost"), ("chapters", "chapters"),
    ("subchapters", "sub-chapters"), ("paragraphs", "paragraphs"), ("notes", "endnotes"), ("marks", "marks of notes"),
    ("joined", "marks joined"), ("repaired", "of them misread and repaired"), ("footnotes", "footnotes"),
    ("tables", "tables"), ("lists", "lists"), ("pictures", "pictures"), ("pictures_missing", "of them not there"),
    ("comments", "comments"), ("deletions", "passages struck out"), ("words_unread", "words that pandoc did not read"),
    ("captions", "captions"), ("lives", "lives dated in captions"), ("speeches", "speeches"),
    ("interventions", "signed remarks"), ("seams", "paragraphs broken by a page"), ("pages", "page breaks numbered"),
    ("pages_inferred", "of them out of sight"), ("cross_references", "references to own pages and chapters"),
    ("index_heads", "heads of the index"), ("index_subentries", "sub-entries"), ("index_locators", "locators"),
    ("index_linked", "of them linked"), ("emendations", "emendations made"),
)  # fmt: skip
_CERT: Final = {"high": "sure", "medium": "likely", "low": "a guess"}
_SEVERITY: Final = {"error": "error", "warning": "warning", "info": "for information"}


def report_page(report: Mapping[str, Any]) -> bytes:
    """The page, in UTF-8."""
    title = escape(report["title"])
    author = f" <span>{escape(report['author'])}</span>" if report["author"] else ""
    parts = [
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Import of {title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_resource('report.css')}</style></head>\n<body>\n<header><h1>{title}{author}</h1>",
        f"<p>Imported from {escape(report['source'])}.</p></header>\n<main>\n",
        _figures(report["counts"]),
        _ledger(report),
        _doubts(report),
        _detected(report["detected"]),
        _furniture(report["furniture"]),
        _rules({doubt["rule"] for doubt in report["doubts"]}),
        f"</main>\n<script>{_resource('report.js')}</script>\n</body></html>\n",
    ]
    return "".join(parts).encode("utf-8")


def _resource(name: str) -> str:
    return files("edition.import_report").joinpath(name).read_text(encoding="utf-8")


def _figures(counts: Mapping[str, int]) -> str:
    told = [
        f"<div{_bad(key, counts)}><dt>{word}</dt><dd>{counts[key]:,}</dd></div>"
        for key, word in _COUNTS
        if counts.get(key) or key.startswith("tokens")
    ]
    return f'<dl class="figures">{"".join(told)}</dl>\n'


def _bad(key: str, counts: Mapping[str, int]) -> str:
    return " class=bad" if key == "tokens_lost" and counts[key] else ""


def _ledger(report: Mapping[str, Any]) -> str:
    """Each division with its marks, notes, footnotes, figures, seams and doubts."""
    entries = {entry["section"]: entry for entry in report["ledger"]}
    doubts = Counter(
        _section_of(doubt, report["sections"]) for doubt in report["doubts"] if doubt["severity"] != "info"
    )
    rows = []
    for section in report["sections"]:
        entry = entries.get(section["id"], {})
        missing = [*map(str, entry.get("notes_without_mark", ())), *entry.get("marks_without_note", ())]
        number = f"{section['n']}. " if section["n"] is not None else ""
        cells = [
            _number(section.get("paragraphs", 0)), _number(entry.get("marks", 0)), _number(entry.get("notes", 0)),
            _number(entry.get("joined", 0)), _number(entry.get("repaired", 0)),
            f"<td class=missing>{escape(', '.join(missing))}</td>" if missing else "<td></td>",
            _number(section.get("footnotes", 0)), _number(section.get("figures", 0)), _number(section.get("seams", 0)),
            _link(section["id"], doubts[section["id"]]),
        ]  # fmt: skip
        rows.append(
            f'<tr class="level{min(max(section["level"], 0), 3)}">'
            f'<th scope="row">{escape(number + section["title"])}</th>{"".join(cells)}</tr>'
        )
    whole = entries.get("")
    note = ""
    if whole:
        apart = len(whole["notes_without_mark"]) + len(whole["marks_without_note"])
        note = f"<p>The notes are numbered through the whole book: {whole['joined']} joined, {apart} not.</p>"
    heads = "paragraphs marks notes joined repaired missing footnotes figures seams doubts".split()
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    return (
        f'<section><h2>Ledger</h2>{note}<div class="wide" tabindex="0" role="region" aria-label="Ledger">'
        f'<table class="ledger"><thead><tr><th scope="col">division</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></section>\n"
    )


def _number(value: int) -> str:
    return f"<td>{value}</td>" if value else "<td></td>"


def _link(section: str, count: int) -> str:
    return f'<td><a href="#d-{escape(section)}">{count}</a></td>' if count else "<td></td>"


def _section_of(doubt: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]) -> str:
    """The division a doubt belongs to: by the id of its block, or by its line."""
    name = doubt.get("id", "")
    best = ""
    for section in sections:
        own = section["id"]
        if (name == own or name.startswith(f"{own}.")) and len(own) > len(best):
            best = own
    if not best:
        for section in sections:
            if section["line"] <= doubt["line"]:
                best = section["id"]
    return best


def _doubts(report: Mapping[str, Any]) -> str:
    doubts = report["doubts"]
    by_rule = Counter(doubt["rule"] for doubt in doubts)
    options = "".join(f'<option value="{rule}">{rule} ({count})</option>' for rule, count in sorted(by_rule.items()))
    severities = "".join(f'<option value="{key}">{word}</option>' for key, word in _SEVERITY.items())
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for doubt in doubts:
        groups.setdefault(_section_of(doubt, report["sections"]), []).append(doubt)
    titles = {section["id"]: section["title"] for section in report["sections"]}
    order = [section["id"] for section in report["sections"]]
    parts = [
        f"<section id=doubts><h2>Doubts <span class=count>{len(doubts)}</span></h2>",
        f"<p>{', '.join(f'{count} {rule}' for rule, count in by_rule.most_common())}.</p>"
        if doubts
        else "<p>None.</p>",
        '<form id="filter" hidden><label>Rule <select id="rule"><option value="">all</option>'
        f'{options}</select></label> <label>Weight <select id="severity"><option value="">all</option>{severities}'
        '</select></label> <label>Words <input type="search" id="words"></label> <output id="shown"></output></form>',
    ]
    for name in sorted(groups, key=lambda key: order.index(key) if key in order else -1):
        own = groups[name]
        heading = escape(titles.get(name, "")) or "Before the first division"
        items = "".join(_doubt(doubt) for doubt in own)
        parts.append(
            f'<details open class="group" id="d-{escape(name)}"><summary>{heading} <span class=count>{len(own)}</span>'
            f"</summary><ol>{items}</ol></details>"
        )
    return "".join([*parts, "</section>\n"])


def _doubt(doubt: Mapping[str, Any]) -> str:
    place = (
        ""
        if not doubt["line"]
        else f"line {doubt['line']}" + (f"–{doubt['last_line']}" if doubt["last_line"] > doubt["line"] else "")
    )
    tei = f"{'; ' if place else ''}in the TEI {escape(doubt['id'])}" if doubt["id"] else ""
    tei += f", line {doubt['tei_line']}" if doubt["tei_line"] else ""
    decided = f"<p class=decided>{escape(doubt['decision'])} ({_CERT[doubt['cert']]})</p>" if doubt["decision"] else ""
    hint = f"<p class=hint>{escape(doubt['hint'])}</p>" if doubt["hint"] else ""
    context = f"<blockquote>{escape(doubt['context'])}</blockquote>" if doubt["context"] else ""
    overrule = (
        "<details class=overrule><summary>decide otherwise in the profile</summary>"
        f"<pre>{escape(doubt['overrule'])}</pre></details>"
        if doubt["overrule"]
        else ""
    )
    return (
        f'<li class="doubt {doubt["severity"]}" data-rule="{doubt["rule"]}" data-severity="{doubt["severity"]}" '
        f'tabindex="-1"><p><a class="rule" href="#rule-{doubt["rule"]}">{doubt["rule"]}</a> '
        f"{escape(doubt['message'])}. "
        f"<span class=place>{place}{tei}</span></p>{context}{decided}{hint}{overrule}</li>"
    )


def _detected(detected: Iterable[Mapping[str, Any]]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(item["setting"])}</code></th><td>{escape(str(item["value"]))}</td>'
        f"<td>{escape(item['reason'])}</td></tr>"
        for item in detected
    )
    if not rows:
        return ""
    return (
        "<section><h2>What was found out about the book</h2>"
        '<div class="wide" tabindex="0" role="region" aria-label="Found out"><table class="found">'
        '<thead><tr><th scope="col">setting</th><th scope="col">value</th><th scope="col">why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></section>\n"
    )


def _furniture(furniture: Mapping[str, Sequence[int | str]]) -> str:
    """What is not in the words of the TEI: signs of emphasis, numbers of notes, hyphens; with the lines."""
    items = "".join(
        f"<li><details><summary>{escape(kind)} <span class=count>{len(lines)}</span></summary>"
        f"<p>{_where(lines)}</p></details></li>"
        for kind, lines in furniture.items()
        if lines
    )
    return f"<section><h2>Signs that are no words of the text</h2><ul>{items}</ul></section>\n" if items else ""


def _where(said: Sequence[int | str]) -> str:
    """The lines at which signs stand; of a document, which has no lines, the words themselves."""
    if all(isinstance(one, int) for one in said):
        return f"lines {', '.join(map(str, dict.fromkeys(said)))}"
    return " | ".join(escape(str(one)) for one in said)


def _rules(rules: Iterable[str]) -> str:
    known = manual()
    items = "".join(
        f'<li id="rule-{rule}"><details><summary><code>{rule}</code> '
        f"{escape(known[rule].partition(chr(10))[0])}</summary><pre>{escape(known[rule].partition(chr(10))[2].strip())}</pre></details></li>"
        for rule in sorted(rules)
        if rule in known
    )
    return f"<section><h2>What the rules mean</h2><ul>{items}</ul></section>\n" if items else ""

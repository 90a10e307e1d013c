"""The import report for people: one HTML page of what was found, what is doubtful, and how to decide otherwise.

In: the report of an import as JSON holds it. Out: a page that needs nothing else: no network, complete without scripts;
scripts only filter. All text of the source is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from edition.checks import pages as manual_pages
from edition.import_report.doubts import Divisions, doubts_section
from edition.import_report.words import ANCHORS, CERT, COUNTS, GROUPS, LEDGER

__all__ = ["report_page"]


def report_page(report: Mapping[str, Any]) -> bytes:
    """The page, in UTF-8."""
    title = escape(report["title"])
    author = f' <span class="author">{escape(report["author"])}</span>' if report["author"] else ""
    divisions = Divisions(report["sections"])
    manual = manual_pages()
    parts = [
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Import of {title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_resource('report.css')}</style></head>\n<body>\n<header><h1>{title}{author}</h1>",
        f"<p>Imported from <code>{escape(report['source'])}</code>. {_verdict(report)}</p></header>\n<main>\n",
        _figures(report["counts"]),
        _ledger(report, divisions),
        doubts_section(report["doubts"], divisions, manual),
        _footnotes(report["footnotes"]),
        _pages(report["pages"]),
        _detected(report["detected"]),
        _furniture(report["furniture"]),
        _residue(report["blocks"]),
        _rules({doubt["rule"] for doubt in report["doubts"]}, manual),
        f"</main>\n<script>{_resource('report.js')}</script>\n</body></html>\n",
    ]
    return "".join(parts).encode("utf-8")


def _resource(name: str) -> str:
    return files("edition.import_report").joinpath(name).read_text(encoding="utf-8")


def _verdict(report: Mapping[str, Any]) -> str:
    """What an editor wants to know first."""
    lost = report["counts"]["tokens_lost"]
    look = sum(1 for doubt in report["doubts"] if doubt["severity"] != "info")
    words = "No word was lost" if not lost else f'<strong class="bad">{_many(lost, "word")} lost</strong>'
    if not look:
        return f"{words}; nothing needs a decision."
    return f'{words}; <a href="#doubts">{_many(look, "place")} to look at</a>.'


def _many(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _figures(counts: Mapping[str, int]) -> str:
    parts = []
    for heading, keys in GROUPS:
        told = [key for key in keys if counts.get(key) or key.startswith("tokens")]
        if not told:
            continue
        items = "".join(
            f"<div{_bad(key, counts)}><dt>{COUNTS[key]}</dt><dd>{counts.get(key, 0):,}</dd></div>" for key in told
        )
        head = f"<h2>{heading}</h2>" if heading else ""
        parts.append(f'<div class="figures{"" if heading else " first"}">{head}<dl>{items}</dl></div>')
    return f'<section aria-label="Figures">{"".join(parts)}</section>\n'


def _bad(key: str, counts: Mapping[str, int]) -> str:
    return ' class="bad"' if key == "tokens_lost" and counts[key] else ""


def _ledger(report: Mapping[str, Any], divisions: Divisions) -> str:
    """Each division with its marks, notes, footnotes, figures, seams and doubts."""
    entries = {entry["section"]: entry for entry in report["ledger"]}
    look = Counter(divisions.of(doubt) for doubt in report["doubts"] if doubt["severity"] != "info")
    told = {divisions.of(doubt) for doubt in report["doubts"]}
    rows = []
    for section in report["sections"]:
        name = section["id"]
        entry = entries.get(name, {})
        values = {**section, **{key: entry.get(key, 0) for key in ("marks", "notes", "joined", "repaired")}}
        missing = [*map(str, entry.get("notes_without_mark", ())), *entry.get("marks_without_note", ())]
        cells = []
        for key, _ in LEDGER:
            if key == "missing":
                cells.append(f'<td class="missing">{escape(", ".join(missing))}</td>' if missing else "<td></td>")
            elif key == "doubts":
                cells.append(f'<td><a href="#d-{escape(name)}">{look[name]}</a></td>' if look[name] else "<td></td>")
            elif key == "joined" and values["joined"] < values["notes"]:
                cells.append(f"<td>{_bar(values['joined'], values['notes'])}{values['joined']}</td>")
            else:
                cells.append(f"<td>{values.get(key) or ''}</td>")
        title = escape(divisions.titles[name])
        head = f'<a class="quiet" href="#d-{escape(name)}">{title}</a>' if name in told else title
        level = min(max(section["level"], 0), 3)
        rows.append(f'<tr class="level{level}"><th scope="row">{head}</th>{"".join(cells)}</tr>')
    whole = entries.get("")
    note = ""
    if whole:
        apart = len(whole["notes_without_mark"]) + len(whole["marks_without_note"])
        note = f"<p>The notes are numbered through the whole book: {whole['joined']} joined, {apart} not.</p>"
    head = "".join(f'<th scope="col">{word.replace("-", "&shy;")}</th>' for _, word in LEDGER)
    return (
        f'<section id="ledger"><h2>Ledger</h2>{note}<div class="wide" tabindex="0" role="region" aria-label="Ledger">'
        f'<table class="ledger"><thead><tr><th scope="col">division</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div></section>\n"
    )


def _bar(joined: int, notes: int) -> str:
    """A short line: how many of the notes have their mark, and how many lack it."""
    return f'<span class="bar" style="--part:{joined / notes:.3f}"></span>'


def _table(label: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are HTML already; the first is the head of its row."""
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table class="listed"><thead><tr>{head}'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _footnotes(footnotes: Sequence[Mapping[str, Any]]) -> str:
    if not footnotes:
        return ""
    rows = [
        (
            f"<code>{escape(item['id'])}</code>",
            str(item["line"]),
            escape(ANCHORS.get(item["anchor"], item["anchor"])),
            str(item.get("anchor_line", "")),
        )
        for item in footnotes
    ]
    kinds = Counter(ANCHORS.get(item["anchor"], item["anchor"]).partition(";")[0] for item in footnotes)
    told = ", ".join(f"{count} {escape(kind)}" for kind, count in kinds.most_common())
    table = _table("Footnotes", ("note", "line", "where its mark is", "line of the mark"), rows)
    return (
        f'<section><h2>Footnotes <span class="count">{len(footnotes)}</span></h2><p>{told[:1].upper() + told[1:]}.</p>'
        f"<details><summary>each of them</summary>{table}</details></section>\n"
    )


def _pages(pages: Sequence[Mapping[str, Any]]) -> str:
    if not pages:
        return ""
    certs = Counter(page["cert"] for page in pages)
    told = ", ".join(f"{certs[cert]} {word}" for cert, word in CERT.items() if certs[cert])
    rows = [
        (escape(str(page["n"])), str(page["line"]), CERT[page["cert"]], escape(", ".join(page["evidence"])))
        for page in pages
    ]
    table = _table("Pages", ("page", "line", "how sure", "evidence"), rows)
    return (
        f'<section><h2>Pages of the print <span class="count">{len(pages)}</span></h2><p>Their numbers: {told}.</p>'
        f"<details><summary>each of them</summary>{table}</details></section>\n"
    )


def _detected(detected: Iterable[Mapping[str, Any]]) -> str:
    rows = [
        (f"<code>{escape(item['setting'])}</code>", escape(str(item["value"])), escape(item["reason"]))
        for item in detected
    ]
    if not rows:
        return ""
    table = _table("What was found out", ("setting", "value", "why"), rows)
    return f"<section><h2>What was found out about the book</h2>{table}</section>\n"


def _furniture(furniture: Mapping[str, Sequence[int | str]]) -> str:
    """What is not in the words of the TEI: signs of emphasis, numbers of notes, hyphens; with the lines."""
    items = "".join(
        f'<li><details><summary>{escape(kind)} <span class="count">{len(lines)}</span></summary>'
        f"<p>{_where(lines)}</p></details></li>"
        for kind, lines in furniture.items()
        if lines
    )
    return f"<section><h2>Signs that are no words of the text</h2><ul>{items}</ul></section>\n" if items else ""


def _where(said: Sequence[int | str]) -> str:
    """The lines at which signs stand; of a document, which has no lines, the words themselves."""
    if all(isinstance(one, int) for one in said):
        return f"Lines {', '.join(map(str, dict.fromkeys(said)))}."
    return " | ".join(escape(str(one)) for one in said)


def _residue(blocks: Sequence[Sequence[Any]]) -> str:
    """What was set apart as residue of the scan, with its lines."""
    own = [block for block in blocks if str(block[0]).startswith("residue.")]
    if not own:
        return ""
    lines = ", ".join(f"{block[2]}" if block[2] == block[3] else f"{block[2]}–{block[3]}" for block in own)
    return (
        f'<section><h2>Residue of the scan <span class="count">{len(own)}</span></h2><details><summary>kept in '
        f"<code>div type=&quot;residue&quot;</code>, shown in no edition</summary><p>Lines {lines}.</p></details>"
        "</section>\n"
    )


def _rules(rules: Iterable[str], manual: Mapping[str, str]) -> str:
    """The manual pages of the rules, as edition explain prints them."""
    items = "".join(
        f'<li id="rule-{rule}"><details><summary><code>{rule}</code> {escape(manual[rule].partition(chr(10))[0])}'
        f"</summary><pre>{escape(manual[rule].partition(chr(10))[2].strip())}</pre></details></li>"
        for rule in sorted(rules)
        if rule in manual
    )
    return f"<section><h2>What the rules mean</h2><ul>{items}</ul></section>\n" if items else ""

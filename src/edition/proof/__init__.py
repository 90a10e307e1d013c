"""The proof-reading view: each block of the TEI beside the lines of the source that it came from, doubts marked.

In: the lines of the source, the document, for each row its lines, the doubts and corrections of the import's report.
Out: one HTML page that needs nothing else: no network, complete without scripts; scripts step from doubt to doubt and
save the decisions about corrections as a file. Nothing of the source is markup in it: all is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any, Final

from lxml import etree

from edition.proof.blocks import Shown, row_elements, shown
from edition.tei import TEI, XML_ID

__all__ = ["proof"]

_CERT: Final = {"high": "sure", "medium": "likely", "low": "a guess"}


def proof(
    lines: Sequence[str],
    document: bytes,
    rows: Sequence[Sequence[int]],
    report: Mapping[str, Any],
) -> bytes:
    """The page. ``rows``: the source lines (from 1) of each row element of the document, in document order."""
    root = etree.fromstring(document, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True))
    elements = row_elements(root)
    if len(elements) != len(rows):
        raise ValueError(f"{len(elements)} rows in the document, but lines for {len(rows)}")
    remarks = _Remarks(report)
    told: set[int] = {line for own in rows for line in own}
    parts = [_head(report)]
    heading = None
    for element, own in zip(elements, rows, strict=True):
        division = _division(element)
        if division is not heading and division is not None:
            heading = division
            parts.append(_division_head(division))
        parts.append(_row(own, shown(element), lines, remarks))
    parts.append(_left_out(lines, told, remarks))
    parts.append(_foot(report))
    return "".join(parts).encode("utf-8")


class _Remarks:
    """Doubts and corrections by line, each given out once."""

    def __init__(self, report: Mapping[str, Any]) -> None:
        self.doubts: dict[int, list[Mapping[str, Any]]] = {}
        for doubt in report["doubts"]:
            self.doubts.setdefault(doubt["line"], []).append(doubt)
        self.corrections: dict[int, list[Mapping[str, Any]]] = {}
        for row in report.get("corrections", ()):
            self.corrections.setdefault(row["line"], []).append(row)
        self.count = 0

    def marks(self, line: int) -> list[tuple[int, int, str]]:
        """Start, end (0: one word) and class of what is marked on a line."""
        found = [(d["column"] - 1, 0, f"doubt {d['severity']}") for d in self.doubts.get(line, ())]
        found += [
            (c["column"] - 1, c["column"] - 1 + len(c["found"]), "proposal") for c in self.corrections.get(line, ())
        ]
        return sorted(set(found))

    def take(self, line: int) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
        """The doubts and corrections of a line, once."""
        return self.doubts.pop(line, []), self.corrections.pop(line, [])


def _row(own: Sequence[int], block: Shown, lines: Sequence[str], remarks: _Remarks) -> str:
    source = "".join(_line(number, lines, remarks) for number in own)
    doubts: list[Mapping[str, Any]] = []
    corrections: list[Mapping[str, Any]] = []
    for number in own:
        some, others = remarks.take(number)
        doubts += some
        corrections += others
    kind = "row" + (" has" if doubts or corrections else "")
    name = f'<span class="id">{escape(block.label)}</span>'
    said = _remarks(doubts, corrections)
    language = f' lang="{escape(block.language)}"' if block.language else ""
    return (
        f'<article class="{kind}"><div class="source">{source}</div>'
        f'<div class="tei"{language}>{name}{block.html}</div>{said}</article>\n'
    )


def _line(number: int, lines: Sequence[str], remarks: _Remarks) -> str:
    """A line of the source with its number; what is doubtful in it is marked."""
    text = lines[number - 1]
    out: list[str] = []
    at = 0
    for start, end, kind in remarks.marks(number):
        start = max(start, 0)
        if start < at or start > len(text):
            continue
        if not end:
            space = text.find(" ", start + 1)
            end = min(space if space > 0 else len(text), start + 24)
        out += [escape(text[at:start]), f'<mark class="{kind}">', escape(text[start:end]), "</mark>"]
        at = end
    out.append(escape(text[at:]))
    return f'<p id="L{number}"><span class="n">{number}</span> {"".join(out)}</p>'


def _remarks(doubts: Sequence[Mapping[str, Any]], corrections: Sequence[Mapping[str, Any]]) -> str:
    if not doubts and not corrections:
        return ""
    out = []
    for doubt in doubts:
        decision = f" <b>{escape(doubt['decision'])}</b>, {_CERT.get(doubt['cert'], '')}." if doubt["decision"] else ""
        hint = f' <span class="hint">{escape(doubt["hint"])}</span>' if doubt.get("hint") else ""
        out.append(
            f'<li class="{doubt["severity"]}" tabindex="-1"><code>{escape(doubt["rule"])}</code> '
            f"{escape(doubt['message'])}.{decision}{hint}</li>"
        )
    for row in corrections:
        state = {"accept": "accepted", "refuse": "refused"}.get(row["decision"], "undecided")
        out.append(
            f'<li class="correction" tabindex="-1" data-id="{escape(row["id"])}"><del>{escape(row["found"])}</del> '
            f'<ins>{escape(row["proposed"]) or "∅"}</ins> <span class="state">{state}</span></li>'
        )
    return f'<ul class="remarks">{"".join(out)}</ul>'


def _left_out(lines: Sequence[str], told: set[int], remarks: _Remarks) -> str:
    """Lines that are in no block: signs without words. They are shown, so that the page shows every line."""
    rest = [number for number, text in enumerate(lines, 1) if text.strip() and number not in told]
    loose = [
        number for number in {**remarks.doubts, **remarks.corrections} if number not in rest and number <= len(lines)
    ]
    out = ['<h2 id="left-out">Lines that are in no block</h2>\n'] if rest or loose else []
    for number in sorted({*rest, *loose}):
        line = _line(number, lines, remarks)
        said = _remarks(*remarks.take(number))
        kind = "row has" if said else "row"
        out.append(f'<article class="{kind}"><div class="source">{line}</div><div class="tei"></div>{said}</article>\n')
    return "".join(out)


def _division(element: etree._Element) -> etree._Element | None:
    for above in element.iterancestors(f"{{{TEI}}}div", f"{{{TEI}}}front", f"{{{TEI}}}titlePage"):
        return above
    return None


def _division_head(division: etree._Element) -> str:
    name = division.get(XML_ID) or etree.QName(division).localname
    return f'<h2 id="{escape(name)}">{escape(name)}</h2>\n'


def _resource(name: str) -> str:
    return files("edition.proof").joinpath(name).read_text(encoding="utf-8")


def _head(report: Mapping[str, Any]) -> str:
    title = escape(report["title"])
    doubts, corrections = len(report["doubts"]), len(report.get("corrections", ()))
    proposals = f", {corrections} corrections" if corrections else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Proof: {title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_resource('proof.css')}</style></head>\n<body>\n<header><h1>{title}</h1>"
        f"<p>{escape(report['source'])}: {doubts} doubts{proposals}. On the left the source, line by line; on "
        "the right what the import made of it.</p></header>\n"
        '<div class="bar"><input type="checkbox" id="only"><label for="only">only what is doubtful</label>'
        '<nav id="steps" hidden aria-label="Doubts"><button type="button" id="back">previous <kbd>k</kbd></button>'
        '<button type="button" id="on">next <kbd>j</kbd></button>'
        '<button type="button" id="save" hidden>save decisions</button> <span id="place" role="status"></span></nav>'
        "</div>\n<main>\n"
    )


def _foot(report: Mapping[str, Any]) -> str:
    rows = json.dumps(list(report.get("corrections", ())), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'</main>\n<script type="application/json" id="corrections">{rows}</script>\n'
        f"<script>{_resource('proof.js')}</script>\n</body></html>\n"
    )

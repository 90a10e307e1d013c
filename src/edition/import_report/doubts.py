"""The doubts of an import on the report page: by division, in it by rule, those for information folded away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from edition.import_report.words import CERT, SEVERITY

__all__ = ["Divisions", "doubts_section"]

Doubt = Mapping[str, Any]
_ORDER: Final = {"error": 0, "warning": 1, "info": 2}


class Divisions:
    """To which division each doubt belongs: by the id of its block, or by its line."""

    def __init__(self, sections: Sequence[Mapping[str, Any]]) -> None:
        self.ids = [section["id"] for section in sections]
        self.known = frozenset(self.ids)
        self.starts = [(section["line"], section["id"]) for section in sections]
        self.titles = {
            section["id"]: (f"{section['n']}. " if section["n"] is not None else "") + section["title"]
            for section in sections
        }

    def of(self, doubt: Doubt) -> str:
        """The id of the innermost division; empty for what stands before the first."""
        name = doubt["id"]
        while name and name not in self.known:
            name = name.rpartition(".")[0]
        if name or not self.starts:
            return str(name)
        return max(((line, own) for line, own in self.starts if line <= doubt["line"]), default=(0, ""))[1]


def doubts_section(doubts: Sequence[Doubt], divisions: Divisions, manual: Mapping[str, str]) -> str:
    """The whole section: an overview of the rules, filters (shown by the script), the doubts."""
    if not doubts:
        return '<section id="doubts"><h2>Doubts</h2><p>There are none.</p></section>\n'
    groups: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        groups.setdefault(divisions.of(doubt), []).append(doubt)
    order = {name: n for n, name in enumerate(divisions.ids)}
    parts = [
        f'<section id="doubts"><h2>Doubts <span class="count">{len(doubts)}</span></h2>',
        _overview(doubts, manual),
        _filters(doubts),
    ]
    for name in sorted(groups, key=lambda key: order.get(key, -1)):
        heading = escape(divisions.titles.get(name, "")) or "Before the first division"
        own = groups[name]
        look = [doubt for doubt in own if doubt["severity"] != "info"]
        told = [doubt for doubt in own if doubt["severity"] == "info"]
        folded = (
            f'<details class="told"{"" if look else " open"}><summary>{SEVERITY["info"]} '
            f'<span class="count">{len(told)}</span></summary>{_rules(told, manual)}</details>'
            if told
            else ""
        )
        parts.append(
            f'<section class="group" id="d-{escape(name)}"><h3>{heading} <span class="count">{len(own)}</span></h3>'
            f"{_rules(look, manual)}{folded}</section>"
        )
    return "".join([*parts, "</section>\n"])


def _overview(doubts: Sequence[Doubt], manual: Mapping[str, str]) -> str:
    counts = Counter((doubt["severity"], doubt["rule"]) for doubt in doubts)
    rows = []
    for (severity, rule), count in sorted(counts.items(), key=lambda item: (_ORDER[item[0][0]], -item[1], item[0][1])):
        rows.append(
            f'<tr class="{severity}"><td class="number">{count}</td><td>{SEVERITY[severity]}</td>'
            f'<th scope="row">{_link(rule, manual)}</th><td>{escape(_title(rule, manual))}</td></tr>'
        )
    return (
        '<div class="wide" tabindex="0" role="region" aria-label="Doubts by rule"><table class="rules"><thead><tr>'
        '<th scope="col" class="number">number</th><th scope="col">weight</th><th scope="col">rule</th>'
        f'<th scope="col">what it says</th></tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _link(rule: str, manual: Mapping[str, str]) -> str:
    return f'<a class="rule" href="#rule-{rule}">{rule}</a>' if rule in manual else f'<span class="rule">{rule}</span>'


def _title(rule: str, manual: Mapping[str, str]) -> str:
    return manual.get(rule, "").partition("\n")[0]


def _filters(doubts: Sequence[Doubt]) -> str:
    rules = sorted({doubt["rule"] for doubt in doubts})
    options = "".join(f'<option value="{rule}">{rule}</option>' for rule in rules)
    severities = "".join(f'<option value="{key}">{word}</option>' for key, word in SEVERITY.items())
    return (
        '<form id="filter" hidden><label>Rule <select id="rule"><option value="">all</option>'
        f'{options}</select></label> <label>Weight <select id="severity"><option value="">all</option>{severities}'
        '</select></label> <label>Words <input type="search" id="words"></label> '
        '<output id="shown"></output> <span class="keys"><kbd>j</kbd> next, <kbd>k</kbd> previous</span></form>'
    )


def _rules(doubts: Sequence[Doubt], manual: Mapping[str, str]) -> str:
    """The doubts of one division, by rule; what all of a rule share is said once."""
    rules: dict[str, list[Doubt]] = {}
    for doubt in sorted(doubts, key=lambda one: _ORDER[one["severity"]]):
        rules.setdefault(doubt["rule"], []).append(doubt)
    parts = []
    for rule, own in rules.items():
        hints = {doubt["hint"] for doubt in own}
        shared = next(iter(hints)) if len(hints) == 1 else ""
        head = f"{_link(rule, manual)} {escape(_title(rule, manual))}"
        hint = f'<p class="hint">{escape(_sentence(shared))}</p>' if shared else ""
        items = "".join(_doubt(doubt, shared) for doubt in own)
        parts.append(f'<div class="of-rule"><h4>{head}</h4>{hint}<ol>{items}</ol></div>')
    return "".join(parts)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words[-1:] in ".:?" else ".")


def _doubt(doubt: Doubt, shared: str) -> str:
    place = f"line {doubt['line']}" if doubt["line"] else ""
    place += f"–{doubt['last_line']}" if doubt["line"] < doubt["last_line"] and place else ""
    tei = f", in the TEI <code>{escape(doubt['id'])}</code>" if doubt["id"] else ""
    tei += f" on line {doubt['tei_line']}" if doubt["tei_line"] else ""
    hint = f'<p class="hint">{escape(_sentence(doubt["hint"]))}</p>' if doubt["hint"] not in ("", shared) else ""
    decided = (
        f'<p class="decided">{escape(_sentence(doubt["decision"]))} <span class="cert">{CERT[doubt["cert"]]}</span></p>'
        if doubt["decision"]
        else ""
    )
    return (
        f'<li class="doubt {doubt["severity"]}" data-rule="{doubt["rule"]}" data-severity="{doubt["severity"]}" '
        f'tabindex="-1"><p class="message">{escape(_sentence(doubt["message"]))} '
        f'<span class="place">{place}{tei}</span></p>{_context(doubt)}{decided}{hint}{_otherwise(doubt)}</li>'
    )


def _context(doubt: Doubt) -> str:
    words = doubt["context"]
    if not words.strip():
        return ""
    start, end = doubt["context_mark"]
    if doubt["column"] == 1 and f'"{words[start:end]}"' not in doubt["message"]:
        start = end = 0  # the doubt is about the whole of it
    before, place, behind = (escape(part) for part in (words[:start], words[start:end], words[end:]))
    return f"<blockquote>{before}{f'<mark>{place}</mark>' if place.strip() else place}{behind}</blockquote>"


def _otherwise(doubt: Doubt) -> str:
    edit = f"<p>{escape(_sentence(doubt['edit']))}</p>" if doubt["edit"] else ""
    snippet = (
        f'<p>Or in the profile:</p><pre class="snippet">{escape(doubt["overrule"].strip())}</pre>'
        if doubt["overrule"]
        else ""
    )
    if not edit and not snippet:
        return ""
    return f'<details class="otherwise"><summary>decide otherwise</summary>{edit}{snippet}</details>'

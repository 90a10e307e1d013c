"""Decisions about suggestions, in a table that stands under version control: registers/decisions.tsv.

In: the table and suggestions. Out: for each suggestion what was decided, if anything. A row is about one place, known
by its id, and where the text around it was edited, by its words and what stands beside them; or, with the id "*", about
a form: in the whole book, or in one division. A row about a place beats one about a form, a form in a division beats
one in the book. What cannot be read is a finding with its line, and nothing is lost: rows that no longer find their
place stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from edition.diagnostic import Diagnostic, EditionError, Location, Severity
from edition.enrich.authority import Entry
from edition.enrich.forms import plain
from edition.enrich.suggestions import ELEMENTS, Suggestion
from edition.enrich.tables import read_table

__all__ = ["COLUMNS", "STATUSES", "Decision", "Decisions", "format_decisions", "read_decisions"]

COLUMNS: Final = ("id", "status", "type", "ref", "surface", "left", "right", "block", "rule", "by", "date", "note")
STATUSES: Final = ("accept", "reject", "change", "skip")
#: How alike the words around a place must be for a decision to be taken over after an edit.
_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. ``block`` is the block of a place, or the division to which a rule about a form is bound."""

    id: str
    status: str
    type: str = ""
    ref: str = ""
    surface: str = ""
    left: str = ""
    right: str = ""
    block: str = ""
    rule: str = ""
    by: str = ""
    date: str = ""
    note: str = ""

    @property
    def group(self) -> bool:
        """Whether it is about a form, not about a place."""
        return self.id == "*"

    @property
    def key(self) -> tuple[str, ...]:
        """What a later decision about the same thing replaces."""
        return ("*", self.type, plain(self.surface), self.block) if self.group else (self.id,)


@dataclass(slots=True)
class Decisions:
    """The rows of a table, and what they say of suggestions."""

    rows: list[Decision] = field(default_factory=list)

    def by_id(self) -> dict[str, Decision]:
        """Decisions about places by their ids."""
        return {row.id: row for row in self.rows if not row.group}

    def put(self, row: Decision) -> None:
        """Add a row in place of an earlier one about the same thing."""
        self.rows = [one for one in self.rows if one.key != row.key]
        self.rows.append(row)

    def remove(self, key: tuple[str, ...]) -> None:
        """Take back what was decided about a thing."""
        self.rows = [one for one in self.rows if one.key != key]

    def match(
        self, suggestions: Sequence[Suggestion], divisions: dict[str, set[str]] | None = None
    ) -> dict[str, Decision]:
        """The decision about each suggestion, by the id of the suggestion. ``divisions`` gives for a block the
        divisions it stands in.
        """
        found: dict[str, Decision] = {}
        singles = self.by_id()
        ids = {row.id for row in suggestions}
        for suggestion in suggestions:
            if suggestion.id in singles:
                found[suggestion.id] = singles[suggestion.id]
        self._moved([row for row in singles.values() if row.id not in ids], suggestions, found)
        groups = [row for row in self.rows if row.group]
        if groups:
            self._groups(groups, suggestions, found, divisions or {})
        return found

    @staticmethod
    def _moved(lost: Iterable[Decision], suggestions: Sequence[Suggestion], found: dict[str, Decision]) -> None:
        """Decisions whose place was edited: by the same words in the same block, or else where the surroundings are
        most alike.
        """
        rows = [row for row in lost if row.surface]
        if not rows:
            return
        by_surface: dict[tuple[str, str], list[Suggestion]] = {}
        for suggestion in suggestions:
            if suggestion.id not in found:
                by_surface.setdefault((suggestion.kind, plain(suggestion.surface)), []).append(suggestion)
        for row in rows:
            best: tuple[float, Suggestion] | None = None
            for suggestion in by_surface.get((row.type, plain(row.surface)), ()):
                if suggestion.id in found:
                    continue
                likeness = _likeness(row, suggestion)
                if best is None or likeness > best[0]:
                    best = (likeness, suggestion)
            if best is not None and best[0] >= _ALIKE:
                found[best[1].id] = row

    @staticmethod
    def _groups(
        groups: Sequence[Decision],
        suggestions: Sequence[Suggestion],
        found: dict[str, Decision],
        divisions: dict[str, set[str]],
    ) -> None:
        by_form: dict[tuple[str, str], list[Decision]] = {}
        for row in groups:
            by_form.setdefault((row.type, plain(row.surface)), []).append(row)
        for suggestion in suggestions:
            if suggestion.id in found:
                continue
            rows = by_form.get((suggestion.kind, plain(suggestion.surface)), [])
            rows = rows + [row for row in by_form.get((suggestion.kind, plain(suggestion.form)), []) if row not in rows]
            near = divisions.get(suggestion.where, {suggestion.chapter})
            fitting = [row for row in rows if not row.block or row.block in near]
            # A rule for one entry says nothing of a homonym, unless it is a rejection or gives the entry anew.
            fitting = [
                row for row in fitting if row.status in ("change", "reject") or not row.ref or row.ref == suggestion.ref
            ]
            fitting = [row for row in fitting if row.status != "reject" or not row.ref or row.ref == suggestion.ref]
            if fitting:
                fitting.sort(key=lambda row: not row.block)
                found[suggestion.id] = fitting[0]


def _likeness(row: Decision, suggestion: Suggestion) -> float:
    here = plain(suggestion.left[-30:] + "|" + suggestion.right[:30])
    there = plain(row.left[-30:] + "|" + row.right[:30])
    likeness = SequenceMatcher(None, here, there).ratio()
    return likeness + (0.25 if row.block == suggestion.where else 0.0)


def read_decisions(path: Path, known: Mapping[str, Entry] | None = None) -> tuple[Decisions, list[Diagnostic]]:
    """The decisions of a file, and findings about rows that cannot be used. ``known`` are the entries there are."""
    try:
        rows = read_table(path, COLUMNS, ("id", "status"), "the table of decisions")
    except EditionError as error:
        at = error.at or Location(path, 1, 1)
        return Decisions(), [Diagnostic("unusable-decision", Severity.ERROR, error.message, at, error.hint)]
    decisions, findings = Decisions(), []
    lines: dict[tuple[str, ...], tuple[int, Decision]] = {}
    for number, cells in rows:
        values = {name: _opened(cell) for name, cell in cells.items()}
        fault = _wrong(values, known)
        if fault:
            findings.append(_fault(path, number, *fault))
            continue
        row = Decision(**values)
        line, earlier = lines.setdefault(row.key, (number, row))
        if earlier is not row and (earlier.status, earlier.ref) != (row.status, row.ref):
            message = f"two decisions about one thing: {earlier.status} in line {line}, {row.status} in line {number}"
            findings.append(_fault(path, number, message, "take out the one that does not hold"))
            continue
        if earlier is row:
            decisions.rows.append(row)
    return decisions, findings


#: What the entry of a tag is; a citation leads to works.
_LEADS_TO: Final = {"person": ("person",), "place": ("place",), "org": ("org",), "event": ("event",)}
_WORKS: Final = ("work", "cited")
_VALUE: Final = re.compile(
    r"(?:(?:when|from|to|notBefore|notAfter)=(?:-?\d{4}(?:-\d\d(?:-\d\d)?)?|--\d\d(?:-\d\d)?|---\d\d)(?: |$))+"
)
_SCOPE: Final = re.compile(r"(?:(?:unit|from|to)=[^\s=]+(?: |$))+")


def _wrong(values: dict[str, str], entries: Mapping[str, Entry] | None) -> tuple[str, str] | None:
    status, kind = values.get("status", ""), values.get("type", "")
    if not values.get("id"):
        return "a decision has no id", 'the id of a suggestion, or "*" for a rule about a form'
    if status not in STATUSES:
        return f'a decision cannot be "{status}"', f"it is one of {', '.join(STATUSES)}"
    if kind and kind not in ELEMENTS:
        return f'a decision is about a "{kind}"', f"the type is one of {', '.join(ELEMENTS)}"
    if values["id"] == "*" and not (kind and values.get("surface")):
        return "a rule about a form has no type or no form", "fill in the columns type and surface"
    ref = values.get("ref", "")
    if status == "change" and not ref:
        return "a change does not say to what", "put the id of the entry into the column ref"
    if status not in ("change", "accept") or not ref:
        return None
    if kind == "date":
        hint = "such as when=1921-05-04, or from=1921 to=1923"
        return None if _VALUE.fullmatch(ref) else (f'"{ref}" is no date', hint)
    if kind == "scope":
        return None if _SCOPE.fullmatch(ref) else (f'"{ref}" is no range', "such as unit=page from=12 to=15")
    if entries is None:
        return None
    if ref not in entries:
        return f'the registers have no entry "{ref}"', "make the entry first, or mend the id"
    wanted = _LEADS_TO.get(kind, _WORKS if kind else ())
    if wanted and entries[ref].kind not in wanted:
        return f'"{ref}" is no {kind} in the registers', f"it is a {entries[ref].kind}"
    return None


def _fault(path: Path, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic("unusable-decision", Severity.ERROR, message, Location(path, line, 1), hint)


def _opened(cell: str) -> str:
    return cell.replace("\\t", "\t").replace("\\n", "\n")


def _closed(cell: str) -> str:
    return cell.replace("\t", "\\t").replace("\r", " ").replace("\n", "\\n")


def format_decisions(decisions: Decisions) -> bytes:
    """The table: rules about forms first, then places, in an order that only what was decided can change."""
    rows = sorted(
        decisions.rows,
        key=lambda row: (
            not row.group,
            row.type if row.group else "",
            row.surface if row.group else "",
            row.block,
            row.id,
        ),
    )
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        lines.append("\t".join(_closed(getattr(row, name)) for name in COLUMNS))
    return ("\n".join(lines) + "\n").encode("utf-8")


def decided(
    suggestion: Suggestion, status: str, *, ref: str = "", by: str = "", date: str = "", note: str = ""
) -> Decision:
    """The row for a decision about a suggestion."""
    row = Decision(
        suggestion.id,
        status,
        suggestion.kind,
        ref or suggestion.ref,
        suggestion.surface,
        suggestion.left[-30:],
        suggestion.right[:30],
        suggestion.where,
        suggestion.rule,
    )
    return replace(row, by=by, date=date, note=note)

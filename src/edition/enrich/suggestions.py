"""Suggestions: what could be tagged, each with an id that its words give it, so that it survives edits elsewhere.

In: a reading, and what was found in it (names, dates). Out: suggestions in the order of the text. The id is a hash of
the block, the type, twenty letters on the left, the words, and twenty on the right; what only white space or markup
tells apart has the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.enrich.citations import Citation
from edition.enrich.dates import DateFound
from edition.enrich.forms import plain
from edition.enrich.persons import Found
from edition.enrich.reading import Block

__all__ = ["CONTEXT", "ELEMENTS", "REACH", "Suggestion", "identify", "suggestions_of"]

#: The letters on each side that make up an id.
REACH: Final = 20
#: The letters of context that a person is shown.
CONTEXT: Final = 60
#: The element that tags a type.
ELEMENTS: Final = {
    "person": "persName",
    "place": "placeName",
    "org": "orgName",
    "event": "rs",
    "work": "title",
    "date": "date",
    "citation": "bibl",
    "scope": "biblScope",
}
#: What is never applied without a decision.
_PENDING: Final = frozenset(
    {"given-name-conflict", "spelling-proposed", "patronymic-of-several", "unlisted", "learned"}
)


@dataclass(slots=True)
class Suggestion:
    """One suggestion. ``entry`` is the id in the registers, ``attributes`` are those of a date; ``pending`` says that
    it waits for a decision.
    """

    id: str
    kind: str
    block: int
    start: int
    end: int
    surface: str
    left: str
    right: str
    where: str
    chapter: str
    page: str
    entry: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    rule: str = ""
    cert: str = "high"
    score: float = 1.0
    rivals: tuple[str, ...] = ()
    pending: bool = False
    form: str = ""

    @property
    def ref(self) -> str:
        """What it points to: the id of an entry, or the value of a date ("when=1937-07")."""
        if self.kind in ("date", "scope"):
            return " ".join(f"{name}={value}" for name, value in self.attributes.items())
        return self.entry


def identify(block: str, kind: str, text: str, start: int, end: int) -> str:
    """The id of a stretch of text as a suggestion."""
    parts = (
        block,
        kind,
        plain(text[max(0, start - REACH) : start]),
        plain(text[start:end]),
        plain(text[end : end + REACH]),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def suggestions_of(
    blocks: Sequence[Block],
    names: Iterable[Found],
    dates: Mapping[str, Iterable[tuple[int, DateFound]]],
    citations: Iterable[tuple[Citation, str]] = (),
) -> list[Suggestion]:
    """Suggestions of names and dates, in the order of the text. ``dates`` gives for each chapter its dates with the
    index of their block. Where a date stands within a name ("June 1957 Plenum"), the name stays.
    """
    rows: list[Suggestion] = []
    covered: dict[int, list[tuple[int, int]]] = {}
    for one in names:
        rows.append(_named(blocks[one.block], one))
        covered.setdefault(one.block, []).append((one.start, one.end))
    for found in dates.values():
        for index, date in found:
            if any(low < date.end and date.start < high for low, high in covered.get(index, ())):
                continue
            rows.append(_dated(blocks[index], index, date))
    for citation, entry in citations:
        rows += _cited(blocks[citation.block], citation, entry)
    rows.sort(key=lambda row: (row.block, row.start, -row.end))
    seen: dict[str, int] = {}
    for row in rows:
        number = seen.get(row.id, 0) + 1
        seen[row.id] = number
        if number > 1:
            row.id = f"{row.id}-{number}"
    return rows


def _row(block: Block, index: int, kind: str, start: int, end: int) -> Suggestion:
    text = block.text
    return Suggestion(
        identify(block.id, kind, text, start, end),
        kind,
        index,
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        block.id,
        block.about or block.division,
        block.page(start),
    )


def _named(block: Block, one: Found) -> Suggestion:
    row = _row(block, one.block, one.kind, one.start, one.end)
    row.entry = one.entry.id if one.entry is not None else ""
    row.rule, row.cert, row.score, row.rivals, row.form = one.rule, one.cert, one.score, one.rivals, one.form
    row.pending = one.entry is None or one.rule in _PENDING
    return row


def _cited(block: Block, citation: Citation, entry: str) -> Iterator[Suggestion]:
    """A citation, and the pages that it names."""
    row = _row(block, citation.block, "citation", citation.start, citation.end)
    row.entry, row.rule, row.cert = entry, f"cited-{citation.how}", citation.cert
    row.score = {"high": 0.95, "medium": 0.7, "low": 0.5}[citation.cert]
    yield row
    for scope in citation.scopes:
        part = _row(block, citation.block, "scope", scope.start, scope.end)
        part.attributes = {"unit": scope.unit, "from": scope.first, "to": scope.last}
        part.rule, part.score = "pages-cited", 0.95
        yield part


def _dated(block: Block, index: int, date: DateFound) -> Suggestion:
    row = _row(block, index, "date", date.start, date.end)
    row.attributes, row.rule, row.cert = dict(date.attributes), date.rule, date.cert
    row.score = {"high": 0.95, "medium": 0.7, "low": 0.5}[date.cert]
    row.form = row.surface
    return row

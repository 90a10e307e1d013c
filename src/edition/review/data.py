"""What the review page shows: entries, their forms, and each place where a form stands, with reasons and rivals.

In: a run of the tagger (nothing of it written). Out: plain lists and dictionaries for JSON. Groups come in the order in
which a look at them is worth most: names that fit nobody, spellings proposed, namesakes told apart by little, years
inferred, and then the rest by how often it occurs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from edition.enrich.authority import Entry
from edition.enrich.decisions import Decision
from edition.enrich.suggestions import CONTEXT, Suggestion
from edition.tagging.run import Tagged, TaggedText

__all__ = ["REASONS", "review_data"]

#: What a rule means, for those who decide.
REASONS: Final = {
    "full-name": "surname and given names agree",
    "surname": "the only bearer of the surname in the registers",
    "homonym": "several bear the name: told by the chapter, the index and how often each occurs",
    "homonym-left": "several bear the name, and this one is found nowhere else",
    "given-name-conflict": "the given names fit nobody in the registers",
    "variant": "another transliteration of the name",
    "plural": "a plural: a family",
    "spelling": "a spelling near a name that is found nowhere else",
    "spelling-proposed": "a spelling near a name that the index has in this chapter",
    "patronymic": "given name and patronymic without the surname",
    "patronymic-of-several": "given name and patronymic of several who are named in this chapter",
    "place": "a name of the place",
    "org": "a name of the organisation",
    "work": "a title",
    "event": "a name of the event",
    "short-form": "a shorter or adjectival form",
    "undated": "a meeting without its year: the only one of that month",
    "unlisted": "looks like a name, and is in no register",
    "learned": "learned from the tags of this book; in no register",
    "year-of-sentence": "the year is that of its sentence",
    "year-of-date-before": "the year is that of the last date before",
    "year-of-chapter": "the year is the commonest of its chapter",
    "year-of-same-day": "the same day stands in this chapter with its year",
    "no-year": "no year could be inferred",
    "cited-full": "the citation names the work in full",
    "cited-ibid": "the last work of the note before",
    "cited-short": "a short title, completed by author and words",
    "cited-henceforth": "a short form that the notes define",
    "cited-provisional": "no note names the work in full",
    "pages-cited": "pages or leaves of a work",
}
#: How much a look is worth, by rule; what is not here goes by its certainty.
_VALUE: Final = {
    "given-name-conflict": 9.0,
    "spelling-proposed": 8.0,
    "patronymic-of-several": 7.5,
    "homonym-left": 7.0,
    "learned": 6.0,
    "unlisted": 6.0,
    "spelling": 5.5,
    "year-of-chapter": 4.0,
    "year-of-date-before": 3.6,
    "no-year": 3.5,
    "year-of-same-day": 2.2,
    "plural": 3.0,
    "year-of-sentence": 2.0,
}
_BY_CERT: Final = {"low": 5.0, "medium": 2.5, "high": 0.0}


def review_data(tagged: Tagged) -> dict[str, Any]:
    """Everything the page needs."""
    entries = tagged.books.authority.entries
    groups: dict[tuple[str, str], list[tuple[TaggedText, Suggestion]]] = defaultdict(list)
    for text in tagged.texts:
        for one in text.suggestions:
            groups[(one.kind, _of(one))].append((text, one))
    shown = []
    for (kind, name), rows in groups.items():
        values = [_value(one) for _, one in rows]
        shown.append((max(values), len(rows), _group(kind, name, rows, entries.get(name))))
    shown.sort(key=lambda row: (-row[0], -row[1], row[2]["label"]))
    return {
        "title": tagged.books.project.title or (tagged.texts[0].book.path.stem if tagged.texts else ""),
        "reasons": REASONS,
        "groups": [group for _, _, group in shown],
        "entries": {name: _entry(entry) for name, entry in entries.items()},
        "decisions": [_decision(row) for row in tagged.decisions.rows],
    }


def _of(one: Suggestion) -> str:
    """The group of a suggestion: its entry; for a name of nobody its form; for a date the kind of rule."""
    if one.kind in ("date", "scope"):
        return one.rule
    return one.entry or f"?{one.form or one.surface}"


def _value(one: Suggestion) -> float:
    return _VALUE.get(one.rule, _BY_CERT[one.cert])


def _group(kind: str, name: str, rows: list[tuple[TaggedText, Suggestion]], entry: Entry | None) -> dict[str, Any]:
    forms: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for text, one in rows:
        forms[one.surface].append(_place(text, one))
    ordered = sorted(forms.items(), key=lambda pair: (-max(p["v"] for p in pair[1]), -len(pair[1]), pair[0]))
    label = (
        entry.label
        if entry is not None
        else REASONS.get(name, name.lstrip("?"))
        if kind not in ("date", "scope")
        else name
    )
    return {
        "key": f"{kind}:{name}",
        "kind": kind,
        "entry": entry.id if entry is not None else "",
        "label": label.replace("-", " ") if kind in ("date", "scope") else label,
        "value": max(_value(one) for _, one in rows),
        "forms": [{"form": form, "places": places} for form, places in ordered],
    }


def _place(text: TaggedText, one: Suggestion) -> dict[str, Any]:
    decision = text.decisions.get(one.id)
    place: dict[str, Any] = {
        "id": one.id,
        "l": _shown(one.left, -1),
        "r": _shown(one.right, 1),
        "b": one.where,
        "c": one.chapter,
        "p": one.page,
        "u": one.rule,
        "e": one.cert,
        "v": _value(one),
        "ref": one.ref,
    }
    if one.rivals:
        place["x"] = list(one.rivals)
    if one.pending:
        place["w"] = True
    if decision is not None and not decision.group:
        place["d"] = decision.status
        place["id0"] = decision.id
        if decision.status == "change":
            place["to"] = decision.ref
    elif decision is not None:
        place["g"] = decision.status
    return place


def _shown(words: str, side: int) -> str:
    """Context cut at a word, where it is cut."""
    if len(words) < CONTEXT:
        return words
    return "… " + words.partition(" ")[2] if side < 0 else words.rpartition(" ")[0] + " …"


def _entry(entry: Entry) -> dict[str, Any]:
    years = f"{entry.birth[:4]}–{entry.death[:4]}" if entry.birth or entry.death else ""
    return {
        "k": entry.kind,
        "n": entry.label,
        "y": years,
        "o": [name.full for name in entry.names[1:5]],
        "s": entry.salience,
    }


def _decision(row: Decision) -> dict[str, str]:
    names = ("id", "status", "type", "ref", "surface", "left", "right", "block", "rule", "by", "date", "note")
    return {name: getattr(row, name) for name in names if getattr(row, name)}

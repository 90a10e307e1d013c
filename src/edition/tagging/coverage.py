"""How far the tags of a text agree with its printed index, and where they do not agree with each other.

In: a project, as its files are (tags of persons and of the tagger alike). Out: a ``Coverage`` for each text: entry by
chapter and by page against the index; entries of the index that are tagged nowhere; frequent names that no register
has; forms with two referents; forms tagged in one chapter and not in another.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from edition.enrich.authority import Authority
from edition.enrich.forms import plain
from edition.enrich.mentions import Mention, mentions_of
from edition.enrich.words import usage_of
from edition.project import Project
from edition.tagging.book import Book, load

__all__ = ["Agreement", "Coverage", "agreement", "cover"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two sets of pairs compared: how many agree, how many only the tags have, how many only the index has."""

    both: int
    tags_only: int
    index_only: int

    @property
    def precision(self) -> float:
        """The share of the tagged pairs that the index has."""
        return self.both / (self.both + self.tags_only) if self.both + self.tags_only else 0.0

    @property
    def recall(self) -> float:
        """The share of the index's pairs that are tagged."""
        return self.both / (self.both + self.index_only) if self.both + self.index_only else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_json(self) -> dict[str, float | int]:
        """The figures, rounded to four places."""
        return {
            "both": self.both,
            "tagsOnly": self.tags_only,
            "indexOnly": self.index_only,
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


@dataclass(slots=True)
class Coverage:
    """What the report says of one text."""

    book: str
    mentions: Counter[str] = field(default_factory=Counter)
    by_chapter: dict[str, Agreement] = field(default_factory=dict)
    by_page: dict[str, Agreement] = field(default_factory=dict)
    by_page_near: dict[str, Agreement] = field(default_factory=dict)
    never: list[tuple[str, str, list[str]]] = field(default_factory=list)
    unlisted: list[tuple[str, int]] = field(default_factory=list)
    two_referents: list[tuple[str, list[str]]] = field(default_factory=list)
    uneven: list[tuple[str, str, list[str]]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Everything, for machines."""
        return {
            "book": self.book,
            "mentions": dict(self.mentions),
            "entryByChapter": {kind: one.as_json() for kind, one in self.by_chapter.items()},
            "entryByPage": {kind: one.as_json() for kind, one in self.by_page.items()},
            "entryByPageWithinOne": {kind: one.as_json() for kind, one in self.by_page_near.items()},
            "neverTagged": [{"id": i, "label": label, "pages": pages} for i, label, pages in self.never],
            "indexedNotTagged": [{"id": i, "division": division} for i, division in self.missing],
            "taggedNotIndexed": [{"id": i, "division": division} for i, division in self.extra],
            "frequentUnlisted": [{"name": name, "count": count} for name, count in self.unlisted],
            "oneFormTwoEntries": [{"form": form, "ids": ids} for form, ids in self.two_referents],
            "taggedHereNotThere": [
                {"form": form, "tagged": where, "untagged": places} for form, where, places in self.uneven
            ],
        }


def agreement(pairs: Iterable[tuple[str, str]], wanted: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of tagged pairs with those of an index."""
    have, want = set(pairs), set(wanted)
    return Agreement(len(have & want), len(have - want), len(want - have))


def cover(project: Project) -> list[Coverage]:
    """The report on each text of a project."""
    books = load(project)
    return [_cover(book, books.authority) for book in books.books]


def _cover(book: Book, authority: Authority) -> Coverage:
    result = Coverage(book.name)
    mentions = [one for one in mentions_of(book.reading, authority) if one.kind != "cited"]
    result.mentions = Counter(mention.kind for mention in mentions)
    indexed = set(book.indexed)
    judged = [mention for mention in mentions if mention.chapter in indexed and mention.entry in book.pages]
    kinds = [kind for kind in ("person", "org", "work", "event", "place") if any(m.kind == kind for m in judged)]
    order = {page: number for number, page in enumerate(book.of_page)}
    for kind in kinds:
        want = {
            (entry, chapter)
            for entry, chapters in book.chapters.items()
            if authority.entries[entry].kind == kind
            for chapter in chapters & indexed
        }
        have = {(m.entry, m.chapter) for m in judged if m.kind == kind}
        result.by_chapter[kind] = agreement(have, want)
        result.missing += sorted(want - have)
        result.extra += sorted(have - want)
        pages = {(m.entry, m.page) for m in judged if m.kind == kind and m.page}
        of_index = {
            (entry, page)
            for entry, numbers in book.pages.items()
            if authority.entries[entry].kind == kind
            for page in numbers
            if page in order
        }
        if pages:
            result.by_page[kind] = agreement(pages, of_index)
            result.by_page_near[kind] = near_pages(pages, of_index, order)
    tagged = {mention.entry for mention in mentions}
    for entry, numbers in book.pages.items():
        if entry not in tagged:
            listed = sorted(numbers, key=lambda page: (len(page), page))
            result.never.append((entry, authority.entries[entry].label, listed))
    _forms(book, mentions, result)
    return result


def near_pages(pages: set[tuple[str, str]], of_index: set[tuple[str, str]], order: dict[str, int]) -> Agreement:
    """Entry by page, where the page before or after counts as well: for breaks that were put by inference."""
    have: dict[str, set[int]] = defaultdict(set)
    want: dict[str, set[int]] = defaultdict(set)
    for entry, page in pages:
        have[entry].add(order[page])
    for entry, page in of_index:
        want[entry].add(order[page])

    def alone(one: dict[str, set[int]], other: dict[str, set[int]]) -> int:
        return sum(
            1
            for entry, numbers in one.items()
            for number in numbers
            if not {number - 1, number, number + 1} & other.get(entry, set())
        )

    extra, missing = alone(have, want), alone(want, have)
    return Agreement(len(pages) - extra, extra, missing)


def _forms(book: Book, mentions: Sequence[Mention], result: Coverage) -> None:
    blocks = book.reading.blocks
    texts = [plain(block.text) for block in blocks]
    by_form: dict[str, set[str]] = defaultdict(set)
    where: dict[str, set[str]] = defaultdict(set)
    covered: list[list[tuple[int, int]]] = [block.human() for block in blocks]
    for mention in mentions:
        form = plain(mention.surface)
        by_form[form].add(mention.entry)
        where[form].add(mention.chapter)
        covered[mention.block].append((mention.start, mention.end))
    result.two_referents = sorted((form, sorted(ids)) for form, ids in by_form.items() if len(ids) > 1)
    loose: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    usage = usage_of(blocks, ())
    for block, text, taken in zip(blocks, texts, covered, strict=True):
        if block.about or block.division.startswith("notes"):
            continue
        for match in _WORD.finditer(text):
            word = match[0].removesuffix("'s")
            if not word[0].isupper() or _within(match.start(), taken):
                continue
            if word in by_form:
                loose[word].add(block.division)
            elif len(word) > 3 and not usage.lower[word.lower()] and not _starts(text, match.start()):
                counts[word] += 1
    result.unlisted = [(word, count) for word, count in counts.most_common() if count >= 4][:60]
    for form, divisions in sorted(loose.items()):
        if len(by_form[form]) == 1 and len(where[form]) > 0:
            result.uneven.append((form, sorted(where[form])[0], sorted(divisions)))


def _within(at: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(low <= at < high for low, high in taken)


def _starts(text: str, at: int) -> bool:
    """Whether a word begins a sentence."""
    before = text[max(0, at - 3) : at].rstrip("\"'([ ")
    return not before or before[-1] in ".!?:"

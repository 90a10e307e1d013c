"""Citations in notes: found, taken apart, and led to the work they cite.

In: the notes of a text, by their sections. Out: citations with their place, their kind (periodical, book, archive,
"Ibid.") and their parts, and the works that they cite, each once. "Ibid." is the last work of the note before, in the
same section; a short title is the work whose title it begins, by the same author; "(henceforth: X)" makes a short form.
What cannot be led anywhere stands as a provisional work. The words of the note are never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from edition.enrich.citing import SURNAME, Scope, Work, archive, book, letters, periodical, scopes, shelf_units
from edition.enrich.forms import plain
from edition.enrich.reading import Block
from edition.enrich.spelling import folded

__all__ = ["Citation", "read_citations"]

_LEAD: Final = re.compile(
    r"\s*(?:(?:Cited|Quoted|Quotation|Taken|Translated)\s+(?:from|in|by|according to)|"
    r"See(?:\s+also|, for example|, e\.g\.)?|"
    r"Cf\.|Compare|Vgl\.|Siehe|Zit\. nach|Voir|Cité (?:dans|par)|Цит\. по|См\.(?: также)?|In)"
    r"(?::|,|\s)\s*(?=[\"A-ZÀ-ÞА-Я])"
)
_IBID: Final = re.compile(r"(?:Ibid(?:em)?|Ebd|Ebenda|Loc\. cit|Op\. cit|Там же)\b\.?", re.IGNORECASE)
#: A place in the very book: "See p. 12 above".
_ELSEWHERE: Final = re.compile(
    r"(?:(?:See|Cf\.|Compare|Vgl\.|Siehe|Voir|См\.)(?: also)? )?(?:pp?\.|S\.|с\.|notes?|n\.|chap\w*\.?|ch\.)\s?[\dIVX]",
    re.I,
)
_SLANTED: Final = frozenset({"hi", "title", "emph"})


@dataclass(slots=True)
class Citation:
    """One citation. ``how`` says how its work was found: "full", "ibid", "short", "henceforth", "provisional"."""

    block: int
    start: int
    end: int
    text: str
    kind: str
    work: Work | None = None
    how: str = ""
    cert: str = "high"
    scopes: list[Scope] = field(default_factory=list)


def read_citations(blocks: Sequence[Block]) -> tuple[list[Citation], list[Work]]:
    """The citations of the notes of a text, and the works cited, in the order of their first citation."""
    reader = _Reader()
    for index, block in enumerate(blocks):
        if block.name == "note":
            reader.note(index, block)
    reader.resolve_shorts()
    return reader.citations, list(reader.works.values())


@dataclass(slots=True)
class _Part:
    start: int
    end: int


class _Reader:
    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self.works: dict[tuple[str, ...], Work] = {}
        self.shorts: dict[str, Work] = {}
        self.waiting: list[tuple[Citation, Work]] = []
        self.section = ""
        #: The citations of the note before, and of this one so far.
        self.before: list[Citation] = []
        self.remark = False
        self.ibids: list[tuple[Citation, Citation]] = []

    def note(self, index: int, block: Block) -> None:
        if block.section != self.section:
            self.section, self.before, self.remark = block.section, [], False
        text = plain(block.text)
        here: list[Citation] = []
        for part in _split(text):
            found = self._citation(index, text, part, here, block)
            if found is not None:
                here.append(found)
                self.citations.append(found)
        # A note without a citation (a remark) does not come between "Ibid." and what it means.
        self.remark = not here
        if here:
            self.before = here

    def _citation(self, index: int, text: str, part: _Part, here: list[Citation], block: Block) -> Citation | None:
        lead = _LEAD.match(text, part.start, part.end)
        start = lead.end() if lead else part.start
        while start < part.end and text[start] in " *_":
            start += 1
        end = part.end
        while end > start and text[end - 1] in " ;":
            end -= 1
        if end > start and text[end - 1] == "." and not re.search(r"\b[A-Z]\.$|\bIbid\.$", text[start:end]):
            end -= 1
        words = text[start:end]
        if len(words) < 3:
            return None
        citation = Citation(index, start, end, words, "")
        citation.scopes = scopes(text, start, end)
        ibid = _IBID.match(words)
        if ibid:
            citation.kind, citation.how = "ibid", "ibid"
            earlier = here or self.before
            if earlier:
                citation.work = self._other_unit(earlier[-1].work, words)
                if citation.work is earlier[-1].work:
                    self.ibids.append((citation, earlier[-1]))
                # Which of several works of the note before is meant is not said; nor what a remark has to do with it.
                if not here and (self.remark or len({id(one.work) for one in earlier}) > 1):
                    citation.cert = "medium"
            return citation
        if _ELSEWHERE.match(words):
            return None
        slanted = next(
            (mark for mark in block.marks if mark.name in _SLANTED and start <= mark.start < mark.end <= end), None
        )
        title = text[slanted.start : slanted.end] if slanted is not None else ""
        work = periodical(words) or archive(words, self.shorts) or book(words, title)
        if work is None:
            return None
        citation.kind = {"issue": "periodical", "article": "periodical"}.get(work.kind, work.kind)
        if work.kind == "article" and not work.journal:
            citation.kind = "book"
        if work.kind == "book" and not work.date and work.publisher != "manuscript":
            told = citation.scopes or work.volume or folded(work.title) in self.shorts
            if not told and not _known_title(work.title, self.works.values()):
                # Words without a page, a year or a known title are a remark.
                return None
            self.waiting.append((citation, work))
            return citation
        citation.work, citation.how = self._take(work), "full"
        return citation

    def _other_unit(self, work: Work | None, words: str) -> Work | None:
        """Another unit of an archive: "Ibid., d. 633" is another file of the same inventory. What is named replaces,
        the rest stays.
        """
        if work is None or work.kind != "archive":
            return work
        named = shelf_units(words)
        if not named:
            return work
        kept = list(work.shelf)
        for unit, _ in named:
            at = next((number for number, pair in enumerate(kept) if pair[0] == unit), len(kept))
            kept = kept[:at]
        other = Work("archive", title=work.title, shelf=[*kept, *named])
        return self._take(other)

    def _take(self, work: Work) -> Work:
        known = self.works.get(work.key)
        if known is None:
            if work.kind == "book":
                known = self._same_book(work)
            if known is None:
                self.works[work.key] = known = work
        for name in ("date", "place", "publisher", "translated"):
            if not getattr(known, name):
                setattr(known, name, getattr(work, name))
        for short in work.shorts:
            self.shorts[folded(short)] = known
            if short not in known.shorts:
                known.shorts.append(short)
        return known

    def _same_book(self, work: Work) -> Work | None:
        """The same book in another spelling."""
        for other in self.works.values():
            same = _same_author(other, work) if work.authors else not other.authors
            if other.kind != "book" or not same:
                continue
            if _alike(other.title, work.title, 0.9) or _begins(letters(other.title), letters(work.title)):
                return other
        return None

    def resolve_shorts(self) -> None:
        """Short titles, once every full one is known; then every "Ibid." that waited for one."""
        for citation, work in self.waiting:
            known = self.shorts.get(folded(work.title))
            if known is not None:
                citation.work, citation.how = known, "henceforth"
                continue
            known, cert = _by_short(work, list(self.works.values()))
            if known is not None:
                citation.work, citation.how, citation.cert = known, "short", cert
                if work.title != known.title and work.title not in known.shorts:
                    known.shorts.append(work.title)
                continue
            work.provisional = True
            citation.work, citation.how, citation.cert = self._take(work), "provisional", "low"
        for citation, earlier in self.ibids:
            citation.work = earlier.work
        ids: set[str] = set()
        for work in self.works.values():
            base = work.slug()
            name, number = base, 2
            while name in ids:
                name, number = f"{base}-{number}", number + 1
            ids.add(name)
            work.id = name
        for citation in self.citations:
            if citation.work is not None:
                citation.work.cited += 1


def _split(text: str) -> list[_Part]:
    """The parts of a note at semicolons that stand in no quotation and no brackets; a sentence that begins with "See
    also" is a part of its own. "; d. 933" goes on with the shelfmark before it.
    """
    parts = []
    depth, quoted, start = 0, False, 0
    for at, letter in enumerate(text):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(0, depth - 1)
        elif letter == '"':
            quoted = not quoted
        elif letter == ";" and not depth and (not quoted or text.count('"', at) == 0):
            if re.match(r";\s*(?:d|op|ll?|f|pp?)\.", text[at:]):
                continue
            parts.append(_Part(start, at))
            start, quoted = at + 1, False
    parts.append(_Part(start, len(text)))
    result = []
    for part in parts:
        begin = part.start
        for match in re.finditer(r"\.\s+(?=(?:See|Cf\.|See also|Cited in|Cited from)\b)", text[part.start : part.end]):
            result.append(_Part(begin, part.start + match.start() + 1))
            begin = part.start + match.end()
        result.append(_Part(begin, part.end))
    return result


def _alike(one: str, other: str, least: float) -> bool:
    a, b = letters(one), letters(other)
    if abs(len(a) - len(b)) > max(6, len(a) // 4):
        return False
    return a == b or SequenceMatcher(None, a, b).ratio() >= least


def _known_title(title: str, works: Iterable[Work]) -> bool:
    words = letters(title)
    return any(letters(work.title).startswith(words) for work in works if work.title)


def _by_short(work: Work, works: list[Work]) -> tuple[Work | None, str]:
    """The work that a short form means: the same author and the beginning of the title; else the title alone."""
    first, comma, rest = work.title.partition(", ")
    surnames = re.split(r",? (?:and|&|und|et) ", first)
    if comma and not work.authors and rest and all(re.fullmatch(SURNAME, one) for one in surnames):
        # "Volkov, Memoirs", "Berg and Holm, The Road": by surnames alone.
        named = Work("book", title=rest, authors=[(one, "") for one in surnames])
        pool = [one for one in works if one.kind in ("book", "article") and not one.provisional]
        found = [one for one in pool if _same_author(one, named) and _begins(letters(one.title), letters(rest))]
        if len(found) == 1:
            return found[0], "high"
    short = letters(work.title)
    books = [one for one in works if one.kind in ("book", "article") and not one.provisional]
    for same_author in (True, False):
        if same_author and not work.authors:
            continue
        pool = [one for one in books if _same_author(one, work)] if same_author else books
        if not same_author and work.authors:
            pool = [one for one in books if not one.authors or _same_author(one, work, loosely=True)]
        exact = [one for one in pool if letters(one.title) == short]
        starts = exact or [one for one in pool if _begins(letters(one.title), short)]
        if len(starts) == 1:
            return starts[0], "high"
        if starts:
            return starts[-1], "medium"
        near = [(_ratio(short, one), n, one) for n, one in enumerate(pool)]
        near = [row for row in near if row[0] >= 0.8]
        if near:
            near.sort(key=lambda row: (row[0], -row[1]), reverse=True)
            return near[0][2], "medium"
    return None, "low"


def _same_author(one: Work, other: Work, *, loosely: bool = False) -> bool:
    """Whether two works share an author, in this or another spelling."""
    least = 0.7 if loosely else 0.85
    for first, _ in one.authors:
        for second, _ in other.authors:
            a, b = letters(first), letters(second)
            if a == b or (a[:1] == b[:1] and SequenceMatcher(None, a, b).ratio() > least):
                return True
    return False


def _begins(full: str, short: str) -> bool:
    """Whether a title begins with a short one; words may be cut ("Poln. sobr. soch.")."""
    if not short:
        return False
    if full == short or full.startswith(f"{short} ") or full.replace(" ", "").startswith(short.replace(" ", "")):
        return True
    words, parts = full.split(), short.split()
    return (
        len(parts) > 1 and len(words) >= len(parts) and all(w.startswith(p) for w, p in zip(words, parts, strict=False))
    )


def _ratio(short: str, work: Work) -> float:
    full = letters(work.title)
    whole = _likeness(full, short)
    start = _likeness(full[: len(short) + 2], short) if len(short) > 8 and len(full) > len(short) + 2 else 0.0
    return max(whole, start)


def _likeness(one: str, other: str) -> float:
    """The ratio of what two strings share; zero, without reckoning, where it cannot be high."""
    matcher = SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < 0.8 or matcher.quick_ratio() < 0.8:
        return 0.0
    return matcher.ratio()

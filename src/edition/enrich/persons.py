"""Which person a name in the text is: given names and initials beside it, its homonyms, its traps.

In: the places where forms of persons stand in a chapter. Out: for each the entry, how sure, and why; or no entry, where
the given names beside it are those of nobody in the registers, or the word is no name here. Sources of doubt, each met
by a rule: homonyms (told apart by given names, then by what was named in full before in the chapter, by the pages of
the index where they may be used, and by how often the index has each), words that are names at the beginning of a
sentence only, streets and prizes that bear a name, places named after persons.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.enrich.authority import Entry
from edition.enrich.forms import Form
from edition.enrich.reading import Block
from edition.enrich.spelling import agree, folded, initials
from edition.enrich.words import Usage

__all__ = ["Found", "GivenNames", "Persons", "given_before"]

_INITIAL: Final = re.compile(
    r"(?!(?:Cde|Dr|Mr|Mrs|Ms|St|No|Gen|Col|Sen|Rev|Lt|Mt|War|Vol|Рис|Тов)\.)[A-ZА-ЯЀ-Џ][a-zа-яѐ-џ]{0,2}\.$"
)
_TOKEN: Final = re.compile(r"([^\W\d_][\w'-]*\.?)\s?$")
_PATRONYMIC: Final = re.compile(r"(?:[oe]vich|yevich|[oe]vna|yevna|ichna|[^aeiou]ich|ович|евич|овна|евна|ична)$")
_NAMED_AFTER: Final = re.compile(
    r" (?:Institute|Prizes?|Railway|Factory|Works|Plant|Street|Square|Library|Museum|Academy|University|Theat(?:er|re)|"
    r"Canal|Dam|Line|Award|Medal|Fund|School|Stadium|Palace|Park|Bridge|Station|Mausoleum|House|Enrollment|Levy|"
    r"Foundation|Archive|Archives|College|Club|Collective Farm|[Oo]blast|[Rr]egion|[Aa]rea|[Pp]rovince|[Dd]istrict|"
    r"[Kk]rai|[Oo]bkom|[Rr]aikom|[Kk]raikom|[Gg]orkom|"
    r"(?:city|regional|provincial|territorial|party) (?:party )?(?:committee|organi[sz]ation|soviet|council|"
    r"executive))\b"
)
_ORDER: Final = re.compile(r"\b(?:Order|Mount|Port|Peak|Cape|Fort|City|city|town|village|port|station) of (?:the )?$")
_AREA: Final = re.compile(
    r" (?:[Oo]blast|[Rr]egion|[Aa]rea|[Pp]rovince|[Kk]rai|[Oo]bkom|[Kk]raikom|[Gg]orkom|[Pp]arty [Cc]ommittee|"
    r"[Pp]arty organi[sz]ation|[Cc]ity (?:[Pp]arty )?(?:[Cc]ommittee|[Cc]ouncil|[Ss]oviet|[Oo]rgani[sz]ation))\b"
)
_HYPHEN: Final = re.compile(r"-(?:[A-Z]\w*(?:ish|ian|iet|ese|ench|utch|eek|ic)|[a-z]\w*)\b")
_INTO: Final = re.compile(r"\b(?:in|near|at|(?:city|town|region|province|port) of)\s$")
#: Going to a place that has a person's name.
_MOVES: Final = re.compile(
    r"\b(?:transfer\w*|sent|send|arriv\w+|came|come|went|go|return\w*|mov\w+|evacuat\w+|travel\w*|trip|exile\w*|flew|fled|"
    r"left|journey|deport\w+|assign\w+|appointed|settled)\b[^.;]{0,25}\b(?:to|from|for|in)\s$"
)
_AFTER: Final = re.compile(r",? ((?:[A-ZА-ЯЀ-Џ][a-zа-яѐ-џ]{0,2}\.\s?){1,3})(?! ?[A-ZА-Я])")
_SENTENCE: Final = re.compile(r"(?:^|[.!?:…]['\")\]]*\s|[\"'(\[«“„*]\s?|^\W*)$")


@dataclass(slots=True)
class Found:
    """A form in the text: where its name begins and ends with given names, its readings, what was made of it."""

    block: int
    start: int
    end: int
    form_start: int
    form: str
    readings: list[Form]
    given: tuple[str, ...] = ()
    entry: Entry | None = None
    rule: str = ""
    cert: str = "high"
    score: float = 1.0
    rivals: tuple[str, ...] = ()
    kind: str = "person"
    page: str = ""
    nested: bool = False


@dataclass(slots=True)
class GivenNames:
    """Given names of the registers and of the text: words with capitals before surnames whose initials they fit."""

    known: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)

    def learn(self, entries: Iterable[Entry]) -> None:
        """Take the given names that entries have in full."""
        for entry in entries:
            for name in entry.names:
                self.known.update(word for word in name.given if not word.endswith(".") and len(word) > 2)

    def __contains__(self, word: object) -> bool:
        return word in self.known


def given_before(
    text: str, start: int, readings: Sequence[Form], names: GivenNames, usage: Usage
) -> tuple[int, tuple[str, ...]]:
    """Where a name begins with the given names before its surname, and these. Words before it that are no names stay
    out: "Comrade", "Here", "Soviet".
    """
    given: list[str] = []
    at = start
    while len(given) < 3:
        match = _TOKEN.search(text, max(0, at - 26), at)
        if match is None or (at and text[at - 1] not in " ." and not given):
            break
        word = match[1]
        if _INITIAL.match(word):
            before = text[max(0, match.start() - 1) : match.start()]
            if before and (before.isalnum() or before in "'&-"):
                break
            given.insert(0, word)
            at = match.start()
            continue
        if word.endswith(".") or not word[0].isupper() or len(word) < 2 or text[at - 1 : at] != " ":
            break
        fits = any(agree([word], form.name.given[:1]) for form in readings if form.name.given)
        common = usage.lower[word.lower()] >= 2
        known = word in names and not common
        patronymic = _PATRONYMIC.search(word) is not None
        whole = any(agree([word, *given], form.name.given) for form in readings if len(form.name.given) > len(given))
        if not (known or patronymic or (fits and not common and word not in names.surnames)):
            break
        if given and not (known or patronymic or whole):
            break
        given.insert(0, word)
        at = match.start()
    return at, tuple(given)


class Persons:
    """Resolves the persons of a document, chapter by chapter."""

    def __init__(
        self, usage: Usage, forms: Mapping[str, list[Form]], *, by_pages: Mapping[str, set[str]] | None = None
    ) -> None:
        self.usage = usage
        self.forms = forms
        #: Of entries, the chapters that the index sends to, where the index may be used.
        self.by_pages = by_pages or {}
        self.names = GivenNames()
        self.places: set[str] = set()

    def learn(self, matches: Iterable[Found], blocks: Sequence[str]) -> None:
        """Learn given names from the text, and which surnames are places as well."""
        seen: Counter[str] = Counter()
        surnames = {form for form, rows in self.forms.items() if any(row.entry.kind == "person" for row in rows)}
        for found in matches:
            text = blocks[found.block]
            match = _TOKEN.search(text, max(0, found.form_start - 26), found.form_start)
            if match and text[found.form_start - 1 : found.form_start] == " ":
                word = match[1]
                if word[0].isupper() and len(word) > 2 and not word.endswith(".") and word not in surnames:
                    fits = any(agree([word], form.name.given[:1]) for form in found.readings if form.name.given)
                    if fits and self.usage.lower[word.lower()] < 2:
                        seen[word] += 1
            if _AREA.match(text, found.end):
                self.places.add(found.form)
        self.names.known.update(seen)
        self.names.surnames = surnames

    def resolve(self, found: list[Found], texts: Sequence[str], chapter: str) -> list[Found]:
        """The persons of one chapter, in the order of the text."""
        kept: list[Found] = []
        for one in found:
            text = texts[one.block]
            if self._no_person(one, text):
                continue
            one.start, one.given = given_before(text, one.form_start, one.readings, self.names, self.usage)
            if not one.given:
                _given_after(one, text)
            kept.append(one)
        explicit: dict[str, set[str]] = defaultdict(set)
        for one in kept:
            if one.given:
                fitting = _fitting(one)
                if len(fitting) == 1:
                    explicit[one.form].add(fitting[0].entry.id)
        recent: dict[str, tuple[Entry, int]] = {}
        result = []
        for one in kept:
            if self._common(one, explicit, texts[one.block]):
                continue
            self._choose(one, explicit, recent, chapter)
            if one.entry is not None and one.given:
                recent[one.form] = (one.entry, one.block)
            result.append(one)
        return result

    def cover(self, found: Sequence[Found], blocks: Sequence[Block]) -> None:
        """Who is in the registers stands in the book: a bearer to whom no mention fell gets the chapter where nobody
        of the same name is named in full, and where the name stands least.
        """
        by_form: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
        told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        have: set[str] = set()
        for one in found:
            if one.entry is None or one.kind != "person":
                continue
            have.add(one.entry.id)
            chapter = blocks[one.block].about or blocks[one.block].division
            if one.rule == "homonym" and not one.given:
                by_form[one.form][chapter].append(one)
            elif one.given:
                told[one.form][chapter].add(one.entry.id)
        for form, chapters in by_form.items():
            missing = [
                reading.entry
                for reading in self.forms.get(form, ())
                if reading.entry.id not in have and reading.how == "name" and reading.entry.salience
            ]
            if len(missing) != 1:
                continue
            entry = missing[0]
            free = [
                (len(rows), chapter)
                for chapter, rows in chapters.items()
                if not told[form][chapter] and not chapter.startswith("notes")
            ]
            free.sort()
            if not free or len(free) > 2 or (len(free) == 2 and free[1][0] == free[0][0]):
                continue
            for one in chapters[free[0][1]]:
                assert one.entry is not None
                one.rivals = (one.entry.id, *(rival for rival in one.rivals if rival != entry.id))
                one.entry, one.rule, one.cert, one.score = entry, "homonym-left", "low", 0.45
            have.add(entry.id)

    def _no_person(self, one: Found, text: str) -> bool:
        """Whether a form is no name of a person here: a street, an order, a place, half of an adjective."""
        before, after = text[max(0, one.form_start - 24) : one.form_start], one.end
        if all(form.how == "plural" for form in one.readings) and not before.endswith(" the "):
            return True
        if _NAMED_AFTER.match(text, after) or _ORDER.search(before) or _HYPHEN.match(text, after):
            return True
        if one.form in self.places and self.says_place(one, text):
            return True
        # An alias that is a given name, before a surname: "Ludwig" in "Ludwig Erhard".
        if all(not form.name.given for form in one.readings) and one.form in self.names:
            return re.match(r" [A-Z][a-z]+", text[after : after + 12]) is not None
        return False

    @staticmethod
    def says_place(one: Found, text: str) -> bool:
        """Whether a name that is a person's and a place's is the place's here: "in Kirov", "the Kirov region"."""
        before = text[max(0, one.form_start - 60) : one.form_start]
        if re.match(r"'s\b", text[one.end : one.end + 3]):
            return False
        return bool(_INTO.search(before) or _MOVES.search(before) or _AREA.match(text, one.end))

    def _common(self, one: Found, explicit: Mapping[str, set[str]], text: str) -> bool:
        """A surname that is a common word counts with its given name, or where it was named so in the chapter."""
        if " " in one.form or self.usage.lower[one.form.lower()] < 2:
            return False
        if one.given and _fitting(one):
            return False
        begins = _SENTENCE.search(text[max(0, one.form_start - 12) : one.form_start]) is not None
        return one.form not in explicit or begins

    def _choose(
        self, one: Found, explicit: Mapping[str, set[str]], recent: Mapping[str, tuple[Entry, int]], chapter: str
    ) -> None:
        self._choose_bearer(one, explicit, recent, chapter)
        if one.entry is not None and one.entry.cert in ("low", "medium") and one.cert != "low":
            # A tag is no surer than the entry that it points to.
            one.cert = one.entry.cert
            one.score = min(one.score, 0.55 if one.cert == "low" else 0.75)

    def _choose_bearer(
        self, one: Found, explicit: Mapping[str, set[str]], recent: Mapping[str, tuple[Entry, int]], chapter: str
    ) -> None:
        fitting = _fitting(one)
        if not fitting:
            one.rule, one.cert, one.score = "given-name-conflict", "low", 0.2
            one.rivals = tuple(form.entry.id for form in one.readings)
            return
        if len(fitting) == 1:
            form = fitting[0]
            one.entry = form.entry
            if one.given and form.name.given:
                one.rule, one.cert, one.score = "full-name", "high", 1.0
            elif form.how == "name":
                one.rule, one.cert, one.score = "surname", "high", 0.95
            else:
                one.rule, one.cert, one.score = form.how, "medium", 0.8
            if len(one.readings) > 1:
                one.rivals = tuple(row.entry.id for row in one.readings if row.entry is not form.entry)
            return
        weights = [(self._weight(form, one, explicit, recent, chapter), -n, form) for n, form in enumerate(fitting)]
        weights.sort(key=lambda row: (row[0], row[1]), reverse=True)
        one.entry = weights[0][2].entry
        margin = weights[0][0] - weights[1][0]
        one.rule = "homonym"
        one.cert = "medium" if margin > 1 else "low"
        one.score = min(0.9, 0.5 + margin / 10)
        one.rivals = tuple(row[2].entry.id for row in weights[1:])

    def _weight(
        self,
        form: Form,
        one: Found,
        explicit: Mapping[str, set[str]],
        recent: Mapping[str, tuple[Entry, int]],
        chapter: str,
    ) -> float:
        entry = form.entry
        weight = 2.0 * math.log(1 + entry.salience)
        named = explicit.get(one.form, ())
        if entry.id in named:
            weight += 2.5
        last = recent.get(one.form)
        if last is not None and last[0] is entry:
            weight += 4.0 if one.block - last[1] <= 2 else 1.5
        if form.how != "name":
            weight -= 1.5
        if not form.name.given and len(form.entry.names) > 1 and form.name is not form.entry.name:
            weight -= 1.0
        pages = self.by_pages.get(entry.id)
        if pages is not None:
            weight += 6.0 if chapter in pages else -3.0
        return weight


def _given_after(one: Found, text: str) -> None:
    """Initials behind a surname, as in a list: "Ivanov V. and Petrov P."."""
    match = _AFTER.match(text, one.end)
    if match is None:
        return
    given = tuple(re.findall(r"[^\W\d_]+\.", match[1]))
    if any(form.name.given and agree(given, form.name.given) for form in one.readings):
        one.given, one.end = given, one.end + len(match[0].rstrip())


def _fitting(one: Found) -> list[Form]:
    """The readings that agree with the given names in the text; an exact form before one that was made."""
    rows = []
    for form in one.readings:
        names = [name for name in form.entry.names if name.given and _surname_alike(name.surname, form.name.surname)]
        if not one.given or not form.name.given or any(agree(one.given, name.given) for name in names):
            rows.append(form)
    if one.given:
        told = [form for form in rows if form.name.given]
        rows = told or rows
        exact = [form for form in rows if any(name.given == one.given for name in form.entry.names)]
        rows = exact or rows
        # "Ya. Yakovlev" may be an A. in another transliteration, but not where a Ya. is there.
        same = [form for form in rows if any(_same_initials(one.given, name.given) for name in form.entry.names)]
        rows = same or rows
        # More given names in common are more: "V. I." is not every "V.".
        longest = max((_depth(one.given, form) for form in rows), default=0)
        best = [form for form in rows if _depth(one.given, form) == longest]
        rows = best or rows
    exact = [form for form in rows if form.how == "name"]
    return exact or rows


def _same_initials(given: tuple[str, ...], known: tuple[str, ...]) -> bool:
    a, b = initials(given), initials(known)
    return bool(a) and bool(b) and all(x == y for x, y in zip(a, b, strict=False))


def _depth(given: tuple[str, ...], form: Form) -> int:
    return max(
        (min(len(given), len(name.given)) for name in form.entry.names if name.given and agree(given, name.given)),
        default=0,
    )


def _surname_alike(one: str, other: str) -> bool:
    return one == other or folded(one) == folded(other)

"""Names found in a text: every form of every entry by one expression, each then told by the rules of its kind.

In: a reading, an authority, and options. Out: the mentions in the order of the text, each with the entry, the rule, how
sure, and the rivals. A stretch that a person has marked is never looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.enrich.authority import Authority
from edition.enrich.forms import Form, forms_of, plain
from edition.enrich.gazetteer import ARTICLED
from edition.enrich.patronymics import by_patronymic
from edition.enrich.persons import Found, Persons
from edition.enrich.reading import Block, Reading
from edition.enrich.spellings import Spelling, spellings
from edition.enrich.trie import compile_forms
from edition.enrich.words import Usage, usage_of

__all__ = ["Matcher", "chapter_of"]

_ITALIC: Final = frozenset({"hi", "title", "emph", "foreign"})
_QUOTED: Final = re.compile(r'"([A-Z][^"]{3,90})"')
_TRIAL: Final = re.compile(r" (?:[Ss]how )?[Tt]rials?\b")
#: Part of a longer name: "Buriat-Mongolia", "Rostov-on-the-Don".
_JOINED: Final = re.compile(r"-(?:[A-Z]|(?:on|upon|am|an|sur|de|la)\b)")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DAY: Final = re.compile(r"\d\s$")


def chapter_of(block: Block) -> str:
    """The chapter that a block belongs to or, in a division of notes, speaks of."""
    return block.about or block.division


@dataclass(slots=True)
class Matcher:
    """Finds the mentions of a reading. ``pages`` gives for entries the chapters of their pages in the index."""

    reading: Reading
    authority: Authority
    pages: Mapping[str, set[str]] | None = None
    usage: Usage | None = None
    language: str = ""
    persons: Persons | None = None
    proposed: list[Spelling] = field(default_factory=list)

    def find(self, kinds: Sequence[str] = ("person", "place", "org", "work", "event")) -> list[Found]:
        """Every mention, in the order of the text."""
        blocks = self.reading.blocks
        texts = [plain(block.text) for block in blocks]
        usage = self.usage or usage_of(blocks, ())
        self.usage = usage
        forms = forms_of(self.authority, usage, kinds, self.language, _titles(blocks, texts))
        # Persons by an expression of their own: a title may hold the name of one.
        people = compile_forms(form for form, rows in forms.items() if any(_of_person(row) for row in rows))
        others = compile_forms(form for form, rows in forms.items() if not all(_of_person(row) for row in rows))
        persons = Persons(usage, forms, by_pages=self.pages)
        persons.names.learn(self.authority.of("person"))
        persons.places = {form for form, rows in forms.items() if any(row.entry.kind == "place" for row in rows)}
        self.persons = persons
        by_chapter: dict[str, list[Found]] = {}
        for index, block in enumerate(blocks):
            rows = by_chapter.setdefault(chapter_of(block), [])
            for pattern, of_persons in ((others, False), (people, True)):
                rows += _in_block(index, block, texts[index], pattern, forms, of_persons)
        persons.learn([one for rows in by_chapter.values() for one in rows if _of_person(one.readings[0])], texts)
        result: list[Found] = []
        for chapter, rows in by_chapter.items():
            result += persons.resolve([one for one in rows if _of_person(one.readings[0])], texts, chapter)
            for one in rows:
                if not _of_person(one.readings[0]) and self._other(one, blocks[one.block], texts[one.block]):
                    result.append(one)
        persons.cover(result, blocks)
        result += self._spelled(result, texts)
        if "person" in kinds:
            result += by_patronymic(result, blocks, texts, self.authority, chapter_of)
        result.sort(key=lambda one: (one.block, one.start, -one.end))
        return _apart(result, blocks)

    def _spelled(self, result: Sequence[Found], texts: Sequence[str]) -> list[Found]:
        """Names in spellings that the registers do not have: those that can be nobody else, and proposals."""
        assert self.usage is not None and self.persons is not None
        blocks = self.reading.blocks
        counts: Counter[str] = Counter(one.entry.id for one in result if one.entry is not None)
        covered: list[list[tuple[int, int]]] = [block.human() for block in blocks]
        for one in result:
            covered[one.block].append((one.start, one.end))
        known = {*self.persons.names.known, *self.persons.forms}
        known.update(form[:-1] for form in self.persons.forms if form.endswith("s"))
        self.proposed = spellings(self.authority, counts, texts, covered, self.usage, known)
        by_word: dict[str, list[Form]] = {}
        sure: set[str] = set()
        for spelling in self.proposed:
            by_word.setdefault(spelling.word, []).append(Form(spelling.entry, spelling.entry.name, "spelling"))
            if spelling.sure:
                sure.add(spelling.word)
        pattern = compile_forms(by_word)
        by_chapter: dict[str, list[Found]] = {}
        for index, block in enumerate(blocks):
            for match in pattern.finditer(texts[index]):
                start, end = match.span()
                if not any(low < end and start < high for low, high in covered[index]):
                    one = Found(index, start, end, start, match[0], by_word[match[0]], page=block.page(start))
                    by_chapter.setdefault(chapter_of(block), []).append(one)
        letters = {spelling.word: spelling.letters for spelling in self.proposed}
        here = {(one.entry.id, chapter_of(blocks[one.block])) for one in result if one.entry is not None}
        spelled = []
        for chapter, rows in by_chapter.items():
            for one in self.persons.resolve(rows, texts, chapter):
                if one.entry is None:
                    continue
                if one.form not in sure and not self._likely(one, chapter, letters[one.form], here):
                    continue
                one.rule = "spelling" if one.form in sure else "spelling-proposed"
                one.cert, one.score = ("medium", 0.7) if one.form in sure else ("low", 0.3)
                spelled.append(one)
        return spelled

    def _likely(self, one: Found, chapter: str, letters: int, here: set[tuple[str, str]]) -> bool:
        """Whether a proposal is worth a look: the index sends to this chapter, and the name is not found in it; without
        the pages of an index, a single letter in a long name, or given names that fit.
        """
        assert one.entry is not None
        if self.pages is not None and one.entry.id in self.pages:
            return chapter in self.pages[one.entry.id] and (one.entry.id, chapter) not in here
        return letters == 0 or bool(one.given) or (letters == 1 and len(one.form) > 6)

    def _other(self, one: Found, block: Block, text: str) -> bool:
        """A place, organisation, work or event; False where it is none here."""
        form = one.readings[0]
        one.kind = form.entry.kind
        if form.entry.kind == "work" and not self._is_title(one, block, text):
            return False
        assert self.usage is not None
        word = one.kind in ("org", "place") and " " not in one.form and not one.form.isupper()
        if word and self.usage.lower[one.form.lower()] >= 3:
            # A common word at the beginning of a sentence.
            return False
        if one.kind == "place" and not self._is_place(one, text):
            return False
        one.entry = form.entry
        one.rule = {"name": form.entry.kind, "short": "short-form"}.get(form.how, form.how)
        one.cert = "high" if form.how == "name" else "medium"
        one.score = 0.95 if form.how == "name" else 0.85
        if form.how == "undated":
            one.rule, one.cert, one.score = "undated", "medium", 0.7
        if len(one.readings) > 1:
            rows = sorted(one.readings, key=lambda row: -row.entry.salience)
            if one.kind == "event":
                rows.sort(key=lambda row: _years_away(row, one, text))
            one.entry = rows[0].entry
            one.kind = rows[0].entry.kind
            one.rivals = tuple(row.entry.id for row in rows[1:])
            one.cert, one.score, one.rule = "low", 0.6, "homonym"
        return True

    def _is_place(self, one: Found, text: str) -> bool:
        """A name that persons bear as well is a place where the text says so; a trial held in a town is no place."""
        assert self.persons is not None
        if (
            _TRIAL.match(text, one.end)
            or text[max(0, one.start - 1) : one.start] == "-"
            or _JOINED.match(text, one.end)
        ):
            return False
        if (
            one.form in ARTICLED
            and text_before(text, one.start) != "the"
            and re.match(r" [A-Z]", text[one.end : one.end + 2])
        ):
            return False  # "Don Quixote"
        people = any(_of_person(form) for form in self.persons.forms.get(one.form, ()))
        if people or one.form in self.persons.names:
            return self.persons.says_place(one, text)
        return True

    def _is_title(self, one: Found, block: Block, text: str) -> bool:
        """A title of several words speaks for itself; a single word must be set as one."""
        words = one.form.split()
        if _DAY.search(text, max(0, one.start - 3), one.start):
            return False
        if len(words) > 2 or (len(words) > 1 and not _plain_words(one.form, self.usage)):
            return True
        if any(mark.name in _ITALIC and mark.start <= one.start and one.end <= mark.end for mark in block.marks):
            return True
        before, after = text[max(0, one.start - 1) : one.start], text[one.end : one.end + 2]
        if before in ('"', "'", "*", "_", "«") and after[:1] in ('"', "'", "*", "_", "»", ",", "."):
            return True
        assert self.usage is not None
        return len(words) == 1 and self.usage.lower[one.form.lower()] == 0 and len(one.form) > 4


def _years_away(form: Form, one: Found, text: str) -> int:
    """How far from a meeting the year stands that its name has: "the June plenum ... in April 1937"."""
    years = {year for name in form.entry.names for year in _YEAR.findall(name.surname)}
    after = [match.start() for match in _YEAR.finditer(text, one.end, one.end + 120) if match[0] in years]
    before = [match.start() for match in _YEAR.finditer(text, max(0, one.start - 120), one.start) if match[0] in years]
    return min([at - one.end for at in after] + [one.start - at for at in before], default=1000)


def _plain_words(form: str, usage: Usage | None) -> bool:
    assert usage is not None
    return all(usage.lower[word.lower()] > 0 for word in re.findall(r"[^\W\d_]+", form))


def _in_block(
    index: int, block: Block, text: str, pattern: re.Pattern[str], forms: Mapping[str, list[Form]], of_persons: bool
) -> Iterator[Found]:
    """The forms in one block that no person has marked."""
    taken = block.human()
    for match in pattern.finditer(text):
        start, end = match.span()
        if taken and any(low < end and start < high for low, high in taken):
            continue
        rows = [form for form in forms[match[0]] if _of_person(form) == of_persons]
        yield Found(index, start, end, start, match[0], rows, page=block.page(start))
        inner = None if of_persons else pattern.search(text, start + 1, end)
        if inner and inner.end() == end and text_before(text, inner.start()) == "the":
            # "Central Committee of the VKP(b)" names the VKP(b) as well.
            rows = [form for form in forms[inner[0]] if not _of_person(form)]
            yield Found(index, inner.start(), end, inner.start(), inner[0], rows, page=block.page(start), nested=True)


def text_before(text: str, at: int) -> str:
    """The word before a place."""
    return text[max(0, at - 24) : at].split(" ")[-2] if text[at - 1 : at] == " " and " " in text[:at] else ""


def _titles(blocks: Sequence[Block], texts: Sequence[str]) -> set[str]:
    """What the text sets as a title: in italics, or in quotation marks with capitals."""
    found: set[str] = set()
    for block, text in zip(blocks, texts, strict=True):
        found.update(text[mark.start : mark.end].strip(" ,.") for mark in block.marks if mark.name in _ITALIC)
        if '"' in text:
            found.update(title.strip(" ,.") for title in _QUOTED.findall(text))
    return {title for title in found if 3 < len(title) < 120}


def _of_person(form: Form) -> bool:
    return form.entry.kind == "person"


def _apart(found: list[Found], blocks: Sequence[Block]) -> list[Found]:
    """Mentions that do not overlap: the longer one stays. Only a title may hold other names, whole."""
    result: list[Found] = []
    for one in found:
        outer = next((row for row in reversed(result[-3:]) if row.block == one.block and row.end > one.start), None)
        if outer is not None and not (outer.kind == "work" and one.end <= outer.end and one.kind == "person"):
            if one.nested and outer.end == one.end and outer.kind in ("org", "event"):
                result.append(one)
                continue
            if outer.end - outer.start >= one.end - one.start:
                continue
            result.remove(outer)
        taken = blocks[one.block].human()
        if taken and any(low < one.end and one.start < high for low, high in taken):
            one.start = one.form_start
        result.append(one)
    return result

"""What the words of a text say about a word: how often it is a common word, stands after "the", after "in", in italics.

In: the blocks of a reading. Out: a ``Usage``, by which a head of an index is told to be a person, a place or a work,
and a name that is also a common word is met with care.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from edition.enrich.reading import Block

__all__ = ["Seen", "Usage", "usage_of"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BEFORE: Final = re.compile(r"([^\W\d_]+\.?)[\s\"“„«'‘(]*$")
_IN: Final = frozenset("in at near from to of outside throughout across towards into nach aus bei à en в из".split())
_AT: Final = frozenset("in at near outside throughout across into".split())
_THE: Final = frozenset("the der die das le la les".split())
_ITALIC: Final = frozenset({"hi", "title", "emph", "foreign"})


@dataclass(slots=True)
class Seen:
    """How one form stands in the text: all in all, after an article, after "in" and "at", after initials, marked as a
    title (in italics or quotation marks).
    """

    count: int = 0
    article: int = 0
    inside: int = 0
    initials: int = 0
    titled: int = 0

    def share(self, number: int) -> float:
        """A count as a share of all."""
        return number / self.count if self.count else 0.0


@dataclass(slots=True)
class Usage:
    """The words in lower case with their counts, and how forms asked for stand in the text."""

    lower: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    seen: dict[str, Seen] = field(default_factory=dict)

    def of(self, form: str) -> Seen:
        """How a form stands in the text."""
        return self.seen.get(form, Seen())


def usage_of(blocks: Iterable[Block], forms: Iterable[str]) -> Usage:
    """Count words in lower case, and how each of the forms (words or phrases) stands."""
    usage = Usage()
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        first = _WORD.search(form)
        if first:
            by_first[first[0]].append(form)
    for form_list in by_first.values():
        form_list.sort(key=len, reverse=True)
    for block in blocks:
        text = block.text
        if not by_first:
            words = _WORD.findall(text)
            usage.lower.update(word for word in words if word[0].islower())
            usage.capital.update(word for word in words if not word[0].islower())
            continue
        italics = [(m.start, m.end) for m in block.marks if m.name in _ITALIC]
        for match in _WORD.finditer(text):
            word = match[0]
            if word[0].islower():
                usage.lower[word] += 1
                continue
            usage.capital[word] += 1
            for form in by_first.get(word, ()):
                if text.startswith(form, match.start()):
                    end = match.start() + len(form)
                    if end < len(text) and (text[end].isalpha()):
                        continue
                    _count(usage.seen.setdefault(form, Seen()), text, match.start(), end, italics)
                    break
            else:
                for form in by_first.get(word.split("'")[0].split("’")[0].split("-")[0], ()):
                    end = match.start() + len(form)
                    if text.startswith(form, match.start()) and not (end < len(text) and text[end].isalpha()):
                        _count(usage.seen.setdefault(form, Seen()), text, match.start(), end, italics)
                        break
    return usage


def _count(seen: Seen, text: str, start: int, end: int, italics: list[tuple[int, int]]) -> None:
    seen.count += 1
    before = _BEFORE.search(text, max(0, start - 24), start)
    word = before[1] if before else ""
    if word.casefold() in _THE:
        seen.article += 1
    elif word.casefold() in _AT:
        seen.inside += 1
    elif len(word) <= 4 and word.endswith(".") and word[:1].isupper():
        seen.initials += 1
    if any(low <= start and end <= high for low, high in italics) or (
        text[start - 1 : start] in "\"“„«'‘*_" and start and text[end : end + 2].strip(",.")[:1] in tuple("\"”“»'’*_")
    ):
        seen.titled += 1

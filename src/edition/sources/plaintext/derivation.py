"""Whether a word that stands nowhere else can be one: whether words of the text are built as it is.

In: a word and the words of the text. Out: the word it is derived from, or the empty string. A word is derived if it is
a known word with an ending, or behind a beginning, that other known words of the text have behind, or before, known
words: unmaskers, from unmask, as keepers is from keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

__all__ = ["base_of"]

#: A base has at least so many letters, and an ending or a beginning at most.
_SHORTEST: Final = 4
_LONGEST: Final = 5
#: An ending or beginning is known by so many words that have it on a word of the text.
_WITNESSES: Final = 3


def base_of(word: str, known: Mapping[str, int]) -> str:
    """The word of the text from which a word (in lower case) seems to be made; empty if there is none."""
    for cut in range(len(word) - 1, _SHORTEST - 1, -1):
        base, ending = word[:cut], word[cut:]
        if len(ending) > _LONGEST:
            break
        if known.get(base) and _seen((other for other in known if other.endswith(ending)), -len(ending), known):
            return base
        if known.get(base + "e") and _seen((other for other in known if other.endswith(ending)), -len(ending), known):
            return base + "e"
    for cut in range(1, min(_LONGEST, len(word) - _SHORTEST) + 1):
        beginning, base = word[:cut], word[cut:]
        if known.get(base) and _seen((other for other in known if other.startswith(beginning)), cut, known):
            return base
    return ""


def _seen(words: Iterable[str], cut: int, known: Mapping[str, int]) -> bool:
    count = 0
    for word in words:
        base = word[:cut] if cut < 0 else word[cut:]
        if len(base) >= _SHORTEST and known.get(base):
            count += 1
            if count == _WITNESSES:
                return True
    return False

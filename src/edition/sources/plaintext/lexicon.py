"""A dictionary of a language, where one is installed: pyspellchecker's word lists (MIT), for what a text cannot know
of itself. Without it there is none, and what needs one is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

__all__ = ["dictionary"]


@lru_cache(maxsize=2)
def dictionary(language: str) -> Mapping[str, int] | None:
    """Words in lower case with their frequency, for a BCP 47 tag; None where no list is there."""
    try:
        from spellchecker import SpellChecker
    except ImportError:
        return None
    try:
        words: Mapping[str, int] = SpellChecker(language=language.partition("-")[0]).word_frequency.dictionary
    except ValueError:
        return None
    return words

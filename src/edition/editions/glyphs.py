"""Letters for which the fonts of the book have no sign.

In: the Typst source of a book, and what sets a source and says what is wrong with it. Out: the letters that no font
has, in the order of the text. Typst would leave their places empty; they get a frame with their number instead. The
comparison with the TEI tells of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["lacks_glyphs", "missing_letters", "with_frames"]

_LACKING: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
#: So many letters are looked for one by one: where more are missing, there is no font for the whole script.
_MOST: Final = 200
_PLACE: Final = "#let pictures = ("


def lacks_glyphs(error: str) -> bool:
    """Whether Typst says that a font lacks a letter: it does where it makes a PDF that must be read aloud."""
    return "could not be displayed" in error


def missing_letters(source: str, wrong_with: Callable[[str], str]) -> list[str]:
    """The letters of a source that none of its fonts has. ``wrong_with`` sets a source and returns the fault."""
    fonts = next((line for line in source.splitlines() if line.startswith("#let serif = ")), "")
    waiting = [letter for letter in dict.fromkeys(source) if ord(letter) > 0x7E and not letter.isspace()]
    found: list[str] = []
    while waiting and len(found) < _MOST:
        # Each letter on a line of its own: marks would join what stands before them.
        lines = "\n\n".join(f'#"\\u{{{ord(letter):x}}}"' for letter in waiting)
        fault = wrong_with(f'{fonts}\n#set document(title: "x")\n#set text(font: serif)\n{lines}\n')
        match = _LACKING.search(fault)
        if match is None:
            break
        lacking = set(match[1]) & set(waiting)
        if not lacking:
            break
        found += [letter for letter in waiting if letter in lacking]
        waiting = [letter for letter in waiting if letter not in lacking]
    return found


def with_frames(source: str, letters: Sequence[str]) -> str:
    """The source with a rule that sets these letters as frames with their numbers."""
    signs = "".join(f"\\u{{{ord(letter):x}}}" for letter in letters)
    return source.replace(_PLACE, f'#show regex("[{signs}]"): it => missing(it.text)\n{_PLACE}', 1)

r"""Regular expressions of XML Schema as tests: what a ``pattern`` facet of a schema says.

In: an expression (XML Schema part 2, appendix F). Out: a function that tells whether a whole text matches. Refuses, by
ValueError, what is no expression of XML Schema. Differences from Python's are translated: no anchors, ``\i \c \p{..}``,
subtraction of classes, and what ``\d``, ``\w`` and ``.`` mean.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

__all__ = ["NAME_CHARS", "NAME_START", "expression"]

#: Characters that may begin a name, and those that may follow, as the inside of a class (XML 1.0, 5th edition).
NAME_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_CHARS: Final = NAME_START + r"\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
_SINGLE: Final = {"n": "\\n", "r": "\\r", "t": "\\t"}


@cache
def expression(pattern: str) -> Callable[[str], bool]:
    """A test for whole texts. Raises ValueError for what is no expression."""
    if pattern == r"[^\p{C}\p{Z}]+":  # TEI's word: met in every document, and quicker so
        return lambda text: (
            bool(text) and ((text.isascii() and text.isprintable() and " " not in text) or all(map(_is_of_word, text)))
        )
    try:
        compiled = re.compile(_Reader(pattern).whole())
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return lambda text: compiled.fullmatch(text) is not None


@cache
def _is_of_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CZ"


@cache
def _ranges(category: str) -> str:
    """The characters of a Unicode category, or of a class of categories ("L"), as the inside of a class."""
    found: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(category):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    if not found:
        raise ValueError(f"there is no category {category!r}")
    return "".join(_escaped(first) + ("-" + _escaped(last) if last > first else "") for first, last in found)


def _escaped(code: int) -> str:
    return f"\\U{code:08x}"


class _Reader:
    """One expression, read from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def _next(self) -> str:
        if self.at >= len(self.pattern):
            raise ValueError(f"{self.pattern!r} breaks off")
        self.at += 1
        return self.pattern[self.at - 1]

    def whole(self) -> str:
        """The expression in Python's words."""
        made: list[str] = []
        depth = 0
        while self.at < len(self.pattern):
            sign = self._next()
            if sign == "[":
                made.append(self._class())
            elif sign == "\\":
                inside = self._escape()
                made.append(inside if inside.startswith("\\") and len(inside) == 2 else self._wrapped(inside))
            elif sign == ".":
                made.append(r"[^\n\r]")
            elif sign == "(":
                depth += 1
                if self.pattern.startswith("?", self.at):
                    raise ValueError(f"{self.pattern!r}: nothing to repeat behind a bracket")
                made.append("(?:")
            elif sign in "^$":
                made.append("\\" + sign)
            else:
                if sign == ")":
                    depth -= 1
                if sign in "?*+}" and self.at < len(self.pattern) and self.pattern[self.at] in "?*+{":
                    raise ValueError(f"{self.pattern!r}: a repetition is repeated")
                made.append(sign)
        if depth:
            raise ValueError(f"{self.pattern!r}: a bracket has no partner")
        return "".join(made)

    @staticmethod
    def _wrapped(inside: str) -> str:
        return f"[^{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"

    def _escape(self) -> str:
        """What a backslash stands for, as the inside of a class; a "!" before it says: all but these."""
        sign = self._next()
        if sign in _SINGLE:
            return _SINGLE[sign]
        if sign in "pP":
            end = self.pattern.find("}", self.at)
            if self._next() != "{" or end < 0:
                raise ValueError(f"{self.pattern!r}: \\{sign} is followed by a category in curly brackets")
            category = self.pattern[self.at : end]
            self.at = end + 1
            if category.startswith("Is"):
                raise ValueError(f"{self.pattern!r}: blocks of Unicode ({category}) are not read")
            return ("!" if sign == "P" else "") + _ranges(category)
        kinds = {"s": " \\t\\n\\r", "d": r"\d", "i": ":" + NAME_START, "c": ":" + NAME_CHARS}
        if sign.lower() == "w":
            inside = "".join(_ranges(category) for category in "PZC")
            return inside if sign == "W" else "!" + inside
        if sign.lower() in kinds:
            return ("!" if sign.isupper() else "") + kinds[sign.lower()]
        if sign.isalnum():
            raise ValueError(f"{self.pattern!r}: \\{sign} means nothing")
        return "\\" + sign

    def _class(self) -> str:
        """A class in square brackets, with its subtraction, as an expression for one character."""
        negative = self.pattern.startswith("^", self.at)
        self.at += negative
        inside: list[str] = []
        without: list[str] = []
        subtracted = ""
        while (sign := self._next()) != "]":
            if sign == "-" and self.pattern.startswith("[", self.at) and inside + without:
                self.at += 1
                subtracted = self._class()
            elif sign == "\\":
                found = self._escape()
                if found.startswith("!"):
                    without.append(found[1:])
                else:
                    inside.append(found)
            elif sign == "-" and (not inside or self.pattern.startswith("]", self.at)):
                inside.append("\\-")
            else:
                inside.append(sign if sign == "-" else re.escape(sign))
        ways = [f"[{''.join(inside)}]"] if inside else []
        ways += [f"[^{part}]" for part in without]
        if not ways:
            raise ValueError(f"{self.pattern!r}: a class is empty")
        made = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
        if negative:
            made = f"(?!{made})[\\s\\S]"
        return f"(?:(?!{subtracted}){made})" if subtracted else f"(?:{made})" if negative else made

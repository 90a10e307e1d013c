"""Tokens: maximal runs of letters or digits. Raised digits are a class of their own: they are the marks of notes."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["RAISED", "TOKEN", "raised_value"]

RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TOKEN: Final = re.compile(f"[{RAISED}]+|[^\\W_{RAISED}]+")
_PLAIN: Final = str.maketrans(RAISED, "0123456789")


def raised_value(text: str) -> int:
    """The number that raised digits show."""
    return int(text.translate(_PLAIN))

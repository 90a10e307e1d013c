"""The nearest of the names that are known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant: the same but for case, else one near enough; None where none is."""
    names = sorted(known)
    lowered = name.lower()
    for other in names:
        if other.lower() == lowered and other != name:
            return other
    found = difflib.get_close_matches(name, names, 1)
    return found[0] if found else None

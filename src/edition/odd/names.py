"""Small services: the nearest of the names that are known, and copies of elements."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterable

from lxml import etree

__all__ = ["detached", "nearest"]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant: the same but for case, else one near enough; None where none is."""
    names = sorted(known)
    lowered = name.lower()
    for other in names:
        if other.lower() == lowered and other != name:
            return other
    found = difflib.get_close_matches(name, names, 1)
    return found[0] if found else None


def detached(node: etree._Element) -> etree._Element:
    """A copy of an element without what follows it. Doubled ids, as examples have them, are no hindrance."""
    made = copy.deepcopy(node)
    made.tail = None
    return made

"""How findings speak: names in angle brackets, lists of names, and the nearest of what is known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable

from edition.tei import XML

__all__ = ["attribute_name", "nearest", "one_of", "quoted", "short", "tags"]


def short(text: str, limit: int = 60) -> str:
    """Text on one line, cut at a limit."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Text in quotes, cut at a limit."""
    return f'"{short(text)}"'


def one_of(names: Iterable[str], limit: int = 12) -> str:
    """``a, b or c``; the first of them, where there are many."""
    listed = list(names)
    if len(listed) > limit:
        return ", ".join(listed[:limit]) + " …"
    return listed[0] if len(listed) == 1 else ", ".join(listed[:-1]) + " or " + listed[-1] if listed else ""


def tags(names: Iterable[str], limit: int = 12) -> str:
    """``<a>, <b> or <c>``, sorted."""
    return one_of([f"<{name}>" for name in sorted(names, key=str.lower)], limit)


def attribute_name(name: str) -> str:
    """An attribute as an editor writes it: ``xml:id`` for the name in Clark's notation."""
    if name.startswith(f"{{{XML}}}"):
        return "xml:" + name[len(XML) + 2 :]
    return name.rpartition("}")[2]


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that was most likely meant: the same but for case and marks, else one near enough."""
    if not name:
        return None
    bare = _bare(name)
    for other in sorted(known):
        if _bare(other) == bare and other != name:
            return other
    # Only names of like length: difflib is slow, and an id may have thousands of neighbours.
    near = sorted(other for other in known if abs(len(other) - len(name)) <= 2 + len(name) // 5 and other != name)
    found = difflib.get_close_matches(name, near, 1, 0.75)
    # Two letters changed places: in a short name the ratio alone does not tell.
    turned = [other for other in near if len(other) == len(name) and sorted(other) == sorted(name)]
    return found[0] if found else turned[0] if turned else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())

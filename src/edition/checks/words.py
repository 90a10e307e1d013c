"""How findings speak: names in angle brackets, lists of names, and the nearest of what is known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable

from edition.tei import XML

__all__ = [
    "Speller",
    "attribute_name",
    "nearest",
    "one_of",
    "quoted",
    "short",
    "tags",
]


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


class Speller:
    """The nearest of many names, found through an index: a file may have fifty thousand ids and as many slips."""

    #: Up to so many names are compared one by one; among more, only those one letter away are found.
    FEW = 300

    def __init__(self, known: Iterable[str]) -> None:
        self.known = sorted(known)
        self._found: dict[str, str | None] = {}
        self._bare: dict[str, str] | None = None
        self._shorter: dict[str, str] = {}

    def nearest(self, name: str) -> str | None:
        """The known name that was most likely meant; None where none is near."""
        if name not in self._found:
            few = len(self.known) <= self.FEW
            self._found[name] = nearest(name, self.known) if few else self._by_index(name)
        return self._found[name]

    def _by_index(self, name: str) -> str | None:
        if self._bare is None:
            self._bare = {_bare(other): other for other in reversed(self.known)}
            for other in reversed(self.known):
                self._shorter[other] = other
                for place in range(len(other)):
                    self._shorter[other[:place] + other[place + 1 :]] = other
        found = self._bare.get(_bare(name)) or self._shorter.get(name)
        # A name of a letter or two is one letter away from too many others.
        if found is None and len(name) > 3:
            cuts = (name[:place] + name[place + 1 :] for place in range(len(name)))
            found = next((self._shorter[cut] for cut in cuts if cut in self._shorter), None)
        return found if found != name else None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())

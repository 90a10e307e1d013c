"""The ids of a merged file: what stays the same block keeps its id, and no id is ever given to another.

In: the versions and what belongs together. Out: two maps: from ids of the last import to those of the edited file (an
editor may have renamed one), and from ids of the new import to those that its parts get.
"""

from __future__ import annotations

from edition.merge.matching import Pairing, pair_inner
from edition.merge.parts import Inner, Version

__all__ = ["Names", "names_of"]


class Names:
    """``edited``: id of the last import -> id in the edited file. ``new``: id of the new import -> id it gets."""

    def __init__(self, taken: set[str]) -> None:
        self.edited: dict[str, str] = {}
        self.new: dict[str, str] = {}
        self.taken = taken

    def fresh(self, wish: str) -> str:
        """An id that nothing has had: the one that is wished for, or that with a number behind it."""
        name, number = wish, 2
        while name in self.taken:
            name, number = f"{wish}-{number}", number + 1
        self.taken.add(name)
        return name


def names_of(base: Version, new: Version, edited: Version, imports: Pairing, edits: Pairing, added: Pairing) -> Names:
    """The two maps."""
    names = Names(base.ids | edited.ids)
    for part, other in edits.there.items():
        for x, y in pair_inner(base, part, edited, other):
            if x.id not in edited.ids and y.id not in base.ids:
                names.edited.setdefault(x.id, y.id)
    same: dict[str, str] = {}
    for part, other in imports.there.items():
        for x, y in pair_inner(base, part, new, other):
            same.setdefault(y.id, x.id)
    kept = set(same.values())
    known = {inner.id: inner for part in (base.root, *base.parts) for inner in part.inner}
    listed: list[Inner] = [inner for part in (new.root, *new.parts) for inner in part.inner]
    for inner in listed:
        # What moved into another block and kept its id is still the same.
        twin = known.get(inner.id)
        if twin is None or inner.id in same or inner.id in kept:
            continue
        if twin.name == inner.name and base.inner_key(twin) == new.inner_key(inner):
            same[inner.id] = inner.id
            kept.add(inner.id)
    for part, other in added.there.items():
        for x, y in pair_inner(new, part, edited, other):
            names.new.setdefault(x.id, y.id)
    given: set[str] = set(names.new.values())
    for inner in listed:
        if inner.id in names.new:
            continue
        old = same.get(inner.id)
        wish = names.edited.get(old, old) if old is not None else None
        names.new[inner.id] = wish if wish is not None and wish not in given else names.fresh(inner.id)
        given.add(names.new[inner.id])
    return names

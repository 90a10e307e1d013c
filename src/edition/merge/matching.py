"""Which part of one version is which of another: of the last import and the edited file, of two imports.

In: two versions. Out: a ``Pairing``. An editor keeps the ids of what he edits, so there ids decide; between two imports
a paragraph that was parted moves the numbers of all that follow, so there the words decide.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from edition.merge.alignment import align, groups
from edition.merge.parts import Inner, Part, Version

__all__ = ["Pairing", "match_added", "match_edited", "match_imports", "pair_inner"]


@dataclass(eq=False)
class Pairing:
    """Parts of one version and of another that are the same part. ``regrouped``: blocks that the other version divides
    or joins in another way.
    """

    there: dict[Part, Part] = field(default_factory=dict)
    back: dict[Part, Part] = field(default_factory=dict)
    regrouped: list[tuple[list[Part], list[Part]]] = field(default_factory=list)

    def add(self, a: Part, b: Part) -> bool:
        """Pair two parts, unless one of them is paired already."""
        if a in self.there or b in self.back:
            return False
        self.there[a], self.back[b] = b, a
        return True

    def free(self, a: Iterable[Part], b: Iterable[Part]) -> tuple[list[Part], list[Part]]:
        """The parts on both sides that have no partner."""
        return [part for part in a if part not in self.there], [part for part in b if part not in self.back]


def match_edited(base: Version, edited: Version) -> Pairing:
    """The last import and the file that was edited since: by id, then by what is said where."""
    pairing = Pairing()
    pairing.add(base.root, edited.root)
    homes: dict[str, Part] = {}
    for part in edited.parts:
        for inner in part.inner:
            homes.setdefault(inner.id, part)
    for part in base.parts:
        other = homes.get(part.id) if part.id else None
        if other is not None and other.division == part.division:
            pairing.add(part, other)
    _divisions(pairing, base, edited)
    _same_words(pairing, base, edited, base.parts, edited.parts)
    _divisions(pairing, base, edited)
    _by_name(pairing, base, edited)
    return pairing


def match_imports(base: Version, new: Version) -> Pairing:
    """Two imports: by the words, in order; then blocks that moved; then blocks that share words; then by id."""
    pairing = Pairing()
    pairing.add(base.root, new.root)
    a = [part for part in base.parts if not part.division]
    b = [part for part in new.parts if not part.division]
    pairs = align([base.key(part) for part in a], [new.key(part) for part in b])
    for x, y in pairs:
        pairing.add(a[x], b[y])
    _moved(pairing, base, new, a, b)
    edges = [(-1, -1), *pairs, (len(a), len(b))]
    for (x, y), (u, v) in itertools.pairwise(edges):
        own, other = pairing.free(a[x + 1 : u], b[y + 1 : v])
        if own and other:
            _shared(pairing, base, new, own, other)
    _divisions(pairing, base, new)
    _by_name(pairing, base, new)
    return pairing


def match_added(new: Version, edited: Version, a: Sequence[Part], b: Sequence[Part]) -> Pairing:
    """What both the new import and the editor have added: only what says the same."""
    pairing = Pairing()
    for x, y in align([new.key(part) for part in a], [edited.key(part) for part in b]):
        pairing.add(a[x], b[y])
    return pairing


def _shared(pairing: Pairing, base: Version, new: Version, own: list[Part], other: list[Part]) -> None:
    """Blocks between two that are the same: those that share words, then those that have one id."""
    for group in groups([base.words(part) for part in own], [new.words(part) for part in other]):
        for x, y in group.pairs:
            pairing.add(own[x], other[y])
        if len(group.a) > 1 or len(group.b) > 1:
            pairing.regrouped.append(([own[x] for x in group.a], [other[y] for y in group.b]))
    left, right = pairing.free(own, other)
    grouped = {part for sides in pairing.regrouped for side in sides for part in side}
    by_id = {part.id: part for part in right if part.id and part not in grouped}
    for part in left:
        same = by_id.get(part.id)
        if same is not None and part not in grouped and same.name == part.name:
            pairing.add(part, same)


def _same_words(pairing: Pairing, a: Version, b: Version, own: Sequence[Part], other: Sequence[Part]) -> None:
    """What says the same in the same division, then anywhere if it says it only once."""
    left, right = pairing.free(own, other)
    keys = [(a.key(part), id(pairing.there.get(part.parent)) if part.parent else 0) for part in left]
    there = [(b.key(part), id(part.parent)) for part in right]
    for x, y in align(keys, there):
        if not left[x].division:
            pairing.add(left[x], right[y])
    _moved(pairing, a, b, own, other)


def _moved(pairing: Pairing, a: Version, b: Version, own: Sequence[Part], other: Sequence[Part]) -> None:
    """Blocks of at least three words that stand once on each side, wherever."""
    left, right = pairing.free(own, other)
    left = [part for part in left if not part.division and len(a.words(part)) > 2]
    once = Counter(a.key(part) for part in left)
    there = Counter(b.key(part) for part in right)
    places = {b.key(part): part for part in right if there[b.key(part)] == 1}
    for part in left:
        key = a.key(part)
        if once[key] == 1 and key in places:
            pairing.add(part, places[key])


def _divisions(pairing: Pairing, a: Version, b: Version) -> None:
    """Divisions: the parts of the book by name, those with most in common, then those that have one id."""
    for part in a.parts:
        if part.division and not part.name.startswith("div") and part.parent in pairing.there:
            above = pairing.there[part.parent]
            same = [c for c in above.children if c.name == part.name and c.division and c not in pairing.back]
            if same:
                pairing.add(part, same[0])
    for _ in range(2):
        common: Counter[tuple[Part, Part]] = Counter()
        order = {part: n for n, part in enumerate(a.parts)}
        for own, other in pairing.there.items():
            if own.parent is not None and other.parent is not None and own.parent.name == other.parent.name:
                common[own.parent, other.parent] += 1 + len(a.words(own))
        for (own, other), _ in sorted(common.items(), key=lambda item: (-item[1], order.get(item[0][0], -1))):
            pairing.add(own, other)
    left, right = pairing.free(a.parts, b.parts)
    by_id = {part.id: part for part in right if part.id and part.division}
    for part in left:
        if part.division and part.id in by_id and by_id[part.id].name == part.name:
            pairing.add(part, by_id[part.id])


def _by_name(pairing: Pairing, a: Version, b: Version) -> None:
    """What is left without an id in one division, by name and order: a changed heading is still the heading."""
    grouped = {part for sides in pairing.regrouped for side in sides for part in side}
    for above, same in [(x, y) for x, y in pairing.there.items() if x.division or x is a.root]:
        left, right = pairing.free(above.children, same.children)
        left = [part for part in left if not part.id and part.name[0] != "#" and not part.division]
        for part in left:
            if part in grouped:
                continue
            fitting = [
                c for c in right if c.name == part.name and not c.id and c not in pairing.back and c not in grouped
            ]
            if fitting:
                pairing.add(part, fitting[0])


def pair_inner(a: Version, part: Part, b: Version, other: Part) -> list[tuple[Inner, Inner]]:
    """The elements with ids in two blocks (or the start tags of two divisions) that are the same."""
    if part.division or other.division:
        return [(part.inner[0], other.inner[0])] if part.id and other.id else []
    own, there = part.inner, other.inner
    pairs: list[tuple[int, int]] = []
    # The ids of the blocks themselves belong together, whatever is in them; but a paragraph that a quotation has taken
    # in is the paragraph in it.
    whole = bool(part.id and other.id) and (part.name == other.name or not _holds(part, other))
    if whole:
        own, there = own[1:], there[1:]
    pairs = align([(x.name, a.inner_key(x)) for x in own], [(y.name, b.inner_key(y)) for y in there])
    edges = [(-1, -1), *pairs, (len(own), len(there))]
    result = [(own[x], there[y]) for x, y in pairs]
    for (x, y), (u, v) in itertools.pairwise(edges):
        rest = list(there[y + 1 : v])
        for inner in own[x + 1 : u]:
            same = next((candidate for candidate in rest if candidate.name == inner.name), None)
            if same is not None:
                del rest[: rest.index(same) + 1]
                result.append((inner, same))
    if whole:
        result.append((part.inner[0], other.inner[0]))
    return result


def _holds(part: Part, other: Part) -> bool:
    """Whether one of two blocks has an element inside that is called as the other is."""
    return any(inner.name == part.name for inner in other.inner[1:]) or any(
        inner.name == other.name for inner in part.inner[1:]
    )

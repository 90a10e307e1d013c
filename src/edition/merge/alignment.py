"""Two rows of things set side by side: what is the same in both, in order; and blocks that share their words.

In: two lists of keys, or of words by block. Out: pairs of places. What occurs once in both is the anchor of the rest,
so that a long book costs little.
"""

from __future__ import annotations

import difflib
import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Group", "align", "groups"]

#: Up to this many pairs the stretches between anchors are compared each with each.
_CLOSE: Final = 200_000


def align(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places with equal keys, increasing on both sides."""
    pairs: list[tuple[int, int]] = []
    stack = [(0, len(a), 0, len(b))]
    while stack:
        a0, a1, b0, b1 = stack.pop()
        while a0 < a1 and b0 < b1 and a[a0] == b[b0]:
            pairs.append((a0, b0))
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and a[a1 - 1] == b[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
            pairs.append((a1, b1))
        if a0 == a1 or b0 == b1:
            continue
        anchors = _anchors(a, b, (a0, a1), (b0, b1))
        if anchors:
            pairs += anchors
            edges = [(a0 - 1, b0 - 1), *anchors, (a1, b1)]
            stack += [(x + 1, u, y + 1, v) for (x, y), (u, v) in itertools.pairwise(edges)]
        elif (a1 - a0) * (b1 - b0) <= _CLOSE:
            matcher = difflib.SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False)
            for x, y, size in matcher.get_matching_blocks():
                pairs += [(a0 + x + n, b0 + y + n) for n in range(size)]
    return sorted(pairs)


def _anchors(
    a: Sequence[Hashable], b: Sequence[Hashable], of_a: tuple[int, int], of_b: tuple[int, int]
) -> list[tuple[int, int]]:
    """What occurs once in each stretch: the longest row of it that keeps the order of both."""
    counts_a, counts_b = Counter(a[slice(*of_a)]), Counter(b[slice(*of_b)])
    places = {key: n for n, key in enumerate(b[slice(*of_b)], of_b[0]) if counts_b[key] == 1}
    found = [(n, places[key]) for n, key in enumerate(a[slice(*of_a)], of_a[0]) if counts_a[key] == 1 and key in places]
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for at, (_, y) in enumerate(found):
        rank = bisect_left(tails, y)
        links.append(ends[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [y]
        ends[rank : rank + 1] = [at]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(found[at])
        at = links[at]
    return chain[::-1]


@dataclass(frozen=True, slots=True)
class Group:
    """Places in two rows of blocks that share words, and the pairs among them that share most."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


def groups(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> list[Group]:
    """Blocks, given as their words, that share words in order. A paragraph that was parted makes a group of one and
    two; what shares nothing is in none.
    """
    row_a = [(n, word) for n, words in enumerate(a) for word in words]
    row_b = [(n, word) for n, words in enumerate(b) for word in words]
    shared: Counter[tuple[int, int]] = Counter(
        (row_a[x][0], row_b[y][0]) for x, y in align([word for _, word in row_a], [word for _, word in row_b])
    )
    links = [(x, y) for (x, y), count in shared.items() if count >= max(1, 0.3 * min(len(a[x]), len(b[y])))]
    home = list(range(len(a) + len(b)))

    def top(place: int) -> int:
        while home[place] != place:
            place = home[place]
        return place

    for x, y in sorted(links):
        home[top(len(a) + y)] = top(x)
    gathered: dict[int, tuple[list[int], list[int]]] = {}
    for place in range(len(home)):
        sides = gathered.setdefault(top(place), ([], []))
        if place < len(a):
            sides[0].append(place)
        else:
            sides[1].append(place - len(a))
    found = []
    for xs, ys in gathered.values():
        pairs: list[tuple[int, int]] = []
        for x, y in sorted(links, key=lambda link: (-shared[link], link)):
            if x in xs and y in ys and all(x != u and y != v for u, v in pairs):
                pairs.append((x, y))
        if xs and ys:
            found.append(Group(tuple(xs), tuple(ys), tuple(pairs)))
    return found

"""Where places crowd on a map: the regions that deserve a map of their own.

In: the places as they lie on a map, and which of them have no name there. Out: groups of places that lie together, the
most crowded first. Same places, same groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from edition.editions.html.pictures.projection import Point

__all__ = ["crowded"]

#: How near is together, as shares of the width of the map; the widest is tried first.
_NEAR: Final = (0.1, 0.07, 0.05, 0.035, 0.025, 0.015)
#: A region is not wider and not higher than these shares of the map's width, or its own map would show little more.
_WIDEST: Final = 0.4
_HIGHEST: Final = 0.25
_FEWEST: Final = 3


def crowded(points: Sequence[Point], named: Sequence[bool], width: float) -> list[tuple[int, tuple[int, ...]]]:
    """Groups of places as their indexes, each with the number of its nameless places: at least two."""
    left = set(range(len(points)))
    groups: list[tuple[int, tuple[int, ...]]] = []
    for share in _NEAR:
        for group in _together(points, sorted(left), share * width):
            spots = {(round(points[at][0]), round(points[at][1])) for at in group}
            xs, ys = [x for x, _ in spots], [y for _, y in spots]
            nameless = len({(round(points[at][0]), round(points[at][1])) for at in group if not named[at]})
            small = max(xs) - min(xs) <= _WIDEST * width and max(ys) - min(ys) <= _HIGHEST * width
            if small and nameless >= 2 and len(spots) >= _FEWEST:
                groups.append((nameless, tuple(group)))
                left -= set(group)
    return sorted(groups, key=lambda one: (-one[0], one[1]))


def _together(points: Sequence[Point], chosen: Sequence[int], near: float) -> Iterator[list[int]]:
    """Points whose cells of a grid touch, in groups."""
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in chosen:
        cells[int(points[at][0] // near), int(points[at][1] // near)].append(at)
    seen: set[tuple[int, int]] = set()
    for start in cells:
        if start in seen:
            continue
        seen.add(start)
        group, open_cells = [], [start]
        while open_cells:
            column, row = open_cells.pop()
            group += cells[column, row]
            for cell in ((column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)):
                if cell in cells and cell not in seen:
                    seen.add(cell)
                    open_cells.append(cell)
        yield sorted(group)

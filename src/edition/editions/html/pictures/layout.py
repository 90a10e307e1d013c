"""Where the nodes of a network stand: those near each other that are tied, none over another.

In: how many nodes there are, their ties with weights, and the size of each with its label. Out: the middle of each
node, in a picture whose size comes with it. The lengths of paths are fitted by stochastic gradient descent as Zheng,
Pawar and Goodman describe it (Graph Drawing by Stochastic Gradient Descent, 2019), but in a fixed order and from a
circle: the same network is always drawn the same.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["Box", "apart", "place"]

#: Half the width and half the height of a node with its label.
Box = tuple[float, float]
_ROUNDS: Final = 24
_GAP: Final = 5.0


def place(
    boxes: Sequence[Box], ties: Mapping[tuple[int, int], int], size: tuple[float, float]
) -> tuple[list[tuple[float, float]], tuple[float, float]]:
    """The middle of each node in a picture of about that size, and the size that was needed."""
    count = len(boxes)
    if count == 0:
        return [], size
    points = _fitted(_distances(count, ties), count)
    points = _turned(_gathered(points))
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    across = (size[0] - 2 * max(w for w, _ in boxes)) / max(right - left, 1e-9)
    down = (size[1] - 2 * max(h for _, h in boxes)) / max(bottom - top, 1e-9)
    # A little wider than high is good; stretched is not.
    across, down = min(across, 2.2 * down), min(down, 2.2 * across)
    moved = apart([((x - left) * across, (y - top) * down) for x, y in points], boxes)
    left = min(x - w for (x, _), (w, _) in zip(moved, boxes, strict=True)) - _GAP
    top = min(y - h for (_, y), (_, h) in zip(moved, boxes, strict=True)) - _GAP
    moved = [(round(x - left, 1), round(y - top, 1)) for x, y in moved]
    wide = max(x + w for (x, _), (w, _) in zip(moved, boxes, strict=True)) + _GAP
    high = max(y + h for (_, y), (_, h) in zip(moved, boxes, strict=True)) + _GAP
    return moved, (math.ceil(wide), math.ceil(high))


def _distances(count: int, ties: Mapping[tuple[int, int], int]) -> list[list[float]]:
    """How far apart any two nodes are meant to be: along the shortest path of ties; the strong ones are shorter."""
    near: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    strongest = max(ties.values(), default=1)
    for (one, other), weight in sorted(ties.items()):
        length = 1.0 + 0.8 * (1 - math.sqrt(weight / strongest))
        near[one].append((other, length))
        near[other].append((one, length))
    found = []
    for start in range(count):
        row = [math.inf] * count
        row[start] = 0.0
        heap = [(0.0, start)]
        while heap:
            so_far, node = heapq.heappop(heap)
            if so_far > row[node]:
                continue
            for other, length in near[node]:
                if so_far + length < row[other]:
                    row[other] = so_far + length
                    heapq.heappush(heap, (so_far + length, other))
        found.append(row)
    longest = max((value for row in found for value in row if value < math.inf), default=1.0)
    # What no path joins stands beside it.
    return [[value if value < math.inf else 0.7 * longest + 1.5 for value in row] for row in found]


def _fitted(distances: Sequence[Sequence[float]], count: int) -> list[tuple[float, float]]:
    """Points whose distances are near to those that are meant."""
    xs = [count / 4 * math.cos(2 * math.pi * index / count) for index in range(count)]
    ys = [count / 4 * math.sin(2 * math.pi * index / count) for index in range(count)]
    pairs = [(i, j, distances[i][j]) for i in range(count) for j in range(i)]
    if not pairs:
        return list(zip(xs, ys, strict=True))
    # A stride that shares no divisor with the number of pairs visits each of them once, in no order that shows.
    stride = next(
        step for step in range(int(len(pairs) * 0.618) | 1, 2 * len(pairs) + 2) if math.gcd(step, len(pairs)) == 1
    )
    order = [pairs[index * stride % len(pairs)] for index in range(len(pairs))]
    least, most = min(pair[2] for pair in pairs), max(pair[2] for pair in pairs)
    decay = math.log(most * most / (0.08 * least * least)) / (_ROUNDS - 1)
    for turn in range(_ROUNDS):
        step = most * most * math.exp(-decay * turn)
        for i, j, wanted in order:
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            now = math.sqrt(dx * dx + dy * dy) or 1e-6
            pull = min(1.0, step / (wanted * wanted)) * (now - wanted) / (2 * now)
            xs[i] -= pull * dx
            ys[i] -= pull * dy
            xs[j] += pull * dx
            ys[j] += pull * dy
    return list(zip(xs, ys, strict=True))


def _gathered(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points with those far out drawn in, which leaves more room for the many in the middle."""
    count = len(points)
    mx, my = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    far = [math.hypot(x - mx, y - my) for x, y in points]
    most = max(far) or 1.0
    factors = [(one / most) ** -0.4 if one else 1.0 for one in far]
    return [((x - mx) * by, (y - my) * by) for (x, y), by in zip(points, factors, strict=True)]


def _turned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points turned so that they are wider than high."""
    count = len(points)
    mx, my = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    sxx = sum((x - mx) ** 2 for x, _ in points)
    syy = sum((y - my) ** 2 for _, y in points)
    sxy = sum((x - mx) * (y - my) for x, y in points)
    angle = -0.5 * math.atan2(2 * sxy, sxx - syy)
    cos, sin = math.cos(angle), math.sin(angle)
    return [((x - mx) * cos - (y - my) * sin, (x - mx) * sin + (y - my) * cos) for x, y in points]


def apart(points: Sequence[tuple[float, float]], boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """The points moved until no box lies over another."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    count = len(points)
    turn = 0
    while True:
        touched = False
        order = sorted(range(count), key=lambda index: (xs[index] - boxes[index][0], index))
        for at, i in enumerate(order):
            reach = xs[i] + boxes[i][0] + _GAP
            for j in order[at + 1 :]:
                if xs[j] - boxes[j][0] >= reach + 40:
                    break
                wide, high = boxes[i][0] + boxes[j][0] + _GAP, boxes[i][1] + boxes[j][1] + _GAP
                dx, dy = xs[j] - xs[i], ys[j] - ys[i]
                over_x, over_y = wide - abs(dx), high - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                touched = True
                # Along the way that is shorter; a little more than needed, so that it comes to an end.
                if over_x < over_y:
                    shift = (over_x + 0.2) / 2 * (1 if dx > 0 or (dx == 0 and i < j) else -1)
                    xs[i] -= shift
                    xs[j] += shift
                else:
                    shift = (over_y + 0.2) / 2 * (1 if dy > 0 or (dy == 0 and i < j) else -1)
                    ys[i] -= shift
                    ys[j] += shift
        if not touched:
            return list(zip(xs, ys, strict=True))
        turn += 1
        if turn % 40 == 0:
            # Too close to settle: more room for all.
            xs = [x * 1.15 for x in xs]
            ys = [y * 1.15 for y in ys]

"""Marks aligned with notes: monotone alignment of the numbers found with the numbers expected.

In: the numbers of the marks of one section as they were read, and the numbers of its notes. Out: for each mark the
index of its note, or None. A misread mark is joined only where the alignment leaves no other choice; the cost of
every alternative is compared, and a tie is left unjoined. (Edit distance after Wagner and Fischer 1974,
with forward and backward sums to see the ties.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["align"]

#: A mark that was misread, at best and at worst; a note without its mark; a mark without a note.
SUBSTITUTION: Final = (6, 14)
MISSING: Final = 8
SPURIOUS: Final = 11


def _cost(read: int, expected: int) -> int:
    """What it costs to take ``read`` for a misreading of ``expected``."""
    if read == expected:
        return 0
    a, b = str(read), str(expected)
    low, high = SUBSTITUTION
    if a in (b * 2, b * 3) or (len(a) > len(b) and (a.startswith(b) or a.endswith(b))):
        return low
    if len(a) == len(b) and sum(1 for x, y in zip(a, b, strict=True) if x != y) == 1:
        return low + 2
    if len(a) < len(b) and (b.startswith(a) or b.endswith(a)):
        return low + 2
    return high


def align(read: Sequence[int], notes: Sequence[int]) -> list[int | None]:
    """For each mark the index of its note, or None for a mark that could not be joined beyond doubt."""
    if list(read) == list(notes):
        return list(range(len(read)))
    rows, columns = len(read), len(notes)
    if rows * columns > 4_000_000:
        # Far beyond any book: join what agrees in order, leave the rest.
        return _in_order(read, notes)
    infinite = 10**9
    forward = [[infinite] * (columns + 1) for _ in range(rows + 1)]
    backward = [[infinite] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            best = 0 if i == j == 0 else infinite
            if i:
                best = min(best, forward[i - 1][j] + SPURIOUS)
            if j:
                best = min(best, forward[i][j - 1] + MISSING)
            if i and j:
                best = min(best, forward[i - 1][j - 1] + _cost(read[i - 1], notes[j - 1]))
            forward[i][j] = best
    for i in range(rows, -1, -1):
        for j in range(columns, -1, -1):
            best = 0 if i == rows and j == columns else infinite
            if i < rows:
                best = min(best, backward[i + 1][j] + SPURIOUS)
            if j < columns:
                best = min(best, backward[i][j + 1] + MISSING)
            if i < rows and j < columns:
                best = min(best, backward[i + 1][j + 1] + _cost(read[i], notes[j]))
            backward[i][j] = best
    total = forward[rows][columns]
    joined: list[int | None] = []
    for i in range(rows):
        choices = [
            (forward[i][j] + _cost(read[i], notes[j]) + backward[i + 1][j + 1], j)
            for j in range(columns)
            if abs(i - j) <= max(rows, columns)
        ]
        spurious = min(forward[i][j] + SPURIOUS + backward[i + 1][j] for j in range(columns + 1))
        choices.sort()
        if not choices or choices[0][0] > total:
            joined.append(None)
            continue
        cost, best_note = choices[0]
        exact = read[i] == notes[best_note]
        rival = min(choices[1][0] if len(choices) > 1 else infinite, spurious)
        # A misread mark must be the only good reading by a clear margin; an exact one only must not be tied.
        sure = rival > cost if exact else rival >= cost + 3
        joined.append(best_note if sure else None)
    return joined


def _in_order(read: Sequence[int], notes: Sequence[int]) -> list[int | None]:
    places = {number: index for index, number in enumerate(notes)}
    joined: list[int | None] = []
    last = -1
    for number in read:
        index = places.get(number, -1)
        if index > last:
            joined.append(index)
            last = index
        else:
            joined.append(None)
    return joined

"""Who is named together: persons in the same block of the text.

In: the facts. Out: Ties, with how many blocks each pair has in common, and where the first of them is. A block that
names very many persons is a list, not company: it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

__all__ = ["Company", "Tie", "company_of"]

#: A block with more persons than these is a list.
_LIST: Final = 40


@dataclass(frozen=True, slots=True)
class Tie:
    """Two persons (the first in the order of the register comes first), and the blocks that name both."""

    one: str
    other: str
    weight: int
    #: The page and the id of a mention of each in the first of these blocks.
    first: tuple[str, str]
    other_first: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Company:
    """The persons that are named, by id, and their ties: the strongest first."""

    persons: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()

    def by_person(self) -> dict[str, list[tuple[str, int, tuple[str, str]]]]:
        """Of each person those named together with it, the most often first: id, number of blocks, first passage."""
        found: dict[str, list[tuple[str, int, tuple[str, str]]]] = defaultdict(list)
        for tie in self.ties:
            found[tie.one].append((tie.other, tie.weight, tie.first))
            found[tie.other].append((tie.one, tie.weight, tie.other_first))
        return dict(found)


def company_of(facts: Mapping[str, Any]) -> Company:
    """Who is named together with whom."""
    persons = {str(one["id"]): one for one in facts["entries"] if one["register"] == "persons" and one["mentions"]}
    place = {identifier: index for index, identifier in enumerate(persons)}
    pages = {str(page["stem"]): index for index, page in enumerate(facts["pages"], 1)}
    blocks: dict[tuple[int, str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for identifier, person in persons.items():
        for mention in person["mentions"]:
            page, block = str(mention["page"]), str(mention["block"])
            if block:
                blocks[pages.get(page, 0), page, block].setdefault(identifier, (page, str(mention["to"])))
    weights: dict[tuple[str, str], int] = defaultdict(int)
    firsts: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    # Blocks come in the order of pages, and on a page in that of their first mentions.
    for _key, named in sorted(blocks.items(), key=lambda one: one[0][0]):
        if 2 <= len(named) <= _LIST:
            for pair in combinations(sorted(named, key=place.__getitem__), 2):
                weights[pair] += 1
                firsts.setdefault(pair, named)
    counts = {identifier: len(person["mentions"]) for identifier, person in persons.items()}
    order = sorted(
        weights,
        # Among equals those who are seldom named: for them it tells more.
        key=lambda pair: (-weights[pair], counts[pair[0]] + counts[pair[1]], place[pair[0]], place[pair[1]]),
    )
    ties = (Tie(*pair, weights[pair], firsts[pair][pair[0]], firsts[pair][pair[1]]) for pair in order)
    return Company(persons, tuple(ties))

"""Persons who are called by given name and patronymic, as Russian does in speech: "Lev Davidovich".

In: the blocks, what was found by surnames, and the registers. Out: mentions by given name and patronymic without the
surname. Only one who is named by the surname in the same chapter can be meant; where two of them bear the same initials
(Nikolai Ivanovich is a Bukharin as well as a Yezhov), the mention waits for a decision.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from edition.enrich.authority import Authority, Entry
from edition.enrich.persons import Found
from edition.enrich.reading import Block
from edition.enrich.spelling import agree, initials

__all__ = ["by_patronymic"]

_CALLED: Final = re.compile(
    r"(?<![^\W\d_])(?<![.-])(?P<given>[A-ZА-ЯЁ][a-zа-яё']{2,})[ \n](?P<patronymic>[A-ZА-ЯЁ][a-zа-яё']+"
    r"(?:[oe]vich|yevich|[oe]vna|yevna|ichna|[kmo]ich|ович|евич|овна|евна|ична|[кмо]ич))(?![^\W\d_]|-[A-ZА-ЯЁ])"
)
#: A surname that follows: the name is whole, and is somebody's who is in no register if nobody was found.
_SURNAME: Final = re.compile(r"[ \n][A-ZА-ЯЁ][^\W\d_]+")


def by_patronymic(
    found: Sequence[Found],
    blocks: Sequence[Block],
    texts: Sequence[str],
    authority: Authority,
    chapter_of: Callable[[Block], str],
) -> list[Found]:
    """The mentions by given name and patronymic that no other name covers."""
    calls = [(index, match) for index, text in enumerate(texts) for match in _CALLED.finditer(text)]
    if not calls:
        return []
    covered: Mapping[int, list[tuple[int, int]]] = defaultdict(list)
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        covered[one.block].append((one.start, one.end))
        if one.kind == "person" and one.entry is not None:
            named[chapter_of(blocks[one.block])][one.entry.id] += 1
    result = []
    for index, match in calls:
        start, end = match.span()
        taken = [*covered[index], *blocks[index].human()]
        if any(low < end and start < high for low, high in taken) or _SURNAME.match(texts[index], end):
            continue
        given = (match["given"], match["patronymic"])
        here = named[chapter_of(blocks[index])]
        bearers = [entry for entry in authority.of("person") if here[entry.id] and _bears(entry, given)]
        if not bearers:
            continue
        bearers.sort(key=lambda entry: (-here[entry.id], entry.id))
        one = Found(index, start, end, start, match[0], [], given, entry=bearers[0], page=blocks[index].page(start))
        one.rivals = tuple(entry.id for entry in bearers[1:])
        if len(bearers) == 1:
            one.rule, one.cert, one.score = "patronymic", "medium", 0.75
        else:
            one.rule, one.cert, one.score = "patronymic-of-several", "low", 0.3
        result.append(one)
    return result


def _bears(entry: Entry, given: tuple[str, str]) -> bool:
    """Whether both names can be those of an entry; a single initial is no witness of a patronymic."""
    return any(len(initials(name.given)) == 2 and agree(given, name.given) for name in entry.names)

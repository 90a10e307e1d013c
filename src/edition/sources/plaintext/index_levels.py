"""Heads and sub-entries of an index, told apart by the order of the alphabet.

In: the units of an index. Out: their levels. Heads stand in the order of the alphabet and sub-entries, for the most
part, break it: the heads are the heaviest sequence of units whose keys do not descend (weighted longest non-decreasing
subsequence; a descent is allowed at a price, for printers err too and columns change places). Weights say how much a
unit looks like a head. What heads and sub-entries look like is learned from the index itself: the first word, capitals,
the form of a name, bullets and indentation where they go with the order.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from edition.sources.plaintext.index_lines import Unit

__all__ = ["COLLATIONS", "Levels", "displaced", "find_levels", "folded"]

#: What a head out of order costs, in the weight of a head.
_DESCENT: Final = 5.0
#: What it costs where both begin with the same letters: neighbours that a printer or a collation of its own put so.
_NEAR: Final = 1.5
_PREFIX: Final = 3
#: What the heads of a run lose that stands far from its place in the alphabet: the sub-entries of one head, in order.
_STRAY: Final = 4.0
_ROUNDS: Final = 3
#: Units that are surer than this, in weight, are no doubt.
DOUBTFUL: Final = 1.0
_LEAD: Final = re.compile(
    r"(?:the|an?|der|die|das|ein|eine|les?|la|el|los|las|il|lo|gli|von|van|de|der|di|du|da|zu|zur|zum)\s+(?=\w)"
)
_PERSON: Final = re.compile(r"[^\W\d_][^,]{1,40},\s+(?:[^\W\d_]\w{0,2}\.|[^\W\d_]\w+)")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
#: Words with which a sub-entry begins, where it is no title: it goes on with the words of its head.
_GOES_ON: Final = frozenset(
    "a about after against and as at before between by during for from his her in its of on opposes over their to "
    "under with without als auf aus bei durch für gegen im in mit nach seine ihre über und unter von vor zu zur zum "
    "à au avec chez contre dans de des du en et par pour sa ses son sur в и его ее за из к на о об от под после "
    "при против с у".split()
)


def folded(text: str) -> str:
    """Letters and digits in lower case, without the marks above and below them, words parted by single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain.replace("'", "").replace("’", "")).strip()


def _letters(label: str) -> str:
    return folded(label).replace(" ", "")


def _words(label: str) -> str:
    return folded(label)


def _comma(label: str) -> str:
    """Letter by letter up to the comma, then what stands behind it."""
    head, _, rest = label.partition(",")
    return folded(head).replace(" ", "") + "\x00" + folded(rest)


def _words_comma(label: str) -> str:
    head, _, rest = label.partition(",")
    return folded(head) + "\x00" + folded(rest)


#: The ways in which an index may be in order.
COLLATIONS: Final[dict[str, Callable[[str], str]]] = {
    "letter by letter": _letters,
    "letter by letter to the comma": _comma,
    "word by word": _words,
    "word by word to the comma": _words_comma,
}


@dataclass(slots=True)
class Levels:
    """What was found: the collation, the key of each unit, the heads in order, those that descend, those in doubt."""

    collation: str
    keys: list[str]
    heads: list[int]
    descents: list[int]
    doubtful: dict[int, float]


def find_levels(units: Sequence[Unit]) -> Levels:
    """Give each unit its ``level`` (0 for heads and letters, 1 and more for sub-entries)."""
    labels = [unit.label for unit in units]
    scores: list[tuple[float, str, bool]] = []
    german = any(c in "äöüÄÖÜ" for label in labels for c in label)
    begun = [label for unit, label in zip(units, labels, strict=True) if unit.letter is None and unit.begins]
    capitals = sum(_form(label) != "lower" for label in begun) * 5 >= len(begun) * 3
    first = [_prior(unit, label, capitals) for unit, label in zip(units, labels, strict=True)]
    # The first unit has no head above it.
    first[0] = max(first[0], 60.0)
    tables: dict[tuple[str, bool], list[tuple[str, ...]]] = {}
    for name in COLLATIONS:
        for umlauts in (False, True) if german else (False,):
            keys = [_keys(unit, label, name, umlauts) for unit, label in zip(units, labels, strict=True)]
            tables[name, umlauts] = keys
            scores.append((_heaviest(keys, first).score, name, umlauts))
    _, name, umlauts = max(scores, key=lambda item: item[0])
    keys = tables[name, umlauts]
    weights = first
    chosen = _heaviest(keys, weights)
    for _ in range(_ROUNDS):
        # What fits between its neighbours is judged by a sequence that never descends.
        spine = _heaviest(keys, weights, math.inf)
        weights = _learned(units, labels, keys, chosen, spine, first)
        chosen = _heaviest(keys, weights)
    strays = _strays(chosen, units, labels)
    if strays:
        weights = list(weights)
        for n in strays:
            weights[n] -= _STRAY
        chosen = _heaviest(keys, weights)
    heads = set(chosen.path)
    level = 0
    for n, unit in enumerate(units):
        if n in heads:
            unit.level = level = 0
        elif unit.begins:
            unit.level = level = 1
        else:
            unit.level = level + 1
    margins = _margins(keys, weights, chosen)
    doubtful = {
        n: margin
        for n, margin in enumerate(margins)
        if margin < DOUBTFUL and units[n].begins and units[n].letter is None and n > 0
    }
    descents = [b for a, b in zip(chosen.path, chosen.path[1:], strict=False) if chosen.key[b] < chosen.key[a]]
    spelled = [chosen.key.get(n, alternatives[0]) for n, alternatives in enumerate(keys)]
    return Levels(name, spelled, chosen.path, descents, doubtful)


def _keys(unit: Unit, label: str, collation: str, umlauts: bool) -> tuple[str, ...]:
    """The keys under which a label may stand: as it is, and without a leading article or particle."""
    spell = COLLATIONS[collation]
    text = label.lower().translate(_GERMAN) if umlauts else label
    if unit.letter is not None:
        return (folded(unit.letter[0]),)
    keys = [spell(text)]
    bare = text.lstrip("\"“„«'‘‚(").lower()
    lead = _LEAD.match(bare)
    if lead and unit.begins:
        keys.append(spell(bare[lead.end() :]))
    return tuple(keys)


def _form(label: str) -> str:
    """What a label looks like: a name with its surname first, a quotation, a word in capitals or in lower case."""
    if label[:1] in "\"“„«'‘‚":
        return "quoted"
    letter = next((c for c in label if c.isalpha()), "")
    if not letter.isupper():
        return "lower"
    return "name" if _PERSON.match(label) else "capital"


def _prior(unit: Unit, label: str, capitals: bool) -> float:
    """How much a unit looks like a head before anything is known of the index."""
    if unit.letter is not None:
        return 60.0
    if not unit.begins:
        return -60.0
    if not label:
        return -20.0
    # Where most entries begin with a capital, heads do.
    weight = {"name": 3.5, "capital": 1.5, "lower": -1.0 if capitals else 0.5, "quoted": 0.5}[_form(label)]
    if label[:1].islower() and folded(label).split(" ")[0] in _GOES_ON:
        weight -= 2.5
    if unit.after == ";":
        weight -= 3.0
    return weight


@dataclass(slots=True)
class _Scan:
    """For every unit and key: the best score of a sequence that ends there, and the unit and key before it."""

    scores: list[list[float]]
    links: list[list[tuple[int, int]]]


@dataclass(slots=True)
class _Path:
    """The heaviest sequence: its score, its members, the key under which each stands."""

    score: float
    path: list[int]
    key: dict[int, str]
    scan: _Scan


def _scan(
    keys: Sequence[tuple[str, ...]], ranks: Sequence[Sequence[int]], size: int, weights: Sequence[float], price: float
) -> _Scan:
    """The best sequences, in one pass: a Fenwick tree holds the best score for all keys up to a rank."""
    near: dict[str, tuple[float, tuple[int, int]]] = {}
    nowhere = (-1, -1)
    tree: list[tuple[float, tuple[int, int]]] = [(0.0, nowhere)] * (size + 1)
    best: tuple[float, tuple[int, int]] = (0.0, nowhere)
    result = _Scan([], [])
    for n, own in enumerate(ranks):
        scores, links = [], []
        prefixes = [key[:_PREFIX] for key in keys[n]]
        for prefix, rank in zip(prefixes, own, strict=True):
            found = (best[0] - price, best[1])
            if prefix in near and near[prefix][0] - min(price, _NEAR) > found[0]:
                found = (near[prefix][0] - min(price, _NEAR), near[prefix][1])
            at = rank + 1
            while at:
                if tree[at][0] > found[0]:
                    found = tree[at]
                at &= at - 1
            scores.append(found[0] + weights[n])
            links.append(found[1])
        for k, rank in enumerate(own):
            entry = (scores[k], (n, k))
            at = rank + 1
            while at <= size:
                if entry[0] > tree[at][0]:
                    tree[at] = entry
                at += at & -at
            if entry[0] > best[0]:
                best = entry
            if len(prefixes[k]) == _PREFIX and (prefixes[k] not in near or entry[0] > near[prefixes[k]][0]):
                near[prefixes[k]] = entry
        result.scores.append(scores)
        result.links.append(links)
    return result


def _ranks(keys: Sequence[tuple[str, ...]]) -> tuple[list[list[int]], int]:
    order = sorted({key for own in keys for key in own})
    rank = {key: n for n, key in enumerate(order)}
    return [[rank[key] for key in own] for own in keys], len(order)


def _heaviest(keys: Sequence[tuple[str, ...]], weights: Sequence[float], price: float = _DESCENT) -> _Path:
    ranks, size = _ranks(keys)
    scan = _scan(keys, ranks, size, weights, price)
    score, at = max(((score, (n, k)) for n, own in enumerate(scan.scores) for k, score in enumerate(own)))
    path, key = [], {}
    while at[0] >= 0:
        path.append(at[0])
        key[at[0]] = keys[at[0]][at[1]]
        at = scan.links[at[0]][at[1]]
    path.reverse()
    return _Path(score, path, key, scan)


def _price(first: str, second: str) -> float:
    """What it costs that the second key follows the first."""
    if first <= second:
        return 0.0
    return _NEAR if len(first) >= _PREFIX and first[:_PREFIX] == second[:_PREFIX] else _DESCENT


def _strays(chosen: _Path, units: Sequence[Unit], labels: Sequence[str]) -> list[int]:
    """Heads in runs that stand far ahead of their place, though nothing near them was displaced by a column."""
    found: list[int] = []
    for at in range(1, len(chosen.path)):
        ahead, behind = displaced(chosen.path, chosen.key, at)
        if not ahead or behind:
            continue
        own = [n for n in ahead if units[n].letter is None]
        names = sum(1 for n in own if _form(labels[n]) == "name")
        if len(own) == len(ahead) and names * 2 < len(own):
            found += own
    return found


def displaced(path: Sequence[int], key: Mapping[int, str], at: int) -> tuple[list[int], list[int]]:
    """At a descent: the heads before it that stand ahead of it, and those behind it that belong before them.

    The second list is empty where the alphabet is not restored when the two change places: then it was no column of
    the print that was read too late.
    """
    own = key[path[at]]
    if at == 0 or own >= key[path[at - 1]]:
        return [], []
    start = at
    while start > 0 and key[path[start - 1]] > own and (start == at or key[path[start - 1]] <= key[path[start]]):
        start -= 1
    ahead = list(path[start:at])
    stop = at
    while (
        stop < len(path) and key[path[stop]] <= key[ahead[0]] and (stop == at or key[path[stop]] >= key[path[stop - 1]])
    ):
        stop += 1
    behind = list(path[at:stop])
    fits = stop == len(path) or key[path[stop]] >= key[ahead[-1]]
    return ahead, behind if fits else []


def _margins(keys: Sequence[tuple[str, ...]], weights: Sequence[float], chosen: _Path) -> list[float]:
    """For each unit by how much the score falls, at most, if it is given the other level."""
    ranks, size = _ranks(keys)
    # The way back: the order of units and of keys turned round.
    turned = [[size - 1 - rank for rank in own] for own in reversed(ranks)]
    back = list(reversed(_scan(list(reversed(keys)), turned, size, list(reversed(weights)), _DESCENT).scores))
    margins = [
        chosen.score - max(a + b - weights[n] for a, b in zip(chosen.scan.scores[n], back[n], strict=True))
        for n in range(len(keys))
    ]
    on = set(chosen.path)
    for before, n, after in zip([None, *chosen.path], chosen.path, [*chosen.path[1:], None], strict=False):
        # Without it: the heads beside it meet, or a unit that cannot stand with it takes its place.
        low, own = chosen.key[before] if before is not None else "", chosen.key[n]
        change = weights[n] - _price(low, own)
        if after is not None:
            high = chosen.key[after]
            change += _price(low, high) - _price(own, high)
        start, end = (before if before is not None else -1), (after if after is not None else len(keys))
        rivals = [
            margins[other]
            for other in range(start + 1, end)
            if other not in on and not (min(keys[other]) <= own if other < n else max(keys[other]) >= own)
        ]
        margins[n] = min([change, *rivals])
    return margins


def _learned(
    units: Sequence[Unit],
    labels: Sequence[str],
    keys: Sequence[tuple[str, ...]],
    chosen: _Path,
    spine: _Path,
    first: Sequence[float],
) -> list[float]:
    """Weights from what the heads and sub-entries of the last round looked like."""
    heads = set(chosen.path)
    features = [_features(unit, label) for unit, label in zip(units, labels, strict=True)]
    counts: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    totals: Counter[tuple[str, bool]] = Counter()
    free = [n for n, unit in enumerate(units) if unit.letter is None and unit.begins and n]
    for n in free:
        for kind, value in features[n].items():
            counts[kind][value, "head" if n in heads else "sub"] += 1
            totals[kind, n in heads] += 1
    subs = sorted(keys[n][0] for n in free if n not in heads)
    places = _fits(keys, spine, subs)
    weights = list(first)
    for n in free:
        weight = 0.5 * first[n]
        for kind, value in features[n].items():
            limit, least = _LIMITS[kind]
            yes, no = counts[kind][value, "head"], counts[kind][value, "sub"]
            if yes + no < least:
                continue
            # What the unit itself counts for is left out: it is no evidence of its own level.
            yes, no = yes - (n in heads), no - (n not in heads)
            scale_yes, scale_no = totals[kind, True] + 4, totals[kind, False] + 4
            ratio = math.log((yes + 1) / scale_yes) - math.log((no + 1) / scale_no)
            weight += max(-limit, min(limit, ratio))
        weights[n] = weight + places.get(n, 0.0)
    return weights


#: For each kind of evidence: what it may weigh at most, and how many units must show it.
_LIMITS: Final = {"word": (2.0, 3), "shape": (2.5, 4), "form": (2.0, 4), "after": (2.5, 4), "wide": (2.5, 8)}


def _features(unit: Unit, label: str) -> dict[str, str]:
    form = _form(label)
    return {
        "word": folded(label).split(" ")[0] + (" small" if form == "lower" else ""),
        "shape": f"{unit.region} {unit.shape}",
        "wide": unit.shape,
        "form": form,
        "after": unit.after,
    }


def _fits(keys: Sequence[tuple[str, ...]], spine: _Path, subs: Sequence[str]) -> dict[int, float]:
    """For units that stand in order between the heads beside them: how unlikely that is for a sub-entry."""
    fits: dict[int, float] = {}
    path = spine.path
    total = len(subs) + 2
    for n in range(len(keys)):
        at = bisect_left(path, n)
        own = at < len(path) and path[at] == n
        low = spine.key[path[at - 1]] if at else ""
        above = at + 1 if own else at
        high = spine.key[path[above]] if above < len(path) else "\U0010ffff"
        for key in keys[n]:
            if low <= key <= high:
                inside = bisect_right(subs, high) - bisect_left(subs, low) - (not own)
                fits[n] = min(4.0, math.log(total / (max(0, inside) + 1)))
                break
    return fits

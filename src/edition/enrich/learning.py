"""Names learned from a text that brings no index: persons by patterns, and by a classifier that learns from itself.

In: the blocks of a text, and what the registers have already. Out: entries of persons, each with the names under which
the text has it and how often it was seen. Patterns give the first names: initials or a given name before a surname, a
rank before it, a verb of saying behind it. From these a classifier learns how surnames look and stand in this text
(endings, neighbours, articles, prepositions) and finds more, round by round; no model from elsewhere is used. Source of
the learner: logistic regression over the kinds of words, by stochastic gradient descent with a fixed seed and order.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.enrich.authority import Authority, Entry, Name
from edition.enrich.forms import plain
from edition.enrich.gazetteer import COUNTRIES, REGIONS
from edition.enrich.reading import Block
from edition.enrich.spelling import agree, folded, initials, slug
from edition.enrich.words import Usage, usage_of

__all__ = ["Learned", "learn_persons"]

_CAPITAL: Final = r"[A-ZÀ-ÞА-ЯЁ][\w]*(?:['-][A-ZÀ-ÞА-ЯЁ]?\w+)*"
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?|\d+|[^\w\s]")
_INITIALS: Final = re.compile(
    rf"(?<![\w.'&-])((?:(?!Dr|Mr|Ms|St|No|Mt|Lt|Jr)[A-ZА-ЯЁ][a-zа-яё]?\.\s?){{1,3}})({_CAPITAL})"
)
_RANK: Final = re.compile(
    r"\b(?:[Cc]omrades?|[Gg]eneral|[Mm]arshal|[Cc]olonel|[Mm]ajor|[Cc]aptain|[Ll]ieutenant|[Aa]dmiral|[Pp]resident|"
    r"[Pp]remier|[Mm]inister|[Cc]hancellor|[Ss]enator|[Jj]udge|[Pp]rofessor|[Aa]cademician|[Dd]octor|Dr\.|Mr\.|Mrs\.|"
    r"Ms\.|Miss|Sir|Lord|Lady|[Cc]ommissar|[Cc]hairman|[Ss]ecretary|[Ii]nvestigator|[Pp]rosecutor|[Aa]mbassador|"
    r"[Ww]riter|[Pp]oet|[Hh]istorian|[Jj]ournalist|[Ee]ditor|[Dd]irector|[Cc]ritic|[Aa]rtist|[Pp]hysicist|[Ee]ngineer|"
    r"[Pp]ilot|Herr|Frau|Monsieur|Madame|"
    rf"товарищ|тов\.|генерал|профессор)\s({_CAPITAL})"
)
_SAYS: Final = re.compile(
    rf"({_CAPITAL}) (?:said|says|wrote|writes|declared|recalled|recalls|replied|asked|noted|notes|told|announced|"
    r"stated|answered|added|explained|insisted|admitted|confessed|remarked|claimed|argued|emphasized|testified|reported|"
    r"spoke|thought|knew|felt|himself|herself|did not|began to|continued to|decided to|ordered|demanded|refused to)\b"
)
_NOT_NAMES: Final = frozenset(
    """The A An He She It We You They I This That These Those There Here What Who When Where Why How If But And Or So
    Then Thus As At In On By For From To With Of Not No Yes All Some Many Most Each Every Both Such Soon After
    Before During Since Until While Although Because However Therefore Moreover Even Only Just Also Now Later Once
    One Two Three Hence Maybe Perhaps Thank Thou Afterwards Meanwhile Nevertheless Forty Fifty Sixty Seventy Eighty
    Ninety Hundred Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Ibid Cf See God Jr Sr""".split()
)
_ADJECTIVE: Final = re.compile(r"(?:ists?|isms?|ians?|ites?|ness|tion|ish|ese|ers|ment|viks?|hood|ship|ology|ies)$")
_PATRONYMIC: Final = re.compile(r"(?:ovich|evich|ovna|evna|ichna|Ilyich|Ilich)$")
_PARTICIPLE: Final = re.compile(r"(?:ing|ly|ed|less|ful)$")
#: Peoples whose names end like no adjective in -ian or -ish.
_PEOPLES: Final = frozenset(
    "Czech Finn Greek Jew Pole Swiss Turk Serb Croat Slav Tatar Kazakh Uzbek Kurd Arab Hindu Nazi".split()
)
#: How sure the classifier must be: of a word in a text of which nothing is known, and where the registers know most.
_LEAST, _LEAST_BESIDE = 0.45, 0.88
_ROUNDS: Final = 4
#: Rounds of descent, its step and the weight of large coefficients.
_EPOCHS, _STEP, _DECAY = 24, 0.25, 1e-4


@dataclass(slots=True)
class Learned:
    """A person learned: the surname, given names as they stand, how often, and by what."""

    surname: str
    given: Counter[tuple[str, ...]] = field(default_factory=Counter)
    count: int = 0
    by: str = "pattern"
    score: float = 1.0


@dataclass(slots=True)
class _Kind:
    """A word with a capital: how it stands, all its places together."""

    count: int = 0
    features: Counter[str] = field(default_factory=Counter)
    initials: Counter[tuple[str, ...]] = field(default_factory=Counter)
    rank: int = 0
    says: int = 0
    article: int = 0
    inside: int = 0
    follows: int = 0
    starts: int = 0
    phrase: int = 0


def learn_persons(blocks: Sequence[Block], authority: Authority, *, places: Collection[str] = ()) -> list[Entry]:
    """New entries for persons that a text names and the registers do not have, by surname."""
    texts = [plain(block.text) for block in blocks]
    usage = usage_of(blocks, ())
    kinds = _kinds(texts, usage)
    latin = sum(kind.count for word, kind in kinds.items() if word < "\u0250") * 2 >= sum(
        k.count for k in kinds.values()
    )
    # A word in the other script stands in a quotation or a title.
    kinds = {word: kind for word, kind in kinds.items() if (word < "\u0250") == latin}
    known = {plain(name.surname) for entry in authority.entries.values() for name in entry.names}
    given = _given_names(kinds, texts, usage, known)
    seeds = _seeds(kinds, given)
    for entry in authority.of("person"):
        for name in entry.names:
            if plain(name.surname) in kinds and name.given:
                seeds.setdefault(plain(name.surname), "registers")
    others = {plain(name.surname) for entry in authority.of("place", "org", "event", "work") for name in entry.names}
    # The words of a title or of a body are accounted for.
    others |= {word for name in others for word in name.split() if name.count(" ")}
    others -= {word for word, by in seeds.items() if by == "registers"}
    against = _against(kinds, given, {*places, *others})
    beside = sum(by == "registers" for by in seeds.values()) > 30
    learned = _self_train(kinds, seeds, against, given, _LEAST_BESIDE if beside else _LEAST)
    return _entries(learned, kinds, texts, given, authority)


def _kinds(texts: Iterable[str], usage: Usage) -> dict[str, _Kind]:
    """Every word with a capital that the text does not write small, with its surroundings."""
    kinds: dict[str, _Kind] = defaultdict(_Kind)
    for text in texts:
        tokens = [(match[0], match.start()) for match in _TOKEN.finditer(text)]
        for index, (word, _at) in enumerate(tokens):
            word = word.removesuffix("'s").removesuffix(".")
            if not _candidate(word, usage):
                continue
            before = tokens[index - 1][0] if index else "^"
            after = tokens[index + 1][0] if index + 1 < len(tokens) else "$"
            kind = kinds[word]
            kind.count += 1
            _stand(kind, before, after, tokens[index][0].endswith("'s"))
    for text in texts:
        _patterns(text, kinds)
    for word, kind in kinds.items():
        _shape(word, kind)
    return dict(kinds)


def _candidate(word: str, usage: Usage) -> bool:
    return (
        len(word) > 2
        and word[0].isupper()
        and not word.isupper()
        and word not in _NOT_NAMES
        and not re.search(r"'(?:t|m|re|ve|ll|d)$", word)
        and usage.lower[word.lower()] <= usage.capital[word] // 20
    )


def _stand(kind: _Kind, before: str, after: str, owns: bool) -> None:
    low = before.lower()
    if low in ("the", "this", "a", "an", "these", "those", "every", "any"):
        kind.article += 1
    elif low in ("in", "at", "near", "into", "throughout"):
        kind.inside += 1
    if before in ("^", ".", "!", "?", '"', ":"):
        kind.starts += 1
    if after[:1].isupper():
        kind.phrase += 1
    if before[:1].isupper() and before not in _NOT_NAMES and len(before) > 2:
        kind.follows += 1
    kind.features[f"<{low if low.isalpha() and before.islower() else _sort(before)}"] += 1
    kind.features[f">{after if after.islower() else _sort(after)}"] += 1
    if owns:
        kind.features["owns"] += 1


def _sort(token: str) -> str:
    if token[:1].isupper():
        return "Initial" if token.endswith(".") and len(token) < 5 else "Capital"
    return "number" if token.isdigit() else token


def _patterns(text: str, kinds: Mapping[str, _Kind]) -> None:
    for match in _INITIALS.finditer(text):
        kind = kinds.get(match[2].removesuffix("'s"))
        if kind is not None:
            kind.initials[tuple(re.findall(r"[^\W\d_]+\.", match[1]))] += 1
    for match in _RANK.finditer(text):
        kind = kinds.get(match[1].removesuffix("'s"))
        if kind is not None:
            kind.rank += 1
    for match in _SAYS.finditer(text):
        kind = kinds.get(match[1])
        if kind is not None:
            kind.says += 1


def _shape(word: str, kind: _Kind) -> None:
    """How a word looks: its endings, its length, a hyphen; and, as shares, how it stands."""
    name = folded(word)
    for size in (2, 3, 4):
        if len(name) > size:
            kind.features[f"${name[-size:]}"] += kind.count
    kind.features[f"#{min(len(name), 12)}"] += kind.count
    if "-" in word:
        kind.features["hyphen"] += kind.count
    standing = {
        "article": kind.article,
        "inside": kind.inside,
        "phrase": kind.phrase,
        "start": kind.starts,
        "follows": kind.follows,
    }
    for label, number in standing.items():
        share = number / kind.count
        how = "none" if not number else "few" if share < 0.2 else "half" if share < 0.6 else "most"
        kind.features[f"{label}:{how}"] += kind.count


def _given_names(kinds: Mapping[str, _Kind], texts: Sequence[str], usage: Usage, known: Collection[str]) -> set[str]:
    """Given names: words with capitals before a surname that the text has with initials which they fit."""
    initialled = {word: kind.initials for word, kind in kinds.items() if kind.initials}
    pairs: Counter[str] = Counter()
    fits: Counter[str] = Counter()
    behind: dict[str, set[str]] = defaultdict(set)
    pattern = re.compile(rf"(?<![\w.-])({_CAPITAL}) ({_CAPITAL})")
    for text in texts:
        at = 0
        while match := pattern.search(text, at):
            at = match.start() + len(match[1])
            first, second = match[1], match[2].removesuffix("'s")
            if first not in kinds or usage.lower[first.lower()]:
                continue
            pairs[first] += 1
            behind[first].add(second)
            names = initialled.get(second)
            if names is not None and any(agree([first], list(name)[:1]) for name in names):
                fits[first] += 1
    return {
        word
        for word, number in fits.items()
        if number * 2 >= pairs[word]
        or (number >= 2 and len(behind[word]) >= 3)
        or (number and kinds[word].phrase * 2 >= kinds[word].count)
        if not kinds[word].initials or kinds[word].phrase * 2 >= kinds[word].count
        if word not in known
    }


def _seeds(kinds: Mapping[str, _Kind], given: Collection[str]) -> dict[str, str]:
    """Surnames that patterns vouch for, with the pattern."""
    seeds: dict[str, str] = {}
    for word, kind in kinds.items():
        if (
            word in given
            or word in COUNTRIES
            or word in REGIONS
            or kind.article * 3 > kind.count
            or _ADJECTIVE.search(word)
        ):
            continue
        if kind.initials and sum(kind.initials.values()) * 12 >= kind.count:
            seeds[word] = "initials"
        elif kind.rank >= 1 and kind.rank * 12 >= kind.count:
            seeds[word] = "rank"
        elif kind.says >= 2 and kind.says * 15 >= kind.count and not kind.inside:
            seeds[word] = "says"
    return seeds


def _against(kinds: Mapping[str, _Kind], given: Collection[str], others: Collection[str]) -> set[str]:
    """Words that are no surnames: after an article, after "in", given names and patronymics, countries, peoples, words
    in -ist and -ism, words of titles, and what stands only at the beginning of sentences and looks like a verb.
    """
    found = set()
    for word, kind in kinds.items():
        known = word in given or word in COUNTRIES or word in REGIONS or word in others
        people = word in _PEOPLES or word.removesuffix("s") in _PEOPLES
        patronymic = _PATRONYMIC.search(word) and not kind.initials and kind.follows == kind.count > 2
        looks = _ADJECTIVE.search(word) or patronymic
        placed = kind.article * 2 > kind.count or (kind.inside >= 2 and kind.inside * 3 > kind.count)
        begins = kind.starts == kind.count and _PARTICIPLE.search(word)
        joined = kind.count >= 3 and kind.phrase * 10 > kind.count * 9
        if known or people or looks or placed or (begins and not kind.initials) or joined:
            found.add(word)
    return found


def _self_train(
    kinds: Mapping[str, _Kind],
    seeds: Mapping[str, str],
    against: Collection[str],
    given: Collection[str],
    least: float,
) -> dict[str, tuple[str, float]]:
    """Surnames, with what vouches for each and how sure. Each round learns from what the round before was sure of."""
    positive = {word: 1.0 for word in seeds if word not in against}
    negative = {word for word in against if word not in seeds}
    scores: dict[str, float] = {}
    for turn in range(_ROUNDS):
        weights = _fit(kinds, positive, negative)
        scores = {word: _score(weights, kinds[word]) for word in kinds}
        if turn == _ROUNDS - 1:
            break
        sure = 0.9 - 0.05 * turn
        for word, score in scores.items():
            if word in seeds or word in against:
                continue
            if score > sure:
                positive[word] = score
            elif score < 0.08:
                negative.add(word)
    found = {word: (by, 1.0) for word, by in seeds.items() if word not in given and scores.get(word, 1.0) > 0.05}
    for word, score in scores.items():
        if word not in found and word not in against and score > least:
            found[word] = ("learned", round(score, 2))
    return found


def _vector(kind: _Kind) -> list[tuple[str, float]]:
    return [(name, number / kind.count) for name, number in kind.features.items()]


def _fit(kinds: Mapping[str, _Kind], positive: Collection[str], negative: Collection[str]) -> dict[str, float]:
    """Weights by stochastic gradient descent over the words in the order of the alphabet, both sorts as heavy."""
    rows = [(_vector(kinds[word]), 1.0) for word in sorted(positive)] + [
        (_vector(kinds[word]), 0.0) for word in sorted(negative)
    ]
    if not rows:
        return {}
    share = len(positive) / len(rows) or 1.0
    heavy = {1.0: 0.5 / max(share, 1e-6), 0.0: 0.5 / max(1 - share, 1e-6)}
    weights: dict[str, float] = defaultdict(float)
    # A fixed walk through the rows: the golden ratio spreads them as chance would.
    order = sorted(range(len(rows)), key=lambda n: (n * 0.6180339887498949) % 1.0)
    for epoch in range(_EPOCHS):
        step = _STEP / (1 + epoch * 0.3)
        for number in order:
            vector, label = rows[number]
            error = (label - _sigmoid(weights["bias"] + sum(weights[name] * value for name, value in vector))) * heavy[
                label
            ]
            weights["bias"] += step * error * 0.2
            for name, value in vector:
                weights[name] += step * (error * value - _DECAY * weights[name])
    return dict(weights)


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _score(weights: Mapping[str, float], kind: _Kind) -> float:
    total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in _vector(kind))
    return _sigmoid(total)


def _entries(
    learned: Mapping[str, tuple[str, float]],
    kinds: Mapping[str, _Kind],
    texts: Sequence[str],
    given: Collection[str],
    authority: Authority,
) -> list[Entry]:
    """One entry for each surname and each set of initials that goes with it."""
    known = {folded(name.surname) for entry in authority.of("person", "place", "org") for name in entry.names}
    ids = set(authority.entries)
    full = _full_names(learned, texts, given)
    result = []
    for surname in sorted(learned):
        if folded(surname) in known:
            continue
        kind = kinds[surname]
        bearers = _bearers(kind.initials, full.get(surname, Counter()))
        named = sum(kind.initials.values()) + sum(full.get(surname, Counter()).values())
        if len(bearers) == 1 and bearers[0] and named * 12 < kind.count:
            # Who is named in full once, among dozens of plain surnames, may well be another.
            bearers.append(())
        for names in bearers:
            short = [word[0] if not word.endswith(".") else word for word in names]
            base = name = slug(surname, *short)
            number = 2
            while name in ids:
                name, number = f"{base}-{number}", number + 1
            ids.add(name)
            entry = Entry(name, "person", [Name(surname, names, type="preferred")], machine=True)
            # Where several bear the name, what has no given name is nobody of them until an editor says so.
            entry.salience = kind.count if len(bearers) == 1 or not names else 1
            entry.cert = "medium" if learned[surname][0] in ("initials", "rank", "says") else "low"
            result.append(entry)
    return result


def _full_names(
    learned: Collection[str], texts: Iterable[str], given: Collection[str]
) -> dict[str, Counter[tuple[str, ...]]]:
    found: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    pattern = re.compile(rf"(?<![\w.-])({_CAPITAL}) ({_CAPITAL})")
    for text in texts:
        at = 0
        while match := pattern.search(text, at):
            at = match.start() + len(match[1])
            surname = match[2].removesuffix("'s")
            if match[1] in given and surname in learned:
                found[surname][(match[1],)] += 1
    return found


def _bearers(short: Counter[tuple[str, ...]], full: Counter[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The persons behind one surname: initials that contradict each other are two persons; a full given name is the
    person whose initials it fits.
    """
    groups: list[tuple[str, ...]] = []
    for names in sorted(short, key=lambda one: (-len(one), -short[one], one)):
        if not any(_fit_together(names, group) for group in groups):
            groups.append(names)
    for names in sorted(full, key=lambda one: (-full[one], one)):
        for number, group in enumerate(groups):
            if agree(names, group) or initials(names)[:1] == initials(group)[:1]:
                if len(group) == 1 and group[0].endswith("."):
                    groups[number] = names
                break
        else:
            groups.append(names)
    return [*groups, ()] if len(groups) > 1 else groups or [()]


def _fit_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a == b for a, b in zip(initials(one), initials(other), strict=False))

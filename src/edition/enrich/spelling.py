"""Names compared: folded letters, initials, transliterations of one name, the distance of two spellings.

Sources: ALA-LC, BGN and scholarly transliteration of Russian differ in a handful of letters (iu/yu, ia/ya, ii/y, ks/x,
kh/h, e/ye); the distance is that of Damerau and Levenshtein, with neighbours exchanged counted once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

__all__ = ["agree", "distance", "folded", "initials", "skeleton", "slug", "variants"]

_CYRILLIC: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g u".split(" "),
        strict=True,
    )
)
_OTHER: Final = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
_LETTERS: Final = re.compile(r"[^\W_]+")
#: Initials that stand for one another in transliteration, each with the class it belongs to.
_CLASSES: Final = {
    "ye": "e", "e": "e", "yo": "e", "je": "e",
    "ya": "a*", "ia": "a*", "ja": "a*",
    "yu": "u*", "iu": "u*", "ju": "u*",
    "kh": "h", "h": "h", "ch": "ch", "x": "h",
    "i": "i", "y": "i", "j": "i", "yi": "i",
    "zh": "zh", "z": "z", "sh": "sh", "s": "s", "ts": "ts", "c": "c", "k": "k", "g": "g", "f": "f", "th": "f",
}  # fmt: skip
#: Initials of the Latin alphabet under which a translator may put the same name.
_ALIKE: Final = frozenset(
    frozenset(pair.split("~"))
    for pair in "a*~i a*~a a*~j u*~i u*~u u*~j h~g h~c h~k c~k c~ts zh~z zh~g zh~j sh~s ch~c ts~c i~g e~i e~y j~y j~i "
    "v~w f~p ya~j k~c h~kh l~l".split()
)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Small letters and digits without the marks on them, Cyrillic in Latin letters; the rest becomes one space."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c) or c == "̆")
    plain = unicodedata.normalize("NFC", plain)
    plain = "".join(_CYRILLIC.get(c, _OTHER.get(c, c)) for c in plain)
    return " ".join(_LETTERS.findall(plain))


def slug(*parts: str) -> str:
    """An xml:id of the letters and digits of words: ``slug("Trotsky", "L", "D")`` is ``trotsky-l-d``."""
    words = []
    for part in parts:
        plain = "".join(_CYRILLIC.get(c, _OTHER.get(c, c)) for c in part.casefold())
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
        words += re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("’", ""))
    name = "-".join(words)[:60].strip("-")
    return name if name[:1].isalpha() else f"e-{name}" if name else "entry"


def initials(given: Sequence[str]) -> tuple[str, ...]:
    """The initials of given names, in small letters: ("Lev", "D.") gives ("l", "d"), "Yu." gives "yu"."""
    found = []
    for word in given:
        for part in re.split(r"[\s-]+", word):
            plain = folded(part).replace(" ", "")
            if not plain:
                continue
            found.append(plain if part.endswith(".") else _initial(plain))
    return tuple(found)


def _initial(name: str) -> str:
    for start in ("ye", "yu", "ya", "kh", "zh", "sh", "ch", "ts"):
        if name.startswith(start):
            return start
    return name[:1]


def _alike(one: str, other: str) -> bool:
    a, b = _CLASSES.get(one, one), _CLASSES.get(other, other)
    if a == b or frozenset((a, b)) in _ALIKE:
        return True
    return (len(one) == 1 or len(other) == 1) and one[:1] == other[:1]


def agree(seen: Sequence[str], known: Sequence[str]) -> bool:
    """Whether given names or initials in the text can be those of an entry: as far as both go, each pair agrees."""
    a, b = initials(seen), initials(known)
    if not a or not b:
        return True
    if not all(_alike(x, y) for x, y in zip(a, b, strict=False)):
        return False
    # Two full names that differ are two persons, unless one is short for the other (Leon and Lev are alike enough).
    for x, y in zip(seen, known, strict=False):
        if x.endswith(".") or y.endswith("."):
            break
        one, two = skeleton(folded(x)), skeleton(folded(y))
        if one[:3] != two[:3] and distance(one, two, 3) > max(1, min(len(one), len(two)) - 3):
            return False
    return True


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """A folded name without the differences between systems of transliteration."""
    for old, new in (
        ("shch", "sc"), ("sch", "s"), ("tch", "c"), ("tsch", "c"), ("kh", "h"), ("zh", "j"), ("sh", "s"), ("ch", "c"),
        ("ts", "c"), ("tz", "c"), ("ks", "x"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("yu", "u"), ("iu", "u"),
        ("ju", "u"), ("ya", "a"), ("ia", "a"), ("ja", "a"), ("ye", "e"), ("ie", "e"), ("je", "e"), ("yo", "e"),
        ("io", "e"), ("iy", "i"), ("ii", "i"), ("ij", "i"), ("yi", "i"), ("y", "i"), ("j", "i"), ("w", "v"),
        ("q", "k"), ("z", "s"),
    ):  # fmt: skip
        name = name.replace(old, new)
    return re.sub(r"(.)\1", r"\1", name)


#: Pairs of letters that stand for one another at the place given: in the word ("") or at its end ("$").
_PAIRS: Final = (
    ("skiy$", "sky$", "skii$", "ski$", "skij$"),
    ("skaya$", "skaia$", "skaja$"),
    ("oy$", "oi$", "oj$"),
    ("aya$", "aia$"),
    ("^Ye", "^E"),
    ("^Yu", "^Iu"),
    ("^Ya", "^Ia"),
    ("iu", "yu"),
    ("ia", "ya"),
    ("ai", "ay"),
    ("ei", "ey"),
    ("oi", "oy"),
    ("ks", "x"),
    ("ie", "ye"),
    ("io", "yo"),
    ("kh", "h"),
    ("ii$", "y$", "i$", "iy$"),
    ("tz", "ts"),
    ("ch$", "c$"),
    ("iia$", "ia$", "iya$"),
    ("oja", "oya", "oia"),
    ("oj", "oy"),
    ("ik$", "yk$"),
    ("ly", "li"),
)


def variants(name: str) -> Iterator[str]:
    """Other transliterations of a name, one difference at a time, and the name without its accents."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    if bare != name:
        yield bare
    for group in _PAIRS:
        for old in group:
            place = _found(name, old)
            if place is None:
                continue
            for new in group:
                if new != old:
                    yield name[: place[0]] + new.strip("^$") + name[place[1] :]
            break


def _found(name: str, part: str) -> tuple[int, int] | None:
    if part.startswith("^"):
        return (0, len(part) - 1) if name.startswith(part[1:]) else None
    if part.endswith("$"):
        return (len(name) - len(part) + 1, len(name)) if name.endswith(part[:-1]) else None
    at = name.find(part, 1)
    return (at, at + len(part)) if at > 0 else None


def distance(one: str, other: str, most: int) -> int:
    """How many letters differ (added, lost, changed, exchanged with a neighbour); ``most + 1`` where it is more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]

"""Numbers as headings write them: digits, Roman numerals, cardinals and ordinals in words, in four languages.

In: a word or two of a heading. Out: the value, or 0 for what is no number. English, German, French and Russian words
are known up to forty-nine, in every gender and case that a heading uses.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["NUMBER", "ORDINAL", "is_roman", "number_of", "unspaced"]

_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_EN: Final = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
_EN_ORDINAL: Final = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""".split()
_DE: Final = """eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
    siebzehn achtzehn neunzehn""".split()
_DE_ORDINAL: Final = """erst zweit dritt viert fünft sechst siebent acht neunt zehnt elft zwölft dreizehnt vierzehnt
    fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt""".split()
_FR: Final = """un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
    dix-huit dix-neuf""".split()
_FR_ORDINAL: Final = """premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième
    onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième""".split()
_RU_ORDINAL: Final = """перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат
    четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат""".split()


def _words() -> dict[str, int]:
    """Every spelling with its value."""
    found: dict[str, int] = {}
    for value in range(1, 20):
        found[_EN[value - 1]] = found[_EN_ORDINAL[value - 1]] = value
        found[_DE[value - 1]] = found[_FR[value - 1]] = found[_FR_ORDINAL[value - 1]] = value
        for ending in ("e", "er", "es", "en"):
            found[_DE_ORDINAL[value - 1] + ending] = value
        for ending in ("ый", "ая", "ое", "ий", "ой", "ья", "ье"):
            found[_RU_ORDINAL[value - 1] + ending] = value
    found |= {"première": 1, "second": 2, "seconde": 2, "siebte": 7, "siebter": 7, "siebtes": 7}
    tens = zip(
        (20, 30, 40),
        ("twenty", "thirty", "forty"),
        ("twentieth", "thirtieth", "fortieth"),
        ("zwanzig", "dreißig", "vierzig"),
        ("vingt", "trente", "quarante"),
        ("двадцат", "тридцат", "сороков"),
        ("двадцать", "тридцать", "сорок"),
        strict=True,
    )
    for ten, english, ordinal, german, french, russian, cardinal in tens:
        found[english] = found[ordinal] = found[german] = found[french] = ten
        found[french.rstrip("e") + "ième"] = ten
        for ending in ("ste", "ster", "stes", "sten"):
            found[german + ending] = ten
        for ending in ("ый", "ая", "ое", "ой"):
            found[russian + ending] = ten
        for one in range(1, 10):
            found[f"{english}-{_EN[one - 1]}"] = found[f"{english}-{_EN_ORDINAL[one - 1]}"] = ten + one
            unit = "ein" if one == 1 else _DE[one - 1]
            found[f"{unit}und{german}"] = ten + one
            for ending in ("ste", "ster", "stes", "sten"):
                found[f"{unit}und{german}{ending}"] = ten + one
            joint = "-et-" if one == 1 else "-"
            found[f"{french}{joint}{_FR[one - 1]}"] = ten + one
            found[f"{french}{joint}{'unième' if one == 1 else _FR_ORDINAL[one - 1]}"] = ten + one
            for ending in ("ый", "ая", "ое", "ий", "ой", "ья", "ье"):
                found[f"{cardinal}-{_RU_ORDINAL[one - 1]}{ending}"] = ten + one
    return found


_WORDS: Final = _words()
_ALTERNATIVES: Final = "|".join(
    re.escape(word).replace("\\-", "[- ]") for word in sorted(_WORDS, key=len, reverse=True)
)
#: A number behind its word ("CHAPTER IV", "Chapter the First") and before it ("Erstes Kapitel", "2e partie").
NUMBER: Final = rf"(?:the\s+)?(?:\d{{1,3}}|[IVXLC]{{1,8}}|{_ALTERNATIVES})"
ORDINAL: Final = rf"(?:\d{{1,3}}(?:\.|st|nd|rd|th|te[rs]?|re|ère|er|e|ème|-я|-й)?|[IVXLC]{{1,8}}\.?|{_ALTERNATIVES})"


def is_roman(text: str) -> int:
    """The value of a Roman number, or 0."""
    total = 0
    for character, following in zip(text.upper(), text.upper()[1:] + " ", strict=True):
        value = _VALUES.get(character, 0)
        if not value:
            return 0
        total += -value if _VALUES.get(following, 0) > value else value
    return total


def number_of(text: str) -> int:
    """The value of a number as a heading writes it, or 0."""
    bare = re.sub(r"^the\s+", "", text.strip().casefold()).rstrip(".")
    digits = re.match(r"\d{1,3}", bare)
    if digits:
        return int(digits.group())
    return _WORDS.get(re.sub(r"[\s-]+", "-", bare)) or is_roman(bare)


def unspaced(text: str) -> str:
    """A spaced heading without its spacing: "C H A P T E R   I V" is "CHAPTER IV"; any other text as it is."""
    words = re.split(r"\s{2,}", text.strip())
    if len(text) < 5 or not all(re.fullmatch(r"(?:\S )*\S\.?", word) for word in words):
        return text
    return " ".join(word.replace(" ", "") for word in words)

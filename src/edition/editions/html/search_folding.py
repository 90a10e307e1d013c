"""Words as the search compares them: what a word is, its fold, and its key.

In: text. Out: its words in order; of a word the *fold* (no capitals, no diacritics: "Čeljuskin" and "celjuskin" are
one) and the *key* (no matter by which transliteration: Yezhov, Ezhov, Ježov, Jeschow and Ежов are one). The browser
folds what a reader types by the same tables, which ``rules`` gives. Nothing is refused: what has no letters has no
words.

A word is a maximal run of letters, digits and the marks upon them; in scripts that are written without spaces each
character is one. A key is a rough sound: the letters are brought to Latin ones as an English book would write them,
then the habits of other languages are brought to one, by the regular expressions below in their order.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

from edition.editions.html.pages import INLINE

__all__ = ["fold", "key", "rules", "words_of"]

#: Characters within a word that say nothing of it: soft hyphen, joiners.
_SILENT: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
#: Scripts without spaces between words: Thai to Myanmar, Khmer, kana, ideographs.
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3005, 0x3007),
    (0x3040, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
#: Letters that Unicode does not take apart, and signs that a fold leaves out.
_FOLDED: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "ng",
    "ĸ": "k", "ŧ": "t", "ƒ": "f", "ς": "σ", "ə": "e", "ʹ": "", "ʺ": "", "ʼ": "", "ʻ": "", "ʾ": "", "ʿ": "", "ˈ": "",
    "ـ": "", "ѕ": "з", "ґ": "г",
}  # fmt: skip
#: Letters as an English book transliterates them; those with marks first lose the marks that are not here.
_LATIN: Final = {
    "š": "sh", "ş": "sh", "ś": "sh", "ŝ": "sh", "č": "ch", "ć": "ch", "ĉ": "ch", "ž": "zh", "ż": "zh", "ź": "zh",
    "ǧ": "g", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ye", "ж": "zh", "з": "z",
    "ѕ": "z", "и": "i", "і": "i", "ї": "yi", "й": "y", "ј": "y", "к": "k", "л": "l", "љ": "ly", "м": "m", "н": "n",
    "њ": "ny", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ђ": "dzh", "ћ": "ch", "у": "u", "ў": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "џ": "dzh", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ѣ": "e", "ѳ": "f", "ѵ": "i", "ѫ": "u", "ѧ": "ya",
    "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "e", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "ph",
    "χ": "ch", "ψ": "ps", "ω": "o", "\u0314": "h",
}  # fmt: skip
#: From letters to a key, one after the other; the syntax is what Python and the browser have in common.
_SOUNDS: Final = (
    # A rough breathing stands after the vowel that it begins.
    ("^([aeiouy]+)h(?![aeiouy])", r"h\1"),
    # щ, ш and ж; then ч, х and h: each language writes one of them as another writes the next.
    ("schtsch|shch|chtch|stsch|szcz", "S"),
    ("tsch|tch", "h"),
    ("sch|sh|zh|sz", "S"),
    ("kh|ch|cz", "h"),
    ("ck(?=(i|y|ij|yi)$)", "tsk"),
    ("ts|tz|c(?=[eiy])", "Z"),
    ("ck|c|q", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("gh", "g"),
    ("x", "ks"),
    ("w", "v"),
    ("dt$", "t"),
    ("off$", "ov"),
    ("eff$", "ev"),
    ("([hS])ov$", r"\1ev"),
    ("(....)[iy]ne$", r"\1in"),
    ("ou", "u"),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    # French j before a consonant is ж; else it is, as y and i are, a glide before a vowel, or a vowel.
    ("^j(?=[bdfgklmnprstvzSZ])", "S"),
    ("[yij]+o(?=[^aeiou])", "e"),
    ("[yij]+(?=[aeou])", ""),
    ("[yij]+", "i"),
    (r"(.)\1+", r"\1"),
)

_COMPILED: Final = tuple((re.compile(pattern), replacement) for pattern, replacement in _SOUNDS)


def _is_unspaced(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _UNSPACED)


def _is_left_out(character: str) -> bool:
    """Marks upon letters (those of plane 0), and what is no part of a word."""
    marks = character < "\U00010000" and unicodedata.combining(character)
    return bool(marks) or _KINDS[ord(character)] == " " or character in _SILENT


class _Kinds(dict[int, str]):
    """What a character is to a word: a letter or digit ("w"), a mark upon one ("m"), a word of its own ("c"), else a
    space. Looked up once for each character.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)[0]
        if category in "LN":
            kind = "c" if _is_unspaced(character) else "w"
        elif character in _SILENT or (category == "M" and not _is_unspaced(character)):
            kind = "m"
        else:
            kind = " "
        self[code] = kind
        return kind


_KINDS: Final = _Kinds()
_WORD: Final = re.compile("w[wm]*|c")


def words_of(text: str) -> list[tuple[int, int]]:
    """The words of a text, each as the place where it begins and where it ends."""
    return [match.span() for match in _WORD.finditer(text.translate(_KINDS))]


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """A word without capitals and diacritics."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).lower())
    return "".join(_FOLDED.get(letter, letter) for letter in letters if not _is_left_out(letter))


@lru_cache(maxsize=1 << 17)
def key(word: str) -> str:
    """A word as it sounds, roughly, in any transliteration; empty where it has no letters that we know."""
    if not word.isascii():
        letters = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).lower())
        word = "".join(_LATIN[letter] if letter in _LATIN else _without_marks(letter) for letter in letters)
    else:
        word = word.lower()
    for pattern, replacement in _COMPILED:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=1 << 12)
def _without_marks(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    return "".join(
        _LATIN.get(part, _FOLDED.get(part, part)) for part in parts if part in _LATIN or not _is_left_out(part)
    )


def rules() -> dict[str, Any]:
    """The tables, for the browser."""
    return {
        "silent": _SILENT,
        "unspaced": [list(pair) for pair in _UNSPACED],
        "marks": _ranges([code for code in range(0x10000) if unicodedata.combining(chr(code))]),
        "folded": _FOLDED,
        "latin": _LATIN,
        "sounds": [[pattern, replacement.replace("\\1", "$1")] for pattern, replacement in _SOUNDS],
        "inline": sorted(INLINE),
    }


def _ranges(codes: list[int]) -> list[int]:
    """Numbers in order as ranges: the first and the last of each, one after the other."""
    found: list[int] = []
    for code in codes:
        if found and found[-1] == code - 1:
            found[-1] = code
        else:
            found.extend((code, code))
    return found

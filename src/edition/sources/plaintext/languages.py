"""Languages: of a whole text by its commonest words, of a block by its script. BCP 47 tags; "und" where unclear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["guess_language", "languages_of", "scripts_of"]

_COMMON: Final = {
    "en": "the of and to in that was with for his which from were".split(),
    "de": "der die und das nicht sich mit auf dem ein war zu er von".split(),
    "fr": "le la les des et que dans une est pour qui pas du".split(),
    "es": "el la los de que y en las por con una del se".split(),
    "it": "il di che la non per un una sono della con gli del".split(),
    "nl": "de het een en van dat niet te zijn is met hij op".split(),
    "pt": "o a os de que e não uma com para em do da".split(),
    "ru": "и в не на что с он как по это из к его".split(),
    "pl": "i w nie na się z do że jest od jak przez".split(),
    "la": "et in est non ad cum quod ut sed qui esse ab".split(),
}
_SCRIPTS: Final = {
    "Cyrillic": "und-Cyrl", "Han": "und-Hani", "Greek": "und-Grek", "Hebrew": "und-Hebr", "Arabic": "und-Arab",
}  # fmt: skip


#: The scripts of languages that are not written in Latin letters; others are named by a subtag (``uz-Cyrl``).
_WRITTEN_IN: Final = {
    "ru": "Cyrillic", "uk": "Cyrillic", "bg": "Cyrillic", "sr": "Cyrillic", "be": "Cyrillic", "zh": "Han", "ja": "Han",
    "el": "Greek", "grc": "Greek", "he": "Hebrew", "yi": "Hebrew", "ar": "Arabic", "fa": "Arabic", "cyrl": "Cyrillic",
    "hani": "Han", "hans": "Han", "hant": "Han", "grek": "Greek", "hebr": "Hebrew", "arab": "Arabic", "latn": "Latin",
}  # fmt: skip


def scripts_of(tags: Iterable[str]) -> set[str]:
    """The scripts in which languages, given as BCP 47 tags, are written."""
    found = set()
    for tag in tags:
        parts = [part for part in tag.casefold().split("-") if part in _WRITTEN_IN]
        found.add(_WRITTEN_IN[parts[-1]] if parts else "Latin")
    return found


def guess_language(lines: Sequence[str]) -> str:
    """The language of a text by its commonest words, as a BCP 47 tag; "und" where none is clear."""
    step = max(1, len(lines) // 1500)
    words = re.findall(r"[^\W\d_]+", " ".join(line[:400] for line in lines[::step]).lower())
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    scores = {language: sum(counts.get(word, 0) for word in common) for language, common in _COMMON.items()}
    best = max(sorted(scores), key=lambda language: scores[language])
    return best if scores[best] >= max(5, len(words) // 25) else "und"


def languages_of(text: str, own_script: str) -> str:
    """The language tag of a block in another script than the text's; Russian where its letters say so."""
    if own_script == "Cyrillic":
        lower = text.lower()
        if re.search("[іїєґ]", lower):
            return "uk"
        return "ru" if re.search("[ыэъё]|[а-я]ий|ого\\b|ств", lower) else "und-Cyrl"
    return _SCRIPTS.get(own_script, "und")

"""Sentences: where one ends and the next begins, in English, German, French and Russian, and plainly elsewhere.

In: a line of prose and its language. Out: its sentences, each with the white space behind it, so that joined they are
the line again. No model and no library: those that exist are trained on newspapers, change the white space, or need a
download; a book needs abbreviations, initials, quotations and notes to be seen, and nobody's corpus is spoilt by a
sentence that is left too long. Where it is doubtful nothing is parted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = ["split"]

#: A possible end: stops, then what closes: quotation marks, brackets, the mark of a note (FDD8: a whole note),
#: signs of emphasis.
_END: Final = re.compile(
    r"(?<![.!?…])(?<!\. )(?P<stop>\.(?:[ \u00a0]\.)++|[.!?…]++|[。！？]++)"
    r"(?P<close>(?:[\"'”’»«›‹“‘)\]}_*」』）\ufdd8]|\[[^\]\s]{1,8}\]|[ \u00a0\u202f]»(?![^\s.,;:!?…]))*+)"
    r"(?P<space>\s++|(?<=[。！？」』）])(?=\S))"
)
#: What may stand before the first word of a sentence: brackets of ours, dashes, what opens.
_BEFORE: Final = re.compile(r"(?:\[[^\[\]]{0,200}\]\s*)*(?P<dash>[—–-]\s+)?[\"'“”‘’«»‹›„‚(\[{¿¡_*…]*[ \u00a0\u202f]?")
_WORD_BEFORE: Final = re.compile(r"[^\s(\[{“”„«»\"'’—–/]*$")
_NEXT: Final = re.compile(r"[^\W\d_]+")

#: After these a name follows, or a number: no sentence ends there.
_TITLES: Final = {
    "en": """cde mr mrs ms messrs dr prof st sr jr gen col maj capt cpt lt sgt cmdr adm rev hon gov sen rep pres supt vs
        cf no nos vol vols p pp ch chap fig figs ed eds trans art sec ser bk col fol ff par approx ca c al viz
        e.g i.e jan feb mar apr aug sept sep oct nov dec mt ft""",
    "de": """hr fr hrn dr prof st ing dipl geb gest nr nrn bd bde s vgl z b d h u a o bzw ca evtl ggf sog hrsg hg
        übers verf abb anm aufl ausg kap abs art jg jh bl ebd zit jan feb mär apr jun jul aug sept okt nov dez
        gen str m.e z.b d.h u.a o.ä i.d.r""",
    "fr": """m mm mme mmes mlle mlles dr pr st ste me mgr cf p pp vol t fig chap éd trad art av apr env no n° janv
        févr avr juil sept oct nov déc col ex""",
    "ru": """г гг гр тов т тт др пр св проф акад доц д-р г-н г-жа им ул пл пер просп обл р с стр см ср т.е т.к напр
        рис табл гл ч п пп кн вып изд ред сост прим перев л лл ф оп н.э до.н.э род ум янв фев февр апр авг сент
        окт нояб дек ген полк кап ст мл бывш ст.ст в вв""",
}
#: These may end a sentence: they do before a word with a capital that is no name.
_ENDINGS: Final = {
    "en": "etc inc ltd co u.s u.s.s.r a.m p.m b.c a.d esq ibid bros corp jr sr",
    "de": "usw etc u.s.w ebd",
    "fr": "etc ibid",
    "ru": "т.д т.п др пр г гг в вв руб коп тыс млн млрд н.э",
}
#: Small words that begin sentences: after a doubtful stop they say that one ended.
_BEGINNERS: Final = {
    "en": """the a an he she it they we i you this that these those in on at but and so then there when while if as
        after before what who why how his her their our my its for from by with not no yes all some one""",
    "de": """der die das den dem des ein eine einer er sie es wir ich ihr man dies diese dieser dieses in im am an
        auf aus bei mit nach von zu und aber doch so da dann hier wenn als auch nicht nur was wer wie warum
        seine ihre""",
    "fr": """le la les l un une des il elle ils elles on nous vous je ce cet cette ces dans en au aux à et mais puis
        alors quand si comme pour par avec sur son sa ses leur c d qu qui que""",
    "ru": """он она оно они мы я вы ты это этот эта эти в во на и но а то так тогда там здесь когда если как после до
        что кто почему его её их наш мой не нет все по с со из за у к о об при для""",
}
#: Initials of Russian names in Latin letters.
_INITIALS: Final = frozenset("Ya Yu Ye Yo Ch Sh Zh Kh Ts Ia Iu Ie Shch Dzh".split())
_ROMAN: Final = re.compile(r"[IVXLC]+")


@cache
def _listed(table: str, language: str) -> frozenset[str]:
    tables = {"titles": _TITLES, "endings": _ENDINGS, "beginners": _BEGINNERS}[table]
    return frozenset(tables.get(language, tables["en"] if table != "beginners" else "").split())


def split(line: str, language: str = "") -> list[str]:
    """The sentences of a line; ``language`` is a tag such as "de" or "de-AT"."""
    language = language.split("-")[0].lower()
    found: list[str] = []
    start = 0
    inside = _bracketed(line)
    for match in _END.finditer(line):
        if match.end() < len(line) and not inside[match.start()] and _ends(line, match, start, language):
            found.append(line[start : match.end()])
            start = match.end()
    return [*found, line[start:]] if start < len(line) or not found else found


def _bracketed(line: str) -> bytearray:
    """For each place of a line, whether it stands within square brackets that are closed: a note, a page."""
    inside = bytearray(len(line) + 1)
    if "[" not in line:
        return inside
    opened: list[int] = []
    for index, char in enumerate(line):
        if char == "[":
            opened.append(index)
        elif char == "]" and opened:
            begin = opened.pop()
            if not opened:
                inside[begin:index] = b"\1" * (index - begin)
    return inside


def _ends(line: str, match: re.Match[str], start: int, language: str) -> bool:
    """Whether a sentence ends here."""
    stop = match["stop"]
    if not match["space"]:
        return True  # a full stop of a script without spaces
    before = _BEFORE.match(line, match.end())
    at = before.end() if before else match.end()
    char = line[at : at + 1]
    if not char or char.islower():
        return False
    if stop != ".":
        return char.isalnum()
    if not char.isalnum():
        return False
    following = _NEXT.match(line, at)
    begins = (
        following is not None
        and following.group().lower() in _listed("beginners", language)
        and line[following.end() : following.end() + 1] != "."  # an initial
    )
    word_match = _WORD_BEFORE.search(line, max(start, match.start() - 40), match.start())
    word = word_match.group() if word_match else ""
    if _numbers(line, word, match.start(), start):
        return False
    return begins or not _doubtful(word, language)


def _numbers(line: str, word: str, end: int, start: int) -> bool:
    """Whether a number or a letter counts what follows: it stands where the sentence begins."""
    counts = word.isdigit() or (len(word) == 1 and word.isalpha()) or _ROMAN.fullmatch(word) is not None
    return counts and end - start < 40 and not line[start : end - len(word)].strip()


def _doubtful(word: str, language: str) -> bool:
    """Whether the full stop may belong to the word: an abbreviation, an initial, a number that counts."""
    plain = word.lower().strip("_*")
    if plain in _listed("titles", language) or plain in _listed("endings", language):
        return True
    if len(word) == 1 and word.isalpha():
        return True  # an initial
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return True  # U.S.S.R, J.W, z.B
    if word in _INITIALS:
        return True
    if word.isdigit():
        return language == "de" and len(word) <= 3
    return language == "de" and _ROMAN.fullmatch(word) is not None

"""The forms under which the entries of an authority stand in a text.

In: an authority, and the words of the text (a form that no text has need not be looked for). Out: forms, each with the
entries it may mean and how it was made: as the register has it, in another transliteration, a plural, an alias. A form
as the register has it beats a form that was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from edition.enrich.authority import Authority, Entry, Name
from edition.enrich.spelling import variants
from edition.enrich.words import Usage

__all__ = ["PLAIN", "Form", "forms_of", "plain"]

#: Typographic characters that a register and a text may set differently, one letter for one.
PLAIN: Final = str.maketrans(
    {
        # Letters of the Latin alphabet without their marks: a scan and a register differ in these.
        **{
            chr(code): base
            for code in range(0xC0, 0x250)
            if (base := unicodedata.normalize("NFD", chr(code))[0]) != chr(code) and base.isascii()
        },
        "ё": "е",
        "Ё": "Е",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "\xa0": " ",
    }
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ADJECTIVES: Final = {
    "Bulgaria": "Bulgarian", "France": "French", "Germany": "German", "Hungary": "Hungarian", "Iran": "Iranian",
    "Italy": "Italian", "Japan": "Japanese", "Latvia": "Latvian", "Lithuania": "Lithuanian", "Mexico": "Mexican",
    "Palestine": "Palestinian", "Poland": "Polish", "the Soviet Union": "Soviet", "Soviet Union": "Soviet",
    "the USA": "American", "the United States": "American", "Ukraine": "Ukrainian", "Yugoslavia": "Yugoslav",
    "Spain": "Spanish", "Britain": "British", "Great Britain": "British", "England": "English", "China": "Chinese",
    "Austria": "Austrian", "Belgium": "Belgian", "Czechoslovakia": "Czechoslovak", "Finland": "Finnish",
    "Greece": "Greek", "Estonia": "Estonian", "Romania": "Romanian", "Russia": "Russian", "Norway": "Norwegian",
    "Sweden": "Swedish", "Switzerland": "Swiss", "Turkey": "Turkish", "India": "Indian", "Korea": "Korean",
    "Canada": "Canadian", "Georgia": "Georgian", "Armenia": "Armenian", "Azerbaidzhan": "Azerbaidzhani",
    "Azerbaijan": "Azerbaijani", "Kazakhstan": "Kazakh", "Uzbekistan": "Uzbek", "Belorussia": "Belorussian",
}  # fmt: skip
_ARTICLE: Final = re.compile(r"^(?:The|A|An|Der|Die|Das|Le|La|Les)\s+")
_KEYWORD: Final = re.compile(
    r"\b(Plenum|Congress|Conference|Trial|Trials|Rebellion|Uprising|Revolution|Treaty|War|Army|Committee|Commission)\b"
)
_ORDINALS: Final = (
    "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth "
    "Sixteenth Seventeenth Eighteenth Nineteenth Twentieth"
).split()


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a form: the entry, the name it is a form of, and how it was made ("name", "variant", "plural",
    "short").
    """

    entry: Entry
    name: Name
    how: str


def plain(text: str) -> str:
    """A text in plain quotation marks, apostrophes and hyphens, without accents; as long as before."""
    return text if text.isascii() else text.translate(PLAIN)


def forms_of(
    authority: Authority,
    usage: Usage,
    kinds: Iterable[str],
    language: str = "",
    titles: Collection[str] = (),
) -> dict[str, list[Form]]:
    """Every form with the entries it may mean. ``language`` leaves out names in other languages; ``titles`` are what
    the text sets as titles, by which a work is found under a shorter or slightly different one.
    """
    wanted = frozenset(kinds)
    found: dict[str, list[Form]] = {}

    def add(text: str, form: Form) -> None:
        rows = found.setdefault(plain(text), [])
        if all(row.entry is not form.entry for row in rows):
            rows.append(form)

    made: list[tuple[str, Form]] = []
    for entry in authority.entries.values():
        if entry.kind not in wanted:
            continue
        for name in entry.names:
            if name.language and language and name.language.split("-")[0] != language.split("-")[0]:
                continue
            add(name.surname, Form(entry, name, "name"))
            for text, how in _other(entry, name, usage):
                made.append((text, Form(entry, name, how)))
    exact = set(found)
    if "work" in wanted:
        made += _by_title(authority, titles, exact)
    for text, form in made:
        if plain(text) not in exact and len(text) > 2:
            add(text, form)
    return found


def _other(entry: Entry, name: Name, usage: Usage) -> Iterator[tuple[str, str]]:
    if entry.kind == "person":
        words = name.surname.split()
        for other in variants(name.surname):
            if other != name.surname and _seen(other, usage):
                yield other, "variant"
                for second in variants(other):
                    if second != name.surname and _seen(second, usage):
                        yield second, "variant"
        if len(words) == 1 and _seen(f"{name.surname}s", usage):
            yield f"{name.surname}s", "plural"
        return
    text = name.surname
    bare = _ARTICLE.sub("", text)
    if bare != text and (" " in bare or entry.kind == "work"):
        yield bare, "short"
    if entry.kind in ("org", "event"):
        yield from _of_bodies(text)
    if entry.kind == "event":
        yield from _of_meetings(text)
        for other in [text, *(one for one, _ in _of_bodies(text))]:
            yield _KEYWORD.sub(lambda m: m[1].lower(), other), "short"
            yield re.sub(r"\b(rebellion|uprising|revolt)\b", lambda m: m[1].capitalize(), other), "short"
    if entry.kind == "work":
        other = re.sub(r"\b[Aa]nd\b", "&", text)
        if other != text:
            yield other, "short"


def _by_title(authority: Authority, titles: Collection[str], exact: Collection[str]) -> Iterator[tuple[str, Form]]:
    """What the text sets as a title and begins like one of the registers, or differs from it in a few letters."""
    free = sorted({plain(title).strip(" ,.") for title in titles} - set(exact))
    by_first: dict[str, list[str]] = {}
    for title in free:
        by_first.setdefault(title[:1].casefold(), []).append(title)
    for entry in authority.of("work"):
        for name in entry.names:
            words = plain(name.surname)
            for title in by_first.get(words[:1].casefold(), ()):
                if " " not in title or len(title) < 8:
                    continue
                if words.startswith(f"{title} ") and len(title.split()) >= 2 and len(words.split()) > 3:
                    yield title, Form(entry, name, "short")
                elif _nearly(words, title):
                    yield title, Form(entry, name, "variant")


def _nearly(one: str, other: str) -> bool:
    """Whether two long titles differ in a few letters only."""
    return abs(len(one) - len(other)) < 6 and len(one) > 12 and SequenceMatcher(None, one, other).ratio() > 0.87


_MEETING: Final = re.compile(
    r"^((?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:-(?:January|February|March|April|May|June|July|August|September|October|November|December))?) (\d{4}) "
    r"(Plenum|Congress|Conference|Session)(?: of (the .+))?$"
)


def _of_meetings(text: str) -> Iterator[tuple[str, str]]:
    """Forms of a meeting: "June 1957 Plenum of the Central Committee" is "June Plenum of the CC in 1957" as well."""
    match = _MEETING.match(text)
    if match is None:
        return
    month, year, word, body = match.groups()
    bodies = [""]
    if body:
        short = "".join(part[0] for part in body.split() if part[:1].isupper())
        bodies += [f" of {body}"] + ([f" of the {short}"] if len(short) > 1 else [])
    for name in (word, word.lower()):
        for of in bodies:
            yield f"{month} {year} {name}{of}", "short"
            yield f"{month} ({year}) {name}{of}", "short"
            for preposition in ("in", "of"):
                yield f"{month} {name}{of} {preposition} {year}", "short"
            yield f"{month} {name}{of}", "undated"


def _of_bodies(text: str) -> Iterator[tuple[str, str]]:
    """Short and adjectival forms of bodies: "Communist Party of France" is "French Communist Party", "CP of France"."""
    match = re.match(
        r"^(.*?\b(?:Party|Parties|Committee|Union|League|Army|Congress|Commission)) of (?:the )?(.+)$", text
    )
    if match:
        body, rest = match[1], match[2]
        short = "".join(word[0] for word in body.split() if word[:1].isupper())
        adjective = _ADJECTIVES.get(rest) or _ADJECTIVES.get(f"the {rest}")
        article = "the " if f" of the {rest}" in text else ""
        if len(short) > 1 and not body.endswith("Congress"):
            yield f"{short} of {article}{rest}", "short"
        if adjective:
            yield f"{adjective} {body}", "short"
            yield f"{adjective} {short}", "short"
        for subject in {body, short} if len(short) > 1 else {body}:
            yield f"{subject} of {'' if article else 'the '}{rest}", "short"
            yield re.sub(r" of (?=[A-Z]\w+$)", " of the ", f"{subject} of {article}{rest}"), "short"
            yield f"{subject} of {article}{rest}".replace("(B)", "(b)"), "short"
            yield (
                re.sub(r" of (?=[A-Z]\w+$)", " of the ", f"{subject} of {article}{rest}".replace("(B)", "(b)")),
                "short",
            )
        ordinal = body.split()[0].split("-")[-1]
        if body.endswith(("Congress", "Conference")) and ordinal.capitalize() in _ORDINALS:
            yield f"{body.rpartition(' ')[0]} Party {body.rpartition(' ')[2]}", "short"
            yield f"{body.rpartition(' ')[0]} {body.rpartition(' ')[2]}", "short"
    party = re.match(r"^(.+ of) the (?:U?KP\([bB]\)|Communist Party) of (?:the )?(.+)$", text)
    if party:
        head, country = party.groups()
        adjective = _ADJECTIVES.get(country)
        for first in {head, head.replace("Central Committee", "CC")}:
            for name in ("Communist Party", "KP(b)", "KP(B)", "KP"):
                yield f"{first} the {name} of {country}", "short"
                yield f"{first} the {name} of the {country}", "short"
            yield f"{first} {country}", "short"
            if adjective:
                yield f"{first} the {adjective} Communist Party", "short"
    if re.fullmatch(r"[A-Z]{2,}s", text):
        yield text[:-1], "short"


def _seen(text: str, usage: Usage) -> bool:
    """Whether the text has the words of a form with capitals."""
    return all(usage.capital[word] or usage.capital[f"{word}'s"] for word in text.split())

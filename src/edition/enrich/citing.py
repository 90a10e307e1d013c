"""The grammar of a citation: what the words of one say, taken apart.

In: the words of a citation in a note. Out: a ``Work`` (an issue of a periodical, an article, an archive's shelfmark, a
book), and the pages or leaves that are named. Authors stand surname first, as Russian and German notes have them, or
given names first, as English notes do. Which of the known works is meant is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from edition.enrich.spelling import folded, skeleton, slug

__all__ = ["SURNAME", "Scope", "Work", "archive", "book", "letters", "periodical", "scopes", "shelf_units"]

_PAGES: Final = re.compile(
    r"(?<![\w.])(?:pp?|S|с|стр|l|ll|л)\.\s?(?P<pages>\d[\d\s,–-]*(?:\d)?(?:,?\s?ob\.?)?|[ivxlc]+(?:[-–][ivxlc]+)?)",
    re.IGNORECASE,
)
_LEAF: Final = re.compile(r"(?<![\w.])(?:ll?|л)\.", re.IGNORECASE)
_ISSUE: Final = re.compile(r"(?:№|\bNos?\.?|\bNr\.?|\bIssues?)\s?(?P<issue>\d+(?:[-–/]\d+)?)")
_YEAR: Final = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DATE: Final = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2}) )?"
    r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: (?P<d2>\d{1,2}),)? (?P<y>\d{4})"
)
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        "January February March April May June July August September October November December".split(), 1
    )
}
_SHELF: Final = re.compile(
    r"(?<![\w.])(?P<unit>f|op|d|ed\. khr|ф|оп|д|fond|fonds|box|folder|Ms|MS|№|No)\.?\s?(?P<n>\d+[\w-]*)", re.IGNORECASE
)
_ARCHIVE: Final = re.compile(
    r"(?P<name>(?:[A-ZА-Я][\w'.]*\s){0,5}?(?:[Aa]rchives?|Archiv|Collection|Papers|Nachlass|Fonds|Архив)"
    r"(?: of (?:the )?[A-Z]\w+)*|"
    r"(?:RTs\w+|RGA\w+|GARF|TsG\w+|APRF|AVPRF?|TsA\w*|TsPA|PAAA|RGVA|TsKh\w+|BA|РГ\w+|ГАРФ|ЦГ\w+)(?: [A-Z]{2,})?)"
    r"(?:\s?\((?:[Hh]enceforth|[Hh]ereafter):?\s*(?P<short>[^)]+)\))?(?=[,.]?\s|[,.]?$)"
)
_HENCEFORTH: Final = re.compile(
    r"\s?[\[(](?:[Hh]enceforth|[Hh]ereafter|[Ii]m folgenden|далее):?\s*[\"*]?(?P<short>[^)\]\"*]+)[\"*]?[)\]]"
)
_BRACKET: Final = re.compile(r"\s?\[(?P<inside>[^\[\]]*)\]")
_INITIALS: Final = r"(?:[A-ZÀ-ÞА-Я][a-zа-я]{0,2}\.[\s-]?){1,3}"
SURNAME: Final = r"(?:(?:van|von|de|der|d'|O'|Mc)\s?)?[A-ZÀ-ÞА-Я][\w'’-]+"
_BARE: Final = r"[A-ZÀ-ÞА-Я][a-zа-я]{0,2}(?=,)"
_GIVEN: Final = rf"(?:{_INITIALS}|{_BARE}|[A-Z][a-z]{{2,}} [A-Z]\.)"
_ONE: Final = rf"(?:{SURNAME},? {_GIVEN}|{_INITIALS}\s?{SURNAME})"
_AUTHORS: Final = re.compile(
    rf"(?P<authors>{SURNAME},? {_GIVEN}\s?(?:(?:,|&|and\b|und\b|et\b|и\b)\s*{_ONE}\s?)*"
    rf"(?:(?:\(?[Ee]ds?\.\)?|et al\.))?)[,.]?\s*(?=[\"A-ZÀ-ÞА-Я0-9*])"
)
_IMPRINT: Final = re.compile(
    r"[,.]\s+(?:(?P<edition>(?:\d+(?:st|nd|rd|th)|[Ss]econd|[Tt]hird|[Rr]evised) ed(?:ition|\.)),\s+)?"
    r"(?P<place>[A-ZÀ-ÞА-Я][\w.\s'/-]{0,40}?)[,:]\s+(?:(?P<publisher>[A-ZÀ-ÞА-Я][^,\d\"]{2,60}),\s+)?"
    r"(?P<year>(?:1[5-9]|20)\d\d)(?:[-–]\d{2,4})?(?!\d)"
)
#: "(London: Allen, 1930)".
_IN_BRACKETS: Final = re.compile(
    r"[,.]?\s*\((?P<place>[A-ZÀ-ÞА-Я][^():\d]{1,40}?)(?::\s*(?P<publisher>[^():]{2,60}?))?,\s*"
    r"(?P<year>(?:1[5-9]|20)\d\d)(?:[-–]\d{2,4})?\)"
)
#: "On Ice," Polar Record 12, no. 3 (1950)".
_IN_JOURNAL: Final = re.compile(
    r'"(?P<title>[^"]{2,200}?),?"[,.]? (?P<journal>[A-ZÀ-ÞА-Я][^,()"\d:;]{2,80}?),? (?P<volume>\d{1,4})?'
    r"(?:[.:/]\s?(?P<number>\d+)|,? (?:no|Nr|№)\.?\s?(?P<issue>\d+))?\s*"
    r"\((?:[A-Z][a-z]+\.? )?(?P<year>(?:1[5-9]|20)\d\d)\)"
)
_VOLUME: Final = re.compile(
    r"[,.]\s+(?P<unit>[Vv]ols?\.|[Vv]olume|[Bb]ook|[Pp]art|Bd\.|Band|[Tt]ome|T\.|т\.|Kn\.|кн\.)\s?"
    r"(?P<n>\d+|[IVXL]+)(?:\s?,\s?[Pp]art \w+)?"
)
_MANUSCRIPT: Final = re.compile(r"[.,]?\s*\(?(?:Rukopis'|[Mm]anuscript|[Tt]ypescript|рукопись)(?!\w).*$")
_TAIL: Final = re.compile(r"[,.]\"?\s+(?:pp?\.|S\.|ll?\.|с\.|[Vv]ols?\.|[Bb]ook \d|[Pp]art \d|№|passim|[Nn]ote)\s?")


@dataclass(frozen=True, slots=True)
class Scope:
    """Pages or leaves that a citation names: the letters of the note, the unit, the first and the last."""

    start: int
    end: int
    unit: str
    first: str
    last: str


@dataclass(slots=True)
class Work:
    """What is cited. ``kind`` is "book", "article", "issue" (of a periodical) or "archive"; ``provisional`` says that
    only a short title is known.
    """

    kind: str
    title: str = ""
    authors: list[tuple[str, str]] = field(default_factory=list)
    journal: str = ""
    container: str = ""
    translated: str = ""
    volume: str = ""
    issue: str = ""
    date: str = ""
    place: str = ""
    publisher: str = ""
    shelf: list[tuple[str, str]] = field(default_factory=list)
    shorts: list[str] = field(default_factory=list)
    provisional: bool = False
    id: str = ""
    cited: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two citations one work."""
        if self.kind == "issue":
            return ("issue", letters(self.journal), self.date, self.issue)
        if self.kind == "article":
            home = letters(self.journal or self.container)
            return ("article", self.surname, letters(self.title)[:40], home, self.date, self.issue)
        if self.kind == "archive":
            return ("archive", letters(self.title), *(f"{unit}{number}" for unit, number in self.shelf))
        return ("book", self.surname, letters(self.title))

    @property
    def surname(self) -> str:
        """The surname of the first author, as a key."""
        return letters(self.authors[0][0]) if self.authors else ""

    def slug(self) -> str:
        """An id that can be read: "trotskii-stalin", "pravda-1938-03-03", "voprosy-istorii-1991-12"."""
        if self.kind == "issue":
            return slug(self.journal, self.date, self.issue)
        first = self.authors[0][0] if self.authors else ""
        if self.kind == "archive":
            return slug(self.title, *(f"{unit}{number}" for unit, number in self.shelf))
        return slug(first, *self.title.split()[:5])


def scopes(text: str, start: int, end: int) -> list[Scope]:
    """Pages and leaves: "pp. 49-50, 53" are two scopes."""
    found = []
    bracket = [match.span() for match in _BRACKET.finditer(text, start, end)]
    for match in _PAGES.finditer(text, start, end):
        if any(low <= match.start() < high for low, high in bracket):
            continue
        unit = "leaf" if _LEAF.match(match[0]) else "page"
        for one in re.finditer(r"(\d+|[ivxlc]+)(?:\s?[-–]\s?(\d+|[ivxlc]+))?", match["pages"], re.IGNORECASE):
            first, last = one[1], one[2] or one[1]
            if first.isdigit() and last.isdigit() and len(last) < len(first):
                last = first[: len(first) - len(last)] + last
            low = match.start("pages") + one.start()
            found.append(Scope(low, match.start("pages") + one.end(), unit, first, last))
    return found


def _authors(words: str) -> tuple[list[tuple[str, str]], int]:
    """Authors before a title, surname first, and where the title begins."""
    match = _AUTHORS.match(words)
    if match is None:
        return [], 0
    names = []
    pattern = rf"(?P<a>{SURNAME}),? (?P<i>{_GIVEN})|(?P<j>{_INITIALS})\s?(?P<b>{SURNAME})"
    for one in re.finditer(pattern, match["authors"]):
        names.append((one["a"] or one["b"], (one["i"] or one["j"]).strip()))
    return names, match.end()


#: "Ivan Volkov and A. N. Petrov": given names first, as notes in English have it.
_FORENAMED: Final = r"(?:[A-ZÀ-ÞА-Я][\w'’-]*\.?[\s-]?){1,3}\s?[A-ZÀ-ÞА-Я][\w'’-]+"
_GIVEN_FIRST: Final = re.compile(
    rf"(?P<authors>{_FORENAMED}(?:,? (?:and|&|und|et) {_FORENAMED}|, {_FORENAMED}(?=, | and)){{0,3}})"
    r"(?:,? \(?[Ee]ds?\.\)?)?, "
)
_INITIALED: Final = re.compile(rf"{_INITIALS}\s?{SURNAME}, (?=[\"A-ZÀ-ÞА-Я*])")


def _given_first(words: str, slanted: str, *, told: bool) -> tuple[list[tuple[str, str]], int]:
    """Authors with their given names first, and where the title begins: where the title is set in italics, where the
    imprint stands in brackets, or where the given names are initials.
    """
    match = _GIVEN_FIRST.match(words)
    if match is None:
        return [], 0
    before = bool(slanted) and words[match.end() :].startswith(slanted)
    if not (before or told or _INITIALED.match(words)):
        return [], 0
    names = []
    for one in re.split(r",? (?:and|&|und|et) |, ", match["authors"]):
        given, _, surname = one.strip().rpartition(" ")
        if not given:
            stop = one.rfind(".") + 1
            given, surname = one[:stop], one[stop:]
        names.append((surname, given))
    return names, match.end()


_QUOTED: Final = re.compile(r'"(?P<title>[^"]+?),?"')


_CENTURY: Final = r"(?:1[89]|20)\d\d"
_BEHIND_JOURNAL: Final = re.compile(
    r"\s*,?\s*(?:\((?P<p1>[^)]{2,30})\),?\s*|(?P<p2>[A-Z][\w. ]{2,20}),\s*)?"
    rf"(?:(?P<year>{_CENTURY})(?P<issue>,?\s*(?:№|Nos?\.?|Nr\.?|Vol\.|vol\.)\s?[\dIVX]+[^\s,;]*)?|"
    rf"(?P<date>(?:\d{{1,2}} )?[A-Z][a-z]+ (?:\d{{1,2}}, )?{_CENTURY}|"
    rf"(?:\d{{1,2}}(?:[-–]\d{{1,2}})? [A-Z][a-z]+,? (?:and )?)+{_CENTURY})|"
    rf"(?P<only>(?:№|Nos?\.?)\s?\d+[\d/-]*),?\s*(?P<y2>{_CENTURY})?)"
)


def periodical(words: str) -> Work | None:
    """An issue of a periodical, or an article in one: its name stands in quotation marks before a date or issue."""
    told = _IN_JOURNAL.search(words)
    if told is not None:
        authors, at = _given_first(words[: told.start()] + "x", "", told=True)
        if not authors:
            authors, at = _authors(words)
        if at in (told.start(), 0):
            return Work(
                "article", title=_clean(told["title"]), authors=authors, journal=told["journal"].strip(),
                volume=told["volume"] or "", issue=told["issue"] or told["number"] or "", date=told["year"],
            )  # fmt: skip
    quoted = list(_QUOTED.finditer(words))
    for number, match in enumerate(quoted):
        rest = words[match.end() : match.end() + 70]
        after = _BEHIND_JOURNAL.match(rest)
        if after is None:
            continue
        journal = _clean(match["title"])
        if len(journal) > 70 or (
            not number and after["p2"] and not after["issue"] and not after["date"] and len(journal) > 40
        ):
            # A long title before a place and a year is a book's.
            continue
        work = Work("issue", journal=_BRACKET.sub("", journal))
        inside = _BRACKET.search(journal)
        if inside:
            work.translated = inside["inside"]
        work.place = (after["p1"] or after["p2"] or "").strip()
        issue = _ISSUE.search(after[0])
        work.issue = issue["issue"] if issue else ""
        work.date = _iso(after["date"]) if after["date"] else (after["year"] or after["y2"] or "")
        if not work.issue and after["year"]:
            later = _ISSUE.match(words[match.end() + after.end() :].lstrip(" ,"))
            work.issue = later["issue"] if later else ""
        if number or words[: match.start()].strip(" ,."):
            _article(work, words[: match.start()], quoted[:number])
        else:
            _bracketed(work, words[match.end() :])
        return work
    return None


def _article(work: Work, before: str, quoted: Sequence[re.Match[str]]) -> None:
    """The author and title of an article before its periodical."""
    authors, at = _authors(before)
    title = _clean(quoted[0]["title"] if quoted else before[at:])
    if not title:
        return
    work.kind, work.title, work.authors = "article", title, authors


def _bracketed(work: Work, after: str) -> None:
    """What the translator says in brackets of an article: "[L. D. Trotsky, "Behind the Walls," 8 January 1938]"."""
    for match in _BRACKET.finditer(after):
        inside = match["inside"].strip()
        title = re.search(r'"(?P<t>[^"]+?),?(?:"|$)', inside)
        if title is None:
            continue
        name = inside[: title.start()].strip(" ,")
        words = name.split()
        if words and not re.search(r"\d", name) and len(words) <= 5:
            work.authors = [(words[-1], " ".join(words[:-1]))]
        work.kind, work.title, work.translated = "article", _clean(title["t"]), _clean(title["t"])
        return


_UNITS: Final = {
    "f": "fond", "ф": "fond", "fonds": "fond", "op": "inventory", "оп": "inventory", "d": "file", "д": "file",
    "ed. khr": "file", "ms": "manuscript", "№": "number", "no": "number",
}  # fmt: skip


def shelf_units(words: str) -> list[tuple[str, str]]:
    """The units of a shelfmark, from the largest to the smallest, as they stand."""
    found = []
    for one in _SHELF.finditer(words):
        unit = one["unit"].lower().rstrip(".")
        found.append((_UNITS.get(unit, unit), one["n"]))
    return found


def archive(words: str, shorts: dict[str, Work]) -> Work | None:
    """A shelfmark: an archive and its fond, inventory, file; or a collection and its box and folder."""
    match = _ARCHIVE.match(words)
    units = shelf_units(words)
    if match is None or (not units and "," not in words and len(words.split()) > 6):
        return None
    if not units and not match["short"]:
        return None
    name = match["name"].strip()
    work = Work("archive", title=name)
    known = shorts.get(folded(name))
    if known is not None and known.kind == "archive":
        work.title = known.title
    work.shelf = units
    if match["short"]:
        work.shorts.append(match["short"].strip())
    return work


def book(words: str, slanted: str = "") -> Work | None:
    """A book: authors, title, volume, imprint; or a short form of it. ``slanted`` is what is set in italics."""
    work = Work("book")
    forth = _HENCEFORTH.search(words)
    if forth:
        work.shorts.append(forth["short"].strip(" ."))
        words = words[: forth.start()] + words[forth.end() :]
    translated = _BRACKET.search(words)
    while translated is not None:
        if re.match(r"pp?\. ?\d", translated["inside"]) is None and not work.translated:
            work.translated = translated["inside"].strip()
        words = words[: translated.start()] + words[translated.end() :]
        translated = _BRACKET.search(words)
    work.authors, at = _authors(words)
    brackets = _IN_BRACKETS.search(words)
    if not work.authors and not at:
        work.authors, at = _given_first(words, slanted, told=brackets is not None)
    rest = words[at:]
    end = len(rest)
    brackets = _IN_BRACKETS.search(rest)
    imprint = _IMPRINT.search(rest) if brackets is None else None
    if brackets is not None:
        work.place, work.date = brackets["place"].strip(), brackets["year"]
        work.publisher = (brackets["publisher"] or "").strip()
        end = brackets.start()
    elif imprint is not None:
        place = imprint["place"].strip(" .")
        if len(place) > 1 and len(place.split()) > 4:
            imprint = None
        else:
            work.place, work.date = imprint["place"].strip(), imprint["year"]
            work.publisher = (imprint["publisher"] or "").strip()
            end = imprint.start()
    if imprint is None and brackets is None:
        year = re.search(r"[,.]\s+\(?(?P<year>(?:1[5-9]|20)\d\d)\)?(?=[,.]|$)", rest)
        if year and len(rest[: year.start()].split()) < 16:
            work.date, end = year["year"], year.start()
    volume = _VOLUME.search(rest)
    if volume:
        work.volume = volume["n"]
        end = min(end, volume.start())
    tail = _TAIL.search(rest)
    if tail:
        end = min(end, tail.start())
    title = rest[:end]
    if slanted and rest.startswith(slanted) and re.match(r"\s*(?:[,.]|\([^)]*\d\)|$)", rest[len(slanted) :]):
        title = slanted
    alone = re.match(r'^"(?P<t>[^"]+?),?"$', title.strip(" ,."))
    if alone:
        title = alone["t"]
    inside = re.match(r'^"(?P<a>[^"]+?),?"[,.]?\s+[Ii]n:?\s+(?P<c>.+)$', title)
    if inside:
        work.kind, work.title, work.container = "article", _clean(inside["a"]), _clean(inside["c"])
        return work
    manuscript = _MANUSCRIPT.search(title)
    if manuscript:
        title, work.publisher = title[: manuscript.start()], "manuscript"
    work.title = _clean(title)
    if not work.title or not re.search(r"[^\W\d_]{2}", work.title) or len(work.title) > 400:
        return None
    if len(work.title.split()) > 30 and not work.date:
        return None
    if re.search(r"\b(?:was|were|is|are|had|has|have|told|wrote|writes|published)\b", work.title) and not work.date:
        return None
    return work


def _clean(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip(" ,.*_;:")
    if words.startswith('"') and words.endswith('"') and words.count('"') == 2:
        words = words[1:-1].strip(" ,.")
    return words.strip('"') if words.count('"') % 2 else words


def _iso(words: str) -> str:
    match = _DATE.search(words)
    if match is None:
        year = _YEAR.search(words)
        return year[0] if year else ""
    day = match["d"] or match["d2"]
    month = f"{match['y']}-{_MONTHS[match['m']]:02}"
    return f"{month}-{int(day):02}" if day else month


@lru_cache(maxsize=16384)
def letters(words: str) -> str:
    """A title as it is compared."""
    return skeleton(folded(words))

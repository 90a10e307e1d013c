"""Dates in a text, as the values of TEI's att.datable: @when, @from and @to, @notBefore and @notAfter.

In: texts in the order of a chapter. Out: for each date where it stands, its attributes in the form of XML Schema
(1937, 1937-07, 1937-07-09), the rule, and how sure. English is read fully; days, months and years in German, French
and Russian. "Early 1938" is notBefore 1938-01 and notAfter 1938-04; a day without a year gets the year of its sentence,
or of the last full date, or of the chapter, with the certainty "low"; what is no day of the calendar is left alone.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["DateFound", "find_dates"]

_NAMES: Final = (
    ("January", "Jan", "Januar", "janvier", "января", "январь", "январе"),
    ("February", "Feb", "Februar", "février", "fevrier", "февраля", "февраль", "феврале"),
    ("March", "Mar", "März", "Marz", "mars", "марта", "март", "марте"),
    ("April", "Apr", "avril", "апреля", "апрель", "апреле"),
    ("May", "Mai", "mai", "мая", "май", "мае"),
    ("June", "Jun", "Juni", "juin", "июня", "июнь", "июне"),
    ("July", "Jul", "Juli", "juillet", "июля", "июль", "июле"),
    ("August", "Aug", "août", "aout", "августа", "август", "августе"),
    ("September", "Sept", "Sep", "septembre", "сентября", "сентябрь", "сентябре"),
    ("October", "Oct", "Oktober", "octobre", "октября", "октябрь", "октябре"),
    ("November", "Nov", "novembre", "ноября", "ноябрь", "ноябре"),
    ("December", "Dec", "Dezember", "décembre", "decembre", "декабря", "декабрь", "декабре"),
)
_MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_M: Final = (
    "(?:(?:"
    + "|".join(
        sorted((name for name in _MONTHS if len(name) > 4 or name in ("May", "June", "July", "Mai", "mai")), key=len)[
            ::-1
        ]
    )
    + ")|(?:"
    + "|".join(sorted((name for name in _MONTHS if len(name) <= 4), key=len)[::-1])
    + r")\.?)(?![^\W\d_])"
)
_Y: Final = r"(?:1[0-9]|20)\d\d(?!\d|,\d{3}|\.\d)"
_D: Final = (
    r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th|\.(?=\s(?:Jan|Feb|Mä|Mar|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)))?"
)
_DASH: Final = r"\s?[-–—]\s?"
_PART: Final = (
    r"(?:(?:the )?(?P<part>[Ee]arly|[Ll]ate|[Mm]id(?:dle)?|[Bb]eginning|[Ss]tart|[Ee]nd|[Ff]irst half|[Ss]econd half|"
    r"[Ff]irst days|[Ll]ast days|[Ff]irst months|[Ll]ast months)(?: of| in|-)?\s?)"
)
_SEASON: Final = (
    r"(?:(?:the )?(?P<when>[Ee]arly|[Ll]ate|[Mm]id-?)\s)?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
)
_ORDINAL: Final = {
    name: number
    for number, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        1,
    )
}
_UNITS: Final = re.compile(
    r"\s(?:people|men|women|persons|delegates|rubles|roubles|dollars|pounds|francs|marks|kilomet|met(?:er|re)s|tons|tonnes|"
    r"members|soldiers|officers|copies|pages|votes|cases|prisoners|communists|victims|workers|km|kg|thousand|million|per)\b"
)
_BEFORE_NUMBER: Final = re.compile(
    r"(?:(?:№|\bNos?\.?|\bOrder|\bpp?\.|\bvol\.|\bll?\.|\bd\.|\bf\.|\bop\.|\bS\.|\bс\.|\bл\.|\bд\.)\s?|[$£€#/])$"
)
_DAY_BEFORE: Final = re.compile(r"\d\s$")
_SENTENCE: Final = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZА-ЯÀ-Þ])")


@dataclass(slots=True)
class DateFound:
    """A date: the text it stands in, its letters, its attributes, the rule, how sure."""

    block: int
    start: int
    end: int
    attributes: dict[str, str]
    rule: str
    cert: str = "high"


@dataclass(slots=True)
class _Bare:
    """A day and month without a year."""

    block: int
    start: int
    end: int
    month: int
    day: int
    first: int = 0


@dataclass(slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    make: Callable[[re.Match[str]], dict[str, str] | None]
    near: str = ""
    cert: str = "high"


def _month(word: str) -> int:
    return _MONTHS[word.rstrip(".")]


def _day(word: str) -> int:
    match = re.match(r"\d+", word)
    assert match is not None
    return int(match[0])


def _iso(year: str | int, month: int = 0, day: int = 0) -> str | None:
    """A date of XML Schema; None where the calendar has no such day."""
    number = int(year)
    if not 1000 <= number <= 2100:
        return None
    if not month:
        return f"{number:04}"
    if not day:
        return f"{number:04}-{month:02}"
    if day > calendar.monthrange(number, month)[1]:
        return None
    return f"{number:04}-{month:02}-{day:02}"


def _when(value: str | None) -> dict[str, str] | None:
    return {"when": value} if value else None


def _span(first: str | None, last: str | None, names: tuple[str, str] = ("from", "to")) -> dict[str, str] | None:
    if not first or not last or last[: len(first)] < first[: len(last)]:
        return None
    return {names[0]: first, names[1]: last}


_BETWEEN: Final = ("notBefore", "notAfter")


def _full_year(first: str, last: str) -> str:
    """The second year of a span in full: "38" after 1936 is 1938."""
    return last if len(last) >= 4 else first[: 4 - len(last)] + last


def _part_of_year(year: str, part: str) -> dict[str, str]:
    months = {
        "early": (1, 4), "beginning": (1, 4), "start": (1, 4), "mid": (5, 8), "middle": (5, 8), "late": (9, 12),
        "end": (10, 12), "first half": (1, 6), "second half": (7, 12), "first months": (1, 4), "last months": (9, 12),
        "first days": (1, 1), "last days": (12, 12),
    }[part.lower()]  # fmt: skip
    return {"notBefore": f"{year}-{months[0]:02}", "notAfter": f"{year}-{months[1]:02}"}


def _part_of_month(year: str, month: int, part: str) -> dict[str, str] | None:
    last = calendar.monthrange(int(year), month)[1]
    days = {
        "early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20),
        "late": (21, last), "end": (21, last), "first half": (1, 15), "second half": (16, last),
        "first days": (1, 7), "last days": (max(1, last - 7), last),
    }.get(part.lower())  # fmt: skip
    return _span(_iso(year, month, days[0]), _iso(year, month, days[1]), _BETWEEN) if days else None


def _season(match: re.Match[str]) -> dict[str, str] | None:
    year, name = match["year"], match["season"].lower()
    second = match.groupdict().get("second")
    if name == "winter":
        if second:
            return _span(f"{year}-12", f"{_full_year(year, second)}-02", _BETWEEN)
        return {"notBefore": f"{int(year) - 1}-12", "notAfter": f"{year}-12"}
    low, high = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}[name]
    return {"notBefore": f"{year}-{low:02}", "notAfter": f"{_full_year(year, second) if second else year}-{high:02}"}


def _decade(first: str, last: str = "", part: str = "") -> dict[str, str]:
    low = int(first[:3] + "0")
    high = int(last[:3] + "9") if last else low + 9
    if part.lower() in ("early", "beginning", "start", "first half"):
        high = low + (4 if "half" in part.lower() else 3)
    elif part.lower() in ("mid", "middle"):
        low, high = low + 4, low + 6
    elif part.lower() in ("late", "end", "second half"):
        low = low + (5 if "half" in part.lower() else 7)
    return {"notBefore" if part else "from": str(low), "notAfter" if part else "to": str(high)}


def _century(match: re.Match[str]) -> dict[str, str] | None:
    word = (match["word"] or match["number"]).lower()
    number = _ORDINAL.get(word) or int(re.sub(r"\D", "", word) or 0)
    if not 10 <= number <= 21:
        return None
    low, high = (number - 1) * 100 + 1, number * 100
    part = (match["part"] or "").lower()
    if part:
        low, high = {
            "early": (low, low + 29), "beginning": (low, low + 19), "start": (low, low + 19),
            "mid": (low + 34, low + 64), "middle": (low + 34, low + 64), "late": (high - 29, high),
            "end": (high - 19, high), "first half": (low, low + 49), "second half": (low + 50, high),
        }.get(part, (low, high))  # fmt: skip
        return {"notBefore": str(low), "notAfter": str(high)}
    return {"from": str(low), "to": str(high)}


def _rule(name: str, pattern: str, make: Callable[[re.Match[str]], dict[str, str] | None], cert: str = "high") -> _Rule:
    near = next((word for word in ("century", "decade", "season", "year") if word in name), "month")
    return _Rule(
        name, re.compile(rf"(?<![\w/])(?:{pattern})"), make, "month" if "month" in name or "day" in name else near, cert
    )


#: What a text must have for rules to be tried at all.
_NEAR: Final = (
    ("century", re.compile("entury")),
    ("decade", re.compile(r"\d0'?s")),
    ("season", re.compile("pring|ummer|utumn|[Ff]all|inter")),
    ("month", re.compile(rf"{_M},?\.? |{_M}(?:{_DASH}|$)")),
    ("year", re.compile(r"\d{4}")),
)
_RULES: Final = (
    _rule(
        "day-to-day-year",
        rf"(?P<d1>{_D}) (?P<m1>{_M}),? (?P<y1>{_Y})(?:{_DASH}| to | until | through )"
        rf"(?P<d2>{_D}) (?P<m2>{_M}),? (?P<y2>{_Y})",
        lambda m: _span(_iso(m["y1"], _month(m["m1"]), _day(m["d1"])), _iso(m["y2"], _month(m["m2"]), _day(m["d2"]))),
    ),
    _rule(
        "day-to-day",
        rf"(?P<d1>{_D}) (?P<m1>{_M})(?:{_DASH}| to | until | through )(?P<d2>{_D}) (?P<m2>{_M}),? (?P<y>{_Y})",
        lambda m: _span(_iso(m["y"], _month(m["m1"]), _day(m["d1"])), _iso(m["y"], _month(m["m2"]), _day(m["d2"]))),
    ),
    _rule(
        "days-of-month",
        rf"(?P<d1>{_D})(?:{_DASH}| to | through )(?P<d2>{_D}) (?P<m>{_M}),? (?P<y>{_Y})",
        lambda m: _span(_iso(m["y"], _month(m["m"]), _day(m["d1"])), _iso(m["y"], _month(m["m"]), _day(m["d2"]))),
    ),
    _rule(
        "month-days",
        rf"(?P<m>{_M}) (?P<d1>{_D})(?:{_DASH}| to | through )(?P<d2>{_D}),? (?P<y>{_Y})",
        lambda m: _span(_iso(m["y"], _month(m["m"]), _day(m["d1"])), _iso(m["y"], _month(m["m"]), _day(m["d2"]))),
    ),
    _rule(
        "month-day-to-month-day",
        rf"(?P<m1>{_M}) (?P<d1>{_D})(?:{_DASH}| to | through )(?P<m2>{_M}) (?P<d2>{_D}),? (?P<y>{_Y})",
        lambda m: _span(_iso(m["y"], _month(m["m1"]), _day(m["d1"])), _iso(m["y"], _month(m["m2"]), _day(m["d2"]))),
    ),
    _rule(
        "night",
        rf"(?P<d1>{_D})/(?P<d2>{_D}) (?P<m>{_M}),? (?P<y>{_Y})",
        lambda m: _span(
            _iso(m["y"], _month(m["m"]), _day(m["d1"])), _iso(m["y"], _month(m["m"]), _day(m["d2"])), _BETWEEN
        ),
    ),
    _rule(
        "day",
        rf"(?P<d>{_D})(?: of)? (?P<m>{_M}),?(?: of)? \[?(?P<y>{_Y})\]?",
        lambda m: _when(_iso(m["y"], _month(m["m"]), _day(m["d"]))),
    ),
    _rule(
        "month-day",
        rf"(?P<m>{_M}) (?P<d>{_D}),? (?P<y>{_Y})",
        lambda m: _when(_iso(m["y"], _month(m["m"]), _day(m["d"]))),
    ),
    _rule(
        "part-of-month",
        rf"{_PART}(?P<m>{_M}),?(?: of)? (?P<y>{_Y})",
        lambda m: _part_of_month(m["y"], _month(m["m"]), m["part"]),
    ),
    _rule(
        "month-to-month-year",
        rf"(?P<m1>{_M}),? (?P<y1>{_Y})(?:{_DASH}| to | until | through )(?P<m2>{_M}),? (?P<y2>{_Y})",
        lambda m: _span(_iso(m["y1"], _month(m["m1"])), _iso(m["y2"], _month(m["m2"]))),
    ),
    _rule(
        "months",
        rf"(?P<m1>{_M})(?:{_DASH}| to | through )(?P<m2>{_M}),?(?: of)? (?P<y>{_Y})",
        lambda m: _span(_iso(m["y"], _month(m["m1"])), _iso(m["y"], _month(m["m2"]))),
    ),
    _rule("month", rf"(?P<m>{_M}),?(?: of| of the year)? (?P<y>{_Y})", lambda m: _when(_iso(m["y"], _month(m["m"])))),
    _rule("seasons", rf"{_SEASON}(?: of)? (?P<year>{_Y}){_DASH}(?P<second>\d\d(?:\d\d)?)(?!\d)", _season),
    _rule("season", rf"{_SEASON},?(?: of)?(?: the year)? (?P<year>{_Y})(?!{_DASH}\d)", _season),
    _rule(
        "decades",
        rf"(?:the )?(?P<a>(?:1[0-9]|20)\d0)'?s(?:{_DASH}| and | to )(?:the )?(?P<b>(?:1[0-9]|20)\d0)'?s",
        lambda m: _decade(m["a"], m["b"]),
    ),
    _rule(
        "part-of-decade",
        rf"{_PART}(?:the )?(?P<a>(?:1[0-9]|20)\d0)'?s",
        lambda m: _decade(m["a"], part=m["part"]),
    ),
    _rule("decade", r"(?:the )?(?P<a>(?:1[0-9]|20)\d0)'?s", lambda m: _decade(m["a"])),
    _rule(
        "century",
        rf"{_PART}?(?:the )?(?:(?P<word>{'|'.join(sorted(_ORDINAL, key=len, reverse=True))})|"
        r"(?P<number>\d\d(?:th|st)))[ -][Cc]entury",
        _century,
    ),
    _rule(
        "between-years",
        rf"between (?P<a>{_Y}) and (?P<b>{_Y})",
        lambda m: _span(m["a"], m["b"], _BETWEEN),
    ),
    _rule("from-year-to-year", rf"from (?P<a>{_Y}) (?:to|until|through) (?P<b>{_Y})", lambda m: _span(m["a"], m["b"])),
    _rule(
        "years",
        rf"(?P<a>(?:1[0-9]|20)\d\d){_DASH}(?P<b>(?:(?:1[0-9]|20)\d\d|\d\d))(?!\d|,\d{{3}}|{_DASH}\d)",
        lambda m: _span(m["a"], _full_year(m["a"], m["b"])),
    ),
    _rule(
        "part-of-year", rf"{_PART}(?:the year )?(?P<y>{_Y})(?!{_DASH}\d)", lambda m: _part_of_year(m["y"], m["part"])
    ),
    _rule("year", rf"(?P<y>{_Y})", lambda m: _when(_iso(m["y"]))),
)
_ISO: Final = re.compile(r"(?<![\w/-])(\d{4})-(\d\d)-(\d\d)(?![\w/-])")
_NUMERIC: Final = re.compile(r"(?<![\w/.])(\d{1,2})\.(\d{1,2})\.((?:1[0-9]|20)\d\d)(?![\w/])")
_BARE: Final = re.compile(
    rf"(?<![\w/])(?:(?:(?P<first>{_D})(?:{_DASH}| to ))?(?P<d>{_D}) (?P<m>{_M})|(?P<m2>{_M}) (?P<d2>{_D}))"
    rf"(?!,? {_Y})(?![\w/]|{_DASH}\d)"
)
_EACH: Final = re.compile(r"\]?,? (?:of|in) (?:each|every|any)\b")
_SAME_YEAR: Final = re.compile(r",? (?:of|in) (?:the same|that|this) year\b")
_HOLIDAY: Final = re.compile(r"\b(?:holidays?|anniversary|eve) of [^.;]{0,16}$", re.I)
_LISTED: Final = re.compile(rf"(?<![\w/,.-])(?P<d>{_D})(?P<gap>,? and |, )$")
_HINT: Final = re.compile(r"\d{4}|\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d_]|[^\W\d_] \d{1,2}|[Cc]entury|\.\d{4}")


def find_dates(texts: Sequence[str], taken: Sequence[Sequence[tuple[int, int]]] | None = None) -> list[DateFound]:
    """The dates of a chapter, in order. ``taken`` are stretches of each text that are not looked at."""
    found: list[DateFound] = []
    bare: list[_Bare] = []
    for index, text in enumerate(texts):
        if not _HINT.search(text):
            continue
        used = list(taken[index]) if taken else []
        rows = _of_text(index, text, used)
        found += rows
        bare += _bare_days(index, text, used, rows)
    found += _with_years(bare, found, texts)
    found.sort(key=lambda one: (one.block, one.start))
    return found


def _free(start: int, end: int, used: Sequence[tuple[int, int]]) -> bool:
    return not any(low < end and start < high for low, high in used)


def _of_text(index: int, text: str, used: list[tuple[int, int]]) -> list[DateFound]:
    found: list[DateFound] = []
    for pattern, order in ((_ISO, (1, 2, 3)), (_NUMERIC, (3, 2, 1))):
        for match in pattern.finditer(text):
            year, month, day = (int(match[number]) for number in order)
            value = _iso(year, month, day) if 1 <= month <= 12 and day else None
            if value and _free(*match.span(), used):
                found.append(DateFound(index, *match.span(), {"when": value}, "numbers"))
                used.append(match.span())
    present = {name for name, pattern in _NEAR if pattern.search(text)}
    for rule in _RULES:
        if rule.near not in present:
            continue
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if not _free(start, end, used):
                continue
            if rule.name in ("month", "year") and _DAY_BEFORE.search(text[max(0, start - 2) : start]):
                # "31 February 1937": no day of the calendar, and no date.
                continue
            if rule.name in ("year", "years") and not _is_year(text, start, end):
                continue
            attributes = rule.make(match)
            if attributes is None:
                continue
            if text[start:end].startswith("the ") and rule.name not in ("century",):
                start += 4
            found.append(DateFound(index, start, end, attributes, rule.name, rule.cert))
            used.append((start, end))
            if rule.name == "day" and "when" in attributes:
                found += _listed(index, text, start, attributes["when"], used)
    return found


def _listed(index: int, text: str, start: int, value: str, used: list[tuple[int, int]]) -> list[DateFound]:
    """Days before a date, that share its month: "18 and 20 January 1938" are two days, not a span."""
    found: list[DateFound] = []
    while True:
        match = _LISTED.search(text, max(0, start - 12), start)
        if match is None or not _free(match.start("d"), match.end("d"), used):
            return found
        day = _iso(value[:4], int(value[5:7]), _day(match["d"]))
        if day is None:
            return found
        found.append(DateFound(index, match.start("d"), match.end("d"), {"when": day}, "listed-day"))
        used.append((match.start("d"), match.end("d")))
        start = match.start("d")


def _is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits are a year: no count of people or roubles, no number of a file or a page."""
    if _UNITS.match(text, end) or _BEFORE_NUMBER.search(text[max(0, start - 7) : start]):
        return False
    if text[end : end + 1] in ("%", "°") or text[end : end + 2] in (",0", ".0"):
        return False
    return not re.match(r"-?(?:[a-z]{2,}|\d)", text[end : end + 4]) or text[end : end + 1] == "-"


def _bare_days(index: int, text: str, used: list[tuple[int, int]], rows: Sequence[DateFound]) -> list[_Bare]:
    found = []
    for match in _BARE.finditer(text):
        start, end = match.span()
        if not _free(start, end, used):
            continue
        month, day = _month(match["m"] or match["m2"]), _day(match["d"] or match["d2"])
        if day > calendar.monthrange(2000, month)[1]:
            continue
        if match["m2"] and re.match(r"[.,]?\d|-\d|%", text[end : end + 2]):
            continue
        first = _day(match["first"]) if match["first"] else 0
        found.append(_Bare(index, start, end, month, day, first if first < day else 0))
        used.append((start, end))
    return found


def _year_of(attributes: dict[str, str]) -> str:
    value = attributes.get("when") or attributes.get("from") or attributes.get("notBefore") or ""
    return value[:4]


def _with_years(bare: Sequence[_Bare], found: Sequence[DateFound], texts: Sequence[str]) -> list[DateFound]:
    """Days without a year, with that of their sentence, of the same day, of the last date, or of the chapter."""
    if not bare:
        return []
    dated = sorted(
        (
            one
            for one in found
            if one.rule not in ("decade", "decades", "part-of-decade", "century", "years", "from-year-to-year")
        ),
        key=lambda one: (one.block, one.start),
    )
    years = Counter(_year_of(one.attributes) for one in dated)
    mode = years.most_common(1)[0][0] if years else ""
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text) + 1)
    result: list[DateFound] = []
    for one in bare:
        year, source = _infer(one, dated, result, texts, offsets, mode)
        value = _iso(year, one.month, one.day) if year else None
        first = _iso(year, one.month, one.first) if year and one.first else None
        if value and first:
            span = {"from": first, "to": value}
            result.append(DateFound(one.block, one.start, one.end, span, f"year-of-{source}", "low"))
        elif value:
            result.append(DateFound(one.block, one.start, one.end, {"when": value}, f"year-of-{source}", "low"))
        else:
            value = f"--{one.month:02}-{one.day:02}"
            result.append(DateFound(one.block, one.start, one.end, {"when": value}, "no-year", "medium"))
    return result


def _infer(
    one: _Bare,
    dated: Sequence[DateFound],
    result: Sequence[DateFound],
    texts: Sequence[str],
    offsets: Sequence[int],
    mode: str,
) -> tuple[str, str]:
    text = texts[one.block]
    if _EACH.match(text, one.end) or _HOLIDAY.search(text, 0, one.start):
        return "", "chapter"
    low = max((m.end() for m in _SENTENCE.finditer(text, 0, one.start)), default=0)
    following = _SENTENCE.search(text, one.end)
    high = following.start() if following else len(text)
    same = [row for row in dated if row.block == one.block and low <= row.start < high]
    before = [row for row in same if row.start < one.start]
    if before:
        return _year_of(before[-1].attributes), "sentence"
    if same:
        return _year_of(same[0].attributes), "sentence"
    day = f"-{one.month:02}-{one.day:02}"
    days = {row.attributes["when"][:4] for row in dated if row.attributes.get("when", "")[4:] == day}
    if len(days) == 1:
        return days.pop(), "same-day"
    here = offsets[one.block] + one.start
    near = [row for row in dated if 0 < here - (offsets[row.block] + row.start) < 2500]
    # The last date with a month is the better witness; a year far from those of the chapter is of something else.
    if _SAME_YEAR.match(text, one.end):
        told = [row for row in (*near, *result) if not row.attributes.get("when", "").startswith("--")]
        if told:
            return _year_of(max(told, key=lambda row: (row.block, row.start)).attributes), "date-before"
    months = [row for row in near if len(row.attributes.get("when") or row.attributes.get("from") or "") > 4]
    for row in (*reversed(months[-2:]), *reversed(near[-2:])):
        year = _year_of(row.attributes)
        if not mode or abs(int(year) - int(mode)) <= 3:
            month = (row.attributes.get("when") or row.attributes.get("from") or "")[5:7]
            if month and int(month) - one.month > 4:
                # After December 1937, "19 January" is of the next year.
                year = str(int(year) + 1)
            return year, "date-before"
    return mode, "chapter"

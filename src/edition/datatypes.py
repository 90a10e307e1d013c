"""Datatypes of attribute values: the part of RELAX NG and of XML Schema's types that TEI's schemas use.

In: an attribute of a RELAX NG grammar. Out: a Datatype that tells whether a value is allowed, and in words what is
allowed. Dates are taken by their form; whether the calendar has the day is a check of its own (``invalid-date``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from lxml import etree

__all__ = ["NCNAME", "Datatype", "datatype"]

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_START = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
_START += "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_REST = _START + r"\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
#: A name without a colon: what xml:id must be.
NCNAME: Final = re.compile(f"[{_START}][{_REST}]*")

_ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR = r"-?([1-9]\d{4,}|\d{4})"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_TIME = r"(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)"
_FORMS: Final[dict[str, str]] = {
    "NCName": NCNAME.pattern,
    "ID": NCNAME.pattern,
    "Name": f"[:{_START}][:{_REST}]*",
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "double": r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?|-?INF|NaN",
    "nonNegativeInteger": r"\+?\d+|-0+",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "duration": r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
}
_WORDS: Final = {
    "boolean": "true or false",
    "decimal": "a number",
    "double": "a number",
    "nonNegativeInteger": "a whole number",
    "language": 'a language tag such as "en" or "ru-Latn"',
    "duration": 'a duration such as "P3D"',
    "date": 'a date such as "1937-02-28", "1937-02" or "1937"',
    "anyURI": 'a pointer such as "#id"',
    "NCName": "a name without spaces and colons",
    "Name": "a name without spaces",
    "ID": "a name without spaces and colons",
}
_DATES: Final = ("dateTime", "gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay", "time")


@dataclass(frozen=True, slots=True)
class Datatype:
    """What an attribute may hold: closed values, types, and lists of them.

    ``values`` are the closed values that it names; ``open`` tells whether other values are allowed as well;
    ``pointer`` whether it holds URIs.
    """

    matches: Callable[[str], bool]
    values: tuple[str, ...]
    open: bool
    pointer: bool
    words: str


def datatype(attribute: etree._Element) -> Datatype:
    """The datatype of an ``attribute`` of a RELAX NG grammar."""
    parts = list(attribute.iterchildren(_RNG + "*"))
    values = tuple(dict.fromkeys(node.text or "" for node in attribute.iter(_RNG + "value")))
    types = [str(node.get("type")) for node in attribute.iter(_RNG + "data")]
    free = not parts or bool(types) or attribute.find(f".//{_RNG}text") is not None
    words = dict.fromkeys(_WORDS.get("date" if name in _DATES else name, "") for name in types)
    said = " or ".join(word for word in words if word) or ("one word without spaces" if types else "any text")

    def matches(value: str) -> bool:
        return not parts or any(_one(node, value) for node in parts)

    return Datatype(matches, values, free, "anyURI" in types, said)


def _one(node: etree._Element, value: str) -> bool:
    """Whether a whole value matches a pattern."""
    kind = str(node.tag).removeprefix(_RNG)
    if kind == "choice":
        return any(_one(child, value) for child in node.iterchildren(_RNG + "*"))
    if kind == "optional":
        # In an attribute: its value or nothing (TEI has this on namespace/@name).
        return not value.strip() or all(_one(child, value) for child in node.iterchildren(_RNG + "*"))
    if kind == "list":
        tokens = value.split()
        return len(tokens) in _ends(list(node.iterchildren(_RNG + "*")), tokens, {0})
    if kind == "value":
        return " ".join(value.split()) == " ".join((node.text or "").split())
    if kind == "data":
        return _data(node, value)
    if kind == "empty":
        return not value.strip()
    return kind == "text"


def _ends(nodes: list[etree._Element], tokens: list[str], starts: set[int]) -> set[int]:
    """Where a sequence of patterns can end in a list of tokens, from each of the places where it can start."""
    places = starts
    for node in nodes:
        kind = str(node.tag).removeprefix(_RNG)
        if kind in ("optional", "group"):
            inner = _ends(list(node.iterchildren(_RNG + "*")), tokens, places)
            places = places | inner if kind == "optional" else inner
        elif kind in ("oneOrMore", "zeroOrMore"):
            reached = set(places) if kind == "zeroOrMore" else set()
            fresh = places
            while fresh:
                fresh = _ends(list(node.iterchildren(_RNG + "*")), tokens, fresh) - reached
                reached |= fresh
            places = reached
        elif kind == "choice":
            places = {end for child in node.iterchildren(_RNG + "*") for end in _ends([child], tokens, places)}
        elif kind != "empty":
            places = {place + 1 for place in places if place < len(tokens) and _one(node, tokens[place])}
    return places


def _data(node: etree._Element, value: str) -> bool:
    name = str(node.get("type"))
    text = value if name == "string" else " ".join(value.split())
    form = _FORMS.get(name)
    if form is not None and re.fullmatch(form, text) is None:
        return False
    for param in node.iterchildren(_RNG + "param"):
        limit = param.text or ""
        if param.get("name") == "pattern" and not _pattern(limit)(text):
            return False
        if param.get("name") == "minInclusive" and float(text) < float(limit):
            return False
        if param.get("name") == "maxInclusive" and float(text) > float(limit):
            return False
    return True


@cache
def _pattern(pattern: str) -> Callable[[str], bool]:
    """A pattern of XML Schema as a test. TEI's only use of categories is "no space, no control character"."""
    if pattern == r"[^\p{C}\p{Z}]+":
        return lambda text: bool(text) and all(unicodedata.category(letter)[0] not in "CZ" for letter in text)
    if r"\p" in pattern or r"\P" in pattern:
        # A category that Python's expressions do not know: better no finding than a false one.
        return lambda _text: True
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None

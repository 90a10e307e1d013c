"""Datatypes of RELAX NG: the built-in ones, and those of XML Schema (part 2) that schemas for documents use.

In: the name of a library and of a type, its parameters. Out: a Datatype that tells whether a text is allowed and
whether two texts are the same value. Refuses, by ValueError, unknown types and parameters. Dates are taken by their
form; whether the calendar has the day is decided here as well, as XML Schema does (30 February is no ``date``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Final

from edition.relaxng.expressions import NAME_CHARS, NAME_START, expression

__all__ = ["NCNAME", "XSD", "Datatype", "builtin", "xsd"]

XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
#: A name without a colon: what xml:id must be.
NCNAME: Final = re.compile(f"[{NAME_START}][{NAME_CHARS}]*")

_ZONE = r"(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"(-?(?:[1-9]\d{4,}|\d{4}))"
_MONTH = r"(0[1-9]|1[0-2])"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_NAME = NCNAME.pattern
_INTEGER = r"[+-]?[0-9]+"
_FORMS: Final[dict[str, str]] = {
    "string": r"[\s\S]*",
    "normalizedString": r"[\s\S]*",
    "token": r"[\s\S]*",
    "language": r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "Name": f"[:{NAME_START}][:{NAME_CHARS}]*",
    "NCName": _NAME,
    "ID": _NAME,
    "IDREF": _NAME,
    "ENTITY": _NAME,
    "IDREFS": f"{_NAME}( {_NAME})*",
    "ENTITIES": f"{_NAME}( {_NAME})*",
    "NMTOKEN": f"[:{NAME_CHARS}]+",
    "NMTOKENS": f"[:{NAME_CHARS}]+( [:{NAME_CHARS}]+)*",
    "QName": f"({_NAME}:)?{_NAME}",
    "NOTATION": f"({_NAME}:)?{_NAME}",
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)",
    "float": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+-]?[0-9]+)?|-?INF|NaN",
    "double": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+-]?[0-9]+)?|-?INF|NaN",
    "duration": r"-?P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "hexBinary": r"([0-9a-fA-F]{2})*",
    "base64Binary": r"(([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|([A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048]"
    r" ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?",
    "anyURI": r"[\s\S]*",
}
#: Whole numbers: the smallest and the largest.
_RANGES: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 65535),
    "unsignedByte": (0, 255),
}
_NUMBERS: Final = ("decimal", "float", "double", *_RANGES)
_LENGTHS: Final = ("length", "minLength", "maxLength")
_LIMITS: Final = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_DIGITS: Final = ("totalDigits", "fractionDigits")


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype with its parameters, or one value of it.

    ``name`` is the type's name, ``library`` the URI of its library ("" for the built-in string and token). With
    ``value`` set it stands for that value alone; ``prefixes`` are then the namespaces that were in scope there.
    """

    library: str
    name: str
    params: tuple[tuple[str, str], ...] = ()
    value: str | None = None
    prefixes: tuple[tuple[str, str], ...] = ()
    _test: Callable[[str], bool] = field(default=lambda _: True, compare=False, repr=False)

    def allows(self, text: str, prefixes: Mapping[str | None, str] | None = None) -> bool:
        """Whether a text is of this type; where it is a value, whether it is that value."""
        if not self._test(text):
            return False
        if self.name in ("QName", "NOTATION"):
            meant = _qualified(text, dict(prefixes or {}))
            return meant is not None and (self.value is None or meant == _qualified(self.value, dict(self.prefixes)))
        if self.value is None:
            return True
        return _value(self.name, text) == _value(self.name, self.value)


def builtin(name: str, value: str | None = None) -> Datatype:
    """A type of RELAX NG's own: string or token. Raises ValueError for another."""
    if name not in ("string", "token"):
        raise ValueError(f'RELAX NG itself has the datatypes "string" and "token", and no "{name}"')
    return Datatype("", name, (), value)


def xsd(
    name: str,
    params: tuple[tuple[str, str], ...] = (),
    value: str | None = None,
    prefixes: Mapping[str | None, str] | None = None,
) -> Datatype:
    """A type of XML Schema with its facets. Raises ValueError for one that does not exist or does not fit."""
    known = tuple(sorted((key or "", uri) for key, uri in (prefixes or {}).items())) if name == "QName" else ()
    return _xsd(name, params, value, known)


@cache
def _xsd(
    name: str, params: tuple[tuple[str, str], ...], value: str | None, prefixes: tuple[tuple[str, str], ...]
) -> Datatype:
    form = _FORMS.get(name, _INTEGER if name in _RANGES else None)
    if form is None:
        raise ValueError(f'XML Schema has no datatype "{name}"')
    tests = [_facet(name, facet, limit) for facet, limit in params if facet != "pattern"]
    patterns = [expression(limit) for facet, limit in params if facet == "pattern"]
    matches = re.compile(form).fullmatch
    low, high = _RANGES.get(name, (None, None))
    free = form == r"[\s\S]*"
    dated = name in ("date", "dateTime", "gMonthDay")

    @lru_cache(maxsize=4096)
    def test(text: str) -> bool:
        text = _collapsed(name, text)
        if not free and matches(text) is None:
            return False
        if (low is not None and int(text) < low) or (high is not None and int(text) > high):
            return False
        if dated and not _in_calendar(name, text):
            return False
        if name in ("gYear", "gYearMonth", "date", "dateTime") and re.match("-?0000", text):
            return False
        if name == "anyURI" and not _uri(text):
            return False
        return all(one(text) for one in tests) and all(one(text) for one in patterns)

    if value is not None and not test(value):
        raise ValueError(f'"{value}" is no {name}')
    return Datatype(XSD, name, params, value, prefixes, test)


def _collapsed(name: str, text: str) -> str:
    if name == "string":
        return text
    if name == "normalizedString":
        return re.sub(r"[\t\n\r]", " ", text)
    return " ".join(part for part in re.split(r"[ \t\n\r]+", text) if part)


def _uri(text: str) -> bool:
    """What may not be in a URI reference, even where spaces and other scripts are escaped later."""
    return re.search(r"%(?![0-9A-Fa-f]{2})", text) is None and text.count("#") <= 1


def _in_calendar(name: str, text: str) -> bool:
    month, day = (int(part) for part in re.findall(r"-(\d\d)(?=-|T|Z|\+|$)", text)[:2])
    days = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    if month == 2 and name != "gMonthDay":
        year = int(re.match(r"-?\d+", text).group())  # type: ignore[union-attr]  # the form has been tested
        if not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
            days = 28
    return day <= days


def _number(name: str, text: str) -> Decimal:
    try:
        return Decimal(text.replace("INF", "Infinity"))
    except InvalidOperation:
        raise ValueError(f'"{text}" is no {name}') from None


def _length(name: str, text: str) -> int:
    if name in ("IDREFS", "ENTITIES", "NMTOKENS"):
        return len(text.split())
    if name == "hexBinary":
        return len(text) // 2
    if name == "base64Binary":
        return len(re.sub("[ =]", "", text)) * 3 // 4
    return len(text)


def _facet(name: str, facet: str, limit: str) -> Callable[[str], bool]:
    if facet in _LENGTHS:
        if not re.fullmatch("[0-9]+", limit.strip()):
            raise ValueError(f'{facet} is a whole number, not "{limit}"')
        size = int(limit)
        compare: dict[str, Callable[[int], bool]] = {
            "length": lambda n: n == size,
            "minLength": lambda n: n >= size,
            "maxLength": lambda n: n <= size,
        }
        return lambda text: compare[facet](_length(name, text))
    if facet in _LIMITS:
        order: Callable[[str], Decimal | str] = (lambda text: _number(name, text)) if name in _NUMBERS else str
        bound = order(limit.strip())
        limits: dict[str, Callable[[object], bool]] = {
            "minInclusive": lambda n: n >= bound,  # type: ignore[operator]  # both are numbers, or both texts
            "maxInclusive": lambda n: n <= bound,  # type: ignore[operator]
            "minExclusive": lambda n: n > bound,  # type: ignore[operator]
            "maxExclusive": lambda n: n < bound,  # type: ignore[operator]
        }
        return lambda text: not _is_nan(order(text)) and limits[facet](order(text))
    if facet in _DIGITS and name in _NUMBERS:
        if not re.fullmatch("[0-9]+", limit.strip()):
            raise ValueError(f'{facet} is a whole number, not "{limit}"')
        most = int(limit)
        return lambda text: _digits(text)[facet == "fractionDigits"] <= most
    raise ValueError(f'the datatype "{name}" has no parameter "{facet}"')


def _is_nan(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_nan()


def _digits(text: str) -> tuple[int, int]:
    whole, _, fraction = text.lstrip("+-").partition(".")
    fraction = fraction.rstrip("0")
    return len((whole + fraction).lstrip("0")), len(fraction)


def _qualified(text: str, prefixes: dict[str | None, str] | dict[str, str]) -> tuple[str, str] | None:
    prefix, colon, local = text.strip().rpartition(":")
    found = {key or "": uri for key, uri in prefixes.items()}
    if colon and prefix not in found:
        return None
    return found.get(prefix, ""), local


def _value(name: str, text: str) -> object:
    """A text as the value that it means, to be compared with another."""
    if name in ("token",):
        return " ".join(text.split())
    text = _collapsed(name, text)
    if name in _NUMBERS:
        number = _number(name, text)
        return "NaN" if number.is_nan() else number
    if name == "boolean":
        return text in ("true", "1")
    if name == "hexBinary":
        return text.lower()
    return text

"""Rules of dates beyond the calendar: lives that end before they begin, years that the text gives otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from edition.checks.index import Index, finding, text_of
from edition.checks.words import quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import tei

__all__ = ["death_before_birth", "old_style_without_calendar", "year_differs"]

_YEAR: Final = re.compile(r"(?<![\d.,/])(1[0-9]{3}|20[0-9]{2})(?![\d/]|[.,]\d|-\d{3,})")
_OLD_STYLE: Final = re.compile(r"\bO\. ?S\.|\bold style\b|\bст\. ?ст\.|\bпо старому стилю\b", re.IGNORECASE)


def _year(value: str) -> int | None:
    match = re.match(r"(-?\d{4,})(?:-|$)", value.strip())
    return int(match.group(1)) if match else None


def death_before_birth(index: Index) -> Iterator[Diagnostic]:
    """A person dies before they are born.

    What: the dates of ``<birth>`` and ``<death>`` of one ``<person>``: the latest possible death is before the earliest
    possible birth.

    Why: one of the two is a slip, or they belong to two persons of one name.

    Fails:

    ```xml
    <div><listPerson><person xml:id="p1"><persName>A. Pilot</persName><birth when="1904"/><death when="1840"/></person>
    </listPerson></div>
    ```

    Passes:

    ```xml
    <div><listPerson><person xml:id="p1"><persName>A. Pilot</persName><birth when="1904"/><death when="1940"/></person>
    </listPerson></div>
    ```
    """
    for file, person in index.each("person"):
        birth, death = person.find(tei("birth")), person.find(tei("death"))
        if birth is None or death is None:
            continue
        born = [year for key in ("when", "notBefore", "from") if (year := _year(str(birth.get(key, "")))) is not None]
        died = [year for key in ("when", "notAfter", "to") if (year := _year(str(death.get(key, "")))) is not None]
        if born and died and max(died) < min(born):
            message = f"the death ({max(died)}) is before the birth ({min(born)})"
            yield finding("death-before-birth", Severity.ERROR, file, death, message, "correct one of the two")


def year_differs(index: Index) -> Iterator[Diagnostic]:
    """The year in the words of a date is not that of its attribute.

    What: a ``<date>`` with ``@when`` whose text has a year written in four figures, and another one. Dates of another
    calendar (``@calendar``) and periods are passed over.

    Why: one of the two is a slip, and searches and timelines follow the attribute.

    Fails:

    ```xml
    <p>She sank on <date when="1943-02-13">13 February 1934</date>.</p>
    ```

    Passes:

    ```xml
    <p>She sank on <date when="1934-02-13">13 February 1934</date>.</p>
    ```
    """
    for file, node in index.each("date", "docDate", "birth", "death"):
        year = _year(str(node.get("when", "")))
        if year is None or node.get("calendar") or node.get("calendar") or node.get("from") or node.get("to"):
            continue
        years = {int(found) for found in _YEAR.findall(text_of(node))}
        if years and year not in years:
            given = ", ".join(str(one) for one in sorted(years))
            message = f"the text has the year {given}, and @when is {quoted(str(node.get('when')))}"
            yield finding("year-differs", Severity.WARNING, file, node, message, "correct one of the two")


def old_style_without_calendar(index: Index) -> Iterator[Diagnostic]:
    """A date of the old style has no calendar.

    What: a ``<date>`` whose words say that it is of the old (Julian) style, without ``@calendar`` and
    ``@when-custom``.

    Why: ``@when`` is a date of today's calendar. Where the two are not told apart, a date is off by ten to thirteen
    days, and nobody can see it.

    Fails:

    ```xml
    <p>Born on <date when="1872-07-04">4 July 1872 (O.S.)</date>.</p>
    ```

    Passes:

    ```xml
    <p>Born on <date when="1872-07-16" calendar="#julian" xml:id="julian">4 July 1872 (O.S.)</date>.</p>
    ```
    """
    for file, node in index.each("date", "birth", "death"):
        if node.get("calendar") or node.get("when-custom") or not node.get("when"):
            continue
        if _OLD_STYLE.search(text_of(node)):
            message = "the words say old style, and the date names no calendar"
            hint = "write @calendar (and declare it), and in @when the date of today’s calendar"
            yield finding("old-style-without-calendar", Severity.WARNING, file, node, message, hint)

"""Rules of the text's own elements: page breaks, dates, apparatus, figures, and what is empty."""

from __future__ import annotations

import calendar
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree

from edition.checks.index import File, Index, finding, text_of
from edition.checks.words import attribute_name, quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import local_name, tei

__all__ = [
    "app_without_reading",
    "empty_element",
    "figure_without_description",
    "image_outside_project",
    "invalid_date",
    "missing_image",
    "page_number",
    "page_out_of_order",
    "reversed_dates",
]

_ROMAN: Final = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_DIGITS: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def page_number(label: str) -> tuple[str, int] | None:
    """The series of a page number and its value: "arabic" or "roman"; None for anything else."""
    if label.isascii() and label.isdigit():
        return "arabic", int(label)
    if label and _ROMAN.fullmatch(label):
        values = [_DIGITS[letter] for letter in label.lower()]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return "roman", sum(-value if value < following else value for value, following in pairs)
    return None


def page_out_of_order(index: Index) -> Iterator[Diagnostic]:
    """A page break's number does not come after the one before it.

    What: ``<pb n="…">`` whose number is lower than that of the page before, or the same, in the same print (``@ed``).
    Roman and arabic numbers are looked at apart. A ``<pb>`` without a number is passed over.

    Why: the page was misread, or leaves were bound or scanned in the wrong order; citations by page go wrong.

    Fails:

    ```xml
    <p>The ship <pb n="12"/>lay in <pb n="11"/>the ice.</p>
    ```

    Passes:

    ```xml
    <p>The ship <pb n="11"/>lay in <pb n="12"/>the ice.</p>
    ```
    """
    for file in index.tei_files:
        last: dict[tuple[str, str], tuple[int, etree._Element]] = {}
        for node in file.named("pb"):
            number = page_number(node.get("n", "").strip())
            if number is None:
                continue
            series, value = number
            key = (node.get("ed", ""), series)
            if key in last and value <= last[key][0]:
                at = file.document.locate(last[key][1])
                label = last[key][1].get("n", "")
                message = f"page {node.get('n')} comes after page {label}"
                if value == last[key][0]:
                    message = f"page {node.get('n')} comes twice"
                yield finding(
                    "page-out-of-order",
                    Severity.WARNING,
                    file,
                    node,
                    message,
                    "look at the print, and correct @n",
                    (f"page {label}", at),
                )
            last[key] = (value, node)


_DATES: Final = ("when", "notBefore", "notAfter", "from", "to")
#: On these elements from and to are no dates.
_NO_DATES: Final = frozenset("app arc biblScope citedRange dim locus span damageSpan annotation metamark".split())
_DATE: Final = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?")


def _date(value: str) -> tuple[int, int, int] | None:
    """Year, month and day (0 where not given); None for what has no such form."""
    match = _DATE.fullmatch(value.strip())
    return (int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else None


def _days(year: int, month: int) -> int:
    # XML Schema's calendar is the Gregorian one, also before it was made.
    return 29 if month == 2 and calendar.isleap(year) else (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month]


def _dated(index: Index) -> Iterator[tuple[File, etree._Element, dict[str, tuple[int, int, int]]]]:
    for file in index.tei_files:
        for name, nodes in file.names.items():
            if name in _NO_DATES:
                continue
            for node in nodes:
                found = {}
                for key in _DATES:
                    value = node.get(key)
                    date = _date(value) if value else None
                    if date is not None:
                        found[key] = date
                if found:
                    yield file, node, found


def invalid_date(index: Index) -> Iterator[Diagnostic]:
    """A date that the calendar does not have.

    What: ``@when``, ``@from``, ``@to``, ``@notBefore`` or ``@notAfter`` with a month above 12 or a day that its month
    does not have, and the year 0000.

    Why: such a date is a slip, and nothing can be sorted by it. A date of the old (Julian) calendar goes into
    ``@when-custom`` with ``@datingMethod``, and its Gregorian form into ``@when``.

    Fails:

    ```xml
    <p>On <date when="1937-02-31">the last of February</date> he flew.</p>
    ```

    Passes:

    ```xml
    <p>On <date when="1937-02-28">the last of February</date> he flew.</p>
    ```
    """
    for file, node, dates in _dated(index):
        for key, (year, month, day) in dates.items():
            hint = ""
            if year == 0:
                hint = "there is no year 0: the year before 0001 is -0001"
            elif month > 12:
                hint = "write year, month, day: YYYY-MM-DD"
            elif month and day > _days(year, month):
                hint = f"{year}-{month:02} has {_days(year, month)} days"
            if hint:
                value = quoted(node.get(key, ""))
                message = f"@{key} of <{local_name(node)}> is {value}, which is no date of the calendar"
                yield finding("invalid-date", Severity.ERROR, file, node, message, hint)


def _after(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether one date is certainly later than another: only what both of them give is compared."""
    for mine, theirs in zip(one, other, strict=True):
        if not mine or not theirs:
            return False
        if mine != theirs:
            return mine > theirs
    return False


def reversed_dates(index: Index) -> Iterator[Diagnostic]:
    """A span of time ends before it begins.

    What: ``@from`` later than ``@to``, ``@notBefore`` later than ``@notAfter``, a person's death before the birth.

    Why: one of the two dates is wrong.

    Fails:

    ```xml
    <p>The voyage <date from="1934" to="1933">of those years</date>.</p>
    ```

    Passes:

    ```xml
    <p>The voyage <date from="1933" to="1934">of those years</date>.</p>
    ```
    """
    for file, node, dates in _dated(index):
        for early, late in (("from", "to"), ("notBefore", "notAfter")):
            if early in dates and late in dates and _after(dates[early], dates[late]):
                message = f"@{early} {quoted(node.get(early, ''))} is later than @{late} {quoted(node.get(late, ''))}"
                yield finding("reversed-dates", Severity.ERROR, file, node, message, "one of them is wrong")
    for file, person in index.each("person"):
        birth, death = person.find(tei("birth")), person.find(tei("death"))
        if birth is None or death is None:
            continue
        born, died = _date(birth.get("when", "")), _date(death.get("when", ""))
        if born and died and _after(born, died):
            message = (
                f"the death {quoted(death.get('when', ''))} is earlier than the birth {quoted(birth.get('when', ''))}"
            )
            at = file.document.locate(birth)
            yield finding("reversed-dates", Severity.ERROR, file, death, message, "one of them is wrong", ("birth", at))


def app_without_reading(index: Index) -> Iterator[Diagnostic]:
    """An apparatus entry has no reading.

    What: an ``<app>`` without ``<rdg>`` or ``<rdgGrp>``: a lemma at most.

    Why: an entry says that witnesses differ; without a reading it says nothing, and prints as an empty line.

    Fails:

    ```xml
    <p>The ship lay <app><lem wit="#A">in the ice</lem></app>.</p>
    ```

    Passes:

    ```xml
    <p>The ship lay <app><lem wit="#A">in the ice</lem><rdg wit="#B">on the ice</rdg></app>.</p>
    ```
    """
    for file, node in index.each("app"):
        if node.find(tei("rdg")) is None and node.find(tei("rdgGrp")) is None:
            hint = "add the <rdg> of the other witnesses, or remove <app> and <lem> around the words"
            yield finding("app-without-reading", Severity.ERROR, file, node, "the apparatus entry has no reading", hint)


def _images(index: Index) -> Iterator[tuple[File, etree._Element, str, Path | None]]:
    """Every image on disk: its element, its @url, and its path (None where it lies outside the project)."""
    root = str(index.root).rstrip(os.sep) + os.sep
    named = [(file, node, node.get("url", "").strip()) for file, node in index.each("graphic", "media")]
    for file in index.tei_files:
        shown = (pointer for pointer in file.pointers if pointer.attribute == "facs" and "#" not in pointer.value)
        named.extend((file, pointer.node, pointer.value) for pointer in shown)
    for file, node, url in named:
        if not url or (re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", url) and not url.startswith("file:")):
            continue
        path = os.path.normpath(os.path.join(os.path.dirname(file.key), unquote(url.partition("#")[0])))  # noqa: PTH118, PTH120
        yield file, node, url, None if url.startswith("file:") or not path.startswith(root) else Path(path)


def missing_image(index: Index) -> Iterator[Diagnostic]:
    """The file of an image is not there.

    What: ``graphic/@url``, ``media/@url`` or ``@facs`` with a relative path at which no file lies. The path is read
    from the TEI file on. Images on the web are not looked up.

    Why: the edition shows an empty frame.

    Fails:

    ```xml
    <figure><graphic url="images/lost.svg"/><figDesc>A ship in the ice</figDesc></figure>
    ```

    Passes:

    ```xml
    <figure><graphic url="https://example.org/ship.svg"/><figDesc>A ship in the ice</figDesc></figure>
    ```
    """
    for file, node, url, path in _images(index):
        if path is None or path.is_file():
            continue
        hint = f"put it there ({os.path.relpath(path, index.root)}), or correct the name"
        folder = path.parent
        if folder.is_dir():
            near = sorted(other.name for other in folder.iterdir() if other.name.lower() == path.name.lower())
            hint = f'did you mean "{near[0]}"? Capitals count' if near else hint
        yield finding("missing-image", Severity.WARNING, file, node, f"there is no image {quoted(url)}", hint)


def image_outside_project(index: Index) -> Iterator[Diagnostic]:
    """An image lies outside the project.

    What: ``graphic/@url``, ``media/@url`` or ``@facs`` with a path that leads out of the folder of the project, or
    begins at the root of the disk.

    Why: on another machine the image is not there; and a project that others sent must not reach into your disk.

    Fails:

    ```xml
    <figure><graphic url="../../../pictures/ship.svg"/><figDesc>A ship in the ice</figDesc></figure>
    ```

    Passes:

    ```xml
    <figure><graphic url="https://example.org/ship.svg"/><figDesc>A ship in the ice</figDesc></figure>
    ```
    """
    for file, node, url, path in _images(index):
        if path is None:
            message = f"the image {quoted(url)} lies outside the project"
            hint = "copy it to tei/images/ and name it from there"
            yield finding("image-outside-project", Severity.ERROR, file, node, message, hint)


def figure_without_description(index: Index) -> Iterator[Diagnostic]:
    """A figure has no description.

    What: a ``<figure>`` with an image (``<graphic>`` or ``<media>``) and no words in a ``<figDesc>``.

    Why: readers who do not see the image are told its ``<figDesc>``. A caption says what the image is called, not
    what it shows.

    Fails:

    ```xml
    <figure><graphic url="https://example.org/ship.svg"/><head>The Chelyuskin</head></figure>
    ```

    Passes:

    ```xml
    <figure><graphic url="https://example.org/ship.svg"/><head>The Chelyuskin</head>
      <figDesc>A steamship, locked in ice, its bow high</figDesc></figure>
    ```
    """
    for file, node in index.each("figure"):
        shown = [child for name in ("graphic", "media") for child in node.iterchildren(tei(name))]
        if shown and not any(text_of(inner) for inner in node.iterchildren(tei("figDesc"))):
            message = "the figure has no description for those who do not see it"
            hint = "add <figDesc> with a sentence on what the image shows"
            yield finding("figure-without-description", Severity.WARNING, file, node, message, hint)


#: What may stand in an empty element without making it more than empty.
_HOLLOW: Final = frozenset("p head hi emph seg lb pb cb milestone anchor ab title num".split())


def empty_element(index: Index) -> Iterator[Diagnostic]:
    """A head or a paragraph is empty.

    What: a ``<head>`` or ``<p>`` of the text without a word, a figure or a gap in it; page and line breaks do not
    count.

    Why: it leaves a blank line, and an empty entry in the contents. Most often its words were lost, or it is the
    rest of a removed line.

    Fails:

    ```xml
    <div><head/><p>The ship lay in the ice.</p></div>
    ```

    Passes:

    ```xml
    <div><head>Beset</head><p>The ship lay in the ice.</p></div>
    ```
    """
    for file, node in index.each("head", "p"):
        if not len(node) and node.text and not node.text.isspace():
            continue
        if text_of(node) or any(local_name(inner) not in _HOLLOW for inner in node.iter("*")):
            continue
        if any(local_name(above) == "teiHeader" for above in node.iterancestors()):
            continue
        name = attribute_name(local_name(node))
        hint = "remove it, or write its words"
        if name == "head":
            hint += "; a division may do without a head"
        yield finding("empty-element", Severity.WARNING, file, node, f"<{name}> is empty", hint)

"""Rules that a project sets up for itself: the form of its ids, its characters, the span of its dates.

They find nothing without the setting (``[check] ids``, ``characters``, ``dates`` in edition.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.index import Index, finding
from edition.checks.several import several
from edition.checks.words import quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import XML_ID, local_name

__all__ = ["date_outside_span", "unexpected_character", "unexpected_id"]


def unexpected_id(index: Index) -> Iterator[Diagnostic]:
    """An xml:id is not of the form that the project has chosen.

    What: an element whose ``@xml:id`` does not match the expression that ``[check] ids`` gives for its name, such as
    ``ids = ["person=[a-z-]+"]``.

    Why: ids that are made by one rule can be guessed, sorted and cited; one that is not is often a slip.

    Fails:

    ```xml
    <div><listPerson><person xml:id="Person_17"><persName>A. Pilot</persName></person></listPerson></div>
    ```

    Passes:

    ```xml
    <div><listPerson><person xml:id="pilot-a"><persName>A. Pilot</persName></person></listPerson></div>
    ```
    """
    patterns = index.options.patterns
    for file in index.tei_files if patterns else ():
        for node in file.ids.values():
            name = local_name(node)
            pattern = patterns.get(name) or patterns.get("*")
            if pattern is not None and not pattern.fullmatch(str(node.get(XML_ID))):
                message = f"the xml:id {quoted(str(node.get(XML_ID)))} of <{name}> is not of the form {pattern.pattern}"
                hint = "rename it, and the pointers to it; or change [check] ids"
                yield finding("unexpected-id", Severity.WARNING, file, node, message, hint)


def unexpected_character(index: Index) -> Iterator[Diagnostic]:
    """A character is not among those that the project expects.

    What: a character of the text that is neither ASCII nor in the setting ``[check] characters``, such as
    ``characters = "À-ž–—‘’“”…"``. Told once for each character of a file.

    Why: a letter of another alphabet that looks the same, or a sign that a scan made of a speck, is found by nobody who
    reads.

    Fails:

    ```xml
    <p>The captаin waited.</p>
    ```

    Passes:

    ```xml
    <p>The captain waited – and waited.</p>
    ```
    """
    pattern = index.options.inventory
    for file in index.tei_files if pattern is not None else ():
        places: dict[str, list[object]] = {}
        for node, text in file.texts:
            for sign in dict.fromkeys(pattern.findall(text)):  # type: ignore[union-attr]  # there is one here
                places.setdefault(sign, []).append(node)
        for sign, nodes in sorted(places.items()):
            message = f"the character {quoted(sign)} (U+{ord(sign):04X}) is not expected"
            hint = "correct it, or add it to [check] characters"
            yield several("unexpected-character", Severity.WARNING, file, nodes, message, hint)  # type: ignore[arg-type]


def date_outside_span(index: Index) -> Iterator[Diagnostic]:
    """A date lies outside the years that the book is about.

    What: ``@when``, ``@from``, ``@to``, ``@notBefore`` or ``@notAfter`` of a date in the text with a year outside the
    setting ``[check] dates``, such as ``dates = "1887..1939"``.

    Why: two figures exchanged make 1943 of 1934.

    Fails:

    ```xml
    <p>She sank on <date when="1394-02-13">13 February</date>.</p>
    ```

    Passes:

    ```xml
    <p>She sank on <date when="1934-02-13">13 February</date>.</p>
    ```
    """
    span = index.options.span
    for file, node in index.each("date") if span is not None else ():
        for key in ("when", "from", "to", "notBefore", "notAfter"):
            match = re.match(r"(-?\d{4,6})(?:-|$)", str(node.get(key, "")))
            if match and span is not None and not span[0] <= int(match.group(1)) <= span[1]:
                message = f"@{key} is {quoted(str(node.get(key)))}, outside the years {span[0]} to {span[1]}"
                hint = "correct it, or widen [check] dates"
                yield finding("date-outside-span", Severity.WARNING, file, node, message, hint)
                break

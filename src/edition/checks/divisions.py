"""Rules of divisions, tables, lines and pages: heads, numbers that follow one another, rows that fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.checks.content import page_number
from edition.checks.index import Index, finding, text_of
from edition.checks.several import several
from edition.checks.words import one_of, quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import tei

__all__ = [
    "division_number_out_of_sequence",
    "division_without_head",
    "line_number_out_of_sequence",
    "page_not_present",
    "unequal_rows",
]

#: Kinds of divisions that need no head.
_HEADLESS: Final = frozenset(
    """continuation cover titlepage imprint dedication epigraph contents residue verso halftitle colophon blank index
    letter textpart act scene notes""".split()
)


def division_without_head(index: Index) -> Iterator[Diagnostic]:
    """A division has no heading.

    What: a ``<div>`` without ``<head>`` among divisions of its kind that have one. Kinds that are headless by nature
    (continuation, cover, imprint, dedication ...) are passed over.

    Why: it has no entry in the contents and no running head; readers cannot find it.

    Fails:

    ```xml
    <div type="part"><div type="chapter"><head>One</head><p>a</p></div><div type="chapter"><p>b</p></div></div>
    ```

    Passes:

    ```xml
    <div type="part"><div type="chapter"><head>One</head><p>a</p></div>
    <div type="chapter"><head>Two</head><p>b</p></div></div>
    ```
    """
    for file in index.tei_files:
        kinds: dict[str, list[etree._Element]] = {}
        headed: set[str] = set()
        for node in file.named("div"):
            kind = str(node.get("type", ""))
            if node.find(tei("head")) is not None:
                headed.add(kind)
            else:
                kinds.setdefault(kind, []).append(node)
        for kind, nodes in kinds.items():
            if kind in headed and kind and kind not in _HEADLESS:
                message = f"this {kind} has no <head>, and others have"
                hint = "give it a head, or a type that needs none"
                yield several("division-without-head", Severity.WARNING, file, nodes, message, hint)


def division_number_out_of_sequence(index: Index) -> Iterator[Diagnostic]:
    """The number of a division does not follow.

    What: divisions of one kind side by side whose ``@n`` (in figures or Roman numerals) leaves a number out, comes
    twice or goes back. A series may begin again at 1.

    Why: a chapter is missing or was put in the wrong place, or its number was misread.

    Fails:

    ```xml
    <div><div type="section" n="1"><head>A</head><p>a</p></div>
    <div type="section" n="3"><head>C</head><p>c</p></div></div>
    ```

    Passes:

    ```xml
    <div><div type="section" n="1"><head>A</head><p>a</p></div>
    <div type="section" n="2"><head>B</head><p>b</p></div></div>
    ```
    """
    for file in index.tei_files:
        last: dict[tuple[etree._Element | None, str], tuple[tuple[str, int], etree._Element]] = {}
        for node in file.named("div"):
            number = page_number(str(node.get("n", "")).strip())
            if number is None:
                continue
            key = (node.getparent(), str(node.get("type", "")))
            before = last.get(key)
            last[key] = (number, node)
            if before is None or before[0][0] != number[0] or number[1] in (1, before[0][1] + 1):
                continue  # a series may begin again
            message = f"number {quoted(str(node.get('n')))} comes after {quoted(str(before[1].get('n')))}"
            at = file.document.locate(before[1])
            hint = "look it up in the source; a number that the print has wrong may stand, with an allowance"
            yield finding(
                "division-number-out-of-sequence", Severity.WARNING, file, node, message, hint, ("the one before", at)
            )


def line_number_out_of_sequence(index: Index) -> Iterator[Diagnostic]:
    """The number of a line of verse does not follow.

    What: numbered lines (``l/@n``) of one poem whose numbers do not count up by the number of lines between them.

    Why: citations by line go wrong; a line is missing or was parted in two.

    Fails:

    ```xml
    <lg><l n="1">Ice to the north,</l><l n="3">ice to the south.</l></lg>
    ```

    Passes:

    ```xml
    <lg><l n="1">Ice to the north,</l><l n="2">ice to the south.</l></lg>
    ```
    """
    for file in index.tei_files:
        counts: dict[etree._Element, tuple[int, int] | None] = {}
        for node in file.named("l"):
            poem = list(node.iterancestors(tei("lg")))
            if not poem or node.get("part") in ("M", "F"):
                continue
            label = str(node.get("n", ""))
            number = int(label) if label.isascii() and label.isdigit() else None
            known = counts.get(poem[-1])
            if number is not None and known is not None and number != known[0] + known[1] + 1:
                message = f"line {quoted(label)} should be {known[0] + known[1] + 1}, counted from the last number"
                yield finding(
                    "line-number-out-of-sequence", Severity.WARNING, file, node, message, "look it up in the source"
                )
            if number is not None:
                counts[poem[-1]] = (number, 0)
            elif known is not None:
                counts[poem[-1]] = (known[0], known[1] + 1)


def unequal_rows(index: Index) -> Iterator[Diagnostic]:
    """The rows of a table have different numbers of cells.

    What: a ``<table>`` whose rows do not come to the same number of columns, with ``@cols`` and ``@rows`` counted.

    Why: cells stand under the wrong heading.

    Fails:

    ```xml
    <table><row><cell>March</cell><cell>12</cell></row><row><cell>April</cell></row></table>
    ```

    Passes:

    ```xml
    <table><row><cell>March</cell><cell>12</cell></row><row><cell cols="2">none</cell></row></table>
    ```
    """
    for file, table in index.each("table"):
        rows = list(table.iterchildren(tei("row")))
        down: dict[int, int] = {}
        widths: list[int] = []
        for number, row in enumerate(rows):
            width = down.pop(number, 0)
            for cell in row.iterchildren(tei("cell")):
                cols, height = _span(cell, "cols"), _span(cell, "rows")
                width += cols
                for later in range(number + 1, number + height):
                    down[later] = down.get(later, 0) + cols
            widths.append(width)
        usual = max(set(widths), key=widths.count) if widths else 0
        for row, width in zip(rows, widths, strict=True):
            if width != usual:
                message = f"this row has {width} column{'s' if width != 1 else ''}, and the others have {usual}"
                hint = "add the missing cell, or @cols on one that spans several"
                yield finding("unequal-rows", Severity.WARNING, file, row, message, hint)
                break


def _span(cell: etree._Element, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(int(value), 1000) if value.isascii() and value.isdigit() else 1


def page_not_present(index: Index) -> Iterator[Diagnostic]:
    """A reference names a page that the text does not have.

    What: ``<ref type="page">`` without a target whose words are a page number that no ``<pb n="…">`` of the file has,
    though the file has page breaks. Told once for a file.

    Why: the reference leads nowhere; the page is missing, or the number was misread.

    Fails:

    ```xml
    <p><pb n="12"/>See page <ref type="page">48</ref>.</p>
    ```

    Passes:

    ```xml
    <p><pb n="12"/>See page <ref type="page">12</ref>.</p>
    ```
    """
    for file in index.tei_files:
        pages = {str(node.get("n")) for node in file.named("pb") if node.get("n")}
        if not pages:
            continue
        nodes, labels = [], []
        for node in file.named("ref"):
            if node.get("type") == "page" and not node.get("target"):
                label = text_of(node)
                if label.isdigit() and label not in pages:
                    nodes.append(node)
                    labels.append(label)
        if nodes:
            message = f"no page break has the number {one_of(list(dict.fromkeys(labels)), 6)}"
            yield several("page-not-present", Severity.INFO, file, nodes, message, "look for it in the source")

"""Rules of texts that stand side by side: original and translation, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, finding
from edition.diagnostic import Diagnostic, Severity
from edition.tei import XML_ID, local_name, tei

__all__ = ["unaligned_paragraph"]

_BLOCKS: Final = ("p", "lg", "ab")
#: How many paragraphs are named.
_NAMED: Final = 6


def _division(node: etree._Element) -> etree._Element | None:
    """The division of which an element is a block; None for one in a note, a figure or a quotation."""
    parent = node.getparent()
    return parent if parent is not None and local_name(parent) in ("div", "div1", "div2", "div3", "body") else None


def _aligned(index: Index) -> set[etree._Element]:
    """The blocks that correspond to a block of another division."""
    found: set[etree._Element] = set()
    for file in index.tei_files:
        for pointer in file.pointers:
            if pointer.attribute != "corresp" or pointer.element not in _BLOCKS:
                continue
            target = index.resolver.follow(file.key, pointer.value).node
            if (
                target is not None
                and local_name(target) in _BLOCKS
                and _division(target) is not _division(pointer.node)
            ):
                found |= {pointer.node, target}
    return found


def unaligned_paragraph(index: Index) -> Iterator[Diagnostic]:
    """A paragraph has no counterpart, while others of its chapter have one.

    What: a ``<p>``, ``<lg>`` or ``<ab>`` of a division in which ``@corresp`` leads from or to other blocks: it neither
    points to a paragraph of the other text, nor does one point to it. Told once for each division.

    Why: original and translation are shown side by side; such a paragraph stands there alone. That may be right, where
    the translation adds or omits something; more often a pointer was forgotten.

    Fails:

    ```xml
    <div><p xml:id="a1" corresp="#b1">The ice held.</p><p xml:id="a2">It was cold.</p></div>
    <div xml:lang="ru"><p xml:id="b1">Лёд держал.</p></div>
    ```

    Passes:

    ```xml
    <div><p xml:id="a1" corresp="#b1">The ice held.</p><p xml:id="a2" corresp="#b2">It was cold.</p></div>
    <div xml:lang="ru"><p xml:id="b1">Лёд держал.</p><p xml:id="b2">Было холодно.</p></div>
    ```
    """
    aligned = _aligned(index)
    if not aligned:
        return
    for file in index.tei_files:
        divisions: dict[etree._Element, list[etree._Element]] = {}
        for node in file.elements:
            if node.tag in _TAGS:
                division = _division(node)
                if division is not None:
                    divisions.setdefault(division, []).append(node)
        for blocks in divisions.values():
            alone = [node for node in blocks if node not in aligned]
            if alone and len(alone) < len(blocks):
                yield _finding(file, alone, len(blocks))


_TAGS: Final = frozenset(map(tei, _BLOCKS))


def _finding(file: File, alone: list[etree._Element], count: int) -> Diagnostic:
    names = [str(node.get(XML_ID) or f"line {node.sourceline}") for node in alone]
    told = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    message = f"{len(alone)} of {count} paragraphs here have no counterpart in the other text: {told}"
    hint = "let @corresp lead to the paragraph of the other text, or leave it where there is none"
    return finding("unaligned-paragraph", Severity.INFO, file, alone[0], message, hint)

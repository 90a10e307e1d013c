"""Rules of links between elements: chains that lead in circles, and pairs of which only one half is tied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, finding
from edition.checks.words import quoted
from edition.diagnostic import Diagnostic, Severity

__all__ = ["circular_reference", "one_sided_link"]

_CHAINS: Final = ("copyOf", "sameAs", "next", "prev")


def _chain(index: Index, attribute: str) -> dict[etree._Element, tuple[File, etree._Element]]:
    """Each element with this attribute, and the element it leads to."""
    found = {}
    for file in index.tei_files:
        for pointer in file.pointers:
            if pointer.attribute == attribute:
                target = index.resolver.follow(file.key, pointer.value)
                if target.node is not None:
                    found[pointer.node] = (file, target.node)
    return found


def circular_reference(index: Index) -> Iterator[Diagnostic]:
    """A chain of elements leads back to its beginning.

    What: ``@copyOf``, ``@sameAs``, ``@next`` or ``@prev`` of an element leads, over others or at once, to the element
    itself.

    Why: whatever follows such a chain never comes to an end, and the parts of the passage have no order.

    Fails:

    ```xml
    <p><seg xml:id="s1" next="#s2">Ice</seg> and <seg xml:id="s2" next="#s1">snow</seg>.</p>
    ```

    Passes:

    ```xml
    <p><seg xml:id="s1" next="#s2">Ice</seg> and <seg xml:id="s2" prev="#s1">snow</seg>.</p>
    ```
    """
    for attribute in _CHAINS:
        chain = _chain(index, attribute)
        done: set[etree._Element] = set()
        for start, (file, _) in chain.items():
            path: dict[etree._Element, None] = {}
            node = start
            while node in chain and node not in done and node not in path:
                path[node] = None
                node = chain[node][1]
            if node in path:
                message = f"@{attribute} leads from this element back to itself"
                yield finding("circular-reference", Severity.ERROR, file, start, message, "cut the chain at one place")
            done.update(path)


def one_sided_link(index: Index) -> Iterator[Diagnostic]:
    """An element names the next one, and that names another as the one before it.

    What: ``@next`` of an element leads to one whose ``@prev`` leads elsewhere or is missing, or the other way round,
    where the two attributes are used together in a file.

    Why: the parts of a passage are put together from either end, and come out differently.

    Fails:

    ```xml
    <p><seg xml:id="s1" next="#s2">Ice</seg> <seg xml:id="s2">snow</seg> <seg xml:id="s3" prev="#s2">wind</seg></p>
    ```

    Passes:

    ```xml
    <p><seg xml:id="s1" next="#s2">Ice</seg> and <seg xml:id="s2" prev="#s1">snow</seg>.</p>
    ```
    """
    following, before = _chain(index, "next"), _chain(index, "prev")
    if not following or not before:
        return
    for there, back, word in ((following, before, "prev"), (before, following, "next")):
        for node, (file, target) in there.items():
            if back.get(target, (file, None))[1] is not node:
                name = "next" if word == "prev" else "prev"
                message = (
                    f"@{name} is {quoted(node.get(name, ''))}, and the element there has no @{word} that leads back"
                )
                hint = f"give it @{word}, or remove this @{name}"
                yield finding("one-sided-link", Severity.WARNING, file, node, message, hint)

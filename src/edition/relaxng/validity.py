"""Whether a document is valid by a grammar: the verdict, without words.

In: a Grammar and the root of a document. Out: true or false. Every element is tried against each element pattern that
may stand at its place, so that grammars in which one name has several contents are decided too.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.relaxng.patterns import Pattern
from edition.relaxng.reader import Grammar

__all__ = ["contents", "is_valid"]


class _Frame:
    """An element on the way: what is left of each pattern it may match, and what is still to be read of it."""

    __slots__ = ("awaited", "left", "node", "parts")

    def __init__(
        self, node: etree._Element, left: dict[Pattern, Pattern], parts: Iterator[str | etree._Element]
    ) -> None:
        self.node = node
        self.left = left
        self.parts = parts
        self.awaited: tuple[Pattern, ...] = ()


def contents(node: etree._Element) -> list[str | etree._Element]:
    """The texts and elements in an element; comments and processing instructions do not part a text."""
    found: list[str | etree._Element] = []
    text = node.text or ""
    for child in node:
        if isinstance(child.tag, str):
            if text:
                found.append(text)
            found.append(child)
            text = child.tail or ""
        else:
            text += child.tail or ""
    if text:
        found.append(text)
    return found


def is_valid(grammar: Grammar, root: etree._Element, start: Pattern | None = None) -> bool:
    """Whether a document, or the part of one under ``root``, is valid; ``start`` replaces that of the grammar."""
    begin = start or grammar.start
    patterns = grammar.patterns
    not_allowed = patterns.not_allowed
    first = _open(grammar, root, begin.candidates(str(root.tag)))
    if first is None:
        return False
    stack = [first]
    matched: tuple[Pattern, ...] = ()
    # An element that matches none of the patterns that may stand at its place is a fault whatever stands around it.
    while stack:
        frame = stack[-1]
        if frame.awaited:
            frame.left = _stepped(grammar, frame, matched)
            frame.awaited = ()
        for part in frame.parts:
            if not frame.left:
                return False
            if isinstance(part, str):
                if part.strip(" \t\n\r"):
                    left = {e: patterns.text_step(p, part, frame.node.nsmap) for e, p in frame.left.items()}
                    frame.left = {e: p for e, p in left.items() if p is not not_allowed}
                continue
            tag = str(part.tag)
            awaited = tuple(dict.fromkeys(one for p in frame.left.values() for one in p.candidates(tag)))
            inner = _open(grammar, part, awaited)
            if inner is None:
                return False
            frame.awaited = awaited
            stack.append(inner)
            break
        else:
            matched = tuple(e for e, p in frame.left.items() if p.nullable)
            if not matched:
                return False
            stack.pop()
    return True


def _open(grammar: Grammar, node: etree._Element, awaited: tuple[Pattern, ...]) -> _Frame | None:
    """Take an element's attributes, and its text where it has no elements; None where it matches no pattern."""
    patterns = grammar.patterns
    not_allowed = patterns.not_allowed
    left: dict[Pattern, Pattern] = {}
    for element in awaited:
        pattern = element.content
        for key, value in node.attrib.items():
            pattern = patterns.attribute_step(pattern, str(key), str(value), node.nsmap)
            if pattern is not_allowed:
                break
        pattern = patterns.close(pattern)
        if pattern is not not_allowed:
            left[element] = pattern
    if not left:
        return None
    parts = contents(node)
    if len(parts) <= 1 and not any(isinstance(part, etree._Element) for part in parts):
        text = str(parts[0]) if parts else ""
        fits = {e: patterns.empty for e, p in left.items() if patterns.text_matches(p, text, node.nsmap)}
        return _Frame(node, fits, iter(())) if fits else None
    return _Frame(node, left, iter(parts))


def _stepped(grammar: Grammar, frame: _Frame, matched: tuple[Pattern, ...]) -> dict[Pattern, Pattern]:
    patterns = grammar.patterns
    left: dict[Pattern, Pattern] = {}
    for element, pattern in frame.left.items():
        after = patterns.choice(patterns.step(pattern, one) for one in matched)
        if after is not patterns.not_allowed:
            left[element] = after
    return left

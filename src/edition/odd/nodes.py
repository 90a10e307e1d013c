"""The grammar that an ODD is compiled to, before it is written: nodes of RELAX NG, simplified as they are made.

In: parts. Out: a Node in which nothing is empty or not allowed that need not be (RELAX NG specification, 4.20 and
4.21): libxml2 takes minutes over what is left out here. ``settle`` does the same across definitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

__all__ = [
    "EMPTY",
    "NOT_ALLOWED",
    "TEXT",
    "Node",
    "choice",
    "group",
    "interleave",
    "many",
    "optional",
    "ref",
    "references",
    "repeated",
    "settle",
    "words",
]


@dataclass(frozen=True, slots=True)
class Node:
    """A pattern. ``kind`` is the name of the element of RELAX NG; ``name`` that of what it names or refers to, the
    type of data or the text of a value; ``params`` the parameters of data, or the namespace of a name; ``doc`` what is
    said about it.
    """

    kind: str
    parts: tuple[Node, ...] = ()
    name: str = ""
    params: tuple[tuple[str, str], ...] = ()
    doc: str = ""


EMPTY = Node("empty")
NOT_ALLOWED = Node("notAllowed")
TEXT = Node("text")


def ref(name: str) -> Node:
    """A reference to a definition."""
    return Node("ref", name=name)


def group(parts: Iterable[Node]) -> Node:
    """One after another."""
    return _all("group", parts)


def interleave(parts: Iterable[Node]) -> Node:
    """All, in any order."""
    return _all("interleave", parts)


def _all(kind: str, parts: Iterable[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        if part.kind == "notAllowed":
            return NOT_ALLOWED
        if part.kind == kind:
            flat.extend(part.parts)
        elif part.kind != "empty":
            flat.append(part)
    if not flat:
        return EMPTY
    return flat[0] if len(flat) == 1 else Node(kind, tuple(flat))


def choice(parts: Iterable[Node]) -> Node:
    """One of several."""
    flat: dict[Node, None] = {}
    for part in parts:
        for one in part.parts if part.kind == "choice" else (part,):
            if one.kind != "notAllowed":
                flat.setdefault(one)
    if not flat:
        return NOT_ALLOWED
    if EMPTY in flat:
        rest = [one for one in flat if one is not EMPTY and one.kind != "empty"]
        return optional(choice(rest)) if rest else EMPTY
    return next(iter(flat)) if len(flat) == 1 else Node("choice", tuple(flat))


def optional(part: Node) -> Node:
    """The part or nothing."""
    if part.kind == "oneOrMore":
        return Node("zeroOrMore", part.parts)
    if part.kind in ("empty", "notAllowed"):
        return EMPTY
    return part if part.kind in ("optional", "zeroOrMore", "text") else Node("optional", (part,))


def many(part: Node) -> Node:
    """The part once or several times."""
    if part.kind in ("empty", "notAllowed", "text", "oneOrMore", "zeroOrMore"):
        return part
    return Node("zeroOrMore", part.parts) if part.kind == "optional" else Node("oneOrMore", (part,))


def repeated(part: Node, least: int, most: int | None) -> Node:
    """The part from ``least`` to ``most`` times (None: without limit)."""
    if most is None:
        if least == 0:
            return optional(many(part))
        return group([part] * (least - 1) + [many(part)])
    if most == 0:
        return EMPTY
    tail = EMPTY
    for _ in range(most - least):
        tail = optional(group((part, tail)))
    return group([part] * least + [tail])


def words(part: Node) -> Node:
    """Words that match the part (a list in the value of an attribute)."""
    return part if part.kind in ("notAllowed", "empty") else Node("list", (part,))


def references(node: Node) -> Iterable[str]:
    """The names that a node refers to."""
    if node.kind == "ref":
        yield node.name
    for part in node.parts:
        yield from references(part)


def _again(node: Node, known: Mapping[str, Node]) -> Node:
    """A node made anew, with the definitions that turned out to be empty or not allowed in place of their names."""
    if node.kind == "ref":
        return known.get(node.name, node)
    if not node.parts:
        return node
    if node.kind in ("element", "attribute", "anyElement"):
        parts = tuple(_again(part, known) for part in node.parts)
        if node.kind == "attribute" and any(part.kind == "notAllowed" for part in parts):
            return NOT_ALLOWED
        return replace(node, parts=parts)
    parts = tuple(_again(part, known) for part in node.parts)
    if node.kind in ("group", "interleave"):
        return _all(node.kind, parts)
    if node.kind == "choice":
        return choice(parts)
    if node.kind == "list":
        return words(parts[0])
    whole = group(parts)
    if node.kind == "optional":
        return optional(whole)
    return optional(many(whole)) if node.kind == "zeroOrMore" else many(whole)


def settle(definitions: Mapping[str, Node], roots: Iterable[str]) -> dict[str, Node]:
    """The definitions simplified until nothing changes, and only those that the roots lead to."""
    current = dict(definitions)
    while True:
        known = {name: node for name, node in current.items() if node.kind in ("empty", "notAllowed")}
        changed = {name: _again(node, known) for name, node in current.items() if name not in known}
        if len(changed) == len(current):
            break
        current = changed
    wanted: dict[str, None] = {}
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in current and name not in wanted:
            wanted[name] = None
            waiting.extend(references(current[name]))
    return {name: node for name, node in current.items() if name in wanted}

"""The restrictions on a simple grammar (RELAX NG specification, section 7).

In: the pattern a grammar starts with. Out: nothing; a SchemaError where the grammar says what the specification does
not allow: an attribute inside an attribute, two attributes of one name, text mixed with data, and the like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from edition.relaxng.errors import SchemaError
from edition.relaxng.names import AnyName, Name, NameChoice, NameClass, NsName, overlap
from edition.relaxng.patterns import Pattern

__all__ = ["restrict"]

#: Kinds that may not stand below others (7.1). "in list": list; "except": data/except; "start": start.
_FORBIDDEN: Final[dict[str, frozenset[str]]] = {
    "attribute": frozenset(("element", "attribute")),
    "list": frozenset(("list", "element", "attribute", "text", "interleave")),
    "except": frozenset("attribute element list group interleave oneOrMore empty text".split()),
    "start": frozenset("attribute data value list text group interleave oneOrMore empty".split()),
    "repeated": frozenset(("attribute",)),
    "oneOrMore": frozenset(),  # of consequence only for a group in it
}
_WORDS: Final = {
    "attribute": "in the value of an attribute",
    "list": "in a list",
    "except": "in what is excepted from a datatype",
    "start": "where a document begins",
    "repeated": "in a group that is repeated",
    "oneOrMore": "in a repetition",
}


def restrict(start: Pattern, nodes: Mapping[Pattern, etree._Element], root: etree._Element) -> None:
    """Raise SchemaError for the first restriction that a grammar does not keep."""
    known: set[tuple[Pattern, frozenset[str]]] = set()
    _forbid(start, frozenset(("start",)), root, known)
    seen: set[Pattern] = set()
    types: dict[Pattern, int | None] = {}
    parted: set[Pattern] = set()
    waiting = [one for one in start.leaves() if one.kind == "element"]
    while waiting:
        element = waiting.pop()
        if element in seen:
            continue
        seen.add(element)
        node = nodes.get(element, root)
        content = element.content
        _forbid(content, frozenset(), node, known)
        if _content_type(content, types) is None:
            raise SchemaError("text of a datatype stands beside other content; it must be all there is", node)
        _attributes(content, node)
        _interleaved(content, node, parted)
        waiting.extend(one for one in content.leaves() if one.kind == "element")


def _forbid(
    pattern: Pattern, above: frozenset[str], node: etree._Element, known: set[tuple[Pattern, frozenset[str]]]
) -> None:
    if (pattern, above) in known:
        return
    known.add((pattern, above))
    for one in above:
        if pattern.kind in _FORBIDDEN[one]:
            what = {"element": "an element", "attribute": "an attribute"}.get(pattern.kind, f"<{pattern.kind}>")
            raise SchemaError(f"{what} cannot stand {_WORDS[one]}", node)
    if pattern.kind == "element":
        return
    if pattern.kind in ("attribute", "list"):
        above |= {pattern.kind}
    if pattern.kind in ("group", "interleave") and "oneOrMore" in above:
        above |= {"repeated"}
    if pattern.excepted is not None:
        _forbid(pattern.excepted, above | {"except"}, node, known)
    for part in pattern.parts:
        _forbid(part, above | ({"oneOrMore"} if pattern.kind == "oneOrMore" else frozenset()), node, known)


def _content_type(pattern: Pattern, known: dict[Pattern, int | None]) -> int | None:
    """0 for empty, 1 for elements and text, 2 for data; None where two kinds are grouped that cannot be (7.2)."""
    if pattern not in known:
        known[pattern] = _type_of(pattern, known)
    return known[pattern]


def _type_of(pattern: Pattern, known: dict[Pattern, int | None]) -> int | None:
    kind = pattern.kind
    if kind in ("data", "value", "list"):
        return 2
    if kind in ("text", "element"):
        return 1
    if kind == "attribute":
        return 0
    types = [_content_type(part, known) for part in pattern.parts]
    if any(one is None for one in types):
        return None
    told = [one for one in types if one is not None]
    if kind in ("group", "interleave"):
        filled = [one for one in told if one]
        if 2 in filled and len(filled) > 1:
            return None
    if kind == "oneOrMore" and told and told[0] == 2:
        return None
    return max(told, default=0)


def _attributes(pattern: Pattern, node: etree._Element, repeated: bool = False) -> Sequence[NameClass]:
    """The names of the attributes in a pattern, tested against each other (7.3)."""
    kind = pattern.kind
    if kind == "attribute":
        assert pattern.name is not None
        if _has_class(pattern.name):
            if not repeated:
                raise SchemaError("attributes of a whole class of names must be repeated (oneOrMore)", node)
            if pattern.parts[0].kind != "text":
                raise SchemaError("attributes of a whole class of names have any text as value", node)
        return (pattern.name,)
    if kind in ("element", "list") or not pattern.has_attributes:
        return ()
    found: list[NameClass] = []
    single: set[NameClass] = set()
    classes: list[NameClass] = []
    for part in pattern.parts:
        names = _attributes(part, node, repeated or kind == "oneOrMore")
        if kind in ("group", "interleave"):
            for one in names:
                # Two single names are one or are not; only classes of names have to be compared.
                others = classes if isinstance(one, Name) else found
                if one in single or any(overlap(one, other) for other in others):
                    raise SchemaError("an element has two attributes of one name", node)
        found.extend(names)
        single.update(one for one in names if isinstance(one, Name))
        classes.extend(one for one in names if not isinstance(one, Name))
    return found


def _has_class(name: NameClass) -> bool:
    if isinstance(name, NameChoice):
        return any(_has_class(one) for one in name.classes)
    return isinstance(name, (AnyName, NsName)) and not isinstance(name, Name)


def _interleaved(pattern: Pattern, node: etree._Element, known: set[Pattern]) -> None:
    """Interleaved parts have no element in common, and text in one of them only (7.4)."""
    if pattern.kind in ("element", "attribute", "list") or pattern in known:
        return
    known.add(pattern)
    if pattern.kind == "interleave":
        names: list[NameClass] = []
        texts = 0
        for part in pattern.parts:
            leaves = list(part.leaves())
            own = [one.name for one in leaves if one.kind == "element" and one.name is not None]
            texts += any(one.kind == "text" for one in leaves)
            for name in own:
                if any(overlap(name, other) for other in names):
                    raise SchemaError("interleaved patterns have an element in common", node)
            names.extend(own)
        if texts > 1:
            raise SchemaError("text stands in two interleaved patterns", node)
    for part in pattern.parts:
        _interleaved(part, node, known)

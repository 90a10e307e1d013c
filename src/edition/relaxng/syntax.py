"""The XML syntax of RELAX NG (specification, section 3): which element of a schema may hold what.

In: the root of a schema. Out: nothing; a SchemaError at the first node that does not follow the syntax. Elements and
attributes of other namespaces are annotations and may stand nearly everywhere.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from edition.relaxng.datatypes import NCNAME
from edition.relaxng.errors import SchemaError
from edition.relaxng.names import AnyName, Name, NameChoice, NameClass, NsName

__all__ = ["RNG", "check_attribute_name", "check_library", "check_syntax"]

_XMLNS: Final = "http://www.w3.org/2000/xmlns"
RNG: Final = "{http://relaxng.org/ns/structure/1.0}"

_PATTERNS: Final = frozenset(
    """element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref parentRef empty value
    data notAllowed externalRef grammar text""".split()
)
_NAMES: Final = frozenset(("name", "anyName", "nsName", "choice"))
_CONTENT: Final = frozenset(("start", "define", "div", "include"))
_SOME: Final = 10**6
#: How deep patterns may be nested: no schema for documents comes near it.
_MAX_DEPTH: Final = 100
#: What each element may hold: the names, how few, how many.
_HOLDS: Final[dict[str, tuple[frozenset[str], int, int]]] = {
    **dict.fromkeys(
        ("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed", "define"),
        (_PATTERNS, 1, _SOME),
    ),
    "start": (_PATTERNS, 1, 1),
    "grammar": (_CONTENT, 0, _SOME),
    "div": (_CONTENT, 0, _SOME),
    "include": (frozenset(("start", "define", "div")), 0, _SOME),
    "data": (frozenset(("param", "except")), 0, _SOME),
    "except": (_PATTERNS, 1, _SOME),
    "anyName": (frozenset(("except",)), 0, 1),
    "nsName": (frozenset(("except",)), 0, 1),
    **{
        name: (frozenset(), 0, 0)
        for name in ("ref parentRef empty text notAllowed externalRef value param name".split())
    },
}
#: The attributes each element takes; those that must stand have a "!".
_TAKES: Final[dict[str, tuple[str, ...]]] = {
    "element": ("name",),
    "attribute": ("name",),
    "ref": ("!name",),
    "parentRef": ("!name",),
    "value": ("type",),
    "data": ("!type",),
    "param": ("!name",),
    "externalRef": ("!href",),
    "include": ("!href",),
    "define": ("!name", "combine"),
    "start": ("combine",),
}
_TEXTS: Final = ("value", "param", "name")
_NCNAMES: Final = ("ref", "parentRef", "define", "param")


def check_syntax(root: etree._Element) -> None:
    """Raise SchemaError for the first node that is not as the syntax asks."""
    if not isinstance(root.tag, str) or not root.tag.startswith(RNG):
        raise SchemaError("the root is no pattern of RELAX NG", root)
    if root.tag.removeprefix(RNG) not in _PATTERNS:
        raise SchemaError(f"<{root.tag.removeprefix(RNG)}> cannot be the root of a schema", root)
    stack: list[tuple[etree._Element, bool, int]] = [(root, False, 0)]
    while stack:
        node, names, depth = stack.pop()
        if depth > _MAX_DEPTH:
            raise SchemaError(f"patterns are nested more than {_MAX_DEPTH} deep", node)
        _check(node, names)
        kind = str(node.tag).removeprefix(RNG)
        for number, part in enumerate(node.iterchildren(RNG + "*")):
            # Where a name class is asked for, <choice> and <except> hold names.
            of_names = kind in ("anyName", "nsName") or (names and kind in ("choice", "except"))
            of_names = of_names or (kind in ("element", "attribute") and number == 0 and node.get("name") is None)
            stack.append((part, of_names, depth + 1))


def _check(node: etree._Element, names: bool) -> None:
    kind = str(node.tag).removeprefix(RNG)
    parts = [str(part.tag).removeprefix(RNG) for part in node.iterchildren(RNG + "*")]
    _attributes(node, kind)
    if names and kind not in _NAMES | {"except"}:
        raise SchemaError(f"<{kind}> is no class of names", node)
    if kind in _TEXTS:
        if any(isinstance(child.tag, str) for child in node):
            raise SchemaError(f"<{kind}> holds text only", node)
        if kind == "name" and not _is_qname(node.text or ""):
            raise SchemaError(f'"{(node.text or "").strip()}" is no name', node)
    else:
        loose = [node.text, *(child.tail for child in node)]
        if any(text and text.strip(" \t\n\r") for text in loose):
            raise SchemaError(f"<{kind}> holds no text", node)
    if kind in ("element", "attribute"):
        _named(node, kind, parts)
        return
    if kind not in _HOLDS:
        raise SchemaError(f"<{kind}> is no element of RELAX NG", node)
    allowed, least, most = _HOLDS[kind]
    if names and kind in ("choice", "except"):
        allowed = _NAMES
    for name in parts:
        if name not in allowed:
            raise SchemaError(f"<{name}> cannot stand in <{kind}>", node)
    if not least <= len(parts) <= most:
        raise SchemaError(f"<{kind}> holds {'too many patterns' if len(parts) > most else 'nothing'}", node)
    if kind == "data" and "except" in parts[:-1]:
        raise SchemaError("<except> stands once in <data>, behind the parameters", node)


def _named(node: etree._Element, kind: str, parts: list[str]) -> None:
    if node.get("name") is None:
        if not parts or parts[0] not in _NAMES:
            raise SchemaError(f"<{kind}> has no name", node)
        parts = parts[1:]
    for name in parts:
        if name not in _PATTERNS:
            raise SchemaError(f"<{name}> cannot stand in <{kind}>", node)
    if kind == "element" and not parts:
        raise SchemaError("<element> says nothing of its content", node)
    if kind == "attribute" and len(parts) > 1:
        raise SchemaError("<attribute> has one pattern for its value", node)


def _attributes(node: etree._Element, kind: str) -> None:
    takes = _TAKES.get(kind, ())
    known = {name.lstrip("!") for name in takes} | {"ns", "datatypeLibrary"}
    for key in node.attrib:
        if str(key) not in known and (not str(key).startswith("{") or str(key).startswith(RNG)):
            raise SchemaError(f"<{kind}> takes no attribute {str(key).removeprefix(RNG)}", node)
    for name in takes:
        if name.startswith("!") and node.get(name[1:]) is None:
            raise SchemaError(f"<{kind}> needs the attribute {name[1:]}", node)
    given = node.get("name")
    if given is not None:
        good = NCNAME.fullmatch(given.strip()) is not None if kind in _NCNAMES else _is_qname(given)
        if not good:
            raise SchemaError(f'"{given}" is no name', node)
    kind_of = node.get("type")
    if kind_of is not None and kind in ("data", "value") and NCNAME.fullmatch(kind_of.strip()) is None:
        raise SchemaError(f'"{kind_of}" is no name of a datatype', node)
    combine = node.get("combine")
    if combine is not None and kind in ("define", "start") and combine.strip() not in ("choice", "interleave"):
        raise SchemaError('@combine is "choice" or "interleave"', node)


def _is_qname(text: str) -> bool:
    parts = text.strip().split(":")
    return len(parts) <= 2 and all(NCNAME.fullmatch(part) for part in parts)


def check_library(text: str, node: etree._Element) -> None:
    """Raise SchemaError for what cannot name a library of datatypes (4.3)."""
    ok = re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:[^#]+", text) and not re.search(r"%(?![0-9A-Fa-f]{2})", text)
    if not ok:
        raise SchemaError(f'"{text}" is no absolute URI, and cannot name a library of datatypes', node)


def check_attribute_name(name: NameClass, node: etree._Element) -> None:
    """Raise SchemaError for attributes that would be declarations of namespaces (4.16)."""
    for one in name.classes if isinstance(name, NameChoice) else (name,):
        if isinstance(one, NameChoice):
            check_attribute_name(one, node)
        elif isinstance(one, (AnyName, NsName)) and one.excepted is not None:
            check_attribute_name(one.excepted, node)
        elif (isinstance(one, NsName) and one.namespace == _XMLNS) or (
            isinstance(one, Name) and (one.name == "xmlns" or one.name.startswith(f"{{{_XMLNS}}}"))
        ):
            raise SchemaError("an attribute cannot be a declaration of a namespace", node)

"""A grammar written again as RELAX NG, in its simple form: what libxml2 can compile in useful time.

In: a Grammar. Out: a schema in which every element has one definition, and no definition stands for nothing or for
what is not allowed (libxml2 takes minutes over those, where they are referred to in repetitions).
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.relaxng.datatypes import XSD
from edition.relaxng.names import AnyName, Name, NameClass, NsName
from edition.relaxng.patterns import Pattern
from edition.relaxng.reader import Grammar
from edition.relaxng.syntax import RNG

__all__ = ["simplified"]

_NS: Final = RNG[1:-1]


def simplified(grammar: Grammar, start: Pattern | None = None) -> etree._Element:
    """The root of the schema. ``start`` replaces what documents begin with."""
    root = etree.Element(RNG + "grammar", nsmap={None: _NS}, datatypeLibrary=XSD)  # type: ignore[dict-item]  # None is a prefix
    names: dict[Pattern, str] = {}
    waiting: list[Pattern] = []

    def name_of(element: Pattern) -> str:
        if element not in names:
            names[element] = f"e{len(names) + 1}"
            waiting.append(element)
        return names[element]

    def write(parent: etree._Element, pattern: Pattern) -> None:
        kind = pattern.kind
        if kind == "element":
            _sub(parent, "ref", name=name_of(pattern))
        elif kind == "attribute":
            node = _sub(parent, "attribute")
            assert pattern.name is not None
            _name_class(node, pattern.name)
            write(node, pattern.parts[0])
        elif kind in ("data", "value"):
            _data(parent, pattern)
        elif kind == "choice" and any(part.kind == "empty" for part in pattern.parts):
            rest = [part for part in pattern.parts if part.kind != "empty"]
            several = all(part.kind == "oneOrMore" for part in rest) and len(rest) == 1
            node = _sub(parent, "zeroOrMore" if several else "optional")
            inner = rest[0].parts[0] if several else None
            if inner is not None:
                write(node, inner)
            else:
                node = _sub(node, "choice") if len(rest) > 1 else node
                for part in rest:
                    write(node, part)
        elif kind in ("text", "empty", "notAllowed"):
            _sub(parent, kind)
        else:
            node = _sub(parent, kind)
            for part in pattern.parts:
                write(node, part)

    write(_sub(root, "start"), start or grammar.start)
    while waiting:
        element = waiting.pop(0)
        node = _sub(_sub(root, "define", name=names[element]), "element")
        assert element.name is not None
        _name_class(node, element.name)
        write(node, element.content)
    return root


def _sub(parent: etree._Element, kind: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, RNG + kind, **attributes)  # type: ignore[arg-type]  # the stubs want another type


def _name_class(parent: etree._Element, name: NameClass) -> None:
    if isinstance(name, Name):
        namespace, _, local = name.name.rpartition("}")
        node = _sub(parent, "name", ns=namespace[1:])
        node.text = local
        return
    if isinstance(name, (AnyName, NsName)):
        node = _sub(parent, "anyName") if isinstance(name, AnyName) else _sub(parent, "nsName", ns=name.namespace)
        if name.excepted is not None:
            _name_class(_sub(node, "except"), name.excepted)
        return
    node = _sub(parent, "choice")
    for one in name.classes:
        _name_class(node, one)


def _data(parent: etree._Element, pattern: Pattern) -> None:
    datatype = pattern.data
    assert datatype is not None
    if datatype.value is not None:
        node = _sub(parent, "value", type=datatype.name)
        node.text = datatype.value
    else:
        node = _sub(parent, "data", type=datatype.name)
        for key, limit in datatype.params:
            _sub(node, "param", name=key).text = limit
        if pattern.excepted is not None:
            inner = _sub(node, "except")
            parts = pattern.excepted.parts if pattern.excepted.kind == "choice" else (pattern.excepted,)
            for part in parts:
                _data(inner, part)
    if not datatype.library:
        node.set("datatypeLibrary", "")

"""A grammar written in the XML syntax of RELAX NG.

In: a Grammar. Out: the root of a schema, with what is said of elements, attributes and values as documentation that XML
editors show. Nothing in it is empty or not allowed that need not be, so that libxml2 compiles it at once.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.odd.grammar import Grammar
from edition.odd.nodes import Node

__all__ = ["to_rng"]

_RNG: Final = "http://relaxng.org/ns/structure/1.0"
_DOC: Final = "http://relaxng.org/ns/compatibility/annotations/1.0"
_XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def to_rng(grammar: Grammar, prefix: str = "", *, start: list[str] | None = None) -> etree._Element:
    """The schema as a tree. ``prefix`` stands before the name of every definition; ``start`` replaces the start."""
    root = etree.Element(f"{{{_RNG}}}grammar", nsmap={None: _RNG, "a": _DOC})  # type: ignore[dict-item]  # None is a prefix
    root.set("ns", grammar.namespace)
    root.set("datatypeLibrary", _XSD)
    if grammar.notice:
        root.append(etree.Comment(grammar.notice.replace("--", "- -")))
    begin = _sub(root, "start")
    names = start if start is not None else grammar.start
    target = _sub(begin, "choice") if len(names) > 1 else begin
    for name in names:
        _sub(target, "ref", name=prefix + name)
    if not names:
        _sub(begin, "notAllowed")
    for name in sorted(grammar.definitions, key=lambda one: (one.lower(), one)):
        define = _sub(root, "define", name=prefix + name)
        _write(define, grammar.definitions[name], prefix, grammar.namespace)
    etree.indent(root)
    return root


def _sub(parent: etree._Element, kind: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_RNG}}}{kind}", attributes)


def _document(parent: etree._Element, text: str) -> None:
    if text:
        etree.SubElement(parent, f"{{{_DOC}}}documentation").text = text


def _write(parent: etree._Element, node: Node, prefix: str, namespace: str) -> None:
    kind = node.kind
    if kind == "ref":
        _sub(parent, "ref", name=prefix + node.name)
    elif kind in ("element", "attribute"):
        made = _sub(parent, kind, name=node.name)
        ns = dict(node.params).get("ns", "")
        if kind == "element" and ns != namespace:
            made.set("ns", ns)
        elif kind == "attribute" and ns == _XML:
            made.set("name", "xml:" + node.name.removeprefix("xml:"))
        elif kind == "attribute" and ns:
            made.set("ns", ns)
        _document(made, node.doc)
        for part in node.parts:
            # The group of an element's content need not be written: what stands in an element is a group.
            for one in part.parts if part.kind == "group" else (part,):
                _write(made, one, prefix, namespace)
    elif kind == "data":
        made = _sub(parent, "data", type=node.name)
        for key, limit in node.params:
            _sub(made, "param", name=key).text = limit
    elif kind == "value":
        _sub(parent, "value").text = node.name
        _document(parent, node.doc)
    elif kind == "anyElement":
        _write_any(parent, node, prefix)
    else:
        made = _sub(parent, kind)
        for part in node.parts:
            inside = kind in ("optional", "zeroOrMore", "oneOrMore", "list") and part.kind == "group"
            for one in part.parts if inside else (part,):
                _write(made, one, prefix, namespace)


def _write_any(parent: etree._Element, node: Node, prefix: str) -> None:
    """An element of any name, which holds text and elements of any name in turn."""
    params = dict(node.params)
    element = _sub(parent, "element")
    required = params["require"].split()
    excepted = params["except"].split()
    if required:
        target = _sub(element, "choice") if len(required) > 1 else element
        classes = [_sub(target, "nsName", ns=one) for one in required]
    else:
        classes = [_sub(element, "anyName")]
    for one in classes:
        if excepted:
            without = _sub(one, "except")
            for name in excepted:
                if name.startswith("{"):
                    uri, _, local = name[1:].partition("}")
                    _sub(without, "name", ns=uri).text = local
                else:
                    _sub(without, "nsName", ns=name)
    attribute = _sub(_sub(element, "zeroOrMore"), "attribute")
    _sub(attribute, "anyName")
    inner = _sub(_sub(element, "zeroOrMore"), "choice")
    _sub(inner, "text")
    _sub(inner, "ref", name=prefix + node.name)

"""The constraints of a customisation as one ISO Schematron schema.

In: a Customisation and its grammar's Contents. Out: the root of a schema (query binding xslt3) with one pattern for
each constraintSpec of what is left of the TEI. An assertion without a rule of its own is given the context that its
place in the ODD means: the element, the members of the class, the attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.odd.content import Contents
from edition.odd.customise import Customisation
from edition.odd.names import detached
from edition.odd.spec import Spec, T
from edition.tei import TEI

__all__ = ["to_schematron"]

SCH: Final = "http://purl.oclc.org/dsdl/schematron"
_S: Final = f"{{{SCH}}}"
_OLD: Final = "{http://www.ascc.net/xml/schematron}"
#: Prefixes that rules of the TEI use, some without declaring them.
_PREFIXES: Final = {
    "tei": TEI,
    "teix": "http://www.tei-c.org/ns/Examples",
    "xs": "http://www.w3.org/2001/XMLSchema",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "sch": SCH,
    "sch1x": "http://www.ascc.net/xml/schematron",
    "xi": "http://www.w3.org/2001/XInclude",
}


def to_schematron(made: Customisation, contents: Contents, notice: str = "") -> etree._Element:
    """The schema as a tree. It has no pattern where the customisation has no constraints."""
    root = etree.Element(f"{_S}schema", nsmap={None: SCH}, queryBinding="xslt3")  # type: ignore[dict-item]
    if notice:
        root.append(etree.Comment(notice.replace("--", "- -")))
    etree.SubElement(root, f"{_S}title").text = f"Rules of {made.ident}"
    prefixes = dict(_PREFIXES)
    patterns: list[etree._Element] = []
    taken: set[str] = set()
    for spec, node in _constraints(made, contents):
        pattern = _pattern(made, spec, node, contents, prefixes)
        if pattern is None:
            continue
        ident = _free(_identifier(spec, node), taken)
        pattern.set("id", ident)
        patterns.append(pattern)
    used = " ".join(str(value) for pattern in patterns for one in pattern.iter("*") for value in one.attrib.values())
    for prefix, uri in sorted(prefixes.items()):
        if prefix == "tei" or f"{prefix}:" in used:
            etree.SubElement(root, f"{_S}ns", prefix=prefix, uri=uri)
    root.extend(patterns)
    etree.indent(root)
    return root


def _identifier(spec: Spec | None, node: etree._Element) -> str:
    """The name of a constraint, by which its findings go: that of the ODD, in the form of a rule's name."""
    name = str(node.get("ident") or "constraint")
    owner = spec.ident if spec is not None else ""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name)).strip("-").lower()
    bare = re.sub(r"[^A-Za-z0-9]+", "-", owner).strip("-").lower()
    return plain if not bare or bare in plain else f"{bare}-{plain}"


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _constraints(made: Customisation, contents: Contents) -> Iterator[tuple[Spec | None, etree._Element]]:
    """Every constraintSpec that counts, with the specification it belongs to."""
    for spec in made.specs.each("elementSpec", "classSpec", "macroSpec", "dataSpec"):
        if spec.kind == "classSpec" and not _elements(spec, contents):
            continue
        found: dict[str, etree._Element] = {}
        for layer in spec.layers:
            for node in layer.iter(T + "constraintSpec"):
                ident = str(node.get("ident"))
                if node.get("mode") == "delete":
                    if ident not in found:
                        message = f'"{spec.ident}" has no constraint "{ident}"'
                        made.report("odd-unknown-name", node, message, "remove this declaration")
                    found.pop(ident, None)
                else:
                    found[ident] = node
        for node in found.values():
            yield spec, node
    for node in made.constraints:
        yield None, node


def _pattern(
    made: Customisation, spec: Spec | None, node: etree._Element, contents: Contents, prefixes: dict[str, str]
) -> etree._Element | None:
    scheme = str(node.get("scheme") or "schematron")
    if scheme not in ("schematron", "isoschematron"):
        made.report("odd-content", node, f'constraints in "{scheme}" are not read', "write them in Schematron")
        return None
    pattern = etree.Element(f"{_S}pattern")
    loose: list[etree._Element] = []
    for constraint in node.iterchildren(T + "constraint"):
        for child in constraint:
            if not isinstance(child.tag, str) or not child.tag.startswith((_S, _OLD)):
                continue
            kind = child.tag.rpartition("}")[2]
            for prefix, uri in child.nsmap.items():
                if prefix:
                    prefixes.setdefault(prefix, uri)
            if kind == "ns":
                prefixes[str(child.get("prefix"))] = str(child.get("uri"))
            elif kind == "pattern":
                pattern.extend(_copied(part) for part in child if isinstance(part.tag, str))
            elif kind in ("rule", "let"):
                pattern.append(_copied(child))
            elif kind in ("assert", "report"):
                loose.append(child)
    if loose:
        rule = etree.SubElement(pattern, f"{_S}rule", context=_context(spec, node, contents))
        rule.extend(_copied(child) for child in loose)
    return pattern if pattern.find(f"{_S}rule") is not None else None


def _copied(node: etree._Element) -> etree._Element:
    """A copy in ISO Schematron, without comments, its text on one line."""
    copy = detached(node)
    etree.strip_tags(copy, etree.Comment, etree.ProcessingInstruction)
    for one in copy.iter("*"):
        if str(one.tag).startswith(_OLD):
            one.tag = _S + str(one.tag)[len(_OLD) :]
        for key in ("test", "context", "select", "value"):
            if one.get(key) is not None:
                one.set(key, " ".join(str(one.get(key)).split()))
        mixed = one.tag in (f"{_S}assert", f"{_S}report")
        one.text = re.sub(r"\s+", " ", one.text) if one.text and mixed else (one.text or "").strip() or None
        inside = one.getparent() is not None and one.getparent().tag in (f"{_S}assert", f"{_S}report")  # type: ignore[union-attr]
        one.tail = re.sub(r"\s+", " ", one.tail) if one.tail and inside else None
        if mixed and one.text:
            one.text = one.text.lstrip()
    etree.cleanup_namespaces(copy)
    return copy


def _context(spec: Spec | None, node: etree._Element, contents: Contents) -> str:
    """The context of an assertion that stands in no rule."""
    attribute = next((str(one.get("ident")) for one in node.iterancestors(T + "attDef")), "")
    if spec is None:
        return "/*"
    if spec.kind == "classSpec":
        names = [f"tei:{name}" for name in _elements(spec, contents)]
    elif spec.kind == "elementSpec":
        names = [f"tei:{spec.name}"]
    else:
        names = ["tei:*"]
    return " | ".join(f"{name}/@{attribute}" if attribute else name for name in names)


def _elements(spec: Spec, contents: Contents) -> list[str]:
    """The names, as they stand in documents, of the elements that a class reaches."""
    found = []
    for name in contents.members(spec.ident):
        one = contents.specs.get("elementSpec", name)
        found.append(one.name if one is not None else name)
    return found

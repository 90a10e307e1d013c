"""The attributes of an element or a class: what it declares itself, what it has from its classes, what is changed.

In: a Spec and the Specs it stands in. Out: its attributes in order, each with the class it comes from, how it must be
used, and its value as a Node. An element's own declarations go before those of its classes, a later layer before an
earlier; mode="change" keeps what it does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from edition.odd.content import Contents
from edition.odd.names import detached
from edition.odd.nodes import EMPTY, Node, choice, group, optional
from edition.odd.spec import Spec, T

__all__ = ["AttributeSpec", "attributes", "own_attributes", "pattern", "together"]

_XML: Final = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class AttributeSpec:
    """An attribute. ``layers`` are the attDefs that make it, the lowest first; ``origin`` the class it comes from.

    ``alternative`` numbers the attributes of one element of which only one may stand (attList/@org="choice").
    """

    name: str
    layers: tuple[etree._Element, ...]
    origin: str = ""
    alternative: str = ""

    def last(self, name: str) -> etree._Element | None:
        """The child of this name in the uppermost layer that has one."""
        return next((found for layer in reversed(self.layers) if (found := layer.find(T + name)) is not None), None)

    @property
    def required(self) -> bool:
        """Whether it must stand."""
        usages = [str(layer.get("usage")) for layer in self.layers if layer.get("usage")]
        return bool(usages) and usages[-1] == "req"

    @property
    def usage(self) -> str:
        """req, rec (recommended), mwa (where applicable) or opt."""
        usages = [str(layer.get("usage")) for layer in self.layers if layer.get("usage")]
        return usages[-1] if usages else "opt"

    @property
    def written(self) -> str:
        """The name that stands in documents."""
        renamed = self.last("altIdent")
        return (renamed.text or "").strip() if renamed is not None else self.name

    @property
    def namespace(self) -> str:
        """The namespace of the name; empty for most."""
        given = next((str(layer.get("ns")) for layer in reversed(self.layers) if layer.get("ns") is not None), "")
        return _XML if self.name.startswith("xml:") else given

    def values(self) -> etree._Element | None:
        """The list of its values, with the changes of later layers made; None where it has none."""
        made: etree._Element | None = None
        for layer in self.layers:
            listed = layer.find(T + "valList")
            if listed is None:
                continue
            mode = listed.get("mode", "add")
            if mode == "delete":
                made = None
            elif mode == "change" and made is not None:
                made = _changed(made, listed)
            else:
                made = listed
        return made


def _changed(base: etree._Element, change: etree._Element) -> etree._Element:
    """A list of values with items added, changed and deleted."""
    made = etree.Element(T + "valList", type=str(change.get("type") or base.get("type") or "open"))
    items = {str(item.get("ident")): item for item in base.iter(T + "valItem")}
    for item in change.iter(T + "valItem"):
        name = str(item.get("ident"))
        if item.get("mode") == "delete":
            items.pop(name, None)
        elif item.get("mode") == "change" and name in items:
            merged = detached(items[name])
            for child in item:
                if isinstance(child.tag, str):
                    for old in merged.findall(child.tag):
                        merged.remove(old)
                    merged.append(detached(child))
            items[name] = merged
        else:
            items[name] = item
    for item in items.values():
        made.append(detached(item))
    return made


@dataclass(slots=True)
class _Found:
    """Attributes by name while they are gathered."""

    by_name: dict[str, AttributeSpec] = field(default_factory=dict)

    def declare(self, node: etree._Element, origin: str, alternative: str) -> None:
        name = str(node.get("ident", ""))
        if not name:
            return  # an attribute without a name is told by the reader of the ODD
        mode = str(node.get("mode", "add"))
        known = self.by_name.get(name)
        if mode == "delete":
            self.by_name.pop(name, None)
        elif mode == "change" and known is not None:
            self.by_name[name] = replace(known, layers=(*known.layers, node))
        else:
            self.by_name[name] = AttributeSpec(name, (node,), origin, alternative)


def own_attributes(spec: Spec, contents: Contents) -> dict[str, AttributeSpec]:
    """The attributes that a class declares itself, as it is customised."""
    known = contents.own_attributes.get(spec.ident)
    if known is None:
        known = contents.own_attributes[spec.ident] = _own_attributes(spec, contents)
    return known


def _own_attributes(spec: Spec, contents: Contents) -> dict[str, AttributeSpec]:
    found = _Found()
    _declare(spec, found, contents, spec.ident)
    if spec.only is not None:
        found.by_name = {name: one for name, one in found.by_name.items() if name in spec.only}
    return {name: one for name, one in found.by_name.items() if name not in spec.without}


def attributes(spec: Spec, contents: Contents) -> dict[str, AttributeSpec]:
    """All attributes of an element (or of a class, those of its own classes included)."""
    found = _Found()
    _inherit(spec, found, contents, [])
    _declare(spec, found, contents, "")
    return found.by_name


def _inherit(spec: Spec, found: _Found, contents: Contents, seen: list[str]) -> None:
    for key in spec.classes():
        parent = contents.specs.get("classSpec", key)
        if parent is None or not parent.is_attributes or key in seen:
            continue
        seen.append(key)
        inner = _Found()
        _inherit(parent, inner, contents, seen)
        inner.by_name.update(own_attributes(parent, contents))
        for name, one in inner.by_name.items():
            found.by_name.setdefault(name, one)


def _declare(spec: Spec, found: _Found, contents: Contents, origin: str) -> None:
    count = 0
    for layer in spec.layers:
        for listed in layer.iterchildren(T + "attList"):
            stack = [(child, "") for child in listed]
            if listed.get("org") == "choice":
                count += 1
                stack = [(child, f"{spec.ident}.{count}") for child in listed]
            while stack:
                node, alternative = stack.pop(0)
                if node.tag == T + "attDef":
                    found.declare(node, origin, alternative)
                elif node.tag == T + "attRef":
                    _refer(node, found, contents)
                elif node.tag == T + "attList":
                    if node.get("org") == "choice":
                        count += 1
                        alternative = f"{spec.ident}.{count}"
                    stack = [(child, alternative) for child in node] + stack


def _refer(node: etree._Element, found: _Found, contents: Contents) -> None:
    """A single attribute of a class (attRef)."""
    key, name = str(node.get("class", "")), str(node.get("name", ""))
    parent = contents.specs.get("classSpec", key)
    if parent is not None:
        one = own_attributes(parent, contents).get(name)
        if one is not None:
            found.by_name[name] = one


def pattern(one: AttributeSpec, contents: Contents) -> Node:
    """An attribute as a pattern, required or not."""
    value = contents.datatype(one.last("datatype"), one.values())
    doc = one.last("desc")
    said = " ".join("".join(str(part) for part in doc.itertext()).split()) if doc is not None else ""
    made = Node("attribute", (value,), one.written, (("ns", one.namespace),), said)
    return made if one.required else Node("optional", (made,))


def together(found: dict[str, AttributeSpec], contents: Contents) -> Node:
    """The attributes of an element as one pattern: in a choice only one of its alternatives may stand."""
    parts: list[Node] = []
    choices: dict[str, list[Node]] = {}
    for one in found.values():
        made = pattern(one, contents)
        if one.alternative:
            choices.setdefault(one.alternative, []).append(made)
        else:
            parts.append(made)
    for ways in choices.values():
        if all(way.kind == "optional" for way in ways):
            parts.append(optional(choice(way.parts[0] for way in ways)))
        else:
            parts.append(choice(ways))
    return group(parts) if parts else EMPTY

"""A customisation as a grammar: a definition for each element, class, macro and attribute that is left.

In: a Customisation. Out: a Grammar of Nodes, simplified, with only what the start leads to. Attributes stand in
definitions of their classes wherever an element takes a class whole, so that the schema reads as the TEI is built.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.odd.attributes import AttributeSpec, attributes, own_attributes, pattern, together
from edition.odd.content import Contents
from edition.odd.customise import Customisation
from edition.odd.nodes import NOT_ALLOWED, Node, choice, group, ref, settle
from edition.odd.spec import Spec

__all__ = ["Grammar", "build", "said"]

_XML: Final = "http://www.w3.org/XML/1998/namespace"


@dataclass(slots=True)
class Grammar:
    """The definitions of a schema by name, and the names it starts with. ``namespace`` is that of most elements."""

    start: list[str]
    definitions: dict[str, Node]
    namespace: str
    notice: str = ""
    contents: Contents | None = field(default=None, repr=False)


def said(node: etree._Element | None) -> str:
    """The text of a description, on one line."""
    return " ".join("".join(str(part) for part in node.itertext()).split()) if node is not None else ""


def build(made: Customisation) -> Grammar:
    """Make the grammar. Faults that show only now are added to the customisation's findings."""
    contents = Contents(made.specs, made.report)
    writer = _Builder(made, contents)
    definitions = writer.definitions()
    definitions.update(contents.wild)
    _cut_circles(made, definitions)
    namespace = str(made.schema.get("ns", "http://www.tei-c.org/ns/1.0"))
    return Grammar(made.start, settle(definitions, made.start), namespace, contents=contents)


def _cut_circles(made: Customisation, definitions: dict[str, Node]) -> None:
    """Definitions that lead back to themselves without an element in between mean nothing: they are told, and cut."""
    state: dict[str, int] = {}
    for start in definitions:
        stack = [(start, iter(_loose(definitions[start])))] if start not in state else []
        state.setdefault(start, 1)
        while stack:
            name, inner = stack[-1]
            following = next(inner, None)
            if following is None:
                state[name] = 2
                stack.pop()
            elif state.get(following) == 1:
                spec = made.specs.get("macroSpec", following) or made.specs.get("classSpec", following)
                node = spec.layers[-1] if spec is not None else made.schema
                hint = "take one of the references, or memberships, out"
                made.report("odd-content", node, f'"{following}" refers to itself, and no element is in between', hint)
                definitions[name] = NOT_ALLOWED
            elif following in definitions and following not in state:
                state[following] = 1
                stack.append((following, iter(_loose(definitions[following]))))


def _loose(node: Node) -> list[str]:
    """The names that a pattern refers to outside elements of its own."""
    if node.kind in ("element", "anyElement"):
        return []
    return [node.name] if node.kind == "ref" else [name for part in node.parts for name in _loose(part)]


class _Builder:
    def __init__(self, made: Customisation, contents: Contents) -> None:
        self.made = made
        self.specs = made.specs
        self.contents = contents
        self._whole: dict[str, dict[str, AttributeSpec]] = {}

    def definitions(self) -> dict[str, Node]:
        """All definitions, not yet simplified."""
        found: dict[str, Node] = {}
        for spec in self.specs.each("macroSpec"):
            found[spec.ident] = self.contents.of(spec)
        for spec in self.specs.each("classSpec"):
            if spec.is_attributes:
                self._attribute_class(spec, found)
            else:
                members = self.contents.direct_members(spec.ident)
                found[spec.ident] = choice(ref(one.ident) for one in members) if members else NOT_ALLOWED
        for spec in self.specs.each("elementSpec"):
            found[spec.ident] = self._element(spec)
        return found

    def _attribute_class(self, spec: Spec, found: dict[str, Node]) -> None:
        own = own_attributes(spec, self.contents)
        for name, one in own.items():
            found[_attribute_name(spec.ident, name)] = pattern(one, self.contents)
        found[f"{spec.ident}.attributes"] = self._taken(spec, self._all(spec), own)

    def _all(self, spec: Spec) -> dict[str, AttributeSpec]:
        """The attributes that a class gives, those of its own classes included."""
        if spec.ident not in self._whole:
            found = attributes(spec, self.contents)
            own = own_attributes(spec, self.contents)
            kept = {name: one for name, one in found.items() if name in own or one.origin != ""}
            self._whole[spec.ident] = {name: own.get(name, one) for name, one in kept.items()}
        return self._whole[spec.ident]

    def _element(self, spec: Spec) -> Node:
        final = attributes(spec, self.contents)
        content = self.contents.of(spec)
        taken = self._taken(spec, final, {})
        doc = said(spec.last("desc"))
        name = spec.name
        params = (("ns", spec.namespace),)
        return Node("element", (group((content, taken)),), name, params, doc)

    def _taken(self, spec: Spec, final: dict[str, AttributeSpec], own: dict[str, AttributeSpec]) -> Node:
        """The attributes of an element or class: whole classes by reference, the rest one by one."""
        parts: list[Node] = []
        done: set[str] = set()

        def take(key: str) -> None:
            parent = self.specs.get("classSpec", key)
            if parent is None or not parent.is_attributes:
                return
            whole = self._all(parent)
            if whole and not done & set(whole) and all(_same(final.get(name), one) for name, one in whole.items()):
                parts.append(ref(f"{key}.attributes"))
                done.update(whole)
                return
            for inner in parent.classes():
                take(inner)
            for name, one in own_attributes(parent, self.contents).items():
                if name not in done and _same(final.get(name), one):
                    parts.append(ref(_attribute_name(key, name)))
                    done.add(name)

        for key in spec.classes():
            take(key)
        rest = {name: one for name, one in final.items() if name not in done}
        for name in own:
            if name in rest:
                parts.append(ref(_attribute_name(spec.ident, name)))
                del rest[name]
        return group([*parts, together(rest, self.contents)])


def _same(one: AttributeSpec | None, other: AttributeSpec) -> bool:
    return one is not None and one.layers == other.layers and not one.alternative and not other.alternative


def _attribute_name(ident: str, name: str) -> str:
    return f"{ident}.attribute.{name.replace(':', '')}"

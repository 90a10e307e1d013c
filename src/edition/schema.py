"""The schema as tables: what each TEI element may hold, and which attributes with which values it takes.

In: a RELAX NG grammar in which each element name is defined once (what TEI's are). Out: a Schema whose models are
built when they are first asked for, so that a small file costs little. Content models are stepped by derivatives
(Brzozowski 1964; Clark, "An algorithm for RELAX NG validation"), each step remembered. Refuses grammars that nest
grammars, include others, or define one element twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from edition.datatypes import Datatype, datatype
from edition.diagnostic import EditionError
from edition.resources import resource
from edition.tei import XML

__all__ = ["TEXT", "Attribute", "ElementModel", "Pattern", "Schema", "edition_schema"]

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
#: The name under which text is stepped.
TEXT: Final = "#text"


class Pattern:
    """A content model, or what is left of one after some children. Made by a Schema only, one object for each."""

    __slots__ = ("_first", "_steps", "kind", "name", "nullable", "parts")

    def __init__(self, kind: str, parts: tuple[Pattern, ...] = (), name: str = "") -> None:
        self.kind = kind
        self.parts = parts
        self.name = name
        self.nullable: bool = kind in ("empty", "text")
        if kind == "choice":
            self.nullable = any(part.nullable for part in parts)
        elif kind in ("group", "repeat", "mixed"):
            self.nullable = all(part.nullable for part in parts)
        self._steps: dict[str, Pattern] = {}
        self._first: frozenset[str] | None = None

    def first(self) -> frozenset[str]:
        """The names that may come next (TEXT among them where text may)."""
        if self._first is None:
            self._first = frozenset(self._names(all_names=False))
        return self._first

    def alphabet(self) -> set[str]:
        """Every name that may come anywhere in it."""
        return set(self._names(all_names=True))

    def _names(self, *, all_names: bool) -> Iterator[str]:
        if self.kind == "element":
            yield self.name
        elif self.kind == "text":
            yield TEXT
        elif self.kind == "group" and not all_names:
            for part in self.parts:
                yield from part.first()
                if not part.nullable:
                    break
        else:
            if self.kind == "mixed":
                yield TEXT
            for part in self.parts:
                yield from part.alphabet() if all_names else part.first()


class Attribute:
    """An attribute of an element: its name (Clark's notation), whether it must stand, and its values."""

    __slots__ = ("_known", "name", "required", "type")

    def __init__(self, name: str, required: bool, kind: Datatype) -> None:
        self.name = name
        self.required = required
        self.type = kind
        self._known: dict[str, bool] = {}

    def allows(self, value: str) -> bool:
        """Whether a value is of the attribute's type."""
        known = self._known.get(value)
        if known is None:
            known = self._known[value] = self.type.matches(value)
        return known


class ElementModel:
    """What one element may hold."""

    def __init__(self, name: str, content: Pattern, attributes: dict[str, Attribute]) -> None:
        self.name = name
        self.content = content
        self.attributes = attributes
        self.required = tuple(attribute for attribute in attributes.values() if attribute.required)

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """Every element name that may stand in it (TEXT where text may)."""
        return frozenset(self.content.alphabet())

    @cached_property
    def takes_text(self) -> bool:
        """Whether text may stand directly in it: white space in such an element is the editor's."""
        return TEXT in self.alphabet


class Schema:
    """A RELAX NG grammar, by element name."""

    def __init__(self, path: Path) -> None:
        root = etree.parse(str(path)).getroot()
        self._interned: dict[tuple[str, str, tuple[int, ...]], Pattern] = {}
        self.empty = self._make("empty")
        self.nothing = self._make("notAllowed")
        self._defines: dict[str, etree._Element] = {}
        self._elements: dict[str, etree._Element] = {}
        for define in root.iterchildren(_RNG + "define"):
            name = str(define.get("name"))
            self._defines[name] = define
            for node in define.iterchildren(_RNG + "element"):
                element = node.get("name")
                if element is None:
                    continue  # an element of any name: it stands for other namespaces, which are not looked into
                if element in self._elements or len(_parts(define)) != 1:
                    raise EditionError(f'the schema {path} defines the element "{element}" in a way that is not read')
                self._elements[element] = node
        start = root.find(_RNG + "start")
        if start is None:
            raise EditionError(f"the schema {path} has no start", "is it a RELAX NG grammar?")
        self._patterns: dict[str, Pattern] = {}
        self._attributes: dict[str, dict[str, Attribute]] = {}
        self._models: dict[str, ElementModel] = {}
        self.roots = self._content(start).first()

    @property
    def names(self) -> list[str]:
        """The names of all elements, sorted."""
        return sorted(self._elements)

    def model(self, name: str) -> ElementModel | None:
        """The model of an element; None for a name that the schema does not have."""
        model = self._models.get(name)
        if model is None and name in self._elements:
            node = self._elements[name]
            attributes: dict[str, Attribute] = {}
            for part in _parts(node):
                attributes.update(self._attributes_of(part))
            model = self._models[name] = ElementModel(name, self._content(node), attributes)
        return model

    @cached_property
    def _parents(self) -> dict[str, list[str]]:
        parents: dict[str, list[str]] = {}
        for name in self.names:
            model = self.model(name)
            for child in sorted(model.alphabet) if model else ():
                parents.setdefault(child, []).append(name)
        return parents

    def parents(self, name: str) -> list[str]:
        """The elements in which an element may stand, sorted."""
        return self._parents.get(name, [])

    def carriers(self, attribute: str) -> list[str]:
        """The elements that take an attribute, sorted."""
        return [name for name in self.names if (model := self.model(name)) and attribute in model.attributes]

    def step(self, pattern: Pattern, name: str) -> Pattern:
        """What may come after a child of this name (or TEXT); ``nothing`` where it may not stand."""
        result = pattern._steps.get(name)
        if result is None:
            result = pattern._steps[name] = self._derive(pattern, name)
        return result

    def _derive(self, pattern: Pattern, name: str) -> Pattern:
        kind = pattern.kind
        if kind == "element":
            return self.empty if pattern.name == name else self.nothing
        if kind == "text":
            return pattern if name == TEXT else self.nothing
        if kind == "choice":
            return self._choice(self.step(part, name) for part in pattern.parts)
        if kind == "repeat":
            inner = self.step(pattern.parts[0], name)
            return self._group((inner, self._choice((self.empty, pattern))))
        if kind == "mixed":
            return pattern if name == TEXT else self._mixed(self.step(pattern.parts[0], name))
        if kind == "group":
            ways = []
            for index, part in enumerate(pattern.parts):
                ways.append(self._group((self.step(part, name), *pattern.parts[index + 1 :])))
                if not part.nullable:
                    break
            return self._choice(ways)
        return self.nothing

    # Patterns are made once each: two equal ones are the same object, and steps are remembered on it.

    def _make(self, kind: str, parts: tuple[Pattern, ...] = (), name: str = "") -> Pattern:
        key = (kind, name, tuple(id(part) for part in parts))
        found = self._interned.get(key)
        if found is None:
            found = self._interned[key] = Pattern(kind, parts, name)
        return found

    def _choice(self, ways: Iterable[Pattern]) -> Pattern:
        flat: dict[int, Pattern] = {}
        for way in ways:
            for part in way.parts if way.kind == "choice" else (way,):
                if part is not self.nothing:
                    flat[id(part)] = part
        if not flat:
            return self.nothing
        if self.empty in flat.values() and len(flat) > 1 and any(p.nullable for p in flat.values() if p != self.empty):
            del flat[id(self.empty)]
        if len(flat) == 1:
            return next(iter(flat.values()))
        return self._make("choice", tuple(flat[key] for key in sorted(flat)))

    def _group(self, parts: Iterable[Pattern]) -> Pattern:
        flat: list[Pattern] = []
        for part in parts:
            if part is self.nothing:
                return self.nothing
            if part is not self.empty:
                flat.extend(part.parts if part.kind == "group" else (part,))
        if not flat:
            return self.empty
        return flat[0] if len(flat) == 1 else self._make("group", tuple(flat))

    def _repeat(self, part: Pattern) -> Pattern:
        return part if part in (self.nothing, self.empty) else self._make("repeat", (part,))

    def _mixed(self, part: Pattern) -> Pattern:
        return self.nothing if part is self.nothing else self._make("mixed", (part,))

    def _content(self, node: etree._Element) -> Pattern:
        """The group of what stands in a node of the grammar, without its attributes."""
        return self._group(self._pattern(child) for child in _parts(node))

    def _pattern(self, node: etree._Element) -> Pattern:
        kind = str(node.tag).removeprefix(_RNG)
        if kind == "ref":
            return self._reference(str(node.get("name")))
        if kind in ("attribute", "empty"):
            return self.empty
        if kind in ("text", "data", "value", "list"):
            return self._make("text")
        if kind == "group":
            return self._content(node)
        if kind == "choice":
            return self._choice(self._pattern(child) for child in _parts(node))
        if kind == "optional":
            return self._choice((self.empty, self._content(node)))
        if kind == "zeroOrMore":
            return self._choice((self.empty, self._repeat(self._content(node))))
        if kind == "oneOrMore":
            return self._repeat(self._content(node))
        if kind == "mixed":
            return self._mixed(self._content(node))
        if kind == "notAllowed":
            return self.nothing
        raise EditionError(f'the schema uses "{kind}", which is not read')

    def _reference(self, name: str) -> Pattern:
        define = self._defines.get(name)
        if define is None:
            raise EditionError(f'the schema refers to "{name}" and does not define it')
        if (element := _element(define)) is not None:
            return self._make("element", name=element.get("name") or "*")
        if name not in self._patterns:
            self._patterns[name] = self._content(define)
        return self._patterns[name]

    def _attributes_of(self, node: etree._Element, optional: bool = False) -> dict[str, Attribute]:
        """The attributes in a pattern of the grammar. In a choice each may stand or not."""
        kind = str(node.tag).removeprefix(_RNG)
        if kind == "attribute":
            name = str(node.get("name"))
            full = f"{{{XML}}}{name[4:]}" if name.startswith("xml:") else name
            return {full: Attribute(full, not optional, datatype(node))}
        if kind == "ref":
            name = str(node.get("name"))
            define = self._defines[name]
            if _element(define) is not None:
                return {}
            key = f"{name} {optional}"
            if key not in self._attributes:
                found: dict[str, Attribute] = {}
                for child in _parts(define):
                    found.update(self._attributes_of(child, optional))
                self._attributes[key] = found
            return self._attributes[key]
        found = {}
        loose = optional or kind in ("optional", "choice", "zeroOrMore")
        if kind in ("group", "optional", "choice", "zeroOrMore", "oneOrMore", "mixed"):
            for child in _parts(node):
                found.update(self._attributes_of(child, loose))
        return found


def _parts(node: etree._Element) -> list[etree._Element]:
    """The patterns in a node of the grammar, without documentation and rules of other languages."""
    return list(node.iterchildren(_RNG + "*"))


def _element(define: etree._Element) -> etree._Element | None:
    """The element that a definition stands for; None for one that names a class or a group."""
    parts = _parts(define)
    return parts[0] if parts and parts[0].tag == _RNG + "element" else None


@cache
def edition_schema() -> Schema:
    """The schema of an edition, schemas/edition.rng."""
    return Schema(resource("schemas/edition.rng"))

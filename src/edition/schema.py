"""The schema as tables: what each element may hold, and which attributes with which values it takes.

In: a grammar of RELAX NG. Out: a Schema whose models are made when they are first asked for, so that a small file costs
little; from it the checks explain a fault, and layout knows where white space counts. The verdict itself is that of
``edition.verdict``. Elements of the TEI go by their local names here, others by their names in Clark's notation. Where
a grammar gives one name several contents, the first is taken: TEI's schemas do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from edition.relaxng import Grammar, Pattern, read, read_trusted
from edition.relaxng.patterns import only_name
from edition.resources import resource
from edition.tei import TEI

__all__ = ["TEXT", "Attribute", "AttributeType", "ElementModel", "Pattern", "Schema", "edition_schema", "tei_modules"]

#: The name under which text is stepped.
TEXT: Final = "#text"
_TEI: Final = f"{{{TEI}}}"
_WORDS: Final = {
    "boolean": "true or false",
    "decimal": "a number",
    "double": "a number",
    "float": "a number",
    "integer": "a whole number",
    "nonNegativeInteger": "a whole number",
    "language": 'a language tag such as "en" or "ru-Latn"',
    "duration": 'a duration such as "P3D"',
    "date": 'a date such as "1937-02-28", "1937-02" or "1937"',
    "anyURI": 'a pointer such as "#id"',
    "NCName": "a name without spaces and colons",
    "Name": "a name without spaces",
    "ID": "a name without spaces and colons",
}
_DATES: Final = ("dateTime", "gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay", "time")


def _shown(name: str) -> str:
    """A name as the tables have it: local for the TEI."""
    return name[len(_TEI) :] if name.startswith(_TEI) else name


def _full(name: str) -> str:
    """The name in Clark's notation of a name in the tables. A name in no namespace begins with "{}"."""
    if name.startswith("{}"):
        return name[2:]
    return name if name.startswith("{") else _TEI + name


@dataclass(frozen=True, slots=True)
class AttributeType:
    """What an attribute may hold: ``values`` are the values that it names; ``open`` tells whether others are allowed as
    well; ``pointer`` whether it holds URIs; ``words`` says what it holds, in words.
    """

    values: tuple[str, ...]
    open: bool
    pointer: bool
    words: str


class Attribute:
    """An attribute of an element: its name (Clark's notation), whether it must stand, and its values."""

    def __init__(self, name: str, required: bool, patterns: list[Pattern], schema: Schema) -> None:
        self.name = name
        self.required = required
        self._patterns = patterns
        self._schema = schema

    def allows(self, value: str) -> bool:
        """Whether a value is of the attribute's type."""
        takes = self._schema.grammar.patterns.takes
        return any(takes(pattern, value) for pattern in self._patterns)

    @cached_property
    def sample(self) -> str:
        """A value that it allows, where one is easily found."""
        tried = (*self.type.values, "x", "#x", "1", "true", "2000-01-01", "en")
        return next((value for value in tried if self.allows(value)), "")

    @cached_property
    def type(self) -> AttributeType:
        """What it may hold."""
        values: dict[str, None] = {}
        types: dict[str, None] = {}
        free = False
        waiting = [pattern.parts[0] for pattern in self._patterns]
        while waiting:
            one = waiting.pop(0)
            if one.kind == "value" and one.data is not None:
                values[(one.data.value or "").strip()] = None
            elif one.kind == "data" and one.data is not None:
                types[one.data.name] = None
            elif one.kind == "text":
                free = True
            waiting = [*one.parts, *waiting]
        words = dict.fromkeys(_WORDS.get("date" if name in _DATES else name, "") for name in types)
        said = " or ".join(word for word in words if word) or ("one word without spaces" if types else "any text")
        return AttributeType(tuple(sorted(values)), free or bool(types), "anyURI" in types, said)


class ElementModel:
    """What one element may hold."""

    def __init__(self, name: str, element: Pattern, schema: Schema) -> None:
        self.name = name
        self.element = element
        #: The content without attributes, where text of a datatype counts as text.
        self.content = schema.loosened(schema.grammar.patterns.without_attributes(element.content))
        self._schema = schema
        self.attributes = schema.attributes_of(element)
        self.required = tuple(one for one in self.attributes.values() if one.required)

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """Every element name that may stand in it (TEXT where text may)."""
        return frozenset(self._schema.names_in(self.content.leaves()))

    @cached_property
    def takes_text(self) -> bool:
        """Whether text may stand directly in it: white space in such an element is the editor's."""
        return TEXT in self.alphabet

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of a name, whole classes of names ("any attribute") included."""
        known = self.attributes.get(name)
        if known is None:
            found = self.element.content.attributes_named(name)
            if found:
                return Attribute(name, False, list(found), self._schema)
        return known

    def allows_text(self, text: str) -> bool:
        """Whether a text, which is all that stands in the element, is of the datatype that it asks for."""
        patterns = self._schema.grammar.patterns
        return patterns.text_matches(patterns.without_attributes(self.element.content), text)

    def allows_together(self, values: dict[str, str]) -> bool:
        """Whether these attributes may stand together, each being allowed by itself, and none being missing."""
        patterns = self._schema.grammar.patterns
        left = self.element.content
        for name, value in values.items():
            left = patterns.attribute_step(left, name, value)
        return patterns.close(left) is not patterns.not_allowed


class Schema:
    """A grammar by element name."""

    def __init__(self, source: Path | Grammar) -> None:
        self.grammar = source if isinstance(source, Grammar) else read(etree.parse(str(source)).getroot())
        self.nothing = self.grammar.patterns.not_allowed
        self._elements: dict[str, Pattern] = {}
        for element in self.grammar.elements:
            name = only_name(element)
            if name is not None:
                self._elements.setdefault(_shown(name), element)
        self._models: dict[Pattern, ElementModel] = {}
        self._loosened: dict[Pattern, Pattern] = {}
        self.roots = frozenset(self.first(self.grammar.start))

    @cached_property
    def names(self) -> list[str]:
        """The names of all elements, sorted."""
        self._reach()
        return sorted(self._elements)

    def _reach(self) -> None:
        """Make every content: only then all elements of a grammar that is read little by little are known."""
        for element in self.grammar.elements:
            _ = element.content
            name = only_name(element)
            if name is not None:
                self._elements.setdefault(_shown(name), element)

    def model(self, name: str) -> ElementModel | None:
        """The model of an element; None for a name that the schema does not have."""
        element = self._elements.get(name)
        if element is None:
            self._reach()
            element = self._elements.get(name)
        return self.model_of(element) if element is not None else None

    def model_of(self, element: Pattern) -> ElementModel:
        """The model of an element pattern."""
        model = self._models.get(element)
        if model is None:
            name = only_name(element)
            model = self._models[element] = ElementModel(_shown(name) if name else "*", element, self)
        return model

    def matched(self, pattern: Pattern, name: str) -> ElementModel | None:
        """The model of the element that comes next under this name, where one may."""
        found = pattern.candidates(_full(name))
        return self.model_of(found[0]) if found else None

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
        if name == TEXT:
            return self.grammar.patterns.text_step(pattern, "x")
        return self.grammar.patterns.after(pattern, _full(name))

    def first(self, pattern: Pattern) -> frozenset[str]:
        """The names that may come next (TEXT among them where text may)."""
        found = set(self.names_in(pattern.first()))
        if self.grammar.patterns.text_step(pattern, "x") is not self.nothing:
            found.add(TEXT)
        return frozenset(found)

    def names_in(self, patterns: Iterable[Pattern]) -> Iterator[str]:
        """The names of element patterns, and TEXT for text."""
        for one in patterns:
            if one.kind == "element":
                name = only_name(one)
                if name is not None:
                    yield _shown(name)
            elif one.kind in ("text", "data", "value", "list"):
                yield TEXT

    def loosened(self, pattern: Pattern) -> Pattern:
        """A pattern in which text of a datatype is any text."""
        if not pattern.has_data:
            return pattern
        found = self._loosened.get(pattern)
        if found is None:
            make = self.grammar.patterns
            if pattern.kind in ("data", "value", "list"):
                found = make.text
            else:
                parts = [self.loosened(part) for part in pattern.parts]
                if pattern.kind == "oneOrMore":
                    found = make.one_or_more(parts[0])
                else:
                    found = {"choice": make.choice, "group": make.group, "interleave": make.interleave}[pattern.kind](
                        parts
                    )
            self._loosened[pattern] = found
        return found

    def attributes_of(self, element: Pattern) -> dict[str, Attribute]:
        """The attributes of an element by name. One that stands in a choice may be left out."""
        found: dict[str, list[Pattern]] = {}
        needed: set[str] = set()

        def gather(pattern: Pattern, optional: bool) -> None:
            if pattern.kind == "attribute":
                name = only_name(pattern)
                if name is not None:
                    found.setdefault(name, []).append(pattern)
                    if not optional:
                        needed.add(name)
            elif pattern.has_attributes:
                for part in pattern.parts:
                    gather(part, optional or pattern.kind == "choice")

        gather(element.content, False)
        return {name: Attribute(name, name in needed, patterns, self) for name, patterns in found.items()}


@cache
def edition_schema() -> Schema:
    """The schema of an edition, schemas/edition.rng: compiled here, and known to be sound."""
    return Schema(read_trusted(etree.parse(str(resource("schemas/edition.rng"))).getroot()))


@cache
def tei_modules() -> dict[str, str]:
    """Every element of the TEI with its module, whether or not the schema of an edition has it."""
    lines = resource("schemas/tei/modules.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: module for kind, name, module in rows if kind == "elementSpec"}

"""A RELAX NG grammar in its XML syntax, read and simplified (RELAX NG specification, section 4).

In: the root of a grammar (``xml:base`` or a path says where it came from), and a function that fetches the files it
includes. Out: a Grammar: the pattern to start with, and the definition of every element by name. Refuses, by a
SchemaError with the place, what the specification refuses, its restrictions (section 7) among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from edition.relaxng import datatypes
from edition.relaxng.errors import SchemaError
from edition.relaxng.names import AnyName, Name, NameChoice, NameClass, NsName, clark
from edition.relaxng.patterns import Pattern, Patterns
from edition.relaxng.restrictions import restrict
from edition.relaxng.syntax import RNG, check_attribute_name, check_library, check_syntax

__all__ = ["Fetch", "Grammar", "read", "read_trusted"]

_XML: Final = "http://www.w3.org/XML/1998/namespace"
#: How deep files may include one another.
_MAX_INCLUDES: Final = 50

#: Gives the root of a file that a grammar includes, by its address. Raises SchemaError where it may not be read.
Fetch = Callable[[str], etree._Element]


@dataclass(slots=True)
class Grammar:
    """A grammar in simple form: where it starts, and its element patterns in the order of their definitions."""

    patterns: Patterns
    start: Pattern
    elements: list[Pattern] = field(default_factory=list)


@dataclass(slots=True)
class _Definition:
    """What goes by one name in a grammar: the nodes that define it, how they are combined, and their pattern."""

    nodes: list[tuple[etree._Element, _Scope]] = field(default_factory=list)
    combine: str = ""
    plain: int = 0
    pattern: Pattern | None = None
    open: bool = False


@dataclass(slots=True)
class _Scope:
    """Where a node stands: its grammar and those around it, the namespace and the library of datatypes in force."""

    definitions: dict[str, _Definition] | None
    parent: _Scope | None
    ns: str = ""
    library: str = ""
    base: str = ""


class _EndlessError(SchemaError):
    """A definition that refers to itself without an element in between."""


def read(root: etree._Element, fetch: Fetch | None = None, *, base: str = "") -> Grammar:
    """Read a grammar. Raises SchemaError, which names the node at fault."""
    reader = _Reader(fetch or _no_files)
    check_syntax(root)
    start = reader.pattern(root, _Scope(None, None, base=base))
    for element in reader.elements:  # the list grows while contents are made
        _ = element.content
    grammar = Grammar(reader.patterns, start, reader.elements)
    restrict(grammar.start, reader.nodes, root)
    return grammar


def read_trusted(root: etree._Element) -> Grammar:
    """Read a grammar that is known to be sound (one that was compiled here): contents are made when first needed."""
    reader = _Reader(_no_files)
    start = reader.pattern(root, _Scope(None, None))
    return Grammar(reader.patterns, start, reader.elements)


def _no_files(address: str) -> etree._Element:
    raise SchemaError(f'the schema includes "{address}", and other files are not read here')


class _Reader:
    def __init__(self, fetch: Fetch) -> None:
        self.fetch = fetch
        self.patterns = Patterns()
        self.elements: list[Pattern] = []
        self.nodes: dict[Pattern, etree._Element] = {}
        self._files: list[str] = []

    # Contexts

    def _inner(self, node: etree._Element, scope: _Scope) -> _Scope:
        ns, library, base = node.get("ns"), node.get("datatypeLibrary"), node.get(f"{{{_XML}}}base")
        if ns is None and library is None and base is None:
            return scope
        if library:
            check_library(library, node)
        return _Scope(
            scope.definitions,
            scope.parent,
            scope.ns if ns is None else ns,
            scope.library if library is None else library,
            scope.base if base is None else urljoin(scope.base, base),
        )

    # Patterns

    def _group(self, nodes: list[etree._Element], scope: _Scope) -> Pattern:
        return self.patterns.group([self.pattern(node, scope) for node in nodes])

    def pattern(self, node: etree._Element, scope: _Scope) -> Pattern:
        """The pattern that a node stands for, where ``scope`` is that of its parent."""
        scope = self._inner(node, scope)
        make = self.patterns
        kind = str(node.tag).removeprefix(RNG)
        if kind == "element":
            return self._element(node, scope)
        if kind == "attribute":
            return self._attribute(node, scope)
        if kind in ("ref", "parentRef"):
            return self._reference(node, scope)
        if kind == "grammar":
            return self._grammar(node, scope)
        if kind == "externalRef":
            return self._external(node, scope)
        if kind == "value":
            return self._value(node, scope)
        if kind == "data":
            return self._data(node, scope)
        if kind == "empty":
            return make.empty
        if kind == "text":
            return make.text
        if kind == "notAllowed":
            return make.not_allowed
        parts = [self.pattern(part, scope) for part in _parts(node)]
        if kind == "choice":
            return make.choice(parts)
        if kind == "interleave":
            return make.interleave(parts)
        whole = make.group(parts)
        if kind == "group":
            return whole
        if kind == "optional":
            return make.optional(whole)
        if kind == "zeroOrMore":
            return make.optional(make.one_or_more(whole))
        if kind == "oneOrMore":
            return make.one_or_more(whole)
        if kind == "list":
            return make.list(whole)
        if kind == "mixed":
            return make.interleave((make.text, whole))
        raise SchemaError(f"<{kind}> is no pattern", node)

    def _element(self, node: etree._Element, scope: _Scope) -> Pattern:
        if node.get("name") is not None:
            name: NameClass = self._qname(str(node.get("name")), node, scope.ns)
        else:
            name = self._name_class(_parts(node)[0], scope)
        element = self.patterns.element(name)
        self.elements.append(element)
        self.nodes[element] = node
        parts = _parts(node)
        inside = parts if node.get("name") is not None else parts[1:]
        element.later = lambda: self._group(inside, scope)
        return element

    def _attribute(self, node: etree._Element, scope: _Scope) -> Pattern:
        parts = _parts(node)
        if node.get("name") is not None:
            # The namespace of an attribute is not inherited where its name is an attribute too (4.8).
            name: NameClass = self._qname(str(node.get("name")), node, node.get("ns", ""))
        else:
            name = self._name_class(parts[0], scope)
            parts = parts[1:]
        check_attribute_name(name, node)
        value = self._group(parts, scope) if parts else self.patterns.text
        made = self.patterns.attribute(name, value)
        self.nodes.setdefault(made, node)
        return made

    def _value(self, node: etree._Element, scope: _Scope) -> Pattern:
        text = node.text or ""
        kind = node.get("type")
        prefixes: dict[str | None, str] = {key: uri for key, uri in node.nsmap.items() if key}
        if scope.ns:
            prefixes[None] = scope.ns
        try:
            if kind is None:
                found = datatypes.builtin("token", text)
            elif scope.library:
                self._library(scope, node)
                found = datatypes.xsd(kind.strip(), (), text, prefixes)
            else:
                found = datatypes.builtin(kind.strip(), text)
        except ValueError as error:
            raise SchemaError(str(error), node) from None
        return self.patterns.data(found)

    def _data(self, node: etree._Element, scope: _Scope) -> Pattern:
        kind = str(node.get("type")).strip()
        params = [part for part in _parts(node) if part.tag == RNG + "param"]
        excepted = [part for part in _parts(node) if part.tag == RNG + "except"]
        given = tuple((str(part.get("name")).strip(), part.text or "") for part in params)
        try:
            if scope.library:
                self._library(scope, node)
                found = datatypes.xsd(kind, given)
            elif given:
                raise ValueError(f'the built-in datatype "{kind}" takes no parameters')
            else:
                found = datatypes.builtin(kind)
        except ValueError as error:
            raise SchemaError(str(error), node) from None
        if not excepted:
            return self.patterns.data(found)
        inner = self._inner(excepted[0], scope)
        without = self.patterns.choice([self.pattern(part, inner) for part in _parts(excepted[0])])
        made = self.patterns.data(found, without)
        self.nodes.setdefault(made, node)
        return made

    def _library(self, scope: _Scope, node: etree._Element) -> None:
        if scope.library not in (datatypes.XSD, "http://www.w3.org/2001/XMLSchema"):
            raise SchemaError(f'the library of datatypes "{scope.library}" is not known', node)

    # Name classes

    def _qname(self, text: str, node: etree._Element, ns: str) -> Name:
        text = text.strip()
        prefix, colon, local = text.rpartition(":")
        if not colon:
            return Name(clark(ns, local))
        uri = _XML if prefix == "xml" else node.nsmap.get(prefix)
        if uri is None:
            raise SchemaError(f'the prefix of "{text}" is not declared', node)
        return Name(clark(uri, local))

    def _name_class(self, node: etree._Element, scope: _Scope) -> NameClass:
        scope = self._inner(node, scope)
        kind = str(node.tag).removeprefix(RNG)
        parts = _parts(node)
        if kind == "name":
            return self._qname(node.text or "", node, scope.ns)
        if kind == "choice":
            return NameChoice(tuple(self._name_class(part, scope) for part in parts))
        excepted: NameClass | None = None
        if parts:
            inner = self._inner(parts[0], scope)
            excepted = NameChoice(tuple(self._name_class(part, inner) for part in _parts(parts[0])))
            for one in parts[0].iter(RNG + "anyName", RNG + "nsName"):
                if kind == "nsName" or one.tag == RNG + "anyName":
                    raise SchemaError(f"<{kind}> cannot except a whole class of names here", one)
        return AnyName(excepted) if kind == "anyName" else NsName(scope.ns, excepted)

    # Grammars

    def _grammar(self, node: etree._Element, scope: _Scope) -> Pattern:
        inner = _Scope({}, scope, scope.ns, scope.library, scope.base)
        self._collect(node, inner)
        assert inner.definitions is not None
        if "" not in inner.definitions:
            raise SchemaError("the grammar has no <start>", node)
        made = self._define(inner.definitions[""])
        for definition in list(inner.definitions.values()):
            # Definitions that nothing refers to are read too: what is wrong in them is wrong, but for endless ones.
            with suppress(_EndlessError):
                self._define(definition)
        return made

    def _collect(self, node: etree._Element, scope: _Scope, replaced: dict[str, list[bool]] | None = None) -> None:
        """Gather the definitions in a grammar, division or include; those in ``replaced`` are passed over."""
        for part in _parts(node):
            inner = self._inner(part, scope)
            kind = str(part.tag).removeprefix(RNG)
            if kind == "div":
                self._collect(part, inner, replaced)
            elif kind == "include":
                self._include(part, inner, replaced)
            else:
                name = str(part.get("name")).strip() if kind == "define" else ""
                if replaced is not None and name in replaced:
                    replaced[name].append(True)
                    continue
                self._add(name, part, inner)

    def _add(self, name: str, node: etree._Element, scope: _Scope) -> None:
        assert scope.definitions is not None
        known = scope.definitions.setdefault(name, _Definition())
        known.nodes.append((node, scope))
        combine = (node.get("combine") or "").strip()
        known.plain += not combine
        what = f'"{name}"' if name else "<start>"
        if known.plain > 1:
            raise SchemaError(f"{what} is defined twice, and it is not said how to combine the two", node)
        if combine and known.combine and combine != known.combine:
            raise SchemaError(f"{what} is combined in two ways", node)
        known.combine = combine or known.combine

    def _include(self, node: etree._Element, scope: _Scope, replaced: dict[str, list[bool]] | None) -> None:
        address = self._address(node, scope)
        root = self._file(address, node)
        if root.tag != RNG + "grammar":
            raise SchemaError("what is included must be a grammar", node)
        own: dict[str, list[bool]] = {}
        for part in _definitions(node):
            own.setdefault("" if part.tag == RNG + "start" else str(part.get("name")).strip(), [])
        # The namespace of the includer reaches into the file, where it names none; its library does not.
        within = self._inner(root, _Scope(scope.definitions, scope.parent, scope.ns, "", address))
        outer = replaced or {}
        self._files.append(address)
        self._collect(root, within, {**outer, **own})
        self._files.pop()
        for name, met in own.items():
            if not met:
                what = f'"{name}"' if name else "<start>"
                raise SchemaError(f"{what} replaces nothing: the included grammar does not define it", node)
        self._collect(node, scope, replaced)

    def _define(self, definition: _Definition) -> Pattern:
        if definition.pattern is not None:
            return definition.pattern
        if definition.open:
            raise _EndlessError("a definition refers to itself without an element in between", definition.nodes[0][0])
        definition.open = True
        made = [self._group(_parts(node), scope) for node, scope in definition.nodes]
        combine = self.patterns.interleave if definition.combine == "interleave" else self.patterns.choice
        definition.pattern = made[0] if len(made) == 1 else combine(made)
        definition.open = False
        return definition.pattern

    def _reference(self, node: etree._Element, scope: _Scope) -> Pattern:
        name = str(node.get("name")).strip()
        target: _Scope | None = scope if node.tag == RNG + "ref" else self._outer(scope)
        if target is None or target.definitions is None:
            raise SchemaError(f'"{name}" is referred to outside a grammar', node)
        definition = target.definitions.get(name)
        if definition is None or not name:
            raise SchemaError(f'"{name}" is referred to and not defined', node)
        return self._define(definition)

    @staticmethod
    def _outer(scope: _Scope) -> _Scope | None:
        return scope.parent

    def _external(self, node: etree._Element, scope: _Scope) -> Pattern:
        address = self._address(node, scope)
        root = self._file(address, node)
        # What is referred to is a pattern of its own; only the namespace reaches into it, where it names none (4.6).
        self._files.append(address)
        made = self.pattern(root, _Scope(None, None, scope.ns, "", address))
        self._files.pop()
        return made

    def _address(self, node: etree._Element, scope: _Scope) -> str:
        href = str(node.get("href"))
        if "#" in href:
            raise SchemaError("the address of a schema has no fragment", node)
        return urljoin(scope.base, href) if scope.base else href

    def _file(self, address: str, node: etree._Element) -> etree._Element:
        if address in self._files or len(self._files) > _MAX_INCLUDES:
            raise SchemaError(f'"{address}" includes itself', node)
        try:
            root = self.fetch(address)
        except SchemaError as error:
            raise SchemaError(error.message, node if error.node is None else error.node) from None
        check_syntax(root)
        return root


def _parts(node: etree._Element) -> list[etree._Element]:
    """The children that belong to the schema: no annotations of other namespaces."""
    return list(node.iterchildren(RNG + "*"))


def _definitions(node: etree._Element) -> Iterator[etree._Element]:
    for part in _parts(node):
        if part.tag == RNG + "div":
            yield from _definitions(part)
        elif part.tag in (RNG + "define", RNG + "start"):
            yield part

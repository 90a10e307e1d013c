"""Content models and datatypes of an ODD as patterns.

In: a ``content`` or ``datatype`` element and the Specs it refers to. Out: a Node. What is not in the Specs is dropped
as the TEI says: in a sequence it counts for nothing, in an alternation it is no way to go. What the vocabulary does not
know is reported through ``report``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lxml import etree

from edition.odd.names import nearest
from edition.odd.nodes import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Node,
    choice,
    group,
    interleave,
    optional,
    ref,
    repeated,
    words,
)
from edition.odd.spec import Spec, Specs, T

__all__ = ["Contents", "Report", "value_items"]

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_EGXML: Final = "http://www.tei-c.org/ns/1.0 {http://www.tei-c.org/ns/Examples}egXML"
#: The highest number of occurrences that is counted out.
_MANY: Final = 100
#: Says what is wrong at a node of the ODD: rule, node, message, hint.
Report = Callable[[str, etree._Element, str, str], None]


def value_items(values: etree._Element | None) -> list[etree._Element]:
    """The items of a list of values, those of lists inside it included."""
    return [] if values is None else [item for item in values.iter(T + "valItem") if item.get("ident") is not None]


def _parts(node: etree._Element) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str)]


class Contents:
    """Makes patterns out of content models. ``wild`` collects the definitions of elements of any name."""

    def __init__(self, specs: Specs, report: Report) -> None:
        self.specs = specs
        self.report = report
        self.wild: dict[str, Node] = {}
        self._open: list[str] = []
        #: What each class of attributes declares, kept by ``edition.odd.attributes``.
        self.own_attributes: dict[str, dict[str, Any]] = {}

    # Content

    def of(self, spec: Spec) -> Node:
        """The content of an element, macro or datatype."""
        content = spec.last("content")
        if content is None:
            return EMPTY
        return self.sequence(content)

    def sequence(self, node: etree._Element) -> Node:
        """What stands in a node, one after another."""
        if any(_depth(inner, node) > _MANY for inner in node.iter("*") if not len(inner)):
            self.report("odd-content", node, f"content is nested more than {_MANY} deep", "take it apart by macros")
            return EMPTY
        made = (self.part(child) for child in _parts(node))
        return group(part for part in made if part is not None)

    def part(self, node: etree._Element) -> Node | None:
        """A part of a content model, as often as it may occur; None for what is not there."""
        inner = self._part(node)
        if inner is None:
            return None
        least, most = self._occurrence(node)
        return repeated(inner, least, most)

    def _part(self, node: etree._Element) -> Node | None:
        tag = str(node.tag)
        if tag.startswith(_RNG):
            return self._relax_ng(node)
        kind = tag.removeprefix(T)
        key = str(node.get("key", ""))
        if kind == "textNode":
            return TEXT
        if kind == "empty":
            return EMPTY
        if kind in ("sequence", "content"):
            parts = [part for part in (self.part(child) for child in _parts(node)) if part is not None]
            return interleave(parts) if node.get("preserveOrder") == "false" else group(parts)
        if kind == "alternate":
            ways = [part for part in (self.part(child) for child in _parts(node)) if part is not None]
            return choice(ways) if ways else None
        if kind == "elementRef":
            return ref(key) if self.specs.get("elementSpec", key) else None
        if kind == "classRef":
            return self._class(node, key)
        if kind == "macroRef":
            return ref(key) if self.specs.get("macroSpec", key) else None
        if kind == "dataRef":
            return self.data(node)
        if kind == "valList":
            return choice(Node("value", name=str(item.get("ident"))) for item in value_items(node))
        if kind == "anyElement":
            return self._any(node)
        self.report("odd-content", node, f"<{kind}> says nothing about content", "see the TEI's chapter on documents")
        return None

    def _class(self, node: etree._Element, key: str) -> Node | None:
        if self.specs.get("classSpec", key) is None:
            return None
        expand = node.get("expand")
        include, without = node.get("include"), str(node.get("except", "")).split()
        if expand in (None, "alternation") and include is None and not without:
            return ref(key)
        members = [name for name in self.members(key) if name not in without]
        if include is not None:
            members = [name for name in members if name in include.split()]
        each = [ref(name) for name in members]
        if expand == "sequence":
            return group(each)
        if expand == "sequenceOptional":
            return group(optional(one) for one in each)
        if expand == "sequenceOptionalRepeatable":
            return group(repeated(one, 0, None) for one in each)
        if expand == "sequenceRepeatable":
            return group(repeated(one, 1, None) for one in each)
        return choice(each)

    def members(self, key: str, above: tuple[str, ...] = ()) -> list[str]:
        """The elements of a model class, those of its subclasses included, in the order of the release."""
        found: dict[str, None] = {}
        for spec in self.direct_members(key):
            if spec.kind == "elementSpec":
                found[spec.ident] = None
            elif spec.ident not in above:
                found.update(dict.fromkeys(self.members(spec.ident, (*above, key))))
        return list(found)

    def direct_members(self, key: str) -> list[Spec]:
        """The elements and classes that are members of a class themselves."""
        if not hasattr(self, "_members"):
            self._members: dict[str, list[Spec]] = {}
            for spec in self.specs.each("elementSpec", "classSpec"):
                for name in spec.classes():
                    self._members.setdefault(name, []).append(spec)
            for members in self._members.values():
                members.sort(key=lambda spec: spec.order)
        return self._members.get(key, [])

    def _any(self, node: etree._Element) -> Node:
        """An element of any name: a definition of its own that refers to itself."""
        require = str(node.get("require", ""))
        excepted = str(node.get("except", "" if require else _EGXML))
        name = f"anyElement.{len(self.wild) + 1}"
        known = {made.params: key for key, made in self.wild.items()}
        params = (("require", require), ("except", _expanded(excepted, node)))
        if params in known:
            return ref(known[params])
        self.wild[name] = Node("anyElement", name=name, params=params)
        return ref(name)

    def _relax_ng(self, node: etree._Element) -> Node | None:
        """RELAX NG in a content model: what ODDs had before the TEI had words of its own for it."""
        kind = str(node.tag)[len(_RNG) :]
        if kind == "ref":
            key = str(node.get("name"))
            for suffix in ("", "_alternation"):
                bare = key.removesuffix(suffix) if suffix else key
                if any(self.specs.get(one, bare) for one in ("elementSpec", "classSpec", "macroSpec")):
                    return ref(bare)
                if self.specs.get("dataSpec", bare):
                    return self.datatype_named(bare, node)
            return None
        made = [
            self._relax_ng(child) if str(child.tag).startswith(_RNG) else self.part(child) for child in _parts(node)
        ]
        parts = [part for part in made if part is not None]
        if kind in ("text", "empty", "notAllowed"):
            return {"text": TEXT, "empty": EMPTY, "notAllowed": NOT_ALLOWED}[kind]
        if kind == "data":
            params = tuple((str(p.get("name")), p.text or "") for p in node.iterchildren(_RNG + "param"))
            return Node("data", name=str(node.get("type")), params=params)
        if kind == "value":
            return Node("value", name=" ".join((node.text or "").split()))
        if kind in ("optional", "zeroOrMore", "oneOrMore"):
            least, most = {"optional": (0, 1), "zeroOrMore": (0, None), "oneOrMore": (1, None)}[kind]
            return repeated(group(parts), least, most)
        if kind == "choice":
            return choice(parts) if parts else None
        if kind == "interleave":
            return interleave(parts)
        if kind == "mixed":
            return interleave((TEXT, group(parts)))
        if kind == "list":
            return words(group(parts))
        if kind == "group":
            return group(parts)
        self.report(
            "odd-content", node, f"<rng:{kind}> is not read in a content model", "write it in the TEI's own words"
        )
        return None

    def _occurrence(self, node: etree._Element) -> tuple[int, int | None]:
        """How often something may occur. Beyond a limit it is without limit: a schema counts no hundreds."""
        least, most = _number(node.get("minOccurs", "1")), _number(node.get("maxOccurs", "1"))
        if node.get("maxOccurs") == "unbounded":
            most = _MANY + 1
        if least is None or most is None or least > max(most, 1):
            message = f"it may occur from {node.get('minOccurs', '1')} to {node.get('maxOccurs', '1')} times"
            self.report("odd-content", node, message, "write whole numbers, the smaller first, or unbounded")
            return 0, None
        return min(least, _MANY), None if most > _MANY else max(most, least)

    # Data

    def data(self, node: etree._Element) -> Node | None:
        """A reference to a datatype, or to a type of XML Schema, with its restrictions."""
        params: list[tuple[str, str]] = []
        if node.get("restriction"):
            params.append(("pattern", str(node.get("restriction"))))
        params.extend((str(facet.get("name")), str(facet.get("value"))) for facet in node.iterchildren(T + "dataFacet"))
        name = node.get("name")
        if name:
            if name == "text":
                return TEXT
            return Node("data", name=name, params=tuple(params))
        key = str(node.get("key", ""))
        made = self.datatype_named(key, node)
        return _restricted(made, tuple(params)) if params and made is not None else made

    def datatype_named(self, key: str, node: etree._Element) -> Node | None:
        """The pattern of a datatype of the TEI."""
        spec = self.specs.get("dataSpec", key) or self.specs.get("macroSpec", key)
        if spec is None:
            self.report("odd-unknown-name", node, f'there is no datatype "{key}"', self._near(key))
            return TEXT
        if key in self._open:
            self.report("odd-content", node, f'the datatype "{key}" refers to itself', "")
            return TEXT
        self._open.append(key)
        made = self.of(spec)
        self._open.pop()
        return made

    def _near(self, key: str) -> str:
        guess = nearest(key, self.specs.by_kind["dataSpec"])
        return f'did you mean "{guess}"?' if guess else ""

    def datatype(self, node: etree._Element | None, values: etree._Element | None) -> Node:
        """The value of an attribute: its datatype and its list of values."""
        least, most = self._occurrence(node) if node is not None else (1, 1)
        inner: Node | None = None
        items = value_items(values)
        if values is not None and items and values.get("type") == "closed":
            inner = choice(Node("value", name=str(item.get("ident"))) for item in items)
        elif node is not None:
            inner = self.sequence(node)
            if values is not None and items and values.get("type") == "semi":
                inner = choice([*(Node("value", name=str(item.get("ident"))) for item in items), inner])
        if inner is None or inner.kind == "empty":
            return TEXT
        if (least, most) == (1, 1):
            return inner
        if inner.kind == "text":
            return TEXT
        return words(repeated(inner, least, most))


def _restricted(node: Node, params: tuple[tuple[str, str], ...]) -> Node:
    if node.kind == "data":
        return Node("data", name=node.name, params=node.params + params)
    if node.kind == "text":
        return Node("data", name="string", params=params)
    if node.kind == "choice":
        return choice(_restricted(part, params) for part in node.parts)
    return node


def _expanded(names: str, node: etree._Element) -> str:
    """Names and namespaces, with prefixes written out."""
    made = []
    for name in names.split():
        prefix, colon, local = name.partition(":")
        if colon and prefix in node.nsmap and not local.startswith("//"):
            made.append(f"{{{node.nsmap[prefix]}}}{local}")
        else:
            made.append(name)
    return " ".join(made)


def _depth(node: etree._Element, above: etree._Element) -> int:
    """How many elements stand between one and another that holds it."""
    depth = 0
    while node is not above:
        parent = node.getparent()
        if parent is None:
            break
        node, depth = parent, depth + 1
    return depth


def _number(text: str) -> int | None:
    """A whole number; None where it is none. What is far too large counts as just too large."""
    if not (text.isascii() and text.isdigit()):
        return None if text != "unbounded" else _MANY + 1
    return int(text) if len(text) < 6 else _MANY + 1

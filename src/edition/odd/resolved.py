"""A compiled ODD as one document for the encoding guide: everything a page about an element says, already worked out.

In: a Customisation and its Grammar. Out: an XML tree in the namespace ``urn:edition:guide``: the prose of the ODD, then
a ``spec`` for each element and class, with its attributes and where each comes from, what it may contain and what may
contain it, its values, examples and constraints. Prose stays TEI. The stylesheet only sets it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Final

from lxml import etree

from edition.odd.attributes import AttributeSpec, attributes, own_attributes
from edition.odd.content import Contents, value_items
from edition.odd.customise import Customisation
from edition.odd.grammar import Grammar, said
from edition.odd.names import detached
from edition.odd.nodes import Node, choice
from edition.odd.rnc import pattern_text
from edition.odd.spec import Spec, T
from edition.tei import TEI, XML_ID

__all__ = ["GUIDE", "resolve"]

GUIDE: Final = "urn:edition:guide"
_G: Final = f"{{{GUIDE}}}"
_S: Final = "{http://purl.oclc.org/dsdl/schematron}"
_EXAMPLES: Final = "http://www.tei-c.org/ns/Examples"


def resolve(made: Customisation, grammar: Grammar, schematron: etree._Element) -> etree._Element:
    """The document. ``schematron`` is the schema of the same customisation."""
    return _Resolver(made, grammar, schematron).document()


class _Resolver:
    def __init__(self, made: Customisation, grammar: Grammar, schematron: etree._Element) -> None:
        assert grammar.contents is not None
        self.made = made
        self.specs = made.specs
        self.grammar = grammar
        self.contents: Contents = grammar.contents
        self._classes: dict[str, dict[str, AttributeSpec]] = {}
        self.rules = list(schematron.iter(_S + "pattern"))
        self.children = {name: self._children(name) for name in self._names()}
        self.parents: dict[str, list[str]] = {}
        for parent, children in self.children.items():
            for child in children:
                self.parents.setdefault(child, []).append(parent)

    def _names(self) -> list[str]:
        elements = self.specs.by_kind["elementSpec"]
        return sorted((name for name in elements if name in self.grammar.definitions), key=str.lower)

    def document(self) -> etree._Element:
        """The whole."""
        root = etree.Element(_G + "guide", nsmap={"g": GUIDE, None: TEI}, ident=self.made.ident)  # type: ignore[dict-item]
        root.set("tei", self.specs.version)
        title = self.made.document.root.find(f".//{T}titleStmt/{T}title")
        root.set("title", said(title) or self.made.ident)
        prose = etree.SubElement(root, _G + "prose")
        text = self.made.document.root.find(f"{T}text")
        for part in ("front", "body", "back"):
            node = text.find(T + part) if text is not None else None
            for child in node if node is not None else ():
                if isinstance(child.tag, str) and child.tag != T + "schemaSpec":
                    prose.append(self._prose(child))
        chapters = {
            str(spec.get("ident")): str(div.get(XML_ID))
            for div in prose.iter(T + "div")
            if div.get(XML_ID)
            for spec in div.iterfind(f"{_G}described")
        }
        for name in self._names():
            spec = self.specs.get("elementSpec", name)
            if spec is not None:
                root.append(self._element(spec, chapters.get(name, "")))
        for spec in sorted(self.specs.each("classSpec"), key=lambda one: one.ident.lower()):
            made = self._class(spec)
            if made is not None:
                root.append(made)
        return root

    # Prose

    def _prose(self, node: etree._Element) -> etree._Element:
        """A copy of a division in which each specification is a reference to its page."""
        copy = detached(node)
        for group in list(copy.iter(T + "specGrp")):
            parent = group.getparent()
            if parent is None:
                continue
            place = parent.index(group)
            for number, spec in enumerate(group.iter(T + "elementSpec", T + "classSpec")):
                ident = str(spec.get("ident"))
                if ident in self.children or spec.tag == T + "classSpec":
                    parent.insert(place + number, etree.Element(_G + "described", ident=ident))
            parent.remove(group)
        for one in list(copy.iter(T + "schemaSpec")):
            above = one.getparent()
            if above is not None:
                above.remove(one)
        for example in copy.iter(f"{{{_EXAMPLES}}}egXML"):
            self._example(example)
        return copy

    @staticmethod
    def _example(node: etree._Element) -> None:
        """An example of encoding as text, laid out as it was written."""
        inner = (node.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in node)
        inner = (
            inner.replace(f' xmlns="{_EXAMPLES}"', "").replace(f' xmlns:tei="{TEI}"', "").replace(f' xmlns="{TEI}"', "")
        )
        for prefix, uri in node.nsmap.items():
            if prefix and f"{prefix}:" not in inner.replace(f"xmlns:{prefix}", ""):
                inner = inner.replace(f' xmlns:{prefix}="{uri}"', "")
        lines = inner.strip("\n").rstrip()
        first, _, rest = lines.partition("\n")
        # The first line of an example often follows its tag directly: the others are set in as it is.
        if first[:1] not in (" ", "\t") and rest:
            rest = textwrap.dedent(rest)
            last = rest.rstrip().rpartition("\n")[2]
            shift = len(last) - len(last.lstrip())
            lines = first + "\n" + (rest if shift == 0 else textwrap.dedent(rest))
        else:
            lines = textwrap.dedent(lines)
        for child in list(node):
            node.remove(child)
        node.text = lines

    # Specifications

    def _element(self, spec: Spec, chapter: str) -> etree._Element:
        node = etree.Element(_G + "spec", kind="element", ident=spec.ident, name=spec.name, module=spec.module)
        node.set("chapter", chapter)
        if spec.namespace != TEI:
            node.set("ns", spec.namespace)
        self._told(node, spec)
        self._memberships(node, spec)
        listed = etree.SubElement(node, _G + "attributes")
        inherited: dict[str, list[str]] = {}
        for one in attributes(spec, self.contents).values():
            if one.origin and one.layers == self._of_class(one.origin).get(one.name, one).layers:
                inherited.setdefault(one.origin, []).append(one.written)
            else:
                self._attribute(listed, one)
        for origin, names in inherited.items():
            etree.SubElement(listed, _G + "inherited", {"class": origin}).text = " ".join(names)
        self._elements(node, "children", self.children[spec.ident])
        self._elements(node, "parents", self.parents.get(spec.ident, []))
        definition = self.grammar.definitions[spec.ident]
        content = self.contents.of(spec)
        if any(part.kind == "text" for part in _leaves(content, self.grammar)):
            node.set("text", "yes")
        etree.SubElement(node, _G + "model").text = pattern_text(content, self.grammar)
        assert definition.kind == "element"
        self._constraints(node, spec.ident)
        return node

    def _class(self, spec: Spec) -> etree._Element | None:
        kind = "attributes" if spec.is_attributes else "model"
        members = [one for one in self.contents.direct_members(spec.ident) if self._present(one)]
        if not members:
            return None
        node = etree.Element(_G + "spec", kind=kind, ident=spec.ident, name=spec.ident, module=spec.module)
        self._told(node, spec)
        self._memberships(node, spec)
        if spec.is_attributes:
            listed = etree.SubElement(node, _G + "attributes")
            for one in own_attributes(spec, self.contents).values():
                self._attribute(listed, one)
        inside = etree.SubElement(node, _G + "members")
        for member in members:
            etree.SubElement(inside, _G + "ref", ident=member.ident)
        self._constraints(node, spec.ident)
        return node

    def _of_class(self, name: str) -> dict[str, AttributeSpec]:
        """The attributes that a class declares."""
        if name not in self._classes:
            spec = self.specs.get("classSpec", name)
            self._classes[name] = own_attributes(spec, self.contents) if spec is not None else {}
        return self._classes[name]

    def _present(self, spec: Spec) -> bool:
        """Whether a specification has a page: an element of the grammar, or a class that reaches one."""
        if spec.kind == "elementSpec":
            return spec.ident in self.children
        return any(self._present(one) for one in self.contents.direct_members(spec.ident))

    def _told(self, node: etree._Element, spec: Spec) -> None:
        """Gloss, description, remarks and examples, from the uppermost layer that has them."""
        for name in ("gloss", "desc"):
            found = spec.last(name)
            if found is not None:
                etree.SubElement(node, _G + name).text = said(found)
        for name in ("remarks", "exemplum"):
            found = spec.last(name)
            layer = found.getparent() if found is not None else None
            for one in layer.findall(T + name) if layer is not None else ():
                copy = detached(one)
                for example in copy.iter(f"{{{_EXAMPLES}}}egXML"):
                    self._example(example)
                target = etree.SubElement(node, _G + ("remarks" if name == "remarks" else "example"))
                target.extend(list(copy))

    def _memberships(self, node: etree._Element, spec: Spec) -> None:
        inside = etree.SubElement(node, _G + "classes")
        for name in spec.classes():
            if self.specs.get("classSpec", name) is not None:
                etree.SubElement(inside, _G + "ref", ident=name)

    def _attribute(self, parent: etree._Element, one: AttributeSpec) -> None:
        node = etree.SubElement(parent, _G + "attribute", name=one.written, usage=one.usage)
        if one.origin:
            node.set("class", one.origin)
        etree.SubElement(node, _G + "desc").text = said(one.last("desc"))
        values = one.values()
        value = self.contents.datatype(one.last("datatype"), None)
        items = value_items(values)
        if values is not None and items:
            listed = etree.SubElement(node, _G + "values", type=str(values.get("type") or "open"))
            for item in items:
                made = etree.SubElement(listed, _G + "value", ident=str(item.get("ident")))
                made.text = said(item.find(T + "desc")) or said(item.find(T + "gloss"))
        if not (values is not None and values.get("type") == "closed"):
            etree.SubElement(node, _G + "datatype").text = self._datatype(one, value)

    def _datatype(self, one: AttributeSpec, value: Node) -> str:
        """A datatype in words where they are known, else in the compact syntax."""
        told = _in_words(value)
        return told or pattern_text(value, self.grammar)

    def _elements(self, node: etree._Element, name: str, names: Iterable[str]) -> None:
        """Elements in groups, by their modules."""
        listed = etree.SubElement(node, _G + name)
        modules: dict[str, list[str]] = {}
        for one in names:
            spec = self.specs.get("elementSpec", one)
            modules.setdefault(spec.module if spec is not None else "", []).append(one)
        for module in sorted(modules):
            group = etree.SubElement(listed, _G + "group", module=module)
            for one in sorted(modules[module], key=str.lower):
                etree.SubElement(group, _G + "ref", ident=one)

    def _constraints(self, node: etree._Element, ident: str) -> None:
        plain = ident.replace(".", "-").lower()
        for pattern in self.rules:
            known = str(pattern.get("id", ""))
            owners = {str(one.get("context")) for one in pattern.iter(_S + "rule")}
            mine = any(f"tei:{ident}" == part.strip().partition("[")[0] for text in owners for part in text.split("|"))
            if not mine and not (known == plain or known.startswith(plain + "-")):
                continue
            made = etree.SubElement(node, _G + "constraint", id=known)
            for test in pattern.iter(_S + "assert", _S + "report"):
                rule = etree.SubElement(made, _G + "test", test=str(test.get("test")))
                rule.set("kind", str(test.tag)[len(_S) :])
                parts = [test.text or ""]
                for child in test:
                    parts.append(
                        "…" if str(child.tag).endswith("value-of") else ident if str(child.tag).endswith("name") else ""
                    )
                    parts.append(child.tail or "")
                rule.text = " ".join("".join(parts).split())

    def _children(self, name: str) -> list[str]:
        found = {leaf.name for leaf in _leaves(self.grammar.definitions[name], self.grammar) if leaf.kind == "ref"}
        return sorted(found, key=str.lower)


#: What the types of XML Schema that the TEI uses are, in words.
_TYPES: Final = {
    "ID": "an id: a name without spaces and colons, once in a document",
    "NCName": "a name without spaces and colons",
    "Name": "a name without spaces",
    "anyURI": "a pointer, such as #id or a web address",
    "boolean": "true or false",
    "date": "a date",
    "dateTime": "a date with a time",
    "decimal": "a number",
    "double": "a number",
    "float": "a number",
    "gYear": "a year",
    "gYearMonth": "a year with a month",
    "integer": "a whole number",
    "language": "a language tag, such as en or ru-Latn",
    "nonNegativeInteger": "a whole number, 0 or more",
    "string": "any text",
    "time": "a time",
}
_WORD: Final = (("pattern", r"[^\p{C}\p{Z}]+"),)


def _in_words(node: Node) -> str:
    """A datatype in words; empty where there are none for it."""
    if node.kind == "text":
        return "any text"
    if node.kind == "data":
        if node.name == "token" and node.params == _WORD:
            return "a word"
        plain = not node.params or (node.name == "anyURI" and node.params == (("pattern", r"\S+"),))
        return _TYPES.get(node.name, "") if plain else ""
    if node.kind == "list" and node.parts[0].kind in ("oneOrMore", "zeroOrMore"):
        inner = _in_words(node.parts[0].parts[0])
        return f"{inner}; several are separated by spaces" if inner else ""
    if node.kind == "choice":
        if {part.name for part in node.parts if part.kind == "data"} >= {"date", "gYear", "gYearMonth"}:
            return "a date: 1934-02-13, 1934-02 or 1934"
        if all(part.kind == "value" for part in node.parts):
            return "one of: " + ", ".join(part.name for part in node.parts)
        told = list(dict.fromkeys(_in_words(part) for part in node.parts))
        return " or ".join(told) if all(told) else ""
    if node.kind == "value":
        return f'"{node.name}"' if node.name else "nothing"
    return ""


def _leaves(node: Node, grammar: Grammar) -> list[Node]:
    """The references to elements, and the texts, that a pattern comes down to."""
    found: dict[Node, None] = {}
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.kind == "ref":
            target = grammar.definitions.get(one.name, choice(()))
            if target.kind == "element":
                found[one] = None
            elif one.name not in seen:
                seen.add(one.name)
                waiting.append(target)
        elif one.kind in ("text", "data", "value"):
            found[Node("text")] = None
        elif one.kind != "attribute":
            waiting.extend(one.parts)
    return list(found)

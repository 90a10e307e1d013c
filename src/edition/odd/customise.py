"""An ODD applied to the TEI: which elements, classes, macros and datatypes there are, and how they are changed.

In: an ODD as a Document and the Specs it starts from. Out: a Customisation: the Specs that are left, each with the
layers that change it, and what the schemaSpec says of itself. Findings tell of names that do not exist, names in the
wrong module, changes of what is not there, and references that lead nowhere, each at its line and column. Files that
the ODD refers to are read from its own folder and those below it; nothing is fetched from elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from edition.diagnostic import Diagnostic, EditionError, Location, Severity
from edition.document import Document, parse
from edition.odd.names import nearest
from edition.odd.spec import KINDS, Spec, Specs, T
from edition.resources import resource
from edition.tei import XML_ID

__all__ = ["Customisation", "customise"]

#: The words for each kind of specification in findings.
_WORDS: Final = {"elementSpec": "element", "classSpec": "class", "macroSpec": "macro", "dataSpec": "datatype"}
_REFERENCES: Final = {
    "elementRef": "elementSpec",
    "classRef": "classSpec",
    "macroRef": "macroSpec",
    "dataRef": "dataSpec",
}
_MODES: Final = ("add", "change", "replace", "delete")
#: How deep ODDs may stand on one another.
_MAX_CHAIN: Final = 8


@dataclass(slots=True)
class Customisation:
    """What an ODD makes of the TEI. ``constraints`` are the constraintSpecs that stand outside any specification."""

    document: Document
    schema: etree._Element
    specs: Specs
    base: Specs
    start: list[str] = field(default_factory=list)
    constraints: list[etree._Element] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    #: The Document that each node of an ODD stands in, by its root.
    documents: dict[etree._Element, Document] = field(default_factory=dict)

    @property
    def ident(self) -> str:
        """The name of the schema."""
        return str(self.schema.get("ident") or "schema")

    def at(self, node: etree._Element) -> Location:
        """The place of a node of the ODD, or of one that it includes; none for one of the release."""
        document = self.documents.get(node.getroottree().getroot())
        return document.locate(node) if document is not None else Location()

    def report(self, rule: str, node: etree._Element, message: str, hint: str = "", warn: bool = False) -> None:
        """Keep a finding at a node of the ODD."""
        severity = Severity.WARNING if warn else Severity.ERROR
        found = Diagnostic(rule, severity, message, self.at(node), hint)
        if found not in self.findings:
            self.findings.append(found)


def customise(document: Document, release: Specs, *, _chain: tuple[Path, ...] = ()) -> Customisation:
    """Apply an ODD. Raises EditionError where it has no schemaSpec, or stands on itself."""
    schemas = list(document.root.iter(T + "schemaSpec"))
    if not schemas:
        raise EditionError(
            "the file has no <schemaSpec>: it is no ODD",
            "a TEI customisation says in it what the schema holds",
            Location(document.path),
        )
    if len(_chain) > _MAX_CHAIN or (document.path is not None and document.path.resolve() in _chain):
        raise EditionError("the ODD stands on itself", "look at @source", Location(document.path))
    made = Customisation(document, schemas[0], Specs(), release)
    made.documents[document.root] = document
    chain = (*_chain, document.path.resolve()) if document.path else _chain
    _Reader(made, release, chain).read()
    return made


class _Reader:
    def __init__(self, made: Customisation, release: Specs, chain: tuple[Path, ...]) -> None:
        self.made = made
        self.release = release
        self.chain = chain
        self._groups: list[etree._Element] = []
        self._sources: dict[str, Specs] = {}
        self._excepted: dict[str, etree._Element] = {}

    def read(self) -> None:
        schema = self.made.schema
        self.base = self._source(schema, self.release)
        self.made.base = self.base
        self.made.specs.modules = dict(self.base.modules)
        self.made.specs.version = self.base.version
        declared = list(self._declarations(schema))
        # What is included comes first, wherever it stands; then what is changed, in order.
        for node in declared:
            kind = str(node.tag)[len(T) :]
            if kind == "moduleRef":
                self._module(node)
        for node in declared:
            kind = str(node.tag)[len(T) :]
            if kind in _REFERENCES:
                self._single(node, _REFERENCES[kind])
        for node in declared:
            kind = str(node.tag)[len(T) :]
            if kind in KINDS:
                self._spec(node, kind)
            elif kind == "constraintSpec":
                self.made.constraints.append(node)
            elif kind == "moduleSpec":
                self.made.specs.modules[str(node.get("ident"))] = ""
        self._start(schema)

    # Declarations

    def _declarations(self, node: etree._Element) -> Iterator[etree._Element]:
        """What a schemaSpec or specGrp declares, with what its groups and references to groups hold."""
        for child in node:
            if not isinstance(child.tag, str) or not child.tag.startswith(T):
                continue
            kind = child.tag[len(T) :]
            if kind == "specGrp":
                yield from self._group(child, child)
            elif kind == "specGrpRef":
                target = self._target(child)
                if target is not None:
                    yield from self._group(target, child)
            else:
                yield child

    def _group(self, group: etree._Element, at: etree._Element) -> Iterator[etree._Element]:
        if any(group is one for one in self._groups):
            self.made.report("odd-unresolved", at, "the group of specifications refers to itself")
            return
        self._groups.append(group)
        yield from self._declarations(group)
        self._groups.pop()

    def _target(self, node: etree._Element) -> etree._Element | None:
        """The specGrp that a specGrpRef points to, in this file or another of the same folder."""
        target = str(node.get("target", ""))
        address, _, ident = target.partition("#")
        here = self.made.documents[node.getroottree().getroot()]
        document: Document | None = here
        if address:
            document = self._file(address, here, node)
        if document is None:
            return None
        groups = [one for one in document.root.iter(T + "specGrp") if not ident or one.get(XML_ID) == ident]
        if groups:
            return groups[0]
        known = [str(one.get(XML_ID)) for one in document.root.iter(T + "specGrp") if one.get(XML_ID)]
        guess = nearest(ident, known)
        hint = f'did you mean "#{guess}"?' if guess else "give the <specGrp> that is meant this xml:id"
        self.made.report("odd-unresolved", node, f'@target is "{target}", and there is no such <specGrp>', hint)
        return None

    def _file(self, address: str, here: Document, node: etree._Element) -> Document | None:
        if ":" in address or here.path is None:
            hint = "keep a copy of the file beside the ODD, and point to that: nothing is fetched from a network"
            self.made.report("odd-unresolved", node, f'"{address}" is not read', hint)
            return None
        base = (self.made.document.path or here.path).resolve().parent
        path = Path(os.path.normpath(here.path.resolve().parent / address))
        if not path.is_relative_to(base):
            hint = "files that an ODD refers to lie in its folder, or below it"
            self.made.report("odd-unresolved", node, f'"{address}" lies outside the folder of the ODD', hint)
            return None
        for known in self.made.documents.values():
            if known.path is not None and known.path.resolve() == path:
                return known
        if not path.is_file() and path.name == "edition.odd":
            # The ODD of an edition comes with this software: another may stand on it wherever it lies.
            path = resource("schemas/edition.odd")
            address = os.path.relpath(path, here.path.parent)
        if not path.is_file():
            self.made.report("odd-unresolved", node, f'there is no file "{address}"', "check the name and the folder")
            return None
        shown = here.path.parent / address
        result = parse(path.read_bytes(), shown)
        if result.value is None:
            self.made.findings.extend(result.diagnostics)
            return None
        self.made.documents[result.value.root] = result.value
        return result.value

    def _source(self, node: etree._Element, fallback: Specs) -> Specs:
        """The specifications that @source names: another ODD beside this one, else the release at hand."""
        source = str(node.get("source") or "").strip()
        if not source:
            return fallback
        if source in self._sources:
            return self._sources[source]
        found = self.release
        if ":" in source:
            message = (
                f'"{source}" is not fetched: the TEI that is at hand ({self.release.version or "unnamed"}) is used'
            )
            self.made.report("odd-source", node, message, "give another release by --p5subset FILE", warn=True)
        else:
            document = self._file(source, self.made.documents[node.getroottree().getroot()], node)
            if document is not None:
                inner = customise(document, self.release, _chain=self.chain)
                self.made.findings.extend(inner.findings)
                self.made.documents.update(inner.documents)
                found = inner.specs
        self._sources[source] = found
        return found

    # Including

    def _module(self, node: etree._Element) -> None:
        if node.get("url") is not None:
            hint = 'declare its elements by <elementSpec mode="add"> instead'
            self.made.report("odd-source", node, "a module of RELAX NG in another file is not read", hint)
            return
        source = self._source(node, self.base)
        key = str(node.get("key", ""))
        if key not in source.modules:
            guess = nearest(key, source.modules)
            hint = (
                f'did you mean "{guess}"?' if guess else f"there are {', '.join(sorted(filter(None, source.modules)))}"
            )
            self.made.report("odd-unknown-name", node, f'there is no module "{key}"', hint)
            return
        include = str(node.get("include", "")).split()
        without = str(node.get("except", "")).split()
        if node.get("include") is not None and node.get("except") is not None:
            self.made.report("odd-contradiction", node, "<moduleRef> has both @include and @except", "keep one of them")
        for name in include:
            self._check_name(node, source, key, name)
        for name in without:
            # What is not there need not be left out: the schema comes out as it was meant.
            self._check_name(node, source, key, name, warn=True)
        for spec in source.of_module(key):
            if spec.kind != "elementSpec":
                self.made.specs.add(spec.copy())
            elif node.get("include") is not None:
                if spec.ident in include:
                    self.made.specs.add(spec.copy())
            elif spec.ident not in without:
                self.made.specs.add(spec.copy())
            if spec.kind == "elementSpec" and spec.ident in without:
                self._excepted[spec.ident] = node

    def _check_name(self, node: etree._Element, source: Specs, module: str, name: str, warn: bool = False) -> None:
        spec = source.get("elementSpec", name)
        if spec is not None and spec.module == module:
            return
        if spec is not None:
            message = f'the element "{name}" is not in the module "{module}" but in "{spec.module}"'
            self.made.report("odd-wrong-module", node, message, f'name it in <moduleRef key="{spec.module}">', warn)
            return
        own = [one.ident for one in source.of_module(module, "elementSpec")]
        guess = nearest(name, own) or nearest(name, source.by_kind["elementSpec"])
        hint = f'did you mean "{guess}"?' if guess else f'the module "{module}" has no such element'
        self.made.report("odd-unknown-name", node, f'there is no element "{name}" in the TEI', hint, warn)

    def _single(self, node: etree._Element, kind: str) -> None:
        source = self._source(node, self.base)
        key = str(node.get("key", ""))
        spec = source.get(kind, key)
        if spec is None:
            self._unknown(node, kind, key, source.by_kind[kind])
            return
        known = self.made.specs.get(kind, key)
        taken = known or spec.copy()
        if kind == "classSpec":
            self._filter(node, taken, source)
        self.made.specs.add(taken)

    def _filter(self, node: etree._Element, spec: Spec, source: Specs) -> None:
        """The attributes of a class that a classRef takes or leaves."""
        own = {str(one.get("ident")) for layer in spec.layers for one in layer.iter(T + "attDef")}
        for name in (*str(node.get("include", "")).split(), *str(node.get("except", "")).split()):
            if name not in own:
                guess = nearest(name, own)
                hint = f'did you mean "{guess}"?' if guess else f"it has {', '.join(sorted(own)) or 'none'}"
                message = f'the class "{spec.ident}" has no attribute "{name}" of its own'
                self.made.report("odd-unknown-name", node, message, hint)
        if node.get("include") is not None:
            spec.only = frozenset(str(node.get("include")).split())
        spec.without |= frozenset(str(node.get("except", "")).split())

    def _unknown(self, node: etree._Element, kind: str, name: str, known: Iterable[str]) -> None:
        guess = nearest(name, list(known))
        hint = f'did you mean "{guess}"?' if guess else 'declare it with mode="add", if it is new'
        self.made.report("odd-unknown-name", node, f'there is no {_WORDS[kind]} "{name}" in the TEI', hint)

    # Changing

    def _spec(self, node: etree._Element, kind: str) -> None:
        ident = str(node.get("ident", ""))
        mode = str(node.get("mode", "add"))
        known = self.made.specs.get(kind, ident)
        if not ident:
            self.made.report("odd-unknown-name", node, f"<{kind}> has no @ident", "say what it specifies")
            return
        if mode not in _MODES:
            guess = nearest(mode, _MODES)
            hint = f'did you mean "{guess}"?' if guess else f"write one of {', '.join(_MODES)}"
            self.made.report("odd-contradiction", node, f'there is no mode "{mode}"', hint)
            return
        if mode == "add":
            if known is not None:
                message = f'the {_WORDS[kind]} "{ident}" is there already, and mode="add" says that it is new'
                self.made.report("odd-contradiction", node, message, 'write mode="change" or mode="replace"')
            added = Spec(kind, ident, str(node.get("module") or ""), [node])
            self.made.specs.add(added)
            self._check_attributes(node, added)
            self._check_classes(node)
            return
        if known is None:
            self._absent(node, kind, ident, mode)
            return
        module = node.get("module")
        if module and known.module and module != known.module:
            message = f'the {_WORDS[kind]} "{ident}" is not in the module "{module}" but in "{known.module}"'
            self.made.report("odd-wrong-module", node, message, f'write module="{known.module}"')
        if mode == "delete":
            self.made.specs.remove(kind, ident)
        elif mode == "replace":
            self.made.specs.add(Spec(kind, ident, known.module, [node]))
        else:
            known.layers.append(node)
            self._check_attributes(node, known)
            self._check_classes(node)

    def _absent(self, node: etree._Element, kind: str, ident: str, mode: str) -> None:
        base = self.base.get(kind, ident)
        if base is None:
            self._unknown(node, kind, ident, self.made.specs.by_kind[kind] or self.base.by_kind[kind])
        elif mode == "delete":
            message = f'the {_WORDS[kind]} "{ident}" is not in this schema, and need not be deleted'
            self.made.report("odd-contradiction", node, message, "remove this declaration", warn=True)
        else:
            hint = f'name it in <moduleRef key="{base.module}" include="…">'
            if ident in self._excepted:
                hint = f"take it out of @except of the <moduleRef> of {base.module}"
            self.made.report(
                "odd-not-included", node, f'the {_WORDS[kind]} "{ident}" is changed, and is not in this schema', hint
            )

    def _check_classes(self, node: etree._Element) -> None:
        for member in node.iterfind(f"{T}classes/{T}memberOf"):
            key = str(member.get("key", ""))
            if self.base.get("classSpec", key) is None and self.made.specs.get("classSpec", key) is None:
                known = {*self.base.by_kind["classSpec"], *self.made.specs.by_kind["classSpec"]}
                self._unknown(member, "classSpec", key, known)

    def _check_attributes(self, node: etree._Element, spec: Spec) -> None:
        """Attributes that are changed or deleted must be there."""
        known = set(_attributes_of(spec, self.base, node))
        for attribute in node.iterfind(f".//{T}attDef"):
            name = str(attribute.get("ident", ""))
            if not name:
                self.made.report("odd-unknown-name", attribute, "<attDef> has no @ident", "say what it specifies")
            elif attribute.get("mode") in ("change", "delete") and name not in known:
                guess = nearest(name, known)
                hint = f'did you mean "{guess}"?' if guess else 'write mode="add", if it is new'
                message = f'"{spec.ident}" has no attribute "{name}"'
                self.made.report("odd-unknown-name", attribute, message, hint)

    def _start(self, schema: etree._Element) -> None:
        given = schema.get("start")
        elements = self.made.specs.by_kind["elementSpec"]
        names = str(given).split() if given is not None else [n for n in ("TEI", "teiCorpus") if n in elements]
        for name in names:
            if name in elements:
                self.made.start.append(name)
                continue
            guess = nearest(name, elements)
            hint = f'did you mean "{guess}"?' if guess else "name an element that the schema has"
            self.made.report("odd-unknown-name", schema, f'@start names "{name}", which is not in this schema', hint)
        if not self.made.start:
            self.made.start = [name for name in ("TEI", "teiCorpus") if name in elements] or sorted(elements)[:1]


def _attributes_of(spec: Spec, base: Specs, last: etree._Element, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The names of the attributes that a specification has without its last layer, those of its classes included."""
    for layer in spec.layers:
        if layer is not last:
            yield from (str(one.get("ident")) for one in layer.iterfind(f".//{T}attDef"))
    for key in spec.classes():
        found = base.get("classSpec", key)
        if found is not None and key not in seen:
            yield from _attributes_of(found, base, last, seen | {key})

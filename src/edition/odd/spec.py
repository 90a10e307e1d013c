"""The specifications of a TEI release, and what a customisation makes of them: one Specs, by kind and name.

In: the root of a file that holds specifications in the vocabulary of the TEI's own ``tagdocs`` (our tables, or a
p5subset.xml). Out: Specs: elements, classes, macros and datatypes by name, each with its module.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from edition.diagnostic import EditionError
from edition.resources import resource
from edition.tei import TEI

__all__ = ["KINDS", "Layer", "Spec", "Specs", "T", "bundled", "read_release"]

T: Final = f"{{{TEI}}}"
#: The kinds of specification, by the name of their element.
KINDS: Final = ("elementSpec", "classSpec", "macroSpec", "dataSpec")

#: A specification as one file has it: what it says goes before what the layers below it say.
Layer = etree._Element


@dataclass(slots=True)
class Spec:
    """One element, class, macro or datatype: its layers, the release's first, then those of customisations.

    ``only`` and ``without`` are the attributes of a class that a customisation takes or leaves (classRef/@include,
    @except).
    """

    kind: str
    ident: str
    module: str
    layers: list[Layer] = field(default_factory=list)
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    #: Its place among the specifications of the release: members of a class come in this order.
    order: int = 10**9

    @property
    def is_attributes(self) -> bool:
        """Whether it is a class of attributes (and not of elements)."""
        return self.kind == "classSpec" and any(layer.get("type") == "atts" for layer in self.layers)

    def last(self, name: str) -> etree._Element | None:
        """The child of this name in the uppermost layer that has one."""
        for layer in reversed(self.layers):
            found = layer.find(T + name)
            if found is not None:
                return found
        return None

    def classes(self) -> dict[str, None]:
        """The classes it is a member of, in order."""
        members: dict[str, None] = {}
        for layer in self.layers:
            for classes in layer.iterchildren(T + "classes"):
                if classes.get("mode", "replace") != "change":
                    members.clear()
                for member in classes.iterchildren(T + "memberOf"):
                    key = str(member.get("key"))
                    if member.get("mode") == "delete":
                        members.pop(key, None)
                    else:
                        members[key] = None
        return members

    @property
    def namespace(self) -> str:
        """The namespace of an element."""
        for layer in reversed(self.layers):
            if layer.get("ns") is not None:
                return str(layer.get("ns"))
        return TEI

    @property
    def name(self) -> str:
        """The name that stands in documents: altIdent where one is given."""
        renamed = self.last("altIdent")
        return (renamed.text or "").strip() if renamed is not None else self.ident

    def copy(self) -> Spec:
        """A copy that can be changed without changing this one."""
        return Spec(self.kind, self.ident, self.module, list(self.layers), self.only, self.without, self.order)


@dataclass(slots=True)
class Specs:
    """Specifications by kind and name; ``modules`` are the modules they come from, with what each is called."""

    by_kind: dict[str, dict[str, Spec]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    modules: dict[str, str] = field(default_factory=dict)
    version: str = ""

    def get(self, kind: str, ident: str) -> Spec | None:
        """A specification, or None."""
        return self.by_kind[kind].get(ident)

    def add(self, spec: Spec) -> None:
        """Put a specification in."""
        self.by_kind[spec.kind][spec.ident] = spec

    def remove(self, kind: str, ident: str) -> None:
        """Take a specification out, if it is there."""
        self.by_kind[kind].pop(ident, None)

    def each(self, *kinds: str) -> Iterator[Spec]:
        """Every specification of these kinds (of all, where none is named)."""
        for kind in kinds or KINDS:
            yield from list(self.by_kind[kind].values())

    def of_module(self, module: str, *kinds: str) -> Iterator[Spec]:
        """The specifications of a module."""
        return (spec for spec in self.each(*kinds) if spec.module == module)


def read_release(root: etree._Element) -> Specs:
    """The specifications in a release: a p5subset.xml, or a file of the same form."""
    specs = Specs()
    for node in root.iter(T + "moduleSpec"):
        desc = node.find(T + "desc")
        specs.modules[str(node.get("ident"))] = " ".join((desc.text or "").split()) if desc is not None else ""
    edition = root.find(f"{T}teiHeader//{T}editionStmt/{T}edition")
    if edition is not None:
        specs.version = next((word for word in "".join(map(str, edition.itertext())).split() if word[:1].isdigit()), "")
    order: list[str] = []
    for node in root.iter(*(T + kind for kind in KINDS)):
        kind = str(node.tag)[len(T) :]
        spec = Spec(kind, str(node.get("ident")), str(node.get("module", "")), [node], order=len(order))
        order.append(spec.ident)
        specs.add(spec)
        specs.modules.setdefault(spec.module, "")
    if not specs.by_kind["elementSpec"]:
        raise EditionError("the file holds no specifications of TEI elements", "name a p5subset.xml of a TEI release")
    return specs


@cache
def bundled() -> Specs:
    """The TEI as this software knows it: tables of our own, in schemas/tei/."""
    path: Path = resource("schemas/tei/tei.xml")
    specs = read_release(etree.parse(str(path)).getroot())
    supplement = resource("schemas/tei/supplement.xml")
    if supplement.exists():
        later = etree.parse(str(supplement)).getroot()
        for node in later.iter(*(T + kind for kind in KINDS)):
            kind = str(node.tag)[len(T) :]
            known = specs.get(kind, str(node.get("ident")))
            order = int(node.get("n") or (known.order if known else 10**6))
            specs.modules.setdefault(str(node.get("module", "")), "")
            specs.add(Spec(kind, str(node.get("ident")), str(node.get("module", "")), [node], order=order))
        specs.version = str(later.get("n", specs.version))
    return specs

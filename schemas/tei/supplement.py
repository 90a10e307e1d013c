"""What a release of the TEI has that our tables do not: ``python schemas/tei/supplement.py p5subset.xml [VERSION]``.

In: ``tei.xml`` beside this script, and a release of the TEI. Out: ``supplement.xml``: every specification of the
release that says something else than the tables (members, content, attributes, values, rules), and all datatypes, whose
names a schema does not have; without translations, examples and remarks. ``--compare`` behind the file writes nothing,
and lists what differs between the release and the tables with the present supplement: nothing should.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from lxml import etree

from edition.odd.attributes import attributes
from edition.odd.content import Contents
from edition.odd.nodes import Node
from edition.odd.spec import KINDS, Spec, Specs, T, bundled, read_release

HERE: Final = Path(__file__).resolve().parent
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
DROPPED: Final = ("exemplum", "remarks", "listRef", "equiv", "altIdent", "model", "modelGrp", "modelSequence")
NOTICE: Final = """
Derived from TEI P5 {version}, https://www.tei-c.org/ (C) TEI Consortium.

TEI material is available under the Creative Commons Attribution licence (CC BY) and under the BSD 2-Clause licence; it
is used here under the latter, whose text stands in the file NOTICE of this distribution.

What that release says otherwise than tei.xml, and its datatypes. Made by supplement.py; not to be edited by hand.
"""


def sorted_node(node: Node) -> object:
    """A pattern in a form in which the order of a choice does not count."""
    parts = [sorted_node(part) for part in node.parts]
    if node.kind in ("choice", "interleave"):
        parts.sort(key=repr)
    params = tuple(sorted(node.params))
    return (node.kind, node.name, params, tuple(parts))


def constraints(spec: Spec) -> list[str]:
    """The tests of a specification's rules, without white space."""
    found = []
    for layer in spec.layers:
        for rules in layer.iter(T + "constraintSpec"):
            for node in rules.iter("{http://purl.oclc.org/dsdl/schematron}*"):
                found.extend("".join(str(node.get(key)).split()) for key in ("test", "context") if node.get(key))
    return sorted(found)


def facts(spec: Spec, contents: Contents) -> object:
    """What a specification says, to be compared."""
    declared = {str(one.get("ident")): one for layer in spec.layers for one in layer.iter(T + "attDef")}
    whole = attributes(spec, contents) if spec.kind in ("elementSpec", "classSpec") else {}
    own = []
    for name, node in sorted(declared.items()):
        one = whole.get(name)
        if node.get("mode") == "delete" or one is None:
            own.append((name, "deleted"))
        else:
            value = contents.datatype(one.last("datatype"), one.values())
            own.append((name, one.required, sorted_node(value), bool(one.alternative)))
    content = sorted_node(contents.of(spec)) if spec.kind != "classSpec" else ()
    return (spec.module, sorted(spec.classes()), content, own, constraints(spec))


def differences(ours: Specs, theirs: Specs) -> list[tuple[str, str]]:
    """(kind, name) of each specification that the two do not agree on."""

    def silent(_rule: str, _node: etree._Element, _message: str, _hint: str) -> None:
        """Names that the tables lack are what is looked for here."""

    mine, other = Contents(ours, silent), Contents(theirs, silent)
    found = []
    for kind in KINDS:
        for name in sorted({*ours.by_kind[kind], *theirs.by_kind[kind]}):
            one, two = ours.get(kind, name), theirs.get(kind, name)
            if one is None or two is None or facts(one, mine) != facts(two, other):
                found.append((kind, name))
    return found


def bare(spec: Spec) -> etree._Element:
    """A specification of the release without what is not needed."""
    node = etree.fromstring(etree.tostring(spec.layers[0], with_tail=False))
    etree.strip_tags(node, etree.Comment, etree.ProcessingInstruction)
    for one in list(node.iter("*")):
        name = str(one.tag).removeprefix(T)
        foreign = one.get(XML + "lang", "en") != "en" and name in ("gloss", "desc")
        if (name in DROPPED or foreign) and one is not node:
            one.getparent().remove(one)
            continue
        for key in (XML + "id", XML + "base", XML + "lang", "versionDate", "validUntil"):
            one.attrib.pop(key, None)
        if name in ("gloss", "desc"):
            text = " ".join("".join(str(part) for part in one.itertext()).split())
            for child in list(one):
                one.remove(child)
            one.text = text
    for one in node.iter(T + "*"):
        if one.tag not in (T + "gloss", T + "desc", T + "defaultVal"):
            one.text = None
        one.tail = None
    etree.cleanup_namespaces(node, keep_ns_prefixes=["sch"])
    return node


def main() -> None:
    """Write the supplement, or compare."""
    path = Path(sys.argv[1])
    theirs = read_release(etree.parse(str(path), etree.XMLParser(collect_ids=False, no_network=True)).getroot())
    if "--compare" in sys.argv:
        for kind, name in differences(bundled(), theirs):
            print(f"{kind} {name}")
        return
    theirs.version = theirs.version or sys.argv[2]  # some releases do not say which they are
    ours = read_release(etree.parse(str(HERE / "tei.xml")).getroot())
    wanted = differences(ours, theirs)
    root = etree.Element(T + "specGrp", nsmap={None: T[1:-1]}, n=theirs.version)
    for kind, name in wanted:
        spec = theirs.get(kind, name)
        if spec is not None:
            root.append(bare(spec))
            if ours.get(kind, name) is None:
                root[-1].set("n", str(spec.order))
    etree.indent(root, space=" ")
    text = etree.tostring(root, encoding="unicode")
    data = f'<?xml version="1.0" encoding="UTF-8"?>\n<!--{NOTICE.format(version=theirs.version)}-->\n{text}\n'
    (HERE / "supplement.xml").write_bytes(data.encode())
    print(f"TEI {theirs.version}: {len(root)} specifications, {len(data) / 1000:.0f} kB")


if __name__ == "__main__":
    main()

"""Our reading of RELAX NG against James Clark's conformance suite: ``python benchmarks/relaxng_suite.py spectest.xml``.

The suite is not ours and is not in this repository. Every schema must be taken or refused, and every document found
valid or invalid, as the suite says. Prints each difference, and the share that is right.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urljoin

from lxml import etree

from edition.relaxng import Grammar, SchemaError, is_valid, read

BASE = "memory:///suite/"


def files(case: etree._Element, base: str = BASE) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for node in case:
        if node.tag == "dir":
            found.update(files(node, urljoin(base, f"{node.get('name')}/")))
        elif node.tag == "resource":
            found[urljoin(base, str(node.get("name")))] = alone(node[0]) if len(node) else node
    return found


def alone(node: etree._Element) -> etree._Element:
    """The element as the root of a document of its own."""
    return etree.fromstring(etree.tostring(node, with_tail=False, encoding="utf-8"))


def schema(case: etree._Element, node: etree._Element) -> Grammar:
    known = files(case)

    def fetch(address: str) -> etree._Element:
        if address not in known:
            raise SchemaError(f"there is no file {address}")
        return known[address]

    if not len(node):
        raise SchemaError("no schema")
    return read(alone(node[0]), fetch, base=BASE + "schema.rng")


def main(path: Path) -> None:
    tree = etree.parse(str(path), etree.XMLParser(resolve_entities=True, no_network=True))
    right = {"schema": 0, "document": 0}
    total = dict(right)
    for number, case in enumerate(tree.iter("testCase"), start=1):
        section = case.findtext("section", "")
        grammar: Grammar | None = None
        for node in case:
            if node.tag in ("correct", "incorrect"):
                total["schema"] += 1
                try:
                    grammar = schema(case, node)
                    verdict, why = "correct", ""
                except SchemaError as error:
                    grammar, verdict, why = None, "incorrect", error.message
                right["schema"] += verdict == node.tag
                if verdict != node.tag:
                    print(f"case {number} (section {section}): the schema is {node.tag}, not {verdict} {why}")
            elif node.tag in ("valid", "invalid"):
                total["document"] += 1
                verdict = "no schema"
                if grammar is not None:
                    verdict = "valid" if is_valid(grammar, alone(node[0])) else "invalid"
                right["document"] += verdict == node.tag
                if verdict != node.tag:
                    print(f"case {number} (section {section}): the document is {node.tag}, not {verdict}")
    for what in total:
        print(f"{what}s: {right[what]} of {total[what]} right ({100 * right[what] / total[what]:.1f} %)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Three judges on one schema: ours, libxml2 and jing, on fragments and their mutants.

``python benchmarks/schema_verdicts.py ODD FOLDER [--mutants N] [--p5subset FILE]``: FOLDER holds XML fragments (the
examples of the TEI Guidelines, one a file, are not in this repository). Each fragment whose first element the schema
has, and N mutants of each (renamed, removed, inserted, doubled elements; attributes added, dropped, with other values;
stray text), is judged by all three; any element may be the first. Prints every difference, the counts, and how often
our first finding stands in the line that jing names first. Mutants are drawn with seed 1.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import subprocess
import tempfile
from pathlib import Path

from lxml import etree

from edition.checks.structure import explain
from edition.diagnostic import sort_findings
from edition.document import parse
from edition.odd import compile_odd, release
from edition.odd.rng import to_rng
from edition.relaxng import NCNAME, is_valid, read
from edition.schema import Schema
from edition.tei import XML_ID

TEI = "http://www.tei-c.org/ns/1.0"
VALUES = [
    "",
    "x",
    "a b",
    "#p1",
    "1937",
    "1937-13",
    "1937-02-30",
    "12",
    "-1",
    "high",
    "no",
    "true",
    "é",
    "end",
    "0.5",
    "en-x-a",
]
PARSER = etree.XMLParser(collect_ids=False, no_network=True, resolve_entities=False)


def mutant(root: etree._Element, names: list[str], attributes: list[str], draw: random.Random) -> etree._Element:
    made = copy.deepcopy(root)
    nodes = list(made.iter("*"))
    node = draw.choice(nodes)
    kind = draw.choice(["rename", "remove", "insert", "double", "text", "attribute", "value", "drop", "swap"])
    parent = node.getparent()
    if kind == "rename" and parent is not None:
        node.tag = f"{{{TEI}}}{draw.choice(names)}"
    elif kind == "remove" and parent is not None:
        parent.remove(node)
    elif kind == "insert":
        node.insert(draw.randint(0, len(node)), etree.Element(f"{{{TEI}}}{draw.choice(names)}"))
    elif kind == "double" and parent is not None:
        twin = copy.deepcopy(node)
        for one in twin.iter("*"):
            one.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", None)  # doubled ids are no matter of grammars
        parent.insert(draw.randint(0, len(parent)), twin)
    elif kind == "text":
        if parent is None or draw.random() < 0.5:
            node.text = "stray"
        else:
            node.tail = "stray"
    elif kind == "value" and node.attrib:
        node.set(draw.choice(sorted(map(str, node.attrib))), draw.choice(VALUES))
    elif kind == "drop" and node.attrib:
        del node.attrib[draw.choice(sorted(map(str, node.attrib)))]
    elif kind == "swap" and len(node) > 1:
        first, second = draw.sample(range(len(node)), 2)
        node.insert(first, node[second])
    else:
        node.set(draw.choice(attributes), draw.choice(VALUES))
    return made


def jing(schema: Path, files: list[Path]) -> dict[str, int]:
    """The files that jing finds invalid, with the line of the first fault."""
    found: dict[str, int] = {}
    for at in range(0, len(files), 400):
        names = [str(path) for path in files[at : at + 400]]
        done = subprocess.run(["jing", "-i", str(schema), *names], capture_output=True, text=True, check=False)
        for line in done.stdout.splitlines():
            match = re.match(r"(.*?):(\d+):\d+: (error|fatal)", line)
            if match:
                found.setdefault(match.group(1), int(match.group(2)))
    return found


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("odd", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--mutants", type=int, default=3)
    arguments.add_argument("--p5subset", type=Path)
    options = arguments.parse_args()
    document = parse(options.odd).value
    assert document is not None
    compiled = compile_odd(document, release(options.p5subset)).value
    definitions = compiled.grammar.definitions
    names = [name for name, node in definitions.items() if node.kind == "element"]
    schema = to_rng(compiled.grammar, start=names)
    known = {f"{{{dict(definitions[name].params)['ns']}}}{definitions[name].name}" for name in names}
    attributes = sorted(
        {str(node.get("name")) for node in schema.iter("{*}attribute") if ":" not in str(node.get("name"))}
    )
    grammar = read(etree.fromstring(etree.tostring(schema)))
    libxml2 = etree.RelaxNG(etree.fromstring(etree.tostring(schema)))
    draw = random.Random(1)
    counts = {"instances": 0, "invalid": 0, "ours differs": 0, "libxml2 differs": 0}
    counts.update({"unexplained": 0, "first line equal": 0})
    tables = Schema(grammar)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "schema.rng").write_bytes(etree.tostring(schema))
        files: list[Path] = []
        for path in sorted(options.folder.rglob("*.xml")):
            root = etree.parse(str(path), PARSER).getroot()
            if root.tag not in known:
                continue
            for number in range(options.mutants + 1):
                made = root if number == 0 else mutant(root, names, attributes, draw)
                target = folder / f"{path.stem}-{number}.xml"
                target.write_bytes(etree.tostring(made, encoding="utf-8"))
                files.append(target)
        told = jing(folder / "schema.rng", files)
        for target in files:
            root = etree.parse(str(target), PARSER).getroot()
            theirs = str(target) not in told
            ours = is_valid(grammar, root)
            if not theirs:
                read_again = parse(target).value
                faults = sort_findings(explain(read_again, tables)) if read_again is not None else []
                named = all(NCNAME.fullmatch(str(node.get(XML_ID, "a"))) for node in root.iter("*"))
                counts["unexplained"] += not faults and named  # ids that are none have rules of their own
                if not faults and named:
                    print(f"{target.name}: invalid, and not explained: {etree.tostring(root)[:300]!r}")
                counts["first line equal"] += bool(faults) and faults[0].at.line == told[str(target)]
            other = libxml2.validate(root)
            counts["instances"] += 1
            counts["invalid"] += not theirs
            counts["ours differs"] += ours != theirs
            counts["libxml2 differs"] += other != theirs
            if ours != theirs or other != theirs:
                print(f"{target.name}: jing {theirs}, ours {ours}, libxml2 {other}: {etree.tostring(root)[:300]!r}")
    for what, count in counts.items():
        print(f"{what}: {count:,}")


if __name__ == "__main__":
    main()

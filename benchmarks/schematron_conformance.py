"""Our Schematron against the conformance suite: ``python benchmarks/schematron_conformance.py SUITE.tar.gz``.

The suite is not ours and is not in this repository. Each case has a schema (or several, of which one in a query binding
of ours is taken), a document, and what is expected: valid, invalid, or an error in the schema; some ask for more of the
report. Prints each case that comes out otherwise, and how many are right.
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from pathlib import Path

from lxml import etree

from edition.diagnostic import EditionError
from edition.document import parse
from edition.schematron import read_rules, validate

SCH = "{http://purl.oclc.org/dsdl/schematron}"


def lone(node: etree._Element) -> bytes:
    return etree.tostring(node, with_tail=False, encoding="utf-8")


def verdict(case: etree._Element, folder: Path) -> tuple[str, bytes, str]:
    """What we say of a case: the word, the report, and why, where it is an error."""
    document = folder / "document.xml"
    for node in case.iter("{*}primary", "{*}secondary"):
        path = folder / str(node.get("filename"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lone(node[0]))
        if node.tag.endswith("primary"):
            document = path
    listed = case.find("{*}schemas")
    assert listed is not None
    schemas = listed.findall(f"{SCH}schema")
    # Where a case has a schema for each query binding, one that names ours is meant for us.
    schema = next((one for one in schemas if one.get("queryBinding") in ("xslt", "xslt2", "xslt3")), schemas[0])
    (folder / "schema.sch").write_bytes(lone(schema))
    try:
        rules = read_rules(folder / "schema.sch", phase=str(listed.get("phase", "#DEFAULT")))
    except EditionError as error:
        return "error", b"", error.message
    read = parse(document)
    assert read.value is not None
    result = validate(read.value, rules, fired=True)
    if any(one.rule == "schematron-failed" for one in result.diagnostics):
        return "error", b"", result.diagnostics[0].message
    return ("invalid" if result.diagnostics else "valid"), result.value.svrl, ""


def main(path: Path) -> None:
    right = total = 0
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        with tarfile.open(path) as archive:
            archive.extractall(base / "suite", filter="data")
        for number, source in enumerate(sorted((base / "suite").rglob("*.xml"))):
            case = etree.parse(str(source)).getroot()
            folder = base / f"case-{number}"
            folder.mkdir()
            said, report, why = verdict(case, folder)
            total += 1
            good = said == case.get("expect")
            for test in case.iter("{*}expectation"):
                spaces = {key: uri for key, uri in test.nsmap.items() if key}
                good = (
                    good and bool(report) and etree.fromstring(report).xpath(str(test.get("test")), namespaces=spaces)
                )
            right += bool(good)
            if not good:
                print(f"{source.stem}: expected {case.get('expect')}, got {said} {why}")
    print(f"{right} of {total} right")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

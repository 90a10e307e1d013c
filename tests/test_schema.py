"""The schema: small enough to compile at once, inside tei_all, and our own reading of it agrees with libxml2's."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.checks.structure import explain, validate
from edition.diagnostic import sort_findings
from edition.document import parse
from edition.schema import TEXT, edition_schema, tei_modules
from edition.tei import TEI, XML_ID
from samples import HEADER, body, document

RNG = "{http://relaxng.org/ns/structure/1.0}"
SAMPLE = f"""<TEI xmlns="{TEI}" xml:id="t" xml:lang="en">{HEADER}<text><front><titlePage><docTitle>
<titlePart>A</titlePart></docTitle></titlePage></front><body>
<div type="chapter" n="1" xml:id="ch1"><head><num>1.</num> A</head>
<p xml:id="p1">Then <persName ref="#author">He</persName> went <date when="1934-02-13">once</date>.<note place="bottom"
n="*" resp="#author">N.</note><pb n="3" break="no"/><choice><sic>a</sic><corr resp="#editor">b</corr></choice></p>
<list rend="bulleted"><head>L</head><item>one</item><item>two</item></list>
<quote><lg xml:id="lg1"><l>verse</l></lg></quote><sp><speaker>A</speaker><p>Words.</p><stage>Goes.</stage></sp>
<table><row><cell>1</cell><cell>2</cell></row></table>
<figure><graphic url="a.svg"/><head>H</head><figDesc>D</figDesc></figure>
<p><app><lem wit="#A">x</lem><rdg wit="#B">y</rdg></app> <gap reason="illegible" quantity="2" unit="char"/></p></div>
</body>
<back><div type="notes"><note xml:id="n1" n="1" place="end"><p>End.</p></note></div></back></text></TEI>"""


@pytest.fixture(scope="module")
def judge(root: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(root / "schemas" / "edition.rng")))


def test_libxml2_compiles_it_at_once(root: Path) -> None:
    tree = etree.parse(str(root / "schemas" / "edition.rng"))
    started = time.perf_counter()
    etree.RelaxNG(tree)
    # About 0.06 s on two slow cores; before it was simplified it took minutes.
    assert time.perf_counter() - started < 2


def test_it_holds_what_is_used() -> None:
    schema = edition_schema()
    assert schema.roots == {"TEI"}
    wanted = """TEI teiHeader appInfo application revisionDesc listPrefixDef prefixDef langUsage standOff listPerson
    person listPlace place location geo listOrg org listBibl biblStruct msDesc msIdentifier repository idno locus sp
    floatingText speaker stage app lem rdg listWit witness variantEncoding titlePage docImprint note ref ptr pb choice
    sic corr div head num lg l table row cell figure figDesc graphic list item label date supplied gap unclear hi
    foreign title"""
    assert not set(wanted.split()) - set(schema.names)
    assert set(schema.names) <= set(tei_modules())


def test_what_takes_text() -> None:
    schema = edition_schema()
    takes = {name: (model := schema.model(name)) is not None and model.takes_text for name in schema.names}
    assert all(
        takes[name] for name in ("p", "head", "l", "note", "item", "cell", "title", "persName", "lem", "rdg", "seg")
    )
    assert not any(
        takes[name] for name in ("TEI", "div", "body", "list", "lg", "table", "row", "choice", "app", "person")
    )
    assert schema.parents("lem") == ["app", "rdgGrp"]
    model = schema.model("choice")
    assert model is not None
    assert TEXT not in model.alphabet


@pytest.mark.parametrize("folder", ["tei", "registers"])
def test_our_own_files_are_valid(root: Path, folder: str, judge: etree.RelaxNG) -> None:
    for path in sorted((root / folder).glob("*.xml")):
        result = parse(path)
        assert result.value is not None, result.diagnostics
        assert judge.validate(result.value.tree), judge.error_log
        assert validate(result.value) == []


def test_the_sample_is_valid(judge: etree.RelaxNG) -> None:
    sample = document(SAMPLE.encode())
    assert judge.validate(sample.tree), judge.error_log
    assert validate(sample) == []


NAMES = sorted(
    {"p", "div", "head", "note", "item", "lem", "rdg", "persName", "sourceDesc", "lb", "hi", "nonsense", "l", "date"}
)
ATTRIBUTES = ["type", "when", "n", "ref", "target", "place", "quantity", "wit", "break", "resp", "nonsense", "cert"]
VALUES = [
    "",
    "x",
    "a b",
    "#author",
    "1937",
    "1937-13",
    "12",
    "-1",
    "high",
    "no",
    "1937-02-05",
    "é",
    "commentary",
    "end",
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["rename", "remove", "insert", "double", "text", "attribute", "drop"]),
            st.integers(0, 200),
            st.sampled_from(NAMES),
            st.sampled_from(ATTRIBUTES),
            st.sampled_from(VALUES),
        ),
        min_size=1,
        max_size=2,
    )
)
def test_our_reading_agrees_with_libxml2(judge: etree.RelaxNG, changes: list[tuple[str, int, str, str, str]]) -> None:
    root = etree.fromstring(SAMPLE)
    for kind, place, name, attribute, value in changes:
        nodes = list(root.iter("*"))[1:]
        node = nodes[place % len(nodes)]
        parent = node.getparent()
        assert parent is not None
        if kind == "rename":
            node.tag = f"{{{TEI}}}{name}"
        elif kind == "remove" and len(nodes) > 5:
            parent.remove(node)
        elif kind == "insert":
            node.insert(0, etree.Element(f"{{{TEI}}}{name}"))
        elif kind == "double":
            copy = etree.fromstring(etree.tostring(node, with_tail=False))
            for inner in copy.iter("*"):
                inner.attrib.pop(XML_ID, None)
            parent.append(copy)
        elif kind == "text":
            node.tail = "stray"
        elif kind == "attribute":
            node.set(attribute, value)
        elif node.attrib:
            del node.attrib[sorted(node.attrib)[0]]
    changed = document(etree.tostring(root))
    faults = explain(changed, edition_schema())
    assert judge.validate(changed.tree) == (not faults), (faults, judge.error_log)
    assert faults == validate(changed)


def test_every_fault_is_found_where_it_stands() -> None:
    content = "\n<p>Льды <persname>Х</persname></p>\n<p>a <div><p>b</p></div></p>\n  слова"
    first = body("").count(b"\n")
    found = sort_findings(validate(document(body(content))))
    assert [(d.rule, d.at.line - first, d.at.column) for d in found] == [
        ("unknown-element", 1, 9),
        ("misplaced-element", 2, 6),
        ("misplaced-text", 3, 3),
    ]


@pytest.mark.skipif(shutil.which("jing") is None, reason="jing is not installed")
def test_jing_agrees_on_the_schema(root: Path, tmp_path: Path) -> None:
    (tmp_path / "sample.xml").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "wrong.xml").write_text(SAMPLE.replace("persName", "persname"), encoding="utf-8")
    schema = str(root / "schemas" / "edition.rng")
    for name, code in (("sample.xml", 0), ("wrong.xml", 1)):
        done = subprocess.run(["jing", "-i", schema, str(tmp_path / name)], capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout


TEI_ALL = sorted(
    Path(os.environ.get("EDITION_TEI", Path(__file__).parents[2] / "shared" / "schema")).glob("tei_all*.rng")
)


@pytest.mark.skipif(not TEI_ALL, reason="no TEI release at hand: EDITION_TEI names no folder with a tei_all.rng")
def test_what_is_allowed_is_allowed_by_tei_all() -> None:
    """Every name in a content model, every attribute of an element is one of tei_all's for the same element."""
    ours = edition_schema()
    theirs = type(ours)(TEI_ALL[-1])
    for name in ours.names:
        mine, full = ours.model(name), theirs.model(name)
        assert mine is not None
        assert full is not None
        assert mine.alphabet <= full.alphabet
        assert set(mine.attributes) <= set(full.attributes)
        assert {a.name for a in full.required} <= {a.name for a in mine.required}

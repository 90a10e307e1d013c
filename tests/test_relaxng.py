"""RELAX NG: what a grammar means, what it may not say, what its datatypes hold; judged by libxml2 and jing."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.odd import compile_odd
from edition.odd.names import detached
from edition.odd.rng import to_rng
from edition.relaxng import Grammar, SchemaError, is_valid, read, read_trusted, simplified
from edition.relaxng.datatypes import xsd
from edition.relaxng.expressions import expression
from edition.tei import TEI, XML_ID
from samples import document

NS = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def schema(content: str, kind: str = "grammar") -> Grammar:
    return read(etree.fromstring(f"<{kind} {NS}>{content}</{kind}>"))


def valid(grammar: Grammar, xml: str) -> bool:
    """Our verdict; libxml2 must be of the same opinion, on the grammar as it is written again."""
    root = etree.fromstring(xml)
    ours = is_valid(grammar, root)
    assert etree.RelaxNG(etree.fromstring(etree.tostring(simplified(grammar)))).validate(root) == ours
    return ours


def test_one_name_with_two_contents() -> None:
    """Which definition an element matches may show only at its end."""
    grammar = schema(
        '<start><element name="book"><oneOrMore><choice><ref name="verse"/><ref name="prose"/></choice></oneOrMore>'
        '</element></start><define name="verse"><element name="part"><oneOrMore><element name="l"><text/></element>'
        '</oneOrMore></element></define><define name="prose"><element name="part"><element name="l"><text/></element>'
        '<element name="p"><text/></element></element></define>'
    )
    assert valid(grammar, "<book><part><l/><l/></part><part><l/><p/></part></book>")
    assert not valid(grammar, "<book><part><l/><p/><p/></part></book>")
    assert not valid(grammar, "<book><part/></book>")


def test_interleaving_and_attributes_in_any_order() -> None:
    grammar = schema(
        '<element name="e"><interleave><element name="a"><empty/></element><zeroOrMore><element name="b"><text/></element>'
        '</zeroOrMore></interleave><choice><attribute name="x"/><group><attribute name="y"/><attribute name="z">'
        '<data type="integer"/></attribute></group></choice></element>',
        "group",
    )
    assert valid(grammar, '<e x=""><b/><a/><b/></e>')
    assert valid(grammar, '<e z="7" y="1"><a/></e>')
    assert not valid(grammar, '<e y="1"><a/></e>')
    assert not valid(grammar, '<e x="" y="1" z="1"><a/></e>')
    assert not valid(grammar, '<e z="seven" y="1"><a/></e>')


def test_classes_of_names() -> None:
    grammar = schema(
        '<element><anyName><except><nsName ns="urn:x"/></except></anyName><zeroOrMore><attribute><nsName ns=""/>'
        "<text/></attribute></zeroOrMore><text/></element>",
        "group",
    )
    assert valid(grammar, '<e xmlns="urn:y" a="1">t</e>')
    assert not valid(grammar, '<e xmlns="urn:x"/>')
    assert not valid(grammar, '<e xmlns:x="urn:x" x:a="1"/>')


def test_lists_values_and_exceptions() -> None:
    grammar = schema(
        '<element name="e"><attribute name="n"><list><oneOrMore><data type="token"><except><value>no</value></except>'
        '</data></oneOrMore></list></attribute><choice><value type="string"> a </value><value>b</value></choice></element>',
        "group",
    )
    assert valid(grammar, '<e n="x y"> a </e>')
    assert valid(grammar, '<e n="x"> b </e>')
    assert not valid(grammar, '<e n="x no">b</e>')
    assert not valid(grammar, '<e n="">b</e>')
    assert not valid(grammar, '<e n="x">a</e>')


def test_comments_do_not_part_a_text() -> None:
    grammar = schema('<element name="e"><data type="integer"/></element>', "group")
    assert is_valid(grammar, etree.fromstring("<e>1<!-- one -->2<?x?></e>"))
    assert not is_valid(grammar, etree.fromstring("<e>1<!-- one -->a</e>"))


def test_deep_documents() -> None:
    grammar = schema(
        '<define name="e"><element name="e"><optional><ref name="e"/></optional></element></define><start><ref name="e"/></start>'
    )
    depth = 2000
    root = etree.fromstring("<e>" * depth + "</e>" * depth, etree.XMLParser(huge_tree=True))
    assert is_valid(grammar, root)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<start><ref name='a'/></start>", "not defined"),
        (
            "<start><element name='a'><ref name='b'/></element></start><define name='b'><ref name='b'/></define>",
            "itself",
        ),
        ("<start><element name='a'><attribute name='x'/><attribute name='x'/></element></start>", "two attributes"),
        ("<start><element name='a'><data type='integer'/><text/></element></start>", "beside other content"),
        ("<start><element name='a'><data type='intger'/></element></start>", "no datatype"),
        (
            "<start><element name='a'><data type='token'><param name='pattern'>[a</param></data></element></start>",
            "\\[a",
        ),
        ("<start><element name='a'><attribute><anyName/></attribute></element></start>", "repeated"),
        ("<start><element name='a'/></start>", "says nothing"),
        ("<start><text/></start>", "begins"),
        ("<start><element name='a'><list><text/></list></element></start>", "in a list"),
        ("<start><element name='x:a'><text/></element></start>", "prefix"),
        (
            "<start><element name='a'><text/></element></start><start><element name='b'><text/></element></start>",
            "twice",
        ),
        ("<start><element name='a'><externalRef href='b.rng'/></element></start>", "not read here"),
        ("<start><wrong/></start>", "cannot stand"),
        ("<start><element name='a'>" + "<group>" * 200 + "<text/>" + "</group>" * 200 + "</element></start>", "deep"),
    ],
)
def test_what_a_schema_may_not_say(content: str, said: str) -> None:
    with pytest.raises(SchemaError, match=said) as error:
        schema(content)
    assert error.value.node is not None or "definition" in error.value.message


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (
            "date",
            ["1937-02-28", "1936-02-29", "-0044-03-15", "2000-02-29Z", " 1937-02-28 "],
            ["1937-02-29", "0000-01-01", "1937-2-1", "37-02-01", ""],
        ),
        ("gYearMonth", ["1937-02"], ["1937-13", "1937"]),
        ("gMonthDay", ["--02-29"], ["--02-30", "--2-1"]),
        ("time", ["24:00:00", "12:30:00+01:00"], ["24:00:01", "12:30"]),
        ("dateTime", ["1937-02-28T10:00:00"], ["1937-02-30T10:00:00"]),
        ("nonNegativeInteger", ["0", "+12", "-0", "007"], ["-1", "1.0", "x"]),
        ("decimal", ["1", "-.5", "3."], ["1e3", "."]),
        ("double", ["1e3", "INF", "-INF", "NaN"], ["+INF", "inf"]),
        ("boolean", ["true", "0"], ["yes", "TRUE"]),
        ("language", ["en", "ru-Latn"], ["abcdefghi", "en_GB"]),
        ("NCName", ["a-b", "é1"], ["1a", "a:b", "a b"]),
        ("anyURI", ["#a", "a b", "http://x/é"], ["%zz", "a#b#c"]),
        ("duration", ["P3D", "-P1Y2M", "PT5.5S"], ["P", "PT", "3D"]),
        ("base64Binary", ["YQ==", "YWI=", "YWJj"], ["YQ=", "a"]),
        ("hexBinary", ["0aFF"], ["0a0", "zz"]),
        ("unsignedByte", ["255"], ["256", "-1"]),
    ],
)
def test_datatypes(kind: str, good: list[str], bad: list[str]) -> None:
    datatype = xsd(kind)
    assert [text for text in good if not datatype.allows(text)] == []
    assert [text for text in bad if datatype.allows(text)] == []


@given(st.text(max_size=12))
@settings(max_examples=150, deadline=None)
def test_the_word_of_the_tei_is_as_libxml2_has_it(text: str) -> None:
    """The pattern of most attributes of the TEI has a quick way of its own here."""
    if re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        return
    quick = expression(r"[^\p{C}\p{Z}]+")
    slow = expression(r"([^\p{C}\p{Z}])+")
    assert quick(text) == slow(text)


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"[\i-[:]][\c-[:]]*", "a.b-1", "a:b"),
        (r"\d{4}-[a-z^]+", "1937-a^", "1937-A"),
        (r"a.c$", "abc$", "abc"),
        (r"[^abc\s]+", "xyz", "x y"),
        (r"\p{Lu}\p{Ll}+", "Éa", "éa"),
        (r"(a|b)+\\", "ab\\", "ab"),
    ],
)
def test_expressions(pattern: str, good: str, bad: str) -> None:
    assert expression(pattern)(good)
    assert not expression(pattern)(bad)


@pytest.mark.parametrize("pattern", ["(", "[a", "a**", r"\p{Xx}", r"\q", "(?=a)", "a{2,1}", r"\p{IsGreek}"])
def test_what_is_no_expression(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        expression(pattern)


EXAMPLES = "{http://www.tei-c.org/ns/Examples}"


def mutants(root: Path) -> list[etree._Element]:
    """The examples of the encoding guide, and faulty copies of them."""
    odd = document((root / "schemas" / "edition.odd").read_bytes(), root / "schemas" / "edition.odd")
    draw = random.Random(1)
    names = [str(node.get("ident")) for node in odd.root.iter(f"{{{TEI}}}elementSpec")]
    made: list[etree._Element] = []
    for example in odd.root.iter(f"{EXAMPLES}egXML"):
        if example.getparent().tag != f"{{{TEI}}}exemplum":  # type: ignore[union-attr]
            continue
        first = detached(example[0])
        for node in first.iter("*"):
            node.tag = f"{{{TEI}}}{str(node.tag)[len(EXAMPLES) :]}"
        made.append(first)
        for _ in range(2):
            copy = detached(first)
            nodes = list(copy.iter("*"))
            node, other = draw.choice(nodes), draw.choice(nodes)
            kind = draw.randrange(5)
            if kind == 0:
                node.tag = f"{{{TEI}}}{draw.choice(names)}"
            elif kind == 1:
                node.insert(0, etree.Element(f"{{{TEI}}}{draw.choice(names)}"))
            elif kind == 2:
                node.set(
                    draw.choice(["type", "when", "n", "ref", "wit", "place", "cert"]), draw.choice(["", "a b", "12"])
                )
            elif kind == 3 and other.getparent() is not None:
                other.getparent().remove(other)  # type: ignore[union-attr]
            else:
                node.text = "stray"
            made.append(copy)
    for one in made:
        for node in one.iter("*"):
            node.attrib.pop(XML_ID, None)
    return made


def test_three_judges_agree(root: Path, tmp_path: Path) -> None:
    odd = document((root / "schemas" / "edition.odd").read_bytes(), root / "schemas" / "edition.odd")
    grammar = compile_odd(odd).value.grammar
    tree = to_rng(grammar, start=[name for name, node in grammar.definitions.items() if node.kind == "element"])
    ours = read_trusted(tree)
    libxml2 = etree.RelaxNG(etree.fromstring(etree.tostring(tree)))
    made = mutants(root)
    verdicts = [is_valid(ours, one) for one in made]
    assert len(made) > 500
    assert 150 < sum(verdicts) < 500
    assert [libxml2.validate(one) for one in made] == verdicts
    if shutil.which("jing") is None:
        pytest.skip("jing is not installed: libxml2 alone has judged")
    (tmp_path / "any.rng").write_bytes(etree.tostring(tree))
    for number, one in enumerate(made):
        (tmp_path / f"{number:04}.xml").write_bytes(etree.tostring(one, encoding="utf-8"))
    files = [str(path) for path in sorted(tmp_path.glob("*.xml"))]
    done = subprocess.run(
        ["jing", "-i", str(tmp_path / "any.rng"), *files], capture_output=True, text=True, check=False
    )
    told = {Path(line.partition(".xml")[0]).name for line in done.stdout.splitlines() if ": error:" in line}
    assert [f"{number:04}" not in told for number in range(len(made))] == verdicts

"""Schematron: every part of the language, findings at their places, reports, faults of schemas, hostile input."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostic import EditionError, Severity
from edition.document import Document
from edition.schematron import read_rules, validate
from edition.tei import TEI
from samples import document

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SOURCE = f"""<TEI xmlns="{TEI}">
  <text>
    <p n="1" when="1934">One <hi>word</hi>.</p>
    <p n="2"><!-- said -->Two<?go on?></p>
  </text>
</TEI>
"""


@pytest.fixture
def source(tmp_path: Path) -> Document:
    path = tmp_path / "tei.xml"
    path.write_text(SOURCE, encoding="utf-8")
    return document(SOURCE.encode(), path)


def schema(folder: Path, content: str, attributes: str = "", name: str = "rules.sch") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3" {attributes}>\n'
        f'<ns prefix="tei" uri="{TEI}"/>{content}</schema>',
        encoding="utf-8",
    )
    return path


def found(source: Document, path: Path, phase: str = "#DEFAULT") -> list[str]:
    result = validate(source, read_rules(path, phase=phase))
    return [f"{d.severity.value} {d.rule} {d.at.line}:{d.at.column} {d.message}" for d in result.diagnostics]


def test_assertions_and_reports(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern id="paragraphs"><rule context="tei:p" role="warning">
        <assert test="tei:hi" id="needsHi">No hi in <name/> <value-of select="@n"/>.</assert>
        <report test="@when" role="info">A date: <value-of select="@when"/></report></rule></pattern>""",
    )
    assert found(source, path) == ["info paragraphs 3:5 A date: 1934", "warning needs-hi 4:5 No hi in p 2."]


def test_only_the_first_rule_of_a_pattern_fires(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern id="a"><rule context="tei:p[@n='1']"><report test="true()">first</report></rule>
        <rule context="tei:p"><report test="true()">other</report></rule></pattern>
        <pattern id="b"><rule context="tei:p"><report test="true()">again</report></rule></pattern>""",
    )
    assert [line.split()[-1] for line in found(source, path)] == ["first", "again", "other", "again"]


@pytest.mark.parametrize(
    ("context", "place"),
    [
        ("/", "1:1"),
        ("tei:hi", "3:30"),
        ("tei:p/@when", "3:5"),
        ("@n[. = '2']", "4:5"),
        ("text()[contains(., 'word')]", "3:30"),
        ("comment()", "4:5"),
        ("processing-instruction('go')", "4:5"),
        ("tei:p/node()[self::tei:hi]", "3:30"),
    ],
)
def test_contexts_of_every_kind(source: Document, tmp_path: Path, context: str, place: str) -> None:
    path = schema(tmp_path, f'<pattern><rule context="{context}"><report test="true()">x</report></rule></pattern>')
    assert found(source, path) == [f"error schematron {place} x"]


def test_variables_of_schema_pattern_and_rule(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<let name="all" value="count(//tei:p)"/>
        <pattern id="a"><let name="mine" value="'a'"/><rule context="tei:p[@n = $all]"><let name="here" value="@n"/>
        <report test="$here = 2"><value-of select="$mine, $here, '$mine'"/></report></rule></pattern>
        <pattern id="b"><let name="mine" value="'b'"/><rule context="tei:hi"><report test="true()"><value-of select="$mine"/>
        </report></rule></pattern>""",
    )
    assert found(source, path) == ["error b 3:30 b", "error a 4:5 a 2 $mine"]


def test_abstract_patterns_and_rules(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern abstract="true" id="needs"><param name="what" value="@n"/><rule context="$where">
        <assert test="$what">no <value-of select="'$what'"/></assert></rule></pattern>
        <pattern is-a="needs" id="one"><param name="where" value="tei:hi"/></pattern>
        <pattern is-a="needs" id="two"><param name="where" value="tei:p"/><param name="what" value="@whatever"/></pattern>
        <pattern id="three"><rule abstract="true" id="base"><report test="true()">base</report></rule>
        <rule abstract="true" id="more"><extends rule="base"/><report test="true()">more</report></rule>
        <rule context="tei:text"><extends rule="more"/></rule></pattern>""",
    )
    lines = found(source, path)
    assert "error one 3:30 no @n" in lines
    assert sum(line.startswith("error two ") and line.endswith("no @whatever") for line in lines) == 2
    assert [line for line in lines if " three " in line] == ["error three 2:3 base", "error three 2:3 more"]


def test_phases(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<phase id="draft"><let name="level" value="1"/><active pattern="a"/></phase>
        <phase id="proof"><let name="level" value="2"/><active pattern="a"/><active pattern="b"/></phase>
        <pattern id="a"><rule context="tei:text"><report test="true()"><value-of select="$level"/></report></rule></pattern>
        <pattern id="b"><rule context="tei:text"><report test="true()">b</report></rule></pattern>""",
        'defaultPhase="draft"',
    )
    assert found(source, path) == ["error a 2:3 1"]
    assert found(source, path, "proof") == ["error a 2:3 2", "error b 2:3 b"]
    with pytest.raises(EditionError, match='no phase "print"') as error:
        read_rules(path, phase="print")
    assert "draft, proof" in error.value.hint


def test_diagnostics_properties_and_the_report(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<title>House style</title><pattern id="p"><title>Paragraphs</title><rule context="tei:hi">
        <report test="true()" diagnostics="d" properties="q" flag="warning">Highlighted.</report></rule></pattern>
        <diagnostics><diagnostic id="d" xml:lang="en">Write emph for <emph>stress</emph>.</diagnostic></diagnostics>
        <properties><property id="q">level <value-of select="1 + 1"/></property></properties>""",
        'schemaVersion="3"',
    )
    result = validate(source, read_rules(path), fired=True)
    (finding,) = result.diagnostics
    assert (finding.severity, finding.hint) == (Severity.WARNING, "Write emph for stress.")
    report = etree.fromstring(result.value.svrl)
    assert report.tag == f"{SVRL}schema-output"
    assert (report.get("title"), report.get("schemaVersion")) == ("House style", "3")
    kinds = [str(node.tag)[len(SVRL) :] for node in report]
    assert kinds == ["ns-prefix-in-attribute-values", "active-pattern", "fired-rule", "successful-report"]
    inside = [str(node.tag)[len(SVRL) :] for node in report[-1]]
    assert inside == ["diagnostic-reference", "property-reference", "text"]
    assert report.findtext(f".//{SVRL}property-reference/{SVRL}text") == "level 2"
    assert not [key for node in report.iter() for key in node.attrib if "urn:edition" in str(key)]


def test_keys_and_functions_of_xslt(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="by-n" match="tei:p" use="@n"/>
        <xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="my:twice"><xsl:param name="x"/>
        <xsl:sequence select="2 * $x"/></xsl:function>
        <ns prefix="my" uri="urn:my"/><pattern id="p"><rule context="tei:text"><report test="key('by-n', '2')">
        <value-of select="my:twice(21)"/></report></rule></pattern>""".replace(
            'name="my:twice"', 'xmlns:my="urn:my" name="my:twice"'
        ),
    )
    assert found(source, path) == ["error p 2:3 42"]


def test_inclusion(source: Document, tmp_path: Path) -> None:
    namespace = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "pattern.sch").write_text(
        f'<pattern {namespace} id="in"><include href="rule.sch"/></pattern>', encoding="utf-8"
    )
    (tmp_path / "parts" / "rule.sch").write_text(
        f'<rule {namespace} context="tei:hi"><extends href="base.sch"/></rule>', encoding="utf-8"
    )
    (tmp_path / "parts" / "base.sch").write_text(
        f'<rule {namespace} abstract="true" id="b">\n <report test="tru()">x</report></rule>', encoding="utf-8"
    )
    path = schema(tmp_path, '<include href="parts/pattern.sch"/>')
    with pytest.raises(EditionError) as error:
        read_rules(path)
    assert error.value.at is not None
    assert (error.value.at.path, error.value.at.line) == (tmp_path / "parts" / "base.sch", 2)
    base = tmp_path / "parts" / "base.sch"
    base.write_text(base.read_text(encoding="utf-8").replace("tru()", "true()"), encoding="utf-8")
    assert found(source, path) == ["error in 3:30 x"]


@pytest.mark.parametrize(
    ("href", "said"),
    [
        ("../secret.sch", "not read"),
        ("https://example.org/a.sch", "not read"),
        ("/etc/passwd", "not read"),
        ("missing.sch", "no file"),
        ("rules.sch", "includes itself"),
    ],
)
def test_what_is_not_included(tmp_path: Path, href: str, said: str) -> None:
    path = schema(tmp_path / "schemas", f'\n<include href="{href}"/>')
    with pytest.raises(EditionError, match=said) as error:
        read_rules(path)
    assert error.value.at is not None
    assert error.value.at.line == 3


@pytest.mark.parametrize(
    ("content", "said", "line"),
    [
        (
            '<pattern>\n<rule context="tei:p"><assert test="count(">x</assert></rule></pattern>',
            "function named count",
            3,
        ),
        (
            '<pattern><rule context="tei:p">\n<assert test="$x">x</assert></rule></pattern>',
            "x has not been declared",
            3,
        ),
        ('<pattern><rule context="tei:p">\n<assert test="no:name">x</assert></rule></pattern>', "prefix 'no'", 3),
        ('<pattern>\n<rule context="tei:p["><assert test="1">x</assert></rule></pattern>', "<eof>", 3),
        ('<pattern>\n<rule><assert test="1">x</assert></rule></pattern>', "no context", 3),
        ('<pattern><rule context="tei:p">\n<assert>x</assert></rule></pattern>', "no test", 3),
        ('<let name="a" value="1"/>\n<let name="a" value="2"/><pattern/>', "defined already", 3),
        ('\n<pattern is-a="nothing"/>', "no abstract pattern", 3),
        ('<pattern><rule context="tei:p">\n<extends rule="nothing"/></rule></pattern>', "no abstract rule", 3),
        (
            '<pattern><rule context="tei:p">\n<report test="1" diagnostics="d">x</report></rule></pattern>',
            "no diagnostic",
            3,
        ),
        ('\n<phase id="p"><active pattern="nothing"/></phase><pattern/>', "which is not there", 3),
    ],
)
def test_faults_of_a_schema_have_their_place(tmp_path: Path, content: str, said: str, line: int) -> None:
    path = schema(tmp_path, content, 'defaultPhase="p"' if "phase" in content else "")
    with pytest.raises(EditionError, match=said) as error:
        read_rules(path)
    assert error.value.at is not None
    assert error.value.at.line == line


def test_what_is_no_schema(tmp_path: Path) -> None:
    path = tmp_path / "a.sch"
    path.write_text("<schema/>", encoding="utf-8")
    with pytest.raises(EditionError, match="no Schematron schema"):
        read_rules(path)
    path.write_text('<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="stx"/>', encoding="utf-8")
    with pytest.raises(EditionError, match='"stx" is not supported'):
        read_rules(path)
    path.write_text('<!DOCTYPE s [<!ENTITY e SYSTEM "/etc/passwd">]><s>&e;</s>', encoding="utf-8")
    with pytest.raises(EditionError, match="other files are never read"):
        read_rules(path)


def test_a_test_that_fails_is_a_finding(source: Document, tmp_path: Path) -> None:
    path = schema(
        tmp_path,
        """<pattern id="d"><rule context="tei:p"><report test="xs:date(@when) lt xs:date('1900-01-01')">old</report></rule>
        </pattern><pattern id="e"><rule context="tei:hi"><report test="true()">still</report></rule></pattern>""",
    )
    lines = found(source, path)
    assert lines[0].startswith("error schematron-failed 3:5 a rule of rules.sch cannot be tested here: ")
    assert lines[1] == "error e 3:30 still"


def test_other_documents_lie_in_the_project(source: Document, tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<other><p/></other>", encoding="utf-8")
    pattern = '<pattern id="o" documents="{}"><rule context="/"><report test="other/p">other</report></rule></pattern>'
    assert found(source, schema(tmp_path, pattern.format("'other.xml'"))) == ["error o 1:1 other"]
    (line,) = found(source, schema(tmp_path, pattern.format("'../other.xml'")))
    assert "lies outside the project" in line


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cs", "Cc")), max_size=20))
def test_any_words_come_through(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    folder = tmp_path_factory.mktemp("s")
    told = words.replace("&", "&amp;").replace("<", "&lt;").replace("\ufffe", "").replace("\uffff", "")
    path = schema(folder, f'<pattern><rule context="tei:hi"><report test="true()">[{told}]</report></rule></pattern>')
    text = told.replace("&lt;", "<").replace("&amp;", "&")
    result = validate(document(SOURCE.encode(), folder / "tei.xml"), read_rules(path))
    assert result.diagnostics[0].message == " ".join(f"[{text}]".split())

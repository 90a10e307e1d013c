"""edition format: layout only where it cannot touch the text, the same twice, ids that are never changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.document import parse
from edition.formatting import format_document
from edition.schema import edition_schema
from edition.tei import TEI, XML_ID
from literate import Case, cases
from samples import HEADER, document


def laid_out(source: bytes, *, ids: bool = False) -> bytes:
    result = format_document(document(source), ids=ids)
    assert result.ok, result.diagnostics
    return result.value


def tei(content: str, declaration: str = "") -> bytes:
    return f'{declaration}<TEI xmlns="{TEI}" xml:lang="en">{HEADER}<text><body>{content}</body></text></TEI>'.encode()


def events(source: bytes) -> list[object]:
    """Tags, attributes and words of a document; white space only where the schema lets text stand."""
    schema = edition_schema()
    kept: list[object] = []

    def walk(node: etree._Element, loose: bool) -> None:
        model = schema.model(etree.QName(node).localname)
        preserved = node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        loose = loose and model is not None and not model.takes_text and not preserved
        kept.append((node.tag, list(node.attrib.items())))
        for text, child in [(node.text, None), *((inner.tail, inner) for inner in node)]:
            if child is not None:
                if isinstance(child.tag, str):
                    walk(child, loose)
                else:
                    kept.append((str(child.tag), child.text))
            if text and (text.strip() or not loose):
                kept.append(text)
        kept.append("/")

    walk(document(source).root, True)
    return kept


@pytest.mark.parametrize("case", cases("format"), ids=lambda case: case.path.stem)
def test_literate_cases(case: Case, accept: bool) -> None:
    made = laid_out(case.fences["source"].encode(), ids="ids" in case.path.stem).decode()
    case.check({"tei": made}, accept)
    assert laid_out(made.encode(), ids="ids" in case.path.stem).decode() == made


@pytest.mark.parametrize(
    "kept",
    [
        "<p n='2'   rend=\"x\" >a</p >",
        "<p>a  <hi>b</hi> <hi>c</hi>\n\n d</p>",
        "<p>a <choice> <sic>b</sic>\n<corr>c</corr> </choice></p>",
        '<lg xml:space="preserve"> <l>a</l> </lg>',
        "<p><![CDATA[ <a> ]]></p>",
        "<p>&ship; lay</p>",
        "<p>&#x41;&#160;</p>",
        "<list> </list>",
        "<p>a</p >",
        "<p><egXML xmlns='http://www.tei-c.org/ns/Examples'> <a/> </egXML></p>",
    ],
)
def test_these_bytes_are_kept(kept: str) -> None:
    made = laid_out(tei(f"<div><p>x</p>{kept}</div>", '<!DOCTYPE TEI [<!ENTITY ship "The ship">]>\n'))
    assert kept.encode() in made
    assert made.startswith(b'<!DOCTYPE TEI [<!ENTITY ship "The ship">]>\n<TEI')


def test_words_against_the_schema_are_left_alone() -> None:
    source = tei("<div><p>a</p>\n stray <p>b</p></div>")
    assert b"<p>a</p>\n stray <p>b</p>" in laid_out(source)


def test_line_ends_of_the_file_are_kept() -> None:
    source = tei("<div>\n<p>a\nb</p></div>", '<?xml version="1.0"?>\n').replace(b"\n", b"\r\n")
    assert b"\n" not in laid_out(source).replace(b"\r\n", b"")


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_are_refused_and_left(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><TEI xmlns="{TEI}"><text><body><p>é</p></body></text></TEI>'
    source = document(text.encode(encoding))
    result = format_document(source)
    assert result.value == source.source
    assert [finding.rule for finding in result.diagnostics] == ["not-formatted"]


def test_documents_of_others_are_left() -> None:
    source = b"<html> <body><p>a</p></body></html>"
    assert laid_out(source) == source


def test_new_ids_and_old_ones() -> None:
    content = (
        '<div type="chapter" n="1"><head>A</head><p>a</p><p xml:id="mine">b<note place="bottom">f</note></p>'
        '<figure><head>c</head></figure><lg><l>v</l></lg><div type="subchapter" n="2"><p>d</p></div>'
        '<div type="continuation"><p>e</p></div></div><div type="chapter" n="2" xml:id="ch2"><p xml:id="ch2.p1">f</p>'
        "<p>g</p></div>"
    )
    made = laid_out(tei(content), ids=True)
    names = [node.get(XML_ID) for node in document(made).root.iter("{*}text").__next__().iter("*") if node.get(XML_ID)]
    assert names == [
        *("ch1", "ch1.p1", "mine", "ch1.fn1", "ch1.fig1", "ch1.lg1", "ch1.2", "ch1.2.p1", "ch1.cont", "ch1.cont.p1"),
        *("ch2", "ch2.p1", "ch2.p2"),
    ]
    assert laid_out(made, ids=True) == made
    assert len(re.findall(rb'xml:id="mine"', made)) == 1


BLOCKS = st.recursive(
    st.sampled_from(
        [
            "<p>a b</p>",
            "<p> a\n  <hi>b</hi> <hi>c</hi></p>",
            "<p xml:id='p1' n=\"2\">x<lb/> y</p>",
            "<lg><l>a</l> <l> b</l></lg>",
            "<list><item>a</item><item><p>b</p> <p>c</p></item></list>",
            "<!-- a comment -->",
            "<?an instruction?>",
            '<quote xml:space="preserve"> <p>a</p> </quote>',
            "<p>a<note><p>b</p><p>c</p></note></p>",
            "<table><row><cell/><cell> </cell></row></table>",
            "<figure/>",
            "<pb n='3'/>",
            "&ship;",
            "words",
        ]
    ),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<div><head>h</head>{' '.join(parts)}</div>"),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(BLOCKS, st.sampled_from(["", " ", "\n", "\n\n\t  ", "&#32;"])), max_size=6), st.booleans())
def test_format_is_idempotent_and_keeps_the_text(parts: list[tuple[str, str]], ids: bool) -> None:
    content = "".join(block + gap for block, gap in parts)
    source = tei(content, '<!DOCTYPE TEI [<!ENTITY ship "The <hi>ship</hi>">]>')
    if parse(source, Path("a.xml")).value is None:
        return
    made = laid_out(source)
    assert laid_out(made) == made
    assert events(made) == events(source)
    if source.count(b"xml:id='p1'") < 2:
        with_ids = laid_out(source, ids=True)
        assert laid_out(with_ids, ids=True) == with_ids
        given_ids = [node.get(XML_ID) for node in document(with_ids).root.iter("*") if node.get(XML_ID)]
        assert len(given_ids) == len(set(given_ids))

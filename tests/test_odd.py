"""ODD: what is included, changed, added, left out; names that do not exist; both sources of the TEI."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from lxml import etree

from edition.compiling import compile_files
from edition.diagnostic import EditionError
from edition.document import parse
from edition.odd import compile_odd, release
from edition.odd.constraints import to_schematron
from edition.odd.nodes import Node
from edition.odd.rng import to_rng
from edition.relaxng import Grammar, is_valid, read
from edition.tei import TEI
from samples import document

HEAD = f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p/>
</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
"""
MODULES = """<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="textstructure"/><moduleRef key="core"/>"""
RELEASE = Path(os.environ.get("EDITION_TEI", Path(__file__).resolve().parent.parent.parent / "shared" / "schema"))


def odd(content: str, attributes: str = 'ident="mine"', before: str = "") -> bytes:
    return f"{HEAD}{before}<schemaSpec {attributes}>{content}</schemaSpec></body></text></TEI>".encode()


def compiled(content: str, attributes: str = 'ident="mine"', before: str = "") -> Grammar:
    """The grammar of an ODD without faults, in which any element may come first."""
    result = compile_odd(document(odd(content, attributes, before), Path("mine.odd")))
    assert [(d.rule, d.message) for d in result.diagnostics] == []
    definitions = result.value.grammar.definitions
    names = [name for name, node in definitions.items() if node.kind == "element"]
    return read(etree.fromstring(etree.tostring(to_rng(result.value.grammar, start=names))))


def ok(grammar: Grammar, fragment: str) -> bool:
    root = etree.fromstring(fragment.replace(">", f' xmlns="{TEI}">', 1) if "xmlns=" not in fragment else fragment)
    return is_valid(grammar, root)


def faults(content: str, attributes: str = 'ident="mine"') -> list[tuple[str, int, str]]:
    result = compile_odd(document(odd("\n" + content, attributes), Path("mine.odd")))
    return [(d.rule, d.at.line, d.hint) for d in result.diagnostics]


def test_include_and_except() -> None:
    grammar = compiled(
        '<moduleRef key="tei"/><moduleRef key="textstructure"/><moduleRef key="header"/><moduleRef key="core" include="p hi head"/>'
    )
    assert ok(grammar, "<p>a <hi>b</hi></p>")
    assert not ok(grammar, "<p><emph>a</emph></p>")
    grammar = compiled(MODULES.replace('key="core"', 'key="core" except="hi"'))
    assert ok(grammar, "<p><emph>a</emph></p>")
    assert not ok(grammar, "<p><hi>a</hi></p>")


def test_a_single_element_and_a_class_in_part() -> None:
    grammar = compiled(MODULES + '<elementRef key="persName"/>')
    assert ok(grammar, "<p><persName>A</persName></p>")
    grammar = compiled(MODULES + '<classRef key="att.global.rendition" include="rend"/>')
    assert ok(grammar, '<p rend="x">a</p>')
    assert not ok(grammar, '<p style="x">a</p>')
    grammar = compiled(MODULES + '<classRef key="att.global.rendition" except="rend"/>')
    assert not ok(grammar, '<p rend="x">a</p>')
    assert ok(grammar, '<p style="x">a</p>')


def test_attributes_of_absent_modules_are_gone() -> None:
    """A class whose module is left out does not exist: @ana comes with the module analysis."""
    assert not ok(compiled(MODULES), '<p ana="#a">a</p>')
    assert ok(compiled(MODULES + '<moduleRef key="analysis" include="interp"/>'), '<p ana="#a">a</p>')


def test_attributes_changed_added_and_deleted() -> None:
    grammar = compiled(
        MODULES
        + """<elementSpec ident="note" mode="change"><attList>
    <attDef ident="type" mode="change" usage="req"><valList type="closed" mode="replace"><valItem ident="a"/><valItem ident="b"/>
    </valList></attDef><attDef ident="place" mode="delete"/>
    <attDef ident="weight"><datatype minOccurs="1" maxOccurs="2"><dataRef name="integer"/></datatype></attDef>
    </attList></elementSpec>
    <elementSpec ident="div" mode="change"><attList><attDef ident="org" mode="change"><valList type="closed" mode="change">
    <valItem ident="composite" mode="delete"/><valItem ident="other"/></valList></attDef></attList></elementSpec>"""
    )
    assert ok(grammar, '<note type="a">x</note>')
    assert not ok(grammar, "<note>x</note>")
    assert not ok(grammar, '<note type="c">x</note>')
    assert not ok(grammar, '<note type="a" place="end">x</note>')
    assert ok(grammar, '<note type="a" weight="1 2">x</note>')
    assert not ok(grammar, '<note type="a" weight="1 2 3">x</note>')
    assert ok(grammar, '<div org="other"><p>a</p></div>')
    assert ok(grammar, '<div org="uniform"><p>a</p></div>')
    assert not ok(grammar, '<div org="composite"><p>a</p></div>')


def test_a_class_changed_for_all_its_members() -> None:
    grammar = compiled(
        MODULES
        + """<classSpec ident="att.typed" type="atts" mode="change"><attList><attDef ident="subtype" mode="delete"/>
    </attList></classSpec>"""
    )
    assert not ok(grammar, '<div type="a" subtype="b"><p>a</p></div>')
    assert ok(grammar, '<div type="a"><p>a</p></div>')


def test_a_new_element_with_content_of_every_kind() -> None:
    grammar = compiled(
        MODULES
        + """<elementSpec ident="crew" mode="add" ns="urn:ship"><classes><memberOf key="model.pLike"/></classes>
    <content><sequence><elementRef key="head" minOccurs="0"/><alternate minOccurs="2" maxOccurs="3"><elementRef key="p"/>
    <dataRef name="integer"/></alternate></sequence></content></elementSpec>
    <elementSpec ident="any" mode="add"><classes><memberOf key="model.pLike"/></classes>
    <content><anyElement require="urn:x urn:y"/></content></elementSpec>
    <elementSpec ident="bag" mode="add"><classes><memberOf key="model.pLike"/></classes>
    <content><sequence preserveOrder="false"><elementRef key="p"/><elementRef key="ab"/><elementRef key="head"/></sequence>
    </content></elementSpec>
    <elementSpec ident="level" mode="add"><classes><memberOf key="model.pLike"/></classes>
    <content><valList type="closed"><valItem ident="low"/><valItem ident="high"/></valList></content></elementSpec>""".replace(
            '<dataRef name="integer"/>', '<elementRef key="list"/>'
        ).replace('<elementRef key="ab"/>', '<elementRef key="list"/>')
    )
    crew = '<crew xmlns="urn:ship" xmlns:t="http://www.tei-c.org/ns/1.0">{}</crew>'
    assert ok(grammar, crew.format("<t:head>H</t:head><t:p>a</t:p><t:p>b</t:p>"))
    assert not ok(grammar, crew.format("<t:p>a</t:p>"))
    assert not ok(grammar, crew.format("<t:p/><t:p/><t:p/><t:p/>"))
    assert ok(grammar, f'<div xmlns="{TEI}">' + crew.format("<t:p>a</t:p><t:p>b</t:p>") + "</div>")
    assert ok(grammar, f'<any xmlns="{TEI}"><x xmlns="urn:x" a="1"><y xmlns="urn:y">t</y></x></any>')
    assert not ok(grammar, f'<any xmlns="{TEI}"><x xmlns="urn:z"/></any>')
    assert ok(grammar, "<bag><head>H</head><p>a</p><list><item>i</item></list></bag>")
    assert not ok(grammar, "<bag><head>H</head><p>a</p></bag>")
    assert ok(grammar, "<level> high </level>")
    assert not ok(grammar, "<level>higher</level>")


def test_attributes_of_which_only_one_may_stand() -> None:
    grammar = compiled(
        MODULES
        + """<elementSpec ident="mark" mode="add"><classes><memberOf key="model.pLike"/></classes><content><empty/></content>
    <attList org="choice"><attDef ident="here" usage="req"><datatype><dataRef name="integer"/></datatype></attDef>
    <attDef ident="there" usage="req"><datatype><dataRef key="teidata.pointer"/></datatype></attDef></attList></elementSpec>"""
    )
    assert ok(grammar, '<mark here="1"/>'.replace("/>", "></mark>"))
    assert ok(grammar, '<mark there="#a"></mark>')
    assert not ok(grammar, "<mark></mark>")
    assert not ok(grammar, '<mark here="1" there="#a"></mark>')


def test_datatypes_and_macros_of_a_project() -> None:
    grammar = compiled(
        MODULES
        + """<dataSpec ident="my.grade" mode="add"><content><dataRef name="token" restriction="[A-F]"/></content></dataSpec>
    <macroSpec ident="my.words" mode="add"><content><alternate minOccurs="0" maxOccurs="unbounded"><textNode/>
    <elementRef key="hi"/></alternate></content></macroSpec>
    <elementSpec ident="p" mode="change"><content><macroRef key="my.words"/></content><attList>
    <attDef ident="grade"><datatype><dataRef key="my.grade"/></datatype></attDef></attList></elementSpec>"""
    )
    assert ok(grammar, '<p grade="A">a <hi>b</hi></p>')
    assert not ok(grammar, '<p grade="G">a</p>')
    assert not ok(grammar, "<p>a <emph>b</emph></p>")


def test_groups_of_specifications_in_other_files_and_odds_on_odds(tmp_path: Path) -> None:
    (tmp_path / "part.xml").write_bytes(
        f'<div xmlns="{TEI}"><specGrp xml:id="g"><elementSpec ident="hi" mode="delete"/></specGrp></div>'.encode()
    )
    (tmp_path / "base.odd").write_bytes(odd(MODULES + '<specGrpRef target="part.xml#g"/>'))
    (tmp_path / "top.odd").write_bytes(
        odd(MODULES.replace('key="core"', 'key="core" except="emph"'), 'ident="top" source="base.odd"')
    )
    read_odd = parse(tmp_path / "top.odd").value
    assert read_odd is not None
    result = compile_odd(read_odd)
    assert result.diagnostics == ()
    elements = result.value.customisation.specs.by_kind["elementSpec"]
    assert "p" in elements
    assert "hi" not in elements
    assert "emph" not in elements


def test_an_odd_on_the_odd_of_an_edition(tmp_path: Path) -> None:
    content = MODULES + '<elementRef key="persName"/>'
    (tmp_path / "mine.odd").write_bytes(odd(content, 'ident="mine" source="edition.odd"'))
    read_odd = parse(tmp_path / "mine.odd").value
    assert read_odd is not None
    result = compile_odd(read_odd)
    assert result.diagnostics == ()
    note = result.value.grammar.definitions["note"]
    values = {leaf.name for leaf in leaves(note) if leaf.kind == "value"}
    assert "commentary" in values


def leaves(node: Node) -> list[Node]:
    return [node] if not node.parts else [leaf for part in node.parts for leaf in leaves(part)]


@pytest.mark.parametrize(
    ("content", "rule", "hint"),
    [
        ('<moduleRef key="cor"/>', "odd-unknown-name", 'did you mean "core"?'),
        (
            MODULES + '\n<moduleRef key="namesdates" include="persname"/>',
            "odd-unknown-name",
            'did you mean "persName"?',
        ),
        (
            MODULES + '\n<moduleRef key="namesdates" include="persName p"/>',
            "odd-wrong-module",
            'name it in <moduleRef key="core">',
        ),
        (MODULES + '\n<elementRef key="perName"/>', "odd-unknown-name", 'did you mean "persName"?'),
        (MODULES + '\n<elementSpec ident="persName" mode="change"/>', "odd-not-included", 'include="…"'),
        (MODULES + '\n<elementSpec ident="p" module="header" mode="change"/>', "odd-wrong-module", 'module="core"'),
        (MODULES + '\n<elementSpec ident="p" mode="chnage"/>', "odd-contradiction", 'did you mean "change"?'),
        (MODULES + '\n<elementSpec ident="p"/>', "odd-contradiction", 'mode="change"'),
        (
            MODULES
            + '\n<elementSpec ident="p" mode="change"><attList><attDef ident="rnd" mode="change"/></attList></elementSpec>',
            "odd-unknown-name",
            'did you mean "rend"?',
        ),
        (MODULES + '\n<classSpec ident="att.typd" mode="delete"/>', "odd-unknown-name", 'did you mean "att.typed"?'),
        (MODULES + '\n<classRef key="att.typed" include="typ"/>', "odd-unknown-name", 'did you mean "type"?'),
        (MODULES + '\n<specGrpRef target="#g"/>', "odd-unresolved", "xml:id"),
        (MODULES + '\n<specGrpRef target="../../secret.xml#g"/>', "odd-unresolved", "folder"),
        (MODULES + '\n<specGrpRef target="https://example.org/a.xml#g"/>', "odd-unresolved", "network"),
        (MODULES + '\n<moduleRef url="svg.rng"/>', "odd-source", 'mode="add"'),
        (MODULES + '\n<moduleRef key="namesdates" source="https://example.org/x.xml"/>', "odd-source", "--p5subset"),
        (
            MODULES + '\n<elementSpec ident="x" mode="add"><content><p/></content></elementSpec>',
            "odd-content",
            "chapter on documents",
        ),
        (
            MODULES
            + '\n<elementSpec ident="x" mode="add"><content><dataRef key="teidata.poiter"/></content></elementSpec>',
            "odd-unknown-name",
            'did you mean "teidata.pointer"?',
        ),
        (
            MODULES
            + '\n<classSpec ident="model.a" type="model" mode="add"><classes><memberOf key="model.a"/></classes></classSpec>',
            "odd-content",
            "memberships",
        ),
        (
            MODULES + '\n<macroSpec ident="m" mode="add"><content><macroRef key="m"/></content></macroSpec>',
            "odd-content",
            "references",
        ),
        (
            MODULES
            + '\n<elementSpec ident="x" mode="add"><classes><memberOf key="model.pLike"/></classes><content><elementRef key="p" maxOccurs="lots"/></content></elementSpec>',
            "odd-content",
            "whole numbers",
        ),
        (
            MODULES
            + '\n<elementSpec ident="p" mode="change"><attList><attDef ident="x" mode="add"><datatype><dataRef name="token" restriction="[a"/></datatype></attDef></attList></elementSpec>',
            "odd-content",
            'look at "p"',
        ),
        (
            MODULES
            + '\n<elementSpec ident="a b" mode="add"><classes><memberOf key="model.pLike"/></classes><content><empty/></content></elementSpec>',
            "odd-content",
            'look at "a b"',
        ),
        (MODULES + '\n<moduleRef key="transcr" include="handNote"/>', "odd-wrong-module", "header"),
        (MODULES + '\n<moduleRef key="namesdates" include="birth"/>', "odd-unreachable", "include an element"),
    ],
)
def test_faults_have_a_place_and_a_hint(content: str, rule: str, hint: str) -> None:
    found = faults(content)
    assert [(name, "…" if hint == "…" else hint in said) for name, _, said in found] == [(rule, True)]
    line = 3 + content.count("\n") + 1
    assert found[0][1] == line


def test_content_without_a_bottom() -> None:
    deep = "<sequence>" * 400 + "<textNode/>" + "</sequence>" * 400
    found = faults(f'{MODULES}<elementSpec ident="p" mode="change"><content>{deep}</content></elementSpec>')
    assert [rule for rule, _, _ in found] == ["odd-content"]


def test_what_is_no_odd(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no <schemaSpec>"):
        compile_odd(document(f'<TEI xmlns="{TEI}"><text/></TEI>'.encode(), Path("a.odd")))
    (tmp_path / "a.odd").write_bytes(odd(MODULES, 'ident="a" source="a.odd"'))
    read_odd = parse(tmp_path / "a.odd").value
    assert read_odd is not None
    with pytest.raises(EditionError, match="stands on itself"):
        compile_odd(read_odd)
    (tmp_path / "b.odd").write_bytes(odd(MODULES, 'ident="../b"'))
    with pytest.raises(EditionError, match="cannot name files"):
        compile_files(tmp_path / "b.odd")
    with pytest.raises(EditionError, match="no specifications"):
        release(tmp_path / "b.odd")


def test_constraints_become_schematron() -> None:
    result = compile_odd(
        document(
            odd(
                MODULES
                + """<elementSpec ident="div" mode="change"><constraintSpec ident="headed" scheme="schematron"><constraint>
    <sch:assert xmlns:sch="http://purl.oclc.org/dsdl/schematron" test="tei:head">A division  has a head.</sch:assert>
    </constraint></constraintSpec><constraintSpec ident="abstractModel-structure-div-in-l-or-lg" scheme="schematron" mode="delete"/>
    </elementSpec><elementSpec ident="p" mode="change"><attList><attDef ident="n" mode="change"><constraintSpec ident="short"
    scheme="schematron"><constraint><sch:assert xmlns:sch="http://purl.oclc.org/dsdl/schematron" test="string-length(.) lt 9">Too
    long.</sch:assert></constraint></constraintSpec></attDef></attList></elementSpec>"""
            ),
            Path("mine.odd"),
        )
    )
    contents = result.value.grammar.contents
    assert contents is not None
    root = to_schematron(result.value.customisation, contents)
    contexts = {p.get("id"): r.get("context") for p in root.iter("{*}pattern") for r in p.iter("{*}rule")}
    assert contexts["div-headed"] == "tei:div"
    assert contexts["p-short"] == "tei:p/@n"
    assert "abstract-model-structure-div-in-l-or-lg" not in contexts
    assert "abstract-model-structure-p-in-ab-or-p" in contexts
    assert "A division has a head." in etree.tostring(root, encoding="unicode")


def test_the_tables_say_what_a_release_says(root: Path) -> None:
    path = RELEASE / "p5subset.xml"
    if not path.exists():
        pytest.skip("no TEI release at hand: EDITION_TEI names no folder with a p5subset.xml")
    sys.path.insert(0, str(root / "schemas" / "tei"))
    try:
        from supplement import differences  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    official = release(path)
    assert differences(release(), official) == []
    source = document((root / "schemas" / "edition.odd").read_bytes(), root / "schemas" / "edition.odd")
    ours, theirs = compile_odd(source), compile_odd(source, official)
    assert theirs.diagnostics == ()
    assert set(ours.value.grammar.definitions) == set(theirs.value.grammar.definitions)

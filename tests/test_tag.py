"""Tagging: names and dates from the registers, decisions in a table, no letter of the text changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostic import EditionError
from edition.document import parse
from edition.enrich.authority import Authority, read_authority
from edition.enrich.index import read_index
from edition.enrich.places import City, Gazetteer, propose_places
from edition.enrich.reading import read
from edition.enrich.spelling import agree, distance, folded, slug, variants
from edition.enrich.trie import compile_forms
from edition.enrich.words import usage_of
from edition.project import find
from edition.tagging import Options, init_registers, learn_registers, tag
from edition.tagging.coverage import cover
from literate import Case, cases

HEADER = """<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><publisher>P</publisher>
<availability status="free"><p>Free.</p></availability></publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc>
<encodingDesc><listPrefixDef><prefixDef ident="reg" matchPattern="(.+)"
 replacementPattern="../registers/registers.xml#$1"><p>Entries.</p></prefixDef></listPrefixDef></encodingDesc>
</teiHeader>"""
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{header}{rest}</TEI>'


def project(folder: Path, body: str, standoff: str = "", **tables: str) -> Path:
    """A project with one text and its registers."""
    (folder / "tei").mkdir(parents=True)
    (folder / "registers").mkdir()
    (folder / "edition.toml").write_text('[edition]\ntext = "tei/text.xml"\n', encoding="utf-8")
    text = f"<text><body>\n{body}\n</body></text>"
    (folder / "tei/text.xml").write_text(TEI.format(header=HEADER, rest=text), encoding="utf-8")
    if standoff:
        made = TEI.format(header=HEADER, rest=f"<standOff>\n{standoff}\n</standOff>")
        (folder / "registers/registers.xml").write_text(made, encoding="utf-8")
    for name, content in tables.items():
        (folder / f"registers/{name}.tsv").write_text(content, encoding="utf-8")
    return folder


def run(folder: Path, options: Options | None = None) -> list[str]:
    """Tag a project and write what came out; the findings."""
    result = tag(find(folder), options)
    for path, data in result.value.files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return [f"{d.rule}: {d.message}" for d in result.diagnostics]


def body_of(folder: Path) -> str:
    text = (folder / "tei/text.xml").read_text(encoding="utf-8")
    match = re.search(r"<body>\n(.*)\n</body>", text, re.DOTALL)
    assert match is not None
    return match[1]


def words_of(folder: Path) -> str:
    root = etree.parse(folder / "tei/text.xml").getroot()
    return "".join(map(str, root.find("{*}text").itertext()))


def tagged_and_edited(folder: Path, *edits: tuple[str, str]) -> Path:
    """Tag a project, and edit its text by hand: each old stretch stands in it, and is replaced. The text's path."""
    run(folder)
    path = folder / "tei/text.xml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", cases("tag"), ids=lambda case: case.path.stem)
def test_case(case: Case, tmp_path: Path, accept: bool) -> None:
    fences = case.fences
    tables = {name: fences[name].replace(" | ", "\t").replace("| ", "\t") for name in ("decisions",) if name in fences}
    folder = project(tmp_path / "p", fences["tei"].strip("\n"), fences.get("registers", ""), **tables)
    before = words_of(folder)
    findings = run(folder)
    tagged = body_of(folder)
    case.check({"tagged": tagged, "findings": "\n".join(findings)}, accept)
    assert words_of(folder) == before
    # A second run changes nothing.
    assert not tag(find(folder)).value.files
    check = parse(folder / "tei/text.xml")
    assert check.value is not None


REGISTERS = """<listPerson>
<person xml:id="voronin-v-i"><persName><surname>Voronin</surname>, <forename>V. I.</forename></persName></person>
<person xml:id="shmidt-o-yu"><persName><surname>Shmidt</surname>, <forename>O. Yu.</forename></persName></person>
</listPerson>
<listOrg><org xml:id="navy"><orgName>Navy</orgName></org></listOrg>"""
TEXT = """<div xml:id="ch1" type="chapter"><head>The Ship</head>
<p xml:id="ch1.p1">In July 1933 Voronin met <hi>Shmidt</hi> of the Navy; Shmidt &amp; Voronin sailed.</p>
<p xml:id="ch1.p2">Then <persName ref="reg:voronin-v-i">the captain</persName> and Voronin left on 5 May.</p></div>"""


VORONIN_MET = '<persName ref="reg:voronin-v-i" resp="#tagger">Voronin</persName> met'


def test_a_tag_taken_away_in_the_file_stays_away(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    path = tagged_and_edited(folder, (VORONIN_MET, "Voronin met"))
    run(folder)
    assert "Voronin met" in path.read_text(encoding="utf-8")
    assert "reject\tperson\tvoronin-v-i\tVoronin" in (folder / "registers/decisions.tsv").read_text(encoding="utf-8")
    assert not tag(find(folder)).value.files


def test_a_tag_changed_in_the_file_stays_changed(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    path = tagged_and_edited(folder, (VORONIN_MET, VORONIN_MET.replace("voronin-v-i", "shmidt-o-yu")))
    run(folder)
    assert 'ref="reg:shmidt-o-yu" resp="#tagger">Voronin</persName> met' in path.read_text(encoding="utf-8")
    assert "change\tperson\tshmidt-o-yu\tVoronin" in (folder / "registers/decisions.tsv").read_text(encoding="utf-8")


def test_what_is_accepted_has_the_editor_as_its_agent(tmp_path: Path) -> None:
    body = TEXT.replace("Voronin met", "Voronin met")
    folder = project(tmp_path / "p", body, REGISTERS)
    path = folder / "tei/text.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("<title>T</title>", '<title>T</title><editor xml:id="ed">E</editor>'), encoding="utf-8"
    )
    table = "id\tstatus\ttype\tref\tsurface\tby\n*\taccept\tperson\tvoronin-v-i\tVoronin\ted\n"
    (folder / "registers/decisions.tsv").write_text(table, encoding="utf-8")
    run(folder)
    assert '<persName ref="reg:voronin-v-i" resp="#ed">Voronin</persName> met' in path.read_text(encoding="utf-8")
    first = path.read_bytes()
    run(folder)
    assert path.read_bytes() == first


def test_a_decision_survives_edits_around_it(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    result = tag(find(folder)).value
    one = next(s for s in result.texts[0].suggestions if s.surface == "Navy")
    row = f"id\tstatus\ttype\tref\tsurface\tleft\tright\tblock\n{one.id}\treject\torg\tnavy\tNavy\t{one.left}\t{one.right}\t{one.where}\n"  # noqa: E501
    (folder / "registers/decisions.tsv").write_text(row, encoding="utf-8")
    path = folder / "tei/text.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("of the Navy; Shmidt", "of the great Navy; then Shmidt"), encoding="utf-8")
    run(folder)
    assert "<orgName" not in path.read_text(encoding="utf-8")


def test_a_table_that_cannot_be_used_stops_the_run(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS, decisions="id\tstatus\tref\nx\tperhaps\ty\n")
    with pytest.raises(EditionError) as caught:
        tag(find(folder))
    assert caught.value.at is not None
    assert caught.value.at.line == 2
    assert "accept, reject, change, skip" in caught.value.hint


def test_remove_takes_away_what_nobody_accepted(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    run(folder)
    assert "#tagger" in body_of(folder)
    run(folder, Options(remove=True))
    assert "#tagger" not in body_of(folder)
    assert "the captain</persName>" in body_of(folder)
    assert not (folder / "registers/decisions.tsv").exists()


def test_other_kinds_keep_their_tags(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    run(folder, Options(("person",)))
    assert "<persName" in body_of(folder)
    assert "<date" not in body_of(folder)
    run(folder, Options(("date",)))
    assert "<date" in body_of(folder)
    assert 'resp="#tagger">Voronin</persName>' in body_of(folder)


def test_other_encodings_and_line_ends_stay(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    path = folder / "tei/text.xml"
    text = path.read_text(encoding="utf-8").replace("The Ship", "Das Schiff für Übersee").replace("\n", "\r\n")
    data = ('<?xml version="1.0" encoding="ISO-8859-1"?>\r\n' + text).encode("latin-1")
    path.write_bytes(data)
    run(folder)
    tagged = path.read_bytes()
    assert "für Übersee".encode("latin-1") in tagged
    assert tagged.count(b"\r\n") >= data.count(b"\r\n")
    assert b"<persName" in tagged
    stripped = re.sub(rb"</?(?:persName|orgName|date)[^>]*>", b"", tagged.partition(b"<body>")[2])
    plain = re.sub(rb"</?(?:persName|orgName|date)[^>]*>", b"", data.partition(b"<body>")[2])
    assert stripped == plain


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Voronin", "O. Yu. Shmidt", "the Navy", " &amp; ", "<pb n='3'/>", "<hi>Voronin</hi>", "in 1933", "5 May",
             "<persName>Shmidt</persName>", "<note>Voronin said</note>", ", ", " ", "<!-- Voronin -->", "Shmidt's",
             "<choice><sic>Voronim</sic><corr>Voronin</corr></choice>",
             "<app><lem>Voronin</lem><rdg wit='#a'>Shmidt</rdg></app>",
             "<![CDATA[Voronin]]>", "&#x2014;", "<hi>V. I.</hi> Voronin", "Voro<pb n='4' break='no'/>nin"]
        ),
        min_size=1, max_size=14,
    ),
    st.lists(st.sampled_from(["accept", "reject", "skip"]), max_size=6),
)  # fmt: skip
def test_no_letter_changes_and_a_second_run_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str], statuses: list[str]
) -> None:
    folder = project(tmp_path_factory.mktemp("t") / "p", f'<p xml:id="p1">{" ".join(parts)}</p>', REGISTERS)
    before = words_of(folder)
    human = re.findall(r"<persName>.*?</persName>", body_of(folder))
    suggestions = tag(find(folder)).value.texts[0].suggestions
    rows = ["id\tstatus\ttype\tref\tsurface\tleft\tright\tblock"]
    for one, status in zip(suggestions, statuses, strict=False):
        rows.append(f"{one.id}\t{status}\t{one.kind}\t{one.ref}\t{one.surface}\t{one.left}\t{one.right}\t{one.where}")
    (folder / "registers/decisions.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    run(folder)
    assert words_of(folder) == before
    assert re.findall(r"<persName>.*?</persName>", body_of(folder)) == human
    assert not tag(find(folder)).value.files
    rejected = {one.id for one, status in zip(suggestions, statuses, strict=False) if status != "accept"}
    assert not rejected & set(tag(find(folder)).value.texts[0].written)


INDEX = """<div type="chapter" xml:id="ch1"><pb n="1" xml:id="p1"/><head>One</head>
<p xml:id="ch1.p1">Captain V. I. Voronin spoke with Otto Shmidt (1891-1956) at Murmansk.
Voronin read <hi>The Pole</hi>.</p></div>
<div type="chapter" xml:id="ch2"><pb n="2" xml:id="p2"/><head>Two</head>
<p xml:id="ch2.p1">Kopusov stayed in Murmansk. The Arctic Commission met; the commission wrote to Voronim.</p></div>
<div type="index" xml:id="index"><head>Index</head><list type="index">
<item xml:id="index.i1">Arctic Commission <ref type="page" n="2" target="#p2">2</ref></item>
<item xml:id="index.i2">Kopusov <ref type="page" n="2" target="#p2">2</ref></item>
<item xml:id="index.i3">Murmansk <ref type="page" n="1" target="#p1">1</ref>,
<ref type="page" n="2" target="#p2">2</ref></item>
<item xml:id="index.i4">Shmidt, O. Yu. <ref type="page" n="1" target="#p1">1</ref><list type="index">
<item xml:id="index.i5">“The Pole” <ref type="page" n="1" target="#p1">1</ref></item></list></item>
<item xml:id="index.i6">Voronin, V. I. [Captain Ice] <ref type="page" n="1-2" target="#p1">1-2</ref></item>
<item xml:id="index.i7">ice, drift of <ref type="page" n="1" target="#p1">1</ref></item>
<item xml:id="index.i8">Iceman. See Voronin, V. I.</item>
</list></div>"""


def test_registers_come_from_the_index(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", INDEX)
    made = init_registers(find(folder), places=False).value
    for path, data in made.files.items():
        path.write_bytes(data)
    register = parse(folder / "registers/registers.xml").value
    assert register is not None
    authority = read_authority([register])
    found = {name: (entry.kind, [one.inverted for one in entry.names]) for name, entry in authority.entries.items()}
    assert found == {
        "arctic-commission": ("org", ["Arctic Commission"]),
        "kopusov": ("person", ["Kopusov"]),
        "murmansk": ("place", ["Murmansk"]),
        "shmidt-o-yu": ("person", ["Shmidt, O. Yu.", "Shmidt, Otto"]),
        "the-pole": ("work", ["The Pole"]),
        "voronin-v-i": ("person", ["Voronin, V. I.", "Ice", "Iceman"]),
    }
    assert authority.entries["shmidt-o-yu"].birth == "1891"
    assert authority.entries["the-pole"].author == "shmidt-o-yu"
    rows = (folder / "registers/index.tsv").read_text(encoding="utf-8")
    assert "tei/text.xml\tindex.i7\tice, drift of\ttopic" in rows
    # Again: nothing is new, nothing changes.
    assert not init_registers(find(folder), places=False).value.new
    # What an editor took out stays out; what he changed stays changed.
    text = (folder / "registers/registers.xml").read_text(encoding="utf-8")
    text = re.sub(r' *<person xml:id="kopusov".*?</person>\n', "", text, flags=re.DOTALL)
    text = text.replace("Arctic Commission</orgName>", "Arctic Commission, 1932</orgName>")
    (folder / "registers/registers.xml").write_text(text, encoding="utf-8")
    again = init_registers(find(folder), places=False).value
    assert not again.new
    assert (folder / "registers/registers.xml").read_text(encoding="utf-8") == text


def test_the_kind_of_a_head_can_be_settled_in_the_table(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", INDEX)
    for path, data in init_registers(find(folder), places=False).value.files.items():
        path.write_bytes(data)
    table = folder / "registers/index.tsv"
    rows = table.read_text(encoding="utf-8")
    table.write_text(rows.replace("ice, drift of\ttopic", "ice, drift of\tevent"), encoding="utf-8")
    made = init_registers(find(folder), places=False).value
    assert made.new == {"event": 1}


def test_the_report_compares_tags_and_index(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", INDEX)
    for path, data in init_registers(find(folder), places=False).value.files.items():
        path.write_bytes(data)
    run(folder)
    report = cover(find(folder))[0]
    # Voronin's second page is the misspelt one: it waits for a decision.
    assert report.missing == [("voronin-v-i", "ch2")]
    assert report.mentions["person"] == 4
    assert report.never == []
    agreed = report.by_chapter["person"]
    assert (agreed.precision, agreed.recall) == (1.0, 0.75)
    assert report.by_page["person"].recall == 0.75
    assert report.by_page_near["person"].recall == 1.0


def test_the_index_is_read() -> None:
    document = parse(TEI.format(header=HEADER, rest=f"<text><body>{INDEX}</body></text>").encode()).value
    assert document is not None
    heads = {head.label: head for head in read_index(document.root)}
    assert heads["Voronin, V. I."].aliases == ["Captain Ice"]
    assert heads["Voronin, V. I."].pages == {"1", "2"}
    assert heads["Iceman"].see == "Voronin, V. I."
    assert [(sub.label, sub.title) for sub in heads["Shmidt, O. Yu."].subs] == [("The Pole", True)]


def test_pages_and_notes_do_not_part_a_name() -> None:
    body = (
        '<p xml:id="a">Voro<pb n="7" break="no"/>nin and O. <note xml:id="n">Shmidt.</note>Shmidt<lb/>met'
        '<ref type="noteAnchor">1</ref>.</p>'
    )
    document = parse(TEI.format(header=HEADER, rest=f"<text><body>{body}</body></text>").encode()).value
    assert document is not None
    blocks = {block.id: block for block in read(document).blocks}
    assert blocks["a"].text == "Voronin and O. Shmidt met."
    assert blocks["n"].text == "Shmidt."
    assert blocks["a"].page(0) == ""
    assert blocks["a"].page(5) == "7"


@given(st.sets(st.text("abcdÄé'- ", min_size=1, max_size=8).map(str.strip).filter(bool), min_size=1, max_size=30))
def test_a_trie_finds_every_form(forms: set[str]) -> None:
    pattern = compile_forms(forms)
    for form in forms:
        if form[0].isalnum():
            match = pattern.search(f"+{form}+")
            assert match is not None
            assert len(match[0]) >= len(form) or form not in (match[0],)


def test_names_are_compared() -> None:
    assert folded("Шмидт, Отто") == "shmidt otto"
    assert slug("Trotsky", "L.", "D.") == "trotsky-l-d"
    assert "Trotskii" in set(variants("Trotsky"))
    assert "Yeltsin" in set(variants("Eltsin"))
    assert agree(["L."], ["Lev"])
    assert agree(["Otto"], ["O.", "Yu."])
    assert not agree(["V."], ["O.", "Yu."])
    assert not agree(["Roland"], ["Robert"])
    assert distance("voronin", "voronim", 2) == 1
    assert distance("ab", "ba", 2) == 1
    assert distance("abc", "xyz", 2) == 3


NAMELESS = """<div type="chapter" xml:id="ch1"><head>The Camp</head>
<p xml:id="p1">V. I. Voronin said that the ship was lost. Voronin wrote, and Captain Kopusov declared that he had
seen it.</p>
<p xml:id="p2">Professor Shmidt replied. Otto Shmidt recalled the Arctic; O. Yu. Shmidt was tired. The
Norwegians came to Murmansk, and in Murmansk they waited. The sailors of the Sibiryakov had been in Murmansk too.
Kopusov slept.</p>
<p xml:id="p3">Krenkel recalled the ice. Krenkel declared nothing. The Arctic, the Bolsheviks, and Leninism stood in the
books.</p></div>"""


def test_persons_are_learned_from_a_book_without_an_index(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", NAMELESS)
    found = init_registers(find(folder), places=False)
    assert [d.rule for d in found.diagnostics] == ["no-index"]
    made = learn_registers(find(folder))
    for path, data in made.value.files.items():
        path.write_bytes(data)
    text = (folder / "registers/registers.xml").read_text(encoding="utf-8")
    learned = set(re.findall(r'<person xml:id="([^"]+)"', text))
    assert {"voronin-v-i", "kopusov", "krenkel", "shmidt-o-yu"} <= learned
    assert not {name for name in learned if name.startswith(("arctic", "murmansk", "bolshevik", "leninism", "otto"))}
    assert 'resp="#tagger" cert="medium"' in text
    run(folder)
    assert '<persName ref="reg:voronin-v-i" resp="#tagger" cert="medium">Voronin</persName> wrote' in body_of(folder)
    # Learned once, they are known.
    again = b"".join(learn_registers(find(folder)).value.files.values()).decode()
    assert again.count('xml:id="voronin') <= 1


def test_a_field_learns_from_tags() -> None:
    pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed: pip install -e '.[learn]'")
    from edition.enrich.sequences import crf_names

    names = ["Voronin", "Shmidt", "Bobrov", "Kopusov", "Markov", "Ushakov", "Babushkin", "Molokov"]
    rows = []
    for number in range(60):
        name = names[number % len(names)]
        rows.append(
            f"<p>On that day <persName>{name}</persName> said that the ice was thick and the ship was lost.</p>"
        )
    rows[20] = rows[33] = "<p>On that day Lavrov said that the ice was thick and the ship was lost.</p>"
    document = parse(TEI.format(header=HEADER, rest=f"<text><body>{''.join(rows)}</body></text>").encode()).value
    assert document is not None
    found = crf_names(read(document).blocks, set(names))
    assert [one.words for one in found] == ["Lavrov"]
    assert len(found[0].places) == 2


def test_a_town_that_is_named_without_a_word_of_where(tmp_path: Path) -> None:
    """A name of the gazetteer alone is a place, with low certainty, where the book speaks of its country."""
    towns = [City(1, "Kolpino", "RU", 59.7, 30.6, 138_000), City(2, "Allen", "US", 33.1, -96.7, 104_000)]
    towns.append(City(3, "Luga", "RU", 58.7, 29.8, 40_000))
    gazetteer = Gazetteer({town.name: [town] for town in towns}, {town.id: town for town in towns}, {}, {})
    body = "<p>Russia, and Russia, and all of Russia. A guard of Kolpino met Allen. The Luga flowed. The Caucasus.</p>"
    document = parse(TEI.format(header=HEADER, rest=f"<text><body>{body}</body></text>").encode()).value
    assert document is not None
    blocks = read(document).blocks
    found = propose_places(blocks, Authority(), usage_of(blocks, ()), gazetteer)
    assert [(entry.id, entry.salience) for entry in found] == [("caucasus", 0), ("kolpino", -1), ("russia", 0)]

"""Tagging under attack: tables half right, registers half made, files brought back, names that are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from edition.cli import cli
from edition.diagnostic import EditionError
from edition.project import find
from edition.tagging import init_registers, learn_registers, reconciling, tag
from edition.tagging.reconciling import reconcile
from test_tag import (
    HEADER,
    INDEX,
    NAMELESS,
    REGISTERS,
    TEI,
    TEXT,
    VORONIN_MET,
    body_of,
    project,
    run,
    tagged_and_edited,
    words_of,
)

CITING = """<div type="notes" xml:id="n"><note xml:id="n.1">Shmidt O. Pokhod, M., 1934, pp. 12-15.</note></div>"""
DECISION = "id\tstatus\ttype\tref\tsurface\n"


def refused(folder: Path) -> str:
    """Why a run is refused, with the line; nothing may be written."""
    with pytest.raises(EditionError) as caught:
        tag(find(folder))
    assert caught.value.at is not None
    return f"{caught.value.at.line}: {caught.value.message}"


@pytest.mark.parametrize(
    "entry",
    [
        "<listPlace><place xml:id='p'><placeName/></place></listPlace>",
        "<listOrg><org xml:id='o'><orgName> </orgName></org></listOrg>",
        "<listEvent><event xml:id='e'><label>,</label></event></listEvent>",
        "<listPerson><person xml:id='q'><persName><surname/></persName></person></listPerson>",
        "<listPerson><person xml:id='q'><persName>, </persName></person></listPerson>",
        f"<listPerson><person xml:id='q'><persName><surname>{'A' * 1500}</surname></persName></person></listPerson>",
    ],
)
def test_a_name_that_is_none_names_nothing(tmp_path: Path, entry: str) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS + entry)
    before = words_of(folder)
    run(folder)
    assert body_of(folder).count("#tagger") == 8
    assert words_of(folder) == before


def test_what_was_accepted_stays_when_namesakes_come(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    run(folder)
    rows = (folder / "registers/tagged.tsv").read_text(encoding="utf-8").splitlines()
    name = next(row.split("\t")[1] for row in rows if "shmidt" in row)
    table = folder / "registers/decisions.tsv"
    table.write_text(f"{DECISION}{name}\taccept\tperson\tvoronin-v-i\tShmidt\n", encoding="utf-8")
    run(folder)
    assert '<persName ref="reg:voronin-v-i" resp="#tagger">Shmidt</persName>' in body_of(folder)


def test_a_file_that_was_brought_back_rejects_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    path = folder / "tei/text.xml"
    before = path.read_bytes()
    run(folder)
    tagged = path.read_bytes()
    path.write_bytes(before)
    run(folder)
    assert path.read_bytes() == tagged
    assert not (folder / "registers/decisions.tsv").exists()


def test_a_tag_taken_away_with_the_words_beside_it(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    tagged_and_edited(folder, (VORONIN_MET, "Voronin greeted"))
    run(folder)
    assert "Voronin greeted" in body_of(folder)
    assert not tag(find(folder)).value.files


def test_a_paragraph_put_in_moves_no_rejection(tmp_path: Path) -> None:
    plain = TEXT.replace(' xml:id="ch1.p1"', "").replace(' xml:id="ch1.p2"', "")
    folder = project(tmp_path / "p", plain, REGISTERS)
    tagged_and_edited(folder, (VORONIN_MET, "Voronin met"), ("<p>In", "<p>Nothing.</p><p>In"))
    run(folder)
    assert "Voronin met" in body_of(folder)


def test_a_tag_changed_to_nobody_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    tagged_and_edited(folder, ('ref="reg:voronin-v-i" resp="#tagger"', 'ref="reg:nobody" resp="#tagger"'))
    assert refused(folder).endswith('a tag was changed to "reg:nobody", which the registers do not have')


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (
            f"{DECISION}abc\taccept\nabc\treject\n",
            "3: two decisions about one thing: accept in line 2, reject in line 3",
        ),
        (
            "id\tstatus\tcolour\nabc\taccept\tred\n",
            '1: the table of decisions has a column "colour", which would be lost',
        ),
        ("id\tstatus\tstatus\n", '1: the table of decisions has a column "status" twice'),
        ("id\tstatus\nabc\treject\tx\n", "2: a row of the table of decisions has more cells than columns"),
        (f"{DECISION}abc\tchange\tdate\t1921-05-04\tx\n", '2: "1921-05-04" is no date'),
        (f"{DECISION}abc\tchange\tdate\twhen=banana\tx\n", '2: "when=banana" is no date'),
        (f"{DECISION}abc\tchange\tdate\tonclick=x\tx\n", '2: "onclick=x" is no date'),
        (f"{DECISION}abc\tchange\tscope\tpage\tx\n", '2: "page" is no range'),
        (f"{DECISION}abc\tchange\tperson\tnavy\tx\n", '2: "navy" is no person in the registers'),
    ],
)
def test_a_decision_that_cannot_be_meant(tmp_path: Path, table: str, why: str) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS, decisions=table)
    assert refused(folder).startswith(why)


def test_markup_in_comments_is_none(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    path = folder / "tei/text.xml"
    header = HEADER[: HEADER.index("<encodingDesc>")] + "<!-- <encodingDesc><listPrefixDef></listPrefixDef> -->"
    header = header.replace("<titleStmt>", "<!-- <titleStmt></titleStmt> --><titleStmt>") + "</teiHeader>"
    path.write_text(TEI.format(header=header, rest=f"<text><body>{TEXT}</body></text>"), encoding="utf-8")
    run(folder)
    text = path.read_text(encoding="utf-8")
    assert "<!-- <encodingDesc><listPrefixDef></listPrefixDef> -->" in text
    assert "<!-- <titleStmt></titleStmt> -->" in text
    assert text.count('ident="reg"') == text.count('xml:id="tagger"') == 1
    assert not tag(find(folder)).value.files


def test_elements_with_a_prefix_are_told(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    path = folder / "tei/text.xml"
    path.write_text(
        '<tei:TEI xmlns:tei="http://www.tei-c.org/ns/1.0"><tei:text><tei:body><tei:p>Voronin</tei:p></tei:body>'
        "</tei:text></tei:TEI>"
    )
    assert 'have the prefix "tei:"' in refused(folder)


def test_a_link_out_of_the_project_is_not_written_through(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    outside = tmp_path / "outside.xml"
    (folder / "tei/text.xml").rename(outside)
    (folder / "tei/text.xml").symlink_to(outside)
    assert "outside the project" in refused(folder)


def test_a_table_of_the_index_with_a_fault_is_not_written_over(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS, index="book\titem\thead\tkind\tmine\nb\ti\th\tperson\tx\n")
    with pytest.raises(EditionError, match='a column "mine", which would be lost'):
        init_registers(find(folder), places=False)


def kept(folder: Path) -> None:
    for path, data in init_registers(find(folder), places=False).value.files.items():
        path.write_bytes(data)


def test_what_was_taken_out_stays_out(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", NAMELESS.replace("</div>", f"</div>{CITING}"))
    kept(folder)
    for path, data in learn_registers(find(folder)).value.files.items():
        path.write_bytes(data)
    path = folder / "registers/registers.xml"
    text = path.read_text(encoding="utf-8")
    bare = re.sub(r" *<(person|biblStruct) xml:id=.*?</\1>\n", "", text, flags=re.DOTALL)
    assert bare != text
    assert "biblStruct" not in bare
    path.write_text(bare, encoding="utf-8")
    assert not init_registers(find(folder), places=False).value.new
    assert not learn_registers(find(folder)).value.new


def test_a_kind_that_the_registers_do_not_share_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", INDEX)
    kept(folder)
    table = folder / "registers/index.tsv"
    rows = table.read_text(encoding="utf-8")
    assert "Murmansk\tplace" in rows
    table.write_text(rows.replace("Murmansk\tplace", "Murmansk\torg"), encoding="utf-8")
    found = init_registers(find(folder), places=False).diagnostics
    assert [d.message for d in found] == [
        'the table of the index has "Murmansk" as org, the registers have it as place'
    ]


def test_items_without_ids_have_rows_of_their_own(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", re.sub(r'<item xml:id="[^"]+"', "<item", INDEX))
    kept(folder)
    rows = (folder / "registers/index.tsv").read_text(encoding="utf-8").splitlines()[1:]
    items = [row.split("\t")[1] for row in rows]
    assert "=Murmansk" in items
    assert len(items) == len(set(items)) > 5


def test_an_id_that_is_in_use_is_not_given_again(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", INDEX, '<listPerson><person xml:id="x"/></listPerson>')
    path = folder / "registers/registers.xml"
    path.write_text(path.read_text().replace("<title>", '<title xml:id="kopusov">'))
    with pytest.raises(EditionError, match='"kopusov" would have an id'):
        init_registers(find(folder), places=False)


@pytest.mark.parametrize(
    "command",
    [
        ("tag", "--dry-run", "--suggestions", "tei/text.xml"),
        ("tag", "--suggestions", "registers/decisions.tsv"),
        ("review", "--static", "registers/registers.xml"),
        ("registers", "export", "--format", "jsonld", "-o", "edition.toml"),
    ],
)
def test_an_output_does_not_replace_a_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(cli, command)
    assert isinstance(result.exception, EditionError)
    assert "is a file of the project" in result.exception.message
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_entry_of_one_tag_gets_its_identifier(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, '<listPerson><person xml:id="x" /></listPerson>')
    table = folder / "registers/candidates.tsv"
    table.write_text("entry\tstatus\tidno\tcandidate\tscore\nx\taccept\tW\tQ1\t1\n")
    made, _ = reconcile(find(folder), None, reconciling.Options())
    text = made.files[folder / "registers/registers.xml"].decode()
    assert '<person xml:id="x"><idno type="W">Q1</idno></person>' in text


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("x\taccept\tW\tQ1\t0,9", 'the score "0,9" is no number'),
        ("y\taccept\tW\tQ1\t1", 'the registers have no entry "y"'),
        ("x\taccept\tW\tQ1\t1\nx\taccept\tW\tQ2\t1", 'two candidates are accepted for "x": in line 2 and in line 3'),
    ],
)
def test_a_candidate_that_cannot_be_taken(tmp_path: Path, row: str, why: str) -> None:
    folder = project(tmp_path / "p", TEXT, '<listPerson><person xml:id="x" /></listPerson>')
    (folder / "registers/candidates.tsv").write_text(f"entry\tstatus\tidno\tcandidate\tscore\n{row}\n")
    with pytest.raises(EditionError) as caught:
        reconcile(find(folder), None, reconciling.Options())
    assert caught.value.message == why


def test_a_file_without_a_header_points_by_the_name_of_the_register(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    example = (
        "<egXML xmlns='http://www.tei-c.org/ns/Examples'><teiHeader><encodingDesc></encodingDesc></teiHeader></egXML>"
    )
    bare = TEXT.replace("<div ", "<div xmlns='http://www.tei-c.org/ns/1.0' ").replace("</div>", f"{example}</div>")
    (folder / "tei/text.xml").write_text(bare.replace("reg:voronin-v-i", "#x"), encoding="utf-8")
    run(folder)
    text = (folder / "tei/text.xml").read_text(encoding="utf-8")
    assert '<persName ref="../registers/registers.xml#shmidt-o-yu" resp="#tagger">' in text
    assert example in text
    assert not tag(find(folder)).value.files

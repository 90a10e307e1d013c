"""The lock file of released ids: written by a release, read strictly; old addresses that stay alive on the website."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from edition.build import build, check_project
from edition.cli import cli
from edition.diagnostic import EditionError
from edition.lock import NAME, Lock, Redirect, Released, Shown, read_lock, words_of
from edition.project import find
from edition.tei import TEI
from samples import document

HEADER = """<teiHeader><fileDesc><titleStmt><title>Ice</title><editor>E. Editor</editor></titleStmt>
<editionStmt><edition n="{version}">x</edition></editionStmt><publicationStmt><publisher>A Press</publisher>
<date when="2025">2025</date><availability><p>Free.</p></availability></publicationStmt>
<sourceDesc><p>None.</p></sourceDesc></fileDesc><encodingDesc><editorialDecl><p>None.</p></editorialDecl></encodingDesc><profileDesc><langUsage>
<language ident="en">English</language></langUsage></profileDesc></teiHeader>"""
FIRST = """<div type="chapter" n="1" xml:id="ch1"><head>One</head>
<p xml:id="ch1.p1">The ship lay fast in the ice of the sea.</p>
<p xml:id="ch1.p2">The crew waited for the spring that winter.</p>
<p xml:id="ch1.p3">In the spring they went home by sledge.</p></div>
<div type="chapter" n="2" xml:id="ch2"><head>Two</head>
<p xml:id="ch2.p1">The second chapter has one paragraph.</p></div>
<div type="chapter" n="3" xml:id="ch3"><head>Three</head>
<p xml:id="ch3.p1">The third chapter is short as well.</p></div>"""
#: Two paragraphs became one, one went to the next chapter, and the third chapter into the second.
SECOND = """<div type="chapter" n="1" xml:id="ch1"><head>One</head>
<p xml:id="ch1.p1">The ship lay fast in the ice of the sea. The crew waited for the spring that winter.</p></div>
<div type="chapter" n="2" xml:id="ch2"><head>Two</head><p xml:id="ch1.p3">In the spring they went home by sledge.</p>
<p xml:id="ch2.p1">The second chapter has one paragraph.</p>
<p xml:id="ch2.p2">The third chapter is short as well.</p></div>"""
REDIRECTS = """
[redirects."tei/t.xml"]
"ch1.p2" = "ch1.p1"
"ch3" = "ch2.html"
"ch3.p1" = "ch2.p2"
"""


def write(folder: Path, body: str, version: str = "1.0") -> None:
    (folder / "tei").mkdir(exist_ok=True)
    header = HEADER.replace("{version}", version)
    (folder / "tei" / "t.xml").write_text(
        f'<TEI xmlns="{TEI}" xml:lang="en">{header}<text><body>{body}</body></text></TEI>', encoding="utf-8"
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, FIRST)
    assert released(tmp_path, "1.0")
    return tmp_path


def released(folder: Path, version: str) -> bool:
    value = build(find(folder), only=["html"], output=folder / "output", release=version).value
    return value is not None and value.released


def findings(folder: Path) -> list[tuple[str, int]]:
    return [(finding.rule, finding.at.line) for finding in check_project(find(folder)).diagnostics]


def redirect(folder: Path, rows: str) -> None:
    lock = folder / NAME
    lock.write_text(lock.read_text(encoding="utf-8") + rows, encoding="utf-8")


def test_a_release_lists_each_id_with_its_words_and_page(project: Path) -> None:
    lock = read_lock(project / NAME)
    assert lock is not None
    assert lock.releases == {"1.0": "2025"}
    rows = lock.ids["tei/t.xml"]
    assert list(rows) == ["ch1", "ch1.p1", "ch1.p2", "ch1.p3", "ch2", "ch2.p1", "ch3", "ch3.p1"]
    assert rows["ch1"] == Released("div", "1.0", "-", ("ch1",), rows["ch1"].line)
    assert (rows["ch1.p2"].element, rows["ch1.p2"].pages) == ("p", ("ch1",))
    lines = (project / NAME).read_text(encoding="utf-8").split("\n")
    assert lines[rows["ch3.p1"].line - 1].startswith('"ch3.p1" = ')
    assert findings(project) == []


def test_a_release_twice_changes_nothing(project: Path) -> None:
    before = (project / NAME).read_bytes()
    assert released(project, "1.0")
    assert (project / NAME).read_bytes() == before


def test_ids_that_vanish_are_reported_and_refuse_a_release(project: Path) -> None:
    write(project, SECOND, "1.1")
    before = (project / NAME).read_bytes()
    assert findings(project) == [("vanished-id", 11), ("vanished-id", 15), ("vanished-id", 16)]
    told = {finding.at.line: finding for finding in check_project(find(project)).diagnostics}
    assert "ch1.html#ch1.p2" in told[11].message
    assert 'it stood behind "ch1.p1"' in told[11].hint
    assert 'its words have the id "ch2.p2" now' in told[16].hint
    result = build(find(project), only=["html"], output=project / "output", release="1.1")
    assert result.value is not None
    assert not result.value.released
    assert [finding.rule for finding in result.diagnostics] == ["vanished-id"] * 3
    assert (project / NAME).read_bytes() == before


def test_redirects_allow_a_release_and_are_dated_by_it(project: Path) -> None:
    write(project, SECOND, "1.1")
    redirect(project, REDIRECTS)
    assert findings(project) == []
    assert released(project, "1.1")
    lock = read_lock(project / NAME)
    assert lock is not None
    redirects = lock.redirects["tei/t.xml"]
    assert [(name, one.to, one.release) for name, one in redirects.items()] == [
        ("ch1.p2", "ch1.p1", "1.1"),
        ("ch3", "ch2.html", "1.1"),
        ("ch3.p1", "ch2.p2", "1.1"),
    ]
    rows = lock.ids["tei/t.xml"]
    assert rows["ch1.p3"].pages == ("ch2", "ch1")
    assert (rows["ch2.p2"].release, rows["ch1.p1"].release) == ("1.1", "1.0")
    assert "ch1.p2" in rows, "a released id is never forgotten"


def test_old_addresses_stay_alive_on_the_website(project: Path) -> None:
    write(project, SECOND, "1.1")
    redirect(project, REDIRECTS)
    result = build(find(project), only=["html"], output=project / "output")
    assert result.value is not None
    made = {name.removeprefix("html/"): data for name, data in result.value.files.items() if name.startswith("html/")}
    files = {name: data.decode() for name, data in made.items() if not name.startswith("downloads/")}
    # In its own page an anchor, which needs no script; from page to page a table; for a page that is gone a page.
    assert '<p id="ch1.p1"><span class="moved" id="ch1.p2" data-generated=""></span>The ship' in files["ch1.html"]
    assert '"ch1.p3":"ch2.html#ch1.p3"' in files["redirects.js"]
    assert '"ch3.p1":"ch2.html#ch2.p2"' in files["redirects.js"]
    assert '"ch1.p2"' not in files["redirects.js"]
    assert '<meta http-equiv="refresh" content="0; url=ch2.html">' in files["ch3.html"]
    assert [name for name, source in files.items() if "redirects.js" in source] == ["ch1.html", "ch3.html"]
    assert all(loss["characters"]["lost"] == 0 for loss in result.value.losses)
    assert build(find(project), only=["html"], output=project / "output").value.written == 0  # type: ignore[union-attr]


def test_ids_numbered_anew_are_found_by_their_words(project: Path) -> None:
    shifted = FIRST.replace(
        '<p xml:id="ch1.p2">The crew waited for the spring that winter.</p>\n<p xml:id="ch1.p3">',
        '<p xml:id="ch1.p2">A paragraph was put in between them here.</p>\n'
        '<p xml:id="ch1.p3">The crew waited for the spring that winter.</p>\n<p xml:id="ch1.p4">',
    )
    write(project, shifted)
    found = check_project(find(project)).diagnostics
    assert [finding.rule for finding in found] == ["reused-id", "reused-id"]
    assert 'those have the id "ch1.p3" now' in found[0].message
    write(project, FIRST.replace("lay fast in the ice", "was held fast by the ice"))
    assert findings(project) == [], "corrected words are no other words"


def test_an_id_that_went_elsewhere_is_given_to_nothing_else(project: Path) -> None:
    write(project, SECOND, "1.1")
    redirect(project, REDIRECTS)
    assert released(project, "1.1")
    write(
        project,
        SECOND.replace("</div>\n<div", '<p xml:id="ch1.p2">Quite another paragraph is this.</p></div>\n<div', 1),
    )
    assert [rule for rule, _ in findings(project)] == ["reused-id"]
    write(project, SECOND.replace("</div>\n<div", "<p>Quite another paragraph is this.</p></div>\n<div", 1))
    assert CliRunner().invoke(cli, ["format", "--ids", str(project / "tei" / "t.xml")]).exit_code == 0
    assert '<p xml:id="ch1.p2.2">Quite' in (project / "tei" / "t.xml").read_text(encoding="utf-8")


def test_a_redirect_in_a_circle_leads_to_nothing(project: Path) -> None:
    write(project, SECOND, "1.1")
    redirect(project, REDIRECTS.replace('"ch3.p1" = "ch2.p2"', '"ch3.p1" = "ch1.p2"').replace('"ch1.p1"', '"ch3.p1"'))
    assert [rule for rule, _ in findings(project)] == ["redirect-to-nothing"] * 2
    assert not released(project, "1.1")


def test_a_file_that_is_gone_is_told_once(project: Path) -> None:
    (project / "tei" / "t.xml").rename(project / "tei" / "other.xml")
    assert [rule for rule, _ in findings(project)] == ["vanished-id"]


def test_one_file_of_a_project_is_checked_by_its_own_rows(project: Path) -> None:
    (project / "edition.toml").write_text("", encoding="utf-8")
    lock = find(project / "tei" / "t.xml").lock
    assert lock is not None
    assert list(lock.ids) == ["tei/t.xml"]


def test_registers_are_released_with_the_pages_of_their_entries(tmp_path: Path) -> None:
    write(tmp_path, FIRST.replace("The crew", '<persName ref="../registers/r.xml#ch1">The crew</persName>'))
    (tmp_path / "registers").mkdir()
    header = HEADER.replace("{version}", "1.0")
    (tmp_path / "registers" / "r.xml").write_text(
        f'<TEI xmlns="{TEI}" xml:lang="en">{header}<standOff><listPerson><person xml:id="ch1"><persName>Crew</persName>'
        '</person><person xml:id="bergen"><persName>Bergen</persName></person></listPerson></standOff></TEI>',
        encoding="utf-8",
    )
    assert released(tmp_path, "1.0")
    lock = read_lock(tmp_path / NAME)
    assert lock is not None
    rows = lock.ids["registers/r.xml"]
    assert {name: (row.element, row.pages) for name, row in rows.items()} == {
        "bergen": ("person", ("persons-bergen",)),
        "ch1": ("person", ("persons-r.ch1",)),
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[ids."t"]\n"a" = 1\n', 1, "not a text in quotes"),
        ('[ids."t"]\n"a" = "p 1.0"\n', 2, "does not name"),
        ('[ids]\n"a" = "p 1.0 - x"\n', 1, "no file"),
        ('[id."t"]\n', 1, 'no table "id"'),
        ('[ids."t"]\n"a" = "p\n', 2, "cannot be read"),
        ('[redirects."t"]\n\n"a" = "b c d"\n', 3, "not redirected"),
        ('releases = "x"\n', 1, "a release"),
    ],
)
def test_lock_files_that_cannot_be_read(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        read_lock(tmp_path / NAME)
    assert caught.value.at is not None
    assert caught.value.at.line == line
    assert words in caught.value.message


def test_strange_ids_survive_the_file(tmp_path: Path) -> None:
    names = ['a"b\\c', "й.2", "é-%41", "p10", "p9", "x\ty"]
    shown = {'tei/"odd" name.xml': {name: Shown("p", "ch1") for name in names}}
    lock = Lock(tmp_path / NAME).merged("1.0", "2025", shown).value
    (tmp_path / NAME).write_text(lock.text(), encoding="utf-8")
    again = read_lock(tmp_path / NAME)
    assert again is not None
    assert set(again.ids['tei/"odd" name.xml']) == set(names)
    assert again.text() == lock.text()
    assert lock.text().index('"p9"') < lock.text().index('"p10"')
    assert all(row.line for row in again.ids['tei/"odd" name.xml'].values() if row.element == "p")


def test_a_release_needs_a_name_the_website_and_a_whole_project(project: Path) -> None:
    with pytest.raises(EditionError, match="no name of a release"):
        released(project, "1.0 beta")
    (project / "edition.toml").write_text('[build]\neditions = ["html", "text"]\n', encoding="utf-8")
    with pytest.raises(EditionError, match="needs the website"):
        build(find(project), only=["text"], output=project / "output", release="1.1")
    told = CliRunner().invoke(cli, ["build", str(project / "tei" / "t.xml"), "--release", "1.1"])
    assert told.exit_code == 2
    assert "whole project" in told.output


def test_a_release_that_the_header_does_not_name(project: Path) -> None:
    result = build(find(project), only=["html"], output=project / "output", release="2.0")
    assert [finding.rule for finding in result.diagnostics] == ["release-differs"]
    assert result.value is not None
    assert result.value.released


def test_a_chain_of_redirects() -> None:
    lock = Lock(redirects={"t": {"a": Redirect("b"), "b": Redirect("c"), "x": Redirect("ch1.html")}})
    assert lock.leads("t", "a", {"c"}) == "c"
    assert lock.leads("t", "a", {"b", "c"}) == "b"
    assert lock.leads("t", "x", {"c"}) == "ch1.html"
    assert lock.leads("t", "a", set()) is None
    assert lock.leads("t", "none", set()) is None


def test_the_words_of_a_block_are_its_own() -> None:
    one = document(
        f'<TEI xmlns="{TEI}"><text><body><p xml:id="a">The ship lay<note xml:id="n">in the ice, say all who saw</note> '
        'in the ice.</p><p xml:id="b">The SHIP, lay in the ice</p><p xml:id="c">* * *</p></body></text></TEI>'.encode()
    )
    words = words_of(one)
    assert words["a"] == words["b"]
    assert words["n"][1] not in ("-", words["a"][1])
    assert words["c"] == ("p", "-")

"""The file for Word: every word and every note, footnotes of Word, numbered as the text numbers them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from edition import pandoc
from edition.build import build
from edition.diagnostic import EditionError
from edition.editions import docx
from edition.losses import compare_words
from edition.normalize import normalize
from edition.project import find
from samples import body, document, tei
from test_invariants import texts

try:
    pandoc.find_pandoc()
    HERE = True
except EditionError:
    HERE = False
needs_pandoc = pytest.mark.skipif(not HERE, reason="pandoc is not here: pip install 'edition[documents]'")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'


def made(source: bytes, images: dict[str, Path] | None = None) -> bytes:
    read = document(source, Path("tei/case.xml"))
    parameters: dict[str, str | int | bool] = {"lang": "en", "base-name": "case"}
    result = docx.render(normalize(read, (), parameters).value, parameters, images=images)
    data = result.value.files["case.docx"]
    assert [one.message for one in compare_words(read, "docx", docx.extract_words(data)).diagnostics] == []
    return data


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def notes(data: bytes) -> dict[str, str]:
    """The footnotes by their ids."""
    return {
        str(note.get(f"{W}id")): "".join(str(text) for text in note.itertext()).strip()
        for note in part(data, "word/footnotes.xml").iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    }


def marks(data: bytes) -> list[tuple[str, str]]:
    """The marks of the text: the id of each note, and the sign that stands instead of a number."""
    found = []
    for node in part(data, "word/document.xml").iter(f"{W}footnoteReference"):
        sign = node.getnext()
        custom = node.get(f"{W}customMarkFollows") == "1"
        found.append((str(node.get(f"{W}id")), str(sign.text) if custom and sign is not None else ""))
    return found


def chapters(*contents: str) -> bytes:
    return tei("<body>" + "".join(f'<div type="chapter"><head>C</head>{one}</div>' for one in contents) + "</body>")


@needs_pandoc
def test_every_note_is_a_footnote_with_its_hand() -> None:
    data = made(
        body(
            """<p>Ice<note place="bottom" resp="#author">It was <hi rend="italic">thick</hi>.</note>, snow<note
            place="bottom" resp="#translator"><p>White<note place="bottom">Very.</note>.</p><p>More.</p></note> and
            rain<note place="bottom" resp="#editor">Wet.</note>.</p>"""
        )
    )
    told = [" ".join(notes(data)[identifier].split()) for identifier, _ in marks(data)]
    assert told == ["It was thick.", "Trans.: White3.More.[3] Very.", "4 Ed.: Wet."]
    assert [sign for _, sign in marks(data)] == ["", "", "4"]


@needs_pandoc
def test_numbers_begin_anew_in_each_chapter_and_asterisks_stay() -> None:
    note = '<note place="bottom">{}</note>'
    one, star = note.format("Ice"), '<note place="bottom" n="*">Star</note>'
    data = made(chapters(f"<p>a{one} b{star} c{one}</p>", f"<p>d{one} e{one}</p>"))
    assert [sign for _, sign in marks(data)] == ["", "*", "", "", ""]
    sections = list(part(data, "word/document.xml").iter(f"{W}sectPr"))
    assert len(sections) == 3
    assert {str(one.get(f"{W}val")) for section in sections for one in section.iter(f"{W}numRestart")} == {"eachSect"}


@needs_pandoc
def test_numbers_that_run_through_the_book_need_no_sections() -> None:
    data = made(chapters('<p>a<note place="bottom" n="1">x</note></p>', '<p>b<note place="bottom" n="2">y</note></p>'))
    assert [sign for _, sign in marks(data)] == ["", ""]
    assert len(list(part(data, "word/document.xml").iter(f"{W}sectPr"))) == 1


@needs_pandoc
def test_properties_styles_and_languages() -> None:
    data = made(
        body(
            """<quote><p>Quoted</p></quote><lg><l>Ice</l><l rend="indent">Snow</l></lg><list><item>One</item></list>
            <p>A <foreign xml:lang="ru">лёд</foreign></p><table><row role="label"><cell cols="2">Head</cell></row>
            <row><cell>A</cell><cell>B</cell></row></table><sp><speaker>Cook</speaker><p>Tea?</p></sp>"""
        )
    )
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
    assert "<dc:title>A test</dc:title>" in core and "A. Author; T. Translator" in core and "2026" not in core
    root = part(data, "word/document.xml")
    styles = {str(node.get(f"{W}val")) for node in root.iter(f"{W}pStyle")}
    assert {"Title", "Heading1", "BlockText", "Verse", "Speaker"} <= styles
    assert "ru" in {str(node.get(f"{W}val")) for node in root.iter(f"{W}lang")}
    assert "en" in {str(node.get(f"{W}val")) for node in part(data, "word/styles.xml").iter(f"{W}lang")}
    assert [str(node.get(f"{W}val")) for node in root.iter(f"{W}gridSpan")] == ["2"]
    assert not list(root.iter(f"{W}pgSz"))


@needs_pandoc
def test_pictures_are_in_it(tmp_path: Path) -> None:
    drawing, broken = tmp_path / "a.svg", tmp_path / "b.svg"
    drawing.write_bytes(SVG)
    broken.write_bytes(b"no picture")
    content = '<figure><graphic url="a.svg"/><head>Ice</head><figDesc>A floe</figDesc></figure>'
    content += '<figure><graphic url="b.svg"/><head>Snow</head></figure><figure><graphic url="c.png"/></figure>'
    data = made(body(content), {"a.svg": drawing, "b.svg": broken})
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [name.rsplit(".", 1)[1] for name in names if "media" in name] == ["png"]
    assert "A floe" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


@needs_pandoc
@settings(max_examples=12, deadline=None)
@given(texts())
def test_nothing_is_lost_and_two_files_are_equal(source: bytes) -> None:
    data = made(source)
    assert data == made(source)
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if name.endswith((".xml", ".rels")):
            part(data, name)


@needs_pandoc
def test_hostile_words_are_words() -> None:
    data = made(
        body(f"<p>]]&gt; &lt;w:p/&gt; \\n {{=openxml}} &amp;amp; {'x' * 200_000} \u202e rtl</p>" + "<p>*a* [b](c)</p>")
    )
    text = "".join(map(str, part(data, "word/document.xml").itertext()))
    assert "<w:p/>" in text and "*a* [b](c)" in text and "x" * 200_000 in text


def project(folder: Path) -> Any:
    (folder / "tei").mkdir()
    (folder / "tei" / "book.xml").write_bytes(body('<p>Ice<note place="bottom">Thick</note></p>'))
    (folder / "edition.toml").write_text('[build]\neditions = ["html", "docx", "markdown"]\n', encoding="utf-8")
    return find(folder)


@needs_pandoc
def test_the_website_offers_it(tmp_path: Path) -> None:
    result = build(project(tmp_path), output=tmp_path / "out")
    assert result.value is not None
    assert {loss["edition"]: loss["lost"] for loss in result.value.losses} == {"html": [], "markdown": [], "docx": []}
    page = (tmp_path / "out" / "html" / "about.html").read_text(encoding="utf-8")
    assert "downloads/book.docx" in page and "Text for Word, with footnotes" in page
    assert "downloads/book.md" in page and "Nothing of the text is missing in the file for Word." in page
    assert (tmp_path / "out" / "html" / "downloads" / "book.docx").read_bytes() == result.value.files["docx/book.docx"]


def test_without_pandoc_the_hint_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(pandoc.shutil, "which", lambda _name: None)
    with pytest.raises(EditionError) as refused:
        build(project(tmp_path), output=tmp_path / "out")
    assert refused.value.message == "the file for Word is written with pandoc, and it is not here"
    assert "pip install 'edition[documents]'" in refused.value.hint
    assert not (tmp_path / "out").exists()

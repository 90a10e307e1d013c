"""The printed book: for archives and screen readers, with a sign for every letter or a frame in its place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from edition.build import Built, build
from edition.diagnostic import EditionError
from edition.project import find

TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>T</title><author>A</author></titleStmt>
<publicationStmt><publisher>P</publisher>{}</publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body><div xml:id="c"><head>One</head><p xml:id="p">{}</p></div></body></text></TEI>"""


def made(folder: Path, words: str, date: str = "", settings: str = "") -> tuple[Built, list[str]]:
    (folder / "tei").mkdir(exist_ok=True)
    (folder / "tei" / "t.xml").write_text(TEXT.format(date, words), encoding="utf-8")
    (folder / "edition.toml").write_text(settings, encoding="utf-8")
    result = build(find(folder), only=["pdf"])
    assert result.value is not None
    return result.value, [finding.rule for finding in result.diagnostics]


def standards(pdf: bytes) -> set[str]:
    return {found.decode() for found in re.findall(rb"<(pdfaid:part|pdfuaid:part)>", pdf)}


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_demonstration_is_for_archives_and_for_screen_readers(root: Path, tmp_path: Path) -> None:
    result = build(find(root), only=["pdf"], output=tmp_path)
    assert result.value is not None
    for name in ("chelyuskin", "chelyuskin-ru"):
        assert standards(result.value.files[f"pdf/{name}.pdf"]) == {"pdfaid:part", "pdfuaid:part"}
    again = build(find(root), only=["pdf"], output=tmp_path)
    assert again.value is not None and again.value.files == result.value.files


def test_the_date_is_that_of_the_edition(tmp_path: Path) -> None:
    built, rules = made(tmp_path, "Ice.", '<date when="1998-03">March 1998</date>')
    assert standards(built.files["pdf/t.pdf"]) == {"pdfaid:part", "pdfuaid:part"}
    assert b"1998-03-01" in built.files["pdf/t.pdf"]
    assert "pdf-not-accessible" not in rules


def test_without_a_date_it_is_for_screen_readers_alone(tmp_path: Path) -> None:
    for date in ("", '<date when="20000-01-01"/>', "<date>soon</date>", '<date when="1998-02-31"/>'):
        built, rules = made(tmp_path, "Ice.", date)
        assert standards(built.files["pdf/t.pdf"]) == {"pdfuaid:part"}
        assert "pdf-not-accessible" not in rules


def test_a_letter_without_a_sign_has_a_frame_and_is_told(tmp_path: Path) -> None:
    built, rules = made(tmp_path, "The words 走れ and ice, “走”.", '<date when="1998"/>')
    assert "missing-glyph" in rules
    shown = text_of(built.files["pdf/t.pdf"])
    assert shown.count("8D70") == 2 and "308C" in shown
    assert standards(built.files["pdf/t.pdf"]) == {"pdfaid:part", "pdfuaid:part"}


def test_a_font_of_the_project_has_it(tmp_path: Path) -> None:
    font = next(iter(sorted(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"))), None)
    if font is None:
        pytest.skip("no font with old Georgian letters is here: install DejaVu Serif to run this test")
    assert "missing-glyph" in made(tmp_path, "ႫႮ ice.", '<date when="1998"/>')[1]
    shutil.copy(font, tmp_path / "own.ttf")
    built, rules = made(tmp_path, "ႫႮ ice.", '<date when="1998"/>', '[pdf]\nfonts = ["own.ttf"]\n')
    assert "missing-glyph" not in rules
    assert "ႫႮ" in text_of(built.files["pdf/t.pdf"])
    assert built.losses[0]["characters"]["lost"] == 0


def test_what_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.doc").write_text("x")
    with pytest.raises(EditionError, match=r"own\.doc"):
        made(tmp_path, "Ice.", "", '[pdf]\nfonts = ["own.doc"]\n')
    with pytest.raises(EditionError):
        made(tmp_path, "Ice.", "", '[pdf]\nfonts = ["../own.ttf"]\n')


def test_a_font_that_is_none_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(b"no font")
    built, _ = made(tmp_path, "Ice.", "", '[pdf]\nfonts = ["own.ttf"]\n')
    assert built.files["pdf/t.pdf"].startswith(b"%PDF")


def test_pictures_may_lie_in_a_folder_of_fonts(tmp_path: Path) -> None:
    (tmp_path / "tei" / "fonts").mkdir(parents=True)
    (tmp_path / "tei" / "fonts" / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    font = next(iter(sorted(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"))), None)
    if font is None:
        pytest.skip("no font is here: install DejaVu Serif to run this test")
    shutil.copy(font, tmp_path / "own.ttf")
    figure = '<figure><graphic url="fonts/a.svg"/><figDesc>Nothing.</figDesc></figure>'
    built, rules = made(tmp_path, f"Ice {figure} ႫႮ.", "", '[pdf]\nfonts = ["own.ttf"]\n')
    assert not {"unreadable-image", "missing-glyph"} & set(rules)
    assert b"fonts/a.svg" in built.files["pdf/t.typ"]

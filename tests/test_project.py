"""Settings: read strictly, and refused with file, line and a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostic import EditionError
from edition.project import find, of_files
from samples import body


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tei").mkdir()
    (tmp_path / "registers").mkdir()
    (tmp_path / "tei" / "a.xml").write_bytes(body("<p>text</p>"))
    (tmp_path / "tei" / "b.xml").write_bytes(body("<p>other</p>"))
    (tmp_path / "registers" / "registers.xml").write_bytes(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>')
    return tmp_path


def test_a_folder_without_settings(project: Path) -> None:
    found = find(project)
    assert [text.path.name for text in found.texts] == ["a.xml", "b.xml"]
    assert [text.main for text in found.texts] == [True, False]
    assert [path.name for path in found.registers] == ["registers.xml"]


def test_settings(project: Path) -> None:
    (project / "edition.toml").write_text('[edition]\ntext = "tei/b.xml"\nlanguage = "de"\n[pdf]\nnotes = "endnotes"\n')
    found = find(project)
    assert [text.path.name for text in found.texts] == ["b.xml"]
    assert [path.name for path in found.others] == ["a.xml"]
    assert (found.language, found.notes) == ("de", "endnotes")


@pytest.mark.parametrize(
    ("toml", "line", "words"),
    [
        ('[edition]\ntitel = "x"\n', 2, ["titel", 'did you mean "title"']),
        ('[editoin]\ntitle = "x"\n', 1, ["editoin", 'did you mean "edition"']),
        ("[edition]\ntitle = 1\n", 2, ["title", "text in quotes"]),
        ('[build]\neditions = ["html", "dvi"]\n', 2, ["dvi"]),
        ('[build]\neditions = "html"\n', 2, ["a list of texts"]),
        ('[edition]\ntitle = "x\n', 2, ["cannot be read"]),
        ('[edition]\ntext = "../other/a.xml"\n', 0, ["outside the project"]),
        ('[edition]\ntext = "tei/none.xml"\n', 0, ["no such file"]),
        ('[[allow]]\nrule = "x"\nat = "y"\n', 1, ["reason"]),
        ('[allow]\nrule = "x"\n', 1, ["[[allow]]"]),
    ],
)
def test_wrong_settings(project: Path, toml: str, line: int, words: list[str]) -> None:
    (project / "edition.toml").write_text(toml)
    with pytest.raises(EditionError) as caught:
        find(project)
    error = caught.value
    assert error.at is not None
    assert error.at.path is not None
    assert error.at.path.name == "edition.toml"
    assert error.at.line == line
    for word in words:
        assert word in f"{error.message} {error.hint}"


def test_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no edition project"):
        find(tmp_path)
    with pytest.raises(EditionError, match="no file"):
        find(tmp_path / "none.xml")


def test_a_file_of_a_project_brings_its_registers(project: Path) -> None:
    (project / "edition.toml").write_text('[edition]\ntext = "tei/a.xml"\n')
    found = find(project / "tei" / "b.xml")
    assert [text.path.name for text in found.texts] == ["b.xml"]
    assert [path.name for path in found.registers] == ["registers.xml"]
    checked = of_files([project / "tei" / "a.xml"])
    assert [path.name for path in checked.focus] == ["a.xml"]
    assert "registers.xml" in [path.name for path in checked.files]


def test_a_bare_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_bytes(body("<p>text</p>"))
    found = find(path)
    assert [text.stem for text in found.texts] == ["letter"]
    assert found.settings is None

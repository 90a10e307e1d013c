"""The command line, as its users meet it: from an empty folder, with good input and bad."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from samples import body, tei

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "edition.cli", *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


def test_a_newcomers_road(run: Run, tmp_path: Path) -> None:
    assert run("new", "mine", "--title", "My & first <edition>").returncode == 0
    checked = run("check", "mine", "--strict")
    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
    built = run("build", "mine")
    assert built.returncode == 0, built.stdout + built.stderr
    output = tmp_path / "mine" / "output"
    for name in (
        "html/index.html",
        "html/ch1.html",
        "pdf/text.pdf",
        "pdf/text.typ",
        "text/text.txt",
        "report/build.json",
    ):
        assert (output / name).stat().st_size > 0, name
    report = json.loads((output / "report" / "build.json").read_bytes())
    assert [loss["characters"]["lost"] for loss in report["losses"]] == [0, 0, 0]
    assert [loss["notes"] for loss in report["losses"]] == [{"due": 1, "arrived": 1}] * 3
    assert "My &amp; first &lt;edition&gt;" in (output / "html" / "index.html").read_text("utf-8")
    again = run("build", "mine")
    assert "(0 of " in again.stdout


def test_new_refuses_a_folder_with_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "note.txt").write_text("mine")
    result = run("new", "there")
    assert result.returncode == 2
    assert "not empty" in result.stderr
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["note.txt"]


def test_did_you_mean(run: Run) -> None:
    result = run("biuld")
    assert result.returncode == 2
    assert '"build"' in result.stderr


def test_version_needs_nothing(run: Run) -> None:
    code = "import sys; sys.argv = ['edition', '--version']\nfrom edition.cli import main\n"
    code += (
        "try:\n    main()\nexcept SystemExit:\n    pass\nassert not {'lxml', 'saxonche', 'typst'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_check_without_schematron_needs_no_saxon(tmp_path: Path) -> None:
    path = tmp_path / "tei" / "a.xml"
    path.parent.mkdir()
    path.write_bytes(body("<p>text</p>"))
    (tmp_path / "edition.toml").write_text("[check]\nschematron = []\n")
    code = f"import sys; sys.argv = ['edition', 'check', {str(tmp_path)!r}]\nfrom edition.cli import main\n"
    code += "try:\n    main()\nexcept SystemExit:\n    pass\nassert not {'saxonche', 'typst'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_invalid_but_well_formed_is_built(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(body("<p>text <persname>Nobody</persname></p>"))
    result = run("build", "a.xml", "-o", "out", "--only", "html,text")
    assert result.returncode == 1
    assert "Nobody" in (tmp_path / "out" / "text" / "a.txt").read_text("utf-8")
    strict = run("build", "a.xml", "-o", "strict", "--only", "html", "--strict")
    assert strict.returncode == 1
    assert not (tmp_path / "strict").exists()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("broken.xml", b"<TEI><text></TEI>", 1),
        ("empty.xml", b"", 1),
        ("picture.xml", b"\x89PNG\r\n\x1a\n\x00\x00", 1),
        ("latin.xml", b"<TEI>caf\xe9</TEI>", 1),
        ("entity.xml", b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI>&x;</TEI>', 1),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_bad_xml(run: Run, tmp_path: Path, command: str, name: str, data: bytes, code: int) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(command, name, *(["-o", "out"] if command == "build" else []))
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert name in result.stdout
    assert "hint" in result.stdout
    assert "root:" not in result.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["check", "build", "import", "format"])
def test_no_such_file(run: Run, command: str) -> None:
    result = run(command, "none.xml")
    assert result.returncode == 2
    assert "no file" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("garbled.txt", b"caf\x81\xe9 and more\n" * 5),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", b"\x00\x01\xff" * 99),
    ],
)
def test_bad_text(run: Run, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    result = run("import", name, "-o", "out.xml")
    assert result.returncode in (1, 2)
    assert name in result.stdout + result.stderr
    assert "hint" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out.xml").exists()


def test_import_of_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    result = run("import", "folder")
    assert result.returncode == 2
    assert "folder" in result.stderr


def test_import_never_overwrites_silently(run: Run, tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text("1. One\n\nWords of the first chapter.\n\n2. Two\n\nWords of the second.\n")
    assert run("import", "book.txt", "-o", "book.xml").returncode == 0
    first = (tmp_path / "book.xml").read_bytes()
    assert run("import", "book.txt", "-o", "book.xml").returncode == 0
    (tmp_path / "book.xml").write_bytes(first.replace(b"first", b"First"))
    edited = (tmp_path / "book.xml").read_bytes()
    beside = run("import", "book.txt", "-o", "book.xml")
    assert beside.returncode == 0
    assert "book.new.xml" in beside.stdout
    assert (tmp_path / "book.xml").read_bytes() == edited
    assert (tmp_path / "book.new.xml").read_bytes() == first
    assert run("import", "book.txt", "-o", "book.xml", "--force").returncode == 0
    assert (tmp_path / "book.xml").read_bytes() == first
    assert (tmp_path / "book.old.xml").read_bytes() == edited


def test_unwritable_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(body("<p>text</p>"))
    (tmp_path / "file").write_text("in the way")
    result = run("build", "a.xml", "-o", "file/out", "--only", "text")
    assert result.returncode == 2
    assert "cannot write" in result.stderr


def test_explain(run: Run) -> None:
    listed = run("explain")
    assert "unresolved-reference" in listed.stdout
    page = run("explain", "unresolved-reference")
    assert page.returncode == 0
    assert "```" in page.stdout or "<" in page.stdout
    wrong = run("explain", "unresolved-refernce")
    assert wrong.returncode == 2
    assert "unresolved-reference" in wrong.stderr


def test_machine_formats(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(body('<p><persName ref="#nobody">N</persName></p>'))
    found = json.loads(run("check", "a.xml", "--format", "json").stdout)
    assert "unresolved-reference" in json.dumps(found)
    sarif = json.loads(run("check", "a.xml", "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    region = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] > 1
    assert region["startColumn"] > 1
    assert run("check", "a.xml", "--format", "github").stdout.startswith("::error file=a.xml,line=")


def test_format_changes_layout_only(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(tei("<body><div><head>H</head><p>a <hi>b</hi> c</p></div></body>"))
    assert run("format", "a.xml", "--check").returncode == 1
    assert run("format", "a.xml").returncode == 0
    once = path.read_bytes()
    assert b"<p>a <hi>b</hi> c</p>" in once
    assert run("format", "a.xml", "--check").returncode == 0
    assert path.read_bytes() == once


def test_a_document_without_a_text_is_not_built(run: Run, tmp_path: Path) -> None:
    (tmp_path / "register.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff/></TEI>', encoding="utf-8"
    )
    done = run("build", "register.xml")
    assert done.returncode == 1
    assert "error[no-text]" in done.stdout and "nothing was built" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["register.xml"]


def test_an_edited_file_is_merged_or_left(run: Run, tmp_path: Path) -> None:
    book = "1. One\n\nWords of the first chapter.\n\n2. Two\n\nWords of the second.\n"
    (tmp_path / "book.txt").write_text(book)
    assert run("import", "book.txt").returncode == 0
    made = (tmp_path / "book.xml").read_bytes()
    edited = made.replace(b"first chapter", b"<hi>first</hi> chapter")
    (tmp_path / "book.xml").write_bytes(edited)
    (tmp_path / "book.txt").write_text(book.replace("Words of the second", "Some words of the second"))
    merged = run("import", "book.txt", "--update")
    assert merged.returncode == 0, merged.stderr
    assert "1 block taken from the import, 1 block kept as edited, 0 conflicts" in merged.stdout
    text = (tmp_path / "book.xml").read_bytes()
    assert text == edited.replace(b"Words of the second", b"Some words of the second")
    (tmp_path / "book.txt").write_text(book.replace("first chapter", "third chapter"))
    conflict = run("import", "book.txt", "--update")
    assert conflict.returncode == 0
    assert "warning[merge-conflict]" in conflict.stdout and "third chapter" in conflict.stdout
    assert b"third" in (tmp_path / "book.new.xml").read_bytes()
    (tmp_path / "book.xml").write_bytes(text[:-20])
    broken = run("import", "book.txt", "--update")
    assert broken.returncode == 1
    assert (tmp_path / "book.xml").read_bytes() == text[:-20]


def test_explain_an_import(run: Run, tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text("The Ship\n\nby Ann Author\n\n1. One\n\nWords.\n\n2. Two\n\nWords.\n")
    done = run("import", "book.txt", "--explain", "--write-profile", "book.toml")
    assert done.returncode == 0, done.stderr
    assert "Ann Author" in done.stdout
    assert not (tmp_path / "book.xml").exists()
    assert run("import", "book.txt", "--explain", "--write-profile", "book.toml").returncode == 2
    assert run("import", "book.txt", "--profile", "book.toml").returncode == 0

"""The import report: complete, escaped, and its snippets decide otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from edition.cli import cli
from edition.import_report import report_page
from edition.sources import Imported, ImportOptions, read

SOURCE = """1. The <b>Camp</b>

The harbour was full of ice, and they <script>alert(1)</script> measured it.

* A footnote without its mark.

He wrote "the ice is thick.² And so it was.

2. The Rescue

The aeroplanes came over the ice.¹

Notes

1. The Camp

1. One.
2. Two.

2. The Rescue

1. Three.
"""


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    path = tmp_path / "book.txt"
    path.write_text(SOURCE, encoding="utf-8")
    value = read(path).value
    assert value is not None
    return value


def test_each_doubt_has_its_places_and_its_decision(imported: Imported) -> None:
    lines = imported.tei.decode().split("\n")
    for doubt in imported.report["doubts"]:
        assert doubt["cert"] in ("high", "medium", "low")
        assert doubt["decision"] or doubt["hint"]
        if doubt["id"]:
            assert f'xml:id="{doubt["id"]}"' in lines[doubt["tei_line"] - 1]
    assert json.loads(json.dumps(imported.report)) == imported.report


def test_the_page_tells_everything_and_escapes_it(imported: Imported) -> None:
    page = report_page(imported.report).decode()
    tree = html.fromstring(page)
    assert len(tree.find_class("doubt")) == len(imported.report["doubts"])
    assert "<script>alert" not in page
    assert "<b>Camp" not in page
    rows = [[cell.text_content() for cell in row] for row in tree.find_class("ledger")[0].iter("tr")]
    camp = next(row for row in rows if "Camp" in row[0])
    assert camp[2:7] == ["1", "2", "1", "", "1"]
    ids = {node.get("id") for node in tree.iter() if node.get("id")}
    for link in tree.iter("a"):
        assert link.get("href", "")[1:] in ids


def test_a_snippet_of_the_report_decides_otherwise(imported: Imported, tmp_path: Path) -> None:
    snippet = next(d["overrule"] for d in imported.report["doubts"] if d["rule"] == "footnote-without-anchor")
    profile = tmp_path / "profile.toml"
    profile.write_text(snippet, encoding="utf-8")
    value = read(tmp_path / "book.txt", ImportOptions(profile=profile)).value
    assert value is not None
    assert b'place="bottom"' in imported.tei
    assert b'place="bottom"' not in value.tei
    assert "footnote-without-anchor" not in [doubt["rule"] for doubt in value.report["doubts"]]


def test_the_command_writes_both_forms(tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text(SOURCE, encoding="utf-8")
    arguments = ["import", str(tmp_path / "book.txt"), "-o", str(tmp_path / "book.xml")]
    arguments += ["--report", str(tmp_path / "r.html"), "--report", str(tmp_path / "r.json")]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["version"] == 1

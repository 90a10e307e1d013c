"""The whole road on the source book, where it is present: import, check, all editions; nothing lost, no dead link."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from edition.build import build, check_project
from edition.diagnostic import Severity
from edition.project import find
from edition.sources import read

pytestmark = pytest.mark.book


@pytest.fixture(scope="module")
def tei(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    imported = read(book).value
    assert imported is not None
    path = tmp_path_factory.mktemp("road") / "book.xml"
    path.write_bytes(imported.tei)
    return path


def test_the_imported_book_has_no_error(tei: Path) -> None:
    findings = check_project(find(tei)).diagnostics
    assert [str(finding.at) for finding in findings if finding.severity is Severity.ERROR] == []


def test_every_edition_of_the_book_holds_all_of_it(tei: Path, tmp_path: Path) -> None:
    result = build(find(tei), output=tmp_path)
    assert [finding.rule for finding in result.diagnostics if finding.severity is Severity.ERROR] == []
    report = json.loads((tmp_path / "report" / "build.json").read_bytes())
    assert [loss["edition"] for loss in report["losses"]] == ["html", "pdf", "text"]
    for loss in report["losses"]:
        assert (loss["characters"]["lost"], loss["characters"]["twice"]) == (0, 0), loss["edition"]
        assert loss["notes"]["arrived"] == loss["notes"]["due"] == 1159
    pages = {page.name: html.parse(str(page)).getroot() for page in (tmp_path / "html").glob("*.html")}
    ids = {name: {node.get("id") for node in page.iter() if node.get("id")} for name, page in pages.items()}
    assert len(pages) > 60
    for name, page in pages.items():
        for node in page.iter("a"):
            target, _, fragment = (node.get("href") or "").partition("#")
            if "://" in target:
                continue
            assert not fragment or fragment in ids[target or name], (name, node.get("href"))

"""The proof-reading view: every line beside its block, doubts marked, nothing of the source is markup."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from lxml import html

from edition.proof import proof
from edition.sources import Imported, ImportOptions, read

SOURCE = """1. The Camp

The harbour was full of ice & <script>alert(1)</script>, and they measured it every day of the winter, until it bro-

ke in the spring; 1 January l934 was the coldest day of all.

* A footnote without its mark.

2. The Rescue

The aeroplanes *came* over the ice.
"""


def page(folder: Path, source: str = SOURCE) -> tuple[Imported, str]:
    path = folder / "book.txt"
    path.write_text(source, encoding="utf-8")
    value = read(path, ImportOptions(corrections=folder / "corrections.tsv")).value
    assert value is not None
    return value, proof(value.lines, value.tei, value.rows, value.report).decode()


def test_every_line_is_shown_and_every_word_of_the_tei_beside_it(tmp_path: Path) -> None:
    value, made = page(tmp_path)
    tree = html.fromstring(made)
    shown = {int(p.get("id")[1:]) for p in tree.iter("p") if (p.get("id") or "").startswith("L")}
    assert shown == {number for number, line in enumerate(value.lines, 1) if line.strip()}
    beside = " ".join(" ".join(div.itertext()) for div in tree.find_class("tei"))
    for word in re.findall(r"\w+", "The aeroplanes came over the ice A footnote without its mark"):
        assert word in beside
    assert len(value.rows) == len([row for row in tree.find_class("row") if row.find_class("id")])


def test_doubts_and_proposals_stand_at_their_lines(tmp_path: Path) -> None:
    value, made = page(tmp_path)
    tree = html.fromstring(made)
    rules = [code.text for code in tree.iter("code")]
    assert sorted(rules) == sorted(doubt["rule"] for doubt in value.report["doubts"])
    assert [mark.text for mark in tree.find_class("proposal")] == ["l934"]
    assert [item.get("data-id") for item in tree.find_class("correction")] == [
        row["id"] for row in value.report["corrections"]
    ]


def test_nothing_of_the_source_is_markup(tmp_path: Path) -> None:
    _, made = page(tmp_path)
    assert "<script>alert" not in made
    assert "<script>alert(1)</script>" in unescape(made)
    assert len(re.findall("<script", made)) == 2

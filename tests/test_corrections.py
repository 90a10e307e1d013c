"""Emendations: proposed, decided in a file, applied at the next import; nothing is corrected that nobody accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.checks import check
from edition.diagnostic import EditionError, Severity
from edition.sources import ImportOptions, read
from edition.sources.plaintext.corrections import COLUMNS, Correction, format_tsv, identify, read_tsv
from edition.tei import TEI
from samples import document

Q = f"{{{TEI}}}"
SOURCE = """1. The Camp

The harbour was full of ice, and the ice held the ship for the whole of the winter.

They counted the the days from 1 January l934 and measured the iee again; the ice did not move.

The ice was a metre thick, and the ice-floes stood around it. Сaptain Voronin wrote it down.

2. The Rescue

The aeroplanes came over the ice in March, one after the other (f. 17, op. 2, d. 640, 1. 3-5).
"""


def imported(folder: Path, rows: str | None, source: str = SOURCE):  # type: ignore[no-untyped-def]
    path, file = folder / "book.txt", folder / "corrections.tsv"
    path.write_text(source, encoding="utf-8")
    if rows is not None:
        file.write_text(rows, encoding="utf-8")
    result = read(path, ImportOptions(corrections=file))
    assert result.value is not None
    assert result.value.corrections is not None
    return result, result.value


def decided(rows: str, **decisions: str) -> str:
    """The file with a decision for each word that is found."""
    out = []
    for line in rows.splitlines():
        cells = line.split("\t")
        if cells[4] in decisions:
            cells[1] = decisions[cells[4]]
        out.append("\t".join(cells))
    return "\n".join(out) + "\n"


def choices(tei: bytes) -> list[tuple[str, str]]:
    root = etree.fromstring(tei)
    return [(c.findtext(f"{Q}sic", ""), c.findtext(f"{Q}corr", "")) for c in root.iter(f"{Q}choice")]


def test_proposals_are_made_and_nothing_is_corrected(tmp_path: Path) -> None:
    _, value = imported(tmp_path, None)
    (tmp_path / "c.tsv").write_text(value.corrections, encoding="utf-8")
    rows = [(row.line, row.found, row.proposed, row.kind) for row in read_tsv(tmp_path / "c.tsv")]
    assert (5, "the the", "the", "twice") in rows
    assert (5, "l934", "1934", "year") in rows
    assert (7, "Сaptain", "Captain", "alphabets") in rows
    assert (11, "1", "l", "archive") in rows
    assert choices(value.tei) == []


def test_what_was_accepted_is_made_and_what_was_refused_is_not(tmp_path: Path) -> None:
    _, first = imported(tmp_path, None)
    rows = decided(first.corrections, l934="accept", **{"the the": "refuse"})
    result, second = imported(tmp_path, rows)
    assert choices(second.tei) == [("l934", "1934")]
    assert second.corrections == rows
    assert second.report["counts"]["emendations"] == 1
    assert second.report["counts"]["tokens_lost"] == 0
    assert [d.rule for d in check([document(second.tei)]) if d.severity is Severity.ERROR] == []
    assert "1 emendation accepted" in second.tei.decode()
    assert [d.rule for d in result.diagnostics if d.severity is Severity.ERROR] == []


def test_a_row_by_hand_needs_line_and_words_only(tmp_path: Path) -> None:
    row = ["", "accept", "3", "", "harbour", "haven"]
    result, value = imported(tmp_path, "\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n")
    assert choices(value.tei) == [("harbour", "haven")]
    kept = next(line for line in value.corrections.splitlines() if "haven" in line).split("\t")
    assert kept[0]
    assert kept[3:6] == ["5", "harbour", "haven"]
    assert not [d for d in result.diagnostics if d.rule.startswith("correction")]


def test_decisions_follow_their_words_when_lines_move(tmp_path: Path) -> None:
    _, first = imported(tmp_path, None)
    rows = decided(first.corrections, l934="accept")
    _, second = imported(tmp_path, rows, "1. The Ship\n\nShe sailed.\n\n" + SOURCE)
    assert choices(second.tei) == [("l934", "1934")]


def test_a_decision_without_a_place_is_kept_and_told(tmp_path: Path) -> None:
    _, first = imported(tmp_path, None)
    rows = decided(first.corrections, l934="accept")
    result, second = imported(tmp_path, rows, SOURCE.replace("l934", "1934"))
    assert choices(second.tei) == []
    assert "l934" in second.corrections
    assert "correction-without-place" in [d.rule for d in result.diagnostics]


def test_words_parted_by_markup_are_told(tmp_path: Path) -> None:
    row = ["", "accept", "3", "", "full *of", "filled *with"]
    source = SOURCE.replace("full of ice", "full *of ice*")
    result, value = imported(tmp_path, "\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n", source)
    assert choices(value.tei) == []
    assert "correction-not-placed" in [d.rule for d in result.diagnostics]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n", "is no corrections file"),
        ("\t".join(COLUMNS) + "\n\tyes\t3\t\tharbour\thaven\n", 'the decision "yes" is not known'),
        ("\t".join(COLUMNS) + "\n\taccept\t\t\tharbour\thaven\n", "needs the line"),
        ("\t".join(COLUMNS) + "\n" + "\t".join("x" * 12) + "\n", "12 cells"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(EditionError, match=message):
        imported(tmp_path, text)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["", "accept", "refuse"])), max_size=6))
def test_any_decisions_lose_no_word_and_are_kept(tmp_path: Path, wanted: list[tuple[int, str]]) -> None:
    lines = SOURCE.split("\n")
    places = [(n, m) for n, line in enumerate(lines, 1) for m in re.finditer(r"\w+", line)]
    rows = identify(
        [
            Correction("", places[at * 7][0], places[at * 7][1].start() + 1, places[at * 7][1].group(), "x", decision=d)
            for at, d in dict(wanted).items()
        ],
        lines,
    )
    result, value = imported(tmp_path, format_tsv(rows))
    assert [d.rule for d in result.diagnostics if d.severity is Severity.ERROR] == []
    assert len(choices(value.tei)) == sum(row.decision == "accept" for row in rows)
    _, again = imported(tmp_path, value.corrections)
    assert again.tei == value.tei
    assert again.corrections == value.corrections

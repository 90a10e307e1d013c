"""The detectors of the importer, where a literate case would need a whole book."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import pytest

from edition.sources import ImportOptions, read
from edition.sources.plaintext.derivation import base_of
from edition.sources.plaintext.names_alike import one_letter_apart

#: 3,375 words that no language has: a text long enough to know its own words.
WORDS = ["".join(parts) for parts in itertools.product(("ka", "lo", "mi", "nu", "re", "so", "ta", "vi", "we", "ze",
                                                        "bo", "du", "fi", "ga", "hu"), repeat=3)]  # fmt: skip


def doubts(tmp_path: Path, text: str) -> list[tuple[str, int]]:
    path = tmp_path / "book.txt"
    path.write_text(text, encoding="utf-8")
    value = read(path).value
    assert value is not None
    return [(doubt["rule"], doubt["line"]) for doubt in value.report["doubts"]]


def test_a_word_of_known_parts_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    text = (
        f"1. The Keepers\n\nThe keepers keep, the helpers help, the walkers walk, and they climb. "
        f"{' '.join(WORDS)}.\n\n"
        "All winter they looked at the rock from below and asked themselves if there were among them any climb-\n\n"
        "ers for the spring. The lamp was lit. And on the second day of the new year the whole tower was obli-\n\n"
        "teranced by the storm, and the keepers waited for the boat.\n"
    )
    found = [doubt for doubt in doubts(tmp_path, text) if doubt[0].startswith("seam")]
    assert found == [("seam-word-unknown", 5), ("seam-damaged", 7)]


def test_a_base_needs_an_ending_that_others_have() -> None:
    known = Counter("keep keepers help helpers walk walkers climb print".split())
    assert base_of("climbers", known) == "climb"
    assert base_of("printolo", known) == ""
    assert base_of("climbers", Counter("climb keep keepers".split())) == ""


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("Corellius", "Corelliuz", True),
        ("Corellius", "Corelius", True),
        ("Corellius", "Corelilus", True),
        ("Corellius", "Corellius", False),
        ("Menshevism", "Mensheviks", False),
        ("Iurkin", "Lurkin", True),
        ("Anders", "Enders", False),
    ],
)
def test_one_letter_is_one_letter(a: str, b: str, near: bool) -> None:
    assert one_letter_apart(a, b) is near
    assert one_letter_apart(b, a) is near


def invented(strange: str) -> str:
    head = "1. The Camp\n\nThe ice was thick.¹ The ship lay in it.² "
    notes = "".join(f"{n}. Log of the ship, leaf {n}.\n" for n in range(1, 6))
    tail = f"Notes\n\n1. The Camp\n\n{notes}\n2. The Rescue\n\n1. One."
    return f"{head}\n\n{strange}\n\nThen spring came.⁵\n\n2. The Rescue\n\nThey flew.¹\n\n{tail}"


def test_text_that_a_scan_made_up_is_found_without_an_index(tmp_path: Path) -> None:
    strange = "They met the men of Harvendal and the DKRO there, with old Pelimone and the QXR, and went away."
    plain = "They met nobody there, and they sat by the lamp in the evening, and went to sleep."
    assert ("suspect-text", 5) in doubts(tmp_path, invented(strange))
    assert "suspect-text" not in [rule for rule, _ in doubts(tmp_path, invented(plain))]


def test_the_entry_of_the_report_marks_invented_text_and_the_doubt_is_settled(tmp_path: Path) -> None:
    strange = "They met the men of Harvendal and the DKRO there, with old Pelimone and the QXR, and went away."
    path, profile = tmp_path / "book.txt", tmp_path / "profile.toml"
    path.write_text(invented(strange), encoding="utf-8")
    before = read(path).value
    assert before is not None
    profile.write_text(
        next(doubt["overrule"] for doubt in before.report["doubts"] if doubt["rule"] == "suspect-text"),
        encoding="utf-8",
    )
    after = read(path, ImportOptions(profile=profile)).value
    assert after is not None
    assert f'<unclear reason="ocr" cert="low" resp="#import">{strange}</unclear>' in after.tei.decode()
    assert after.report["counts"]["tokens_lost"] == 0
    assert "suspect-text" not in [doubt["rule"] for doubt in after.report["doubts"]]

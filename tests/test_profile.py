"""The profile of an import: every setting acts, what is wrong is told where, a detected profile changes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.diagnostic import EditionError
from edition.sources import ImportOptions, read
from edition.sources.plaintext.explanation import explanation, starting_profile
from edition.sources.plaintext.profile import SETTINGS, TREATMENTS, line_hash

BOOK = """THE LAMP AT THE CAPE

by Ann Author

translated by Tom Translator

1. The Keeper

The keeper lit the lamp at five, and nobody asked him why it was so *early*.*

* It was winter.

Log of the keeper

He wrote every night, in a hand that the inspectors could not read.

объект

2. The Boat

The boat was painted blue.
The wind was from the north.

It blew until the morning.




fig 3 the boat
"""
LINES = BOOK.split("\n")
LINE = {text: number for number, text in enumerate(LINES, 1)}


def imported(folder: Path, profile: str | None, book: str = BOOK) -> tuple[str, dict]:
    source = folder / "book.txt"
    source.write_text(book, encoding="utf-8")
    path = None
    if profile is not None:
        path = folder / "profile.toml"
        path.write_text(profile, encoding="utf-8")
    value = read(source, ImportOptions(profile=path)).value
    assert value is not None
    assert value.report["counts"]["tokens_lost"] == 0
    return value.tei.decode(), value.report


def override(first: str, last: str, treat: str) -> str:
    a, b = LINE[first], LINE[last]
    return f'[[overrides]]\nlines = "{a}-{b}"\ntreat = "{treat}"\nsha256 = "{line_hash(LINES[a - 1 : b])}"\n'


MORNING = "It blew until the morning."
BOAT = ("The boat was painted blue.", "The wind was from the north.")


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        ('title = "Lamps"', "<title>Lamps</title>"),
        ('author = "A. Nother"', ">A. Nother</author>"),
        ('translator = "T. Nother"', ">T. Nother</editor>"),
        ('language = "de"', '<language ident="de">'),
        ('languages = ["ru"]', '<p xml:id="ch1.p4" xml:lang="ru">объект</p>'),
        ('publisher = "A Press"', "<publisher>A Press</publisher>"),
        ('date = "1934"', '<date when="1934">'),
        ('licence = "CC BY"', "CC BY"),
        ('heading = "Log of .*"', "<head>Log of the keeper</head>"),
        ('heading = "Log of .*"\n[kinds]\nappendix = "log of .*"', '<div type="appendix"'),
        ('footnote_marks = "†"', "* It was winter."),
        ('caption = "^fig"', "<figure"),
        (override(*BOAT, "verse"), "<l>The boat was painted blue.</l>"),
        (override(*BOAT, "list"), "<item"),
        (override(*BOAT, "residue"), '<div type="residue"'),
        (override(*BOAT, "unclear"), "<unclear"),
        (override(*BOAT, "caption"), "<figure"),
        (override(*BOAT, "quote"), '<quote xml:id="ch2.q1">'),
        (override(*BOAT, "speech"), '<sp xml:id="ch2.sp1">'),
        (override(MORNING, MORNING, "heading"), f"<head>{MORNING}</head>"),
        (override("2. The Boat", "2. The Boat", "paragraph"), ">2. The Boat</p>"),
        (override("fig 3 the boat", "fig 3 the boat", "footnote"), '<note xml:id="ch2.fn1"'),
        (override("объект", "объект", "paragraph"), "объект</p>"),
    ],
)
def test_a_setting_acts(tmp_path: Path, profile: str, shown: str) -> None:
    plain, _ = imported(tmp_path, None)
    made, _ = imported(tmp_path, profile)
    assert made != plain
    assert shown in made


@pytest.mark.parametrize(
    ("profile", "said", "line"),
    [
        ('tilte = "Lamps"', 'did you mean "title"?', 1),
        ('\nnotes = "superscripts"', 'did you mean "superscript"?', 2),
        ('title = = "Lamps"', "", 1),
        ("title = 3", "", 0),
        ('heading = "("', "", 0),
        (override(*BOAT, "vers"), 'did you mean "verse"?', 2),
        (override(*BOAT, "verse") + override(BOAT[1], BOAT[1], "list"), "one decision a line", 0),
        (override(*BOAT, "verse").replace("21-22", "3-4"), 'write lines = "21-22"', 4),
        ('[[overrides]]\nlines = "9-3"\ntreat = "list"\nsha256 = ""', '"310-312"', 0),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, profile: str, said: str, line: int) -> None:
    with pytest.raises(EditionError) as caught:
        imported(tmp_path, profile)
    assert said in caught.value.hint
    if line:
        assert caught.value.at is not None
        assert caught.value.at.line == line


def test_a_detected_profile_changes_nothing(tmp_path: Path) -> None:
    plain, report = imported(tmp_path, None)
    draft = starting_profile(report)
    out = re.sub(r"^# ", "", draft, flags=re.MULTILINE)
    assert out.count("\ntitle = ") == out.count("\nlanguage = ") == out.count("\nfootnote_marks = ") == 1
    assert imported(tmp_path, draft)[0] == plain
    assert imported(tmp_path, out)[0] == plain
    lines = explanation(report)
    assert all(len(line) < 110 for line in lines)
    assert any(line.startswith("translator") and "Tom Translator" in line and "line 5" in line for line in lines)


@pytest.mark.book
def test_a_detected_profile_of_the_book(tmp_path: Path, book: Path) -> None:
    plain, report = imported(tmp_path, None, book.read_text("utf-8"))
    out = re.sub(r"^# ", "", starting_profile(report), flags=re.MULTILINE)
    assert imported(tmp_path, out, book.read_text("utf-8"))[0] == plain


def test_every_setting_is_known() -> None:
    assert all(form in ("text", "texts", "pattern", "table", "tables") for form, _ in SETTINGS.values())
    assert {"verse", "list", "caption"} <= set(TREATMENTS)

"""The forms of headings that are recognised, in four languages; and sentences that look like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.sources.plaintext.contents import numbered
from edition.sources.plaintext.forms import by_form
from edition.sources.plaintext.lines import layout
from edition.sources.plaintext.profile import Profile

FORMS = [
    ("CHAPTER IV", (4, "chapter", "")),
    ("CHAPTER IV.", (4, "chapter", "")),
    ("Chapter 12", (12, "chapter", "")),
    ("CHAP. XII.", (12, "chapter", "")),
    ("Cap. 3", (3, "chapter", "")),
    ("THE FIRST ACT", (1, "act", "")),
    ("Der erste Akt", (1, "akt", "")),
    ("CHAPTER IV.--The Storm", (4, "chapter", "The Storm")),
    ("CHAPTER IV—The Storm", (4, "chapter", "The Storm")),
    ("Chapter 3: The Lamp", (3, "chapter", "The Lamp")),
    ("Chapter the First", (1, "chapter", "")),
    ("CHAPTER THE TWENTY-SECOND", (22, "chapter", "")),
    ("CHAPTER THIRTY-FIVE", (35, "chapter", "")),
    ("Chapter Thirty Five", (35, "chapter", "")),
    ("C H A P T E R   I V", (4, "chapter", "")),
    ("BOOK ONE", (1, "book", "")),
    ("BOOK FIRST.", (1, "book", "")),
    ("PART II. THE ICE", (2, "part", "THE ICE")),
    ("First Part", (1, "part", "")),
    ("THE ICE", (None, "", "THE ICE")),
    ("ACT I", (1, "act", "")),
    ("FIRST ACT", (1, "act", "")),
    ("SCENE II. A quay.", (2, "scene", "A quay.")),
    ("IV", (4, "roman", "")),
    ("IV.", (4, "roman", "")),
    ("IV. The Storm", (4, "roman", "The Storm")),
    ("1. The Ship", (1, "", "The Ship")),
    ("Erstes Kapitel", (1, "kapitel", "")),
    ("1. Kapitel", (1, "kapitel", "")),
    ("Kapitel I", (1, "kapitel", "")),
    ("Zweiter Teil", (2, "teil", "")),
    ("Einundzwanzigstes Kapitel", (21, "kapitel", "")),
    ("Dritter Aufzug", (3, "aufzug", "")),
    ("Siebentes Capitel. Das Eis", (7, "capitel", "Das Eis")),
    ("CHAPITRE PREMIER", (1, "chapitre", "")),
    ("Chapitre XXI", (21, "chapitre", "")),
    ("Première partie", (1, "partie", "")),
    ("LIVRE II", (2, "livre", "")),
    ("Livre troisième--La glace", (3, "livre", "La glace")),
    ("2e partie", (2, "partie", "")),
    ("TRENTE-ET-UNIÈME CHAPITRE", (31, "chapitre", "")),
    ("ГЛАВА ПЕРВАЯ", (1, "глава", "")),
    ("Глава 1", (1, "глава", "")),
    ("Часть вторая", (2, "часть", "")),
    ("ГЛАВА ДВАДЦАТЬ ТРЕТЬЯ", (23, "глава", "")),
    ("Chapter two tells of the ice", (None, "", "Chapter two tells of the ice")),
    ("Part of the ship", (None, "", "Part of the ship")),
    ("I saw the ship", (None, "", "I saw the ship")),
    ("First part of the way", (None, "", "First part of the way")),
    ("Book I've read", (None, "", "Book I've read")),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_the_form_of_a_heading(text: str, expected: tuple[int | None, str, str]) -> None:
    assert numbered(text) == expected


def _heads(text: str) -> list[str]:
    return [section.head[0].text for section in by_form(layout(text, Path("book.txt")), Profile())]


def test_lines_set_apart_are_heads_where_there_are_no_others() -> None:
    speech = "\n".join(["  KEEPER:", *["  The lamp is low and the night is long,"] * 12]) + "\n\n"
    scenes = ["The Tower", "The Quay", "The Chapel", "The Boat"]
    text = "A play\n\n\n\n" + "\n\n\n\n".join(f"  {scene}\n\n{speech * 5}" for scene in scenes)
    assert _heads(text) == scenes
    # Where such lines stand close together they are no heads.
    assert _heads("A play\n\n\n\n" + "\n\n\n\n".join(f"  {scene}\n\n{speech}" for scene in scenes)) == []


def test_a_contents_list_before_the_second_part_is_no_row_of_chapters() -> None:
    names = ["THE LAMP", "THE BOAT", "THE NET", "THE CHAPEL", "THE QUAY", "THE TOWER"]
    prose = "The keeper went down to the harbour and counted the boats once more.\n" * 60
    listed = "\n\n".join(f"CHAPTER {n}\n{name}" for n, name in enumerate(names, 1))
    chapters = "\n\n".join(f"CHAPTER {n}\n\n{name}\n\n{prose}" for n, name in enumerate(names, 1))
    before = f"PART I\n\n{prose * 40}"
    assert _heads(f"{before}\n\nPART II\n\n{listed}\n\n{chapters}") == [
        "PART I",
        "PART II",
        *(f"CHAPTER {n}" for n in range(1, 7)),
    ]


def test_numbers_of_pages_are_no_heads() -> None:
    lines = [f"The keeper went down to the harbour and\n\n{n}\n\ncounted the boats once more." for n in range(1, 9)]
    assert _heads("\n\n".join(lines)) == []
    heads = [f"{n}\n\nThe keeper went down to the harbour and counted the boats." for n in range(1, 9)]
    assert _heads("\n\n".join(heads)) == [str(n) for n in range(1, 9)]

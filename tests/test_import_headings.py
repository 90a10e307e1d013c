"""The forms of headings that are recognised, in four languages; and sentences that look like them."""

from __future__ import annotations

import pytest

from edition.sources.plaintext.contents import numbered

FORMS = [
    ("CHAPTER IV", (4, "chapter", "")),
    ("CHAPTER IV.", (4, "chapter", "")),
    ("Chapter 12", (12, "chapter", "")),
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

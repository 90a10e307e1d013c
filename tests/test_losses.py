"""The loss report: what is due, and what is found to be missing or twice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.losses import compare, compare_words, due, letters
from samples import body, document


def words(data: bytes) -> list[str]:
    return [segment.text for segment in due(document(data))[0]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>One <hi>t</hi>wo.</p>", ["One", "Onetwo"]),
        ('<p>a<app><lem wit="#A">b</lem><rdg wit="#B">c</rdg></app>d</p>', ["One", "abd"]),
        ('<p>a<app><rdg wit="#A">b</rdg><rdg wit="#B">c</rdg></app>d</p>', ["One", "abd"]),
        ("<p>a<choice><sic>b</sic><corr>c</corr></choice>d</p>", ["One", "acd"]),
        ("<p>a<choice><abbr>b</abbr><expan>c</expan></choice>d</p>", ["One", "acd"]),
        ("<p>a<subst><del>b</del><add>c</add></subst>d</p>", ["One", "acd"]),
        ('<p>a<ref type="noteAnchor" target="#n">7</ref></p>', ["One", "a"]),
        ('<p>a<note place="bottom">b</note>c</p>', ["One", "a", "b", "c"]),
        ("<figure><head>a</head><figDesc>b</figDesc></figure>", ["One", "a"]),
        ('<p>a</p><div type="residue"><p>b</p></div>', ["One", "a"]),
    ],
)
def test_projection(content: str, expected: list[str]) -> None:
    assert words(body(content)) == expected


def test_omissions_are_counted() -> None:
    _, notes, omitted = due(document(body("<p>a<choice><sic>bb</sic><corr>c</corr></choice><note>n</note></p>")))
    assert notes == 1
    assert omitted["other sides of choice"] == 2
    assert omitted["teiHeader"] > 10


def test_what_arrives_is_no_loss_however_it_is_cut() -> None:
    page = document(body("<p>first words</p><p>second words</p>"))
    for blocks in (["One", "first words", "second words"], ["One first", "words second words"]):
        result = compare(page, "html", blocks)
        assert (result.value.lost_characters, result.value.extra_characters) == (0, 0)
        assert not result.diagnostics


def test_a_lost_note_is_placed() -> None:
    page = document(body('<p>text<note place="bottom">the note\nof somebody</note></p>'))
    result = compare(page, "html", ["One", "text"])
    assert [d.rule for d in result.diagnostics] == ["lost-in-edition"]
    assert result.value.lost_characters == len("thenoteofsomebody")
    assert (result.value.notes_due, result.value.notes_arrived) == (1, 0)
    assert result.value.lost[0][1].line > 1


def test_twice_is_a_warning() -> None:
    result = compare(document(body("<p>words here</p>")), "html", ["One", "words here", "words here"])
    assert [d.rule for d in result.diagnostics] == ["twice-in-edition"]
    assert result.value.extra_characters == len("wordshere")


def test_word_by_word() -> None:
    page = document(body("<p>one two two three</p>"))
    assert not compare_words(page, "pdf", Counter("One one two two three extra".split())).diagnostics
    lost = compare_words(page, "pdf", Counter("One one two three".split()))
    assert lost.value.lost_characters == 3


@given(st.lists(st.text(alphabet="abcd e", min_size=1, max_size=30), min_size=1, max_size=8), st.data())
def test_balance(paragraphs: list[str], data: st.DataObject) -> None:
    page = document(body("".join(f"<p>{text}</p>" for text in paragraphs)))
    gone = data.draw(st.integers(0, len(paragraphs) - 1))
    kept = ["One", *(text for index, text in enumerate(paragraphs) if index != gone)]
    loss = compare(page, "html", kept).value
    assert loss.due - loss.arrived == len(letters(paragraphs[gone]))
    assert (loss.lost_characters - loss.extra_characters) == len(letters(paragraphs[gone]))

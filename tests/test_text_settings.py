"""The settings of the plain text: width, notes, pages, emphasis, sentences, choice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.build import build
from edition.diagnostic import EditionError
from edition.editions import text
from edition.editions.plain import Plain
from edition.editions.sentences import split
from edition.editions.text import columns, fold
from edition.losses import compare
from edition.normalize import normalize
from edition.project import find
from samples import body, document, tei

CHAPTER = """<p>The <hi rend="italic">Chel</hi>yuskin<note place="bottom">A ship. It
<hi rend="bold">sank</hi>.</note> left Mur<pb n="8" break="no"/>mansk<note place="bottom" resp="#translator">
<p>In 1933.</p><lg><l>One.</l><l>Two.</l></lg></note>. <pb n="9"/>Mr. Bobrov
<choice><sic>writed</sic><corr>wrote</corr></choice> of <choice><abbr>Dr.</abbr><expan>Doctor</expan></choice> Schmidt.
“Ice?” he asked. <app><lem wit="#A">Snow</lem><rdg wit="#B">Rain</rdg></app> fell.</p>
<lg><l>Ice. And snow.</l><l>Wind. And sun.</l></lg>"""


def made(content: str, plain: Plain, language: str = "en") -> str:
    """The text of a chapter, after its head."""
    return whole(body(content), plain, language).split("===\n\n", 1)[-1]


def whole(source: bytes, plain: Plain, language: str = "en") -> str:
    read = document(source, Path("tei/case.xml"))
    parameters: dict[str, str | int | bool] = {"lang": language, "base-name": "case", "choice": plain.choice}
    tree = normalize(read, (), parameters)
    result = text.render(tree.value, parameters, plain=plain, language=language)
    assert compare(read, "text", result.value.words, plain.choice, plain.notes != "none").diagnostics == ()
    return result.value.files["case.txt"].decode()


def test_without_settings_all_is_as_it_was() -> None:
    assert made(CHAPTER, Plain()) == (
        "The Chelyuskin[1] left Murmansk[2]. Mr. Bobrov wrote of Doctor Schmidt.\n“Ice?” he asked. Snow fell.\n\n"
        "    Ice. And snow.\n    Wind. And sun.\n\nNotes\n-----\n\n[1] A ship. It sank.\n[2] (Trans.) In 1933.\n"
        "        One.\n        Two.\n\n\nEmendations\n===========\n\nwrote] writed\n"
    )


def test_everything_at_once() -> None:
    plain = Plain(width=0, notes="inline", pages=True, emphasis="marks", choice="diplomatic")
    assert made(CHAPTER, plain) == (
        "The _Chel_yuskin [1: A ship. It *sank*.] left Murmansk [p. 8] [2 Trans.: In 1933. One. / Two.]. [p. 9] "
        "Mr. Bobrov writed of Dr. Schmidt. “Ice?” he asked. Snow fell.\n\n    Ice. And snow.\n    Wind. And sun.\n"
    )


def test_sentences_have_lines_and_verse_keeps_its_own() -> None:
    assert made(CHAPTER, Plain(notes="none", sentences=True)) == (
        "The Chelyuskin left Murmansk.\nMr. Bobrov wrote of Doctor Schmidt.\n“Ice?” he asked.\nSnow fell.\n\n"
        "    Ice. And snow.\n    Wind. And sun.\n\n\nEmendations\n===========\n\nwrote] writed\n"
    )


def test_a_sentence_of_a_note_hangs_below_its_first() -> None:
    assert "[1] A ship.\n    It sank.\n" in made(CHAPTER, Plain(sentences=True))


def test_a_note_in_the_line_belongs_to_the_sentence_before_it() -> None:
    content = """<p>Ice.<note place="bottom">Very thick. I know.</note> Snow<note place="bottom">White.</note> fell.
    Rain.</p>"""
    assert made(content, Plain(sentences=True, notes="inline")) == (
        "Ice. [1: Very thick. I know.]\nSnow [2: White.] fell.\nRain.\n"
    )


def test_notes_in_notes_and_notes_marked_twice() -> None:
    content = """<p>Ice<note place="bottom">Thick<note place="bottom">Very.</note>.</note>, snow<ref type="noteAnchor"
    target="#n1" n="7">7</ref> and rain<ref type="noteAnchor" target="#n1" n="7">7</ref>.</p></div></body>
    <back><div type="notes"><head>Notes</head><note xml:id="n1" n="7">White.</note>
    <note xml:id="n2" n="8">Of nothing.</note></div></back>"""
    source = tei(f'<body><div type="chapter"><head>One</head>{content}')
    told = whole(source, Plain(notes="inline", width=0))
    assert "Ice [1: Thick [2: Very.].], snow [7: White.] and rain[7]." in told
    assert "Notes without a mark" in told or "[8] Of nothing." in told
    assert "White" not in whole(source, Plain(notes="none")) and "Of nothing" not in whole(source, Plain(notes="none"))


@pytest.mark.parametrize("notes", ["chapter", "inline", "none"])
@pytest.mark.parametrize("choice", ["reading", "diplomatic"])
def test_no_reading_of_the_apparatus_stands_in_the_text(notes: str, choice: str) -> None:
    assert "Rain" not in made(CHAPTER, Plain(notes=notes, choice=choice))


def test_page_marks_in_verse_tables_and_between_blocks() -> None:
    content = """<pb n="1"/><lg><l>Ice</l><pb n="2"/><l>Snow</l></lg><table><row><cell>A</cell></row><pb n="3"/>
    <row><cell>B</cell></row></table><pb/><p>End</p>"""
    got = made(content, Plain(pages=True, notes="none"))
    assert got == "[p. 1]\n\n    Ice\n    [p. 2]\n    Snow\n\nA\n[p. 3]\nB\n\nEnd\n"
    assert made(content, Plain(pages=True), "de").count("[S. ") == 3


def test_wide_letters_count_twice_and_accents_not() -> None:
    assert (columns("ice"), columns("北京"), columns("и\u0306"), columns("한국")) == (3, 4, 1, 4)
    lines = fold("船" * 30 + "。" + "ice " * 10, 20).splitlines()
    assert all(columns(line) <= 20 for line in lines)
    assert not any(line.startswith("。") for line in lines)
    assert "".join(lines).replace(" ", "") == "船" * 30 + "。" + "ice" * 10
    hebrew = "הספינה הפליגה ממורמנסק " * 10
    assert all(len(line) <= 40 for line in fold(hebrew, 40).splitlines())


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab 船。[]1.\u0301é「」 ", max_size=120), st.integers(20, 40))
def test_folding_keeps_the_words(line: str, width: int) -> None:
    assert "".join(fold(line, width).split()) == "".join(line.split())


SENTENCES = {
    "en": """Mr. Smith went. |He saw J. W. Stalin. |"What?" he asked. |"Go!" |She went… |Then it was 1934. |The
        U.S. Army came etc. |The ship (see p. 12) sank. |You and I. |He knew.[12] |But no. . . . |"I am
        here." |"So am I." |(They left.) |Next. |[p. 12] The page. |A [see note. The note.] end. |J. A.
        Brown and Nicholas I. Petrov met at 5.30 p.m. on Jan. 3. |1934 was cold! |A. The first. |5. The
        second, by Ya. Gakkel and I. Bobrov.""",
    "de": """Am 13. Februar sank z. B. das Schiff. |Der Kapitän, Dr. Voronin, lebte. |Im Jahre 1934. |Die Leute
        usw. |Er ging. |»Komm!« |Er kam. |Nikolaus II. Romanow war Zar. |„Nein.“ |„Doch!“ |Das war am 3.
        |Dann kam der 4. Mai.""",
    "fr": """M. Dupont vint. |« Quoi ? » dit-il. |« Non ! » |Elle partit. |L’an 1934. |Il mourut, cf. p. 12. |La
        fin.""",
    "ru": """13 февраля 1934 г. пароход погиб. |Это было в 1934 г. |Он утонул. |О. Ю. Шмидт и А. С. Пушкин. |Тов.
        Сталин сказал: «Да!» |— Что? — спросил он. |— Пойдём… |В г. Москве и т. д.""",
    "ja": "これは本です。|船は沈んだ。|「はい。」|と言った。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_sentences(language: str) -> None:
    wanted = " ".join(SENTENCES[language].split()).split("|")
    assert split("".join(wanted), language) == wanted


@settings(max_examples=400, deadline=None)
@given(
    st.text(alphabet=" .!?…\"“”»«[]()ABab1—'_*。」\u00a0\n", max_size=80) | st.text(max_size=60),
    st.sampled_from(["en", "de", "fr", "ru", "", "xx"]),
)
def test_sentences_joined_are_the_line_again(line: str, language: str) -> None:
    parts = split(line, language)
    assert "".join(parts) == line
    assert line == "" or all(parts)


LONG = ["!" * 200_000, "[" * 200_000 + ".", "船" * 200_000, "x" * 300_000]
LONG += [part * 60_000 for part in (". ", "1. ", "I. ", '."', "a.", "[a. B] ", ".[1]", ". [", ". _")]


@pytest.mark.parametrize("line", LONG, ids=range(len(LONG)))
def test_very_long_lines_take_no_time(line: str) -> None:
    began = time.perf_counter()
    assert "".join(split(line, "en")) == line
    fold(line)
    assert time.perf_counter() - began < 5


def project(folder: Path, settings_of_text: str) -> Path:
    (folder / "tei").mkdir(parents=True)
    (folder / "tei" / "book.xml").write_bytes(body(CHAPTER))
    (folder / "edition.toml").write_text(f"[text]\n{settings_of_text}\n", encoding="utf-8")
    return folder


def test_a_build_by_the_settings(tmp_path: Path) -> None:
    at = project(tmp_path, 'width = 0\nnotes = "none"\nsentences = "on"\nchoice = "diplomatic"')
    result = build(find(at), only=["text"], output=tmp_path / "out")
    assert result.value is not None
    loss = result.value.losses[0]
    assert loss["lost"] == [] and loss["notes"] == {"due": 0, "arrived": 0}
    assert loss["omitted"]["notes"] == len("ashipitsankin1933onetwo")
    assert "writed of Dr. Schmidt.\n" in (tmp_path / "out" / "text" / "book.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('width = "wide"', "width in [text] is not a whole number"),
        ("width = true", "width in [text] is not a whole number"),
        ("width = 3", "width in [text] cannot be 3"),
        ("width = -1", "width in [text] cannot be -1"),
        ('notes = "chapters"', 'notes in [text] cannot be "chapters"'),
        ('page = "on"', '[text] has no setting "page"'),
    ],
)
def test_settings_that_cannot_be(tmp_path: Path, written: str, told: str) -> None:
    with pytest.raises(EditionError) as caught:
        find(project(tmp_path, written))
    assert caught.value.message == told
    assert caught.value.hint
    assert caught.value.at is not None and caught.value.at.line == 2

"""The index of the search: every word is in it where it stands; folds and keys meet where they should."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from edition.build import build
from edition.editions.html.pages import own_words, read_page
from edition.editions.html.search import SearchText, search_files
from edition.editions.html.search_folding import fold, key, words_of
from edition.editions.html.search_units import Unit, units_of
from edition.project import find

#: Each line one name, as different books write it.
ONE_NAME = """
Yezhov Ezhov Ežov Ježov Jeschow Ежов
Trotsky Trotskii Trotskij Trockij Trotzki Trotski Троцкий
Schmidt Shmidt Šmidt Шмидт
Chelyuskin Cheliuskin Čeljuskin Tscheljuskin Челюскин
Khrushchev Khrushchyov Chruščev Chruschtschow Khrouchtchev Хрущёв
Bukharin Bucharin Boukharine Бухарин
Chekhov Čechov Tschechow Tchekhov Чехов
Zinoviev Zinovʹev Зиновьев
Tukhachevsky Tuchačevskij Tuchatschewski Toukhatchevski Тухачевский
Slepnyov Slepnev Slepnëv Слепнёв
Zhdanov Jdanov Schdanow Żdanow Жданов Ждановъ
Kuybyshev Kuibyshev Kujbyšev Куйбышев
Gorbachev Gorbachyov Gorbatschow Горбачёв
Yagoda Jagoda Iagoda Ягода
Tolstoi Tolstoy Tolstoj Толстой
Sokrates Socrates Σωκράτης
Achilles Ἀχιλλεύς
Homeros Ὅμηρος
""".strip().splitlines()[:16]
#: Words that are one but for capitals, marks and ligatures.
ONE_WORD = """
Straße STRASSE strasse
café CAFÉ cafe\u0301 cafe
Ёлка елка ёлка
Łódź Lodz łódź
Æneid aeneid
Μῆνιν μηνιν ΜΗΝΙΝ
λόγος ΛΟΓΟΣ λόγοσ
הַמֶּלֶךְ המלך
ﬁn fin
revo\u00adlution revolution
""".strip().splitlines()
DIGITS = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\<|']


def page(body: str) -> Any:
    return read_page(f'<!DOCTYPE html><html><body><main id="text">{body}</main></body></html>').root


def units(body: str, mentions: dict[str, int] | None = None) -> list[Unit]:
    return list(units_of(page(body), mentions))


def calls(data: bytes) -> tuple[str, list[Any]]:
    """The function that a script of the index calls, and with what."""
    match = re.fullmatch(r"editionSearch\.(\w+)\((.*)\);\n", data.decode(), re.DOTALL)
    assert match, data[:80]
    return match[1], json.loads(f"[{match[2]}]")


def numbers(text: str) -> list[int]:
    """Read numbers to the base of 45: what the browser does, written a second time."""
    found, value = [], 0
    for letter in text:
        digit = DIGITS.index(letter)
        value = value * 45 + digit % 45
        if digit < 45:
            found.append(value)
            value = 0
    return found


def places(files: dict[str, bytes]) -> dict[str, list[tuple[int, int, int]]]:
    """The whole index, read back: of each word unit, place, and whether it is in a name."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for name, data in files.items():
        if not re.fullmatch(r"w\d+\.js", name):
            continue
        for entry in calls(data)[1][1].split("|"):
            word, _, code = entry.partition(" ")
            values = numbers(code)
            unit = at = 0
            here = found.setdefault(word, [])
            while at < len(values):
                unit += values[at]
                place = 0
                for value in values[at + 2 : at + 3 + values[at + 1]]:
                    place += value >> 1
                    here.append((unit, place, value & 1))
                at += 3 + values[at + 1]
    return found


def index(*bodies: str, **more: Any) -> dict[str, bytes]:
    pages = [(f"p{number}.html", f"Page {number}", page(body)) for number, body in enumerate(bodies)]
    return search_files([SearchText("A text", pages, **more)], {})


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    assert build(find(root), only=["html"], output=output).value is not None
    return output / "html"


@pytest.mark.parametrize("line", ONE_NAME)
def test_one_name_in_every_transliteration(line: str) -> None:
    assert len({key(word) for word in line.split()}) == 1, {word: key(word) for word in line.split()}


@pytest.mark.parametrize("line", ONE_WORD)
def test_one_word_with_and_without_marks(line: str) -> None:
    assert len({fold(word) for word in line.split()}) == 1, {word: fold(word) for word in line.split()}


@pytest.mark.parametrize(
    "pair", ["Stalin Lenin", "Kamenev Kamenka", "ice is", "ship shop", "Kirov Kiev", "Берия Берлин"]
)
def test_different_names_have_different_keys(pair: str) -> None:
    one, other = pair.split()
    assert key(one) != key(other)


@given(st.text())
def test_folds_are_words_and_stay(text: str) -> None:
    for start, end in words_of(text):
        folded = fold(text[start:end])
        assert fold(folded) == folded
        assert not set(folded) & set(' |"\\<')
        assert not set(key(text[start:end])) & set(' |"\\<')


@given(st.text())
def test_no_letter_is_outside_of_words(text: str) -> None:
    spans = words_of(text)
    assert spans == sorted(spans)
    inside = {at for start, end in spans for at in range(start, end)}
    for at, letter in enumerate(text):
        assert not letter.isalnum() or at in inside or not letter.isidentifier(), (letter, at)


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="abAÉ éß'’-.жЖ\u0301 12走", max_size=40), max_size=6))
def test_the_index_read_back_is_the_text(paragraphs: list[str]) -> None:
    escaped = [paragraph.replace("&", "&amp;").replace("<", "&lt;") for paragraph in paragraphs]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in escaped)
    found = places(index(body))
    made = units(body)
    written = {
        (number, place, fold(unit.text[start:end]) or unit.text[start:end])
        for number, unit in enumerate(made)
        for place, (start, end) in enumerate(words_of(unit.text))
    }
    read = {(unit, place, word) for word, where in found.items() for unit, place, _ in where}
    assert written <= read
    joined = {(unit, place, word) for unit, place, word in read - written}
    for unit, place, word in joined:
        spans = words_of(made[unit].text)[place : place + 2]
        assert "".join(fold(made[unit].text[start:end]) for start, end in spans) == word


def test_every_word_of_the_text_is_in_the_index(site: Path) -> None:
    facts = calls((site / "search/index.js").read_bytes())[1][0]
    found = places({path.name: path.read_bytes() for path in (site / "search").glob("w*.js")})
    for which, folder in enumerate((site, site / "chelyuskin-ru")):
        by_name = {name: number for number, (text, name, _, _) in enumerate(facts["pages"]) if text == which}
        assert sum(len(where) for where in found.values()) > 4000
        total = 0
        for path in sorted(folder.glob("*.html")):
            runs = own_words(lxml_html.parse(str(path), lxml_html.HTMLParser(encoding="utf-8")).getroot())
            due = Counter(fold(run[start:end]) for run in runs for start, end in words_of(run))
            if path.name not in by_name:
                assert not due, f"{path.name} has words and is not searched"
                continue
            number = by_name[path.name]
            texts = calls((site / f"search/t{number}.js").read_bytes())[1][1]
            there = Counter(fold(text[start:end]) for _, text in texts for start, end in words_of(text))
            assert there == due, path.name
            first = sum(page[3] for page in facts["pages"][:number])
            for word, count in due.items():
                here = [place for place in found[word] if first <= place[0] < first + len(texts)]
                assert len(here) >= count, (path.name, word)
            total += sum(due.values())
        assert total > 4000


def test_every_unit_has_an_id_that_its_page_has(site: Path) -> None:
    facts = calls((site / "search/index.js").read_bytes())[1][0]
    for number, (text, name, _, count) in enumerate(facts["pages"]):
        ids = set(lxml_html.parse(str(site / facts["texts"][text][1] / name)).getroot().xpath("//@id"))
        texts = calls((site / f"search/t{number}.js").read_bytes())[1][1]
        assert len(texts) == count == len(facts["kinds"][number])
        assert {identifier for identifier, _ in texts if identifier} <= ids, name


def test_entries_have_all_their_names_and_the_units_that_mention_them(site: Path) -> None:
    entries = {entry[3]: entry for entry in calls((site / "search/names.js").read_bytes())[1][0]}
    shmidt = entries["shmidt-o-yu"]
    assert shmidt[1:3] == ["persons", "persons-shmidt-o-yu.html"]
    assert any("Шмидт" in form for form in shmidt[7])
    facts = calls((site / "search/index.js").read_bytes())[1][0]
    texts = [
        text
        for number in range(len(facts["pages"]))
        for _, text in calls((site / f"search/t{number}.js").read_bytes())[1][1]
    ]
    unit = 0
    steps = numbers(shmidt[8])
    assert steps
    for step in steps:
        unit += step
        assert re.search("Sh?c?h?midt|leader|he |him|Шмидт|начальник", texts[unit]), texts[unit]


def test_kinds_of_text() -> None:
    made = units(
        '<section id="ch1"><h1>One</h1><p id="p1">Prose <i>and</i> more.</p>'
        '<div class="lg" id="lg1"><div class="l">A line,</div><div class="l">another.</div></div>'
        '<p class="head">A head</p><table><caption>Of a table</caption><tr><td>cell</td></tr></table>'
        '<ul><li class="note author" id="n1"><p>By one.</p></li><li class="note translator">By two.</li>'
        '<li class="note editor">By three.</li><li class="note">By four.</li></ul></section>'
    )
    assert [(unit.field, unit.id, unit.text) for unit in made] == [
        ("h", "ch1", "One"),
        ("t", "p1", "Prose and more."),
        ("v", "lg1", "A line,\nanother."),
        ("h", "ch1", "A head"),
        ("h", "ch1", "Of a table"),
        ("t", "ch1", "cell"),
        ("a", "n1", "By one."),
        ("r", "ch1", "By two."),
        ("e", "ch1", "By three."),
        ("o", "ch1", "By four."),
    ]


def test_what_is_generated_is_not_found_and_does_not_part_words() -> None:
    made = units(
        '<p>revo<span class="pb" data-generated="">7</span>lution<a class="mark" data-generated="">1</a> of</p>'
        '<div data-generated=""><p>ours</p></div><p>end<br>of a line</p>'
    )
    assert [unit.text for unit in made] == ["revolution of", "end of a line"]


def test_private_ids_are_not_led_to_and_names_are_known() -> None:
    made = units(
        '<div id="d1"><p id="_.3">He and <a class="name persName" id="_.4" href="persons-x.html">Otto Schmidt</a>’s '
        '<span class="name" id="_.5">crew</span></p></div>',
        {"_.4": 2, "_.5": 0},
    )
    assert [(unit.id, sorted(unit.names), unit.entries) for unit in made] == [("d1", [2, 3, 5], (0, 2))]
    assert places(index('<p>Otto <a class="name">Schmidt</a></p>'))["schmidt"] == [(0, 1, 1)]


def test_words_joined_by_a_sign_are_found_as_one_too() -> None:
    found = places(index("<p>Zinov’ev led a counter-revolution.</p>"))
    assert found["zinovev"] == [(0, 0, 0)]
    assert found["counterrevolution"] == [(0, 4, 0)]
    assert found["revolution"] == [(0, 5, 0)]


def test_scripts_without_spaces_are_found_by_character() -> None:
    found = places(index("<p>メロスは激怒した。</p>"))
    assert found["激"] == [(0, 4, 0)]
    assert len(found) == 8


def test_long_verse_is_in_several_units() -> None:
    body = '<div class="lg">' + "".join(f'<div class="l">line {number}</div>' for number in range(30)) + "</div>"
    assert [len(unit.text.split("\n")) for unit in units(body)] == [14, 14, 2]


def test_hostile_text_and_names_of_pages_make_safe_scripts() -> None:
    root = page("<p>&lt;/script>&lt;!-- \u2028 \\ \" ' &#x1F600; ${x}</p>")
    text = SearchText('</script>"', [("a%20b'\"é.html", "</script>", root)], prefix="x/")
    files = search_files([text], {"search": "</script>"})
    assert all(re.fullmatch(r"[a-z]+\d*\.js", name) for name in files)
    for data in files.values():
        assert b"</" not in data
        assert "\u2028" not in data.decode()
        assert calls(data)


def test_several_texts_go_into_one_index() -> None:
    texts = [
        SearchText("One", [("p.html", "P", page("<p>ice</p>"))]),
        SearchText("Two", [("p.html", "P", page("<p>лёд ice</p>"))], prefix="two/", language="ru"),
    ]
    files = search_files(texts, {})
    facts = calls(files["index.js"])[1][0]
    assert facts["texts"] == [["One", "", ""], ["Two", "two/", "ru"]]
    assert [page[:2] for page in facts["pages"]] == [[0, "p.html"], [1, "p.html"]]
    assert places(files)["ice"] == [(0, 0, 0), (1, 1, 0)]


def test_an_edition_without_words_has_an_index() -> None:
    files = index("", "<p> — </p>")
    assert sorted(files) == ["index.js", "names.js", "rules.js"]
    assert calls(files["index.js"])[1][0]["words"] == []


def test_shards_begin_with_the_words_that_the_index_tells() -> None:
    words = [f"{a}{b}{c}" for a in "abcdefghij" for b in "klmnopqrst" for c in ("uvwxyzабвгд" * 8)]
    files = index(*(f"<p>{' '.join(words)} 𝒳{number} \ue000a</p>" for number in range(3)))
    facts = calls(files["index.js"])[1][0]
    for letter, starts in (("w", facts["words"]), ("k", facts["keys"])):
        shards = [calls(files[f"{letter}{number}.js"])[1][1].split("|") for number in range(len(starts))]
        assert [shard[0].split(" ")[0] for shard in shards] == starts
        assert starts == sorted(starts, key=lambda word: word.encode("utf-16-be"))
    assert len(facts["words"]) > 1


def test_the_same_bytes_twice() -> None:
    body = "<p>Ice and <a class='name'>Ёлка</a>, ice’s ice.</p><h2>Ice</h2>"
    assert index(body, body) == index(body, body)

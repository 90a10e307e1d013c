"""The search in a real browser, opened from disk: it finds, it is worked by keys alone, it marks what it found."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from edition.build import build
from edition.editions.html.search_folding import fold, key, words_of
from edition.editions.html.search_units import units_of
from edition.project import find, of_files
from test_search import ONE_NAME, ONE_WORD, calls

pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e '.[dev]'")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser

LANGUAGE_OF_MANY_SCRIPTS = (
    "İstanbul ΟΔΟΣ Οδός ½ km² ﷺ ℡ नमस्ते ภาษาไทย 走れメロス שָׁלוֹם السَّلَامُ "
    "Ǆ 𝒳𝒴 don’t e\u0301te\u0301 a_b x\u200dy ǅ ŉ ᾳ 1ª ①"
)


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    assert build(find(root), only=["html"], output=output).value is not None
    return output / "html"


@pytest.fixture(autouse=True)
def silent(browser: Any) -> Any:
    """No test leaves a message on the console, and none asks for anything outside the folder."""
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    yield
    assert [entry for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [one["params"]["request"]["url"] for one in sent if one["method"] == "Network.requestWillBeSent"]
    assert [url for url in urls if not url.startswith(("file://", "data:", "about:"))] == []


def until(holds: Callable[[], Any], what: str) -> Any:
    """Wait until something is so; a test that waits in vain says for what."""
    for _ in range(200):
        value = holds()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


def ask(browser: Any, site: Path, query: str, more: str = "") -> list[dict[str, str]]:
    """The results of a query on the page of the search."""
    browser.get((site / "search.html").as_uri() + f"?q={quote(query)}{more}")
    until(
        lambda: browser.execute_script("return document.querySelector('.search-room')?.dataset.ready !== undefined"),
        query,
    )
    return read(browser)


def read(browser: Any) -> list[dict[str, str]]:
    return browser.execute_script(  # type: ignore[no-any-return]
        """return [...document.querySelectorAll('.results section:not(.entries) li a')].map((a) => ({
             href: a.getAttribute('href'), text: a.querySelector('.line').textContent,
             marks: [...a.querySelectorAll('mark')].map((m) => m.textContent).join('|'),
             kind: a.querySelector('.kind')?.textContent || '',
             chapter: a.closest('section').querySelector('h2').textContent }))"""
    )


def entries(browser: Any) -> list[str]:
    return [node.text for node in browser.find_elements(By.CSS_SELECTOR, ".results .entries li a .line")]


def marks(browser: Any) -> list[str]:
    return browser.execute_script("return [...document.querySelectorAll('mark.hit')].map((m) => m.textContent)")  # type: ignore[no-any-return]


def focused(browser: Any) -> Any:
    return browser.switch_to.active_element


def test_browser_and_python_fold_alike(site: Path, browser: Any) -> None:
    words = [word for line in [*ONE_NAME, *ONE_WORD] for word in line.split()]
    for path in (site / "search").glob("w*.js"):
        words += [entry.partition(" ")[0] for entry in calls(path.read_bytes())[1][1].split("|")]
    words += LANGUAGE_OF_MANY_SCRIPTS.split()
    text = " ".join([LANGUAGE_OF_MANY_SCRIPTS, *words[:400]])
    ask(browser, site, "ice")
    made = browser.execute_script(
        "const s = editionSearch, [words, text] = arguments;"
        "return [words.map((w) => [s.fold(w), s.key(w)]), s.wordsOf(text).map(([a, b]) => text.slice(a, b))]",
        words,
        text,
    )
    assert made[0] == [[fold(word), key(word)] for word in words]
    assert made[1] == [text[start:end] for start, end in words_of(text)]


def test_browser_and_python_take_a_page_apart_alike(site: Path, browser: Any) -> None:
    from lxml import html as lxml_html

    for name in ("ch1.html", "ch2.html", "glossary.html", "text-index.html", "index.html"):
        browser.get((site / name).as_uri() + "?q=zzzz")
        until(lambda: browser.execute_script("return window.editionSearch?.facts !== undefined"), "the index")
        shown = browser.execute_script(
            "return editionSearch.unitsOfPage(document.querySelector('main'))"
            ".map((u) => u.words.map(([a, b]) => u.text.slice(a, b)).join(' '))"
        )
        root = lxml_html.parse(str(site / name), lxml_html.HTMLParser(encoding="utf-8")).getroot()
        assert shown == [" ".join(unit.text[a:b] for a, b in words_of(unit.text)) for unit in units_of(root)], name


def test_words_are_found_in_one_paragraph_and_by_chapter(site: Path, browser: Any) -> None:
    one, both = ask(browser, site, "ship "), ask(browser, site, "ship ice ")
    assert 0 < len(both) < len(one)
    for result in both:
        assert {"ship", "ice"} >= {fold(mark) for mark in result["marks"].split("|")}
    chapters = [result["chapter"] for result in one]
    assert len(set(chapters)) > 2
    assert chapters == sorted(chapters, key=chapters.index)
    told = browser.find_element(By.CSS_SELECTOR, ".told")
    assert told.get_attribute("aria-live") == "polite"
    assert str(len(both)) in told.text


@pytest.mark.parametrize("query", ['"on the ice"', "“on the ice”", "„on the ice“", "«on the ice»", '"on the ice'])
def test_phrases_in_all_quotation_marks(query: str, site: Path, browser: Any) -> None:
    found = ask(browser, site, query)
    assert len(found) > 3
    assert {fold(result["marks"].split("|")[0]) for result in found} == {"on the ice"}
    assert len(ask(browser, site, "on the ice ")) > len(found)


def test_beginnings_and_the_word_being_typed(site: Path, browser: Any) -> None:
    whole, begun = ask(browser, site, "icebreak "), ask(browser, site, "icebreak*")
    assert whole == []
    assert begun
    assert all(mark.lower().startswith("icebreak") for result in begun for mark in result["marks"].split("|"))
    assert [r["text"] for r in ask(browser, site, "icebreak")] == [r["text"] for r in begun]


def test_words_left_out(site: Path, browser: Any) -> None:
    without = ask(browser, site, "ship -ice")
    assert 0 < len(without) < len(ask(browser, site, "ship"))
    assert not any(re.search(r"\bice\b", result["text"]) for result in without)
    assert ask(browser, site, "-ice") == []
    assert browser.find_element(By.CSS_SELECTOR, ".told").text == "Add a word that is to be found."


def test_marks_and_capitals_make_no_difference(site: Path, browser: Any) -> None:
    one = [result["text"] for result in ask(browser, site, "Nordenskiöld ")]
    assert one
    assert [result["text"] for result in ask(browser, site, "NORDENSKIOLD ")] == one


@pytest.mark.parametrize("query", ["Šmidt", "Шмидт", "Schmidt"])
def test_names_in_other_letters(query: str, site: Path, browser: Any) -> None:
    found = ask(browser, site, query)
    assert any("Shmidt" in result["marks"] for result in found)
    assert any("Shmidt" in entry for entry in entries(browser))
    spelt = [result["marks"] for result in found if result["kind"].endswith("other spelling")]
    assert all("Shmidt" in marked or "Шмидт" in marked for marked in spelt)


def test_the_original_by_latin_letters(site: Path, browser: Any) -> None:
    found = ask(browser, site, "Chelyuskin", "&text=1")
    assert found and all(result["chapter"].startswith("Original: ") for result in found)
    assert any("Челюскин" in result["marks"] for result in found)


def test_quotation_marks_ask_for_one_spelling(site: Path, browser: Any) -> None:
    assert ask(browser, site, '"Šmidt"') == []


def test_kinds_of_text(site: Path, browser: Any) -> None:
    everywhere = ask(browser, site, "ice ")
    for letter, kind in {
        "t": "",
        "v": "verse",
        "h": "heading",
        "a": "author’s note",
        "r": "translator’s note",
        "e": "editor’s note",
    }.items():
        found = ask(browser, site, "ice ", f"&in={letter}")
        assert found or letter == "e", kind
        assert {result["kind"] for result in found} <= {kind}
        shown = [result["text"] for result in everywhere if result["kind"] == kind]
        assert [result["text"] for result in found][: len(shown)] == shown
    named = ask(browser, site, "Chelyuskin ", "&in=n")
    assert 0 < len(named) < len(ask(browser, site, "Chelyuskin "))


def test_chapters_persons_and_places(site: Path, browser: Any) -> None:
    whole = ask(browser, site, "ice ")
    chapter = ask(browser, site, "ice ", "&at=ch2")
    assert [result["text"] for result in chapter] == [
        result["text"] for result in whole if "ch2.html" in result["href"]
    ]
    by_person = ask(browser, site, "the ", "&who=shmidt-o-yu")
    assert 0 < len(by_person) < len(whole)
    assert browser.find_element(By.CSS_SELECTOR, "input[id^=search-who]").get_attribute("value").startswith("Shmidt")
    assert len(ask(browser, site, "", "&where=wrangel-island")) > 0
    assert ask(browser, site, "ice ", "&who=nobody") == []


def test_filters_by_hand_stand_in_the_address(site: Path, browser: Any) -> None:
    ask(browser, site, "ice ")
    browser.find_element(By.CSS_SELECTOR, "details.where summary").click()
    person = browser.find_element(By.CSS_SELECTOR, "input[id^=search-who]")
    until(lambda: browser.find_elements(By.CSS_SELECTOR, "datalist option"), "the persons")
    person.send_keys("Shmidt, Otto Yulyevich")
    until(lambda: "who=shmidt-o-yu" in browser.current_url, "the person in the address")
    browser.find_element(By.XPATH, "//label[contains(., 'Verse')]/input").click()
    until(lambda: "in=thare" in browser.current_url, "the kinds in the address")
    assert all(result["kind"] != "verse" for result in read(browser))


def test_back_and_forward(site: Path, browser: Any) -> None:
    first = ask(browser, site, "ice ")
    address = browser.current_url
    browser.execute_script("document.querySelector('.results section:not(.entries) li a').click()")
    until(lambda: marks(browser), "marks")
    browser.back()
    until(
        lambda: browser.current_url == address and [r["text"] for r in read(browser)] == [r["text"] for r in first],
        "the results again",
    )


def test_a_finished_query_is_a_step_in_the_history(site: Path, browser: Any) -> None:
    ask(browser, site, "")
    field = focused(browser)
    field.send_keys("drift", Keys.ENTER)
    until(lambda: focused(browser).tag_name == "a", "the first result")
    field.send_keys(" ice")
    until(lambda: "ice" in browser.current_url, "the longer query in the address")
    browser.back()
    until(lambda: field.get_attribute("value") == "drift", "the first query")
    until(lambda: browser.current_url.endswith("?q=drift"), "its address")
    browser.forward()
    until(lambda: field.get_attribute("value") == "drift ice", "the second query")


def test_by_keys_alone(site: Path, browser: Any) -> None:
    browser.get((site / "ch1.html").as_uri())
    link = browser.find_element(By.CSS_SELECTOR, "main a.name")
    browser.execute_script("arguments[0].focus()", link)
    link.send_keys("/")
    until(lambda: focused(browser).get_attribute("role") == "searchbox", "the field")
    focused(browser).send_keys(Keys.ESCAPE)
    until(lambda: focused(browser) == link, "the way back of the focus")
    link.send_keys("/")
    until(lambda: focused(browser).get_attribute("role") == "searchbox", "the field again")
    focused(browser).send_keys("drift")
    until(lambda: len(read(browser)) > 2, "results")
    focused(browser).send_keys(Keys.ARROW_DOWN)
    walked = [focused(browser).text]
    for _ in range(3):
        focused(browser).send_keys(Keys.ARROW_DOWN)
        walked.append(focused(browser).text)
    assert len(set(walked)) == 4
    focused(browser).send_keys(Keys.ARROW_UP)
    assert focused(browser).text == walked[2]
    href = focused(browser).get_attribute("href")
    focused(browser).send_keys(Keys.ENTER)
    until(lambda: browser.current_url == href and marks(browser), "the page with its marks")
    assert browser.find_element(By.CSS_SELECTOR, "mark.current").text.lower().startswith("drift")
    told = browser.find_element(By.CSS_SELECTOR, ".hit-bar .told").text
    count = int(re.findall(r"\d+", told)[1])
    assert count == len(marks(browser))
    before = int(re.findall(r"\d+", told)[0])
    page = browser.current_url.partition("?")[0]
    if before < count:
        focused(browser).send_keys("n")
        assert int(re.findall(r"\d+", browser.find_element(By.CSS_SELECTOR, ".hit-bar .told").text)[0]) == before + 1
        focused(browser).send_keys("p")
    assert int(re.findall(r"\d+", browser.find_element(By.CSS_SELECTOR, ".hit-bar .told").text)[0]) == before
    for _ in range(count - before + 1):
        focused(browser).send_keys("n")
    until(lambda: browser.current_url.partition("?")[0] != page and marks(browser), "the next page with hits")
    focused(browser).send_keys("p")
    until(lambda: browser.current_url.partition("?")[0] == page and marks(browser), "the page before")
    told = browser.find_element(By.CSS_SELECTOR, ".hit-bar .told").text
    assert re.findall(r"\d+", told)[:2] == [str(count), str(count)]
    text = browser.execute_script("return document.querySelector('main').textContent")
    focused(browser).send_keys(Keys.ESCAPE)
    assert marks(browser) == []
    assert not browser.find_elements(By.CSS_SELECTOR, ".hit-bar")
    assert "?" not in browser.current_url
    assert browser.execute_script("return document.querySelector('main').textContent") == text


def test_enter_in_the_field_goes_to_the_first_result(site: Path, browser: Any) -> None:
    ask(browser, site, "")
    focused(browser).send_keys("drift", Keys.ENTER)
    until(lambda: focused(browser).tag_name == "a", "the first result")


def test_translation_and_original_in_one_search(site: Path, browser: Any) -> None:
    found = ask(browser, site, "Shmidt")
    assert {result["chapter"].partition(":")[0] for result in found} == {"Translation", "Original"}
    only = ask(browser, site, "Shmidt", "&text=1")
    assert {result["chapter"].partition(":")[0] for result in only} == {"Original"}
    assert any("Шмидт" in result["marks"] for result in only)
    browser.execute_script("document.querySelector('.results section:not(.entries) li a').click()")
    until(lambda: any("Шмидт" in mark for mark in marks(browser)), "marks in the original")
    assert "/chelyuskin-ru/" in browser.current_url
    # From a page of the original the same search opens; what was asked before is forgotten first.
    browser.execute_script("sessionStorage.clear(); localStorage.clear()")
    browser.get((site / "chelyuskin-ru/ch1.html").as_uri())
    browser.execute_script("document.querySelector('a.search').click()")
    until(lambda: browser.execute_script("return document.querySelector('dialog[data-ready]') !== null"), "the search")
    until(lambda: focused(browser).tag_name == "input", "the field")
    focused(browser).send_keys("icebreaker")
    until(lambda: any(one["chapter"].startswith("Translation") for one in read(browser)), "results in the translation")


def test_hits_over_marked_up_words_are_marked_whole(site: Path, browser: Any) -> None:
    facts = calls((site / "search/index.js").read_bytes())[1][0]
    for number, (_, name, _, _) in enumerate(facts["pages"][2:4], start=2):
        texts = calls((site / f"search/t{number}.js").read_bytes())[1][1]
        text = max((text for _, text in texts if "\n" not in text), key=len)
        spans = words_of(text)[:30]
        phrase = text[spans[0][0] : spans[-1][1]]
        browser.get((site / name).as_uri() + "?q=" + quote(f"“{phrase[:290]}"))
        until(lambda: marks(browser), phrase)
        whole = "".join(marks(browser))
        assert fold("".join(whole.split())) in fold("".join(phrase.split()))
        assert len(whole) > 120
        assert browser.find_element(By.CSS_SELECTOR, ".hit-bar .told").text.startswith("1 of 1")


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "*", "-", '"', '""', "“", "'", ".*", "[a-z]+(", "\\", "a", "I", "the of and", "1", "1934", "😀",
        "\U0001f469\u200d\U0001f680 ice", "x" * 1000, "ice " * 300, "don't", "l’été", "a-b-c", "--ice", "-*",
        "שלום", "السلام", "__proto__", "constructor", "hasOwnProperty", "<script>", "%00", "\u202eice",
        "走れ", "ice*ice", '"ice""ship"', "‘ice’", "ſhip", "\ud83d", "ице",
    ],
)  # fmt: skip
def test_odd_queries_answer(query: str, site: Path, browser: Any) -> None:
    safe = query.encode("utf-8", "replace").decode()
    ask(browser, site, safe)
    told = browser.find_element(By.CSS_SELECTOR, ".told").text
    assert told or not safe.strip()


def test_without_its_index_the_search_says_so(site: Path, browser: Any, tmp_path: Path) -> None:
    for name in ("search.html", "search.js", "script.js", "style.css", "early.js", "site.js", "fonts.css"):
        (tmp_path / name).write_bytes((site / name).read_bytes())
    browser.get((tmp_path / "search.html").as_uri())
    until(lambda: "folder “search”" in browser.find_element(By.CSS_SELECTOR, ".search-room").text, "the message")
    messages = browser.get_log("browser")
    assert all("ERR_FILE_NOT_FOUND" in entry["message"] for entry in messages)


def test_an_edition_of_one_page_with_an_odd_name(browser: Any, tmp_path: Path) -> None:
    source = tmp_path / "one.xml"
    source.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        "<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
        "<text><body>"
        '<div xml:id="é.1"><head>Kopf</head><p>Ein <hi>gan</hi>zer <hi rend="bold">Satz</hi>, mit<lb/> einem Ende.</p>'
        "</div></body></text></TEI>",
        encoding="utf-8",
    )
    assert build(of_files([source]), only=["html"], output=tmp_path / "out").value is not None
    site = tmp_path / "out/html"
    found = ask(browser, site, "“ganzer Satz mit einem Ende”")
    assert [result["marks"] for result in found] == ["ganzer Satz, mit einem Ende"]
    browser.execute_script("document.querySelector('.results li a').click()")
    until(lambda: marks(browser), "marks")
    assert "".join(marks(browser)).replace(" ", "") == "ganzerSatz,miteinemEnde"

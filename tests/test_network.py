"""The network: who is named with whom, the layout, the picture and its table; in a browser."""

from __future__ import annotations

import json
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from edition.build import build
from edition.editions.html.pictures.company import company_of
from edition.editions.html.pictures.layout import place
from edition.editions.html.pictures.network import PERSONS, TIES, companies, network, shown_ties
from edition.project import find

WORDS = {
    "mentions": "mention|mentions",
    "with": "with",
    "together": "Together",
    "beside": "Together:",
    "first-passage": "{a} and {b}: first of {n}",
    "network-caption": "The {n}",
}


def facts(*blocks: str) -> dict[str, Any]:
    """The facts of a text whose blocks name these persons, a letter each."""
    mentions: dict[str, list[dict[str, str]]] = {}
    for n, block in enumerate(blocks):
        for m, person in enumerate(block):
            mentions.setdefault(person, []).append({"page": f"ch{n // 3}", "to": f"m{n}.{m}", "block": f"p{n}"})
    entries = [
        {
            "id": f"x-{one}",
            "register": "persons",
            "page": f"persons-{one}",
            "name": f"{one}son, {one}",
            "sort": one,
            "mentions": found,
        }
        for one, found in sorted(mentions.items())
    ]
    pages = [{"stem": f"ch{n}", "head": f"Chapter {n}"} for n in range(len(blocks) // 3 + 1)]
    return {"picture-words": WORDS, "lang": "en", "pages": pages, "entries": entries, "dates": []}


def drawn(page: str) -> Any:
    return lxml_html.fragment_fromstring(page, create_parent="div")


def test_ties_count_the_blocks_in_common() -> None:
    company = company_of(facts("AB", "AAB", "ABC", "D"))
    assert {(tie.one, tie.other): tie.weight for tie in company.ties} == {
        ("x-A", "x-B"): 3,
        ("x-A", "x-C"): 1,
        ("x-B", "x-C"): 1,
    }
    assert company.ties[0].first == ("ch0", "m0.0")
    assert company.ties[0].other_first == ("ch0", "m0.1")


def test_the_first_passage_is_the_first_in_the_order_of_pages() -> None:
    told = facts("AB", "AB", "AB", "AB")
    # The mentions of A come from the last block to the first: as where a chapter follows in the order of the shelf.
    told["entries"][0]["mentions"].reverse()
    tie = company_of(told).ties[0]
    assert tie.first[0] == "ch0"


def test_a_list_of_very_many_is_no_company() -> None:
    many = "".join(chr(0x4E00 + n) for n in range(41))
    assert [tie.weight for tie in company_of(facts(many, "AB")).ties] == [1]
    assert network(facts(many)) == "<p>none</p>"


def test_the_strongest_ties_are_kept_among_so_many_persons() -> None:
    letters = [chr(0x4E00 + n) for n in range(90)]
    blocks = [a + b for n, (a, b) in enumerate(combinations(letters, 2)) for _ in range(1 + n % 4)]
    shown = shown_ties(company_of(facts(*blocks)))
    assert len(shown) == TIES
    assert len({one for tie in shown for one in (tie.one, tie.other)}) <= PERSONS
    assert [tie.weight for tie in shown] == sorted((tie.weight for tie in shown), reverse=True)


BOXES = st.lists(st.tuples(st.floats(13, 90), st.floats(13, 25)), min_size=1, max_size=40)


@given(BOXES, st.data())
@settings(max_examples=60, deadline=None)
def test_no_node_lies_over_another(boxes: list[tuple[float, float]], data: st.DataObject) -> None:
    pairs = list(combinations(range(len(boxes)), 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=60, unique=True)) if pairs else []
    ties = {pair: 1 + n % 7 for n, pair in enumerate(chosen)}
    places, (wide, high) = place(boxes, ties, (1000, 700))
    assert place(boxes, dict(reversed(ties.items())), (1000, 700)) == (places, (wide, high))
    for (x, y), (w, h) in zip(places, boxes, strict=True):
        assert w <= x <= wide - w and h <= y <= high - h
    for ((x, y), (w, h)), ((u, v), (k, j)) in combinations(zip(places, boxes, strict=True), 2):
        assert abs(x - u) >= w + k or abs(y - v) >= h + j


def test_sixty_persons_are_placed_quickly() -> None:
    boxes = [(20 + 7.0 * (n % 6), 15.0) for n in range(60)]
    ties = {(n, m): 1 + (n * m) % 5 for n in range(60) for m in range(n + 1, 60) if (n * 7 + m * 11) % 12 == 0}
    begins = time.process_time()
    place(boxes, ties, (1060, 720))
    # Some 0.1 s; a slow machine may have more.
    assert time.process_time() - begins < 1.5


def test_the_picture_and_the_table_say_the_same() -> None:
    page = drawn(network(facts("AB", "AB", "ABC", "CD")))
    links = page.xpath("//svg//a")
    assert [one.get("aria-label") for one in links] == [
        "Ason, A, 3 mentions, with Bson, B 3, Cson, C 1",
        "Bson, B, 3 mentions, with Ason, A 3, Cson, C 1",
        "Cson, C, 2 mentions, with Dson, D 1, Ason, A 1, Bson, B 1",
        "Dson, D, 1 mention, with Cson, C 1",
    ]
    assert [one.get("href") for one in links] == [f"persons-{one}.html" for one in "ABCD"]
    rows = [(row[0].text_content(), [one.text_content() for one in row.iter("li")]) for row in page.xpath("//tbody/tr")]
    assert rows == [
        ("Ason, A 3 mentions", ["Bson, B 3", "Cson, C 1"]),
        ("Bson, B 3 mentions", ["Ason, A 3", "Cson, C 1"]),
        ("Cson, C 2 mentions", ["Dson, D 1", "Ason, A 1", "Bson, B 1"]),
        ("Dson, D 1 mention", ["Cson, C 1"]),
    ]
    assert page.xpath("//tbody/tr[1]//li[1]/a/@href") == ["ch0.html#m0.0"]


def test_hostile_names_and_ids_stay_words() -> None:
    told = facts("AB", "AB", "AB")
    told["entries"][0] |= {"name": '"><script>, &', "page": 'persons-"><x', "id": 'x"<'}
    page = network(told)
    assert "<script" not in page and "<x" not in page
    assert "&amp;" in page
    assert "persons-%22%3E%3Cx.html" in page


def test_persons_without_company_make_no_network() -> None:
    assert network(facts("A", "B")) == "<p>none</p>"
    assert companies(facts("A", "B"))("x-A") == ""


def test_the_page_of_a_person_tells_beside_whom_it_is_named() -> None:
    line = companies(facts("AB", "AB", "AC"))
    page = drawn(line("x-A"))
    assert page.text_content() == "Together: Bson, B (2); Cson, C (1)"
    assert [one.get("href") for one in page.iter("a")] == ["persons-B.html", "persons-C.html"]
    assert line("nobody") == ""


def test_the_same_facts_give_the_same_bytes() -> None:
    some = facts("ABCD", "BCE", "AE", "EFG", "HI")
    assert network(some) == network(json.loads(json.dumps(some)))


@pytest.fixture(scope="module")
def demonstration(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("network")
    assert build(find(root), output=output, only=["html"]).value is not None
    return output / "html"


def test_persons_lead_to_each_other(demonstration: Path) -> None:
    page = lxml_html.parse(str(demonstration / "persons-lyapidevsky-a-v.html"))
    (line,) = page.xpath("//p[@class='together']")
    targets = line.xpath(".//a/@href")
    assert 0 < len(targets) <= 12
    assert all((demonstration / one).is_file() for one in targets)
    assert "data-picture" not in (demonstration / "persons-lyapidevsky-a-v.html").read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_keyboard_reaches_a_person_and_its_ties_rise(demonstration: Path, browser: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get((demonstration / "network.html").as_uri())
    visible = (
        "return [...document.querySelectorAll('.network-drawing .own')].filter("
        "one => getComputedStyle(one).visibility === 'visible').length"
    )
    assert browser.execute_script(visible) == 0
    browser.execute_script("document.querySelector('.drawn').focus()")
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.execute_script("return document.activeElement.getAttribute('aria-label')").startswith("Lyapidevsky")
    assert browser.execute_script(visible) == 1
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("/persons-lyapidevsky-a-v.html")


@pytest.mark.browser
def test_labels_never_lie_over_each_other(demonstration: Path, browser: Any) -> None:
    browser.get((demonstration / "network.html").as_uri())
    boxes = browser.execute_script(
        "return [...document.querySelectorAll('.network-drawing :is(text, circle)')].map(e => {"
        " const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom, e.tagName] })"
    )
    for one, other in combinations(boxes, 2):
        # A label stands close beneath its own circle: the box of its letters begins above them.
        slack = 4 if one[4] != other[4] else 0
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 0 or down <= slack, (one, other)

"""Original beside translation: rows that keep both texts whole and in order, and the pages that show them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from edition.build import build
from edition.editions.html.parallel import Row, blocks_of, rows_of
from edition.project import find

HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p>x</p></publicationStmt>"
    "<sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>"
)


def shape(rows: list[Row]) -> list[tuple[list[int], list[int]]]:
    return [(row.original, row.translation) for row in rows]


def test_paragraph_beside_paragraph() -> None:
    assert shape(rows_of(3, 3, [(0, 0), (1, 1), (2, 2)])) == [([0], [0]), ([1], [1]), ([2], [2])]


def test_one_paragraph_beside_two() -> None:
    assert shape(rows_of(2, 3, [(0, 0), (0, 1), (1, 2)])) == [([0], [0, 1]), ([1], [2])]
    assert shape(rows_of(3, 2, [(0, 0), (1, 0), (2, 1)])) == [([0, 1], [0]), ([2], [1])]


def test_what_has_no_counterpart_stands_alone() -> None:
    assert shape(rows_of(3, 3, [(0, 0), (2, 2)])) == [([0], [0]), ([], [1]), ([1], []), ([2], [2])]
    assert shape(rows_of(2, 1, [])) == [([], [0]), ([0], []), ([1], [])]
    assert rows_of(0, 0, []) == []


def test_what_was_moved_says_where_it_went() -> None:
    rows = rows_of(3, 3, [(0, 1), (1, 0), (2, 2)])
    assert [(row.original, row.translation) for row in rows if row.original and row.translation] in (
        [([0], [1]), ([2], [2])],
        [([1], [0]), ([2], [2])],
    )
    assert sorted(len(row.elsewhere) for row in rows) == [0, 0, 1, 1]


@given(
    st.integers(0, 12),
    st.integers(0, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
)
def test_every_block_is_in_one_row_and_in_its_order(
    original: int, translation: int, drawn: list[tuple[int, int]]
) -> None:
    pairs = [(one, other) for one, other in drawn if one < original and other < translation]
    rows = rows_of(original, translation, pairs)
    assert [one for row in rows for one in row.original] == list(range(original))
    assert [one for row in rows for one in row.translation] == list(range(translation))
    assert rows == rows_of(original, translation, reversed(pairs))
    for row in rows:
        assert row.original or row.translation
        # A row holds both only where something in it corresponds.
        if row.original and row.translation:
            assert any(one in row.original and other in row.translation for one, other in pairs)


def test_blocks_are_those_of_the_sections_too() -> None:
    section = lxml_html.fragment_fromstring(
        '<section id="ch1"><h1>One</h1><nav data-generated=""><a href="#s">S</a></nav>'
        '<span class="pb" id="pb4">4</span>'
        '<p id="p1">A <a class="mark" id="m1" data-generated="" href="#n1">1</a></p>'
        '<div class="division" id="s"><h2>S</h2><div class="lg" id="v"><div class="l" id="l1">x</div></div></div>'
        '<section class="apparatus" data-generated=""><p>v</p></section>'
        '<section class="notes"><ul><li id="n1">n</li></ul></section></section>'
    )
    blocks = blocks_of("ch1.html", section)
    assert [block.nodes[-1].tag for block in blocks] == ["h1", "p", "h2", "div"]
    assert [sorted(block.ids) for block in blocks] == [["ch1"], ["m1", "p1"], ["s"], ["l1", "v"]]
    assert [node.get("class") for node in blocks[1].nodes] == ["pb", None]


def project(folder: Path, translation: str, original: str) -> Path:
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{}">{}<text><body>{}</body></text></TEI>'
    (folder / "tei").mkdir()
    for name, language, body in (("en.xml", "en", translation), ("ru & he.xml", "ru", original)):
        (folder / "tei" / name).write_text(tei.format(language, HEADER.format(name[:2]), body), encoding="utf-8")
    (folder / "edition.toml").write_text('[edition]\ntext = "tei/en.xml"\noriginal = "tei/ru & he.xml"\n')
    return folder


def pages_of(folder: Path) -> dict[str, Any]:
    result = build(find(folder), only=["html"])
    assert result.value is not None
    html = folder / "output" / "html"
    return {path.name: lxml_html.parse(str(path)).getroot() for path in sorted(html.glob("*.html"))}


def cells(page: Any) -> list[tuple[str, str]]:
    return [
        tuple(
            " ".join(row.xpath(f"string(div[contains(@class, '{side}')])").split()) for side in ("original", "transl")
        )
        for row in page.xpath("//div[starts-with(@class, 'row') and @id]")
    ]


def test_pages_are_made_from_pointers_of_either_side(tmp_path: Path) -> None:
    pages = pages_of(
        project(
            tmp_path,
            '<div xml:id="c1" corresp="ru%20&amp;%20he.xml#g1"><head>One</head><p xml:id="p1">Ice.</p>'
            '<p xml:id="p2">Ours.</p></div>'
            '<div xml:id="c2"><head>Two</head><p xml:id="p3">Alone.</p></div>',
            '<div xml:id="g1"><head>Первая</head><p xml:id="q1" corresp="en.xml#p1">Лёд.'
            '<note xml:id="n1" n="1">Заметка.</note></p></div>',
        )
    )
    assert [name for name in pages if name.startswith("parallel")] == ["parallel-c1.html"]
    page = pages["parallel-c1.html"]
    assert cells(page) == [("Первая", "One"), ("Лёд.1", "Ice."), ("", "Ours.")]
    assert [cell.get("lang") for cell in page.xpath("//div[contains(@class, 'row')]/div")][:2] == ["ru", "en"]
    # The mark of a note leads to the note where it is, in the folder of the original.
    assert page.xpath("//a[@role='doc-noteref']/@href") == ["ru%20%26%20he/g1.html#n1"]
    assert page.xpath("//head/link[@rel='canonical']/@href") == ["c1.html"]
    assert not page.xpath("//meta[starts-with(@name, 'citation')] | //script[@type]")
    # The bar of the chapter leads there; that of a chapter without a counterpart to the original's cover.
    assert pages["c1.html"].xpath("//nav//a[text() = 'Original']/@href") == ["parallel-c1.html"]
    assert pages["c2.html"].xpath("//nav//a[text() = 'Original']/@href") == ["ru & he/index.html"]
    below = lxml_html.parse(str(tmp_path / "output/html/ru & he/g1.html")).getroot()
    assert below.xpath("//nav//a[text() = 'Перевод']/@href") == ["../parallel-c1.html"]


def test_the_same_ids_are_enough(tmp_path: Path) -> None:
    chapter = '<div xml:id="c{0}"><head>{1}</head><p xml:id="c{0}.p1">{1}</p></div>'
    pages = pages_of(project(tmp_path, chapter.format(1, "Ice") + chapter.format(2, "Sea"), chapter.format(1, "Лёд")))
    assert cells(pages["parallel-c1.html"]) == [("Лёд", "Ice"), ("Лёд", "Ice")]
    assert "parallel-c2.html" not in pages


def test_texts_that_are_not_aligned_have_no_such_pages(tmp_path: Path) -> None:
    pages = pages_of(project(tmp_path, '<div xml:id="a"><p xml:id="p">A</p></div>', '<div xml:id="b"><p>B</p></div>'))
    assert not [name for name in pages if name.startswith("parallel")]


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    assert build(find(root), only=["html"], output=output).value is not None
    return output / "html"


def words(nodes: list[Any]) -> Counter[str]:
    return Counter(word for node in nodes for word in "".join(node.itertext()).split())


def test_every_word_of_both_texts_is_there_once(site: Path) -> None:
    def text(path: Path, inside: str) -> list[Any]:
        root = lxml_html.parse(str(path)).getroot()
        for node in root.xpath("//*[contains(@class, 'mark') or @class = 'pb' or contains(@class, 'variant')]"):
            node.drop_tree()
        return root.xpath(inside)

    # Notes and apparatus stay on the chapter's own page.
    for page in sorted(site.glob("parallel-*.html")):
        own = page.name.removeprefix("parallel-")
        for side, path in (("translation", site / own), ("original", site / "chelyuskin-ru" / own)):
            shown = words(text(page, f"//div[contains(@class, 'cell {side}')]"))
            there = words(
                [
                    node
                    for section in text(path, "//main/section")
                    for node in section
                    if node.get("class") not in ("notes", "apparatus", "sections")
                ]
            )
            assert shown == there, (page.name, side)


def test_no_id_stands_twice(site: Path) -> None:
    for page in sorted(site.glob("parallel-*.html")):
        ids = Counter(lxml_html.parse(str(page)).getroot().xpath("//@id"))
        assert [name for name, count in ids.items() if count > 1] == [], page.name


def size(browser: Any, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.fixture
def window(browser: Any) -> Iterator[Any]:
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_script("localStorage.clear()")


def scrolled(window: Any, identifier: str) -> None:
    """Wait until the page stands still at an element."""
    before = None
    for _ in range(100):
        top = window.execute_script(
            "return document.getElementById(arguments[0]).getBoundingClientRect().top", identifier
        )
        if top == before and -1 <= top < 150:
            return
        before = top
        time.sleep(0.05)
    raise AssertionError(f"{identifier} stands at {before}")


RECTS = """return [...document.querySelectorAll('.beside .row[id]')].map(row => [...row.children].map(cell => {
  const box = cell.getBoundingClientRect(); return [box.left, box.top, box.width, box.height] }))"""


@pytest.mark.browser
def test_side_by_side_where_there_is_room(site: Path, window: Any) -> None:
    size(window, 1360)
    window.get((site / "parallel-ch1.html").as_uri())
    rows = window.execute_script(RECTS)
    assert len(rows) > 8
    for original, translation in rows:
        assert original[1] == pytest.approx(translation[1], abs=1)
        assert original[0] + original[2] < translation[0]
    assert not window.find_element("css selector", ".switch").is_displayed()
    assert window.execute_script("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_one_or_the_other_where_there_is_none(site: Path, window: Any) -> None:
    size(window, 390)
    window.get((site / "parallel-ch1.html").as_uri())

    def shown(side: str) -> int:
        return len([one for one in window.find_elements("css selector", f".cell.{side}[lang]") if one.is_displayed()])

    whole = shown("translation")
    assert whole > 8 and shown("original") > 8
    window.find_element("css selector", "#show-original").send_keys(" ")
    assert shown("translation") == 0 and shown("original") > 8
    window.refresh()
    assert window.find_element("css selector", "#show-original").is_selected()
    window.find_element("css selector", "#show-translation").click()
    assert shown("translation") == whole and shown("original") == 0
    assert window.execute_script("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_a_key_leads_there_and_back_to_the_same_paragraph(site: Path, window: Any) -> None:
    size(window, 1360)
    for start, there in (("ch1.html", "ch1.p3"), ("chelyuskin-ru/ch1.html", "original.ch1.p3")):
        window.get((site / start).as_uri() + "#ch1.p3")
        scrolled(window, "ch1.p3")
        window.find_element("css selector", "body").send_keys("o")
        assert window.current_url.endswith(f"/html/parallel-ch1.html#{there}")
    scrolled(window, "original.ch1.p3")
    window.find_element("css selector", "body").send_keys("o")
    assert window.current_url.endswith("/html/ch1.html#ch1.p3")

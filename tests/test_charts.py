"""Charts of mentions by chapter, on the pages of entries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from edition.build import build
from edition.editions.html.pictures import with_pictures
from edition.editions.html.pictures.charts import charts
from edition.editions.html.pictures.svg import Words
from edition.project import find

WORDS = {"mentions": "mention|mentions", "chart": "{mentions} in {some} of {all}, most in: {where} ({most})"}


def facts(pages: int, *mentions: int, identifier: str = "ann") -> dict[str, Any]:
    """A text of so many pages; the pages where someone is named."""
    found = [{"page": f"ch{n}", "to": f"m{at}", "block": "b"} for at, n in enumerate(mentions)]
    entry = {"id": identifier, "register": "persons", "page": "persons-ann", "name": "Ann", "mentions": found}
    return {
        "picture-words": WORDS,
        "lang": "en",
        "pages": [{"stem": f"ch{n}", "head": f"Chapter <{n}>"} for n in range(pages)],
        "entries": [entry],
        "dates": [],
    }


def drawn(page: str) -> Any:
    return lxml_html.fragment_fromstring(page, create_parent="div")


def test_a_chart_says_what_it_shows() -> None:
    page = drawn(charts(facts(5, 1, 1, 1, 4))("ann"))
    assert page.findtext(".//figcaption") == "4 mentions in 2 of 5, most in: Chapter <1> (3)"
    links = page.xpath("//svg/a")
    assert [(one.get("href"), one.findtext("title")) for one in links] == [
        ("#in-ch1", "Chapter <1>: 3"),
        ("#in-ch4", "Chapter <4>: 1"),
    ]
    assert page.xpath("//svg/@aria-hidden") == ["true"]


@pytest.mark.parametrize("some", [facts(5, 1), facts(5, 1, 1), facts(2, 1, 1, 0), facts(5)])
def test_what_has_nothing_to_tell_has_no_chart(some: dict[str, Any]) -> None:
    assert charts(some)("ann") == ""


def test_nobody_has_no_chart() -> None:
    assert charts(facts(5, 1, 2))("bob") == ""


def test_a_mention_on_the_cover_stands_first() -> None:
    some = facts(3, 1, 1)
    assert charts(some)("ann") == ""
    some["entries"][0]["mentions"].append({"page": "index", "to": "t", "block": "t"})
    assert drawn(charts(some)("ann")).findtext(".//figcaption") == "3 mentions in 2 of 4, most in: Chapter <1> (2)"


@given(st.integers(3, 300), st.lists(st.integers(0, 299), min_size=2, max_size=400))
def test_a_chart_is_small_whatever_the_text(pages: int, mentions: list[int]) -> None:
    page = charts(facts(pages, 0, 1, *(one % pages for one in mentions)))("ann")
    # Bars that are no links take some 25 bytes each.
    assert len(page.encode()) <= 3000 + 25 * max(0, pages - 80)
    linked = drawn(page).xpath("//svg/a")
    assert not linked if pages > 80 else linked


def test_a_place_with_an_argument_is_filled_whatever_its_id() -> None:
    hostile = 'a"b&<c>'
    source = (
        '<div data-picture="chart" data-of="a&quot;b&amp;<c>"></div><div data-picture="chart" data-of="none"></div>'
    )
    made = with_pictures({"x.html": source, "y.html": "<p>data-picture</p>"}, facts(4, 1, 2, identifier=hostile))
    assert made["x.html"].startswith("<figure") and "data-picture" not in made["x.html"]
    assert made["y.html"] == "<p>data-picture</p>"


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, "1 место"),
        (2, "2 места"),
        (5, "5 мест"),
        (11, "11 мест"),
        (12, "12 мест"),
        (21, "21 место"),
        (104, "104 места"),
    ],
)
def test_russian_has_three_forms(n: int, expected: str) -> None:
    words = Words({"picture-words": {"passages": "место|места|мест"}})
    assert words.count("passages", n) == expected


def test_the_links_of_a_chart_lead_to_the_mentions_on_its_page(root: Path, tmp_path: Path) -> None:
    built = build(find(root), output=tmp_path, only=["html"]).value
    assert built is not None
    charted = 0
    for path in sorted((tmp_path / "html").glob("persons-*.html")):
        page = lxml_html.parse(str(path))
        for figure in page.xpath("//figure[@class='mentions-chart']"):
            charted += 1
            targets = {one.removeprefix("#") for one in figure.xpath(".//a/@href")}
            assert targets <= set(page.xpath("//p[@class='where']/@id"))
            count = page.xpath("string(//details[@class='mentions']/summary/span)")
            assert figure.findtext("figcaption").startswith(f"{count} mentions in {len(targets)} of ")
    assert charted > 5

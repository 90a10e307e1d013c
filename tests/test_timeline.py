"""The timeline: dates read and written out, the scale and its bars, what lies far off, the list; in a browser."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from edition.build import build
from edition.editions.html.pictures.dates import Dated, day_number, read_dated, read_moment, without_year, written
from edition.editions.html.pictures.scale import BARS, scale_of
from edition.editions.html.pictures.svg import Words, width
from edition.editions.html.pictures.timeline import timeline
from edition.project import find
from rendered import faults_of_the_website
from samples import HEADER

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
WORDS = {
    "months": MONTHS,
    "months-of": MONTHS,
    "first": "1",
    "date-day": "{d} {m} {y}",
    "date-of-year": "{d} {m}",
    "date-month": "{m} {y}",
    "date-span": "{a} – {b}",
    "between": "between {a} and {b}",
    "not-before": "not before {a}",
    "not-after": "not after {b}",
    "since": "from {a}",
    "until": "until {b}",
    "bc": "{y} BC",
    "passages": "passage|passages",
    "no-year": "without a year: {n}",
    "unread": "unread: {n}",
    "more-spans": "more: {n}",
    "earlier": "Earlier:",
    "later": "Later:",
}


def facts(*dates: dict[str, str] | str, events: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    made = [{"when": one} if isinstance(one, str) else one for one in dates]
    return {
        "picture-words": WORDS,
        "lang": "en",
        "pages": [{"stem": "ch1", "head": "One & <only>"}],
        "entries": events or [],
        "dates": [{"id": f"d{n}", "page": "ch1", "text": "then", **one} for n, one in enumerate(made)],
    }


def dated(**fact: str) -> Dated:
    found = read_dated(fact)
    assert found is not None
    return found


def drawn(page: str) -> Any:
    return lxml_html.fragment_fromstring(page, create_parent="div")


def labels(page: str) -> dict[str, int]:
    """The names of the bars, and how many passages each tells."""
    found = {}
    for link in drawn(page).xpath("//svg/a[contains(@href, '#')]"):
        name, _, count = link.get("aria-label").rpartition(": ")
        found[name] = int(count.split()[0])
    return found


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ({"when": "1936"}, "1936"),
        ({"when": "1936-07"}, "July 1936"),
        ({"when": "1936-07-01"}, "1 July 1936"),
        ({"when": "1936-07-01T12:30:00Z"}, "1 July 1936"),
        ({"when": "-0044-03-15"}, "15 March 44 BC"),
        ({"when": "-0001"}, "1 BC"),
        ({"when": "0000"}, "1 BC"),
        ({"when": "0001"}, "1"),
        ({"from": "1936", "to": "1938-02"}, "1936 – February 1938"),
        ({"from": "1936"}, "from 1936"),
        ({"to": "1936"}, "until 1936"),
        ({"notBefore": "1936-05", "notAfter": "1936-06"}, "between May 1936 and June 1936"),
        ({"notBefore": "1936"}, "not before 1936"),
        ({"notAfter": "1936"}, "not after 1936"),
        ({"from": "1936", "to": "1936"}, "1936"),
    ],
)
def test_a_date_is_written_out(fact: dict[str, str], expected: str) -> None:
    assert written(dated(**fact), Words(facts())) == expected


def test_under_the_heading_of_its_year_a_date_goes_without_it() -> None:
    words = Words(facts())
    assert written(dated(when="1936-07-16"), words, within=1936) == "16 July"
    assert written(dated(when="1936"), words, within=1936) == "1936"
    assert written(dated(**{"from": "1936-07", "to": "1937-01"}), words, within=1936) == "July 1936 – January 1937"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "36",
        "1936-13",
        "1936-00-10",
        "1936-02-30",
        "1936-04-31",
        "1936-1-1",
        "12345678",
        "1936/07",
        "１９３６",
        "--05-01",
    ],
)
def test_what_is_no_date_is_not_read(value: str) -> None:
    assert read_moment(value) is None
    assert read_dated({"when": value}) is None


def test_a_day_of_no_year_is_told_apart() -> None:
    assert without_year({"when": "--05-01"})
    assert without_year({"from": "--05", "to": "--06"})
    assert not without_year({"when": "soon"})


def test_what_ends_before_it_begins_is_not_read() -> None:
    assert read_dated({"from": "1938", "to": "1936"}) is None


@given(st.dates())
def test_days_are_counted_as_the_calendar_does(day: date) -> None:
    assert day_number(day.year, day.month, day.day) == (day - date(1970, 1, 1)).days


def test_days_go_on_through_the_change_of_era() -> None:
    assert dated(when="-0001-12-31").last + 1 == dated(when="0001-01-01").first
    assert dated(when="-0044").first < dated(when="-0043").first


YEARS = st.one_of(st.integers(1800, 1960), st.integers(-3000, 9999), st.integers(1936, 1938))
VALUES = st.builds(
    lambda year, month, day, parts: "-".join(
        [f"{'-' if year < 0 else ''}{abs(year) or 1:04}", f"{month:02}", f"{day:02}"][:parts]
    ),
    YEARS,
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(1, 3),
)
FACTS = st.one_of(
    st.builds(lambda when: {"when": when}, VALUES),
    st.builds(lambda a, b: {"from": a, "to": b}, VALUES, VALUES),
    st.builds(lambda a, b: {"notBefore": a, "notAfter": b, "cert": "low"}, VALUES, VALUES),
)


@given(st.lists(FACTS, min_size=1, max_size=60))
@settings(max_examples=150, deadline=None)
def test_every_date_lies_within_its_bar_and_the_sums_are_equal(some: list[dict[str, str]]) -> None:
    dates = [one for one in map(read_dated, some) if one is not None]
    scale = scale_of(dates)
    if scale is None:
        assert not dates
        return
    assert 1 <= scale.count <= BARS
    bars = outside = longer = 0
    for one in dates:
        bar = scale.bar(one)
        if bar is not None:
            begins, ends = scale.days(bar)
            assert begins <= one.first <= one.last <= ends
            assert 0 <= scale.place(one.first) <= scale.place(one.last) <= scale.count
            bars += 1
        elif scale.side(one):
            outside += 1
        else:
            longer += 1
    assert bars + outside + longer == len(dates)
    page = timeline(facts(*some))
    assert sum(labels(page).values()) == bars
    root = drawn(page)
    # The list has every passage once, and every bar leads into it.
    assert len(root.xpath("//li/a[@href]")) == len(dates)
    identifiers = root.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert {link[1:] for link in root.xpath("//a/@href[starts-with(., '#')]")} <= set(identifiers)


def test_one_date_far_away_does_not_flatten_the_rest() -> None:
    years = [str(year) for year in range(1930, 1939) for _ in range(4)]
    page = timeline(facts("1564", *years, "2001"))
    assert labels(page) == {str(year): 4 for year in range(1930, 1939)}
    told = [one.text_content() for one in drawn(page).find_class("told")]
    assert told == ["Earlier: 1564", "Later: 2001"]
    assert [link.get("href") for link in drawn(page).xpath("//p[@class='told']/a")] == ["#y1564", "#y2001"]
    assert len(drawn(page).find_class("far")) == 2


@pytest.mark.parametrize(
    ("dates", "unit"),
    [
        ([f"1936-{month:02}-05" for month in range(1, 13)], "month"),
        ([f"{year}-05" for year in range(1900, 1946)], "year"),
        ([f"{year}" for year in range(1500, 1900, 5)], "decade"),
        ([f"{year:04}" for year in range(100, 2000, 30)], "century"),
        (["1936"], "year"),
    ],
)
def test_the_scale_is_chosen_by_the_dates(dates: list[str], unit: str) -> None:
    scale = scale_of([dated(when=one) for one in dates])
    assert scale is not None
    assert scale.unit == unit


def test_years_before_christ_stand_in_their_order() -> None:
    page = timeline(facts("0014-08-19", "-0004-03-15", "-0002", "-0001", "0001"))
    assert list(labels(page)) == ["4 BC", "2 BC", "1 BC", "1", "14"]
    assert [one.text for one in drawn(page).iter("h2")] == ["4 BC", "2 BC", "1 BC", "1", "14"]


def test_hostile_dates_are_counted_and_harmless() -> None:
    page = timeline(facts("1936", "1937", "1937", "1937", "1936", "1936", "1936", "99999", "--05-01", "<b>", "1936-99"))
    told = [one.text_content() for one in drawn(page).find_class("told")]
    assert told == ["Later: 99999", "without a year: 1", "unread: 2"]
    assert "<b>&" not in page
    assert "<only>" not in page
    assert timeline(facts("x", "--05-01")) == "<p>none</p>"
    assert timeline(facts()) == "<p>none</p>"


def test_an_uncertain_date_is_hollow_and_says_so() -> None:
    page = timeline(facts("1936", "1936", {"when": "1936", "cert": "low"}))
    assert labels(page) == {"1936": 3}
    assert len(drawn(page).find_class("hollow")) == 1
    assert len(drawn(page).findall(".//li//abbr")) == 1


def test_a_span_is_a_line_beneath_the_bars() -> None:
    page = timeline(facts("1936", "1937", "1940", {"from": "1936", "to": "1938"}))
    assert labels(page) == {"1936": 1, "1937": 1, "1940": 1}
    assert len(drawn(page).find_class("span")) == 1
    assert "1936 – 1938" in page


def event(n: int, name: str, mentions: int = 0, **when: str) -> dict[str, Any]:
    return {
        "id": f"e{n}",
        "register": "events",
        "page": f"events-e{n}",
        "name": name,
        "mentions": [{"page": "ch1", "to": "x", "block": "p1"}] * mentions,
        "dated": when,
    }


def test_events_of_the_register_are_marks_whose_names_never_collide() -> None:
    years = [str(year) for year in range(1920, 1960)]
    events = [event(n, f"The event number {n} of many", n, when=str(1930 + n % 3)) for n in range(20)]
    page = timeline(facts(*years, events=events))
    marks = drawn(page).find_class("event")
    named = [one for one in marks if one.tag == "a"]
    assert 1 < len(named) < 20
    # Those that are named most often are there.
    assert {"events-e19.html", "events-e18.html"} <= {one.get("href") for one in named}
    boxes = [
        (float(text.get("x")), float(text.get("y")), width(text.text, 12)) for one in named for text in one.iter("text")
    ]
    for n, (x, y, wide) in enumerate(boxes):
        assert all(abs(y - v) >= 12 or x + wide < u or u + long < x for u, v, long in boxes[n + 1 :])
    # The list has all of them.
    assert len([one for one in marks if one.tag == "li"]) == 20


def test_an_event_that_the_register_does_not_date_is_left_out() -> None:
    page = timeline(facts("1936", "1936", "1937", events=[event(1, "Undated"), event(2, "Later", **{"from": "2020"})]))
    assert "Undated" not in page
    assert not [one for one in drawn(page).find_class("event") if one.tag == "a"]


def test_a_year_comes_before_its_months_and_a_month_before_its_days() -> None:
    spring = {"notBefore": "1936-01", "notAfter": "1936-04"}
    page = timeline(facts(spring, "1936-01-01", "1936", "1936-01", *["1936-02-03"] * 9))
    assert re.findall(r"<h3.*?>(.*?)</h3>|<b>(.*?)</b>", page)[:6] == [
        ("", "1936"),
        ("January", ""),
        ("", "January"),
        ("", "between January and April"),
        ("", "1 January"),
        ("February", ""),
    ]


def test_many_passages_have_shorter_contexts_and_very_many_none() -> None:
    few, more, most = (timeline(facts(*["1936-05-01"] * n)) for n in (10, 3300, 9000))
    assert 'data-context=""' in few
    (reach,) = {int(one) for one in re.findall(r'data-context="(\d+)"', more)}
    assert 12 <= reach < 60
    assert "data-context" not in most
    assert len(timeline(facts(*["1936-05-01"] * 7000)).encode()) < 600_000
    assert len(more.encode()) + 3300 * 2 * reach < 600_000
    assert "<details open" in few and "<details open" not in more


def test_the_same_facts_give_the_same_bytes() -> None:
    some = facts("1936", "1937-05", {"from": "1930", "to": "1938"}, "1564", "1936")
    assert timeline(some) == timeline(json.loads(json.dumps(some)))


REGISTERS = """<standOff><listEvent>
<event xml:id="sinking" when="1934-02-13"><label>The sinking</label></event></listEvent>
<listPerson><person xml:id="ann"><persName>Ann</persName></person><person xml:id="bob"><persName>Bob</persName></person>
</listPerson></standOff>"""


def project(folder: Path, chapters: list[str], registers: str = REGISTERS) -> Path:
    (folder / "tei").mkdir()
    (folder / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
    divisions = "".join(
        f'<div type="chapter" n="{n}" xml:id="ch{n}"><head>Chapter {n}</head>{chapter}</div>'
        for n, chapter in enumerate(chapters, 1)
    )
    (folder / "tei" / "t.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="t" xml:lang="en">{HEADER}{registers}'
        f"<text><body>{divisions}</body></text></TEI>",
        encoding="utf-8",
    )
    return folder


def website(folder: Path) -> dict[str, str]:
    result = build(find(folder), only=["html"])
    assert result.value is not None
    return {
        name.removeprefix("html/"): data.decode() for name, data in result.value.files.items() if name.endswith(".html")
    }


CHAPTER = (
    '<p xml:id="p{n}">It sank on <date when="1934-02-1{n}">that day</date>, said <persName ref="#ann">Ann</persName> '
    'to <persName ref="#bob">Bob</persName>, as in <bibl>Smith, <date when="1999">1999</date></bibl>.</p>'
)


def test_the_page_lists_the_passages_in_their_context(tmp_path: Path) -> None:
    pages = website(project(tmp_path, [CHAPTER.format(n=n) for n in (1, 2, 3)]))
    page = drawn(pages["timeline.html"])
    entries = [one.text_content() for one in page.xpath("//div[@class='chronicle']//li")]
    assert [one.split()[0] for one in entries] == ["11", "12", "13", "13"]
    # An event of the same day comes first.
    assert "The sinking" in entries[2]
    assert "It sank on that day, said Ann to Bob" in entries[0]
    # The year of a book is no date of the text.
    assert not page.xpath("//*[@id='y1999']")
    assert 'href="timeline.html"' in pages["ch1.html"]
    assert faults_of_the_website({name: lxml_html.fromstring(page) for name, page in pages.items()}) == []


def test_two_dates_make_no_timeline(tmp_path: Path) -> None:
    pages = website(project(tmp_path, [CHAPTER.format(n=n) for n in (1, 2)]))
    assert "timeline.html" not in pages
    assert 'id="_.' not in "".join(re.findall(r"<time[^>]*>", pages["ch1.html"]))


@pytest.fixture(scope="module")
def demonstration(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("timeline")
    assert build(find(root), output=output, only=["html"]).value is not None
    return output / "html"


@pytest.mark.browser
@pytest.mark.parametrize("page", ["timeline", "chelyuskin-ru/timeline"])
def test_letters_of_the_picture_are_readable_on_a_phone_and_never_collide(
    demonstration: Path, browser: Any, page: str
) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get((demonstration / f"{page}.html").as_uri())
    boxes = browser.execute_script(
        "return [...document.querySelectorAll('figure.drawing text')].map(e => { const b = e.getBoundingClientRect();"
        " return [b.left, b.top, b.right, b.bottom, parseFloat(getComputedStyle(e).fontSize)] })"
    )
    sideways = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert sideways <= 0
    assert boxes
    assert min(one[4] for one in boxes) >= 11
    for n, (left, top, right, bottom, _) in enumerate(boxes):
        assert not [
            one
            for one in boxes[n + 1 :]
            if left < one[2] - 1 and one[0] < right - 1 and top < one[3] - 4 and one[1] < bottom - 4
        ]


@pytest.mark.browser
def test_a_bar_is_reached_by_keyboard_and_opens_its_month(demonstration: Path, browser: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get((demonstration / "timeline.html").as_uri())
    browser.execute_script("document.querySelectorAll('.chronicle details').forEach(one => one.open = false)")
    browser.execute_script("document.querySelector('figure.drawing .drawn').focus()")
    browser.switch_to.active_element.send_keys(Keys.TAB)
    name = browser.execute_script("return document.activeElement.getAttribute('aria-label')")
    assert name == "December 1932: 1 passage"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    opened = browser.execute_script("return document.querySelector(':target').closest('details').open")
    assert opened

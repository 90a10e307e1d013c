"""The import report in a real browser, opened from disk: it fits a phone, its filters work, it fetches nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edition.import_report import report_page
from edition.sources import read

pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e '.[dev]'")
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

pytestmark = pytest.mark.browser

SOURCE = """1. The Camp

The harbour was full of ice<script>document.title = "stolen"</script><img src=x onerror=alert(1)>, and they measured it.

* A footnote without its mark.

He wrote "the ice is thick. And so it was in the iсe.

2. The Rescue

The aeroplanes came over the ice.¹ They () saw it.³

Notes

2. The Rescue

1. Averyverylongwordwithoutanybreakthatnophonecanshowononelineatallhoweveronetries.
2. Two.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    source = folder / "book.txt"
    source.write_text(SOURCE, encoding="utf-8")
    value = read(source).value
    assert value is not None
    path = folder / "report.html"
    path.write_bytes(report_page(value.report))
    return path


def width(browser: Any, pixels: int) -> None:
    metrics = {"width": pixels, "height": 900, "deviceScaleFactor": 1, "mobile": pixels < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def shown(browser: Any) -> list[str]:
    doubts = browser.find_elements(By.CSS_SELECTOR, ".doubt")
    return [doubt.get_attribute("data-rule") for doubt in doubts if doubt.is_displayed()]


@pytest.mark.parametrize("pixels", [375, 1280])
def test_it_fits_and_nothing_fails_or_is_fetched(page: Path, browser: Any, pixels: int) -> None:
    width(browser, pixels)
    browser.get(page.as_uri())
    assert browser.execute_script("return document.documentElement.scrollWidth") <= pixels
    assert browser.get_log("browser") == []
    assert browser.title == "Import of book"
    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = {one["params"]["request"]["url"] for one in sent if one["method"] == "Network.requestWillBeSent"}
    assert urls <= {page.as_uri()}


def test_filters_by_rule_weight_and_words(page: Path, browser: Any) -> None:
    width(browser, 1280)
    browser.get(page.as_uri())
    rule, weight = (Select(browser.find_element(By.ID, name)) for name in ("rule", "severity"))
    words = browser.find_element(By.ID, "words")
    rule.select_by_value("two-alphabets")
    assert shown(browser) == ["two-alphabets"]
    assert browser.find_element(By.ID, "shown").text.startswith("1 of ")
    assert len([one for one in browser.find_elements(By.CSS_SELECTOR, ".group") if one.is_displayed()]) == 1
    rule.select_by_value("")
    weight.select_by_value("warning")
    assert set(shown(browser)) == {"footnote-without-anchor", "mark-misread"}
    weight.select_by_value("")
    words.send_keys("aeroplanes")
    assert shown(browser)
    assert set(shown(browser)) <= {"empty-brackets", "mark-misread"}


def test_keys_go_from_doubt_to_doubt_and_open_what_is_folded(page: Path, browser: Any) -> None:
    browser.get(page.as_uri())
    doubts = browser.find_elements(By.CSS_SELECTOR, ".doubt")
    body = browser.find_element(By.TAG_NAME, "body")
    for expected in (doubts[0], doubts[1]):
        browser.switch_to.active_element.send_keys("j")
        assert browser.switch_to.active_element == expected
        assert expected.is_displayed()
    browser.switch_to.active_element.send_keys("k")
    assert browser.switch_to.active_element == doubts[0]
    assert body.is_displayed()


def test_a_rule_leads_to_its_page(page: Path, browser: Any) -> None:
    browser.get(page.as_uri())
    browser.execute_script("document.querySelector('.rules a[href=\"#rule-not-closed\"]').click()")
    assert browser.find_element(By.CSS_SELECTOR, "#rule-not-closed pre").is_displayed()


def test_it_is_complete_without_scripts(page: Path, browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(page.as_uri())
        assert not browser.find_element(By.ID, "filter").is_displayed()
        assert "footnote-without-anchor" in shown(browser)
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

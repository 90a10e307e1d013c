"""Citing in a real browser, from disk and by the keyboard: the dialog, its forms, old addresses; and nothing is blocked
by a strict content security policy.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from edition.build import build
from edition.project import find
from test_lock import FIRST, REDIRECTS, SECOND, redirect, released, write

pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e '.[dev]'")
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    assert build(find(root), only=["html"], output=output).value is not None
    return output / "html"


def wait(browser: Any, script: str) -> Any:
    for _ in range(100):
        found = browser.execute_script(script)
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(script)


def press(browser: Any, *keys: str) -> None:
    browser.switch_to.active_element.send_keys(*keys)


def shown(browser: Any) -> dict[str, str]:
    wait(browser, "return document.querySelector('dialog.cite')?.open")
    return dict(
        browser.execute_script(
            "const d = document.querySelector('dialog.cite'), t = (s) => d.querySelector(s).textContent;"
            "const [bibtex, ris, csl] = [...d.querySelectorAll('pre')].map((one) => one.textContent);"
            "return {reference: t('.reference'), address: t('.address'), bibtex, ris, csl,"
            "scope: d.querySelector('input:checked').value}"
        )
    )


def test_the_key_cites_the_passage_at_the_top_of_the_window(site: Path, browser: Any) -> None:
    browser.get((site / "ch2.html").as_uri())
    press(browser, "c")
    said = shown(browser)
    assert said["scope"] == "passage"
    assert said["address"] == "ch2.html#ch2.p1"
    assert "“2 The Drift.” In: A Hundred and Four on the Ice: " in said["reference"]
    assert said["reference"].endswith("2026, p. 8 [ch2.p1].")
    assert "file:" not in "".join(said.values())
    assert said["bibtex"].startswith("@incollection{chelyuskin-2026:ch2.p1,\n")
    assert "\nSP  - 8\n" in said["ris"]
    (item,) = json.loads(said["csl"])
    assert (item["id"], item["type"], item["title"], item["page"]) == (
        "chelyuskin-2026:ch2.p1",
        "chapter",
        "2 The Drift",
        "8",
    )
    press(browser, Keys.ESCAPE)
    assert not browser.execute_script("return document.querySelector('dialog.cite').open")


def test_the_link_opens_the_dialog_and_gets_the_focus_back(site: Path, browser: Any) -> None:
    browser.get((site / "ch2.html").as_uri())
    link = browser.find_element(By.CSS_SELECTOR, "a.cite")
    link.send_keys(Keys.ENTER)
    said = shown(browser)
    assert (said["scope"], said["address"]) == ("page", "ch2.html")
    assert "pp. 8–12." in said["reference"]
    assert "pages = {8--12}" in said["bibtex"]
    press(browser, Keys.ARROW_RIGHT)
    said = shown(browser)
    assert said["scope"] == "edition"
    assert said["bibtex"] == (site / "cite.bib").read_text(encoding="utf-8").strip()
    assert said["csl"] == (site / "cite.csl.json").read_text(encoding="utf-8").strip()
    assert said["ris"] == (site / "cite.ris").read_text(encoding="utf-8").strip()
    press(browser, Keys.ESCAPE)
    assert browser.execute_script("return document.activeElement === document.querySelector('a.cite')")


def test_a_note_is_on_the_page_of_its_mark_and_a_selection_is_a_passage(site: Path, browser: Any) -> None:
    browser.get((site / "ch3.html").as_uri())
    browser.execute_script("document.getElementById('ch3.n11').querySelector('a').focus()")
    press(browser, "c")
    said = shown(browser)
    assert said["address"] == "ch3.html#ch3.n11"
    assert said["reference"].endswith("p. 15 [ch3.n11].")
    press(browser, Keys.ESCAPE)
    browser.execute_script(
        "document.activeElement.blur();"
        "const node = document.getElementById('ch3.p16'); getSelection().selectAllChildren(node)"
    )
    browser.find_element(By.CSS_SELECTOR, "a.cite").send_keys(Keys.ENTER)
    said = shown(browser)
    assert (said["scope"], said["address"]) == ("passage", "ch3.html#ch3.p16")
    assert "pp. 15–16 [ch3.p16]." in said["reference"]


def test_an_entry_of_the_apparatus_is_cited_by_the_id_of_its_passage(tmp_path: Path, browser: Any) -> None:
    app = '<app xml:id="ch1.a1"><lem wit="#A">fast</lem><rdg wit="#B">firm</rdg></app>'
    write(tmp_path, FIRST.replace("lay fast in", f'lay <pb n="9"/>{app} in').replace("<div", '<pb n="8"/><div', 1))
    assert build(find(tmp_path), only=["html"], output=tmp_path / "output").value is not None
    browser.get((tmp_path / "output" / "html" / "ch1.html").as_uri())
    browser.execute_script("document.querySelector('.apparatus li a').focus()")
    assert browser.find_element(By.CSS_SELECTOR, ".cite-here").get_attribute("data-id") == "ch1.a1"
    press(browser, "c")
    said = shown(browser)
    assert said["address"] == "ch1.html#ch1.a1"
    assert said["reference"].endswith("p. 9 [ch1.a1].")


def test_the_sign_follows_the_pointer_and_the_focus(site: Path, browser: Any) -> None:
    browser.get((site / "ch1.html").as_uri())
    browser.execute_script(
        "document.getElementById('ch1.p2').dispatchEvent("
        "new PointerEvent('pointerover', {bubbles: true, pointerType: 'mouse'}))"
    )
    top, sign, left, text = browser.execute_script(
        "const s = document.querySelector('.cite-here'), p = document.getElementById('ch1.p2');"
        "const a = s.getBoundingClientRect(), b = p.getBoundingClientRect(); return [b.top, a.top, a.right, b.left]"
    )
    assert abs(top - sign) < 2
    assert left <= text + 1
    assert browser.find_element(By.CSS_SELECTOR, ".cite-here").get_attribute("aria-label") == (
        "Cite this passage (c): ch1.p2"
    )
    browser.execute_script("document.querySelector('.cite-here').click()")
    assert shown(browser)["address"] == "ch1.html#ch1.p2"


def test_what_is_copied_is_the_text_or_it_is_selected(site: Path, browser: Any) -> None:
    browser.get((site / "ch1.html").as_uri())
    browser.find_element(By.CSS_SELECTOR, "a.cite").send_keys(Keys.ENTER)
    said = shown(browser)
    browser.execute_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
        "document.querySelector('dialog.cite .row button').click()"
    )
    wait(browser, "return document.querySelector('dialog.cite .status').textContent")
    assert browser.execute_script("return getSelection().toString()") == said["reference"]


def test_pages_of_registers_offer_the_edition_alone(site: Path, browser: Any) -> None:
    browser.get((site / "persons.html").as_uri())
    browser.find_element(By.CSS_SELECTOR, "a.cite").send_keys(Keys.ENTER)
    assert shown(browser)["scope"] == "edition"
    visible = "return [...document.querySelectorAll('dialog.cite label')].filter((one) => one.offsetHeight).length"
    assert browser.execute_script(visible) == 1


def test_the_dialog_fits_a_phone(site: Path, browser: Any) -> None:
    browser.set_window_size(390, 844)
    try:
        browser.get((site / "ch2.html").as_uri())
        browser.find_element(By.CSS_SELECTOR, "a.cite").send_keys(Keys.ENTER)
        shown(browser)
        wide = "const d = document.querySelector('dialog.cite'); return d.scrollWidth - d.clientWidth"
        assert browser.execute_script(wide) <= 0
        small = (
            "return [...document.querySelectorAll('dialog.cite button, dialog.cite label, dialog.cite summary')]"
            ".filter((one) => one.offsetHeight && one.getBoundingClientRect().height < 24).length"
        )
        assert browser.execute_script(small) == 0
    finally:
        browser.set_window_size(1280, 900)


def test_old_addresses_open_what_took_their_place(tmp_path: Path, browser: Any) -> None:
    write(tmp_path, FIRST)
    assert released(tmp_path, "1.0")
    write(tmp_path, SECOND, "1.1")
    redirect(tmp_path, REDIRECTS)
    assert released(tmp_path, "1.1")
    pages = tmp_path / "output" / "html"
    for old, new in (
        ("ch1.html#ch1.p2", "ch1.html#ch1.p2"),
        ("ch1.html#ch1.p3", "ch2.html#ch1.p3"),
        ("ch3.html#ch3.p1", "ch2.html#ch2.p2"),
        ("ch3.html", "ch2.html"),
    ):
        browser.get("about:blank")
        file, _, fragment = old.partition("#")
        browser.get((pages / file).as_uri() + (f"#{fragment}" if fragment else ""))
        wait(browser, f"return location.href.endsWith({json.dumps('/' + new)}) && document.readyState === 'complete'")
        target = new.partition("#")[2]
        assert not target or browser.execute_script("return !!document.querySelector(':target')")
    browser.get((pages / "ch1.html").as_uri())
    browser.execute_script("location.hash = 'ch1.p3'")
    wait(browser, "return location.pathname.endsWith('ch2.html')")


def test_metadata_and_dialog_under_a_strict_policy(tmp_path: Path, browser: Any) -> None:
    hostile = FIRST.replace("<head>One</head>", '<head>"One" &lt;/script&gt;&lt;b&gt; &amp; {%}</head>')
    write(tmp_path, hostile)
    (tmp_path / "edition.toml").write_text('[edition]\nurl = "https://example.org/ice"\n', encoding="utf-8")
    assert build(find(tmp_path), only=["html"], output=tmp_path / "output").value is not None
    page = tmp_path / "output" / "html" / "ch1.html"
    assert "Content-Security-Policy" in page.read_text(encoding="utf-8")
    browser.get_log("browser")
    browser.get(page.as_uri())
    data = json.loads(
        browser.execute_script("return document.querySelector('script[type=\"application/ld+json\"]').textContent")
    )
    assert data["name"] == '"One" </script><b> & {%}'
    assert (data["@type"], data["isPartOf"]["@type"]) == ("Chapter", "Book")
    press(browser, "c")
    said = shown(browser)
    assert said["address"] == "https://example.org/ice/ch1.html#ch1.p1"
    assert said["reference"].endswith("2025 [ch1.p1]. https://example.org/ice/ch1.html#ch1.p1")
    assert r'title = {{"One" </script><b> \& \textbraceleft{}\%\textbraceright{}}}' in said["bibtex"]
    assert [entry for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []

"""The website in a real browser, opened from disk: marks lead to notes and back, nothing is fetched, nothing fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from edition.build import build
from edition.project import find

pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e '.[dev]'")
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    result = build(find(root), only=["html"], output=output)
    assert result.value is not None
    return output / "html"


def requests(browser: Any) -> list[str]:
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.append(message["params"]["request"]["url"])
    return found


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_page_opens_from_disk_without_error_or_request(site: Path, browser: Any) -> None:
    assert len(pages(site)) >= 8
    for page in pages(site):
        browser.get(page.as_uri())
        severe = [entry for entry in browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
        assert not severe, page.name
        assert [url for url in requests(browser) if not url.startswith(("file://", "data:", "about:"))] == []
        assert browser.title, page.name
        wide = browser.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.name} is {wide}px wider than the window"


def test_a_mark_leads_to_its_note_and_back(site: Path, browser: Any) -> None:
    # The addresses that are followed where there is no script.
    trees = {page.resolve(): html.parse(str(page)).getroot() for page in pages(site)}
    named = {page: {node.get("id"): node for node in tree.iter() if node.get("id")} for page, tree in trees.items()}
    for page, tree in trees.items():
        for mark in tree.iterfind(".//a[@role='doc-noteref']"):
            name, _, identifier = mark.get("href", "").partition("#")
            note = named[(page.parent / unquote(name)).resolve() if name else page][unquote(identifier)]
            ways = [way.get("href", "").partition("#")[2] for way in note.iterfind(".//a[@role='doc-backlink']")]
            # Side by side with the other text the marks lead to the notes, and the notes to their chapter.
            assert ways if "parallel" in page.name else mark.get("id") in map(unquote, ways)


def test_marks_are_big_enough_for_a_thumb(site: Path, browser: Any) -> None:
    browser.set_window_size(390, 844)
    browser.get((site / "ch1.html").as_uri())
    for mark in browser.find_elements(By.CSS_SELECTOR, "[role=doc-noteref]"):
        box = browser.execute_script(
            "const b = arguments[0].getBoundingClientRect(), a = getComputedStyle(arguments[0], '::after');"
            "return [Math.max(b.width, parseFloat(a.width) || 0), Math.max(b.height, parseFloat(a.height) || 0)]",
            mark,
        )
        assert min(box) >= 24, box
    browser.set_window_size(1280, 900)


def test_every_internal_link_resolves(site: Path) -> None:
    trees = {page.resolve(): html.parse(str(page)).getroot() for page in pages(site)}
    ids = {page: {node.get("id") for node in tree.iter() if node.get("id")} for page, tree in trees.items()}
    for page, tree in trees.items():
        seen = [node.get("id") for node in tree.iter() if node.get("id")]
        assert len(seen) == len(set(seen)), f"{page.name}: an id stands twice"
        for node in tree.iter("a"):
            link = node.get("href")
            if link is None or link.startswith(("http:", "https:", "mailto:")):
                continue
            name, _, fragment = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            assert target.is_file(), f"{page.name}: {link}"
            if fragment and target in ids:
                assert fragment in ids[target], f"{page.name}: {link}"

"""Reading in a real browser: the margin and the sheet of notes, the drawer, the panel, cards, keys, and no scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from edition.build import build
from edition.project import find

pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e '.[dev]'")
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    assert build(find(root), only=["html"], output=output).value is not None
    return output / "html"


def size(browser: Any, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.fixture
def desktop(browser: Any) -> Iterator[Any]:
    size(browser, 1360, 900)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_script("try { localStorage.clear() } catch {}")


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    size(browser, 390, 844)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_script("try { localStorage.clear() } catch {}")


def press(browser: Any, *keys: str) -> None:
    ActionChains(browser).send_keys(*keys).perform()


def until(browser: Any, script: str, *arguments: object) -> Any:
    return WebDriverWait(browser, 5).until(lambda b: b.execute_script(f"return {script}", *arguments))


def test_notes_stand_beside_their_lines_and_never_overlap(site: Path, desktop: Any) -> None:
    for name in ("ch1", "ch2", "ch3", "ch4"):
        desktop.get((site / f"{name}.html").as_uri())
        until(desktop, "document.querySelector('.notes.placed') !== null")
        boxes = desktop.execute_script(
            "const main = document.querySelector('main').getBoundingClientRect();"
            "return [...document.querySelectorAll('.notes li.note')].map(note => {"
            " const b = note.getBoundingClientRect();"
            " const back = note.querySelector('.number a').hash.slice(1);"
            " const mark = document.getElementById(decodeURIComponent(back));"
            " return [b.top, b.bottom, b.left - main.right, mark.getBoundingClientRect().top] })"
        )
        assert len(boxes) > 5
        boxes.sort()
        for (_, bottom, _, _), (top, _, _, _) in pairwise(boxes):
            assert top >= bottom
        assert all(left > 0 for _, _, left, _ in boxes), "a note stands in the text"
        assert abs(boxes[0][0] - boxes[0][3]) < 30, "the first note is not beside its mark"
        wide = desktop.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0


def test_a_note_in_the_margin_is_reached_by_keys_and_left_by_escape(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch2.html").as_uri())
    until(desktop, "document.querySelector('.notes.placed') !== null")
    desktop.execute_script("document.querySelectorAll(\"a[role='doc-noteref']\")[2].focus()")
    mark = desktop.switch_to.active_element.get_attribute("id")
    before = desktop.execute_script("return scrollY")
    press(desktop, Keys.ENTER)
    assert until(desktop, "document.activeElement.matches('li.note')")
    assert desktop.execute_script("return document.activeElement.getBoundingClientRect().bottom <= innerHeight")
    assert abs(desktop.execute_script("return scrollY") - before) < 450
    press(desktop, Keys.ESCAPE)
    assert desktop.switch_to.active_element.get_attribute("id") == mark


def test_a_note_is_a_sheet_where_there_is_no_margin(site: Path, phone: Any) -> None:
    phone.get((site / "ch2.html").as_uri())
    mark = phone.find_elements(By.CSS_SELECTOR, "a[role='doc-noteref']")[0]
    phone.execute_script("arguments[0].focus()", mark)
    press(phone, Keys.ENTER)
    sheet = until(phone, "document.querySelector('dialog.sheet[open]')")
    note = phone.execute_script("return document.getElementById(arguments[0].hash.slice(1))", mark)
    assert note.find_element(By.CSS_SELECTOR, ".body").get_attribute("textContent") in sheet.get_attribute(
        "textContent"
    )
    assert phone.execute_script("return document.querySelectorAll('[id]').length") == phone.execute_script(
        "return new Set([...document.querySelectorAll('[id]')].map(node => node.id)).size"
    ), "the sheet repeats an id"
    press(phone, Keys.ESCAPE)
    assert until(phone, "document.querySelector('dialog[open]') === null")
    assert phone.switch_to.active_element == mark
    # A tap beside it closes it too, and the notes stand beneath the text all the time.
    phone.execute_script("arguments[0].click()", mark)
    until(phone, "document.querySelector('dialog.sheet[open]')")
    ActionChains(phone).move_by_offset(180, 120).click().perform()
    assert until(phone, "document.querySelector('dialog[open]') === null")
    assert note.is_displayed()


def test_the_notes_of_a_hand_can_be_put_aside(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch2.html").as_uri())
    hers = "[...document.querySelectorAll('a.mark.translator, li.note.translator')]"
    shown = f"{hers}.filter(node => node.getClientRects().length).length"
    assert until(desktop, shown) > 0
    desktop.find_element(By.CSS_SELECTOR, "button.reading").click()
    box = desktop.find_element(By.CSS_SELECTOR, "#reading input[data-hand='translator']")
    box.click()
    assert desktop.execute_script(f"return {shown}") == 0
    others = desktop.execute_script(
        "return [...document.querySelectorAll('a.mark.author')].every(n => n.getClientRects().length)"
    )
    assert others
    desktop.get((site / "ch3.html").as_uri())
    assert desktop.execute_script(f"return {shown}") == 0, "the choice is not kept"


def test_paper_and_size_are_chosen_and_kept(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch1.html").as_uri())
    opener = desktop.find_element(By.CSS_SELECTOR, "button.reading")
    opener.send_keys(Keys.ENTER)
    colours = set()
    for scheme in ("light", "sepia", "dark"):
        desktop.find_element(By.CSS_SELECTOR, f"#reading [data-scheme='{scheme}']").click()
        colours.add(desktop.execute_script("return getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 3
    before = desktop.execute_script("return parseFloat(getComputedStyle(document.documentElement).fontSize)")
    desktop.find_element(By.CSS_SELECTOR, "#reading [data-step='1']").click()
    assert desktop.execute_script("return parseFloat(getComputedStyle(document.documentElement).fontSize)") > before
    press(desktop, Keys.ESCAPE)
    assert not desktop.find_element(By.ID, "reading").is_displayed()
    assert desktop.switch_to.active_element == opener
    desktop.get((site / "ch2.html").as_uri())
    assert desktop.execute_script("return document.documentElement.dataset.scheme") == "dark"
    assert desktop.execute_script("return document.documentElement.dataset.size") == "1"


def test_the_contents_show_where_one_is_and_lead_to_a_page_of_the_print(site: Path, phone: Any) -> None:
    phone.get((site / "ch2.html").as_uri())
    phone.find_element(By.TAG_NAME, "body").send_keys("t")
    drawer = until(phone, "document.querySelector('dialog.drawer[open]')")
    current = drawer.find_elements(By.CSS_SELECTOR, "[aria-current]")
    assert [link.get_attribute("href").rsplit("/", 1)[1] for link in current] == ["ch2.html"]
    assert "%" in drawer.find_element(By.CSS_SELECTOR, ".told").text
    field = drawer.find_element(By.CSS_SELECTOR, "input.page")
    field.send_keys("9999999x", Keys.ENTER)
    assert drawer.find_element(By.CSS_SELECTOR, "[role=status]").text
    breaks = phone.execute_script("return window.editionSite.breaks")
    number, page, target = breaks[-1]
    field.clear()
    field.send_keys(number, Keys.ENTER)
    until(phone, "location.href.endsWith(arguments[0])", f"{page}.html#{target}")
    assert phone.execute_script("return document.getElementById(arguments[0]).getBoundingClientRect().top >= 0", target)


def test_the_drawer_gives_focus_back(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch1.html").as_uri())
    opener = desktop.find_element(By.CSS_SELECTOR, "a.to-contents")
    opener.send_keys(Keys.ENTER)
    until(desktop, "document.querySelector('dialog.drawer[open]')")
    press(desktop, Keys.ESCAPE)
    assert desktop.switch_to.active_element == opener


def test_the_place_is_remembered(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch3.html").as_uri())
    desktop.execute_script("scrollTo({ top: 1200, behavior: 'instant' })")
    desktop.get((site / "index.html").as_uri())
    link = desktop.find_element(By.CSS_SELECTOR, "p.resume a")
    assert "ch3.html#" in link.get_attribute("href")
    link.click()
    assert until(desktop, "location.pathname.endsWith('ch3.html') && scrollY > 300")


def test_a_name_shows_its_card_and_the_setting_turns_it_off(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch1.html").as_uri())
    name = desktop.find_elements(By.CSS_SELECTOR, "main a.persName")[0]
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", name)
    ActionChains(desktop).move_to_element(name).perform()
    card = until(desktop, "document.querySelector('.card:not([hidden])')")
    assert any(letter.isdigit() for letter in card.text), "the years are missing"
    assert name.get_attribute("aria-describedby") == "name-card"
    press(desktop, Keys.ESCAPE)
    assert not card.is_displayed()
    desktop.execute_script("document.documentElement.dataset.names = 'off'")
    ActionChains(desktop).move_by_offset(0, 300).move_to_element(name).pause(0.5).perform()
    assert not card.is_displayed()


def test_arrow_keys_turn_the_page(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch2.html").as_uri())
    press(desktop, Keys.ARROW_RIGHT)
    until(desktop, "location.pathname.endsWith('ch3.html')")
    press(desktop, Keys.ARROW_LEFT)
    until(desktop, "location.pathname.endsWith('ch2.html')")


@pytest.mark.parametrize("language", ["de", "fr", "ru"])
def test_the_bar_fits_a_small_phone_in_every_language(language: str, root: Path, browser: Any, tmp_path: Path) -> None:
    for name in ("tei", "registers"):
        shutil.copytree(root / name, tmp_path / name)
    settings = (root / "edition.toml").read_text(encoding="utf-8")
    (tmp_path / "edition.toml").write_text(settings.replace("[edition]", f'[edition]\nlanguage = "{language}"', 1))
    assert build(find(tmp_path), only=["html"]).value is not None
    for width in (390, 360, 320):
        size(browser, width, 844)
        for page in ("ch1", "persons"):
            browser.get((tmp_path / f"output/html/{page}.html").as_uri())
            assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_nothing_moves_while_a_page_loads(site: Path, desktop: Any) -> None:
    for name in ("index", "ch1", "ch2", "persons", "parallel-ch1", "chelyuskin-ru/ch1"):
        desktop.get((site / f"{name}.html").as_uri())
        moved = desktop.execute_async_script(
            "const done = arguments[0]; let sum = 0;"
            "new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value })"
            ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 300)"
        )
        assert moved < 0.01, f"{name}: layout shift {moved}"


def test_pages_are_whole_without_scripts(site: Path, desktop: Any) -> None:
    desktop.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        desktop.get((site / "ch2.html").as_uri())
        notes = desktop.find_elements(By.CSS_SELECTOR, ".notes li.note")
        assert notes and all(note.is_displayed() for note in notes)
        text = desktop.find_element(By.CSS_SELECTOR, "main > section")
        assert notes[0].location["y"] > text.location["y"] + 1000, "the notes do not stand beneath the text"
        assert not desktop.find_element(By.CSS_SELECTOR, "button.reading").is_displayed()
        desktop.find_element(By.CSS_SELECTOR, "header details summary").click()
        assert desktop.find_element(By.CSS_SELECTOR, "header details li a").is_displayed()
    finally:
        desktop.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_only_files_of_the_folder_may_be_loaded(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch1.html").as_uri())
    desktop.get_log("browser")
    desktop.execute_script(
        "const image = new Image(); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image);"
        "const script = document.createElement('script'); script.textContent = 'window.broken = 1';"
        "document.body.append(script);"
    )
    told = " ".join(entry["message"] for entry in desktop.get_log("browser"))
    assert "Content Security Policy" in told
    assert desktop.execute_script("return window.broken") is None


def test_the_apparatus_is_walked_by_keys_alone(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch2.html").as_uri())
    sign = desktop.find_elements(By.CSS_SELECTOR, "main a.variant")[1]
    lemma = desktop.execute_script("return arguments[0].parentElement.id", sign)
    # Tab by tab from the link before it: the sign is in the order of the page.
    desktop.execute_script(
        "const all = [...document.querySelectorAll('main a[href], main button')], at = all.indexOf(arguments[0]);"
        "all[at - 1].focus()",
        sign,
    )
    press(desktop, Keys.TAB)
    assert desktop.switch_to.active_element == sign
    told = until(desktop, "document.querySelector('.card:not([hidden])')?.textContent")
    entry = desktop.execute_script("return document.getElementById('variant.' + arguments[0]).textContent", lemma)
    assert told.split() == entry.split()
    assert sign.get_attribute("aria-describedby")
    press(desktop, Keys.ESCAPE)
    assert until(desktop, "document.querySelector('.card').hidden")
    assert desktop.switch_to.active_element == sign
    press(desktop, Keys.ENTER)
    assert until(desktop, "location.hash === arguments[0]", f"#variant.{lemma}")
    press(desktop, Keys.TAB)
    assert "lemma" in desktop.switch_to.active_element.get_attribute("class")
    press(desktop, Keys.ENTER)
    assert until(desktop, "location.hash === arguments[0]", f"#{lemma}")


def test_the_signs_of_variants_can_be_put_aside(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch2.html").as_uri())
    desktop.find_element(By.CSS_SELECTOR, "button.reading").click()
    desktop.find_element(By.CSS_SELECTOR, "#reading input[data-hand='variants']").click()
    sign = desktop.find_element(By.CSS_SELECTOR, "main a.variant")
    assert not sign.is_displayed()
    assert desktop.find_element(By.CSS_SELECTOR, ".apparatus li").is_displayed()
    desktop.find_element(By.CSS_SELECTOR, "#reading input[data-hand='variants']").click()
    assert sign.is_displayed()


def test_the_registers_are_walked_by_keys_alone(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch1.html").as_uri())
    menu = desktop.find_element(By.CSS_SELECTOR, "header.site summary")
    desktop.execute_script("arguments[0].focus()", menu)
    press(desktop, Keys.ENTER, Keys.TAB)
    assert desktop.switch_to.active_element.get_attribute("href").endswith("/persons.html")
    press(desktop, Keys.ESCAPE)
    assert desktop.switch_to.active_element == menu
    press(desktop, Keys.ENTER, Keys.TAB, Keys.ENTER)
    WebDriverWait(desktop, 5).until(lambda b: b.current_url.endswith("/persons.html"))
    desktop.execute_script("document.querySelector('nav.letters a').focus()")
    letters = len(desktop.find_elements(By.CSS_SELECTOR, "nav.letters a"))
    press(desktop, Keys.TAB, Keys.ENTER)
    assert until(desktop, "location.hash === '#letter-2'")
    # From the letter the next stop is the first of its entries.
    press(desktop, Keys.TAB)
    entry = desktop.switch_to.active_element
    assert letters > 2 and desktop.execute_script(
        "return arguments[0] === document.querySelector('#letter-2 ~ .entry a')", entry
    )
    press(desktop, Keys.ENTER)
    WebDriverWait(desktop, 5).until(lambda b: "/persons-" in b.current_url)
    mention = desktop.find_element(By.CSS_SELECTOR, "details.mentions li a")
    target = mention.get_attribute("href").partition("#")[2]
    desktop.execute_script("arguments[0].focus()", mention)
    press(desktop, Keys.ENTER)
    assert until(desktop, "document.getElementById(arguments[0])?.matches(':target')", target)


def test_forced_colours_leave_nothing_unseen(site: Path, desktop: Any) -> None:
    media = [{"name": "forced-colors", "value": "active"}]
    desktop.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": media})
    try:
        desktop.get((site / "search.html").as_uri() + "?q=ice")
        hit = "document.querySelector('.results mark')"
        ground = until(desktop, f"{hit} && getComputedStyle({hit}).backgroundColor")
        plain = desktop.execute_script("return getComputedStyle(document.body).backgroundColor")
        assert ground != plain
        desktop.get((site / "ch2.html").as_uri())
        link, text = (
            desktop.execute_script("return getComputedStyle(document.querySelector(arguments[0])).color", what)
            for what in ("a.mark", "main p")
        )
        assert link != text
        desktop.find_element(By.CSS_SELECTOR, "button.reading").click()
        edge = desktop.execute_script("return getComputedStyle(document.getElementById('reading')).borderTopWidth")
        assert float(edge.removesuffix("px")) >= 1
    finally:
        desktop.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_less_motion_is_respected(site: Path, desktop: Any) -> None:
    feature = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    desktop.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": feature})
    desktop.get((site / "ch1.html").as_uri())
    assert desktop.execute_script("return getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    desktop.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_the_font_is_the_embedded_one(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch1.html").as_uri())
    assert until(desktop, "document.fonts.check(\"18px 'Edition Serif'\") && document.fonts.size > 0")
    loaded = desktop.execute_script("return [...document.fonts].filter(f => f.status === 'loaded').length")
    assert loaded > 0


def test_a_term_is_explained_where_it_occurs(site: Path, desktop: Any) -> None:
    desktop.get((site / "ch2.html").as_uri())
    term = desktop.find_elements(By.CSS_SELECTOR, "main a.term")[0]
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", term)
    desktop.execute_script("arguments[0].focus({ focusVisible: true })", term)
    card = until(desktop, "document.querySelector('.card:not([hidden])')")
    target = term.get_attribute("href").partition("#")[2]
    name, _, _, said = desktop.execute_script(
        "const keep = window.editionCards; return new Promise(done => {"
        " window.editionCards = facts => { keep(facts); done(facts[arguments[0]]) };"
        " const script = document.createElement('script'); script.src = 'names.js?again';"
        " document.head.append(script) })",
        target,
    )
    assert name in card.text and said in card.text and len(said) > 20

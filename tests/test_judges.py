"""What others think of the website: axe-core on every kind of page, light and dark, phone and desktop; the Nu HTML
checker on all pages.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from edition.build import build
from edition.project import find
from judges import judge

pytestmark = pytest.mark.browser

#: The kinds of page, each by patterns of file names; the first file that fits is looked at.
KINDS = (
    "index ch2 notes glossary chronology persons persons-* places places-* organisations bibliography "
    "bibliography-* about search cite map timeline network "
    "parallel-* chelyuskin-ru/ch1 chelyuskin-ru/index chelyuskin-ru/about"
).split()
WIDTHS = {"phone": (390, 844), "desktop": (1360, 900)}
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    assert build(find(root), output=output).value is not None
    return output / "html"


@pytest.fixture(scope="module")
def axe() -> str:
    path = judge("axe.min.js")
    if path is None:
        pytest.skip("axe-core is not here: python tests/judges.py fetches it")
    return path.read_text(encoding="utf-8")


def page_of(site: Path, kind: str) -> Path | None:
    return next(iter(sorted(site.glob(f"{kind}.html"))), None)


def violations(browser: Any, axe: str) -> list[str]:
    browser.execute_script(axe)
    # What is still rising is judged where it comes to rest.
    browser.execute_script(
        "document.getAnimations().filter(a => a.timeline === document.timeline).forEach(a => a.finish())"
    )
    options = {"runOnly": {"type": "tag", "values": RULES}, "rules": {"color-contrast-enhanced": {"enabled": True}}}
    found = browser.execute_async_script(
        "const done = arguments[1]; axe.run(document, arguments[0]).then(result => done(result.violations))", options
    )
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for one in found for node in one["nodes"]
    ]


def test_every_kind_of_page_is_there(site: Path) -> None:
    missing = [kind for kind in KINDS if page_of(site, kind) is None]
    assert missing == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark", "sepia"])
def test_axe_finds_nothing(site: Path, browser: Any, axe: str, scheme: str, width: str) -> None:
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": False})
    told = []
    for kind in KINDS:
        page = page_of(site, kind)
        if page is None:
            continue
        browser.get(page.as_uri())
        browser.execute_script("document.documentElement.dataset.scheme = arguments[0]", scheme)
        told += [f"{kind}: {one}" for one in violations(browser, axe)]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert not told, "\n".join(told[:40])


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_what_opens(site: Path, browser: Any, axe: str, width: str) -> None:
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": False})
    openers = {
        "the drawer": "document.querySelector('a.to-contents').click()",
        "the citation": "document.querySelector('a.cite').click()",
        "the panel": "document.querySelector('button.reading').click()",
        "a note": "document.querySelector(\"a[role='doc-noteref']\").click()",
        # The menu lies over the text, which is then no target.
        "the menu": "document.querySelector('header summary').click(); document.querySelector('nav.sections').remove()",
    }
    told = []
    for what, script in openers.items():
        browser.get((site / "ch2.html").as_uri())
        browser.execute_script(script)
        told += [f"{what}: {one}" for one in violations(browser, axe)]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert not told, "\n".join(told[:40])


def test_the_nu_html_checker_finds_nothing(site: Path) -> None:
    jar = judge("vnu.jar")
    if jar is None or shutil.which("java") is None:
        pytest.skip("the Nu HTML checker is not here: python tests/judges.py fetches it; it needs Java")
    command = ["java", "-jar", str(jar), "--format", "json", "--skip-non-html", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr or done.stdout or '{"messages": []}')["messages"]
    told = [
        f"{one['url'].rpartition('/')[2]}:{one.get('lastLine')}: {one['message']} {one.get('extract', '')}"
        for one in messages
        if (one["type"] != "info" or one.get("subType") == "warning")
        # Of a file on a disk the checker does not know what its self is; browsers do, and are asked in other tests.
        and not one["message"].startswith("Resource violates Content Security Policy (meta tag)")
        # A block of data is no script, and is not blocked.
        and not (
            one["message"].startswith("Inline script violates") and "application/ld+json" in one.get("extract", "")
        )
    ]
    assert not told, "\n".join(told[:40])

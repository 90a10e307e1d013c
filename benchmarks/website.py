"""How quick and how large the website is: the build, a build after one paragraph was touched, pages in a browser.

    python benchmarks/website.py [PROJECT]

Builds are cold commands, medians of five after one that is not counted. Pages are opened from the disk in headless
Chromium, the five largest of the text and the five in the middle: medians of DOMContentLoaded, and of the moment at
which the bar's search opens. Sizes are bytes on the disk; those of a page are its HTML, without pictures.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from edition.project import find

ROUNDS = 5
#: What the project sets itself for a book of 1.2 MB on two cores: seconds, MB, kB, ms.
GOALS = {"whole": 5.0, "touched": 1.5, "size": 40, "page": 250, "ready": 300}
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def built(project: Path, output: Path) -> float:
    """Wall seconds of one cold build."""
    command = [str(Path(sys.executable).parent / "edition"), "build", str(project), "--only", "html", "-o", str(output)]
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def touch(file: Path, number: int) -> None:
    """One more word in the middle paragraph of a text."""
    text = re.sub(r"(<p\b[^>]*>)touched\d* ", r"\1", file.read_text(encoding="utf-8"))
    places = [match.end() for match in re.finditer(r"<p\b[^>/]*>", text)]
    at = places[len(places) // 2]
    file.write_text(f"{text[:at]}touched{number} {text[at:]}", encoding="utf-8")


def opened(site: Path, pages: list[Path]) -> dict[str, list[float]]:
    """Milliseconds to DOMContentLoaded, and to a search that is open, by page."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    for flag in FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    found: dict[str, list[float]] = {"ready": [], "search": []}
    try:
        for page in pages * ROUNDS:
            driver.get(page.as_uri())
            found["ready"].append(
                driver.execute_script("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
            )
            started = driver.execute_script(
                "const at = performance.now(); document.querySelector('a.search').click(); return at"
            )
            usable: Any = None
            while not usable:
                usable = driver.execute_script(
                    "return document.querySelector('input[role=searchbox]') ? performance.now() : 0"
                )
            found["search"].append(usable - started)
    finally:
        driver.quit()
    return found


def main() -> None:
    project = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    with tempfile.TemporaryDirectory() as name:
        copy, output = Path(name) / "project", Path(name) / "output"
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns("output", ".venv", ".git", "vendor"))
        built(copy, output)
        whole = statistics.median(built(copy, output) for _ in range(ROUNDS))
        print(f"the whole website             {whole:8.2f} s    (goal {GOALS['whole']})")
        text = find(copy).texts[0].path
        times = []
        for number in range(ROUNDS):
            touch(text, number)
            times.append(built(copy, output))
        print(f"with one paragraph touched    {statistics.median(times):8.2f} s    (goal {GOALS['touched']})")
        site = output / "html"
        files = [file for file in site.rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"size of {len(files):6} files          {size:8.1f} MB   (goal {GOALS['size']})")
        pages = sorted(
            (file for file in site.glob("*.html") if 'body class="text"' in file.read_text(encoding="utf-8")),
            key=lambda file: -file.stat().st_size,
        )
        largest = pages[0].stat().st_size / 1e3
        middle = pages[len(pages) // 2].stat().st_size / 1e3
        print(
            f"largest page of the text      {largest:8.0f} kB   (goal {GOALS['page']}), the middle one {middle:.0f} kB"
        )
        chosen = pages[:5] + pages[len(pages) // 2 :][:5]
        found = opened(site, chosen)
        for what, label in (("ready", "DOMContentLoaded"), ("search", "search open")):
            median, slowest = statistics.median(found[what]), max(found[what])
            print(f"{label:28}  {median:8.0f} ms   (goal {GOALS['ready']}), slowest {slowest:.0f} ms")


if __name__ == "__main__":
    main()

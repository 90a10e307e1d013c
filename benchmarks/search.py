"""How quick the search is: the making of its index, the first answer in a browser, and further ones.

    python benchmarks/search.py [PROJECT]

Medians of five. The first answer is from pressing a key in the open, empty search of a page just loaded to the results
in the document, with every script of the index still on the disk; a further one is each later letter of the word, and
other words after it. The sizes are those of the folder ``search`` with ``search.js``.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from edition.build import build
from edition.editions import html
from edition.project import find

ROUNDS = 5
QUERIES = ("october", "the", "is", "“of the”", "mosc*", "tschechow", "one of the first", "zzzz", "a")
TIMED = """
const [text, done] = arguments, field = document.querySelector("input[role=searchbox]");
const told = () => requestAnimationFrame(() => done(performance.now() - started));
addEventListener("edition:answered", told, { once: true });
const started = performance.now();
field.value = text;
field.dispatchEvent(new Event("input", { bubbles: true }));
"""


def made(project: Path, output: Path) -> tuple[list[float], list[float]]:
    """Seconds for the index alone, and for the whole website."""
    alone: list[float] = []
    whole: list[float] = []
    search_files_of = html.search_files_of

    def timed(*arguments: Any, **options: Any) -> dict[str, bytes]:
        started = time.perf_counter()
        files = search_files_of(*arguments, **options)
        alone.append(time.perf_counter() - started)
        return files

    # What is made beside the rest is timed here in this process; so the website as a whole takes longer than it does.
    os.environ["EDITION_ONE_PROCESS"] = "1"
    html.search_files_of = timed
    for _ in range(ROUNDS):
        started = time.perf_counter()
        build(find(project), only=["html"], output=output)
        whole.append(time.perf_counter() - started)
    return alone, whole


def answered(site: Path) -> tuple[list[float], dict[str, list[float]]]:
    """Milliseconds of first answers, and of further ones by query."""
    from selenium import webdriver

    first: list[float] = []
    further: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
            options.add_argument(argument)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        try:
            browser.get((site / "index.html").as_uri())
            browser.execute_script("document.querySelector('a.search').click()")
            while not browser.execute_script("return document.querySelector('dialog[data-ready]') !== null"):
                time.sleep(0.02)
            word = QUERIES[0]
            first.append(browser.execute_async_script(TIMED, word[:3]))
            for query in (*(word[:end] for end in range(4, len(word) + 1)), *QUERIES[1:]):
                further.setdefault(query, []).append(browser.execute_async_script(TIMED, query))
        finally:
            browser.quit()
    return first, further


def main() -> None:
    here = Path(__file__).resolve().parent.parent
    project = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    with tempfile.TemporaryDirectory() as folder:
        alone, whole = made(project, Path(folder))
        site = Path(folder) / "html"
        files = sorted((site / "search").iterdir())
        size = sum(path.stat().st_size for path in files) + (site / "search.js").stat().st_size
        print(f"index   {statistics.median(alone):.2f} s   website {statistics.median(whole):.2f} s")
        largest = max(path.stat().st_size for path in files)
        print(f"size    {size / 1e6:.2f} MB in {len(files) + 1} files, the largest {largest / 1e3:.0f} kB")
        first, further = answered(site)
    print(f"first   {statistics.median(first):.0f} ms")
    for query, times in further.items():
        print(f"further {statistics.median(times):.0f} ms   {query}")
    print(f"further {statistics.median([one for times in further.values() for one in times]):.0f} ms over all")


if __name__ == "__main__":
    main()

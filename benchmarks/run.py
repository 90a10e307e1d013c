"""Medians and ratios for import, check and each edition, as cold commands; anyone can run it.

    python benchmarks/run.py [--runs 5] [--book FILE] [--times 10]

Prints wall seconds (median of the runs, after one that is not counted), the peak memory of the largest process, and
the ratios that the project sets itself. The source book is used where EDITION_BOOK (or ../shared/book) has it.
"""

from __future__ import annotations

import argparse
import copy
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def run(command: list[str], cwd: Path) -> tuple[float, float, int]:
    """Wall seconds, peak memory in MB and exit code of one cold command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - started, usage.ru_maxrss / 1024, process.returncode


def measure(name: str, command: list[str], cwd: Path, runs: int) -> float:
    run(command, cwd)
    taken = [run(command, cwd) for _ in range(runs)]
    seconds = statistics.median(wall for wall, _, _ in taken)
    memory = max(peak for _, peak, _ in taken)
    codes = sorted({code for _, _, code in taken})
    spread = f"{min(w for w, _, _ in taken):.2f}-{max(w for w, _, _ in taken):.2f}"
    print(f"{name:44} {seconds:7.2f} s  ({spread})  {memory:6.0f} MB  exit {','.join(map(str, codes))}", flush=True)
    return seconds


def multiply(source: Path, target: Path, times: int) -> None:
    """The body of a TEI file ``times`` times, with suffixed ids; pointers of a copy stay inside it."""
    tree = etree.parse(str(source))
    text = tree.getroot().find("{*}text")
    assert text is not None
    # Pointers into the front matter, of which there is one, stay as they are.
    ids = {
        node.get(XML_ID)
        for part in ("{*}body", "{*}back")
        for parent in text.iterchildren(part)
        for node in parent.iter("*")
        if node.get(XML_ID)
    }
    for part in ("{*}body", "{*}back"):
        parent = text.find(part)
        if parent is None:
            continue
        originals = [child for child in parent if isinstance(child.tag, str)]
        for number in range(2, times + 1):
            for child in originals:
                clone = copy.deepcopy(child)
                for node in clone.iter("*"):
                    for key, value in node.attrib.items():
                        if key == XML_ID:
                            node.set(key, f"{value}.x{number}")
                        elif "#" in value:
                            tokens = value.split()
                            node.set(
                                key,
                                " ".join(
                                    f"{token}.x{number}" if token.startswith("#") and token[1:] in ids else token
                                    for token in tokens
                                ),
                            )
                parent.append(clone)
    tree.write(str(target), encoding="UTF-8", xml_declaration=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument(
        "--book", type=Path, default=Path(os.environ.get("EDITION_BOOK", ROOT.parent / "shared" / "book"))
    )
    options = parser.parse_args()
    edition = str(Path(sys.executable).parent / "edition")
    book = options.book / "stalins-terror.txt" if options.book.is_dir() else options.book

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        measure("edition --version", [edition, "--version"], here, options.runs)
        run([edition, "new", "small"], here)
        measure("check, small file", [edition, "check", "small/tei/text.xml"], here, options.runs)
        demo = [edition, "build", str(ROOT), "-o", "demo"]
        measure("demonstration: html + text", [*demo, "--only", "html,text"], here, options.runs)
        measure("demonstration: everything", demo, here, options.runs)
        if not book.is_file():
            print("the source book is not here: set EDITION_BOOK to measure on it")
            return
        measure("book: import", [edition, "import", str(book), "-o", "book.xml", "--force"], here, options.runs)
        check = measure("book: check", [edition, "check", "book.xml"], here, options.runs)
        html = measure("book: html", [edition, "build", "book.xml", "-o", "o", "--only", "html"], here, options.runs)
        text = measure("book: text", [edition, "build", "book.xml", "-o", "o", "--only", "text"], here, options.runs)
        both = measure(
            "book: check + html + text",
            [edition, "build", "book.xml", "-o", "o", "--only", "html,text"],
            here,
            options.runs,
        )
        whole = measure(
            "book: check + html + text + pdf", [edition, "build", "book.xml", "-o", "o"], here, options.runs
        )
        print(f"{'book: pdf adds':44} {whole - both:7.2f} s")
        multiply(here / "book.xml", here / "many.xml", options.times)
        few = max(1, options.runs // 2)
        for name, command, once in (
            ("check", [edition, "check", "many.xml"], check),
            ("html", [edition, "build", "many.xml", "-o", "m", "--only", "html"], html),
            ("text", [edition, "build", "many.xml", "-o", "m", "--only", "text"], text),
        ):
            seconds = measure(f"book x{options.times}: {name}", command, here, few)
            print(f"{'  ratio to once':44} {seconds / once:7.1f}")


if __name__ == "__main__":
    main()

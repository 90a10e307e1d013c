"""How right the recovered pages are, judged by the printed index: by the half of its heads that took no part in it.

    python benchmarks/pages.py [BOOK]

For each head of the index that means one surname and each page it names: does the name stand on that page, or on the
page before or after it? A reference is unmatched where the name is found nowhere within six pages: the index or the
text has another spelling, or the words of the page are lost. Three ways: without the index, with one half of its heads
and judged by the other (both ways), and with the whole index, which proves nothing and is what an import does.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import edition.sources.plaintext as plaintext
from edition.sources.plaintext.contents import find_contents
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import find_sections
from edition.sources.plaintext.lines import decode, layout
from edition.sources.plaintext.page_evidence import Names, Stretch, index_names, seams_of, stretches
from edition.sources.plaintext.page_model import divide, learn
from edition.sources.plaintext.profile import Profile

REACH = 6


class Book:
    """A book read up to the place where its pages are recovered."""

    def __init__(self, path: Path) -> None:
        source = layout(decode(path.read_bytes(), path), path)
        self.context = Context(path, source, Profile())
        contents = find_contents(source, self.context.profile)
        self.sections, _ = find_sections(source, contents, self.context.profile, path)
        opening = plaintext._opening(source.blocks, contents, self.sections)
        facts = plaintext.describe(opening, path.stem)
        self.root = plaintext._text(source.blocks, contents, self.sections, opening, facts, self.context).text
        self.names = index_names(self.context.index)
        self.seams = seams_of(self.root)

    def stretches(self) -> list[Stretch]:
        return stretches(self.root, self.sections, self.names, self.seams, self.context)


def judge(book: Book, constrain: set[str], by: list[str]) -> tuple[int, int, int, int, float]:
    """References, unmatched ones, those on the exact page, those within one page, seconds."""
    found = book.stretches()
    everywhere = [[unit.names for unit in stretch.units] for stretch in found]
    names = Names({name: pages for name, pages in book.names.pages.items() if name in constrain})
    for stretch in found:
        for unit in stretch.units:
            unit.names = tuple(name for name in unit.names if name in constrain)
    started = time.perf_counter()
    numbers = [int(s.page) for s in book.sections if s.page.isdigit() and s.number is not None and s.level <= 1]
    model = learn(found, names, recto=all(number % 2 for number in numbers))
    where: dict[str, set[int]] = {}
    last = 0
    for stretch, own in zip(found, everywhere, strict=True):
        division = divide(stretch, model, names)
        if stretch.roman:
            continue
        last = max(last, stretch.first + stretch.pages)
        for n, start in enumerate(division.starts):
            end = division.starts[n + 1] if n + 1 < len(division.starts) else len(own)
            for unit in own[start:end]:
                for name in unit:
                    where.setdefault(name, set()).add(stretch.first + n)
    seconds = time.perf_counter() - started
    total = unmatched = exact = near = 0
    for name in by:
        has = where.get(name, set())
        for page in book.names.pages[name]:
            if page >= last:
                continue
            total += 1
            exact += page in has
            near += bool(has & {page - 1, page, page + 1})
            unmatched += not any(abs(other - page) <= REACH for other in has)
    return total, unmatched, exact, near, seconds


def main() -> None:
    here = Path(__file__).resolve().parent.parent
    path = Path(os.environ.get("EDITION_BOOK", here.parent / "shared" / "book"))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else path / "stalins-terror.txt" if path.is_dir() else path
    if not path.is_file():
        print(f"skipped: {path} is not there")
        return
    book = Book(path)
    heads = sorted(book.names.pages)
    halves = set(heads[::2]), set(heads[1::2])
    ways = [("without the index", [(set(), heads)]),
            ("half constrains, half judges", [(halves[0], heads[1::2]), (halves[1], heads[::2])]),
            ("the whole index", [(set(heads), heads)])]  # fmt: skip
    print(f"{len(heads)} heads with a surname of their own")
    for name, runs in ways:
        sums = [sum(values) for values in zip(*(judge(book, a, b) for a, b in runs), strict=True)]
        total, unmatched, exact, near, seconds = sums
        matched = total - unmatched
        print(
            f"{name:<30}{total:>6.0f} references, {unmatched / total:.1%} unmatched; exact {exact / matched:.1%} "
            f"(of all {exact / total:.1%}), within one page {near / matched:.1%} (of all {near / total:.1%}); "
            f"{seconds:.2f} s"
        )


if __name__ == "__main__":
    main()

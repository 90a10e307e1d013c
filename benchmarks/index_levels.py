"""Heads and sub-entries of the printed index, judged by hand: one hundred entries drawn with seed 1.

    python benchmarks/index_levels.py [BOOK]

`index_levels.tsv` has the line of the source and the level (0: head, 1: sub-entry) of each, as read in its
surroundings. Prints how many the importer has right, and the lines of the others.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pages


def main() -> None:
    here = Path(__file__).resolve().parent
    path = Path(os.environ.get("EDITION_BOOK", here.parent.parent / "shared" / "book"))
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else path / "stalins-terror.txt" if path.is_dir() else path
    if not path.is_file():
        print(f"skipped: {path} is not there")
        return
    found = {entry.line: entry.level for entry in pages.Book(path).context.index}
    rows = [row.split("\t") for row in (here / "index_levels.tsv").read_text("utf-8").splitlines() if row[:1].isdigit()]
    judged = {int(line): int(level) for line, level in rows}
    wrong = [line for line, level in judged.items() if found.get(line) != level]
    print(f"{len(judged) - len(wrong)} of {len(judged)} levels right; wrong at lines {wrong or 'none'}")


if __name__ == "__main__":
    main()

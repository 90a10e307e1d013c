"""The importer on public books: what it finds against what the books have, counted by hand or by their own numbers.

    python benchmarks/public_books.py FOLDER

FOLDER holds text files of Project Gutenberg under their numbers (``1342-0.txt``, ``1232.txt``); those of
``public_books.tsv`` that are there are imported. For each the divisions of its main kind and the footnotes are compared
with the table: expected, found, and footnotes that stand at their mark. No text of any book is in this project.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from lxml import etree

from edition.sources import read
from edition.tei import TEI

Q = f"{{{TEI}}}"
TABLE = Path(__file__).with_suffix(".tsv")


def main(folder: Path) -> int:
    """Import every book that is there; print a line for each, and the sums."""
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    sums: Counter[str] = Counter()
    print(f"{'book':<8}{'kind':<10}{'expected':>9}{'found':>7}{'notes':>8}{'found':>7}{'placed':>8}{'lost':>6}")
    for row in rows:
        files = sorted(path for path in folder.glob("*.txt") if re.fullmatch(rf"{row['book']}(-\w+)?", path.stem))
        if not files:
            continue
        value = read(files[0]).value
        assert value is not None
        tree = etree.fromstring(value.tei)
        found = sum(div.get("type") in row["kind"].split("+") for div in tree.iter(f"{Q}div"))
        notes = [note for note in tree.iter(f"{Q}note") if note.get("place") == "bottom"]
        placed = sum(note.get("cert") != "low" for note in notes)
        lost = value.report["counts"]["tokens_lost"]
        expected, due = int(row["divisions"]), int(row["footnotes"])
        print(f"{row['book']:<8}{row['kind']:<10}{expected:>9}{found:>7}{due:>8}{len(notes):>7}{placed:>8}{lost:>6}")
        sums.update(
            books=1,
            expected=expected,
            found=min(found, expected),
            over=max(0, found - expected),
            due=due,
            placed=min(placed, due),
            lost=lost,
            right=found == expected,
            right_notes=placed == due == len(notes),
        )
    print(
        f"{sums['books']} books: divisions right in {sums['right']}, notes right in {sums['right_notes']}; "
        f"{sums['found']} of {sums['expected']} divisions, {sums['over']} too many; "
        f"{sums['placed']} of {sums['due']} footnotes at their mark; {sums['lost']} words lost"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))

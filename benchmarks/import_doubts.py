"""How many doubts of the importer's detectors are true, against verdicts by hand, and how long the detectors take.

    python benchmarks/import_doubts.py [BOOK]

The verdicts (import_doubts.tsv) are of every doubt that these detectors told of one book, by rule, line and column:
true if the place has the fault that the rule names, false if it has not. Of names one letter apart true is one bearer
under two spellings. A doubt without a verdict is listed as new, a true one that is no longer told as gone. BOOK
defaults to ../shared/book beside the repository, or to $EDITION_BOOK.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from edition.sources import plaintext, read

ROOT = Path(__file__).resolve().parent.parent
VERDICTS = Path(__file__).with_suffix(".tsv")


def main(book: Path) -> None:
    rows = [line.split("\t") for line in VERDICTS.read_text(encoding="utf-8").splitlines()[1:]]
    known = {(rule, int(line), int(column)): verdict for rule, line, column, verdict in rows}
    rules = sorted({key[0] for key in known})
    detect = plaintext.detect
    times = []

    def timed(*arguments: Any) -> None:
        start = time.perf_counter()
        detect(*arguments)
        times.append(time.perf_counter() - start)

    plaintext.detect = timed
    for _ in range(3):
        value = read(book).value
    assert value is not None
    told = {(one["rule"], one["line"], one["column"]) for one in value.report["doubts"] if one["rule"] in rules}
    print("rule\ttold\ttrue\tfalse\tnew\tgone")
    for rule in rules:
        own = {key for key in told if key[0] == rule}
        verdicts = Counter(known.get(key, "new") for key in own)
        gone = sum(1 for key, verdict in known.items() if key[0] == rule and verdict == "true" and key not in own)
        print(rule, len(own), verdicts["true"], verdicts["false"], verdicts["new"], gone, sep="\t")
    print(f"all detectors: {statistics.median(times):.2f} s (median of {len(times)})")


if __name__ == "__main__":
    default = Path(os.environ.get("EDITION_BOOK", ROOT.parent / "shared" / "book" / "stalins-terror.txt"))
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)

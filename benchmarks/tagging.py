"""How well the book is tagged: against its own index, and against samples that were judged by hand.

    python benchmarks/tagging.py BOOK.txt [--samples]

The book is imported into a project of its own, its registers made, its text tagged. Persons, organisations, works and
events are compared with the index, division by division: without the pages of the index; with them; and with the pages
of one half of the heads, judged by the other half, both ways. Without an index: names are learned from the text
alone, and judged by the index that was kept from them. Samples are drawn with seed 1; verdicts stand in
tagging_verdicts.tsv by the ids of the suggestions and what was suggested, without the words of the book. ``--samples``
prints what has no verdict yet.
"""

from __future__ import annotations

import argparse
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from edition.enrich.authority import Authority, Entry
from edition.enrich.learning import learn_persons
from edition.enrich.matching import Matcher
from edition.enrich.spelling import agree, folded
from edition.enrich.suggestions import Suggestion
from edition.project import find
from edition.tagging import Options, init_registers, tag
from edition.tagging.book import Book, Books, load
from edition.tagging.coverage import Agreement, agreement, cover
from edition.tagging.run import suggest

HERE = Path(__file__).resolve().parent
VERDICTS = HERE / "tagging_verdicts.tsv"


def interval(right: int, total: int) -> str:
    """A share with the 95 % interval of Wilson."""
    if not total:
        return "-"
    share, z = right / total, 1.96
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{right}/{total} = {share:.1%} ({max(0, middle - half):.1%} to {min(1, middle + half):.1%})"


def shown(name: str, one: Agreement) -> None:
    print(f"  {name:58} P {one.precision:.4f}  R {one.recall:.4f}  F1 {one.f1:.4f}")


def wanted(
    book: Book, authority: Authority, kinds: tuple[str, ...], entries: set[str] | None = None
) -> set[tuple[str, str]]:
    """What the index says: entry and division."""
    indexed = set(book.indexed)
    return {
        (name, division)
        for name, divisions in book.chapters.items()
        if authority.entries[name].kind in kinds and (entries is None or name in entries)
        for division in divisions & indexed
    }


def tagged(
    rows: list[Suggestion], book: Book, kinds: tuple[str, ...], entries: set[str], repairs: bool = False
) -> set[tuple[str, str]]:
    """What is tagged without a decision, or with the proposed spellings accepted: entry and division."""
    divisions = {block.id: block.division for block in book.reading.blocks}
    indexed = set(book.indexed)
    return {
        (row.entry, divisions[row.where])
        for row in rows
        if row.kind in kinds
        and row.entry in entries
        and divisions[row.where] in indexed
        and (not row.pending or (repairs and row.rule == "spelling-proposed"))
    }


def against_index(book: Book, books: Books) -> None:
    authority = books.authority
    entries = set(book.pages)
    persons = wanted(book, authority, ("person",))
    print("against the index, entry by division")
    plain = suggest(book, books, Options(pages=False))
    shown("persons, pages not used", agreement(tagged(plain, book, ("person",), entries), persons))
    saliences = {name: entry.salience for name, entry in authority.entries.items()}
    for entry in authority.entries.values():
        entry.salience = min(entry.salience, 1)
    bare = suggest(book, books, Options(("person",), pages=False))
    shown("persons, neither pages nor their number used", agreement(tagged(bare, book, ("person",), entries), persons))
    for name, salience in saliences.items():
        authority.entries[name].salience = salience
    rows = suggest(book, books, Options())
    shown("persons, pages used (the index judges itself)", agreement(tagged(rows, book, ("person",), entries), persons))
    shown(
        "persons, pages used, proposed spellings accepted",
        agreement(tagged(rows, book, ("person",), entries, repairs=True), persons),
    )
    halves(book, books)
    groups = {
        "organisations": ("org",),
        "works": ("work",),
        "organisations and works": ("org", "work"),
        "events": ("event",),
    }
    for name, kinds in groups.items():
        shown(f"{name}, pages not used", agreement(tagged(plain, book, kinds, entries), wanted(book, authority, kinds)))


def halves(book: Book, books: Books) -> None:
    """The pages of one half of the heads, judged by the other half."""
    names = sorted(name for name in book.chapters if books.authority.entries[name].kind == "person")
    whole = dict(book.chapters)
    have: set[tuple[str, str]] = set()
    want: set[tuple[str, str]] = set()
    repaired: set[tuple[str, str]] = set()
    for turn in (0, 1):
        fed = {name for number, name in enumerate(names) if number % 2 == turn}
        judge = set(names) - fed
        book.chapters = {name: chapters for name, chapters in whole.items() if name not in judge}
        rows = suggest(book, books, Options())
        book.chapters = whole
        have |= tagged(rows, book, ("person",), judge)
        repaired |= tagged(rows, book, ("person",), judge, repairs=True)
        want |= wanted(book, books.authority, ("person",), judge)
    shown("persons, pages of one half used, judged by the other half", agreement(have, want))
    shown("  the same, proposed spellings accepted", agreement(repaired, want))
    matched = {name for name, _ in have}
    print(f"  heads that could not be matched anywhere: {interval(len(names) - len(matched & set(names)), len(names))}")


def without_index(book: Book, books: Books) -> None:
    """Names learned from the text alone; a learned surname stands for its most indexed bearer whose initials fit."""
    types = book.reading.types
    text = [
        block
        for block in book.reading.blocks
        if types.get(block.division) not in ("glossary", "chronology", "notes", "index") and not block.about
    ]
    start = time.perf_counter()
    learned = Authority({entry.id: entry for entry in learn_persons(text, Authority())})
    seconds = time.perf_counter() - start
    found = Matcher(book.reading, learned).find(["person"])
    bearers: dict[str, list[Entry]] = defaultdict(list)
    for entry in books.authority.of("person"):
        for name in entry.names:
            bearers[folded(name.surname)].append(entry)
    have = set()
    unlisted: Counter[str] = Counter()
    indexed = set(book.indexed)
    for one in found:
        division = book.reading.blocks[one.block].division
        if one.entry is None or division not in indexed or one.rule == "spelling-proposed":
            continue
        name = one.entry.name
        rows = [
            entry
            for entry in bearers.get(folded(name.surname), [])
            if not name.given or not entry.name.given or agree(name.given, entry.name.given)
        ]
        if rows:
            have.add((max(rows, key=lambda entry: entry.salience).id, division))
        else:
            unlisted[one.entry.id] += 1
    print(f"without the index ({len(learned.entries)} persons learned in {seconds:.1f} s, no model)")
    shown("persons", agreement(have, wanted(book, books.authority, ("person",))))
    print(f"  learned and not in the index: {len(unlisted)} names, {sum(unlisted.values())} mentions")


def by_page(folder: Path) -> None:
    print("against the index, person by page")
    for report in cover(find(folder)):
        if "person" in report.by_page:
            shown("the very page", report.by_page["person"])
            shown("within one page", report.by_page_near["person"])


def samples(rows: list[Suggestion], book: Book, ask: bool) -> None:
    """Samples of tags with the verdicts of a reader."""
    verdicts: dict[tuple[str, str, str], str] = {}
    if VERDICTS.is_file():
        for line in VERDICTS.read_text(encoding="utf-8").splitlines()[1:]:
            sample, name, value, verdict = line.split("\t")[:4]
            verdicts[(sample, name, value)] = verdict
    print("samples judged by hand (share right, 95 % interval)")
    blocks = book.reading.blocks
    written = [row for row in rows if not row.pending]
    draws = {
        "names": (100, [row for row in written if row.kind in ("person", "org", "work", "event")]),
        "places": (200, [row for row in written if row.kind == "place"]),
        "dates": (150, [row for row in written if row.kind == "date" and not row.rule.startswith("year-of")]),
        "inferred years": (40, [row for row in written if row.kind == "date" and row.rule.startswith("year-of")]),
        "short titles": (80, [row for row in written if row.rule in ("cited-short", "cited-henceforth")]),
    }
    for sample, (number, pool) in draws.items():
        # Drawn by seed 1 and the id, so that a change elsewhere leaves most of a sample as it was.
        drawn = sorted(pool, key=lambda row: random.Random(f"1{row.id}").random())[:number]
        judged = [verdicts.get((sample, row.id, row.ref), "") for row in drawn]
        print(f"  {sample:20} {interval(judged.count('right'), len([one for one in judged if one]))}, of {len(pool):,}")
        if ask:
            for row, verdict in zip(drawn, judged, strict=True):
                if not verdict:
                    text = blocks[row.block].text
                    before, after = text[max(0, row.start - 90) : row.start], text[row.end : row.end + 60]
                    print(f"{sample}\t{row.id}\t{row.ref}\t{before}[[{row.surface}]]{after}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("--samples", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tei").mkdir()
        command = [
            str(Path(sys.executable).with_name("edition")),
            "import",
            str(options.book),
            "-o",
            str(folder / "tei/book.xml"),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (folder / "edition.toml").write_text('[edition]\ntext = "tei/book.xml"\n', encoding="utf-8")
        start = time.perf_counter()
        made = init_registers(find(folder)).value
        seconds = time.perf_counter() - start
        print(f"registers init: {seconds:.2f} s, {dict(made.new)}, {len(made.doubtful)} heads to look at")
        for path, data in made.files.items():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        times = []
        for turn in range(5):
            start = time.perf_counter()
            result = tag(find(folder)).value
            times.append(time.perf_counter() - start)
            for path, data in result.files.items():
                path.write_bytes(data)
            if turn:
                assert not result.files, "a second run must change nothing"
        print(f"tag: median {sorted(times)[2]:.2f} s of {', '.join(f'{one:.2f}' for one in times)}")
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"memory: {most:.0f} MB at most (registers and tags in one process)")
        rows = result.texts[0].suggestions
        counts = Counter(row.kind for row in rows if not row.pending)
        print(f"tags: {', '.join(f'{number:,} {kind}' for kind, number in counts.most_common())}")
        books = load(find(folder))
        against_index(books.books[0], books)
        by_page(folder)
        without_index(books.books[0], books)
        ibid = [row for row in rows if row.rule == "cited-ibid"]
        cited = Counter(row.rule for row in rows if row.kind == "citation")
        print(f"citations: {dict(cited)}; Ibid. with a work: {len(ibid)}")
        samples(rows, books.books[0], options.samples)


if __name__ == "__main__":
    main()

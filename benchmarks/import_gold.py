"""Precision and recall of the importer against hand-made labels, for each kind: section, mark, seam, caption, footnote.

    python benchmarks/import_gold.py [BOOK GOLD]

The labels cover every second section of the book; what the importer found elsewhere is not counted. BOOK and GOLD
default to ../shared/book beside the repository, or to $EDITION_BOOK with gold.tsv beside it.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

from lxml import etree

from edition.sources import read
from edition.sources.plaintext.contents import find_contents
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.encode import encode_section
from edition.sources.plaintext.headings import find_sections
from edition.sources.plaintext.lines import decode, layout
from edition.sources.plaintext.profile import Profile
from edition.sources.plaintext.tokens import RAISED, raised_value
from edition.tei import TEI

Q = f"{{{TEI}}}"


def places(book: Path, verbose: bool = False) -> dict[str, set[tuple[object, ...]]]:
    """What the importer finds, as tuples in the terms of the labels."""
    source = layout(decode(book.read_bytes(), book), book)
    context = Context(book, source, Profile())
    contents = find_contents(source, context.profile)
    sections, _ = find_sections(source, contents, context.profile, book)
    found: dict[str, set[tuple[object, ...]]] = {
        kind: set() for kind in ("section", "mark", "seam", "caption", "footnote")
    }
    for section in sections:
        found["section"].add((section.head[0].first, section.id, f"level {section.level}"))
    # The pieces of the tree know their lines: the encoder's nodes are read before they are serialised.
    nth: Counter[int] = Counter()
    for section in sections:
        if section.kind in ("notes", "index", "glossary", "chronology"):
            continue
        blocks = source.blocks[section.start : section.end]
        encoded = encode_section(section, blocks, context, {})
        for mark in encoded.report.marks:
            nth[mark.line] += 1
            found["mark"].add((mark.line, nth[mark.line], mark.value))
        for entry in encoded.report.footnotes:
            found["footnote"].add((entry["line"], entry.get("anchor_line", 0)))
        _tree(encoded.div, found)
    return found


def _tree(div, found) -> None:  # type: ignore[no-untyped-def]
    for node in div.iter():
        if node.name == "figure":
            # What is said of a picture: its head, and the paragraphs beside it that were not read out of it.
            for kind in ("head", "p"):
                lines = [
                    child.line
                    for said in node.children
                    if getattr(said, "name", "") == kind
                    for inner in said.iter()
                    for child in inner.children
                    if hasattr(child, "line")
                ]
                if lines:
                    found["caption"].add((min(lines), max(lines)))
        if node.name != "p":
            continue
        last = 0
        waiting = False
        for kind, line in _events(node):
            if kind == "pb":
                waiting = True
            elif waiting:
                found["seam"].add((last, line))
                waiting, last = False, line
            else:
                last = line


def _events(node):  # type: ignore[no-untyped-def]
    for child in node.children:
        if hasattr(child, "line"):
            yield "text", child.line
        elif not isinstance(child, str):
            if child.name == "pb":
                yield "pb", 0
            elif child.name not in ("figure", "note"):
                yield from _events(child)


def labels(gold: Path) -> dict[str, set[tuple[object, ...]]]:
    """The labels in the same terms."""
    result: dict[str, set[tuple[object, ...]]] = {
        kind: set() for kind in ("section", "mark", "seam", "caption", "footnote")
    }
    nth: Counter[int] = Counter()
    for row in gold.read_text(encoding="utf-8").splitlines():
        if row.startswith("#") or not row.strip():
            continue
        line, kind, target, remark = (row.split("\t") + [""] * 4)[:4]
        n = int(line)
        if kind == "section":
            result[kind].add((n, target, remark))
        elif kind == "mark":
            nth[n] += 1
            number = remark.removeprefix("read ")
            value = raised_value(number) if number and number[0] in RAISED else int(number)
            result[kind].add((n, nth[n], value))
        elif kind in ("seam", "caption"):
            result[kind].add((n, int(target)))
        elif kind == "footnote":
            result[kind].add((n, int(target) if target else 0))
    return result


def ranges(gold: Path, sections: set[tuple[object, ...]]) -> list[tuple[int, int]]:
    """The line ranges of the labelled sections."""
    starts = sorted(int(str(section[0])) for section in sections)
    own = {
        int(row.split("\t")[0])
        for row in gold.read_text(encoding="utf-8").splitlines()
        if "\tsection\t" in row and row[0] != "#"
    }
    return [(a, b) for a, b in zip(starts, [*starts[1:], 10**9], strict=True) if a in own]


def main() -> None:
    here = Path(__file__).resolve().parent.parent
    book = Path(os.environ.get("EDITION_BOOK", here.parent / "shared" / "book" / "stalins-terror.txt"))
    if len(sys.argv) > 1:
        book = Path(sys.argv[1])
    gold = Path(sys.argv[2]) if len(sys.argv) > 2 else book.parent / "gold.tsv"
    if not book.exists() or not gold.exists():
        print(f"skipped: {book} or {gold} is not there")
        return
    found, wanted = places(book), labels(gold)
    inside = ranges(gold, found["section"])
    print(f"{'kind':<10}{'labels':>8}{'found':>8}{'right':>8}{'precision':>11}{'recall':>9}")
    for kind, gold_set in wanted.items():
        own = {item for item in found[kind] if any(a <= int(str(item[0])) < b for a, b in inside)}
        if kind == "footnote":
            # Where the print has no anchor any proposal is as good as none.
            own = {(line, 0) if (line, 0) in gold_set else (line, at) for line, at in own}
        right = own & gold_set
        precision = len(right) / len(own) if own else 1.0
        recall = len(right) / len(gold_set) if gold_set else 1.0
        print(f"{kind:<10}{len(gold_set):>8}{len(own):>8}{len(right):>8}{precision:>11.4f}{recall:>9.4f}")
        if "-v" in sys.argv or os.environ.get("VERBOSE"):
            print("   missed", sorted(gold_set - own, key=str))
            print("   false ", sorted(own - gold_set, key=str))
    result = read(book)
    assert result.value is not None
    root = etree.fromstring(result.value.tei)
    misread = root.findall(f".//{Q}ref[@type='noteAnchor']/{Q}choice")
    print(
        f"joined {result.value.report['counts']['joined']}, of them repaired {len(misread)}; "
        f"{result.value.report['counts']['tokens_lost']} words lost; {len(result.value.report['doubts'])} doubts"
    )


if __name__ == "__main__":
    main()

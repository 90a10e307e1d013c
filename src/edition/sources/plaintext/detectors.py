"""What may be wrong in a source although every word of it is kept: told, never corrected.

In: the tree with its notes joined, the ledgers, the pages, the lines of the source. Out: doubts. Here is text that no
scan can have read (marks lost in a row, names of the index missing); names one letter apart, signs without a partner
and small faults of a scan have their own modules.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.joined import Ledger
from edition.sources.plaintext.names_alike import names_alike
from edition.sources.plaintext.page_evidence import index_names
from edition.sources.plaintext.pairs import not_closed
from edition.sources.plaintext.scan_faults import bold_at_page_end, scan_faults
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["detect"]

_WORD: Final = re.compile(r"[^\W\d_]+")
#: A word with a capital inside a sentence.
_INSIDE: Final = re.compile(r"(?<=[a-zа-яё,] )([^\W\d_a-zа-яё][^\W\d_]{3,})")
#: Suspect text has at least so many words in capitals that stand nowhere else, or names of the index that are not
#: there; or with these so many other names.
_UNSEEN: Final = 2
_STRANGE: Final = 4
#: Divisions whose text is not running prose.
_APART: Final = frozenset(("notes", "index", "contents", "residue", "imprint", "cover", "licence"))


def detect(root: Node, ledgers: Sequence[Ledger], pages: Sequence[Mapping[str, Any]], context: Context) -> None:
    """Run the detectors over a text. ``pages``: the page breaks of the report."""
    words = [_WORD.findall(line) for line in context.source.lines]
    _suspect(root, ledgers, pages, words, context)
    names_alike(words, context)
    not_closed(root, context)
    bold_at_page_end(root, context)
    scan_faults(context)


def _blocks(root: Node) -> Iterator[Node]:
    """The paragraphs of the running text."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.name == "div" and node.attributes.get("type") in _APART:
            continue
        if node.name == "p":
            yield node
            continue
        stack.extend(child for child in reversed(node.children) if isinstance(child, Node))


def _pieces(node: Node) -> list[Piece]:
    """The words of a paragraph itself: without notes and captions."""
    found: list[Piece] = []
    for child in node.children:
        if isinstance(child, Piece):
            found.append(child)
        elif isinstance(child, Node) and child.name not in ("note", "figure"):
            found += _pieces(child)
    return found


def _suspect(
    root: Node,
    ledgers: Sequence[Ledger],
    pages: Sequence[Mapping[str, Any]],
    words: Sequence[Sequence[str]],
    context: Context,
) -> None:
    """Paragraphs that a scan may have made up, where it could not read: two notes or more in a row have no mark there,
    and words in capitals or names stand nowhere else, or names that the index gives for the page are not on it.
    """
    lost = _lost_marks(root, ledgers)
    if not lost:
        return
    known = {one for own in context.profile.overrides for one in range(own.first, own.last + 1)}
    blocks = [own for node in _blocks(root) if (own := _pieces(node)) and own[0].line not in known]
    counts = Counter(itertools.chain.from_iterable(words))
    for gap in lost:
        for page, first, last, names in _absent_names(pages, gap, words, context):
            inside = [pieces for pieces in blocks if first <= pieces[0].line <= last]
            inside = [pieces for pieces in inside if pieces[0].line > gap.low] or inside
            if not inside:
                continue
            capitals, strange = _unseen(inside, counts)
            if len(names) + len(capitals) < _UNSEEN and len(names) + len(capitals) + len(strange) < _STRANGE:
                continue
            told = [f"the index has {', '.join(names[:5])} on page {page}, and they are not there"] if names else []
            if unseen := [*capitals, *strange]:
                told.append(f"{', '.join(unseen[:5])} stand nowhere else")
            context.doubt(
                "suspect-text",
                f"notes {gap.numbers[0]} to {gap.numbers[-1]} of {gap.section} have no mark here; {'; '.join(told)}",
                inside[0][0].line,
                1,
                "compare the page with the print: a blurred one may have been filled with invented text. An override "
                'with treat = "unclear" marks it in the TEI',
                decision="kept as it stands",
                cert="medium",
                node=next(node for node in _blocks(root) if _pieces(node)[:1] == inside[0][:1]),
                last=inside[-1][-1].line,
            )


def _unseen(blocks: Sequence[Sequence[Piece]], counts: Counter[str]) -> tuple[list[str], list[str]]:
    """Words of these blocks that stand nowhere else in the book: in capitals, and with one inside a sentence."""
    text = " ".join(piece for pieces in blocks for piece in pieces)
    own = Counter(_WORD.findall(text))
    capitals = sorted(word for word in own if word.isupper() and len(word) > 2 and counts[word] == own[word])
    names = {match.group(1) for match in _INSIDE.finditer(text)}
    return capitals, sorted(name for name in names if not name.isupper() and counts[name] == own[name])


class Gap(NamedTuple):
    """Notes in a row that have no mark, and the lines of the marks before and behind them."""

    section: str
    numbers: list[int]
    low: int
    high: int


def _lost_marks(root: Node, ledgers: Sequence[Ledger]) -> list[Gap]:
    """Where two notes or more in a row have no mark."""
    lines: dict[str, int] = {}
    for node in root.iter():
        if node.name == "ref" and node.attributes.get("type") == "noteAnchor":
            piece = next((piece for piece in _pieces_of_all(node)), None)
            if piece is not None:
                lines.setdefault(node.attributes["target"][1:], piece.line)
    found = []
    for ledger in ledgers:
        numbers = sorted(ledger.without_mark)
        for _, group in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            run = [number for _, number in group]
            low = lines.get(f"{ledger.section}.n{run[0] - 1}", 0)
            high = lines.get(f"{ledger.section}.n{run[-1] + 1}", 0)
            if len(run) > 1 and low and high > low:
                found.append(Gap(ledger.section, run, low, high))
    return found


def _pieces_of_all(node: Node) -> Iterator[Piece]:
    for inner in node.iter():
        yield from (child for child in inner.children if isinstance(child, Piece))


def _absent_names(
    pages: Sequence[Mapping[str, Any]], gap: Gap, words: Sequence[Sequence[str]], context: Context
) -> list[tuple[str, int, int, list[str]]]:
    """For each page of a gap its lines in it, and the names that the index gives for it and that are neither on it nor
    beside it. Where no pages are known the whole gap, without names.
    """
    starts = [(str(page["n"]), int(page["line"])) for page in pages if str(page["n"]).isdigit()]
    spans = [
        (page, line, following - 1)
        for (page, line), (_, following) in itertools.pairwise([*starts, ("", len(words) + 1)])
    ]
    known = index_names(context.index).pages if spans else {}
    found = []
    for n, (page, first, last) in enumerate(spans):
        if last < gap.low or first > gap.high:
            continue
        near = {
            word for _, low, high in spans[max(0, n - 1) : n + 2] for line in words[low - 1 : high] for word in line
        }
        names = sorted(name for name, numbers in known.items() if int(page) in numbers and name not in near)
        found.append((page, max(first, gap.low), min(last, gap.high), names))
    return found or [("", gap.low, gap.high, [])]

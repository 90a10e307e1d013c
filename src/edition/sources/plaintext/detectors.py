"""What may be wrong in a source although every word of it is kept: told, never corrected.

In: the tree with its notes joined, the ledgers, the pages, the lines of the source. Out: doubts. Each detector is one
function: text that no scan can have read (marks lost in a row, names of the index missing), names one letter apart,
quotations and brackets that are not closed, emphasis that looks like a fault of the scan, empty brackets, marks behind
a space.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from edition.diagnostic import Severity
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.joined import Ledger
from edition.sources.plaintext.page_evidence import index_names
from edition.sources.plaintext.tokens import RAISED
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["detect"]

_WORD: Final = re.compile(r"[^\W\d_]+")
_MARK_BEHIND_SPACE: Final = re.compile(rf"(?<=\w\s)[{RAISED}]+|(?<=[.!?,;:\"”’)]\s)[{RAISED}]+")
_EMPTY: Final = re.compile(r"\[\s?\]|\(\s?\)")
#: Pairs of brackets and quotation marks that open and close.
_PAIRS: Final = (("(", ")", "bracket"), ("[", "]", "bracket"), ("“", "”", "quotation"), ("«", "»", "quotation"))
#: A name is rare up to this count; the other must be as many times as frequent.
_RARE: Final = 2
_TIMES: Final = 3
#: Suspect text has at least so many words that stand nowhere else, or names of the index that are not there.
_UNSEEN: Final = 2


def detect(root: Node, ledgers: Sequence[Ledger], pages: Sequence[Mapping[str, Any]], context: Context) -> None:
    """Run the detectors over a text. ``pages``: the page breaks of the report."""
    blocks = list(_blocks(root))
    _suspect(root, blocks, ledgers, pages, context)
    _near_names(context)
    _unclosed(blocks, context)
    _bold(root, context)
    _signs(context)


def _blocks(root: Node) -> Iterator[tuple[str, Node]]:
    """The paragraphs of the running text, each with the id of its division."""
    stack: list[tuple[Node, str]] = [(root, "")]
    while stack:
        node, division = stack.pop()
        if node.name == "div":
            if node.attributes.get("type") in ("notes", "index", "contents", "residue", "imprint", "cover", "licence"):
                continue
            division = node.attributes.get("xml:id", division)
        if node.name == "p":
            yield division, node
            continue
        stack.extend((child, division) for child in reversed(node.children) if isinstance(child, Node))


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
    blocks: Sequence[tuple[str, Node]],
    ledgers: Sequence[Ledger],
    pages: Sequence[Mapping[str, Any]],
    context: Context,
) -> None:
    """Paragraphs that a scan may have made up, where it could not read: two notes or more in a row have no mark there,
    and words in capitals stand nowhere else, or names that the index gives for the page are not on it.
    """
    counts: Counter[str] = Counter()
    for line in context.source.lines:
        counts.update(_WORD.findall(line))
    absent = _absent_names(pages, context)
    for ledger, low, high in _lost_marks(root, ledgers):
        for page, first, last, names in absent:
            inside = [
                (node, pieces)
                for _, node in blocks
                if (pieces := _pieces(node)) and low <= pieces[0].line <= high and first <= pieces[0].line <= last
            ]
            if not inside:
                continue
            text = " ".join(piece for _, pieces in inside for piece in pieces)
            own = Counter(_WORD.findall(text))
            unseen = sorted(word for word in own if word.isupper() and len(word) > 2 and counts[word] == own[word])
            if len(names) + len(unseen) < _UNSEEN:
                continue
            told = [f"the index has {', '.join(names[:5])} on page {page}, and they are not there"] if names else []
            told += [f"{', '.join(unseen[:5])} stand nowhere else"] if unseen else []
            context.doubt(
                "suspect-text",
                f"notes {ledger.without_mark[0]} to {ledger.without_mark[-1]} of {ledger.section} have no mark here; "
                + "; ".join(told),
                inside[0][1][0].line,
                1,
                "compare the page with the print: a blurred one may have been filled with invented text. An override "
                'with treat = "unclear" marks it in the TEI',
                decision="kept as it stands",
                cert="medium",
                node=inside[0][0],
                last=inside[-1][1][-1].line,
            )


def _lost_marks(root: Node, ledgers: Sequence[Ledger]) -> list[tuple[Ledger, int, int]]:
    """Sections in which two notes or more in a row have no mark, and the lines of the marks before and after them."""
    lines: dict[str, int] = {}
    for node in root.iter():
        if node.name == "ref" and node.attributes.get("type") == "noteAnchor":
            piece = next((piece for piece in _pieces_of_all(node)), None)
            if piece is not None:
                lines.setdefault(node.attributes["target"][1:], piece.line)
    found = []
    for ledger in ledgers:
        numbers = sorted(ledger.without_mark)
        if len(numbers) < 2 or numbers[-1] - numbers[0] != len(numbers) - 1:
            continue
        low = lines.get(f"{ledger.section}.n{numbers[0] - 1}", 0)
        high = lines.get(f"{ledger.section}.n{numbers[-1] + 1}", 0)
        if low and high > low:
            found.append((ledger, low, high))
    return found


def _pieces_of_all(node: Node) -> Iterator[Piece]:
    for inner in node.iter():
        yield from (child for child in inner.children if isinstance(child, Piece))


def _absent_names(pages: Sequence[Mapping[str, Any]], context: Context) -> list[tuple[str, int, int, list[str]]]:
    """For each page its lines, and the names that the index gives for it and that are neither on it nor beside it."""
    starts = [(str(page["n"]), int(page["line"])) for page in pages if str(page["n"]).isdigit()]
    known = index_names(context.index).pages
    expected: dict[int, list[str]] = defaultdict(list)
    for name, numbers in known.items():
        for number in numbers:
            expected[number].append(name)
    words = []
    spans = []
    for (page, line), (_, following) in itertools.pairwise([*starts, ("", len(context.source.lines) + 1)]):
        spans.append((page, line, following - 1))
        words.append({word for text in context.source.lines[line - 1 : following - 1] for word in _WORD.findall(text)})
    found = []
    for n, (page, first, last) in enumerate(spans):
        near = set().union(*words[max(0, n - 1) : n + 2])
        found.append((page, first, last, sorted(name for name in expected[int(page)] if name not in near)))
    return found


def _near_names(context: Context) -> None:
    """Names one letter apart, of which one is rare. They may be two names: nothing is corrected."""
    counts: Counter[str] = Counter()
    places: dict[str, tuple[int, int]] = {}
    small: set[str] = set()
    for number, line in enumerate(context.source.lines, 1):
        for match in _WORD.finditer(line):
            word = match.group()
            if word[0].islower():
                small.add(word)
            elif len(word) >= 6 and not word.isupper():
                counts[word] += 1
                places.setdefault(word, (number, match.start() + 1))
    near: dict[str, list[str]] = defaultdict(list)
    for word in counts:
        if word.lower() not in small:
            near[word].append(word)
            for at in range(1, len(word)):
                near[word[:at] + "\0" + word[at + 1 :]].append(word)
                near[word[:at] + word[at + 1 :]].append(word)
    pairs: set[tuple[str, str]] = set()
    for group in near.values():
        for a in group:
            for b in group:
                if a != b and counts[a] <= _RARE and counts[b] >= _TIMES * counts[a] and not _inflected(a, b):
                    pairs.add((a, b))
    for rare, common in sorted(pairs, key=lambda pair: (places[pair[0]], pair[1])):
        if abs(len(rare) - len(common)) > 1:
            continue
        context.doubt(
            "names-alike",
            f'"{rare}" ({counts[rare]}) differs by one letter from "{common}" ({counts[common]})',
            *places[rare],
            "one person or two? If the scan misread the name, accept an emendation",
            decision="left as it stands",
            cert="low",
            severity=Severity.INFO,
        )


def _inflected(a: str, b: str) -> bool:
    """Forms of one word, or a man's and a woman's name: they differ in their endings only."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short[:-1]) and len(long) - len(short) <= 1


def _unclosed(blocks: Sequence[tuple[str, Node]], context: Context) -> None:
    """Quotations and brackets that are opened and not closed, or the other way round."""
    texts = [" ".join(_pieces(node)) for _, node in blocks]
    for n, (_, node) in enumerate(blocks):
        text = texts[n]
        missing = ""
        for left, right, kind in _PAIRS:
            if text.count(left) == text.count(right):
                continue
            # Each paragraph of a long quotation begins with a mark, and only the last ends with one.
            following = texts[n + 1][:1] if n + 1 < len(texts) else ""
            if kind == "quotation" and text.count(left) == text.count(right) + 1 and following == left:
                continue
            missing = f"{text.count(left)} times {left} and {text.count(right)} times {right}"
            break
        long = text.startswith('"') and n + 1 < len(texts) and texts[n + 1].startswith('"')
        if not missing and text.count('"') % 2 and not long:
            missing = f'{text.count(chr(34))} times "'
        if missing and _pieces(node):
            pieces = _pieces(node)
            context.doubt(
                "not-closed",
                f"quotation marks or brackets are not in pairs in this paragraph: {missing}",
                pieces[0].line,
                pieces[0].column,
                "a sign may be lost or misread; a quotation of several paragraphs closes in the last",
                decision="left as it stands",
                cert="low",
                node=node,
                last=pieces[-1].line,
                severity=Severity.INFO,
            )


def _bold(root: Node, context: Context) -> None:
    """Bold words at the end of what a page holds of a paragraph: readers of pages make them up."""
    for node in root.iter():
        if node.name not in ("p", "l"):
            continue
        for at, child in enumerate(node.children):
            if not (isinstance(child, Node) and child.name == "hi" and "bold" in child.attributes.get("rend", "")):
                continue
            rest = node.children[at + 1 :]
            behind = next((part for part in rest if isinstance(part, Node) or part.strip(' .,;:!?"”’')), None)
            if at and (behind is None or (isinstance(behind, Node) and behind.name in ("pb", "ref", "note"))):
                first = next((piece for piece in _pieces(child)), None)
                if first is not None:
                    child.attributes |= {"cert": "low", "resp": "#import"}
                    context.doubt(
                        "bold-at-page-end",
                        f'"{child.text()[:40]}" is bold, at the end of a page',
                        first.line,
                        first.column,
                        "if the print has no bold here, remove the hi",
                        decision="kept, with @cert",
                        cert="low",
                        node=node,
                        severity=Severity.INFO,
                    )


def _signs(context: Context) -> None:
    """Empty brackets, and marks of notes behind a space."""
    for number, line in enumerate(context.source.lines, 1):
        for match in _EMPTY.finditer(line):
            context.doubt(
                "empty-brackets",
                "brackets without words",
                number,
                match.start() + 1,
                "the words in them may be lost",
                decision="left as they stand",
                cert="low",
                severity=Severity.INFO,
            )
        if not line.isascii():
            for match in _MARK_BEHIND_SPACE.finditer(line):
                context.doubt(
                    "mark-behind-space",
                    f'the mark "{match.group()}" stands behind a space',
                    number,
                    match.start() + 1,
                    "it may belong to the next word, or the space is one of the scan",
                    decision="left as it stands",
                    cert="high",
                    severity=Severity.INFO,
                )

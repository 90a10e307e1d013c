"""The account of every token: read from the serialised TEI, knowing nothing of how it was made.

In: the lines of the source and the bytes of the document. Out: findings: none where every token of the source stands
in exactly one place of the TEI, in order within its line, and no token of the text is without a source. What the
importer adds carries its mark (``@resp="#import"``, ``corr``, ``supplied``, the header) and is left out here.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from edition.diagnostic import Diagnostic, Location, Severity
from edition.sources.plaintext.tokens import TOKEN
from edition.tei import TEI

__all__ = ["Account", "account"]

_Q: Final = f"{{{TEI}}}"
#: Elements that stand elsewhere in the print than in the tree: each is read as a stream of its own.
_APART: Final = frozenset((f"{_Q}note", f"{_Q}figure"))
_OURS: Final = frozenset((f"{_Q}corr", f"{_Q}supplied", f"{_Q}teiHeader"))
_BLOCKS: Final = frozenset(
    _Q + name
    for name in "p head item label l note figure div list lg ab titlePart docAuthor byline docImprint docDate".split()
)


@dataclass(frozen=True, slots=True)
class Account:
    """Tokens of the source, tokens of the text of the TEI, and the findings (empty where the account is even)."""

    source: int
    tei: int
    lost: int
    added: int
    findings: tuple[Diagnostic, ...]


def account(lines: Sequence[str], document: bytes, path: Path) -> Account:
    """Compare the tokens of the lines with those of the document."""
    words: dict[str, int] = {}
    stream, starts = _tei_tokens(document, words)
    used = bytearray(len(stream))
    by_first: dict[int, list[int]] = {}
    for start in starts:
        if start < len(stream):
            by_first.setdefault(stream[start], []).append(start)
    everywhere: dict[int, list[int]] | None = None
    at = 0
    resume: list[int] = []
    total = lost = 0
    first_loss: tuple[int, int, str] | None = None
    for number, text in enumerate(lines, 1):
        found = TOKEN.findall(text)
        if not found:
            continue
        line = array("l", [words.get(word, -1) for word in found])
        size = len(line)
        total += size
        if stream[at : at + size] == line and not any(used[at : at + size]):
            used[at : at + size] = b"\x01" * size
            at += size
            continue
        place = _fits(line, [*reversed(resume[-8:]), *by_first.get(line[0], ())], stream, used)
        if place is None:
            if everywhere is None:
                everywhere = {}
                for n, word in enumerate(stream):
                    everywhere.setdefault(word, []).append(n)
            place = _fits(line, everywhere.get(line[0], ()), stream, used)
        if place is None:
            good = _prefix(line, [at, *resume, *((everywhere or {}).get(line[0], ())[:200])], stream, used)
            if first_loss is None:
                match = list(TOKEN.finditer(text))[min(good, size - 1)]
                first_loss = (number, match.start() + 1, match.group())
            lost += size - good
            continue
        if at not in resume:
            resume.append(at)
        used[place : place + size] = b"\x01" * size
        at = place + size
    added = len(stream) - sum(used)
    findings = []
    if first_loss is not None:
        findings.append(
            Diagnostic(
                "lost-text",
                Severity.ERROR,
                f'{lost} words of the source are not in the TEI as they stand; the first is "{first_loss[2][:60]}"',
                Location(path, first_loss[0], first_loss[1]),
                "this is a fault of the importer: report it with the lines around this place",
            )
        )
    elif added:
        spot = used.index(0)
        names = {value: word for word, value in words.items()}
        findings.append(
            Diagnostic(
                "text-twice",
                Severity.ERROR,
                f'{added} words of the TEI do not come from the source; the first is "{names[stream[spot]]}"',
                Location(path, 1, 1),
                "this is a fault of the importer: report it with the source",
            )
        )
    return Account(total, len(stream), lost, added, tuple(findings))


def _fits(line: array[int], places: Sequence[int], stream: array[int], used: bytearray) -> int | None:
    size = len(line)
    for place in places:
        if stream[place : place + size] == line and 1 not in used[place : place + size]:
            return place
    return None


def _prefix(line: array[int], places: Sequence[int], stream: array[int], used: bytearray) -> int:
    """How many tokens of the line are found in order at the best of these places."""
    best = 0
    for place in places:
        n = 0
        while n < len(line) and place + n < len(stream) and stream[place + n] == line[n] and not used[place + n]:
            n += 1
        best = max(best, n)
    return best


def _tei_tokens(document: bytes, words: dict[str, int]) -> tuple[array[int], list[int]]:
    """The tokens of the text, streams apart at the end, and where blocks and streams begin."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(document, parser)
    stream = array("l")
    starts: list[int] = []
    apart: list[etree._Element] = []

    def take(text: str | None) -> None:
        if text:
            for word in TOKEN.findall(text):
                stream.append(words.setdefault(word, len(words)))

    def walk(top: etree._Element) -> None:
        # Without recursion: a document may be deeper than Python's stack.
        starts.append(len(stream))
        if top.tag == f"{_Q}note" and top.get("place") == "end":
            # The printed number of an endnote stands in @n only.
            take(top.get("n"))
        take(top.text)
        stack = [iter(top)]
        nodes = [top]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                done = nodes.pop()
                if stack:
                    if done.tag in _BLOCKS:
                        starts.append(len(stream))
                    take(done.tail)
                continue
            if (
                not isinstance(child.tag, str)
                or child.tag in _OURS
                or (child.get("resp") == "#import" and _whole(child))
            ):
                take(child.tail)
                continue
            if child.tag in _APART and not (child.get("place") == "end" and child.tag == f"{_Q}note"):
                apart.append(child)
                take(child.tail)
                continue
            if child.tag in _BLOCKS:
                starts.append(len(stream))
            if child.tag == f"{_Q}note":
                take(child.get("n"))
            take(child.text)
            stack.append(iter(child))
            nodes.append(child)

    walk(root)
    while apart:
        walk(apart.pop(0))
    starts.append(len(stream))
    return stream, starts


def _whole(node: etree._Element) -> bool:
    """An element that is ours as a whole: a generated heading, label or note, not a joined mark."""
    return node.tag in (f"{_Q}head", f"{_Q}label", f"{_Q}note", f"{_Q}p")

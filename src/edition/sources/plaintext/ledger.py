"""The account of every token: read from the serialised TEI, knowing nothing of how it was made.

In: the lines of the source and the bytes of the document. Out: findings: none where every token of the source stands
in exactly one place of the TEI, in order within its line, and no token of the text is without a source. What the
importer adds carries its mark (``@resp="#import"``, ``corr``, ``supplied``, the header) and is left out here.
"""

from __future__ import annotations

import itertools
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
    """Compare the tokens of the lines with those of the document.

    Every line is sought as one run of tokens that no other line has taken. In the order of the source nearly every
    line stands behind the one before it; where a short line took the place of another, the search is made once more
    with the longest lines first, and only what is then without a place is lost.
    """
    words: dict[str, int] = {}
    stream, starts = _tei_tokens(document, words)
    source: list[tuple[int, array[int]]] = []
    for number, text in enumerate(lines, 1):
        found = TOKEN.findall(text)
        if found:
            source.append((number, array("l", [words.get(word, -1) for word in found])))
    search = _Search(stream, starts)
    missing = search.place(source)
    if missing:
        again = _Search(stream, starts)
        missing = again.place(sorted(source, key=lambda item: (-len(item[1]), item[0])))
        missing = [item for item in missing if not again.make_room(item, 3)]
        search = again
    total = sum(len(line) for _, line in source)
    added = len(stream) - sum(search.used)
    findings = []
    lost = 0
    if missing:
        missing.sort(key=lambda item: item[0])
        lost = sum(len(line) - search.prefix(line) for _, line in missing)
        number, line = missing[0]
        match = list(TOKEN.finditer(lines[number - 1]))[min(search.prefix(line), len(line) - 1)]
        findings.append(
            Diagnostic(
                "lost-text",
                Severity.ERROR,
                f"{max(lost, 1)} words of the source are not in the TEI as they stand; the first is "
                f'"{match.group()[:60]}"',
                Location(path, number, match.start() + 1),
                "this is a fault of the importer: report it with the lines around this place",
            )
        )
    elif added:
        names = {value: word for word, value in words.items()}
        findings.append(
            Diagnostic(
                "text-twice",
                Severity.ERROR,
                f"{added} words of the TEI do not come from the source; the first is "
                f'"{names[stream[search.used.index(0)]]}"',
                Location(path, 1, 1),
                "this is a fault of the importer: report it with the source",
            )
        )
    return Account(total, len(stream), max(lost, 1) if missing else 0, added, tuple(findings))


class _Search:
    """Places for lines in the stream of the TEI: each token is given away once."""

    def __init__(self, stream: array[int], starts: list[int]) -> None:
        self.stream = stream
        self.used = bytearray(len(stream))
        self.edges = frozenset(starts)
        self.by_first: dict[int, list[int]] = {}
        for start in starts:
            if start < len(stream):
                self.by_first.setdefault(stream[start], []).append(start)
        self.everywhere: dict[int, list[int]] = {}
        self.resume: list[int] = []
        self.taken: list[tuple[int, tuple[int, array[int]]]] = []

    def place(self, source: Sequence[tuple[int, array[int]]]) -> list[tuple[int, array[int]]]:
        """Give every line a place; what comes back has none."""
        at = 0
        missing = []
        for number, line in source:
            size = len(line)
            if self._free(at, line):
                spot: int | None = at
            else:
                spot = self._find(line)
                if spot is None:
                    missing.append((number, line))
                    continue
                if at not in self.resume[-8:]:
                    self.resume.append(at)
            assert spot is not None
            self.used[spot : spot + size] = b"\x01" * size
            self.taken.append((spot, (number, line)))
            at = spot + size
        return missing

    def make_room(self, item: tuple[int, array[int]], depth: int) -> bool:
        """Give a line the place of others that fit elsewhere; False, and nothing moved, where none do."""
        _, line = item
        size = len(line)
        same = (place for place in self._all(line[0]) if self.stream[place : place + size] == line)
        for place in itertools.islice(same, 50):
            there = [held for held in self.taken if held[0] < place + size and place < held[0] + len(held[1][1])]
            before = bytearray(self.used), list(self.taken)
            for held in there:
                self._release(held)
            self._hold((place, item))
            for _, other in there:
                spot = self._find(other[1])
                if spot is not None:
                    self._hold((spot, other))
                elif depth <= 1 or not self.make_room(other, depth - 1):
                    self.used, self.taken = before
                    break
            else:
                return True
        return False

    def _hold(self, held: tuple[int, tuple[int, array[int]]]) -> None:
        size = len(held[1][1])
        self.used[held[0] : held[0] + size] = b"\x01" * size
        self.taken.append(held)

    def _release(self, held: tuple[int, tuple[int, array[int]]]) -> None:
        size = len(held[1][1])
        self.used[held[0] : held[0] + size] = bytes(size)
        self.taken.remove(held)

    def _free(self, place: int, line: array[int]) -> bool:
        size = len(line)
        return self.stream[place : place + size] == line and 1 not in self.used[place : place + size]

    def _find(self, line: array[int]) -> int | None:
        """A whole block first; then where reading broke off; then where a block begins; then anywhere."""
        begins: Sequence[int] = self.by_first.get(line[0], [])
        for place in begins:
            if place + len(line) in self.edges and self._free(place, line):
                return place
        for place in [*reversed(self.resume[-8:]), *begins]:
            if self._free(place, line):
                return place
        for place in self._all(line[0]):
            if self._free(place, line):
                return place
        return None

    def _all(self, word: int) -> Sequence[int]:
        if not self.everywhere:
            for place, token in enumerate(self.stream):
                self.everywhere.setdefault(token, []).append(place)
        return self.everywhere.get(word, ())

    def prefix(self, line: array[int]) -> int:
        """How many tokens of a line without a place are found in order at the best of the free places."""
        best = 0
        for place in self._all(line[0])[:500]:
            n = 0
            while (
                n < len(line)
                and place + n < len(self.stream)
                and self.stream[place + n] == line[n]
                and not self.used[place + n]
            ):
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

"""Small faults that scanners and programs that read pages leave behind: told at their place, never corrected.

In: the tree and the lines of the source. Out: doubts for information: bold words where a page ends, empty brackets,
marks behind a space, words of two alphabets, signs that no text has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from edition.diagnostic import Severity
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tokens import RAISED
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["bold_at_page_end", "scan_faults"]

_RAISED: Final = re.compile(rf"[{RAISED}]+")
_BEFORE_SPACE: Final = re.compile(r"[\w.!?,;:\"”’)]\s")
_EMPTY: Final = re.compile(r"\[\s?\]|\(\s?\)")
_CYRILLIC: Final = "\u0400-\u052f"
_LETTER_OF_IT: Final = re.compile(f"[{_CYRILLIC}]")
#: A word in which Latin and Cyrillic letters stand side by side.
_WORD: Final = re.compile(r"[^\W\d_]+")
_TWO_ALPHABETS: Final = re.compile(rf"[A-Za-zÀ-ɏ][{_CYRILLIC}]|[{_CYRILLIC}][A-Za-zÀ-ɏ]")
#: The sign for what could not be read, private characters, UTF-8 read as Latin-1, signs inside a word.
_GARBLED: Final = re.compile(
    r"\ufffd+|[\ue000-\uf8ff]+|[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u2122]|(?<=[^\W\d_])[|\\^~¬¦¤¢]+(?=[^\W\d_])"
)
_ODD: Final = re.compile(r"[\ufffd\ue000-\uf8ffÃÂâ|\\^~¬¦¤¢]")


def scan_faults(context: Context) -> None:
    """Tell empty brackets, marks behind a space, words of two alphabets and garbled signs, line by line."""
    for number, line in enumerate(context.source.lines, 1):
        if "[" in line or "(" in line:
            for match in _EMPTY.finditer(line):
                _tell(
                    context,
                    "empty-brackets",
                    "brackets without words",
                    (number, match.start() + 1),
                    "the words in them may be lost",
                    "low",
                )
        if _ODD.search(line):
            first = next(_GARBLED.finditer(line), None)
            if first is not None:
                count = sum(1 for _ in _GARBLED.finditer(line))
                _tell(
                    context,
                    "garbled",
                    f"signs that no text has: {count} time{'s' if count > 1 else ''} on this line",
                    (number, first.start() + 1),
                    "the scan could not read the word, or the file was read in a wrong encoding",
                    "medium",
                )
        if line.isascii():
            continue
        for match in _RAISED.finditer(line):
            if _BEFORE_SPACE.fullmatch(line[max(0, match.start() - 2) : match.start()]):
                _tell(
                    context,
                    "mark-behind-space",
                    f'the mark "{match.group()}" stands behind a space',
                    (number, match.start() + 1),
                    "it may belong to the next word, or the space is one of the scan",
                    "high",
                )
        if _LETTER_OF_IT.search(line) and _TWO_ALPHABETS.search(line):
            for match in _WORD.finditer(line):
                if _TWO_ALPHABETS.search(match.group()):
                    _tell(
                        context,
                        "two-alphabets",
                        f'"{match.group()}" has Latin and Cyrillic letters',
                        (number, match.start() + 1),
                        "letters that look alike were taken for each other: such a word is found by no search",
                        "high",
                    )


def _tell(context: Context, rule: str, message: str, place: tuple[int, int], hint: str, cert: str) -> None:
    context.doubt(rule, message, *place, hint, decision="left as it stands", cert=cert, severity=Severity.INFO)


def bold_at_page_end(root: Node, context: Context) -> None:
    """Bold words at the end of what a page holds of a paragraph: programs that read pages make them up."""
    for node in root.iter():
        if node.name not in ("p", "l"):
            continue
        for at, child in enumerate(node.children):
            if not (isinstance(child, Node) and child.name == "hi" and "bold" in child.attributes.get("rend", "")):
                continue
            rest = node.children[at + 1 :]
            behind = next((part for part in rest if isinstance(part, Node) or part.strip(' .,;:!?"”’')), None)
            if at and (behind is None or (isinstance(behind, Node) and behind.name in ("pb", "ref", "note"))):
                first = next(_pieces(child), None)
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


def _pieces(node: Node) -> Iterator[Piece]:
    for inner in node.iter():
        yield from (child for child in inner.children if isinstance(child, Piece))

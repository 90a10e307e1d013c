"""Lists that are printed as paragraphs, and lists inside a sentence.

In: a division whose blocks are in place. Out: the same words, with ``list`` around paragraphs that are its items
(numbered in a row, or each but the last with a semicolon at its end), and ``list[@rend='inline']`` for ``(a) ..., (b)
...`` in a sentence.
"""

from __future__ import annotations

import re
from typing import Final

from edition.sources.plaintext.paragraphs import LONG, is_named, next_id, paragraph_at, text_of
from edition.sources.plaintext.tree import Node, split

__all__ = ["mark_lists", "mark_lists_within"]

_NUMBER: Final = re.compile(r"\(?(\d{1,2}|[a-zа-я])\)\s|(\d{1,2})\.\s")
#: The number of an item inside a sentence, and the end of the sentence.
_WITHIN: Final = re.compile(r"(?:^|(?<=[\s:;,—–]))(\((\d{1,2}|[a-zа-я])\))(?=\s\S{2})")
_STOP: Final = re.compile(r"[.!?][\"”’»)]*(?=\s+[\"“«(]?[^\W\d_a-zа-я]|\s*$)")


def mark_lists(division: Node) -> None:
    """Paragraphs that are the items of a list: numbered in a row, or each but the last with a semicolon at its end."""
    at = 0
    while at < len(division.children):
        end = _items(division, at)
        if not end:
            at += 1
            continue
        node = Node("list", {"xml:id": next_id(division, "list")})
        for child in division.children[at:end]:
            assert isinstance(child, Node)
            if child.name == "p":
                child.name = "item"
            node.add(child)
        division.children[at:end] = [node]
        at += 1


def _items(division: Node, at: int) -> int:
    """The place behind the last item of a list that begins here; 0 where none begins."""
    first = paragraph_at(division, at)
    if first is None or len(text_of(first)) > 2 * LONG:
        return 0
    before = next((child for child in reversed(division.children[:at]) if not is_named(child, "pb")), None)
    led = isinstance(before, Node) and before.name == "p" and text_of(before).rstrip().endswith((":", ";"))
    label = _NUMBER.match(text_of(first).strip())
    numbered = label is not None and (label.group(1) or label.group(2)) in ("1", "a", "а")
    if not numbered and not (led and text_of(first).rstrip().endswith(";")):
        return 0
    count, end, place = 1, at + 1, at + 1
    while place < len(division.children):
        child = division.children[place]
        place += 1
        if is_named(child, "pb"):
            continue
        if not isinstance(child, Node) or child.name != "p" or len(text_of(child)) > 2 * LONG:
            break
        text = text_of(child).strip()
        if numbered:
            match = _NUMBER.match(text)
            value = (match.group(1) or match.group(2)) if match else ""
            start = (label.group(1) or label.group(2)) if label else ""
            due = str(count + 1) if start.isdigit() else chr(ord(start) + count)
            if value != due:
                break
            count, end = count + 1, place
        elif text.endswith(";"):
            count, end = count + 1, place
        else:
            # The last item ends with a full stop, and is one only behind two others.
            if count >= 2 and text.endswith((".", ".”", '."')):
                count, end = count + 1, place
            break
    closed = numbered or (count >= 3 and not text_of(_last(division, end)).rstrip().endswith(";"))
    return end if count >= 3 and closed else 0


def _last(division: Node, end: int) -> Node:
    child = division.children[end - 1]
    assert isinstance(child, Node)
    return child


def mark_lists_within(paragraph: Node, division: Node) -> None:
    """Lists inside a sentence: ``(a) ..., (b) ..., and (c) ...``; the last item ends with its sentence."""
    at = 0
    while True:
        flat = paragraph.flat()
        spans = _spans(flat, at)
        if not spans:
            return
        start, end = spans[0][0], spans[-1][1]
        before, inner, after = split(paragraph.children, start, end)
        node = Node("list", {"rend": "inline", "xml:id": next_id(division, "list")})
        for first, last in spans:
            node.add(Node("item", {}, split(inner, first - start, last - start)[1]))
        paragraph.children = [*before, node, *after]
        at = start + 1


def _spans(flat: str, start: int) -> list[tuple[int, int]]:
    """The places of the items of the first list inside a text, from a place on: two at least, numbered in a row."""
    marks = [match for match in _WITHIN.finditer(flat) if match.start(1) >= start]
    for n, first in enumerate(marks):
        if first.group(2) not in ("1", "a", "а"):
            continue
        run = [first]
        for match in marks[n + 1 :]:
            own = first.group(2)
            due = str(len(run) + 1) if own == "1" else chr(ord(own) + len(run))
            if match.group(2) != due:
                break
            run.append(match)
        if len(run) < 2:
            continue
        stop = _STOP.search(flat, run[-1].end())
        ends = [*(match.start(1) for match in run[1:]), stop.end() if stop else len(flat)]
        return [(match.start(1), end) for match, end in zip(run, ends, strict=True)]
    return []

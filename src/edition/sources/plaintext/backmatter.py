"""Glossary, chronology, index, contents list: faithful lists, every word in its place.

In: the blocks of a division. Out: its nodes. What does not fit the form of the list stays a paragraph.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.contents import Contents
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Block, Layout, Line
from edition.sources.plaintext.profile import fold
from edition.sources.plaintext.tree import Node, Piece, split

__all__ = ["contents_list", "glossary", "simple_list", "split_cover"]

_TERM: Final = re.compile(r"^[^:]{1,90}?:(?=\s|$)")
_SEE_TERM: Final = re.compile(
    r"(?:^|[;.,(]\s*)(?:see(?: also)?|siehe(?: auch)?|voir(?: aussi)?|см\.)\s+(?P<term>[^.;()]{1,60}?)\.?\)?$",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"^\s*[-–•]\s+(?=\S)")
_NUMBER: Final = re.compile(r"^\s*(?:[-–•]\s+)?\d{1,3}[.)]\s")
_LETTER: Final = re.compile(r"^[-–#*\s]*([^\W\d_])[*\s]*$")
_SEE: Final = re.compile(r"[*_.,;(]\s*[*_]*(?:see|siehe|voir|см\.)( also| auch| aussi| также)?\b", re.IGNORECASE)
_PAGES_END: Final = re.compile(r"\d\**,?\s*$")


def _item(parts: list[Node | str], name: str, context: Context) -> Node:
    return Node("item", {"xml:id": name}, parse(parts, context, marks=False).children)


def _piece(line: Line, start: int = 0) -> Piece:
    text = line.text.rstrip()
    start = max(start, len(text) - len(text.lstrip()))
    return Piece(text[start:], line.number, start + 1)


def simple_list(blocks: list[Block], name: str, context: Context) -> Node:
    """Lines with bullets or numbers as a list; a line with neither goes on with the item before it."""
    node = Node("list", {"xml:id": name})
    parts: list[Node | str] = []
    bulleted = any(_BULLET.match(line.text) for block in blocks for line in block.lines)
    if bulleted:
        node.attributes["rend"] = "bulleted"
    for block in blocks:
        for line in block.lines:
            bullet = _BULLET.match(line.text) or re.match(r"^\s*\*\s+", line.text)
            if bullet or _NUMBER.match(line.text) or not parts:
                if parts:
                    node.add(_item(parts, f"{name}.i{len(node.children) + 1}", context))
                if bullet:
                    context.furniture["list bullet"].append(line.number)
                parts = [_piece(line, bullet.end() if bullet else 0)]
            else:
                parts += ["\n", _piece(line)]
    return node.add(_item(parts, f"{name}.i{len(node.children) + 1}", context))


def glossary(blocks: list[Block], name: str, context: Context) -> list[Node] | None:
    """``list[@type='gloss']`` with label and item, if most blocks have the form "Term: definition"; else None."""
    hits = [_TERM.match(block.lines[0].text) for block in blocks]
    if not blocks or sum(1 for hit in hits if hit) < 0.6 * len(blocks):
        return None
    node = Node("list", {"type": "gloss", "xml:id": f"{name}.list"})
    for block, hit in zip(blocks, hits, strict=True):
        parts = pieces(block)
        count = len([child for child in node.children if isinstance(child, Node) and child.name == "item"]) + 1
        if hit is None:
            if not node.children:
                return None
            last = node.children[-1]
            assert isinstance(last, Node)
            last.add(Node("lb"), *parse(parts, context, marks=False).children)
            continue
        first = parts[0]
        assert isinstance(first, Piece)
        end = hit.end() - (first.column - 1)
        label = Node("label", {}, parse([first.cut(0, end)], context, marks=False).children)
        rest = first.cut(end + (len(first[end:]) - len(first[end:].lstrip())))
        node.add(label, _item([part for part in (rest, *parts[1:]) if part != ""], f"{name}.i{count}", context))
    _link_terms(node)
    return [node]


def _link_terms(glossary: Node) -> None:
    """An entry that ends with "see Term" leads to the entry of that term."""
    children = [child for child in glossary.children if isinstance(child, Node)]
    terms = {
        fold(label.text()): item.attributes["xml:id"]
        for label, item in itertools.pairwise(children)
        if label.name == "label" and item.name == "item"
    }
    for item in children:
        match = _SEE_TERM.search(item.text().strip()) if item.name == "item" else None
        target = terms.get(fold(match["term"])) if match else None
        if match is None or target is None:
            continue
        place = item.flat().rfind(match["term"])
        if place >= 0:
            before, inner, after = split(item.children, place, place + len(match["term"]))
            item.children = [*before, Node("ref", {"type": "see", "target": f"#{target}"}, inner), *after]


def split_cover(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Split an index from what is printed behind it (a cover text): behind the last block that looks like an index."""
    counts = [sum(1 for line in block.lines if _is_entry(line.text)) for block in blocks]
    like = [hits * 2 >= len(block.lines) for hits, block in zip(counts, blocks, strict=True)]
    last = -1
    for n, hits in enumerate(counts):
        # A lone line of digits far behind everything else is a stamp or a bar code, not an entry.
        if hits > 2 or (like[n] and (last < 0 or n - last <= 2 or sum(like[n : n + 6]) >= 3)):
            last = n
    if last < 0:
        return blocks, []
    if _LETTER.match(blocks[last].text):
        last -= 1
    return blocks[: last + 1], blocks[last + 1 :]


def _is_entry(text: str) -> bool:
    """A line as an index has them: it ends in page numbers, leads to another entry, or is a letter."""
    return len(text) < 200 and bool(_PAGES_END.search(text) or _LETTER.match(text) or _SEE.search(text))


def contents_list(source: Layout, contents: Contents, sections: list[Section], context: Context) -> list[Node]:
    """The printed contents list, entry by entry; each with a reference to the division it names."""
    target = {id(section.entry): section.id for section in sections if section.entry is not None}
    entries = {line.number: entry for entry in contents.entries for line in entry.lines}
    node = Node("list", {"type": "toc", "xml:id": "contents.list"})
    done: set[int] = set()
    for block in source.blocks[contents.first + 1 : contents.last + 1]:
        for line in block.lines:
            entry = entries.get(line.number)
            if line.number in done:
                continue
            item = Node("item", {"xml:id": f"contents.i{len(node.children) + 1}"})
            if entry is None:
                item.add(*parse([_piece(line)], context, marks=False).children)
            else:
                done.update(part.number for part in entry.lines)
                parts: list[Node | str] = []
                for n, part in enumerate(entry.lines):
                    parts += ["\n", _piece(part)] if n else [_piece(part)]
                inner = parse(parts, context, marks=False).children
                to = target.get(id(entry))
                item.add(Node("ref", {"target": f"#{to}"}, inner) if to else Node("", {}, inner))
            node.add(item)
    return [node] if node.children else []

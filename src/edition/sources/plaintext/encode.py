"""Sections to TEI: divisions, paragraphs, figures, verse, lists; marks and footnotes collected on the way.

In: the sections with their blocks. Out: the ``text`` node, and for each section its marks in order. Nothing is
dropped: a block that nobody understands is a ``p``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostic import Severity
from edition.sources.plaintext.backmatter import glossary, simple_list, split_cover
from edition.sources.plaintext.blocks import Item, classify, is_stamp, pieces
from edition.sources.plaintext.chronology import chronology
from edition.sources.plaintext.contents import numbered
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.facsimiles import gather_facsimiles
from edition.sources.plaintext.footnotes import place_footnotes
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.illustrations import illustration, is_illustration
from edition.sources.plaintext.index import index_list
from edition.sources.plaintext.inline import Mark, parse
from edition.sources.plaintext.languages import languages_of
from edition.sources.plaintext.lines import Block, script
from edition.sources.plaintext.seams import Flow, flow
from edition.sources.plaintext.speeches import mark_speeches, speech_node
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Encoded", "SectionReport", "encode_section"]


_THE_END: Final = re.compile(
    r"(the end|finis|fin|ende|конец|end of (the )?(story|tale|book|first part))[.!]?", re.IGNORECASE
)


@dataclass(slots=True)
class SectionReport:
    """What was found in one section."""

    section: Section
    paragraphs: int = 0
    marks: list[Mark] = field(default_factory=list)
    footnotes: list[dict[str, object]] = field(default_factory=list)


@dataclass(slots=True)
class Encoded:
    """The division of a section, residue taken out of it, the continuation of its parent, and the report."""

    div: Node
    report: SectionReport
    residue: list[Block] = field(default_factory=list)
    cover: list[Block] = field(default_factory=list)
    continuation: Node | None = None


class _Counter:
    """Numbers for the ids of one section: p, fig, lg, list, m."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.counts: dict[str, int] = {}

    def next(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{self.prefix}.{kind}{self.counts[kind]}"


def division(section: Section, context: Context) -> Node:
    """An empty ``div`` with its page break and head."""
    attributes = {"type": section.kind}
    if section.number is not None:
        attributes["n"] = str(section.number)
    attributes["xml:id"] = section.id
    node = Node("div", attributes)
    if section.page and section.level <= 1:
        page = {"n": section.page, "ed": "#print", "xml:id": f"p{section.page}", "cert": "high", "resp": "#import"}
        if section.page not in context.__dict__.setdefault("pages_given", set()):
            context.__dict__["pages_given"].add(section.page)
            node.add(Node("pb", page))
    for n, block in enumerate(section.head):
        inner = _head(section, block, context) if n == 0 else parse(pieces(block), context, marks=False).children
        node.add(Node("head", {} if n == 0 else {"type": "sub"}, inner))
    return node


def _head(section: Section, block: Block, context: Context) -> list[Node | str]:
    """The heading with its printed number in ``num``."""
    parts = pieces(block)
    first = parts[0]
    assert isinstance(first, Piece)
    stripped = first.lstrip("#")
    if stripped != first:
        context.furniture["heading sign"].append(first.line)
        cut = len(first) - len(stripped.lstrip())
        first = first.cut(cut)
        if first.rstrip("# ") != first:
            first = first.cut(0, len(first.rstrip("# ")))
    if section.number is not None:
        _, _, title = numbered(" ".join([str(first), *(str(part) for part in parts[1:] if isinstance(part, Piece))]))
        if section.label == "bare":
            title = ""
        lead = first.find(title[:12]) if title else len(first)
        if lead > 0:
            printed = first[:lead].rstrip()
            parts = [
                Node("num", {}, [first.cut(0, len(printed))]),
                str(first[len(printed) : lead]),
                first.cut(lead),
                *parts[1:],
            ]
            return parse([part for part in parts if part], context, marks=False).children
    return parse([first, *parts[1:]], context, marks=False).children


def encode_section(section: Section, blocks: list[Block], context: Context, hands: dict[str, str]) -> Encoded:
    """One section as a division."""
    result = Encoded(division(section, context), SectionReport(section))
    if section.kind == "index":
        entries, result.cover = split_cover(blocks)
        kept = [item.block for item in classify(entries, context) if item.kind != "residue"]
        result.residue = [item.block for item in classify(entries, context) if item.kind == "residue"]
        cover_items = classify(result.cover, context)
        scanned = [item.block for item in cover_items if item.kind == "residue" or is_stamp(item.block)]
        result.residue += scanned
        result.cover = [item.block for item in cover_items if item.block not in scanned]
        if kept:
            result.div.add(*index_list(kept, section.id, context))
        return _filled(result)
    items = classify(blocks, context)
    result.residue = [item.block for item in items if item.kind == "residue"]
    items = [item for item in items if item.kind != "residue"]
    for item in items:
        if item.kind in ("p", "caption") and is_illustration(item.block):
            item.kind = "illustration"
    if section.kind == "glossary":
        nodes = glossary([item.block for item in items], section.id, context)
        if nodes is not None:
            terms = [child for node in nodes for child in node.children if isinstance(child, Node)]
            context.counts["glossary_entries"] += sum(child.name == "item" for child in terms)
            result.div.add(*nodes)
            return _filled(result)
    if section.kind == "chronology" and items:
        result.div.add(*chronology([item.block for item in items], section.id, context))
        return _filled(result)
    _prose(result, items, context, hands)
    return _filled(result)


def _filled(result: Encoded) -> Encoded:
    """A division needs more than its head; an empty one keeps an empty paragraph until its sub-divisions come."""
    return result


def _prose(result: Encoded, items: list[Item], context: Context, hands: dict[str, str]) -> None:
    section = result.report.section
    counter = _Counter(section.id)
    flows = flow(items, context)
    mark_speeches(flows, context)
    roots: list[Node] = []
    anchors: list[Node] = []
    for part in flows:
        node = _block(part, counter, result, anchors, context)
        if node is None:
            continue
        roots.append(node)
        result.div.add(node)
    footnotes = [footnote for part in flows for footnote in part.footnotes]
    place_footnotes(footnotes, anchors, roots, section.id, hands, context, result.report.footnotes)
    gather_facsimiles(result.div, section.id, context)
    _poems(result.div, counter)
    _trailer(result.div)
    result.report.paragraphs = counter.counts.get("p", 0)


def _poems(division: Node, counter: _Counter) -> None:
    """Stanzas that follow each other are one poem."""
    children = division.children
    at = 0
    while at < len(children):
        end = at
        while end < len(children) and _name(children[end]) == "lg":
            end += 1
        if end - at > 1:
            children[at:end] = [Node("lg", {"type": "poem", "xml:id": counter.next("poem")}, children[at:end])]
        at = max(end, at) + 1 if end == at else at + 1


def _trailer(division: Node) -> None:
    """The last words of a text, which say that it ends."""
    last = division.children[-1] if division.children else None
    if isinstance(last, Node) and last.name == "p" and _THE_END.fullmatch(last.text().strip()):
        last.name = "trailer"


def _name(child: Node | str) -> str:
    return child.name if isinstance(child, Node) else ""


def _block(part: Flow, counter: _Counter, result: Encoded, anchors: list[Node], context: Context) -> Node | None:
    """The node of one flow."""
    block = part.items[0].block
    if part.kind == "ornament":
        context.furniture["sign without words"].extend(line.number for line in block.lines)
        return None
    if part.kind == "separator":
        context.furniture["ornament"].append(block.first)
        return Node("milestone", {"unit": "section", "rend": "asterisks", "n": str(block.first)})
    if part.kind == "footnote-alone":
        return Node("", {}, list(part.parts))
    if part.kind == "illustration":
        return illustration(block, counter.next("fig"), context)
    if part.kind == "caption":
        context.counts["captions"] += 1
        inner = parse(pieces(block, breaks=True), context, marks=False).children
        return Node("figure", {"xml:id": counter.next("fig")}, [Node("head", {}, inner)])
    if part.kind == "list":
        node = simple_list([item.block for item in part.items], counter.next("list"), context)
        last = node.children[-1]
        assert isinstance(last, Node)
        last.add(*part.parts)
        return node
    if part.kind == "verse":
        return _verse(part, counter, result, anchors, context)
    inline = parse(part.parts, context)
    anchors += inline.anchors
    result.report.marks += inline.marks
    if part.kind == "speech":
        node = speech_node(counter.next("sp"), counter.next("p"), inline.children)
    else:
        node = Node("p", {"xml:id": counter.next("p")}, inline.children)
    if part.kind == "unclear":
        node.children = [Node("unclear", {"reason": "ocr", "cert": "low", "resp": "#import"}, node.children)]
    _language(node, block, context)
    for figure in inline.children:
        if isinstance(figure, Node) and figure.name == "figure":
            figure.attributes["xml:id"] = counter.next("fig")
            for within in figure.children:
                if isinstance(within, Node):
                    within.children = parse(within.children, context, marks=False).children
    for inner_node in node.iter():
        if inner_node.name == "figure" and "xml:id" not in inner_node.attributes:
            inner_node.attributes["xml:id"] = counter.next("fig")
    return node


def _language(node: Node, block: Block, context: Context) -> None:
    text = block.text
    if text.isascii():
        return
    own = script(text)
    if own and own != context.main_script:
        tag = languages_of(text, own)
        node.attributes["xml:lang"] = tag
        context.languages.add(tag)


def _verse(part: Flow, counter: _Counter, result: Encoded, anchors: list[Node], context: Context) -> Node:
    """Lines of verse. Emphasis around the whole of it becomes ``@rend`` of the ``lg``: it cannot cross the lines."""
    node = Node("lg", {"xml:id": counter.next("lg")})
    context.counts["verse_blocks"] += 1
    lines = [line for item in part.items for line in item.block.lines]
    whole = "\n".join(line.text.strip() for line in lines)
    sign = whole[0] if whole[:1] in ("*", "_") and whole.count(whole[0]) == 2 else ""
    italic = bool(sign) and sign in lines[-1].text
    if italic:
        node.attributes["rend"] = "italic"
    slots = list(part.parts)
    first_block = len(part.items[0].block.lines)
    for n, line in enumerate(lines):
        text = line.text.rstrip()
        start = len(text) - len(text.lstrip())
        pieces_: list[Node | str] = [Piece(text[start:], line.number, start + 1)]
        if italic and sign in text:
            at = text.index(sign) if n == 0 else text.rindex(sign)
            context.furniture["emphasis"].append(line.number)
            pieces_ = [Piece(text[start:at], line.number, start + 1), Piece(text[at + 1 :], line.number, at + 2)]
            if n == 0 and len(lines) == 1:
                pieces_ = [Piece(text[start:].replace(sign, ""), line.number, start + 1)]
        inline = parse([piece for piece in pieces_ if piece], context)
        anchors += inline.anchors
        result.report.marks += inline.marks
        verse = Node("l", {}, inline.children)
        if n == first_block - 1 and len(part.items) > 1:
            # A footnote stood between: a printed page ended here.
            verse.add(*slots)
            slots = []
            node.add(verse, Node("pb"))
            continue
        node.add(verse)
    last = node.children[-1]
    assert isinstance(last, Node)
    last.add(*slots)
    return node


def _rename(nodes: list[Node | str], old: str, new: str) -> None:
    """Give what moved to another division ids of that division, numbered anew for each kind."""
    counts: dict[str, int] = {}
    renamed: dict[str, str] = {}
    for node in nodes:
        for inner in node.iter() if isinstance(node, Node) else ():
            name = inner.attributes.get("xml:id", "")
            match = re.fullmatch(re.escape(old) + r"\.([a-z]+)\d+(\..+)?", name)
            if match is None:
                continue
            if match.group(2):
                stem = name[: -len(match.group(2))]
                inner.attributes["xml:id"] = renamed.get(stem, stem) + match.group(2)
                continue
            counts[match.group(1)] = counts.get(match.group(1), 0) + 1
            renamed[name] = f"{new}.{match.group(1)}{counts[match.group(1)]}"
            inner.attributes["xml:id"] = renamed[name]


def continuation_start(div: Node) -> int | None:
    """The index of the last ornament among the children of a division, or None."""
    found = [n for n, child in enumerate(div.children) if isinstance(child, Node) and child.name == "milestone"]
    return found[-1] if len(found) == 1 else None


def return_to_parent(encoded: Encoded, parent: SectionReport, context: Context) -> Node | None:
    """Take the text behind the only ornament of a last sub-chapter out of it, if the parent's marks go on there."""
    at = continuation_start(encoded.div)
    if at is None or at + 1 >= len(encoded.div.children):
        return None
    milestone = encoded.div.children[at]
    assert isinstance(milestone, Node)
    line = int(milestone.attributes.get("n", "0"))
    own = [mark for mark in encoded.report.marks if mark.line < line]
    later = [mark for mark in encoded.report.marks if mark.line > line]
    if later:
        highest = max((mark.value for mark in parent.marks), default=0)
        own_next = own[-1].value + 1 if own else 1
        if later[0].value != highest + 1 or later[0].value == own_next:
            return None
    name = parent.section.id
    moved = encoded.div.children[at:]
    del encoded.div.children[at:]
    encoded.report.marks[:] = own
    parent.marks += later
    _rename(moved, encoded.report.section.id, f"{name}.cont")
    count = sum(1 for node in moved if isinstance(node, Node) and node.name == "p")
    parent.paragraphs += count
    encoded.report.paragraphs -= count
    context.doubt(
        "text-returns-to-chapter",
        f"after an ornament the text returns from {encoded.report.section.id} to its chapter",
        line,
        1,
        "check that the text behind the ornament belongs to the chapter, not to its last sub-chapter",
        decision=f"put into {name}.cont",
        severity=Severity.INFO,
    )
    return Node("div", {"type": "continuation", "xml:id": f"{name}.cont"}, moved)

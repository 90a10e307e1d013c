"""The account of every word: what pandoc's tree holds against what the TEI holds, and what the source has itself.

In: trees, the bytes of the TEI, the passages of the source. Out: findings and what is missing. Three comparisons that
know nothing of how the TEI was made: the source's own passages against pandoc's tree; the tree against itself made
plain; the plain tree against the serialised TEI, in order, with notes and figures each for themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from edition.sources.pandoc.blocks import inner_blocks
from edition.sources.pandoc.figures import description
from edition.sources.pandoc.prepared import Passage
from edition.sources.pandoc.tree import Ast, content_of, plain, raw_words
from edition.sources.plaintext.tokens import TOKEN
from edition.tei import TEI

__all__ = ["Streams", "compare", "letters", "of_blocks", "of_document", "split_words", "unread"]

_Q: Final = f"{{{TEI}}}"
#: How many letters make it certain that a passage that is found was read.
_CERTAIN: Final = 12
_PARTED: Final = frozenset(
    _Q + name
    for name in "p head item label l lg list table row cell ab quote div figDesc titlePart docAuthor docDate lb "
    "floatingText body milestone figure note graphic".split()
)


@dataclass(slots=True)
class Streams:
    """The words of a text, of each of its notes, and of its figures in any order."""

    text: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)

    def counted(self) -> Counter[str]:
        """All words, in any order."""
        found = Counter(self.text)
        for note in self.notes:
            found.update(note)
        return found + self.figures


class _Reader:
    """The words of blocks, by streams."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.waiting: list[Any] = []
        self.figures: list[tuple[str, Any]] = []

    def blocks(self, blocks: Iterable[Ast]) -> None:
        for block in blocks:
            self.block(block)
            self.out.append("\n")

    def block(self, block: Ast) -> None:
        kind, content = block["t"], content_of(block)
        if kind in ("Para", "Plain"):
            self.inlines(content)
        elif kind in ("Header", "Title"):
            self.inlines(content[2])
        elif kind == "LineBlock":
            for line in content:
                self.inlines(line)
                self.out.append("\n")
        elif kind == "CodeBlock":
            self.out.append(content[1])
        elif kind == "RawBlock":
            self.out.append(raw_words(*content))
        elif kind == "DefinitionList":
            for term, said in content:
                self.inlines(term)
                self.out.append("\n")
                for one in said:
                    self.blocks(one)
        elif kind == "Figure":
            self.figures.append(("Figure", content))
        else:
            for inner in inner_blocks(block):
                self.blocks(inner)

    def inlines(self, inlines: Iterable[Ast]) -> None:
        for inline in inlines:
            kind, content = inline["t"], content_of(inline)
            if kind == "Str":
                self.out.append(content)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                self.out.append(" ")
            elif kind in ("Code", "Math"):
                self.out.append(content[1])
            elif kind == "RawInline":
                self.out.append(raw_words(*content))
            elif kind == "Note":
                self.waiting.append(content)
            elif kind == "Image":
                self.figures.append(("Image", content))
            elif kind == "Span" and "edition-pb" in content[0][1]:
                continue
            elif kind in ("Cite", "Quoted", "Span", "Link"):
                self.inlines(content[1])
            elif isinstance(content, list):
                self.inlines(content)


def of_blocks(blocks: Iterable[Ast], before: Sequence[list[Ast]] = ()) -> Streams:
    """The words of a tree; ``before`` are the inlines of its title page."""
    reader = _Reader()
    for inlines in before:
        reader.inlines(inlines)
        reader.out.append("\n")
    reader.blocks(blocks)
    streams = Streams(TOKEN.findall("".join(reader.out)))
    while reader.waiting or reader.figures:
        figures, reader.figures = reader.figures, []
        for kind, content in figures:
            reader.out = []
            if kind == "Figure":
                said = plain(content[1][1])
                reader.blocks(content[1][1])
                reader.blocks(_without(content[2], said, reader.out))
            else:
                reader.out += [" ".join(description(content))]
            streams.figures.update(TOKEN.findall("".join(reader.out)))
        if reader.waiting:
            reader.out = []
            reader.blocks(reader.waiting.pop(0))
            streams.notes.append(TOKEN.findall("".join(reader.out)))
    return streams


def _without(blocks: Iterable[Ast], caption: str, out: list[str]) -> Iterable[Ast]:
    """Blocks of a figure; of its images only what is not in the caption."""
    for block in blocks:
        if block["t"] in ("Para", "Plain") and all(
            one["t"] in ("Image", "Space", "SoftBreak", "LineBreak") for one in block["c"]
        ):
            for one in block["c"]:
                if one["t"] == "Image":
                    out += ["\n", "\n".join(description(one["c"], caption)), "\n"]
        else:
            yield block


def of_document(document: bytes) -> Streams:
    """The words of a TEI document, in the same streams."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(document, parser)
    text = root.find(f"{_Q}text")
    streams = Streams()
    waiting: list[etree._Element] = []
    figures: list[etree._Element] = []

    def read(top: etree._Element) -> list[str]:
        out: list[str] = [top.text or ""]
        stack = [(top, iter(top))]
        while stack:
            node, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if node is not top:
                    out += ["\n" if node.tag in _PARTED else "", node.tail or ""]
                continue
            if child.tag == f"{_Q}note":
                waiting.append(child)
                out.append(child.tail or "")
            elif child.tag == f"{_Q}figure":
                figures.append(child)
                out.append(child.tail or "")
            elif child.tag == f"{_Q}figDesc" and child.get("resp") == "#import":
                out.append(child.tail or "")
            else:
                out += ["\n" if child.tag in _PARTED else "", child.text or ""]
                stack.append((child, iter(child)))
        return TOKEN.findall("".join(out))

    if text is None:
        return streams
    streams.text = read(text)
    while waiting or figures:
        shown, figures = list(figures), []
        for figure in shown:
            streams.figures.update(read(figure))
        if waiting:
            streams.notes.append(read(waiting.pop(0)))
    return streams


def compare(source: Streams, tei: Streams) -> tuple[int, int, str]:
    """How many words are lost and how many added, and where the first is: empty where the account is even."""
    lost = sum((source.counted() - tei.counted()).values())
    added = sum((tei.counted() - source.counted()).values())
    pairs = [(source.text, tei.text), *zip(source.notes, tei.notes, strict=False)]
    if len(source.notes) != len(tei.notes):
        return max(lost, 1), added, f"{len(source.notes)} notes in the source, {len(tei.notes)} in the TEI"
    for there, here in pairs:
        if there != here:
            at = next(
                (n for n, (a, b) in enumerate(zip(there, here, strict=False)) if a != b), min(len(there), len(here))
            )
            return (max(lost, 1) if not added else lost), added, " ".join(there[max(0, at - 4) : at + 4])
    if source.figures != tei.figures:
        return lost, added, " ".join((source.figures - tei.figures) + (tei.figures - source.figures))
    return 0, 0, ""


def split_words(blocks: Iterable[Ast], before: Sequence[list[Ast]] = ()) -> Counter[str]:
    """The words of a tree, each string of pandoc's for itself: ``x`` and ``2`` of a raised 2 are two."""
    reader = _Reader()
    for inlines in before:
        reader.inlines(inlines)
    reader.blocks(blocks)
    found: Counter[str] = Counter()
    while reader.out or reader.waiting or reader.figures:
        for text in reader.out:
            found.update(TOKEN.findall(text))
        reader.out = []
        figures, reader.figures = reader.figures, []
        for kind, content in figures:
            if kind == "Figure":
                reader.blocks(content[1][1])
                reader.blocks(_without(content[2], plain(content[1][1]), reader.out))
            else:
                reader.out += description(content)
        if reader.waiting:
            reader.blocks(reader.waiting.pop(0))
    return found


def letters(blocks: Iterable[Ast]) -> Counter[str]:
    """How often each letter and digit stands in a tree."""
    return Counter("".join(of_blocks(blocks).counted().elements()))


def unread(passages: Sequence[Passage], have: Counter[str], whole: Sequence[str]) -> list[tuple[Passage, list[str]]]:
    """The passages of a source whose words are not all in what was read, each with its missing words in order.

    ``have`` says how often each word was read; ``whole`` are texts that were read, in which a passage may be found
    although its words are cut in another way.
    """
    tokens = [TOKEN.findall(passage.text) for passage in passages]
    wanted: Counter[str] = Counter()
    for words in tokens:
        wanted.update(words)
    missing = wanted - have
    if not missing:
        return []
    squeezed = ["".join(TOKEN.findall(text)) for text in whole]
    found: list[tuple[Passage, list[str]]] = []
    # The passages of which most is missing first: a common word is missing where the rest of its passage is.
    order = sorted(
        range(len(tokens)),
        key=lambda n: (-sum(word in missing for word in tokens[n]) / max(1, len(tokens[n])), n),
    )
    for n in order:
        left: list[str] = []
        for word in tokens[n]:
            if missing[word] > 0:
                missing[word] -= 1
                left.append(word)
        joined = "".join(tokens[n])
        if left and not (len(joined) >= _CERTAIN and any(joined in text for text in squeezed)):
            found.append((passages[n], left))
        if not +missing:
            break
    return found

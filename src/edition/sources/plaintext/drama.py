"""Plays: speeches with their speakers, stage directions, and the list of the persons.

In: the blocks of an act or a scene, and the forms in which the whole book writes its speakers. Out: the nodes of the
division: ``sp`` with ``speaker`` and ``p`` or ``l``, ``stage``. A book is a play only where most blocks of its acts
begin with a name that comes again. What no form explains is a paragraph of the speech before it, or of the division.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from edition.sources.plaintext.blocks import SEPARATOR, pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Block
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["Play", "cast_lists", "find_play", "play_nodes"]

_N: Final = r"[A-ZÀ-ÞА-ЯЁ][\w’'-]*\.?(?:[ -][A-ZÀ-ÞА-ЯЁ][\w’'-]*){0,3}"
_ASIDE: Final = r"(?:\s*(?:[\[(]_?[^\])]{1,80}_?[\])]|_[\[(][^\])]{1,80}[\])]_))?"
#: How a speech begins: the name in italics; a name with period or colon before the words; a name on a line of its own.
_FORMS: Final = {
    "italic": re.compile(rf"^\s*(?P<name>_{_N}_?[.:]_?)(?=\s|$)"),
    "name": re.compile(rf"^\s*(?P<name>{_N}{_ASIDE}\s?[.:])(?=\s+\S|\s*$)"),
    "alone": re.compile(rf"^\s*(?P<name>{_N})\s*$"),
}
_STAGE: Final = re.compile(r"^\s*_?[\[(].*[\])]\.?_?\s*$|^\s*_[^_]+_\s*$", re.DOTALL)
_DIRECTION: Final = re.compile(r"_?\[[^\[\]]*\]_?|\(_[^()]*_\)|_\([^()]*\)_")


@dataclass(frozen=True, slots=True)
class Play:
    """The form of the speakers, their names, and whether a speech of several lines is verse."""

    form: str
    names: frozenset[str]
    verse: bool


def _key(name: str) -> str:
    return re.sub(r"[\[(].*", "", name).strip(" _.:").casefold()


def find_play(blocks: Sequence[Block], context: Context) -> Play | None:
    """What the blocks of all acts and scenes say about the speakers; None where they hold no speeches."""
    best: Play | None = None
    most = 0
    count = sum(1 for block in blocks if not _STAGE.match(block.text))
    for form, pattern in _FORMS.items():
        found: Counter[str] = Counter()
        for block in blocks:
            match = pattern.match(block.lines[0].text)
            if match:
                found[_key(match["name"])] += 1
        names = {
            name for name, number in found.items() if number >= 2 or name in map(str.casefold, context.profile.speakers)
        }
        total = sum(found[name] for name in names)
        if len(names) >= 2 and total >= 4 and total >= 0.4 * count and total > most:
            # One that speaks a single time is a speaker too, where the form is that of the others.
            best, most = Play(form, frozenset(found), _in_verse(blocks, pattern)), total
    if best is not None:
        context.detect("speakers", sorted(best.names), f"{most} of {count} blocks of the acts begin with such a name")
    return best


def _in_verse(blocks: Sequence[Block], pattern: re.Pattern[str]) -> bool:
    speeches = [block for block in blocks if pattern.match(block.lines[0].text) and len(block.lines) > 2]
    verse = sum(1 for block in speeches if _capitals(block.lines[1:]))
    return len(speeches) >= 2 and verse * 2 > len(speeches)


def _capitals(lines: Sequence[object]) -> bool:
    """Whether every line begins with a capital."""
    texts = [str(getattr(line, "text", "")).strip().lstrip("\"“'‘«_[(") for line in lines]
    return bool(texts) and all(not text[:1].islower() for text in texts)


def play_nodes(blocks: Sequence[Block], play: Play, name: str, context: Context) -> list[Node]:
    """The speeches and stage directions of one division."""
    pattern = _FORMS[play.form]
    nodes: list[Node] = []
    speech: Node | None = None
    counts: Counter[str] = Counter()

    def number(kind: str) -> str:
        counts[kind] += 1
        return f"{name}.{kind}{counts[kind]}"

    for block in blocks:
        match = pattern.match(block.lines[0].text)
        if match and _key(match["name"]) in play.names:
            speech = Node("sp", {"xml:id": number("sp")})
            nodes.append(speech)
            context.counts["speeches"] += 1
            _speech(speech, block, match, play, number, context)
        elif SEPARATOR.match(block.text):
            context.furniture["ornament"].append(block.first)
            nodes.append(Node("milestone", {"unit": "section", "rend": "asterisks"}))
            speech = None
        elif _STAGE.match(block.text) or (speech is None and not nodes):
            nodes.append(
                Node("stage", {"xml:id": number("stage")}, parse(pieces(block), context, marks=False).children)
            )
            speech = None
        elif speech is not None:
            _words(speech, pieces(block), play.verse and _capitals(block.lines), number, context)
        else:
            nodes.append(Node("p", {"xml:id": number("p")}, parse(pieces(block), context).children))
    for node in nodes:
        if node.name == "sp" and len(node.children) == 1:
            node.add(Node("p", {"xml:id": number("p")}))
    return nodes


def _speech(
    speech: Node, block: Block, match: re.Match[str], play: Play, number: Callable[[str], str], context: Context
) -> None:
    parts = pieces(block)
    first = parts[0]
    assert isinstance(first, Piece)
    end = match.end("name") - (first.column - 1)
    speaker = first.cut(0, end)
    aside = re.search(r"\s*_?[\[(]", speaker)
    if aside and aside.start() > 0:
        speech.add(Node("speaker", {}, parse([speaker.cut(0, aside.start())], context, marks=False).children))
        direction = speaker.cut(aside.start())
        lead = len(direction) - len(direction.lstrip())
        speech.add(Node("stage", {}, parse([direction.cut(lead)], context, marks=False).children))
    else:
        speech.add(Node("speaker", {}, parse([speaker], context, marks=False).children))
    rest = first.cut(end)
    rest = rest.cut(len(rest) - len(rest.lstrip()))
    tail = parts[1:]
    if not rest:
        tail = tail[1:]
        lines = block.lines[1:]
    else:
        tail = [rest, *tail]
        lines = block.lines[1:]
    if tail:
        _words(speech, tail, play.verse and (not lines or _capitals(lines)), number, context)


def _words(
    speech: Node, parts: Sequence[Node | str], verse: bool, number: Callable[[str], str], context: Context
) -> None:
    """The words of a speech, with the stage directions in them."""
    if verse:
        for part in parts:
            if isinstance(part, Piece):
                speech.add(Node("l", {}, parse(_directions([part], context), context).children))
        return
    children = parse(_directions(parts, context), context).children
    speech.add(Node("p", {"xml:id": number("p")}, children))


def _directions(parts: Sequence[Node | str], context: Context) -> list[Node | str]:
    """The parts with each stage direction as ``stage``; it may run over lines."""
    whole = "".join(part if isinstance(part, str) else "\ufffc" for part in parts)
    spans = [match.span() for match in _DIRECTION.finditer(whole)]
    if not spans:
        return list(parts)
    result: list[Node | str] = []
    at = 0
    stage: Node | None = None
    for part in parts:
        size = len(part) if isinstance(part, str) else 1
        cuts = sorted({0, size, *(edge - at for span in spans for edge in span if 0 < edge - at < size)})
        for low, high in itertools.pairwise(cuts):
            inside = next((span for span in spans if span[0] <= at + low < span[1]), None)
            piece: Node | str = part
            if isinstance(part, Piece):
                piece = part.cut(low, high)
            elif isinstance(part, str):
                piece = part[low:high]
            if inside is None:
                stage = None
                result.append(piece)
            else:
                if stage is None or at + low == inside[0]:
                    stage = Node("stage")
                    result.append(stage)
                stage.children.append(piece)
        at += size
    for node in result:
        if isinstance(node, Node) and node.name == "stage":
            node.children = parse(node.children, context, marks=False).children
    return result


def cast_lists(div: Node, context: Context) -> None:
    """In a division of the persons of a play: each block of short lines becomes a ``castList``."""
    for at, node in enumerate(div.children):
        if not isinstance(node, Node) or node.name not in ("lg", "p"):
            continue
        if node.name == "lg":
            lines = [child.children for child in node.children if isinstance(child, Node) and child.name == "l"]
        else:
            lines = [[]]
            for child in node.children:
                if isinstance(child, Node) and child.name == "lb":
                    lines.append([])
                else:
                    lines[-1].append(child)
        if len(lines) < 2 or any(len("".join(map(_text, line))) > 90 for line in lines):
            continue
        items = [Node("castItem", {}, _cast_item(line)) for line in lines]
        name = node.attributes.get("xml:id", "")
        div.children[at] = Node("castList", {"xml:id": re.sub(r"\.(?:lg|p)(?=\d+$)", ".cast", name)}, list(items))
        context.counts["cast"] += len(items)


def _text(node: Node | str) -> str:
    return node if isinstance(node, str) else node.text()


def _cast_item(children: Sequence[Node | str]) -> list[Node | str]:
    first = children[0]
    if not isinstance(first, Piece):
        return [Node("role", {}, list(children))]
    match = re.search(r"(?<=[^,:]),\s+(?=[a-zA-ZÀ-ÿ])|:\s+|\s{2,}|\.{3,}", first)
    if match is None or re.match(r"(?:J\.P|D\.D|M\.D|Esq|Jr|M\.P)\b", first[match.end() :]):
        return [Node("role", {}, list(children))]
    kind = "actor" if ":" in match.group() or match.group().startswith("..") else "roleDesc"
    return [
        Node("role", {}, [first.cut(0, match.start())]),
        str(match.group()),
        Node(kind, {}, [first.cut(match.end()), *children[1:]]),
    ]

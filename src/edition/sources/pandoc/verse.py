"""Verse of pandoc's tree to TEI: stanzas of lines.

In: line blocks, or paragraphs in the style of verse. Out: ``lg``. Verse by the paragraph, as word processors have
it, is joined first.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.sources.pandoc.context import Context
from edition.sources.pandoc.inlines import encode, lines_of
from edition.sources.pandoc.tree import Ast, is_blank, trim
from edition.sources.plaintext.tree import Node

__all__ = ["encode_verse", "stanzas_of", "verse_joined"]


def verse_joined(blocks: Sequence[Ast]) -> list[Ast]:
    """Verse by the paragraph, as a word processor has it, joined: divisions of verse that follow one another."""
    out: list[Ast] = []
    for block in blocks:
        if _isencode_verse(block) and out and _isencode_verse(out[-1]) and not block["c"][0][0]:
            before = out[-1]["c"]
            out[-1] = {"t": "Div", "c": [before[0], [*before[1], *block["c"][1]]]}
        else:
            out.append(block)
    return out


def _isencode_verse(block: Ast) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][1] and block["c"][0][1][0] == "verse")


def encode_verse(stanzas: Sequence[Sequence[list[Ast]]], context: Context) -> list[Node]:
    """Stanzas of lines. An empty line within a stanza parts it."""
    parted: list[list[list[Ast]]] = []
    for stanza in stanzas:
        parted.append([])
        for line in stanza:
            if is_blank(line):
                parted.append([])
            else:
                parted[-1].append(line)
    parted = [stanza for stanza in parted if stanza]
    if not parted:
        return []
    context.counts["verse"] += 1
    outer = context.identify(Node("lg"), "lg")
    for stanza in parted:
        group = outer if len(parted) == 1 else Node("lg", {"type": "stanza"})
        for line in stanza:
            group.add(_line(line, context))
        if group is not outer:
            outer.add(group)
    return [outer]


def _line(inlines: list[Ast], context: Context) -> Node:
    """A line of verse; what it is moved in by stands in @rend."""
    node = Node("l")
    if inlines and inlines[0]["t"] == "Str" and inlines[0]["c"].startswith("\u00a0"):
        words = inlines[0]["c"].lstrip("\u00a0")
        deep = len(inlines[0]["c"]) - len(words)
        node.attributes["rend"] = "indent" if deep <= 4 else "indent2"
        inlines = [{"t": "Str", "c": words}, *inlines[1:]] if words else inlines[1:]
    return node.add(*encode(trim(inlines), context))


def stanzas_of(blocks: Sequence[Ast]) -> list[list[list[Ast]]]:
    """Verse in paragraphs: each is a stanza, unless all are of one line, which are then the lines of one."""
    stanzas = [
        list(block["c"]) if block["t"] == "LineBlock" else lines_of(block["c"])
        for block in blocks
        if block["t"] != "Anchor"
    ]
    if len(stanzas) > 1 and all(len(stanza) == 1 for stanza in stanzas):
        return [[stanza[0] for stanza in stanzas]]
    return stanzas

"""Pictures that an electronic library tells of: ``[Illustration]`` and ``[Illustration: its caption]``.

In: a block. Out: a ``figure``: with its caption as head, or with the word itself as description. The word before a
caption is furniture, named to the account by its place.
"""

from __future__ import annotations

import re
from typing import Final

from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Block
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["illustration", "is_illustration"]

_PICTURE: Final = re.compile(
    r"^\s*\[(?P<word>illustrations?|abbildung|illustration en couleurs|иллюстрация|рисунок|plate|frontispiece|map)"
    r"(?P<rest>\s*[:.]?\s*)(?P<caption>.*)\]\s*$",
    re.IGNORECASE | re.DOTALL,
)


def is_illustration(block: Block) -> bool:
    """True for a block that tells of a picture and holds nothing else."""
    text = block.text
    if not text.startswith("[") or not text.endswith("]"):
        return False
    match = _PICTURE.match(text)
    return match is not None and (not match["caption"] or match["rest"].strip(" ") in (":", "."))


def illustration(block: Block, name: str, context: Context) -> Node:
    """The ``figure`` of such a block."""
    node = Node("figure", {"xml:id": name})
    first = block.lines[0]
    match = _PICTURE.match(block.text)
    assert match is not None
    opening = first.text.index("[")
    word = first.text.index(match["word"], opening)
    if not match["caption"]:
        return node.add(Node("figDesc", {}, [Piece(match["word"], first.number, word + 1)]))
    end = word + len(match["word"])
    context.spans.append(("word for a picture", first.number, word + 1, len(match["word"])))
    context.furniture["word for a picture"].append(first.number)
    skip = end + len(first.text[end:]) - len(first.text[end:].lstrip(" :."))
    parts = pieces(block, breaks=not context.source.wrapped, skip=skip)
    last = parts[-1]
    assert isinstance(last, Piece)
    parts[-1] = last.cut(0, last.rstrip().rindex("]"))
    words = [part for part in parts if part != ""]
    while words and isinstance(words[0], str) and not words[0].strip():
        words = words[1:]
    context.counts["captions"] += 1
    return node.add(Node("head", {}, parse(words, context, marks=False).children))

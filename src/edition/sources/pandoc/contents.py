"""The list of contents that a word processor made: taken out of the text, and kept as a list in the front."""

from __future__ import annotations

from collections.abc import Sequence

from edition.sources.pandoc.tree import Ast

__all__ = ["contents_apart"]


def contents_apart(blocks: Sequence[Ast]) -> tuple[list[Ast], list[Ast]]:
    """The blocks without the paragraphs in the styles of a list of contents, and these as blocks of a division."""
    rest: list[Ast] = []
    entries: list[list[Ast]] = []
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][1][:1] == ["contents"]:
            entries += [[one] for one in block["c"][1]]
        else:
            rest.append(block)
    return rest, [{"t": "BulletList", "c": entries}] if entries else []

"""Tables to TEI: rows and cells with their roles, spans and alignment, the caption as ``head``.

In: a table of pandoc's tree. Out: a ``table``. A row whose cells all stand in rows above it is left out, and the cells
that reach into it are made shorter, since TEI has no row without a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from edition.sources.pandoc.context import Context
from edition.sources.pandoc.tree import Ast, attr_of
from edition.sources.plaintext.tree import Node

__all__ = ["encode_table"]

_ALIGNED: Final = {"AlignRight": "right", "AlignCenter": "center"}
#: How the content of a cell is encoded: blocks in, nodes and strings out.
Flow = Callable[[Sequence[Ast], Context], list[Node | str]]


def encode_table(content: Any, context: Context, flow: Flow, caption: list[Node | str]) -> Node | None:
    """A table; None for one without a cell."""
    attr, _, columns, head, bodies, foot = content
    rows: list[tuple[Any, str, int]] = [(row, "label", 0) for row in head[1]]
    for body in bodies:
        rows += [(row, "label", 0) for row in body[2]]
        rows += [(row, "", int(body[1])) for row in body[3]]
    rows += [(row, "foot", 0) for row in foot[1]]
    empty = [not row[0][1] for row in rows]
    if all(empty):
        return None
    node = Node("table")
    context.identify(node, "table", attr_of(attr).identifier)
    if caption:
        node.add(Node("head", {}, caption))
    aligned = [_ALIGNED.get(column[0]["t"], "") for column in columns]
    for at, (row, role, labels) in enumerate(rows):
        if empty[at]:
            continue
        line = Node("row")
        if role == "label":
            line.attributes["role"] = "label"
        elif role:
            line.attributes["rend"] = role
        for n, (cell_attr, alignment, down, across, blocks) in enumerate(row[1]):
            down -= sum(empty[at + 1 : at + down])
            cell = Node("cell", {}, flow(blocks, context))
            if role != "label" and n < labels:
                cell.attributes["role"] = "label"
            if down > 1:
                cell.attributes["rows"] = str(down)
            if across > 1:
                cell.attributes["cols"] = str(across)
            where = _ALIGNED.get(alignment["t"], aligned[n] if n < len(aligned) and across == 1 else "")
            if where:
                cell.attributes["rend"] = where
            identifier = attr_of(cell_attr).identifier
            if identifier in context.linked:
                context.identify(cell, "cell", identifier)
            line.add(cell)
        node.add(line)
    context.counts["tables"] += 1
    return node

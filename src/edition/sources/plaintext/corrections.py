"""Emendations: proposed by machine, decided by a person in a file, applied at the next import.

In: the lines of the source, and the rows of a corrections file (tab-separated values) with a decision each. Out: new
proposals, and in the tree ``choice/(sic, corr)`` for what was accepted. Nothing is ever corrected that nobody accepted.
Refuses, with an EditionError, a file with other columns, an unknown decision, or a row without the words it is about.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from edition.diagnostic import EditionError, Location
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["COLUMNS", "Correction", "apply", "format_tsv", "identify", "merge", "read_tsv"]

COLUMNS: Final = ("id", "decision", "line", "column", "found", "proposed", "kind", "cert", "context", "comment")
DECISIONS: Final = ("", "accept", "refuse")
#: The id of who is responsible for what was accepted.
EMENDATOR: Final = "emendator"
#: Elements that hold text alone, or that have their own choice already.
_CLOSED: Final = frozenset(("choice", "sic", "corr", "idno", "supplied"))


@dataclass(frozen=True, slots=True)
class Correction:
    """A row of the file. ``found`` stands at line and column (from 1) of the source; ``context`` shows it in brackets.

    ``id`` is made of the words and their surroundings: it stays the same when lines are added elsewhere.
    """

    id: str
    line: int
    column: int
    found: str
    proposed: str
    kind: str = "hand"
    cert: str = ""
    decision: str = ""
    context: str = ""
    comment: str = ""


def identify(corrections: Iterable[Correction], lines: Sequence[str]) -> list[Correction]:
    """Give each correction its id and context from its place; in the order of the source."""
    seen: Counter[str] = Counter()
    result = []
    for one in sorted(corrections, key=lambda c: (c.line, c.column, c.found, c.proposed)):
        text = lines[one.line - 1]
        start, end = one.column - 1, one.column - 1 + len(one.found)
        left, right = text[max(0, start - 30) : start], text[end : end + 30]
        digest = hashlib.sha256(f"{left}\t{one.found}\t{right}".encode()).hexdigest()[:10]
        seen[digest] += 1
        name = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        context = " ".join(f"{left}[{one.found}]{right}".split())
        result.append(replace(one, id=name, context=context))
    return result


def read_tsv(path: Path) -> list[Correction]:
    """The rows of a corrections file. Raises EditionError with the line of the file for what cannot be understood."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(f"cannot read the corrections {path}: {error}", "it is a text file in UTF-8") from None
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    head = next(rows, [])
    if tuple(head) != COLUMNS:
        raise EditionError(
            f"{path} is no corrections file: its first line must name the columns {', '.join(COLUMNS)}",
            "an empty or missing file is filled with proposals by the next import",
            Location(path, 1, 1),
        )
    return [_row(cells, number, path) for number, cells in enumerate(rows, 2) if any(cells)]


def _row(cells: list[str], number: int, path: Path) -> Correction:
    values = dict(zip(COLUMNS, [*cells, *[""] * len(COLUMNS)], strict=False))
    at = Location(path, number, 1)
    if len(cells) > len(COLUMNS):
        raise EditionError(f"{path}:{number}: {len(cells)} cells, but there are {len(COLUMNS)} columns", at=at)
    decision = values["decision"].strip().lower()
    if decision not in DECISIONS:
        raise EditionError(
            f'{path}:{number}: the decision "{values["decision"]}" is not known',
            "write accept or refuse, or leave it empty",
            at,
        )
    if not values["line"].isdigit() or not values["found"]:
        raise EditionError(
            f"{path}:{number}: a correction needs the line of the source and the words that are found there",
            "a row of your own: decision, line, found and proposed are enough",
            at,
        )
    column = int(values["column"]) if values["column"].isdigit() else 0
    return Correction(
        values["id"],
        int(values["line"]),
        column,
        values["found"],
        values["proposed"],
        values["kind"] or "hand",
        values["cert"],
        decision,
        values["context"],
        values["comment"],
    )


def format_tsv(corrections: Iterable[Correction]) -> str:
    """The file: a line of columns, then a row each. Tabs and line ends inside cells become spaces."""
    out = ["\t".join(COLUMNS)]
    for one in corrections:
        cells = [str(getattr(one, name)) for name in COLUMNS]
        out.append(
            "\t".join(
                " ".join(cell.split()) if name == "comment" else _cell(cell)
                for name, cell in zip(COLUMNS, cells, strict=True)
            )
        )
    return "\n".join(out) + "\n"


def _cell(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")


def merge(known: Sequence[Correction], proposed: Sequence[Correction], context: Context) -> list[Correction]:
    """Decisions kept, new proposals added, old undecided ones that are no longer made left out.

    A decided row whose words are no longer where they were is looked for in the lines around; what is not found stays
    in the file and is told.
    """
    lines = context.source.lines
    fresh = {one.id: one for one in proposed}
    result: dict[str, Correction] = {}
    lost: list[Correction] = []
    for row in known:
        if row.id in fresh:
            made = fresh[row.id]
            taken = row.proposed if row.proposed != made.proposed and row.decision else made.proposed
            result[row.id] = replace(made, decision=row.decision, comment=row.comment, proposed=taken)
            continue
        if not row.decision and row.id and row.kind != "hand":
            continue
        found = _find(row, lines)
        if found is None:
            lost.append(row)
            context.doubt(
                "correction-without-place",
                f'the correction of "{row.found}" has no place: these words are not on line {row.line}',
                min(max(row.line, 1), len(lines)),
                1,
                "look where they stand now, and set line and column in the corrections file",
                decision="not applied; the row stays in the file",
                cert="high",
            )
            continue
        placed = identify([found], lines)[0]
        result.setdefault(placed.id, placed)
    for one in proposed:
        result.setdefault(one.id, one)
    return [*sorted(result.values(), key=lambda c: (c.line, c.column, c.id)), *lost]


def _find(row: Correction, lines: Sequence[str]) -> Correction | None:
    """The row at the place where its words are: on its line, or on the only line nearby whose context is the same."""
    if 1 <= row.line <= len(lines):
        text = lines[row.line - 1]
        if row.column and text.startswith(row.found, row.column - 1):
            return row
        if not row.column and text.count(row.found) == 1:
            return replace(row, column=text.index(row.found) + 1)
    if not row.context:
        return None
    for number, text in enumerate(lines, 1):
        at = text.find(row.found)
        while at >= 0:
            moved = replace(row, line=number, column=at + 1)
            if identify([moved], lines)[0].context == row.context:
                return moved
            at = text.find(row.found, at + 1)
    return None


def apply(root: Node, corrections: Sequence[Correction], context: Context) -> int:
    """Write what was accepted into the tree as ``choice``; the number of emendations made."""
    accepted = [one for one in corrections if one.decision == "accept"]
    wanted: dict[int, list[Correction]] = {}
    for one in accepted:
        wanted.setdefault(one.line, []).append(one)
    done: set[str] = set()
    if wanted:
        for node in list(root.iter()):
            if node.name in _CLOSED:
                continue
            node.children = [
                part
                for child in node.children
                for part in (
                    _emended(child, wanted[child.line], done)
                    if isinstance(child, Piece) and child.line in wanted
                    else [child]
                )
            ]
    for one in accepted:
        if one.id not in done and 1 <= one.line <= len(context.source.lines):
            context.doubt(
                "correction-not-placed",
                f'the correction of "{one.found}" could not be made: its words are parted, or corrected twice',
                one.line,
                max(one.column, 1),
                "make it by hand in the TEI, or choose fewer words",
                decision="not applied",
                cert="high",
            )
    if done:
        _declare(root, len(done))
    return len(done)


def _emended(piece: Piece, rows: Sequence[Correction], done: set[str]) -> list[Node | str]:
    """A piece cut at the corrections that lie in it."""
    parts: list[Node | str] = []
    at = 0
    for row in sorted(rows, key=lambda c: c.column):
        start = row.column - piece.column
        if row.id in done or start < at or not piece.startswith(row.found, start) or start < 0:
            continue
        end = start + len(row.found)
        if start > at:
            parts.append(piece.cut(at, start))
        corr = Node("corr", {"resp": f"#{EMENDATOR}"}, [row.proposed] if row.proposed else [])
        parts.append(Node("choice", {}, [Node("sic", {}, [piece.cut(start, end)]), corr]))
        done.add(row.id)
        at = end
    if at < len(piece):
        parts.append(piece.cut(at) if at else piece)
    return parts


def _declare(root: Node, count: int) -> None:
    """The header says who emended, and that the text was emended."""
    for node in root.iter():
        if node.name == "titleStmt":
            resp = Node("resp", {}, ["emendations, accepted one by one"])
            node.add(Node("respStmt", {"xml:id": EMENDATOR}, [resp, Node("name", {}, ["the editor"])]))
        elif node.name == "correction":
            said = f"{count} emendation{'s' if count != 1 else ''} accepted by an editor"
            node.children = [
                Node(
                    "p",
                    {},
                    [
                        f"{said}: each stands in a choice, with what the source has in sic. Nothing else was "
                        "corrected. A note mark that was misread keeps its reading in sic, with the number of its note "
                        "in corr."
                    ],
                )
            ]
            break

"""Tables of tabs that stand under version control, as an editor and a spreadsheet leave them.

In: a file, and the columns that a table has. Out: its rows, each with its line. A table that holds what would be lost
when it is written again (columns or cells that are none of the table's, letters that are not UTF-8) is an error with
its line; nothing is read of it by half.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from edition.diagnostic import EditionError, Location

__all__ = ["read_table"]


def read_table(
    path: Path, columns: Sequence[str], required: Collection[str], what: str
) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table with their lines, every column present; none where the file is not there. ``what`` names the
    table in errors. Raises EditionError where something of it would be lost.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise EditionError(f"{what} cannot be read: {error.strerror}", "", Location(path, 1, 1)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = Location(path, data[: error.start].count(b"\n") + 1, 1)
        raise EditionError(f"{what} is not UTF-8", "save the file as UTF-8", at) from None
    lines = text.split("\n")
    header = lines[0].rstrip("\r").split("\t")
    hint = f"the first line names the columns: {' '.join(columns)}"
    missing = [name for name in required if name not in header]
    if missing:
        names = f"columns {' and '.join(missing)}" if len(missing) > 1 else f"column {missing[0]}"
        raise EditionError(f"{what} has no {names}", hint, Location(path, 1, 1))
    strange = [name for name in header if name not in columns or header.count(name) > 1]
    if strange:
        told = f'{what} has a column "{strange[0]}" twice' if strange[0] in columns else None
        message = told or f'{what} has a column "{strange[0]}", which would be lost when it is written again'
        raise EditionError(message, f"its columns are {' '.join(columns)}", Location(path, 1, 1))
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        surplus = [cell for cell in cells[len(header) :] if cell.strip()]
        if surplus:
            message = f"a row of {what} has more cells than columns"
            raise EditionError(message, "take out the tab that is too many", Location(path, number, 1))
        rows.append((number, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False))))
    return rows

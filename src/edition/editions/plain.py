"""How a project wants its plain text: what ``[text]`` in edition.toml says.

In: the settings as they are written, which project.py has looked through. Out: a Plain. Refuses a width in which no
line of a text has room.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from edition.diagnostic import EditionError, Location

__all__ = ["Plain", "plain_of"]

_LEAST: Final = 20
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Plain:
    """The settings of the plain text; without any, a text to read: wrapped, its notes after each chapter."""

    #: Columns of a line; 0: a paragraph is one line.
    width: int = 72
    notes: str = "chapter"
    pages: bool = False
    emphasis: str = "plain"
    sentences: bool = False
    choice: str = "reading"

    def parameters(self) -> dict[str, str | int | bool]:
        """What the stylesheets are told."""
        return {"text-notes": self.notes, "text-pages": self.pages, "text-emphasis": self.emphasis == "marks"}


def plain_of(values: Mapping[str, Any], at: Location) -> Plain:
    """The settings of a project. Raises EditionError for a width that cannot be."""
    usual = Plain()
    width = values.get("width", usual.width)
    if width and not _LEAST <= width <= _MOST:
        raise EditionError(
            f"width in [text] cannot be {width}", f"write 0 for lines as long as they are, or {_LEAST} to {_MOST:,}", at
        )
    return Plain(
        width=width,
        notes=values.get("notes", usual.notes),
        pages=values.get("pages") == "on",
        emphasis=values.get("emphasis", usual.emphasis),
        sentences=values.get("sentences") == "on",
        choice=values.get("choice", usual.choice),
    )

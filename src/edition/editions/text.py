"""Plain text: the reading text, notes after each chapter, no reading of the apparatus.

In: the normalised tree. Out: ``Result[Rendered]``: one file, UTF-8, lines folded at 72 characters, and its own words
block by block. xslt/text marks what it adds of its own, and forced line ends, with non-characters; here they are
taken out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered

__all__ = ["fold", "render"]

WIDTH: Final = 72
_OURS: Final = re.compile("\ufdd0[^\ufdd1]*\ufdd1")
_BREAK: Final = "\ufdd2"
_SIGNS: Final = re.compile("[\ufdd0\ufdd1]")
#: What stands before a hanging line: spaces, then the label of a note, a number or a dash.
_HANGING: Final = re.compile(r" *(?:\[[^\]\s]{1,8}\] |\d{1,3}\. |– )?")


def render(
    tree: saxon.Tree, parameters: Mapping[str, str | int | bool], *, custom: Path | None = None
) -> Result[Rendered]:
    """The plain text of one text."""
    made = saxon.render("text", tree, parameters, custom=custom)
    files: dict[str, bytes] = {}
    words: list[str] = []
    for name, content in made.value.items():
        words.extend(line for line in _OURS.sub(" ", content).split("\n") if line.strip())
        files[name] = fold(_SIGNS.sub("", content).replace(_BREAK, "\n")).encode("utf-8")
    return Result(Rendered(files, tuple(words)), made.diagnostics)


def fold(text: str) -> str:
    """Long lines folded at spaces, their continuations as far in as their first words; at most two empty lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        if len(line) <= WIDTH:
            lines.append(line.rstrip())
            continue
        match = _HANGING.match(line)
        before = match.group() if match else ""
        verse = 4 if not before.strip() and len(before) >= 4 and len(line) <= WIDTH + 20 else 0
        after = " " * (len(before) + verse)
        # Only places are moved: a line may have a million characters.
        at, start, room = 0, len(before), WIDTH
        lead = ""
        while len(line) - at > room:
            space = line.rfind(" ", at + start, at + room + 1)
            if space <= at + start:
                space = line.find(" ", at + room)
            if space < 0:
                break
            lines.append(lead + line[at:space])
            at, start, room, lead = space + 1, 0, WIDTH - len(after), after
        lines.append(lead + line[at:])
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n") + "\n"

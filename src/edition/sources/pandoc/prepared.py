"""What is known of a source before pandoc reads it: the bytes for pandoc, and what the source says by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostic import Severity
from edition.sources.plaintext.tokens import TOKEN

__all__ = ["Facts", "Passage", "Prepared", "Remark", "locate"]


@dataclass(slots=True)
class Facts:
    """What a source states about itself; empty where it is silent."""

    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    date: str = ""
    language: str = ""
    publisher: str = ""
    rights: str = ""
    identifiers: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the source as it stands there, read without pandoc. ``part`` says where: ``text``, ``header``,
    ``footer`` and so on.
    """

    text: str
    part: str = "text"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt that came up before pandoc: as ``Context.doubt`` takes it, with a quotation for its place."""

    rule: str
    message: str
    quote: str = ""
    hint: str = ""
    decision: str = ""
    cert: str = "medium"
    severity: Severity = Severity.WARNING


def _no_picture(_name: str) -> bytes | None:
    return None


@dataclass(slots=True)
class Prepared:
    """A source, ready for pandoc."""

    data: bytes
    form: str
    ending: str
    kind: str
    passages: list[Passage] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    #: Where each note stands in the print, in the order of their marks: bottom or end.
    places: list[str] = field(default_factory=list)
    #: The number that each note has in the source, in the same order; empty where word processors count them.
    numbers: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    furniture: dict[str, list[str]] = field(default_factory=dict)
    picture: Callable[[str], bytes | None] = _no_picture
    #: The lines of a source that is a text; empty for a package.
    lines: list[str] = field(default_factory=list)
    #: Whether its title and author are words of its text, not only of a catalogue entry.
    titled: bool = True


#: How many words of a quotation are sought.
_SOUGHT: Final = 6


def locate(lines: list[str], quote: str) -> tuple[int, int]:
    """Line and column (from 1) of the first words of a quotation; (0, 0) where they are not found."""
    wanted = TOKEN.findall(quote)[:_SOUGHT]
    if not wanted:
        return 0, 0
    for number, line in enumerate(lines, 1):
        if wanted[0] not in line:
            continue
        found = [(match.group(), match.start() + 1) for match in TOKEN.finditer(line)]
        if len(found) < len(wanted):
            for more in lines[number : number + 3]:
                found += [(match.group(), 1) for match in TOKEN.finditer(more)]
        words = [word for word, _ in found]
        for at in range(len(TOKEN.findall(line))):
            if words[at : at + len(wanted)] == wanted:
                return number, found[at][1]
    return 0, 0

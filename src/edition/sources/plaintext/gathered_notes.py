"""Notes that a book gathers behind its text, under the word "Footnotes", while their marks stand in its chapters.

In: the blocks of the sections and how the marks are written. Out: for each section its blocks without notes, and the
notes; and the section in which those of the whole book stand, if they stand in one. Even behind an index they are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.lines import Block
from edition.sources.plaintext.note_styles import (
    TextNote,
    begins_note,
    is_notes_head,
    join_marks,
    labels_of,
    note_scheme,
    take_notes,
)
from edition.sources.plaintext.tree import Node

__all__ = ["find_gathered", "join_across", "scheme_of", "take_all"]

#: A page holds the beginnings of few sections.
_BACK: Final = 3
#: The blocks of a section without its notes, and these.
Taken = tuple[list[Block], list[TextNote]]


def scheme_of(sections: Sequence[Section], blocks: Sequence[Block], apart: Collection[str], context: Context) -> str:
    """How the marks of the notes in the text are written; "" where the text has none such."""
    read: list[Block] = []
    for section in sections:
        own = blocks[section.start : section.end]
        read += _tail(own) if section.kind in apart else own
    return note_scheme(read, context)


def take_all(
    sections: Sequence[Section], blocks: Sequence[Block], scheme: str, apart: Collection[str], context: Context
) -> dict[str, Taken]:
    """By the id of each section its blocks without notes, and the notes."""
    taken = {}
    for section in sections:
        own = list(blocks[section.start : section.end])
        tail = _tail(own) if section.kind in apart and scheme else []
        rest, notes = take_notes(own[: len(own) - len(tail)], "" if section.kind in apart else scheme, context)
        if tail:
            more, behind = take_notes(tail, scheme, context)
            rest, notes = [*rest, *more], [*notes, *behind]
        taken[section.id] = (rest, notes)
    return taken


def find_gathered(taken: Mapping[str, Taken], scheme: str) -> str:
    """The id of the one section in which all notes stand, if more than half of their marks stand in others."""
    having = [name for name, (_, notes) in taken.items() if any(note.wants_mark for note in notes)]
    if len(having) != 1 or scheme in ("", "inline"):
        return ""
    rest, notes = taken[having[0]]
    due = Counter(note.label for note in notes if note.wants_mark)
    elsewhere: Counter[str] = Counter()
    for name, (blocks, _) in taken.items():
        if name != having[0]:
            elsewhere.update(labels_of(blocks, scheme))
    own = sum((due & labels_of(rest, scheme)).values())
    return having[0] if sum((due & elsewhere).values()) > max(own, sum(due.values()) / 2) else ""


def join_across(
    sections: Sequence[Section],
    divs: Mapping[str, Node],
    taken: Mapping[str, Taken],
    gathered: str,
    scheme: str,
    context: Context,
) -> None:
    """Join the notes that have no mark in their own section: a page may end, with its notes, behind the beginning of
    the next section; and those that stand ``gathered`` in one section have their marks in the whole book.
    """
    for n, section in enumerate(sections):
        notes = taken[section.id][1]
        if not any(note.wants_mark and not note.anchor for note in notes):
            continue
        near = sections if section.id == gathered else sections[max(0, n - _BACK) : n + 1]
        join_marks(Node("", {}, [divs[other.id] for other in near]), notes, scheme, context)


def _tail(blocks: Sequence[Block]) -> list[Block]:
    """What stands under the word "Footnotes" in a division that is no prose: from that word on."""
    for n, block in enumerate(blocks[:-1]):
        if is_notes_head(block) and begins_note(blocks[n + 1]):
            return list(blocks[n:])
    return []

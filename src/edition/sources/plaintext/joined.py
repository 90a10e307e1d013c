"""Endnotes written as TEI, and the marks of the text joined to them.

In: the groups of notes and the marks of each section. Out: the divisions of the notes; each mark that is certain has
become a ``ref`` to its note; the rest is reported and stays as it was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from edition.sources.plaintext.align import align
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.encode import SectionReport
from edition.sources.plaintext.footnotes import footnote_body
from edition.sources.plaintext.inline import Mark, parse
from edition.sources.plaintext.notes import Endnote, NoteGroup
from edition.sources.plaintext.tokens import RAISED
from edition.sources.plaintext.tree import Node

__all__ = ["Ledger", "join", "note_division"]

#: What may tell which note a sentence needs: years and names; and how much of the text before a mark is looked at.
_TELLING = re.compile(r"\b(?:1[5-9]|20)\d\d\b|\b[^\W\d_a-zа-я][^\W\d_]{4,}")
_SENTENCE = 300
_RAISE = str.maketrans("0123456789", RAISED)


@dataclass(slots=True)
class Ledger:
    """The account of one section: marks found, notes, joined as read, joined after repair, and what is missing."""

    section: str
    marks: int
    notes: int
    joined: int
    repaired: int
    without_mark: list[int]
    unjoined: list[str]


def assign(groups: list[NoteGroup], reports: list[SectionReport]) -> None:
    """Groups without a heading that names a section go to the sections that have marks, in order."""
    loose = [group for group in groups if group.section is None and group.notes]
    if not loose or any(group.section for group in groups):
        return
    marked = [report for report in reports if report.marks]
    if len(loose) == len(marked) and len(loose) > 1:
        for group, report in zip(loose, marked, strict=True):
            group.section = report.section


def note_division(
    groups: list[NoteGroup], parent: str, hands: dict[str, str], context: Context
) -> tuple[list[Node], dict[str, list[tuple[Endnote, str]]]]:
    """The nodes of a division of notes, and for each section its notes with their ids (key "" for the whole book)."""
    nodes: list[Node] = []
    by_section: dict[str, list[tuple[Endnote, str]]] = {}
    names: set[str] = set()
    paragraphs = 0
    for group in groups:
        key = group.section.id if group.section else ""
        holder = nodes
        if group.head is not None or (group.section is not None and group.notes):
            name = f"{parent}.{key}" + (".cont" if group.returns else "")
            while name in names:
                name += ".more"
            names.add(name)
            div = Node("div", {"type": "notes", "xml:id": name, "corresp": f"#{key}"})
            if group.head is not None:
                div.add(Node("head", {}, parse(group.head, context, marks=False).children))
            nodes.append(div)
            holder = []
        for prose in group.prose:
            paragraphs += 1
            inner = parse(prose, context, marks=False).children
            holder.append(Node("p", {"xml:id": f"{parent}.p{paragraphs}"}, inner))
        for note in group.notes:
            name = f"{key or parent}.n{note.number}"
            attributes = {"xml:id": name, "n": str(note.number), "place": "end"}
            if "author" in hands.values():
                attributes["resp"] = "#author"
            node = Node("note", attributes, parse(note.parts, context, marks=False).children)
            for count, (line, parts) in enumerate(note.footnotes, 1):
                node.add(footnote_body(parts, line.text, f"{name}.fn{count}", hands, context))
                context.counts["footnotes_in_notes"] += 1
                context.furniture["mark of a footnote"].append(line.number)
            holder.append(node)
            by_section.setdefault(key, []).append((note, name))
        if holder is not nodes:
            last = nodes[-1]
            last.add(*holder)
    return nodes, by_section


def join(
    reports: list[SectionReport], by_section: dict[str, list[tuple[Endnote, str]]], context: Context
) -> list[Ledger]:
    """Align the marks of each section with its notes and write the references."""
    ledgers: list[Ledger] = []
    restart = context.profile.restart or _restart(by_section)
    if by_section and not context.profile.restart:
        firsts = sum(bool(notes) and notes[0][0].number == 1 for notes in by_section.values())
        context.detect("restart", restart, f"{firsts} of {len(by_section)} groups of notes begin with 1")
    if restart == "book" and by_section:
        marks = [(mark, report.section.id) for report in reports for mark in report.marks]
        notes = [note for name in by_section for note in by_section[name]]
        ledgers.append(_join("", marks, notes, context))
        return ledgers
    for report in reports:
        name = report.section.id
        notes = by_section.get(name, [])
        if notes or report.marks:
            ledgers.append(_join(name, [(mark, name) for mark in report.marks], notes, context))
    return ledgers


def _restart(by_section: dict[str, list[tuple[Endnote, str]]]) -> str:
    """Where the numbers of the notes begin again: nowhere, if they are in one group or go on from group to group."""
    if set(by_section) == {""}:
        return "book"
    numbers = [note.number for notes in by_section.values() for note, _ in notes]
    goes_on = len(by_section) > 1 and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > len(by_section)
    return "book" if goes_on else "chapter"


def _by_content(
    marks: list[tuple[Mark, str]], notes: list[tuple[Endnote, str]], choice: list[int | None], context: Context
) -> dict[int, int]:
    """Marks whose number fits no note, joined to the only note between those of their neighbours that shares a year or
    a name with the words before the mark: index of the mark -> index of the note.
    """
    found: dict[int, int] = {}
    for n, (mark, _) in enumerate(marks):
        if choice[n] is not None:
            continue
        low = max((at for at in choice[:n] if at is not None), default=-1)
        high = min((at for at in choice[n + 1 :] if at is not None), default=len(notes))
        line = context.source.lines[mark.line - 1][: mark.column - 1]
        words = set(_TELLING.findall(line[-_SENTENCE:]))
        scores = [
            (len(words & set(_TELLING.findall(" ".join(str(part) for part in notes[at][0].parts)))), at)
            for at in range(low + 1, high)
        ]
        best = sorted(scores, reverse=True)[:2]
        alone = sum(one is None for one in choice[max(0, n - 1) : n + 2]) == 1
        if alone and best and best[0][0] and (len(best) == 1 or best[0][0] > best[1][0]):
            found[n] = best[0][1]
    return found


def _join(section: str, marks: list[tuple[Mark, str]], notes: list[tuple[Endnote, str]], context: Context) -> Ledger:
    choice: list[int | None] = (
        align([mark.value for mark, _ in marks], [note.number for note, _ in notes]) if notes else [None] * len(marks)
    )
    by_content = _by_content(marks, notes, choice, context)
    choice = [by_content.get(n, at) for n, at in enumerate(choice)]
    ledger = Ledger(section, len(marks), len(notes), 0, 0, [], [])
    taken = set()
    counts: dict[str, int] = {}
    for n, ((mark, where), at) in enumerate(zip(marks, choice, strict=True)):
        counts[where] = counts.get(where, 0) + 1
        mark.node.attributes["xml:id"] = f"{where}.m{counts[where]}"
        if at is None:
            ledger.unjoined.append(mark.text)
            if notes:
                context.doubt(
                    "mark-without-note",
                    f'the mark "{mark.text}" could not be joined to a note beyond doubt',
                    mark.line,
                    mark.column,
                    "compare the sentence with the notes that have no mark, and write the reference by hand",
                    decision="left as it was read",
                )
            continue
        taken.add(at)
        note, name = notes[at]
        sign = list(mark.node.children)
        mark.node.name = "ref"
        mark.node.attributes = {
            "type": "noteAnchor",
            "xml:id": mark.node.attributes["xml:id"],
            "target": f"#{name}",
            "n": str(note.number),
        }
        ledger.joined += 1
        if mark.value != note.number:
            ledger.repaired += 1
            cert = "low" if n in by_content else "high"
            right = str(note.number).translate(_RAISE) if mark.text[0] in RAISED else str(note.number)
            mark.node.children = [
                Node("choice", {}, [Node("sic", {}, sign), Node("corr", {"resp": "#import", "cert": cert}, [right])])
            ]
            context.doubt(
                "mark-misread",
                f'the mark "{mark.text}" stands where note {note.number} is due',
                mark.line,
                mark.column,
                "compare it with the print",
                decision=f"joined to note {note.number}"
                + (", which shares its words with the sentence" if n in by_content else ""),
                cert="low" if n in by_content else "medium",
            )
    for at, (note, _) in enumerate(notes):
        if at not in taken:
            ledger.without_mark.append(note.number)
            context.doubt(
                "note-without-mark",
                f"no mark was found for note {note.number} of {section or 'the text'}",
                note.line,
                1,
                "find its place in the text and write the reference by hand",
                decision="the note stays without a mark",
            )
    return ledger

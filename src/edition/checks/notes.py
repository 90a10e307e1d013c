"""Rules of notes and their marks.

A mark is a ``ref`` or ``ptr`` of the type noteAnchor. A gathered note is one that stands apart from its place: in a
``div`` of the type notes, or with ``@place="end"`` directly in a division or a ``noteGrp``. All other notes stand
where they belong and need no mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, finding, text_of
from edition.checks.references import where_is
from edition.checks.words import quoted, tags
from edition.diagnostic import Diagnostic, Location, Severity
from edition.tei import local_name, tei

__all__ = [
    "empty_note",
    "mark_without_note",
    "note_number_out_of_sequence",
    "note_without_mark",
    "two_marks_to_one_note",
]

_HOLDERS: Final = frozenset("div div1 div2 div3 div4 div5 div6 div7 noteGrp body back front".split())
#: What makes a note more than empty, even without a word.
_MATTER: Final = frozenset("binaryObject figure formula gap g graphic media notatedMusic ptr ref".split())


_NOWHERE: Final[tuple[tuple[str, Location], ...]] = ()


def _is_mark(node: etree._Element) -> bool:
    return node.get("type") == "noteAnchor"


def _gathered(file: File) -> Iterator[etree._Element]:
    for node in file.named("note"):
        parent = node.getparent()
        if parent is None or local_name(parent) not in _HOLDERS:
            continue
        in_notes = any(above.get("type") == "notes" for above in node.iterancestors(tei("div")))
        in_text = next(node.iterancestors(tei("text")), None) is not None
        if in_notes or (in_text and node.get("place") == "end"):
            yield node


def mark_without_note(index: Index) -> Iterator[Diagnostic]:
    """A note mark leads to no note.

    What: a ``<ref type="noteAnchor">`` or ``<ptr type="noteAnchor">`` without ``@target``, or whose target is not a
    ``<note>``.

    Why: the reader sees a number and finds nothing behind it.

    Fails:

    ```xml
    <p>The ship sank.<ref type="noteAnchor" target="#n9" n="9"/></p>
    ```

    Passes:

    ```xml
    <p>The ship sank.<ref type="noteAnchor" target="#n1" n="1"/></p>
    <note xml:id="n1" n="1" place="end">In the Chukchi Sea.</note>
    ```
    """
    for file, node in index.each("ref", "ptr"):
        if not _is_mark(node):
            continue
        value = (node.get("target") or "").split()
        label = f" {quoted(node.get('n') or text_of(node))}" if node.get("n") or text_of(node) else ""
        if not value:
            hint = 'give it the xml:id of its note: target="#…"'
            yield finding("mark-without-note", Severity.ERROR, file, node, f"the note mark{label} has no target", hint)
            continue
        target = index.resolver.follow(file.key, value[0])
        if target.kind == "left" or (target.node is not None and local_name(target.node) == "note"):
            continue
        if target.node is not None:
            message = f"the note mark{label} points to {quoted(value[0])}, which is {tags([local_name(target.node)])}"
            hint, related = "it must lead to a <note>", _NOWHERE
        else:
            message = f"the note mark{label} points to {quoted(value[0])}, and there is no such note"
            hint, related = where_is(index, file, target.name, target.file)
            hint = hint or "correct the target, or add the note"
        yield finding("mark-without-note", Severity.ERROR, file, node, message, hint, *related)


def _marked(index: Index) -> dict[int, list[tuple[File, etree._Element]]]:
    """The marks of every note, by the id() of the note. Plain references to a note count where it has no mark."""
    marks: dict[int, list[tuple[File, etree._Element]]] = {}
    for file in index.tei_files:
        for pointer in file.pointers:
            if pointer.attribute == "target" and pointer.element in ("ref", "ptr"):
                target = index.resolver.follow(file.key, pointer.value)
                if target.node is not None and local_name(target.node) == "note":
                    marks.setdefault(id(target.node), []).append((file, pointer.node))
    return marks


def note_without_mark(index: Index) -> Iterator[Diagnostic]:
    """An endnote has no mark in the text.

    What: a note that stands apart from its place (in a ``<div type="notes">``, or with ``@place="end"`` in a
    division), and no ``<ref>`` or ``<ptr>`` leads to it. A note with its own ``@target`` is anchored by that.

    Why: the reader of the text never learns that there is a note.

    Fails:

    ```xml
    <note xml:id="n1" n="1" place="end">In the Chukchi Sea.</note>
    ```

    Passes:

    ```xml
    <p>The ship sank.<ref type="noteAnchor" target="#n1" n="1"/></p>
    <note xml:id="n1" n="1" place="end">In the Chukchi Sea.</note>
    ```
    """
    marks = _marked(index)
    for file in index.tei_files:
        for node in _gathered(file):
            if id(node) in marks or node.get("target"):
                continue
            label = f" {quoted(node.get('n', ''))}" if node.get("n") else ""
            identifier = node.get("{http://www.w3.org/XML/1998/namespace}id")
            where = f'<ref type="noteAnchor" target="#{identifier}"/>' if identifier else "a <ref> to its xml:id"
            yield finding(
                "note-without-mark",
                Severity.WARNING,
                file,
                node,
                f"no mark in the text leads to the note{label}: {quoted(text_of(node)[:50])}",
                f"put {where} where it belongs",
            )


def two_marks_to_one_note(index: Index) -> Iterator[Diagnostic]:
    """Two marks lead to one numbered note.

    What: a second ``<ref type="noteAnchor">`` or ``<ptr type="noteAnchor">`` whose target already has a mark, where
    the note has a number. The first mark is named beside it.

    Why: most often one of the two was misread, and its own note is without a mark. The way back from the note leads
    to the first mark only.

    Fails:

    ```xml
    <p>The ship<ref type="noteAnchor" target="#n1" n="1"/> sank.<ref type="noteAnchor" target="#n1" n="1"/></p>
    <note xml:id="n1" n="1" place="end">In the Chukchi Sea.</note>
    ```

    Passes:

    ```xml
    <p>The ship<ref type="noteAnchor" target="#n1" n="1"/> sank.<ref type="noteAnchor" target="#n2" n="2"/></p>
    <note xml:id="n1" n="1" place="end">The Chelyuskin.</note>
    <note xml:id="n2" n="2" place="end">In the Chukchi Sea.</note>
    ```
    """
    first: dict[int, tuple[File, etree._Element]] = {}
    for file, node in index.each("ref", "ptr"):
        if not _is_mark(node) or not node.get("target"):
            continue
        target = index.resolver.follow(file.key, node.get("target", "").split()[0])
        if target.node is None or local_name(target.node) != "note" or not target.node.get("n"):
            continue
        earlier = first.setdefault(id(target.node), (file, node))
        if earlier[1] is not node:
            at = earlier[0].document.locate(earlier[1])
            yield finding(
                "two-marks-to-one-note",
                Severity.WARNING,
                file,
                node,
                f"the note {quoted(target.node.get('n', ''))} already has a mark in line {at.line}",
                "look at the print: one of the two marks may belong to another note",
                ("the first mark", at),
            )


def note_number_out_of_sequence(index: Index) -> Iterator[Diagnostic]:
    """A note's number does not follow from the one before it.

    What: endnotes that stand together and whose numbers (``@n``) leave one out, come twice or go back. Each group may
    begin with 1 or go on from the group before it. Other signs than numbers are not looked at.

    Why: a number that is missing is most often a note that was lost, or joined to its neighbour, when the book was
    read.

    Fails:

    ```xml
    <div type="notes">
      <note xml:id="n1" n="1" target="#p0">The Chelyuskin.</note>
      <note xml:id="n3" n="3" target="#p0">In the Chukchi Sea.</note>
    </div>
    ```

    Passes:

    ```xml
    <div type="notes">
      <note xml:id="n1" n="1" target="#p0">The Chelyuskin.</note>
      <note xml:id="n2" n="2" target="#p0">In the Chukchi Sea.</note>
    </div>
    ```
    """
    for file in index.tei_files:
        parent: etree._Element | None = None
        last = before = 0
        for node in _gathered(file):
            number = node.get("n", "").strip().rstrip(".")
            if not number.isascii() or not number.isdigit():
                continue
            value = int(number)
            if node.getparent() is not parent:
                parent, before, last = node.getparent(), last, 0
            allowed = {last + 1} if last else {1, before + 1}
            if value not in allowed:
                follows = f"follows note {last}" if last else "is the first of its group"
                gap = (
                    f"are notes {last + 1}-{value - 1} missing?" if value > last + 2 else f"is note {last + 1} missing?"
                )
                hint = gap if value > last else "look at the print: is the number misread, or the note out of place?"
                message = f"note {value} {follows}"
                yield finding("note-number-out-of-sequence", Severity.WARNING, file, node, message, hint)
            last = value


def empty_note(index: Index) -> Iterator[Diagnostic]:
    """A note is empty.

    What: a ``<note>`` of the text without a word, a figure or a reference in it.

    Why: a mark leads to it, and the reader finds nothing. Most often its text was lost, or went into the next note.

    Fails:

    ```xml
    <p>The ship sank.<note place="bottom"/></p>
    ```

    Passes:

    ```xml
    <p>The ship sank.<note place="bottom">In the Chukchi Sea.</note></p>
    ```
    """
    for file, node in index.each("note"):
        if not text_of(node) and not any(local_name(inner) in _MATTER for inner in node.iter("*")):
            label = f" {quoted(node.get('n', ''))}" if node.get("n") else ""
            yield finding(
                "empty-note", Severity.WARNING, file, node, f"the note{label} is empty", "write its text, or remove it"
            )

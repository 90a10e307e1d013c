"""Rules of where notes stand: not inside their own marks, and in one place for each group."""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks.index import Index, finding
from edition.checks.words import one_of, quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import tei

__all__ = ["note_holds_its_mark", "note_places_mixed"]


def note_holds_its_mark(index: Index) -> Iterator[Diagnostic]:
    """The mark of a note stands inside the note.

    What: a ``<ref type="noteAnchor">`` or ``<ptr type="noteAnchor">`` that points to the note it stands in.

    Why: the note has no mark in the text, and the link leads from the note to itself.

    Fails:

    ```xml
    <p>New.</p><note xml:id="n1" place="end"><ref type="noteAnchor" target="#n1">1</ref> Built in 1933.</note>
    ```

    Passes:

    ```xml
    <p>New.<ref type="noteAnchor" target="#n1">1</ref></p><note xml:id="n1" place="end">Built in 1933.</note>
    ```
    """
    for file in index.tei_files:
        for pointer in file.pointers:
            if pointer.attribute != "target" or pointer.node.get("type") != "noteAnchor":
                continue
            target = index.resolver.follow(file.key, pointer.value).node
            if target is not None and any(above is target for above in pointer.node.iterancestors(tei("note"))):
                message = f"the mark {quoted(pointer.value)} stands inside the note that it points to"
                hint = "put it into the text, where the note belongs"
                yield finding("note-holds-its-mark", Severity.ERROR, file, pointer.node, message, hint)


def note_places_mixed(index: Index) -> Iterator[Diagnostic]:
    """Notes that stand together say different things about their place.

    What: notes of one ``<div type="notes">`` of which some have another ``@place`` than the others, or none.

    Why: editions put notes where ``@place`` says; those of one group would be set in two ways.

    Fails:

    ```xml
    <div type="notes"><note xml:id="n1" place="end">a</note><note xml:id="n2" place="bottom">b</note></div>
    ```

    Passes:

    ```xml
    <div type="notes"><note xml:id="n1" place="end">a</note><note xml:id="n2" place="end">b</note></div>
    ```
    """
    for file, group in index.each("div"):
        if group.get("type") != "notes":
            continue
        notes = list(group.iterchildren(tei("note")))
        places = [str(note.get("place", "")) for note in notes]
        kinds = list(dict.fromkeys(places))
        if len(kinds) > 1:
            usual = max(kinds, key=places.count)
            odd = next(note for note, place in zip(notes, places, strict=True) if place != usual)
            shown = one_of([quoted(kind) if kind else "none" for kind in kinds])
            message = f"the notes of this group have different places: {shown}"
            hint = f"write place={quoted(usual)} on all, if they stand together in the print"
            yield finding("note-places-mixed", Severity.WARNING, file, odd, message, hint)

"""Rules of what is declared and never used, and of entries that may be one and the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, finding, text_of
from edition.checks.several import several
from edition.checks.words import one_of, quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import XML_ID, tei

__all__ = ["one_form_two_entries", "same_name_twice", "unused_declaration", "unused_entry", "unused_witness"]

#: The entries of registers, with the element that names each.
_ENTRIES: Final = {"person": "persName", "place": "placeName", "org": "orgName", "event": "label"}
_DECLARED: Final = ("category", "rendition", "handNote", "char", "glyph")


def _pointed(index: Index) -> set[etree._Element]:
    """Every element that a pointer of the project leads to."""
    found = set()
    for file in index.tei_files:
        for pointer in file.pointers:
            target = index.resolver.follow(file.key, pointer.value)
            if target.node is not None:
                found.add(target.node)
    return found


def _unpointed(index: Index, *names: str) -> Iterator[tuple[File, list[etree._Element]]]:
    """The elements of these names that have an id and that nothing points to, by file."""
    pointed = _pointed(index)
    for file in index.tei_files:
        nodes = [node for node in file.named(*names) if node.get(XML_ID) is not None and node not in pointed]
        if nodes:
            yield file, nodes


def _ids(nodes: list[etree._Element]) -> str:
    return one_of([str(node.get(XML_ID)) for node in nodes], 8)


def unused_entry(index: Index) -> Iterator[Diagnostic]:
    """An entry of a register is never referred to.

    What: a ``<person>``, ``<place>``, ``<org>`` or ``<event>`` with an id to which no name in any file of the project
    points. Told once for each file, and only where other entries of it are referred to.

    Why: it stands in the register without a mention: a name was not tagged, or the entry is a leftover.

    Fails:

    ```xml
    <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>R</title><editor>E</editor></titleStmt>
    <publicationStmt><publisher>P</publisher><availability><p>Free.</p></availability></publicationStmt>
    <sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader><standOff><listPerson>
    <person xml:id="a"><persName>A</persName><note>A friend of <persName ref="#b">B</persName>.</note></person>
    <person xml:id="b"><persName>B</persName></person></listPerson></standOff></TEI>
    ```

    Passes:

    ```xml
    <p><persName ref="#chkalov">Chkalov</persName> was in <placeName ref="#moscow">Moscow</placeName>.</p>
    ```
    """
    for file, nodes in _unpointed(index, *_ENTRIES):
        entries = [node for node in file.named(*_ENTRIES) if node.get(XML_ID) is not None]
        if len(nodes) == len(entries):
            continue  # nothing is tagged yet: that the whole register waits is no news
        message = f"{len(nodes)} of {len(entries)} entries are never referred to: {_ids(nodes)}"
        hint = "tag their names where they occur, or remove the entries"
        yield finding("unused-entry", Severity.INFO, file, nodes[0], message, hint)


def unused_witness(index: Index) -> Iterator[Diagnostic]:
    """A witness is declared and no reading has it.

    What: a ``<witness>`` in a document with an apparatus, to which no ``@wit`` points.

    Why: either its readings were forgotten, or it agrees everywhere with others, and then they should say so.

    Fails:

    ```xml
    <p>The ship <app><lem wit="#A">sank</lem><rdg wit="#A">went down</rdg></app>.</p>
    ```

    Passes:

    ```xml
    <p>The ship <app><lem wit="#A">sank</lem><rdg wit="#B">went down</rdg></app>.</p>
    ```
    """
    for file, nodes in _unpointed(index, "witness"):
        if file.named("app"):
            message = f"no reading has the witness {_ids(nodes)}"
            hint = "add it to @wit of its readings, or remove it from the list of witnesses"
            yield finding("unused-witness", Severity.WARNING, file, nodes[0], message, hint)


def unused_declaration(index: Index) -> Iterator[Diagnostic]:
    """Something is declared in the header and never used.

    What: a ``<category>``, ``<rendition>``, ``<handNote>``, ``<char>`` or ``<glyph>`` with an id that nothing points
    to.

    Why: it is a leftover, or its use was forgotten.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><tagsDecl><rendition xml:id="r1" scheme="css">color: red</rendition></tagsDecl>
    </encodingDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author rendition="#r1">A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><tagsDecl><rendition xml:id="r1" scheme="css">color: red</rendition></tagsDecl>
    </encodingDesc></teiHeader>
    ```
    """
    for file, nodes in _unpointed(index, *_DECLARED):
        message = f"nothing points to {_ids(nodes)}"
        yield several("unused-declaration", Severity.INFO, file, nodes[:1], message, "remove it, or point to it")


def _key(text: str) -> str:
    """A name without marks, case and order of its parts."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = "".join(
        letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)
    ).split()
    return " ".join(sorted(words))


def same_name_twice(index: Index) -> Iterator[Diagnostic]:
    """Two entries of a register have the same name.

    What: two ``<person>``, two ``<place>`` or two ``<org>`` elements whose first names are the same but for case,
    marks and the order of their parts, and that do not differ in dates of birth and death.

    Why: they are likely to be one and the same; where they are not, something should tell them apart.

    Fails:

    ```xml
    <div><listPerson><person xml:id="p1"><persName>Otto Shmidt</persName></person>
    <person xml:id="p2"><persName>Shmidt, Otto</persName></person></listPerson></div>
    ```

    Passes:

    ```xml
    <div><listPerson><person xml:id="p1"><persName>Otto Shmidt</persName><birth when="1891"/></person>
    <person xml:id="p2"><persName>Shmidt, Otto</persName><birth when="1920"/></person></listPerson></div>
    ```
    """
    for name, naming in _ENTRIES.items():
        seen: dict[tuple[str, str], tuple[File, etree._Element]] = {}
        for file, node in index.each(name):
            first = node.find(tei(naming))
            key = _key(text_of(first)) if first is not None else ""
            if not key:
                continue
            dates = " ".join(
                str(value) for part in node.iterchildren(tei("birth"), tei("death")) for value in part.attrib.values()
            )
            known = seen.setdefault((key, dates), (file, node))
            if known[1] is not node:
                at = known[0].document.locate(known[1])
                message = f"this <{name}> has the name of another entry, {quoted(text_of(first))}"  # type: ignore[arg-type]
                hint = "make one entry of them, or tell them apart by dates or a role"
                yield finding("same-name-twice", Severity.WARNING, file, node, message, hint, ("the other", at))


def one_form_two_entries(index: Index) -> Iterator[Diagnostic]:
    """The same words are tagged as two different persons, places or organisations.

    What: a name that is tagged with the same words, within one file, and points to different entries at different
    places. Told once for each pair of words.

    Why: two persons can share a name; as often one of the two pointers is a slip.

    Fails:

    ```xml
    <p><persName ref="#chkalov">Ivanov</persName> met <persName ref="#ivanov">Ivanov</persName>.</p>
    ```

    Passes:

    ```xml
    <p><persName ref="#chkalov">Chkalov</persName> flew; <persName ref="#chkalov">Chkalov</persName> landed.</p>
    ```
    """
    for file in index.tei_files:
        forms: dict[tuple[str, str], dict[str, etree._Element]] = {}
        for name in ("persName", "placeName", "orgName"):
            for node in file.named(name):
                if node.get("ref"):
                    forms.setdefault((name, text_of(node)), {}).setdefault(str(node.get("ref")), node)
        for (_, words), targets in forms.items():
            if len(targets) > 1 and words:
                first, second, *_ = targets.values()
                message = f"{quoted(words)} is tagged as {one_of(list(targets))} in this file"
                hint = "look whether two are meant; if so, this may stand"
                at = file.document.locate(first)
                yield finding("one-form-two-entries", Severity.INFO, file, second, message, hint, ("the first", at))

"""Rules of the critical apparatus: readings, witnesses, the passages that entries are about, the method declared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, finding, text_of
from edition.checks.words import one_of, quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import XML_ID, tei

__all__ = [
    "apparatus_method",
    "apparatus_passage",
    "overlapping_apparatus",
    "reading_equals_lemma",
    "witness_missing",
    "witness_twice",
]

_READINGS: Final = (tei("lem"), tei("rdg"))


def _readings(app: etree._Element) -> list[etree._Element]:
    """The readings of an entry, those in groups included; not those of entries inside it."""
    found: list[etree._Element] = []
    for child in app.iterchildren("*"):
        if child.tag in _READINGS:
            found.append(child)
        elif child.tag == tei("rdgGrp"):
            found.extend(_readings(child))
    return found


def _witnesses(reading: etree._Element) -> list[str]:
    return str(reading.get("wit", "")).split()


def reading_equals_lemma(index: Index) -> Iterator[Diagnostic]:
    """A reading is the same as the lemma.

    What: a ``<rdg>`` with the words of the ``<lem>``, white space aside, and no markup that tells them apart.

    Why: an apparatus records differences; the witness belongs to the lemma, or the reading was copied and not changed.

    Fails:

    ```xml
    <p>The ship <app><lem wit="#A">went down</lem><rdg wit="#B">went  down</rdg></app>.</p>
    ```

    Passes:

    ```xml
    <p>The ship <app><lem wit="#A">went down</lem><rdg wit="#B">sank</rdg></app>.</p>
    ```
    """
    for file, app in index.each("app"):
        lemma = app.find(tei("lem"))
        if lemma is None or len(lemma):
            continue
        words = text_of(lemma)
        for reading in _readings(app):
            if reading is not lemma and not len(reading) and words and text_of(reading) == words:
                message = f"this reading is the lemma, {quoted(words)}"
                hint = "add its witnesses to the lemma, or correct the reading"
                yield finding("reading-equals-lemma", Severity.WARNING, file, reading, message, hint)


def witness_twice(index: Index) -> Iterator[Diagnostic]:
    """A witness has two readings at one place.

    What: the same pointer in ``@wit`` of two readings of one ``<app>``.

    Why: a witness reads one thing at a place. Where it was corrected, its hands need sigla of their own.

    Fails:

    ```xml
    <p>The ship <app><lem wit="#A #B">sank</lem><rdg wit="#B">went down</rdg></app>.</p>
    ```

    Passes:

    ```xml
    <p>The ship <app><lem wit="#A">sank</lem><rdg wit="#B">went down</rdg></app>.</p>
    ```
    """
    for file, app in index.each("app"):
        seen: dict[str, etree._Element] = {}
        for reading in _readings(app):
            for witness in _witnesses(reading):
                first = seen.setdefault(witness, reading)
                if first is not reading:
                    message = f"the witness {quoted(witness)} has another reading at this place"
                    at = file.document.locate(first)
                    hint = "leave it with the one that it has; give hands of one witness sigla of their own"
                    yield finding("witness-twice", Severity.ERROR, file, reading, message, hint, ("the other", at))


def witness_missing(index: Index) -> Iterator[Diagnostic]:
    """An entry of a positive apparatus leaves a witness out.

    What: in a file whose entries name all witnesses as a rule (nine of ten, and five entries at least), an ``<app>``
    that does not.

    Why: in a positive apparatus each entry accounts for every witness; one that is missing was forgotten, or has a gap
    that should be marked.

    Fails:

    ```xml
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app> <app><lem wit="#A">c</lem><rdg wit="#B">d</rdg></app>
    <app><lem wit="#A">e</lem><rdg wit="#B">f</rdg></app> <app><lem wit="#A">g</lem><rdg wit="#B">h</rdg></app>
    <app><lem wit="#A">i</lem><rdg wit="#B">j</rdg></app> <app><lem wit="#A">k</lem><rdg wit="#B">l</rdg></app>
    <app><lem wit="#A">m</lem><rdg wit="#B">n</rdg></app> <app><lem wit="#A">o</lem><rdg wit="#B">p</rdg></app>
    <app><lem wit="#A">q</lem><rdg wit="#B">r</rdg></app> <app><lem wit="#A">s</lem><rdg resp="#editor">t</rdg></app>
    </p>
    ```

    Passes:

    ```xml
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app> <app><lem wit="#A">c</lem><rdg wit="#B">d</rdg></app></p>
    ```
    """
    for file in index.tei_files:
        declared = {f"#{node.get(XML_ID)}" for node in file.named("witness") if node.get(XML_ID)}
        apps = file.named("app")
        if len(declared) < 2 or len(apps) < 5:
            continue
        lacking = []
        for app in apps:
            named = {witness for reading in _readings(app) for witness in _witnesses(reading)}
            if declared - named:
                lacking.append((app, declared - named))
        if lacking and len(lacking) <= len(apps) / 10:
            for app, missing in lacking:
                message = f"{one_of(sorted(missing))} is named in no reading here, as all witnesses are elsewhere"
                hint = "add it to a reading, or mark its gap (lacunaStart, lacunaEnd)"
                yield finding("witness-missing", Severity.WARNING, file, app, message, hint)


def _passage(index: Index, file: File, app: etree._Element) -> tuple[int, int] | None:
    """The numbers of the first and last element of the passage that an entry is about, in its file."""
    places = []
    for key in ("from", "to"):
        value = str(app.get(key) or app.get("from") or "")
        target = index.resolver.follow(file.key, value) if value.startswith("#") else None
        if target is None or target.node is None or target.file != file.key:
            return None
        places.append(index.number(file, target.node))
    return places[0], places[1]


def apparatus_passage(index: Index) -> Iterator[Diagnostic]:
    """An entry of the apparatus ends before it begins, or says nothing of its place.

    What: an ``<app>`` whose ``@to`` leads to an element before that of ``@from``; or one that stands apart from the
    text (in a ``<listApp>``) and has neither ``@from`` nor ``@loc``.

    Why: nobody can tell which words it is about.

    Fails:

    ```xml
    <p>The <anchor xml:id="a1"/>ship<anchor xml:id="a2"/> <app from="#a2" to="#a1"><rdg wit="#B">boat</rdg></app></p>
    ```

    Passes:

    ```xml
    <p>The <anchor xml:id="a1"/>ship<anchor xml:id="a2"/> <app from="#a1" to="#a2"><rdg wit="#B">boat</rdg></app></p>
    ```
    """
    for file, app in index.each("app"):
        passage = _passage(index, file, app)
        if passage is not None and passage[1] < passage[0]:
            message = f"the passage ends ({quoted(app.get('to', ''))}) before it begins ({quoted(app.get('from', ''))})"
            yield finding("apparatus-passage", Severity.ERROR, file, app, message, "exchange @from and @to")
        above = app.getparent()
        if above is not None and above.tag == tei("listApp") and not (app.get("from") or app.get("loc")):
            message = "the entry stands apart from the text and does not say what it is about"
            yield finding("apparatus-passage", Severity.ERROR, file, app, message, "give it @from and @to, or @loc")


def overlapping_apparatus(index: Index) -> Iterator[Diagnostic]:
    """Two entries of the apparatus are about passages that overlap.

    What: of two ``<app>`` with ``@from`` and ``@to``, one begins inside the passage of the other and ends behind it.

    Why: no edition can show both in the text; one of the two passages was meant to be longer or shorter.

    Fails:

    ```xml
    <p><anchor xml:id="a1"/>The <anchor xml:id="a2"/>ship <anchor xml:id="a3"/>sank<anchor xml:id="a4"/>
    <app from="#a1" to="#a3"><rdg wit="#B">A ship</rdg></app>
    <app from="#a2" to="#a4"><rdg wit="#B">boat went</rdg></app></p>
    ```

    Passes:

    ```xml
    <p><anchor xml:id="a1"/>The <anchor xml:id="a2"/>ship<anchor xml:id="a3"/>
    <app from="#a1" to="#a2"><rdg wit="#B">A</rdg></app> <app from="#a2" to="#a3"><rdg wit="#B">boat</rdg></app></p>
    ```
    """
    for file in index.tei_files:
        spans = []
        for app in file.named("app"):
            passage = _passage(index, file, app) if app.get("from") and app.get("to") else None
            if passage is not None and passage[0] < passage[1]:
                spans.append((*passage, app))
        spans.sort(key=lambda span: (span[0], -span[1]))
        open_spans: list[tuple[int, int, etree._Element]] = []
        for start, end, app in spans:
            open_spans = [span for span in open_spans if span[1] > start]
            for other in open_spans:
                if other[0] < start < other[1] < end:
                    at = file.document.locate(other[2])
                    message = "the passage of this entry begins inside that of another and ends behind it"
                    hint = "make one entry of them, or part the passages"
                    yield finding(
                        "overlapping-apparatus", Severity.WARNING, file, app, message, hint, ("the other", at)
                    )
                    break
            open_spans.append((start, end, app))


def apparatus_method(index: Index) -> Iterator[Diagnostic]:
    """The apparatus is not of the method that the header declares.

    What: ``variantEncoding/@method`` says "parallel-segmentation", and an ``<app>`` has ``@from`` or ``@loc``; or it
    says "double-end-point" and an entry has no ``@from``, or "location-referenced" and an entry has no ``@loc``.

    Why: software reads an apparatus by its method, and takes such an entry for something else.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>See <app loc="1.2"><rdg>boat</rdg></app></p></sourceDesc>
    </fileDesc><encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
    </teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>See <app><rdg>boat</rdg></app></p></sourceDesc>
    </fileDesc><encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
    </teiHeader>
    ```
    """
    needs = {"double-end-point": "from", "location-referenced": "loc"}
    for file in index.tei_files:
        for declared in file.named("variantEncoding")[:1]:
            method = str(declared.get("method", ""))
            for app in file.named("app"):
                has = [key for key in ("from", "loc") if app.get(key)]
                wrong = has if method == "parallel-segmentation" else []
                message = f"the header declares {method}, and this entry has @{wrong[0]}" if wrong else ""
                if method in needs and needs[method] not in has:
                    message = f"the header declares {method}, and this entry has no @{needs[method]}"
                if message:
                    hint = "change the entry, or variantEncoding/@method"
                    yield finding("apparatus-method", Severity.WARNING, file, app, message, hint)
                    break

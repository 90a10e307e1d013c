"""The profile "bptl": what Best Practices for TEI in Libraries ask of a header, beyond the schema.

These rules run only when the profile is chosen. Source: Best Practices for TEI in Libraries, version 4, the header.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, finding
from edition.checks.words import one_of
from edition.diagnostic import Diagnostic, Severity
from edition.tei import XML_ID, XML_LANG, tei

__all__ = [
    "BPTL",
    "bptl_change",
    "bptl_content",
    "bptl_declaration",
    "bptl_encoding",
    "bptl_language",
    "bptl_publication",
    "bptl_responsibility",
]

_IDNO: Final = "ARK CALLNO DOI EAN GND handle ISBN ISSN ISTC LCCN OCLC OCoLC ORCID URI URN UUID VIAF Wikidata".split()


def _headers(index: Index) -> Iterator[tuple[File, etree._Element]]:
    for file in index.tei_files:
        for header in file.named("teiHeader")[:1]:
            yield file, header


def _error(rule: str, file: File, node: etree._Element, message: str, hint: str) -> Diagnostic:
    return finding(rule, Severity.ERROR, file, node, message, hint)


def bptl_language(index: Index) -> Iterator[Diagnostic]:
    """The header does not say in which language it is written.

    What: ``<teiHeader>`` without ``@xml:lang``.

    Why: a catalogue of many languages shows headers in the one that its readers know.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    for file, header in _headers(index):
        if not header.get(XML_LANG):
            yield _error("bptl-language", file, header, "<teiHeader> has no @xml:lang", 'write xml:lang="en", say')


def bptl_encoding(index: Index) -> Iterator[Diagnostic]:
    """The header does not describe the encoding as libraries ask.

    What: a header without ``<encodingDesc>``, or one that lacks ``<tagsDecl>`` or ``<editorialDecl>``; pointers with a
    prefix, and no ``<listPrefixDef>``.

    Why: a library has to know what was tagged before it can offer it.

    Fails:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><editorialDecl><p>Nothing was changed.</p></editorialDecl>
      <tagsDecl><namespace name="http://www.tei-c.org/ns/1.0"><tagUsage gi="p" occurs="1"/></namespace></tagsDecl>
    </encodingDesc></teiHeader>
    ```
    """
    for file, header in _headers(index):
        description = header.find(tei("encodingDesc"))
        if description is None:
            hint = "add it, with editorialDecl and tagsDecl"
            yield _error("bptl-encoding", file, header, "the header has no <encodingDesc>", hint)
            continue
        for name in ("editorialDecl", "tagsDecl"):
            if description.find(tei(name)) is None:
                message = f"<encodingDesc> has no <{name}>"
                yield _error("bptl-encoding", file, description, message, f"add <{name}>")


def bptl_publication(index: Index) -> Iterator[Diagnostic]:
    """The header gives the publication otherwise than libraries ask.

    What: ``<publicationStmt>`` in paragraphs, without publisher, distributor or authority at its beginning, or without
    a date; ``<extent>`` in ``<fileDesc>``.

    Why: these particulars go into catalogue fields, and paragraphs do not. The extent of a file changes with each edit.

    Fails:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><p>A Press, free to use.</p></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><date when="2026">2026</date>
      <availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    for file, header in _headers(index):
        statement = header.find(f"{tei('fileDesc')}/{tei('publicationStmt')}")
        if statement is not None:
            first = next(statement.iterchildren("*"), None)
            if first is None or first.tag not in (tei("publisher"), tei("distributor"), tei("authority")):
                message = "<publicationStmt> does not begin with publisher, distributor or authority"
                yield _error("bptl-publication", file, statement, message, "put one of them first")
            elif statement.find(tei("date")) is None:
                yield _error("bptl-publication", file, statement, "<publicationStmt> has no <date>", "add <date when>")
        extent = header.find(f"{tei('fileDesc')}/{tei('extent')}")
        if extent is not None:
            yield _error("bptl-publication", file, extent, "<extent> stands in <fileDesc>", "remove it")


def bptl_responsibility(index: Index) -> Iterator[Diagnostic]:
    """A statement of responsibility is turned round, or an identifier has no known kind.

    What: ``<respStmt>`` in which a name comes before ``<resp>``; ``<idno>`` in the header without ``@type``.

    Why: programs that make catalogue records take the first for the role and the second for the name; a number without
    a kind can be looked up nowhere.

    Fails:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><respStmt><name>E. Encoder</name><resp>encoding</resp></respStmt></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><respStmt><resp>encoding</resp><name>E. Encoder</name></respStmt></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    for file, header in _headers(index):
        for node in header.iter(tei("respStmt")):
            first = next(node.iterchildren("*"), None)
            if first is not None and first.tag != tei("resp"):
                message = "<respStmt> does not begin with <resp>"
                yield _error("bptl-responsibility", file, node, message, "put <resp> before the names")
        for node in header.iter(tei("idno")):
            if not node.get("type"):
                message = "<idno> does not say what kind of number it is"
                yield _error("bptl-responsibility", file, node, message, f"write @type: {one_of(_IDNO, 8)}")


def bptl_declaration(index: Index) -> Iterator[Diagnostic]:
    """A declaration of the header cannot be pointed to, or does not say what it declares.

    What: ``<taxonomy>`` without ``@xml:id``, ``<rendition>`` without ``@scheme``, ``<tagUsage>`` without ``@gi``.

    Why: a declaration is there to be pointed to and read by programs.

    Fails:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><classDecl><taxonomy><category><catDesc>history</catDesc></category></taxonomy></classDecl>
    </encodingDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><classDecl><taxonomy xml:id="t"><category><catDesc>history</catDesc></category></taxonomy>
    </classDecl></encodingDesc></teiHeader>
    ```
    """
    for name, key in (("taxonomy", XML_ID), ("rendition", "scheme"), ("tagUsage", "gi")):
        for file, node in index.each(name):
            if not node.get(key):
                shown = "xml:id" if key == XML_ID else key
                yield _error("bptl-declaration", file, node, f"<{name}> has no @{shown}", f"add @{shown}")


def bptl_change(index: Index) -> Iterator[Diagnostic]:
    """A change to the document has no date, or nobody who made it.

    What: ``<change>`` in ``<revisionDesc>`` without ``@when`` or without ``@who``.

    Why: a library that has taken in an earlier state must see what has happened since, and whom to ask.

    Fails:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author xml:id="a">A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><revisionDesc><change>Proof-read.</change></revisionDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author xml:id="a">A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><revisionDesc><change when="2026-05-06" who="#a">Proof-read.</change></revisionDesc></teiHeader>
    ```
    """
    for file, node in index.each("change"):
        if next(node.iterancestors(tei("revisionDesc")), None) is not None:
            missing = [f"@{key}" for key in ("when", "who") if not node.get(key)]
            if missing:
                message = f"<change> has no {' and no '.join(missing)}"
                yield _error("bptl-change", file, node, message, f"add {' and '.join(missing)}")


def bptl_content(index: Index) -> Iterator[Diagnostic]:
    """The header holds blocks that catalogues cannot use.

    What: ``<ab>`` anywhere in the header.

    Why: it says of its words only that they are a block; paragraphs and the header's own elements say what they are.

    Fails:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><ab>Free.</ab></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader xml:lang="en"><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    for file, header in _headers(index):
        for node in header.iter(tei("ab")):
            yield _error("bptl-content", file, node, "<ab> stands in the header", "write <p>")


#: The rules of the profile.
BPTL: Final = [
    bptl_language,
    bptl_encoding,
    bptl_publication,
    bptl_responsibility,
    bptl_declaration,
    bptl_change,
    bptl_content,
]

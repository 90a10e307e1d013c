"""Rules of the teiHeader: what a reader and a library must be told about an edition."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.checks.index import File, Index, finding, text_of
from edition.checks.words import nearest, one_of, quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import XML_LANG, tei

__all__ = [
    "missing_language",
    "missing_licence",
    "missing_publisher",
    "missing_responsible",
    "missing_source",
    "missing_title",
    "undeclared_language",
    "unused_language",
]


def _file_description(index: Index) -> Iterator[tuple[File, etree._Element]]:
    """The fileDesc of every TEI document; one without (the schema says so already) is passed over."""
    for file in index.tei_files:
        header = file.document.root.find(tei("teiHeader"))
        description = header.find(tei("fileDesc")) if header is not None else None
        if description is not None:
            yield file, description


def _part(description: etree._Element, *names: str) -> etree._Element:
    """The part of the header to which a finding belongs: the innermost of the path that is there."""
    node = description
    for name in names:
        inner = node.find(tei(name))
        if inner is None:
            break
        node = inner
    return node


def missing_title(index: Index) -> Iterator[Diagnostic]:
    """The header gives no title.

    What: ``titleStmt/title`` without a word in it.

    Why: it is the title on the cover, in the browser and in every catalogue.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title/><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    for file, description in _file_description(index):
        titles = description.findall(f"{tei('titleStmt')}/{tei('title')}")
        if not any(text_of(title) for title in titles):
            node = _part(description, "titleStmt", "title")
            hint = "write it in titleStmt/title"
            yield finding("missing-title", Severity.ERROR, file, node, "the header gives no title", hint)


def missing_responsible(index: Index) -> Iterator[Diagnostic]:
    """The header names nobody who is responsible.

    What: a ``<titleStmt>`` without ``<author>``, ``<editor>``, ``<respStmt>`` or ``<principal>``, or only empty ones.

    Why: an edition stands for somebody's judgement; libraries list it under that name.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><editor>A. N. Editor</editor></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    names = ("author", "editor", "respStmt", "principal")
    for file, description in _file_description(index):
        statement = _part(description, "titleStmt")
        if not any(text_of(node) for name in names for node in statement.iterchildren(tei(name))):
            yield finding(
                "missing-responsible",
                Severity.WARNING,
                file,
                statement,
                "the header names nobody who is responsible for this text",
                "add <author>, <editor> or <respStmt> to titleStmt",
            )


def missing_publisher(index: Index) -> Iterator[Diagnostic]:
    """The header names no publisher.

    What: a ``<publicationStmt>`` without ``<publisher>``, ``<distributor>`` or ``<authority>``.

    Why: a reader has to know from whom the edition comes, and a citation names it.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><editor>A. N. Editor</editor></titleStmt>
      <publicationStmt><p>Not published yet.</p></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><editor>A. N. Editor</editor></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    names = ("publisher", "distributor", "authority")
    for file, description in _file_description(index):
        statement = _part(description, "publicationStmt")
        if not any(text_of(node) for name in names for node in statement.iterchildren(tei(name))):
            yield finding(
                "missing-publisher",
                Severity.WARNING,
                file,
                statement,
                "the header names no publisher",
                "add <publisher>, <distributor> or <authority> to publicationStmt",
            )


def missing_licence(index: Index) -> Iterator[Diagnostic]:
    """The header says nothing about how the text may be used.

    What: a ``<publicationStmt>`` without ``<availability>``, or with an empty one.

    Why: without a word about it nobody may safely quote, copy or print the edition.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><editor>A. N. Editor</editor></titleStmt>
      <publicationStmt><publisher>A Press</publisher></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><editor>A. N. Editor</editor></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability>
        <licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>
      </availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    for file, description in _file_description(index):
        statement = _part(description, "publicationStmt")
        found = statement.findall(tei("availability"))
        if not any(text_of(node) or node.find(f"{tei('licence')}[@target]") is not None for node in found):
            yield finding(
                "missing-licence",
                Severity.WARNING,
                file,
                found[0] if found else statement,
                "the header says nothing about how the text may be used",
                'add <availability><licence target="…"> to publicationStmt',
            )


def missing_source(index: Index) -> Iterator[Diagnostic]:
    """The header does not say where the text comes from.

    What: a ``<sourceDesc>`` without a word in it.

    Why: which print or manuscript was transcribed is the first thing that a scholar asks.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><editor>A. N. Editor</editor></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p/></sourceDesc>
    </fileDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship in the Ice</title><editor>A. N. Editor</editor></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc></teiHeader>
    ```
    """
    for file, description in _file_description(index):
        node = description.find(tei("sourceDesc"))
        if node is not None and not text_of(node):
            hint = 'add a <bibl>, or "Born digital." in a <p>'
            message = "the header does not say where the text comes from"
            yield finding("missing-source", Severity.WARNING, file, node, message, hint)


def missing_language(index: Index) -> Iterator[Diagnostic]:
    """The language of the text is not given.

    What: neither ``<TEI>`` nor ``<text>`` has an ``@xml:lang``.

    Why: hyphenation, the voice of a screen reader and the search depend on it.

    Fails:

    ```xml
    <text><body><p>The ship lay in the ice.</p></body></text>
    ```

    Passes:

    ```xml
    <text xml:lang="en"><body><p>The ship lay in the ice.</p></body></text>
    ```
    """
    for file, node in index.each("text"):
        if next((above for above in (node, *node.iterancestors()) if above.get(XML_LANG)), None) is None:
            yield finding(
                "missing-language",
                Severity.WARNING,
                file,
                node,
                "the language of the text is not given",
                'write xml:lang="en" (or another) on <TEI> or <text>',
            )


def _languages(file: File) -> dict[str, etree._Element]:
    """Every language that a file uses, with the first element that does."""
    used: dict[str, etree._Element] = {}
    for node in file.elements:
        language = node.get(XML_LANG)
        if language:
            used.setdefault(language, node)
    return used


def undeclared_language(index: Index) -> Iterator[Diagnostic]:
    """A language is used and not declared.

    What: an ``@xml:lang`` whose tag no ``<language ident="…">`` of the header's ``<langUsage>`` has. A declared "ru"
    covers "ru-Latn". Files without ``<langUsage>`` get one finding in all.

    Why: the header is what catalogues and search read; a tag that is in no list is often a slip.

    Fails:

    ```xml
    <p>The ship <foreign xml:lang="fr">dans la glace</foreign>.</p>
    ```

    Passes:

    ```xml
    <p>The ship <foreign xml:lang="ru">во льдах</foreign>.</p>
    ```
    """
    for file, _ in _file_description(index):
        used = _languages(file)
        if not used:
            continue
        usage = file.named("langUsage")
        if not usage:
            yield finding(
                "undeclared-language",
                Severity.WARNING,
                file,
                file.document.root,
                f"the header does not declare the languages that are used: {one_of(sorted(used))}",
                'add profileDesc/langUsage with a <language ident="…"> for each',
            )
            continue
        declared = {node.get("ident", "").lower() for node in file.named("language")}
        for language, node in used.items():
            parts = language.lower().split("-")
            if not any("-".join(parts[:length]) in declared for length in range(1, len(parts) + 1)):
                guess = nearest(language, declared)
                hint = f'add <language ident="{language}"> to langUsage'
                yield finding(
                    "undeclared-language",
                    Severity.WARNING,
                    file,
                    node,
                    f"the language {quoted(language)} is used here and not declared in the header",
                    f'did you mean "{guess}"? If not, {hint}' if guess else hint,
                )


def unused_language(index: Index) -> Iterator[Diagnostic]:
    """A language is declared and not used.

    What: a ``<language>`` of the header's ``<langUsage>`` that no ``@xml:lang`` of the file names.

    Why: either the words in that language are not marked as such, or the header promises what is not there.

    Fails:

    ```xml
    <p>The ship lay in the ice.</p>
    ```

    Passes:

    ```xml
    <p>The ship <foreign xml:lang="ru">во льдах</foreign>.</p>
    ```
    """
    for file, node in index.each("language"):
        ident = node.get("ident", "").lower()
        if ident and not any((used.lower() + "-").startswith(ident + "-") for used in _languages(file)):
            yield finding(
                "unused-language",
                Severity.INFO,
                file,
                node,
                f"the language {quoted(node.get('ident', ''))} is declared, and nothing in this file is marked with it",
                f'mark its words with xml:lang="{node.get("ident")}", or remove it',
            )

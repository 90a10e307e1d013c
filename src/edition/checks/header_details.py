"""Rules of the header's details: its history in order, its counts true, its principles said."""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks.index import Index, finding
from edition.checks.words import quoted
from edition.diagnostic import Diagnostic, Severity
from edition.tei import tei

__all__ = ["changes_out_of_order", "missing_principles", "tag_count_differs"]


def changes_out_of_order(index: Index) -> Iterator[Diagnostic]:
    """The changes to the document are not in order.

    What: ``<change>`` elements of ``<revisionDesc>`` whose dates (``@when``) do not go from the newest to the oldest.

    Why: the first entry is read as the state of the document.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><revisionDesc><change when="2026-01-02">Begun.</change><change when="2026-05-06">Proof-read.</change>
    </revisionDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><revisionDesc><change when="2026-05-06">Proof-read.</change><change when="2026-01-02">Begun.</change>
    </revisionDesc></teiHeader>
    ```
    """
    for file, description in index.each("revisionDesc", "listChange"):
        last = ""
        for node in description.iterchildren(tei("change")):
            when = str(node.get("when", ""))
            if when and last and when[: len(last)] > last[: len(when)]:
                message = f"the change of {quoted(when)} stands behind that of {quoted(last)}"
                hint = "put the newest first"
                yield finding("changes-out-of-order", Severity.WARNING, file, node, message, hint)
                break
            last = when or last


def missing_principles(index: Index) -> Iterator[Diagnostic]:
    """The header does not say how the text was established.

    What: a document with a text, and no ``<editorialDecl>`` and no ``<projectDesc>`` with words in them.

    Why: a reader cannot know what was corrected, normalised and left out; it is what makes an edition of a text.

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
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><editorialDecl><p>Nothing was changed.</p></editorialDecl></encodingDesc></teiHeader>
    ```
    """
    for file in index.tei_files:
        if not file.named("text") or not file.named("teiHeader"):
            continue
        said = ["".join(map(str, node.itertext())).strip() for node in file.named("editorialDecl", "projectDesc")]
        if not any(said):
            message = "the header does not say how the text was established"
            hint = "add encodingDesc/editorialDecl: what was corrected, normalised, left out"
            yield finding("missing-principles", Severity.INFO, file, file.named("teiHeader")[0], message, hint)


def tag_count_differs(index: Index) -> Iterator[Diagnostic]:
    """The header counts the elements of the text wrongly.

    What: ``tagUsage/@occurs`` that is not the number of elements of this name in ``<text>``.

    Why: libraries compare the two to see whether a file is whole.

    Fails:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><tagsDecl>
      <namespace name="http://www.tei-c.org/ns/1.0"><tagUsage gi="p" occurs="7"/></namespace>
    </tagsDecl></encodingDesc></teiHeader>
    ```

    Passes:

    ```xml
    <teiHeader><fileDesc>
      <titleStmt><title>The Ship</title><author>A. N. Author</author></titleStmt>
      <publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
      <sourceDesc><p>Born digital.</p></sourceDesc>
    </fileDesc><encodingDesc><tagsDecl>
      <namespace name="http://www.tei-c.org/ns/1.0"><tagUsage gi="p" occurs="1"/></namespace>
    </tagsDecl></encodingDesc></teiHeader>
    ```
    """
    for file, node in index.each("tagUsage"):
        occurs, name = str(node.get("occurs", "")), str(node.get("gi", ""))
        if not (occurs.isascii() and occurs.isdigit()):
            continue
        count = sum(1 for text in file.named("text")[:1] for _ in text.iter(tei(name)))
        if count != int(occurs):
            message = f"the header counts {occurs} <{name}>, and the text has {count}"
            yield finding("tag-count-differs", Severity.WARNING, file, node, message, f'write occurs="{count}"')

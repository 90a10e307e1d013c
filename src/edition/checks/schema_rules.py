"""Rules of the schema: what each fault against schemas/edition.rng is called, and its manual page."""

from __future__ import annotations

from collections.abc import Iterable

from edition.checks.index import Index
from edition.diagnostic import Diagnostic

__all__ = [
    "foreign_element",
    "invalid_value",
    "misplaced_element",
    "misplaced_text",
    "missing_attribute",
    "missing_element",
    "not_tei",
    "unknown_attribute",
    "unknown_element",
]


def not_tei(index: Index) -> Iterable[Diagnostic]:
    """The document is not TEI P5.

    What: the first element is not in the namespace of the TEI. Nothing else is checked in such a file.

    Why: TEI software knows an element by its name and its namespace together; without it, ``<p>`` is nobody's
    paragraph. A file in TEI P4 (``<TEI.2>``) has no namespace and must be brought to P5 first.

    Fails:

    ```xml
    <TEI xml:lang="en">
      <text><body><p>The ship lay in the ice.</p></body></text>
    </TEI>
    ```

    Passes:

    ```xml
    <p>The ship lay in the ice.</p>
    ```
    """
    return index.structure("not-tei")


def unknown_element(index: Index) -> Iterable[Diagnostic]:
    """An element has a name that the schema does not know.

    What: a misspelt name (``<persname>`` for ``<persName>``: capitals count), or an element of the TEI that this
    schema leaves out.

    Why: no edition knows what to do with it; it is shown without any form.

    Fails:

    ```xml
    <p>Then <persname>Chkalov</persname> took off.</p>
    ```

    Passes:

    ```xml
    <p>Then <persName>Chkalov</persName> took off.</p>
    ```
    """
    return index.structure("unknown-element")


def misplaced_element(index: Index) -> Iterable[Diagnostic]:
    """An element stands where it may not stand.

    What: an element that the schema knows, inside another that cannot hold it, or in the wrong order there (a
    ``<head>`` after the first paragraph). The hint says where it may stand.

    Why: what contains what is the meaning of the encoding: a division inside a paragraph has no place in the
    contents.

    Fails:

    ```xml
    <p>The ship lay <div type="section"><p>in the ice</p></div>.</p>
    ```

    Passes:

    ```xml
    <div type="section"><p>The ship lay in the ice.</p></div>
    ```
    """
    return index.structure("misplaced-element")


def missing_element(index: Index) -> Iterable[Diagnostic]:
    """An element lacks another that must stand in it.

    What: an element that is empty or ends too early: a ``<list>`` without ``<item>``, a ``<fileDesc>`` without
    ``<publicationStmt>``.

    Why: what the schema demands is what other software counts on.

    Fails:

    ```xml
    <list><head>The crew</head></list>
    ```

    Passes:

    ```xml
    <list><head>The crew</head><item>the captain</item></list>
    ```
    """
    return index.structure("missing-element")


def misplaced_text(index: Index) -> Iterable[Diagnostic]:
    """Text stands where only elements may stand.

    What: words directly in a ``<div>``, a ``<list>``, a ``<body>`` and other elements that hold blocks only. The
    place is that of the first letter.

    Why: such words belong to no paragraph; they have no id, no form, and may be lost.

    Fails:

    ```xml
    <div><p>The ship lay in the ice.</p> The crew waited.</div>
    ```

    Passes:

    ```xml
    <div><p>The ship lay in the ice.</p><p>The crew waited.</p></div>
    ```
    """
    return index.structure("misplaced-text")


def unknown_attribute(index: Index) -> Iterable[Diagnostic]:
    """An element has an attribute that it does not take.

    What: a misspelt attribute, or one that belongs on other elements. The hint names the nearest one, or where it may
    stand.

    Why: what it says is read by no one.

    Fails:

    ```xml
    <p>On <date whem="1934-02-13">13 February</date> the ship sank.</p>
    ```

    Passes:

    ```xml
    <p>On <date when="1934-02-13">13 February</date> the ship sank.</p>
    ```
    """
    return index.structure("unknown-attribute")


def missing_attribute(index: Index) -> Iterable[Diagnostic]:
    """An element lacks an attribute that it must have.

    What: a ``<graphic>`` without ``@url``, a ``<language>`` without ``@ident``, and so on.

    Why: without it the element says nothing.

    Fails:

    ```xml
    <figure><graphic/><figDesc>A ship in the ice</figDesc></figure>
    ```

    Passes:

    ```xml
    <figure><head>The ship in the ice</head></figure>
    ```
    """
    return index.structure("missing-attribute")


def invalid_value(index: Index) -> Iterable[Diagnostic]:
    """An attribute has a value that it cannot have.

    What: a value that is not in a closed list (``note/@type``), or not of the right form: a date such as
    "1934-2-13", a number with letters, a pointer with nothing in it.

    Why: software sorts and selects by these values; one that it does not know is left out.

    Fails:

    ```xml
    <p>The ship sank.<note type="comentary">In the Chukchi Sea.</note></p>
    ```

    Passes:

    ```xml
    <p>The ship sank.<note type="commentary">In the Chukchi Sea.</note></p>
    ```
    """
    return index.structure("invalid-value")


def foreign_element(index: Index) -> Iterable[Diagnostic]:
    """An element is not in the namespace of the TEI.

    What: an element of another namespace (SVG, MathML, examples of markup), or of none, inside a TEI document. What
    stands in it is not checked.

    Why: the schema of an edition has elements of the TEI only; the editions show the text of others without form.

    Fails:

    ```xml
    <p>The ship lay <b xmlns="http://www.w3.org/1999/xhtml">in the ice</b>.</p>
    ```

    Passes:

    ```xml
    <p>The ship lay <hi rend="bold">in the ice</hi>.</p>
    ```
    """
    return index.structure("foreign-element")

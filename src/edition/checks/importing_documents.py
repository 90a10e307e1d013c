"""Manual pages of the doubts that come up when a document (Word, Markdown, HTML ...) is imported."""

from __future__ import annotations

from typing import Final

from edition.checks.importing import page_of_source

__all__ = ["DOCUMENT_PAGES"]


#: The manual page of each rule of imported documents, by its id.
DOCUMENT_PAGES: Final[dict[str, str]] = {
    "text-not-read": page_of_source(
        "Words of a document were not read by pandoc.",
        "the words of the source, read without pandoc, were compared with pandoc's tree; these are missing there. They "
        "stand in ``back/div[@type='residue']``, in paragraphs of their own.",
        "pandoc passes over some parts of documents (fields, forms, notes that nothing refers to). The words are "
        "kept, but not where they belong.",
        "A text.\n\n[^9]: A note that no mark refers to.",
        "A text.[^9]\n\n[^9]: A note with its mark.",
    ),
    "text-box": page_of_source(
        "A text box was put behind a paragraph.",
        "the document has a text box or a shape with words, which floats on the page. Its paragraphs follow the one "
        "that holds it, with the rendition text-box.",
        "where the box belongs in the reading order is for the editor to say.",
        "a paragraph with a text box beside it",
        "the words of the box in a paragraph",
    ),
    "running-heads": page_of_source(
        "Running heads were left out.",
        "the words at the head and foot of every page of the document are furniture, not text. They are in the report.",
        "some writers keep an author's words there, such as a motto.",
        "a head over each page: The Lighthouse",
        "no head over the pages",
    ),
    "comment-left-out": page_of_source(
        "A comment was left out.",
        "a comment in the margin of the document is in the report, with its author and date, and not in the TEI.",
        "comments are talk about the text; what of it belongs to the edition becomes a note by hand.",
        "a word with a comment in the margin",
        "a word with a footnote",
    ),
    "change-accepted": page_of_source(
        "A tracked change was accepted.",
        "the document tracks changes. What was added is text, what was struck out is not; it is in the report.",
        "an author who has not accepted a change may still want the old words.",
        "a sentence struck out while changes are tracked",
        "all changes accepted or rejected",
    ),
    "heading-by-look": page_of_source(
        "A bold paragraph was taken for a heading.",
        "the document has no headings by style; short bold paragraphs were made the heads of divisions.",
        "a word in bold may be no heading, and the levels of headings are not known.",
        "**The Ship**   (a paragraph in bold)",
        "# The Ship   (a heading by its style)",
    ),
    "heading-inside": page_of_source(
        "A heading stands inside a quotation, a list or a table.",
        "no division can begin there. The heading is a ``label``.",
        "it may be the heading of a division after all, caught in a list by the word processor.",
        "> # The Ship\n>\n> In July it left port.",
        "# The Ship\n\n> In July it left port.",
    ),
    "division-empty": page_of_source(
        "Nothing follows a heading.",
        "a heading is followed at once by another of the same level or a higher one.",
        "the two may be the lines of one heading.",
        "# Chapter One\n\n# The Ship",
        "# Chapter One: The Ship",
    ),
    "link-not-kept": page_of_source(
        "The address of a link was not kept.",
        "a link leads to a file, or has a scheme that no edition can follow (``javascript:``). Its words are kept.",
        "a reader could not follow it, or should not.",
        "[the log](javascript:open)",
        "[the log](https://example.org/log)",
    ),
    "link-without-target": page_of_source(
        "A link leads to no place in the document.",
        "a link names an id, and nothing has it. Its words are kept in a ``ref`` without ``@target``.",
        "the place may be lost, or the id misspelt.",
        "[see there](#nowhere)",
        "[see there](#ship)\n\n# The Ship {#ship}",
    ),
    "attribute-not-kept": page_of_source(
        "An attribute was not kept.",
        "a span that names a TEI element has an attribute which that element does not take, or a value that it does "
        "not allow.",
        "the TEI would not be valid. The information is lost unless it is written in another way.",
        "[May]{.date when=spring}",
        "[May]{.date when=1934-05}",
    ),
    "raw-markup": page_of_source(
        "There is raw HTML in a Markdown text.",
        "the words of raw markup are kept, its tags and comments are not; they are in the report.",
        "tags of HTML have no place in TEI, and their meaning is not known for certain.",
        "the <b>ice</b>",
        "the **ice**",
    ),
    "picture-missing": page_of_source(
        "A picture is not there.",
        "the document names a picture which is not in it, nor in the folder of the source, or lies on the web (nothing "
        "is fetched), or cannot be read. The figure is kept without ``graphic``.",
        "the edition would show an empty frame.",
        "![The ship](https://example.org/ship.png)",
        "![The ship](ship.png), and the file beside the text",
    ),
    "picture-form": page_of_source(
        "A picture has a form that no browser shows.",
        "a picture is a TIFF, BMP, WMF or EMF file. It was written beside the TEI as it is.",
        "websites, e-books and the printed edition cannot show it.",
        "a drawing pasted as EMF",
        "the same drawing as PNG or SVG",
    ),
    "active-content": page_of_source(
        "Scripts, frames or objects were left out.",
        "a page of HTML holds what runs or loads. It was left out, and nothing was fetched; words inside are in the "
        "report.",
        "an edition holds text. Words that only a script writes are not in the source.",
        "<iframe src='https://example.org/'>a map</iframe>",
        "<p>a map</p>",
    ),
    "notes-joined": page_of_source(
        "Links and the notes they lead to were made notes.",
        "in HTML and e-books notes are links to paragraphs that link back. Where it is certain that the two belong "
        "together, the paragraph became a note at the mark.",
        "information only: notes are shown and numbered by the edition.",
        "a mark that is a link, and a note that links back to it",
        "a page without notes",
    ),
    "mark-not-joined": page_of_source(
        "A mark looks like that of a note and was not joined.",
        "a link with a number leads to a place which does not say that it is a note, or to which others lead as well.",
        "the note stands apart from its mark.",
        "two marks that lead to one note",
        "each note with one mark, and a link back to it",
    ),
    "note-empty": page_of_source(
        "A note has no words.",
        "a note of the document is empty.",
        "its text may be lost.",
        "The ship sank.[^1]\n\n[^1]:",
        "The ship sank.[^1]\n\n[^1]: In the Chukchi Sea.",
    ),
    "contents-left-out": page_of_source(
        "The list of contents of an e-book was left out.",
        "e-books carry a list of contents for the reading system. It is in the report.",
        "information only: the edition makes its own.",
        "an e-book with its navigation among the pages",
        "an e-book without it",
    ),
    "page-missing": page_of_source(
        "A page of an e-book is missing.",
        "the spine names a page that is not in the package.",
        "a part of the text is lost before the import.",
        "an e-book from which a file was removed",
        "a whole e-book",
    ),
    "pandoc-warning": page_of_source(
        "Pandoc warns of something.",
        "what pandoc said while it read the document, in its own words.",
        "it may concern a word or a picture.",
        "a reference that is defined twice",
        "each reference defined once",
    ),
}

"""The words of the report page, in one place."""

from __future__ import annotations

from typing import Final

__all__ = ["ANCHORS", "CERT", "COUNTS", "GROUPS", "LEDGER", "SEVERITY"]

#: The counts, in groups, in the order in which they are told. What is 0 is left out but for what must be 0.
GROUPS: Final = (
    ("", ("tokens", "tokens_lost")),
    (
        "The text",
        (
            "chapters",
            "subchapters",
            "paragraphs",
            "speeches",
            "quotations",
            "letters",
            "interventions",
            "captions",
            "lives",
            "facsimiles",
            "verse_blocks",
            "glossary_entries",
            "chronology_items",
        ),
    ),
    ("Notes", ("notes", "marks", "joined", "repaired", "footnotes")),
    ("Pages", ("seams", "hyphen_seams", "pages", "pages_inferred", "cross_references")),
    ("Index", ("index_heads", "index_subentries", "index_locators", "index_linked", "index_see")),
    ("Emendations", ("emendations",)),
    ("Of the document", ("tables", "lists", "pictures", "pictures_missing", "comments", "deletions", "words_unread")),
)
#: What each count is of.
COUNTS: Final = {
    "tokens": "words in the source", "tokens_lost": "words lost", "chapters": "chapters",
    "subchapters": "sub-chapters", "paragraphs": "paragraphs", "speeches": "speeches",
    "quotations": "quotations of whole paragraphs", "letters": "letters and appeals",
    "verse_blocks": "pieces of verse",
    "facsimiles": "documents transcribed", "glossary_entries": "entries of the glossary",
    "chronology_items": "dated entries",
    "interventions": "signed remarks", "captions": "captions", "lives": "lives dated in captions",
    "notes": "endnotes", "marks": "marks of notes", "joined": "marks joined to their notes",
    "repaired": "of them misread and repaired", "footnotes": "footnotes",
    "seams": "paragraphs divided by a page", "hyphen_seams": "of them inside a word",
    "pages": "page breaks numbered", "pages_inferred": "of them out of sight",
    "cross_references": "references to pages and chapters of the book", "index_heads": "heads",
    "index_subentries": "sub-entries", "index_locators": "page numbers", "index_linked": "of them linked",
    "tables": "tables", "lists": "lists", "pictures": "pictures", "pictures_missing": "of them not there",
    "comments": "comments", "deletions": "passages struck out", "words_unread": "words that pandoc did not read",
    "index_see": "references to other heads", "emendations": "made in the text",
}  # fmt: skip
CERT: Final = {"high": "sure", "medium": "likely", "low": "uncertain"}
SEVERITY: Final = {"error": "error", "warning": "to look at", "info": "for information"}
#: The columns of the ledger.
LEDGER: Final = (
    ("paragraphs", "paragraphs"), ("marks", "marks"), ("notes", "notes"), ("joined", "joined"),
    ("repaired", "repaired"), ("missing", "missing"), ("footnotes", "foot-notes"), ("figures", "figures"),
    ("seams", "seams"), ("doubts", "to look at"),
)  # fmt: skip
#: How the place of a footnote's mark was found.
ANCHORS: Final = {
    "printed": "at its mark",
    "proposed": "behind the word that it seems to explain; no mark found",
    "page end": "at the end of what stands before it; no mark found",
}

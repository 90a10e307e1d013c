"""Editions: each a pure function from a normalised tree to files in memory, and the words that it printed."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["EDITIONS", "Rendered"]

#: The editions, in the order in which they are built.
EDITIONS = ("html", "pdf", "epub", "paged", "text", "markdown", "docx", "data")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One edition of one text.

    ``files`` maps relative paths to contents. ``words`` holds the edition's own words, one string a block, without
    anything that the edition added of its own: the loss report compares them with the TEI. ``assets`` maps relative
    paths in the edition to the ``@url`` of the image in the TEI file. ``public`` are the ids that readers may cite,
    each with its page, where they were asked for.
    """

    files: dict[str, bytes]
    words: tuple[str, ...] = ()
    assets: dict[str, str] = field(default_factory=dict)
    public: tuple[tuple[str, str], ...] = ()

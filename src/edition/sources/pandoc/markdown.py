"""Markdown before pandoc reads it: its lines, and the words in them that are not signs of Markdown.

In: the bytes of a file. Out: a ``Prepared`` source. Quotation marks and dashes stay as they are written; commands of
TeX are text.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final

from edition.sources.pandoc.prepared import Passage, Prepared
from edition.sources.pandoc.web import beside, data_picture
from edition.sources.plaintext.lines import decode

__all__ = ["FORM", "prepare_markdown"]

#: Pandoc's Markdown without what changes characters or hides words.
FORM: Final = "markdown-smart-raw_tex-latex_macros-auto_identifiers-example_lists+lists_without_preceding_blankline"
#: What is a sign of Markdown and no word: numbers of lists, marks and names of notes, names of links, tags.
_SIGNS: Final = (
    re.compile(r"^[\s>]*\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,9}|#|@[\w-]*)[.)]\s"),
    re.compile(r"^[\s>]*[-+*]\s+\[[ xX]\]\s"),
    re.compile(r"\[\^[^\]\s]+\]:?"),
    re.compile(r"^\s{0,3}\[[^\]]+\]:(?=\s)"),
    re.compile(r"\]\[[^\]]*\]"),
    re.compile(r"</?[A-Za-z][A-Za-z0-9-]*"),
    re.compile(r"(?<=[\])`])\{[^{}]*\}|\s\{[#.][^{}]*\}\s*$|^\s*:::.*$|^\s*(?:```|~~~).*$"),
)


def prepare_markdown(data: bytes, path: Path) -> Prepared:
    """A Markdown text, ready for pandoc. Raises EditionError for what is no text in UTF-8."""
    text = decode(data, path).replace("\r\n", "\n").replace("\r", "\n")
    source = Prepared(text.encode("utf-8"), FORM, ".md", "Markdown text")
    source.lines = text.split("\n")
    for number, line in enumerate(source.lines, 1):
        words = line
        for pattern in _SIGNS:
            words = pattern.sub(" ", words)
        words = html.unescape(words.replace("\\", "")).strip()
        if words:
            source.passages.append(Passage(words, "text", number))
    folder = path.parent

    def picture(target: str) -> bytes | None:
        return data_picture(target) if target.startswith("data:") else beside(folder, target)

    source.picture = picture
    return source

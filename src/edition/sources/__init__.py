"""From a source to a TEI document: one reader for each kind of source.

In: a path and ``ImportOptions``. Out: ``Result[Imported | None]``: the TEI document as bytes, a report that JSON can
hold, a summary for a terminal; the doubts are findings at line and column of the source. Raises EditionError for a
file that no reader takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from edition.diagnostic import EditionError, Result
from edition.sources.pandoc import ENDINGS, read_document
from edition.sources.plaintext import read_plaintext

__all__ = ["SOURCES", "ImportOptions", "Imported", "read"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the editor says about a source: a profile, a corrections file; title, author, language where known."""

    profile: Path | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    corrections: Path | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """An imported text: the TEI document (UTF-8), the report, the lines of a summary, what the corrections file is to
    hold (None where none was asked for), and of a text its lines and those of each block (see ``edition.proof``); of a
    document the files that belong beside the TEI (pictures), by their paths from there.
    """

    tei: bytes
    report: dict[str, Any]
    summary: tuple[str, ...]
    corrections: str | None = None
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[int, ...], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


def _plaintext(path: Path, options: ImportOptions) -> Result[Imported | None]:
    result = read_plaintext(path, options.profile, options.title, options.author, options.language, options.corrections)
    return Result(Imported(*result.value), result.diagnostics)


def _document(path: Path, options: ImportOptions) -> Result[Imported | None]:
    if options.corrections is not None:
        raise EditionError(
            f"{path} is not plain text, and a file of corrections belongs to the lines of one",
            "import without --corrections, and correct the TEI, or the document itself",
        )
    result = read_document(path, options.profile, options.title, options.author, options.language)
    tei, report, summary, files = result.value
    return Result(Imported(tei, report, summary, files=files), result.diagnostics)


#: The readers by name. The ending of a file chooses; what has none of the others' endings is read as plain text.
SOURCES: Final[Mapping[str, Callable[[Path, ImportOptions], Result[Imported | None]]]] = {
    "plaintext": _plaintext,
    **dict.fromkeys(ENDINGS, _document),
}
_OTHERS: Final = {
    ".xml": "a TEI file needs no import: use edition check or edition build",
    ".doc": "save the document as .docx and import that",
    ".rtf": "save the document as .docx or .odt and import that",
    ".pdf": "import a plain text made from the PDF",
}


def read(path: Path, options: ImportOptions = ImportOptions()) -> Result[Imported | None]:
    """Import a source. Raises EditionError for a folder, an empty or binary file, or an unknown encoding."""
    ending = path.suffix.lower()
    if ending in _OTHERS and path.is_file():
        raise EditionError(f"{path} is not plain text", _OTHERS[ending])
    return SOURCES.get(ending, _plaintext)(path, options)

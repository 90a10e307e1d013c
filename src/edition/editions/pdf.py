"""The printed book: xslt/print makes a Typst source, Typst makes the PDF.

In: the normalised tree and the pictures that are there. Out: ``Result[Rendered]``: the PDF, its Typst source beside it
and the pictures that the source names, so that it can be set again by hand. No system font and no clock: same input,
same bytes.
"""

from __future__ import annotations

import operator
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from edition import saxon
from edition.diagnostic import Diagnostic, Result, Severity
from edition.editions import Rendered

__all__ = ["extract_words", "render"]

_WORD: Final = re.compile(r"[^\W_]+")
_START: Final = re.compile(r"(?m)^\W*([^\W_]+)")
#: A word that goes on in the next line: pdfium writes FFFE or 2 for a typesetter's hyphen, and leaves out the line end.
_BROKEN: Final = re.compile("([^\\W_]+)(?:[\ufffe\x02]\\s*|[-\u00ad\u2010]\\s*\n\\s*|[-\u00ad\u2010]\\s*\\Z)([^\\W_]*)")
#: Marks of direction, which pdfium puts between the letters of a word.
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")
_NO_PICTURES: Final = "#let pictures = ()"


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    images: Mapping[str, Path] | None = None,
    custom: Path | None = None,
) -> Result[Rendered]:
    """The PDF of one text; ``images`` maps the ``@url`` of each picture that is there to its file."""
    made = saxon.render("print", tree, parameters, custom=custom)
    findings = list(made.diagnostics)
    files: dict[str, bytes] = {}
    for name, source in made.value.items():
        named = {url: path for url, path in sorted((images or {}).items()) if f'"{url}"' in source}
        listed = "".join(f"{_quoted(url)}, " for url in named)
        source = source.replace(_NO_PICTURES, f"#let pictures = ({listed})", 1)
        files[name] = source.encode("utf-8")
        pictures = {url: path.read_bytes() for url, path in named.items()}
        files.update(pictures)
        pdf, told = _typeset(source, pictures)
        findings.extend(told)
        if pdf:
            files[name.removesuffix(".typ") + ".pdf"] = pdf
    return Result(Rendered(files), tuple(findings))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _typeset(source: str, pictures: Mapping[str, bytes]) -> tuple[bytes, list[Diagnostic]]:
    """Typst's PDF of a source: accessible (PDF/UA-1) where the text allows it, else plain, with a finding."""
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        root = Path(folder)
        for url, data in pictures.items():
            target = (root / url).resolve()
            if target.is_relative_to(root.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        (root / "book.typ").write_text(source, encoding="utf-8")
        return _accessible(root, root / "book.typ")


def _accessible(root: Path, source: Path) -> tuple[bytes, list[Diagnostic]]:
    import typst

    def compiled(standards: Any) -> bytes:
        return typst.compile(
            str(source),
            root=str(root),
            ignore_system_fonts=True,
            font_paths=[],
            timestamp=0,
            pdf_standards=standards,
        )

    try:
        return compiled("ua-1"), []
    except typst.TypstError as error:
        told = _first_line(error)
    try:
        plain = compiled(None)
    except typst.TypstError as error:
        failed = Diagnostic(
            "pdf-not-made",
            Severity.ERROR,
            f"Typst cannot set the book: {_first_line(error)}",
            hint="look at [pdf] in edition.toml and at the pictures; the Typst source lies where the PDF would lie",
        )
        return b"", [failed]
    finding = Diagnostic(
        "pdf-not-accessible",
        Severity.INFO,
        f"the PDF does not meet PDF/UA-1: {told}",
        hint="a picture without a description (figDesc) or a head that skips a level is the usual cause",
    )
    return plain, [finding]


def _first_line(error: Exception) -> str:
    line = str(error).strip().splitlines()[0]
    return line if len(line) <= 200 else line[:160] + " ..."


def extract_words(pdf: bytes) -> Counter[str]:
    """Every word that comes out of a PDF; one that was hyphenated counts whole, and in its parts."""
    import pypdfium2

    words: Counter[str] = Counter()
    document = pypdfium2.PdfDocument(pdf)
    try:
        open_ends: list[str] = []
        for page in document:
            text = _DIRECTION.sub("", unicodedata.normalize("NFC", page.get_textpage().get_text_range()))
            found = _WORD.findall(text)
            words.update(found)
            # Where the style changes within a word pdfium may see two.
            words.update(map(operator.add, found, found[1:]))
            for word in found:
                if not word.isalpha() and not word.isdigit():
                    words.update(_PARTS.findall(word))  # the number of a note, run up against its word
            if open_ends:
                # A word that is broken at the end of a page goes on in one of the lines of the next.
                starts = _START.findall(text)
                words.update(end + start for end in open_ends for start in starts)
            broken = _BROKEN.findall(text)
            # The number of a page of the print may stand in the margin between the halves.
            words.update(first + second.lstrip("0123456789") for first, second in broken if second)
            open_ends = [first for first, _ in broken]
    finally:
        document.close()
    return words

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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from edition import saxon
from edition.diagnostic import Diagnostic, Result, Severity
from edition.editions import Rendered, glyphs

__all__ = ["extract_words", "render"]

_WORD: Final = re.compile(r"[^\W_]+")
_START: Final = re.compile(r"(?m)^\W*([^\W_]+)")
#: A word that goes on in the next line: pdfium writes FFFE or 2 for a typesetter's hyphen, and leaves out the line end.
_BROKEN: Final = re.compile("([^\\W_]+)(?:[\ufffe\x02]\\s*|[-\u00ad\u2010]\\s*\n\\s*|[-\u00ad\u2010]\\s*\\Z)([^\\W_]*)")
#: Marks of direction, which pdfium puts between the letters of a word.
_DIRECTION: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+")
#: For archives (PDF/A-2a) and for screen readers (PDF/UA-1) at once.
_STANDARDS: Final = (["a-2a", "ua-1"], ["ua-1"])
_SERIF: Final = '#let serif = ("Libertinus Serif", "New Computer Modern")'
_NO_PICTURES: Final = "#let pictures = ()"
#: So many settings of nothing make Typst forget an earlier text, of which it keeps hundreds of megabytes.
_TO_FORGET: Final = 12
_earlier: list[str] = []


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    images: Mapping[str, Path] | None = None,
    fonts: Sequence[Path] = (),
    custom: Path | None = None,
) -> Result[Rendered]:
    """The PDF of one text; ``images`` maps the ``@url`` of each picture that is there to its file; ``fonts`` are those
    of the project, for what ours lack.
    """
    made = saxon.render("print", tree, parameters, custom=custom)
    findings = list(made.diagnostics)
    files: dict[str, bytes] = {}
    for name, source in made.value.items():
        named = {url: path for url, path in sorted((images or {}).items()) if f'"{url}"' in source}
        pictures = {url: path.read_bytes() for url, path in named.items()}
        complete, pdf, told = _with_pictures(source, pictures, fonts)
        findings.extend(told)
        files[name] = complete.encode("utf-8")
        files.update(pictures)
        if pdf:
            files[name.removesuffix(".typ") + ".pdf"] = pdf
    return Result(Rendered(files), tuple(findings))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _with_pictures(
    source: str, pictures: dict[str, bytes], fonts: Sequence[Path]
) -> tuple[str, bytes, list[Diagnostic]]:
    """The source with its list of pictures, and its PDF; pictures that Typst cannot read are left out of both."""
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        root = Path(folder).resolve()
        for url, data in pictures.items():
            target = (root / url).resolve()
            if target.is_relative_to(root):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        source = _with_fonts(source, root, fonts)
        _forget(root)
        complete, pdf, findings = _listing(root, source, pictures)
        unreadable = [] if pdf else _unreadable(root, pictures)
        if unreadable:
            for url, _ in unreadable:
                del pictures[url]
            complete, pdf, findings = _listing(root, source, pictures)
    hint = "save it anew as PNG, JPEG, GIF, WebP, SVG or PDF"
    left_out = [
        Diagnostic("unreadable-image", Severity.WARNING, f'the book leaves out the picture "{url}": {why}', hint=hint)
        for url, why in unreadable
    ]
    return complete, pdf, left_out + findings


def _listing(root: Path, source: str, pictures: Mapping[str, bytes]) -> tuple[str, bytes, list[Diagnostic]]:
    listed = "".join(f"{_quoted(url)}, " for url in pictures)
    complete = source.replace(_NO_PICTURES, f"#let pictures = ({listed})", 1)
    (root / "book.typ").write_text(complete, encoding="utf-8")
    pdf, fault = _archived(root, root / "book.typ")
    findings: list[Diagnostic] = []
    if not pdf and glyphs.lacks_glyphs(fault):
        letters = glyphs.missing_letters(complete, lambda source: _wrong_with(root, source))
        if letters:
            complete = glyphs.with_frames(complete, letters)
            (root / "book.typ").write_text(complete, encoding="utf-8")
            pdf, fault = _archived(root, root / "book.typ")
    if not pdf:
        pdf, told = _plain(root, root / "book.typ", fault)
        findings.append(told)
    return complete, pdf, findings


def _archived(root: Path, source: Path) -> tuple[bytes, str]:
    """The PDF for archives and screen readers; where the header has no date, or a picture forbids it, for the latter
    alone; or what forbids that as well.
    """
    import typst

    fault = ""
    # Archives ask for a date: where there is none, the book is not set once more to learn that.
    dated = "date: datetime(" in source.read_text(encoding="utf-8")
    for standards in _STANDARDS if dated else _STANDARDS[1:]:
        try:
            return _compiled(root, source, standards), ""
        except typst.TypstError as error:
            fault = str(error)
            if glyphs.lacks_glyphs(fault):
                break
    return b"", fault


def _wrong_with(root: Path, source: str) -> str:
    (root / "letters.typ").write_text(source, encoding="utf-8")
    return _archived(root, root / "letters.typ")[1]


def _folder_of_fonts(root: Path) -> Path:
    """Where fonts lie: under a name made by chance, as no picture of a text has."""
    return root / f"{root.name}-fonts"


def _with_fonts(source: str, root: Path, fonts: Sequence[Path]) -> str:
    """The source with the families of the project's fonts behind ours; their files lie where Typst looks."""
    import typst

    if not fonts:
        return source
    folder = _folder_of_fonts(root)
    folder.mkdir()
    for number, path in enumerate(fonts):
        (folder / f"{number:03}{path.suffix.lower()}").write_bytes(path.read_bytes())
    there = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]).fonts()
    families = sorted({(str(one.path), str(one.family)) for one in there})
    listed = "".join(f", {_quoted(family)}" for family in dict.fromkeys(family for _, family in families))
    return source.replace(_SERIF, _SERIF.removesuffix(")") + listed + ")", 1)


def _unreadable(root: Path, pictures: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """The pictures that Typst cannot read, each with its reason."""
    import typst

    found = []
    for url in pictures:
        (root / "book.typ").write_text(f"#image({_quoted(url)})", encoding="utf-8")
        try:
            _compiled(root, root / "book.typ", None)
        except typst.TypstError as error:
            found.append((url, _first_line(error)))
    return found


def _compiled(root: Path, source: Path, standards: Any) -> bytes:
    import typst

    return bytes(
        typst.compile(
            str(source),
            root=str(root),
            ignore_system_fonts=True,
            font_paths=[str(_folder_of_fonts(root))] if _folder_of_fonts(root).is_dir() else [],
            timestamp=0,
            pdf_standards=standards,
        )
    )


def _forget(root: Path) -> None:
    """Give back the memory of earlier texts, before the next."""
    for number in range(_TO_FORGET if _earlier else 0):
        (root / "nothing.typ").write_text(f"#{number}", encoding="utf-8")
        _compiled(root, root / "nothing.typ", None)
    _earlier[:] = ["set"]


def _plain(root: Path, source: Path, fault: str) -> tuple[bytes, Diagnostic]:
    """The PDF without the standard that a fault forbids, and the finding that tells of it."""
    import typst

    try:
        plain = _compiled(root, source, None)
    except typst.TypstError as error:
        failed = Diagnostic(
            "pdf-not-made",
            Severity.ERROR,
            f"Typst cannot set the book: {_first_line(error)}",
            hint="look at [pdf] in edition.toml and at the pictures; the Typst source lies where the PDF would lie",
        )
        return b"", failed
    finding = Diagnostic(
        "pdf-not-accessible",
        Severity.INFO,
        f"the PDF does not meet PDF/UA-1: {_first_line(fault)}",
        hint="a picture without a description (figDesc) or a head that skips a level is the usual cause",
    )
    return plain, finding


def _first_line(error: Exception | str) -> str:
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
                    parts = _PARTS.findall(word)  # the number of a note, run up against its word
                    words.update(parts)
                    # ... or that of a page of the print, which stands in the margin, within it.
                    words["".join(part for part in parts if not part.isdigit())] += 1
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

"""The files that the page about the edition offers: the TEI whole and by chapters, text, PDF, data.

In: a Project, the documents, what this build made, and the files of an earlier build that are still there. Out: for
each text its downloads, and the files, by their place in the output. An edition that was not built is not offered; the
TEI of a text whose availability is "restricted" only where the settings name it. Archives have no clock.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote

from edition.document import Document
from edition.project import Project, Text
from edition.tei import tei
from edition.websites.about import Download
from edition.websites.chapters import chapters_of

__all__ = ["archive", "downloads_of", "earlier_files"]

FOLDER: Final = "downloads"
#: What comes of other editions as it is: the form, the file in the output, its ending for readers.
_MADE: Final = (
    ("text", "text/{}.txt", "TXT"),
    ("markdown", "markdown/{}.md", "Markdown"),
    ("docx", "docx/{}.docx", "DOCX"),
    ("pdf", "pdf/{}.pdf", "PDF"),
    ("epub", "epub/{}.epub", "EPUB"),
)
#: All files of an archive are of this day.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
#: How hard an archive is pressed: half the time of the usual level, and 7 in a hundred larger.
_LEVEL: Final = 4


def downloads_of(
    project: Project,
    text: Text,
    folder: PurePosixPath,
    documents: Mapping[Path, Document],
    made: Mapping[str, bytes],
    earlier: Mapping[str, Path],
) -> tuple[list[Download], dict[str, bytes]]:
    """The downloads of a text whose website lies in ``folder``, and their files. ``made`` are the files of this build,
    ``earlier`` those of editions that it leaves alone; both by their place in the output.
    """
    offered: list[Download] = []
    files: dict[str, bytes] = {}

    def offer(form: str, name: str, kind: str, data: bytes, up: int = 0) -> None:
        place = folder.parents[up - 1] if up else folder
        files[str(place / FOLDER / name)] = data
        offered.append(Download(form, f"{'../' * up}{FOLDER}/{name}", kind, len(data)))

    wanted = project.downloads
    document = documents[text.path]
    if _may_give(project, document, "tei"):
        offer("tei", f"{text.stem}.xml", "XML", document.source)
        beside = dict(_beside(project, text, documents, "tei"))
        if beside:
            name = f"{text.stem}-tei.zip"
            offer("archive", name, "ZIP", archive({project.name_of(text.path): document.source, **beside}))
    if _may_give(project, document, "chapters"):
        chapters = chapters_of(document, text.stem)
        if len(chapters) > 1:
            place = PurePosixPath(project.name_of(text.path)).parent
            parts = {str(place / name): data for name, data in chapters.items()}
            whole = {project.name_of(text.path): document.source, **dict(_beside(project, text, documents, "chapters"))}
            offer("chapters", f"{text.stem}-chapters.zip", "ZIP", archive({**parts, **whole}))
    for form, pattern, kind in _MADE:
        if wanted is None or form in wanted:
            name = pattern.format(text.stem)
            data = _bytes(name, made, earlier)
            beside = _pictures_of(data, made, earlier) if form == "markdown" and data is not None else {}
            if beside and data is not None:
                packed = archive({PurePosixPath(name).name: data, **beside})
                offer(form, f"{text.stem}-markdown.zip", "ZIP: Markdown", packed)
            elif data is not None:
                offer(form, PurePosixPath(name).name, kind, data)
    if wanted is None or "data" in wanted:
        names = sorted(name for name in {*made, *earlier} if re.fullmatch(r"data/[^/\\]+", name))
        tables = {name: data for name in names if (data := _bytes(name, made, earlier)) is not None}
        if tables:
            within = len(folder.parts) - 1
            offer("data", "data.zip", f"ZIP: {_kinds(tables)}", archive(tables), up=within)
    return offered, files


def _may_give(project: Project, document: Document, form: str) -> bool:
    """Whether a form of the TEI is offered: the settings name it, or say nothing and the header does not forbid it."""
    if project.downloads is not None:
        return form in project.downloads
    header = document.root.find(tei("teiHeader"))
    statements = () if header is None else header.iter(tei("availability"))
    return not any(one.get("status") == "restricted" for one in statements)


def _beside(project: Project, text: Text, documents: Mapping[Path, Document], form: str) -> Iterator[tuple[str, bytes]]:
    """What a text points to: registers, what else lies in tei/, and its original; each as the editor wrote it."""
    others = () if project.shelf else tuple(one.path for one in project.texts)
    for path in dict.fromkeys((*project.registers, *project.others, *others)):
        if path != text.path and path in documents and _may_give(project, documents[path], form):
            yield project.name_of(path), documents[path].source


def _bytes(name: str, made: Mapping[str, bytes], earlier: Mapping[str, Path]) -> bytes | None:
    if name in made:
        return made[name]
    try:
        return earlier[name].read_bytes()
    except (KeyError, OSError):
        return None


def _pictures_of(markdown: bytes, made: Mapping[str, bytes], earlier: Mapping[str, Path]) -> dict[str, bytes]:
    """The pictures that a Markdown file names, by their place beside it."""
    found: dict[str, bytes] = {}
    for name in sorted({*made, *earlier}):
        folder, _, place = name.partition("/")
        if folder == "markdown" and f"]({quote(place, safe='/%')})".encode() in markdown:
            data = _bytes(name, made, earlier)
            if data is not None:
                found[place] = data
    return found


def _kinds(names: Iterable[str]) -> str:
    """The kinds of files, by their endings: CSV, JSON-LD."""
    told = {"jsonld": "JSON-LD", "bib": "BibTeX"}
    endings = sorted({PurePosixPath(name).suffix[1:] for name in names})
    return ", ".join(told.get(ending, ending.upper()) for ending in endings)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive: the same files give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as made:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            made.writestr(entry, data, compresslevel=_LEVEL)
    return stream.getvalue()


def earlier_files(output: Path, names: Iterable[str], wanted: Sequence[str]) -> dict[str, Path]:
    """Of the files that an earlier build listed, those of editions that are not ``wanted`` now and that are there."""
    root = output.resolve()
    found: dict[str, Path] = {}
    for name in names:
        path = (root / name).resolve()
        if name.split("/")[0] not in wanted and path.is_relative_to(root) and path.is_file():
            found[name] = path
    return found

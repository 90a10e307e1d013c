"""The pictures of an e-book: of kinds that every reading program shows, and nothing but pictures.

In: the files of the pictures that a text names. Out: ``Result`` of pictures by their ``@url``, each with its place in
the book and its media type, which is read from its bytes. Left out with a finding are those of other kinds, damaged
ones, and drawings (SVG) with scripts or with references to what lies elsewhere. Source: EPUB 3.3, section 3.2.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from lxml import etree

from edition.diagnostic import Diagnostic, Result, Severity

__all__ = ["MEDIA_TYPES", "Picture", "pictures_of", "read_picture"]

MEDIA_TYPES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
_SVG: Final = "{http://www.w3.org/2000/svg}"
#: Elements of SVG that do something, or that hold what is no drawing.
_ACTING: Final = frozenset("script foreignObject handler listener iframe object embed audio video".split())
#: Attributes that name something else.
_POINTING: Final = frozenset(
    ("href", "{http://www.w3.org/1999/xlink}href", "src", "{http://www.w3.org/XML/1998/namespace}base")
)
_URL: Final = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]*)", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_START_OF_FRAME: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its place in the book."""

    place: str
    data: bytes


def pictures_of(images: Mapping[str, Path]) -> Result[dict[str, Picture]]:
    """Every picture that may stand in the book, by its ``@url``; one file that is named twice is there once."""
    found: dict[str, Picture] = {}
    findings: list[Diagnostic] = []
    taken: dict[str, Path] = {}
    for url, path in sorted(images.items()):
        read = read_picture(path)
        if isinstance(read, Diagnostic):
            findings.append(read)
            continue
        kind, data = read
        found[url] = Picture(_place(path, kind, taken), data)
    return Result(found, tuple(findings))


def _place(path: Path, kind: str, taken: dict[str, Path]) -> str:
    """A name of plain letters, unlike every other in any case of letters."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", PurePosixPath(path.name).stem).strip("-") or "picture"
    number = 1
    while True:
        place = f"images/{plain}{f'-{number}' if number > 1 else ''}{kind}"
        if taken.setdefault(place.lower(), path) == path:
            return place
        number += 1


def read_picture(path: Path) -> tuple[str, bytes] | Diagnostic:
    """The ending that belongs to the kind of a picture, and its bytes; or why it cannot be in a book."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return _refused(path, str(error.strerror))
    kind = _kind(data)
    if kind == ".svg":
        why = _fault_of_drawing(data)
        return _refused(path, why) if why else (kind, data)
    if not kind:
        return _refused(path, "it is none of PNG, JPEG, GIF, WebP and SVG, or it is damaged")
    return kind, data


def _refused(path: Path, why: str) -> Diagnostic:
    return Diagnostic(
        "unreadable-image",
        Severity.WARNING,
        f'the e-book leaves out the picture "{path.name}": {why}',
        hint="save it anew as PNG, JPEG, GIF, WebP, or as SVG that draws and does nothing else",
    )


def _kind(data: bytes) -> str:
    """The ending for a picture by its first bytes, where these give it a size; empty for what is none."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return ".png" if data[12:16] == b"IHDR" and len(data) > 33 and all(struct.unpack(">II", data[16:24])) else ""
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return ".gif" if len(data) > 13 and all(struct.unpack("<HH", data[6:10])) else ""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp" if len(data) > 30 else ""
    if data[:3] == b"\xff\xd8\xff":
        return ".jpg" if _has_frame(data) else ""
    return ".svg" if re.search(rb"<(?:\w+:)?svg[\s>]", data[:65536]) else ""


def _has_frame(data: bytes) -> bool:
    """Whether a JPEG has a frame, which gives it its size."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _START_OF_FRAME:
            return all(struct.unpack(">HH", data[at + 5 : at + 9]))
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def _fault_of_drawing(data: bytes) -> str:
    """Why a drawing may not be in a book: what in it acts, or leads elsewhere."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return f"it is not well-formed XML ({error})"
    if root.tag != f"{_SVG}svg":
        return "it is no SVG"
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        return "it declares entities"
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction):
            return f"it asks for a file ({node.target!s})"
        if not isinstance(node.tag, str):
            continue
        name = etree.QName(node).localname
        if name in _ACTING:
            return f"it has a {name}"
        for key, value in node.attrib.items():
            why = _fault_of_attribute(name, str(key), str(value))
            if why:
                return why
        if name == "style" and node.text and ("@import" in node.text or _leads_away(node.text)):
            return "its style sheet asks for a file"
    return ""


def _fault_of_attribute(name: str, key: str, value: str) -> str:
    if key.lower().startswith("on"):
        return f"it has a script ({key})"
    if key in _POINTING and name != "a" and not (value.startswith("#") or _EMBEDDED.match(value)):
        return f'it refers to "{value[:60]}"'
    if key in _POINTING and name == "a":
        return f'it has a link to "{value[:60]}"'
    return f"it refers to a file in {key}" if _leads_away(value) else ""


def _leads_away(text: str) -> bool:
    return any(not (url.startswith("#") or _EMBEDDED.match(url)) for url in _URL.findall(text))

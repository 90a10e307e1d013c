"""The pictures of a document: known by their bytes, named safely, drawings freed of all that is active.

In: the address of a picture and what gives its bytes. Out: the path beside the TEI file at which it will lie, and its
bytes. Refuses what is no picture, pictures of the web (nothing is fetched), and pictures beyond measure.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

__all__ = ["Pictures"]

#: The largest picture that is taken over, and the most bytes of all together.
LARGEST: Final = 60_000_000
ALL: Final = 600_000_000
_SIGNS: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"),
    (b"II*\x00", "tif"), (b"MM\x00*", "tif"), (b"\xd7\xcd\xc6\x9a", "wmf"), (b"\x01\x00\x00\x00", "emf"),
    (b"BM", "bmp"),
)  # fmt: skip
#: The kinds that browsers show and books print.
SHOWN: Final = frozenset(("png", "jpg", "gif", "webp", "svg"))
_SVG: Final = "{http://www.w3.org/2000/svg}"
_ACTIVE: Final = frozenset(("script", "foreignObject", "iframe", "audio", "video", "handler", "listener", "set",
                            "animate", "animateMotion", "animateTransform", "animateColor"))  # fmt: skip


@dataclass(slots=True)
class Pictures:
    """The pictures of one document, by their addresses in it."""

    folder: str
    read: Callable[[str], bytes | None]
    files: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, address: str) -> tuple[str, str]:
        """The path of a picture beside the TEI file, and why it has none: one of the two is empty."""
        if address not in self.known:
            self.known[address] = self._take(address)
        return self.known[address]

    def _take(self, address: str) -> tuple[str, str]:
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
        if (scheme and scheme.group(1).lower() != "data") or address.startswith("//"):
            return "", "it lies on the web, and nothing is fetched"
        data = self.read(address)
        if data is None:
            return "", "it is not in the document, nor in its folder"
        if len(data) > LARGEST or sum(map(len, self.files.values())) + len(data) > ALL:
            return "", f"it is larger than is taken over ({len(data):,} bytes)"
        kind = _kind(data)
        if kind == "svg":
            clean = _harmless(data)
            if clean is None:
                return "", "it is a drawing that cannot be read"
            data = clean
        if not kind:
            return "", "it is no picture of a kind that is known"
        for path, other in self.files.items():
            if other == data:
                return path, ""
        path = self._path(address, kind, data)
        self.files[path] = data
        return path, "" if kind in SHOWN else f"{kind.upper()} is shown by no browser"

    def _path(self, address: str, kind: str, data: bytes) -> str:
        """A path that is safe everywhere: small letters, digits and hyphens, with the ending of its kind."""
        stem = re.sub(r"[?#].*", "", address.replace("\\", "/")).rstrip("/").rpartition("/")[2]
        stem = "" if address.startswith("data:") else re.sub(r"[^a-z0-9]+", "-", stem.rpartition(".")[0].lower())
        stem = stem.strip("-")[:60] or "picture-" + hashlib.sha256(data).hexdigest()[:8]
        path, n = f"{self.folder}/{stem}.{kind}", 1
        while path in self.files:
            n += 1
            path = f"{self.folder}/{stem}-{n}.{kind}"
        return path


def _kind(data: bytes) -> str:
    """What kind of picture bytes are; empty where they are none."""
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return "" if kind == "emf" and data[40:44] != b" EMF" else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "svg" if start.startswith(b"<") and b"<svg" in data[:20_000] else ""


def _harmless(data: bytes) -> bytes | None:
    """A drawing without scripts, events, foreign content and addresses of elsewhere; None where it is not XML."""
    if b"<!ENTITY" in data:
        return None
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
        )
    except etree.XMLSyntaxError:
        return None
    if etree.QName(root).localname != "svg":
        return None
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or etree.QName(node).localname in _ACTIVE:
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
            continue
        if etree.QName(node).localname == "style" and _reaches_out(node.text or ""):
            node.text = ""
        for name, value in list(node.attrib.items()):
            local = str(name).rpartition("}")[2].lower()
            if (
                local.startswith("on")
                or (local in ("href", "src") and not re.match(r"#|data:image/(png|jpeg|gif|webp);", str(value)))
                or _reaches_out(str(value))
            ):
                del node.attrib[name]
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _reaches_out(style: str) -> bool:
    """Whether a style names an address outside the drawing, or runs something."""
    return bool(re.search(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", style, re.IGNORECASE))

"""The container of an e-book: a zip archive whose first file says what it is.

In: the files by their places in the book. Out: the bytes. The files are sorted and of one day: same files, same bytes.
Source: EPUB 3.3, section 4.2 (OCF ZIP container).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

__all__ = ["FOLDER", "container"]

#: Where the book lies in its container.
FOLDER: Final = "EPUB"
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 6
#: What is pressed already.
_PRESSED: Final = (".png", ".jpg", ".webp", ".gif")
_CONTAINER: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def container(files: Mapping[str, bytes]) -> bytes:
    """The book as one file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _add(archive, "META-INF/container.xml", _CONTAINER.encode(), zipfile.ZIP_DEFLATED)
        for name, data in sorted(files.items()):
            _add(
                archive,
                f"{FOLDER}/{name}",
                data,
                zipfile.ZIP_STORED if name.endswith(_PRESSED) else zipfile.ZIP_DEFLATED,
            )
    return stream.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, kind: int) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = kind
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, compresslevel=_LEVEL)

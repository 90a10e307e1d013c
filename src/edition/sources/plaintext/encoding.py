"""Bytes to text: UTF-8, UTF-16 with a byte order mark, or an old encoding of one byte a character.

In: the bytes and, where a profile names one, the encoding. Out: the text, and the name of the encoding that was assumed
without being told; "" where nothing had to be assumed. Windows-1252 is assumed only for what is no UTF-8, looks like a
text of a western language, and has no byte that Windows-1252 leaves free.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from edition.diagnostic import EditionError

__all__ = ["known", "old_encoding", "read_as"]

#: Bytes that Windows-1252 leaves free, and control characters that no text has.
_HOLES: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d\x00-\x08\x0e-\x1f\x7f]")
#: A letter of the upper half inside or beside a word, as western languages have it.
_LETTER: Final = re.compile(
    rb"(?:[A-Za-z][\xc0-\xd6\xd8-\xf6\xf8-\xff\x8c\x9c\x9f]|[\xc0-\xd6\xd8-\xf6\xf8-\xff][A-Za-z])"
)
#: Typographic signs of Windows-1252, and those of Latin-1 that books use.
_SIGN: Final = re.compile(rb"[\x80\x82-\x85\x91-\x97\xa0-\xbf\xd7\xf7]")


def known(name: str) -> bool:
    """Whether an encoding of this name can be read."""
    try:
        return codecs.lookup(name) is not None
    except LookupError:
        return False


def old_encoding(data: bytes) -> str:
    """The name cp1252 for bytes that are text in it beyond reasonable doubt, else the empty string."""
    high = sum(1 for byte in data if byte > 0x7F)
    if not high or _HOLES.search(data):
        return ""
    explained = len(_LETTER.findall(data)) + len(_SIGN.findall(data))
    # A text in another script has more bytes of the upper half than of the lower.
    return "cp1252" if high < 0.15 * len(data) and explained >= 0.7 * high else ""


def read_as(data: bytes, encoding: str, path: Path) -> str:
    """The text in an encoding that a profile names. Raises EditionError where it does not fit."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EditionError(
            f"{path} is not {encoding}: byte {error.start} (0x{data[error.start]:02X}) cannot be read",
            'correct "encoding" in the profile, or save the file as UTF-8',
        ) from None

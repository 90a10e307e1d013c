"""The fonts of the website: those pieces of them whose letters the pages have, embedded in one style sheet.

In: the characters of the pages. Out: the text of ``fonts.css``, with each piece as a ``data:`` address, so that the
fonts work from a folder on a disk, where browsers refuse files of fonts; empty where this installation has no fonts.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Set
from functools import cache
from pathlib import Path
from typing import Final

from edition.resources import resource

__all__ = ["FAMILY", "font_styles", "own_font"]

#: The name by which the style sheet asks for the embedded font.
FAMILY: Final = "Edition Serif"
#: So large is a letter without ascender beside those of the fonts that the system has: the sizes of the page fit both.
_SIZE_ADJUST: Final = "114%"


def _ranges(text: str) -> list[tuple[int, int]]:
    """The code points that ``20-7E,131`` stands for, as pairs of first and last."""
    pairs = [part.partition("-") for part in text.split(",")]
    return [(int(first, 16), int(last or first, 16)) for first, _, last in pairs]


@cache
def _pieces() -> tuple[tuple[str, str, str, str], ...]:
    """Each piece: its file, its style, its name, its ranges. None where the build of this installation made none."""
    listing = resource("vendor/fonts/fonts.json")
    if not listing.is_file():
        return ()
    pieces = json.loads(listing.read_bytes())["pieces"]
    return tuple((one["file"], one["style"], one["piece"], one["ranges"]) for one in pieces)


@cache
def _embedded(name: str) -> str:
    return base64.b64encode(resource(f"vendor/fonts/{name}").read_bytes()).decode("ascii")


def font_styles(characters: Set[str]) -> bytes:
    """The style sheet that embeds what these characters need; Latin always, for the words of the interface."""
    codes = sorted(map(ord, characters))
    rules = []
    for name, style, piece, ranges in _pieces():
        pairs = _ranges(ranges)
        if piece != "latin" and not any(first <= code <= last for code in codes for first, last in pairs):
            continue
        weight = "400 600" if style == "normal" else "400"
        listed = ", ".join(f"U+{first:X}-{last:X}" if last > first else f"U+{first:X}" for first, last in pairs)
        rules.append(
            f'@font-face {{ font-family: "{FAMILY}"; font-style: {style}; font-weight: {weight}; '
            f"size-adjust: {_SIZE_ADJUST}; font-display: block; unicode-range: {listed};\n"
            f'  src: url(data:font/woff2;base64,{_embedded(name)}) format("woff2"); }}'
        )
    return "\n".join(rules).encode("ascii")


_FORMATS: Final = {".woff2": "woff2", ".woff": "woff", ".ttf": "truetype", ".otf": "opentype"}


def own_font(path: Path, style: str = "normal") -> bytes:
    """The style sheet that embeds a font of the project's own in the place of ours."""
    kind = _FORMATS[path.suffix.lower()]
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    mime = re.sub(r"truetype|opentype", lambda match: {"truetype": "ttf", "opentype": "otf"}[match.group()], kind)
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-style: {style}; font-display: block;\n'
        f'  src: url(data:font/{mime};base64,{data}) format("{kind}"); }}\n'
    ).encode("ascii")

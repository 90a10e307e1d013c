"""Renditions: how the encoding says that its source looks, in CSS, as rules of the website's style sheet.

In: the declarations of ``rendition`` elements and ``@style`` attributes, by the names under which the pages carry them.
Out: rules of CSS. What a declaration may set is written here: the direction of writing, the form of letters and their
place; no colours, no addresses, nothing that could cover the page or load a file. What is not understood is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

__all__ = ["rendition_rules"]

_PROPERTIES: Final = frozenset(
    """
    block-size border border-bottom border-left border-right border-style border-top border-width direction
    font font-family font-feature-settings font-size font-style font-variant font-variant-caps
    font-variant-numeric font-weight height hyphens letter-spacing line-height margin margin-block
    margin-bottom margin-inline margin-left margin-right margin-top max-block-size max-height padding
    padding-left padding-right quotes text-align text-align-last text-combine-upright text-decoration
    text-decoration-line text-decoration-style text-emphasis text-indent text-orientation text-transform
    unicode-bidi vertical-align white-space word-spacing writing-mode
    """.split()
)
_VALUE: Final = re.compile(r"[\w\s.,%#'\"/+-]{1,120}")
#: Sizes that would put a passage out of sight or over everything else.
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?(?=(em|rem|ex|ch|px|pt|mm|cm|in|pc|vh|vw|%)?)")
_MOST: Final = {"em": 30, "rem": 30, "ex": 60, "ch": 60, "px": 600, "pt": 450, "mm": 160, "cm": 16, "in": 6, "pc": 36}


def rendition_rules(declared: Mapping[str, str], *, book: bool = False) -> bytes:
    """One rule for each rendition that says something that the website can do, or a ``book``: in that the direction of
    writing is no matter of style, and the direction of lines has a second name, that of older reading programs.
    """
    rules = []
    for name, text in sorted(declared.items()):
        kept = [one for one in map(_declaration, text.split(";")) if one]
        if book:
            kept = [one for one in kept if not one.startswith(("direction:", "unicode-bidi:"))]
            kept += [f"-epub-{one}" for one in kept if one.startswith("writing-mode:")]
        if kept:
            quoted = name.replace("\\", "\\\\").replace('"', '\\"')
            rules.append(f'[data-rendition~="{quoted}"] {{ {" ".join(kept)} }}')
    return "".join(f"{rule}\n" for rule in rules).encode("utf-8")


def _declaration(text: str) -> str:
    name, colon, value = text.partition(":")
    name, value = name.strip().lower(), " ".join(value.split())
    if not colon or name not in _PROPERTIES or not _VALUE.fullmatch(value):
        return ""
    for number in _NUMBER.finditer(value):
        if abs(float(number.group())) > _MOST.get(number.group(1) or "", 1000):
            return ""
    return f"{name}: {value};"

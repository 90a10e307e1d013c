"""How a project wants its website to look: colours, fonts, figures, a logo, a style sheet of its own.

In: the settings of ``[website]`` in edition.toml, as they are written. Out: a Look. Colours that would make a text hard
to read are told (``low-contrast``): 7 to 1 is what WCAG 2.2 asks for at its level AAA, and what our own colours keep.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from edition.diagnostic import Diagnostic, EditionError, Location, Severity

__all__ = ["COLOURS", "LOGOS", "Look", "channels", "contrast", "low_contrast", "scheme_colours", "verified_colour"]

#: The colours that may be set, each with the scheme and the property that it is.
COLOURS: Final = {
    "paper": ("light", "paper"),
    "ink": ("light", "ink"),
    "accent": ("light", "accent"),
    "dark-paper": ("dark", "paper"),
    "dark-ink": ("dark", "ink"),
    "dark-accent": ("dark", "accent"),
}
#: Our own, by which those are filled in that a project leaves as they are.
_OURS: Final = {
    "light": {"paper": "#fdfcf8", "ink": "#1e1c19", "accent": "#7a2113"},
    "dark": {"paper": "#17171a", "ink": "#dcd8d0", "accent": "#eab096"},
}
LOGOS: Final = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
_HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_LEAST: Final = 7.0


@dataclass(frozen=True, slots=True)
class Look:
    """The settings of the look. Paths are absolute; ``at`` is where the settings stand."""

    colours: Mapping[str, str] = field(default_factory=dict)
    font: Path | None = None
    font_italic: Path | None = None
    system_fonts: bool = False
    figures: str = "oldstyle"
    align: str = "ragged"
    logo: Path | None = None
    styles: Path | None = None
    at: Location = field(default_factory=Location)


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of a colour, from 0 to 1."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast of two colours written ``#rrggbb`` or ``#rgb``, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def scheme_colours(look: Look, scheme: str) -> dict[str, str]:
    """The three colours of a scheme: the project's, or ours."""
    set_here = {name: value for key, value in look.colours.items() for kind, name in [COLOURS[key]] if kind == scheme}
    return _OURS[scheme] | set_here


def low_contrast(look: Look) -> list[Diagnostic]:
    """A finding for each colour of text that its paper does not carry."""
    found = []
    for scheme in ("light", "dark"):
        if not any(COLOURS[name][0] == scheme for name in look.colours):
            continue
        colours = scheme_colours(look, scheme)
        for name in ("ink", "accent"):
            value = contrast(colours[name], colours["paper"])
            if value < _LEAST:
                key = name if scheme == "light" else f"dark-{name}"
                message = (
                    f'{key} "{colours[name]}" on "{colours["paper"]}" has a contrast of {value:.1f} to 1, not of 7'
                )
                hint = "take a darker ink or a lighter paper; for the dark scheme the reverse"
                found.append(Diagnostic("low-contrast", Severity.WARNING, message, look.at, hint))
    return found


def verified_colour(name: str, value: str, at: Location) -> str:
    """A colour as it is written; EditionError where it is none."""
    if not _HEX.fullmatch(value):
        raise EditionError(f'{name} in [website] is no colour: "{value}"', 'write it as "#7a2113"', at)
    return value.lower()

"""The style sheet that carries out the look that a project wants.

In: a Look. Out: the rules that stand behind ours: all colours of a scheme, made from the three that are set; figures
and lines; fonts of the project, embedded; its own style sheet, last.
"""

from __future__ import annotations

from collections.abc import Mapping

from edition.editions.html.fonts import own_font
from edition.editions.look import COLOURS, Look, channels, contrast, scheme_colours

__all__ = ["look_styles"]


def _mixed(first: str, second: str, share: float) -> str:
    pairs = zip(channels(first), channels(second), strict=True)
    return "#" + "".join(f"{round(255 * (share * one + (1 - share) * other)):02x}" for one, other in pairs)


def _properties(colours: Mapping[str, str]) -> str:
    """All colours of a scheme from three: what is quiet is as pale as can be read."""
    paper, ink, accent = colours["paper"], colours["ink"], colours["accent"]
    quiet = next(
        (pale for pale in (_mixed(ink, paper, step / 20) for step in range(13, 20)) if contrast(pale, paper) > 7.2), ink
    )
    made = {
        "paper": paper,
        "ink": ink,
        "accent": accent,
        "quiet": quiet,
        "line": _mixed(ink, paper, 0.16),
        "panel": _mixed(ink, paper, 0.04),
        "hit": _mixed(accent, paper, 0.22),
        "hit-line": _mixed(accent, paper, 0.6),
    }
    return " ".join(f"--{name}: {value};" for name, value in made.items())


def look_styles(look: Look) -> bytes:
    """What stands in the style sheet behind ours."""
    rules = []
    changed = {COLOURS[name][0] for name in look.colours}
    if "light" in changed:
        rules.append(
            f":root:not([data-scheme='dark'], [data-scheme='sepia']) {{ {_properties(scheme_colours(look, 'light'))} }}"
        )
    if "light" in changed or "dark" in changed:
        dark = _properties(scheme_colours(look, "dark"))
        system = ":root:not([data-scheme='light'], [data-scheme='sepia'])"
        rules.append(f"@media (prefers-color-scheme: dark) {{ {system} {{ {dark} }} }}")
        rules.append(f":root[data-scheme='dark'] {{ {dark} }}")
    if look.figures == "lining":
        rules.append(":root { --figures: lining-nums; }")
    if look.align == "justified":
        rules.append(
            "main p, main .body { text-align: justify; } main .register p, main .about p { text-align: start; }"
        )
    parts = ["\n".join(rules).encode("ascii")]
    parts.extend(own_font(path, style) for path, style in ((look.font, "normal"), (look.font_italic, "italic")) if path)
    if look.styles is not None:
        parts.append(look.styles.read_bytes())
    return b"\n".join(part for part in parts if part)

"""The settings of edition.toml: which there are, of which type, and what they mean.

In: the tables of a file, read. Out: nothing where all are known; else an EditionError at the line of the first that is
not, with the nearest that there is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from edition.diagnostic import EditionError, Location
from edition.editions import EDITIONS

__all__ = ["PROFILES", "SETTINGS", "at_line", "line_of", "verify"]

#: The profiles of rules that a project may choose.
PROFILES: Final = ("bptl",)

#: Every setting of edition.toml: its table, its name, its type and what it means.
SETTINGS: dict[str, dict[str, tuple[type, str]]] = {
    "edition": {
        "title": (str, "the title on covers and in the browser; without it, the title of the teiHeader"),
        "language": (
            str,
            "the language of what is added to the main text: en, de, fr, ru, or one for which xslt/labels.xml of the "
            "project has words; without it, that of the text",
        ),
        "text": (str, "the TEI file of the main text; without it, the first file in tei/ that has a text"),
        "texts": (
            list,
            "the TEI files of a shelf, in their order; without it, where no text is named and several lie in tei/, all "
            "of them stand on one",
        ),
        "original": (str, "the TEI file of the original of a translation; published beside it"),
        "registers": (list, "the TEI files of the registers; without it, every file in registers/"),
        "url": (
            str,
            "the address under which the website is published: https://example.org/edition/; for citations, metadata "
            "and the sitemap",
        ),
    },
    "check": {
        "schema": (
            str,
            "the schema of this edition: an ODD (schemas/my.odd), RELAX NG (.rng), or tei_all for the whole TEI; "
            "without it, that of edition",
        ),
        "schematron": (
            list,
            "Schematron schemas (.sch), instead of the constraints of the schema; [] for none",
        ),
        "profile": (list, 'rules beyond those for every edition: "bptl" for the header that libraries ask for'),
        "ids": (list, 'the form of xml:ids by element: "person=[a-z-]+" (a regular expression; * for any element)'),
        "characters": (str, 'the characters that may occur beside ASCII, with ranges: "À-ž–—‘’“”…"'),
        "dates": (str, 'the years that dates of the text lie in: "1887..1939"'),
        "phase": (str, 'the phase of the Schematron schemas; without it, what they say, "#ALL" for every pattern'),
    },
    "build": {
        "editions": (list, "what to build: any of " + ", ".join(f'"{name}"' for name in EDITIONS)),
    },
    "website": {
        "paper": (str, 'the colour of the paper, as "#fdfcf8"'),
        "ink": (str, "the colour of the text; what is quieter is made from it and the paper"),
        "accent": (str, "the colour of links and marks of notes"),
        "dark-paper": (str, "the same for the dark scheme"),
        "dark-ink": (str, "the same for the dark scheme"),
        "dark-accent": (str, "the same for the dark scheme"),
        "font": (
            str,
            'a font of the project (.woff2, .woff, .ttf, .otf), embedded instead of ours; or "system" for the fonts '
            "that readers have",
        ),
        "font-italic": (str, "the italic that belongs to it"),
        "figures": (str, '"oldstyle" or "lining" figures in running text'),
        "align": (str, '"ragged" or "justified" lines'),
        "logo": (str, "a picture in the place of the title in the bar of each page (.svg, .png, .jpg, .webp)"),
        "names": (str, '"on": names lead to the registers and show a card; "off": they are words like others'),
        "downloads": (
            list,
            'what the page about the edition offers of what is built: any of "tei", "chapters", "text", "pdf", "epub", '
            '"data"; without it, all, but no TEI of a text whose availability is restricted; [] for nothing',
        ),
    },
    "pdf": {
        "notes": (str, '"footnotes" at the foot of the page, or "endnotes" after each chapter'),
        "paper": (str, "the paper size: a5, a4, us-letter, or another name that Typst knows"),
        "names": (str, '"on": names lead to the registers; "off", as without it: the book is set in half the time'),
        "fonts": (list, "font files of the project (.ttf, .otf, .ttc) for the letters that ours lack"),
    },
    "epub": {
        "cover": (
            str,
            "the picture on the cover (.jpg, .png, .svg, .webp, .gif); without it, one is made of the title",
        ),
        "certified-by": (
            str,
            "who has examined the e-book and found that it meets WCAG 2.2 AA; only then, and if every picture has its "
            "description, does it say so",
        ),
    },
    "text": {
        "width": (int, "how many columns a line of the plain text has, 72 without it; 0 for a paragraph in one line"),
        "notes": (
            str,
            '"chapter": after each chapter; "inline": in square brackets at their marks; "none": left out, and counted '
            "as such in the loss report",
        ),
        "pages": (str, '"on": where a page of the print begins its number stands in brackets, [p. 12]; or "off"'),
        "emphasis": (str, '"plain": words like others; "marks": _italic_ and *bold*'),
        "sentences": (str, '"on": each sentence in a line of its own, and none wrapped; or "off"'),
        "choice": (
            str,
            'the side of a choice that stands in the text: "reading" (corr, reg, expan) or "diplomatic" (sic, orig, '
            "abbr)",
        ),
    },
}
#: What an allowance says.
_ALLOW: Final = ("rule", "at", "reason")


def line_of(text: str, name: str) -> int:
    """The line of a file of settings on which a name stands first."""
    match = re.search(rf"^\s*\[*\s*{re.escape(name)}\b", text, re.MULTILINE)
    return text[: match.start()].count("\n") + 1 + match.group().count("\n") if match else 1


def at_line(settings: Path | None, name: str) -> Location:
    """The line of a setting."""
    return Location(settings, line_of(settings.read_text(encoding="utf-8"), name)) if settings else Location()


def verify(values: Mapping[str, Any], settings: Path, text: str) -> None:
    """Every table and setting is known and has the right type."""

    def refuse(message: str, name: str, hint: str) -> EditionError:
        return EditionError(message, hint, Location(settings, line_of(text, name)))

    def near(name: str, known: list[str]) -> str:
        guess = difflib.get_close_matches(name, known, 1)
        return f'did you mean "{guess[0]}"?' if guess else f"known are {', '.join(known)}"

    for table, content in values.items():
        if table == "allow":
            if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
                raise refuse("allow is not a list of tables", "allow", "write [[allow]] with rule, at and reason")
            for entry in content:
                for name, value in entry.items():
                    if name not in _ALLOW:
                        raise refuse(f'[[allow]] has no setting "{name}"', name, near(name, list(_ALLOW)))
                    if not isinstance(value, str):
                        raise refuse(f"{name} in [[allow]] is no text", name, "write it in quotes")
                missing = [name for name in _ALLOW if not str(entry.get(name, "")).strip()]
                if missing:
                    raise refuse(
                        f"an [[allow]] has no {missing[0]}", "allow", "each needs a rule, a place (at) and a reason"
                    )
            continue
        if table not in SETTINGS:
            raise refuse(f'edition.toml has no table "{table}"', table, near(table, [*SETTINGS, "allow"]))
        if not isinstance(content, dict):
            raise refuse(f"{table} is not a table", table, f"write [{table}]")
        for name, value in content.items():
            if name not in SETTINGS[table]:
                raise refuse(f'[{table}] has no setting "{name}"', name, near(name, list(SETTINGS[table])))
            kind = SETTINGS[table][name][0]
            parts: list[object] = list(value) if kind is list and isinstance(value, list) else []
            if type(value) is not kind or not all(isinstance(part, str) for part in parts):
                want = {list: "a list of texts", int: "a whole number"}.get(kind, "a text in quotes")
                raise refuse(f"{name} in [{table}] is not {want}", name, SETTINGS[table][name][1])
    closed: tuple[tuple[str, str, list[str]], ...] = (
        ("build", "editions", list(EDITIONS)),
        ("pdf", "notes", ["footnotes", "endnotes"]),
        ("website", "figures", ["oldstyle", "lining"]),
        ("website", "align", ["ragged", "justified"]),
        ("website", "names", ["on", "off"]),
        ("pdf", "names", ["on", "off"]),
        ("website", "downloads", ["tei", "chapters", "text", "markdown", "docx", "pdf", "epub", "data"]),
        ("text", "notes", ["chapter", "inline", "none"]),
        ("text", "pages", ["on", "off"]),
        ("text", "emphasis", ["plain", "marks"]),
        ("text", "sentences", ["on", "off"]),
        ("text", "choice", ["reading", "diplomatic"]),
        ("check", "profile", list(PROFILES)),
    )
    for table, name, known in closed:
        value = values.get(table, {}).get(name)
        for part in value if isinstance(value, list) else [value]:
            if part is not None and part not in known:
                raise refuse(f'{name} in [{table}] cannot be "{part}"', name, near(str(part), known))

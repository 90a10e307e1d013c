"""What was detected about a book, and why: for a reader, and as a profile to begin with.

In: the state of an import. Out: detections added to the context; from a report the lines of an explanation, and a
profile in TOML in which every detected setting stands as a comment, so that nothing changes until one is written out.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from edition.sources.plaintext.contents import Contents
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.profile import BACK_KINDS, SETTINGS
from edition.sources.plaintext.titlepage import Bibliography

__all__ = ["detect_book", "explanation", "starting_profile"]

_QUOTES: Final = {"“": "“…”", '"': '"…"', "«": "«…»", "„": "„…“", "‘": "‘…’"}
_EMPHASIS: Final = {
    "*…*": re.compile(r"(?<![*\w])\*[^*\s][^*\n]*\*(?!\*)"),
    "_…_": re.compile(r"(?<![\w_])_[^_\s][^_\n]*_(?!\w)"),
    "**…**": re.compile(r"\*\*[^*\s][^*\n]*\*\*"),
}
#: Settings whose detected value may be written into a profile and changes nothing.
_WRITABLE: Final = ("title", "author", "translator", "language", "date", "footnote_marks", "notes", "restart")


def detect_book(
    context: Context,
    contents: Contents | None,
    sections: Sequence[Section],
    found: Bibliography,
    facts: Bibliography,
    language: str,
) -> None:
    """Note what was found out about the book. ``found`` is what the title page says, ``facts`` what holds."""
    profile = context.profile
    for name in ("title", "author", "translator", "date"):
        value = getattr(facts, name)
        if getattr(profile, name):
            context.detect(name, getattr(profile, name), "said in the profile")
        elif value and value == getattr(found, name):
            context.detect(name, value, _from_where(name, value, context))
    said = "said in the profile" if profile.language else "by its commonest words"
    context.detect("language", language, said)
    source = context.source
    lengths = f"95 of 100 lines have at most {source.width} characters"
    context.detect("wrapped", "lines are wrapped" if source.wrapped else "a line is a paragraph", lengths)
    if contents is not None:
        line, pages = source.blocks[contents.first].first, sum(1 for entry in contents.entries if entry.page)
        context.detect(
            "contents", f"{len(contents.entries)} entries", f"from line {line} on; {pages} of them with their pages"
        )
    by = "the contents list" if contents is not None and contents.entries else "their form"
    kinds = Counter(section.kind for section in sections)
    shown = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(6))
    context.detect("headings", f"{len(sections)} divisions", f"by {by}: {shown}" if sections else "none was found")
    back = [f"{section.kind} (line {section.head[0].first})" for section in sections if section.kind in BACK_KINDS]
    if back:
        context.detect("back", ", ".join(dict.fromkeys(back)), "by the words of their heads")
    notes = len(context.furniture["mark of a footnote"])
    said = "said in the profile; " if profile.footnote_marks != type(profile)().footnote_marks else ""
    context.detect("footnote_marks", profile.footnote_marks, f"{said}{notes:,} signs of footnotes found with them")
    text = "\n".join(source.lines)
    quotes = {shape: text.count(sign) for sign, shape in _QUOTES.items() if text.count(sign) > 1}
    if quotes:
        best = max(sorted(quotes), key=lambda shape: quotes[shape])
        context.detect("quotation", best, ", ".join(f"{count:,} of {shape}" for shape, count in quotes.items()))
    signs = {shape: len(pattern.findall(text)) for shape, pattern in _EMPHASIS.items()}
    if any(signs.values()):
        best = max(sorted(signs), key=lambda shape: signs[shape])
        context.detect("emphasis", best, ", ".join(f"{count:,} of {shape}" for shape, count in signs.items() if count))
    if context.languages:
        context.detect(
            "scripts", ", ".join(sorted(context.languages)), f"blocks that are not in {context.main_script} script"
        )


def _from_where(name: str, value: str, context: Context) -> str:
    """The line of the source that says it."""
    words = value.casefold()
    for number, line in enumerate(context.source.lines, 1):
        if words in line.casefold().replace("*", "").replace("_", ""):
            return f"line {number} says so"
    return "from the name of the file" if name == "title" else "from the pages before the text"


def explanation(report: dict[str, Any]) -> list[str]:
    """One setting with its value and its reason in a line (or several), aligned."""
    rows = [(str(item["setting"]), _shown(item["value"]), str(item["reason"])) for item in report["detected"]]
    first = max((len(setting) for setting, _, _ in rows), default=0)
    second = min(36, max((len(value) for _, value, _ in rows), default=0))
    lines: list[str] = []
    for setting, value, reason in rows:
        values, reasons = textwrap.wrap(value, second) or [""], textwrap.wrap(reason, max(30, 96 - first - second))
        for n in range(max(len(values), len(reasons))):
            left = setting if n == 0 else ""
            middle = values[n] if n < len(values) else ""
            right = reasons[n] if n < len(reasons) else ""
            lines.append(f"{left:{first}}  {middle:{second}}  {right}".rstrip())
    return lines


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(part) for part in value)
    return str(value)


def starting_profile(report: dict[str, Any]) -> str:
    """A profile in TOML. ``# name = value`` is what was detected: without the sign it says the same. ``## `` begins an
    example.
    """
    out = [
        f"## A profile for {report['source']}. All of it is comment. What stands behind a single # was detected:",
        "## without that sign it changes nothing; change its value to decide otherwise.",
        "## Behind ## stand explanations and examples.",
        "",
    ]
    written: set[str] = set()
    for item in report["detected"]:
        name, value = str(item["setting"]), item["value"]
        if name in written:
            continue
        reason = " ".join(str(item["reason"]).split())
        if name in _WRITABLE:
            written.add(name)
            out.append(f"# {name} = {json.dumps(value, ensure_ascii=False)}   # {reason}")
        else:
            out.append(f"## {name}: {' '.join(_shown(value).split())}; {reason}")
    out += ["", "## Other settings:"]
    out += [f"## {name}: {meaning}" for name, (_, meaning) in SETTINGS.items() if name not in written]
    doubtful = [doubt for doubt in report["doubts"] if doubt["overrule"]]
    doubtful.sort(key=lambda doubt: ("low", "medium", "high").index(doubt["cert"]))
    if doubtful:
        out += ["", "## The most doubtful places, each with what would decide otherwise:"]
    for doubt in doubtful[:5]:
        out += ["##", f"## line {doubt['line']}: {' '.join(doubt['message'].split())}"]
        out += [f"## {line}" for line in str(doubt["overrule"]).strip().split("\n")]
    return "\n".join(out) + "\n"

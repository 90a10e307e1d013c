"""Many names of elements, told in groups: what an editor may write at a place.

In: the names that the schema expects. Out: words: all of them where they are few, else the most used groups (those of
the TEI's modules), each with its first names.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from edition.checks.words import tags
from edition.schema import tei_modules

__all__ = ["choices"]

#: How many names are given without groups.
_FEW: Final = 12
#: The names of groups, in the order in which they are told.
_GROUPS: Final = {
    "core": "text",
    "textstructure": "structure",
    "linking": "linking",
    "namesdates": "names",
    "textcrit": "apparatus",
    "transcr": "transcription",
    "figures": "figures and tables",
    "verse": "verse",
    "drama": "drama",
    "header": "header",
    "msdescription": "manuscripts",
    "gaiji": "characters",
    "analysis": "analysis",
    "certainty": "certainty",
    "corpus": "corpus",
}
_EACH: Final = 6
_MOST: Final = 5


def choices(names: Collection[str]) -> str:
    """``<a>, <b> or <c>``; where there are many, by groups: ``text <abbr>, ...; names <persName>, ...``."""
    if len(names) <= _FEW:
        return tags(names)
    modules = tei_modules()
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(modules.get(name, ""), []).append(name)
    order = [*_GROUPS, *sorted(set(groups) - set(_GROUPS))]
    told = [f"{_GROUPS.get(key, key or 'other')} {tags(groups[key], _EACH)}" for key in order if key in groups]
    return "; ".join(told[:_MOST]) + (" …" if len(told) > _MOST else "")

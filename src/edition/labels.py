"""The words of the interface that a project changes or adds: its ``xslt/labels.xml``, of the form of ours.

In: that file. Out: its labels as XML in one line, for the stylesheets, and the languages that it has words in. Refuses
a file that is not well-formed, a label that ours does not know, and a language that is none.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from lxml import etree

from edition.diagnostic import EditionError
from edition.document import parse
from edition.resources import resource

__all__ = ["Labels", "read_labels"]

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?")


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a project: as XML, and the languages in which there are some."""

    xml: str = ""
    languages: frozenset[str] = frozenset()


@cache
def _known() -> tuple[str, ...]:
    root = etree.parse(str(resource("xslt/labels.xml"))).getroot()
    return tuple(str(label.get("id")) for label in root.iterchildren("label"))


def read_labels(path: Path) -> Labels:
    """The labels of a file. Raises EditionError with its line where something is wrong."""
    document = parse(path).value
    if document is None:
        told = parse(path).diagnostics[0]
        raise EditionError(f"the labels cannot be read: {told.message}", told.hint, told.at)
    made = etree.Element("labels")
    languages = set()
    for node in document.root.iterchildren("*"):
        at = document.locate(node)
        name = node.get("id", "")
        if node.tag != "label" or not name:
            raise EditionError(
                f"<{node.tag}> is no label", 'write <label id="contents"><en>Contents</en></label>, in no namespace', at
            )
        if name not in _known():
            near = difflib.get_close_matches(name, _known(), 1)
            hint = f'did you mean "{near[0]}"?' if near else "docs/website.md says where all labels stand"
            raise EditionError(f'there is no label "{name}"', hint, at)
        label = etree.SubElement(made, "label", id=name)
        for word in node.iterchildren("*"):
            language = str(word.tag)
            if not _LANGUAGE.fullmatch(language):
                raise EditionError(f"<{language}> is no language", "name the words by their language: en, de, it", at)
            etree.SubElement(label, language).text = " ".join("".join(map(str, word.itertext())).split())
            languages.add(language)
    return Labels(etree.tostring(made, encoding="unicode"), frozenset(languages))

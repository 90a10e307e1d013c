"""What is counted of a text: words, elements, the share of each language.

In: the TEI as the editor wrote it. Out: Statistics. Words are those that are due in an edition (edition.losses): a
reading of the apparatus, the other side of a choice and the residue of a scan are not counted. Languages are measured
in letters, by the nearest ``xml:lang``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from lxml import etree

from edition import losses
from edition.document import Document
from edition.tei import TEI, XML_LANG, local_name

__all__ = ["Statistics", "statistics_of"]

#: A word may hold apostrophes and hyphens: "o'clock" is one, "well-known" too.
_WORD: Final = re.compile("[^\\W_]+(?:['’ʼ\\-\u2010\u2011][^\\W_]+)*")
#: What is said beside the text, and what another side of a choice says in its place.
_ASIDE: Final = frozenset(("figDesc", "index", "desc"))
_OTHER_SIDES: Final = {"sic": "corr", "orig": "reg", "abbr": "expan", "rdg": "lem", "rdgGrp": "lem"}


@dataclass(frozen=True, slots=True)
class Statistics:
    """The words of the text and of its notes, the elements by name, the letters by language."""

    words: int
    words_of_notes: int
    elements: Counter[str]
    languages: Counter[str]


def statistics_of(document: Document) -> Statistics:
    """Count a text. Elements are counted by name (of paragraphs, those of no note); ``chapter`` counts divisions of
    that type, ``division`` those that stand in the body, ``described`` the figures that have a description, ``page``
    the page breaks with a number.
    """
    segments, _, _ = losses.due(document)
    words = [len(_WORD.findall(segment.raw)) for segment in segments]
    of_notes = sum(count for count, segment in zip(words, segments, strict=True) if segment.note)
    elements: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    # The language of each element that is counted; others are missing here, and what they hold too.
    spoken: dict[etree._Element, str] = {}
    in_notes: set[etree._Element] = set()
    for text in _texts(document.root):
        around = next((one.get(XML_LANG) for one in text.iterancestors() if one.get(XML_LANG)), "") or ""
        for node in text.iter("*"):
            parent = node.getparent()
            if node is text:
                language = node.get(XML_LANG) or around
            elif parent is None or parent not in spoken:
                continue
            else:
                language = node.get(XML_LANG) or spoken[parent]
                languages[spoken[parent]] += _letters(node.tail)
            name = local_name(node) if str(node.tag).startswith(f"{{{TEI}}}") else ""
            if _beside(node, name, parent):
                continue
            spoken[node] = language
            languages[language] += _letters(node.text)
            if name == "note" or parent in in_notes:
                in_notes.add(node)
            elements[name] += name != "p" or node not in in_notes
            elements.update(_more(node, name, parent))
    return Statistics(sum(words) - of_notes, of_notes, elements, +languages)


def _texts(root: etree._Element) -> list[etree._Element]:
    """The texts of a document that lie in no other text."""
    texts = root.iter(f"{{{TEI}}}text")
    return [text for text in texts if next(text.iterancestors(f"{{{TEI}}}text"), None) is None]


def _letters(text: str | None) -> int:
    return len(text) - text.count(" ") - text.count("\n") if text else 0


def _beside(node: etree._Element, name: str, parent: etree._Element | None) -> bool:
    """Whether an element is no part of the text that editions show."""
    if name in _ASIDE or (name == "div" and node.get("type") == "residue"):
        return True
    instead = _OTHER_SIDES.get(name)
    if instead is None or parent is None or local_name(parent) not in ("choice", "app", "rdgGrp"):
        return False
    return parent.find(f"{{{TEI}}}{instead}") is not None


def _more(node: etree._Element, name: str, parent: etree._Element | None) -> list[str]:
    if name == "div":
        above = local_name(parent) if parent is not None else ""
        return ["chapter"] * (node.get("type") == "chapter") + ["division"] * (above == "body")
    if name == "pb":
        return ["page"] if node.get("n") else []
    if name == "figure":
        described = (one.text or len(one) for one in node.iterchildren(f"{{{TEI}}}figDesc"))
        return ["described"] if any(described) else []
    return []

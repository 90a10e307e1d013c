"""What is counted of a text: words, elements, the share of each language.

In: the TEI as the editor wrote it. Out: Statistics. Words are those that are due in an edition (edition.losses): a
reading of the apparatus, the other side of a choice and the residue of a scan are not counted. Languages are measured
in letters, by the nearest ``xml:lang``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final, cast

from lxml import etree

from edition import losses
from edition.document import Document
from edition.tei import TEI, XML_LANG, local_name, tei

__all__ = ["Statistics", "statistics_of"]

#: A word may hold apostrophes and hyphens: "o'clock" is one, "well-known" too.
_WORD: Final = re.compile("[^\\W_]+(?:['’ʼ\\-\u2010\u2011][^\\W_]+)*")
_NAMES: Final = {"t": TEI}
_SHOWN: Final = "[not(ancestor::t:div[@type = 'residue'])]"
#: What is counted in a text.
_COUNTED: Final = {
    "chapters": ".//t:div[@type = 'chapter']",
    "divisions": ".//t:body/t:div",
    "paragraphs": ".//t:p[not(ancestor::t:note)]",
    "verses": ".//t:l",
    "figures": ".//t:figure",
    "described": ".//t:figure[t:figDesc[normalize-space()]]",
    "tables": ".//t:table",
}
_counts: Final = {name: etree.XPath(f"count({path}{_SHOWN})", namespaces=_NAMES) for name, path in _COUNTED.items()}
_tongues: Final = etree.XPath("descendant::*[@xml:lang]")
_ASIDE: Final = tuple(map(tei, ("figDesc", "index", "desc")))
#: What another side of a choice or of a variant stands in the place of.
_INSTEAD: Final = {"sic": "corr", "orig": "reg", "abbr": "expan", "rdg": "lem", "rdgGrp": "lem"}
_said: Final = etree.XPath("string()")


@dataclass(frozen=True, slots=True)
class Statistics:
    """The words of the text and of its notes, what else is counted, the letters by language ("": none is told)."""

    words: int
    words_of_notes: int
    counts: dict[str, int]
    languages: Counter[str]


def statistics_of(document: Document) -> Statistics:
    """Count a text: its words; chapters, divisions of the body, paragraphs (without those of notes), verses, figures,
    those of them that are described, tables; the letters of each language.
    """
    segments, _, _ = losses.due(document)
    words = [(len(_WORD.findall(segment.raw)), segment.note) for segment in segments]
    of_notes = sum(count for count, note in words if note)
    texts = [one for one in document.root.iter(tei("text")) if next(one.iterancestors(tei("text")), None) is None]
    counts = {name: sum(_number(count, text) for text in texts) for name, count in _counts.items()}
    languages: Counter[str] = Counter()
    for text in texts:
        languages.update(_languages(text))
    return Statistics(sum(count for count, _ in words) - of_notes, of_notes, counts, +languages)


def _languages(text: etree._Element) -> Counter[str]:
    """The letters of each language: those of an element, without those of elements in it that turn to another."""
    around = next((one.get(XML_LANG) for one in text.iterancestors() if one.get(XML_LANG)), "")
    spoken: dict[etree._Element, str | None] = {text: text.get(XML_LANG) or around or ""}
    letters: Counter[str | None] = Counter({spoken[text]: _letters(text)})
    # Where another language begins, or perhaps something that is no part of the text; what holds others comes first.
    turns = {*cast("list[etree._Element]", _tongues(text)), *text.iter(*_ASIDE, tei("div"), *map(tei, _INSTEAD))}
    for node in sorted(turns - {text}, key=lambda one: sum(1 for _ in one.iterancestors())):
        if node.tag == tei("div") and node.get("type") != "residue" and not node.get(XML_LANG):
            continue
        above = next((spoken[one] for one in node.iterancestors() if one in spoken), None)
        spoken[node] = None if above is None or _is_aside(node) else str(node.get(XML_LANG) or above)
        count = _letters(node)
        letters[above] -= count
        letters[spoken[node]] += count
    return Counter({language: count for language, count in letters.items() if language is not None})


def _number(path: etree.XPath, node: etree._Element) -> int:
    return int(cast("float", path(node)))


def _letters(node: etree._Element) -> int:
    """How many signs an element holds, without spaces."""
    return sum(map(len, str(_said(node)).split()))


def _is_aside(node: etree._Element) -> bool:
    """Whether an element is no part of the text that editions show."""
    if node.tag in _ASIDE or (node.tag == tei("div") and node.get("type") == "residue"):
        return True
    instead, parent = _INSTEAD.get(local_name(node)), node.getparent()
    return instead is not None and parent is not None and parent.find(tei(instead)) is not None

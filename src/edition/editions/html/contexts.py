"""Mentions in context: the words around a name, taken from the page that shows it.

In: pages of the text as trees, and the sources of the pages that list mentions (links marked ``data-context``, perhaps
with how many letters are wanted on each side). Out: those sources with the words before and after each mention put in.
The words of a block are those of its line of text: without what the edition adds, without figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final
from urllib.parse import unquote

from lxml import etree

from edition.editions.html.pages import INLINE, Page

__all__ = ["Contexts"]

#: So many letters stand on each side of a mention.
_REACH: Final = 60
_LINK: Final = re.compile(r'(<a href="([^"#]+)#([^"]+)") data-context(?:="(\d*)")?>(.*?)</a>', re.DOTALL)


class Contexts:
    """The words around each element of the pages that has an id; made for a page when first asked for."""

    def __init__(self, pages: Mapping[str, Page]) -> None:
        self._pages = pages
        self._made: dict[str, dict[str, tuple[str, str]]] = {}

    def fill(self, source: str) -> str:
        """The source of a page with the context of each mention that it lists."""
        return _LINK.sub(self._filled, source) if " data-context" in source else source

    def _filled(self, match: re.Match[str]) -> str:
        link, file, fragment, reach, hit = match.groups()
        before, after = self.of(unquote(file), unquote(fragment), int(reach or _REACH))
        return f"{link}>{escape(before, quote=False)}{hit}{escape(after, quote=False)}</a>"

    def of(self, file: str, identifier: str, reach: int = _REACH) -> tuple[str, str]:
        """The words before and after an element of a page; nothing where the page does not show it."""
        made = self._made.get(file)
        if made is None:
            page = self._pages.get(file)
            made = self._made[file] = _around(page.root) if page is not None else {}
        before, after = made.get(identifier, ("", ""))
        return _before(before, reach), _after(after, reach)


def _around(root: etree._Element) -> dict[str, tuple[str, str]]:
    """What stands before and after each element in a line that has an id."""
    blocks: dict[etree._Element, list[etree._Element]] = defaultdict(list)
    for main in root.iter("main"):
        for node in main.iterfind(".//*[@id]"):
            if node.tag in INLINE:
                blocks[next(one for one in node.iterancestors() if one.tag not in INLINE)].append(node)
    found: dict[str, tuple[str, str]] = {}
    for block, nodes in blocks.items():
        text, spans = _spans(block, nodes)
        for node in nodes:
            start, end = spans.get(node, (0, 0))
            far = 3 * _REACH
            found[str(node.get("id"))] = text[max(0, start - far) : start], text[end : end + far]
    return found


def _spans(block: etree._Element, nodes: Iterable[etree._Element]) -> tuple[str, dict[etree._Element, tuple[int, int]]]:
    """The text of a block, and where in it some elements begin and end."""
    wanted = set(nodes)
    parts: list[str] = []
    starts: dict[etree._Element, int] = {}
    spans: dict[etree._Element, tuple[int, int]] = {}
    at = 0
    walker = etree.iterwalk(block, events=("start", "end"))
    for event, node in walker:
        if event == "start":
            generated = node.get("data-generated") is not None or node.tag == "figure"
            if node in wanted:
                starts[node] = at
            if generated and node is not block:
                walker.skip_subtree()
            elif node.text:
                parts.append(node.text)
                at += len(node.text)
            if node.tag == "br":
                parts.append(" ")
                at += 1
        else:
            if node in starts:
                spans[node] = (starts[node], at)
            if node is not block and node.tail:
                parts.append(node.tail)
                at += len(node.tail)
    return "".join(parts), spans


def _plain(text: str) -> str:
    """Spaces made one; at the ends too."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"


def _before(text: str, reach: int) -> str:
    plain = _plain(text)
    if len(plain) <= reach:
        return plain.lstrip()
    return "… " + plain[-reach - plain.endswith(" ") :].partition(" ")[2]


def _after(text: str, reach: int) -> str:
    plain = _plain(text)
    return plain.rstrip() if len(plain) <= reach else plain[:reach].rpartition(" ")[0] + " …"

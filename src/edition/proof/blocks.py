"""A block of TEI as HTML that shows its encoding lightly: what is italic is italic, notes and breaks stand in the line,
and every element tells its name and attributes when it is pointed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from lxml import etree

from edition.sources.plaintext.rows import ROWS
from edition.tei import XML, XML_ID, XML_LANG, local_name

__all__ = ["Shown", "row_elements", "shown"]

_BLOCKS: Final = ROWS | frozenset("list row quote floatingText body div listBibl bibl".split())
_HI: Final = {"italic": "i", "bold": "b", "sup": "sup", "sub": "sub", "strikethrough": "s"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as HTML, its label (element and id), its language where it has one of its own."""

    html: str
    label: str
    language: str


def row_elements(root: etree._Element) -> list[etree._Element]:
    """The elements of the text that are rows, in document order: outermost ones only."""
    found: list[etree._Element] = []
    stack = [child for child in root.iterchildren("*") if local_name(child) == "text"]
    while stack:
        node = stack.pop()
        if local_name(node) in ROWS:
            found.append(node)
        else:
            stack.extend(child for child in reversed(node) if isinstance(child.tag, str))
    return found


def shown(element: etree._Element) -> Shown:
    """One row's block."""
    label = " ".join(filter(None, (local_name(element), element.get(XML_ID))))
    return Shown(_element(element), label, element.get(XML_LANG) or "")


def _element(node: etree._Element) -> str:
    name = local_name(node)
    if not name:
        return ""
    if name in ("pb", "lb", "milestone", "gap", "anchor", "graphic"):
        return _empty(node, name)
    inner = escape(node.text or "") + "".join(_element(child) + escape(child.tail or "") for child in node)
    tag = "div" if name in _BLOCKS and not (name == "note" and _in_line(node)) else "span"
    rend = next((part for part in (node.get("rend") or "").split() if part in _HI), "")
    if name == "hi" and rend:
        tag = _HI[rend]
    elif name in ("sic", "del"):
        tag = "del"
    elif name in ("corr", "add", "supplied"):
        tag = "ins"
    elif name == "ref" and node.get("type") == "noteAnchor":
        tag = "sup"
    return f'<{tag} class="e {name}" title="{_tag(node, name)}">{inner}</{tag}>'


def _in_line(node: etree._Element) -> bool:
    """A note that stands in a sentence stays in it, unless it holds blocks."""
    parent = node.getparent()
    return parent is not None and local_name(parent) in ROWS and not any(local_name(inner) in _BLOCKS for inner in node)


def _empty(node: etree._Element, name: str) -> str:
    title = _tag(node, name)
    if name == "lb":
        return f'<span class="e lb" title="{title}">⏎</span><br>'
    sign = {"pb": f"‖{node.get('n') or ''}", "gap": "[…]", "milestone": "* * *", "graphic": "▭"}.get(name, "°")
    return f'<span class="e {name}" title="{title}">{escape(sign)}</span>'


def _tag(node: etree._Element, name: str) -> str:
    """The start tag as words."""
    attributes = [
        f"{'xml:' if key.startswith(f'{{{XML}}}') else ''}{key.rpartition('}')[2]}={value}"
        for key, value in ((str(key), str(value)) for key, value in node.attrib.items())
    ]
    return escape(" ".join([name, *attributes]), quote=True)

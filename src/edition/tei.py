"""TEI names and small builders: the namespaces, qualified names and tests that every room shares."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

__all__ = ["ED", "NS", "TEI", "XML", "XML_ID", "XML_LANG", "element", "is_element", "local_name", "tei", "text_of"]

TEI: Final = "http://www.tei-c.org/ns/1.0"
XML: Final = "http://www.w3.org/XML/1998/namespace"
#: The namespace of what our normalize passes add to a tree. It never stands in a file that an editor keeps.
ED: Final = "urn:edition:normalized"
NS: Final = {"tei": TEI, "ed": ED}
XML_ID: Final = f"{{{XML}}}id"
XML_LANG: Final = f"{{{XML}}}lang"


def tei(name: str) -> str:
    """The qualified name, in Clark's notation, of a TEI element: ``tei("p")``."""
    return f"{{{TEI}}}{name}"


def text_of(node: etree._Element) -> str:
    """The text of an element and of all below it, runs of white space as one space, none at the ends."""
    return " ".join("".join(map(str, node.itertext())).split())


def is_element(node: Any) -> bool:
    """True for an element; False for a comment, a processing instruction or an entity reference."""
    return isinstance(node.tag, str)


def local_name(node: etree._Element) -> str:
    """The name of an element without its namespace; the empty string for a comment or an instruction."""
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2]


def element(name: str, *children: etree._Element | str, **attributes: str) -> etree._Element:
    """A TEI element with children in order. ``xml_id=`` and ``xml_lang=`` give the xml: attributes; a trailing
    underscore is dropped (``from_="1937"``).
    """
    node = etree.Element(tei(name), nsmap={None: TEI})  # type: ignore[dict-item]
    for key, value in attributes.items():
        if key.startswith("xml_"):
            node.set(f"{{{XML}}}{key[4:]}", value)
        else:
            node.set(key.rstrip("_"), value)
    last: etree._Element | None = None
    for child in children:
        if isinstance(child, str):
            if last is None:
                node.text = (node.text or "") + child
            else:
                last.tail = (last.tail or "") + child
        else:
            node.append(child)
            last = child
    return node

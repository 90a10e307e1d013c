"""A page of the website as a tree: its words, its pictures, its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from lxml import etree, html

__all__ = ["INLINE", "Page", "own_words", "read_page"]

#: Elements that stand in a line: all others end a run of words.
INLINE: Final = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins mark q s small span strong sub sup time u wbr".split()
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the website: its source, and its tree."""

    source: str
    root: etree._Element

    def images(self) -> Iterator[str]:
        """The pictures of the project that the page shows, by their relative paths."""
        for image in self.root.iter("img"):
            source = unquote(image.get("src", ""))
            if source and ":" not in source and "logo" not in image.get("class", "").split():
                yield source


def read_page(source: str) -> Page:
    """Parse a page that xslt/html made."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    return Page(source, html.document_fromstring(source.encode("utf-8"), parser=parser))


def own_words(page: etree._Element, namespace: str = "") -> Iterator[str]:
    """The runs of text of a page that are the editor's own: in ``main``, outside all that is marked data-generated.
    ``namespace`` stands before the names of a page in XHTML.
    """
    inline = {f"{namespace}{name}" for name in INLINE}
    parts: list[str] = []
    for main in page.iter(f"{namespace}main"):
        walker = etree.iterwalk(main, events=("start", "end"))
        for event, node in walker:
            if node.tag not in inline and parts:
                yield "".join(parts)
                parts.clear()
            if event == "start":
                if node.get("data-generated") is not None:
                    walker.skip_subtree()
                else:
                    parts.append(node.text or "")
            elif node is not main:
                parts.append(node.tail or "")
        yield "".join(parts)
        parts.clear()

"""The website: one file a page, opened from disk by double click.

In: the normalised tree. Out: ``Result[Rendered]``: the pages that xslt/html makes, our style sheet and script beside
them, the images that the pages show, and the words of the text that the pages print.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree, html

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered
from edition.resources import resource

__all__ = ["render"]

_FILES: Final = ("style.css", "script.js")
#: Elements that stand in a line: all others end a run of words.
_INLINE: Final = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins mark q s small span strong sub sup time u wbr".split()
)


def render(
    tree: saxon.Tree, parameters: Mapping[str, str | int | bool], *, custom: Path | None = None
) -> Result[Rendered]:
    """The website of one text."""
    pages = saxon.render("html", tree, parameters, custom=custom)
    files: dict[str, bytes] = {}
    words: list[str] = []
    assets: dict[str, str] = {}
    for name, page in pages.value.items():
        data = page.encode("utf-8")
        files[name] = data
        if not name.endswith(".html"):
            continue
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
        words.extend(own_words(root))
        for image in root.iter("img"):
            source = unquote(image.get("src", ""))
            if source and ":" not in source:
                assets[source] = source
    for name in _FILES:
        files[name] = resource(f"xslt/html/{name}").read_bytes()
    return Result(Rendered(files, tuple(words), assets), pages.diagnostics)


def own_words(page: etree._Element) -> Iterator[str]:
    """The runs of text of a page that are the editor's own: in ``main``, outside all that is marked data-generated."""
    parts: list[str] = []
    for main in page.iter("main"):
        walker = etree.iterwalk(main, events=("start", "end"))
        for event, node in walker:
            if node.tag not in _INLINE and parts:
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

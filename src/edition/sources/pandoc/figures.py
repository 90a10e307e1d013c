"""Pictures and figures to TEI: the file beside the text, the caption as ``head``, the alternative text as ``figDesc``.

In: an image or a figure of pandoc's tree. Out: a ``figure``. A picture whose file is not there, or lies on the web,
keeps its figure, with its words and its address in ``figDesc``.
"""

from __future__ import annotations

from typing import Any

from edition.sources.pandoc.context import Context
from edition.sources.pandoc.pictures import SHOWN
from edition.sources.pandoc.tree import attr_of, plain
from edition.sources.plaintext.tree import Node

__all__ = ["description", "figure_of_image", "graphic"]


def description(content: Any, caption: str = "") -> list[str]:
    """The words of an image's alternative text and title that are not those of its caption."""
    said = [plain(content[1]), " ".join(str(content[2][1]).split())]
    return [text for n, text in enumerate(said) if text and text != caption and text not in said[:n]]


def figure_of_image(content: Any, context: Context) -> Node:
    """A figure of one image, without a caption."""
    node = Node("figure", {}, graphic(content, context))
    node.add(*(Node("figDesc", {}, [text]) for text in description(content)))
    return context.identify(node, "fig", attr_of(content[0]).identifier)


def graphic(content: Any, context: Context) -> list[Node | str]:
    """The graphic of an image; nothing, and a doubt, where there is no file to show."""
    address = str(content[2][0])
    path, why = context.pictures.take(address)
    context.counts["pictures"] += 1
    shown = address if len(address) <= 80 else address[:79] + "…"
    if not path:
        context.counts["pictures_missing"] += 1
        context.doubt(
            "picture-missing",
            f'the picture "{shown}" is left out: {why}',
            plain(content[1]) or address,
            "put the file beside the document and import again, or name it in graphic/@url",
            decision="the figure is kept without it",
            cert="high",
        )
        return [Node("figDesc", {"resp": "#import"}, [f"[{address}]"])] if not address.startswith("data:") else []
    if path.rpartition(".")[2] not in SHOWN:
        context.doubt(
            "picture-form",
            f'the picture "{path}" is of a form that no browser shows: {why}',
            plain(content[1]) or address,
            "convert it to PNG or SVG, and name that in graphic/@url",
            decision="the file is kept beside the TEI",
            cert="high",
        )
    return [Node("graphic", {"url": path})]

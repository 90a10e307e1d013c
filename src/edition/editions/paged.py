"""The book as one HTML file for engines that make pages of CSS, such as browsers that print, WeasyPrint or Prince.

In: the normalised tree. Out: ``Result[Rendered]``: the file, its style sheet, and the words of the text that it prints.
Pages, their numbers, running heads and footnotes are asked for in CSS; what an engine cannot do it leaves out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered
from edition.editions.html.pages import own_words, read_page
from edition.editions.html.renditions import rendition_rules
from edition.resources import resource

__all__ = ["render"]

#: Our own trim size, and names that CSS spells otherwise than the settings.
_TRIM: Final = "140mm 215mm"
_SHEETS: Final = {"us-letter": "letter", "us-legal": "legal"}


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    custom: Path | None = None,
) -> Result[Rendered]:
    """The file of one text. ``notes`` among the parameters are "footnotes" or "endnotes"; ``paper`` names the sheet."""
    made = saxon.render("paged", tree, parameters, custom=custom)
    sources = dict(made.value)
    renditions = json.loads(sources.pop("renditions.json"))
    # What is printed is wanted at once.
    sources = {name: source.replace(' loading="lazy"', "") for name, source in sources.items()}
    files = {name: source.encode("utf-8") for name, source in sources.items()}
    paper = str(parameters.get("paper", ""))
    sheet = _SHEETS.get(paper, paper) or _TRIM
    styles = resource("xslt/paged/paged.css").read_text(encoding="utf-8").replace("size: SHEET", f"size: {sheet}", 1)
    files["paged.css"] = styles.encode("utf-8")
    if renditions:
        files["renditions.css"] = rendition_rules(renditions)
    words: list[str] = []
    assets: dict[str, str] = {}
    for source in sources.values():
        page = read_page(source)
        assets |= {image: image for image in page.images()}
        words += _words(page.root)
    return Result(Rendered(files, tuple(words), assets), made.diagnostics)


def _words(root: etree._Element) -> Iterator[str]:
    """The words of the text; those of notes that stand in a line each by themselves."""
    main = next(root.iter("main"))
    for note in list(main.iter("span")):
        parent = note.getparent()
        if "footnote" in (note.get("class") or "").split() and parent is not None:
            before = note.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + (note.tail or "")
            else:
                parent.text = (parent.text or "") + (note.tail or "")
            note.tail = None
            parent.remove(note)
            note.tag = "aside"
            main.append(note)
    for node in main.iter("span"):
        if any(one.startswith("as-") for one in (node.get("class") or "").split()):
            node.tag = "div"
    yield from own_words(root)

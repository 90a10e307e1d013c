"""The website: one file a page, opened from disk by double click.

In: the normalised tree. Out: ``Result[Rendered]``: the pages that xslt/html makes, with what is computed here (its
pictures, its search, its citations) put in; the style sheet and the script, each one file made of the parts in
xslt/html/style and xslt/html/script; the images that the pages show; and the words of the text that the pages print.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered
from edition.editions.html.cited import with_citations
from edition.editions.html.pages import Page, own_words, read_page
from edition.lock import Lock
from edition.resources import resource

__all__ = ["own_words", "render"]


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    custom: Path | None = None,
    url: str = "",
    lock: Lock | None = None,
) -> Result[Rendered]:
    """The website of one text: under the address ``url``, where one is known; with the ids of ``lock`` kept alive."""
    made = saxon.render("html", tree, parameters, custom=custom)
    sources = dict(made.value)
    facts = json.loads(sources.pop("facts.json", "{}"))
    sources, cited, public = with_citations(sources, facts, url, lock)
    pages: dict[str, Page] = {name: read_page(source) for name, source in sources.items() if name.endswith(".html")}
    files = {name: source.encode("utf-8") for name, source in sources.items()}
    files |= cited
    files["style.css"] = _joined("style", ".css")
    files["script.js"] = _joined("script", ".js")
    words = tuple(word for page in pages.values() for word in own_words(page.root))
    assets = {image: image for page in pages.values() for image in page.images()}
    return Result(Rendered(files, words, assets, public), made.diagnostics)


def _joined(folder: str, suffix: str) -> bytes:
    """The parts of the style sheet or of the script, in the order of their numbers."""
    parts = sorted(resource(f"xslt/html/{folder}").glob(f"*{suffix}"))
    return b"\n".join(part.read_bytes() for part in parts)

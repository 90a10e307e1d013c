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
from edition.editions.html.fonts import font_styles
from edition.editions.html.pages import Page, own_words, read_page
from edition.editions.html.renditions import rendition_rules
from edition.editions.html.search import search_files, text_of_facts
from edition.editions.html.site import name_cards, site_facts
from edition.editions.html.theme import look_styles
from edition.editions.look import Look
from edition.resources import resource

__all__ = ["own_words", "render"]


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    custom: Path | None = None,
    look: Look | None = None,
) -> Result[Rendered]:
    """The website of one text."""
    look = look or Look()
    if look.logo is not None:
        parameters = {**parameters, "logo": f"logo{look.logo.suffix.lower()}"}
    made = saxon.render("html", tree, parameters, custom=custom)
    sources = dict(made.value)
    facts = json.loads(sources.pop("facts.json"))
    pages: dict[str, Page] = {name: read_page(source) for name, source in sources.items() if name.endswith(".html")}
    files = {name: source.encode("utf-8") for name, source in sources.items()}
    letters = {letter for source in sources.values() for letter in set(source)}
    files["fonts.css"] = b"" if look.system_fonts or look.font else font_styles(letters)
    files["style.css"] = _joined("style", ".css") + rendition_rules(facts["renditions"]) + look_styles(look)
    if look.logo is not None:
        files[f"logo{look.logo.suffix.lower()}"] = look.logo.read_bytes()
    files["script.js"] = _joined("script", ".js")
    files["early.js"] = resource("xslt/html/early.js").read_bytes()
    files["site.js"] = site_facts(facts)
    if facts["entries"]:
        files["names.js"] = name_cards(facts)
    files["search.js"] = _joined("search", ".js")
    searched = text_of_facts(facts, {name: page.root for name, page in pages.items()})
    index = search_files([searched], facts["search"], str(parameters.get("lang", "en")))
    files |= {f"search/{name}": data for name, data in index.items()}
    words = tuple(word for page in pages.values() for word in own_words(page.root))
    assets = {image: image for page in pages.values() for image in page.images()}
    return Result(Rendered(files, words, assets), made.diagnostics)


def _joined(folder: str, suffix: str) -> bytes:
    """The parts of the style sheet or of the script, in the order of their numbers."""
    parts = sorted(resource(f"xslt/html/{folder}").glob(f"*{suffix}"))
    return b"\n".join(part.read_bytes() for part in parts) + b"\n"

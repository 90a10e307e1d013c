"""The website: one file a page, opened from disk by double click.

In: the normalised tree. Out: ``Result[Website]``: the pages that xslt/html makes, with what is computed here
(contexts, pictures, search, citations) put in; the images that the pages show; and the words of the text that the pages
print. What all texts of a website share (fonts, style sheet, scripts) is made once, by :func:`shared_files`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered
from edition.editions.html.cited import with_citations
from edition.editions.html.contexts import Contexts
from edition.editions.html.fonts import font_styles
from edition.editions.html.pages import Page, own_words, read_page
from edition.editions.html.pictures import with_pictures
from edition.editions.html.renditions import rendition_rules
from edition.editions.html.search import SearchText, search_files, text_of_facts
from edition.editions.html.shelf import merged_facts
from edition.editions.html.site import name_cards, site_facts
from edition.editions.html.theme import look_styles
from edition.editions.look import Look
from edition.lock import Lock
from edition.resources import resource

__all__ = ["Website", "own_words", "render", "shared_files"]


@dataclass(frozen=True, slots=True)
class Website(Rendered):
    """The website of one text: beside its files, its pages as trees, its facts (xslt/html/facts.xsl), its letters."""

    pages: dict[str, Page] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    custom: Path | None = None,
    look: Look | None = None,
    url: str = "",
    lock: Lock | None = None,
    shelf: Mapping[str, Website] | None = None,
) -> Result[Website]:
    """The website of one text, under the address ``url``, where one is known, with the ids of ``lock`` kept alive; or
    the catalogue of a ``shelf``, by the folders of its texts.
    """
    shelf = shelf or {}
    if look is not None and look.logo is not None:
        parameters = {**parameters, "logo": f"logo{look.logo.suffix.lower()}"}
    made = saxon.render("html", tree, parameters, custom=custom)
    sources = dict(made.value)
    facts = json.loads(sources.pop("facts.json"))
    cited: dict[str, bytes] = {}
    public: tuple[tuple[str, str], ...] = ()
    if not shelf:
        sources, cited, public = with_citations(sources, facts, url, lock)
    pages: dict[str, Page] = {name: read_page(source) for name, source in sources.items() if name.endswith(".html")}
    if shelf:
        facts["glossary"] = [gloss for one in shelf.values() for gloss in one.facts["glossary"]]
    shown = {f"{folder}/{name}": page for folder, one in shelf.items() for name, page in one.pages.items()}
    contexts = Contexts({**shown, **pages})
    drawn = merged_facts(facts, {folder: one.facts for folder, one in shelf.items()}) if shelf else facts
    sources = with_pictures(sources, drawn)
    sources = {name: contexts.fill(source) for name, source in sources.items()}
    files = {name: source.encode("utf-8") for name, source in sources.items()}
    files |= cited
    files["site.js"] = site_facts(facts)
    if facts["styled"]:
        files["renditions.css"] = rendition_rules(facts["renditions"])
    if not parameters.get("shelf"):
        # The names and the search of a text on a shelf are those of the catalogue.
        if facts["entries"] or facts["glossary"] or shelf:
            files["names.js"] = name_cards(facts)
        files["search.js"] = _joined("search", ".js")
        index = search_files(_searched(pages, facts, shelf), facts["search"], str(parameters.get("lang", "en")))
        files |= {f"search/{name}": data for name, data in index.items()}
    words = tuple(word for page in pages.values() for word in own_words(page.root))
    assets = {image: image for page in pages.values() for image in page.images()}
    letters = frozenset(letter for source in sources.values() for letter in set(source))
    return Result(Website(files, words, assets, public, pages, facts, letters), made.diagnostics)


def _searched(pages: Mapping[str, Page], facts: Mapping[str, Any], shelf: Mapping[str, Website]) -> list[SearchText]:
    """What is searched: the text; or of a shelf its texts, and the entries of its registers."""
    own = text_of_facts(facts, {name: page.root for name, page in pages.items()})
    if not shelf:
        return [own]
    others = (
        (folder, text_of_facts(one.facts, {name: page.root for name, page in one.pages.items()}))
        for folder, one in shelf.items()
    )
    return [replace(own, pages=()), *(replace(one, prefix=f"{folder}/", entries=()) for folder, one in others)]


def shared_files(websites: Iterable[Website], look: Look | None = None) -> dict[str, bytes]:
    """The files that all texts of a website share: fonts for their letters, the style sheet, the scripts, the logo."""
    look = look or Look()
    letters = frozenset().union(*(one.letters for one in websites))
    files = {
        "fonts.css": b"" if look.system_fonts or look.font else font_styles(letters),
        "style.css": _joined("style", ".css") + look_styles(look),
        "script.js": _joined("script", ".js"),
        "early.js": resource("xslt/html/early.js").read_bytes(),
    }
    if look.logo is not None:
        files[f"logo{look.logo.suffix.lower()}"] = look.logo.read_bytes()
    return files


def _joined(folder: str, suffix: str) -> bytes:
    """The parts of the style sheet or of the script, in the order of their numbers."""
    parts = sorted(resource(f"xslt/html/{folder}").glob(f"*{suffix}"))
    return b"\n".join(part.read_bytes() for part in parts) + b"\n"

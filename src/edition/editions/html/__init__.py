"""The website: one file a page, opened from disk by double click.

In: the normalised tree. Out: ``Result[Website]``: the pages that xslt/html makes, with citations and metadata, and the
words of the text that they print. What is computed over pages, or over texts, is put in by :func:`files_of` (contexts,
pictures, cards), :func:`search_files_of` and :func:`shared_files` (fonts, style sheet, scripts).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from edition import saxon
from edition.diagnostic import Result
from edition.editions.html.cited import with_citations
from edition.editions.html.contexts import Contexts
from edition.editions.html.fonts import font_styles
from edition.editions.html.pages import Page, own_words, read_page
from edition.editions.html.pictures import missing_outlines, with_pictures
from edition.editions.html.renditions import rendition_rules
from edition.editions.html.search import search_files, text_of_facts, with_entries_of
from edition.editions.html.shelf import merged_facts
from edition.editions.html.site import name_cards, site_facts
from edition.editions.html.theme import look_styles
from edition.editions.html.website import Website
from edition.editions.look import Look
from edition.lock import Lock
from edition.resources import resource

__all__ = ["Website", "files_of", "own_words", "render", "search_files_of", "shared_files"]


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    custom: Path | None = None,
    look: Look | None = None,
    url: str = "",
    lock: Lock | None = None,
    catalogue: bool = False,
) -> Result[Website]:
    """The pages of one text, under the address ``url``, where one is known, with the ids of ``lock`` kept alive; or
    those of the ``catalogue`` of a shelf.
    """
    if look is not None and look.logo is not None:
        parameters = {**parameters, "logo": f"logo{look.logo.suffix.lower()}"}
    made = saxon.render("html", tree, parameters, custom=custom)
    sources = dict(made.value)
    facts = json.loads(sources.pop("facts.json"))
    files: dict[str, bytes] = {}
    public: tuple[tuple[str, str], ...] = ()
    if not catalogue:
        sources, files, public = with_citations(sources, facts, url, lock)
    files["site.js"] = site_facts(facts)
    if facts["styled"]:
        files["renditions.css"] = rendition_rules(facts["renditions"])
    pages: dict[str, Page] = {name: read_page(source) for name, source in sources.items() if name.endswith(".html")}
    words = tuple(word for page in pages.values() for word in own_words(page.root))
    assets = {image: image for page in pages.values() for image in page.images()}
    website = Website(files, words, assets, public, sources, pages, facts, bool(parameters.get("shelf")))
    return Result(website, (*made.diagnostics, *missing_outlines(sources)))


def files_of(website: Website, shelf: Mapping[str, Website] | None = None) -> dict[str, bytes]:
    """All files of a website but those that are shared; of the catalogue of a ``shelf``, given by the folders of its
    texts.
    """
    facts = website.facts
    if shelf:
        facts = merged_facts(facts, {folder: one.facts for folder, one in shelf.items()})
    shown = {f"{folder}/{name}": page for folder, one in (shelf or {}).items() for name, page in one.pages.items()}
    contexts = Contexts({**shown, **website.pages})
    sources = with_pictures(website.sources, facts)
    files = {name: contexts.fill(source).encode("utf-8") for name, source in sources.items()}
    files |= website.files
    if not website.within and (facts["entries"] or facts["glossary"] or shelf):
        files["names.js"] = name_cards(facts)
    return files


def search_files_of(website: Website, others: Mapping[str, Website], *, catalogue: bool = False) -> dict[str, bytes]:
    """The index of a website and of the ``others`` that lie in folders of it: the original of a translation, or the
    texts of a shelf, whose ``catalogue`` has the entries of all.
    """
    facts = website.facts
    own = text_of_facts(facts, {name: page.root for name, page in website.pages.items()})
    texts = [replace(own, pages=()) if catalogue else own]
    if others and not catalogue:
        texts[0] = replace(own, title=facts["search"]["translation"])
    for folder, one in others.items():
        text = text_of_facts(one.facts, {name: page.root for name, page in one.pages.items()})
        if not catalogue:
            texts[0] = with_entries_of(texts[0], text, folder)
            text = replace(text, title=facts["search"]["original"])
        texts.append(replace(text, prefix=f"{folder}/", entries=()))
    index = search_files(texts, facts["search"], facts["citing"]["lang"])
    return {"search.js": _joined("search", ".js"), **{f"search/{name}": data for name, data in index.items()}}


def shared_files(websites: Iterable[Website], look: Look | None = None) -> dict[str, bytes]:
    """The files that all texts of a website share: fonts for their letters, the style sheet, the scripts, the logo."""
    look = look or Look()
    letters = frozenset(letter for one in websites for source in one.sources.values() for letter in set(source))
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

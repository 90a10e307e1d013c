"""The website of a project as a whole: what its texts share, the catalogue of a shelf, and the pages about the edition.

In: a Project, and the website of each of its texts. Out: ``Result`` of files by their place in the website, in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from edition.apart import Work, apart, later
from edition.diagnostic import Diagnostic, Result
from edition.document import Document
from edition.editions.html.website import Website
from edition.project import LANGUAGES, Project, Text
from edition.tei import XML_LANG, tei
from edition.websites.about import completed_page
from edition.websites.downloads import downloads_of, earlier_files
from edition.websites.statistics import Statistics, statistics_of

__all__ = ["Site", "completed", "earlier_files", "language_of", "share", "site_of"]


@dataclass(frozen=True, slots=True)
class Site:
    """The website of one text: its normalised tree, its folder, what was rendered, what is counted of it."""

    tree: Any
    folder: PurePosixPath
    website: Website
    statistics: Work[Statistics]


def site_of(document: Document, tree: Any, folder: PurePosixPath, website: Website, *, alone: bool) -> Site:
    """The website of one text. What is counted of it is counted beside the rest, where it is one of few texts."""
    return Site(tree, folder, website, (apart if alone else later)(statistics_of, document))


def language_of(project: Project, text: Text, document: Document) -> str:
    """The language of what the editions add: by the settings, or the language of the text where we have its words."""
    element = next(document.root.iter(tei("text")), document.root)
    own = (element.get(XML_LANG) or document.root.get(XML_LANG) or "").split("-")[0].lower()
    spoken = own in LANGUAGES or own in project.labels.languages
    return (project.language if text.main else "") or (own if spoken else LANGUAGES[0])


def share(project: Project, sites: Mapping[str, Site], say: Callable[[str], None]) -> Result[dict[str, bytes]]:
    """All files of a website: those of each text, and what they share: the search, fonts, style sheet and scripts; on
    a shelf, the catalogue and its registers.
    """
    from edition.editions import html

    findings: tuple[Diagnostic, ...] = ()
    websites = {str(site.folder.relative_to("html")): site.website for site in sites.values()}
    others = {folder: one for folder, one in websites.items() if folder != "."}
    if project.shelf:
        say("catalogue")
        made = _catalogue(project, sites)
        findings = made.diagnostics
        websites["."] = made.value
    # The search is made beside the rest.
    index = apart(html.search_files_of, websites["."], others, catalogue=project.shelf)
    files: dict[str, bytes] = {}
    if others and not project.shelf:
        websites = _beside(project, websites)
    for folder, one in websites.items():
        say(f"pages {folder}")
        shelf = others if project.shelf and folder == "." else None
        files |= {str(PurePosixPath(folder) / name): data for name, data in html.files_of(one, shelf).items()}
    files |= html.shared_files(websites.values(), project.look)
    say("search")
    files |= index.result()
    return Result(files, findings)


def _beside(project: Project, websites: Mapping[str, Website]) -> dict[str, Website]:
    """The websites of a translation and its original, with the pages that have both side by side."""
    from edition.editions.html.parallel import aligned_pairs, parallel_pages, with_ways

    folder = next(name for name in websites if name != ".")
    ours, theirs = websites["."], websites[folder]
    main = next(text.path for text in project.texts if text.main)
    other = next(text.path for text in project.texts if not text.main)
    made = parallel_pages(ours, theirs, folder, aligned_pairs(ours, main, theirs, other))
    sources = {name: with_ways(one, made.of_translation.get(name, "")) for name, one in ours.sources.items()}
    below = {name: f"../{page}" for name, page in made.of_original.items()}
    originals = {name: with_ways(one, below.get(name, "")) for name, one in theirs.sources.items()}
    return {".": replace(ours, sources=sources | made.sources), folder: replace(theirs, sources=originals)}


def _catalogue(project: Project, sites: Mapping[str, Site]) -> Result[Any]:
    """The pages of the catalogue of a shelf."""
    from edition.editions import html
    from edition.editions.html.shelf import OnShelf, catalogue_tree

    texts = [OnShelf(stem, site.tree, site.website.facts) for stem, site in sites.items()]
    language = project.language or LANGUAGES[0]
    title = project.title or project.root.name
    settings: dict[str, str | int | bool] = {"lang": language, "base-name": "catalogue", "names": project.names}
    if project.labels.xml:
        settings["own-labels"] = project.labels.xml
    tree = catalogue_tree(title, language, texts)
    return html.render(tree, settings, custom=project.custom, look=project.look, catalogue=True)


def completed(
    project: Project,
    sites: Mapping[str, Site],
    documents: Mapping[Path, Document],
    losses: Iterable[Mapping[str, Any]],
    made: Mapping[str, bytes],
    earlier: Mapping[str, Path],
) -> dict[str, bytes]:
    """The pages about the edition with what is known only now: numbers, losses, downloads; and the files to be
    downloaded. ``made`` and the result go by the place in the output, ``earlier`` are files that are there already.
    """
    files: dict[str, bytes] = {}
    told = list(losses)
    for text in project.texts:
        site = sites.get(text.stem)
        page = None if site is None else made.get(str(site.folder / "about.html"))
        if site is not None and page is not None:
            own = [loss for loss in told if loss["text"] == text.stem]
            downloads, offered = downloads_of(project, text, site.folder, documents, made, earlier)
            files |= offered
            done = completed_page(page, site.website.facts, site.statistics.result(), own, downloads)
            files[str(site.folder / "about.html")] = done
    return files

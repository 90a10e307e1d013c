"""The website of a project as a whole: what its texts share, the catalogue of a shelf, and the pages about the edition.

In: a Project, and the website of each of its texts. Out: ``Result`` of files by their place in the website, in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from edition.diagnostic import Diagnostic, Result
from edition.document import Document
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
    website: Any
    statistics: Statistics


def site_of(document: Document, tree: Any, folder: PurePosixPath, website: Any) -> Site:
    """The website of one text, with its text counted."""
    return Site(tree, folder, website, statistics_of(document))


def language_of(project: Project, text: Text, document: Document) -> str:
    """The language of what the editions add: by the settings, or the language of the text where we have its words."""
    element = next(document.root.iter(tei("text")), document.root)
    own = (element.get(XML_LANG) or document.root.get(XML_LANG) or "").split("-")[0].lower()
    spoken = own in LANGUAGES or own in project.labels.languages
    return (project.language if text.main else "") or (own if spoken else LANGUAGES[0])


def share(project: Project, sites: Mapping[str, Site], say: Callable[[str], None]) -> Result[dict[str, bytes]]:
    """What the texts of a website share: fonts, style sheet and scripts; on a shelf, the catalogue and registers."""
    from edition.editions import html
    from edition.editions.html.shelf import OnShelf, catalogue_tree

    files: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    websites = [site.website for site in sites.values()]
    if project.shelf:
        say("catalogue")
        texts = [OnShelf(stem, site.tree, site.website.facts) for stem, site in sites.items()]
        language = project.language or LANGUAGES[0]
        title = project.title or project.root.name
        settings: dict[str, str | int | bool] = {"lang": language, "base-name": "catalogue", "names": project.names}
        if project.labels.xml:
            settings["own-labels"] = project.labels.xml
        shelf = {stem: site.website for stem, site in sites.items()}
        tree = catalogue_tree(title, language, texts)
        made = html.render(tree, settings, custom=project.custom, look=project.look, shelf=shelf)
        files |= made.value.files
        findings.extend(made.diagnostics)
        websites.append(made.value)
    files |= html.shared_files(websites, project.look)
    return Result(files, tuple(findings))


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
        page = None if site is None else site.website.files.get("about.html")
        if site is not None and page is not None:
            own = [loss for loss in told if loss["text"] == text.stem]
            downloads, offered = downloads_of(project, text, site.folder, documents, made, earlier)
            files |= offered
            done = completed_page(page, site.website.facts, site.statistics, own, downloads)
            files[str(site.folder / "about.html")] = done
    return files

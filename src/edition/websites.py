"""The website of a project as a whole: what its texts share, and the catalogue of a shelf.

In: a Project, and the website of each of its texts. Out: ``Result`` of files by their place in the website, in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from edition.diagnostic import Diagnostic, Result
from edition.document import Document
from edition.project import LANGUAGES, Project, Text
from edition.tei import XML_LANG, tei

__all__ = ["Site", "language_of", "share"]


@dataclass(frozen=True, slots=True)
class Site:
    """The website of one text: its normalised tree, its folder, what was rendered."""

    tree: Any
    folder: PurePosixPath
    website: Any


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

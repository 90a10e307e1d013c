"""One text in one edition, as a project wants it.

In: a project, a text with its document and its normalised tree. Out: ``Result`` of what the edition made.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from edition.diagnostic import Result
from edition.document import Document
from edition.project import Project, Text
from edition.tei import XML_LANG

__all__ = ["render"]


def render(
    name: str,
    project: Project,
    text: Text,
    document: Document,
    normalised: Any,
    settings: Mapping[str, str | int | bool],
) -> Result[Any]:
    """One edition of a text; not the data, which are of all texts together."""
    if name == "html":
        from edition.editions import html
        from edition.releasing import locked_rows

        within = text.stem if project.shelf or not text.main else ""
        url = project.url + (f"{quote(within)}/" if within and project.url else "")
        lock = locked_rows(project, text.path)
        settings = {**settings, "names": project.names}
        return html.render(normalised, settings, custom=project.custom, look=project.look, url=url, lock=lock)
    if name == "text":
        from edition.editions import text as plain

        language = document.root.get(XML_LANG, "")
        return plain.render(normalised, settings, plain=project.plain, language=language, custom=project.custom)
    if name == "markdown":
        from edition.editions import markdown

        return markdown.render(normalised, settings, custom=project.custom)
    images = {url: path for url, path in _images(project, text, document).items() if isinstance(path, Path)}
    if name == "docx":
        from edition.editions import docx

        return docx.render(normalised, settings, images=images, custom=project.custom)
    if name == "epub":
        from edition.editions import epub

        url = project.url and f"{project.url}{'' if text.main and not project.shelf else quote(text.stem) + '/'}"
        book = epub.Book(project.cover, project.certified_by, url)
        own = {
            key: value
            for key, value in settings.items()
            if key in ("lang", "base-name", "own-labels", "title", "shelf")
        }
        return epub.render(normalised, own, images=images, book=book, custom=project.custom)
    if name == "paged":
        from edition.editions import paged

        return paged.render(
            normalised, {**settings, "notes": project.notes, "paper": project.paper}, custom=project.custom
        )
    from edition.editions import pdf

    settings = {**settings, "notes": project.notes, "names": project.linked}
    if project.paper:
        settings = {**settings, "paper": project.paper}
    return pdf.render(normalised, settings, images=images, fonts=project.fonts, custom=project.custom)


def _images(project: Project, text: Text, document: Document) -> dict[str, Path | None]:
    """Every image that the text names, by its url: its file, or None where it is missing or outside the project."""
    images: dict[str, Path | None] = {}
    for node in document.root.iter("{http://www.tei-c.org/ns/1.0}graphic"):
        url = node.get("url", "")
        if not url or "://" in url or url.startswith(("data:", "#")):
            continue
        path = (text.path.parent / url).resolve()
        images[url] = path if path.is_relative_to(project.root) and path.is_file() else None
    return images

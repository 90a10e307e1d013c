"""The e-book: EPUB 3.3, one file a text.

In: the normalised tree, the pictures that are there, what the project says of its cover. Out: ``Result[Rendered]``: the
container, and the words of the text that its pages print. xslt/epub makes the pages; here are made the package
document, the cover and the container. No script, no clock, no font: same input, same bytes. A picture that a reading
program could not show, or that could do more than be looked at, is left out and told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered
from edition.editions.epub.container import container
from edition.editions.epub.cover import cover_of
from edition.editions.epub.package import package_document
from edition.editions.epub.pictures import pictures_of
from edition.editions.html.facts import work_of
from edition.editions.html.pages import own_words
from edition.editions.html.renditions import rendition_rules
from edition.resources import resource

__all__ = ["Book", "render"]

XHTML: Final = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Book:
    """What a project says of its e-book: a picture for its cover, who has examined its accessibility, and the address
    of its website.
    """

    cover: Path | None = None
    certified_by: str = ""
    url: str = ""


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    images: Mapping[str, Path] | None = None,
    book: Book | None = None,
    custom: Path | None = None,
) -> Result[Rendered]:
    """The e-book of one text; ``images`` maps the ``@url`` of each picture that is there to its file."""
    book = book or Book()
    read = pictures_of(images or {})
    places = {url: picture.place for url, picture in read.value.items()}
    made = saxon.render("epub", tree, {**parameters, "pictures": json.dumps(places)}, custom=custom)
    pages = dict(made.value)
    facts = json.loads(pages.pop("facts.json"))
    work = work_of(facts, book.url)
    cover = cover_of(work, facts, book.cover)
    files: dict[str, bytes] = {name: page.encode("utf-8") for name, page in pages.items()}
    files |= cover.value.files
    files["style.css"] = resource("xslt/epub/style.css").read_bytes()
    if facts["styled"]:
        files["renditions.css"] = rendition_rules(facts["renditions"], book=True)
    shown = b"".join(data for name, data in files.items() if name.startswith("text/"))
    files |= {one.place: one.data for one in read.value.values() if f'"../{one.place}"'.encode() in shown}
    files["package.opf"] = package_document(work, facts, files, cover.value, book.certified_by)
    words = tuple(_words(pages))
    findings = (*read.diagnostics, *cover.diagnostics, *made.diagnostics)
    return Result(Rendered({f"{work.stem}.epub": container(files)}, words), findings)


def _words(pages: Mapping[str, str]) -> Iterator[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for name, page in pages.items():
        if name.startswith("text/"):
            yield from own_words(etree.fromstring(page.encode("utf-8"), parser), XHTML)

"""The teiHeader of an imported text: complete, and without a clock: the same source gives the same header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from edition import __version__
from edition.sources.plaintext.profile import Profile
from edition.sources.plaintext.titlepage import Bibliography
from edition.sources.plaintext.tree import Node

__all__ = ["header"]

_NAMES: Final = {
    "en": "English", "de": "German", "fr": "French", "ru": "Russian", "es": "Spanish", "it": "Italian",
    "pl": "Polish", "la": "Latin", "uk": "Ukrainian", "el": "Greek", "und": "undetermined",
    "und-Cyrl": "undetermined, in Cyrillic script", "und-Hani": "undetermined, in Han characters",
    "und-Grek": "undetermined, in Greek script", "und-Hebr": "undetermined, in Hebrew script",
    "und-Arab": "undetermined, in Arabic script",
}  # fmt: skip


def _version() -> str:
    """Our version in the form that application/@version allows."""
    match = re.match(r"\d+(\.\d+){0,3}", __version__)
    return match.group() if match else "0"


def header(
    facts: Bibliography,
    profile: Profile,
    path: Path,
    languages: Sequence[str],
    editorial: Sequence[tuple[str, str]],
    reason: str,
) -> Node:
    """The header. ``languages``: tags used, the text's own first. ``editorial``: (element, sentence)."""
    title = Node("titleStmt", {}, [Node("title", {}, [facts.title])])
    if facts.author:
        title.add(Node("author", {"xml:id": "author"}, [facts.author]))
    if facts.translator:
        title.add(Node("editor", {"xml:id": "translator", "role": "translator"}, [facts.translator]))
    title.add(
        Node(
            "respStmt",
            {"xml:id": "import"},
            [
                Node("resp", {}, ["encoding by machine, from a plain text"]),
                Node("name", {"type": "software"}, ["edition import"]),
            ],
        )
    )
    licence = profile.licence or "No licence is stated. The rights in the source have to be cleared before publication."
    publication = Node(
        "publicationStmt",
        {},
        [
            Node("publisher", {}, [profile.publisher or "unpublished"]),
            Node(
                "availability", {"status": "restricted" if not profile.licence else "free"}, [Node("p", {}, [licence])]
            ),
        ],
    )
    bibl = Node("bibl", {"xml:id": "print"}, [Node("title", {}, [facts.title])])
    if facts.author:
        bibl.add(". ", Node("author", {}, [facts.author]))
    if facts.translator:
        bibl.add(". ", Node("editor", {"role": "translator"}, [facts.translator]))
    if facts.publisher:
        bibl.add(". ", Node("publisher", {}, [facts.publisher]))
    if profile.date or facts.date:
        when = profile.date or facts.date
        bibl.add(". ", Node("date", {"when": when} if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", when) else {}, [when]))
    for kind, number in facts.numbers:
        bibl.add(". ", Node("idno", {"type": kind}, [number]))
    if facts.original:
        bibl.add(". ", Node("relatedItem", {"type": "original"}, [Node("bibl", {}, [facts.original])]))
    bibl.add(". File: ", Node("idno", {"type": "file"}, [path.name]))
    declarations = Node("editorialDecl", {})
    for name, sentence in editorial:
        declarations.add(Node(name, {}, [Node("p", {}, [sentence])]))
    return Node(
        "teiHeader",
        {},
        [
            Node("fileDesc", {}, [title, publication, Node("sourceDesc", {}, [bibl])]),
            Node(
                "encodingDesc",
                {},
                [
                    Node("projectDesc", {}, [Node("p", {}, [reason])]),
                    declarations,
                    Node(
                        "appInfo",
                        {},
                        [
                            Node(
                                "application",
                                {"ident": "edition", "version": _version()},
                                [Node("label", {}, ["edition import"])],
                            )
                        ],
                    ),
                ],
            ),
            Node(
                "profileDesc",
                {},
                [
                    Node(
                        "langUsage", {}, [Node("language", {"ident": tag}, [_NAMES.get(tag, tag)]) for tag in languages]
                    )
                ],
            ),
            Node("revisionDesc", {}, [Node("change", {"who": "#import"}, [f"Imported from {path.name}."])]),
        ],
    )

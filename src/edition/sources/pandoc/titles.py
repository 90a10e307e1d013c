"""What a document says about itself: the title page of its own words, and the header.

In: the metadata of pandoc's tree, what the package states, the editor's profile and options. Out: ``Stated``, a
``titlePage`` where title and author are words of the text, and the ``teiHeader``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from edition.sources.pandoc.context import Context
from edition.sources.pandoc.inlines import encode
from edition.sources.pandoc.prepared import Facts
from edition.sources.pandoc.tree import Ast, content_of, plain
from edition.sources.plaintext.header import header
from edition.sources.plaintext.profile import Profile
from edition.sources.plaintext.titlepage import Bibliography
from edition.sources.plaintext.tree import Node

__all__ = ["Stated", "document_header", "fields_of", "stated", "title_page"]

_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
#: Metadata that become part of the title page, in its order.
FIELDS: Final = ("title", "subtitle", "author", "date")


@dataclass(slots=True)
class Stated(Facts):
    """The bibliographic facts of a document, with what else its metadata say."""

    other: dict[str, str] = field(default_factory=dict)


def fields_of(meta: Ast | None) -> list[list[Ast]]:
    """The inlines of a field of metadata, each value for itself."""
    if meta is None:
        return []
    kind, content = meta["t"], content_of(meta)
    if kind == "MetaInlines":
        return [content] if content else []
    if kind == "MetaString":
        return [[{"t": "Str", "c": content}]] if content else []
    if kind == "MetaList":
        return [one for item in content for one in fields_of(item)]
    if kind == "MetaBlocks":
        return [one["c"] for one in content if one["t"] in ("Para", "Plain")]
    if kind == "MetaMap":
        # An author may be a map of a name and more.
        return [one for key in ("name", "text", "title") for one in fields_of(content.get(key))]
    return []


def stated(meta: dict[str, Ast], context: Context) -> Stated:
    """What the metadata say; what they do not, the package of the document may."""
    facts = context.source.facts
    said = {key: [plain(one) for one in fields_of(value)] for key, value in meta.items()}

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if said.get(name) and said[name][0]), "")

    known = {
        "title", "subtitle", "author", "date", "lang", "language", "translator", "publisher", "rights", "license",
        "copyright", "keywords", "abstract", "dcterms.date", "generator", "viewport", "description", "robots",
    }  # fmt: skip
    return Stated(
        title=first("title") or facts.title,
        subtitle=first("subtitle") or facts.subtitle,
        authors=[one for one in said.get("author", []) if one] or facts.authors,
        translators=[one for one in said.get("translator", []) if one] or facts.translators,
        date=first("date", "dcterms.date") or facts.date,
        language=first("lang", "language") or facts.language,
        publisher=first("publisher") or facts.publisher,
        rights=first("license", "rights", "copyright") or facts.rights,
        identifiers=facts.identifiers,
        subjects=[one for one in said.get("keywords", []) if one] or facts.subjects,
        other={key: "; ".join(values) for key, values in sorted(said.items()) if key not in known and any(values)},
    )


def title_page(meta: dict[str, Ast], head: list[Ast], context: Context) -> Node | None:
    """A title page of the words that the document has for it: its metadata, or its first heading."""
    context.section = "titlepage"
    page = Node("titlePage", {"xml:id": "titlepage"})
    titles = Node("docTitle")
    values = {name: fields_of(meta.get(name)) if context.source.titled else [] for name in FIELDS}
    if head:
        values["title"] = [head]
    for name, kind in (("title", "main"), ("subtitle", "sub")):
        for inlines in values[name]:
            titles.add(Node("titlePart", {"type": kind}, encode(inlines, context)))
    if titles.children:
        page.add(titles)
    for inlines in values["author"]:
        page.add(Node("docAuthor", {}, encode(inlines, context)))
    for inlines in values["date"]:
        words = plain(inlines)
        page.add(Node("docDate", {"when": words} if _DATE.fullmatch(words) else {}, encode(inlines, context)))
    return page if page.children else None


def document_header(
    facts: Stated, profile: Profile, path: Path, languages: Sequence[str], context: Context, version: str
) -> Node:
    """The header, complete and without a clock."""
    node = header(
        Bibliography(facts.title, "; ".join(facts.authors), "; ".join(facts.translators), facts.publisher, facts.date),
        profile,
        path,
        languages,
        _editorial(context),
        f"Made by machine from the {context.source.kind} {path.name}, read with pandoc {version}. Every word that "
        "pandoc gives stands in this document once.",
    )
    for one in node.iter():
        if one.name == "titleStmt":
            _persons(one, facts)
        elif one.name == "resp" and one.children == ["encoding by machine, from a plain text"]:
            one.children = [f"encoding by machine, from a {context.source.kind}"]
        elif one.name == "profileDesc" and facts.subjects:
            keywords = Node("keywords", {"scheme": "#import"}, [Node("term", {}, [word]) for word in facts.subjects])
            one.add(Node("textClass", {}, [keywords]))
        elif one.name == "bibl" and one.attributes.get("xml:id") == "print":
            for identifier in facts.identifiers:
                one.add(". ", Node("idno", {}, [identifier]))
        elif one.name == "availability" and facts.rights and not profile.licence:
            one.children = [Node("p", {}, [facts.rights])]
    return node


def _persons(statement: Node, facts: Stated) -> None:
    """Each author and translator for himself, and the subtitle behind the title."""
    out: list[Node | str] = []
    for child in statement.children:
        if isinstance(child, Node) and child.name == "author":
            out += [
                Node("author", {"xml:id": "author" if n == 1 else f"author{n}"}, [name])
                for n, name in enumerate(facts.authors, 1)
            ]
        elif isinstance(child, Node) and child.name == "editor":
            out += [
                Node("editor", {"xml:id": "translator" if n == 1 else f"translator{n}", "role": "translator"}, [name])
                for n, name in enumerate(facts.translators, 1)
            ]
        else:
            out.append(child)
            if isinstance(child, Node) and child.name == "title" and facts.subtitle:
                child.attributes["type"] = "main"
                out.append(Node("title", {"type": "sub"}, [facts.subtitle]))
    statement.children = out


def _editorial(context: Context) -> list[tuple[str, str]]:
    """The sentences of the editorial declaration: what the import did to the text."""
    tracked = (
        " Tracked changes were accepted; what was struck out is listed in the import report."
        if any(change["kind"] == "deletion" for change in context.changes)
        else ""
    )
    return [
        ("correction", "Nothing of the text was corrected." + tracked),
        ("normalization", "Spelling and punctuation are those of the source."),
        ("quotation", "Quotation marks stay in the text as they stand in the source."),
        ("hyphenation", "Nothing was hyphenated or joined."),
        (
            "segmentation",
            "Divisions follow the headings of the source. Notes stand at their marks. Paragraphs of verse, letters and "
            "lists were taken from the styles, classes and lists of the source.",
        ),
        (
            "interpretation",
            "Names of styles and classes that TEI has no element for stand in the attribute rend.",
        ),
    ]

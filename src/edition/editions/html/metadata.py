"""What pages tell machines: Highwire and Dublin Core for reference managers, Open Graph for whoever shares a link,
schema.org for search engines, canonical addresses, and the sitemap.

In: a Work, and the names of the pages. Out: the lines that go into the head of a page, and ``sitemap.xml``. Pages of
the registers, of which there may be thousands, tell their address, and what authorities call their entry. Sources:
Google Scholar's inclusion guidelines; DCMI's recommendation for DC in HTML (2008); ogp.me; schema.org; sitemaps.org.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from edition.editions.html.citing import script_value
from edition.editions.html.facts import Section, Work
from edition.references import Name

__all__ = ["entry_of", "head_of", "sitemap"]

#: The locale of each language of the interface, where that of the text tells no country.
_LOCALES = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "ru": "ru_RU"}


def head_of(work: Work, name: str, heading: str = "", image: str = "") -> str:
    """The lines for the head of one page, by its file name; ``image`` is the picture of the title page."""
    stem = name.removesuffix(".html")
    section = next((one for one in work.sections if one.stem == stem), None)
    address = work.url and f"{work.url}{'' if stem == 'index' else quote(name)}"
    lines = [_link("canonical", address)] if address else []
    if section is None and stem not in ("index", "about", "cite"):
        return "".join(lines)
    description = (section.begins if section else "") or work.description
    lines += [_meta("description", _short(description))]
    lines += _highwire(work, section, address)
    lines += _dublin_core(work, section, address)
    lines += _open_graph(work, section, heading, address, description, image)
    if section is not None or stem == "index":
        data = script_value(_schema_org(work, section, address))
        lines.append(f'<script type="application/ld+json">{data}</script>')
    return "".join(lines)


def entry_of(entry: Mapping[str, Any]) -> str:
    """What the page of an entry of the registers tells: who or what it is to the authorities."""
    kind = {"person": "Person", "place": "Place", "org": "Organization"}[str(entry["element"])]
    data = {"@context": "https://schema.org", "@type": kind, "name": entry["name"], "sameAs": entry["links"]}
    return f'<script type="application/ld+json">{script_value(data)}</script>'


def _meta(name: str, content: str, attribute: str = "name") -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}">' if content else ""


def _link(rel: str, address: str) -> str:
    return f'<link rel="{rel}" href="{escape(address)}">'


def _short(text: str, limit: int = 200) -> str:
    """Text cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit].rpartition(" ")[0].rstrip(",;:–— ") + " …"


def _each(name: str, names: Iterable[Name]) -> list[str]:
    return [_meta(name, one.inverted) for one in names]


def _highwire(work: Work, section: Section | None, address: str) -> list[str]:
    date = work.date.replace("-", "/") if re.fullmatch(r"\d{4}(-\d\d){0,2}", work.date) else work.date
    return [
        _meta("citation_title", section.head if section else work.whole_title),
        _meta("citation_inbook_title", work.whole_title if section else ""),
        *_each("citation_author", work.authors),
        *_each("citation_translator", work.translators),
        *_each("citation_editor", work.editors),
        _meta("citation_publication_date", date),
        _meta("citation_publisher", work.publisher),
        _meta("citation_language", (section.language if section else "") or work.language),
        _meta("citation_isbn", work.isbn),
        _meta("citation_doi", work.doi),
        _meta("citation_firstpage", section.first if section else ""),
        _meta("citation_lastpage", section.last if section else ""),
        _meta("citation_public_url", address),
    ]


def _dublin_core(work: Work, section: Section | None, address: str) -> list[str]:
    return [
        _link("schema.DC", "http://purl.org/dc/elements/1.1/"),
        _link("schema.DCTERMS", "http://purl.org/dc/terms/"),
        _meta("DC.title", section.head if section else work.whole_title),
        _meta("DCTERMS.isPartOf", (work.url or work.whole_title) if section else ""),
        *_each("DC.creator", work.authors),
        *_each("DC.contributor", (*work.translators, *work.editors)),
        _meta("DC.publisher", work.publisher),
        _meta("DC.date", work.date),
        _meta("DCTERMS.modified", work.changed),
        _meta("DCTERMS.hasVersion", work.version),
        _meta("DC.type", "Text"),
        _meta("DC.format", "text/html"),
        _meta("DC.language", (section.language if section else "") or work.language),
        _meta("DC.rights", work.licence),
        _meta("DC.identifier", address or (f"doi:{work.doi}" if work.doi else "")),
    ]


def _open_graph(
    work: Work, section: Section | None, heading: str, address: str, description: str, image: str
) -> list[str]:
    def meta(name: str, content: str) -> str:
        return _meta(name, content, "property")

    return [
        meta("og:type", "article" if section else "book"),
        meta("og:title", section.head if section else heading or work.whole_title),
        meta("og:site_name", work.whole_title),
        meta("og:locale", _locale((section.language if section else "") or work.language)),
        meta("og:description", _short(description)),
        meta("og:url", address),
        meta("og:image", work.url + quote(image) if work.url and image else ""),
        *([] if section else [meta("book:author", name.full) for name in work.authors]),
        *([] if section else [meta("book:isbn", work.isbn)]),
        *([meta("article:author", name.full) for name in work.authors] if section else []),
    ]


def _locale(language: str) -> str:
    """A language as Open Graph has it: with its country."""
    match = re.match(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-([A-Z]{2}))?(?:-|$)", language)
    if match is None:
        return ""
    return f"{match[1]}_{match[2]}" if match[2] else _LOCALES.get(match[1], "")


def _person(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Person", "name": name.literal}
    return {
        "@type": "Person",
        "name": name.full,
        "familyName": name.family,
        **({"givenName": name.given} if name.given else {}),
    }


def _schema_org(work: Work, section: Section | None, address: str) -> dict[str, Any]:
    book: dict[str, Any] = {
        "@type": "Book",
        "@id": work.url,
        "name": work.whole_title,
        "author": _people(work.authors),
        "translator": _people(work.translators),
        "editor": _people(work.editors),
        "inLanguage": work.language,
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else "",
        "datePublished": work.date,
        "dateModified": work.changed,
        "version": work.version,
        "license": work.licence,
        "isbn": work.isbn,
        "sameAs": f"https://doi.org/{work.doi}" if work.doi else "",
        "url": work.url,
    }
    if section is None:
        book["abstract"] = _short(work.description, 500)
        return {"@context": "https://schema.org", **_said(book)}
    pages = section.first if section.first == section.last else f"{section.first}–{section.last}"
    chapter: dict[str, Any] = {
        "@type": "Chapter",
        "@id": address,
        "name": section.head,
        "author": book["author"],
        "translator": book["translator"],
        "inLanguage": section.language or work.language,
        "datePublished": work.date,
        "version": work.version,
        "license": work.licence,
        "pagination": pages,
        "url": address,
        "isPartOf": _said(
            {name: book[name] for name in ("@type", "@id", "name", "editor", "publisher", "isbn", "url")}
        ),
    }
    return {"@context": "https://schema.org", **_said(chapter)}


def _people(names: Sequence[Name]) -> list[dict[str, str]]:
    return [_person(name) for name in names]


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """What is not empty."""
    return {name: value for name, value in values.items() if value}


def sitemap(work: Work, names: Iterable[str]) -> bytes:
    """The addresses of all pages, with the day of the last change that the header tells of."""
    changed = f"<lastmod>{work.changed}</lastmod>" if work.changed else ""
    rows = [
        f"<url><loc>{escape(work.url + ('' if name == 'index.html' else quote(name)))}</loc>{changed}</url>\n"
        for name in sorted(names)
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "".join(rows)
        + "</urlset>\n"
    ).encode()

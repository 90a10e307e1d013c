"""Citations of the edition and of its passages: as a reference, as BibTeX, RIS and CSL-JSON.

In: a Work. Out: the templates of each form, once; ``cite.js`` with those templates, which the script of the website
fills for a passage; the content of the page ``cite.html``, and the files that it offers. What the header does not say
is in no citation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, Final
from urllib.parse import quote

from edition.editions.html.facts import Section, Work
from edition.references import TEX, Name, Raw, Slot, Template, bibtex, csl, date_parts, fill, ris
from edition.resources import resource

__all__ = ["FILES", "citation_page", "citation_script", "files", "script_value", "templates"]

#: The files that cite.html offers, by the form that each holds.
FILES: Final = {"bibtex": "cite.bib", "ris": "cite.ris", "csl": "cite.csl.json"}
_FORMS: Final = {"bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
#: What encodeURIComponent leaves as it is.
_SAFE: Final = "!'()*"
#: The words of the dialog.
_SPOKEN: Final = "close copy copied selected reference link what passage page edition".split()
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def templates(work: Work, passage: bool) -> dict[str, Template]:
    """The forms in which the edition, or a passage of it, is cited. Slots: section, pages, first, last, id, key,
    address.
    """
    return {
        "reference": _reference(work, passage),
        "bibtex": _bibtex(work, passage),
        "ris": _ris(work, passage),
        "csl": _csl(work, passage),
    }


def _sentence(text: str) -> str:
    """A part of a reference with its stop."""
    return text if not text or text.endswith((".", "?", "!", "…")) else f"{text}."


def _reference(work: Work, passage: bool) -> Template:
    """Author. “Section.” In: Title. Translated by T. Edited by E. Version 1. Place: Publisher, 2026, p. 12 [id]. And
    the address.
    """
    word = work.words.get
    parts: Template = [_sentence("; ".join(name.inverted for name in work.authors))]
    if passage:
        after = f"{word('cite-shut', '.”')} {word('cite-in', 'In:')}"
        parts.append({"slot": "section", "before": word("cite-open", "“"), "after": after})
    parts.append({"text": work.whole_title, "after": ".", "style": "title"})
    for label, names in (("translated-by", work.translators), ("edited-by", work.editors)):
        if names:
            parts.append(_sentence(f"{word(label, '')} {', '.join(name.full for name in names)}".strip()))
    if work.version:
        parts.append(_sentence(f"{word('cite-version', 'Version')} {work.version}" if work.numbered else work.version))
    # A version that is told in words may have told its date.
    date = "" if work.date and work.date in work.version else work.date
    imprint = ", ".join(part for part in (": ".join(p for p in (work.place, work.publisher) if p), date) if part)
    parts.append(imprint if passage else _sentence(imprint))
    if work.doi:
        parts.append(f"https://doi.org/{quote(work.doi, safe='/;:().-')}")
    parts.append({"slot": "address"})
    spaced = _spaced([part for part in parts if part])
    if passage:
        comma = ", " if imprint else " "
        end: Template = [
            {
                "slot": "pages",
                "before": f"{comma}{word('cite-print', 'p.')} ",
                "many": f"{comma}{word('cite-prints', 'pp.')} ",
            },
            {"slot": "id", "before": " [", "after": "]"},
            "." if imprint else "",
        ]
        place = len(spaced) - (2 if work.doi else 1)
        spaced[place:place] = [part for part in end if part]
    return spaced


def _spaced(parts: Template) -> Template:
    """Parts with a space before each but the first."""
    found = parts[:1]
    for part in parts[1:]:
        found.append(f" {part}" if isinstance(part, str) else {**part, "before": f" {part.get('before', '')}"})
    return found


def _bibtex(work: Work, passage: bool) -> Template:
    month = work.date[5:7]
    fields: dict[str, str | Slot | Raw | tuple[Name, ...]] = {
        "author": work.authors,
        "title": Slot("section") if passage else work.whole_title,
        "booktitle": work.whole_title if passage else "",
        "translator": work.translators,
        "editor": work.editors,
        "edition": work.version,
        "publisher": work.publisher,
        "address": work.place,
        "year": work.year or work.date,
        "month": Raw(_MONTHS[int(month) - 1] if month.isdigit() and 1 <= int(month) <= 12 else ""),
        "pages": Slot("pages") if passage else "",
        "isbn": work.isbn,
        "doi": work.doi,
        "url": Slot("address"),
        "language": work.language,
        "note": Slot("id") if passage else "",
    }
    key: str | Slot = Slot("key") if passage else work.key
    return bibtex("incollection" if passage else "book", key, fields, keep=("title", "booktitle"))


def _ris(work: Work, passage: bool) -> Template:
    dated = "-" in work.date and "date-parts" in date_parts(work.date)
    date = "/".join([*work.date.split("-"), "", ""][:3]) + "/" if dated else ""
    return ris(
        [
            ("TY", "CHAP" if passage else "BOOK"),
            ("ID", Slot("key") if passage else work.key),
            *(("AU", name.inverted) for name in work.authors),
            ("TI", Slot("section") if passage else work.whole_title),
            ("T2", work.whole_title if passage else ""),
            *(("A4", name.inverted) for name in work.translators),
            *(("A2" if passage else "A3", name.inverted) for name in work.editors),
            ("ET", work.version),
            ("PB", work.publisher),
            ("CY", work.place),
            ("PY", work.year),
            ("DA", date),
            ("SP", Slot("first") if passage else ""),
            ("EP", Slot("last") if passage else ""),
            ("SN", work.isbn),
            ("DO", work.doi),
            ("UR", Slot("address")),
            ("LA", work.language),
            ("N1", Slot("id") if passage else ""),
        ]
    )


def _csl(work: Work, passage: bool) -> Template:
    item: dict[str, Any] = {
        "id": Slot("key") if passage else work.key,
        "type": "chapter" if passage else "book",
        "title": Slot("section") if passage else work.whole_title,
        "container-title": work.whole_title if passage else "",
        "author": [name.csl for name in work.authors],
        "translator": [name.csl for name in work.translators],
        "editor": [name.csl for name in work.editors],
        "edition": work.version if work.version.isdigit() or not work.numbered else "",
        "version": work.version if work.numbered and not work.version.isdigit() else "",
        "publisher": work.publisher,
        "publisher-place": work.place,
        "issued": date_parts(work.date),
        "page": Slot("pages") if passage else "",
        "ISBN": work.isbn,
        "DOI": work.doi,
        "URL": Slot("address"),
        "language": work.language,
        "note": Slot("id") if passage else "",
    }
    return csl(item)


def slots_of(work: Work, section: Section, name: str = "") -> dict[str, str]:
    """What the slots hold for a page of the text, or for a passage on it."""
    whole = section.first if section.first == section.last else f"{section.first}–{section.last}"
    pages = "" if name else whole
    return {
        "section": section.head,
        "pages": pages,
        "first": section.first if pages else "",
        "last": section.last if pages else "",
        "id": name,
        "key": f"{work.key}:{name or section.stem}",
        "address": f"{work.url}{address_of(section.stem, name)}" if work.url else "",
    }


def address_of(page: str, name: str = "") -> str:
    """A page, or a passage on it, as seen from its neighbours; as the script of the website writes it."""
    return f"{quote(page, safe=_SAFE)}.html" + (f"#{quote(name, safe=_SAFE)}" if name else "")


def script_value(value: Any) -> str:
    """A value as JavaScript and JSON have it, with nothing in it that could end a script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def citation_script(work: Work) -> bytes:
    """cite.js: the dialog, and what it makes citations of; it is loaded when the first is asked for."""
    data = {
        "url": work.url,
        "key": work.key,
        "lang": work.lang,
        "forms": _FORMS,
        "edition": templates(work, passage=False),
        "passage": templates(work, passage=True),
        "tex": TEX,
        "words": {name: work.words.get(f"cite-{name}", "") for name in _SPOKEN} | {"cite": work.words.get("cite", "")},
        "pages": {one.stem: [one.head, one.first] for one in work.sections},
    }
    dialog = resource("xslt/html/script/lazy/cite.js").read_bytes()
    return f"window.editionCiting={script_value(data)};\n".encode() + dialog


def files(work: Work) -> dict[str, bytes]:
    """The citation of the edition as files."""
    made = templates(work, passage=False)
    return {name: fill(made[form], {"address": work.url}).encode("utf-8") for form, name in FILES.items()}


def citation_page(work: Work, example: tuple[str, str] | None) -> str:
    """The content of cite.html: the edition in every form, then how a passage is cited. ``example`` is a page and an
    id.
    """
    word = work.words.get
    made = templates(work, passage=False)
    slots = {"address": work.url}
    parts = [f"<section><h2>{escape(word('cite-edition', ''))}</h2>", reference_html(work, made["reference"], slots)]
    parts += [
        f'<h3 id="cite-{form}">{name}</h3><pre tabindex="0" role="region" aria-labelledby="cite-{form}" translate="no">'
        f"{escape(fill(made[form], slots))}</pre>"
        for form, name in _FORMS.items()
    ]
    links = " · ".join(f'<a href="{file}" download="">{_FORMS[form]}</a>' for form, file in FILES.items())
    parts.append(f"<p>{escape(word('cite-download', ''))} {links}</p></section>")
    if example is not None:
        page, name = example
        section = next((one for one in work.sections if one.stem == page), Section(page, page))
        passage = templates(work, passage=True)["reference"]
        there = escape(address_of(page, name))
        link = f'<a href="{there}">{escape(work.url)}{there}</a>'
        parts += [
            f"<section><h2>{escape(word('cite-passages', ''))}</h2><p>{escape(word('cite-ids', ''))}</p>",
            f"<p>{escape(word('cite-example', ''))}: {link}</p>",
            reference_html(work, passage, slots_of(work, section, name)),
            f"<p>{escape(word('cite-kept', ''))}</p></section>",
        ]
    return "".join(parts)


def reference_html(work: Work, template: Template, slots: Mapping[str, str]) -> str:
    """A reference as a paragraph: the title in italics, the address as a link, each name and title apart in its
    direction.
    """
    parts = []
    for part in template:
        text = escape(fill([part], slots))
        if isinstance(part, dict) and text:
            inner = escape(part.get("text", "") or slots.get(part.get("slot", ""), ""))
            if part.get("style") == "title":
                text = text.replace(inner, f"<cite{_lang(work)}>{inner}</cite>", 1)
            elif part.get("slot") == "section":
                text = text.replace(inner, f"<bdi{_lang(work)}>{inner}</bdi>", 1)
            elif part.get("slot") == "address":
                text = text.replace(inner, f'<a href="{inner}">{inner}</a>', 1)
        parts.append(text)
    return f'<p class="reference">{"".join(parts).strip()}</p>'


def _lang(work: Work) -> str:
    return f' lang="{escape(work.language)}" dir="auto"' if work.language else ' dir="auto"'

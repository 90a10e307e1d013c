"""The pages before the text: title page, imprint, and what they say about the book.

In: the blocks before the first heading. Out: the nodes of the title page and the imprint, and ``Bibliography``: title,
author, translator, publisher, date as far as the pages state them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import LIBRARY_START
from edition.sources.plaintext.illustrations import illustration, is_illustration
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Block
from edition.sources.plaintext.profile import fold
from edition.sources.plaintext.tree import Node

__all__ = ["Bibliography", "describe", "title_page"]

_TRANSLATED: Final = re.compile(
    r"(?:translated(?: from the [\w ]+?)? by|übersetzt von|aus dem \w+ von|traduit (?:du \w+ )?par|traducción de|"
    r"перев[её]л[аи]?|перевод)\s+(.{3,80}?)\.?$",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"^(?:by|von|par|por|di)\s+(\S.{2,80}?)\.?$", re.IGNORECASE)
_IMPRINT: Final = re.compile(
    r"©|\bcopyright\b|\bisbn\b|all rights reserved|\bprinted (in|by|at)\b|published by|"
    r"library of congress|translation of:|"
    r"\bebook\b|project gutenberg|gedruckt bei|impressum|издательство",
    re.IGNORECASE,
)
_CATALOGUE: Final = re.compile(r"^(?P<title>[^/]{3,200}) / (?P<author>[^;/]{3,120})(?: ; (?P<rest>.{3,200}))?$")
_FIELD: Final = re.compile(r"^(title|author|translator|language|release date|editor):\s+(\S.*)$", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(1[4-9]\d\d|20\d\d)\b")
_NAME: Final = re.compile(r"^(?:[A-ZÀ-ÞА-Я][\w.'’-]*\s+){1,4}[A-ZÀ-ÞА-Я][\w'’-]+$")
#: Who made an electronic text.
_MADE_BY: Final = re.compile(
    r"^(produced|transcribed|e-?text prepared|prepared|scanned|digiti[sz]ed|html version|this file was)\b.*\bby\b|"
    r"distributed proofread",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"^(?:translation of|original(?:ly published as|titel| title)|titre original|"
    r"die originalausgabe erschien unter dem titel|оригинальное название)\s*:?\s+(\S.{2,200})$",
    re.IGNORECASE,
)
_ISBN: Final = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][- ]?)?\d[\d -]{7,13}[\dX])\b")
_LCCN: Final = re.compile(r"^(?:LCCN:?\s*)?((?:19|20)?\d{2}-?\d{6})$")
_PUBLISHER: Final = re.compile(r"published by\s+(.{3,80}?)\.?$", re.IGNORECASE)
#: A block longer than this is no line of a title page.
_LONGEST: Final = 160


@dataclass(slots=True)
class Bibliography:
    """What the source states about itself; empty where it is silent. ``original``: what it is a translation of;
    ``numbers``: (kind, number) of catalogues: ISBN, LCCN.
    """

    title: str = ""
    author: str = ""
    translator: str = ""
    publisher: str = ""
    date: str = ""
    original: str = ""
    numbers: list[tuple[str, str]] = field(default_factory=list)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("*", "").replace("_", "")).strip()


def describe(blocks: list[Block], path_name: str) -> Bibliography:
    """Read the bibliographic facts. The title falls back to the name of the file."""
    found = Bibliography()
    candidates: list[str] = []
    on_title_page = True
    for number, block in enumerate(blocks):
        for line in block.lines:
            field = _FIELD.match(line.text.strip())
            if field:
                name, value = field.group(1).lower(), _plain(field.group(2))
                if name in ("title", "author", "translator") and not getattr(found, name):
                    setattr(found, name, value)
        text = _plain(block.text)
        if block.size > 400:
            continue
        translated = _TRANSLATED.search(text)
        if translated and len(text) < 150:
            found.translator = found.translator or translated.group(1).strip()
        if text.lower() in ("by", "von", "par", "por", "di") and number + 1 < len(blocks):
            name = _plain(blocks[number + 1].text)
            if len(name) < 60 and not found.author:
                found.author = name
        by = _BY.match(text)
        if by and len(text) < 100:
            found.author = found.author or by.group(1).strip()
        catalogue = _CATALOGUE.match(text)
        if catalogue and " : " in text and not found.title:
            candidates.insert(0, catalogue.group("title").split(" : ")[0].strip())
            found.author = found.author or catalogue.group("author").strip()
        publisher = _PUBLISHER.search(text)
        if publisher:
            found.publisher = found.publisher or publisher.group(1)
        original = _ORIGINAL.match(text)
        if original and not found.original:
            found.original = original.group(1).strip(" .")
        found.numbers += [("ISBN", number.strip()) for number in _ISBN.findall(text)]
        if (lccn := _LCCN.match(text)) is not None and not on_title_page:
            found.numbers.append(("LCCN", lccn.group(1)))
        if _IMPRINT.search(text):
            on_title_page = False
            year = _YEAR.search(text)
            if year and ("©" in text or "copyright" in text.lower()):
                found.date = found.date or year.group()
        elif on_title_page and len(text) < _LONGEST and not _FIELD.match(text):
            candidates.append(text)
    if not found.title:
        found.title = _choose(candidates, found)
    if not found.title:
        found.title = re.sub(r"[_-]+", " ", path_name).strip() or "Untitled"
    if not found.author:
        names = [
            text for text in candidates if _NAME.match(text) and fold(text) != fold(found.title) and len(text) < 60
        ]
        repeated = [text for text in names if names.count(text) > 1]
        if repeated:
            found.author = repeated[0]
    return found


def _choose(candidates: list[str], found: Bibliography) -> str:
    """The title among the lines of the title page: one the catalogue names, else the most frequent, else the first."""
    known = {fold(found.author), fold(found.translator), fold("by " + found.author)}
    lines = [
        text for text in candidates if fold(text) not in known and not _TRANSLATED.search(text) and not text.isdigit()
    ]
    if not lines:
        return ""
    folded = [fold(text) for text in lines]
    best = max(range(len(lines)), key=lambda n: (folded.count(folded[n]), -n))
    chosen = lines[best]
    # The form with the most capitals is the printed one.
    return max((text for text in lines if fold(text) == fold(chosen)), key=lambda text: sum(c.isupper() for c in text))


def title_page(blocks: list[Block], facts: Bibliography, context: Context) -> list[Node]:
    """A ``titlePage`` of the lines before the imprint, and a ``div[@type='imprint']`` of the rest."""
    behind = False
    page = Node("titlePage", {"xml:id": "titlepage"})
    imprint = Node("div", {"type": "imprint", "xml:id": "imprint"})
    known = fold(facts.title)
    begins = next((n for n, block in enumerate(blocks) if LIBRARY_START.match(block.text)), -1)
    for n, block in enumerate(blocks):
        text = _plain(block.text)
        inner = parse(pieces(block, breaks=True), context, marks=False).children
        if n == begins + 1:
            behind = False
        behind = behind or n <= begins or bool(_IMPRINT.search(text))
        if is_illustration(block):
            page.add(illustration(block, f"titlepage.fig{n + 1}", context))
        elif _MADE_BY.search(text):
            imprint.add(Node("p", {"xml:id": f"imprint.p{len(imprint.children) + 1}"}, inner))
        elif behind or _IMPRINT.search(text) or block.size > _LONGEST or len(block.lines) > 4:
            name = f"imprint.p{len(imprint.children) + 1}"
            imprint.add(Node("p", {"xml:id": name}, inner))
        elif _TRANSLATED.search(text) or _BY.match(text):
            page.add(Node("byline", {}, inner))
        elif facts.author and fold(text) == fold(facts.author):
            page.add(Node("docAuthor", {}, inner))
        elif re.fullmatch(r"\d{4}", text):
            page.add(Node("docDate", {"when": text}, inner))
        else:
            kind = "main" if fold(text) == known else "sub"
            page.add(Node("titlePart", {"type": kind}, inner))
    if all(isinstance(child, Node) and child.name == "figure" for child in page.children):
        # Pictures alone are no title page.
        return [
            *(child for child in page.children if isinstance(child, Node)),
            *([imprint] if imprint.children else []),
        ]
    return [node for node in (page, imprint) if node.children]

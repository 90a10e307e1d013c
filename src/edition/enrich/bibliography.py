"""A bibliography as TEI and as other formats: BibTeX, CSL-JSON, RIS.

In: works, or the ``biblStruct`` and ``bibl`` of a register. Out: TEI, or the text of a file. What a format has no field
for (a shelfmark, in BibTeX) goes into its note. Sources: the BibTeX of Patashnik (1988) with the types of biblatex left
out; the CSL 1.0.2 input schema; the RIS tags of Research Information Systems as reference managers read them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from lxml import etree

from edition.enrich.authority import Authority, Entry, split_name
from edition.enrich.citing import Work
from edition.references import Name, Raw, bibtex, date_parts, fill, ris
from edition.tei import tei, text_of

__all__ = ["FORMATS", "bibl_struct", "format_bibliography", "work_of", "works_of"]

FORMATS: Final = ("bibtex", "csl", "ris")
_MONTHS: Final = "January February March April May June July August September October November December".split()


def bibl_struct(work: Work, indent: str = "      ") -> str:
    """The TEI of a work: ``biblStruct``, or for an archive ``bibl`` with its shelfmark."""
    note = ' cert="low"' if work.provisional else ""
    if work.kind == "archive":
        shelf = "".join(f'<idno type="{unit.replace(" ", "-")}">{escape(number)}</idno>' for unit, number in work.shelf)
        inside = f"<msIdentifier><repository>{escape(work.title)}</repository>{shelf}</msIdentifier>"
        return f'{indent}<bibl xml:id="{work.id}" type="archive" resp="#tagger"{note}>{inside}</bibl>'
    lines = [f'<biblStruct xml:id="{work.id}" type="{work.kind}" resp="#tagger"{note}>']
    home = work.journal or work.container
    if work.kind == "article":
        lines.append("  <analytic>")
        lines += [f"    {_author(author)}" for author in work.authors]
        lines += _titles("a", work.title, work.translated, work.shorts)
        lines.append("  </analytic>")
    lines.append("  <monogr>")
    if work.kind == "book":
        lines += [f"    {_author(author)}" for author in work.authors]
        lines += _titles("m", work.title, work.translated, work.shorts)
    else:
        translated = work.translated if work.kind == "issue" else ""
        lines += _titles("j" if work.journal else "m", home, translated, ())
    lines.append("    <imprint>")
    if work.place:
        lines.append(f"      <pubPlace>{escape(work.place)}</pubPlace>")
    if work.publisher and work.publisher != "manuscript":
        lines.append(f"      <publisher>{escape(work.publisher)}</publisher>")
    lines.append(f'      <date when="{work.date}">{_day(work.date)}</date>' if work.date else "      <date/>")
    if work.issue:
        lines.append(f'      <biblScope unit="issue">{escape(work.issue)}</biblScope>')
    lines.append("    </imprint>")
    lines.append("  </monogr>")
    if work.publisher == "manuscript":
        lines.append("  <note>manuscript</note>")
    lines.append("</biblStruct>")
    return "\n".join(indent + line for line in lines)


def _author(author: tuple[str, str]) -> str:
    given = f", <forename>{escape(author[1])}</forename>" if author[1] else ""
    return f"<author><surname>{escape(author[0])}</surname>{given}</author>"


def _titles(level: str, title: str, translated: str, shorts: Sequence[str]) -> list[str]:
    lines = [f'    <title level="{level}">{escape(title)}</title>']
    if translated and translated != title:
        lines.append(f'    <title level="{level}" type="translated">{escape(translated)}</title>')
    lines += [f'    <title level="{level}" type="short">{escape(short)}</title>' for short in shorts if short != title]
    return lines


def _day(value: str) -> str:
    """1938-03-03 as "3 March 1938"."""
    parts = value.split("-")
    if len(parts) == 1:
        return value
    words = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {words}" if len(parts) == 3 else words


def works_of(authority: Authority) -> list[tuple[Entry, Work]]:
    """The works of a register, in its order."""
    return [(entry, work_of(entry.node)) for entry in authority.of("work", "cited") if entry.node is not None]


def work_of(node: etree._Element) -> Work:
    """A ``biblStruct`` or ``bibl`` as a work."""
    analytic, monogr = node.find(tei("analytic")), node.find(tei("monogr"))
    shelf = node.find(tei("msIdentifier"))
    if shelf is not None:
        work = Work("archive", title=_one(shelf, "repository"))
        work.shelf = [(one.get("type", "").replace("-", " "), text_of(one)) for one in shelf.iterfind(tei("idno"))]
        return _finished(work, node)
    home = monogr if monogr is not None else node
    part = analytic if analytic is not None else home
    work = Work("article" if analytic is not None else "book")
    titles = [one for one in part.iterfind(tei("title")) if one.get("type") not in ("translated", "short", "variant")]
    work.title = text_of(titles[0]) if titles else ""
    translated = part.find(f"{tei('title')}[@type='translated']")
    work.translated = text_of(translated) if translated is not None else ""
    work.shorts = [text_of(one) for one in part.iterfind(tei("title")) if one.get("type") == "short"]
    work.authors = [_name(one) for one in part.iterfind(tei("author"))]
    if analytic is not None or (titles and titles[0].get("level") == "j"):
        holder = next((one for one in home.iterfind(tei("title")) if one.get("type") != "translated"), None)
        name = text_of(holder) if holder is not None else ""
        if holder is not None and holder.get("level") == "j":
            work.journal = name
        else:
            work.container = name
        if analytic is None:
            work.kind, work.title = "issue", ""
    imprint = home.find(tei("imprint"))
    source = imprint if imprint is not None else home
    date = source.find(tei("date"))
    if date is not None:
        work.date = date.get("when") or date.get("from") or text_of(date)
    work.place, work.publisher = _one(source, "pubPlace"), _one(source, "publisher")
    for scope in source.iterfind(tei("biblScope")):
        if scope.get("unit") in ("issue", "volume"):
            setattr(work, scope.get("unit", ""), text_of(scope))
    return _finished(work, node)


def _finished(work: Work, node: etree._Element) -> Work:
    work.provisional = node.get("cert") == "low"
    note = node.find(tei("note"))
    if note is not None and text_of(note) == "manuscript":
        work.publisher = "manuscript"
    return work


def _one(node: etree._Element, name: str) -> str:
    found = node.find(tei(name))
    return text_of(found) if found is not None else ""


def _name(author: etree._Element) -> tuple[str, str]:
    surname = next((text_of(one) for one in author.iter(tei("surname"))), "")
    if surname:
        return surname, " ".join(text_of(one) for one in author.iter(tei("forename")))
    name = split_name(text_of(author))
    return name.surname, " ".join(name.given)


def format_bibliography(works: Iterable[tuple[Entry, Work]], form: str) -> str:
    """A bibliography in one of FORMATS. Raises ValueError for another."""
    rows = [(entry.id, work) for entry, work in works]
    if form == "bibtex":
        return "\n".join(_bibtex(name, work) for name, work in rows)
    if form == "csl":
        return json.dumps([_csl(name, work) for name, work in rows], ensure_ascii=False, indent=2) + "\n"
    if form == "ris":
        return "\n".join(_ris(name, work) for name, work in rows)
    raise ValueError(form)


def _shelfmark(work: Work) -> str:
    return ", ".join(f"{unit} {number}" for unit, number in work.shelf)


def _bibtex(name: str, work: Work) -> str:
    kind = {"book": "book", "article": "article", "issue": "misc", "archive": "misc"}[work.kind]
    if work.kind == "article" and not work.journal:
        kind = "incollection"
    if work.publisher == "manuscript":
        kind = "unpublished"
    fields: dict[str, str | Raw | list[Name]] = {
        "author": [Name(surname, given) for surname, given in work.authors],
        "title": work.title or work.journal,
        "journal": work.journal if kind == "article" else "",
        "booktitle": work.container,
        "year": work.date[:4],
        "month": Raw(_MONTHS[int(work.date[5:7]) - 1][:3].lower() if len(work.date) >= 7 else ""),
        "number": work.issue,
        "volume": work.volume,
        "address": work.place,
        "publisher": "" if work.publisher == "manuscript" else work.publisher,
        "note": "; ".join(
            part
            for part in (
                work.translated and work.translated != work.title and f"[{work.translated}]",
                _shelfmark(work),
                len(work.date) == 10 and _day(work.date),
                work.publisher == "manuscript" and "manuscript",
            )
            if part
        ),
    }
    return fill(bibtex(kind, name, fields))


def _csl(name: str, work: Work) -> dict[str, Any]:
    kinds = {"book": "book", "article": "article-journal", "issue": "periodical", "archive": "collection"}
    kind = kinds[work.kind]
    if work.kind == "article" and not work.journal:
        kind = "chapter"
    elif work.kind == "article" and len(work.date) == 10:
        kind = "article-newspaper"
    if work.publisher == "manuscript":
        kind = "manuscript"
    item: dict[str, Any] = {"id": name, "type": kind, "title": work.title or work.journal}
    if work.authors:
        item["author"] = [{"family": f, **({"given": g} if g else {})} for f, g in work.authors]
    for field, value in (
        ("container-title", work.journal if work.kind == "article" else ""),
        ("container-title", work.container),
        ("issue", work.issue),
        ("volume", work.volume),
        ("publisher-place", work.place),
        ("publisher", "" if work.publisher == "manuscript" else work.publisher),
        ("title-short", work.shorts[0] if work.shorts else ""),
        ("note", f"[{work.translated}]" if work.translated and work.translated != work.title else ""),
    ):
        if value:
            item[field] = value
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", work.date):
        item["issued"] = date_parts(work.date)
    if work.kind == "archive":
        item["archive"] = work.title
        if work.shelf:
            item["archive_location"] = _shelfmark(work)
    return item


def _ris(name: str, work: Work) -> str:
    kinds = {"book": "BOOK", "article": "JOUR", "issue": "JFULL", "archive": "MANSCPT"}
    kind = kinds[work.kind]
    if work.kind == "article" and not work.journal:
        kind = "CHAP"
    elif work.kind == "article" and len(work.date) == 10:
        kind = "NEWS"
    rows = [("TY", kind), ("ID", name)]
    rows += [("AU", f"{surname}, {given}" if given else surname) for surname, given in work.authors]
    rows += [
        ("TI", work.title or work.journal),
        ("TT", work.translated if work.translated != work.title else ""),
        ("T2", (work.journal if work.kind == "article" else "") or work.container),
        ("IS", work.issue),
        ("VL", work.volume),
        ("PY", work.date[:4]),
        ("DA", work.date.replace("-", "/") if len(work.date) > 4 else ""),
        ("CY", work.place),
        ("PB", "" if work.publisher == "manuscript" else work.publisher),
        ("CN", _shelfmark(work)),
    ]
    return fill(ris(rows))

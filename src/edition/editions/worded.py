"""The file for Word as pandoc writes it, finished: numbers of notes, styles, properties, no clock.

In: a .docx, the title, the authors, the language, the labels of the notes in their order. Out: a .docx whose footnotes
are numbered by Word as the text numbers them, chapter by chapter where it does so; a label that is no number of that
order (an asterisk) stands as it is. And the words that are in such a file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

__all__ = ["SECTION", "Notes", "extract_words", "finished"]

#: The end of a section, before a chapter: in each Word numbers the footnotes anew.
SECTION: Final = (
    '<w:p><w:pPr><w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr><w:type w:val="nextPage"/>'
    "</w:sectPr></w:pPr></w:p>"
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD: Final = re.compile(r"[^\W_]+")
#: All files of the archive are of this day, which is the first that an archive knows.
_DAY: Final = (1980, 1, 1, 0, 0, 0)
_PROPERTIES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>
</cp:coreProperties>
"""
_PROGRAM: Final = """<?xml version="1.0" encoding="UTF-8"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>edition</Application>
</Properties>
"""
_REFERENCE: Final = re.compile(r'<w:footnoteReference w:id="(\d+)" ?/>')
_FOOTNOTE: Final = re.compile(r'<w:footnote w:id="(\d+)">(?:(?!</w:footnote>).)*?<w:footnoteRef ?/>', re.DOTALL)
#: The look of the styles that are ours; indents in twentieths of a point.
_STYLES: Final = {
    "Verse": '<w:pPr><w:ind w:left="567"/></w:pPr>',
    "Imprint": '<w:pPr><w:jc w:val="center"/></w:pPr>',
    "SectionBreak": '<w:pPr><w:jc w:val="center"/></w:pPr>',
    "Signature": '<w:pPr><w:jc w:val="right"/></w:pPr>',
    "Speaker": "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:smallCaps/></w:rPr>",
    "StageDirection": "<w:rPr><w:i/></w:rPr>",
    "MinorHeading": "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr>",
}
_STYLE: Final = re.compile(
    r'(<w:style [^>]*w:styleId="(\w+)"[^>]*>(?:(?!</w:style>|<w:[pr]Pr>).)*?)(</w:style>)', re.DOTALL
)


@dataclass(slots=True)
class Notes:
    """The labels of the notes in the order of the text, and before which of them chapters begin."""

    labels: list[str] = field(default_factory=list)
    chapters: list[int] = field(default_factory=list)

    def chapter(self) -> None:
        """A chapter begins."""
        self.chapters.append(len(self.labels))

    def note(self, label: str) -> None:
        """A note stands here."""
        self.labels.append(label)

    def by_chapter(self) -> bool:
        """Whether Word numbers anew in each chapter: where that leaves fewer labels to be written by hand."""
        return sum(map(bool, self.signs(True))) < sum(map(bool, self.signs(False)))

    def signs(self, anew: bool) -> list[str]:
        """For each note the label that stands instead of Word's number; empty where that is the label."""
        begins = set(self.chapters) if anew else set()
        signs, count = [], 0
        for index, label in enumerate(self.labels):
            if index in begins:
                count = 0
            automatic = label == str(count + 1)
            count += automatic
            signs.append("" if automatic else label)
        return signs


def finished(data: bytes, title: str, authors: Sequence[str], language: str, notes: Notes) -> bytes:
    """The file, finished; the same input gives the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    anew = notes.by_chapter()
    signs = notes.signs(anew)
    document = parts["word/document.xml"].decode("utf-8")
    order = _REFERENCE.findall(document)
    by_id = dict(zip(order, signs, strict=False))
    document = _REFERENCE.sub(lambda match: _reference(match, by_id.get(match[1], "")), document)
    parts["word/document.xml"] = (document if anew else document.replace(SECTION, "")).encode("utf-8")
    if "word/footnotes.xml" in parts:
        footnotes = parts["word/footnotes.xml"].decode("utf-8")
        parts["word/footnotes.xml"] = _FOOTNOTE.sub(
            lambda match: _labelled(match, by_id.get(match[1], "")), footnotes
        ).encode("utf-8")
    parts["word/styles.xml"] = _STYLE.sub(
        lambda match: match[1] + _STYLES.get(match[2], "") + match[3], parts["word/styles.xml"].decode("utf-8")
    ).encode("utf-8")
    told = (escape(" ".join(one.split())) for one in (title, "; ".join(authors), language))
    parts["docProps/core.xml"] = _PROPERTIES.format(*told).encode("utf-8")
    parts["docProps/app.xml"] = _PROGRAM.encode("utf-8")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # A reader looks for the list of the parts at the beginning.
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def _reference(match: re.Match[str], sign: str) -> str:
    if not sign:
        return match[0]
    return f'<w:footnoteReference w:customMarkFollows="1" w:id="{match[1]}"/><w:t>{escape(sign)}</w:t>'


def _labelled(match: re.Match[str], sign: str) -> str:
    if not sign:
        return match[0]
    return re.sub(r"<w:footnoteRef ?/>$", lambda _: f"<w:t>{escape(sign)}</w:t>", match[0])


def extract_words(data: bytes) -> Counter[str]:
    """Every word of the text and of the footnotes, without the numbers of notes."""
    words: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("word/document.xml", "word/footnotes.xml"):
            if name not in archive.namelist():
                continue
            root = etree.fromstring(archive.read(name), etree.XMLParser(huge_tree=True, resolve_entities=False))
            for paragraph in root.iter(f"{_W}p"):
                words.update(_WORD.findall("".join(_text(run) for run in paragraph.iter(f"{_W}r"))))
    return words


def _text(run: etree._Element) -> str:
    style = run.find(f"{_W}rPr/{_W}rStyle")
    if style is not None and style.get(f"{_W}val") == "FootnoteReference":
        return ""
    return "".join(
        (node.text or "") if node.tag == f"{_W}t" else " " for node in run.iterchildren(f"{_W}t", f"{_W}br", f"{_W}tab")
    )

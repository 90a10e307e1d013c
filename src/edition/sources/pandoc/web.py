"""HTML before pandoc reads it: nothing active, nothing from elsewhere, notes joined to their marks where certain.

In: the bytes of a page, or the tree of an e-book's pages. Out: a ``Prepared`` source. Scripts, styles and frames are
left out and told; addresses are never fetched. Page breaks of an e-book, languages and ids that pandoc's reader drops
are written where it keeps them.
"""

from __future__ import annotations

import base64
import binascii
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from lxml import etree, html

from edition.diagnostic import EditionError, Severity
from edition.sources.pandoc.packages import take_out
from edition.sources.pandoc.prepared import Passage, Prepared, Remark
from edition.sources.pandoc.styles import NAMED
from edition.sources.pandoc.web_notes import join_notes, role_of

__all__ = ["LEVELS", "beside", "clean", "data_picture", "prepare_web", "web_passages"]

#: How deep elements may be nested: beyond it the parser would leave out what it holds.
LEVELS: Final = 200
_ACTIVE: Final = ("script", "style", "template", "link", "base", "object", "embed", "applet", "noscript")
_FRAMES: Final = ("iframe", "frame", "frameset")
_LOSING_ID: Final = frozenset("p li dd dt td th blockquote aside figcaption ul ol dl table pre article main".split())
_LOSING_LANGUAGE: Final = frozenset("p li dd dt td th b i em strong u small cite a q blockquote".split()) | frozenset(
    f"h{n}" for n in range(1, 7)
)
_BLOCKS: Final = frozenset(
    "p div li dd dt td th tr blockquote section article aside h1 h2 h3 h4 h5 h6 pre figcaption caption body ul ol dl "
    "table figure header footer main nav br hr address fieldset legend summary details option button".split()
)
_UNREAD: Final = frozenset(("script", "style", "template", "head", "svg", "math", "noscript", "object", "iframe"))
_EMPTY: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split(),
)


def prepare_web(data: bytes, path: Path) -> Prepared:
    """A page, ready for pandoc. Raises EditionError for what is no text, or nested beyond measure."""
    text = _decoded(data, path)
    passages, depth = web_passages(text)
    if depth > LEVELS:
        raise EditionError(
            f"{path.name}: elements are nested in each other {depth:,} deep", f"no book is; {LEVELS} are read"
        )
    if not passages:
        raise EditionError(f"{path.name} holds no text", "is it a page that a script fills? save what it shows")
    tree = html.document_fromstring(
        re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8"),
        parser=html.HTMLParser(encoding="utf-8", huge_tree=True),
    )
    source = Prepared(b"", "html", ".html", "HTML page", passages=passages, titled=False)
    source.lines = text.splitlines()
    head = tree.find("head")
    for node in tree.iter("base"):
        node.attrib.pop("href", "")
    clean(tree, source)
    source.data = etree.tostring(tree, encoding="utf-8", method="html", doctype="<!DOCTYPE html>")
    if head is not None:
        source.facts.language = str(tree.get("lang", ""))
    folder = path.parent

    def picture(target: str) -> bytes | None:
        if target.startswith("data:"):
            return data_picture(target)
        return beside(folder, target)

    source.picture = picture
    return source


def beside(folder: Path, target: str) -> bytes | None:
    """A picture in the folder of the source or below it; None for one elsewhere, or of the web."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\", target):
        return None
    try:
        name = unquote_to_bytes(target.split("?")[0].split("#")[0]).decode("utf-8")
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return path.read_bytes()
    except (OSError, ValueError):
        return None
    return None


def data_picture(address: str) -> bytes | None:
    """A picture that an address holds in itself."""
    head, comma, body = address.partition(",")
    if not comma:
        return None
    try:
        return base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None


def _decoded(data: bytes, path: Path) -> str:
    """The text of a page, in the encoding that it names, else UTF-8. Raises EditionError for anything else."""
    if not data.strip():
        raise EditionError(f"{path} is empty", "name a file that holds the text of a book")
    named = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", data[:4096], re.IGNORECASE)
    encoding = named.group(1).decode("ascii") if named else "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif data.startswith(b"\xef\xbb\xbf") or encoding.lower() in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        text = "\x00"
    if "\x00" in text[:65536]:
        raise EditionError(f"{path} is not text in the encoding {encoding}", "save the page as UTF-8")
    return text


def clean(tree: etree._Element, source: Prepared) -> None:
    """Leave out what is active, write what pandoc drops where it keeps it, join notes."""
    counts: dict[str, int] = {}
    for node in list(tree.iter(*_ACTIVE, *_FRAMES, etree.Comment, etree.ProcessingInstruction)):
        kind = str(node.tag) if isinstance(node.tag, str) else "comment"
        if kind in ("noscript", "object", *_FRAMES):
            source.remarks += [
                Remark(
                    "active-content",
                    f'the words of a <{kind}> were left out: "{said[:60]}"',
                    said,
                    "write them into the text by hand, if they belong there",
                    "left out, and listed in the report",
                )
                for said in [" ".join(" ".join(map(str, node.itertext())).split())]
                if said
            ]
            source.furniture.setdefault(f"words of {kind}", []).append(
                " ".join("".join(map(str, node.itertext())).split())
            )
        if kind not in ("comment", "link", "base"):
            counts[kind] = counts.get(kind, 0) + 1
        take_out(node)
    told = {kind: count for kind, count in counts.items() if kind not in ("style", "template")}
    if told:
        said = ", ".join(f"{count} <{kind}>" for kind, count in sorted(told.items()))
        source.remarks.append(
            Remark(
                "active-content",
                f"{said}: left out, and nothing was fetched",
                "",
                "nothing to do, unless the page showed words that only a script writes",
                "left out",
                "high",
                Severity.INFO,
            )
        )
    _page_breaks(tree)
    join_notes(tree, source)
    _ids_and_languages(tree)
    for node in tree.iter():
        if isinstance(node.tag, str):
            for name in ("role", "epub:type", "{http://www.idpf.org/2007/ops}type"):
                node.attrib.pop(name, "")


def _page_breaks(tree: etree._Element) -> None:
    """Page breaks of an e-book become spans that ``normal`` knows."""
    for node in list(tree.iter("span", "div", "a", "hr")):
        if role_of(node) != "pagebreak":
            continue
        said = "".join(map(str, node.itertext())).strip()
        number = said or str(node.get("aria-label") or node.get("title") or "").strip()
        tail, identifier = node.tail, node.get("id", "")
        node.clear()
        node.tag = "span"
        node.tail = tail
        node.set("class", "edition-pb")
        node.set("data-number", re.sub(r"^(page|seite|p\.)\s*", "", number, flags=re.IGNORECASE))
        if identifier:
            node.set("id", identifier)


def _ids_and_languages(tree: etree._Element) -> None:
    """Ids that are pointed to, and languages, of elements on which pandoc drops them; classes that name a style."""
    targets = {str(node.get("href", ""))[1:] for node in tree.iter("a") if str(node.get("href", "")).startswith("#")}
    for node in list(tree.iter()):
        if not isinstance(node.tag, str):
            continue
        tag = node.tag
        identifier = node.get("id", "")
        if tag in _LOSING_ID and identifier:
            del node.attrib["id"]
            if identifier in targets:
                place = node
                if tag in ("ul", "ol", "dl", "table"):
                    place = next((one for one in node.iter("li", "dd", "dt", "td", "th")), node)
                anchor = etree.Element("span", {"id": identifier})
                anchor.tail, place.text = place.text, None
                place.insert(0, anchor)
        language = node.get("lang") or node.get("{http://www.w3.org/XML/1998/namespace}lang") or node.get("xml:lang")
        if language and tag in _LOSING_LANGUAGE:
            inner = etree.Element("div" if tag == "blockquote" else "span", {"lang": str(language)})
            inner.text, node.text = node.text, None
            for child in list(node):
                inner.append(child)
            node.append(inner)
        elif language and "lang" not in node.attrib:
            node.set("lang", str(language))
        if tag == "p" and (named := [word for word in str(node.get("class", "")).split() if word.lower() in NAMED]):
            wrapper = etree.Element("div", {"class": named[0].lower()})
            parent = node.getparent()
            if parent is not None:
                wrapper.tail, node.tail = node.tail, None
                parent.replace(node, wrapper)
                wrapper.append(node)


class _Reader(HTMLParser):
    """The words of a page by paragraphs, and how deep its elements are nested, read without a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.deepest = 0
        self._depth = 0
        self._unread = 0
        self._words: list[str] = []
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            if tag in _BLOCKS:
                self._words.append(" ")
            return
        if tag in _BLOCKS:
            self.close_passage()
        elif tag == "a":
            self._words.append(" ")
        self._depth += 1
        self.deepest = max(self.deepest, self._depth)
        self._unread += tag in _UNREAD

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.close_passage()
        elif tag == "a":
            self._words.append(" ")
        self._depth = max(0, self._depth - 1)
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)

    def handle_data(self, data: str) -> None:
        if not self._unread and data:
            if not self._words and data.strip():
                self._line = self.getpos()[0]
            self._words.append(data)

    def close_passage(self) -> None:
        text = " ".join("".join(self._words).split())
        if text:
            self.passages.append(Passage(text, "text", self._line))
        self._words = []


def web_passages(text: str) -> tuple[list[Passage], int]:
    """The paragraphs of a page, and how deep its elements are nested."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.close_passage()
    return reader.passages, reader.deepest

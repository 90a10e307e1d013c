"""An OpenDocument text before pandoc reads it: what pandoc's reader passes over is put where it reads it.

In: the bytes of an .odt. Out: a ``Prepared`` source. Pandoc leaves out text boxes, fields, lists in notes, indexes
and formulas, and knows no names of styles. So text boxes are put behind their paragraph, fields become their words,
lists in notes paragraphs, indexes paragraphs; names of styles are written into empty links, which ``normal`` takes
out again.
"""

from __future__ import annotations

import copy
import re
from typing import Final
from urllib.parse import quote as percent

from lxml import etree

from edition.diagnostic import EditionError, Severity
from edition.sources.pandoc.packages import Package, take_out
from edition.sources.pandoc.prepared import Passage, Prepared, Remark

__all__ = ["MARK", "prepare_opendocument"]

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_META: Final = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_XLINK: Final = "{http://www.w3.org/1999/xlink}"
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}"
#: The address of a link that is no link but says what the style of a paragraph or of words is.
MARK: Final = "x-edition:"
#: Inline elements that pandoc reads; all others become spans of their words.
_READ: Final = frozenset(
    _TEXT + name
    for name in "span a s tab line-break note note-citation note-body bookmark bookmark-start bookmark-end p h list "
    "list-item list-header section soft-page-break reference-mark reference-mark-start reference-mark-end "
    "bookmark-ref note-ref reference-ref sequence-ref change change-start change-end".split()
)
_PLAIN_STYLES: Final = frozenset(
    "Standard Text_20_body First_20_line_20_indent Footnote Endnote Header Footer Default_20_Paragraph_20_Style "
    "Text_20_body_20_indent Table_20_Contents Table_20_Heading List_20_Contents Emphasis Strong_20_Emphasis "
    "Internet_20_link Visited_20_Internet_20_Link Footnote_20_Symbol Endnote_20_Symbol Footnote_20_anchor "
    "Endnote_20_anchor Bullet_20_Symbols Numbering_20_Symbols Source_20_Text Preformatted_20_Text Quotations "
    "Definition_20_Term Definition_20_Definition Teletype".split()
)


def prepare_opendocument(data: bytes, name: str) -> Prepared:
    """An OpenDocument text, ready for pandoc. Raises EditionError for what is none."""
    package = Package(data, name)
    if "content.xml" not in package:
        raise EditionError(f"{name} is not an OpenDocument text", "open it in LibreOffice and save it as .odt")
    root = package.xml("content.xml")
    text = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if text is None:
        raise EditionError(f"{name} is not an OpenDocument text", "is it a spreadsheet or a drawing?")
    source = Prepared(data, "odt", ".odt", "OpenDocument text")
    _leave_out(text, source)
    styles = _styles(root, package)
    _set_free(text, source)
    _formulas(text, package)
    _unwrap(text)
    source.passages = [Passage(words) for node in text.iter(f"{_TEXT}p", f"{_TEXT}h") if (words := _words(node))]
    _name_styles(text, styles)
    source.places = [
        "end" if note.get(f"{_TEXT}note-class") == "endnote" else "bottom" for note in text.iter(f"{_TEXT}note")
    ]
    source.data = package.rewritten({"content.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")})
    _facts(package, source)

    def picture(target: str) -> bytes | None:
        path = package.find(target)
        return package.read(path) if path else None

    source.picture = picture
    return source


def _leave_out(text: etree._Element, source: Prepared) -> None:
    """Comments, and what was struck out while changes were tracked: told, and not part of the text."""
    kinds = (f"{_OFFICE}annotation", "comments"), (f"{_TEXT}tracked-changes", "deleted text")
    for tag, kind in kinds:
        for node in list(text.iter(tag)):
            said = [_words(one) for one in node.iter(f"{_TEXT}p", f"{_TEXT}h")]
            said = [words for words in said if words]
            take_out(node)
            if not said:
                continue
            source.furniture.setdefault(kind, []).extend(said)
            source.remarks.append(
                Remark(
                    "comment-left-out" if kind == "comments" else "change-accepted",
                    f'{kind}: "{said[0][:80]}"' + (f", and {len(said) - 1} more" if len(said) > 1 else ""),
                    said[0],
                    "make a note of it by hand, if it belongs to the edition",
                    "left out, and listed in the report",
                    "high",
                    Severity.INFO,
                )
            )
    for node in list(text.iter(f"{_OFFICE}annotation-end", f"{_TEXT}sequence-decls", f"{_OFFICE}forms")):
        take_out(node)


def _set_free(text: etree._Element, source: Prepared) -> None:
    """Put the paragraphs of text boxes and shapes behind the paragraph that holds them, unless they hold a picture."""
    kinds = tuple(_DRAW + kind for kind in ("text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "line"))
    for box in reversed(list(text.iter(*kinds))):
        content = [one for one in box if one.tag in (f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}list")]
        said = " ".join(_words(one) for child in content for one in child.iter(f"{_TEXT}p", f"{_TEXT}h")).strip()
        if not said or any(True for _ in box.iter(f"{_DRAW}image")):
            continue
        holder = next(box.iterancestors(f"{_TEXT}p", f"{_TEXT}h"), None)
        if holder is None:
            holder = next((one for one in box.iterancestors() if one.getparent() is text), box)
        source.remarks.append(
            Remark(
                "text-box",
                f'a text box was put behind the paragraph that holds it: "{said[:60]}"',
                said,
                "look where it belongs",
                "kept as paragraphs with rend text-box",
            )
        )
        for child in reversed(content):
            moved = copy.deepcopy(child)
            moved.tail = None
            if moved.tag == f"{_TEXT}p":
                _mark(moved, "p:text-box")
            holder.addnext(moved)
        for child in content:
            take_out(child)


def _formulas(text: etree._Element, package: Package) -> None:
    """Put the formula of an embedded object where it stands, as its own notation writes it."""
    for node in list(text.iter(f"{_DRAW}object")):
        folder = str(node.get(f"{_XLINK}href", "")).removeprefix("./").rstrip("/")
        path = package.find(f"{folder}/content.xml")
        frame = node.getparent()
        if path is None or frame is None or frame.tag != f"{_DRAW}frame":
            continue
        math = package.xml(path)
        if not str(math.tag).startswith(_MATH):
            continue
        said = next((one.text for one in math.iter(f"{_MATH}annotation") if one.text), None)
        link = etree.Element(f"{_TEXT}a", {f"{_XLINK}href": MARK + "formula", f"{_XLINK}type": "simple"})
        link.text = said or " ".join("".join(map(str, math.itertext())).split())
        link.tail = frame.tail
        parent = frame.getparent()
        if parent is not None:
            parent.replace(frame, link)


def _unwrap(text: etree._Element) -> None:
    """Fields become their words, lists in notes their paragraphs, indexes and numbered paragraphs their content."""
    for body in list(text.iter(f"{_TEXT}note-body")):
        for one in list(body.iter(f"{_TEXT}list", f"{_TEXT}list-item", f"{_TEXT}list-header")):
            _splice(one)
    for node in list(text.iter()):
        if not isinstance(node.tag, str) or not node.tag.startswith(_TEXT) or node.tag in _READ:
            continue
        local = node.tag.removeprefix(_TEXT)
        if local in ("index-body", "index-title", "numbered-paragraph") or (
            local.endswith("-index") or local in ("table-of-content", "bibliography")
        ):
            _splice(node)
        elif local.endswith("-source") or local in ("ruby-text",):
            if local == "ruby-text":
                node.tag = f"{_TEXT}span"
            else:
                take_out(node)
        elif node.text or len(node):
            node.tag = f"{_TEXT}span"


def _splice(node: etree._Element) -> None:
    """Put the children of an element in its place."""
    for child in reversed(node):
        node.addnext(child)
    take_out(node)


def _mark(paragraph: etree._Element, what: str) -> None:
    """Put a mark at the head of a paragraph."""
    link = etree.Element(f"{_TEXT}a", {f"{_XLINK}href": MARK + percent(what), f"{_XLINK}type": "simple"})
    link.tail = paragraph.text
    paragraph.text = None
    paragraph.insert(0, link)


def _words(paragraph: etree._Element) -> str:
    """The words of one paragraph, without those of notes and boxes in it."""
    out: list[str] = []

    def take(node: etree._Element) -> None:
        out.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str):
                if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
                    out.append(" ")
                elif child.tag not in (f"{_TEXT}note", f"{_TEXT}p", f"{_TEXT}h") and not str(child.tag).startswith(
                    (_DRAW, _OFFICE)
                ):
                    take(child)
            out.append(child.tail or "")

    take(paragraph)
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _styles(root: etree._Element, package: Package) -> dict[str, tuple[str, str]]:
    """Style by name: the name that the writer sees (empty for the common ones), and words for its letters."""
    found: dict[str, tuple[str, str]] = {}
    trees = [root]
    if "styles.xml" in package:
        trees.insert(0, package.xml("styles.xml"))
    shown: dict[str, str] = {}
    for tree in trees:
        for node in tree.iter(f"{_STYLE}style"):
            name = str(node.get(f"{_STYLE}name", ""))
            automatic = node.getparent() is not None and str(node.getparent().tag).endswith("automatic-styles")  # type: ignore[union-attr]
            own = str(node.get(f"{_STYLE}parent-style-name", "")) if automatic else name
            if not automatic:
                shown[name] = str(node.get(f"{_STYLE}display-name", name)).replace("_20_", " ")
            rend = []
            for letters in node.iter(f"{_STYLE}text-properties"):
                if letters.get(f"{_FO}font-variant") == "small-caps":
                    rend.append("smallcaps")
                if letters.get(f"{_STYLE}text-underline-style", "none") != "none" and automatic:
                    rend.append("underline")
                    # Pandoc would read it as emphasis.
                    del letters.attrib[f"{_STYLE}text-underline-style"]
            label = "" if own in _PLAIN_STYLES or own.startswith("Heading") else shown.get(own, own)
            found[name] = (label.replace("_20_", " "), " ".join(rend))
    return found


def _name_styles(text: etree._Element, styles: dict[str, tuple[str, str]]) -> None:
    """Write the names of styles into links: empty ones at the head of paragraphs, and around words."""
    for node in list(text.iter(f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}span")):
        name = str(node.get(f"{_TEXT}style-name", ""))
        unknown = "" if name in _PLAIN_STYLES or name.startswith("Heading") else name.replace("_20_", " ")
        label, rend = styles.get(name, (unknown, ""))
        if node.tag != f"{_TEXT}span":
            if label and not node.get(f"{_TEXT}outline-level"):
                _mark(node, f"p:{label}")
        elif (label or rend) and next(node.iterancestors(f"{_TEXT}a"), None) is None:
            mark = MARK + percent(f"w:{label}" if label else f"r:{rend}")
            link = etree.Element(f"{_TEXT}a", {f"{_XLINK}href": mark, f"{_XLINK}type": "simple"})
            link.tail, node.tail = node.tail, None
            parent = node.getparent()
            assert parent is not None
            parent.replace(node, link)
            link.append(node)


def _facts(package: Package, source: Prepared) -> None:
    """Title, author and language of the document's properties, for want of others."""
    if "meta.xml" not in package:
        return
    meta = package.xml("meta.xml")
    facts = source.facts
    for node in meta.iter():
        said = (node.text or "").strip()
        if not said:
            continue
        if node.tag == f"{_DC}title":
            facts.title = said
        elif node.tag == f"{_META}initial-creator" and not facts.authors:
            facts.authors = [said]
        elif node.tag == f"{_DC}language":
            facts.language = said

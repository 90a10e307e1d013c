"""A Word document before pandoc reads it: text boxes set free, and what its own XML says.

In: the bytes of a .docx. Out: a ``Prepared`` source. Pandoc reads a paragraph that holds a text box as the box alone;
so the paragraphs of a box are put behind the paragraph that holds it, under a mark. Running heads, page breaks and
the order of footnotes and endnotes are read here, since pandoc's tree does not have them.
"""

from __future__ import annotations

import copy
from typing import Final

from lxml import etree

from edition.diagnostic import EditionError, Severity
from edition.sources.pandoc.packages import Package
from edition.sources.pandoc.prepared import Passage, Prepared, Remark

__all__ = ["BOX", "prepare_word"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: How a paragraph from a text box is marked: with a style of this id.
BOX: Final = "EditionTextBox"
_SPACES: Final = frozenset(_W + name for name in ("tab", "br", "cr", "ptab"))
_DELETED: Final = frozenset(_W + name for name in ("del", "moveFrom"))


def prepare_word(data: bytes, name: str) -> Prepared:
    """A Word document, ready for pandoc. Raises EditionError for what is none."""
    package = Package(data, name)
    main = _main_part(package, name)
    folder = main.rpartition("/")[0]
    prefix = folder + "/" if folder else ""
    source = Prepared(data, "docx+styles", ".docx", "Word document")
    changed: dict[str, bytes] = {}
    trees: dict[str, etree._Element] = {}
    boxes = 0
    for part in (main, f"{prefix}footnotes.xml", f"{prefix}endnotes.xml"):
        if part not in package:
            continue
        root = trees[part] = package.xml(part)
        if not str(root.tag).startswith((_W, _STRICT)):
            raise EditionError(f"{name} is not a Word document", "open it in Word or LibreOffice and save it as .docx")
        found = _set_free(root, source)
        if found:
            boxes += found
            changed[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    styles = f"{prefix}styles.xml"
    if boxes and styles in package:
        root = package.xml(styles)
        style = etree.SubElement(root, f"{_W}style", {f"{_W}type": "paragraph", f"{_W}styleId": BOX})
        etree.SubElement(style, f"{_W}name", {f"{_W}val": "text box"})
        changed[styles] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if changed:
        source.data = package.rewritten(changed)
    for part, root in trees.items():
        source.passages += _passages(root, "text" if part == main else "notes")
    _running_heads(package, prefix, source)
    _notes_and_breaks(trees[main], source)
    _facts(package, prefix, source)

    def picture(target: str) -> bytes | None:
        path = package.find(prefix + target) or package.find(target)
        return package.read(path) if path else None

    source.picture = picture
    return source


def _main_part(package: Package, name: str) -> str:
    """The part that holds the text, as the package's relations name it."""
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels").iter(_REL):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                path = package.find(str(relation.get("Target", "")))
                if path:
                    return path
    if "word/document.xml" in package:
        return "word/document.xml"
    raise EditionError(f"{name} is not a Word document", "open it in Word or LibreOffice and save it as .docx")


def _set_free(root: etree._Element, source: Prepared) -> int:
    """Put the paragraphs of text boxes behind the paragraphs that hold them; how many boxes there were."""
    for fallback in list(root.iter(f"{_MC}Fallback")):
        parent = fallback.getparent()
        if parent is not None and parent.find(f"{_MC}Choice") is not None:
            parent.remove(fallback)
    count = 0
    while (box := next(root.iter(f"{_W}txbxContent"), None)) is not None:
        holder = box
        for above in box.iterancestors(f"{_W}p"):
            holder = above
        content = [copy.deepcopy(child) for child in box]
        parent = box.getparent()
        assert parent is not None
        parent.remove(box)
        _drop_shape(parent)
        count += 1
        if holder is box or not content:
            continue
        first = next((one for child in content for one in child.iter(f"{_W}p")), None)
        if first is not None:
            properties = first.find(f"{_W}pPr")
            if properties is None:
                properties = etree.Element(f"{_W}pPr")
                first.insert(0, properties)
            if properties.find(f"{_W}pStyle") is None:
                properties.insert(0, etree.Element(f"{_W}pStyle", {f"{_W}val": BOX}))
        quote = " ".join(_words(one) for child in content for one in child.iter(f"{_W}p")).strip()
        source.remarks.append(
            Remark(
                "text-box",
                f'a text box was put behind the paragraph that holds it: "{quote[:60]}"',
                quote,
                "look where it belongs",
                "kept as paragraphs with rend text-box",
            )
        )
        for child in reversed(content):
            holder.addnext(child)
    return count


def _drop_shape(node: etree._Element) -> None:
    """Remove the drawing that held a box, unless it holds another box or a picture as well."""
    top = node
    for above in node.iterancestors():
        if above.tag in (f"{_MC}AlternateContent", f"{_W}drawing", f"{_W}pict"):
            top = above
        elif above.tag == f"{_W}p":
            break
    keeps = any(
        isinstance(one.tag, str) and one.tag.rpartition("}")[2] in ("txbxContent", "blip", "imagedata")
        for one in top.iter()
    )
    parent = top.getparent()
    if not keeps and parent is not None and top is not node:
        parent.remove(top)


def _words(paragraph: etree._Element) -> str:
    """The words of one paragraph, without those that were struck out and those of boxes in it."""
    out: list[str] = []
    stack = [paragraph]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        if node is not paragraph and (
            node.tag in _DELETED or node.tag in (f"{_W}p", f"{_W}txbxContent", f"{_MC}Fallback")
        ):
            continue
        if node.tag == f"{_W}t":
            out.append(node.text or "")
        elif node.tag in _SPACES:
            out.append(" ")
        elif node.tag == f"{_W}noBreakHyphen":
            out.append("\u2011")
        elif node.tag == f"{_W}softHyphen":
            out.append("\u00ad")
        stack.extend(reversed(node))
    return "".join(out).strip()


def _passages(root: etree._Element, part: str) -> list[Passage]:
    found = (_words(node) for node in root.iter(f"{_W}p"))
    return [Passage(text, part) for text in found if text]


def _running_heads(package: Package, prefix: str, source: Prepared) -> None:
    """What stands at the head and foot of every page: no words of the text, but told."""
    heads: list[str] = []
    for path in sorted(package.names):
        inside = path.removeprefix(prefix)
        if "/" not in inside and inside.startswith(("header", "footer")) and inside.endswith(".xml"):
            for passage in _passages(package.xml(path), inside[:6]):
                if passage.text not in heads:
                    heads.append(passage.text)
    if heads:
        source.furniture["running heads"] = heads
        source.remarks.append(
            Remark(
                "running-heads",
                f'{len(heads)} running heads and feet are not part of the text; the first is "{heads[0][:60]}"',
                heads[0],
                "nothing to do, unless one of them is a word of the author's",
                "left out, and listed in the report",
                "high",
                Severity.INFO,
            )
        )


def _notes_and_breaks(root: etree._Element, source: Prepared) -> None:
    """Where each note stands in the print, and how many page breaks the writer made."""
    breaks = 0
    for node in root.iter(f"{_W}footnoteReference", f"{_W}endnoteReference", f"{_W}br"):
        if any(above.tag in _DELETED for above in node.iterancestors()):
            continue
        if node.tag == f"{_W}br":
            breaks += node.get(f"{_W}type") == "page"
        else:
            source.places.append("end" if node.tag == f"{_W}endnoteReference" else "bottom")
    if breaks:
        source.furniture["page breaks"] = [str(breaks)]


def _facts(package: Package, prefix: str, source: Prepared) -> None:
    """The language that the styles name; title and author of the document's properties, for want of others."""
    if f"{prefix}styles.xml" in package:
        for node in package.xml(f"{prefix}styles.xml").iter(f"{_W}lang"):
            source.facts.language = str(node.get(f"{_W}val", ""))
            break
    if "docProps/core.xml" in package:
        core = package.xml("docProps/core.xml")
        source.facts.title = (core.findtext(f"{_DC}title") or "").strip()
        creator = (core.findtext(f"{_DC}creator") or "").strip()
        source.facts.authors = [creator] if creator else []

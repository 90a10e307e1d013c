"""An e-book before pandoc reads it: its pages in the order of the spine, as one page of HTML.

In: the bytes of an .epub. Out: a ``Prepared`` source. Ids and links are made those of one document; the list of
contents that reading systems show is left out; title, authors and language come from the package. Raises EditionError
for what is no e-book, or one whose pages are encrypted.
"""

from __future__ import annotations

import posixpath
import re
from html.entities import html5
from typing import Final
from urllib.parse import unquote

from lxml import etree, html

from edition.diagnostic import EditionError, Severity
from edition.sources.pandoc.packages import Package
from edition.sources.pandoc.prepared import Facts, Passage, Prepared, Remark
from edition.sources.pandoc.web import LEVELS, clean, data_picture, web_passages

__all__ = ["prepare_epub"]

_CONTAINER: Final = "META-INF/container.xml"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_OPS: Final = "{http://www.idpf.org/2007/ops}"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_KEPT: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))


def prepare_epub(data: bytes, name: str) -> Prepared:
    """An e-book, ready for pandoc."""
    package = Package(data, name)
    if _CONTAINER not in package:
        raise EditionError(f"{name} is not an e-book", "an .epub holds META-INF/container.xml")
    if "META-INF/encryption.xml" in package and b"EncryptedData" in package.read("META-INF/encryption.xml"):
        encrypted = package.xml("META-INF/encryption.xml")
        if any("xhtml" in str(node.get("URI", "")) or "html" in str(node.get("URI", "")) for node in encrypted.iter()):
            raise EditionError(f"the pages of {name} are encrypted", "import a copy without protection")
    roots = [str(node.get("full-path", "")) for node in package.xml(_CONTAINER).iter() if node.get("full-path")]
    path = package.find(roots[0]) if roots else None
    if path is None:
        raise EditionError(f"{name} names no package document", "make the e-book anew, or test it with epubcheck")
    opf = package.xml(path)
    source = Prepared(b"", "html", ".html", "e-book", titled=False)
    source.facts = _facts(opf)
    pages = _spine(package, opf, posixpath.dirname(path), source)
    if not pages:
        raise EditionError(f"{name} has no page in its spine", "make the e-book anew, or test it with epubcheck")
    numbers = {page: n for n, page in enumerate(pages, 1)}
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    for page in pages:
        text = package.read(page).decode("utf-8-sig", "replace")
        passages, depth = web_passages(text)
        if depth > LEVELS:
            raise EditionError(f"{name}: elements of {page} are nested {depth:,} deep", f"{LEVELS} are read")
        source.passages += [Passage(passage.text) for passage in passages]
        body.append(_page(text, page, numbers, package))
    clean(root, source)
    source.data = etree.tostring(root, encoding="utf-8", method="html", doctype="<!DOCTYPE html>")

    def picture(target: str) -> bytes | None:
        if target.startswith("data:"):
            return data_picture(target)
        found = package.find(unquote(target))
        return package.read(found) if found else None

    source.picture = picture
    return source


def _facts(opf: etree._Element) -> Facts:
    facts = Facts()
    for node in opf.iter():
        said = " ".join((node.text or "").split())
        if not said or not isinstance(node.tag, str) or not node.tag.startswith(_DC):
            continue
        kind = node.tag.removeprefix(_DC)
        role = str(node.get(f"{_OPF}role", "")) or _refined(opf, node, "role")
        if kind == "title":
            if not facts.title:
                facts.title = said
            elif _refined(opf, node, "title-type") == "subtitle":
                facts.subtitle = said
        elif kind == "creator":
            facts.authors.append(said)
        elif kind == "contributor" and role == "trl":
            facts.translators.append(said)
        elif kind == "language" and not facts.language:
            facts.language = said
        elif kind == "publisher" and not facts.publisher:
            facts.publisher = said
        elif kind == "date" and not facts.date:
            facts.date = said[:10]
        elif kind == "rights" and not facts.rights:
            facts.rights = said
        elif kind == "identifier":
            facts.identifiers.append(said)
        elif kind == "subject":
            facts.subjects.append(said)
    return facts


def _refined(opf: etree._Element, node: etree._Element, name: str) -> str:
    """What a meta element says more of another."""
    identifier = node.get("id")
    for meta in opf.iter(f"{_OPF}meta"):
        if identifier and meta.get("refines") == f"#{identifier}" and meta.get("property") == name:
            return (meta.text or "").strip()
    return ""


def _spine(package: Package, opf: etree._Element, folder: str, source: Prepared) -> list[str]:
    """The pages in reading order, without the list of contents for reading systems."""
    items: dict[str, tuple[str, str]] = {}
    for node in opf.iter(f"{_OPF}item"):
        found = package.find(posixpath.join(folder, unquote(str(node.get("href", "")))))
        if found:
            items[str(node.get("id", ""))] = found, str(node.get("properties", ""))
    pages: list[str] = []
    for node in opf.iter(f"{_OPF}itemref"):
        page, properties = items.get(str(node.get("idref", "")), ("", ""))
        if not page:
            source.remarks.append(
                Remark(
                    "page-missing",
                    f'the page "{node.get("idref", "")}" of the spine is not in the e-book',
                    "",
                    "look for a whole copy",
                    "left out",
                )
            )
        elif "nav" in properties.split():
            words = " ".join(passage.text for passage in web_passages(package.read(page).decode("utf-8", "replace"))[0])
            source.furniture["list of contents of the e-book"] = [words]
            source.remarks.append(
                Remark(
                    "contents-left-out",
                    "the list of contents that reading systems show is left out",
                    "",
                    "nothing to do: the edition makes its own",
                    "left out, and listed in the report",
                    "high",
                    Severity.INFO,
                )
            )
        elif page not in pages:
            pages.append(page)
    return pages


def _page(text: str, page: str, numbers: dict[str, int], package: Package) -> etree._Element:
    """A page as a division, its ids and addresses those of one document."""
    text = _NAMED.sub(
        lambda match: match.group() if match.group(1) in _KEPT else html5.get(match.group(1) + ";", match.group()),
        text,
    )
    try:
        root = etree.fromstring(
            text.encode("utf-8"),
            etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, encoding="utf-8"),
        )
    except etree.XMLSyntaxError:
        root = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    found = next((node for node in root.iter() if str(node.tag).removeprefix(_XHTML) == "body"), root)
    holder: etree._Element = html.Element("div", {"id": f"e{numbers[page]}"})
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("lang")
    if language:
        holder.set("data-language", str(language))
    # Through text, so that every element is one of HTML, with the methods of lxml.html.
    for node in found.iter():
        if isinstance(node.tag, str) and node.tag.startswith(_XHTML):
            node.tag = node.tag.removeprefix(_XHTML)
        if isinstance(node.tag, str) and node.get(f"{_OPS}type"):
            node.set("role", "doc-" + str(node.attrib.pop(f"{_OPS}type")).split()[0])
    found.tag = "div"
    inner = html.fragment_fromstring(
        etree.tostring(found, encoding="unicode", method="html", with_tail=False),
        parser=html.HTMLParser(encoding="utf-8", huge_tree=True),
    )
    holder.text = inner.text
    holder.extend(list(inner))
    for node in holder.iter():
        if not isinstance(node.tag, str):
            continue
        for key in ("id", "name"):
            if node is not holder and node.get(key) and (key == "id" or node.tag == "a"):
                node.set("id", f"e{numbers[page]}.{node.attrib.pop(key)!s}")
        if node.tag == "a" and node.get("href"):
            node.set("href", _address(str(node.get("href")), page, numbers))
        if node.tag in ("img", "image"):
            source = str(node.get("src") or node.get("href") or node.get("xlink:href") or "")
            if source and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", source):
                node.set("src", posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(source))))
    for picture in list(holder.iter("svg")):
        # A cover is often a picture in a drawing: the picture alone is kept.
        images = list(picture.iter("image"))
        if len(images) == 1 and not " ".join(map(str, picture.itertext())).strip():
            only: etree._Element = html.Element("img", {"src": str(images[0].get("src", "")), "alt": ""})
            only.tail = picture.tail
            parent = picture.getparent()
            if parent is not None:
                parent.replace(picture, only)
    return holder


def _address(address: str, page: str, numbers: dict[str, int]) -> str:
    """An address within the e-book, as one within the document."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        return address
    target, _, fragment = address.partition("#")
    where = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(target))) if target else page
    if where not in numbers:
        return address
    return f"#e{numbers[where]}" + (f".{fragment}" if fragment else "")

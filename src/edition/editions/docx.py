"""The file for Word: the reading text for a copy editor, its notes as footnotes of Word.

In: the normalised tree and the pictures that are there. Out: ``Result[Rendered]``: one file (.docx). xslt/document
makes a tree, which becomes pandoc's; pandoc writes the file, and ``worded`` finishes it. Raises EditionError where
pandoc is not installed.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from lxml import etree

from edition import saxon
from edition.diagnostic import Diagnostic, Result, Severity
from edition.editions import Rendered
from edition.editions.places import Places, numbering, picture, read
from edition.editions.worded import SECTION, Notes, extract_words, finished
from edition.pandoc import find_pandoc, write_with_pandoc

__all__ = ["extract_words", "render"]

_SPACE: Final = re.compile("([ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+)")
_NOTHING: Final[list[Any]] = ["", [], []]
#: The paragraphs that have a style, and its name in Word.
_STYLES: Final = {
    "title": "Title", "subtitle": "Subtitle", "author": "Author", "imprint": "Imprint", "minor": "Minor Heading",
    "right": "Signature", "speaker": "Speaker", "stage": "Stage Direction",
}  # fmt: skip
_DEEPEST: Final = 60
#: The kinds of pictures that every Word shows; what is not of them is drawn as PNG, so many dots an inch.
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".emf")
_DOTS: Final = 220

Node = dict[str, Any]


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    images: Mapping[str, Path] | None = None,
    custom: Path | None = None,
) -> Result[Rendered]:
    """The file for Word of one text; ``images`` maps the ``@url`` of each picture that is there to its file."""
    find_pandoc("the file for Word is written with pandoc")
    made = saxon.render("document", tree, parameters, custom=custom)
    files: dict[str, bytes] = {}
    findings = list(made.diagnostics)
    for name, content in made.value.items():
        root = read(content)
        writer = _Writer(root, images or {})
        data, warnings = write_with_pandoc(writer.whole(), "docx", writer.pictures, f"{name}.docx")
        authors = [node.text or "" for node in root.iterchildren("author", "translator")]
        files[f"{name}.docx"] = finished(data, root.get("title", ""), authors, root.get("lang", ""), writer.notes)
        findings.extend(
            Diagnostic("pandoc-warned", Severity.INFO, f"pandoc says of {name}.docx: {' '.join(one.split())[:200]}")
            for one in warnings
        )
        findings.extend(
            Diagnostic("unreadable-image", Severity.WARNING, f'the file for Word leaves out the picture "{url}"',
                       hint="save it anew as PNG, JPEG or SVG")
            for url in writer.strange
        )  # fmt: skip
    return Result(Rendered(files), tuple(findings))


class _Writer:
    """Makes pandoc's tree; ``pictures`` are the files that it names, ``notes`` the labels of the notes as they come."""

    def __init__(self, root: etree._Element, images: Mapping[str, Path]) -> None:
        self.pictures: dict[str, bytes] = {}
        self.notes = Notes()
        self.strange: list[str] = []
        self._drawn: dict[str, str] = {}
        self._root = root
        self._images = images
        self._places = Places(root)
        self._notes = {note.get("id", ""): note for note in root.iterchildren("note")}
        self._pending: list[Node] = []
        self._depth = 0

    def whole(self) -> bytes:
        """The tree as JSON."""
        body = self._root.find("body")
        blocks = self._blocks(body) if body is not None else []
        language = {"t": "MetaInlines", "c": [_word(self._root.get("lang", ""))]}
        tree = {"pandoc-api-version": [1, 23], "meta": {"lang": language}, "blocks": blocks}
        return json.dumps(tree, ensure_ascii=False).encode("utf-8")

    def _blocks(self, parent: etree._Element) -> list[Node]:
        self._depth += 1
        found: list[Node] = []
        for node in parent:
            found.extend(self._block(node, str(node.tag)))
        self._depth -= 1
        if self._pending and self._depth == 0:
            found.append(_block("Para", self._taken()))
        return found

    def _block(self, node: etree._Element, name: str) -> list[Node]:
        if name == "page":
            self._pending.append(self._page(node))
            return []
        if self._depth > _DEEPEST:
            return [_block("Para", _trimmed(_words("".join(map(str, node.itertext())))))]
        if name == "group":
            return [_block("Div", [["", [], [["lang", node.get("lang", "")]]], self._blocks(node)])]
        if name == "head":
            if node.get("chapter"):
                self.notes.chapter()
            place = self._places.ids.get(node.get("id", ""), "")
            words = [*self._taken(), *self._trimmed(node)]
            head = _block("Header", [int(node.get("level", "1")), [place, [], []], words])
            return [_block("RawBlock", ["openxml", SECTION]), head] if node.get("chapter") else [head]
        if name == "p":
            paragraph = _block("Para", [*self._taken(), *self._languages(node, self._trimmed(node))])
            style = _STYLES.get(node.get("kind", ""))
            return [_styled(style, [paragraph])] if style else [paragraph]
        # Where a page begins before a list or a picture, its place is a word of the first paragraph within.
        made: Node | None = None
        if name == "quote":
            made = _block("BlockQuote", self._blocks(node))
        elif name == "verse":
            return self._verse(node)
        elif name == "list":
            made = self._list(node)
        elif name == "terms":
            made = self._terms(node)
        elif name == "table":
            made = self._table(node)
        elif name == "figure":
            return self._figure(node)
        elif name == "rule":
            made = _styled("Section Break", [_block("Para", _words("* * *"))])
        elif name == "image":
            image = self._image(node)
            made = _styled("Figure", [_block("Para", image)]) if image else None
        return [made] if made else []

    def _verse(self, node: etree._Element) -> list[Node]:
        lines: list[list[Node]] = []
        for line in node:
            if line.tag == "page":
                self._pending.append(self._page(line))
                continue
            indent = "\u2003" * min(int(line.get("indent") or 0), 12)
            words = self._languages(line, self._trimmed(line))
            lines.append([*([_word(indent)] if indent else []), *self._taken(), *words])
        inlines: list[Node] = []
        for index, words in enumerate(lines):
            inlines += [*([{"t": "LineBreak"}] if index else []), *words]
        return [_styled("Verse", [_block("Para", inlines)])] if inlines else []

    def _list(self, node: etree._Element) -> Node:
        numbers, first, counted = numbering(node)
        items = []
        for number, item in zip(numbers, node, strict=True):
            blocks = self._blocks(item)
            if number and not counted and blocks and blocks[0]["t"] == "Para":
                blocks[0]["c"][:0] = [*_words(number), {"t": "Space"}]
            items.append(blocks)
        if counted:
            return _block("OrderedList", [[first, {"t": "Decimal"}, {"t": "Period"}], items])
        return _block("BulletList", items)

    def _terms(self, node: etree._Element) -> Node:
        entries: list[list[Any]] = []
        for part in node:
            if part.tag == "term":
                entries.append([[*self._taken(), *self._languages(part, self._trimmed(part))], []])
            elif part.tag == "meaning":
                if not entries:
                    entries.append([[], []])
                entries[-1][1].append(self._blocks(part))
            else:
                self._block(part, str(part.tag))
        return _block("DefinitionList", entries)

    def _table(self, node: etree._Element) -> Node:
        rows = list(node.iterchildren("row"))
        caption: list[Node] = []
        for part in node.iterchildren("caption"):
            caption += [*([{"t": "LineBreak"}] if caption else []), *self._trimmed(part)]
        made = []
        for row in rows:
            cells = [
                [
                    _NOTHING,
                    {"t": "AlignDefault"},
                    int(cell.get("rows") or 1),
                    int(cell.get("cols") or 1),
                    self._blocks(cell),
                ]
                for cell in row
            ]
            made.append([_NOTHING, cells])
        head = made[:1] if rows and rows[0].get("label") else []
        width = _width(rows)
        columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * width
        caption_blocks = [_block("Plain", caption)] if caption else []
        bodies = [[_NOTHING, 0, [], made[len(head) :]]]
        return _block("Table", [_NOTHING, [None, caption_blocks], columns, [_NOTHING, head], bodies, [_NOTHING, []]])

    def _figure(self, node: etree._Element) -> list[Node]:
        images = [part for image in node.iterchildren("image") for part in self._image(image)]
        found = [_styled("Figure", [_block("Para", [*self._taken(), *images])])] if images else []
        rest = [part for child in node if child.tag != "image" for part in self._block(child, str(child.tag))]
        return [*found, *([_styled("Image Caption", rest)] if rest else [])]

    def _image(self, node: etree._Element) -> list[Node]:
        _, url = picture(node.get("src", ""))
        path = self._images.get(url)
        if path is None:
            return []  # the checks have a finding for it (missing-image)
        if url not in self._drawn:
            data = _drawn(path)
            self._drawn[url] = (
                f"picture-{len(self._drawn) + 1}{path.suffix.lower() if path.suffix.lower() in _PICTURES else '.png'}"
            )
            if data:
                self.pictures[self._drawn[url]] = data
            else:
                self.strange.append(url)
        name = self._drawn[url]
        if name not in self.pictures:
            return []
        return [{"t": "Image", "c": [_NOTHING, _words(node.get("alt", "")), [name, ""]]}]

    def _taken(self) -> list[Node]:
        pending, self._pending = self._pending, []
        return pending

    def _page(self, node: etree._Element) -> Node:
        return {"t": "Span", "c": [[self._places.pages[node], [], []], []]}

    def _languages(self, node: etree._Element, words: list[Node]) -> list[Node]:
        language = node.get("lang")
        return [{"t": "Span", "c": [["", [], [["lang", language]]], words]}] if language and words else words

    def _trimmed(self, node: etree._Element) -> list[Node]:
        return _trimmed(self._line(node))

    def _line(self, node: etree._Element) -> list[Node]:
        if self._depth > _DEEPEST:
            return _words("".join(map(str, node.itertext())))
        self._depth += 1
        found = _words(node.text or "")
        for child in node:
            found += [*self._inline(child, str(child.tag)), *_words(child.tail or "")]
        self._depth -= 1
        return found

    def _inline(self, node: etree._Element, name: str) -> list[Node]:
        kinds = {"i": "Emph", "b": "Strong", "sup": "Superscript", "sub": "Subscript", "caps": "SmallCaps",
                 "under": "Underline", "struck": "Strikeout"}  # fmt: skip
        if name in kinds:
            return [{"t": kinds[name], "c": self._languages(node, self._line(node))}]
        if name == "code":
            return [{"t": "Span", "c": [["", [], [["custom-style", "Verbatim Char"]]], self._line(node)]}]
        if name == "a":
            place = self._places.ids.get(node.get("to", ""))
            target = f"#{place}" if place else node.get("href", "")
            return [{"t": "Link", "c": [_NOTHING, self._line(node), [target, ""]]}] if target else self._line(node)
        if name == "fn":
            note = self._notes[node.get("note", "")]
            self.notes.note(node.get("label", ""))
            depth, self._depth = self._depth, 1
            blocks = self._blocks(note) or [_block("Para", [])]
            self._depth = depth
            return [{"t": "Note", "c": blocks}]
        if name == "mark":
            style = [["custom-style", "Footnote Reference"]]
            return [{"t": "Span", "c": [["", [], style], _words(node.get("label", ""))]}]
        if name == "br":
            return [{"t": "LineBreak"}]
        if name == "page":
            return [self._page(node)]
        if name == "image":
            return self._image(node)
        return self._languages(node, self._line(node))


def _drawn(path: Path) -> bytes:
    """A picture of a kind that Word shows; empty where it cannot be read."""
    if path.suffix.lower() in _PICTURES:
        return path.read_bytes()
    import typst

    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        name = f"picture{path.suffix.lower()}"
        (Path(folder) / name).write_bytes(path.read_bytes())
        source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{name}")'
        (Path(folder) / "page.typ").write_text(source, encoding="utf-8")
        try:
            drawn = typst.compile(
                str(Path(folder) / "page.typ"), root=folder, format="png", ppi=_DOTS, ignore_system_fonts=True
            )
        except typst.TypstError:
            return b""
    return bytes(drawn[0] if isinstance(drawn, list) else drawn)


def _width(rows: list[etree._Element]) -> int:
    """How many columns a table has; cells over several rows count in those too."""
    widest = 1
    open_cells: list[list[int]] = []
    for row in rows:
        width = sum(cols for cols, _ in open_cells) + sum(int(cell.get("cols") or 1) for cell in row)
        widest = max(widest, width)
        open_cells = [[cols, left - 1] for cols, left in open_cells if left > 1]
        open_cells += [
            [int(cell.get("cols") or 1), int(cell.get("rows") or 1) - 1]
            for cell in row
            if int(cell.get("rows") or 1) > 1
        ]
    return widest


def _block(kind: str, content: Any) -> Node:
    return {"t": kind, "c": content}


def _styled(style: str, blocks: list[Node]) -> Node:
    return _block("Div", [["", [], [["custom-style", style]]], blocks])


def _word(text: str) -> Node:
    return {"t": "Str", "c": text}


def _words(text: str) -> list[Node]:
    parts = _SPACE.split(text) if text else []
    return [{"t": "Space"} if index % 2 else _word(part) for index, part in enumerate(parts) if part]


def _trimmed(inlines: list[Node]) -> list[Node]:
    """Inlines without space at either end, and with one space where there were more."""
    kept: list[Node] = []
    for inline in inlines:
        if inline["t"] == "Space" and (not kept or kept[-1]["t"] in ("Space", "LineBreak")):
            continue
        if inline["t"] == "LineBreak" and kept and kept[-1]["t"] == "Space":
            kept.pop()
        kept.append(inline)
    while kept and kept[-1]["t"] in ("Space", "LineBreak"):
        kept.pop()
    return kept

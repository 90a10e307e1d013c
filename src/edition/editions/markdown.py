"""Markdown: the reading text in CommonMark with what pandoc adds to it: footnotes, verse, tables, definition lists.

In: the normalised tree. Out: ``Result[Rendered]``: one file, UTF-8, a paragraph a line, its pictures beside it, and its
own words block by block. xslt/document makes the tree that is written here; what is no word of the text stands between
non-characters until the end, so that the words can be told apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from lxml import etree

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered
from edition.editions.marking import emphasised, escaped, finished, own
from edition.editions.places import Places, numbering, picture, read

__all__ = ["render"]

_OURS: Final = re.compile("\ufdd0[^\ufdd1]*\ufdd1")
_SIGNS: Final = re.compile("[\ufdd0\ufdd1]")
#: So deep an element is words only: no book has such a one.
_DEEPEST: Final = 60
#: A forced line end, and what the next line of a quotation or a list begins with.
_BROKEN: Final = re.compile(r"\\\n[> ]*")


def render(
    tree: saxon.Tree, parameters: Mapping[str, str | int | bool], *, custom: Path | None = None
) -> Result[Rendered]:
    """The Markdown of one text."""
    made = saxon.render("document", tree, parameters, custom=custom)
    files: dict[str, bytes] = {}
    words: list[str] = []
    assets: dict[str, str] = {}
    for name, content in made.value.items():
        writer = _Writer(read(content))
        text = writer.whole()
        words.extend(line for line in _BROKEN.sub(" ", _OURS.sub(" ", text)).split("\n") if line.strip())
        files[f"{name}.md"] = _SIGNS.sub("", text).encode("utf-8")
        assets |= writer.assets
    return Result(Rendered(files, tuple(words), assets), made.diagnostics)


class _Writer:
    """Writes a document; ``assets`` are the pictures that it names."""

    def __init__(self, root: etree._Element) -> None:
        self.assets: dict[str, str] = {}
        self._root = root
        self._places = Places(root)
        self._pending = ""
        self._depth = 0

    def whole(self) -> str:
        """The file."""
        root = self._root
        body = root.find("body")
        blocks = [self._header(), *(self._blocks(body) if body is not None else ())]
        for note in root.iterchildren("note"):
            if note.get("inner") is None:
                inner = self._blocks(note) or [""]
                mark = own(f"[^{self._places.notes[note.get('id', '')]}]: ")
                blocks.append(_hanging("\n\n".join(inner), mark, 4))
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _header(self) -> str:
        """What pandoc and others read about a file."""
        root = self._root

        def value(text: str) -> str:
            return json.dumps(escaped(" ".join(text.split())), ensure_ascii=False)

        lines = ["---", f"title: {value(root.get('title', ''))}"]
        for name in ("author", "translator"):
            named = [value(node.text or "") for node in root.iterchildren(name)]
            lines += [f"{name}:", *(f"  - {one}" for one in named)] if named else []
        return "\n".join(own(line) for line in [*lines, f"lang: {value(root.get('lang', ''))}", "---"])

    def _blocks(self, parent: etree._Element) -> list[str]:
        found: list[str] = []
        before = ""
        self._depth += 1
        for node in parent:
            name = str(node.tag)
            if name in ("note", "image") and parent.tag == "document":
                continue
            made = self._block(node, name)
            if not made:
                continue
            # Two lists, or two quotations, that follow each other would be one.
            if name == before and name in ("list", "quote", "terms", "verse", "table"):
                found.append("<!-- -->" if name != "verse" else own("<!-- -->"))
            found.append(made)
            before = name
        self._depth -= 1
        if self._pending and self._depth == 0:
            found.append(self._taken())
        return found

    def _block(self, node: etree._Element, name: str) -> str:
        if name == "page":
            self._pending += self._page(node)
            return ""
        if name in ("group",) and self._depth <= _DEEPEST:
            return "\n\n".join(self._blocks(node))
        if self._depth > _DEEPEST:
            return finished(escaped(" ".join("".join(map(str, node.itertext())).split())))
        if name == "head":
            words = finished(self._line(node)).replace("\\\n", " ")
            return own("#" * int(node.get("level", "1")) + " ") + self._taken() + self._anchor(node) + words
        if name == "p":
            return self._taken() + self._paragraph(node)
        before = self._taken()
        made = {
            "quote": self._quote,
            "verse": self._verse,
            "list": self._list,
            "terms": self._terms,
            "table": self._table,
            "figure": self._figure,
            "rule": _rule,
            "image": self._image,
        }[name](node)
        return f"{before}\n\n{made}" if before else made

    def _taken(self) -> str:
        """The pages that began between blocks: they stand at the beginning of the next."""
        pending, self._pending = self._pending, ""
        return pending

    def _page(self, node: etree._Element) -> str:
        return own(f'<span id="{self._places.pages[node]}"></span>')

    def _anchor(self, node: etree._Element) -> str:
        return own(f'<span id="{self._places.ids[node.get("id", "")]}"></span>') if node.get("id") else ""

    def _paragraph(self, node: etree._Element) -> str:
        words = self._line(node)
        kind = node.get("kind", "")
        if kind in ("title", "minor", "speaker"):
            words = emphasised(words, "b")
        elif kind == "stage":
            words = emphasised(words, "i")
        return finished(words)

    def _quote(self, node: etree._Element) -> str:
        lines = "\n\n".join(self._blocks(node)).split("\n")
        return "\n".join(f"> {line}".rstrip() for line in lines)

    def _verse(self, node: etree._Element) -> str:
        lines = []
        for line in node:
            if line.tag == "page":
                self._pending += self._page(line)
                continue
            indent = min(int(line.get("indent") or 0), 12)
            words = self._taken() + finished(self._line(line), starts=False)
            lines += [f"| {'  ' * indent}{part}" for part in words.split("\\\n")]
        return "\n".join(lines)

    def _list(self, node: etree._Element) -> str:
        numbers, first, counted = numbering(node)
        items = []
        for index, item in enumerate(node):
            inner = "\n\n".join(self._blocks(item))
            if not inner:
                continue
            if counted:
                mark = f"{first + index}."
            else:
                mark = "-"
                if numbers[index]:
                    inner = own(finished(escaped(f"{numbers[index]} "))) + " " + inner
            items.append(_hanging(inner, own(mark + " " * max(1, 4 - len(mark))), max(4, len(mark) + 1)))
        return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)

    def _terms(self, node: etree._Element) -> str:
        entries: list[str] = []
        previous = ""
        for part in node:
            if part.tag == "term":
                if previous == "term":  # nothing is said of the term before
                    entries.append("")
                entries.append(self._taken() + finished(self._line(part)).replace("\\\n", " "))
            elif part.tag == "meaning":
                inner = _hanging("\n\n".join(self._blocks(part)), own(":   "), 4)
                if previous and entries:
                    entries[-1] += "\n\n" + inner
                else:
                    entries.append(inner[4:])
            previous = str(part.tag)
        return "\n\n".join(entry for entry in entries if entry)

    def _table(self, node: etree._Element) -> str:
        rows = list(node.iterchildren("row"))
        captions = [finished(self._line(caption), starts=False) for caption in node.iterchildren("caption")]
        caption = " ".join(captions).replace("\\\n", " ")
        simple = rows and all(
            cell.get("cols") == cell.get("rows") == "1" and len(cell) <= 1 and all(p.tag == "p" for p in cell)
            and cell.find(".//br") is None and cell.find(".//page") is None and cell.find(".//image") is None
            for row in rows for cell in row
        )  # fmt: skip
        if not simple:
            return self._wide_table(rows, caption)
        cells = [[finished(self._line(cell[0]), starts=False) if len(cell) else "" for cell in row] for row in rows]
        width = max(1, *map(len, cells))
        cells = [row + [""] * (width - len(row)) for row in cells]
        head = cells.pop(0) if rows[0].get("label") else [""] * width
        lines = [head, ["---"] * width, *cells]
        table = "\n".join(f"| {' | '.join(row)} |" for row in lines)
        return f"{table}\n\n: {caption}" if caption else table

    def _wide_table(self, rows: list[etree._Element], caption: str) -> str:
        """A table with cells over several rows or columns, or with blocks in them: as HTML."""
        parts = [own("<table>")]
        if caption:
            parts += [own("<caption>"), caption, own("</caption>")]
        for row in rows:
            parts.append(own("<tr>"))
            for cell in row:
                name = "th" if row.get("label") or cell.get("label") else "td"
                spans = "".join(
                    f' {long}span="{cell.get(short)}"'
                    for short, long in (("cols", "col"), ("rows", "row"))
                    if cell.get(short) != "1"
                )
                parts += [own(f"<{name}{spans}>"), *self._blocks(cell), own(f"</{name}>")]
            parts.append(own("</tr>"))
        return "\n\n".join([*parts, own("</table>")])

    def _figure(self, node: etree._Element) -> str:
        images = [self._image(image) for image in node.iterchildren("image")]
        for image in list(node.iterchildren("image")):
            node.remove(image)
        blocks = self._blocks(node)
        if images and blocks and node[0].tag == "p":
            blocks[0] = "\\\n".join(
                [*images, blocks[0]]
            )  # in one paragraph, else pandoc takes the words for its caption
            return "\n\n".join(blocks)
        alone = own("<!-- -->") if images else ""  # in a paragraph with something, else pandoc prints its description
        return "\n\n".join(block for block in ["\\\n".join(images) + alone, *blocks] if block)

    def _image(self, node: etree._Element) -> str:
        target, url = picture(node.get("src", ""))
        self.assets[target] = url
        alt = finished(escaped(node.get("alt", "")), starts=False)
        return own(f"![{alt}]({quote(target, safe='/%')})")

    def _line(self, node: etree._Element) -> str:
        """The words of an element, with the signs of what stands in a line."""
        if self._depth > _DEEPEST:
            return escaped("".join(map(str, node.itertext())))
        self._depth += 1
        parts = [escaped(node.text or "")]
        for child in node:
            parts.extend((self._inline(child, str(child.tag)), escaped(child.tail or "")))
        self._depth -= 1
        return "".join(parts)

    def _inline(self, node: etree._Element, name: str) -> str:
        if name in ("i", "b"):
            return emphasised(self._line(node), name)
        if name in ("sup", "sub"):
            sign = own("^" if name == "sup" else "~")
            words = re.sub(r"\s+", own("\\\\") + " ", finished(self._line(node), starts=False))
            return f"{sign}{words}{sign}" if words else ""
        if name == "struck":
            words = finished(self._line(node), starts=False)
            return own("~~") + words + own("~~") if words else ""
        if name in ("caps", "under"):
            kind = "smallcaps" if name == "caps" else "underline"
            return own(f'<span class="{kind}">') + self._line(node) + own("</span>")
        if name == "code" and len(node) == 0 and (node.text or "").strip():
            return self._code(" ".join((node.text or "").split()))
        if name == "a":
            href = f"#{self._places.ids.get(node.get('to', ''), '')}" if node.get("to") else node.get("href", "")
            address = quote(href, safe="/:?#@!$&'*+,;=%~-._[]")
            return own("[") + self._line(node) + own(f"]({address})") if len(href) > 1 else self._line(node)
        special: dict[str, Callable[[], str]] = {
            "br": lambda: "\ufdd6",
            "page": lambda: self._page(node),
            "fn": lambda: own(f"[^{self._places.notes[node.get('note', '')]}]"),
            "mark": lambda: own(escaped(f"[{node.get('label', '')}]")),
            "own": lambda: own(escaped("".join(map(str, node.itertext())))),
            "image": lambda: self._image(node),
        }
        return special[name]() if name in special else self._line(node)

    def _code(self, words: str) -> str:
        longest = max((len(run) for run in re.findall("`+", words)), default=0)
        sign = own("`" * (longest + 1))
        space = " " if longest else ""
        return f"{sign}{space}{words}{space}{sign}"


def _rule(_node: etree._Element) -> str:
    return "* * *"


def _hanging(text: str, mark: str, width: int) -> str:
    """A text behind a mark, its further lines set in."""
    lines = text.split("\n")
    return "\n".join([mark + lines[0], *(f"{' ' * width}{line}" if line else "" for line in lines[1:])])

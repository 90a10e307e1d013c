"""Pandoc's tree made plain: what it says in its own ways is said in one, and what is no text is taken out and told.

In: a tree and a context. Out: the tree. Tracked changes are accepted, comments taken out, marks of our own preparation
(see ``opendocument``, ``web``) become styles, notes, page breaks; wrappers of styles that say nothing are removed;
title, author and date of styled paragraphs become metadata. Every word that goes is listed: ``account`` compares.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote

from edition.diagnostic import Severity
from edition.sources.pandoc.context import Context
from edition.sources.pandoc.opendocument import MARK
from edition.sources.pandoc.styles import role_of_style
from edition.sources.pandoc.tree import Ast, Attr, Tree, attr_of, content_of, is_blank, plain, trim

__all__ = ["normalise"]

_WITH_INLINES: Final = frozenset(
    ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Para", "Plain")
)
_FIELDS: Final = frozenset(("title", "subtitle", "author", "date"))


def normalise(tree: Tree, context: Context) -> Tree:
    """The tree in one way of saying things."""
    work = _Normal(context)
    blocks = work.blocks(tree.blocks)
    blocks = [*work.fields(blocks, tree.meta), *work.unmarked()]
    return Tree(tree.meta, blocks, tree.illegal)


def _element(kind: str, content: Any) -> Ast:
    return {"t": kind, "c": content}


class _Normal:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.notes: dict[str, list[Ast]] = {}
        self.used: set[str] = set()

    # Blocks

    def blocks(self, blocks: list[Ast]) -> list[Ast]:
        """The blocks of one level. Notes that stand at the end of a page are collected before their marks are met."""
        for block in blocks:
            if block["t"] == "Div":
                attr = attr_of(block["c"][0])
                if "edition-note" in attr.classes:
                    self.notes[attr.pairs.get("number", "")] = block["c"][1]
        out: list[Ast] = []
        for block in blocks:
            for one in self.block(block):
                if _is_caption(one) and out and _is_picture(out[-1]):
                    # A picture and the caption below it, as word processors have them.
                    out[-1] = _element("Figure", [["", [], []], [None, one["c"][1]], [out[-1]]])
                else:
                    out.append(one)
        return out

    def block(self, block: Ast) -> list[Ast]:
        kind, content = block["t"], content_of(block)
        if kind in ("Para", "Plain"):
            return self._paragraph(kind, content)
        if kind == "Header":
            return [_element("Header", [content[0], content[1], trim(self.inlines(content[2]))])]
        if kind == "LineBlock":
            return [_element("LineBlock", [self.inlines(line) for line in content])]
        if kind == "BlockQuote":
            return [_element("BlockQuote", self.blocks(content))]
        if kind == "Div":
            return self._division(content)
        if kind in ("BulletList", "OrderedList"):
            items = [self.blocks(item) for item in (content if kind == "BulletList" else content[1])]
            if items and all(item and all(one["t"] == "Header" for one in item) for item in items):
                # Numbered headings of a word processor are lists of headings.
                return [one for item in items for one in item]
            items = [item for item in items if item]
            return [_element(kind, items if kind == "BulletList" else [content[0], items])] if items else []
        if kind == "DefinitionList":
            return [
                _element(
                    kind, [[trim(self.inlines(term)), [self.blocks(one) for one in said]] for term, said in content]
                )
            ]
        if kind == "Table":
            attr, caption, columns, head, bodies, foot = content
            return [
                _element(
                    "Table",
                    [
                        attr, [caption[0], self.blocks(caption[1])], columns, [head[0], self._rows(head[1])],
                        [[one[0], one[1], self._rows(one[2]), self._rows(one[3])] for one in bodies],
                        [foot[0], self._rows(foot[1])],
                    ],
                )
            ]  # fmt: skip
        if kind == "Figure":
            attr, caption, inner = content
            return [_element("Figure", [attr, [caption[0], self.blocks(caption[1])], self.blocks(inner)])]
        return [block]

    def _rows(self, rows: list[Any]) -> list[Any]:
        return [[row[0], [[*cell[:4], self.blocks(cell[4])] for cell in row[1]]] for row in rows]

    def _paragraph(self, kind: str, content: list[Ast]) -> list[Ast]:
        style = ""
        kept: list[Ast] = []
        for inline in content:
            mark = _mark_of(inline)
            if mark.startswith("p:") and is_blank(inline["c"][1]):
                style = style or mark[2:]
            else:
                kept.append(inline)
        inlines = trim(self.inlines(kept))
        if is_blank(inlines):
            anchors = [one for one in inlines if one["t"] == "Span" and one["c"][0][0]]
            return [_element("Anchor", one["c"][0][0]) for one in anchors]
        paragraph = _element(kind, inlines)
        if style:
            return self._division([["", [], [["custom-style", style]]], [paragraph]], done=True)
        return [paragraph]

    def _division(self, content: Any, *, done: bool = False) -> list[Ast]:
        """A division of pandoc's: a style of paragraphs, a class. Those that say nothing are opened."""
        attr = attr_of(content[0])
        if "edition-note" in attr.classes:
            return []
        blocks = content[1] if done else self.blocks(content[1])
        role = self._role(attr)
        language = attr.pairs.get("lang", "")
        if attr.classes and role == "plain" and not attr.style:
            role = ""
        known = role and role != "plain"
        if known or (attr.classes and not attr.style) or language or (attr.style and role != "plain"):
            classes = [role] if known else [name for name in attr.classes if role_of_style(name) != "plain"]
            if role == "quote" and len(blocks) == 1 and blocks[0]["t"] == "BlockQuote":
                blocks = blocks[0]["c"]
            if classes or language or attr.style:
                pairs = [[key, value] for key, value in attr.pairs.items() if key not in ("custom-style",)]
                name = attr.style if attr.style and not known else ""
                return [
                    _element(
                        "Div", [[attr.identifier, classes, [*pairs, *([["style", name]] if name else [])]], blocks]
                    )
                ]
        anchor = [_element("Anchor", attr.identifier)] if attr.identifier else []
        return [*anchor, *blocks]

    @staticmethod
    def _role(attr: Attr) -> str:
        for name in (attr.style, *attr.classes):
            if name and (role := role_of_style(name)):
                return role
        return ""

    def unmarked(self) -> list[Ast]:
        """Notes that only other notes lead to, in a circle: they stay where a reader finds them."""
        found: list[Ast] = []
        for number, blocks in self.notes.items():
            if number not in self.used:
                self.used.add(number)
                found += self.blocks(blocks)
        return [_element("Div", [["", ["residue"], []], found])] if found else []

    # Inlines

    def inlines(self, inlines: list[Ast]) -> list[Ast]:
        out: list[Ast] = []
        for inline in inlines:
            out += self.inline(inline)
        return out

    def inline(self, inline: Ast) -> list[Ast]:
        kind, content = inline["t"], content_of(inline)
        if kind in _WITH_INLINES:
            return [_element(kind, self.inlines(content))]
        if kind in ("Quoted", "Cite"):
            return [_element(kind, [content[0], self.inlines(content[1])])]
        if kind == "Note":
            return [_element("Note", self.blocks(content))]
        if kind == "Span":
            return self._span(attr_of(content[0]), content)
        if kind == "Link":
            mark = _mark_of(inline)
            if not mark:
                return [_element(kind, [content[0], self.inlines(content[1]), content[2]])]
            inner = self.inlines(content[1])
            if mark == "formula":
                return [_element("Span", [["", ["formula"], []], inner])]
            if mark.startswith("w:"):
                return [_element("Span", [["", [], [["custom-style", mark[2:]]]], inner])]
            if mark.startswith("r:"):
                return [_element("Span", [["", mark[2:].split(), []], inner])]
            return inner
        if kind == "Image":
            return [_element(kind, [content[0], self.inlines(content[1]), content[2]])]
        return [inline]

    def _span(self, attr: Attr, content: Any) -> list[Ast]:
        classes = set(attr.classes)
        if "edition-mark" in classes:
            number = attr.pairs.get("number", "")
            blocks = [] if number in self.used else self.notes.get(number, [])
            self.used.add(number)
            anchor = [_element("Span", [[attr.identifier, [], []], []])] if attr.identifier else []
            return [*anchor, _element("Note", self.blocks(blocks))]
        if "edition-pb" in classes:
            return [_element("Span", content)]
        if classes & {"comment-start", "comment-end"}:
            self._comment(attr, content[1])
            return []
        if classes & {"deletion", "insertion", "paragraph-deletion", "paragraph-insertion"}:
            return self._change(attr, content[1])
        inner = self.inlines(content[1])
        if attr.style and role_of_style(attr.style) == "plain":
            attr = Attr(attr.identifier, attr.classes, {k: v for k, v in attr.pairs.items() if k != "custom-style"})
        if attr.identifier and "anchor" in classes:
            classes -= {"anchor"}
        if not classes and not attr.pairs:
            return [_element("Span", [[attr.identifier, [], []], []]), *inner] if attr.identifier else inner
        names = [name for name in attr.classes if name in classes]
        return [_element("Span", [[attr.identifier, names, [list(pair) for pair in attr.pairs.items()]], inner])]

    def _comment(self, attr: Attr, inlines: list[Ast]) -> None:
        words = plain(inlines)
        if "comment-end" in attr.classes and not words:
            return
        self.context.comments.append(
            {"author": attr.pairs.get("author", ""), "date": attr.pairs.get("date", "")[:10], "text": words}
        )
        self.context.furniture["comments"].append(words)
        self.context.doubt(
            "comment-left-out",
            f'comments: "{words[:80]}"',
            words,
            "make a note of it by hand, if it belongs to the edition",
            decision="left out, and listed in the report",
            cert="high",
            severity=Severity.INFO,
        )

    def _change(self, attr: Attr, inlines: list[Ast]) -> list[Ast]:
        """A tracked change is accepted: what was added is text, what was struck out is not."""
        kept = "insertion" in attr.classes or "paragraph-insertion" in attr.classes
        words = plain(inlines)
        kind = "insertion" if kept else "deletion"
        if words:
            self.context.changes.append(
                {
                    "kind": kind,
                    "author": attr.pairs.get("author", ""),
                    "date": attr.pairs.get("date", "")[:10],
                    "text": words,
                }
            )
            if not kept:
                self.context.furniture["deleted text"].append(words)
                self.context.doubt(
                    "change-accepted",
                    f'a tracked change was accepted: "{words[:80]}" was struck out',
                    words,
                    "accept or reject the changes in the word processor, and import again",
                    decision="left out, and listed in the report",
                    cert="high",
                    severity=Severity.INFO,
                )
            else:
                self.context.counts["insertions"] += 1
        return self.inlines(inlines) if kept else []

    # Metadata

    def fields(self, blocks: list[Ast], meta: dict[str, Ast]) -> list[Ast]:
        """Title, author and date that styled paragraphs at the head of the document give, as metadata."""
        out: list[Ast] = []
        opening = True
        for block in blocks:
            role = block["c"][0][1][0] if block["t"] == "Div" and block["c"][0][1] else ""
            if opening and role in _FIELDS and all(one["t"] in ("Para", "Plain") for one in block["c"][1]):
                for one in block["c"][1]:
                    self._field(role, one["c"], meta)
                    self.context.moved.append(one["c"])
                continue
            if role == "abstract-title":
                self.context.furniture["head of the abstract"].append(plain(block["c"][1]))
                continue
            opening = opening and block["t"] in ("Anchor", "Div")
            out.append(block)
        return out

    @staticmethod
    def _field(role: str, inlines: list[Ast], meta: dict[str, Ast]) -> None:
        said = _element("MetaInlines", inlines)
        if role == "author" and role in meta:
            have = meta[role]["c"] if meta[role]["t"] == "MetaList" else [meta[role]]
            meta[role] = _element("MetaList", [*have, said])
        elif role in meta and meta[role]["t"] == "MetaInlines":
            meta[role] = _element("MetaInlines", [*meta[role]["c"], {"t": "LineBreak"}, *inlines])
        else:
            meta[role] = said


def _is_caption(block: Ast) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][1][:1] == ["caption"])


def _is_picture(block: Ast) -> bool:
    if block["t"] == "Div" and len(block["c"][1]) == 1:
        block = block["c"][1][0]
    return block["t"] in ("Para", "Plain") and [one["t"] for one in block["c"]] == ["Image"]


def _mark_of(inline: Ast) -> str:
    """What a link of our own making says; empty for any other inline."""
    if inline["t"] == "Link" and str(inline["c"][2][0]).startswith(MARK):
        return unquote(str(inline["c"][2][0])[len(MARK) :])
    return ""

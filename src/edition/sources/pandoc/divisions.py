"""Headings to divisions: the flat blocks of a document as nested divisions with heads and ids.

In: blocks. Out: ``Section`` values, and the ``front``, ``body`` and ``back`` made of them. A division of pandoc's that
holds headings is opened first. A document without headings whose bold short paragraphs look like some is divided by
these, and each is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.diagnostic import Severity
from edition.sources.pandoc.blocks import encode_blocks, finish_notes
from edition.sources.pandoc.context import Context
from edition.sources.pandoc.inlines import encode
from edition.sources.pandoc.tree import Ast, attr_of, plain
from edition.sources.plaintext.profile import BACK_KINDS, FRONT_KINDS, Profile, fold, kind_of
from edition.sources.plaintext.tree import Node

__all__ = ["Section", "divide", "encode_divisions"]

#: The longest paragraph that may be a heading by its look.
_LONGEST: Final = 120


@dataclass(slots=True)
class Section:
    """A division to be: the level of its heading (0: none), its words, its own blocks, and the divisions in it."""

    level: int
    head: list[Ast]
    identifier: str = ""
    kind: str = ""
    id: str = ""
    place: str = "body"
    number: int | None = None
    blocks: list[Ast] = field(default_factory=list)
    parts: list[Section] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words of its heading."""
        return plain(self.head)


def _opened(blocks: Sequence[Ast]) -> list[Ast]:
    """Blocks without the divisions that hold headings; what such a division was called leads to what it held."""
    out: list[Ast] = []
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][1][:1] != ["letter"] and _holds_heading(block["c"][1]):
            if block["c"][0][0]:
                out.append({"t": "Anchor", "c": block["c"][0][0]})
            out += _opened(block["c"][1])
        else:
            out.append(block)
    return out


def _holds_heading(blocks: Sequence[Ast]) -> bool:
    return any(block["t"] == "Header" or (block["t"] == "Div" and _holds_heading(block["c"][1])) for block in blocks)


def divide(blocks: Sequence[Ast], context: Context, profile: Profile, titles: Sequence[str]) -> list[Section]:
    """The divisions of a document; ``titles`` are its title, which may stand as its first heading."""
    flat = _opened(blocks)
    if not any(block["t"] == "Header" for block in flat):
        flat = _by_look(flat, context)
    flat = _title_apart(flat, context, titles)
    root = Section(0, [])
    stack = [root]
    pending: list[Ast] = []
    for block in flat:
        if block["t"] == "Anchor":
            pending.append(block)
        elif block["t"] == "Header":
            level, attr, head = block["c"]
            while stack[-1].level >= level:
                stack.pop()
            section = Section(int(level), head, attr_of(attr).identifier, blocks=pending)
            stack[-1].parts.append(section)
            stack.append(section)
            pending = []
        else:
            stack[-1].blocks += [*pending, block]
            pending = []
    stack[-1].blocks += pending
    _name(root, profile)
    if root.blocks and any(block["t"] != "Anchor" for block in root.blocks):
        kind = "text" if not root.parts else "preliminary"
        root.parts.insert(0, Section(1, [], kind=kind, id=kind, place="body", blocks=root.blocks))
        if kind == "text":
            context.doubt(
                "no-headings",
                "no headings were found: the whole text is one division",
                plain(root.blocks),
                "give the heads of chapters a style of headings in the word processor, or # in Markdown",
                decision="one division",
            )
    return root.parts


def _title_apart(blocks: list[Ast], context: Context, titles: Sequence[str]) -> list[Ast]:
    """The first heading taken for the title of the whole where it is: equal to it, or alone on its level above all."""
    heads = [n for n, block in enumerate(blocks) if block["t"] == "Header"]
    if not heads or any(block["t"] != "Anchor" for block in blocks[: heads[0]]):
        return blocks
    first = blocks[heads[0]]
    level, words = first["c"][0], plain(first["c"][2])
    others = [blocks[n]["c"][0] for n in heads[1:]]
    equal = bool(titles) and fold(words) == fold(titles[0]) and bool(others)
    alone = not titles and bool(others) and all(other > level for other in others)
    if not (equal or alone):
        return blocks
    context.detect("title", words, "the first heading is the title of the whole, not of a chapter")
    return [{"t": "Title", "c": first["c"]}, *blocks[: heads[0]], *blocks[heads[0] + 1 :]]


def _by_look(blocks: list[Ast], context: Context) -> list[Ast]:
    """Bold short paragraphs made headings, where there are at least two and text after each."""
    found = []
    for n, block in enumerate(blocks[:-1]):
        if block["t"] not in ("Para", "Plain"):
            continue
        words = plain(block["c"])
        bold = all(one["t"] in ("Strong", "Space", "SoftBreak", "LineBreak") for one in block["c"])
        named = re.fullmatch(
            r"(chapter|kapitel|chapitre|part|teil|book|buch|глава|часть)\s+[\dIVXLC]+\.?.*", words, re.I
        )
        if ((bold or named) and 0 < len(words) <= _LONGEST and not words.endswith((".", ",", ";", ":"))) or (
            named and len(words) <= _LONGEST
        ):
            found.append(n)
    # Two in a row are lines of a list of contents, or of a title page.
    found = [n for n in found if n + 1 not in found]
    if len(found) < 2:
        return blocks
    out: list[Ast] = []
    for n, block in enumerate(blocks):
        if n not in found:
            out.append(block)
            continue
        words = plain(block["c"])
        context.doubt(
            "heading-by-look",
            f'a short bold paragraph was taken for a heading: "{words[:80]}"',
            words,
            "give it a style of headings in the word processor and import again, or make it a paragraph",
            decision="a division of its own",
        )
        inner = [part for one in block["c"] for part in (one["c"] if one["t"] == "Strong" else [one])]
        out.append({"t": "Header", "c": [1, ["", [], []], inner]})
    return out


def _name(root: Section, profile: Profile) -> None:
    """Kind, id and place of every division: chapters are numbered, others are called by their kind."""
    used: set[str] = {"text", "preliminary", "titlepage", "import", "author", "translator", "print", "residue"}
    top = root.parts
    kinds = [kind_of(section.title, profile) for section in top]
    chapters = [n for n, kind in enumerate(kinds) if not kind or kind not in FRONT_KINDS | BACK_KINDS]
    first = chapters[0] if chapters else 0
    last = chapters[-1] if chapters else len(top) - 1
    count = 0
    for n, section in enumerate(top):
        kind = kinds[n]
        if kind in FRONT_KINDS and n < first:
            section.place = "front"
        elif kind in BACK_KINDS and n > last:
            section.place = "back"
        if kind and kind not in ("chapter",):
            section.kind, name = kind, kind
            while name in used:
                name = f"{kind}-{len([one for one in used if one.startswith(kind)]) + 1}"
            section.id = name
        else:
            count += 1
            section.kind, section.number, section.id = "chapter", count, f"ch{count}"
        used.add(section.id)
        _name_below(section)


def _name_below(section: Section) -> None:
    stack = [section]
    while stack:
        above = stack.pop()
        for n, part in enumerate(above.parts, 1):
            part.kind, part.id, part.number = "section", f"{above.id}.{n}", n
            stack.append(part)


def encode_divisions(sections: Sequence[Section], context: Context) -> dict[str, list[Node]]:
    """The divisions of front, body and back."""
    found: dict[str, list[Node]] = {"front": [], "body": [], "back": []}
    for section in sections:
        node = _division(section, context)
        if node.children:
            found[section.place].append(node)
    if not found["body"]:
        place = "front" if found["front"] else "back"
        found["body"], found[place] = found[place], []
    return found


def _division(section: Section, context: Context) -> Node:
    context.section = section.id
    node = Node("div", {"type": section.kind, "xml:id": section.id})
    if section.identifier:
        context.names.setdefault(section.identifier, section.id)
    blocks = list(section.blocks)
    while blocks and blocks[0]["t"] == "Anchor":
        # What leads to a division leads to its head.
        context.names.setdefault(str(blocks.pop(0)["c"]), section.id)
    if section.head:
        head = encode(section.head, context)
        if head:
            node.add(Node("head", {}, head))
    node.add(*encode_blocks(blocks, context))
    finish_notes(context)
    for identifier in context.pending:
        context.names.setdefault(identifier, section.id)
    context.pending.clear()
    node.add(*(_division(part, context) for part in section.parts))
    if node.children and not any(isinstance(child, Node) and child.name != "head" for child in node.children):
        context.doubt(
            "division-empty",
            f'nothing follows the heading "{section.title[:80]}"',
            section.title,
            "is it a heading, or the first line of the next one?",
            decision="a division with a head only",
            severity=Severity.INFO,
        )
    return node

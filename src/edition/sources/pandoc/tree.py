"""Pandoc's document tree as its JSON gives it: reading, walking, and the words in it.

In: the JSON that pandoc writes. Out: a ``Tree`` of blocks and inlines, each a dictionary with the name of its kind
(``t``) and what it holds (``c``). Refuses a tree that is nested beyond any book's depth. Characters that XML cannot
hold become spaces here, and are counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from edition.diagnostic import EditionError

__all__ = [
    "DEPTH",
    "Ast",
    "Attr",
    "Tree",
    "attr_of",
    "content_of",
    "has",
    "is_blank",
    "plain",
    "raw_words",
    "read_tree",
    "strings",
    "trim",
    "walk",
]

#: A block or an inline: ``{"t": kind, "c": content}``.
Ast = dict[str, Any]
#: How deep blocks and inlines may be nested in each other.
DEPTH: Final = 80
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TOO_DEEP: Final = (
    f"quotations, lists or emphasis are nested in each other more than {DEPTH} deep",
    "no book is; look for a damaged part of the document",
)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"</?[A-Za-z!?][^<>]*>|<[!?][^>]*>")


def content_of(node: Ast) -> Any:
    """What a block or an inline holds; None for one that holds nothing, such as a space."""
    return node.get("c")


@dataclass(slots=True)
class Tree:
    """A document: what it says about itself, its blocks, and how many characters were no text."""

    meta: dict[str, Ast]
    blocks: list[Ast]
    illegal: int = 0


@dataclass(frozen=True, slots=True)
class Attr:
    """The attributes of a block or an inline."""

    identifier: str
    classes: tuple[str, ...]
    pairs: dict[str, str]

    @property
    def style(self) -> str:
        """The name that the style has in a word processor; empty where there is none."""
        return self.pairs.get("custom-style", "").strip()


def attr_of(value: Sequence[Any]) -> Attr:
    """Pandoc's triple of identifier, classes and pairs."""
    return Attr(str(value[0]), tuple(value[1]), {str(key): str(text) for key, text in value[2]})


def read_tree(data: bytes) -> Tree:
    """The tree in pandoc's JSON. Raises EditionError for one that is nested too deeply."""
    try:
        document = json.loads(data)
    except RecursionError:
        raise EditionError(*_TOO_DEEP) from None
    found = Tree(document["meta"], document["blocks"])
    _check(found)
    return found


def _check(tree: Tree) -> None:
    """Measure the depth and replace what XML cannot hold, without recursion."""
    stack: list[tuple[Any, int]] = [(tree.blocks, 0), (tree.meta, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > DEPTH:
            raise EditionError(*_TOO_DEEP)
        items: Iterator[tuple[Any, Any]] | enumerate[Any]
        if isinstance(node, dict):
            items, deeper = iter(list(node.items())), depth + ("t" in node)
        else:
            items, deeper = enumerate(node), depth
        for key, value in items:
            if isinstance(value, str):
                clean, count = _ILLEGAL.subn(" ", value)
                if count:
                    node[key] = clean
                    tree.illegal += count
            elif isinstance(value, (dict, list)):
                stack.append((value, deeper))


def walk(node: Any) -> Iterator[Ast]:
    """Every block and inline in and below a node, in document order."""
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            if "t" in one:
                yield one
            stack.extend(reversed([value for value in one.values() if isinstance(value, (dict, list))]))
        elif isinstance(one, list):
            stack.extend(reversed([value for value in one if isinstance(value, (dict, list))]))


def strings(node: Any) -> Iterator[str]:
    """Every string below a node, names of kinds apart: words, attributes, addresses, names of metadata."""
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            if "t" in one:
                stack.append(one.get("c"))
            else:
                stack.extend([*one, *one.values()])
        elif isinstance(one, list):
            stack.extend(one)


def has(node: Any, test: Callable[[Ast], bool]) -> bool:
    """Whether a block or inline of a kind is in or below a node."""
    return any(test(one) for one in walk(node))


def raw_words(form: str, text: str) -> str:
    """The words of raw markup: without tags, comments, scripts where it is HTML; as it stands otherwise."""
    if form not in ("html", "html4", "html5"):
        return text
    return _TAG.sub(" ", _COMMENT.sub(" ", text))


def plain(inlines: Any) -> str:
    """The words of inlines in one line, notes left out."""
    out: list[str] = []
    _plain(inlines, out)
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _plain(node: Any, out: list[str]) -> None:
    if isinstance(node, list):
        for one in node:
            _plain(one, out)
        return
    if not isinstance(node, dict):
        return
    kind, content = node.get("t"), content_of(node)
    if kind == "Str":
        out.append(str(content))
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        out.append(" ")
    elif kind in ("Code", "Math", "CodeBlock"):
        out.append(str(content[1]))
    elif kind in ("RawInline", "RawBlock"):
        out.append(raw_words(*content))
    elif kind in ("Cite", "Quoted", "Span", "Div", "Link", "Image"):
        _plain(content[1], out)
    elif kind == "Header":
        _plain(content[2], out)
    elif kind != "Note":
        _plain(content, out)
    if kind in ("Para", "Plain", "Header", "CodeBlock", "RawBlock"):
        out.append(" ")


def is_blank(inlines: Sequence[Ast]) -> bool:
    """Whether inlines hold nothing that a reader could see."""
    for node in inlines:
        kind = node["t"]
        if kind in ("Space", "SoftBreak", "LineBreak"):
            continue
        if kind == "Str" and not node["c"].strip():
            continue
        if kind in ("Span", "Link") and is_blank(node["c"][1]):
            continue
        if kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps") and is_blank(
            node["c"]
        ):
            continue
        return False
    return True


def trim(inlines: Sequence[Ast]) -> list[Ast]:
    """Inlines without spaces and line breaks at either end."""
    spaces = ("Space", "SoftBreak", "LineBreak")
    first, last = 0, len(inlines)
    anchors: list[Ast] = []
    while first < last and (inlines[first]["t"] in spaces or _is_anchor(inlines[first])):
        if inlines[first]["t"] == "Span":
            anchors.append(inlines[first])
        first += 1
    while last > first and inlines[last - 1]["t"] in spaces:
        last -= 1
    return [*anchors, *inlines[first:last]]


def _is_anchor(inline: Ast) -> bool:
    return bool(inline["t"] == "Span" and not inline["c"][1] and not inline["c"][0][1])

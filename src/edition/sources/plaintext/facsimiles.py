"""Pictures of documents that a scan has read out: rows of blocks in another script than the text's.

In: the nodes of a section. Out: the same, with each such row in a ``figure`` as ``floatingText[@type='facsimile']``,
its caption as the head of the figure; what is struck out there is ``del``, what is raised is ``add``. A single block in
another script is a quotation and stays a paragraph.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.lines import script
from edition.sources.plaintext.tree import Node

__all__ = ["gather_facsimiles"]

#: Blocks in the text's own script that stand inside such a row are short, and few follow each other.
_SHORT: Final = 60
_BETWEEN: Final = 2
#: What explains a facsimile at the end of a division is so short, and so few paragraphs.
_EXPLAINED: Final = 400
_FEW: Final = 4


def gather_facsimiles(division: Node, prefix: str, context: Context) -> None:
    """Put the rows of blocks in another script into figures."""
    _inside_paragraphs(division, context)
    children = division.children
    at = count = 0
    while at < len(children):
        if not _foreign(children[at], context):
            at += 1
            continue
        end = _end(children, at, context)
        row = [child for child in children[at:end] if isinstance(child, Node)]
        foreign = [child for child in row if _foreign(child, context)]
        lines = sum(1 for child in foreign for inner in child.iter() if inner.name == "lb")
        if len(foreign) < 2 and lines < 3:
            at = end
            continue
        head: list[Node | str] = []
        before, after = (children[at - 1] if at else None), (children[end] if end < len(children) else None)
        if (caption := _caption(after)) is not None:
            head, end = [caption], end + 1
        elif (caption := _caption(before)) is not None:
            head, at = [caption], at - 1
        context.counts["facsimiles"] += 1
        count += 1
        name = f"{prefix}.facs{count}"
        for paragraph in row:
            _transcribe(paragraph)
        languages = Counter(child.attributes["xml:lang"] for child in foreign)
        tag = next(
            (tag for tag, _ in languages.most_common() if not tag.startswith("und")), foreign[0].attributes["xml:lang"]
        )
        for paragraph in foreign:
            paragraph.attributes.pop("xml:lang")
        attributes = {"type": "facsimile", "xml:lang": tag}
        text = Node("floatingText", attributes, [Node("body", {}, list(row))])
        said = _said_of_it(children, end)
        children[at : end + len(said)] = [Node("figure", {"xml:id": name}, [*head, text, *said])]
        context.languages.add(tag)
        at += 1


def _said_of_it(children: list[Node | str], start: int) -> list[Node | str]:
    """The paragraphs behind a facsimile that explain it: a few without a note, up to the end of the division."""
    rest = [child for child in children[start:] if not (isinstance(child, Node) and child.name == "pb")]
    told = rest and all(
        isinstance(child, Node)
        and child.name == "p"
        and len(child.text()) <= _EXPLAINED
        and not any(
            inner.name in ("ref", "note", "pb") or inner.attributes.get("rend") == "sup" for inner in child.iter()
        )
        for child in rest
    )
    return children[start:] if told and len(rest) <= _FEW else []


def _foreign_text(child: Node, context: Context) -> bool:
    own = script(child.text())
    return bool(own) and own != context.main_script


def _inside_paragraphs(division: Node, context: Context) -> None:
    """A picture that interrupts a paragraph: what was read out of it stands in its figure already."""
    for figure in division.iter():
        rest = figure.children[1:] if figure.name == "figure" and _has_head(figure) else figure.children
        read = [child for child in rest if isinstance(child, Node)]
        if figure.name != "figure" or not read or not any(_foreign(child, context) for child in read):
            continue
        if any(child.name != "p" for child in read):
            continue
        context.counts["facsimiles"] += 1
        tag = next(child.attributes.pop("xml:lang") for child in read if _foreign(child, context))
        for child in read:
            if child.attributes.get("xml:lang") == tag:
                child.attributes.pop("xml:lang")
            _transcribe(child)
        end = max(n for n, child in enumerate(read) if _foreign_text(child, context)) + 1
        text = Node("floatingText", {"type": "facsimile", "xml:lang": tag}, [Node("body", {}, list(read[:end]))])
        # What follows in the text's own script, as a translation, is said of the picture and does not stand in it.
        figure.children = [*figure.children[: len(figure.children) - len(rest)], text, *read[end:]]


def _has_head(figure: Node) -> bool:
    first = figure.children[0] if figure.children else None
    return isinstance(first, Node) and first.name == "head"


def _foreign(child: Node | str | None, context: Context) -> bool:
    """True for a paragraph that is in another script than the text."""
    if not isinstance(child, Node) or child.name != "p" or "xml:lang" not in child.attributes:
        return False
    own = script(child.text())
    return bool(own) and own != context.main_script


def _end(children: list[Node | str], start: int, context: Context) -> int:
    """Where a row ends: behind its last block in the other script; few short ones of the text's own may lie between."""
    end = at = start + 1
    while at < len(children) and at - end <= _BETWEEN:
        child = children[at]
        at += 1
        if _foreign(child, context) or (isinstance(child, Node) and child.name == "p" and _only_signs(child)):
            end = at
        elif not isinstance(child, Node) or child.name not in ("p", "pb") or not _may_stand_between(child, context):
            break
    return end


def _only_signs(paragraph: Node) -> bool:
    """Numbers and signs without a letter: the stamp of an archive, a page number."""
    return not any(character.isalpha() for character in paragraph.text())


def _may_stand_between(child: Node, context: Context) -> bool:
    """True for a few words in the text's own script, or words in both: a title page has them."""
    text = child.text()
    if len(text) <= _SHORT:
        return True
    return len(text) <= 4 * _SHORT and any(script(word) not in ("", context.main_script) for word in text.split())


def _caption(child: Node | str | None) -> Node | None:
    """The head of a figure that is nothing but a caption."""
    if isinstance(child, Node) and child.name == "figure" and len(child.children) == 1:
        head = child.children[0]
        if isinstance(head, Node) and head.name == "head":
            return head
    return None


def _transcribe(paragraph: Node) -> None:
    for node in paragraph.iter():
        if node.name != "hi":
            continue
        if node.attributes.get("rend") == "strikethrough":
            node.name = "del"
        elif node.attributes.get("rend") == "sup" and any(c.isalpha() for c in node.text()):
            node.name, node.attributes = "add", {"place": "above"}

"""Page numbers of the print that a text carries itself: ``[Pg 12]``, ``[Page 12]``, ``{12}``.

In: the tree. Out: a ``pb`` at each place; the sign is furniture, named to the account by its place. They are taken only
where the book has several of one form whose numbers rise.
"""

from __future__ import annotations

import itertools
import re
from typing import Any, Final

from edition.sources.plaintext.contents import is_roman
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["mark_pages"]

_FORMS: Final = {
    "[Pg 12]": re.compile(r"\[(?:pg|page|p\.|pag\.|seite|s\.|с\.|стр\.) ?(?P<n>\d{1,4}|[ivxlc]{1,7})\]", re.IGNORECASE),
    "{12}": re.compile(r"\{(?:pg|page|p\.)? ?(?P<n>\d{1,4}|[ivxlc]{1,7})\}", re.IGNORECASE),
}
#: So many of one form, and so many of their steps upwards, are page numbers.
_FEWEST: Final = 4
_RISING: Final = 0.9
#: Elements that are nothing but their words: one that held a page number only goes away.
_PLAIN: Final = frozenset(("p", "titlePart", "ab"))


def _value(number: str) -> int:
    return int(number) if number.isdigit() else is_roman(number) - 10_000


def _form(context: Context) -> tuple[str, re.Pattern[str]] | None:
    """The form in which the book has its page numbers, or None."""
    text = "\n".join(context.source.lines)
    for name, pattern in _FORMS.items():
        numbers = [_value(match["n"]) for match in pattern.finditer(text)]
        if len(numbers) < _FEWEST:
            continue
        rising = sum(a < b for a, b in itertools.pairwise(numbers))
        if rising >= _RISING * (len(numbers) - 1):
            context.detect("pages", name, f"{len(numbers)} page numbers of this form, which rise")
            return name, pattern
    return None


def mark_pages(root: Node, context: Context) -> list[dict[str, Any]]:
    """Put the page breaks into the tree; for the report each with its number and line. Empty where there are none."""
    form = _form(context)
    if form is None:
        return []
    found: list[dict[str, Any]] = []
    used = {node.attributes["xml:id"] for node in root.iter() if "xml:id" in node.attributes}
    given = {f"p{node.attributes['n']}": node for node in root.iter() if node.name == "pb" and "n" in node.attributes}
    for node in list(root.iter()):
        children: list[Node | str] = []
        for child in node.children:
            children += _parted(child, form[1], context, found, used, given)
        node.children = children
    _lift(root)
    context.counts["pages"] += len(found)
    return sorted(found, key=lambda page: (page["line"], page["n"]))


def _parted(
    child: Node | str,
    pattern: re.Pattern[str],
    context: Context,
    found: list[dict[str, Any]],
    used: set[str],
    given: dict[str, Node],
) -> list[Node | str]:
    if not isinstance(child, Piece):
        return [child]
    parts: list[Node | str] = []
    at = 0
    for match in pattern.finditer(child):
        start, end = match.span()
        inside = child[start - 1 : start].isalnum() and child[end : end + 1].isalnum()
        name = f"p{match['n'].lower()}"
        attributes = {"n": match["n"], "ed": "#print", "cert": "high"}
        if name in given:
            # The contents list gave this page to a chapter: the number in the text is the truth.
            old = given.pop(name)
            old.name, old.attributes = "", {}
            used.discard(name)
        if name not in used:
            used.add(name)
            attributes["xml:id"] = name
        if inside:
            attributes["break"] = "no"
        if start > at:
            parts.append(child.cut(at, start))
        parts.append(Node("pb", attributes))
        context.spans.append(("page number", child.line, child.column + start, end - start))
        context.furniture["page number"].append(child.line)
        page = {"n": match["n"], "id": attributes.get("xml:id", ""), "line": child.line}
        found.append({**page, "cert": "high", "evidence": ["printed"]})
        at = end
    if at == 0:
        return [child]
    return [*parts, child.cut(at)] if at < len(child) else parts


def _lift(root: Node) -> None:
    """A paragraph that held a page number and nothing else gives way to its break."""
    for node in list(root.iter()):
        node.children = [child for child in node.children if not (isinstance(child, Node) and _nothing(child))]
        for n, child in enumerate(node.children):
            if (
                isinstance(child, Node)
                and child.name in _PLAIN
                and child.children
                and all(
                    (isinstance(part, Node) and part.name == "pb") or (isinstance(part, str) and not part.strip())
                    for part in child.children
                )
            ):
                node.children[n] = Node("", {}, [part for part in child.children if isinstance(part, Node)])


def _nothing(node: Node) -> bool:
    return not node.name and not node.children

"""Page numbers of the print that a text carries itself: ``[Pg 12]``, ``[Page 12]``, ``{12}``, or ``12`` alone.

In: the tree. Out: a ``pb`` at each place; the sign is furniture, named to the account by its place. They are taken only
where the book has several of one form whose numbers rise.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
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
#: A number alone, with or without strokes or brackets; so many are needed; and how often a running head comes again.
_NUMBER: Final = re.compile(r"[-–—\[( ]*(\d{1,4})[-–—\]) ]*")
_FEWEST_ALONE: Final = 6
_AGAIN: Final = 3
#: A running head is shorter than this.
_HEAD: Final = 60
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
        return _alone(root, context)
    found: list[dict[str, Any]] = []
    used, given = _given(root)
    for node in list(root.iter()):
        children: list[Node | str] = []
        for child in node.children:
            children += _parted(child, form[1], context, found, used, given)
        node.children = children
    _lift(root)
    context.counts["pages"] += len(found)
    return sorted(found, key=lambda page: (page["line"], page["n"]))


def _given(root: Node) -> tuple[set[str], dict[str, Node]]:
    """Every id of the tree, and by their ids the breaks that the contents list gave."""
    used = {node.attributes["xml:id"] for node in root.iter() if "xml:id" in node.attributes}
    return used, {
        f"p{node.attributes['n']}": node for node in root.iter() if node.name == "pb" and "n" in node.attributes
    }


def _printed(number: str, used: set[str], given: dict[str, Node]) -> dict[str, str]:
    """The attributes of a break whose number stands in the text."""
    name = f"p{number.lower()}"
    attributes = {"n": number, "ed": "#print", "cert": "high"}
    if name in given:
        # The contents list gave this page to a chapter: the number in the text is the truth.
        old = given.pop(name)
        old.name, old.attributes = "", {}
        used.discard(name)
    if name not in used:
        used.add(name)
        attributes["xml:id"] = name
    return attributes


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
        attributes = _printed(match["n"], used, given)
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


def _alone(root: Node, context: Context) -> list[dict[str, Any]]:
    """Numbers alone on their line that rise from page to page and cut sentences in two; a head that comes again and
    again beside them runs through the book, and is furniture as they are. A paragraph that such a page ends is joined
    again.
    """
    places = [
        (node, child, match)
        for node in root.iter()
        if node.name == "div"
        for child in node.children
        if isinstance(child, Node) and child.name == "p" and (match := _NUMBER.fullmatch(_words(child))) is not None
    ]
    numbers = [int(match.group(1)) for _, _, match in places]
    rising = sum(0 < b - a <= 2 for a, b in itertools.pairwise(numbers))
    if len(numbers) < _FEWEST_ALONE or rising < _RISING * (len(numbers) - 1):
        return []
    cuts = sum(_goes_on(*_beside(node, child)) for node, child, _ in places)
    if cuts * 4 < len(places):
        return []
    context.detect(
        "pages", "12", f"{len(places)} numbers alone on their line, which rise; {cuts} of them cut a sentence"
    )
    heads = Counter(_words(other) for node, child, _ in places for other in _near(node, child))
    found = []
    used, given = _given(root)
    for node, child, match in places:
        piece = next(part for part in child.children if isinstance(part, Piece))
        number = match.group(1)
        attributes = _printed(number, used, given)
        context.spans.append(("page number", piece.line, 1, len(context.source.lines[piece.line - 1])))
        context.furniture["page number"].append(piece.line)
        found.append(
            {
                "n": number,
                "id": attributes.get("xml:id", ""),
                "line": piece.line,
                "cert": "high",
                "evidence": ["printed"],
            }
        )
        row = Node("pb", attributes)
        for other in _near(node, child):
            if heads[_words(other)] >= _AGAIN:
                node.children.remove(other)
                for part in (part for inner in other.iter() for part in inner.children if isinstance(part, Piece)):
                    context.spans.append(("running head", part.line, part.column, len(part)))
                    context.furniture["running head"].append(part.line)
        at = node.children.index(child)
        before, after = _beside(node, child)
        if before is not None and after is not None and _goes_on(before, after):
            first = _words(before)
            inside = first.endswith("-") and first[-2:-1].isalpha()
            if inside:
                attributes["break"] = "no"
            before.children += [*([] if inside else [" "]), row, *after.children]
            node.children[at : at + 1] = []
            node.children.remove(after)
        else:
            node.children[at] = row
    context.counts["pages"] += len(found)
    return found


def _words(node: Node) -> str:
    return " ".join(node.text().split())


def _beside(node: Node, child: Node) -> tuple[Node | None, Node | None]:
    """The paragraphs before and behind one, past what runs through the book as a head."""
    children = [other for other in node.children if isinstance(other, Node)]
    at = next(n for n, other in enumerate(children) if other is child)
    before = children[at - 1] if at and children[at - 1].name == "p" else None
    after = children[at + 1] if at + 1 < len(children) and children[at + 1].name == "p" else None
    if after is not None and len(_words(after)) < _HEAD and at + 2 < len(children) and children[at + 2].name == "p":
        beyond = children[at + 2]
        after = beyond if _words(beyond)[:1].islower() else after
    return before, after


def _near(node: Node, child: Node) -> list[Node]:
    """Short paragraphs directly beside a page number."""
    at = next(n for n, other in enumerate(node.children) if other is child)
    around = [*node.children[max(0, at - 1) : at], *node.children[at + 1 : at + 2]]
    return [
        other for other in around if isinstance(other, Node) and other.name == "p" and 2 < len(_words(other)) < _HEAD
    ]


def _goes_on(before: Node | None, after: Node | None) -> bool:
    """Whether a sentence runs from one paragraph into the other."""
    if before is None or after is None:
        return False
    first, second = _words(before), _words(after)
    return len(first) >= _HEAD and first[-1:] not in '.!?:;"”’»)' and second[:1].islower()


def _nothing(node: Node) -> bool:
    return not node.name and not node.children

"""Tags written into a file: what was suggested and not rejected, around its words, and no other byte changed.

In: a reading, suggestions with what was decided, and what the tagger wrote earlier. Out: the new bytes, and findings. A
tag is put where it leaves the file well-formed and is allowed by the schema; where a name runs over the edge of another
element, that is reported. Tags that the tagger wrote and that are no longer wanted are taken away; the words stay as
they are, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from xml.sax.saxutils import quoteattr

from edition.diagnostic import Diagnostic, Severity
from edition.enrich.reading import TAGGER, Block, Element, Reading, location
from edition.enrich.suggestions import ELEMENTS, Suggestion
from edition.schema import Schema

__all__ = ["Tag", "apply", "start_tag"]

_ORDER: Final = ("type", "ref", "corresp", "unit", "when", "from", "to", "notBefore", "notAfter", "resp", "cert")


@lru_cache(maxsize=8192)
def _quoted(value: str) -> str:
    return quoteattr(value)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag to be written: the suggestion, the pointer it gets, who answers for it, how sure."""

    suggestion: Suggestion
    pointer: str
    resp: str = TAGGER
    cert: str = ""


@dataclass(slots=True)
class _Edits:
    """Insertions and deletions in bytes."""

    opened: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    closed: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    removed: list[tuple[int, int]] = field(default_factory=list)


def start_tag(tag: Tag) -> str:
    """The start tag of a suggestion."""
    one = tag.suggestion
    values: dict[str, str] = {}
    if one.kind == "event":
        values["type"] = "event"
    if one.kind in ("date", "scope"):
        values |= one.attributes
    elif one.kind == "citation":
        values["corresp"] = tag.pointer
    else:
        values["ref"] = tag.pointer
    if tag.resp:
        values["resp"] = tag.resp
    if tag.cert:
        values["cert"] = tag.cert
    inside = "".join(f" {name}={_quoted(values[name])}" for name in _ORDER if name in values)
    return f"<{ELEMENTS[one.kind]}{inside}>"


def apply(
    reading: Reading,
    tags: Iterable[Tag],
    earlier: Sequence[Element],
    schema: Schema,
) -> tuple[bytes, list[Diagnostic], list[Tag]]:
    """The bytes of the file with the tags, in UTF-8; findings; and the tags that were written. ``earlier`` are the
    tagger's own elements, all of which are taken away first.
    """
    edits = _Edits()
    gone = {id(element) for element in earlier}
    for element in earlier:
        edits.removed.append((element.start, element.opened))
        if element.end != element.opened:
            edits.removed.append((element.closing, element.end))
    allowed = _Allowed(schema)
    findings: list[Diagnostic] = []
    written: list[Tag] = []
    holder: Suggestion | None = None
    children = _children(reading)
    for tag in tags:
        one = tag.suggestion
        block = reading.blocks[one.block]
        if one.kind == "citation":
            holder = one
        elif one.kind == "scope" and not _holds(holder, one):
            # Pages are marked within the citation that names them; where that is not tagged, they are not.
            continue
        place = _place(reading, block, one, gone, allowed, children)
        if one.kind == "citation" and isinstance(place, str):
            holder = None
        if isinstance(place, str):
            findings.append(_unplaced(reading, block, one, place))
            continue
        start, end = place
        # Of two tags at one place the longer is outside; of two that are as long, the first.
        edits.opened.setdefault(start, []).append((-end, len(written), start_tag(tag)))
        edits.closed.setdefault(end, []).append((-start, -len(written), f"</{ELEMENTS[one.kind]}>"))
        written.append(tag)
    return _write(reading.data, edits), findings, written


def _holds(citation: Suggestion | None, scope: Suggestion) -> bool:
    return (
        citation is not None
        and citation.block == scope.block
        and citation.start <= scope.start
        and scope.end <= citation.end
    )


def _write(data: bytes, edits: _Edits) -> bytes:
    points: list[tuple[int, int, int, bytes]] = []
    for at, rows in edits.closed.items():
        points.append((at, 0, at, "".join(row[2] for row in sorted(rows)).encode()))
    for start, end in edits.removed:
        points.append((start, 1, end, b""))
    for at, rows in edits.opened.items():
        points.append((at, 2, at, "".join(row[2] for row in sorted(rows)).encode()))
    points.sort(key=lambda point: point[:3])
    out: list[bytes] = []
    last = 0
    for at, _, end, text in points:
        out.append(data[last:at])
        out.append(text)
        last = max(last, end)
    out.append(data[last:])
    return b"".join(out)


class _Allowed:
    """Whether the schema lets one element stand in another."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.cache: dict[tuple[str, str], bool] = {}

    def __call__(self, parent: str, child: str) -> bool:
        key = (parent, child)
        if key not in self.cache:
            model = self.schema.model(parent)
            # An element that the schema does not have is none of ours: nothing is known about it.
            self.cache[key] = model is None or child in model.alphabet
        return self.cache[key]


def _children(reading: Reading) -> Callable[[Element], list[Element]]:
    """The elements that stand directly in an element, in order."""
    by_parent: dict[int, list[Element]] = {}
    for element in reading.elements:
        if element.parent is not None:
            by_parent.setdefault(id(element.parent), []).append(element)
    return lambda element: by_parent.get(id(element), [])


def _kept(element: Element, gone: set[int]) -> Element:
    """The nearest element around that is not taken away."""
    while id(element) in gone and element.parent is not None:
        element = element.parent
    return element


def _place(
    reading: Reading,
    block: Block,
    one: Suggestion,
    gone: set[int],
    allowed: _Allowed,
    children: Callable[[Element], list[Element]],
) -> tuple[int, int] | str:
    """The bytes at which a tag opens and closes, or why it cannot."""
    start, first = block.place(one.start)
    last_letter, last = block.place(one.end - 1)
    if start < 0 or last_letter < 0:
        return "its letters come from an entity or a CDATA section"
    end = _behind(reading.data, last_letter)
    first, last = _kept(first, gone), _kept(last, gone)
    while first is not last:
        if first.opened == _skip(start, first, gone, children) and not _within(last, first):
            start, first = first.start, _kept(first.parent or first, gone)
        elif last.closing == end and not _within(first, last):
            end, last = last.end, _kept(last.parent or last, gone)
        else:
            return "it begins in one element and ends in another"
    name = ELEMENTS[one.kind]
    if not allowed("bibl" if one.kind == "scope" else first.name, name):
        return f"{name} cannot stand in {first.name}"
    for child in children(first):
        if start <= child.start and child.end <= end and id(child) not in gone and not allowed(name, child.name):
            return f"{child.name}, which stands within it, cannot stand in {name}"
    return start, end


def _skip(start: int, element: Element, gone: set[int], children: Callable[[Element], list[Element]]) -> int:
    """The byte at which text begins, without start tags before it that are taken away."""
    for other in children(element):
        if id(other) in gone and other.opened == start and other.start == element.opened:
            return other.start
        if other.start > start:
            break
    return start


def _within(inner: Element, outer: Element) -> bool:
    """Whether an element is another or stands in it."""
    node: Element | None = inner
    while node is not None:
        if node is outer:
            return True
        node = node.parent
    return False


def _behind(data: bytes, at: int) -> int:
    """The byte behind the letter that begins at a byte: a reference to a character is one letter."""
    if data[at : at + 1] == b"&":
        return data.index(b";", at) + 1
    if data[at : at + 2] == b"\r\n":
        return at + 2
    byte = data[at]
    return at + (1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4)


def _unplaced(reading: Reading, block: Block, one: Suggestion, why: str) -> Diagnostic:
    at, holder = block.place(one.start)
    return Diagnostic(
        "name-across-markup",
        Severity.INFO,
        f'"{one.surface}" could not be tagged: {why}',
        location(reading, at if at >= 0 else holder.start),
        "tag it by hand, or change the markup around it",
    )

"""edition format: one layout for TEI files, where it cannot touch the text; missing xml:ids, where they are wanted.

In: a document. Out: ``Result[bytes]``, the same document laid out: elements that hold only elements by the schema have
each child on a line of its own, two spaces deeper. Where text may stand nothing is changed, nor under
``xml:space="preserve"``, in a foreign namespace, or where words stand against the schema. Tags, comments, entities and
the order of attributes are the source's own bytes. Refuses (value is the source, with a finding) what it cannot prove
equal in every word and attribute.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from lxml import etree

from edition.diagnostic import Diagnostic, Location, Result, Severity
from edition.document import Document, parse
from edition.schema import Schema, edition_schema
from edition.tei import TEI, XML, XML_ID, local_name

__all__ = ["format_document"]

_TEI: Final = f"{{{TEI}}}"
_SPACE: Final = f"{{{XML}}}space"
#: Elements that get an id where it is wanted, with the word that stands in it before the number.
_COUNTED: Final = {"p": "p", "lg": "lg", "sp": "sp", "figure": "fig", "note": "n", "item": "i", "table": "table"}
#: What an id of a division is made of, by its type, where it has no number.
_DIVISIONS: Final = {"chapter": "ch", "appendix": "app", "introduction": "intro", "part": "part"}


@dataclass(slots=True)
class _Span:
    """The white space between two tags of an element that may be laid out, in bytes of the source."""

    start: int
    end: int
    depth: int


@dataclass(slots=True)
class _Open:
    """An element that is open while the source is read."""

    layout: bool
    preserve: bool
    depth: int
    empty_tag: bool
    spans: list[_Span] = field(default_factory=list)
    words: bool = False
    blocks: bool = False


def format_document(
    document: Document, *, ids: bool = False, schema: Schema | None = None, released: Collection[str] = ()
) -> Result[bytes]:
    """A document laid out; with ``ids``, every division, paragraph, verse group, speech, figure, note, item and table
    of the text that has no xml:id gets one. An id that exists is never changed, and one that was ``released`` is never
    given to something else. The value is the source itself where a finding says that it could not be done.
    """
    source = document.source
    if source.startswith((b"\xff\xfe", b"\xfe\xff")) or not _is_ascii_based(document):
        return _refused(document, "the file is not UTF-8", "save it as UTF-8 first")
    try:
        edits = _layout(document, schema or edition_schema())
        if ids:
            edits += _id_edits(document, released)
    except expat.ExpatError as error:
        return _refused(document, f"the source cannot be read a second time: {error}", "run edition check on it")
    result = _apply(source, edits)
    if result == source:
        return Result(source)
    again = parse(result, document.path).value
    if again is None or _matter(again.root, schema or edition_schema()) != _matter(
        document.root, schema or edition_schema()
    ):
        return _refused(document, "the text would not have stayed the same, so nothing was changed", "please report it")
    return Result(result)


def _is_ascii_based(document: Document) -> bool:
    encoding = (document.tree.docinfo.encoding or "utf-8").lower()
    return encoding in ("utf-8", "utf8", "us-ascii", "ascii")


def _refused(document: Document, message: str, hint: str) -> Result[bytes]:
    at = Location(document.path, 1, 1)
    return Result(document.source, (Diagnostic("not-formatted", Severity.ERROR, message, at, hint),))


def _apply(source: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    parts = []
    place = 0
    for start, end, text in sorted(edits):
        parts += [source[place:start], text]
        place = end
    return b"".join([*parts, source[place:]])


def _layout(document: Document, schema: Schema) -> list[tuple[int, int, bytes]]:
    """The runs of white space to replace, found by one pass of expat over the source."""
    source = document.source
    edits: list[tuple[int, int, bytes]] = []
    stack: list[_Open] = []
    seam = 0  # where the last tag, comment or instruction ended, or -1 inside character data with words
    blank = True
    line_end = b"\r\n" if b"\r\n" in source[:4096] else b"\n"
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = False

    def gap(closing: bool) -> None:
        """Close the run of white space before the tag that begins here."""
        here = parser.CurrentByteIndex
        if stack:
            top = stack[-1]
            if not blank:
                top.words = True
            elif not (closing and not top.blocks and seam == here):
                top.spans.append(_Span(seam, here, top.depth if closing else top.depth + 1))

    def after(end: int) -> None:
        nonlocal seam, blank
        seam, blank = end, True

    def start(name: str, attributes: dict[str, str]) -> None:
        gap(closing=False)
        if stack:
            stack[-1].blocks = True
        namespace, _, local = name.rpartition("}")
        preserve = stack[-1].preserve if stack else False
        space = attributes.get(f"{XML}}}space")
        preserve = space == "preserve" or (preserve and space != "default")
        model = schema.model(local) if namespace == TEI else None
        # Below mixed content nothing is laid out: white space between tags there may be a space between words.
        layout = model is not None and not model.takes_text and not preserve and (not stack or stack[-1].layout)
        stop = _tag_end(source, parser.CurrentByteIndex)
        stack.append(_Open(layout, preserve, len(stack), source[stop - 2 : stop] == b"/>"))
        after(stop)

    def end(_name: str) -> None:
        # An empty tag (<lb/>) opens and closes at once.
        if not stack[-1].empty_tag:
            gap(closing=True)
            after(source.index(b">", parser.CurrentByteIndex) + 1)
        top = stack.pop()
        if top.layout and not top.words and top.blocks:
            for span in top.spans:
                edits.append((span.start, span.end, line_end + b"  " * span.depth))

    def comment(_data: str) -> None:
        gap(closing=False)
        after(source.index(b"-->", parser.CurrentByteIndex) + 3)

    def instruction(_target: str, _data: str) -> None:
        gap(closing=False)
        after(source.index(b"?>", parser.CurrentByteIndex) + 2)

    def text(data: str) -> None:
        nonlocal blank
        # A reference (&#32;) or a CDATA section is never mere layout, even if it stands for a space.
        here = parser.CurrentByteIndex
        if data.strip(" \t\r\n") or source[here : here + 1] not in (b" ", b"\t", b"\r", b"\n"):
            blank = False

    def other(*_arguments: object) -> None:
        nonlocal blank
        blank = False

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CommentHandler = comment
    parser.ProcessingInstructionHandler = instruction
    parser.CharacterDataHandler = text
    parser.StartCdataSectionHandler = other
    parser.SkippedEntityHandler = other
    parser.DefaultHandler = None
    parser.Parse(source, True)
    return [edit for edit in edits if source[edit[0] : edit[1]] != edit[2]]


def _tag_end(source: bytes, start: int) -> int:
    """Where a start tag ends: after its ">" outside quotes."""
    match = _TAG.match(source, start)
    return match.end() if match else start


_TAG: Final = re.compile(rb"<[^\s/>\"']+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


def _matter(root: etree._Element, schema: Schema) -> list[object]:
    """What must stay: every tag, attribute (but new ids), comment and word, with white space where text may stand."""
    kept: list[object] = []
    for action, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if action == "end":
            kept.append("/")
            inside = node.getparent()
            text = node.tail
        else:
            kept.append(str(node.tag))
            if action == "start":
                kept.append([(key, value) for key, value in node.attrib.items() if key != XML_ID])
            else:
                kept.append(node.text)
            inside = node if action == "start" else node.getparent()
            text = node.text if action == "start" else node.tail
        if text and (text.strip(" \t\r\n") or not _between_blocks(inside, schema)):
            kept.append(text)
    return kept


def _between_blocks(node: etree._Element | None, schema: Schema) -> bool:
    """Whether white space directly in an element is layout: the schema has no text there, nor in what holds it."""
    inner = node
    while inner is not None:
        tag = str(inner.tag)
        model = schema.model(tag[len(_TEI) :]) if tag.startswith(_TEI) else None
        if model is None or model.takes_text or inner.get(_SPACE) == "preserve":
            return False
        inner = inner.getparent()
    return True


def _id_edits(document: Document, released: Collection[str]) -> list[tuple[int, int, bytes]]:
    """The insertions of new xml:ids, just behind the names in the start tags."""
    wanted = _missing_ids(document.root, released)
    if not wanted:
        return []
    edits: list[tuple[int, int, bytes]] = []
    numbers = {number: wanted[node] for number, node in enumerate(document.root.iter("*")) if node in wanted}
    count = 0
    parser = expat.ParserCreate()

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal count
        if count in numbers:
            place = parser.CurrentByteIndex + 1 + len(name.encode())
            edits.append((place, place, f' xml:id="{numbers[count]}"'.encode()))
        count += 1

    parser.StartElementHandler = start
    parser.Parse(document.source, True)
    return edits


def _missing_ids(root: etree._Element, released: Collection[str] = ()) -> dict[etree._Element, str]:
    """New ids by element: those of divisions from their type and number (ch1, ch1.2, app1), all others from the id of
    their division and their place in it (ch1.p3, ch1.fig1, ch1.n4; ch1.fn1 for notes at the foot).
    """
    taken = {value for node in root.iter("*") if (value := node.get(XML_ID))} | set(released)
    made: dict[etree._Element, str] = {}
    counts: dict[tuple[str, str], int] = {}

    def fresh(wish: str) -> str:
        name, number = wish, 2
        while name in taken:
            name, number = f"{wish}.{number}", number + 1
        taken.add(name)
        return name

    for text in root.iter(_TEI + "text"):
        for node in text.iter("*"):
            if not isinstance(node.tag, str) or not node.tag.startswith(_TEI):
                continue
            name = local_name(node)
            home = next((a for a in node.iterancestors(_TEI + "div") if a in made or a.get(XML_ID)), None)
            section = "" if home is None else made.get(home) or str(home.get(XML_ID))
            if name == "div" and not node.get(XML_ID) and node not in made:
                made[node] = fresh(_division(node, section, counts))
            elif name in _COUNTED:
                word = "fn" if name == "note" and node.get("place") == "bottom" else _COUNTED[name]
                if name == "note":
                    section = _notes_of(home) or section
                key = (section, word)
                counts[key] = counts.get(key, 0) + 1
                if not node.get(XML_ID) and node not in made:
                    made[node] = fresh(f"{section or local_name(text)}.{word}{counts[key]}")
    return made


def _notes_of(node: etree._Element | None) -> str:
    """The id of the division to which a group of notes belongs, by its @corresp; empty for any other element."""
    corresp = "" if node is None or node.get("type") != "notes" else node.get("corresp", "")
    return corresp[1:] if re.fullmatch(r"#[^\s#()]+", corresp) else ""


def _division(node: etree._Element, section: str, counts: dict[tuple[str, str], int]) -> str:
    """The id that a division would like: by its printed number where it has one, else by its place."""
    kind = re.sub(r"[^A-Za-z0-9_-]", "", node.get("type", "")) or "div"
    number = re.sub(r"[^A-Za-z0-9_.-]", "", node.get("n", "")).strip(".")
    if kind == "continuation" and section:
        return f"{section}.cont"
    if kind == "notes" and (of := _notes_of(node)):
        return f"notes.{of}"
    if kind == "subchapter" and section and number:
        return number if number.startswith(section + ".") else f"{section}.{number.rpartition('.')[2]}"
    short = _DIVISIONS.get(kind, kind)
    short = short if short[0].isalpha() or short[0] == "_" else f"div-{short}"
    if number:
        return f"{section}.{short}{number}" if section and kind not in _DIVISIONS else f"{short}{number}"
    key = (section, f"div {kind}")
    counts[key] = counts.get(key, 0) + 1
    base = f"{section}.{short}" if section else short
    return base if counts[key] == 1 and kind not in ("chapter", "appendix", "div") else f"{base}{counts[key]}"

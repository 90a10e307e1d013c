"""Notes that stand in the text: behind their paragraph, at the end of their chapter, or in the midst of a line.

In: the blocks of one section, and its division when it is built. Out: the blocks without the notes, and the division
with each note put at its mark. How the marks are written is found once for the whole book, by counting which forms have
both marks and notes. What the number and the brackets of a note are made of is furniture, named by line, column and
length, so that the account stays exact. A note without a mark stays where it stood.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from edition.sources.plaintext.align import align
from edition.sources.plaintext.blocks import pieces
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.lines import Block, Line
from edition.sources.plaintext.tree import Node, Piece

__all__ = [
    "TextNote",
    "begins_note",
    "is_notes_head",
    "join_marks",
    "labels_of",
    "note_scheme",
    "place_text_notes",
    "take_notes",
    "tell_left",
]

_WORD: Final = r"(?:foot-?note|fu(?:ß|ss)note|anmerkung|note(?: de bas de page)?|сноска|примечание)"
_LABEL: Final = r"\d{1,4}|[A-Za-z]|[*†‡§¶#+]{1,3}"
#: A note with its word, "[Footnote 3: ...]"; the label may lack.
_NAMED: Final = re.compile(rf"^\s*\[\s*{_WORD}\s*(?P<n>{_LABEL})?\s*[:.]\s*", re.IGNORECASE)
_STARTS: Final = {
    "brackets": re.compile(rf"^\s*\[(?:{_WORD}\s*)?(?P<n>{_LABEL})\][:.]?\s+(?=\S)"),
    "parentheses": re.compile(r"^\s*\((?P<n>\d{1,3}|[a-z]|[*†‡§+]{1,3})\)\s+(?=\S)"),
    "braces": re.compile(r"^\s*\{(?P<n>\d{1,4}[a-z]?)\}\s+(?=\S)"),
    "caret": re.compile(r"^\s*\^\{?(?P<n>\d{1,4}|[A-Za-z])\}?[.:]?\s+(?=\S)"),
    "pandoc": re.compile(r"^\s*\[\^(?P<n>[\w-]{1,20})\]:\s+(?=\S)"),
}
_MARKS: Final = {
    "brackets": re.compile(rf"\[(?P<n>{_LABEL})\]"),
    "parentheses": re.compile(r"(?<=[^\s(])\s?\((?P<n>\d{1,3}|[a-z]|[*†‡§+]{1,3})\)"),
    "braces": re.compile(r"(?<=\S)\s?\{(?P<n>\d{1,4}[a-z]?)\}"),
    "caret": re.compile(r"(?<=\S)\^(?:\{(?P<n>\d{1,4}|[A-Za-z])\}|(?P<m>\d{1,4}))"),
    "pandoc": re.compile(r"\[\^(?P<n>[\w-]{1,20})\](?!:)"),
}
_HEAD: Final = re.compile(r"^\W*(foot-?notes?|fu(ß|ss)noten?|сноски|notes de bas de page)\W*$", re.IGNORECASE)
_SIDE: Final = re.compile(r"^\s*\[\s*(?:side-?note|marginalie|randnote)\s*:\s*", re.IGNORECASE)


@dataclass(slots=True)
class TextNote:
    """A note as it stands in the text: its label, its blocks, how much of its first line and last line is sign, and
    the line of its mark (0 while it has none).
    """

    label: str
    blocks: list[Block]
    skip: int
    closed: bool
    place: str = "bottom"
    node: Node | None = None
    region: int = 0
    anchor: int = 0

    @property
    def wants_mark(self) -> bool:
        """Whether a mark in the text is to be looked for."""
        return self.place == "bottom" and bool(self.label)

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.blocks[0].first


@dataclass(slots=True)
class _Mark:
    label: str
    holder: list[Node | str]
    piece: Piece
    start: int
    end: int
    region: int = field(default=0)


def note_scheme(blocks: Sequence[Block], context: Context) -> str:
    """How the marks of the notes in the text are written; "" where the text has none such."""
    if context.profile.notes:
        return context.profile.notes if context.profile.notes in (*_STARTS, "inline") else ""
    named: Counter[str] = Counter()
    starts: dict[str, Counter[str]] = {name: Counter() for name in _STARTS}
    marks: dict[str, Counter[str]] = {name: Counter() for name in _STARTS}
    for block in blocks:
        own = _NAMED.match(block.lines[0].text)
        if own:
            named[own["n"] or ""] += 1
        for n, line in enumerate(block.lines):
            for name, pattern in _STARTS.items():
                match = pattern.match(line.text) if n == 0 or _begins(block, name) else None
                if match:
                    starts[name][match["n"]] += 1
            for name, pattern in _MARKS.items():
                marks[name].update(m["n"] or m["m"] if name == "caret" else m["n"] for m in pattern.finditer(line.text))
    best, most = "", 0
    for name in _STARTS:
        both = sum((starts[name] & marks[name]).values())
        total = sum(starts[name].values())
        least = 3 if name == "parentheses" else 1
        if total >= least and both >= max(least, 0.6 * total) and both > most:
            best, most = name, both
    if named:
        with_marks = {name: sum((named & marks[name]).values()) for name in _MARKS}
        found = max(sorted(with_marks), key=lambda name: with_marks[name])
        context.detect(
            "notes", "inline", f"{sum(named.values())} notes with their word, {with_marks[found]} of them with a mark"
        )
        return "inline"
    if best:
        context.detect("notes", best, f"{most} labels that have both a mark and a note behind it")
    return best


def _begins(block: Block, scheme: str) -> bool:
    return _STARTS[scheme].match(block.lines[0].text) is not None


def begins_note(block: Block, scheme: str = "") -> bool:
    """Whether a block begins with the label of a note, in this scheme or in any."""
    return any(_begins(block, name) for name in ([scheme] if scheme in _STARTS else [] if scheme else _STARTS))


def is_notes_head(block: Block) -> bool:
    """Whether a block is the word over gathered footnotes."""
    return _HEAD.match(block.text) is not None


def labels_of(blocks: Sequence[Block], scheme: str) -> Counter[str]:
    """The labels of the marks in some blocks, each with how often it stands there."""
    pattern = _MARKS.get(scheme)
    found: Counter[str] = Counter()
    for block in blocks:
        for line in block.lines:
            for match in pattern.finditer(line.text) if pattern else ():
                found[match["n"] or (match["m"] if scheme == "caret" else "")] += 1
    return found


def take_notes(blocks: Sequence[Block], scheme: str, context: Context) -> tuple[list[Block], list[TextNote]]:
    """The blocks without the notes, and the notes. ``region`` counts the stretches of notes without text between."""
    rest: list[Block] = []
    notes: list[TextNote] = []
    region = 0
    gathered = False
    open_note: TextNote | None = None
    waiting: list[Block] = []
    for block in _parted(blocks, scheme):
        if open_note is not None:
            open_note.blocks.append(block)
            if _depth(open_note.blocks) <= 0:
                open_note = None
            continue
        first = block.lines[0].text
        named = _NAMED.match(first) if scheme == "inline" else None
        side = _SIDE.match(first)
        if named or (side and _balanced(block)):
            match = named or side
            assert match is not None
            label = match["n"] or "" if named else ""
            note = TextNote(label, [block], match.end(), True, "bottom" if named else "margin")
            if _depth([block]) > 0:
                if not _closes(blocks, block):
                    rest.append(block)
                    continue
                open_note = note
        else:
            pattern = _STARTS.get("brackets" if scheme == "inline" else scheme)
            begins = pattern.match(first) if pattern else None
            if begins is None or (scheme == "inline" and not gathered):
                if _HEAD.match(block.text) and scheme:
                    gathered = True
                    waiting.append(block)
                elif notes and _goes_on(block, notes[-1], rest, gathered):
                    notes[-1].blocks.append(block)
                else:
                    rest += [*waiting, block]
                    waiting = []
                    region = len(notes)
                    gathered = False
                continue
            note = TextNote(begins["n"], [block], begins.end(), False)
        note.region = region
        notes.append(note)
        for head in waiting:
            for line in head.lines:
                _span(context, "heading of footnotes", line.number, 1, len(line.text))
        waiting = []
    return [*rest, *waiting], notes


def _span(context: Context, kind: str, line: int, column: int, length: int) -> None:
    context.spans.append((kind, line, column, length))
    context.furniture[kind].append(line)


def _parted(blocks: Sequence[Block], scheme: str) -> list[Block]:
    """A block of several notes, one a line or more, parted into one block for each note."""
    pattern = _STARTS.get(scheme)
    result: list[Block] = []
    for block in blocks:
        if pattern is None or len(block.lines) < 2 or not pattern.match(block.lines[0].text):
            result.append(block)
            continue
        groups: list[list[Line]] = []
        for line in block.lines:
            if pattern.match(line.text):
                groups.append([line])
            else:
                groups[-1].append(line)
        result += [Block(block.index, lines, block.before, block.after) for lines in groups]
    return result


def _depth(blocks: Sequence[Block]) -> int:
    """How many brackets are open at the end."""
    text = "".join(line.text for block in blocks for line in block.lines)
    return text.count("[") - text.count("]")


def _balanced(block: Block) -> bool:
    return _depth([block]) == 0 and block.text.endswith("]")


def _closes(blocks: Sequence[Block], block: Block) -> bool:
    """Whether the bracket that a block opens is closed within the next blocks."""
    at = next(n for n, other in enumerate(blocks) if other.first == block.first)
    return any(_depth(blocks[at:end]) <= 0 for end in range(at + 1, min(at + 12, len(blocks)) + 1))


def _goes_on(block: Block, note: TextNote, rest: Sequence[Block], gathered: bool) -> bool:
    """Whether a block without a label is a further paragraph of the note before it: indented, or among notes."""
    if note.closed or (rest and rest[-1].first > note.blocks[-1].first):
        return False
    if gathered:
        return True
    return all(line.text[:2].isspace() for line in block.lines)


def place_text_notes(div: Node, notes: Sequence[TextNote], scheme: str, name: str, context: Context) -> None:
    """Make the notes of a section, and put each at its mark in it; what needs no mark stays where it stood."""
    for number, note in enumerate(notes, 1):
        note.node = _node(note, f"{name}.{'fn' if note.place == 'bottom' else 'side'}{number}", context)
        if not note.wants_mark:
            _insert(div, note.node, note.line)
    join_marks(div, notes, scheme, context)


def join_marks(div: Node, notes: Sequence[TextNote], scheme: str, context: Context) -> None:
    """Put those notes that have no place yet at their marks in a division."""
    waiting = [note for note in notes if note.wants_mark and not note.anchor]
    marks = _marks(div, scheme, waiting) if waiting else []
    edits: list[tuple[_Mark, TextNote]] = []
    for region in sorted({note.region for note in waiting}):
        own = [note for note in waiting if note.region == region]
        last = own[0].line
        fitting = [mark for mark in marks if mark.region == 0 and mark.piece.line < last]
        labels = [_value(mark.label) for mark in fitting]
        choice = align(labels, [_value(note.label) for note in own])
        highest = max(_value(note.label) for note in own)
        for mark, at in zip(fitting, choice, strict=True):
            # A mark that runs ahead of these notes waits for the next: text may stand between the notes of one page.
            mark.region = int(at is not None or _value(mark.label) <= highest)
            if at is not None and mark.label == own[at].label:
                edits.append((mark, own[at]))
    edits.sort(key=lambda edit: (edit[0].piece.line, edit[0].piece.column + edit[0].start))
    heads: dict[int, Piece] = {}
    for mark, note in reversed(edits):
        whole = id(mark.piece)
        note.anchor = mark.piece.line
        heads[whole] = _put(mark, heads.get(whole, mark.piece), note, context)


def tell_left(div: Node, notes: Sequence[TextNote], scheme: str, context: Context) -> list[dict[str, object]]:
    """Leave notes without a mark where they stood, tell of them and of marks without a note; an entry of the report
    for each footnote.
    """
    for note in notes:
        if not note.wants_mark or note.anchor:
            continue
        assert note.node is not None
        _insert(div, note.node, note.line)
        note.node.attributes["cert"] = "low"
        context.doubt(
            "footnote-without-anchor",
            f'no mark was found for the footnote "{note.label}"',
            note.line,
            1,
            "move the note to the word it belongs to, and remove its @cert",
            decision="left where it stood",
            node=note.node,
        )
    for mark in _marks(div, scheme, [note for note in notes if note.wants_mark]):
        context.doubt(
            "mark-without-note",
            f'the mark "{mark.label}" could not be joined to a note beyond doubt',
            mark.piece.line,
            mark.piece.column + mark.start,
            "compare the sentence with the notes that have no mark",
            decision="left as it was read",
        )
    return [
        {
            "id": note.node.attributes["xml:id"],
            "line": note.line,
            **({"anchor": "printed", "anchor_line": note.anchor} if note.anchor else {"anchor": "none"}),
        }
        for note in notes
        if note.node is not None and note.place == "bottom"
    ]


def _value(label: str) -> int:
    if label.isdigit():
        return int(label)
    if label[:1].isalpha():
        return sum((ord(letter.lower()) - 96) * 27**n for n, letter in enumerate(reversed(label[:4])))
    return 9000 + 10 * "*†‡§¶#+".find(label[0]) + len(label)


def _node(note: TextNote, name: str, context: Context) -> Node:
    """The ``note``: its words without label and brackets; several paragraphs are ``p``."""
    first, last = note.blocks[0], note.blocks[-1]
    lead = len(first.lines[0].text) - len(first.lines[0].text.lstrip())
    _span(context, "label of a footnote", first.first, lead + 1, note.skip - lead)
    attributes = {"xml:id": name, "place": note.place}
    if note.label:
        attributes["n"] = note.label
    node = Node("note", attributes)
    paragraphs: list[list[Node | str]] = []
    for n, block in enumerate(note.blocks):
        parts = pieces(block, skip=note.skip if n == 0 else 0)
        if note.closed and block is last and isinstance(parts[-1], Piece) and parts[-1].endswith("]"):
            parts[-1] = parts[-1].cut(0, len(parts[-1]) - 1)
        paragraphs.append(parse(parts, context, marks=False).children)
    if len(paragraphs) == 1:
        node.children = paragraphs[0]
    else:
        node.children = [Node("p", {"xml:id": f"{name}.p{n}"}, part) for n, part in enumerate(paragraphs, 1)]
    context.counts["text_notes"] += note.place == "bottom"
    return node


def _marks(div: Node, scheme: str, notes: Sequence[TextNote]) -> list[_Mark]:
    """The marks in the pieces of a division, in the order of the text, whose labels some note has."""
    labels = {note.label for note in notes}
    if not labels:
        return []
    schemes = [scheme] if scheme != "inline" else ["brackets", "caret", "parentheses"]
    found: list[_Mark] = []
    for node in div.iter():
        if node.name in ("note", "ref"):
            continue
        for child in node.children:
            if not isinstance(child, Piece):
                continue
            for name in schemes:
                for match in _MARKS[name].finditer(child):
                    label = match["n"] or (match["m"] if name == "caret" else "")
                    if label in labels:
                        found.append(_Mark(label, node.children, child, match.start(), match.end()))
                if found and scheme == "inline" and found[-1].piece is child:
                    break
    found.sort(key=lambda mark: (mark.piece.line, mark.piece.column + mark.start))
    return found


def _put(mark: _Mark, piece: Piece, note: TextNote, context: Context) -> Piece:
    """The note instead of its mark. The last mark of a piece is put first; gives what is left of it before the mark."""
    assert note.node is not None
    at = next(n for n, child in enumerate(mark.holder) if child is piece)
    _span(context, "mark of a footnote", mark.piece.line, mark.piece.column + mark.start, mark.end - mark.start)
    before, after = piece.cut(0, mark.start), piece.cut(mark.end)
    mark.holder[at : at + 1] = [before, note.node, *([after] if after else [])]
    return before


def _insert(div: Node, node: Node, line: int) -> None:
    """A node between the blocks of a division, by its line."""
    at = len(div.children)
    for n, child in enumerate(div.children):
        if isinstance(child, Node) and child.name not in ("head", "pb") and (_first(child) or line) > line:
            at = n
            break
    if node.attributes.get("place") == "bottom" and not node.attributes.get("n") and at:
        before = div.children[at - 1]
        if isinstance(before, Node) and before.name == "p":
            before.add(node)
            return
    div.children.insert(at, node)


def _first(node: Node) -> int:
    for inner in node.iter():
        for child in inner.children:
            if isinstance(child, Piece):
                return child.line
    return 0

"""The loss report: what of the TEI is due in an edition, and whether it arrived, once.

In: the TEI as the editor wrote it (not the normalised tree: this is an independent judge) and the words that an
edition printed. Out: a Loss, and findings for what is missing or arrived twice. The projection is written here once,
for every edition:

- due is the text inside ``text``, each text node once, notes included;
- of an ``app`` the ``lem`` is due, or the first reading where there is no lem; of a ``choice`` one side: corr, reg,
  expan, or the first; of a ``subst`` the additions;
- declared omissions, counted and never silent: notes where the settings leave them out, the teiHeader, registers (shown
  as registers), the other sides of
  choice and app, the heads of divisions that only collect the notes of others, figDesc (it becomes the alternative
  text), ``index``, divisions of type "residue", and the source's own note marks (the edition prints the number of the
  note).

Letters and digits are compared; white space and punctuation are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml import etree

from edition.diagnostic import Diagnostic, Location, Result, Severity
from edition.document import Document
from edition.tei import TEI, local_name

__all__ = ["Loss", "Segment", "compare", "compare_words", "due", "letters"]

_TOKEN: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = re.compile(r"[\W_]+")
#: Elements that stand inside a line of text: they do not end a block.
_INLINE: Final = frozenset(
    """abbr add addName am anchor app att author biblScope c cb choice code corr country damage date del distinct
    editor email emph ex expan foreign forename formula g gap gb genName geogName gi gloss hi ident idno lb lem
    m measure mentioned milestone name nameLink num orgName orig pb pc persName placeName ptr publisher pubPlace
    q rdg rdgGrp ref reg region restore roleName rs s said secl seg settlement sic soCalled space subst supplied
    surname surplus tag term time title unclear unit val w
    """.split()
)
#: Milestones that part two words, unless they say that they do not.
_BREAKS: Final = frozenset(("lb", "pb", "cb", "gb", "space"))
#: Elements whose text is due in no reading edition, with the word for it in the report.
_OMITTED: Final = {"figDesc": "descriptions of figures", "index": "index terms", "desc": "descriptions"}
#: What a note belongs to that is no note to the text.
_NO_NOTES: Final = frozenset("analytic bibl biblFull biblStruct correspDesc monogr noteGrp person place series".split())
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_MAX_LOST: Final = 200


def letters(text: str) -> str:
    """The letters and digits of a text, everything else dropped."""
    return _BETWEEN.sub("", unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of due text without a block boundary: as it is written, its letters and digits, the element that holds it,
    its note (0: in none).
    """

    raw: str
    text: str
    node: etree._Element
    note: int

    @property
    def words(self) -> list[str]:
        """The words of the run."""
        return _TOKEN.findall(self.raw)


@dataclass(slots=True)
class Loss:
    """What was due in an edition and what arrived, in letters and digits; ``lost`` quotes the pieces."""

    edition: str
    due: int = 0
    arrived: int = 0
    lost: list[tuple[str, Location]] = field(default_factory=list)
    lost_characters: int = 0
    extra_characters: int = 0
    notes_due: int = 0
    notes_arrived: int = 0
    omitted: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The report as plain data."""
        return {
            "edition": self.edition,
            "characters": {
                "due": self.due,
                "arrived": self.arrived,
                "lost": self.lost_characters,
                "twice": self.extra_characters,
            },
            "notes": {"due": self.notes_due, "arrived": self.notes_arrived},
            "omitted": dict(sorted(self.omitted.items())),
            "lost": [{"text": text, "line": at.line, "column": at.column} for text, at in self.lost],
        }


class _Projection:
    """Walks the TEI once and collects the due segments; no recursion, so depth is no danger."""

    def __init__(self, choice: str, with_notes: bool) -> None:
        self._sides = ("sic", "orig", "abbr") if choice == "diplomatic" else ("corr", "reg", "expan")
        self._with_notes = with_notes
        self.segments: list[Segment] = []
        self.omitted: Counter[str] = Counter()
        self.notes = 0
        self._parts: list[str] = []
        self._holder: etree._Element | None = None
        self._note = 0

    def omit(self, node: etree._Element, kind: str) -> None:
        count = len(letters("".join(str(part) for part in node.itertext())))
        if count:
            self.omitted[kind] += count

    def cut(self) -> None:
        raw = unicodedata.normalize("NFC", "".join(self._parts))
        text = _BETWEEN.sub("", raw)
        if text and self._holder is not None:
            self.segments.append(Segment(raw, text, self._holder, self._note))
        self._parts = []
        self._holder = None

    def say(self, text: str | None, node: etree._Element) -> None:
        if text:
            if self._holder is None and text.strip():
                self._holder = node
            self._parts.append(text)

    def walk(self, root: etree._Element) -> None:
        # A stack of (element, state to restore); the state is None on the way in.
        stack: list[tuple[etree._Element, int | None]] = [(root, None)]
        while stack:
            node, leaving = stack.pop()
            if leaving is not None:
                if self._ends_block(node):
                    self.cut()
                self._note = leaving
                self._tail(node)
                continue
            if not isinstance(node.tag, str):
                self._tail(node)
                continue
            skipped = self._skipped(node)
            if skipped is not None:
                if skipped:
                    self.omit(node, skipped)
                if self._ends_block(node):
                    self.cut()
                self._tail(node)
                continue
            before = self._note
            if self._ends_block(node):
                self.cut()
            if local_name(node) == "note" and node.get("place") != "inline":
                self.notes += 1
                self._note = self.notes
            if local_name(node) in _BREAKS and node.get("break") != "no":
                self.say(" ", node)
            stack.append((node, before))
            self.say(node.text, node)
            stack.extend((child, None) for child in reversed(self._children(node)))

    def _tail(self, node: etree._Element) -> None:
        parent = node.getparent()
        if parent is not None and local_name(parent) not in ("choice", "app", "rdgGrp", "subst"):
            self.say(node.tail, parent)

    def _ends_block(self, node: etree._Element) -> bool:
        return not (str(node.tag).startswith(f"{{{TEI}}}") and local_name(node) in _INLINE)

    def _children(self, node: etree._Element) -> list[etree._Element]:
        children = list(node)
        name = local_name(node) if str(node.tag).startswith(f"{{{TEI}}}") else ""
        if name == "choice":
            return self._one(children, self._sides, "other sides of choice")
        if name == "app":
            return self._one(children, ("lem",), "readings of the apparatus", first=("rdg", "rdgGrp"))
        if name == "rdgGrp":
            return self._one(children, ("lem",), "readings of the apparatus", first=("rdg", "rdgGrp"))
        if name == "subst":
            return self._keep(children, "add", "deletions")
        return children

    def _one(
        self, children: list[etree._Element], preferred: Sequence[str], kind: str, first: Sequence[str] = ()
    ) -> list[etree._Element]:
        elements = [child for child in children if isinstance(child.tag, str)]
        chosen = next((child for child in elements if local_name(child) in preferred), None)
        if chosen is None:
            chosen = next((child for child in elements if not first or local_name(child) in first), None)
        for child in elements:
            if child is not chosen:
                self.omit(child, kind)
        return [] if chosen is None else [chosen]

    def _keep(self, children: list[etree._Element], name: str, kind: str) -> list[etree._Element]:
        kept = [child for child in children if local_name(child) == name]
        for child in children:
            if isinstance(child.tag, str) and local_name(child) != name:
                self.omit(child, kind)
        return kept

    def _skipped(self, node: etree._Element) -> str | None:
        """The kind of omission, the empty string for one that is not counted, None for what is due."""
        if not str(node.tag).startswith(f"{{{TEI}}}"):
            return None  # an example of encoding, or another vocabulary: its words are words
        name = local_name(node)
        if name in _OMITTED:
            return _OMITTED[name]
        if name == "note" and not self._with_notes and _is_note(node):
            return "notes"
        if name == "div" and node.get("type") == "residue":
            return "residue of the scan"
        if name == "head" and _is_collection(node.getparent()):
            return "heads of collections of notes"
        if name in ("ref", "ptr") and node.get("type") == "noteAnchor":
            return "note marks of the source"
        return None


def _is_note(note: etree._Element) -> bool:
    """True for a note to the text: not one in its line, nor one that is part of a reference to a work."""
    parent = note.getparent()
    return note.get("place") != "inline" and (parent is None or local_name(parent) not in _NO_NOTES)


def _is_collection(division: etree._Element | None) -> bool:
    """True for a division that does nothing but collect the notes of other divisions: its heads go with them."""
    if division is None or local_name(division) != "div" or division.get("type") != "notes":
        return False
    return all(
        local_name(child) in ("head", "note", "pb", "lb") or _is_collection(child)
        for child in division.iterchildren("*")
    )


@lru_cache(maxsize=1)  # every edition of a text asks for it, one after the other
def due(
    document: Document, choice: str = "reading", with_notes: bool = True
) -> tuple[list[Segment], int, dict[str, int]]:
    """The segments that are due, the number of notes, and the declared omissions in letters and digits. The settings of
    an edition say which side of a ``choice`` is due, and whether notes are.
    """
    projection = _Projection(choice, with_notes)
    root = document.root
    for child in root.iterchildren("*"):
        if local_name(child) == "text":
            projection.walk(child)
            projection.cut()
        elif local_name(child) == "teiHeader":
            projection.omit(child, "teiHeader")
        elif local_name(child) == "standOff":
            projection.omit(child, "registers")
    return projection.segments, projection.notes, dict(projection.omitted)


def compare(
    document: Document, edition: str, words: Iterable[str], choice: str = "reading", with_notes: bool = True
) -> Result[Loss]:
    """Compare what is due with what an edition printed, block by block. For the settings see :func:`due`."""
    segments, notes, omitted = due(document, choice, with_notes)
    arrived = Counter(filter(None, map(letters, words)))
    loss = Loss(edition, notes_due=notes, omitted=omitted)
    loss.due = sum(len(segment.text) for segment in segments)
    loss.arrived = sum(len(text) * count for text, count in arrived.items())
    rest: list[Segment] = []
    for segment in segments:
        if arrived[segment.text] > 0:
            arrived[segment.text] -= 1
        else:
            rest.append(segment)
    # Blocks that an edition cut otherwise than the TEI: look for them in what is left, in order.
    stream = "\n".join(text for text, count in arrived.items() for _ in range(count))
    plain = stream.replace("\n", "")
    found = 0
    missing: list[tuple[str, Segment]] = []
    cursor = 0
    for segment in rest:
        for piece, there, end in _pieces(segment.text, plain, cursor):
            if there:
                found += len(piece)
                cursor = end
            else:
                missing.append((piece, segment))
    return _verdict(document, loss, missing, len(plain) - found)


def _pieces(text: str, stream: str, cursor: int) -> Iterator[tuple[str, bool, int]]:
    """Cut a text into pieces that are in the stream and pieces that are not; (piece, found, end of it there)."""
    stack = [text]
    while stack:
        piece = stack.pop()
        at = stream.find(piece, cursor)
        if at < 0:
            at = stream.find(piece)
        if at >= 0:
            yield piece, True, at + len(piece)
        elif len(piece) < 24:
            yield piece, False, cursor
        else:
            half = len(piece) // 2
            stack.extend((piece[half:], piece[:half]))


def _unordered(word: str) -> str:
    """A word that is read from right to left with its letters sorted: what comes out of a PDF is in no sure order."""
    return word if word.isascii() or not _RIGHT_TO_LEFT.search(word) else "".join(sorted(word))


def compare_words(document: Document, edition: str, words: Counter[str]) -> Result[Loss]:
    """Compare word by word, for a PDF: what comes out of it has running heads, contents and registers between the
    words, so that a word which arrives more often is no fault, and one that arrives less often is. A name that is lost
    once in the text, and stands once more in a register, is not missed here.
    """
    segments, notes, omitted = due(document)
    loss = Loss(edition, notes_due=notes, omitted=omitted)
    loss.due = sum(len(segment.text) for segment in segments)
    need: Counter[str] = Counter(_unordered(word) for segment in segments for word in segment.words)
    sorted_words: Counter[str] = Counter()
    for word, count in words.items():
        if not word.isascii() and _RIGHT_TO_LEFT.search(word):
            sorted_words[_unordered(word)] += count
    if sorted_words:
        words = words + sorted_words
    short = need - words
    missing: list[tuple[str, Segment]] = []
    for segment in segments if short else ():
        # A word that is short somewhere is blamed on the first blocks that hold it: the file does not say which.
        for word in segment.words:
            if short[_unordered(word)] > 0:
                short[_unordered(word)] -= 1
                missing.append((word, segment))
    loss.arrived = loss.due - sum(len(word) for word, _ in missing)
    verdict = _verdict(document, loss, missing, 0)
    shown = set().union(*words) if missing else set()
    unknown = sorted({letter for word, _ in missing for letter in word} - shown)
    if not unknown:
        return verdict
    named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in unknown[:8])
    first = next(segment for word, segment in missing if not shown.issuperset(word))
    glyphs = Diagnostic(
        "missing-glyph",
        Severity.WARNING,
        f"the fonts of the {edition} edition have no glyph for {named}{' and others' if len(unknown) > 8 else ''}",
        document.locate(first.node),
        "the website and the plain text have these words; for the PDF name a font that has them: [pdf] fonts",
    )
    return Result(verdict.value, (*verdict.diagnostics, glyphs))


def _verdict(document: Document, loss: Loss, missing: list[tuple[str, Segment]], extra: int) -> Result[Loss]:
    loss.lost_characters = sum(len(piece) for piece, _ in missing)
    loss.extra_characters = max(extra, 0)
    hurt = {segment.note for _, segment in missing if segment.note}
    loss.notes_arrived = loss.notes_due - len(hurt)
    for piece, segment in missing[:_MAX_LOST]:
        loss.lost.append((piece if len(piece) <= 80 else piece[:77] + "...", document.locate(segment.node)))
    findings: list[Diagnostic] = []
    if missing:
        piece, at = loss.lost[0]
        findings.append(
            Diagnostic(
                "lost-in-edition",
                Severity.ERROR,
                f"{loss.lost_characters:,} letters of the TEI did not arrive in the {loss.edition} edition, "
                f'first "{piece}"',
                at,
                "the loss report lists every place; an element without a template, or one inside another that drops "
                "its content, is the usual cause",
            )
        )
    if loss.extra_characters:
        findings.append(
            Diagnostic(
                "twice-in-edition",
                Severity.WARNING,
                f"{loss.extra_characters:,} letters arrived twice in the {loss.edition} edition, or are not of the TEI",
                Location(document.path),
                "see the loss report",
            )
        )
    return Result(loss, tuple(findings))

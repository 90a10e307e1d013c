"""Headings by their form, for a text without a contents list; and what a section is.

In: the blocks. Out: ``Section`` objects, not yet settled in their order and levels. A numbered form counts only where
its numbers follow each other: a list inside a chapter is no row of chapters.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from edition.sources.plaintext.contents import PARTS, Entry, numbered
from edition.sources.plaintext.lines import Block, Layout
from edition.sources.plaintext.profile import Profile, fold, kind_of
from edition.sources.plaintext.tokens import RAISED

__all__ = ["Section", "by_form", "holds_notes", "is_short", "subtitle"]

_MARKDOWN: Final = re.compile(r"^#{1,6}\s+")
_CAPITALS: Final = re.compile(r"^[^a-zà-ÿа-я]*[A-ZÀ-ÞА-Я][^a-zà-ÿа-я]*$")
_SENTENCE_END: Final = re.compile(r"[.!?:;,…]['\"”’»]?$")
_EMPHASISED: Final = re.compile(r"_[^_]+_|\*[^*]+\*")
#: A heading is at most this long, in characters and lines.
_LONGEST: Final = 250
_BRACKET: Final = re.compile(r"\d+\)")
_NUMBERED_NOTE: Final = re.compile(rf"^\s*(?:\[\^?\d|\d{{1,4}}[.)]|[{RAISED}]|\(\d)")
#: A number alone on a line.
_BARE: Final = re.compile(r"(\d{1,3})\.?")
#: So many empty lines set a line apart, where nothing else shows the heads; and what a head has below it at least.
_APART: Final = 3
_PAGE: Final = 1500
#: An entry of a synopsis has no more characters than this.
_SYNOPSIS: Final = 400
#: So many numbers that follow each other are headings though the first of them is not 1.
_SECOND_VOLUME: Final = 12


@dataclass(slots=True)
class Section:
    """A division: ``head`` are the blocks of its heading, ``start`` to ``end`` (exclusive) those of its text."""

    id: str
    kind: str
    level: int
    number: int | None
    label: str
    title: str
    head: list[Block]
    start: int
    end: int = 0
    page: str = ""
    parent: Section | None = None
    entry: Entry | None = None
    place: str = "body"


def is_short(block: Block) -> bool:
    """True for a block that a heading may be."""
    return len(block.lines) <= 3 and block.size <= _LONGEST


def holds_notes(source: Layout, block: Block) -> bool:
    """Whether what stands below the single word "Note" are notes: a number begins one of the next lines."""
    if fold(block.text) != "note":
        return True
    following = source.blocks[block.index + 1 : block.index + 4]
    return any(_NUMBERED_NOTE.match(line.text) for below in following for line in below.lines)


def subtitle(source: Layout, block: Block, taken: Iterable[int]) -> list[Block]:
    """The blocks of a heading: a bare label ("Appendix I", "CHAPTER 4") takes the short line after it as its title."""
    number, label, title = numbered(block.text)
    bare = (number is not None and not title) or re.fullmatch(
        r"(append|anhang|прилож|annex)\w*( \w{1,4})?", fold(block.text)
    )
    if not bare or block.index + 1 >= len(source.blocks):
        return [block]
    below = source.blocks[block.index + 1]
    following = source.blocks[block.index + 2 : block.index + 6]
    beyond = next((other for other in following if not other.text.startswith("[")), None)
    set_apart = _CAPITALS.match(below.text) is not None or _EMPHASISED.fullmatch(below.text) is not None
    if (
        is_short(below)
        and below.before <= 2
        and (len(below.lines) == 1 or _CAPITALS.match(below.text) is not None)
        and below.size < 160
        and below.index not in taken
        and numbered(below.text)[0] is None
        and (not _SENTENCE_END.search(below.text) or _is_titled(below.text))
        and not below.text.startswith(("[", "(", "*", "-", "—", '"', "“", "«", "»"))
        and beyond is not None
        and (beyond.size > 2 * below.size or set_apart)
        and (label != "roman" or len(below.text) < 60)
        and (not re.match(r"[^\s]+\.\s", below.text) or _CAPITALS.match(below.text) is not None)
    ):
        return [block, below]
    return [block]


def _interrupts(source: Layout, block: Block) -> bool:
    """True for a number between the halves of a sentence: it numbers a page."""
    if block.index + 1 >= len(source.blocks):
        return True
    if not block.index:
        return False
    before, below = source.blocks[block.index - 1].text.rstrip(), source.blocks[block.index + 1].text.lstrip("_*\"“'‘«")
    return below[:1].islower() or (before[-1:].isalnum() and len(before) > 60) or before[-1:] in ",-"


def _title_below(source: Layout, block: Block) -> list[Block]:
    """The words in capitals below a number that stands alone."""
    below = source.blocks[block.index + 1]
    title = len(below.lines) <= 3 and below.size < 160 and below.before <= 2 and _CAPITALS.match(below.text) is not None
    return [below] if title else []


def _is_titled(text: str) -> bool:
    """True for words in capitals, or each but the small ones with a capital: a title may end in a full stop."""
    if text.rstrip().endswith((",", ";", ":")):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    capital = sum(word[0].isupper() for word in words)
    return len(text) < 80 and capital * 5 >= len(words) * 3 and (capital > 1 or len(words) == 1)


def _underlined(block: Block) -> tuple[int, Block] | None:
    """The level and the words of a line with a stroke below it; None for another block."""
    if len(block.lines) != 2 or not block.lines[0].text.strip():
        return None
    stroke, words = block.lines[1].text.strip(), block.lines[0].text.strip()
    if not re.fullmatch(r"={3,}|-{3,}|~{3,}|_{3,}", stroke) or not re.search(r"[^\W_]", words):
        return None
    if not 0.5 * len(words) <= len(stroke) <= 2.5 * len(words) + 4:
        return None
    return (1 if stroke[0] == "=" else 2), Block(block.index, block.lines[:1], block.before, block.after)


def by_form(source: Layout, profile: Profile, start: int = 0) -> list[Section]:
    """Headings by their form: Markdown, labelled ("CHAPTER I"), bare Roman or "n. Title" in sequence, whole words."""
    labelled: list[Section] = []
    sequences: dict[str, list[Section]] = {"arabic": [], "roman": [], "bare": [], "bracket": []}
    plain: list[Section] = []
    for block in source.blocks[start:]:
        if not is_short(block):
            continue
        underlined = _underlined(block)
        if underlined is not None:
            depth, above = underlined
            number, label, title = numbered(above.text)
            kind = kind_of(title, profile) if number is None else ""
            labelled.append(Section("", kind, depth, number, label or "markdown", title, [above], block.index + 1))
            continue
        text = block.text
        markdown = _MARKDOWN.match(text)
        if markdown:
            depth = len(markdown.group().strip())
            number, label, title = numbered(text[markdown.end() :].rstrip("# "))
            kind = kind_of(title, profile) if number is None else ""
            labelled.append(Section("", kind, depth, number, label or "markdown", title, [block], block.index + 1))
            continue
        number, label, title = numbered(text)
        if profile.heading is not None and profile.heading.fullmatch(text):
            kind = kind_of(text, profile) if number is None else ""
            labelled.append(Section("", kind, 1, number, label, title, [block], block.index + 1))
        elif (
            number
            and label
            and label != "roman"
            and (len(title) < 120 and (not title or title[0].isupper() or title[0] in "\"“'‘«"))
        ):
            head = subtitle(source, block, ())
            if len(head) > 1 and kind_of(head[1].text, profile):
                head = [block]
            labelled.append(
                Section(
                    "", "", 1, number, label, title or (head[1].text if len(head) > 1 else ""), head, head[-1].index + 1
                )
            )
        elif (bare := _BARE.fullmatch(text)) is not None and not _interrupts(source, block):
            head = [block, *_title_below(source, block)]
            title = head[1].text if len(head) > 1 else ""
            sequences["bare"].append(Section("", "", 1, int(bare.group(1)), "bare", title, head, head[-1].index + 1))
        elif number and len(block.lines) == 1 and (block.before >= 1 or block.index == 0):
            alone = label == "roman" or (len(title) < 120 and not _SENTENCE_END.search(title.rstrip("?!.")))
            if alone:
                name = "roman" if label == "roman" else "bracket" if _BRACKET.match(text) else "arabic"
                sequences[name].append(Section("", "", 1, number, label, title, [block], block.index + 1))
        elif len(block.lines) == 1 and block.size < 80:
            kind = kind_of(text, profile)
            if kind == "notes" and not holds_notes(source, block):
                continue
            if kind and kind != "contents":
                plain.append(Section("", kind, 1, None, "", text, [block], block.index + 1))
            elif (
                _CAPITALS.match(text)
                and block.before >= 2
                and block.after >= 1
                and 3 < len(text) < 70
                and len(re.findall(r"[^\W\d_]", text)) >= 4
                and source.wrapped
            ):
                plain.append(Section("", "capitals", 1, None, "", text, [block], block.index + 1))
    numbers = [section for section in labelled if section.number is not None]
    if labelled and any(section.label == "markdown" for section in labelled):
        top = min(section.level for section in labelled)
        for section in labelled:
            section.level = section.level - top + 1
            if section.label == "markdown":
                section.label = ""
        return labelled
    outer_heads = [section for section in numbers if section.label in PARTS]
    if len(numbers) - len(outer_heads) < 2:
        for name in ("roman", "arabic", "bare", "bracket"):
            run = _best_run(sequences[name], outer_heads)
            for section in run if name == "roman" else ():
                if not section.title:
                    section.head = subtitle(source, section.head[0], ())
                    section.title = section.head[1].text if len(section.head) > 1 else ""
                    section.start = section.head[-1].index + 1
            if len(run) >= (4 if name == "bare" else 2):
                labelled += run
                break
    below = {block.index for section in labelled for block in section.head[1:]}
    plain = [section for section in plain if section.head[0].index not in below]
    found = labelled + [section for section in plain if section.kind != "capitals"]
    if all(section.number is None for section in found):
        capitals = [section for section in plain if section.kind == "capitals"]
        found += capitals if len(capitals) >= 2 else []
    if not found:
        found = _set_off(source, start)
    found = _without_synopsis(_without_heads_of_notes(found), source)
    for section in found:
        if section.kind == "capitals":
            section.kind = ""
    _rank(found)
    return found


def _set_off(source: Layout, start: int) -> list[Section]:
    """Short lines that stand apart from the text above by more than others do: the heads of a text without any other.

    Each must have a page of text on an average; a speaker or a stage direction is none.
    """
    lone = [
        block
        for block in source.blocks[start:]
        if len(block.lines) == 1
        and block.before >= _APART
        and block.size < 60
        and block.text[:1].isupper()
        and not block.text.endswith((":", ",", ";", "!", "?", '"', "”", "»"))
        and not block.text.startswith(("Produced by", "Transcribed"))
    ]
    size = sum(block.size for block in source.blocks[start:])
    if (
        len(lone) < 3
        or size < _PAGE * len(lone)
        or sum(block.before >= _APART for block in source.blocks) > 2 * len(lone)
    ):
        return []
    return [Section("", "", 1, None, "", block.text.rstrip("."), [block], block.index + 1) for block in lone]


def _rank(found: list[Section]) -> None:
    """Levels of parts, books, volumes: the fewer there are of a word, the further out it stands."""
    counts: dict[str, int] = {}
    for section in found:
        if section.number is not None:
            counts[section.label] = counts.get(section.label, 0) + 1
    outer = sorted((label for label in counts if label in PARTS), key=lambda label: -counts[label])
    innermost = 0 if counts.keys() - set(outer) else 1
    for section in found:
        if section.number is not None and section.label in outer:
            section.level = innermost - outer.index(section.label)


def _without_heads_of_notes(found: list[Section]) -> list[Section]:
    """Without those heads behind "Notes" that stood before it: they part the notes, and begin no chapter."""
    found = sorted(found, key=lambda section: section.start)
    start = next((n for n, section in enumerate(found) if section.kind == "notes"), len(found))
    have = {fold(section.head[0].text) for section in found[:start]}
    return [
        section
        for n, section in enumerate(found)
        if n <= start or section.number is None or fold(section.head[0].text) not in have
    ]


def _without_synopsis(found: list[Section], source: Layout) -> list[Section]:
    """Drop headings of a synopsis: labels that come again later and have next to no text of their own."""
    found = sorted(found, key=lambda section: section.start)
    if not found:
        return []
    ends = [section.head[0].index for section in found[1:]] + [len(source.blocks)]
    sizes = [
        sum(block.size for block in source.blocks[section.start : end])
        for section, end in zip(found, ends, strict=True)
    ]
    kept = []
    for n, section in enumerate(found):
        later = [s for s in found[n + 1 :] if (s.label, s.number) == (section.label, section.number)]
        early = section.start <= len(source.blocks) // 10
        # A contents list may stand before a second part too: many headings with hardly a word below them.
        rows = (sizes[at : at + 3] for at in range(max(0, n - 2), n + 1))
        dense = any(len(row) == 3 and max(row) < _SYNOPSIS for row in rows)
        title = fold(section.title)[:40]
        dense = dense and bool(title) and any(fold(s.title)[:40] == title for s in later)
        if section.number is None or not later or sizes[n] > 3000 or not (early or dense):
            kept.append(section)
    return kept


def _best_run(sections: list[Section], outer: list[Section]) -> list[Section]:
    """The longest row of headings that are all numbers alone, or all numbers with a title; else of both."""
    alone = [section for section in sections if not section.title]
    titled = [section for section in sections if section.title]
    return max((_run(own, outer) for own in (alone, titled, sections)), key=len)


def _run(sections: list[Section], outer: list[Section]) -> list[Section]:
    """The headings whose numbers run 1, 2, 3, ...: a list inside a chapter does not count as chapters.

    In another part they may begin again at 1.
    """
    run: list[Section] = []
    due = 1
    first = sections[0].number or 1 if sections else 1
    if first > 1 and sum(b.number == (a.number or 0) + 1 for a, b in itertools.pairwise(sections)) >= _SECOND_VOLUME:
        # A second volume goes on with the numbers of the first.
        due = first
    for n, section in enumerate(sections):
        number = section.number or 0
        parted = any(run[-1].start <= other.start <= section.start for other in outer) if run else False
        # One or two that were not recognised do not end the row, if it goes on behind them.
        after = sections[n + 1].number if n + 1 < len(sections) else 0
        skipped = len(run) >= _SECOND_VOLUME and due < number <= due + 2 and after == number + 1
        if number == due or (number == 1 and parted) or skipped:
            run.append(section)
            due = (section.number or 0) + 1
    return run

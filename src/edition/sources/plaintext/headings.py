"""Headings: where the divisions of a book begin.

In: the blocks and, where there is one, the contents list. Out: the ``Section`` list in the order of the source, each
with its kind, level, number, title and blocks. The contents list is the authority: its entries are found again in the
text as the longest chain that keeps their order, so an entry that is missing costs only itself. Without a contents
list the forms of the headings decide, and a numbered form only where its numbers follow each other.
"""

from __future__ import annotations

import difflib
import itertools
import re
from bisect import bisect_left
from pathlib import Path
from typing import Final

from edition.diagnostic import Diagnostic, Location, Severity
from edition.sources.plaintext.contents import PARTS, Contents, Entry, is_roman, numbered
from edition.sources.plaintext.forms import Section, by_form, holds_notes, is_short, subtitle
from edition.sources.plaintext.lines import Layout
from edition.sources.plaintext.profile import BACK_KINDS, FRONT_KINDS, Profile, fold, kind_of

__all__ = ["LIBRARY_END", "LIBRARY_START", "Section", "find_sections"]

#: The kinds of divisions that are no parts and chapters, by the word of their heading.
_OUTER: Final = {
    "act": "act", "acte": "act", "akt": "act", "aufzug": "act", "действие": "act", "акт": "act", "book": "book",
    "buch": "book", "livre": "book", "книга": "book", "volume": "volume", "tome": "volume", "band": "volume",
    "том": "volume",
}  # fmt: skip
_INNER: Final = {
    **_OUTER, "scene": "scene", "scène": "scene", "szene": "scene", "auftritt": "scene", "явление": "scene",
    "letter": "letter", "lettre": "letter", "brief": "letter", "письмо": "letter", "part": "part", "teil": "part",
    "theil": "part", "partie": "part", "часть": "part",
}  # fmt: skip
#: Headings that a text lacks, or that were not recognised, between two that follow each other.
_JUMP: Final = 3
#: The words of what stands inside an act.
_SCENES: Final = frozenset(("scene", "scène", "szene", "auftritt", "явление"))
#: The lines with which an electronic library begins and ends a text.
LIBRARY_START: Final = re.compile(r"^\*{3}\s*START OF", re.IGNORECASE)
LIBRARY_END: Final = re.compile(r"^(\*{3}\s*)?END OF (THE |THIS )?PROJECT GUTENBERG", re.IGNORECASE)


def find_sections(
    source: Layout, contents: Contents | None, profile: Profile, path: Path
) -> tuple[list[Section], list[Diagnostic]]:
    """The sections in order, and the doubts about them. Empty where the text has no headings."""
    doubts: list[Diagnostic] = []
    if contents is not None:
        found = _by_contents(source, contents, doubts, path)
        if len(found) < max(2, len(contents.entries) // 3):
            doubts.append(
                Diagnostic(
                    "contents-not-followed",
                    Severity.WARNING,
                    f"only {len(found)} of {len(contents.entries)} entries of the contents list were found as headings",
                    Location(path, source.blocks[contents.first].first, 1),
                    "the headings were taken by their form instead",
                )
            )
            if not any(entry.page for entry in contents.entries):
                # Perhaps it was no list at all: only its heading is sure.
                contents.last = contents.first
            contents.entries.clear()
            found = by_form(source, profile, contents.last + 1)
    if contents is None:
        # What an electronic library prints before a text holds no headings of it.
        library = [block.index + 1 for block in source.blocks[:60] if LIBRARY_START.match(block.text)]
        found = by_form(source, profile, library[0] if library else 0)
    elif contents.entries:
        found += _kinds_after(source, found, contents, profile)
        found = _with_labelled(source, found, by_form(source, profile, contents.last + 1))
    found = _licence(source, _decided(source, found, profile))
    found.sort(key=lambda section: section.start)
    # A block that is a heading of its own is no subtitle of the one before it.
    starts = {section.head[0].index for section in found}
    for section in found:
        if any(block.index in starts for block in section.head[1:]):
            del section.head[1:]
            section.start = section.head[0].index + 1
    found = [s for n, s in enumerate(found) if not n or s.head[0].index != found[n - 1].head[0].index]
    _settle(found, source)
    return found, doubts


def _decided(source: Layout, found: list[Section], profile: Profile) -> list[Section]:
    """The headings as a profile decides them line by line: some more, some less. A further one stands beside the one
    before it.
    """
    if not profile.overrides:
        return found
    said = {number: own.treat for own in profile.overrides for number in range(own.first, own.last + 1)}
    kept = [section for section in found if said.get(section.head[0].first, "heading") == "heading"]
    taken = {block.index for section in kept for block in section.head}
    for block in source.blocks:
        if said.get(block.first) == "heading" and block.index not in taken:
            number, label, title = numbered(block.text)
            before = [section for section in kept if section.start <= block.index]
            level = max(before, key=lambda section: section.start).level if before else 1
            kind = kind_of(block.text, profile) if number is None else ""
            kept.append(Section("", kind, max(level, 1), number, label, title, [block], block.index + 1))
    return kept


def _with_labelled(source: Layout, found: list[Section], formed: list[Section]) -> list[Section]:
    """Add what is a heading by its word ("CHAPTER II", "ACT I") and stands in no contents list.

    Directly above a heading that was found it is its number; else it is a heading of its own: below the others, where
    the numbers begin again in each of them.
    """
    taken = {block.index for section in found for block in section.head}
    extra = [
        section
        for section in formed
        if section.number is not None
        and section.label not in ("", "roman", "markdown", "bare")
        and section.head[0].index not in taken
    ]
    # A word that stands before few numbers is a citation ("Act v. Scene 2"), unless they begin with 1 or go on.
    used = {section.label for section in found}
    for label in {section.label for section in extra} - used:
        numbers = [section.number or 0 for section in formed if section.label == label]
        if 1 not in numbers and not any(second == first + 1 for first, second in itertools.pairwise(numbers)):
            extra = [section for section in extra if section.label != label]
    reached: dict[bool, int] = {}
    known = {id(section) for section in found}
    far: set[int] = set()
    for section in sorted([*found, *extra], key=lambda one: one.start):
        number, outer = section.number or 0, section.label in PARTS
        if id(section) not in known and number > reached.get(outer, number) + _JUMP:
            far.add(id(section))
        elif number:
            reached[outer] = number
    extra = [section for section in extra if id(section) not in far]
    heads = {section.head[0].index: section for section in found}
    fresh: list[Section] = []
    for section in extra:
        below = heads.get(section.head[0].index + 1)
        if below is not None and len(source.blocks[section.head[0].index].lines) == 1 and below.level > 0:
            below.head = [section.head[0], *below.head]
            below.number, below.label = section.number, section.label
        else:
            fresh.append(section)
    inner = [section for section in fresh if section.label not in PARTS or section.label in _OUTER]
    outside = [section for section in found if section.level == 1 and section.number is None and not section.kind]
    firsts = [section for section in inner if section.number == 1]
    below_others = (
        bool(outside)
        and len(firsts) >= 1
        and all(any(other.start <= first.start for other in outside) for first in firsts)
    )
    for section in fresh:
        if below_others:
            section.level = 3 if section.label in _SCENES else 2
    return [*found, *fresh]


def _licence(source: Layout, found: list[Section]) -> list[Section]:
    """The licence that an electronic library prints behind a text is a division of its own, without headings in it."""
    for block in source.blocks[len(source.blocks) // 2 :]:
        if LIBRARY_END.match(block.text):
            kept = [section for section in found if section.head[0].index < block.index]
            if kept:
                kept.append(Section("", "licence", 1, None, "", "licence", [block], block.index + 1))
            return kept
    return found


def _key(entry: Entry) -> str:
    return fold(" ".join(line.text for line in entry.lines) if not entry.page else _printed(entry))


def _numbered_key(number: int, title: str) -> str:
    """Number and title, however the number is written."""
    return f"{number}\x00{fold(title)}"


def _printed(entry: Entry) -> str:
    """The entry as its heading would be printed."""
    if entry.number is None:
        return entry.title
    return f"{entry.label} {entry.number} {entry.title}"


def _by_contents(source: Layout, contents: Contents, doubts: list[Diagnostic], path: Path) -> list[Section]:
    """Entries found again in the text: the longest chain in the order of both, then what is only similar."""
    places: dict[str, list[int]] = {}
    labelled: dict[tuple[bool, int], list[int]] = {}
    shorts: list[int] = []
    for block in source.blocks[contents.last + 1 :]:
        if not is_short(block):
            continue
        shorts.append(block.index)
        places.setdefault(fold(block.text), []).append(block.index)
        if block.lines[0].text.strip() != block.text:
            places.setdefault(fold(block.lines[0].text), []).append(block.index)
        number, label, title = numbered(block.text)
        if number is not None and label not in ("", "roman"):
            labelled.setdefault((label in PARTS, number), []).append(block.index)
        if number is not None:
            # The number may be written otherwise than in the list, and the title stand on a line below.
            head = subtitle(source, block, ())
            words = title or (head[1].text if len(head) > 1 else "")
            if words:
                places.setdefault(_numbered_key(number, words), []).append(block.index)
    keys = [_key(entry) for entry in contents.entries]
    others = [
        _numbered_key(entry.number, entry.title) if entry.number is not None else "" for entry in contents.entries
    ]
    places.pop("", None)
    found = [
        places.get(key, [])
        or places.get(other, [])
        or (labelled.get((entry.label in PARTS, entry.number), []) if entry.number is not None else [])
        for entry, key, other in zip(contents.entries, keys, others, strict=True)
    ]
    chain = _longest_chain([own[:12] for own in found])
    _trim(contents, chain, source)
    # What no heading repeats exactly may stand between its neighbours with a slip of the pen.
    for number, entry in enumerate(contents.entries):
        if number in chain:
            continue
        low = max((chain[n] for n in chain if n < number), default=contents.last)
        high = min((chain[n] for n in chain if n > number), default=len(source.blocks))
        best, score = -1, 0.8
        for index in shorts[bisect_left(shorts, low + 1) : bisect_left(shorts, high)]:
            block = source.blocks[index]
            own = numbered(block.text)
            if entry.number is not None and own[0] != entry.number:
                continue
            if entry.number is not None and not own[2] and own[1] and best < 0:
                # The number alone: its title stands below, in other words.
                best = index
                continue
            ratio = difflib.SequenceMatcher(None, keys[number], fold(block.text)).ratio()
            if ratio > score:
                best, score = index, ratio
        block_at = source.blocks[best] if best >= 0 and keys[number] else None
        if block_at is None:
            doubts.append(
                Diagnostic(
                    "entry-without-heading",
                    Severity.WARNING,
                    f'the contents list names "{_printed(entry).strip()}", but no heading like it was found',
                    Location(path, entry.lines[0].number, 1),
                    "look for the heading in the source; its text now belongs to the division before it",
                )
            )
            continue
        chain[number] = best
        doubts.append(
            Diagnostic(
                "heading-differs",
                Severity.INFO,
                f'the heading "{block_at.text}" differs from the contents list: "{_printed(entry).strip()}"',
                Location(path, block_at.first, 1),
                "the heading was kept as it stands in the text",
            )
        )
    sections = []
    for number, index in sorted(chain.items()):
        entry = contents.entries[number]
        block = source.blocks[index]
        head = subtitle(source, block, [*chain.values()])
        own = numbered(block.text)
        title = own[2] if entry.number is not None else block.text
        if len(head) > 1 and not title:
            title = head[1].text
        sections.append(
            Section(
                "",
                entry.kind,
                entry.level,
                entry.number,
                entry.label,
                title,
                head,
                head[-1].index + 1,
                page=entry.page,
                entry=entry,
            )
        )
    return sections


def _trim(contents: Contents, chain: dict[int, int], source: Layout) -> None:
    """A list without page numbers ends with its last entry that is a heading; what follows was no part of it."""
    if not chain or any(entry.page for entry in contents.entries):
        return
    rest = contents.entries[max(chain) + 1 :]
    if rest:
        del contents.entries[max(chain) + 1 :]
        first = rest[0].lines[0].number
        while contents.last > contents.first and source.blocks[contents.last].first >= first:
            contents.last -= 1


def _longest_chain(candidates: list[list[int]]) -> dict[int, int]:
    """Entry number -> block index: the longest increasing choice of one candidate for each entry, earliest first."""
    tails: list[int] = []
    links: list[tuple[int, int, int]] = []  # (entry, block, link to the one before)
    ends: list[int] = []
    for number, choice in enumerate(candidates):
        # From the last to the first: two candidates of one entry must not follow each other.
        for index in sorted(choice, reverse=True):
            at = bisect_left(tails, index)
            links.append((number, index, ends[at - 1] if at else -1))
            if at == len(tails):
                tails.append(index)
                ends.append(len(links) - 1)
            else:
                tails[at] = index
                ends[at] = len(links) - 1
    chain: dict[int, int] = {}
    link = ends[-1] if ends else -1
    while link >= 0:
        number, index, link = links[link]
        chain[number] = index
    return chain


def _kinds_after(source: Layout, found: list[Section], contents: Contents, profile: Profile) -> list[Section]:
    """Divisions of the back that the contents list leaves out, known by their whole heading."""
    last = max((section.start for section in found), default=contents.last)
    have = {section.kind for section in found}
    extra = []
    for block in source.blocks[last:]:
        if len(block.lines) == 1 and block.size < 60:
            kind = kind_of(block.text, profile)
            if kind == "notes" and not holds_notes(source, block):
                continue
            if kind in ("notes", "index", "glossary", "bibliography", "chronology") and kind not in have:
                have.add(kind)
                extra.append(Section("", kind, 1, None, "", block.text, [block], block.index + 1))
    return extra


def _settle(sections: list[Section], source: Layout) -> None:
    """Ends, parents, kinds by place, and ids."""
    chapters = [n for n, section in enumerate(sections) if section.number is not None and section.level <= 1]
    first = chapters[0] if chapters else None
    last = chapters[-1] if chapters else None
    parents: list[Section] = []
    used: set[str] = set()
    for n, section in enumerate(sections):
        section.end = sections[n + 1].head[0].index if n + 1 < len(sections) else len(source.blocks)
        while parents and parents[-1].level >= section.level:
            parents.pop()
        if section.level > 1 or (parents and parents[-1].level <= 0 and section.number is not None):
            section.parent = parents[-1] if parents else None
        if section.parent is None:
            parents = []
        parents.append(section)
        if section.number is not None:
            if section.level <= 0:
                section.kind = _OUTER.get(section.label, "part")
            elif section.level == 1:
                section.kind = _INNER.get(section.label, "chapter")
            else:
                section.kind = _INNER.get(section.label, "subchapter")
        elif not section.kind:
            section.kind = "subchapter" if section.level > 1 and section.parent else "chapter"
        section.place = _place(section, n, first, last)
        section.id = _unique(_name(section), used)
    for section in sections:
        if section.parent is not None:
            section.place = section.parent.place
    # The order of the print stands: front, body, back must each be one stretch.
    reached = 0
    for section in sections:
        if section.parent is not None:
            continue
        reached = max(reached, ("front", "body", "back").index(section.place))
        section.place = ("front", "body", "back")[reached]
    if sections and all(section.place != "body" for section in sections):
        for section in sections:
            section.place = "body"


def _place(section: Section, n: int, first: int | None, last: int | None) -> str:
    """Front before the first numbered chapter, body up to the last, back by kind behind it."""
    if first is None or last is None:
        if section.kind in FRONT_KINDS:
            return "front"
        return "back" if section.kind in BACK_KINDS else "body"
    if n < first:
        if section.level == 0:
            return "body"
        if section.kind == "chapter":
            section.kind = "section"
        return "front"
    if n > last and section.kind in BACK_KINDS:
        return "back"
    return "body"


def _name(section: Section) -> str:
    parent = section.parent
    if section.number is not None:
        if parent is not None and parent.level > 0:
            return f"{parent.id}.{section.number}"
        prefix = {"act": "act", "part": "part", "book": "book", "volume": "vol"}.get(section.kind, "ch")
        own = f"{prefix}{section.number}"
        return f"{parent.id}.{own}" if parent is not None else own
    short = {"introduction": "intro", "foreword": "foreword", "notes": "notes", "index": "index", "appendix": "app"}
    if section.kind == "appendix":
        found = re.search(r"\b([IVXL]+|\d+|[A-Z])\b\s*$", section.head[0].text.strip().rstrip("."))
        if found:
            value = found.group(1)
            return f"app{value if value.isdigit() else is_roman(value) or value.lower()}"
    if section.kind in short:
        return short[section.kind]
    slug = re.sub(r"[^a-z0-9]+", "-", fold(section.title).encode("ascii", "ignore").decode()).strip("-")
    slug = "-".join(slug.split("-")[:4])
    return slug if slug and slug[0].isalpha() else (section.kind or "section")


def _unique(name: str, used: set[str]) -> str:
    candidate, n = name, 2
    while candidate in used:
        candidate = f"{name}-{n}"
        n += 1
    used.add(candidate)
    return candidate

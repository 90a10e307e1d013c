"""Plain text to TEI: a pipeline of pure functions, from lines and blocks to an account of every word.

In: the path of a text file and the options. Out: ``Result[Imported]``: the TEI document as bytes, a report and the
doubts, each at a line and column of the source. Raises EditionError for what cannot be read as text.
"""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

from edition.diagnostic import Diagnostic, Result, Severity, sort_findings
from edition.document import read_bytes
from edition.sources.plaintext.backmatter import contents_list
from edition.sources.plaintext.blocks import is_stamp, pieces
from edition.sources.plaintext.contents import Contents, find_contents
from edition.sources.plaintext.context import Context, Doubt
from edition.sources.plaintext.corrections import Correction, apply, format_tsv, merge, read_tsv
from edition.sources.plaintext.crossreferences import link_references
from edition.sources.plaintext.detectors import detect
from edition.sources.plaintext.drama import cast_lists, find_play, play_nodes
from edition.sources.plaintext.encode import Encoded, SectionReport, encode_section, return_to_parent
from edition.sources.plaintext.explanation import detect_book
from edition.sources.plaintext.explicit_pages import mark_pages
from edition.sources.plaintext.gathered_notes import find_gathered, join_across, scheme_of, take_all
from edition.sources.plaintext.header import header
from edition.sources.plaintext.headings import LIBRARY_END, LIBRARY_START, Section, find_sections
from edition.sources.plaintext.index_entries import link_locators
from edition.sources.plaintext.inline import parse
from edition.sources.plaintext.interventions import mark_interventions, mark_lives
from edition.sources.plaintext.joined import Ledger, assign, join, note_division
from edition.sources.plaintext.languages import guess_language
from edition.sources.plaintext.ledger import Account, account
from edition.sources.plaintext.lines import Block, assumed, decode, layout
from edition.sources.plaintext.note_styles import place_text_notes, tell_left
from edition.sources.plaintext.notes import Endnote, NoteGroup, read_notes
from edition.sources.plaintext.pages import paginate
from edition.sources.plaintext.profile import Profile, check_overrides, load
from edition.sources.plaintext.proposals import propose
from edition.sources.plaintext.quotations import mark_quotations
from edition.sources.plaintext.report import build_report, summary_of
from edition.sources.plaintext.rows import Places, source_rows
from edition.sources.plaintext.titlepage import Bibliography, describe, title_page
from edition.sources.plaintext.tree import Node, serialise

__all__ = ["read_plaintext"]

#: Divisions in which no note stands among the text.
_APART = frozenset(("notes", "licence", "index", "contents", "glossary", "chronology", "bibliography"))


def read_plaintext(
    path: Path,
    profile_path: Path | None,
    title: str | None,
    author: str | None,
    language: str | None,
    corrections_path: Path | None = None,
) -> Result[tuple[bytes, dict[str, Any], tuple[str, ...], str | None, tuple[str, ...], tuple[tuple[int, ...], ...]]]:
    """Import one text file: the document, the report, the lines of a summary, the corrections file to be, the lines of
    the source, and those of each block.
    """
    profile = load(profile_path)
    data = read_bytes(path)
    text = decode(data, path, profile.encoding)
    source = layout(text, path)
    check_overrides(profile, source.lines, profile_path)
    context = Context(path, source, profile)
    context.doubts += [Doubt(finding) for finding in source.doubts]
    old = "" if profile.encoding else assumed(data)
    if old:
        context.detect("encoding", old, "the bytes are no UTF-8, and all of them are signs of this encoding")
        context.doubt(
            "encoding",
            f"the file is not UTF-8; it was read as {old}",
            1,
            1,
            'if letters look wrong, name the encoding in a profile (encoding = "..."); else nothing is to be done',
            decision=f"read as {old}",
            severity=Severity.INFO,
        )
    contents = find_contents(source, profile)
    sections, doubts = find_sections(source, contents, profile, path)
    context.doubts += [Doubt(finding) for finding in doubts]
    opening = _opening(source.blocks, contents, sections)
    stated = describe(opening, path.stem)
    facts = Bibliography(
        title or profile.title or stated.title,
        author or profile.author or stated.author,
        profile.translator or stated.translator,
        stated.publisher,
        stated.date,
        stated.original,
        stated.numbers,
    )
    own = language or profile.language or guess_language(source.lines)
    built = _text(source.blocks, contents, sections, opening, facts, context)
    mark_interventions(built.text, _hands(facts, profile), context)
    mark_lives(built.text, context)
    pages = mark_pages(built.text, context) or paginate(built.text, sections, context)
    detect(built.text, built.ledgers, pages, context)
    link_references(built.text, context)
    mark_quotations(built.text, context)
    detect_book(context, contents, sections, stated, facts, own)
    languages = [own, *sorted(built.languages - {own})]
    root = Node(
        "TEI",
        {"xmlns": "http://www.tei-c.org/ns/1.0", "xml:id": _identifier(path), "xml:lang": own},
        [header(facts, profile, path, languages, _editorial(context, built), _reason(path)), built.text],
    )
    _declare_hands(root)
    _unique_ids(root)
    context.counts["index_linked"] = link_locators(
        context.index,
        {node.attributes["xml:id"] for node in root.iter() if node.name == "pb" and "xml:id" in node.attributes},
    )
    corrections = _corrections(root, corrections_path, own, context)
    document = serialise(root)
    even: Account = account(context.masked(), document, path)
    context.doubts += [Doubt(finding, cert="high") for finding in even.findings]
    findings: list[Diagnostic] = sort_findings([doubt.finding for doubt in context.doubts])
    report = build_report(
        path, facts, own, sections, built.reports, built.ledgers, context, even, Places(root, document)
    )
    report["pages"] = pages
    if corrections is not None:
        report["corrections"] = [dataclasses.asdict(one) for one in corrections]
    kept = format_tsv(corrections) if corrections is not None else None
    rows = tuple(tuple(lines) for lines in source_rows(root))
    return Result((document, report, summary_of(report), kept, tuple(source.lines), rows), tuple(findings))


def _corrections(root: Node, path: Path | None, language: str, context: Context) -> list[Correction] | None:
    """The rows of a corrections file, known and new, with what was accepted written into the tree; None without one."""
    if path is None:
        return None
    known = read_tsv(path) if path.exists() and path.stat().st_size else []
    rows = merge(known, propose(context, language), context)
    context.counts["emendations"] = apply(root, rows, context)
    return rows


def _declare_hands(root: Node) -> None:
    """A hand that signs in the text and is not named on the title page is named in the header by what it did."""
    declared = {node.attributes.get("xml:id", "") for node in root.iter()}
    used = {node.attributes.get("resp", "")[1:] for node in root.iter()} - declared - {"", "import"}
    statement = next(node for node in root.iter() if node.name == "titleStmt")
    for hand in sorted(used):
        parts = [Node("resp", {}, ["remarks and notes in the text"]), Node("name", {}, [f"the {hand}"])]
        statement.add(Node("respStmt", {"xml:id": hand}, list(parts)))


def _identifier(path: Path) -> str:
    """The xml:id of the document, from the name of the file."""
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return f"tei-{slug}" if slug else "tei-text"


@dataclasses.dataclass(slots=True)
class _Built:
    text: Node
    reports: list[SectionReport]
    ledgers: list[Ledger]
    languages: set[str]


def _opening(blocks: list[Block], contents: Contents | None, sections: list[Section]) -> list[Block]:
    """The blocks before the contents list and the first heading: title page and imprint."""
    ends = [contents.first] if contents is not None else []
    ends += [section.head[0].index for section in sections]
    # Without headings at least what an electronic library prints before a text is known.
    ends = ends or [block.index + 1 for block in blocks[:60] if LIBRARY_START.match(block.text)]
    return blocks[: min(ends)] if ends else []


def _text(
    blocks: list[Block],
    contents: Contents | None,
    sections: list[Section],
    opening: list[Block],
    facts: Bibliography,
    context: Context,
) -> _Built:
    """The text element, with marks joined to notes."""
    front, body, back = Node("front"), Node("body"), Node("back")
    front.add(*title_page(opening, facts, context))
    hands = _hands(facts, context.profile)
    encoded: dict[str, Encoded] = {}
    residue: list[Block] = []
    cover: list[Block] = []
    by_section: dict[str, list[tuple[Endnote, str]]] = {}
    note_groups = []
    if contents is not None:
        front.add(_contents(blocks, contents, sections, context))
    scheme = scheme_of(sections, blocks, _APART, context)
    context.scheme = scheme
    taken = take_all(sections, blocks, scheme, _APART, context)
    gathered = find_gathered(taken, scheme)
    staged = [section for section in sections if section.kind in ("act", "scene")]
    # Without acts and scenes the whole text may be a play, if most of it are speeches.
    staged = staged or [section for section in sections if section.kind not in (*_APART, "characters")]
    play = find_play([b for s in staged for b in blocks[s.start : s.end]], context) if staged else None
    for section in sections:
        own, text_notes = taken[section.id]
        if section.kind == "notes":
            groups = read_notes(own, sections, context)
            item = Encoded(_notes_head(section, context), SectionReport(section))
            note_groups.append((section, groups, item))
        else:
            if section.kind == "licence":
                item = _licence(section, own, context)
            elif play is not None and section in staged:
                item = encode_section(section, [], context, hands)
                item.div.add(*play_nodes(own, play, section.id, context))
            else:
                item = encode_section(section, own, context, hands)
            if section.kind == "characters":
                cast_lists(item.div, context)
            place_text_notes(item.div, text_notes, scheme, "notes" if section.id == gathered else section.id, context)
        encoded[section.id] = item
        residue += item.residue
        cover += item.cover
    join_across(sections, {name: item.div for name, item in encoded.items()}, taken, gathered, scheme, context)
    for section in sections:
        item = encoded[section.id]
        item.report.footnotes += tell_left(item.div, taken[section.id][1], scheme, context)
    if not sections:
        first = contents.last + 1 if contents is not None else len(opening)
        rest = blocks[first:]
        cut = next((n for n, block in enumerate(rest) if LIBRARY_END.match(block.text)), len(rest))
        item, section = _undivided(rest[:cut], facts, context, hands)
        sections = [section]
        encoded[section.id] = item
        residue += item.residue
        if cut < len(rest):
            head = [rest[cut]]
            section = Section("licence", "licence", 1, None, "", "licence", head, head[0].index + 1, place="back")
            sections.append(section)
            encoded[section.id] = _licence(section, rest[cut + 1 :], context)
    residue = [*_behind_contents(front, blocks, contents, sections, context), *residue]
    reports = [encoded[section.id].report for section in sections]
    for section in sections:
        siblings = [other for other in sections if other.parent is section.parent and section.parent is not None]
        if section.parent is not None and siblings[-1] is section and section.level > 1:
            encoded[section.parent.id].continuation = return_to_parent(
                encoded[section.id], encoded[section.parent.id].report, context
            )
    _notes_of_chapters(note_groups, sections, encoded)
    for section, groups, item in note_groups:
        assign(groups, [r for r in reports if r.section.kind != "notes"])
        nodes, found = note_division(groups, section.id, hands, context)
        item.div.add(*nodes)
        for key, notes in found.items():
            by_section.setdefault(key, []).extend(notes)
    ledgers = join(reports, by_section, context)
    for section in sections:
        item = encoded[section.id]
        parent = encoded[section.parent.id].div if section.parent is not None else None
        place = {"front": front, "body": body, "back": back}[section.place]
        (parent if parent is not None else place).add(item.div)
    for item in encoded.values():
        if item.continuation is not None:
            item.div.add(item.continuation)
    if cover:
        back.add(_plain_division("cover", cover, context))
    if residue:
        back.add(_plain_division("residue", residue, context))
        context.doubt(
            "residue",
            f"{len(residue)} blocks were set apart as residue of the scan (signs of a foreign script, stamps)",
            residue[0].first,
            1,
            "look at them; move into the text what belongs there",
            decision="kept in back/div[@type='residue']",
            severity=Severity.INFO,
        )
    if not body.children:
        body.add(Node("div", {"type": "empty"}, [Node("p")]))
    text = Node("text", {}, [part for part in (front, body, back) if part.children])
    return _Built(text, reports, ledgers, context.languages)


def _licence(section: Section, blocks: list[Block], context: Context) -> Encoded:
    """The words of an electronic library: no notes, no emphasis, no verse."""
    item = encode_section(section, [], context, {})
    for n, block in enumerate(blocks, 1):
        item.div.add(Node("p", {"xml:id": f"{section.id}.p{n}"}, pieces(block, breaks=True)))
    return item


def _notes_of_chapters(
    note_groups: list[tuple[Section, list[NoteGroup], Encoded]], sections: list[Section], encoded: dict[str, Encoded]
) -> None:
    """Where each chapter ends with its notes, those without a head of their own belong to the chapter before them."""
    if len(note_groups) < 2:
        return
    for section, groups, _ in note_groups:
        before = [other for other in sections if other.start < section.start and other.kind != "notes"]
        marked = [other for other in before if encoded[other.id].report.marks]
        for group in groups:
            if group.section is None and group.notes and marked:
                group.section = marked[-1]


def _hands(facts: Bibliography, profile: Profile) -> dict[str, str]:
    """Initials with which a hand may sign -> its id. Of a long name any initials but the last may lack."""
    hands = {sign.replace(" ", ""): hand for sign, hand in profile.hands}
    for name, identifier in ((facts.translator, "translator"), (facts.author, "author")):
        letters = [part[0] + "." for part in name.replace(".", ". ").split() if part[:1].isupper()]
        if letters:
            hands.setdefault("".join(letters), identifier)
            hands.setdefault(letters[0] + letters[-1], identifier)
    return hands


def _contents(blocks: list[Block], contents: Contents, sections: list[Section], context: Context) -> Node:
    head = blocks[contents.first]
    node = Node("div", {"type": "contents", "xml:id": "contents"})
    node.add(Node("head", {}, parse(pieces(head), context, marks=False).children))
    return node.add(*contents_list(context.source, contents, sections, context))


def _behind_contents(
    front: Node, blocks: list[Block], contents: Contents | None, sections: list[Section], context: Context
) -> list[Block]:
    """What stands between the contents list and the first heading: a division of its own. Gives back the stamps."""
    if contents is None or not sections or not sections[0].head:
        return []
    between = blocks[contents.last + 1 : sections[0].head[0].index]
    stamps = [block for block in between if is_stamp(block)]
    rest = [block for block in between if not is_stamp(block)]
    if rest:
        front.add(_plain_division("preliminary", rest, context))
    return stamps


def _plain_division(kind: str, blocks: list[Block], context: Context) -> Node:
    node = Node("div", {"type": kind, "xml:id": kind})
    for n, block in enumerate(blocks, 1):
        inner = parse(pieces(block, breaks=True), context, marks=False).children
        node.add(Node("p", {"xml:id": f"{kind}.p{n}"}, inner))
    return node


def _undivided(
    blocks: list[Block], facts: Bibliography, context: Context, hands: dict[str, str]
) -> tuple[Encoded, Section]:
    """A text without headings: one division, and a warning."""
    section = Section("text", "text", 1, None, "", facts.title, [], 0, len(blocks))
    context.doubt(
        "no-headings",
        "no headings were found: the whole text is one division",
        blocks[0].first if blocks else 1,
        1,
        'name the form of the headings in a profile (heading = "..."), or write "1. Title" on a line of its own',
        decision="one division",
    )
    return encode_section(section, blocks, context, hands), section


def _notes_head(section: Section, context: Context) -> Node:
    node = Node("div", {"type": "notes", "xml:id": section.id})
    for block in section.head:
        node.add(Node("head", {}, parse(pieces(block), context, marks=False).children))
    return node


def _editorial(context: Context, built: _Built) -> list[tuple[str, str]]:
    """The sentences of the editorial declaration: what import did to the text."""
    return [
        (
            "correction",
            "Nothing of the text was corrected. A note mark that was misread keeps its reading in sic, with the number "
            "of its note in corr.",
        ),
        ("normalization", "Spelling and punctuation are those of the source."),
        (
            "quotation",
            "Quotation marks stay in the text as they stand in the source. A quotation is marked up where it fills "
            "paragraphs from end to end and its marks resolve.",
        ),
        (
            "hyphenation",
            "A hyphen at the end of a printed page was undone where the joined word occurs elsewhere in the text; "
            'pb with break="no" and rend="hyphen" shows where it stood. Hyphens that may be real were kept.',
        ),
        (
            "segmentation",
            "Paragraphs that a printed page divides are one paragraph, with a pb at the seam. Captions and footnotes "
            "that stood between the halves were put at the seam or at their anchor.",
        ),
        (
            "interpretation",
            "Divisions, notes, captions, verse and lists were recognised by machine. What was not recognised is a "
            "paragraph. Residue of the scan stands in a division of its own.",
        ),
    ]


def _reason(path: Path) -> str:
    return f"Made by machine from the plain text {path.name}. Every word of the source stands in this document once."


def _unique_ids(root: Node) -> None:
    """No id twice: a later one gets a suffix. References always name the first."""
    used: set[str] = set()
    for node in root.iter():
        name = node.attributes.get("xml:id")
        if name is None:
            if node.name == "milestone":
                node.attributes.pop("n", None)
            continue
        if name in used:
            n = 2
            while f"{name}-{n}" in used:
                n += 1
            name = f"{name}-{n}"
            node.attributes["xml:id"] = name
        used.add(name)
        if node.name == "milestone":
            node.attributes.pop("n", None)

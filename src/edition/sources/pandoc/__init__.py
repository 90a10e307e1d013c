"""Documents to TEI by way of pandoc: Markdown, HTML, Word, OpenDocument, e-books.

In: a path and what the editor says of it. Out: ``Result`` of the TEI document, the report, a summary and the pictures.
A document is prepared (``word``, ``opendocument``, ``web``, ``epub``, ``markdown``), read by pandoc (``program``),
made plain (``normal``), divided, encoded, and its words are compared (``account``). Raises EditionError for what is
not what its ending says, is unsafe, or would take more time or memory than allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from edition.diagnostic import EditionError, Result, Severity, sort_findings
from edition.document import read_bytes
from edition.pandoc import find_pandoc, pandoc_version, run_pandoc
from edition.sources.pandoc.account import compare, letters, of_blocks, of_document, split_words, unread
from edition.sources.pandoc.blocks import encode_blocks, finish_notes
from edition.sources.pandoc.contents import contents_apart
from edition.sources.pandoc.context import Context
from edition.sources.pandoc.divisions import divide, encode_divisions
from edition.sources.pandoc.epub import prepare_epub
from edition.sources.pandoc.inlines import resolve
from edition.sources.pandoc.markdown import prepare_markdown
from edition.sources.pandoc.normal import normalise
from edition.sources.pandoc.opendocument import prepare_opendocument
from edition.sources.pandoc.pictures import Pictures
from edition.sources.pandoc.prepared import Prepared
from edition.sources.pandoc.report import build_report, summary_of
from edition.sources.pandoc.titles import FIELDS, document_header, fields_of, stated, title_page
from edition.sources.pandoc.tree import Ast, plain, read_tree, strings, walk
from edition.sources.pandoc.web import prepare_web
from edition.sources.pandoc.word import prepare_word
from edition.sources.plaintext.languages import guess_language
from edition.sources.plaintext.profile import Profile, load
from edition.sources.plaintext.tokens import TOKEN
from edition.sources.plaintext.tree import Node, serialise

__all__ = ["ENDINGS", "read_document"]

#: The largest text (Markdown, HTML) and the largest package that are read.
_LARGEST_TEXT: Final = 20_000_000
_LARGEST_PACKAGE: Final = 250_000_000
_TEXTS: Final[dict[str, Callable[[bytes, Path], Prepared]]] = {
    ".md": prepare_markdown, ".markdown": prepare_markdown, ".html": prepare_web, ".htm": prepare_web,
    ".xhtml": prepare_web,
}  # fmt: skip
_PACKAGES: Final[dict[str, Callable[[bytes, str], Prepared]]] = {
    ".docx": prepare_word, ".odt": prepare_opendocument, ".epub": prepare_epub,
}  # fmt: skip
#: The endings of the documents that are read here.
ENDINGS: Final = (*_TEXTS, *_PACKAGES)
Read = Result[tuple[bytes, dict[str, Any], tuple[str, ...], dict[str, bytes]]]


def _prepare(path: Path) -> Prepared:
    ending = path.suffix.lower()
    data = read_bytes(path)
    limit = _LARGEST_TEXT if ending in _TEXTS else _LARGEST_PACKAGE
    if not data:
        raise EditionError(f"{path} is empty", "name a file that holds the text of a book")
    if len(data) > limit:
        raise EditionError(f"{path} is {len(data) / 1e6:.0f} MB, more than the {limit / 1e6:.0f} MB that are read",
                           "divide it into several files")  # fmt: skip
    return _TEXTS[ending](data, path) if ending in _TEXTS else _PACKAGES[ending](data, path.name)


def read_document(
    path: Path, profile_path: Path | None, title: str | None, author: str | None, language: str | None
) -> Read:
    """Import one document: the TEI, the report, the lines of a summary, and the pictures by their paths beside it."""
    profile = load(profile_path)
    version = pandoc_version(find_pandoc())
    source = _prepare(path)
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    context = Context(path, source, Pictures(f"images/{name or 'text'}", source.picture))
    for remark in source.remarks:
        context.doubt(
            remark.rule, remark.message, remark.quote, remark.hint, decision=remark.decision, cert=remark.cert,
            severity=remark.severity,
        )  # fmt: skip
    for kind, said in source.furniture.items():
        context.furniture[kind] += said
    data, warnings = run_pandoc(source.data, source.form, source.ending, path.name)
    raw = read_tree(data)
    _warn(raw.illegal, warnings, context)
    tree = normalise(raw, context)
    missing = _unread(tree.meta, raw.blocks, context)
    blocks, contents = contents_apart(tree.blocks)
    facts = stated(tree.meta, context)
    _say(facts, profile, title, author, path)
    context.linked = frozenset(str(one["c"][2][0])[1:] for one in walk([tree.blocks, contents, tree.meta])
                               if one["t"] == "Link" and str(one["c"][2][0]).startswith("#"))  # fmt: skip
    titles = [plain(one) for one in fields_of(tree.meta.get("title"))] or ([facts.title] if facts.title else [])
    residue = [block for block in blocks if _is(block, "residue")]
    sections = divide([block for block in blocks if not _is(block, "residue")], context, profile, titles)
    head = _title_of(sections)
    page = title_page(tree.meta, head, context)
    if head and not fields_of(tree.meta.get("title")) and not title:
        facts.title = plain(head)
    abstract = _abstract(tree.meta, context)
    listed = _apart("contents", contents, context)
    parts = encode_divisions(sections, context)
    left = _apart("residue", [*residue, *missing], context)
    resolve(context)
    words = [line for line in (plain(block) for block in tree.blocks) if line]
    guessed = guess_language(words)
    own = (
        language
        or profile.language
        or context.language(
            facts.language if facts.language and (guessed == "und" or facts.language.startswith(guessed)) else guessed
        )
    )
    text = Node("text", {}, [
        Node("front", {}, [one for one in (page, abstract, listed, *parts["front"]) if one is not None]),
        Node("body", {}, list(parts["body"]) or [Node("div", {"type": "empty"}, [Node("p")])]),
        Node("back", {}, [one for one in (*parts["back"], left) if one is not None]),
    ])  # fmt: skip
    text.children = [part for part in text.children if isinstance(part, Node) and part.children]
    finish_notes(context)
    root = Node(
        "TEI",
        {"xmlns": "http://www.tei-c.org/ns/1.0", "xml:id": f"tei-{name or 'text'}", "xml:lang": own},
        [document_header(facts, profile, path, [own, *sorted(context.languages - {own})], context, version), text],
    )
    document = serialise(root)
    before = [one for field in FIELDS for one in fields_of(tree.meta.get(field))] if source.titled else []
    if head and before:
        before = [head, *(one for field in FIELDS[1:] for one in fields_of(tree.meta.get(field)))]
    elif head:
        before = [head]
    ordered = [
        *_meta_blocks(tree.meta), *contents,
        *[block for place in ("front", "body", "back") for one in sections if _placed(one, sections) == place
          for block in _flat(one)],
        *residue, *missing,
    ]  # fmt: skip
    expected = of_blocks(ordered, before)
    found = of_document(document)
    lost, added, where = compare(expected, found)
    lost += _kept(raw.blocks, tree.blocks, context)
    if lost or added or where:
        context.doubt(
            "lost-text" if lost or not added else "text-twice",
            f"{max(lost, 1)} words of the source are not in the TEI as they stand" if lost or not added
            else f"{added} words of the TEI do not come from the source",
            where,
            f'this is a fault of the importer: report it with the words around "{where[:80]}"',
            cert="high",
            severity=Severity.ERROR,
        )  # fmt: skip
    report = build_report(facts, own, sections, context, sum(expected.counted().values()), lost, version)
    findings = sort_findings([doubt.finding for doubt in context.doubts])
    return Result((document, report, summary_of(report), dict(context.pictures.files)), tuple(findings))


def _is(block: Ast, role: str) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][1][:1] == [role])


def _warn(illegal: int, warnings: Sequence[str], context: Context) -> None:
    if illegal:
        context.doubt(
            "control-character",
            f"{illegal} characters that XML cannot hold were read as spaces",
            "",
            "remove them from the source",
            decision="read as spaces",
            cert="high",
        )
    for warning in warnings:
        place = re.search(r"line (\d+) column (\d+)", warning) if context.source.lines else None
        context.doubt(
            "pandoc-warning",
            f"pandoc says: {warning[:200]}",
            "",
            "look at that place",
            severity=Severity.INFO,
            at=(int(place.group(1)), int(place.group(2))) if place else (0, 0),
        )


def _say(facts: Any, profile: Profile, title: str | None, author: str | None, path: Path) -> None:
    """What the editor says of the document goes before what it says itself."""
    facts.title = title or profile.title or facts.title or re.sub(r"[_-]+", " ", path.stem).strip() or "Untitled"
    if author or profile.author:
        facts.authors = [author or profile.author]
    if profile.translator:
        facts.translators = [profile.translator]


def _unread(meta: dict[str, Ast], blocks: list[Ast], context: Context) -> list[Ast]:
    """What the source says and pandoc did not give: told, and kept as paragraphs at the end."""
    facts = context.source.facts
    before = [one for value in meta.values() for one in fields_of(value)]
    streams = of_blocks(blocks, before)
    have = streams.counted() | split_words(blocks, before)
    if context.source.kind == "Markdown text":
        # Names of classes, addresses and names of metadata are words of the source as well.
        have |= Counter(word for text in strings([blocks, meta]) for word in TOKEN.findall(text))
    for text in (*(text for said in context.furniture.values() for text in said),
                 *([] if context.source.titled else [facts.title, facts.subtitle, *facts.authors])):  # fmt: skip
        have.update(TOKEN.findall(text))
    kept: list[Ast] = []
    whole = ["".join(streams.text), *("".join(note) for note in streams.notes)]
    for passage, words in unread(context.source.passages, have, whole):
        text = passage.text if len(words) * 2 >= len(passage.text.split()) else " ".join(words)
        context.counts["words_unread"] += len(words)
        context.doubt(
            "text-not-read",
            f'{len(words)} words of the source were not read by pandoc: "{" ".join(words)[:100]}"',
            passage.text,
            "look for them in the source, and put them where they belong",
            decision="kept in back/div[@type='residue']",
            cert="high",
        )
        kept.append({"t": "Para", "c": [{"t": "Str", "c": text}]})
    return kept


def _kept(before: Sequence[Ast], after: Sequence[Ast], context: Context) -> int:
    """How many letters went when the tree was made plain, and are neither metadata now nor told."""
    gone = letters(before)
    gone.subtract(letters(after))
    for said in context.furniture.values():
        for text in said:
            gone.subtract(Counter("".join(TOKEN.findall(text))))
    for inlines in context.moved:
        gone.subtract(letters([{"t": "Para", "c": inlines}]))
    return sum((+gone).values())


def _title_of(sections: Sequence[Any]) -> list[Ast]:
    """The heading that was taken for the title, taken out of the blocks."""
    for section in sections:
        for n, block in enumerate(section.blocks):
            if block["t"] == "Title":
                del section.blocks[n]
                return list(block["c"][2])
    return []


def _abstract(meta: dict[str, Ast], context: Context) -> Node | None:
    return _apart("abstract", _meta_blocks(meta), context)


def _meta_blocks(meta: dict[str, Ast]) -> list[Ast]:
    """The abstract as blocks."""
    value = meta.get("abstract")
    if value is None:
        return []
    if value["t"] == "MetaBlocks":
        return list(value["c"])
    return [{"t": "Para", "c": one} for one in fields_of(value)]


def _apart(kind: str, blocks: Sequence[Ast], context: Context) -> Node | None:
    """A division of its own kind."""
    if not blocks:
        return None
    context.section = kind
    node = Node("div", {"type": kind, "xml:id": kind}, list(encode_blocks(blocks, context)))
    finish_notes(context)
    return node if node.children else None


def _placed(section: Any, sections: Sequence[Any]) -> str:
    """Where a division stands in the TEI: in the body, where no other would."""
    if any(one.place == "body" for one in sections):
        return str(section.place)
    first = "front" if any(one.place == "front" for one in sections) else "back"
    return "body" if section.place == first else str(section.place)


def _flat(section: Any) -> list[Ast]:
    """The blocks of a division and of those in it, with their headings."""
    head = [{"t": "Para", "c": section.head}] if section.head else []
    return [*head, *section.blocks, *(block for part in section.parts for block in _flat(part))]

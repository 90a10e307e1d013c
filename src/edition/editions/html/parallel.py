"""Original beside translation: a page for each chapter whose paragraphs are aligned with those of the original.

In: the pages of both texts as trees, and which of their elements correspond (``@corresp``, or the same ``xml:id``).
Out: pages as source, by name. Every block of either text stands in one row, in the order of its text; the words are
those of the chapters' own pages, and all of them are marked data-generated, for the text is published there.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from lxml import etree

from edition.editions.html.pages import INLINE, Page
from edition.editions.html.website import Website

__all__ = ["Beside", "Block", "Row", "aligned_pairs", "blocks_of", "parallel_pages", "rows_of", "with_ways"]

#: Attributes that name or are names in the page of the chapter.
_NAMES: Final = ("id", "data-cite", "aria-labelledby", "aria-describedby", "headers", "for", "data-context")
#: What stays of the head of a chapter's page: its citation is not that of this page.
_FURNITURE: Final = ("viewport", "generator", "color-scheme")
_LINES: Final = frozenset("p h1 h2 h3 h4 h5 h6".split())
_WAY: Final = re.compile(r'href="[^"]*" data-beside(?:="")?')


@dataclass(slots=True)
class Block:
    """A block of a page: the page, its nodes (page breaks before it, then itself), the ids of it and in it."""

    page: str
    nodes: list[etree._Element]
    ids: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The id by which one is led here; empty where it has none that stays."""
        own = str(self.nodes[-1].get("id", ""))
        return "" if own.startswith("_.") else own


@dataclass(slots=True)
class Row:
    """Blocks that stand beside each other, by their numbers; ``elsewhere`` are the numbers of the other side with which
    they correspond although they stand in another row.
    """

    original: list[int] = field(default_factory=list)
    translation: list[int] = field(default_factory=list)
    elsewhere: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Beside:
    """The pages that are side by side: their sources by name; and from each chapter of either text to its page."""

    sources: dict[str, str]
    of_translation: dict[str, str]
    of_original: dict[str, str]


def blocks_of(page: str, section: etree._Element) -> list[Block]:
    """The blocks of a division as its page shows it, those of its sections among them; without notes and apparatus."""
    found: list[Block] = []
    waiting: list[etree._Element] = []
    owed: set[str] = set()

    def walk(division: etree._Element) -> None:
        owed.update(filter(None, [division.get("id")]))
        for node in division.iterchildren("*"):
            kinds = (node.get("class") or "").split()
            if "pb" in kinds:
                waiting.append(node)
            elif node.get("data-generated") is not None or {"notes", "apparatus"} & set(kinds):
                continue
            elif node.tag == "section" or "division" in kinds:
                walk(node)
            else:
                ids = {str(one.get("id")) for one in node.iter() if one.get("id")}
                if node.tag in INLINE and not ("".join(map(str, node.itertext())).strip() or ids):
                    continue
                found.append(Block(page, [*waiting, node], ids | owed))
                waiting.clear()
                owed.clear()

    walk(section)
    if waiting:
        found.append(Block(page, waiting))
    return found


def rows_of(original: int, translation: int, pairs: Iterable[tuple[int, int]]) -> list[Row]:
    """Rows for so many blocks of each text, of which some correspond: pairs of (number in the original, number in the
    translation). Both texts keep their order: where pairs cross, as many as can be are kept, and the blocks of the
    others stand in rows of their own.
    """
    edges = sorted({(there, here) for here, there in pairs})  # (translation, original)
    kept = _longest(edges)
    partners: dict[tuple[str, int], set[int]] = defaultdict(set)
    for here, there in edges:
        partners["translation", here].add(there)
        partners["original", there].add(here)
    groups: list[Row] = []
    for here, there in kept:
        last = groups[-1] if groups else None
        if last is not None and (here == last.translation[-1] or there == last.original[-1]):
            last.translation.extend(range(last.translation[-1] + 1, here + 1))
            last.original.extend(range(last.original[-1] + 1, there + 1))
        else:
            groups.append(Row([there], [here]))
    rows: list[Row] = []
    here = there = 0
    for group in [*groups, Row([original], [translation])]:
        rows += [Row([], [one], sorted(partners["translation", one])) for one in range(here, group.translation[0])]
        rows += [Row([one], [], sorted(partners["original", one])) for one in range(there, group.original[0])]
        here, there = group.translation[-1] + 1, group.original[-1] + 1
        rows.append(group)
    return rows[:-1]


def _longest(edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of edges, sorted by their first number, whose second numbers never fall."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(edges):
        place = bisect_right(ends, second)
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(second)
            at.append(number)
        else:
            ends[place] = second
            at[place] = number
    chain: list[tuple[int, int]] = []
    number = at[-1] if at else -1
    while number >= 0:
        chain.append(edges[number])
        number = before[number]
    return chain[::-1]


def _section(page: Page) -> etree._Element | None:
    return next((node for node in page.root.iterfind(".//main/section") if node.get("id")), None)


def aligned_pairs(ours: Website, our_file: Path, theirs: Website, their_file: Path) -> set[tuple[str, str]]:
    """What corresponds: ids of the original and of the translation; by the pointers of either text, and where neither
    has any, by the same ids.
    """
    found = {(target, name) for name, target in _pointed(ours, our_file, their_file)}
    found |= {(name, target) for name, target in _pointed(theirs, their_file, our_file)}
    if found:
        return found
    public = {name for name, _ in ours.public} & {name for name, _ in theirs.public}
    return {(name, name) for name in public}


def _pointed(website: Website, file: Path, other: Path) -> Iterator[tuple[str, str]]:
    """Each element of a text that points into the other file, with where it points."""
    for name, tokens in website.facts["aligned"]:
        for token in tokens:
            path, sharp, fragment = str(token).partition("#")
            if path and sharp and (file.parent / unquote(path)).resolve() == other.resolve():
                yield str(name), unquote(fragment)


def parallel_pages(translation: Website, original: Website, folder: str, pairs: Iterable[tuple[str, str]]) -> Beside:
    """The pages of chapters that have a counterpart. The website of the original lies in ``folder`` below that of the
    translation; ``pairs`` are ids of the original and of the translation.
    """
    words = {str(name): str(word) for name, word in translation.facts["beside"].items()}
    words |= {f"head {page['stem']}.html": str(page["head"]) for page in translation.facts["pages"]}
    ours, theirs = _blocks(translation), _blocks(original)
    here = {
        name: (page, number) for page, blocks in ours.items() for number, one in enumerate(blocks) for name in one.ids
    }
    there = {name: page for page, blocks in theirs.items() for one in blocks for name in one.ids}
    known = sorted({(one, other) for one, other in pairs if one in there and other in here})
    # Each page of the original stands beside that page of the translation with which it has most in common.
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in known:
        shared[there[one]][here[other][0]] += 1
    beside: dict[str, list[str]] = defaultdict(list)
    for page in theirs:
        if page in shared:
            beside[min(shared[page].items(), key=lambda item: (-item[1], list(ours).index(item[0])))[0]].append(page)
    chosen = [page for page in ours if page in beside]
    names = {page: f"parallel-{page}" for page in chosen}
    sources = {}
    for at, page in enumerate(chosen):
        blocks = [one for name in beside[page] for one in theirs[name]]
        places = {name: number for number, one in enumerate(blocks) for name in one.ids}
        edges = [(places[one], here[other][1]) for one, other in known if one in places and here[other][0] == page]
        made = _Pair(page, ours[page], blocks, beside[page], folder, words)
        turn = {"prev": chosen[at - 1] if at else "", "next": chosen[at + 1] if at + 1 < len(chosen) else ""}
        rows = rows_of(len(blocks), len(ours[page]), edges)
        sources[names[page]] = made.source(translation.pages[page], original.pages[beside[page][0]], rows, turn)
    of_original = {name: names[page] for page, several in beside.items() for name in several}
    return Beside(sources, names, of_original)


def _blocks(website: Website) -> dict[str, list[Block]]:
    """The blocks of each page of a text, in the order of the pages."""
    names = [f"{page['stem']}.html" for page in website.facts["pages"]]
    found = {name: _section(website.pages[name]) for name in names if name in website.pages}
    return {name: blocks_of(name, section) for name, section in found.items() if section is not None}


@dataclass(frozen=True, slots=True)
class _Pair:
    """A page of the translation, and the pages of the original beside it."""

    page: str
    ours: Sequence[Block]
    theirs: Sequence[Block]
    pages: Sequence[str]
    folder: str
    words: Mapping[str, str]

    def source(self, page: Page, original: Page, rows: Sequence[Row], turn: Mapping[str, str]) -> str:
        """The page: the frame of the chapter's page, and the rows in it."""
        root = copy.deepcopy(page.root)
        head, body, main = (next(root.iter(name)) for name in ("head", "body", "main"))
        for node in list(head):
            named = node.get("name") or node.get("property")
            other = node.tag == "link" and node.get("rel") != "stylesheet"
            if (named and named not in _FURNITURE) or other or (node.tag == "script" and node.get("type")):
                head.remove(node)
        head.append(_made("link", {"rel": "canonical", "href": quote(self.page)}))
        title = next(head.iter("title"))
        title.text = f"{self.words['beside']} · {title.text}"
        body.set("class", "parallel")
        body.set("data-page", f"parallel-{self.page}".removesuffix(".html"))
        for node in list(body.iter("nav", "span")):
            parent = node.getparent()
            if node.get("class") in ("turn", "how-far") and parent is not None:
                parent.remove(node)
        for node in body.iter("a"):
            if node.get("data-beside") is not None:
                node.attrib.pop("data-beside", "")
                node.set("href", self._original())
        lang = {"translation": _language(page), "original": _language(original)}
        for node in list(main):
            main.remove(node)
        main.text = None
        main.append(self._content(rows, lang))
        if any(turn.values()):
            main.addnext(self._turn(turn))
        return str(etree.tostring(root, method="html", encoding="unicode", doctype="<!DOCTYPE html>"))

    def _content(self, rows: Sequence[Row], lang: Mapping[str, Mapping[str, str]]) -> etree._Element:
        room = _made("div", {"class": "beside", "data-generated": ""}, self._switch(), self._heads())
        where: dict[tuple[str, int], int] = {}
        for number, row in enumerate(rows, 1):
            where |= {("original", one): number for one in row.original}
            where |= {("translation", one): number for one in row.translation}
        for number, row in enumerate(rows, 1):
            kinds = "row" if row.original and row.translation else "row alone"
            line = _made("div", {"class": kinds, "id": f"row-{number}"})
            for side, blocks, numbers in (
                ("original", self.theirs, row.original),
                ("translation", self.ours, row.translation),
            ):
                cell = _made("div", {"class": f"cell {side}", **lang[side]})
                for one in numbers:
                    cell.extend(self._copied(blocks[one], side))
                if not numbers:
                    self._elsewhere(cell, row, side, where)
                line.append(cell)
            room.append(line)
        return room

    def _elsewhere(self, cell: etree._Element, row: Row, side: str, where: Mapping[tuple[str, int], int]) -> None:
        """In an empty cell: where what corresponds stands, if something does."""
        cell.set("class", f"cell {side} empty")
        for name in ("lang", "dir"):
            cell.attrib.pop(name, "")
        if row.elsewhere:
            link = _made("a", {"href": f"#row-{where[side, row.elsewhere[0]]}"}, self.words["beside-elsewhere"])
            cell.append(_made("p", {"class": "elsewhere"}, link))

    def _copied(self, block: Block, side: str) -> list[etree._Element]:
        nodes = []
        for node in block.nodes:
            made = copy.deepcopy(node)
            made.tail = None
            for one in made.iter("*"):
                for name in _NAMES:
                    one.attrib.pop(name, "")
                for name in ("href", "src"):
                    if one.get(name) is not None:
                        one.set(name, self._address(str(one.get(name)), block.page, side))
            nodes.append(made)
        if len(nodes) > 1 and nodes[-1].tag in _LINES:
            # A page break before a paragraph stands in its first line.
            *breaks, line = nodes
            breaks[-1].tail, line.text = line.text, None
            line[:0] = breaks
            nodes = [line]
        if block.id:
            nodes[-1].set("id", block.id if side == "translation" else f"original.{block.id}")
        return nodes

    def _address(self, address: str, page: str, side: str) -> str:
        """An address as seen from this page: in a chapter's page # means that page, and the original lies below."""
        if ":" in address.partition("#")[0].partition("/")[0]:
            return address
        whole = quote(page) + address if address.startswith("#") else address
        if side == "translation":
            return whole
        return whole.removeprefix("../") if whole.startswith("../") else f"{quote(self.folder)}/{whole}"

    def _switch(self) -> etree._Element:
        """On small screens: which text is shown."""
        choices = []
        for number, name in enumerate(("beside-both", "translation", "original")):
            field = _made("input", {"type": "radio", "name": "beside", "id": f"show-{name.removeprefix('beside-')}"})
            if not number:
                field.set("checked", "checked")
            choices.append(_made("label", {}, field, " " + self.words[name]))
        legend = _made("legend", {"class": "visually-hidden"}, self.words["beside"])
        return _made("fieldset", {"class": "switch"}, legend, *choices)

    def _heads(self) -> etree._Element:
        """Above the columns: whose they are, with links to the chapter by itself."""
        return _made(
            "div",
            {"class": "row heads"},
            _made("p", {"class": "cell original"}, _made("a", {"href": self._original()}, self.words["original"])),
            _made(
                "p", {"class": "cell translation"}, _made("a", {"href": quote(self.page)}, self.words["translation"])
            ),
        )

    def _original(self) -> str:
        return f"{quote(self.folder)}/{quote(self.pages[0])}"

    def _turn(self, turn: Mapping[str, str]) -> etree._Element:
        names = {"prev": "previous", "next": "next"}
        label = ", ".join(self.words[name] for name in names.values())
        nav = _made("nav", {"class": "turn", "aria-label": label, "data-generated": ""})
        for rel, page in turn.items():
            if page:
                way = _made("span", {"class": "way"}, self.words[names[rel]])
                head = _made("span", {}, self.words.get(f"head {page}", unquote(page)))
                nav.append(_made("a", {"class": rel, "rel": rel, "href": quote(f"parallel-{page}")}, way, head))
        return nav


def _language(page: Page) -> dict[str, str]:
    section = _section(page)
    return {name: str(section.get(name)) for name in ("lang", "dir") if section is not None and section.get(name)}


def _made(tag: str, attributes: Mapping[str, str], *content: str | etree._Element) -> etree._Element:
    """An element with text and elements in it."""
    node = etree.Element(tag, dict(attributes))
    for one in content:
        if not isinstance(one, str):
            node.append(one)
        elif len(node):
            node[-1].tail = (node[-1].tail or "") + one
        else:
            node.text = (node.text or "") + one
    return node


def with_ways(source: str, to: str) -> str:
    """A page whose link to the other text leads to the page that has both; without one, to where it led before."""
    if to:
        return _WAY.sub(lambda _: f'href="{quote(to, safe="/.")}" data-beside=""', source)
    return source.replace(' data-beside=""', "").replace(" data-beside", "")

"""The pages of the print, written into the tree: the breaks in sight get their numbers, the others are inferred.

In: the tree, the sections with the pages of the contents list, the parsed index. Out: ``pb`` elements with number, id
and ``@cert``, and for the report the evidence of each. A book that states no page gets none: nothing is invented.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from edition.diagnostic import Severity
from edition.sources.plaintext.context import Context
from edition.sources.plaintext.headings import Section
from edition.sources.plaintext.page_evidence import Names, Seam, Stretch, index_names, seams_of, stretches
from edition.sources.plaintext.page_model import HIGH, MEDIUM, Division, divide, learn
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["paginate", "roman"]

#: Elements before which a page may begin; the outermost that begins with a line is taken.
_BLOCKS: Final = frozenset(
    "p lg l list label item figure sp quote floatingText table head stage ab opener closer".split()
)


#: Of the page breaks of a text that was read page by page at least this share is in sight, inside paragraphs.
_IN_SIGHT: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Start:
    """A page that begins at a line of the source; ``until`` is the last line of its stretch."""

    page: str
    line: int
    cert: str
    evidence: tuple[str, ...]
    until: int


def paginate(root: Node, sections: Sequence[Section], context: Context) -> list[dict[str, Any]]:
    """Number the page breaks of the tree and add those that are not in sight; the evidence of each, for the report."""
    known = [section for section in sections if section.page and section.level <= 1]
    if len(known) < 2:
        return []
    numbers = [int(section.page) for section in known if section.page.isdigit() and section.number is not None]
    model = context.profile.pages
    recto = model.recto if model.recto is not None else bool(numbers) and all(number % 2 for number in numbers)
    if model.recto is None and len(numbers) > 2:
        why = f"{sum(number % 2 for number in numbers)} of {len(numbers)} chapters begin on odd pages"
        context.detect("pages.recto", recto, why)
    names = index_names(context.index)
    seams = seams_of(root)
    found = stretches(root, sections, names, seams, context)
    if not found:
        return []
    total = sum(stretch.pages for stretch in found)
    if len(seams) < _IN_SIGHT * total:
        # Paragraphs are whole in this text: its pages ended inside them, and nothing shows where.
        context.detect("pages", "not recovered", f"{len(seams)} breaks are in sight for {total} pages")
        return [_certain(section) for section in known if section.head]
    learned = learn(found, names, characters=model.characters, recto=recto)
    if not model.characters:
        context.detect("pages.characters", round(learned.full), "the median of full pages without pictures")
    starts: list[_Start] = []
    for stretch in found:
        starts += _starts(stretch, divide(stretch, learned, names), names, seams, context)
    places = _places(root)
    report = [_certain(section) for section in known if section.head]
    by_seam = _by_seam(seams, starts)
    for seam, own in by_seam:
        _number(seam, own)
    joined = {start.page for _, own in by_seam for start in own}
    for start in starts:
        if start.page not in joined and not _insert(places, start):
            continue
        report.append(
            {
                "n": start.page,
                "id": f"p{start.page}",
                "line": start.line,
                "cert": start.cert,
                "evidence": list(start.evidence),
            }
        )
    _tell(starts, context)
    return sorted(report, key=lambda entry: (entry["line"], entry["n"]))


def _certain(section: Section) -> dict[str, Any]:
    """The page on which a section begins, by the contents list."""
    line = section.head[0].first
    return {"n": section.page, "id": f"p{section.page}", "line": line, "cert": "high", "evidence": ["contents"]}


def _starts(
    stretch: Stretch, division: Division, names: Names, seams: Sequence[Seam], context: Context
) -> list[_Start]:
    """The pages of a stretch but the first, which the contents list gives."""
    units = stretch.units
    if not division.starts:
        context.doubt(
            "pages-do-not-fit",
            f"the text of {stretch.section} cannot be divided into the {stretch.pages} pages of the contents list",
            units[0].first,
            1,
            "more page breaks are in sight than there are pages: a page number of the contents list may be misread",
            decision="its page breaks have no numbers",
            last=units[-1].last,
        )
        return []
    hidden = {line for seam in seams for line in range(seam.before + 1, seam.after + 1)}
    found = []
    for n in range(1, stretch.pages):
        at = division.starts[n]
        if at >= len(units):
            break
        margin = division.margins[n]
        cert = "high" if margin >= HIGH else "medium" if margin >= MEDIUM else "low"
        page = stretch.first + n
        evidence = ["length"]
        if units[at].first in hidden:
            evidence.insert(0, "seam")
        if units[at - 1].kind == "footnote":
            evidence.append("footnote")
        before = next((unit.style for unit in reversed(units[:at]) if unit.style), "")
        after = next((unit.style for unit in units[at:] if unit.style), "")
        if before and after and before != after:
            evidence.append("quotation marks")
        if not stretch.roman and (
            any(page not in names.pages[name] and page - 1 in names.pages[name] for name in units[at - 1].names)
            or any(page - 1 not in names.pages[name] and page in names.pages[name] for name in units[at].names)
        ):
            evidence.append("index")
        shown = roman(page) if stretch.roman else str(page)
        found.append(_Start(shown, units[at].first, cert, tuple(evidence), units[-1].last))
    return found


def roman(number: int) -> str:
    """A number in small roman digits."""
    out = ""
    for value, digits in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        count, number = divmod(number, value)
        out += digits * count
    return out


def _break(start: _Start, attributes: dict[str, str] | None = None) -> dict[str, str]:
    own = {"n": start.page, "ed": "#print", "xml:id": f"p{start.page}", "cert": start.cert, "resp": "#import"}
    return {**own, **(attributes or {})}


def _by_seam(seams: Sequence[Seam], starts: Sequence[_Start]) -> list[tuple[Seam, list[_Start]]]:
    """For each seam the pages that begin in it: one, or more where a page of pictures lies between the halves."""
    found = []
    for seam in seams:
        own = [start for start in starts if seam.before < start.line <= seam.after]
        if own:
            found.append((seam, sorted(own, key=lambda start: start.line)))
    return found


def _number(seam: Seam, own: Sequence[_Start]) -> None:
    """Give the break its number; a caption that begins the new page stands behind it."""
    kept = {key: value for key, value in seam.node.attributes.items() if key in ("break", "rend")}
    children = seam.children
    for start in reversed(own):
        node = seam.node if start is own[-1] else Node("pb", {})
        node.attributes = _break(start, kept if start is own[-1] else {"break": "no"} if "break" in kept else None)
        place = next((child for child in children if _begins(child) == start.line and _name(child) == "figure"), None)
        if node is seam.node:
            if place is None:
                continue
            children.remove(node)
        children.insert(children.index(place if place is not None else seam.node), node)


def _name(child: Node | str) -> str:
    return child.name if isinstance(child, Node) else ""


def _begins(child: Node | str) -> int:
    """The first line of the source in a node, or 0."""
    if isinstance(child, Piece):
        return child.line
    if isinstance(child, Node):
        return next((line for line in map(_begins, child.children) if line), 0)
    return 0


def _places(root: Node) -> dict[int, tuple[list[Node | str], Node]]:
    """Line -> the outermost block that begins with it, and the list in which that stands."""
    found: dict[int, tuple[list[Node | str], Node]] = {}
    stack: list[Node] = [root]
    while stack:
        node = stack.pop()
        for child in node.children:
            if not isinstance(child, Node) or child.name == "note" or child.attributes.get("type") == "residue":
                continue
            if child.name in _BLOCKS and node.name not in ("p", "note", "head"):
                found.setdefault(_begins(child), (node.children, child))
            if child.name not in ("p", "head", "l"):
                stack.append(child)
    return found


def _insert(places: dict[int, tuple[list[Node | str], Node]], start: _Start) -> bool:
    """Put a break before the block that begins with the line, or with the next line that a block begins with."""
    line = min((line for line in places if start.line <= line <= start.until), default=0)
    if not line:
        return False
    children, node = places[line]
    children.insert(children.index(node), Node("pb", _break(start)))
    return True


def _tell(starts: Sequence[_Start], context: Context) -> None:
    """The sum of it, and each break that is a guess."""
    counts = {cert: sum(start.cert == cert for start in starts) for cert in ("high", "medium", "low")}
    seen = sum("seam" in start.evidence for start in starts)
    context.counts["pages"] += len(starts)
    context.counts["pages_inferred"] += len(starts) - seen
    if not starts:
        return
    context.doubt(
        "pages-inferred",
        f"{len(starts)} page breaks were numbered, {len(starts) - seen} of them out of sight: {counts['high']} surely, "
        f"{counts['medium']} probably, {counts['low']} as a guess",
        starts[0].line,
        1,
        "the report names the evidence of each; a break that you know to be elsewhere can be moved in the TEI",
        decision="written as pb with @cert",
        cert=statistics.mode([start.cert for start in starts]),
        severity=Severity.INFO,
    )

"""Quotations, letters and lists that several paragraphs make together, and heads that run into their paragraph.

In: the tree, its pages numbered. Out: the same words in the same order, with ``quote`` around paragraphs whose marks
resolve, ``floatingText[@type='letter']`` where a salutation or a signature shows a letter or an appeal, ``list``
around paragraphs that are its items, and a ``div`` for each run-in head with a number. What does not resolve stays a
row of paragraphs: to lose no word is worth more than to mark up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.pairs import Sign, own_pieces, quotation_styles, signs_of, without_partner
from edition.sources.plaintext.profile import Override
from edition.sources.plaintext.tokens import RAISED
from edition.sources.plaintext.tree import Node, Piece, split

__all__ = ["mark_quotations"]

#: Divisions whose paragraphs are no running text.
_APART: Final = frozenset(
    "notes index contents residue imprint cover licence glossary chronology preliminary bibliography".split()
)
#: What may stand between the paragraphs of one quotation or letter.
_BETWEEN: Final = frozenset(("pb", "figure", "lg", "list"))
#: A quotation of more paragraphs than these is not believed.
_LONGEST: Final = 15
#: A single paragraph in quotation marks is set apart in the print if it is as long as this, or led in by a colon.
_LONG: Final = 300
#: Where more paragraphs than this share are quotations from end to end, people talk: it is a story.
_TALK: Final = 0.04
_SALUTATION: Final = re.compile(
    r"^[\"“«„]?(?:(?:My |Most |Much )?(?:Dear(?:est)?|Esteemed|Respected|Honou?red)\b|Comrades?\b|Citizens?\b|"
    r"Gentlemen\b|Sirs?\b|Madam\b|Friends\b|Workers\b|(?:Sehr |Hoch)?(?:geehrte|verehrte|Geehrte|Verehrte)[rs]?\b|"
    r"Liebe[rs]?\b|Genoss(?:e|en|innen)\b|Cher(?:s|e|es)?\b|Messieurs\b|Monsieur\b|Madame\b|Camarades?\b|Дорог(?:ой|ая|ие)\b|"
    r"Уважаем(?:ый|ая|ые)\b|Товарищи?\b|Граждане\b)[^.!?:;]{0,50}[!,:]"
)
_FAREWELL: Final = re.compile(
    r"^(?:(?:Yours?|Sincerely|Faithfully|Respectfully|Truly|Ever|Fraternally|Cordially|Affectionately)\b|"
    r"With (?:\w+ ){0,4}(?:greetings?|regards?|respect|wishes|love|gratitude)\b|"
    r"(?:Best|Kind|Warm) (?:regards|wishes)\b|(?:I am|I remain|Believe me)\b|"
    r"Mit (?:\w+ ){0,4}(?:Gru(?:ß|ss)|Grüßen|Gruessen|Hochachtung)\b|Hochachtungsvoll\b|"
    r"Ihre?\b|Dein\b|Agréez\b|Veuillez\b|(?:Bien )?(?:cordialement|à vous)\b|Votre\b|С (?:\w+ ){0,3}"
    r"(?:уважением|приветом|любовью)\b|Ваш[аи]?\b|Твой\b|Преданн)",
)
_SIGNATURE: Final = re.compile(r"(?:[^\W\d_a-zа-я][\w.’'-]*\s?){1,5}[.,]?[\"”»“]?")
_SHORT: Final = 70
_NUMBER: Final = re.compile(r"\(?(\d{1,2}|[a-zа-я])\)\s|(\d{1,2})\.\s")
#: The number of an item inside a sentence, and the end of the sentence.
_WITHIN: Final = re.compile(r"(?:^|(?<=[\s:;,—–]))(\((\d{1,2}|[a-zа-я])\))(?=\s\S{2})")
_STOP: Final = re.compile(r"[.!?][\"”’»)]*(?=\s+[\"“«(]?[^\W\d_a-zа-я]|\s*$)")


class _Quoted(NamedTuple):
    """How the quotation marks of a paragraph stand: it begins with one, it ends with one, and what has no partner."""

    begins: bool
    ends: bool
    whole: bool
    opens: bool
    closes: bool


def mark_quotations(root: Node, context: Context) -> None:
    """Mark what several paragraphs make together."""
    styles = quotation_styles(context.source.lines)
    divisions = list(_divisions(root))
    paragraphs = [child for division in divisions for child in _nodes(division) if child.name == "p"]
    talk = sum(_quoted(paragraph, styles).whole and len(_text(paragraph)) < _LONG for paragraph in paragraphs)
    story = talk > _TALK * len(paragraphs)
    if story:
        context.detect("quotations", "not marked", f"{talk} of {len(paragraphs)} paragraphs are talk from end to end")
    forced = context.profile.treated("quote")
    for division in divisions:
        if forced:
            _forced(division, forced)
        _lists(division, context)
        for child in _nodes(division):
            if child.name == "p":
                _lists_within(child, division, context)
        _letters(division, context)
        if not story:
            _quotations(division, styles, context)
        for child in _nodes(division):
            if child.name == "quote" and "xml:id" not in child.attributes:
                child.attributes["xml:id"] = _number(division, "q")
        _run_in_heads(division, context)


def _divisions(root: Node) -> Iterator[Node]:
    """The divisions of running text, each once."""
    for node in root.children:
        if isinstance(node, Node) and node.name != "teiHeader":
            if node.name == "div" and node.attributes.get("type") in _APART:
                continue
            yield from _divisions(node)
            if node.name == "div":
                yield node


def _nodes(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _text(node: Node) -> str:
    """The words of a paragraph without notes, captions and the digits of note marks."""
    parts = []
    for child in node.children:
        if isinstance(child, Node):
            mark = child.name == "ref" or (child.name == "hi" and child.attributes.get("rend") == "sup")
            if not mark and child.name not in ("note", "figure"):
                parts.append(_text(child))
        else:
            parts.append(child)
    return "".join(parts)


def _has_mark(node: Node) -> bool:
    """Whether a note is anchored at the end of a paragraph: where a quotation ends, its source is named."""
    last = node.children[-1] if node.children else None
    return isinstance(last, Node) and (
        (last.name == "ref" and last.attributes.get("type") == "noteAnchor") or last.name == "note"
    )


def _quoted(paragraph: Node, styles: dict[str, str]) -> _Quoted:
    pieces = [piece for piece in own_pieces(paragraph) if piece.strip(RAISED + " \n")]
    signs = signs_of(pieces, frozenset((*styles, *styles.values(), '"')))
    if not signs:
        return _Quoted(False, False, False, False, False)
    text = _text(paragraph)
    begins = text.strip()[:1] == signs[0].sign and _is_opening(signs[0], styles)
    ends = text.rstrip().rstrip(RAISED + ".,;:!?").endswith(signs[-1].sign) and not _is_opening(signs[-1], styles)
    left = without_partner(signs, styles)
    depth = 0
    whole = begins and ends and not left
    for sign in signs[:-1]:
        depth += 1 if _is_opening(sign, styles) else -1
        whole = whole and depth > 0
    return _Quoted(
        begins,
        ends,
        whole,
        len(left) == 1 and left[0] == signs[0]._replace(opens=left[0].opens) and begins,
        len(left) == 1 and left[0] == signs[-1]._replace(opens=left[0].opens) and ends,
    )


def _is_opening(sign: Sign, styles: dict[str, str]) -> bool:
    return sign.opens if sign.sign == '"' else sign.sign not in styles


def _number(division: Node, kind: str) -> str:
    """The next free id of a kind in a division."""
    prefix = f"{division.attributes.get('xml:id', 'text')}.{kind}"
    used = {node.attributes.get("xml:id", "") for node in division.iter()}
    number = 1
    while f"{prefix}{number}" in used:
        number += 1
    return f"{prefix}{number}"


def _forced(division: Node, forced: Mapping[int, Override]) -> None:
    """The paragraphs of each override that says that they are a quotation: one ``quote`` for each."""
    at = 0
    while at < len(division.children):
        own = forced.get(_first_line(division.children[at]))
        end = at + 1
        if own is None:
            at = end
            continue
        while end < len(division.children) and (
            _is(division.children[end], "pb") or forced.get(_first_line(division.children[end])) == own
        ):
            end += 1
        while _is(division.children[end - 1], "pb"):
            end -= 1
        division.children[at:end] = [Node("quote", {}, division.children[at:end])]
        at += 1


def _first_line(child: Node | str) -> int:
    """The first line of the source in a block, or 0."""
    if isinstance(child, Piece):
        return child.line
    if isinstance(child, Node) and child.name != "note":
        return next((line for line in map(_first_line, child.children) if line), 0)
    return 0


def _quotations(division: Node, styles: dict[str, str], context: Context) -> None:
    """Paragraphs in quotation marks: one from end to end, or several of which the last one closes."""
    at = 0
    before: Node | None = None
    while at < len(division.children):
        child = division.children[at]
        if not isinstance(child, Node) or child.name != "p":
            before = child if isinstance(child, Node) and child.name not in ("pb", "figure") else before
            at += 1
            continue
        led = before is not None and before.name == "p" and _text(before).rstrip().endswith(":")
        first = _quoted(child, styles)
        end = 0
        if first.whole and (led or len(_text(child)) >= _LONG):
            end = at + 1
        elif first.opens:
            end = _closing(division, at + 1, styles)
        if end:
            context.counts["quotations"] += 1
            before = child
            division.children[at:end] = [Node("quote", {}, division.children[at:end])]
        else:
            before = child
        at += 1


def _closing(division: Node, at: int, styles: dict[str, str]) -> int:
    """The place behind the paragraph that closes a quotation; 0 where none does."""
    count = 1
    while at < len(division.children) and count < _LONGEST:
        child = division.children[at]
        at += 1
        if not isinstance(child, Node) or (child.name != "p" and child.name not in _BETWEEN):
            return 0
        if child.name != "p":
            continue
        count += 1
        here = _quoted(child, styles)
        if here.closes or here.whole:
            return at
        if here.opens or (not here.begins and not _left_open(child, styles)):
            continue
        return 0
    return 0


def _left_open(paragraph: Node, styles: dict[str, str]) -> bool:
    """Whether any quotation mark of a paragraph lacks its partner."""
    return bool(
        without_partner(signs_of(list(own_pieces(paragraph)), frozenset((*styles, *styles.values(), '"'))), styles)
    )


def _letters(division: Node, context: Context) -> None:
    """Letters by their signature, appeals by their salutation: behind a paragraph that leads them in."""
    at = 0
    while at < len(division.children):
        span = _signed(division, at) or _saluted(division, at)
        if span is None:
            at += 1
            continue
        start, opening, closing, end = span
        context.counts["letters"] += 1
        letter = _letter(division.children[start:end], opening - start, closing - start)
        name = _number(division, "letter")
        text = Node("floatingText", {"type": "letter", "xml:id": name}, [letter])
        division.children[start:end] = [Node("quote", {}, [text])]
        at = start + 1


def _paragraph(division: Node, at: int) -> Node | None:
    child = division.children[at] if 0 <= at < len(division.children) else None
    return child if isinstance(child, Node) and child.name == "p" else None


def _signed(division: Node, at: int) -> tuple[int, int, int, int] | None:
    """A letter whose farewell begins here: its start, its first paragraph, its closer, and the place behind it."""
    here = _paragraph(division, at)
    if here is None or len(_text(here)) > _SHORT or not _FAREWELL.match(_text(here).strip()):
        return None
    end = at + 1
    signed = 0
    while (line := _paragraph(division, end)) is not None and len(_text(line)) <= _SHORT and end < at + 4:
        end += 1
        if _SIGNATURE.fullmatch(_text(line).strip()):
            signed = end
            if _has_mark(line):
                break
    if not signed:
        return None
    start = at
    for step in range(1, _LONGEST):
        child = division.children[at - step] if at - step >= 0 else None
        if not isinstance(child, Node) or (child.name != "p" and child.name not in _BETWEEN):
            return None
        if child.name == "p" and _text(child).rstrip().endswith(":"):
            break
        start = at - step
    else:
        return None
    while isinstance(first := division.children[start], Node) and first.name in ("pb", "figure"):
        start += 1
    opening = start
    while opening < at and (line := _paragraph(division, opening)) is not None and _is_salutation(line):
        opening += 1
    return (start, opening, at, signed) if start < at else None


def _is_salutation(paragraph: Node) -> bool:
    text = _text(paragraph).strip()
    return len(text) <= _SHORT and text[-1:] in "!,:" and _SALUTATION.match(text) is not None


def _saluted(division: Node, at: int) -> tuple[int, int, int, int] | None:
    """An appeal that begins here with a salutation and ends where the next note is anchored."""
    here = _paragraph(division, at)
    if here is None or not _SALUTATION.match(_text(here).strip()):
        return None
    start = at
    # A motto may stand above the salutation.
    while (above := _paragraph(division, start - 1)) is not None and _text(above).rstrip().endswith("!"):
        if len(_text(above)) > _SHORT:
            break
        start -= 1
    before = _paragraph(division, start - 1)
    if before is None or len(_text(before)) <= _SHORT:
        return None
    alone = _is_salutation(here)
    if not alone and not _text(before).rstrip().endswith(":"):
        return None
    end = at
    for count in range(_LONGEST):
        child = division.children[at + count] if at + count < len(division.children) else None
        if not isinstance(child, Node) or (child.name != "p" and child.name not in _BETWEEN):
            return None
        if child.name == "p" and _has_mark(child):
            end = at + count + 1
            break
        if child.name == "p" and any(inner.name in ("ref", "note") for inner in child.iter()):
            return None
    if end - at < 2:
        return None
    return (start, at + 1 if alone else at, end, end)


def _letter(children: Sequence[Node | str], opening: int, closing: int) -> Node:
    """The body of a letter, of its children: the opener up to ``opening``, the closer from ``closing``."""
    body = Node("body")
    if opening:
        body.add(Node("opener", {}, [_renamed(child, "salute") for child in children[:opening]]))
    body.add(*children[opening:closing])
    if closing < len(children):
        rest = list(children[closing:])
        last = max(n for n, child in enumerate(rest) if isinstance(child, Node) and child.name == "p")
        names = ["signed" if n == last else "salute" for n in range(len(rest))]
        body.add(Node("closer", {}, [_renamed(child, name) for child, name in zip(rest, names, strict=True)]))
    return body


def _renamed(child: Node | str, name: str) -> Node | str:
    if isinstance(child, Node) and child.name == "p":
        child.name = name
    return child


def _lists(division: Node, context: Context) -> None:
    """Paragraphs that are the items of a list: numbered in a row, or each but the last with a semicolon at its end."""
    at = 0
    while at < len(division.children):
        end = _items(division, at)
        if not end:
            at += 1
            continue
        node = Node("list", {"xml:id": _number(division, "list")})
        for child in division.children[at:end]:
            assert isinstance(child, Node)
            if child.name == "p":
                child.name = "item"
            node.add(child)
        division.children[at:end] = [node]
        context.counts["lists"] += 1
        at += 1


def _items(division: Node, at: int) -> int:
    """The place behind the last item of a list that begins here; 0 where none begins."""
    first = _paragraph(division, at)
    if first is None or len(_text(first)) > 2 * _LONG:
        return 0
    before = next((child for child in reversed(division.children[:at]) if not _is(child, "pb")), None)
    led = isinstance(before, Node) and before.name == "p" and _text(before).rstrip().endswith((":", ";"))
    label = _NUMBER.match(_text(first).strip())
    numbered = label is not None and (label.group(1) or label.group(2)) in ("1", "a", "а")
    if not numbered and not (led and _text(first).rstrip().endswith(";")):
        return 0
    count, end, place = 1, at + 1, at + 1
    while place < len(division.children):
        child = division.children[place]
        place += 1
        if _is(child, "pb"):
            continue
        if not isinstance(child, Node) or child.name != "p" or len(_text(child)) > 2 * _LONG:
            break
        text = _text(child).strip()
        if numbered:
            match = _NUMBER.match(text)
            value = (match.group(1) or match.group(2)) if match else ""
            start = (label.group(1) or label.group(2)) if label else ""
            due = str(count + 1) if start.isdigit() else chr(ord(start) + count)
            if value != due:
                break
            count, end = count + 1, place
        elif text.endswith(";"):
            count, end = count + 1, place
        else:
            # The last item ends with a full stop, and is one only behind two others.
            if count >= 2 and text.endswith((".", ".”", '."')):
                count, end = count + 1, place
            break
    closed = numbered or (count >= 3 and not _text(_last(division, end)).rstrip().endswith(";"))
    return end if count >= 3 and closed else 0


def _lists_within(paragraph: Node, division: Node, context: Context) -> None:
    """Lists inside a sentence: ``(a) ..., (b) ..., and (c) ...``; the last item ends with its sentence."""
    at = 0
    while True:
        flat = paragraph.flat()
        spans = _spans(flat, at)
        if not spans:
            return
        start, end = spans[0][0], spans[-1][1]
        before, inner, after = split(paragraph.children, start, end)
        node = Node("list", {"rend": "inline", "xml:id": _number(division, "list")})
        for first, last in spans:
            node.add(Node("item", {}, split(inner, first - start, last - start)[1]))
        paragraph.children = [*before, node, *after]
        context.counts["lists"] += 1
        at = start + 1


def _spans(flat: str, start: int) -> list[tuple[int, int]]:
    """The places of the items of the first list inside a text, from a place on: two at least, numbered in a row."""
    marks = [match for match in _WITHIN.finditer(flat) if match.start(1) >= start]
    for n, first in enumerate(marks):
        if first.group(2) not in ("1", "a", "а"):
            continue
        run = [first]
        for match in marks[n + 1 :]:
            own = first.group(2)
            due = str(len(run) + 1) if own == "1" else chr(ord(own) + len(run))
            if match.group(2) != due:
                break
            run.append(match)
        if len(run) < 2:
            continue
        stop = _STOP.search(flat, run[-1].end())
        ends = [*(match.start(1) for match in run[1:]), stop.end() if stop else len(flat)]
        return [(match.start(1), end) for match, end in zip(run, ends, strict=True)]
    return []


def _last(division: Node, end: int) -> Node:
    child = division.children[end - 1]
    assert isinstance(child, Node)
    return child


def _is(child: Node | str | None, name: str) -> bool:
    return isinstance(child, Node) and child.name == name


def _run_in_heads(division: Node, context: Context) -> None:
    """Numbered heads in italics at the beginning of paragraphs, numbered in a row: each opens a division."""
    starts: list[int] = []
    for at, child in enumerate(division.children):
        if isinstance(child, Node) and child.name == "div":
            return
        if isinstance(child, Node) and child.name == "p" and _run_in(child) == len(starts) + 1:
            starts.append(at)
    if len(starts) < 3:
        return
    children = division.children
    name = division.attributes.get("xml:id", "text")
    # A page that begins with the head begins inside its division.
    starts = [at - 1 if at and _is(children[at - 1], "pb") else at for at in starts]
    sections = []
    for number, (at, end) in enumerate(zip(starts, [*starts[1:], len(children)], strict=True), 1):
        inner = children[at:end]
        place = next(n for n, child in enumerate(inner) if _is(child, "p"))
        paragraph = inner[place]
        assert isinstance(paragraph, Node)
        head, rest = _cut_head(paragraph)
        paragraph.children = rest
        inner[place : place + 1] = [head, paragraph] if rest else [head]
        sections.append(Node("div", {"type": "section", "n": str(number), "xml:id": f"{name}.s{number}"}, inner))
    division.children = [*children[: starts[0]], *sections]
    context.counts["run_in_heads"] += len(sections)


def _run_in(paragraph: Node) -> int:
    """The number of a run-in head at the beginning of a paragraph: ``1. *Words*.`` and text; else 0."""
    parts = paragraph.children
    if len(parts) < 3 or not isinstance(parts[0], Piece) or not _is(parts[1], "hi"):
        return 0
    match = re.fullmatch(r"\s*(\d{1,2})[.)]\s+", parts[0])
    after = parts[2]
    hi = parts[1]
    assert isinstance(hi, Node)
    ends = hi.text().rstrip().endswith((".", ":")) or (isinstance(after, Piece) and after[:1] in ".:")
    italic = "italic" in hi.attributes.get("rend", "")
    return int(match.group(1)) if match and italic and ends and len(hi.text()) < 120 else 0


def _cut_head(paragraph: Node) -> tuple[Node, list[Node | str]]:
    """The head of a paragraph with a run-in head, and the rest of its children."""
    number, words, *rest = paragraph.children
    assert isinstance(number, Piece) and isinstance(words, Node)
    printed = number.rstrip()
    parts: list[Node | str] = [Node("num", {}, [number.cut(0, len(printed))]), str(number[len(printed) :]), words]
    if rest and isinstance(rest[0], Piece) and rest[0][:1] in (".", ":"):
        sign, behind = rest[0].cut(0, 1), rest[0].cut(1)
        parts.append(sign)
        stripped = behind.lstrip()
        rest = [*([behind.cut(len(behind) - len(stripped))] if stripped else []), *rest[1:]]
    elif rest and isinstance(rest[0], Piece) and rest[0][:1].isspace():
        rest[0] = rest[0].cut(len(rest[0]) - len(rest[0].lstrip()))
    return Node("head", {"rend": "run-in"}, parts), rest

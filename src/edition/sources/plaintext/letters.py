"""Letters and appeals in a text: rows of paragraphs that a signature ends or a salutation begins.

In: a division whose blocks are in place. Out: the same words, such a row in ``quote/floatingText[@type='letter']`` with
``opener`` and ``closer``. A letter needs a paragraph that leads it in; an appeal ends where the next note is anchored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.paragraphs import BETWEEN, LONGEST, has_mark, next_id, paragraph_at, text_of
from edition.sources.plaintext.tree import Node

__all__ = ["mark_letters"]

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
#: Salutations, farewells and signatures are no longer than this.
_SHORT: Final = 70


def mark_letters(division: Node, context: Context) -> None:
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
        name = next_id(division, "letter")
        text = Node("floatingText", {"type": "letter", "xml:id": name}, [letter])
        division.children[start:end] = [Node("quote", {}, [text])]
        at = start + 1


def _signed(division: Node, at: int) -> tuple[int, int, int, int] | None:
    """A letter whose farewell begins here: its start, its first paragraph, its closer, and the place behind it."""
    here = paragraph_at(division, at)
    if here is None or len(text_of(here)) > _SHORT or not _FAREWELL.match(text_of(here).strip()):
        return None
    end = at + 1
    signed = 0
    while (line := paragraph_at(division, end)) is not None and len(text_of(line)) <= _SHORT and end < at + 4:
        end += 1
        if _SIGNATURE.fullmatch(text_of(line).strip()):
            signed = end
            if has_mark(line):
                break
    if not signed:
        return None
    start = at
    for step in range(1, LONGEST):
        child = division.children[at - step] if at - step >= 0 else None
        if not isinstance(child, Node) or (child.name != "p" and child.name not in BETWEEN):
            return None
        if child.name == "p" and text_of(child).rstrip().endswith(":"):
            break
        start = at - step
    else:
        return None
    while isinstance(first := division.children[start], Node) and first.name in ("pb", "figure"):
        start += 1
    opening = start
    while opening < at and (line := paragraph_at(division, opening)) is not None and _is_salutation(line):
        opening += 1
    return (start, opening, at, signed) if start < at else None


def _is_salutation(paragraph: Node) -> bool:
    text = text_of(paragraph).strip()
    return len(text) <= _SHORT and text[-1:] in "!,:" and _SALUTATION.match(text) is not None


def _saluted(division: Node, at: int) -> tuple[int, int, int, int] | None:
    """An appeal that begins here with a salutation and ends where the next note is anchored."""
    here = paragraph_at(division, at)
    if here is None or not _SALUTATION.match(text_of(here).strip()):
        return None
    start = at
    # A motto may stand above the salutation.
    while (above := paragraph_at(division, start - 1)) is not None and text_of(above).rstrip().endswith("!"):
        if len(text_of(above)) > _SHORT:
            break
        start -= 1
    before = paragraph_at(division, start - 1)
    if before is None or len(text_of(before)) <= _SHORT:
        return None
    alone = _is_salutation(here)
    if not alone and not text_of(before).rstrip().endswith(":"):
        return None
    end = at
    for count in range(LONGEST):
        child = division.children[at + count] if at + count < len(division.children) else None
        if not isinstance(child, Node) or (child.name != "p" and child.name not in BETWEEN):
            return None
        if child.name == "p" and has_mark(child):
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

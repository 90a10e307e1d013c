"""Plain text: the reading text, its notes where the settings want them, no reading of the apparatus.

In: the normalised tree, the settings. Out: ``Result[Rendered]``: one file, UTF-8, lines folded at so many columns or a
sentence each, and its own words block by block. xslt/text marks what it adds of its own, forced line ends, and lines
that are no prose, with non-characters; here they are taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from edition import saxon
from edition.diagnostic import Result
from edition.editions import Rendered
from edition.editions.plain import Plain
from edition.editions.sentences import split

__all__ = ["columns", "fold", "render"]

WIDTH: Final = Plain().width
_OURS: Final = re.compile("\ufdd0[^\ufdd1]*\ufdd1")
_BREAK: Final = "\ufdd2"
_AS_IT_IS: Final = "\ufdd4"
_SIGNS: Final = re.compile("[\ufdd0\ufdd1\ufdd3\ufdd4\ufdd6\ufdd7]")
_NOTE_SIGN: Final = "\ufdd8"
_NOTE_ENDS: Final = re.compile("([\ufdd6\ufdd7])")
#: A page mark in a word, and the rest of the word.
_IN_WORD: Final = re.compile("\ufdd0\ufdd3([^\ufdd1]*)\ufdd1([^\\s\ufdd0]*)")
#: A head, and the stroke with which it is underlined.
_UNDERLINED: Final = re.compile("^(.*)\n\ufdd0\ufdd5(.)\ufdd1$", re.MULTILINE)
#: What stands before a hanging line: spaces, then the label of a note, a number or a dash.
_HANGING: Final = re.compile(r" *(?:\[[^\]\s]{1,8}\] |\d{1,3}\. |– )?")
#: Letters of which some have two columns, or none. What is no word of a script written by syllables has one.
_UNEVEN: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u1100-\u11ff\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u20d0-\u20ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe00-\ufe6f\uff00-\uffef\U0001f000-\U0001faff"
    "\U00020000-\U0003ffff]"
)
_NOT_FIRST: Final = frozenset("、。，．！？：；）」』】〕〉》’”…ー々")
_NOT_LAST: Final = frozenset("（「『【〔〈《‘“")


def render(
    tree: saxon.Tree,
    parameters: Mapping[str, str | int | bool],
    *,
    plain: Plain | None = None,
    language: str = "",
    custom: Path | None = None,
) -> Result[Rendered]:
    """The plain text of one text, in this ``language``: sentences end by its rules."""
    plain = plain or Plain()
    made = saxon.render("text", tree, {**parameters, **plain.parameters()}, custom=custom)
    files: dict[str, bytes] = {}
    words: list[str] = []
    for name, content in made.value.items():
        words.extend(line for line in _apart(_OURS.sub(" ", content)).split("\n") if line.strip())
        files[name] = _laid_out(content, plain, language).encode("utf-8")
    return Result(Rendered(files, tuple(words)), made.diagnostics)


def _apart(content: str) -> str:
    """The text with the notes that stand in its lines in lines of their own, behind it."""
    if "\ufdd6" not in content:
        return content
    open_notes: list[list[str]] = [[]]
    done: list[str] = []
    for part in _NOTE_ENDS.split(content):
        if part == "\ufdd6":
            open_notes.append([])
        elif part == "\ufdd7":
            done.append("".join(open_notes.pop()))
        else:
            open_notes[-1].append(part)
    return "\n".join(["".join(open_notes[0]), *done])


def _laid_out(content: str, plain: Plain, language: str) -> str:
    def underlined(match: re.Match[str]) -> str:
        widest = max(columns(_SIGNS.sub("", line)) for line in match[1].split(_BREAK))
        return f"{match[1]}\n\ufdd0{match[2] * min(max(widest, 1), plain.width or WIDTH)}\ufdd1"

    text = _UNDERLINED.sub(underlined, _IN_WORD.sub("\\2 \ufdd0\\1\ufdd1", content))
    if plain.sentences:
        text = "\n".join(_sentences(text.replace(_BREAK, "\n"), language))
    text = _SIGNS.sub("", text).replace(_BREAK, "\n")
    return fold(text, 0 if plain.sentences else plain.width)


def _sentences(text: str, language: str) -> Iterator[str]:
    """The lines of a text, prose by sentences; what follows in a block stands as far in as its first words. A note that
    stands in the line belongs to the sentence before it.
    """
    for line in text.split("\n"):
        if _AS_IT_IS in line or not _OURS.sub("", line).strip():
            yield _SIGNS.sub("", line)
            continue
        without, notes = _without_notes(line)
        bare = _SIGNS.sub("", without)
        match = _HANGING.match(bare)
        before = match.group() if match else ""
        for index, sentence in enumerate(split(bare[len(before) :], language)):
            pieces = sentence.rstrip().split(_NOTE_SIGN)
            told, notes = notes[: len(pieces) - 1], notes[len(pieces) - 1 :]
            whole = "".join(piece + _SIGNS.sub("", note) for piece, note in zip(pieces, [*told, ""], strict=True))
            yield (" " * len(before) if index else before) + whole


def _without_notes(line: str) -> tuple[str, list[str]]:
    """A line with a sign for each note that stands in it, and these notes."""
    if "\ufdd6" not in line:
        return line, []
    kept: list[str] = []
    notes: list[str] = []
    depth = begin = end = 0
    for match in _NOTE_ENDS.finditer(line):
        if match[0] == "\ufdd6":
            if not depth:
                begin = line.rindex("\ufdd0", 0, match.start())
                kept.append(line[end:begin])
            depth += 1
        else:
            depth -= 1
            if not depth:
                end = line.index("\ufdd1", match.end()) + 1
                notes.append(line[begin:end])
    return _NOTE_SIGN.join([*kept, line[end:]]), notes


def columns(text: str) -> int:
    """How many columns a line has: two for a wide character, none for an accent that stands on another."""
    if text.isascii() or not _UNEVEN.search(text):
        return len(text)
    return sum(map(_column, text))


def _column(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fold(text: str, width: int = WIDTH) -> str:
    """Long lines folded at spaces, their continuations as far in as their first words; at most two empty lines. With a
    ``width`` of 0 no line is folded.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if not width or (len(line) <= width and columns(line) <= width):
            lines.append(line.rstrip())
            continue
        match = _HANGING.match(line)
        before = match.group() if match else ""
        uneven = not line.isascii() and _UNEVEN.search(line) is not None
        verse = 4 if not before.strip() and len(before) >= 4 and columns(line) <= width + 20 else 0
        after = " " * min(len(before) + verse, width // 2)
        lines.extend(_folded_unevenly(line, before, after, width) if uneven else _folded(line, before, after, width))
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n") + "\n"


def _folded(line: str, before: str, after: str, width: int) -> Iterator[str]:
    # Only places are moved: a line may have a million characters.
    at, start, room = 0, len(before), width
    lead = ""
    while len(line) - at > room:
        space = line.rfind(" ", at + start, at + room + 1)
        if space <= at + start:
            space = line.find(" ", at + room)
        if space < 0:
            break
        yield lead + line[at:space]
        at, start, room, lead = space + 1, 0, width - len(after), after
    yield lead + line[at:]


def _folded_unevenly(line: str, before: str, after: str, width: int) -> Iterator[str]:
    """A line in which columns are counted; it may be folded between two wide characters too."""
    lead, at, used, place = "", 0, 0, 0
    for index, char in enumerate(line):
        wide = _column(char)
        if used + wide > width - len(lead) and place > at:
            yield lead + line[at:place].rstrip()
            at = place + (line[place : place + 1] == " ")
            used, lead = sum(map(_column, line[at:index])), after
        if index < at:
            continue  # the space at which it was folded
        used += wide
        if index < len(before):
            continue
        following = line[index + 1 : index + 2]
        if following == " " or (wide == 2 and following and following not in _NOT_FIRST and char not in _NOT_LAST):
            place = index + 1
    yield lead + line[at:]

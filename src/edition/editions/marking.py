"""The signs of Markdown: words of a text escaped, emphasis set where both CommonMark and pandoc see it.

In: words, in pieces. Out: lines of Markdown. What the edition adds of its own stands between FDD0 and FDD1; emphasis
waits as FDD2 to FDD5, and a forced line end as FDD6, until a paragraph is whole: whether a star means emphasis depends
on what stands beside it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["emphasised", "escaped", "finished", "own"]

_STRANGE: Final = re.compile("[\ufdd0-\ufdef]")
#: Signs that mean something; and those of which pandoc makes others, when it takes straight quotation marks for pairs.
_SIGNS: Final = re.compile(r"[\\`*_\[\]<>#|~^$@{}\"]|&(?=[#A-Za-z])|(?<![^\W_])'|'(?![^\W_])|-(?=-)|\.(?=\.\.)")
#: White space, but not the spaces that keep words together.
_SPACE: Final = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
_PAIRS: Final = {"i": ("\ufdd2", "\ufdd3", "*", "em"), "b": ("\ufdd4", "\ufdd5", "**", "strong")}
_OPENS: Final = {opening: (closing, sign, tag) for opening, closing, sign, tag in _PAIRS.values()}
_MARKS: Final = re.compile("[\ufdd2-\ufdd5]")
_BREAK: Final = "\ufdd6"
_BREAKS: Final = re.compile(f" *{_BREAK}[ {_BREAK}]*")
_INWARD: Final = (
    (re.compile(f"([\ufdd2\ufdd4])([ {_BREAK}]+)"), r"\2\1"),
    (re.compile(f"([ {_BREAK}]+)([\ufdd3\ufdd5])"), r"\2\1"),
    (re.compile("\ufdd2\ufdd3|\ufdd4\ufdd5"), ""),
)
#: What at the beginning of a line would begin a list, a head, a definition.
_BEGINS: Final = re.compile(
    r"(\ufdd0?)(?:(?=[-+=:%])|((?:[A-Za-z]|[ivxlcdmIVXLCDM]{1,12}|\d{1,12})(?=[.)]))|(?=\([A-Za-z0-9]{1,9}\)))"
)
#: A place between two spaces, of which one is enough.
_PLACED: Final = re.compile("(?<= )(\ufdd0<span id=[^\ufdd1]*\ufdd1) ")
_EXCLAMATION: Final = re.compile("!(?=\ufdd0?\\[)")


def own(text: str) -> str:
    """Signs and words that are not of the text."""
    return f"\ufdd0{text}\ufdd1"


def escaped(text: str) -> str:
    """Words of the text: no character of them means anything."""
    return _SIGNS.sub(r"\\\g<0>", _STRANGE.sub("", text))


def emphasised(words: str, kind: str) -> str:
    """Words in italics ("i") or bold ("b"), within which there is none of the same kind."""
    opening, closing, *_ = _PAIRS[kind]
    inner = words.replace(opening, "").replace(closing, "")
    return opening + inner + closing


def finished(text: str, starts: bool = True) -> str:
    """A paragraph, from its pieces: white space is one space, a forced line end a backslash and a new line. ``starts``
    says that its lines begin a line of the file.
    """
    line = _SPACE.sub(" ", text)
    if _MARKS.search(line):
        before = ""
        while before != line:
            before = line
            for pattern, instead in _INWARD:
                line = pattern.sub(instead, line)
        line = _resolved(_SPACE.sub(" ", line))
    line = _BREAKS.sub(_BREAK, line).strip(f" {_BREAK}")
    line = _PLACED.sub(r"\1", line)
    line = _EXCLAMATION.sub(r"\\!", line)
    if starts:
        line = _BREAK.join(
            _BEGINS.sub(_not_begun, part, count=1) if _BEGINS.match(part) else part for part in line.split(_BREAK)
        )
    return line.replace(_BREAK, "\\\n")


def _not_begun(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2] or ''}\\"


def _resolved(line: str) -> str:
    """Each pair of marks as stars, or as tags of HTML where stars would not be seen: between letters and signs."""
    stars: dict[int, str] = {}
    opened: list[int] = []
    for match in _MARKS.finditer(line):
        if match[0] in _OPENS:
            opened.append(match.start())
            continue
        begin, end = opened.pop(), match.start()
        _, sign, tag = _OPENS[line[begin]]
        outside = _kind(line, begin, -1), _kind(line, end, 1)
        inside = _kind(line, begin, 1), _kind(line, end, -1)
        seen = "mark" not in (*outside, *inside) and all(
            within == "letter" or without != "letter" for within, without in zip(inside, outside, strict=True)
        )
        stars[begin] = own(sign) if seen else own(f"<{tag}>")
        stars[end] = own(sign) if seen else own(f"</{tag}>")
    parts, at = [], 0
    for index, sign in sorted(stars.items()):
        parts += [line[at:index], sign]
        at = index + 1
    return "".join([*parts, line[at:]])


def _kind(line: str, at: int, step: int) -> str:
    """What stands beside a place: a letter, a space, a sign (punctuation), or a mark of emphasis."""
    at += step
    while 0 <= at < len(line) and line[at] in "\ufdd0\ufdd1":
        at += step
    if not 0 <= at < len(line) or line[at] in f" \u00a0{_BREAK}" or line[at].isspace():
        return "space"
    if _MARKS.match(line[at]):
        return "mark"
    return "sign" if unicodedata.category(line[at])[0] in "PS" else "letter"

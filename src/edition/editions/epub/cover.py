"""The cover: a picture of the project, or a drawing made of title and names.

In: a Work, the facts of the book, perhaps a picture. Out: ``Result[Cover]``: the picture and the page that shows it. A
drawing is set in the letters of whoever shows it, so that lines are broken by estimate, with room to spare.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

from edition.diagnostic import Diagnostic, Result
from edition.editions.epub.pictures import read_picture
from edition.editions.html.facts import Work

__all__ = ["Cover", "cover_of"]

WIDTH: Final = 1600
HEIGHT: Final = 2400
#: The room for words, and the sizes that a title may have.
_MEASURE: Final = 1180
_SIZES: Final = (190, 166, 146, 128, 112, 98, 86, 76)
_PAPER, _INK, _ACCENT, _QUIET = "#f4eee1", "#241f1a", "#7a2113", "#5b5348"
_MOST: Final = 240


@dataclass(frozen=True, slots=True)
class Cover:
    """The files of a cover, and which of them is the picture."""

    files: dict[str, bytes]
    picture: str


def cover_of(work: Work, facts: Mapping[str, Any], image: Path | None = None) -> Result[Cover]:
    """The picture of the project; the drawing, where there is none or it cannot be shown."""
    findings: tuple[Diagnostic, ...] = ()
    name, data = "cover.svg", b""
    if image is not None:
        read = read_picture(image)
        if isinstance(read, Diagnostic):
            findings = (read,)
        else:
            name, data = f"cover{read[0]}", read[1]
    files = {name: data or _drawing(work, facts).encode("utf-8")}
    files["cover.xhtml"] = _page(work, facts, name).encode("utf-8")
    return Result(Cover(files, name), findings)


def _page(work: Work, facts: Mapping[str, Any], picture: str) -> str:
    language = escape(str(facts["lang"]))
    title = work.whole_title or work.stem
    names = ", ".join(name.full for name in (work.authors or work.editors))
    word = facts["words"]["epub-cover"]
    alt = escape(f"{word}: {title}" + (f". {names}" if names else ""))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}"><head><title>{escape(word)} · {escape(title)}</title>'
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f'<body class="cover-page" epub:type="cover"><main><h1><img src="{picture}" role="doc-cover" alt="{alt}"/></h1>'
        "</main></body></html>\n"
    )


def _drawing(work: Work, facts: Mapping[str, Any]) -> str:
    """Title and names on paper, framed, as on a title page."""
    language = str((facts["languages"] or [facts["lang"]])[0])
    title = _shortened(work.title or work.stem)
    size, lines = _fitted(title, _SIZES, 6)
    parts: list[str] = []
    top = _stacked(parts, [name.full for name in work.authors][:4], 400, 68, _INK, "letter-spacing='3'")
    height = len(lines) * size * 1.18
    start = max(top + 190.0, 1000.0 - height / 2) + size * 0.8
    below = _stacked(parts, lines, start, size, _INK, leading=1.18) - size * 0.8 + 30
    parts.append(
        f'<path d="M{WIDTH // 2 - 130} {below:.0f}h260" stroke="{_ACCENT}" stroke-width="7"/>'
        f'<path d="M{WIDTH // 2} {below - 24:.0f}l24 24-24 24-24-24z" fill="{_ACCENT}"/>'
    )
    below += 130
    if work.subtitle:
        small, broken = _fitted(_shortened(work.subtitle), (72, 62, 54), 4)
        below = _stacked(parts, broken, below + 10, small, _QUIET, "font-style='italic'", 1.3)
    words = facts["words"]
    by = [f"{words['translated-by']} {name.full}" for name in work.translators]
    by += [f"{words['edited-by']} {name.full}" for name in work.editors]
    _stacked(parts, [one for line in by[:4] for one in _broken(line, 52)], max(below + 60, 1700), 52, _QUIET)
    foot = [_shortened(part, 60) for part in (work.publisher, work.year) if part]
    _stacked(parts, [" · ".join(foot)] if foot else [], HEIGHT - 240, 46, _QUIET)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'xml:lang="{escape(language)}">\n<title>{escape(work.whole_title or work.stem)}</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>\n'
        f'<g fill="none" stroke="{_ACCENT}">{_frame(90, 10)}{_frame(118, 3)}</g>\n'
        "<g font-family=\"Georgia, 'Noto Serif', 'Times New Roman', serif\" text-anchor=\"middle\">\n"
        + "\n".join(parts)
        + "\n</g>\n</svg>\n"
    )


def _frame(margin: int, stroke: int) -> str:
    size = f'width="{WIDTH - 2 * margin}" height="{HEIGHT - 2 * margin}"'
    return f'<rect x="{margin}" y="{margin}" {size} stroke-width="{stroke}"/>'


def _stacked(
    parts: list[str], lines: Sequence[str], top: float, size: int, fill: str, more: str = "", leading: float = 1.45
) -> float:
    """Lines one below the other, added to ``parts``; where the next would stand."""
    for line in lines:
        extra = " " + more.replace("'", '"') if more else ""
        direction = ' direction="rtl"' if _right_to_left(line) else ""
        place = f'x="{WIDTH // 2}" y="{top:.0f}" font-size="{size}" fill="{fill}"'
        parts.append(f"<text {place}{extra}{direction}>{escape(line)}</text>")
        top += size * leading
    return top


def _right_to_left(text: str) -> bool:
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return first != "L"


def _shortened(text: str, most: int = _MOST) -> str:
    text = " ".join("".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs", "Cn")).split())
    return text if len(text) <= most else text[:most].rpartition(" ")[0].rstrip(",;:–— ") + " …"


def _fitted(text: str, sizes: Sequence[int], most: int) -> tuple[int, list[str]]:
    """The largest size in which a text has few lines and no word is broken; its lines."""
    for size in sizes:
        lines = _broken(text, size)
        if len(lines) <= most and " ".join(lines) == text:
            break
    return size, lines


def _broken(text: str, size: int) -> list[str]:
    """Lines of about equal length that fit the measure; a word that does not is broken."""
    room = _MEASURE / size
    words = [part for word in text.split() for part in _pieces(word, room)]
    most = room
    best = _filled(words, most)
    # The same number of lines in less room: no last line of one word.
    while most > room / 2 and len(tried := _filled(words, most - 0.5)) == len(best):
        most -= 0.5
        best = tried
    return best


def _filled(words: Sequence[str], room: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and _length(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _pieces(word: str, room: float) -> Iterator[str]:
    while _length(word) > room and len(word) > 1:
        end = max(1, next(n for n in range(1, len(word) + 1) if _length(word[: n + 1]) > room))
        yield word[:end]
        word = word[end:]
    yield word


def _length(text: str) -> float:
    """About how long a text is, in ems."""
    return sum(map(_width, text))


def _width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in ("W", "F"):
        return 1.0
    if sign in " .,:;'!|ijlt’‘-()[]":
        return 0.32
    return 0.74 if sign.isupper() or sign in "mwМШЩЖЮмшщжюыфæœ—" else 0.56

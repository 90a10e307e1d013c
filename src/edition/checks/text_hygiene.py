"""Rules of the characters of a text: what a scan, a word processor or a slip of the hand leaves in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, text_of
from edition.checks.several import several
from edition.checks.words import quoted, short
from edition.diagnostic import Diagnostic, Severity
from edition.tei import tei

__all__ = [
    "not_normalised",
    "private_use_character",
    "replacement_character",
    "soft_hyphen",
    "space_at_edge",
    "space_before_mark",
    "unbalanced_brackets",
    "unbalanced_quotation",
]

_INLINE: Final = (
    "persName placeName orgName geogName name rs hi emph foreign title term date num abbr expan sic corr orig reg "
    "supplied unclear lem rdg"
).split()
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}
_CLOSING: Final = {close: opened for opened, close in _PAIRS.items()}


def _with(index: Index, test: Callable[[str], bool]) -> Iterator[tuple[File, list[tuple[etree._Element, str]]]]:
    """The texts of which a test is true, with the elements that they stand in, by file."""
    for file in index.tei_files:
        found = [(node, text) for node, text in file.texts if test(text)]
        if found:
            yield file, found


def _around(text: str, pattern: re.Pattern[str]) -> str:
    """The words around the first match, for a message."""
    match = pattern.search(text)
    start = match.start() if match else 0
    return quoted(text[max(0, start - 15) : start + 16])


def replacement_character(index: Index) -> Iterator[Diagnostic]:
    """A character was lost when the text was converted.

    What: U+FFFD, which programs put where they could not read a character.

    Why: something stood there. Only the source can say what.

    Fails:

    ```xml
    <p>The ship lay off Murma�sk.</p>
    ```

    Passes:

    ```xml
    <p>The ship lay off Murmansk.</p>
    ```
    """
    pattern = re.compile("\ufffd")
    for file, found in _with(index, lambda text: "\ufffd" in text):
        message = f"a character is lost (U+FFFD): {_around(found[0][1], pattern)}"
        hint = "look the word up in the source; where it cannot be known, write <gap>"
        yield several("replacement-character", Severity.WARNING, file, [node for node, _ in found], message, hint)


def private_use_character(index: Index) -> Iterator[Diagnostic]:
    """A character has no meaning outside its font.

    What: a character of Unicode's private use areas that does not stand in a ``<g>`` whose ``@ref`` leads to its
    description.

    Why: in another font it is an empty box, or another sign.

    Fails:

    ```xml
    <p>The sign \ue001 stands on the map.</p>
    ```

    Passes:

    ```xml
    <p>The sign ⚓ stands on the map.</p>
    ```
    """
    for file, found in _with(index, lambda text: _PRIVATE.search(text) is not None):
        nodes = [node for node, _ in found if not (node.tag == tei("g") and node.get("ref"))]
        if nodes:
            text = next(text for node, text in found if node is nodes[0])
            message = f"a character of a private use area: {_around(text, _PRIVATE)}"
            hint = 'write the character of Unicode, or <g ref="#..."> with a <char> in charDecl'
            yield several("private-use-character", Severity.WARNING, file, nodes, message, hint)


def not_normalised(index: Index) -> Iterator[Diagnostic]:
    """Text is not in Unicode's normal form C.

    What: letters and marks that are written apart though there is one character for them (e + ´ for é).

    Why: searches do not find one when the other is looked for, and words that look the same are not.

    Fails:

    ```xml
    <p>The cafe\u0301 was closed.</p>
    ```

    Passes:

    ```xml
    <p>The café was closed.</p>
    ```
    """
    for file, found in _with(index, lambda text: not unicodedata.is_normalized("NFC", text)):
        words = next((word for word in found[0][1].split() if not unicodedata.is_normalized("NFC", word)), found[0][1])
        message = f"letters and their marks are written apart: {quoted(words)}"
        hint = "convert the file to Unicode normal form C (NFC)"
        yield several("not-normalised", Severity.WARNING, file, [node for node, _ in found], message, hint)


def soft_hyphen(index: Index) -> Iterator[Diagnostic]:
    """A soft hyphen stands in a word.

    What: U+00AD, which word processors put where a word may be parted.

    Why: searches do not find the word. The editions hyphenate by language and need none.

    Fails:

    ```xml
    <p>The ice\u00adbreaker came.</p>
    ```

    Passes:

    ```xml
    <p>The icebreaker came.</p>
    ```
    """
    pattern = re.compile("\u00ad")
    for file, found in _with(index, lambda text: "\u00ad" in text):
        message = f"a soft hyphen stands in {_around(found[0][1], pattern)}"
        yield several("soft-hyphen", Severity.WARNING, file, [node for node, _ in found], message, "remove it")


def space_at_edge(index: Index) -> Iterator[Diagnostic]:
    """A tag takes in a space at its beginning or end.

    What: white space at the inner edge of a name, a title, a date and other tags inside a line, with words on both
    sides. Told once for each file and element.

    Why: registers show "Chkalov ", links are underlined too far, and a comma is set apart from its word.

    Fails:

    ```xml
    <p>Then <persName ref="#chkalov">Chkalov </persName>took off.</p>
    ```

    Passes:

    ```xml
    <p>Then <persName ref="#chkalov">Chkalov</persName> took off.</p>
    ```
    """
    for file in index.tei_files:
        for name in _INLINE:
            nodes = [node for node in file.named(name) if _edges(node)]
            if nodes:
                message = f"<{name}> takes in a space: {quoted(''.join(map(str, nodes[0].itertext())))}"
                yield several("space-at-edge", Severity.WARNING, file, nodes, message, "put the space outside the tag")


def _edges(node: etree._Element) -> bool:
    parent = node.getparent()
    if parent is None or not text_of(node):
        return False
    first = node.text or ""
    last = (node[-1].tail or "") if len(node) else first
    before = node.getprevious()
    left = before.tail if before is not None else parent.text
    # A space that a line break of the file makes is the layout of an entry, not of a line.
    starts = (
        first[:1] == " " and not first.startswith(("\n", "  ")) and bool((left or "").strip() or before is not None)
    )
    ends = last[-1:] == " " and not last.endswith("  ") and bool((node.tail or "").strip())
    return starts or ends


def space_before_mark(index: Index) -> Iterator[Diagnostic]:
    """A space stands before the mark of a note.

    What: white space between a word and the ``<ref type="noteAnchor">`` or ``<note>`` at it.

    Why: the mark may be set at the beginning of the next line, away from its word.

    Fails:

    ```xml
    <p>She was new. <ref type="noteAnchor" target="#n1"/></p><note xml:id="n1" place="end">Built in 1933.</note>
    ```

    Passes:

    ```xml
    <p>She was new.<ref type="noteAnchor" target="#n1"/></p><note xml:id="n1" place="end">Built in 1933.</note>
    ```
    """
    for file in index.tei_files:
        marks = [node for node in file.named("ref", "ptr") if node.get("type") == "noteAnchor"]
        marks += [node for node in file.named("note") if node.get("place") == "bottom"]
        nodes = []
        for node in marks:
            before, parent = node.getprevious(), node.getparent()
            left = before.tail if before is not None else parent.text if parent is not None else ""
            if left and left[-1:].isspace() and left.strip() and "\n" not in left[len(left.rstrip()) :]:
                nodes.append(node)
        if nodes:
            message = "a space stands before the mark of a note"
            yield several("space-before-mark", Severity.WARNING, file, nodes, message, "remove it")


def unbalanced_brackets(index: Index) -> Iterator[Diagnostic]:
    """A bracket is not closed, or not opened, in its paragraph.

    What: round, square and curly brackets of a paragraph, verse line, note or cell that have no partner in it.
    Numbered items ("a)", "1)") are passed over.

    Why: a bracket was lost in a scan, or in editing, and with it often a word.

    Fails:

    ```xml
    <p>The ship (built in Denmark was new.</p>
    ```

    Passes:

    ```xml
    <p>The ship (built in Denmark) was new.</p>
    ```
    """
    for file in index.tei_files:
        found: list[etree._Element] = []
        for node in file.named("p", "l", "item", "cell", "head"):
            text = "".join(map(str, node.itertext("*")))
            if any(sign in text for sign in "()[]{}") and _unbalanced(text):
                found.append(node)
        if found:
            words = short("".join(map(str, found[0].itertext())), 50)
            message = f"a bracket has no partner in {quoted(words)}"
            yield several("unbalanced-brackets", Severity.INFO, file, found, message, "look it up in the source")


def unbalanced_quotation(index: Index) -> Iterator[Diagnostic]:
    """A quotation mark is not closed, or not opened.

    What: the marks “ ” and « » of the paragraphs of a division. A quotation may run on over paragraphs, each of which
    begins with the opening mark. Straight marks, and files that use these signs in the other direction (»so«, „so“),
    are passed over.

    Why: a mark was lost in a scan, or a word with it; where a quotation ends is part of what it says.

    Fails:

    ```xml
    <div><p>He said “she will hold.</p><p>Nobody answered.</p></div>
    ```

    Passes:

    ```xml
    <div><p>He said “she will hold”.</p><p>“It began at one.</p><p>“It ended at two.”</p></div>
    ```
    """
    for file in index.tei_files:
        paragraphs = [(node, "".join(map(str, node.itertext("*")))) for node in file.named("p")]
        whole = "".join(text for _, text in paragraphs)
        for opening, closing in ("“”", "«»"):
            first = min((whole.find(sign) for sign in (opening, closing) if sign in whole), default=-1)
            if first < 0 or whole[first] == closing or "„" in whole:
                continue
            found = _unclosed(paragraphs, opening, closing)
            if found:
                words = short("".join(map(str, found[0].itertext())), 50)
                message = f"a quotation mark has no partner in {quoted(words)}"
                yield several("unbalanced-quotation", Severity.INFO, file, found, message, "look it up in the source")


def _unclosed(paragraphs: list[tuple[etree._Element, str]], opening: str, closing: str) -> list[etree._Element]:
    """The paragraphs in which a mark has no partner."""
    found: list[etree._Element] = []
    pending: etree._Element | None = None
    for node, text in paragraphs:
        runs_on = text.lstrip().startswith(opening)
        if pending is not None and not (runs_on and node.getparent() is pending.getparent()):
            found.append(pending)
            pending = None
        depth = 0
        for sign in re.findall(f"[{opening}{closing}]", text):
            depth += 1 if sign == opening else -1
            if depth < 0:
                found.append(node)
                depth = 0
                break
        pending = node if depth > 0 else None
    if pending is not None:
        found.append(pending)
    return found


def _unbalanced(text: str) -> bool:
    open_signs: list[str] = []
    for match in re.finditer(r"[()\[\]{}]", text):
        sign = match.group()
        if sign in _PAIRS:
            open_signs.append(sign)
        elif open_signs and open_signs[-1] == _CLOSING[sign]:
            open_signs.pop()
        elif not (sign == ")" and re.search(r"(?:^|[\s;:,])\(?[\dIVXivx]{0,4}[a-zа-я]?$", text[: match.start()])):
            return True
    return bool(open_signs)

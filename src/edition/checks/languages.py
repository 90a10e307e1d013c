"""Rules of language tags: well-formed and registered (BCP 47), and saying something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lxml import etree

from edition.checks.index import File, Index, finding
from edition.checks.words import nearest, quoted
from edition.diagnostic import Diagnostic, Severity
from edition.resources import resource
from edition.tei import XML_LANG

__all__ = ["foreign_in_its_own_language", "invalid_language"]

_FORM: Final = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*")
_SCRIPTS: Final = {
    "cyr": "Cyrl",
    "cyrillic": "Cyrl",
    "latin": "Latn",
    "greek": "Grek",
    "hebrew": "Hebr",
    "arabic": "Arab",
}


@cache
def _subtags() -> dict[str, frozenset[str]]:
    """The registered subtags by kind, in small letters."""
    found: dict[str, frozenset[str]] = {}
    for line in resource("schemas/languages/subtags.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, *names = line.split()
            found[kind] = frozenset(names)
    return found


def _fault(tag: str) -> tuple[str, str] | None:
    """What is wrong with a tag, and what may be meant; None for one that is right (RFC 5646, 2.1 and 2.2)."""
    known = _subtags()
    lower = tag.lower()
    if not _FORM.fullmatch(tag):
        return "it is no language tag", 'write a tag such as "en", "ru" or "ru-Latn"'
    if lower in known["grandfathered"] or lower.startswith("x-"):
        return None
    parts = lower.split("-")
    language, rest = parts[0], parts[1:]
    if language not in known["language"] and not "qaa" <= language <= "qtz":
        guess = nearest(language, known["language"]) if len(language) > 3 else None
        hint = {"jp": "ja", "cz": "cs", "ua": "uk", "gr": "el", "dk": "da", "se": "sv"}.get(language, guess or "")
        return f'there is no language "{parts[0]}"', f'did you mean "{hint}"?' if hint else "see the registry of IANA"
    while rest and rest[0] in known["extlang"] and len(rest[0]) == 3:
        rest.pop(0)
    if rest and len(rest[0]) == 4 and rest[0].isalpha():
        script = rest.pop(0)
        if script not in known["script"] and not "qaaa" <= script <= "qabx":
            guess = nearest(script, known["script"])
            return f'there is no script "{script.title()}"', f'did you mean "{guess.title()}"?' if guess else ""
    if rest and (len(rest[0]) == 2 or (len(rest[0]) == 3 and rest[0].isdigit())):
        region = rest.pop(0)
        if region not in known["region"] and not ("qm" <= region <= "qz" or "xa" <= region <= "xz"):
            return f'there is no region "{region.upper()}"', 'regions are two letters, such as "GB" or "RU"'
    while rest and len(rest[0]) > 1:
        variant = rest.pop(0)
        if variant not in known["variant"]:
            guess = _SCRIPTS.get(variant) or nearest(variant, known["variant"])
            return (
                f'there is no variant "{variant}"',
                f'did you mean "{guess}"?' if guess else "put own words behind -x-",
            )
    # What follows a single letter is an extension, or behind x one's own.
    if rest and len(rest) == 1:
        return f'nothing follows the "{rest[0]}"', "complete it, or leave it out"
    return None


def _tagged(index: Index) -> Iterator[tuple[File, etree._Element, str, str]]:
    """Every language tag with the attribute that holds it."""
    for file in index.tei_files:
        for node in file.elements:
            tag = node.get(XML_LANG)
            if tag is not None:
                yield file, node, "xml:lang", str(tag)
        for node in file.named("language"):
            if node.get("ident"):
                yield file, node, "ident", str(node.get("ident"))


def invalid_language(index: Index) -> Iterator[Diagnostic]:
    """A language tag has a part that does not exist.

    What: ``@xml:lang`` or ``language/@ident`` whose language, script, region or variant is not in the registry of IANA
    (BCP 47). One's own words go behind ``-x-``.

    Why: browsers hyphenate and read aloud by the tag; "jp", "rus-cyr" and "en-UK" are nothing to them.

    Fails:

    ```xml
    <p>They called it <foreign xml:lang="jp">kori</foreign>.</p>
    ```

    Passes:

    ```xml
    <p>They called it <foreign xml:lang="ja-Latn">kori</foreign>.</p>
    ```
    """
    known: dict[str, tuple[str, str] | None] = {}
    told: set[tuple[str, str]] = set()
    for file, node, key, tag in _tagged(index):
        if tag not in known:
            known[tag] = _fault(tag) if tag else None
        fault = known[tag]
        if fault is not None and (file.key, tag) not in told:
            told.add((file.key, tag))
            message = f"@{key} is {quoted(tag)}: {fault[0]}"
            yield finding("invalid-language", Severity.ERROR, file, node, message, fault[1])


def foreign_in_its_own_language(index: Index) -> Iterator[Diagnostic]:
    """A foreign word is in the language of the text around it.

    What: a ``<foreign>`` whose ``@xml:lang`` is that of its surroundings, or that has none.

    Why: it is not foreign then; likely the tag was copied or forgotten.

    Fails:

    ```xml
    <p xml:lang="ru">Это <foreign xml:lang="ru">лёд</foreign>.</p>
    ```

    Passes:

    ```xml
    <p xml:lang="en">It is <foreign xml:lang="ru">лёд</foreign>.</p>
    ```
    """
    for file, node in index.each("foreign"):
        own = node.get(XML_LANG)
        around = next((above.get(XML_LANG) for above in node.iterancestors() if above.get(XML_LANG)), None)
        if own is None:
            message, hint = "<foreign> does not say which language it is in", "give it @xml:lang"
        elif own == around:
            message = f"<foreign> is in {quoted(str(own))}, like the text around it"
            hint = "correct @xml:lang, or remove the tag"
        else:
            continue
        yield finding("foreign-in-its-own-language", Severity.WARNING, file, node, message, hint)

"""Rules of pointers: each leads to something, in the right file, of the right kind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

from edition.checks.index import File, Index, finding
from edition.checks.pointers import Pointer, Target
from edition.checks.words import nearest, quoted, tags
from edition.diagnostic import Diagnostic, Location, Severity
from edition.tei import local_name

__all__ = ["undeclared_prefix", "unresolved_reference", "wrong_kind_of_reference"]

_AGENTS: Final = frozenset(
    """application author change editor funder handNote idno meeting name org orgName person personGrp persName
    principal respStmt resp sponsor witness""".split()
)
_PERSONS: Final = frozenset(
    """author castItem editor name nym persName person personGrp persona principal respStmt role""".split()
)
_PLACES: Final = frozenset(
    """bloc country district geogFeat geogName location nym org place placeName region repository settlement""".split()
)
_ORGS: Final = frozenset(
    """authority distributor funder institution nym org orgName personGrp publisher repository respStmt sponsor
    """.split()
)
_WITNESSES: Final = frozenset("bibl biblFull biblStruct listWit msDesc msFrag msPart object witness".split())
_HANDS: Final = frozenset("handNote handShift person respStmt scribe".split())
#: What an attribute must lead to: by element and attribute, or by attribute alone.
_KINDS: Final[dict[tuple[str, str], frozenset[str]]] = {
    ("persName", "ref"): _PERSONS,
    ("placeName", "ref"): _PLACES,
    ("orgName", "ref"): _ORGS,
    ("", "resp"): _AGENTS,
    ("", "wit"): _WITNESSES,
    ("", "hand"): _HANDS,
    ("", "who"): _PERSONS | _AGENTS | {"roleDesc", "castGroup"},
    ("", "rendition"): frozenset({"rendition"}),
}
_WANTED: Final = {
    "persName": "a <person>",
    "placeName": "a <place>",
    "orgName": "an <org>",
    "resp": "a <respStmt>, <editor>, <author> or <person>",
    "wit": "a <witness>",
    "hand": "a <handNote>",
    "who": "a <person> or a <role>",
    "rendition": "a <rendition>",
}


def _broken(index: Index) -> Iterator[tuple[File, Pointer, Target]]:
    """Pointers that lead nowhere; note marks belong to ``mark-without-note``, images to ``missing-image``."""
    for file in index.tei_files:
        for pointer in file.pointers:
            target = index.resolver.follow(file.key, pointer.value)
            if target.kind in ("element", "file", "left"):
                continue
            if pointer.attribute == "target" and pointer.node.get("type") == "noteAnchor":
                continue
            if pointer.attribute == "facs" and target.kind == "no-file" and "#" not in pointer.value:
                continue
            yield file, pointer, target


def relative(file: File, other: str) -> str:
    """The path of another file as it is written in this one."""
    return os.path.relpath(other, os.path.dirname(file.key)).replace(os.sep, "/")  # noqa: PTH120


def where_is(index: Index, file: File, name: str, home: str) -> tuple[str, tuple[tuple[str, Location], ...]]:
    """A hint for an id that is not where it was looked for: the right form of the pointer, or the nearest id."""
    resolver = index.resolver
    others = [key for key in resolver.homes.get(name, ()) if key != home]
    guess = name if others else None
    if guess is None and home in resolver.files:
        guess = resolver.speller(home).nearest(name)
        others = [home] if guess else []
    if guess is None:
        guess = resolver.speller().nearest(name)
        others = resolver.homes[guess] if guess else []
    if guess is None or not others:
        return "", ()
    key = sorted(others)[0]
    document, ids = resolver.files[key]
    at = document.locate(ids[guess])
    form = f"#{guess}" if key == file.key else f"{relative(file, key)}#{guess}"
    for prefix, definitions in sorted(resolver.prefixes(file.key).items()):
        found = resolver.follow(file.key, f"{prefix}:{guess}") if definitions else None
        if key != file.key and found is not None and found.node is ids[guess]:
            form = f"{prefix}:{guess}"
    verb = "write" if guess == name else "did you mean"
    end = "" if guess == name else "?"
    return f'{verb} "{form}"{end}', ((f"xml:id {quoted(guess)}", at),)


def unresolved_reference(index: Index) -> Iterator[Diagnostic]:
    """A pointer leads to nothing.

    What: an attribute that points (``@ref``, ``@target``, ``@who``, ``@corresp``, ``@wit``, ``@resp`` and all
    others of the TEI) names an xml:id that its file does not have, or a file that is not there. ``#id`` means this
    file and no other: an id of another file is written ``registers.xml#id``, or with a prefix that
    ``<listPrefixDef>`` declares. URIs of the web are not looked up.

    Why: the link is dead in every edition, and the person, the witness or the note that was meant is not connected.

    Fails:

    ```xml
    <p>Then <persName ref="#chkalow">Chkalov</persName> took off.</p>
    ```

    Passes:

    ```xml
    <p>Then <persName ref="#chkalov">Chkalov</persName> took off.</p>
    ```
    """
    for file, pointer, target in _broken(index):
        if target.kind == "no-prefix":
            continue
        name = pointer.element
        related: tuple[tuple[str, Location], ...] = ()
        start = f"@{pointer.attribute} of <{name}> points to {quoted(pointer.value)}"
        if target.kind == "no-hash":
            message = f"{start}, which would be a file of that name"
            hint = f'did you mean "#{pointer.value}"?'
        elif target.kind == "no-file":
            message, hint = f"{start}, and there is no such file", "correct the path: it is read from this file on"
            if "#" not in pointer.value and pointer.attribute in ("wit", "resp", "who", "hand", "ref"):
                guess, related = where_is(index, file, pointer.value, file.key)
                hint = guess or f'a pointer to an xml:id begins with "#": "#{pointer.value}"'
            else:
                files = {relative(file, key): key for key in index.resolver.files if key != file.key}
                path, hash_, fragment = pointer.value.partition("#")
                near = nearest(path, files)
                hint = f'did you mean "{near}{hash_}{fragment}"?' if near else hint
        elif target.kind == "no-prefix-match":
            message = f"{start}, and no prefixDef of {quoted(target.name)} matches it"
            hint = "see @matchPattern of the prefixDef"
        else:
            here = "this file" if target.file == file.key else relative(file, target.file)
            message = f"{start}, but nothing in {here} has that xml:id"
            hint, related = where_is(index, file, target.name, target.file)
            hint = hint or f'give the element that is meant xml:id="{target.name}", or correct the pointer'
        yield finding("unresolved-reference", Severity.ERROR, file, pointer.node, message, hint, *related)


def undeclared_prefix(index: Index) -> Iterator[Diagnostic]:
    """A pointer begins with a prefix that is not declared.

    What: a pointer such as ``reg:chkalov`` whose first part is neither a scheme of the web (``https:``, ``mailto:``
    ...) nor declared by a ``<prefixDef>`` in the header of the same file.

    Why: nobody can tell what it stands for.

    Fails:

    ```xml
    <p>Then <persName ref="psn:chkalov">Chkalov</persName> took off.</p>
    ```

    Passes:

    ```xml
    <p>Then <persName ref="reg:chkalov">Chkalov</persName> took off.</p>
    ```
    """
    for file, pointer, target in _broken(index):
        if target.kind == "no-prefix":
            declared = index.resolver.prefixes(file.key)
            guess = nearest(target.name, declared)
            hint = f'did you mean "{guess}:"?' if guess else "declare it with a prefixDef in encodingDesc/listPrefixDef"
            yield finding(
                "undeclared-prefix",
                Severity.ERROR,
                file,
                pointer.node,
                f"@{pointer.attribute} of <{pointer.element}> is {quoted(pointer.value)}, and the prefix "
                f"{quoted(target.name)} is not declared",
                hint,
            )


def wrong_kind_of_reference(index: Index) -> Iterator[Diagnostic]:
    """A pointer leads to an element of the wrong kind.

    What: ``persName/@ref`` that leads to no person, ``placeName/@ref`` to no place, ``orgName/@ref`` to no
    organisation; ``@resp`` to nobody responsible, ``@wit`` to no witness, ``@hand`` to no hand, ``@who`` to no
    speaker.

    Why: the name would be listed in the wrong register, the reading with the wrong siglum.

    Fails:

    ```xml
    <p>Then <persName ref="#moscow">Chkalov</persName> took off.</p>
    ```

    Passes:

    ```xml
    <p>Then <persName ref="#chkalov">Chkalov</persName> took off.</p>
    ```
    """
    for file in index.tei_files:
        for pointer in file.pointers:
            kinds = _KINDS.get((pointer.element, pointer.attribute)) or _KINDS.get(("", pointer.attribute))
            if kinds is None:
                continue
            target = index.resolver.follow(file.key, pointer.value)
            if target.node is None or local_name(target.node) in kinds:
                continue
            key = pointer.element if pointer.attribute == "ref" else pointer.attribute
            found = local_name(target.node)
            related: tuple[tuple[str, Location], ...] = ()
            if target.file in index.resolver.files:
                related = (("it leads here", index.resolver.files[target.file][0].locate(target.node)),)
            start = f"@{pointer.attribute} of <{pointer.element}> points to {quoted(pointer.value)}"
            yield finding(
                "wrong-kind-of-reference",
                Severity.ERROR,
                file,
                pointer.node,
                f"{start}, which is {tags([found])}",
                f"it must lead to {_WANTED[key]}",
                *related,
            )

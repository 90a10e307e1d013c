"""Normalise: a text and its registers become one tree in which everything is numbered and resolved.

In: the Document of a text, those of its registers, parameters of the stylesheets. Out: ``Result[Tree]``, the tree of
docs/architecture.md that every edition prints. The editor's documents are not touched. What needs Python (pointers
across files and prefixes, the order of names) is settled here; the rest by the passes of xslt/normalize.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree

from edition import saxon
from edition.diagnostic import Result
from edition.document import Document
from edition.saxon import Tree
from edition.tei import ED, TEI, XML_ID, XML_LANG, local_name, tei

__all__ = ["combine", "normalize", "sort_key"]

_POINTERS: Final = frozenset(
    """ana active calendar change copyOf corresp decls ed edRef exclude facs from hand mutual next parent passive prev
    ref rendition resp sameAs scheme select source spanTo synch target to wit who""".split()
)
#: What makes a text need :func:`combine`: a pointer that is more than ``#id`` (a file, a percent sign), entries to be
#: put in order, prefixes.
_HAS_REMOTE: Final = re.compile(rb"#(?:(?<=[^\s\"'#]#)|[^\s\"'<>#%]{0,200}%)")
_HAS_REGISTER: Final = re.compile(rb"<(?:\w+:)?(?:person|place|org|standOff|prefixDef)[\s>]")
_ENTRIES: Final = ("person", "place", "org", "event", "bibl", "biblStruct")
_PARTICLES: Final = re.compile(r"^(?:von|van|de|der|den|zu|af|du|la|le|di|da|del|della)\s+", re.IGNORECASE)
_CYRILLIC: Final = str.maketrans({"ё": "е", "Ё": "Е", "ѣ": "е", "і": "и", "ѳ": "ф", "ѵ": "и"})


def sort_key(text: str) -> str:
    """The key by which names are ordered: case, accents and leading particles do not count, digits count as numbers."""
    plain = _PARTICLES.sub("", " ".join(text.split())).translate(_CYRILLIC)
    short = "й" in plain or "Й" in plain
    if short:
        plain = plain.replace("й", "и\ue000").replace("Й", "И\ue000")
    folded = unicodedata.normalize("NFD", plain.casefold())
    kept = "".join(char for char in folded if not unicodedata.combining(char))
    kept = kept.replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("æ", "ae").replace("œ", "oe")
    words = re.sub(r"[^\w\ue000,]+", " ", kept).strip()
    return re.sub(r"\d+", lambda match: match.group().zfill(9), words)


def normalize(
    document: Document,
    registers: Sequence[Document] = (),
    parameters: Mapping[str, str | int | bool] | None = None,
    *,
    root: Path | None = None,
    own: str = "",
) -> Result[Tree]:
    """The normalised tree of a text; ``root`` is the project's folder. For ``own`` see :func:`combine`."""
    source = document.source
    plain = not own and not registers and not _HAS_REMOTE.search(source) and not _HAS_REGISTER.search(source)
    tree = document.root if plain else combine(document, registers, own)
    xml: bytes = etree.tostring(tree, encoding="UTF-8", with_tail=False)
    result = saxon.transform("normalize", xml, parameters)
    if result.value is None:
        raise RuntimeError("the normalize passes returned nothing")
    return Result(result.value, result.diagnostics)


def combine(document: Document, registers: Sequence[Document] = (), own: str = "") -> etree._Element:
    """A copy of the text's tree with the registers' standOff appended.

    On a shelf, where the registers of all texts are one, the entries that stand in the text itself get ``own`` before
    their ids.
    Ids stay as they are in the text; an id of a register that the text has too gets the name of its file before it.
    Every pointer that leads to an element of the combined tree, by whatever form of URI, becomes ``#id``; a file beside
    the text that is no register is left as it is named.
    """
    root = _copy(document.root)
    taken = {name for name, _ in document.ids()}
    here = _absolute(document.path)
    #: From (file, id) to the id in the combined tree.
    ids: dict[tuple[Path | None, str], str] = {(here, name): name for name in taken}
    for node in _own_entries(root) if own else ():
        before = node.get(XML_ID, "")
        if f"{own}.{before}" not in taken:
            ids[here, before] = f"{own}.{before}"
            taken.add(ids[here, before])
            node.set(XML_ID, ids[here, before])
    appended: list[tuple[Document, etree._Element]] = []
    for register in registers:
        stem = re.sub(r"[^\w.-]", "-", register.path.stem if register.path else "register")
        part = _copy(register.root)
        there = _absolute(register.path)
        for node in part.iter("*"):
            name = node.get(XML_ID)
            if name is not None:
                new = name if name not in taken else f"{stem}.{name}"
                while new in taken:
                    new += "-"
                taken.add(new)
                node.set(XML_ID, new)
                ids[there, name] = new
        appended.append((register, part))

    _resolve(root, document, ids)
    for register, part in appended:
        _resolve(part, register, ids)
        for stand_off in part.iter(tei("standOff")):
            if stand_off.get(XML_LANG) is None and part.get(XML_LANG):
                stand_off.set(XML_LANG, part.get(XML_LANG, ""))
            root.append(stand_off)
    for node in root.iter(*map(tei, _ENTRIES)):
        if node.get(XML_ID) is not None:
            node.set(f"{{{ED}}}sort", sort_key(_name(node)))
    return root


def _own_entries(root: etree._Element) -> list[etree._Element]:
    """The entries of registers that stand in a text: in its standOff, or in the profileDesc of its header."""
    places = [*root.iter(tei("standOff")), *root.iter(tei("profileDesc"))]
    return [node for place in places for node in place.iter(*map(tei, _ENTRIES)) if node.get(XML_ID) is not None]


def _copy(root: etree._Element) -> etree._Element:
    """A copy with entities resolved and nothing around the root; a root of its own, whatever it was before."""
    return copy.deepcopy(root)


def _absolute(path: Path | None) -> Path | None:
    return path.resolve() if path is not None else None


def _prefixes(root: etree._Element) -> list[tuple[str, re.Pattern[str], str]]:
    """The prefixes that the header declares: the prefix, the pattern for what follows it, the replacement."""
    found = []
    for node in root.iter(tei("prefixDef")):
        try:
            pattern = re.compile(node.get("matchPattern", "(.+)"))
        except re.error:
            continue  # the checks have a finding for a prefix that cannot be read
        replacement = re.sub(r"\$(\d)", r"\\\1", node.get("replacementPattern", "").replace("\\", "\\\\"))
        found.append((node.get("ident", ""), pattern, replacement))
    return found


def _resolve(root: etree._Element, document: Document, ids: Mapping[tuple[Path | None, str], str]) -> None:
    here = _absolute(document.path)
    prefixes = _prefixes(document.root)
    known: dict[str, str] = {}
    for node, key, value in _pointers(root):
        tokens = []
        for token in value.split():
            if token not in known:
                known[token] = _target(token, here, prefixes, ids)
            tokens.append(known[token])
        node.set(key, " ".join(tokens))


def _pointers(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for node in root.iter("*"):
        if not str(node.tag).startswith(f"{{{TEI}}}"):
            continue
        for key, value in node.attrib.items():
            if key in _POINTERS and ("#" in value or ":" in value):
                yield node, str(key), str(value)


def _target(
    token: str,
    here: Path | None,
    prefixes: Sequence[tuple[str, re.Pattern[str], str]],
    ids: Mapping[tuple[Path | None, str], str],
) -> str:
    uri = token
    prefix, colon, rest = token.partition(":")
    if colon:
        for ident, pattern, replacement in prefixes:
            if ident == prefix and pattern.fullmatch(rest):
                uri = pattern.sub(replacement, rest, count=1)
                break
        else:
            return token
    name, sharp, fragment = uri.partition("#")
    if not sharp or ":" in name:
        return uri
    path = (here.parent / unquote(name)).resolve() if name and here is not None else here
    new = ids.get((path, fragment)) or ids.get((path, unquote(fragment)))
    return f"#{new}" if new is not None else uri


def _name(node: etree._Element) -> str:
    """The name that orders an entry: surname before forename, the preferred form before others."""
    name = local_name(node)
    if name in ("bibl", "biblStruct"):
        author = node.find(f".//{tei('author')}")
        title = node.find(f".//{tei('title')}")
        if title is None:
            title = node.find(f".//{tei('repository')}")
        return " ".join("".join(map(str, part.itertext())) for part in (author, title) if part is not None) or "".join(
            map(str, node.itertext())
        )
    wanted = {"person": "persName", "place": "placeName", "org": "orgName", "event": "label"}[name]
    names = list(node.iterchildren(tei(wanted)))
    chosen = next(
        (child for child in names if child.get("type") in ("preferred", "main", "reg")), names[0] if names else None
    )
    if chosen is None:
        return "".join(map(str, node.itertext()))
    surname = chosen.find(f".//{tei('surname')}")
    if surname is not None:
        others = ["".join(map(str, part.itertext())) for part in chosen.iter(tei("forename"))]
        return ", ".join(("".join(map(str, surname.itertext())), *others))
    return "".join(map(str, chosen.itertext()))

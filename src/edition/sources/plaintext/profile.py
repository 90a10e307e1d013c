"""What the importer knows before it reads: words for the parts of a book, and what a profile file adds to them.

In: a TOML file (or none). Out: a frozen ``Profile``. Refuses, with an EditionError, unknown settings, wrong types and
line ranges whose hash does not fit the source.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from edition.diagnostic import EditionError, Location

__all__ = ["KINDS", "Override", "Profile", "check_overrides", "fold", "kind_of", "line_hash", "load"]

#: Kinds of divisions by the whole heading, folded (see ``fold``), in the languages that are known.
KINDS: Final[Mapping[str, str]] = {
    "contents": r"(table of )?contents|inhalt(sverzeichnis)?|table des matières|sommaire|indice generale|"
    r"содержание|оглавление|índice general|spis treści",
    "foreword": r"foreword|vorwort|geleitwort|avant propos|предисловие|prefazione|prólogo",
    "preface": r"preface( to .*)?|préface|(a )?note (from|by|on) the (translator|translation|editors?)|"
    r"translators? (note|preface|foreword)|"
    r"от (переводчика|редактора|издателя)|vorbemerkung.*|anmerkung des übersetzers|note du traducteur",
    "dedication": r"dedication|widmung|посвящение|dédicace",
    "acknowledgements": r"acknowledge?ments?|danksagung|remerciements|благодарности",
    "introduction": r"introduction|introductory|einleitung|einführung|введение|вступление|introduzione|introducción",
    "prologue": r"prologue|prolog|пролог",
    "epilogue": r"epilogue|epilog|эпилог|afterword|postscript|nachwort|послесловие|postface",
    "conclusion": r"conclusions?|schlu(ss|ß)|заключение",
    "appendix": r"append(ix|ices)( ([ivxl]+|\d+|[a-z]))?( .*)?|anhang( .*)?|приложение( .*)?|annexe( .*)?",
    "glossary": r"glossary( .*)?|glossar|глоссарий|словарь|glossaire",
    "chronology": r"chronology( .*)?|timeline|(important |key )?dates( of .*)?|zeittafel|chronologie|хронология|"
    r"хроника",
    "notes": r"(end ?)?notes( and (references|sources))?|anmerkungen|примечания|комментарии|"
    r"notes et références|note|notas|przypisy",
    "bibliography": r"(selected |select )?bibliography|works cited|references|literaturverzeichnis|литература|"
    r"библиография|bibliographie",
    "index": r"(general |name |subject )?index( of (names|persons|places|subjects))?|(personen|namens?|orts|"
    r"sach)?register|"
    r"(именной |предметный )?указатель( имен| имён)?|indice dei nomi",
    "abbreviations": r"(list of )?abbreviations|abkürzungen|список сокращений",
    "characters": r"(the )?(persons|characters)( in the play| of the play)?|dramatis personae|personen|"
    r"действующие лица",
}
#: Kinds that stand in front, and in back, of the body of a book.
FRONT_KINDS: Final = frozenset(("contents", "foreword", "preface", "dedication", "acknowledgements", "introduction"))
BACK_KINDS: Final = frozenset(
    ("appendix", "glossary", "chronology", "notes", "bibliography", "index", "abbreviations", "licence")
)
_KIND_PATTERNS: Final = {kind: re.compile(pattern) for kind, pattern in KINDS.items()}

_FOLD: Final = str.maketrans({"ё": "е"})
_PRINTED: Final = re.compile(r"[*_#~]|\^\{|\}")
_SPACE: Final = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """A heading reduced to what makes it the same heading: letters and digits in lower case, single spaces."""
    text = _PRINTED.sub("", text).replace("'", "").replace("’", "")
    return _SPACE.sub(" ", text).strip().casefold().translate(_FOLD)


def kind_of(title: str, profile: Profile) -> str:
    """The kind of division that a whole heading names, or the empty string."""
    folded = fold(title)
    for pattern, kind in profile.kinds:
        if pattern.fullmatch(folded):
            return kind
    for kind, compiled in _KIND_PATTERNS.items():
        if compiled.fullmatch(folded):
            return kind
    return ""


@dataclass(frozen=True, slots=True)
class Override:
    """A decision of the editor about a range of lines, tied to them by their hash: what to ``treat`` them as."""

    first: int
    last: int
    treat: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What is special to one book. All parts may be absent."""

    title: str = ""
    author: str = ""
    translator: str = ""
    language: str = ""
    publisher: str = ""
    date: str = ""
    licence: str = ""
    kinds: tuple[tuple[re.Pattern[str], str], ...] = ()
    heading: re.Pattern[str] | None = None
    footnote_marks: str = "*†‡"
    caption: re.Pattern[str] | None = None
    overrides: tuple[Override, ...] = field(default=())


#: What an override may ask for.
TREATMENTS: Final = ("paragraph", "caption", "verse", "list", "residue", "unclear", "footnote")


def line_hash(lines: Sequence[str]) -> str:
    """The hash that ties an override to its lines: the first 16 hex digits of SHA-256 over the lines, joined by LF."""
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:16]


def load(path: Path | None) -> Profile:
    """The profile in a TOML file; an empty one for None. Raises EditionError with what is wrong and what is allowed."""
    if path is None:
        return Profile()
    try:
        with path.open("rb") as file:
            data = tomllib.load(file)
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(f"cannot read the profile {path}: {error}", "check the name of the file") from None
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"the profile {path} is not TOML: {error}", "see docs/importing.md for an example") from None
    texts = ("title", "author", "translator", "language", "publisher", "date", "licence", "footnote_marks")
    known = (*texts, "kinds", "heading", "caption", "overrides")
    for key in data:
        if key not in known:
            raise EditionError(
                f'{path}: unknown setting "{key}"', f"known settings: {', '.join(known)}", Location(path)
            )
    values: dict[str, Any] = {}
    for key in texts:
        if key in data:
            if not isinstance(data[key], str):
                raise EditionError(f'{path}: "{key}" must be a text in quotation marks', at=Location(path))
            values[key] = data[key]
    for key in ("heading", "caption"):
        if key in data:
            values[key] = _pattern(data[key], key, path)
    for key, kind, want in (("kinds", dict, "a table"), ("overrides", list, "an array of tables")):
        if not isinstance(data.get(key, kind()), kind):
            hint = "see docs/importing.md for an example"
            raise EditionError(f'{path}: "{key}" must be {want}', hint, Location(path))
    if "kinds" in data:
        values["kinds"] = tuple(
            (_pattern(pattern, "kinds", path), kind) for kind, pattern in sorted(data["kinds"].items())
        )
    values["overrides"] = tuple(_override(entry, path) for entry in data.get("overrides", ()))
    return Profile(**values)


def _pattern(value: object, key: str, path: Path) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise EditionError(f'{path}: "{key}" must be a regular expression in quotation marks', at=Location(path))
    try:
        return re.compile(value)
    except re.error as error:
        raise EditionError(f'{path}: "{key}" is no regular expression: {error}', at=Location(path)) from None


def _override(entry: object, path: Path) -> Override:
    if not isinstance(entry, dict) or set(entry) != {"lines", "treat", "sha256"}:
        raise EditionError(
            f"{path}: an override needs exactly lines, treat and sha256",
            'for example: lines = "310-312", treat = "caption", sha256 = "..."',
            Location(path),
        )
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", str(entry["lines"]))
    if match is None or entry["treat"] not in TREATMENTS:
        raise EditionError(
            f"{path}: cannot read the override {entry!r}", f"treat is one of {', '.join(TREATMENTS)}", Location(path)
        )
    first = int(match.group(1))
    return Override(first, int(match.group(2) or first), str(entry["treat"]), str(entry["sha256"]))


def check_overrides(profile: Profile, lines: Sequence[str], path: Path | None) -> None:
    """Raises EditionError where the lines of an override are no longer those it was made for."""
    for override in profile.overrides:
        found = line_hash(lines[override.first - 1 : override.last])
        if override.last > len(lines) or override.first < 1 or override.sha256 != found:
            raise EditionError(
                f"{path}: lines {override.first}-{override.last} of the source are not those the override was made for",
                f'look at them again; their hash is now sha256 = "{found}"',
                Location(path),
            )

"""What the importer knows before it reads: words for the parts of a book, and what a profile file adds to them.

In: a TOML file (or none). Out: a frozen ``Profile``. Refuses, with an EditionError, unknown settings, wrong types and
line ranges whose hash does not fit the source.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from edition.diagnostic import EditionError, Location
from edition.sources.plaintext.encoding import known

__all__ = [
    "KINDS",
    "NOTE_SCHEMES",
    "RESTARTS",
    "SETTINGS",
    "Override",
    "PageModel",
    "Profile",
    "check_overrides",
    "fold",
    "kind_of",
    "line_hash",
    "load",
]

#: Kinds of divisions by the whole heading, folded (see ``fold``), in the languages that are known.
KINDS: Final[Mapping[str, str]] = {
    "contents": r"(table of )?contents|inhalt(sverzeichnis)?|table des matières|sommaire|indice generale|"
    r"содержание|оглавление|índice general|spis treści|inhoud(sopgave)?",
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
    "index": r"(general |name |subject )?index( (of|to) .{3,40})?|(personen|namens?|orts|"
    r"sach)?register|"
    r"(именной |предметный )?указатель( имен| имён)?|indice dei nomi",
    "abbreviations": r"(list of )?abbreviations|abkürzungen|список сокращений",
    "characters": r"(the )?(persons|characters)( in the play| of the play)?|dramatis personae|personen|"
    r"действующие лица|les personnages|personnages|(the )?(people|persons|characters|cast) of the play|cast",
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
class PageModel:
    """How the book was paged: first and last arabic page (0: not known), whether chapters begin on right-hand pages,
    and the characters of a full page (0: to be measured).
    """

    first: int = 0
    last: int = 0
    recto: bool | None = None
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What is special to one book. All parts may be absent; what is absent is detected."""

    title: str = ""
    author: str = ""
    translator: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    publisher: str = ""
    date: str = ""
    licence: str = ""
    encoding: str = ""
    kinds: tuple[tuple[re.Pattern[str], str], ...] = ()
    heading: re.Pattern[str] | None = None
    notes: str = ""
    restart: str = ""
    footnote_marks: str = "*†‡"
    caption: re.Pattern[str] | None = None
    speakers: tuple[str, ...] = ()
    hands: tuple[tuple[str, str], ...] = ()
    pages: PageModel = PageModel()
    overrides: tuple[Override, ...] = field(default=())

    def treated(self, treat: str) -> dict[int, Override]:
        """The lines that an override treats so, each with it."""
        return {
            number: override
            for override in self.overrides
            if override.treat == treat
            for number in range(override.first, override.last + 1)
        }


#: How the marks of notes are written: raised digits, [1], (1), {1}, ^1, [^1], [Footnote 1: ...] in the text, digits.
NOTE_SCHEMES: Final = (
    "superscript",
    "brackets",
    "parentheses",
    "braces",
    "caret",
    "pandoc",
    "inline",
    "digits",
    "none",
)
#: Who may sign a remark or a footnote.
HANDS: Final = ("author", "translator", "editor")
#: Where the numbers of notes begin again.
RESTARTS: Final = ("chapter", "subchapter", "book", "page")
_HINT: Final = "see docs/importing.md for an example"
#: The settings of a profile, each with the form of its value and what it means. The manual's table is made from it.
SETTINGS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("text", "the title, instead of what the title page seems to say"),
    "author": ("text", "the author"),
    "translator": ("text", "the translator"),
    "language": ("text", "the language of the text, as a BCP 47 tag"),
    "languages": (
        "texts",
        "other languages that occur, as BCP 47 tags: what is in their scripts is no residue",
    ),
    "publisher": ("text", "the publisher of this TEI document"),
    "date": ("text", "the date of the printed book"),
    "licence": ("text", "the licence of the text"),
    "encoding": ("text", "the encoding of the file, if it is not UTF-8: cp1252, latin-1, koi8-r ..."),
    "heading": ("pattern", "a regular expression: a whole line that is a head"),
    "notes": ("text", f"how the marks of notes are written: {', '.join(NOTE_SCHEMES)}"),
    "restart": ("text", f"where the numbers of notes begin again: {', '.join(RESTARTS)}"),
    "footnote_marks": ("text", "the signs of footnotes that have no number"),
    "caption": ("pattern", "a regular expression: a line that is a caption"),
    "speakers": ("texts", "the names before the colon in conversations and transcripts"),
    "kinds": ("table", "kind of division = regular expression of its whole head"),
    "hands": ("table", 'signature in the text, or "[]" for square brackets = author, translator or editor'),
    "pages": ("table", "the printed pages: first, last, recto (chapters begin on right-hand pages), characters"),
    "overrides": ("tables", "decisions about certain lines: lines, treat, sha256"),
}


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_FORMS: Final[Mapping[str, tuple[str, Callable[[object], bool]]]] = {
    "text": ("a text in quotation marks", lambda value: isinstance(value, str)),
    "pattern": ("a regular expression in quotation marks", lambda value: isinstance(value, str)),
    "texts": ("a list of texts", _is_texts),
    "table": ("a table", lambda value: isinstance(value, dict)),
    "tables": ("an array of tables", lambda value: isinstance(value, list)),
}


#: What an override may ask for.
TREATMENTS: Final = (
    "paragraph",
    "caption",
    "verse",
    "list",
    "residue",
    "unclear",
    "footnote",
    "heading",
    "quote",
    "speech",
)


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
        found = re.search(r"line (\d+), column (\d+)", str(error))
        at = Location(path, int(found[1]), int(found[2])) if found else Location(path)
        raise EditionError(f"the profile is not TOML: {str(error).split(' (at')[0]}", _HINT, at) from None
    for key in data:
        if key not in SETTINGS:
            raise EditionError(
                f'{path}: unknown setting "{key}"', _near(key, SETTINGS), Location(path, _line_of(path, key))
            )
    values: dict[str, Any] = {}
    for key, (kind, _) in SETTINGS.items():
        if key not in data:
            continue
        value = data[key]
        want, fits = _FORMS[kind]
        if not fits(value):
            raise EditionError(f'{path}: "{key}" must be {want}', _HINT, Location(path))
        if kind == "pattern":
            values[key] = _pattern(value, key, path)
        elif kind == "texts":
            values[key] = tuple(value)
        else:
            values[key] = value
    for key, allowed in (("notes", NOTE_SCHEMES), ("restart", RESTARTS)):
        if key in values and values[key] not in allowed:
            raise EditionError(
                f'{path}: "{key}" cannot be "{values[key]}"',
                _near(values[key], allowed),
                Location(path, _line_of(path, key)),
            )
    if not known(values.get("encoding") or "utf-8"):
        raise EditionError(f'{path}: unknown encoding "{values["encoding"]}"', "for example cp1252", Location(path))
    if "kinds" in data:
        values["kinds"] = tuple(
            (_pattern(pattern, "kinds", path), kind) for kind, pattern in sorted(data["kinds"].items())
        )
    if "hands" in data:
        for sign, hand in data["hands"].items():
            if hand not in HANDS:
                raise EditionError(
                    f'{path}: the hand of "{sign}" cannot be "{hand}"', f"one of {', '.join(HANDS)}", Location(path)
                )
        values["hands"] = tuple(sorted((str(sign), str(hand)) for sign, hand in data["hands"].items()))
    if "pages" in data:
        values["pages"] = _page_model(data["pages"], path)
    values["overrides"] = tuple(_override(entry, path) for entry in data.get("overrides", ()))
    return Profile(**values)


def _page_model(table: Mapping[str, object], path: Path) -> PageModel:
    known = {"first": int, "last": int, "recto": bool, "characters": int}
    for key, value in table.items():
        if key not in known:
            raise EditionError(
                f'{path}: unknown setting "pages.{key}"', f"known settings: {', '.join(known)}", Location(path)
            )
        if type(value) is not known[key] or (known[key] is int and int(str(value)) < 0):
            want = "true or false" if known[key] is bool else "a number"
            raise EditionError(f'{path}: "pages.{key}" must be {want}', _HINT, Location(path))
    return PageModel(**table)  # type: ignore[arg-type]


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
    if entry["treat"] not in TREATMENTS:
        raise EditionError(
            f'{path}: the override of lines {entry["lines"]} cannot treat them as "{entry["treat"]}"',
            _near(str(entry["treat"]), TREATMENTS),
            Location(path, _line_of(path, "lines", str(entry["lines"]))),
        )
    if match is None or int(match.group(2) or match.group(1)) < int(match.group(1)):
        raise EditionError(
            f'{path}: "{entry["lines"]}" is no range of lines', 'write "310" or "310-312"', Location(path)
        )
    first = int(match.group(1))
    return Override(first, int(match.group(2) or first), str(entry["treat"]), str(entry["sha256"]))


def _near(word: str, known: Iterable[str]) -> str:
    """The nearest of what is known, or all of it."""
    names = list(known)
    guess = difflib.get_close_matches(word, names, 1)
    return f'did you mean "{guess[0]}"?' if guess else f"known are {', '.join(names)}"


def _line_of(path: Path, key: str, value: str = "") -> int:
    """The line of a profile on which a setting (with a value) or a table stands; 0 where it cannot be told."""
    pattern = re.compile(rf"\s*\[*\s*\"?{re.escape(key)}\b.*{re.escape(value)}")
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 0)


def _moved(override: Override, lines: Sequence[str]) -> int:
    """The line on which the lines of an override now begin; 0 where they are gone or stand at several places."""
    count = override.last - override.first + 1
    found = [n for n in range(1, len(lines) - count + 2) if line_hash(lines[n - 1 : n - 1 + count]) == override.sha256]
    return found[0] if len(found) == 1 else 0


def check_overrides(profile: Profile, lines: Sequence[str], path: Path | None) -> None:
    """Raises EditionError where the lines of an override are no longer those it was made for."""
    for before, override in itertools.pairwise(sorted(profile.overrides, key=lambda override: override.first)):
        if override.first <= before.last:
            raise EditionError(
                f"{path}: the overrides of lines {before.first}-{before.last} and of {override.first}-{override.last} "
                "overlap",
                "one decision a line: put them together, or part them",
                Location(path),
            )
    for override in profile.overrides:
        found = line_hash(lines[override.first - 1 : override.last])
        if override.last > len(lines) or override.first < 1 or override.sha256 != found:
            now = _moved(override, lines)
            if now:
                last = now + override.last - override.first
                raise EditionError(
                    f"{path}: the lines of an override have moved from {override.first} to {now}",
                    f'write lines = "{now}{f"-{last}" if last > now else ""}"',
                    Location(path, _line_of(path, "sha256", override.sha256) if path is not None else 0),
                )
            raise EditionError(
                f"{path}: lines {override.first}-{override.last} of the source are not those the override was made for",
                f'look at them again; their hash is now sha256 = "{found}"',
                Location(path),
            )

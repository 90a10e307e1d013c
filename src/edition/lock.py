"""The lock file: every id that the edition has released, where it stood, and where those went that had to go.

In: the text of an ``edition.lock`` (TOML), or what is shown now. Out: a Lock, and its text: sorted, a line an id, so
that a change shows as a change of lines. ``merged`` adds a release and refuses one in which an id has vanished without
a redirect. Refuses, by EditionError, a lock file that cannot be read, with its line.

A line of ``[ids."tei/text.xml"]`` is ``"id" = "element release words page ..."``: the element that has the id, the
release that first had it, a short hash of its words (``-`` where it has none of its own), and the pages of the website
on which it stood, the last one first. A line of ``[redirects."tei/text.xml"]`` is ``"old id" = "new id"`` or ``=
"page.html"``, and behind it the release in which the old one went, once there was one.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from lxml import etree

from edition.diagnostic import Diagnostic, EditionError, Location, Result, Severity
from edition.document import Document, read_bytes
from edition.tei import TEI, local_name

__all__ = ["NAME", "Lock", "Redirect", "Released", "Shown", "read_lock", "released_ids", "words_of"]

#: The name of the file, at the root of a project.
NAME: Final = "edition.lock"
_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,39}")
_LINE: Final = re.compile(r'^\s*(?:"((?:[^"\\]|\\.)*)"|([A-Za-z0-9_-]+))\s*=')
_TABLE: Final = re.compile(
    r"^\s*\[\s*(ids|redirects|releases)\b\s*(?:\.\s*(?:\"((?:[^\"\\]|\\.)*)\"|([A-Za-z0-9_-]+)))?"
)
_HEAD: Final = """\
# The ids that this edition has released: what readers may have cited. "edition build --release VERSION" writes this
# file; keep it under version control. Where an id had to go, say beneath [redirects."FILE"] where its words are now:
# "old id" = "new id", or "old id" = "page.html".
"""
#: Elements whose words are their own; of others (divisions, names, breaks) only the id is kept.
_BLOCKS: Final = frozenset(
    f"{{{TEI}}}{name}" for name in "p ab l note head item quote cell label stage speaker bibl figure app seg".split()
)
_NOTE: Final = f"{{{TEI}}}note"
#: So many words make a block known by them.
_FEW: Final = 4


@dataclass(frozen=True, slots=True)
class Released:
    """One released id: its element, the release that first had it, the hash of its words, its pages, its line."""

    element: str
    release: str
    words: str
    pages: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where a released id went: another id, or a page; the release in which the old one was gone; its line."""

    to: str
    release: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """An id as the website shows it now."""

    element: str
    page: str
    words: str = "-"


@dataclass(frozen=True)
class Lock:
    """What was released, by the path of the TEI file from the root of the project on."""

    path: Path | None = None
    releases: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, Mapping[str, Released]] = field(default_factory=dict)
    redirects: Mapping[str, Mapping[str, Redirect]] = field(default_factory=dict)

    def only(self, files: Iterable[str]) -> Lock:
        """What the lock says of some files."""
        names = set(files)
        return replace(
            self,
            ids={name: rows for name, rows in self.ids.items() if name in names},
            redirects={name: rows for name, rows in self.redirects.items() if name in names},
        )

    @cached_property
    def pages(self) -> frozenset[str]:
        """Every page that a released id ever stood on."""
        return frozenset(page for rows in self.ids.values() for row in rows.values() for page in row.pages)

    @cached_property
    def _before(self) -> dict[str, dict[str, str]]:
        """Of each id the one before it in the order of the file."""
        ordered = {file: sorted(rows, key=lambda one: _order((one, None))) for file, rows in self.ids.items()}
        return {file: dict(zip(names, ["", *names], strict=False)) for file, names in ordered.items()}

    def leads(self, file: str, name: str, present: Iterable[str]) -> str | None:
        """Where an id of a file leads in the end: to an id that is present, or to a page (``page.html``); None where
        it leads to nothing, or round in a circle.
        """
        known = present if isinstance(present, (set, frozenset, dict)) else set(present)
        seen: set[str] = set()
        while name not in known:
            if name in seen or name not in self.redirects.get(file, {}):
                return name if name.endswith(".html") and seen else None
            seen.add(name)
            name = self.redirects[file][name].to
        return name

    def merged(self, version: str, date: str, shown: Mapping[str, Mapping[str, Shown]]) -> Result[Lock]:
        """The lock with a release added. Every released id that is neither shown nor redirected is a finding, and then
        nothing is to be written.
        """
        if _VERSION.fullmatch(version) is None:
            raise EditionError(
                f'"{version}" is no name of a release', 'use letters, digits, ".", "-", "+" and "_": --release 1.0'
            )
        findings = []
        ids: dict[str, dict[str, Released]] = {}
        redirects: dict[str, dict[str, Redirect]] = {name: dict(rows) for name, rows in self.redirects.items()}
        for file in sorted({*self.ids, *shown}):
            now, before = shown.get(file, {}), self.ids.get(file, {})
            rows = ids.setdefault(file, {})
            for name in sorted({*before, *now}):
                if name in now:
                    one, old = now[name], before.get(name)
                    pages = (one.page, *(page for page in (old.pages if old else ()) if page != one.page))
                    # A redirect whose id has come back, on its own words, is of no use.
                    if old is not None and one.words == old.words:
                        redirects.get(file, {}).pop(name, None)
                    rows[name] = Released(one.element, old.release if old else version, one.words, pages)
                    continue
                rows[name] = before[name]
                redirect = redirects.get(file, {}).get(name)
                if redirect is None:
                    findings.append(self.vanished(file, name))
                elif not redirect.release:
                    redirects[file][name] = replace(redirect, release=version)
        releases = {**self.releases, version: date}
        return Result(Lock(self.path, releases, ids, redirects), tuple(findings))

    def vanished(self, file: str, name: str, now: str = "") -> Diagnostic:
        """The finding that an id is gone; ``now`` is the id that its words have, where one is known."""
        row = self.ids[file][name]
        where = f'"{now}"' if now else '"…"'
        hint = f'write "{name}" = {where} beneath [redirects."{file}"]'
        hint = f'its words have the id "{now}" now: give them theirs back, or {hint}' if now else hint
        if not now:
            before = self._before[file][name]
            hint = f"{hint}, the id of where its words are" + (f'; it stood behind "{before}"' if before else "")
        return Diagnostic(
            "vanished-id",
            Severity.ERROR,
            f'"{name}" was released in {row.release} as {row.pages[0]}.html#{name}, and is gone from {file}',
            Location(self.path, row.line),
            hint,
        )

    def text(self) -> str:
        """The lock as the text of its file."""
        lines = [_HEAD, "[releases]"]
        lines += [f"{_quoted(name)} = {_quoted(date)}" for name, date in sorted(self.releases.items(), key=_order)]
        for file in sorted(self.ids):
            lines += ["", f"[ids.{_quoted(file)}]"]
            for name, row in sorted(self.ids[file].items(), key=_order):
                value = " ".join((row.element, row.release, row.words, *row.pages))
                lines.append(f"{_quoted(name)} = {_quoted(value)}")
        for file in sorted(self.redirects):
            if self.redirects[file]:
                lines += ["", f"[redirects.{_quoted(file)}]"]
                for name, redirect in sorted(self.redirects[file].items(), key=_order):
                    lines.append(f"{_quoted(name)} = {_quoted(f'{redirect.to} {redirect.release}'.strip())}")
        return "\n".join(lines) + "\n"


def _order(row: tuple[str, Any]) -> list[tuple[int, str]]:
    """Names in order, their numbers as numbers: p2 before p10."""
    return [(0, part.zfill(12)) if part.isdigit() else (1, part) for part in re.findall(r"\d+|\D+", row[0])]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda match: f"\\u{ord(match.group()):04x}", escaped) + '"'


def read_lock(path: Path) -> Lock | None:
    """The lock file of a project; None where there is none."""
    if not path.is_file():
        return None
    data = read_bytes(path)
    try:
        text = data.decode("utf-8")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        raise _refused(path, 1, "it is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        raise _refused(path, int(place[1]) if place else 1, str(error).split(" (at")[0]) from None
    lines = _lines(text)
    for table in values:
        if table not in ("releases", "ids", "redirects"):
            raise _refused(path, 1, f'it has no table "{table}": there are releases, ids and redirects')
    ids: dict[str, dict[str, Released]] = {}
    redirects: dict[str, dict[str, Redirect]] = {}
    for table, file, name, value in _rows(values, path):
        line = lines.get((table, file, name), 0)
        parts = value.split()
        if table == "ids":
            if len(parts) < 4:
                raise _refused(path, line, f'"{name}" does not name its element, release, words and page')
            ids.setdefault(file, {})[name] = Released(parts[0], parts[1], parts[2], tuple(parts[3:]), line)
        else:
            if not 1 <= len(parts) <= 2:
                raise _refused(path, line, f'"{name}" is not redirected to one id or page')
            redirects.setdefault(file, {})[name] = Redirect(parts[0], "".join(parts[1:]), line)
    releases = values.get("releases", {})
    if not isinstance(releases, dict) or not all(isinstance(date, str) for date in releases.values()):
        raise _refused(path, 1, 'a release is not written as "version" = "date"')
    return Lock(path, releases, ids, redirects)


def released_ids(path: Path) -> frozenset[str]:
    """Every id that the project around a TEI file has released, of whatever file; none where nothing was."""
    lock = read_lock(path.resolve().parent.parent / NAME)
    return frozenset(name for rows in lock.ids.values() for name in rows) if lock is not None else frozenset()


def _rows(values: Mapping[str, Any], path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Table, file, id and value of each row. Raises EditionError for what is no row."""
    for table in ("ids", "redirects"):
        files = values.get(table, {})
        for file, rows in files.items() if isinstance(files, dict) else [("", None)]:
            if not isinstance(rows, dict):
                raise _refused(path, 1, f'{table} has no file: write [{table}."tei/text.xml"]')
            for name, value in rows.items():
                if not isinstance(value, str):
                    raise _refused(path, 1, f'"{name}" of {file} is not a text in quotes')
                yield table, file, name, value


def _refused(path: Path, line: int, why: str) -> EditionError:
    hint = "take it from version control again; only the redirects are written by hand"
    return EditionError(f"{path.name} cannot be read: {why}", hint, Location(path, line))


def _lines(text: str) -> dict[tuple[str, str, str], int]:
    """The line of each row, by its table, file and name."""
    found: dict[tuple[str, str, str], int] = {}
    table, file = "", ""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _TABLE.match(line):
            table, file = match[1], _plain(match[2] or match[3] or "")
        elif match := _LINE.match(line):
            found[table, file, _plain(match[1] or match[2] or "")] = number
    return found


def _plain(text: str) -> str:
    """A quoted name as it is read: the escapes that are written here."""
    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|(.))", lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)


def words_of(document: Document) -> dict[str, tuple[str, str]]:
    """Every id of a document with its element and the hash of its words; notes count as words of their own."""
    found: dict[str, tuple[str, str]] = {}
    for name, node in document.ids():
        if name not in found:
            found[name] = (local_name(node), _hash(node) if node.tag in _BLOCKS else "-")
    return found


def _hash(node: etree._Element) -> str:
    parts = re.findall(r"\w+", "".join(_texts(node)).casefold())
    if len(parts) < _FEW:
        return "-"
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:10]


def _texts(node: etree._Element) -> Iterator[str]:
    if node.find(f".//{_NOTE}") is None:
        yield from map(str, node.itertext("*"))
        return
    if node.text:
        yield node.text
    for child in node:
        if child.tag != _NOTE and isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""

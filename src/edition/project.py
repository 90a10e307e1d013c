"""A project: edition.toml read into frozen settings, and the files of the edition found.

In: a folder with an edition.toml (or with a tei/ folder), or a single TEI file with no project around it. Out: a
Project. Refuses unknown settings, wrong types and paths outside the project, each with file, line and a hint.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from edition.diagnostic import Diagnostic, EditionError, Location, Result
from edition.document import Document, parse, read_bytes
from edition.editions.look import COLOURS, LOGOS, Look, verified_colour
from edition.editions.plain import Plain, plain_of
from edition.labels import Labels, read_labels
from edition.lock import NAME as LOCK
from edition.lock import Lock, read_lock
from edition.resources import resource
from edition.settings import at_line, line_of, verify

__all__ = ["LANGUAGES", "Allowance", "Project", "Text", "find", "of_files", "schema_file"]

#: The languages of xslt/labels.xml, the first of them where a text is in none.
LANGUAGES: Final = ("en", "de", "fr", "ru")


@dataclass(frozen=True, slots=True)
class Allowance:
    """A finding that the editor has looked at and allows: the rule, where (a path, or path:line, with * as a
    wildcard), and the reason.
    """

    rule: str
    at: str
    reason: str
    location: Location = field(default_factory=Location)


@dataclass(frozen=True, slots=True)
class Text:
    """One TEI file that is published: its path, and the stem that names its files in the output."""

    path: Path
    stem: str
    main: bool


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of an edition, and where its files lie. All paths are absolute."""

    root: Path
    texts: tuple[Text, ...]
    registers: tuple[Path, ...] = ()
    #: Whether the texts stand on a shelf: a website with a catalogue, and registers and a search of all.
    shelf: bool = False
    others: tuple[Path, ...] = ()
    title: str = ""
    language: str = ""
    #: The address of the website, with a slash at its end; empty where none is set.
    url: str = ""
    #: The ids that were released; None where there is no edition.lock.
    lock: Lock | None = None
    editions: tuple[str, ...] = ("html", "pdf", "text")
    notes: str = "footnotes"
    paper: str = ""
    #: Whether names of the PDF lead to its registers.
    linked: bool = False
    #: Fonts of the project for the PDF.
    fonts: tuple[Path, ...] = ()
    #: The picture on the cover of the e-book, and who has examined its accessibility.
    cover: Path | None = None
    certified_by: str = ""
    plain: Plain = field(default_factory=Plain)
    custom: Path | None = None
    #: Words of the interface that are the project's own.
    labels: Labels = field(default_factory=Labels)
    #: The look of the website; whether names in it lead to the registers.
    look: Look = field(default_factory=Look)
    names: bool = True
    #: The forms in which the website offers a text; None: all, but no TEI of a restricted text.
    downloads: tuple[str, ...] | None = None
    #: The schema, where it is not that of edition; the Schematron schemas (None: the constraints of the schema).
    schema: Path | None = None
    schematron: tuple[Path, ...] | None = None
    phase: str = "#DEFAULT"
    profiles: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    characters: str = ""
    dates: str = ""
    allowances: tuple[Allowance, ...] = ()
    settings: Path | None = None
    output: Path = field(default=Path("output"))
    focus: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Every TEI file of the project: texts, registers and what else lies in tei/."""
        return (*(text.path for text in self.texts), *self.registers, *self.others)

    def name_of(self, path: Path) -> str:
        """A file as the lock file names it: by its path from the root on."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name

    def read(self) -> Result[dict[Path, Document]]:
        """Parse every file; a file that is not well-formed is missing in the value and has a finding."""
        documents: dict[Path, Document] = {}
        findings: list[Diagnostic] = []
        for path in self.files:
            if path in documents:
                continue
            result = parse(path)
            findings.extend(result.diagnostics)
            if result.value is not None:
                documents[path] = result.value
        return Result(documents, tuple(findings))


def find(place: Path) -> Project:
    """The project at a folder, or around a single TEI file.

    A file in the tei/ of a project is taken alone, with the project's settings and registers. Raises EditionError
    where there is nothing to build.
    """
    if place.is_dir():
        settings = place / "edition.toml"
        if settings.is_file():
            return _from_settings(settings)
        if (place / "tei").is_dir():
            return _found(place.resolve(), {}, None)
        raise EditionError(
            f"{place} is no edition project: it has neither an edition.toml nor a folder tei/",
            'name a TEI file, or start a project with "edition new DIR"',
        )
    read_bytes(place)
    path = place.resolve()
    text = (Text(path, path.stem, True),)
    around = _around(path)
    if around is not None:
        whole = replace(_from_settings(around), texts=text, shelf=False, others=(), title="", output=Path("output"))
        names = [whole.name_of(one) for one in whole.files]
        return replace(whole, lock=whole.lock.only(names) if whole.lock else None)
    registers = sorted(one.resolve() for one in (path.parent.parent / "registers").glob("*.xml"))
    if path.parent.name == "tei" and registers:
        return Project(path.parent.parent, text, tuple(registers))
    return Project(path.parent, text)


def _from_settings(settings: Path) -> Project:
    data = read_bytes(settings)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise EditionError("edition.toml is not UTF-8", "save it as UTF-8", Location(settings, line)) from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+), column (\d+)", str(error))
        at = Location(settings, int(place[1]), int(place[2])) if place else Location(settings)
        raise EditionError(
            f"edition.toml cannot be read: {str(error).split(' (at')[0]}", "see TOML's rules for quotes and tables", at
        ) from None
    verify(values, settings, text)
    return _found(settings.parent.resolve(), values, settings)


def _address(url: str, settings: Path | None) -> str:
    """An absolute address on the web, with a slash at its end."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"'\\^`{|}\x00-\x1f\x7f]", url):
        raise EditionError(
            f'url in [edition] cannot be "{url}"',
            "write an address of the web, without ? and #: https://example.org/edition/",
            Location(settings, line_of(settings.read_text("utf-8"), "url") if settings else 0),
        )
    return url if url.endswith("/") else url + "/"


def _inside(root: Path, name: str, settings: Path | None) -> Path:
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise EditionError(
            f'"{name}" lies outside the project', "every file of an edition lies in its folder", Location(settings)
        )
    if not path.is_file():
        raise EditionError(
            f'edition.toml names "{name}", and there is no such file', "check the name", Location(settings)
        )
    return path


def _beside(path: Path) -> bool:
    """A file that an import has put beside a text (``text.new.xml``, ``text.old.xml``): no part of the edition."""
    return re.search(r"\.(new|old(-\d+)?)\.xml$", path.name) is not None


def _has_text(path: Path) -> bool:
    """A cheap look for a text element: registers have none. The file is parsed properly later."""
    data = read_bytes(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    return re.search(rb"<(?:\w+:)?text[\s>]", data) is not None


def _found(root: Path, values: Mapping[str, Any], settings: Path | None) -> Project:
    main = values.get("edition", {})
    if "texts" in main and ("text" in main or "original" in main):
        raise EditionError(
            "[edition] names a text and the texts of a shelf",
            "texts stand on a shelf side by side; text and original are one edition",
            Location(settings),
        )
    named = [_inside(root, main[key], settings) for key in ("text", "original") if key in main]
    named += [_inside(root, name, settings) for name in main.get("texts", ())]
    if "registers" in main:
        registers = [_inside(root, name, settings) for name in main["registers"]]
    else:
        registers = sorted(path.resolve() for path in (root / "registers").glob("*.xml"))
    in_tei = [path.resolve() for path in sorted((root / "tei").glob("*.xml")) if not _beside(path)]
    rest = [path for path in in_tei if path not in named and path not in registers]
    texts = named or [path for path in rest if _has_text(path)]
    if not texts:
        raise EditionError(
            f"there is no TEI text in {root / 'tei'}", 'put a TEI file there, or make one with "edition import"'
        )
    others = [path for path in rest if path not in texts]
    custom = root / "xslt" / "custom.xsl"
    labels = read_labels(root / "xslt" / "labels.xml") if (root / "xslt" / "labels.xml").is_file() else Labels()
    if root == resource("xslt").parent:
        labels = Labels()  # our own folder: its labels are those of every project
    language = main.get("language", "")
    spoken = sorted({*LANGUAGES, *labels.languages})
    if language and language not in spoken:
        line = line_of(settings.read_text(encoding="utf-8"), "language") if settings else 0
        raise EditionError(
            f'language in [edition] cannot be "{language}"',
            f"there are words in {', '.join(spoken)}; xslt/labels.xml of the project can add others",
            Location(settings, line),
        )
    pdf, book = values.get("pdf", {}), values.get("epub", {})
    checked = values.get("check", {})
    return Project(
        root=root,
        texts=tuple(Text(path, path.stem, index == 0) for index, path in enumerate(texts)),
        registers=tuple(registers),
        shelf="text" not in main and "original" not in main and len(texts) > 1,
        others=tuple(others),
        title=main.get("title", ""),
        language=language,
        url=_address(main["url"], settings) if "url" in main else "",
        lock=read_lock(root / LOCK),
        editions=tuple(values.get("build", {}).get("editions", ("html", "pdf", "text"))),
        notes=pdf.get("notes", "footnotes"),
        paper=pdf.get("paper", ""),
        linked=pdf.get("names", "off") == "on",
        fonts=tuple(_font(root, name, settings) for name in pdf.get("fonts", ())),
        cover=_cover(root, book["cover"], settings) if "cover" in book else None,
        certified_by=book.get("certified-by", ""),
        plain=plain_of(values.get("text", {}), at_line(settings, "width")),
        custom=custom if custom.is_file() else None,
        labels=labels,
        look=_look(root, values.get("website", {}), settings),
        names=values.get("website", {}).get("names", "on") == "on",
        downloads=tuple(values["website"]["downloads"]) if "downloads" in values.get("website", {}) else None,
        schema=_schema(root, checked["schema"], settings) if "schema" in checked else None,
        schematron=tuple(_inside(root, name, settings) for name in checked["schematron"])
        if "schematron" in checked
        else None,
        profiles=tuple(checked.get("profile", ())),
        ids=tuple(checked.get("ids", ())),
        characters=checked.get("characters", ""),
        dates=checked.get("dates", ""),
        phase=checked.get("phase", "#DEFAULT"),
        allowances=tuple(
            Allowance(entry["rule"], entry["at"], entry["reason"], Location(settings))
            for entry in values.get("allow", ())
        ),
        settings=settings,
        output=root / "output",
    )


def _look(root: Path, website: Mapping[str, str], settings: Path | None) -> Look:
    """The look of the website; fonts and pictures are files of the project, of kinds that browsers know."""
    at = Location(settings)
    if settings is not None and website:
        at = Location(settings, line_of(settings.read_text(encoding="utf-8"), "website"))

    def file(name: str, kinds: Sequence[str]) -> Path | None:
        if name not in website:
            return None
        path = _inside(root, website[name], settings)
        if path.suffix.lower() not in kinds:
            raise EditionError(f'{name} in [website] cannot be "{website[name]}"', f"known are {', '.join(kinds)}", at)
        return path

    fonts = (".woff2", ".woff", ".ttf", ".otf")
    system = website.get("font") == "system"
    styles = root / "xslt" / "custom.css"
    return Look(
        colours={name: verified_colour(name, website[name], at) for name in COLOURS if name in website},
        font=None if system else file("font", fonts),
        font_italic=file("font-italic", fonts),
        system_fonts=system,
        figures=website.get("figures", "oldstyle"),
        align=website.get("align", "ragged"),
        logo=file("logo", LOGOS),
        styles=styles if styles.is_file() else None,
        at=at,
    )


def _font(root: Path, name: str, settings: Path | None) -> Path:
    path = _inside(root, name, settings)
    if path.suffix.lower() not in (".ttf", ".otf", ".ttc"):
        raise EditionError(f'fonts in [pdf] cannot be "{name}"', "known are .ttf, .otf, .ttc", Location(settings))
    return path


def _cover(root: Path, name: str, settings: Path | None) -> Path:
    path = _inside(root, name, settings)
    if path.suffix.lower() not in LOGOS:
        raise EditionError(f'cover in [epub] cannot be "{name}"', f"known are {', '.join(LOGOS)}", Location(settings))
    return path


def _schema(root: Path, name: str, settings: Path | None) -> Path:
    return schema_file(Path(name) if name == "tei_all" else _inside(root, name, settings), settings)


def schema_file(path: Path, settings: Path | None = None) -> Path:
    """The path of a schema, refused where it is neither an ODD nor RELAX NG in XML syntax. "tei_all" is the TEI."""
    if path.name == "tei_all":
        return resource("schemas/tei/tei_all.odd")
    if path.suffix not in (".odd", ".rng"):
        raise EditionError(
            f'"{path.name}" is no schema that can be used',
            "name an ODD (.odd) or a schema of RELAX NG in XML syntax (.rng)",
            Location(settings) if settings else None,
        )
    return path


def of_files(paths: Sequence[Path]) -> Project:
    """Single files, checked together. Where they lie in one project, its other files are read as well, so that
    pointers to the registers resolve, and only findings about the named files are of interest (``focus``).
    """
    for path in paths:
        read_bytes(path)
    resolved = tuple(path.resolve() for path in paths)
    around = {_around(path) for path in resolved}
    settings = around.pop() if len(around) == 1 else None
    if settings is not None:
        project = _from_settings(settings)
        strange = tuple(path for path in resolved if path not in project.files)
        return replace(project, others=(*project.others, *strange), focus=resolved)
    return Project(
        Path(os.path.commonpath([path.parent for path in resolved])),
        tuple(Text(path, path.stem, index == 0) for index, path in enumerate(resolved)),
    )


def _around(path: Path) -> Path | None:
    """The settings of the project in whose tei/ or registers/ a file lies."""
    settings = path.parent.parent / "edition.toml"
    return settings if path.parent.name in ("tei", "registers") and settings.is_file() else None

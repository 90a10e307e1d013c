"""The pipeline: read, check, normalise, render, compare, write. The only writer of editions.

In: a Project and what to build. Out: ``Result[Built]``; the files lie under the output folder. Nothing is half
written: every file is made in memory, written beside its place and renamed; files of an earlier build that are no
longer made are removed, and only those. Same input, same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import edition
from edition.apart import Work, apart
from edition.checks import Options, apply_allowances, check
from edition.conformance import conformance
from edition.diagnostic import Diagnostic, EditionError, Location, Result, Severity, sort_findings
from edition.document import Document
from edition.editions import EDITIONS, Rendered
from edition.editions.look import low_contrast
from edition.lock import NAME as LOCK
from edition.project import Project, Text
from edition.resources import resource
from edition.tei import TEI, tei
from edition.websites import Site, completed, earlier_files, language_of, share, site_of

__all__ = ["Built", "build", "check_project", "write_file"]

Progress = Callable[[str], None]


@dataclass(slots=True)
class Built:
    """What a build made: the output folder, the files by edition, how many were written anew, the loss reports."""

    output: Path
    files: dict[str, bytes] = field(default_factory=dict)
    written: int = 0
    losses: list[dict[str, Any]] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)
    earlier: dict[str, str] = field(default_factory=dict)
    public: dict[Path, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    released: bool = False
    compared: deque[tuple[str, Work[Any]]] = field(default_factory=deque)


def check_project(
    project: Project, keep: Callable[[Document, Path, bytes], None] | None = None
) -> Result[dict[Path, Document]]:
    """Read and check every file of a project; findings come sorted, allowances applied. ``keep`` is given the reports
    of Schematron schemas (see ``Conformance.by_rules``).
    """
    read = project.read()
    return Result(read.value, tuple(_checked(project, read, keep)))


def _checked(
    project: Project,
    read: Result[dict[Path, Document]],
    keep: Callable[[Document, Path, bytes], None] | None = None,
) -> list[Diagnostic]:
    """The findings about the files of a project that were read."""
    rules = conformance(project)
    documents = list(read.value.values())
    checked = check(
        documents,
        root=project.root,
        profiles=project.profiles,
        schema=rules.schema,
        judge=rules.judge,
        options=Options(project.ids, project.characters, project.dates, project.lock),
    )
    by_rules = rules.by_rules([one for one in documents if _is_tei(one)], project.root, checked, keep)
    findings = [*read.diagnostics, *rules.findings, *_old_schemas(project), *checked, *by_rules]
    allowed = apply_allowances(findings, project.allowances, project.root)
    if project.focus:
        allowed = [finding for finding in allowed if finding.at.path in project.focus]
    return sort_findings(allowed)


def _old_schemas(project: Project) -> list[Diagnostic]:
    """The copies of our schema in a project, by which XML editors validate, where they are of another version."""
    found = []
    for name in ("edition.rng", "edition.sch"):
        ours, theirs = resource(f"schemas/{name}"), project.root / "schemas" / name
        if project.schema is None and theirs.is_file() and theirs.read_bytes() != ours.read_bytes():
            message = f"{name} is not the one by which this version of edition checks"
            hint = 'write it anew: "edition odd compile edition.odd -o schemas --no-guide"'
            found.append(Diagnostic("schema-out-of-date", Severity.WARNING, message, Location(theirs, 1), hint))
    return found


def _is_tei(document: Document) -> bool:
    return str(document.root.tag).startswith(f"{{{TEI}}}")


def build(
    project: Project,
    *,
    only: Sequence[str] = (),
    output: Path | None = None,
    strict: bool = False,
    release: str = "",
    progress: Progress | None = None,
) -> Result[Built | None]:
    """Build the editions of a project. With the name of a ``release``, the ids that the website shows go into the lock
    file, unless there is an error.

    The value is None where nothing was written: the main text is no well-formed XML, or ``strict`` is set and there
    is an error or a warning. Raises EditionError for an output folder that cannot be written.
    """
    wanted = [name for name in EDITIONS if name in (only or project.editions)]
    unknown = sorted(set(only) - set(EDITIONS))
    if unknown:
        raise EditionError(f'there is no edition "{unknown[0]}"', f"there are {', '.join(EDITIONS)}")
    say = progress or (lambda _step: None)
    say("read")
    read = project.read()
    # The checks go on beside the rest, where nobody waits for what they find before the editions are made.
    checks = apart(_checked, project, read)
    findings: list[Diagnostic] = []
    if strict:
        say("check")
        findings.extend(checks.result())
    unreadable = [text.path for text in project.texts if not _has_words(read.value.get(text.path))]
    findings.extend(
        Diagnostic(
            "no-text",
            Severity.ERROR,
            "the document has no <text>, so that there is nothing to publish",
            Location(path),
            "name a TEI document with a text; a fragment, a facsimile or a register alone makes no edition",
        )
        for path in unreadable
        if path in read.value
    )
    serious = [d for d in findings if d.severity is Severity.ERROR or (strict and d.severity is Severity.WARNING)]
    # On a shelf the others stand without a text that cannot be read.
    texts = [text for text in project.texts if text.path not in unreadable]
    if not texts or (unreadable and not project.shelf) or (strict and serious):
        findings.extend(() if strict else checks.result())
        return Result(None, tuple(sort_findings(findings)))

    built = Built(output or project.output)
    _writable(built.output)
    built.earlier = _earlier(built.output)
    for text in texts:
        findings.extend(_build_text(project, text, read.value, wanted, built, say))
    if "html" in wanted:
        findings.extend(low_contrast(project.look))
        shared = share(project, built.sites, say)
        findings.extend(shared.diagnostics)
        built.files |= {f"html/{name}": data for name, data in shared.value.items()}
    findings.extend(_compared(built))
    if "data" in wanted:
        say("data")
        built.files |= {f"data/{name}": data for name, data in _data(project, read.value).items()}
    if "html" in wanted:
        say("about")
        there = earlier_files(built.output, built.earlier, wanted)
        built.files |= completed(project, built.sites, read.value, built.losses, built.files, there)
    if not strict:
        say("check")
        findings.extend(checks.result())
    lock = b""
    if release:
        made = _release(project, built, read.value, release, any(d.severity is Severity.ERROR for d in findings))
        told = {(finding.rule, finding.at) for finding in findings}
        findings.extend(finding for finding in made.diagnostics if (finding.rule, finding.at) not in told)
        lock = made.value or b""
    findings = sort_findings(findings)
    say("write")
    _report(project, built, wanted, findings, read.value)
    _write(built, wanted)
    if lock:
        write_file(project.root / LOCK, lock)
        built.released = True
    return Result(built, tuple(findings))


def _release(
    project: Project, built: Built, documents: Mapping[Path, Document], version: str, faulty: bool
) -> Result[bytes | None]:
    """The lock file with a release; None where an error forbids one."""
    from edition.releasing import release

    if not built.public:
        raise EditionError("a release needs the website", 'its ids are addresses in it: build "html" as well')
    made = release(project, documents, built.public, version)
    return Result(None if faulty else made.value, made.diagnostics)


def _data(project: Project, documents: Mapping[Path, Document]) -> dict[str, bytes]:
    """The registers of a project, and the mentions of its texts, as data."""
    from edition.enrich.authority import read_authority
    from edition.enrich.exporting import data_files
    from edition.enrich.mentions import mentions_of
    from edition.enrich.reading import read

    texts = [text.path for text in project.texts if text.path in documents]
    registers = [path for path in project.registers if path in documents]
    others = [documents[path] for path in texts if path not in registers]
    authority = read_authority([documents[path] for path in registers], others)
    readings = [(_relative(path, project.root), read(documents[path])) for path in texts]
    rows = [(name, reading, mentions_of(reading, authority)) for name, reading in readings]
    return data_files(authority, rows, project.title)


def _has_words(document: Document | None) -> bool:
    """Whether a document could be read and has a TEI text; the checks have told of one that has none."""
    return document is not None and next(document.root.iter(tei("text")), None) is not None


def _build_text(
    project: Project,
    text: Text,
    documents: Mapping[Path, Document],
    wanted: Sequence[str],
    built: Built,
    say: Progress,
) -> list[Diagnostic]:
    """Render one text in every edition that is wanted, and compare each with the TEI."""
    from edition import losses
    from edition.normalize import normalize

    document = documents[text.path]
    registers = [documents[path] for path in project.registers if path in documents]
    say(f"normalise {text.stem}")
    settings: dict[str, str | int | bool] = {"lang": language_of(project, text, document), "base-name": text.stem}
    if project.labels.xml:
        settings["own-labels"] = project.labels.xml
    if project.title and text.main and not project.shelf:
        settings["title"] = project.title
    if project.shelf:
        settings |= {"base": "../", "shelf": True}
    elif len(project.texts) > 1:
        beside = next(other for other in project.texts if other is not text)
        above = {"translation": "../index.html", "base": "../"}
        settings |= {"original": f"{beside.stem}/index.html"} if text.main else above
    own = text.stem if project.shelf else ""
    normalised = normalize(document, registers, settings, root=project.root, own=own)
    findings = [_placed(d, document) for d in normalised.diagnostics]
    for name in wanted:
        if name == "data":
            continue  # the registers as data are of all texts together
        say(f"{name} {text.stem}")
        rendered = _render(name, project, text, document, normalised.value, settings)
        findings.extend(_placed(d, document) for d in rendered.diagnostics)
        within = name == "html" and (project.shelf or not text.main)
        folder = PurePosixPath(name) / text.stem if within else PurePosixPath(name)
        if name == "html":
            built.sites[text.stem] = site_of(document, normalised.value, folder, rendered.value)
            built.public[text.path] = rendered.value.public
        else:  # the files of the website are made of those of all texts
            built.files |= {str(folder / path): content for path, content in rendered.value.files.items()}
        findings.extend(_assets(project, text, rendered.value, folder, built))
        if name == "pdf":
            from edition.editions.pdf import extract_words

            pdf = next((data for path, data in rendered.value.files.items() if path.endswith(".pdf")), b"")
            if pdf:  # else a finding has told why
                built.compared.append((text.stem, apart(losses.compare_words, document, name, extract_words(pdf))))
        else:
            built.compared.append((text.stem, apart(losses.compare, document, name, rendered.value.words)))
        findings.extend(_compared(built, leave=2))
    return findings


def _compared(built: Built, leave: int = 0) -> list[Diagnostic]:
    """What the comparisons of editions with the TEI found, which go on beside the rest; but for the last few."""
    findings: list[Diagnostic] = []
    while len(built.compared) > leave:
        stem, work = built.compared.popleft()
        compared = work.result()
        built.losses.append({"text": stem, **compared.value.as_json()})
        findings.extend(compared.diagnostics)
    return findings


def _render(
    name: str,
    project: Project,
    text: Text,
    document: Document,
    normalised: Any,
    settings: Mapping[str, str | int | bool],
) -> Result[Any]:
    if name == "html":
        from edition.editions import html
        from edition.releasing import locked_rows

        within = text.stem if project.shelf or not text.main else ""
        url = project.url + (f"{quote(within)}/" if within and project.url else "")
        lock = locked_rows(project, text.path)
        settings = {**settings, "names": project.names}
        return html.render(normalised, settings, custom=project.custom, look=project.look, url=url, lock=lock)
    if name == "text":
        from edition.editions import text as plain

        return plain.render(normalised, settings, custom=project.custom)
    images = {url: path for url, path in _images(project, text, document).items() if isinstance(path, Path)}
    if name == "epub":
        from edition.editions import epub

        url = project.url and f"{project.url}{'' if text.main and not project.shelf else quote(text.stem) + '/'}"
        book = epub.Book(project.cover, project.certified_by, url)
        own = {
            key: value
            for key, value in settings.items()
            if key in ("lang", "base-name", "own-labels", "title", "shelf")
        }
        return epub.render(normalised, own, images=images, book=book, custom=project.custom)
    from edition.editions import pdf

    settings = {**settings, "notes": project.notes}
    if project.paper:
        settings = {**settings, "paper": project.paper}
    return pdf.render(normalised, settings, images=images, custom=project.custom)


def _images(project: Project, text: Text, document: Document) -> dict[str, Path | None]:
    """Every image that the text names, by its url: its file, or None where it is missing or outside the project."""
    images: dict[str, Path | None] = {}
    for node in document.root.iter("{http://www.tei-c.org/ns/1.0}graphic"):
        url = node.get("url", "")
        if not url or "://" in url or url.startswith(("data:", "#")):
            continue
        path = (text.path.parent / url).resolve()
        images[url] = path if path.is_relative_to(project.root) and path.is_file() else None
    return images


def _assets(project: Project, text: Text, rendered: Rendered, folder: PurePosixPath, built: Built) -> list[Diagnostic]:
    """Copy what an edition asks for beside its own files: images from the project, and nothing from outside it."""
    for target, url in sorted(rendered.assets.items()):
        source = (text.path.parent / url).resolve()
        if not source.is_relative_to(project.root) or not source.is_file():
            continue  # the checks have a finding for it (missing-image)
        built.files[str(folder / target)] = source.read_bytes()
    return []


def _placed(finding: Diagnostic, document: Document) -> Diagnostic:
    """Give a finding of the stylesheets, which know ids or names only, its place in the editor's file."""
    if finding.at.line:
        return finding
    at = Location(document.path)
    identifier = finding.at.xpath
    if identifier:
        for name, node in document.ids():
            if name == identifier:
                at = document.locate(node)
                break
        else:
            named = next(iter(document.root.iter(f"{{*}}{identifier}")), None) if identifier.isalnum() else None
            if named is not None:
                at = document.locate(named)
    return Diagnostic(finding.rule, finding.severity, finding.message, at, finding.hint, finding.related)


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _report(
    project: Project,
    built: Built,
    wanted: Sequence[str],
    findings: Sequence[Diagnostic],
    documents: Mapping[Path, Document],
) -> None:
    """build.json: what was made of what, by which version; no clock, no machine, so that two builds are equal."""
    count = Counter(finding.severity.value for finding in findings)
    # What an earlier build made of editions that this one leaves alone is still there, and still listed.
    kept = {name: digest for name, digest in built.earlier.items() if name.split("/")[0] in set(EDITIONS) - set(wanted)}
    made = {name: hashlib.sha256(data).hexdigest() for name, data in built.files.items()}
    report = {
        "generator": f"edition {edition.__version__}",
        "editions": list(wanted),
        "sources": {
            _relative(path, project.root): hashlib.sha256(document.source).hexdigest()
            for path, document in sorted(documents.items())
        },
        "files": dict(sorted({**kept, **made}.items())),
        "findings": {kind: count[kind] for kind in ("error", "warning", "info")},
        "losses": built.losses,
    }
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    built.files["report/build.json"] = text.encode("utf-8")


def _writable(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    except OSError as error:
        raise EditionError(
            f"cannot write to {output}: {error.strerror}", "name another folder with -o, or mend its permissions"
        ) from None


def _earlier(output: Path) -> dict[str, str]:
    """The files that earlier builds listed, with their hashes; none where the report is missing or not ours."""
    try:
        report = json.loads((output / "report" / "build.json").read_bytes())
        names = report["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {str(name): str(names[name]) for name in names} if isinstance(names, dict) else {}


def _write(built: Built, wanted: Sequence[str]) -> None:
    output = built.output.resolve()
    for name, data in sorted(built.files.items()):
        target = output / name
        if not Path(os.path.normpath(target)).is_relative_to(output):
            raise EditionError(f'an edition asks for a file outside its folder: "{name}"', "look at its xml:id")
        built.written += write_file(target, data)
    # Only what an earlier build of the same editions made, and this one does not, is removed.
    for name in _stale(output, built, wanted):
        (output / name).unlink(missing_ok=True)


def _stale(output: Path, built: Built, wanted: Sequence[str]) -> list[str]:
    return [
        name
        for name in built.earlier
        if name not in built.files
        and name.split("/")[0] in wanted
        and Path(os.path.normpath(output / name)).is_relative_to(output)
    ]


def write_file(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; False where it already had these very bytes.

    Raises EditionError where the folder cannot be written.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o644)  # noqa: PTH101 (mkstemp makes files that only their owner can read)
            os.replace(name, path)  # noqa: PTH105 (Path.replace of a str name would say no more)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise EditionError(
            f"cannot write {path}: {error.strerror}", "mend the permissions, or write to another place"
        ) from None
    return True

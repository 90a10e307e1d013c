"""A release: the public ids that the website shows now go into the lock file.

In: a project, its documents, the public ids of each text's website (id, element, page), the name of the release. Out:
``Result[bytes | None]``: the text of the new ``edition.lock``, or None where a released id has vanished without a
redirect (a finding names each). Ids of registers are taken from the website of the main text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from edition.diagnostic import Diagnostic, Location, Result, Severity
from edition.document import Document
from edition.lock import NAME, Lock, Shown, words_of
from edition.project import Project
from edition.tei import tei, text_of

__all__ = ["locked_rows", "release"]


def release(
    project: Project,
    documents: Mapping[Path, Document],
    public: Mapping[Path, Sequence[tuple[str, str]]],
    version: str,
) -> Result[bytes | None]:
    """The lock file with this release; ``public`` are the ids of each text's website, with the page of each."""
    lock = project.lock or Lock(project.root / NAME)
    shown: dict[str, dict[str, Shown]] = {}
    for text in project.texts:
        pages = dict(public.get(text.path, ()))
        taken: set[str] = set()
        for path in [text.path, *(project.registers if text.main else ())]:
            if path not in documents:
                continue
            rows = shown.setdefault(project.name_of(path), {})
            words = words_of(documents[path])
            for name, (element, hashed) in words.items():
                # An id that the text has too stands on the website with the name of its register before it.
                page = pages.get(f"{path.stem}.{name}" if name in taken else name)
                if page is not None:
                    rows[name] = Shown(element, page, hashed)
            taken.update(words)
    main = next((documents[text.path] for text in project.texts if text.main and text.path in documents), None)
    stated, date = _statement(main)
    merged = lock.merged(version, date, shown)
    findings = list(merged.diagnostics)
    if stated and stated != version:
        findings.append(
            Diagnostic(
                "release-differs",
                Severity.WARNING,
                f'this is release {version}, and the header says edition n="{stated}", which is what readers cite',
                Location(project.texts[0].path),
                f'write <edition n="{version}"> with its date into the editionStmt, and release again',
            )
        )
    return Result(None if merged.diagnostics else merged.value.text().encode("utf-8"), tuple(findings))


def _statement(document: Document | None) -> tuple[str, str]:
    """The number of the edition, and its date, as the header states them."""
    if document is None:
        return "", ""
    edition = next(document.root.iter(tei("edition")), None)
    number = (edition.get("n", "") if edition is not None else "").strip()
    for statement in ("editionStmt", "publicationStmt"):
        for node in document.root.iter(tei(statement)):
            for date in node.iter(tei("date")):
                found = date.get("when") or text_of(date)
                if found:
                    return number, re.sub(r"[^\w.,/ -]", "", found)
    return number, ""


def locked_rows(project: Project, path: Path) -> Lock | None:
    """What the lock says of a text and of the registers, which stand on its website too."""
    if project.lock is None:
        return None
    return project.lock.only(project.name_of(one) for one in (path, *project.registers))

"""Importing again: a file that a person has edited since is never written over.

In: what an import made, and the file it is for. Out: ``Result[Written]``: the files that were written and what to say.
Beside the TEI, in the folder ``.import``, lies a record of what the last import gave; by it an edited file is told from
an untouched one, and edits are merged with a new import. The record is written last: an import that was broken off
leaves the edited file, and can be made again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edition.build import write_file
from edition.diagnostic import Diagnostic, EditionError, Location, Result, Severity
from edition.document import parse, read_bytes
from edition.merge import Merged, merge, same_text

__all__ = ["Written", "record_of", "write_import"]


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and sentences about them for a person."""

    files: tuple[Path, ...]
    told: tuple[str, ...] = ()


def record_of(target: Path) -> Path:
    """Where the record of the last import of a file lies."""
    return target.parent / ".import" / target.name


def write_import(target: Path, tei: bytes, *, update: bool = False, force: bool = False) -> Result[Written]:
    """Write an import to its file, or beside it where the file was edited since; with ``update``, merge it into the
    edited file; with ``force``, write over the file and keep the old one. Raises EditionError where nothing can be
    written, or an edited file cannot be merged.
    """
    if update and force:
        raise EditionError(
            "--update and --force exclude each other", "--update keeps what was edited, --force does not"
        )
    record = record_of(target)
    if not target.exists():
        return _written(target, tei, record)
    old = read_bytes(target)
    last = read_bytes(record) if record.is_file() else None
    if old == tei or (last is not None and same_text(old, last)):
        return _written(target, tei, record)
    if force:
        kept = _free(target)
        write_file(kept, old)
        return _written(target, tei, record, f"the file as it was is {kept}")
    if not update:
        beside = target.with_name(f"{target.stem}.new{target.suffix}")
        write_file(beside, tei)
        why = "was edited since its last import" if last is not None else "is there, and no import of it is recorded"
        told = (f"{target} {why}: it was not touched, and the new text was written beside it",)
        more = "--update merges it" if last is not None else "compare the two; --force writes over the old one"
        return Result(Written((beside,), (*told, more)))
    if last is None:
        raise EditionError(
            f"what was edited in {target} cannot be told: there is no record of its last import ({record})",
            "import without --update to have the new text beside it",
        )
    return _merged(target, record, last, tei, old)


def _written(target: Path, tei: bytes, record: Path, *told: str) -> Result[Written]:
    write_file(target, tei)
    write_file(record, tei)
    return Result(Written((target,), told))


def _free(target: Path) -> Path:
    """A name for the old file that nothing has yet."""
    kept, number = target.with_name(f"{target.stem}.old{target.suffix}"), 2
    while kept.exists():
        kept, number = target.with_name(f"{target.stem}.old-{number}{target.suffix}"), number + 1
    return kept


def _merged(target: Path, record: Path, last: bytes, tei: bytes, old: bytes) -> Result[Written]:
    read = parse(old, target)
    if read.value is None:
        return Result(Written((), (f"{target} cannot be merged: nothing was written",)), read.diagnostics)
    result = merge(last, tei, old)
    files = [target]
    beside = target.with_name(f"{target.stem}.new{target.suffix}")
    if result.conflicts:
        write_file(beside, result.record)
        files.append(beside)
    write_file(target, result.data)
    write_file(record, result.record)
    told = [
        f"merged: {_count(result.taken)} taken from the import, {_count(result.kept)} kept as edited, "
        f"{len(result.conflicts)} conflicts"
    ]
    if result.conflicts:
        told.append(f"{beside} holds the whole of what the import would write")
    return Result(Written(tuple(files), tuple(told)), tuple(_findings(result, target, beside)))


def _count(number: int) -> str:
    return f"{number:,} block{'' if number == 1 else 's'}"


def _findings(result: Merged, target: Path, beside: Path) -> list[Diagnostic]:
    findings = []
    for conflict in result.conflicts:
        would = conflict.would if len(conflict.would) <= 160 else conflict.would[:157] + "..."
        hint = f'the import would write "{would}"; ' if would else ""
        related = (("what the import would write", Location(beside, conflict.would_line, 1)),)
        findings.append(
            Diagnostic(
                "merge-conflict",
                Severity.WARNING,
                conflict.message,
                Location(target, conflict.line, conflict.column),
                hint + "the edited text was kept: compare the two, and write what is right",
                related if conflict.would_line else (),
            )
        )
    return findings

"""Findings as values: Severity, Location, Diagnostic, Result, and the one exception class.

Everything that can be wrong with an editor's file is a Diagnostic with a place, a rule and a hint. Exceptions
are only for what makes work impossible: an unreadable file, unusable settings, a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Generic, TypeVar

__all__ = ["Diagnostic", "EditionError", "Location", "Result", "Severity", "sort_findings"]


class Severity(Enum):
    """How bad a finding is; the order is the order of weight."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weight(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info."""
        return ("error", "warning", "info").index(self.value)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file. ``line`` and ``column`` count from 1; 0 means unknown. ``xpath`` is optional."""

    path: Path | None = None
    line: int = 0
    column: int = 0
    xpath: str = ""

    def __str__(self) -> str:
        parts = [str(self.path) if self.path else "-"]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``rule`` is the kebab-case name of the fault (it reads after "allow"), ``message`` says what is wrong and quotes
    the thing, ``hint`` says what to do, ``related`` names other places that matter, each with a word about it.
    """

    rule: str
    severity: Severity
    message: str
    at: Location = Location()
    hint: str = ""
    related: tuple[tuple[str, Location], ...] = ()


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """What every stage returns: the value (or None where none could be made) and the findings."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """True if no finding is an error."""
        return not any(d.severity is Severity.ERROR for d in self.diagnostics)


class EditionError(Exception):
    """Work cannot go on: an unreadable file, unusable settings. Caught once, in the command line; exit code 2."""

    def __init__(self, message: str, hint: str = "", at: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.at = at


def sort_findings(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by file, line, column, severity and rule: the order in which they are shown."""
    return sorted(
        findings,
        key=lambda d: (str(d.at.path or ""), d.at.line, d.at.column, d.severity.weight, d.rule, d.message),
    )

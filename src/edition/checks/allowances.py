"""Allowances: findings that the editor has looked at and lets stand, each with a reason.

In: findings and the allowances of edition.toml. Out: the findings that are left, with one for each allowance that
fits nothing, names no rule there is, or gives no reason.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

from edition.checks.words import nearest, quoted
from edition.diagnostic import Diagnostic, Location, Severity

__all__ = ["Allowance", "apply_allowances"]


class Allowance(Protocol):
    """What an allowance gives: the rule, the place (a path, ``path:line`` or ``path:line:column``, with wildcards), the
    reason, and where in the settings it stands.
    """

    @property
    def rule(self) -> str:
        """The id of the rule; wildcards are allowed."""

    @property
    def at(self) -> str:
        """The place."""

    @property
    def reason(self) -> str:
        """Why the finding may stand."""

    @property
    def location(self) -> Location:
        """Where the allowance itself stands."""


def apply_allowances(
    findings: Iterable[Diagnostic],
    allowances: Iterable[Allowance],
    root: Path | None = None,
    known: Collection[str] = (),
) -> list[Diagnostic]:
    """The findings that no allowance covers, and the faults of the allowances themselves.

    Places are read from ``root`` on (the current folder, where none is given). ``known`` are the ids of all rules: an
    unused allowance for another name is told the nearest. An allowance without a reason covers nothing.
    """
    base = os.path.abspath(root or Path.cwd())  # noqa: PTH100 (links are not followed)
    allowed = list(allowances)
    used: set[int] = set()
    left: list[Diagnostic] = []
    faults: list[Diagnostic] = []
    usable = []
    for allowance in allowed:
        if allowance.reason.strip():
            usable.append(allowance)
        else:
            faults.append(
                Diagnostic(
                    "allowance-without-reason",
                    Severity.ERROR,
                    f"the allowance of {quoted(allowance.rule)} at {quoted(allowance.at)} gives no reason",
                    allowance.location,
                    "write in reason why the finding may stand",
                )
            )
    for finding in findings:
        covering = [a for a in usable if fnmatchcase(finding.rule, a.rule) and _covers(a.at, finding.at, base)]
        used.update(id(allowance) for allowance in covering)
        if not covering:
            left.append(finding)
    for allowance in usable:
        if id(allowance) not in used:
            hint = "remove it: what it allowed is no longer there"
            if known and allowance.rule not in known and "*" not in allowance.rule:
                guess = nearest(allowance.rule, known)
                hint = f"there is no such rule; did you mean {quoted(guess)}?" if guess else "there is no such rule"
            faults.append(
                Diagnostic(
                    "unused-allowance",
                    Severity.WARNING,
                    f"nothing matches the allowance of {quoted(allowance.rule)} at {quoted(allowance.at)}",
                    allowance.location,
                    hint,
                )
            )
    return left + faults


def _covers(pattern: str, at: Location, base: str) -> bool:
    """Whether a place fits a pattern: the file alone, with its line, or with line and column."""
    if at.path is None:
        return pattern == "*"
    full = os.path.abspath(at.path)  # noqa: PTH100 (links are not followed)
    path = os.path.relpath(full, base) if full.startswith(base.rstrip(os.sep) + os.sep) else full
    path = path.replace(os.sep, "/")
    return any(fnmatchcase(place, pattern) for place in (path, f"{path}:{at.line}", f"{path}:{at.line}:{at.column}"))

"""What the stages of one import share: the path, the profile, the lexicon of the text, doubts, furniture, findings."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from edition.diagnostic import Diagnostic, Location, Severity
from edition.sources.plaintext.index_entries import IndexEntry
from edition.sources.plaintext.lines import Layout, script
from edition.sources.plaintext.profile import Profile
from edition.sources.plaintext.tokens import RAISED, TOKEN
from edition.sources.plaintext.tree import Node

__all__ = ["Context", "Detected", "Doubt"]

_BRACKETED: Final = re.compile(r"\S\[\d{1,4}\]")
_RAISED_MARK: Final = re.compile(rf"\S(?:[{RAISED}]+|\[\^\d{{1,4}}\])")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt: the finding at its place in the source, what was decided in spite of it, how sure that is (``high``,
    ``medium``, ``low``), the node of the TEI it is about, and the last line of the source that it is about.
    """

    finding: Diagnostic
    decision: str = ""
    cert: str = "medium"
    node: Node | None = None
    last: int = 0


@dataclass(frozen=True, slots=True)
class Detected:
    """What was found out about the book: a setting of the profile by its dotted name, its value, and why."""

    setting: str
    value: object
    reason: str


@dataclass
class Context:
    """The state of one import. Only doubts, detections, index entries, furniture and counts grow."""

    path: Path
    source: Layout
    profile: Profile
    doubts: list[Doubt] = field(default_factory=list)
    detected: list[Detected] = field(default_factory=list)
    index: list[IndexEntry] = field(default_factory=list)
    furniture: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    scheme: str = ""
    spans: list[tuple[str, int, int, int]] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)

    def doubt(
        self,
        rule: str,
        message: str,
        line: int,
        column: int = 1,
        hint: str = "",
        *,
        decision: str = "",
        cert: str = "medium",
        node: Node | None = None,
        last: int = 0,
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Note a doubt at a place of the source, what was decided in spite of it, and how sure that is."""
        finding = Diagnostic(rule, severity, message, Location(self.path, line, column), hint)
        self.doubts.append(Doubt(finding, decision, cert, node, last or line))

    def detect(self, setting: str, value: object, reason: str) -> None:
        """Note what was found out about the book, by the name that the setting has in a profile, and why."""
        self.detected.append(Detected(setting, value, reason))

    def masked(self) -> list[str]:
        """The lines with spaces where furniture stands that holds words or digits: kind, line, column, length."""
        lines = list(self.source.lines)
        for _, line, column, length in self.spans:
            text = lines[line - 1]
            lines[line - 1] = text[: column - 1] + " " * length + text[column - 1 + length :]
        return lines

    @property
    def bracketed(self) -> bool:
        """Whether the marks of endnotes are digits in brackets, ``[12]``. The scheme is known only when the sections
        are: what is asked before must not stick.
        """
        return not self.scheme and self._bracketed

    @cached_property
    def _bracketed(self) -> bool:
        """Whether there are digits in brackets, and more than raised ones."""
        text = "\n".join(self.source.lines)
        found = len(_BRACKETED.findall(text))
        return found > 1 and found > len(_RAISED_MARK.findall(text))

    @cached_property
    def lexicon(self) -> Counter[str]:
        """Every word of the text in lower case, with the number of its occurrences."""
        words: Counter[str] = Counter()
        for line in self.source.lines:
            words.update(TOKEN.findall(line.lower()))
        return words

    @cached_property
    def compounds(self) -> frozenset[str]:
        """Every hyphened word of the text in lower case, in pairs of its parts."""
        found: set[str] = set()
        for line in self.source.lines:
            if "-" in line:
                for word in line.lower().split():
                    if "-" in word:
                        parts = ["".join(c for c in part if c.isalpha()) for part in word.split("-")]
                        found.update(f"{a}-{b}" for a, b in itertools.pairwise(parts) if a and b)
        return frozenset(found)

    @cached_property
    def main_script(self) -> str:
        """The script of the text, judged by samples from the whole of it."""
        lines = self.source.lines
        step = max(1, len(lines) // 400)
        return script(" ".join(line[:40] for line in lines[::step]))

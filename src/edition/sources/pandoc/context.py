"""What the stages of one import share: the source, doubts, counts, ids, and what waits to be resolved at the end."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.diagnostic import Diagnostic, Location, Severity
from edition.sources.pandoc.pictures import Pictures
from edition.sources.pandoc.prepared import Prepared, locate
from edition.sources.pandoc.tree import Ast
from edition.sources.plaintext.context import Detected, Doubt
from edition.sources.plaintext.tree import Node

__all__ = ["Context", "Waiting"]


@dataclass(slots=True)
class Waiting:
    """A note whose content is encoded after the paragraph in which its mark stands."""

    node: Node
    blocks: list[Ast]


@dataclass
class Context:
    """The state of one import of a document."""

    path: Path
    source: Prepared
    pictures: Pictures
    doubts: list[Doubt] = field(default_factory=list)
    #: The words of the place of each doubt, and the division it is about.
    quotes: dict[int, tuple[str, str]] = field(default_factory=dict)
    detected: list[Detected] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    furniture: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    changes: list[dict[str, str]] = field(default_factory=list)
    comments: list[dict[str, str]] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    #: Words of the text that became metadata.
    moved: list[list[Ast]] = field(default_factory=list)
    #: The identifiers to which a link of the document leads, and the ids that they have in the TEI.
    linked: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)
    links: list[tuple[Node, str]] = field(default_factory=list)
    #: The division whose blocks are encoded now, and how many ids of each kind it has given.
    section: str = ""
    given: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    pending: list[str] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    notes: list[tuple[str, Node]] = field(default_factory=list)

    def doubt(
        self,
        rule: str,
        message: str,
        quote: str = "",
        hint: str = "",
        *,
        decision: str = "",
        cert: str = "medium",
        node: Node | None = None,
        severity: Severity = Severity.WARNING,
        at: tuple[int, int] = (0, 0),
    ) -> None:
        """Note a doubt: at the line of its words where the source has lines, else with a quotation of them."""
        line, column = locate(self.source.lines, quote) if quote and self.source.lines and at == (0, 0) else at
        finding = Diagnostic(rule, severity, message, Location(self.path, line, column), hint)
        self.quotes[id(finding)] = quote, self.section
        self.doubts.append(Doubt(finding, decision=decision, cert=cert, node=node))

    def detect(self, setting: str, value: object, reason: str) -> None:
        """Note what was found out about the document, and why."""
        self.detected.append(Detected(setting, value, reason))

    def identifier(self, kind: str) -> str:
        """The next id of a kind in this division: ``ch1.p3``."""
        self.given[self.section, kind] += 1
        return f"{self.section}.{kind}{self.given[self.section, kind]}"

    def identify(self, node: Node, kind: str, *identifiers: str) -> Node:
        """Give a node its id, and remember under which identifiers the document's links know it."""
        name = self.identifier(kind)
        node.attributes = {"xml:id": name, **node.attributes}
        for identifier in (*self.pending, *identifiers):
            if identifier:
                self.names.setdefault(identifier, name)
        self.pending.clear()
        return node

    def context_of(self, doubt: Doubt) -> str:
        """Some words of the place of a doubt."""
        quote, _ = self.quotes.get(id(doubt.finding), ("", ""))
        return quote if len(quote) <= 120 else quote[:119] + "…"

    def language(self, tag: str) -> str:
        """A language tag as it may stand in @xml:lang; empty where it is none."""
        clean = tag.strip().replace("_", "-")
        if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", clean):
            return ""
        self.languages.add(clean)
        return clean

    def report_of(self, doubt: Doubt) -> dict[str, Any]:
        """A doubt as the report tells it."""
        finding = doubt.finding
        return {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "line": finding.at.line,
            "column": finding.at.column,
            "message": finding.message,
            "hint": finding.hint,
            "context": self.context_of(doubt),
            "context_mark": [0, 0],
            "decision": doubt.decision,
            "cert": doubt.cert,
            "last_line": finding.at.line,
            "id": doubt.node.attributes.get("xml:id", "") if doubt.node else self.quotes[id(finding)][1],
            "tei_line": 0,
            "overrule": "",
            "setting": "",
            "edit": "",
        }

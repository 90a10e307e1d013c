"""Literate cases: a Markdown file holds an input, the expected outputs, and the expected findings.

A case is ``tests/cases/<room>/<what>-<verdict>.md``: prose for the reader, then fences whose word says what they hold
(``source``, ``tei``, ``html``, ``text``, ``typst``, ``json``, ``findings`` ...); a second fence of the same word has a
name after it (``tei normalized``), by which it is known. A case without a ``findings`` fence must have none.
``pytest --accept`` rewrites the expected fences with what came out; the change is read in review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).parent / "cases"
_FENCE = re.compile(r"^```(?P<word>[\w-]+)(?P<rest>[^\n]*)\n(?P<body>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def _key(match: re.Match[str]) -> str:
    """What a fence is known by: the name after its word, or the word."""
    return match["rest"].strip() or match["word"]


@dataclass
class Case:
    path: Path
    text: str
    fences: dict[str, str] = field(default_factory=dict)

    def check(self, got: Mapping[str, str], accept: bool) -> None:
        """Compare what came out, by fence word; every fence in ``got`` that the case has (and findings always)."""
        differing = {}
        for word, value in got.items():
            value = value.strip("\n") + "\n" if value.strip("\n") else ""
            if word == "findings" or word in self.fences:
                want = self.fences.get(word, "")
                if want != value:
                    differing[word] = (want, value)
        if differing and accept:
            self._rewrite({word: value for word, (_, value) in differing.items()})
            return
        for word, (want, value) in differing.items():
            assert value == want, f"{self.path.name}: {word} (accept with: pytest --accept)"

    def _rewrite(self, values: Mapping[str, str]) -> None:
        text = self.text
        for word, value in values.items():
            if word in self.fences:
                text = _FENCE.sub(
                    lambda m, w=word, v=value: f"```{m['word']}{m['rest']}\n{v}```" if _key(m) == w else m.group(), text
                )
            else:
                text = text.rstrip("\n") + f"\n\n```{word}\n{value}```\n"
        self.path.write_text(text, encoding="utf-8")


def cases(room: str) -> list[Case]:
    found = []
    for path in sorted((CASES / room).rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        fences = {_key(match): match["body"] for match in _FENCE.finditer(text)}
        found.append(Case(path, text, fences))
    return found


def identifiers(items: Iterable[Case]) -> list[str]:
    return [item.path.stem for item in items]


def findings_as_text(findings: Iterable) -> str:
    """One line a finding, sorted by place: ``severity rule line:column``."""
    from edition.diagnostic import sort_findings

    return "".join(f"{d.severity.value} {d.rule} {d.at.line}:{d.at.column}\n" for d in sort_findings(findings))

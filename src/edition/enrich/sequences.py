"""Names proposed by a conditional random field that learned from the tags of the book itself.

In: the blocks of a tagged text. Out: names that the field marks and nobody has tagged, with how often and how sure. It
is trained on one half of the blocks and reads the other, and the other way round, so that it never reads what it
learned. It needs python-crfsuite (pip install 'edition[learn]'); the seed is fixed, and the same text gives the same
names.
"""

from __future__ import annotations

import importlib.util
import re
import tempfile
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from edition.enrich.forms import plain
from edition.enrich.reading import Block
from edition.enrich.words import Usage, usage_of

__all__ = ["Proposed", "crf_installed", "crf_names"]

_TOKEN: Final = re.compile(r"[^\W\d_]{1,3}\.(?=\s?[A-ZА-Я])|[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|[^\w\s]")
_LEAST: Final = 0.6
#: What is tagged, as whatever it is, is no new name.
_TAGS: Final = frozenset("persName placeName orgName title rs date name geogName bibl".split())


@dataclass(slots=True)
class Proposed:
    """A name that the field marks: its words, the places (block, first and last letter), the mean certainty."""

    words: str
    places: list[tuple[int, int, int]] = field(default_factory=list)
    score: float = 0.0


def crf_installed() -> bool:
    """Whether the field can be had."""
    return importlib.util.find_spec("pycrfsuite") is not None


def crf_names(blocks: Sequence[Block], known: Collection[str]) -> list[Proposed]:
    """Names of persons that are tagged nowhere, the surest first. ``known`` are forms that the registers have."""
    usage = usage_of(blocks, ())
    rows = [_row(block, usage) for block in blocks]
    useful = [index for index, row in enumerate(rows) if row[0]]
    found: dict[str, Proposed] = {}
    scores: dict[str, list[float]] = defaultdict(list)
    for half in (0, 1):
        learn = [rows[index] for index in useful if index % 2 != half and "P" in "".join(rows[index][2])]
        read = [index for index in useful if index % 2 == half]
        if not learn:
            continue
        for index, start, end, score in _read(learn, [(i, rows[i]) for i in read]):
            text = plain(blocks[index].text)
            words = text[start:end].removesuffix("'s").rstrip(" .,;:!?'\"()")
            marks = [(mark.start, mark.end) for mark in blocks[index].marks if mark.name in _TAGS]
            if any(low < end and start < high for low, high in marks) or score < _LEAST:
                continue
            last = words.split()[-1] if words else ""
            if (
                not last
                or last in known
                or last.endswith(("ovich", "evich", "ovna", "evna"))
                or not words[0].isupper()
                or usage.lower[last.lower()]
                or len(last) < 3
            ):
                continue
            found.setdefault(words, Proposed(words)).places.append((index, start, start + len(words)))
            scores[words].append(score)
    for words, one in found.items():
        one.score = sum(scores[words]) / len(scores[words])
    return sorted(found.values(), key=lambda one: (-len(one.places) * one.score, one.words))


_Row = tuple[list[tuple[int, int]], list[list[str]], list[str]]


def _row(block: Block, usage: Usage) -> _Row:
    """The tokens of a block: their letters, their features, and whether a person's name is tagged there."""
    text = plain(block.text)
    spans = [match.span() for match in _TOKEN.finditer(text)]
    if not any(text[start].isupper() for start, _ in spans):
        return [], [], []
    names = [(mark.start, mark.end) for mark in block.marks if mark.name == "persName"]
    labels = []
    for start, _ in spans:
        inside = next((name for name in names if name[0] <= start < name[1]), None)
        labels.append("O" if inside is None else "B-P" if start == inside[0] else "I-P")
    words = [text[start:end] for start, end in spans]
    return spans, [_features(words, number, usage) for number in range(len(words))], labels


def _features(words: Sequence[str], at: int, usage: Usage) -> list[str]:
    word = words[at].removesuffix("'s")
    low = word.lower()
    found = [
        "bias",
        f"w={low if usage.lower[low] > 2 else _shape(word)}",
        f"s={_shape(word)}",
        f"e3={low[-3:]}",
        f"e2={low[-2:]}",
        f"b2={low[:2]}",
        f"small={min(usage.lower[low], 3)}",
        f"owns={words[at].endswith(chr(39) + 's')}",
    ]
    for step in (-2, -1, 1, 2):
        other = words[at + step] if 0 <= at + step < len(words) else "_"
        found.append(
            f"{step}w={other.lower() if usage.lower[other.lower()] > 2 or not other.isalpha() else _shape(other)}"
        )
        found.append(f"{step}s={_shape(other)}")
    return found


def _shape(word: str) -> str:
    shape = re.sub(r"[a-zà-ÿа-яё]+", "x", re.sub(r"[A-ZÀ-ÞА-ЯЁ]", "X", word))
    return re.sub(r"\d+", "0", shape)


def _read(learn: Sequence[_Row], read: Sequence[tuple[int, _Row]]) -> list[tuple[int, int, int, float]]:
    """Train on some blocks, mark others: block, first and last letter, certainty of each name."""
    import pycrfsuite

    trainer: Any = pycrfsuite.Trainer(verbose=False)
    for _, features, labels in learn:
        trainer.append(features, labels)
    trainer.set_params({"c1": 0.2, "c2": 0.02, "max_iterations": 60, "feature.possible_transitions": True})
    found = []
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "names.crfsuite")
        trainer.train(model)
        tagger: Any = pycrfsuite.Tagger()
        tagger.open(model)
        for index, (spans, features, _) in read:
            labels = tagger.tag(features)
            at = 0
            while at < len(labels):
                if labels[at] == "O":
                    at += 1
                    continue
                last = at
                while last + 1 < len(labels) and labels[last + 1] == "I-P":
                    last += 1
                scores = [tagger.marginal(labels[number], number) for number in range(at, last + 1)]
                found.append((index, spans[at][0], spans[last][1], min(scores)))
                at = last + 1
        tagger.close()
    return found

"""Conversations and transcripts in a text: paragraphs that begin with the name of who speaks.

In: the flows of a section. Out: the same, with ``speech`` as the kind of those that are one; and ``speech_node``, which
makes ``sp`` of a paragraph. Two paragraphs in a row must begin so, and the names must be names: listed in the profile,
coming again in the conversation behind another, or known from elsewhere in the text. "First:", "Result:" and their
like are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from edition.sources.plaintext.context import Context
from edition.sources.plaintext.seams import Flow
from edition.sources.plaintext.tree import Node, Piece

__all__ = ["mark_speeches", "speech_node", "stages"]

_SPEAKER: Final = re.compile(r"^(?P<name>[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*){0,3}):(?=\s+\S)")
_WORD: Final = re.compile(r"[^\W\d_]+")
#: A name must be found with a capital in so many other places, and no more often without one.
_KNOWN: Final = 2


def _name(flow: Flow) -> str:
    """The name before the colon, or the empty string."""
    if flow.kind != "p" or not flow.parts or not isinstance(flow.parts[0], Piece):
        return ""
    match = _SPEAKER.match(flow.parts[0])
    name = match["name"] if match else ""
    return name if name[:1].isupper() and len(name) <= 40 else ""


def mark_speeches(flows: Sequence[Flow], context: Context) -> None:
    """Find the runs of speeches."""
    forced = context.profile.treated("speech")
    for flow in flows:
        if flow.kind == "p" and flow.items[0].line in forced:
            flow.kind = "speech"
            context.counts["speeches"] += 1
    start = 0
    while start < len(flows):
        end = start
        names: list[str] = []
        while end < len(flows) and (name := _name(flows[end])):
            names.append(name)
            end += 1
        if len(names) >= 2 and _are_speakers(names, context):
            for flow in flows[start:end]:
                flow.kind = "speech"
            context.counts["speeches"] += len(names)
        start = max(end, start + 1)


def _are_speakers(names: Sequence[str], context: Context) -> bool:
    """Whether the words before the colons are names of persons."""
    listed = set(context.profile.speakers)
    if listed & set(names):
        return all(name in listed for name in names)
    # Two who speak in turn, one of them again: a conversation, whatever they are called.
    if len(set(names)) > 1 and any(names.index(name) < n - 1 for n, name in enumerate(names)):
        return True
    own = Counter(word for name in names for word in _WORD.findall(name))
    capital, small = _forms(context)
    for name in set(names):
        words = [word for word in _WORD.findall(name) if len(word) > 1]
        if not words or any(small[word.lower()] > capital[word] - own[word] for word in words):
            return False
        if not any(capital[word] - own[word] >= _KNOWN for word in words):
            return False
    return True


def _forms(context: Context) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands with a capital, and how often in small letters."""
    cached = context.__dict__.get("word_forms")
    if cached is None:
        capital: Counter[str] = Counter()
        small: Counter[str] = Counter()
        for line in context.source.lines:
            for word in _WORD.findall(line):
                if word[0].isupper():
                    capital[word] += 1
                else:
                    small[word] += 1
        cached = context.__dict__["word_forms"] = (capital, small)
    forms: tuple[Counter[str], Counter[str]] = cached
    return forms


def speech_node(name: str, paragraph: str, children: list[Node | str]) -> Node:
    """``sp`` with ``speaker`` and ``p``, of the children of a paragraph that begins with the speaker. What a profile
    says to be a speech may have none.
    """
    first = children[0]
    match = _SPEAKER.match(first) if isinstance(first, Piece) else None
    if not isinstance(first, Piece) or match is None:
        return Node("sp", {"xml:id": name}, [Node("p", {"xml:id": paragraph}, list(children))])
    rest = first.cut(match.end() + (len(first[match.end() :]) - len(first[match.end() :].lstrip())))
    speech = Node("p", {"xml:id": paragraph}, [part for part in (rest, *children[1:]) if part != ""])
    stages(speech)
    return Node("sp", {"xml:id": name}, [Node("speaker", {}, [first.cut(0, match.end())]), speech])


def stages(speech: Node) -> None:
    """What stands in brackets and emphasis is a stage direction: ``(*laughter*)``."""
    children = speech.children
    at = 1
    while at < len(children) - 1:
        before, node, after = children[at - 1], children[at], children[at + 1]
        if (
            isinstance(before, Piece)
            and isinstance(after, Piece)
            and isinstance(node, Node)
            and node.name == "hi"
            and before.endswith("(")
            and after.startswith(")")
            and node.text()[:1].islower()
        ):
            stage = Node("stage", {}, [before.cut(len(before) - 1), node, after.cut(0, 1)])
            children[at - 1 : at + 2] = [before.cut(0, len(before) - 1), stage, after.cut(1)]
        at += 1
    speech.children = [child for child in children if child != ""]

"""A doubt as the report tells it: its places in the source and in the TEI, what was decided, how to decide otherwise.

In: a doubt, the lines of the source, the places of the TEI. Out: values that JSON can hold. Where a profile can decide
otherwise its entry is ready to be pasted; where only an editor can, it is said which element to edit and what to write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from edition.sources.plaintext.context import Context, Doubt
from edition.sources.plaintext.profile import line_hash
from edition.sources.plaintext.rows import Places

__all__ = ["doubts_of"]

#: What a block may be treated as instead, by the rule of the doubt about it.
_TREAT: Final = {"footnote-without-anchor": "paragraph", "suspect-text": "unclear"}
#: The setting of a profile that changes what was decided, and what to write there.
_SETTINGS: Final = {
    "no-headings": ("heading", 'heading = "CHAPTER [IVX]+.*"  # a regular expression: a whole line that is a head'),
    "residue": ("languages", 'languages = ["..."]  # the languages in whose script it is, if it belongs to the text'),
    "notes-return": ("restart", 'restart = "subchapter"  # or chapter, book: where the numbers of notes begin again'),
    "note-number-gap": ("restart", 'restart = "book"  # if the numbers of notes go through the whole book'),
    "pages-inferred": ("pages", "[pages]\nfirst = 1\nrecto = true  # whether chapters begin on right-hand pages"),
    "pages-do-not-fit": ("pages", "[pages]\nfirst = 1\nrecto = true  # whether chapters begin on right-hand pages"),
}
#: Rules whose doubts are settled by an accepted row of the corrections file.
_EMENDED: Final = frozenset(("names-alike", "not-closed", "empty-brackets", "two-alphabets", "garbled"))
#: What to write in the TEI, by rule; {id} is the id of the nearest block.
_EDIT: Final = {
    "mark-misread": "in {id}: write the number that the print has into the corr, or another note into the target",
    "mark-without-note": "in {id}: give the ref the target it should have, or make it plain words",
    "note-without-mark": 'where its words are: <ref type="noteAnchor" target="#{id}">...</ref>',
    "footnote-without-anchor": "{id}: move the note to the word it belongs to, and remove its cert",
    "seam-without-word": 'in {id}: remove the hyphen before the pb and give the pb rend="hyphen", if it is one word',
    "seam-word-unknown": "in {id}: put the hyphen back before the pb and take rend off it, if it is a real one",
    "seam-damaged": "in {id}: put what was read into sic and what the print has into corr, in a choice",
    "bold-at-page-end": "in {id}: remove the hi around the words, if the print has no bold there",
    "mark-behind-space": "in {id}: move the ref to its word",
    "text-returns-to-chapter": '{id}: move the paragraphs of the div type="continuation" where they belong',
    "suspect-text": "{id}: put into a gap what the print does not have, and supply what it has",
    "index-level-uncertain": "{id}: move the item into the list of the head above it, or out of it",
    "index-reference-unresolved": "in {id}: give the ref the target it should have",
    "reference-unresolved": "in {id}: give the ref the target it should have",
    "not-closed": "in {id}: supply the sign in a supplied, or put the wrong one into a sic",
    "heading-differs": "{id}: correct the one of the two headings that is misread",
    "residue": "{id}: move what belongs to the text where it belongs",
}
#: The place of a doubt: a word, a run of raised digits, or one sign.
_PLACE: Final = re.compile(r"[^\W\d_]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d+|.")
#: So many characters of a line are told on each side of a place.
_AROUND: Final = 60


def doubts_of(context: Context, places: Places) -> list[dict[str, Any]]:
    """All doubts of an import, in the order of the source."""
    return [_told(doubt, context, places) for doubt in sorted(context.doubts, key=_order)]


def _order(doubt: Doubt) -> tuple[int, int, int, str, str]:
    finding = doubt.finding
    return finding.at.line, finding.at.column, finding.severity.weight, finding.rule, finding.message


def _told(doubt: Doubt, context: Context, places: Places) -> dict[str, Any]:
    finding = doubt.finding
    name, line = places.find(finding.at.line, doubt.node)
    words, mark = _around(context.source.lines, finding.at.line, finding.at.column)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "line": finding.at.line,
        "column": finding.at.column,
        "message": finding.message,
        "hint": finding.hint,
        "context": words,
        "context_mark": mark,
        "decision": doubt.decision,
        "cert": doubt.cert,
        "last_line": max(doubt.last, finding.at.line),
        "id": name,
        "tei_line": line,
        "setting": _SETTINGS.get(finding.rule, ("", ""))[0],
        "overrule": _overrule(doubt, context),
        "edit": _edit(finding.rule, name, line),
    }


def _overrule(doubt: Doubt, context: Context) -> str:
    """The entry of a profile that decides otherwise, ready to be pasted; empty where no profile can."""
    rule = doubt.finding.rule
    if rule in _SETTINGS:
        return f"{_SETTINGS[rule][1]}\n"
    treat = _TREAT.get(rule)
    first, last = doubt.finding.at.line, max(doubt.last, doubt.finding.at.line)
    if treat is None or not 1 <= first <= last <= len(context.source.lines):
        return ""
    lines = f"{first}-{last}" if last > first else f"{first}"
    digest = line_hash(context.source.lines[first - 1 : last])
    return f'[[overrides]]\nlines = "{lines}"\ntreat = "{treat}"\nsha256 = "{digest}"\n'


def _edit(rule: str, name: str, line: int) -> str:
    """What to do in the TEI, or in the file of corrections."""
    if not name:
        return ""
    told = _EDIT.get(rule, "{id}: edit it by hand").format(id=name)
    if line:
        told += f" (line {line})"
    if rule in _EMENDED:
        told += "; or decide an emendation in a file of corrections (--corrections)"
    return told


def _around(lines: Sequence[str], line: int, column: int) -> tuple[str, list[int]]:
    """Some characters on each side of a place, and from where to where in them the place is marked."""
    if not 1 <= line <= len(lines):
        return "", [0, 0]
    text = lines[line - 1]
    at = min(max(0, column - 1), len(text))
    match = _PLACE.match(text, at)
    end = match.end() if match else at
    start = max(0, at - _AROUND)
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else start
    stop = min(len(text), end + _AROUND)
    if stop < len(text):
        space = text.rfind(" ", end, stop)
        stop = space if space > 0 else stop
    before, behind = "... " if start else "", " ..." if stop < len(text) else ""
    return before + text[start:stop] + behind, [at - start + len(before), end - start + len(before)]

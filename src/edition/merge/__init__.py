"""Three ways into one: the last import, a new import, and the file that a person has edited since.

In: the bytes of three files in TEI. Out: a ``Merged``: the file in which the edits stand in the new import, the new
import in the ids of that file (the record of what the import gave), and the conflicts. What only one side changed is
taken from it; where both changed a block, the edited text stays and the conflict is told. No word of the edited file is
lost: the words are counted before a merge is given back. Refuses files that are not well-formed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from edition.diagnostic import EditionError
from edition.merge.parts import Version, read_version, translate
from edition.merge.plan import Conflict, Plan
from edition.merge.writing import Writing
from edition.schema import edition_schema

__all__ = ["Conflict", "Merged", "merge", "same_text"]

_DECLARED: Final = re.compile(rb"^(<\?xml[^>]*?encoding\s*=\s*[\"'])([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file, the record (the new import in the ids of the merged file), the conflicts, and how many blocks
    were taken from the import and kept as they were edited.
    """

    data: bytes
    record: bytes
    conflicts: tuple[Conflict, ...]
    taken: int
    kept: int


def merge(base: bytes, new: bytes, edited: bytes) -> Merged:
    """Merge a new import into an edited file. ``base`` is what the import wrote last."""
    encoding, text = _utf8(edited)
    versions = [_read(data, what) for data, what in ((base, "last import"), (new, "new import"), (text, "edited file"))]
    for careful in (False, True):
        result = _merge(versions[0], versions[1], versions[2], careful)
        if result is not None:
            break
    else:
        raise EditionError(
            "the new import and the edited file cannot be merged without losing a word",
            "import without --update and compare the two files by hand",
        )
    data = result.data if encoding == "utf-8" else result.data.decode("utf-8").encode(encoding, "xmlcharrefreplace")
    return Merged(data, result.record, result.conflicts, result.taken, result.kept)


def same_text(a: bytes, b: bytes) -> bool:
    """True for two files that differ in nothing but layout: white space between blocks, the order of attributes."""
    if a == b:
        return True
    try:
        schema = edition_schema()
        one, two = (read_version(_utf8(data)[1], schema) for data in (a, b))
    except (expat.ExpatError, UnicodeDecodeError):
        return False
    return [t for t in one.tokens if t != ("", "")] == [t for t in two.tokens if t != ("", "")]


def _utf8(data: bytes) -> tuple[str, bytes]:
    """The encoding of a file, and its bytes in UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", data.decode("utf-16").encode("utf-8")
    match = _DECLARED.match(data)
    encoding = match[2].decode("ascii").lower() if match else "utf-8"
    if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
        return "utf-8", data
    return encoding, data.decode(encoding).encode("utf-8")


def _read(data: bytes, what: str) -> Version:
    try:
        version = read_version(data, edition_schema())
    except expat.ExpatError as error:
        raise EditionError(
            f"the {what} is not well-formed XML: {error}", "run edition check on it, mend it, and import again"
        ) from None
    if b"<!ENTITY" in data[: version.root.start]:
        raise EditionError(
            f"the {what} declares entities, which a merge would not keep", "write the characters themselves"
        )
    return version


def _merge(base: Version, new: Version, edited: Version, careful: bool) -> Merged | None:
    """One attempt; None where it would lose a word, or give one id twice."""
    keep: set[int] = set()
    for _ in range(3):
        plan = Plan(base, new, edited, careful=careful, keep=keep)
        lost = plan.lost()
        if not lost:
            break
        more = {n for n, words in plan.dropped() if any(lost[word] for word in words)} - keep
        if not more:
            return None
        keep |= more
    data = Writing(plan).write()
    result = _read(data, "merged file")
    doubled = [name for name, count in _ids(result).items() if count > 1]
    if any(_ids(edited)[name] < 2 for name in doubled):
        return None
    return Merged(data, translate(new.data, plan.names.new), tuple(plan.conflicts(data)), plan.taken, plan.kept_count)


def _ids(version: Version) -> Counter[str]:
    return Counter(inner.id for part in (version.root, *version.parts) for inner in part.inner)

"""What a project sets for the rules of ``chosen``: the form of its ids, its characters, the span of its dates.

In: texts of edition.toml. Out: expressions and numbers, made when they are first needed. Refuses, by EditionError, what
cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from edition.checks.words import quoted
from edition.diagnostic import EditionError
from edition.lock import Lock

__all__ = ["Options"]


@dataclass(frozen=True)
class Options:
    """What a project has set. ``ids``: "element=pattern" (a regular expression; "*" for any element); ``characters``:
    the characters that may occur beside ASCII, ranges with a hyphen; ``dates``: "1887..1939"; ``lock``: the released
    ids.
    """

    ids: tuple[str, ...] = ()
    characters: str = ""
    dates: str = ""
    lock: Lock | None = None

    @cached_property
    def patterns(self) -> dict[str, re.Pattern[str]]:
        """The expressions of ids by element. Raises EditionError for one that is none."""
        found = {}
        for entry in self.ids:
            name, equals, pattern = entry.partition("=")
            try:
                found[name.strip()] = re.compile(pattern.strip())
            except re.error as error:
                raise EditionError(f"{quoted(entry)} in ids has no expression: {error}", "see [check] ids") from None
            if not equals:
                raise EditionError(f"{quoted(entry)} in ids says nothing", 'write "person=[a-z-]+"')
        return found

    @cached_property
    def inventory(self) -> re.Pattern[str] | None:
        """What is in no text of the project; None where any character may be."""
        if not self.characters:
            return None
        inside = re.sub(r"([\\\]\[^])", r"\\\1", self.characters)
        try:
            return re.compile(f"[^\\x00-\\x7f{inside}]")
        except re.error as error:
            raise EditionError(f"characters cannot be read: {error}", "a range goes from a lower to a higher") from None

    @cached_property
    def span(self) -> tuple[int, int] | None:
        """The first and last year that dates of the project may have."""
        if not self.dates:
            return None
        match = re.fullmatch(r"(-?\d{1,6})\.\.(-?\d{1,6})", self.dates.strip())
        if match is None or int(match.group(1)) > int(match.group(2)):
            raise EditionError(f"{quoted(self.dates)} is no span of years", 'write dates = "1887..1939"')
        return int(match.group(1)), int(match.group(2))

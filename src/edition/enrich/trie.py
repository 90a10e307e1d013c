"""Many fixed strings as one regular expression: a trie written as nested alternatives, the longest match first.

The standard library's ``re`` tries alternatives one by one; nested by common beginnings, some thousands of names are
found in a megabyte in well under a tenth of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

__all__ = ["compile_forms"]

#: A form of more letters is no name, and re has an end to its nesting.
_LONGEST: Final = 200


def compile_forms(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds each of the forms where no letter or digit goes on, the longest at each place."""
    trie: dict[str, Any] = {}
    for form in forms:
        if len(form) > _LONGEST:
            continue
        node = trie
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    if not trie:
        return re.compile(r"(?!)")
    # "Don't" does not name the Don. Behind: superscripts count as digits for re, and do not go on with a word.
    return re.compile(rf"(?<![^\W_]){_written(trie)}(?![^\W\d_]|[0-9]|'(?:t|m|re|ve|ll|d)\b)")


def _written(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = []
    single = []
    for letter, child in sorted((pair for pair in node.items() if pair[0]), reverse=True):
        rest = _written(child)
        if rest:
            branches.append(re.escape(letter) + rest)
        else:
            single.append(letter)
    if single:
        branches.append(re.escape(single[0]) if len(single) == 1 else "[" + "".join(map(re.escape, single)) + "]")
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return "(?:" + "|".join(branches) + ")" + ("?" if ends else "")

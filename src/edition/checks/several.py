"""One finding for what occurs many times in a file: at the first place, with a count and the next places."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.checks.index import File, finding
from edition.diagnostic import Diagnostic, Severity

__all__ = ["several"]

#: How many places are told besides the first.
_MORE = 4


def several(
    rule: str, severity: Severity, file: File, nodes: Sequence[etree._Element], message: str, hint: str = ""
) -> Diagnostic:
    """A finding at the first element; ``message`` tells the fault there. The count of the others is added to it."""
    rest = nodes[1:]
    if rest:
        message += f"; {len(rest)} more like it in this file"
    related = tuple(("here too", file.document.locate(node)) for node in rest[:_MORE])
    return finding(rule, severity, file, nodes[0], message, hint, *related)

"""Pictures of an edition: where, when and who with whom; drawn when the website is built.

In: the sources of the pages, each picture's place marked ``data-picture``, and the facts (xslt/html/facts.xsl). Out:
the pages with the pictures put in, each an SVG with a table that says the same in words. Same facts, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any, Final

from edition.editions.html.pictures.charts import charts
from edition.editions.html.pictures.network import companies, network
from edition.editions.html.pictures.timeline import timeline

__all__ = ["with_pictures"]

#: What makes each picture: of the facts, the HTML that stands in its place.
MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "network": network,
    "timeline": timeline,
}
#: What makes the small pictures of entries: of the facts, and then of the id of an entry.
ENTRY_MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Callable[[str], str]]]] = {
    "chart": charts,
    "together": companies,
}
_PLACE: Final = re.compile(r'<div data-picture="([a-z]+)(?:-([^"]*))?"></div>')


def with_pictures(sources: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, str]:
    """The sources of the pages with their pictures."""
    ready: dict[str, Callable[[str], str]] = {}

    def made(match: re.Match[str]) -> str:
        kind, of = match.groups()
        if of is None:
            return MAKERS[kind](facts)
        if kind not in ready:
            ready[kind] = ENTRY_MAKERS[kind](facts)
        return ready[kind](unescape(of))

    return {
        name: _PLACE.sub(made, source) if " data-picture=" in source else source for name, source in sources.items()
    }

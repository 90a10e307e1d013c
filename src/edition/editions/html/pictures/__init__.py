"""Pictures of an edition: where, when and who with whom; drawn when the website is built.

In: the sources of the pages, each picture's place marked ``data-picture``, and the facts (xslt/html/facts.xsl). Out:
the pages with the pictures put in, each an SVG with a table that says the same in words; and small pictures of single
entries, marked ``data-of`` with their ids. Same facts, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any, Final

from edition.diagnostic import Diagnostic, Location, Severity
from edition.editions.html.pictures.charts import charts
from edition.editions.html.pictures.locator import locators
from edition.editions.html.pictures.maps import map_page
from edition.editions.html.pictures.network import companies, network
from edition.editions.html.pictures.timeline import timeline
from edition.editions.html.pictures.topology import has_atlas

__all__ = ["missing_outlines", "with_pictures"]

#: What makes each picture: of the facts, the HTML that stands in its place.
MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "map": map_page,
    "network": network,
    "timeline": timeline,
}
#: What makes the pictures of single entries: of the facts, what makes the HTML of an entry by its id.
MAKERS_OF_ENTRIES: Final[Mapping[str, Callable[[Mapping[str, Any]], Callable[[str], str]]]] = {
    "chart": charts,
    "locator": locators,
    "together": companies,
}
_PLACE: Final = re.compile(r'<div data-picture="([a-z]+)"(?: data-of="([^"]*)")?></div>')


def with_pictures(sources: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, str]:
    """The sources of the pages with their pictures."""
    ready: dict[str, Callable[[str], str]] = {}

    def made(match: re.Match[str]) -> str:
        kind, of = match.groups()
        if of is None:
            return MAKERS[kind](facts)
        if kind not in ready:
            ready[kind] = MAKERS_OF_ENTRIES[kind](facts)
        return ready[kind](unescape(of))

    return {
        name: _PLACE.sub(made, source) if " data-picture=" in source else source for name, source in sources.items()
    }


def missing_outlines(sources: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """What is to be told where a website has a map and this installation has no coasts for it."""
    if "map.html" not in sources or has_atlas():
        return ()
    message = "the map has no drawing, only its table: this installation of edition has no coasts"
    return (Diagnostic("no-coasts", Severity.WARNING, message, Location(), "install edition again"),)

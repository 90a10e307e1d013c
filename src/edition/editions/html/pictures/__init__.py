"""Pictures of an edition: where, when and who with whom; drawn when the website is built.

In: the sources of the pages, each picture's place marked ``data-picture``, and the facts (xslt/html/facts.xsl). Out:
the pages with the pictures put in, each an SVG with a table that says the same in words. Same facts, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

__all__ = ["with_pictures"]

#: What makes each picture: of the facts, the HTML that stands in its place.
MAKERS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {}
_PLACE: Final = re.compile(r'<div data-picture="([a-z]+)"></div>')


def with_pictures(sources: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, str]:
    """The sources of the pages with their pictures."""
    return {
        name: _PLACE.sub(lambda match: MAKERS[match[1]](facts), source) if " data-picture=" in source else source
        for name, source in sources.items()
    }

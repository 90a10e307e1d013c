"""What a website is before its files are made: pages as source and as trees, and the facts that they were made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from edition.editions import Rendered
from edition.editions.html.pages import Page

__all__ = ["Website"]


@dataclass(frozen=True, slots=True)
class Website(Rendered):
    """The website of one text, or the catalogue of a shelf: ``sources`` are its pages as xslt/html made them, ``pages``
    the same as trees, ``facts`` what xslt/html/facts.xsl tells. ``files`` are those that need nothing more.
    """

    sources: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    #: Whether its registers lie above it, in the catalogue of a shelf.
    within: bool = False

"""Reviewing: what the tagger suggests, decided on a page, a key a decision.

In: a project. Out: a page served on this machine, or a file of its own; the decisions go to registers/decisions.tsv.
"""

from __future__ import annotations

from edition.review.data import review_data
from edition.review.page import review_page
from edition.review.server import ReviewServer

__all__ = ["ReviewServer", "review_data", "review_page"]

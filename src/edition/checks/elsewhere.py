"""Manual pages of the faults that other stages find: reading, importing, building.

``PAGES`` holds a page for each; a test compares it with every rule id in the code.
"""

from __future__ import annotations

from typing import Final

__all__ = ["PAGES"]

#: The manual page of each rule that is no check of TEI, by its id.
PAGES: Final[dict[str, str]] = {}

"""The fault of a schema: what is wrong with it, and at which of its nodes."""

from __future__ import annotations

from lxml import etree

__all__ = ["SchemaError"]


class SchemaError(Exception):
    """A schema that cannot be used; ``node`` is the place in it, where one is known."""

    def __init__(self, message: str, node: etree._Element | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.node = node

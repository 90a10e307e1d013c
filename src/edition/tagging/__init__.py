"""Tagging a project: registers from what a book has, tags from the registers, decisions of an editor in a table.

In: a project. Out: values that say what would be written (``init_registers``, ``tag``); the commands write them.
"""

from __future__ import annotations

from edition.tagging.initialising import Initialised, init_registers
from edition.tagging.learning import learn_registers
from edition.tagging.run import KINDS, Options, Tagged, TaggedText, tag

__all__ = ["KINDS", "Initialised", "Options", "Tagged", "TaggedText", "init_registers", "learn_registers", "tag"]

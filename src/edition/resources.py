"""Where our own xslt/ and schemas/ lie: in the wheel under edition/data, in a checkout at the repository root."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from edition.diagnostic import EditionError

__all__ = ["resource"]


@cache
def _base() -> Path:
    here = Path(__file__).resolve().parent
    for base in (here / "data", here.parent.parent):
        if (base / "xslt").is_dir() and (base / "schemas").is_dir():
            return base
    raise EditionError("the stylesheets of edition are missing from this installation", "install it again")


def resource(name: str) -> Path:
    """The path of one of our own files, by its name below the root: ``resource("schemas/edition.rng")``."""
    return _base() / name

"""A toolkit for digital critical editions in TEI P5.

The public functions live in the rooms they belong to: ``edition.sources.read``, ``edition.checks.check``,
``edition.normalize.normalize``, ``edition.editions`` and ``edition.build.build``.
"""

__version__ = "0.1.0"

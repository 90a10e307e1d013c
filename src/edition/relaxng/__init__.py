"""RELAX NG: grammars read, documents decided, faults explained.

In: a schema in the XML syntax of RELAX NG. Out: a Grammar, by which ``is_valid`` gives the verdict on a document, and
``Schema`` its tables by element name, from which the checks explain a fault. Refuses, by SchemaError, a schema that
the specification refuses.
"""

from edition.relaxng.datatypes import NCNAME
from edition.relaxng.errors import SchemaError
from edition.relaxng.patterns import Pattern, Patterns
from edition.relaxng.reader import Grammar, read, read_trusted
from edition.relaxng.validity import is_valid
from edition.relaxng.writer import simplified

__all__ = ["NCNAME", "Grammar", "Pattern", "Patterns", "SchemaError", "is_valid", "read", "read_trusted", "simplified"]

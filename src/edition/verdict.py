"""The verdict on a document by a schema of RELAX NG, from libxml2.

In: the tree of a schema and documents. Out: valid or not; what is wrong is explained by ``edition.checks``. A schema
that was compiled here is given to libxml2 as it is. A foreign one is simplified first and judged in a process of its
own with a time limit: there are schemas over which libxml2 does not come to an end.
"""

from __future__ import annotations

import copy
import subprocess
import sys
from functools import cache
from typing import Final

from lxml import etree

from edition.document import Document
from edition.relaxng import Grammar, simplified
from edition.resources import resource

__all__ = ["FOREIGN_SECONDS", "ForeignJudge", "Judge", "edition_judge"]

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
#: Documents below this size are judged by a form of the schema that is compiled ten times as fast and slower to use.
_SMALL: Final = 250_000
#: How long libxml2 may take over a foreign schema, in seconds.
FOREIGN_SECONDS: Final = 20


class Judge:
    """libxml2 with a schema that was compiled here."""

    def __init__(self, schema: etree._Element) -> None:
        self._schema = schema
        self._compiled: dict[bool, etree.RelaxNG] = {}

    def is_valid(self, document: Document) -> bool | None:
        """The verdict on a document."""
        small = len(document.source) < _SMALL
        if small not in self._compiled:
            root = _interleaved(self._schema) if small else self._schema
            self._compiled[small] = etree.RelaxNG(root)
        return bool(self._compiled[small].validate(document.tree))


def _interleaved(schema: etree._Element) -> etree._Element:
    """Mixed content written as such: libxml2 does not make an automaton of it, and starts at once."""
    made = copy.deepcopy(schema)
    for node in list(made.iter(_RNG + "zeroOrMore", _RNG + "oneOrMore")):
        parts = list(node.iterchildren(_RNG + "*"))
        if len(parts) == 1 and parts[0].tag == _RNG + "choice" and parts[0].find(_RNG + "text") is not None:
            for text in parts[0].findall(_RNG + "text"):
                parts[0].remove(text)
            node.tag = _RNG + "zeroOrMore"
            parent = node.getparent()
            if parent is not None:
                mixed = etree.Element(_RNG + "mixed")
                parent.replace(node, mixed)
                if len(parts[0]):
                    mixed.append(node)
                else:
                    etree.SubElement(mixed, _RNG + "empty")
    return made


_WORKER: Final = """
import sys
from lxml import etree
data = sys.stdin.buffer.read()
size = int(data[:12])
schema, document = data[12:12 + size], data[12 + size:]
parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, collect_ids=False)
judge = etree.RelaxNG(etree.fromstring(schema))
sys.exit(0 if judge.validate(etree.fromstring(document, parser)) else 3)
"""


class ForeignJudge:
    """libxml2 with a schema of unknown make, in a process of its own."""

    def __init__(self, grammar: Grammar, seconds: float = FOREIGN_SECONDS) -> None:
        self._schema = etree.tostring(simplified(grammar))
        self._seconds = seconds

    def is_valid(self, document: Document) -> bool | None:
        """The verdict on a document; None where libxml2 does not come to one within the time."""
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-c", _WORKER],
                input=b"%012d" % len(self._schema) + self._schema + etree.tostring(document.root, encoding="utf-8"),
                capture_output=True,
                timeout=self._seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        return {0: True, 3: False}.get(done.returncode)


@cache
def edition_judge() -> Judge:
    """libxml2 with the schema of an edition, schemas/edition.rng."""
    return Judge(etree.parse(str(resource("schemas/edition.rng"))).getroot())

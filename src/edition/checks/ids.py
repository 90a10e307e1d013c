"""Rules of xml:id: each once in its file, each a proper name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.checks.index import Index, finding
from edition.checks.words import quoted
from edition.diagnostic import Diagnostic, Severity
from edition.relaxng import NCNAME
from edition.tei import XML_ID

__all__ = ["duplicate_id", "invalid_id"]


def duplicate_id(index: Index) -> Iterator[Diagnostic]:
    """Two elements of one file have the same xml:id.

    What: an xml:id that stands a second time in the same file. The first place is named beside it.

    Why: a pointer to the id could mean either element; links, notes and registers would lead to the wrong one.

    Fails:

    ```xml
    <p xml:id="p1">The ship lay in the ice.</p>
    <p xml:id="p1">The crew waited.</p>
    ```

    Passes:

    ```xml
    <p xml:id="p1">The ship lay in the ice.</p>
    <p xml:id="p2">The crew waited.</p>
    ```
    """
    for file in index.tei_files:
        for name, node in file.doubles:
            first = file.document.locate(file.ids[name])
            number = 2
            while f"{name}.{number}" in file.ids:
                number += 1
            yield finding(
                "duplicate-id",
                Severity.ERROR,
                file,
                node,
                f"the xml:id {quoted(name)} is already taken in line {first.line}",
                f'give this element another one, say "{name}.{number}"',
                ("first here", first),
            )


def invalid_id(index: Index) -> Iterator[Diagnostic]:
    """An xml:id is not a proper name.

    What: an xml:id that begins with a digit, a full stop or a hyphen, or holds a space, a colon or another sign that
    XML does not allow in a name.

    Why: no pointer can name such an id, and other XML software refuses the file.

    Fails:

    ```xml
    <p xml:id="1st paragraph">The ship lay in the ice.</p>
    ```

    Passes:

    ```xml
    <p xml:id="p1">The ship lay in the ice.</p>
    ```
    """
    for file in index.tei_files:
        for name, node in file.ids.items():
            if NCNAME.fullmatch(name) is None:
                better = re.sub(r"[^\w.-]+", "-", name).strip("-.")
                if not better or NCNAME.fullmatch(better) is None:
                    better = f"id-{better}" if better else "a1"
                yield finding(
                    "invalid-id",
                    Severity.ERROR,
                    file,
                    node,
                    f"the xml:id {quoted(name)} is not a name" if name else "the xml:id is empty",
                    f'begin with a letter, and use letters, digits, "-", "_" and "." only: "{better}" would do'
                    if NCNAME.fullmatch(better)
                    else 'begin with a letter, and use letters, digits, "-", "_" and "." only',
                )
                if XML_ID not in node.attrib:
                    continue

"""The subtags of languages, from the registry of IANA: ``python schemas/languages/subtags.py registry.json``.

In: the registry as JSON (``language_tags/data/json/registry.json`` in the PyPI package language-tags, MIT). Out:
``subtags.txt`` beside this script: for each kind of subtag a line with all of them. Facts only; the package itself
would be twenty times as large, for what a set of names can tell.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

KINDS = ("language", "extlang", "script", "region", "variant")


def main() -> None:
    """Make the table."""
    source = Path(sys.argv[1])
    entries = json.loads(source.read_text(encoding="utf-8"))
    meta = source.with_name("meta.json")
    date = json.loads(meta.read_text(encoding="utf-8"))["File-Date"] if meta.exists() else "?"
    lines = [f"# Subtags of the IANA language subtag registry of {date}; made by subtags.py. Ranges: qaa..qtz"]
    for kind in KINDS:
        names = sorted(str(entry["Subtag"]).lower() for entry in entries if entry["Type"] == kind)
        lines.append(f"{kind} {' '.join(names)}")
    tags = sorted(str(entry["Tag"]).lower() for entry in entries if entry["Type"] == "grandfathered")
    lines.append(f"grandfathered {' '.join(tags)}")
    Path(__file__).with_name("subtags.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The importer's literate cases: a miniature book each, the text of its TEI, the doubts, the counts.

Fences: ``source``; ``form`` (words: latin-1, cp1252, utf-16, bom, crlf) says how its bytes are written; ``profile``
(TOML); ``tei`` is the ``text`` element that comes out, ``source-description`` the bibl of the header; ``findings`` the
doubts at places of the source; ``counts`` those of the report that are not zero. Every document must be valid, lose no
word, and come out the same twice.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.checks import check
from edition.diagnostic import Severity
from edition.sources import ImportOptions, read
from literate import Case, cases, findings_as_text
from samples import document


def written(source: str, form: str) -> bytes:
    words = form.split()
    text = source.replace("\n", "\r\n") if "crlf" in words else source
    encoding = next((word for word in words if word not in ("crlf", "bom")), "utf-8")
    return (b"\xef\xbb\xbf" if "bom" in words else b"") + text.encode(encoding)


@pytest.mark.parametrize("case", cases("import"), ids=lambda case: case.path.stem)
def test_literate_cases(case: Case, accept: bool, tmp_path: Path) -> None:
    source = tmp_path / "book.txt"
    source.write_bytes(written(case.fences["source"], case.fences.get("form", "")))
    profile = None
    if "profile" in case.fences:
        profile = tmp_path / "profile.toml"
        profile.write_text(case.fences["profile"], encoding="utf-8")
    result = read(source, ImportOptions(profile=profile))
    assert result.value is not None
    again = read(source, ImportOptions(profile=profile)).value
    assert again is not None
    assert again.tei == result.value.tei
    tree = document(result.value.tei, Path("tei/book.xml"))
    assert [f"{d.at}: {d.rule}" for d in check([tree]) if d.severity is Severity.ERROR] == []
    assert result.value.report["counts"]["tokens_lost"] == 0
    text = re.search(rb"^<text.*^</text>", result.value.tei, re.MULTILINE | re.DOTALL)
    description = re.search(rb"<bibl xml:id=.*</bibl>", result.value.tei)
    assert text is not None
    assert description is not None
    counts = result.value.report["counts"]
    got = {
        "tei": text.group().decode(),
        "source-description": description.group().decode(),
        "findings": findings_as_text(result.diagnostics),
        "counts": "".join(f"{name} {value}\n" for name, value in counts.items() if value),
    }
    case.check(got, accept)

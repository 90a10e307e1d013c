"""Pages: what must hold of every book, and that nothing is invented where a book does not state its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.checks import check
from edition.diagnostic import Severity
from edition.sources import read
from edition.sources.plaintext.pages import roman
from edition.tei import TEI, XML_ID
from samples import document

Q = f"{{{TEI}}}"
SENTENCES = st.lists(
    st.sampled_from("ship ice lamp captain winter north harbour book wrote counted".split()), min_size=3, max_size=40
)
PARAGRAPH = st.tuples(SENTENCES.map(" ".join), st.sampled_from([".", ".", ".", " and", "-", ',"', '."', ".”"])).map(
    "".join
)
EXTRA = st.sampled_from(
    ["* A footnote of the page.", "\n\n\nKeeper Berg (1887-1939)\n\n\n", "(see page 5)", "Anders was there."]
)


@st.composite
def paged(draw: st.DrawFn) -> str:
    """A book with a contents list whose pages may or may not have room for the breaks in sight."""
    chapters = draw(st.integers(2, 4))
    pages, page = [], 1
    for _ in range(chapters + 1):
        pages.append(page)
        page += draw(st.integers(1, 6))
    out = ["THE LAMP", "CONTENTS"]
    out.append("\n".join(f"{n}. Title {n}\t{pages[n - 1]}" for n in range(1, chapters + 1)) + f"\nIndex\t{pages[-1]}")
    for n in range(1, chapters + 1):
        out.append(f"{n}. Title {n}")
        out += draw(st.lists(st.one_of(PARAGRAPH, PARAGRAPH, EXTRA), min_size=1, max_size=8))
    out += ["Index", f"Anders 1, {pages[-1] - 1}\nBerg 2"]
    return "\n\n".join(out) + "\n"


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paged())
def test_pages_rise_and_no_word_is_lost(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.txt"
    path.write_text(text, encoding="utf-8")
    result = read(path)
    assert result.value is not None
    assert [d for d in result.diagnostics if d.severity is Severity.ERROR] == []
    root = etree.fromstring(result.value.tei)
    numbers = [int(pb.get("n", "")) for pb in root.iter(f"{Q}pb") if pb.get("n")]
    assert numbers == sorted(set(numbers))
    assert all(
        pb.get("cert") in ("high", "medium", "low") and pb.get("resp") == "#import"
        for pb in root.iter(f"{Q}pb")
        if pb.get("n")
    )
    assert [d.rule for d in check([document(result.value.tei)]) if d.severity is Severity.ERROR] == []
    assert [entry["id"] for entry in result.value.report["pages"]] == [
        pb.get(XML_ID) for pb in root.iter(f"{Q}pb") if pb.get("n")
    ]
    assert read(path).value.tei == result.value.tei  # type: ignore[union-attr]


def test_a_book_without_pages_gets_none(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("1. One\n\nThe ship went\n\nnorth.\n\n2. Two\n\nThe ice (see page 3).\n", encoding="utf-8")
    value = read(path).value
    assert value is not None
    root = etree.fromstring(value.tei)
    assert [pb.get("n") for pb in root.iter(f"{Q}pb")] == [None]
    assert value.report["pages"] == []
    assert "reference-unresolved" in [doubt["rule"] for doubt in value.report["doubts"]]


@pytest.mark.parametrize(
    ("number", "digits"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (103, "ciii")]
)
def test_roman_digits(number: int, digits: str) -> None:
    assert roman(number) == digits

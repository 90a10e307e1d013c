"""A project's own stylesheet: its templates go before ours in every edition; its faults are told with their line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.build import build
from edition.diagnostic import EditionError
from edition.project import find
from edition.scaffold import new

CUSTOM = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">
  <xsl:template match="tei:p" mode="html"><div class="mine"><xsl:next-match/></div></xsl:template>
  <xsl:template match="tei:p" mode="print"><xsl:text>/* mine */</xsl:text><xsl:next-match/></xsl:template>
  <xsl:template match="tei:p" mode="text">
    <xsl:sequence select="'&#xFDD0;&gt;&gt;&#xFDD1;'"/><xsl:next-match/>
  </xsl:template>
</xsl:stylesheet>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    new(tmp_path / "mine", title="Mine")
    (tmp_path / "mine" / "xslt").mkdir(exist_ok=True)
    return tmp_path / "mine"


def test_its_templates_wrap_ours_in_every_edition(project: Path) -> None:
    (project / "xslt" / "custom.xsl").write_text(CUSTOM, encoding="utf-8")
    result = build(find(project))
    assert result.value is not None
    assert [finding.rule for finding in result.diagnostics] == []
    output = project / "output"
    assert re.search(r'<div class="mine">\s*<p', (output / "html" / "ch1.html").read_text(encoding="utf-8"))
    assert "mine" in (output / "pdf" / "text.typ").read_text(encoding="utf-8")
    assert ">>" in (output / "text" / "text.txt").read_text(encoding="utf-8")


def test_a_fault_in_it_is_told_with_its_line(project: Path) -> None:
    (project / "xslt" / "custom.xsl").write_text(CUSTOM.replace('mode="text"', 'mode="txt"'), encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        build(find(project), only=["html"])
    assert "txt" in caught.value.message
    assert caught.value.at is not None and (caught.value.at.line, caught.value.at.path) == (
        5,
        project / "xslt" / "custom.xsl",
    )


def test_words_that_it_drops_are_missed_in_every_edition(project: Path) -> None:
    dropping = "".join(f'<xsl:template match="tei:p" mode="{mode}"/>' for mode in ("html", "print", "text", "line"))
    head, _, _ = CUSTOM.partition("<xsl:template")
    (project / "xslt" / "custom.xsl").write_text(f"{head}{dropping}</xsl:stylesheet>", encoding="utf-8")
    result = build(find(project))
    assert result.value is not None
    lost = {loss["edition"]: "".join(entry["text"] for entry in loss["lost"]) for loss in result.value.losses}
    assert sorted(lost) == ["html", "pdf", "text"]
    for edition, letters in lost.items():
        assert "paragraph" in letters, edition
    assert [finding.rule for finding in result.diagnostics].count("lost-in-edition") == 3

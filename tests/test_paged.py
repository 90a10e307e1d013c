"""The book as one file for engines that make pages of CSS: whole, without dead links, and pages in a browser."""

from __future__ import annotations

import base64
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest
from lxml import html as lxml_html

from edition.build import build
from edition.project import find

TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>A &lt;b&gt; C</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body>
<div type="part" xml:id="one"><head>Part</head><div type="chapter" xml:id="ch1"><head>Ice</head>
<p xml:id="p1">It held<note n="1" xml:id="n1"><p>For a while.</p><p>Not longer.</p></note> and then it
broke<note n="2" xml:id="n2">See the table.<table><row><cell>a</cell></row></table></note>; see
<ref target="#p2">below</ref>.</p>
<p xml:id="p2">The <app><lem wit="#A">sea</lem><rdg wit="#B">water</rdg></app> was open.</p></div></div></body></text>
</TEI>"""


def project(folder: Path, notes: str) -> Any:
    (folder / "tei").mkdir()
    (folder / "tei" / "t.xml").write_text(TEXT, encoding="utf-8")
    (folder / "edition.toml").write_text(f'[pdf]\nnotes = "{notes}"\npaper = "a5"\n', encoding="utf-8")
    result = build(find(folder), only=["paged"])
    assert result.value is not None
    (loss,) = result.value.losses
    assert (loss["characters"]["lost"], loss["characters"]["twice"]) == (0, 0)
    assert loss["notes"] == {"due": 2, "arrived": 2}
    return lxml_html.document_fromstring(result.value.files["paged/t.html"].decode("utf-8")), result.value.files


def faults(page: Any) -> list[str]:
    ids = Counter(page.xpath("//@id"))
    dead = [one for one in page.xpath("//a/@href") if one.startswith("#") and unquote(one[1:]) not in ids]
    return [*(name for name, count in ids.items() if count > 1), *dead]


def test_footnotes_stand_at_their_marks(tmp_path: Path) -> None:
    page, files = project(tmp_path, "footnotes")
    (note,) = page.xpath("//p[@id='p1']/span[@class='footnote']")
    assert (note.get("id"), note.get("data-mark")) == ("n1", "1")
    assert [part.get("class") for part in note] == ["as-p", "as-p"]
    # What cannot stand in a line stands at the end of the chapter.
    assert page.xpath("//section[@class='notes']/div/@id") == ["n2"]
    assert page.xpath("//p[@id='p1']/a[@class='mark']/@href") == ["#n2"]
    assert page.xpath("string(//section[@class='apparatus']//li)").split() == ["sea", "A]", "water", "B"]
    assert page.xpath("string(//title)") == "A <b> C"
    assert faults(page) == []
    assert b"size: a5;" in files["paged/paged.css"]
    assert [node.get("class") for node in page.xpath("//section[@id='one']//section[@id]")] == ["division chapter"]


def test_endnotes_stand_behind_their_chapter(tmp_path: Path) -> None:
    page, _ = project(tmp_path, "endnotes")
    assert page.xpath("//section[@id='ch1']/section[@class='notes']/div/@id") == ["n1", "n2"]
    assert not page.xpath("//span[@class='footnote']")
    assert faults(page) == []


def test_the_demonstration_is_whole(root: Path, tmp_path: Path) -> None:
    result = build(find(root), only=["paged"], output=tmp_path)
    assert result.value is not None
    assert [loss["characters"]["lost"] for loss in result.value.losses] == [0, 0]
    for name in ("chelyuskin", "chelyuskin-ru"):
        page = lxml_html.document_fromstring(result.value.files[f"paged/{name}.html"].decode("utf-8"))
        assert faults(page) == []
        assert not page.xpath("//script | //*[@style]")
        assert all((tmp_path / "paged" / source).is_file() for source in page.xpath("//img/@src"))
    again = build(find(root), only=["paged"], output=tmp_path)
    assert again.value is not None and again.value.written == 0


@pytest.mark.browser
def test_a_browser_prints_its_pages(root: Path, browser: Any, tmp_path: Path) -> None:
    assert build(find(root), only=["paged"], output=tmp_path).value is not None
    browser.get((tmp_path / "paged" / "chelyuskin.html").as_uri())
    printed = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    pages = pypdfium2.PdfDocument(base64.b64decode(printed["data"]))
    assert 20 < len(pages) < 80
    width, height = pages[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (140, 215)
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert "A Hundred and Four on the Ice" in texts[0]
    # Numbers stand at the foot of pages, and each chapter begins one.
    assert texts[10].split()[-1] == "11" or texts[10].split()[0] == "11"
    starts = [text for text in texts if "From Ocean to Ocean" in text and "Whoever looks at a globe" in text]
    assert len(starts) == 1

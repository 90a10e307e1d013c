"""A shelf: many texts in one website, with a catalogue and registers that they share."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html

from edition.build import build
from edition.diagnostic import EditionError
from edition.project import find
from rendered import faults_of_the_website

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{lang}"><teiHeader><fileDesc>
<titleStmt><title>{title}</title><author>{author}</author></titleStmt>
<publicationStmt><publisher>P</publisher><availability><licence target="https://creativecommons.org/licenses/by/4.0/">
BY</licence></availability></publicationStmt>
<sourceDesc><bibl>Archive, {stem}</bibl></sourceDesc></fileDesc>
<profileDesc><creation><date when="{date}">{date}</date></creation>
<particDesc><listPerson><person xml:id="p1"><persName>{own}</persName></person></listPerson></particDesc></profileDesc>
</teiHeader><text><body><div xml:id="l"><head>{title}</head>
<p xml:id="l.p1"><persName ref="../registers/registers.xml#ann">Ann</persName>
writes from <placeName ref="../registers/registers.xml#omsk">Omsk</placeName> of <persName ref="#p1">{own}</persName>
and of snow.</p></div></body></text></TEI>
"""
REGISTERS = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>R</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><standOff>
<listPerson><person xml:id="ann"><persName>Ann Brown</persName><birth when="1801"/></person></listPerson>
<listPlace><place xml:id="omsk"><placeName>Omsk</placeName></place></listPlace></standOff></TEI>
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "tei").mkdir()
    (tmp_path / "registers").mkdir()
    letters = {
        "a": {
            "title": "To her <brother>".replace("<", "&lt;"),
            "own": "Carl",
            "date": "1820",
            "lang": "en",
            "author": "A",
        },
        "b": {"title": "An die Mutter", "own": "Dora", "date": "1821", "lang": "de", "author": "B"},
        "c": {"title": "К отцу", "own": "Carl", "date": "1822", "lang": "ru", "author": "B"},
    }
    for stem, facts in letters.items():
        (tmp_path / "tei" / f"{stem}.xml").write_text(LETTER.format(stem=stem, **facts), encoding="utf-8")
    (tmp_path / "registers" / "registers.xml").write_text(REGISTERS, encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[edition]\ntitle = "Letters & Papers"\n', encoding="utf-8")
    return tmp_path


def built(folder: Path) -> dict[str, bytes]:
    result = build(find(folder), only=["html"])
    assert result.value is not None
    assert [loss["characters"]["lost"] for loss in result.value.losses] == [0] * len(result.value.losses)
    return {name.removeprefix("html/"): data for name, data in result.value.files.items() if name.startswith("html/")}


def text_of(page: bytes) -> str:
    return " ".join(lxml_html.document_fromstring(page).text_content().split())


def test_the_catalogue_has_every_text_with_what_its_header_says(shelf: Path) -> None:
    files = built(shelf)
    page = lxml_html.document_fromstring(files["index.html"])
    entries = page.findall(".//section[@class='catalogue']//li")
    assert [" ".join(entry.text_content().split()) for entry in entries] == [
        "To her <brother>A1820 · Archive, a",
        "An die MutterB1821 · Archive, b",
        "К отцуB1822 · Archive, c",
    ]
    assert [entry.find(".//a").get("href") for entry in entries] == ["a/index.html", "b/index.html", "c/index.html"]
    assert [entry.get("lang") for entry in entries] == ["en", "de", "ru"]
    assert "Letters & Papers" in text_of(files["index.html"])


def test_an_entry_has_the_mentions_of_all_texts_in_their_context(shelf: Path) -> None:
    files = built(shelf)
    page = lxml_html.document_fromstring(files["persons-ann.html"])
    links = page.findall(".//details[@class='mentions']//li/a")
    assert [link.get("href").partition("#")[0] for link in links] == ["a/l.html", "b/l.html", "c/l.html"]
    assert " ".join(links[1].text_content().split()) == "Ann writes from Omsk of Dora and of snow."
    where = [" ".join(node.text_content().split()) for node in page.findall(".//p[@class='where']")]
    assert where == ["To her <brother>: To her <brother>", "An die Mutter: An die Mutter", "К отцу: К отцу"]


def test_persons_of_one_id_in_two_texts_are_two(shelf: Path) -> None:
    files = built(shelf)
    names = {name: text_of(files[f"persons-{name}.p1.html"]) for name in "abc"}
    assert "Carl" in names["a"] and "Dora" in names["b"] and "Dora" not in names["a"]
    letter = lxml_html.document_fromstring(files["b/l.html"])
    assert [link.get("href") for link in letter.findall(".//a[@class='name persName']")] == [
        "../persons-ann.html",
        "../persons-b.p1.html",
    ]


def test_every_link_of_the_shelf_resolves(shelf: Path) -> None:
    files = built(shelf)
    pages = {name: lxml_html.document_fromstring(data) for name, data in files.items() if name.endswith(".html")}
    for name, page in pages.items():
        folder = name.rpartition("/")[0]
        for node in page.iter("a", "link", "script"):
            address = node.get("href") or node.get("src") or ""
            file, _, fragment = address.partition("#")
            if not address or ":" in file:
                continue
            target = name
            if file:
                parts = [*folder.split("/"), *file.split("/")] if folder else file.split("/")
                while ".." in parts:
                    at = parts.index("..")
                    del parts[at - 1 : at + 1]
                target = "/".join(part for part in parts if part)
            assert target in files, f"{name}: {address}"
            if fragment:
                assert any(one.get("id") == fragment for one in pages[target].iter()), f"{name}: {address}"
    single = {name: page for name, page in pages.items() if "/" not in name}
    assert not [fault for fault in faults_of_the_website(single) if "/" not in fault]


def test_what_all_share_is_there_once(shelf: Path) -> None:
    names = sorted(name for name in built(shelf) if not name.endswith(".html"))
    assert [name for name in names if name.endswith(("fonts.css", "script.js", "style.css", "early.js"))] == [
        "early.js",
        "fonts.css",
        "script.js",
        "style.css",
    ]
    assert [name for name in names if name.endswith(("search.js", "search/index.js"))] == [
        "search.js",
        "search/index.js",
    ]


def test_the_search_is_over_all(shelf: Path) -> None:
    files = built(shelf)
    texts = b"".join(data for name, data in files.items() if name.startswith("search/t"))
    for words in ("To her", "An die Mutter", "К отцу"):
        assert words.encode() in texts
    index = files["search/index.js"].decode()
    assert all(f'"{stem}/"' in index for stem in "abc")
    names = files["search/names.js"].decode()
    assert names.count("Ann Brown") == 1 and '"search.html"' not in names
    assert b'href="../search.html"' in files["a/l.html"]


def test_a_text_that_cannot_be_read_leaves_the_others(shelf: Path) -> None:
    (shelf / "tei" / "b.xml").write_text("<TEI><text>", encoding="utf-8")
    result = build(find(shelf), only=["html"])
    assert result.value is not None
    assert "not-well-formed" in {finding.rule for finding in result.diagnostics}
    assert "html/a/l.html" in result.value.files and "html/b/index.html" not in result.value.files


def test_the_order_may_be_set_and_a_text_alone_is_no_shelf(shelf: Path) -> None:
    settings = shelf / "edition.toml"
    settings.write_text('[edition]\ntexts = ["tei/c.xml", "tei/a.xml"]\n', encoding="utf-8")
    assert [text.stem for text in find(shelf).texts] == ["c", "a"] and find(shelf).shelf
    settings.write_text('[edition]\ntext = "tei/c.xml"\n', encoding="utf-8")
    assert not find(shelf).shelf
    assert not find(shelf / "tei" / "a.xml").shelf
    settings.write_text('[edition]\ntext = "tei/c.xml"\ntexts = ["tei/a.xml"]\n', encoding="utf-8")
    with pytest.raises(EditionError, match="names a text and the texts of a shelf"):
        find(shelf)


def test_two_builds_of_a_shelf_are_equal(shelf: Path) -> None:
    assert built(shelf) == built(shelf)


def test_the_catalogue_draws_the_dates_and_the_company_of_all_texts(shelf: Path) -> None:
    paragraphs = "".join(
        f'<p xml:id="l.d{n}">On <date when="182{n}-05">a day of May</date> '
        '<persName ref="../registers/registers.xml#ann">Ann</persName> met '
        '<persName ref="../registers/registers.xml#eve">Eve</persName>.</p>'
        for n in range(4)
    )
    for stem in ("a", "b"):
        path = shelf / "tei" / f"{stem}.xml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("</div></body>", f"{paragraphs}</div></body>"), "utf-8"
        )
    registers = shelf / "registers" / "registers.xml"
    eve = '<person xml:id="eve"><persName>Eve Green</persName></person></listPerson>'
    registers.write_text(registers.read_text(encoding="utf-8").replace("</listPerson>", eve), encoding="utf-8")
    files = built(shelf)
    timeline = lxml_html.fromstring(files["timeline.html"].decode())
    passages = [(one.get("href"), one.getparent().text_content()) for one in timeline.xpath("//ul//li/a[mark]")]
    assert len(passages) == 8
    assert {href.partition("#")[0] for href, _ in passages} == {"a/l.html", "b/l.html"}
    assert all("a day of May Ann met Eve." in words for _, words in passages)
    assert any("To her <brother>" in words for _, words in passages)
    network = lxml_html.fromstring(files["network.html"].decode())
    (tie,) = {one.text for one in network.xpath("//li[contains(., 'Eve')]/a")}
    assert tie == "8"
    assert "a/timeline.html" not in files
    assert b'href="../timeline.html"' in files["a/l.html"]
    chart = lxml_html.fromstring(files["persons-eve.html"].decode()).xpath("//figure[@class='mentions-chart']")[0]
    assert chart.findtext("figcaption").startswith("8 mentions in 2 of 3 chapters")
    assert [one.get("href") for one in chart.iter("a")] == ["#in-a/l", "#in-b/l"]
    ids = {
        name: set(lxml_html.fromstring(data.decode()).xpath("//@id")) for name, data in files.items() if "html" in name
    }
    for href, _ in passages:
        page, _, identifier = href.partition("#")
        assert identifier in ids[page]
    for href in network.xpath("//figure//a/@href | //table//a/@href"):
        page, _, identifier = href.partition("#")
        assert not identifier or identifier in ids[page]

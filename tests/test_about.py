"""The page about the edition: what it counts, what it offers, what it says of the header and of losses."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from lxml import html as lxml_html

from edition.build import Built, build, check_project
from edition.diagnostic import EditionError, Severity
from edition.document import Document, parse
from edition.losses import due
from edition.project import find
from edition.websites.about import number, size
from edition.websites.chapters import chapters_of
from edition.websites.statistics import statistics_of
from rendered import faults_of_the_website

HEADER = """<teiHeader><fileDesc><titleStmt><title>Ice &amp; <hi>Snow</hi></title><author xml:id="a">Ann Author</author>
<respStmt xml:id="enc"><resp>encoding</resp><name>Eve Encoder</name></respStmt></titleStmt>
<publicationStmt><publisher>P</publisher><date when="2026">2026</date>{availability}</publicationStmt>
<sourceDesc><bibl xml:id="print">The print, Oslo 1936</bibl></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="en">English</language><language ident="ru">Russian</language></langUsage>
</profileDesc><revisionDesc><change when="2026-01-01" who="#enc">Begun.</change>
<change when="2026-03-01">Done.</change></revisionDesc></teiHeader>"""
TEXT = """<front><titlePage><docTitle><titlePart>Ice and Snow</titlePart></docTitle></titlePage></front><body>
<pb n="1" ed="#print"/><div type="part" xml:id="pt1"><head>Part One</head><p>A word before.</p>
<pb n="2" ed="#print"/><div type="chapter" xml:id="c1"><head>First<note place="bottom" resp="#a" xml:id="f1">Note
one.</note></head>
<p xml:id="c1.p1">Two words: well-known <foreign xml:lang="ru">лёд</foreign>.<ref type="noteAnchor" target="#n1">1</ref>
See <ref target="#c2.p1">below</ref> and <ref target="#n2">note 2</ref>.</p><lg><l>A verse</l><l>and one more</l></lg>
</div></div>
<pb n="3" ed="#print"/><div type="chapter" xml:id="c2"><head>Second</head><p xml:id="c2.p1">It
<choice><sic>isnt</sic><corr>is not</corr></choice>
<app><lem>cold</lem><rdg>hot</rdg></app>.<ref type="noteAnchor" target="#n2">2</ref></p>
<figure><head>A floe</head><figDesc>Ice in the sea</figDesc></figure><figure><head>A bear</head></figure>
<table><row><cell>1</cell></row></table></div></body>
<back><div type="notes"><head>Notes</head><note xml:id="n1"><p>The first, of <ref target="#c2.p1">it</ref>.</p></note>
<note xml:id="n2">The second.</note></div>
<div type="residue"><p>qqqq</p></div></back>"""
FREE = '<availability status="free"><licence target="https://creativecommons.org/licenses/by/4.0/">BY</licence></availability>'
RESTRICTED = '<availability status="restricted"><p>All rights are with the heirs.</p></availability>'


def tei(text: str = TEXT, header: str = "", availability: str = FREE) -> str:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">'
        f"{header or HEADER.replace('{availability}', availability)}<text>{text}</text></TEI>"
    )


def project(folder: Path, stem: str = "book", settings: str = "", **parts: str) -> Path:
    (folder / "tei").mkdir(parents=True)
    (folder / "tei" / f"{stem}.xml").write_text(tei(**parts), encoding="utf-8")
    (folder / "edition.toml").write_text(settings, encoding="utf-8")
    return folder


def built(folder: Path, *only: str, output: Path | None = None) -> Built:
    result = build(find(folder), only=only, output=output)
    assert result.value is not None
    return result.value


def about(made: Built, place: str = "html/about.html") -> etree._Element:
    return lxml_html.document_fromstring(made.files[place].decode("utf-8"))


def faults(made: Built, folder: str = "html") -> list[str]:
    """What is wrong with links and ids of the pages in a folder; and downloads that are not there."""
    pages = {
        name.removeprefix(f"{folder}/"): lxml_html.document_fromstring(data.decode("utf-8"))
        for name, data in made.files.items()
        # Those that have both texts lead into the folder of the original.
        if re.fullmatch(f"{folder}/(?!parallel-)[^/]*[.]html", name)
    }
    found = [one for one in faults_of_the_website(pages) if not re.search("[.][.]/|/index.html|parallel-", one)]
    place = made.output / folder
    return found + [one for one in hrefs(pages["about.html"]) if not (place / unquote(one)).is_file()]


def table(page: etree._Element, name: str) -> dict[str, str]:
    rows = page.xpath(f"//section[contains(@class, '{name}')]//tbody/tr")
    return {" ".join(row[0].text_content().split()): row[1].text_content() for row in rows}


def hrefs(page: etree._Element) -> list[str]:
    return [str(one) for one in page.xpath("//section[@class='downloads']//a/@href")]


def archive(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def words(document: Document) -> Counter[str]:
    return Counter(word for segment in due(document)[0] for word in segment.words)


def document(text: str) -> Document:
    value = parse(text.encode("utf-8"), Path("book.xml")).value
    assert value is not None
    return value


def test_a_text_is_counted() -> None:
    counted = statistics_of(document(tei()))
    # Title page 3; part 2+3; chapter heads 1+1; paragraph "Two words: well-known лёд. See below and note 2." 9; verses
    # 5; "It is not cold." 4; captions 4; cell 1. Notes: "Note one." 2, "The first, of it." 4, "The second." 2.
    assert (counted.words, counted.words_of_notes) == (33, 8)
    assert counted.counts == {
        "chapters": 2,
        "divisions": 2,
        "paragraphs": 3,
        "verses": 2,
        "figures": 2,
        "described": 1,
        "tables": 1,
    }
    assert counted.languages["ru"] == 3
    assert set(counted.languages) == {"en", "ru"}


def test_numbers_are_those_of_other_pages(tmp_path: Path) -> None:
    page = about(built(project(tmp_path), "html"))
    assert table(page, "statistics") == {
        "Words of the text": "33",
        "Words of the notes": "8",
        "Chapters": "2",
        "Paragraphs": "3",
        "Lines of verse": "2",
        "Notes by the author": "1",
        "Notes by others, or not said": "2",
        "Figures": "2",
        "Tables": "1",
        "Pages of the print": "3",
        "Variant readings": "1",
        "Emendations": "1",
    }
    shares = table(page, "languages")
    assert list(shares) == ["English", "Russian"]
    assert sum(float(share.rstrip("%")) for share in shares.values()) == pytest.approx(100)
    assert "Figures with a description in words: 1 of 2." in page.text_content()
    assert "tell what they show: 1." in page.text_content().replace("tells", "tell")


def test_registers_and_mentions_agree_with_their_pages(root: Path, tmp_path: Path) -> None:
    made = built(root, "html", output=tmp_path)
    told = table(about(made), "statistics")
    persons = lxml_html.document_fromstring(made.files["html/persons.html"].decode("utf-8"))
    entries = [one for one in told if one.startswith("Persons")]
    assert len(entries) == 1
    assert told[entries[0]] == str(len(persons.xpath("//*[contains(concat(' ', @class, ' '), ' entry ')]")))
    mentions = re.search(r"\d+", entries[0])
    assert mentions is not None
    counts = [re.sub(r"\D", "", one.text_content()) for one in persons.xpath("//*[@class='count']")]
    assert int(mentions[0]) == sum(int(count or 0) for count in counts)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "1,131"), ("de", "1.131"), ("fr", "1\u202f131"), ("ru", "1\u00a0131")]
)
def test_numbers_are_written_as_in_the_language(language: str, shown: str) -> None:
    assert number(1131, language) == shown
    assert size(1_234_567, language, {"about-mb": "MB"}) == f"1{'.' if language == 'en' else ','}2 MB"
    assert size(999, "en", {}) == "999 B"
    assert size(999_499, "en", {}) == "999 KB"
    assert size(999_500, "en", {}) == "1.0 MB"


def test_losses_are_told(tmp_path: Path) -> None:
    made = built(project(tmp_path), "html", "text")
    said = about(made).xpath("string(//section[@class='losses'])")
    assert "Nothing of the text is missing on these pages." in said
    assert "Nothing of the text is missing in the plain text." in said
    assert "PDF" not in said
    assert table(about(made), "losses")["residue of the scan"] == "4"
    assert "notes: 3 of 3" in said


def test_what_is_lost_is_counted(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "xslt").mkdir()
    (tmp_path / "xslt" / "custom.xsl").write_text(
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
        'xmlns:tei="http://www.tei-c.org/ns/1.0"><xsl:template match="tei:l" mode="html"/></xsl:stylesheet>',
        encoding="utf-8",
    )
    said = about(built(tmp_path, "html")).xpath("string(//section[@class='losses'])")
    assert "Missing on these pages, in letters: 16" in said


def test_no_place_is_left_open_and_no_link_dangles(root: Path, tmp_path: Path) -> None:
    made = built(root, output=tmp_path)
    assert not [name for name, data in made.files.items() if name.endswith(".html") and b'<div data-about="' in data]
    assert faults(made) == []
    assert faults(made, "html/chelyuskin-ru") == []
    forms = [re.sub(r".*[.-]", "", href) for href in hrefs(about(made))]
    assert forms == ["xml", "zip", "zip", "txt", "pdf", "epub", "zip"]


def test_downloads_hold_what_they_say(root: Path, tmp_path: Path) -> None:
    made = built(root, "html", "data", output=tmp_path)
    source = (root / "tei" / "chelyuskin.xml").read_bytes()
    assert made.files["html/downloads/chelyuskin.xml"] == source
    whole = archive(made.files["html/downloads/chelyuskin-tei.zip"])
    assert set(whole) == {"tei/chelyuskin.xml", "tei/chelyuskin-ru.xml", "registers/registers.xml"}
    assert whole["tei/chelyuskin.xml"] == source
    data = archive(made.files["html/downloads/data.zip"])
    assert data["data/persons.csv"] == made.files["data/persons.csv"]
    assert hrefs(about(made, "html/chelyuskin-ru/about.html"))[-1] == "../downloads/data.zip"


@pytest.mark.parametrize("which", ["demonstration", "small"])
def test_chapters_are_valid_and_hold_every_word_once(which: str, root: Path, tmp_path: Path) -> None:
    folder = root if which == "demonstration" else project(tmp_path / "p")
    made = built(folder, "html", output=tmp_path / "out")
    stem = "chelyuskin" if which == "demonstration" else "book"
    files = archive(made.files[f"html/downloads/{stem}-chapters.zip"])
    whole = document(files.pop(f"tei/{stem}.xml").decode("utf-8"))
    (tmp_path / "zip").mkdir()
    with zipfile.ZipFile(io.BytesIO(made.files[f"html/downloads/{stem}-chapters.zip"])) as zipped:
        zipped.extractall(tmp_path / "zip")
    findings = check_project(find(tmp_path / "zip")).diagnostics
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    chapters = [document(data.decode("utf-8")) for name, data in files.items() if name.startswith(f"tei/{stem}-0")]
    chapters += [document(data.decode("utf-8")) for name, data in files.items() if name.startswith(f"tei/{stem}-1")]
    assert sum((words(one) for one in chapters), Counter()) == words(whole)
    assert sum(due(one)[1] for one in chapters) == due(whole)[1]


def test_a_chapter_has_its_notes_and_leads_to_the_others() -> None:
    made = {name: data.decode("utf-8") for name, data in chapters_of(document(tei()), "a b").items()}
    assert list(made) == [
        "a b-01-front.xml",
        "a b-02-pt1.xml",
        "a b-03-c1.xml",
        "a b-04-c2.xml",
        "a b-05-residue.xml",
    ]
    first = made["a b-03-c1.xml"]
    assert '<pb n="2"' in first
    assert '<note xml:id="n1">' in first
    assert 'target="#n1"' in first
    assert 'target="a%20b-04-c2.xml#n2"' in first
    assert 'target="a%20b-04-c2.xml#c2.p1"' in first
    assert "<title>First</title>" in first
    assert '<ref target="a%20b.xml">' in first
    assert "The second" in made["a b-04-c2.xml"]


def test_texts_without_divisions_and_corpora_are_not_cut() -> None:
    assert len(chapters_of(document(tei("<body><p>x</p></body>")), "b")) == 1
    corpus = '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><TEI><text><body/></text></TEI></teiCorpus>'
    assert chapters_of(document(corpus), "b") == {}
    group = (
        "<group><text><body><div><p>x</p></div></body></text><text xml:lang='de'><body><p>y</p></body></text></group>"
    )
    texts = [data.decode("utf-8") for data in chapters_of(document(tei(group)), "b").values()]
    assert len(texts) == 2
    assert '<text xml:lang="de">' in texts[1]


def test_archives_have_no_clock(tmp_path: Path) -> None:
    project(tmp_path)
    first = built(tmp_path, "html", output=tmp_path / "a").files
    second = built(tmp_path, "html", output=tmp_path / "b").files
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first["html/downloads/book-chapters.zip"])) as zipped:
        assert {entry.date_time for entry in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("settings", "offered"),
    [
        ("", ["book.xml", "book-chapters.zip", "book.txt"]),
        ("downloads = []", []),
        ('downloads = ["text"]', ["book.txt"]),
        ('downloads = ["tei", "pdf"]', ["book.xml"]),
    ],
)
def test_the_setting_says_what_is_offered(settings: str, offered: list[str], tmp_path: Path) -> None:
    made = built(project(tmp_path, settings=f"[website]\n{settings}\n"), "html", "text")
    assert hrefs(about(made)) == [f"downloads/{name}" for name in offered]
    assert sorted(name for name in made.files if "/downloads/" in name) == sorted(
        f"html/downloads/{n}" for n in offered
    )


def test_an_unknown_download_is_refused(tmp_path: Path) -> None:
    project(tmp_path, settings='[website]\ndownloads = ["tie"]\n')
    with pytest.raises(EditionError, match='downloads in \\[website\\] cannot be "tie"') as refused:
        find(tmp_path)
    assert refused.value.hint == 'did you mean "tei"?'


@pytest.mark.parametrize(
    ("settings", "offered"), [("", ["book.txt"]), ('downloads = ["tei"]', ["book.xml"])], ids=["silent", "named"]
)
def test_a_restricted_text_is_given_only_by_name(settings: str, offered: list[str], tmp_path: Path) -> None:
    made = built(project(tmp_path, settings=f"[website]\n{settings}\n", availability=RESTRICTED), "html", "text")
    assert hrefs(about(made)) == [f"downloads/{name}" for name in offered]
    assert "All rights are with the heirs." in about(made).text_content()


def test_a_restricted_register_or_original_is_in_no_archive(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "r.xml").write_text(
        tei()
        .replace(
            "<text>",
            "<standOff><listPerson><person xml:id='x'><persName>X</persName></person></listPerson></standOff><text>",
        )
        .replace(FREE, RESTRICTED)
        .partition("<text>")[0]
        + "</TEI>",
        encoding="utf-8",
    )
    files = built(tmp_path, "html").files
    assert "html/downloads/book-tei.zip" not in files
    assert "registers/r.xml" not in archive(files["html/downloads/book-chapters.zip"])


def test_only_the_website_offers_what_is_there(tmp_path: Path) -> None:
    project(tmp_path)
    out = tmp_path / "output"
    assert "downloads/book.txt" not in hrefs(about(built(tmp_path, "html")))
    built(tmp_path, "html", "text")
    # An earlier build made the text, and it is still there.
    assert "downloads/book.txt" in hrefs(about(built(tmp_path, "html")))
    assert (out / "html/downloads/book.txt").is_file()
    # It is gone: no link, and no old copy.
    (out / "text" / "book.txt").unlink()
    assert "downloads/book.txt" not in hrefs(about(built(tmp_path, "html")))
    assert not (out / "html/downloads/book.txt").exists()
    # A report that names a file elsewhere leads nowhere.
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (out / "text").rmdir()
    (out / "text").symlink_to(tmp_path)
    (tmp_path / "book.txt").write_text("secret", encoding="utf-8")
    report = json.loads((out / "report" / "build.json").read_text("utf-8"))
    report["files"] |= {"text/book.txt": "0", "data/../../secret.txt": "0"}
    (out / "report" / "build.json").write_text(json.dumps(report), encoding="utf-8")
    made = built(tmp_path, "html")
    assert hrefs(about(made)) == ["downloads/book.xml", "downloads/book-chapters.zip"]


@pytest.mark.parametrize("stem", ["a b", "100%", "x&y'", "Лёд#1?", "-rf", "downloads"])
def test_hostile_names(stem: str, tmp_path: Path) -> None:
    made = built(project(tmp_path, stem=stem), "html", "text")
    assert faults(made) == []
    assert len(hrefs(about(made))) == 3
    assert f"tei/{stem}-03-c1.xml" in archive(made.files[f"html/downloads/{stem}-chapters.zip"])


def test_each_text_of_a_shelf_has_its_own(tmp_path: Path) -> None:
    project(tmp_path, stem="a")
    (tmp_path / "tei" / "b.xml").write_text(tei(availability=RESTRICTED), encoding="utf-8")
    made = built(tmp_path, "html", "text", "data")
    own = ["a.xml", "a-chapters.zip", "a.txt"]
    assert hrefs(about(made, "html/a/about.html"))[:3] == [f"downloads/{name}" for name in own]
    assert hrefs(about(made, "html/b/about.html"))[:1] == ["downloads/b.txt"]
    assert all("b.xml" not in name for name in archive(made.files["html/a/downloads/a-chapters.zip"]))
    assert faults(made, "html/a") == []
    assert faults(made, "html/b") == []


EVERYTHING = """<teiHeader><fileDesc><titleStmt><title>T1</title><title type="sub">T2</title><author>Au <ref
target="https://example.org">link</ref></author><editor>Ed</editor><sponsor>Spon</sponsor><funder>Fund</funder>
<principal>Prin</principal><respStmt xml:id="r1"><resp>Reading</resp><persName>Rea Der</persName><note>Respnote</note>
</respStmt></titleStmt><editionStmt><edition n="2">Second</edition><respStmt><resp>Checking</resp><name>Chec</name>
</respStmt></editionStmt><extent>Extentia</extent><publicationStmt><publisher>Pub &lt;b&gt;</publisher>
<distributor>Dist</distributor><authority>Autho</authority><pubPlace>Placeville</pubPlace><address>
<addrLine>Lane</addrLine><addrLine>Town</addrLine></address><date>MMXXVI</date><idno type="DOI">10.1234/x&lt;y</idno>
<idno type="ISBN">978-3</idno><availability><licence target="javascript:alert(1)">Licentia <ref
target="https://example.org/l">Terms</ref></licence><p>Availapara</p></availability></publicationStmt>
<seriesStmt><title>Seriestitle</title><biblScope>Vol7</biblScope></seriesStmt>
<notesStmt><note>Notestmt</note></notesStmt>
<sourceDesc><biblFull><titleStmt><title>Fulltitle</title></titleStmt><publicationStmt><publisher>Fullpub</publisher>
</publicationStmt></biblFull></sourceDesc><sourceDesc><msDesc><msIdentifier><settlement>Moskva</settlement>
<repository>Archiv</repository><idno>Fond7</idno></msIdentifier><physDesc><p>Paperleaf</p></physDesc></msDesc>
<listWit><head>Withead</head><witness xml:id="A">Witnessa</witness></listWit></sourceDesc></fileDesc>
<encodingDesc><projectDesc><p>Projectus</p></projectDesc><samplingDecl><p>Sampled</p></samplingDecl><editorialDecl>
<correction status="high"><p>Correctio</p></correction><normalization><p>Normalis</p></normalization><quotation>
<p>Quotatio</p></quotation><hyphenation><p>Hyphenatio</p></hyphenation><segmentation><p>Segmentatio</p></segmentation>
<stdVals><p>Stdvalues</p></stdVals><interpretation><p>Interpretatio</p></interpretation><punctuation><p>Punctuatio</p>
</punctuation></editorialDecl><tagsDecl><rendition xml:id="it">font-style: italic</rendition></tagsDecl>
<refsDecl><p>Refsdecl</p></refsDecl><classDecl>
<taxonomy xml:id="tax"><category xml:id="cat1"><catDesc>Catdescr</catDesc>
</category></taxonomy></classDecl><geoDecl>Geodeclared</geoDecl><appInfo><application ident="app1" version="3.14">
<label>Applabel</label><desc>Appdesc</desc></application></appInfo></encodingDesc><profileDesc><abstract>
<p>Abstractum</p></abstract><creation><date>Anno1</date> <rs type="city">Creacity</rs></creation><langUsage>
<language ident="en">Englishe</language></langUsage><textClass><keywords><list><item>Keyone</item><item>Keytwo</item>
</list></keywords><catRef target="#cat1"/><classCode scheme="x">Classcod</classCode></textClass><correspDesc>
<correspAction type="sent"><persName>Sendera</persName><date when="1836-01-02"/></correspAction>
<correspAction type="received"><persName>Receivera</persName></correspAction><correspContext>
<ref target="https://example.org/n">Contextus</ref></correspContext></correspDesc><settingDesc><p>Settingus</p>
</settingDesc><handNotes><handNote>Handnota</handNote></handNotes></profileDesc><xenoData>Xenowords</xenoData>
<revisionDesc status="draft"><change when="2020-01-01">Oldest</change><change when="2024-05-05" who="#r1 #nobody"
status="candidate" n="1.1">Newer</change><listChange><change notBefore="2022-02">Middle</change></listChange>
<change>Undatedchange</change></revisionDesc></teiHeader>"""


def test_nothing_of_the_header_disappears(tmp_path: Path) -> None:
    made = built(project(tmp_path, text="<body><div><p>x</p></div></body>", header=EVERYTHING), "html")
    page = about(made)
    shown = page.xpath("string(//main)")
    header = document(tei(header=EVERYTHING)).root[0]
    missing = [word for word in re.findall(r"[^\W_]+", " ".join(map(str, header.itertext()))) if word not in shown]
    assert missing == []
    assert "Rea Der" in page.xpath("string(//ol[@class='changes'])")
    order = [str(one) for one in page.xpath("//ol[@class='changes']/li/time/@datetime")]
    assert order == ["2024-05-05", "2022-02", "2020-01-01"]
    assert page.xpath("//a/@href[contains(., 'javascript')]") == []
    assert page.xpath("//a[@href='https://doi.org/10.1234/x%3Cy']")
    assert "Catdescr" in page.xpath("string(//section[@class='text'])")
    assert page.xpath("string(//h2[@id='about-statistics'])") == "The edition in figures"
    links = [str(one)[1:] for one in page.xpath("//nav[@class='sections']//a/@href")]
    assert links == [str(one) for one in page.xpath("//main//h2/@id")]


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru"])
def test_every_language_has_its_words(language: str, tmp_path: Path) -> None:
    made = built(project(tmp_path, settings=f'[edition]\nlanguage = "{language}"\n'), "html", "text")
    page = about(made)
    assert "about-" not in page.xpath("string(//main)")
    assert "{}" not in page.xpath("string(//main)")
    heads = {str(one.text) for one in page.iter("h2", "h3")}
    assert language == "en" or "Accessibility" not in heads


@pytest.mark.parametrize(
    "text",
    [
        "<body><p>before</p><div><p>one</p></div><pb n='2'/><div><p>two</p></div><trailer>end</trailer></body>",
        "<body><head>Head</head><pb n='1'/><div><p>one</p></div></body>",
        "<body><div1 type='part'><head>P</head><div2><p>a</p></div2></div1><div1><p>b</p></div1></body>",
        "<front><pb n='i'/></front><body><div><p>one</p></div></body><back><pb n='9'/></back>",
        "<front><div><p>f</p></div><titlePage><docTitle><titlePart>T</titlePart></docTitle></titlePage></front>"
        "<body><div><p>one</p></div></body>",
        "<body><div type='book'><head>B</head><epigraph><p>e</p></epigraph><pb n='3'/><div type='part'><head>P</head>"
        "<div type='chapter'><p>a</p></div><pb n='4'/><div type='chapter'><p>b</p></div></div>"
        "<div type='part'><div type='chapter'><p>c</p></div></div><closer>end</closer></div></body>",
        "<body><div type='part' xml:lang='de'><div><p>a</p></div></div><div><p>b</p></div></body>",
        "<body><div><p>a<ptr target='#n1'/></p></div><div><p>b<ref type='noteAnchor' target='#n1'>1</ref></p></div>"
        "</body><back><div type='notes'><head>N</head><div><head>To a</head><note xml:id='n1'>x <ref type='noteAnchor'"
        " target='#n2'>2</ref></note><note xml:id='n2'>y</note><note xml:id='n3'>no mark</note></div></div></back>",
        "<body><div><p>a<ref type='noteAnchor' target='#n1'>1</ref><note xml:id='n1'>in its place</note></p></div>"
        "<div><p>b<ref type='noteAnchor' target='#n1'>1</ref></p></div></body>",
        "<body><div type='notes'><note xml:id='n1'>one</note> stray words </div><div><p>a<ref type='noteAnchor' "
        "target='#n1'>1</ref></p></div></body>",
        "<group><text><front><div><p>f</p></div></front><body><p>x</p></body></text><group><text><body><div><p>y</p>"
        "</div></body></text></group></group><back><div><p>z</p></div></back>",
    ],
)
def test_chapters_of_any_order_hold_every_word_once(text: str) -> None:
    whole = document(tei(text))
    made = [document(data.decode("utf-8")) for data in chapters_of(whole, "b").values()]
    assert sum((words(one) for one in made), Counter()) == words(whole)
    assert sum(due(one)[1] for one in made) == due(whole)[1]
    breaks = [str(one.get("n")) for one in whole.root.iter("{*}pb")]
    assert [str(one.get("n")) for part in made for one in part.root.iter("{*}pb")] == breaks


def test_pointers_of_other_files_and_of_the_header_stay() -> None:
    text = (
        "<body><div xml:id='a'><p resp='#enc' n='#b'><persName ref='reg:x'>X</persName>"
        "<ref target='other.xml#b'>o</ref>"
        "<ref target='#nowhere'>n</ref><ref target='#a #b'>both</ref><ref target='#s'>s</ref></p></div>"
        "<div xml:id='b'><p>b</p></div></body>"
    )
    whole = document(
        tei(text).replace("<text>", "<standOff><listPerson><person xml:id='s'/></listPerson></standOff><text>")
    )
    first = chapters_of(whole, "b")["b-01-a.xml"].decode("utf-8")
    assert 'resp="#enc" n="#b"' in first
    assert "reg:x" in first
    assert '"other.xml#b"' in first
    assert '"#nowhere"' in first
    assert '"#a b-02-b.xml#b"' in first
    assert '"b.xml#s"' in first


def test_a_thousand_parts_in_each_other() -> None:
    text = "<body>" + "<div type='part'><head>P</head>" * 1000 + "<p>x</p>" + "</div>" * 1000 + "</body>"
    whole = document(tei(text))
    made = [document(data.decode("utf-8")) for data in chapters_of(whole, "b").values()]
    assert sum((words(one) for one in made), Counter()) == words(whole)

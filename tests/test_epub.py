"""The e-book: what a judge from outside says; nothing is lost, every way leads somewhere, nothing acts."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree

from edition.build import build
from edition.diagnostic import EditionError
from edition.editions import epub
from edition.losses import compare
from edition.normalize import normalize
from edition.project import find
from judges import epubcheck, judge
from literate import Case
from samples import document
from test_editions import CASES, registers, source

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
Pages = dict[str, etree._Element]


@pytest.fixture(scope="module")
def books(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("books")
    built = build(find(root), only=["epub"], output=output).value
    assert built is not None
    return {path.stem: path.read_bytes() for path in sorted((output / "epub").glob("*.epub"))}


def unpacked(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pages(book: bytes) -> Pages:
    """The pages by their names in the book; each is well-formed."""
    files = unpacked(book).items()
    return {name: etree.fromstring(data) for name, data in files if name.endswith(".xhtml")}


def book_of(tmp_path: Path, tei: bytes, settings: str = "", **files: bytes) -> tuple[bytes, list[str]]:
    """The book of a text in a project, and the rules of the findings."""
    for name, data in {"tei/t.xml": tei, "edition.toml": settings.encode(), **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    result = build(find(tmp_path), only=["epub"], output=tmp_path / "out")
    assert result.value is not None
    return (tmp_path / "out/epub/t.epub").read_bytes(), [finding.rule for finding in result.diagnostics]


def tei(body: str, header: str = "", language: str = ' xml:lang="en"', statement: str = "<title>T</title>") -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{language}><teiHeader><fileDesc><titleStmt>{statement}</titleStmt>'
        "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        f"{header}</teiHeader><text><body>{body}</body></text></TEI>"
    ).encode()


def messages(book: Path) -> list[str]:
    """What epubcheck finds."""
    command = epubcheck()
    if command is None:
        pytest.skip("epubcheck is not here: apt-get install epubcheck; it needs Java")
    done = subprocess.run([*command, str(book)], capture_output=True, text=True, check=False)
    told = f"{done.stdout}\n{done.stderr}".splitlines()
    assert any("EPUBCheck completed" in line for line in told), told[:5]
    return [line for line in told if line.startswith(("FATAL", "ERROR", "WARNING"))]


def png(size: int = 4) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    lines = zlib.compress(bytes(size + 1) * size)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


@pytest.mark.parametrize("stem", ["chelyuskin", "chelyuskin-ru"])
def test_epubcheck_finds_nothing(books: dict[str, bytes], stem: str, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(books[stem])
    assert messages(tmp_path / "book.epub") == []


def test_the_container(books: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(books["chelyuskin"])) as archive:
        entries = archive.infolist()
        assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_two_builds_give_the_same_bytes(root: Path, books: dict[str, bytes], tmp_path: Path) -> None:
    build(find(root), only=["epub"], output=tmp_path)
    assert {path.stem: path.read_bytes() for path in (tmp_path / "epub").glob("*.epub")} == books


def dead_links(found: Pages) -> list[str]:
    """Links that lead nowhere, and ids that stand twice."""
    ids = {name: Counter(str(node.get("id")) for node in page.iter() if node.get("id")) for name, page in found.items()}
    told = [f"{name}: {one} {count} times" for name in ids for one, count in ids[name].items() if count > 1]
    for name, page in found.items():
        for node in page.iter(f"{XHTML}a"):
            file, _, fragment = unquote(str(node.get("href"))).partition("#")
            if ":" in file:
                continue
            place = name if not file else str(Path(name).parent / file)
            if place not in found or (fragment and fragment not in ids[place]):
                told.append(f"{name}: {node.get('href')}")
    return told


def test_every_way_leads_somewhere_and_back(books: dict[str, bytes]) -> None:
    for book in books.values():
        found = pages(book)
        assert dead_links(found) == []
        marks = [
            node for page in found.values() for node in page.iter(f"{XHTML}a") if node.get("role") == "doc-noteref"
        ]
        notes = {node.get("id"): node for page in found.values() for node in page.iter(f"{XHTML}aside")}
        assert len(marks) > 50
        for mark in marks:
            assert mark.get(f"{OPS}type") == "noteref"
            note = notes[str(mark.get("href")).partition("#")[2]]
            assert (note.get("role"), note.get(f"{OPS}type")) == ("doc-footnote", "footnote")
            back = {
                str(one.get("href")).partition("#")[2]
                for one in note.iter(f"{XHTML}a")
                if one.get("role") == "doc-backlink"
            }
            assert mark.get("id") in back
    hands = {str(note.get("class")) for note in notes.values()}
    assert hands >= {"note author", "note translator"} or len(hands) > 1


def test_the_navigation(books: dict[str, bytes]) -> None:
    found = pages(books["chelyuskin"])
    navigation = {str(node.get(f"{OPS}type")): node for node in found["EPUB/nav.xhtml"].iter(f"{XHTML}nav")}
    assert set(navigation) == {"toc", "page-list", "landmarks"}
    breaks = [
        node for page in found.values() for node in page.iter(f"{XHTML}span") if node.get(f"{OPS}type") == "pagebreak"
    ]
    assert all(node.get("role") == "doc-pagebreak" and node.get("title") for node in breaks)
    listed = [node.text for node in navigation["page-list"].iter(f"{XHTML}a")]
    assert Counter(listed) == Counter(node.get("data-n") for node in breaks if node.get("data-n"))
    assert listed[:3] == sorted(listed[:3], key=lambda n: (len(n or ""), n))
    nested = navigation["toc"].findall(f"{XHTML}ol/{XHTML}li/{XHTML}ol/{XHTML}li")
    assert [" ".join(node.itertext()) for node in nested] == ["Caught", "Carried", "Crushed"]
    kinds = {str(node.get(f"{OPS}type")) for node in navigation["landmarks"].iter(f"{XHTML}a")}
    assert kinds >= {"cover", "titlepage", "toc", "bodymatter", "index", "bibliography"}


def test_nothing_acts_and_nothing_is_fetched(books: dict[str, bytes]) -> None:
    for book in books.values():
        for name, data in unpacked(book).items():
            assert not name.endswith(".js")
            assert b"@import" not in data or not name.endswith(".css")
        for page in pages(book).values():
            assert list(page.iter(f"{XHTML}script", f"{XHTML}iframe", f"{XHTML}object")) == []
            assert [key for node in page.iter() for key in node.attrib if key == "style" or key.startswith("on")] == []
            assert [node.get("src") for node in page.iter(f"{XHTML}img") if ":" in str(node.get("src"))] == []
            lang, other = page.get("lang"), page.get("{http://www.w3.org/XML/1998/namespace}lang")
            assert lang is not None and lang == other


def metadata(book: bytes) -> tuple[dict[str, list[str]], etree._Element]:
    """The statements of the package document by their names, and the document."""
    package = etree.fromstring(unpacked(book)["EPUB/package.opf"])
    said: dict[str, list[str]] = {}
    for node in package.iterfind(f"{OPF}metadata/*"):
        said.setdefault(node.get("property") or str(node.tag).replace(DC, "dc:"), []).append(str(node.text))
    return said, package


def test_metadata(books: dict[str, bytes]) -> None:
    said, package = metadata(books["chelyuskin"])
    assert said["dc:title"] == ["A Hundred and Four on the Ice", "The Voyage and Rescue of the Chelyuskin, 1933–1934"]
    assert said["title-type"] == ["main", "subtitle"]
    assert said["role"] == ["aut", "trl", "edt"]
    assert said["dc:language"][0] == "en"
    assert said["dc:identifier"][0].startswith("urn:uuid:")
    assert said["schema:accessMode"] == ["textual", "visual"]
    features = said["schema:accessibilityFeature"]
    assert {
        "alternativeText",
        "pageBreakMarkers",
        "printPageNumbers",
        "structuralNavigation",
        "tableOfContents",
    } <= set(features)
    assert said["schema:accessibilityHazard"] == ["none"]
    assert "dcterms:conformsTo" not in said, "nobody has examined it"
    covers = [item for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    assert [item.get("href") for item in covers] == ["cover.svg"]


def test_a_header_that_says_much(tmp_path: Path) -> None:
    statement = (
        '<title type="main">One</title><title type="sub">Two</title><author><surname>Last</surname> <forename>First'
        '</forename></author><editor role="translator">Shaw, G. B.</editor>'
    )
    text = tei("<p>words</p>", statement=statement).replace(
        b"<publicationStmt><p/></publicationStmt>",
        b'<publicationStmt><publisher>P</publisher><date when="2020-05">May</date><idno type="DOI">10.1/x</idno>'
        b'<availability><licence target="https://example.org/l">Free</licence></availability></publicationStmt>',
    )
    text = text.replace(
        b"</teiHeader>", b'<revisionDesc><change when="2021-02-03">c</change></revisionDesc></teiHeader>'
    )
    said, _ = metadata(book_of(tmp_path, text, '[epub]\ncertified-by = "A. Reader"\n')[0])
    assert said["dc:identifier"] == ["https://doi.org/10.1/x"]
    assert (said["dc:creator"], said["dc:contributor"]) == (["First Last"], ["G. B. Shaw"])
    assert said["file-as"] == ["Last, First", "Shaw, G. B."]
    assert (said["dc:date"], said["dcterms:modified"]) == (["2020-05"], ["2021-02-03T00:00:00Z"])
    assert said["dc:rights"] == ["Free https://example.org/l"]
    assert said["schema:accessMode"] == ["textual"]
    assert (said["dcterms:conformsTo"], said["a11y:certifiedBy"]) == (
        ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"],
        ["A. Reader"],
    )


def test_a_text_of_nothing_but_words(tmp_path: Path) -> None:
    book, _ = book_of(tmp_path, tei("<p>Nothing but words.</p>", language="", statement="<title/>"))
    (tmp_path / "t.epub").write_bytes(book)
    assert dead_links(pages(book)) == []
    said, _ = metadata(book)
    assert (said["dc:title"], said["dc:language"]) == (["t"], ["en"])
    assert messages(tmp_path / "t.epub") == []


def test_a_text_from_right_to_left_and_one_from_above(tmp_path: Path) -> None:
    book, _ = book_of(tmp_path / "he", tei("<div><head>פרק</head><p>שלום</p></div>", language=' xml:lang="he"'))
    _, package = metadata(book)
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"  # type: ignore[union-attr]
    rendition = '<rendition xml:id="v" scheme="css">writing-mode: vertical-rl; direction: ltr</rendition>'
    header = f"<encodingDesc><tagsDecl>{rendition}</tagsDecl></encodingDesc>"
    text = tei('<div xml:id="a"><head>一</head><p>猫</p></div>', header, ' xml:lang="ja"').replace(
        b"<text>", b'<text rendition="#v">'
    )
    book, _ = book_of(tmp_path / "ja", text)
    _, package = metadata(book)
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"  # type: ignore[union-attr]
    styles = unpacked(book)["EPUB/renditions.css"].decode()
    assert "writing-mode: vertical-rl; -epub-writing-mode: vertical-rl;" in styles
    assert "direction" not in styles
    body = pages(book)["EPUB/text/a.xhtml"].find(f"{XHTML}body")
    assert body is not None and body.get("data-rendition") == "v"


HOSTILE = """<div xml:id="nav" xml:lang="no tag"><head>N<note xml:id="n1">A <ref target="javascript:alert(1)">js</ref>
<ref target="https://ok.example/%zz">pc</ref> <ref target="file:///etc/passwd">f</ref>
<ref target="https://ok.example/a?b=c&amp;d#e">fine</ref></note>av</head><p>a <pb/> b<pb n="&lt;i&gt;&amp;&quot;"/> c
<graphic url="images/x y.png"/> <graphic url="images/none.png"/></p><p xml:id="é.1"><ref target="#é.1">self</ref>
<ref target="#nowhere">n</ref></p><figure><graphic url="images/evil.svg"/><head>Cap &lt;tion&gt;</head></figure>
<figure><graphic url="images/wrong.jpg"/><head>png</head></figure></div>
<div xml:id="Nav"><head>other case</head>
<p style="writing-mode: vertical-rl; position: fixed; background: url(http://x.example/)">styled</p>
<pb n="1"/><pb n="1"/></div><div xml:id="cover"><p>no head</p></div><div xml:id="package"><p/></div>"""


def test_hostile_names_links_and_pictures(tmp_path: Path) -> None:
    statement = (
        '<title>A &lt;b&gt; &amp; "B" &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; '
        f"{'long' * 60}</title><title type='sub'>]]&gt; &amp;amp;</title><author>O'\"Neil &lt;x&gt; &amp; Co.</author>"
    )
    text = tei(HOSTILE, statement=statement).replace(
        b"<publicationStmt><p/></publicationStmt>",
        b'<publicationStmt><publisher>P &lt;z&gt;</publisher><date when="20">once &lt;b&gt;</date>'
        b'<idno type="URL">javascript:alert("1") &lt;</idno></publicationStmt>',
    )
    evil = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    pictures = {"tei/images/x y.png": png(), "tei/images/wrong.jpg": png(), "tei/images/evil.svg": evil}
    book, rules = book_of(tmp_path, text, "", **pictures)
    assert rules.count("unreadable-image") == 1
    (tmp_path / "t.epub").write_bytes(book)
    assert messages(tmp_path / "t.epub") == []
    names = set(unpacked(book))
    assert {"EPUB/images/x-y.png", "EPUB/images/wrong.png"} <= names
    assert not any("evil" in name for name in names)
    found = pages(book)
    assert dead_links(found) == []
    told = " ".join("".join(page.itertext()) for page in found.values())
    assert "Cap <tion>" in told
    links = {str(node.get("href")) for page in found.values() for node in page.iter(f"{XHTML}a")}
    assert {one for one in links if ":" in one} == {"https://ok.example/a?b=c&d#e"}


@pytest.mark.parametrize(
    "drawing",
    [
        "<script>1</script>",
        "<foreignObject/>",
        '<image href="http://example.org/a.png"/>',
        '<a href="http://example.org/"><path d="M0 0"/></a>',
        '<path style="fill: url(http://example.org/a)"/>',
        "<style>@import 'a.css';</style>",
        '<use href="other.svg#a"/>',
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(tmp_path: Path, drawing: str) -> None:
    path = tmp_path / "a.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>', encoding="utf-8")
    made = epub.pictures_of({"a.svg": path})
    assert made.value == {}
    assert [finding.rule for finding in made.diagnostics] == ["unreadable-image"]


def test_the_cover_of_a_project(tmp_path: Path) -> None:
    settings = '[epub]\ncover = "images/front.jpg"\n'
    book, _ = book_of(tmp_path, tei("<p>a</p>"), settings, **{"images/front.jpg": png(8)})
    assert unpacked(book)["EPUB/cover.png"] == png(8)
    book, rules = book_of(tmp_path, tei("<p>a</p>"), settings, **{"images/front.jpg": b"no picture"})
    assert "EPUB/cover.svg" in unpacked(book)
    assert "unreadable-image" in rules
    (tmp_path / "edition.toml").write_text('[epub]\ncover = "tei/t.xml"\n')
    with pytest.raises(EditionError, match=r"cover in \[epub\]"):
        find(tmp_path)


def test_a_projects_own_templates_are_those_of_the_website(tmp_path: Path) -> None:
    custom = (
        '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
        'xmlns:tei="http://www.tei-c.org/ns/1.0"><xsl:template match="tei:stage" mode="html">'
        '<aside onclick="x()"><xsl:next-match/></aside></xsl:template></xsl:stylesheet>'
    )
    book, _ = book_of(
        tmp_path, tei("<div xml:id='a'><stage>Storm.</stage></div>"), "", **{"xslt/custom.xsl": custom.encode()}
    )
    aside = next(pages(book)["EPUB/text/a.xhtml"].iter(f"{XHTML}aside"))
    assert (dict(aside.attrib), "".join(aside.itertext())) == ({}, "Storm.")


REGISTER = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>R</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><standOff><listPerson>
<person xml:id="a"><persName>Anna</persName></person><person xml:id="b"><persName>Boris</persName></person></listPerson>
</standOff></TEI>"""
NAMED = """<div xml:id="ch"><head>One</head><pb n="7"/><p><name ref="../registers/r.xml#a">Anna</name>
<note>and <name ref="../registers/r.xml#a">Anna</name></note> <pb n="1"/> <name ref="../registers/r.xml#a">Anna</name>
and <name ref="../registers/r.xml#a">Anna</name></p></div>"""


def locators(book: bytes) -> dict[str, list[str]]:
    """The entries of the register of persons, each with its locators."""
    page = pages(book)["EPUB/text/persons.xhtml"]
    entries = [node for node in page.iter(f"{XHTML}div") if node.get("class") == "entry"]
    return {str(entry.get("id")): [str(link.text) for link in entry.iter(f"{XHTML}a")] for entry in entries}


def test_locators_are_the_pages_of_the_print_or_the_chapters(tmp_path: Path) -> None:
    files = {"registers/r.xml": REGISTER}
    book, _ = book_of(tmp_path / "print", tei(NAMED), "", **files)
    assert locators(book) == {"a": ["7", "1"], "b": []}
    without = NAMED.replace('<pb n="7"/>', "").replace('<pb n="1"/>', "")
    book, _ = book_of(tmp_path / "none", tei(without), "", **files)
    assert locators(book) == {"a": ["One"], "b": []}


def test_a_text_of_a_shelf_takes_along_what_it_names(tmp_path: Path) -> None:
    files = {"registers/r.xml": REGISTER, "tei/u.xml": tei("<p>no name</p>")}
    book, _ = book_of(tmp_path, tei(NAMED), "", **files)
    assert locators(book) == {"a": ["7", "1"]}
    assert dead_links(pages(book)) == []
    other = (tmp_path / "out/epub/u.epub").read_bytes()
    assert "EPUB/text/persons.xhtml" not in unpacked(other)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}")
def test_nothing_of_any_case_is_lost(case: Case) -> None:
    read = document(source(case).encode(), Path("tei/case.xml"))
    parameters: dict[str, str | int | bool] = {"lang": "en", "base-name": "case"}
    made = epub.render(normalize(read, registers(case), parameters).value, parameters).value
    lost = [finding.rule for finding in compare(read, "epub", made.words).diagnostics]
    assert [rule for rule in lost if rule not in case.fences.get("findings", "")] == []
    assert dead_links(pages(made.files["case.epub"])) == []


@pytest.mark.browser
def test_axe_finds_nothing(books: dict[str, bytes], browser: Any, tmp_path: Path) -> None:
    path = judge("axe.min.js")
    if path is None:
        pytest.skip("axe-core is not here: python tests/judges.py fetches it")
    for name, data in unpacked(books["chelyuskin"]).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    told = []
    for (
        kind
    ) in "cover nav text/index text/ch2 text/ch3 text/glossary text/persons text/bibliography text/about".split():
        browser.get((tmp_path / f"EPUB/{kind}.xhtml").as_uri())
        browser.execute_script(path.read_text(encoding="utf-8"))
        found = browser.execute_async_script("const done = arguments[0]; axe.run().then(one => done(one.violations))")
        told += [f"{kind}: {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    assert not told, "\n".join(told[:40])


def test_the_website_offers_the_book(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "tei", tmp_path / "tei")
    shutil.copytree(root / "registers", tmp_path / "registers")
    shutil.copy(root / "edition.toml", tmp_path)
    assert build(find(tmp_path), only=["html", "epub"]).value is not None
    about = (tmp_path / "output/html/about.html").read_text(encoding="utf-8")
    assert "downloads/chelyuskin.epub" in about
    assert "The e-book (EPUB)" in about
    offered = tmp_path / "output/html/downloads/chelyuskin.epub"
    assert offered.read_bytes() == (tmp_path / "output/epub/chelyuskin.epub").read_bytes()

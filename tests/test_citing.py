"""Citations and metadata: every form whole and escaped, whatever the header says or leaves out."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.diagnostic import EditionError
from edition.document import Document
from edition.editions import html
from edition.editions.html.citing import templates
from edition.editions.html.facts import Work
from edition.normalize import normalize
from edition.project import find
from edition.references import Name, bibtex, fill, key_of
from edition.tei import TEI, XML_ID
from samples import document

HOSTILE = r"""<teiHeader><fileDesc><titleStmt><title>Ice &amp; "Snow" {100%} &lt;/script&gt; $_^~\ # שלום</title>
<title type="sub">A } lone brace</title>
<author><persName><forename>Leo</forename> <nameLink>von</nameLink> <surname>Tol &amp;
Sons</surname></persName></author> <author>Shaw, G. B.</author><author><orgName>Ministry of Ice, Snow and
Fog</orgName></author> <editor role="translator">Anna and Sons {</editor><editor>The Press, as
publishers</editor></titleStmt> <editionStmt><edition n="1.2.0">Second <date when="2025-03-01">1
March</date></edition></editionStmt> <publicationStmt><publisher>P &lt;"&gt;'</publisher><pubPlace>Paris</pubPlace><idno
type="DOI">https://doi.org/10.1/a_b</idno> <idno type="ISBN">978-1</idno><availability><licence
target="https://example.org/l">x</licence></availability>
</publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc><encodingDesc><projectDesc><p>About "&lt;/script&gt;"</p>
</projectDesc></encodingDesc><revisionDesc><change when="2025-04-02">x</change></revisionDesc></teiHeader>"""
BODY = """<text xml:lang="he"><body><div type="chapter" xml:id="ch1"><head>Who "is" &lt;/title&gt; there?</head>
<pb n="3"/><p xml:id="שלום">A first paragraph that is long enough to tell.</p>
<p xml:id="p.2-é">A second.<pb n="4"/> More.</p></div>
<div type="chapter" xml:id="ch2"><head>Two</head><p>No id.</p></div></body></text>"""


_META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"')


def site(
    header: str = HOSTILE, body: str = BODY, url: str = "https://example.org/ice/", lang: str = "en"
) -> dict[str, str]:
    read = document(f'<TEI xmlns="{TEI}">{header}{body}</TEI>'.encode(), Path("tei/t.xml"))
    return rendered(read, url, lang)


def rendered(read: Document, url: str = "", lang: str = "en") -> dict[str, str]:
    settings: dict[str, str | int | bool] = {"lang": lang, "base-name": "t"}
    made = html.render(normalize(read, (), settings).value, settings, url=url).value
    return {name: data.decode() for name, data in html.files_of(made).items()}


def meta(page: str) -> list[tuple[str, str]]:
    return [(name, unescape(value)) for name, value in _META.findall(page)]


def linked_data(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    value = json.loads(found[1])
    assert isinstance(value, dict)
    return value


def test_bibtex_is_balanced_and_escaped() -> None:
    made = site()["cite.bib"]
    depth = 0
    for char in made:
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
    assert "author = {von Tol \\& Sons, Leo and Shaw, G. B. and {Ministry of Ice, Snow and Fog}}," in made
    assert r'{{Ice \& "Snow" \textbraceleft{}100\%\textbraceright{} </script> \$\_\textasciicircum{}' in made
    assert "translator = {{Anna and Sons \\textbraceleft{}}}," in made
    assert "editor = {{The Press, as publishers}}," in made
    assert "month = mar," in made
    assert "edition = {1.2.0}," in made
    assert "doi = {10.1/a_b}," in made
    assert "url = {https://example.org/ice/}," in made


def test_ris_is_a_record_of_tagged_lines() -> None:
    lines = site()["cite.ris"].split("\n")
    assert (lines[0], lines[-2:]) == ("TY  - BOOK", ["ER  - ", ""])
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    assert {"PY  - 2025", "DA  - 2025/03/01/", "A4  - Anna and Sons {", "A3  - The Press, as publishers"} <= set(lines)


def test_csl_has_names_in_parts_where_they_are_known() -> None:
    (item,) = json.loads(site()["cite.csl.json"])
    assert item["author"] == [
        {"family": "von Tol & Sons", "given": "Leo"},
        {"family": "Shaw", "given": "G. B."},
        {"literal": "Ministry of Ice, Snow and Fog"},
    ]
    assert item["title"] == 'Ice & "Snow" {100%} </script> $_^~\\ # שלום: A } lone brace'
    assert item["issued"] == {"date-parts": [[2025, 3, 1]]}
    assert (item["version"], item["DOI"], item["URL"]) == ("1.2.0", "10.1/a_b", "https://example.org/ice/")


def test_the_page_that_tells_how_to_cite() -> None:
    page = etree.HTML(site()["cite.html"])
    found = [one for one in page.iter("p") if one.get("class") == "reference"]
    references = [" ".join("".join(one.itertext()).split()) for one in found]
    assert references[0].startswith("von Tol & Sons, Leo; Shaw, G. B.; Ministry of Ice, Snow and Fog. Ice & ")
    responsible = "Translated by Anna and Sons {. Edited by The Press, as publishers. "
    assert responsible + "Version 1.2.0. Paris: P <\">', 2025-03-01." in references[0]
    assert references[0].endswith("https://doi.org/10.1/a_b https://example.org/ice/")
    address = "https://example.org/ice/ch1.html#%D7%A9%D7%9C%D7%95%D7%9D"
    assert '“Who "is" </title> there?” In: ' in references[1]
    assert references[1].endswith(f"[שלום]. https://doi.org/10.1/a_b {address}")
    assert {one.get("href") for one in page.iter("a") if one.get("download") is not None} == {
        "cite.bib", "cite.ris", "cite.csl.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "words"), [("de", "Herausgegeben von"), ("fr", "Édité par"), ("ru", "Под редакцией:")]
)
def test_references_speak_the_language_of_the_interface(lang: str, words: str) -> None:
    page = site(lang=lang)["cite.html"]
    assert words in page
    assert "Edited by" not in page


def test_chapters_tell_reference_managers_what_they_are() -> None:
    pages = site()
    told = meta(pages["ch1.html"])
    for name, value in (
        ("citation_title", 'Who "is" </title> there?'),
        ("citation_inbook_title", 'Ice & "Snow" {100%} </script> $_^~\\ # שלום: A } lone brace'),
        ("citation_author", "Shaw, G. B."),
        ("citation_publication_date", "2025/03/01"),
        ("citation_firstpage", "3"),
        ("citation_lastpage", "4"),
        ("DC.identifier", "https://example.org/ice/ch1.html"),
        ("og:type", "article"),
        ("og:description", "A first paragraph that is long enough to tell."),
        ("og:url", "https://example.org/ice/ch1.html"),
    ):
        assert (name, value) in told
    assert ("citation_firstpage", "4") in meta(pages["ch2.html"]), "the page of the print goes on"
    assert '<link rel="canonical" href="https://example.org/ice/ch1.html">' in pages["ch1.html"]
    assert ("og:type", "book") in meta(pages["index.html"])
    data = linked_data(pages["ch1.html"])
    assert (data["@type"], data["pagination"], data["version"]) == ("Chapter", "3–4", "1.2.0")
    book = linked_data(pages["index.html"])
    assert (book["@type"], book["license"], book["isbn"]) == ("Book", "https://example.org/l", "978-1")
    assert book["author"][0] == {  # type: ignore[index]
        "@type": "Person", "name": "Leo von Tol & Sons", "familyName": "von Tol & Sons", "givenName": "Leo",
    }  # fmt: skip


def test_entries_tell_by_what_address_authorities_know_them(root: Path, tmp_path: Path) -> None:
    built = build(find(root), only=["html"], output=tmp_path).value
    assert built is not None
    page = built.files["html/places-anadyr.html"].decode()
    data = linked_data(page)
    assert data["@type"] == "Place"
    assert data["sameAs"] == ["https://www.geonames.org/2127202"]
    assert meta(page) == [one for one in meta(page) if one[0] in ("viewport", "author", "generator", "color-scheme")]


def test_the_sitemap_lists_every_page_with_the_last_change() -> None:
    pages = site()
    root = etree.fromstring(pages["sitemap.xml"].encode())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = {one.findtext(f"{space}loc") for one in root}
    names = {name for name in pages if name.endswith(".html")}
    assert places == {f"https://example.org/ice/{'' if name == 'index.html' else name}" for name in names}
    assert {one.findtext(f"{space}lastmod") for one in root} == {"2025-04-02"}


def test_without_an_address_nothing_is_said_of_one() -> None:
    pages = site(url="")
    assert "sitemap.xml" not in pages
    everything = "".join(pages[name] for name in ("ch1.html", "cite.html", "cite.bib", "cite.ris", "cite.csl.json"))
    for words in ("canonical", "og:url", "og:image", "url = ", "UR  - ", '"URL"'):
        assert words not in everything


@pytest.mark.parametrize("header", ["", "<teiHeader><fileDesc><titleStmt><title/></titleStmt></fileDesc></teiHeader>"])
def test_a_text_without_a_header_or_an_id(header: str) -> None:
    pages = site(header, "<text><body><p>Words.</p></body></text>", "")
    assert pages["cite.bib"] == "@book{t,\n  title = {{t}},\n}\n"
    assert pages["cite.ris"] == "TY  - BOOK\nID  - t\nTI  - t\nER  - \n"
    assert json.loads(pages["cite.csl.json"]) == [{"id": "t", "type": "book", "title": "t"}]
    assert '<cite dir="auto">t</cite>.' in pages["cite.html"]
    assert linked_data(pages["index.html"])["name"] == "t"


def test_every_public_id_stands_on_its_page(root: Path, tmp_path: Path) -> None:
    """What the lock file releases can be opened; and nothing that an editor named is left out but marks of notes."""
    project = find(root)
    built = build(project, only=["html"], output=tmp_path).value
    assert built is not None
    documents = project.read().value
    for text in project.texts:
        folder = "html/" if text.main else f"html/{text.stem}/"
        public = dict(built.public[text.path])
        for name, page in public.items():
            assert f' id="{name}"' in built.files[f"{folder}{page}.html"].decode()
        named = [node for part in documents[text.path].root.iter("{*}text") for node in part.iter("*")]
        named = [node for node in named if node.get(XML_ID)]
        left = {etree.QName(node).localname for node in named if node.get(XML_ID) not in public}
        assert left <= {"ref"}


@pytest.mark.parametrize(
    ("url", "address"),
    [("https://example.org", "https://example.org/"), ("http://example.org/a/", "http://example.org/a/")],
)
def test_the_address_of_a_website(tmp_path: Path, url: str, address: str) -> None:
    assert find(with_url(tmp_path, url)).url == address


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/", "javascript:alert(1)", "https://", "https://example.org/?a=1",
     "https://example.org/#a", "https://exa mple.org/", "https://example.org/\\\"><script>", "https://[::1"],
)  # fmt: skip
def test_what_is_no_address_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(EditionError, match="url in") as caught:
        find(with_url(tmp_path, url))
    assert caught.value.at is not None
    assert caught.value.at.line == 2


def with_url(folder: Path, url: str) -> Path:
    (folder / "tei").mkdir()
    (folder / "tei" / "t.xml").write_text(
        f'<TEI xmlns="{TEI}"><text><body><p>x</p></body></text></TEI>', encoding="utf-8"
    )
    (folder / "edition.toml").write_text(f'[edition]\nurl = "{url}"\n', encoding="utf-8")
    return folder


def test_names_of_bibtex_that_would_be_parted() -> None:
    names = [Name("Black and White", "A."), Name(literal="Smith and Sons"), Name("Lone")]
    made = fill(bibtex("book", "k", {"author": names}))
    assert "author = {{Black and White}, A. and {Smith and Sons} and Lone}," in made
    assert key_of("ch1.p4 «é»,{}") == "ch1.p4-"


def test_a_version_in_words_that_tells_its_date() -> None:
    work = Work("Ice", "t", version="Second edition, 2026", date="2026", publisher="A Press")
    assert fill(templates(work, passage=False)["reference"]) == "Ice. Second edition, 2026. A Press."
    assert "edition = {Second edition, 2026}," in fill(templates(work, passage=False)["bibtex"])
    assert "version" not in json.loads(fill(templates(work, passage=False)["csl"]))[0]

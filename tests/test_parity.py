"""Parity: what the TEI has, every edition has, or its loss report tells; and the same numbers everywhere."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from lxml import html as lxml_html

from edition.build import Built, build
from edition.document import Document, parse
from edition.editions import EDITIONS
from edition.losses import due
from edition.project import find
from edition.tei import XML_ID, tei

#: The editions of the text; the data are of the registers.
OF_TEXT = tuple(name for name in EDITIONS if name != "data")
#: Where an edition leaves out by design what others have, the words of its loss report for it.
OMITTED = {("text", "readings"): "readings of the apparatus", ("markdown", "readings"): "readings of the apparatus"}


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))


def files(built: Built, edition: str, stem: str, ending: str) -> dict[str, bytes]:
    """The files of an edition of a text, in the order in which they are read."""
    inner = f"{edition}/" if stem != "chelyuskin-ru" or edition != "html" else f"{edition}/{stem}/"
    return {
        name.removeprefix(inner): data
        for name, data in built.files.items()
        if name.startswith(inner) and name.endswith(ending) and "/" not in name.removeprefix(inner)
    }


def pages(built: Built, stem: str) -> list[etree._Element]:
    """The pages of the website that have the text."""
    facts = built.sites[stem].website.facts
    made = files(built, "html", stem, ".html")
    return [lxml_html.document_fromstring(made[f"{page['stem']}.html"].decode()) for page in facts["pages"]]


def book(built: Built, stem: str) -> list[etree._Element]:
    """The files of the e-book, in the order of its spine."""
    archive = zipfile.ZipFile(io.BytesIO(built.files[f"epub/{stem}.epub"]))
    name = next(one for one in archive.namelist() if one.endswith(".opf"))
    package = etree.fromstring(archive.read(name))
    items = {one.get("id"): one.get("href") for one in package.iter("{*}item")}
    spine = [items[one.get("idref")] for one in package.iter("{*}itemref")]
    folder = name.rpartition("/")[0]
    return [etree.fromstring(archive.read(f"{folder}/{one}".lstrip("/"))) for one in spine]


def paged(built: Built, stem: str) -> etree._Element:
    return lxml_html.document_fromstring(built.files[f"paged/{stem}.html"].decode())


def source(built: Built, stem: str) -> str:
    return built.files[f"pdf/{stem}.typ"].decode()


def whole(built: Built, stem: str) -> dict[str, str]:
    """All letters of each edition."""
    pdf = pypdfium2.PdfDocument(built.files[f"pdf/{stem}.pdf"])
    printed = "".join(page.get_textpage().get_text_range() for page in pdf)
    made = {
        "html": "".join(page.find(".//main").text_content() for page in pages(built, stem)),
        # A typesetter's hyphen, and the line end behind it, are no letters; nor are numbers in the margin.
        "pdf": re.sub("[\ufffe\x02]\\s*", "", printed),
        "epub": "".join("".join(one.itertext()) for one in book(built, stem)),
        "paged": paged(built, stem).find(".//main").text_content(),
        "text": built.files[f"text/{stem}.txt"].decode(),
    }
    for name, path in (("markdown", f"markdown/{stem}.md"),):
        if path in built.files:
            made[name] = built.files[path].decode()
    return {name: letters(text) for name, text in made.items()}


def marks_of_pages(found: list[etree._Element]) -> list[str]:
    return [
        "".join(mark.itertext())
        for page in found
        for mark in page.iter("a", "{*}a")
        if mark.get("role") == "doc-noteref"
        and not any("note" in (one.get("class") or "") for one in mark.iterancestors())
    ]


@dataclass
class Made:
    """A build of everything, with the TEI of each text."""

    built: Built
    documents: dict[str, Document]


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    result = build(find(root), only=[name for name in OF_TEXT if name != "docx"], output=tmp_path_factory.mktemp("all"))
    assert result.value is not None
    documents = {}
    for stem in ("chelyuskin", "chelyuskin-ru"):
        document = parse(root / "tei" / f"{stem}.xml").value
        assert document is not None
        documents[stem] = document
    return Made(result.value, documents)


STEMS = pytest.mark.parametrize("stem", ["chelyuskin", "chelyuskin-ru"])


@STEMS
def test_every_edition_has_every_word_and_note_or_tells(made: Made, stem: str) -> None:
    reports = {loss["edition"]: loss for loss in made.built.losses if loss["text"] == stem}
    assert set(reports) == {name for name in OF_TEXT if name != "docx"}
    _, notes, _ = due(made.documents[stem])
    for name, report in reports.items():
        assert (name, report["characters"]["lost"], report["lost"]) == (name, 0, [])
        assert (name, report["notes"]) == (name, {"due": notes, "arrived": notes})
    # What no edition is due to show is the same for all.
    assert len({tuple(sorted(report["omitted"].items())) for report in reports.values()}) == 1


@STEMS
def test_every_caption_and_every_reading_is_there_or_told(made: Made, stem: str) -> None:
    texts = whole(made.built, stem)
    root = made.documents[stem].root
    text = root.find(tei("text"))
    captions = [letters("".join(head.itertext())) for head in text.iterfind(f".//{tei('figure')}/{tei('head')}")]
    readings = [letters("".join(one.itertext())) for one in text.iterfind(f".//{tei('rdg')}")]
    assert captions and (readings or stem != "chelyuskin")
    reports = {loss["edition"]: loss for loss in made.built.losses if loss["text"] == stem}
    for name, there in texts.items():
        assert [one for one in captions if one not in there] == [], name
        missing = [one for one in readings if one and one not in there]
        told = OMITTED.get((name, "readings"))
        if told is None:
            # A page may turn within a reading: what it carries then stands between its words.
            assert len(missing) <= (len(readings) // 10 if name == "pdf" else 0), (name, missing)
        elif missing:
            assert told in reports[name]["omitted"], name


@STEMS
def test_notes_have_the_same_numbers_everywhere(made: Made, stem: str) -> None:
    expected = marks_of_pages(pages(made.built, stem))
    assert len(expected) > 60
    assert marks_of_pages(book(made.built, stem)) == expected, "epub"
    single = paged(made.built, stem)
    inline = [
        node.get("data-mark") or "".join(node.itertext())
        for node in single.iter("span", "a")
        if (node.tag == "span" and "footnote" in (node.get("class") or "").split())
        or (node.get("role") == "doc-noteref" and not node.xpath("ancestor::div[starts-with(@class, 'note')]"))
    ]
    assert inline == expected, "paged"
    body = source(made.built, stem).partition("#let picture = ")[2]
    assert re.findall(r'#(?:note\(|mark-to\("[^"]*", |mark\()"([^"]*)"\)', body) == expected, "pdf"
    told = made.built.files[f"text/{stem}.txt"].decode()
    numbers = sorted(set(expected))
    assert sorted({one for one in re.findall(r"\[([^\]\s]{1,4})\]", told) if one in numbers}) == numbers, "text"


@STEMS
def test_pages_of_the_print_are_the_same_everywhere(made: Made, stem: str) -> None:
    root = made.documents[stem].root
    expected = [str(one.get("n")) for one in root.find(tei("text")).iter(tei("pb")) if one.get("n")]
    website = [
        node.text_content().strip()
        for page in pages(made.built, stem)
        for node in page.iter("span")
        if "pb" in (node.get("class") or "").split() and node.text_content().strip()
    ]
    facts = [one["n"] for one in made.built.sites[stem].website.facts["breaks"]]
    assert facts == expected
    assert website == [one for one in expected if one in website]
    breaks = [one for page in book(made.built, stem) for one in page.iter() if one.get("role") == "doc-pagebreak"]
    listed = [str(one.get("title") or one.get("aria-label")).split()[-1] for one in breaks]
    assert [one for one in listed if one in expected] == expected
    body = source(made.built, stem).partition("#let picture = ")[2]
    # A page that begins in a collection of notes has no place in a book whose notes stand at the foot.
    collected = {str(one.get("n")) for one in root.iterfind(f".//{tei('div')}[@type='notes']//{tei('pb')}")}
    assert re.findall(r'#pb\("([^"]*)"\)', body) == [one for one in expected if one not in collected]


def test_ids_lead_to_the_same_words(made: Made) -> None:
    """A paragraph that is cited on the website is the same paragraph in the e-book and on paged paper."""
    website = {
        node.get("id"): node for page in pages(made.built, "chelyuskin") for node in page.iter("p") if node.get("id")
    }
    books = {
        node.get("id"): node for page in book(made.built, "chelyuskin") for node in page.iter("{*}p") if node.get("id")
    }
    single = {node.get("id"): node for node in paged(made.built, "chelyuskin").iter("p") if node.get("id")}
    public = [str(node.get(XML_ID)) for node in made.documents["chelyuskin"].root.iter(tei("p")) if node.get(XML_ID)]
    shown = [one for one in public if one in website]
    assert len(shown) > 50
    for name in shown:
        words = letters("".join(website[name].xpath("text()")))
        assert letters("".join(books[name].xpath("text()"))) == words, name
        assert letters("".join(single[name].xpath("text()"))) == words, name

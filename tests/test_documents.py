"""Documents by way of pandoc: literate cases in Markdown, and what only Word, OpenDocument, e-books and HTML have.

A case's ``markdown`` fence is imported; ``tei`` is the ``text`` element that comes out, ``findings`` the doubts. Every
document here must be valid, lose no word, and come out the same twice. The files of word processors are made when the
tests run.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from documents import by_pandoc, docx, paragraph, png, run, text_box
from edition import pandoc
from edition.checks import check
from edition.diagnostic import EditionError, Severity
from edition.import_report import report_page
from edition.sources import Imported, read
from edition.sources.pandoc import account
from edition.sources.pandoc.pictures import Pictures
from edition.tei import TEI
from literate import Case, cases, findings_as_text
from samples import document

try:
    pandoc.find_pandoc()
except EditionError as missing:
    pytest.skip(f"{missing.message}: {missing.hint}", allow_module_level=True)

Q = f"{{{TEI}}}"


def imported(path: Path) -> tuple[Imported, set[str]]:
    """An import that is valid, loses nothing, and is the same twice; with the rules of its doubts."""
    result = read(path)
    assert result.value is not None
    again = read(path).value
    assert again is not None
    assert (again.tei, again.files, again.report) == (result.value.tei, result.value.files, result.value.report)
    tree = document(result.value.tei, Path("tei/book.xml"))
    faults = [f"{d.at}: {d.rule} {d.message}" for d in check([tree]) if d.severity is Severity.ERROR]
    assert faults == []
    assert result.value.report["counts"]["tokens_lost"] == 0
    assert [d for d in result.diagnostics if d.severity is Severity.ERROR] == []
    return result.value, {d.rule for d in result.diagnostics}


def tree_of(value: Imported) -> Any:
    return etree.fromstring(value.tei)


def words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


@pytest.mark.parametrize("case", cases("documents"), ids=lambda case: case.path.stem)
def test_literate_cases(case: Case, accept: bool, tmp_path: Path) -> None:
    source = tmp_path / "book.md"
    source.write_text(case.fences["markdown"], encoding="utf-8")
    value, _ = imported(source)
    text = re.search(rb"^<text.*^</text>", value.tei, re.MULTILINE | re.DOTALL)
    assert text is not None
    case.check({"tei": text.group().decode(), "findings": findings_as_text(read(source).diagnostics)}, accept)


BOOK = """---
title: The *Lighthouse*
author: [Anna Berg]
lang: en
---

# The lamp

It burned oil.^[Whale oil.] It *went* **out** often.[^x]

[^x]: The log says so.

    - twice in May

![The cape](cape.png)

| Store | Barrels |
|:------|--------:|
| oil   | 3       |

: What was left

1. Trim it.
2. Light it.

> The sea is wide.

## The wick

It was long, see [above](#the-lamp).
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "cape.png").write_bytes(png())
    return tmp_path / "book"


@pytest.mark.parametrize("ending", [".docx", ".odt", ".epub", ".html"])
def test_the_same_book_in_every_form(book: Path, ending: str) -> None:
    value, rules = imported(by_pandoc(BOOK, book.with_suffix(ending)))
    tree = tree_of(value)
    heads = [words(node) for node in tree.iter(f"{Q}head") if node.getparent().tag == f"{Q}div"]
    assert heads[-2:] == ["The lamp", "The wick"]
    notes = list(tree.iter(f"{Q}note"))
    assert [note.get("n") for note in notes] == ["1", "2"]
    assert words(notes[0]) == "Whale oil."
    assert "twice in May" in words(notes[1])
    cells = [words(cell) for cell in tree.iter(f"{Q}cell")]
    assert cells == ["Store", "Barrels", "oil", "3"]
    assert [node.get("rend") for node in tree.iter(f"{Q}hi") if words(node) in ("went", "out")] == ["italic", "bold"]
    assert len(list(tree.iter(f"{Q}quote"))) == 1
    assert [words(item) for item in tree.iter(f"{Q}item") if "it." in words(item)] == ["Trim it.", "Light it."]
    (graphic,) = tree.iter(f"{Q}graphic")
    assert value.files == {graphic.get("url"): png()}
    assert graphic.get("url").startswith("images/book/")
    assert words(next(tree.iter(f"{Q}title"))) == "The Lighthouse"
    assert "text-not-read" not in rules
    for ref in tree.iter(f"{Q}ref"):
        assert ref.get("target", "")[1:] in tree.xpath("//@xml:id")


STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
    for kind, name, shown in (
        ("paragraph", "H1", "heading 1"), ("paragraph", "V", "Verse"), ("paragraph", "Q", "Quote"),
        ("character", "PN", "persName"), ("paragraph", "TOC1", "toc 1"), ("paragraph", "Odd", "Ship's order"),
    )
)  # fmt: skip


def test_what_word_has_and_pandoc_drops(tmp_path: Path) -> None:
    mark = '<w:r><w:{0}Reference w:id="1"/></w:r>'
    added = f'<w:ins w:id="7" w:author="A. Berg">{run("quickly ")}</w:ins>'
    struck = '<w:del w:id="8" w:author="A. Berg"><w:r><w:delText>slowly </w:delText></w:r></w:del>'
    path = docx(
        tmp_path / "log.docx",
        paragraph("The lamp 3", style="TOC1"),
        paragraph("The lamp", style="H1"),
        paragraph("The oil burned ", added, struck, "away", mark.format("footnote"),
                  "; so", mark.format("endnote"), "."),
        paragraph("Beside this ", text_box(paragraph("stood a box")), "went words."),
        paragraph("The sea is wide,", style="V"),
        paragraph("no ship is near.", style="V"),
        paragraph("A quoted line.", style="Q"),
        paragraph("He met ", run("Otto Berg", '<w:rStyle w:val="PN"/>'), "."),
        paragraph("Trim the lamp.", style="Odd"),
        paragraph('<w:commentRangeStart w:id="1"/>', "Odd words", '<w:commentRangeEnd w:id="1"/>',
                  '<w:r><w:commentReference w:id="1"/></w:r>', " here."),
        footnotes=(paragraph("Whale oil.", text_box(paragraph("And a box in a note"))),),
        endnotes=(paragraph("See the log."),),
        comments=(paragraph("Is this so?"),),
        header=paragraph("The running head"),
        styles=STYLES,
    )  # fmt: skip
    value, rules = imported(path)
    tree = tree_of(value)
    said = words(tree.find(f"{Q}text"))
    assert "The oil burned quickly away" in said
    assert "slowly" not in said and "Is this so" not in said and "running head" not in said
    assert {"change-accepted", "comment-left-out", "running-heads", "text-box"} <= rules
    assert "text-not-read" not in rules
    assert [change["text"] for change in value.report["changes"]] == ["quickly", "slowly"]
    assert value.report["comments"][0]["text"] == "Is this so?"
    assert value.report["furniture"]["running heads"] == ["The running head"]
    assert [note.get("place") for note in tree.iter(f"{Q}note")] == ["bottom", "end"]
    paragraphs = [words(node) for node in tree.iter(f"{Q}p")]
    at = paragraphs.index("Beside this went words.")
    assert paragraphs[at + 1] == "stood a box"
    assert [words(line) for line in tree.iter(f"{Q}l")] == ["The sea is wide,", "no ship is near."]
    assert words(next(tree.iter(f"{Q}persName"))) == "Otto Berg"
    assert [node.get("rend") for node in tree.iter(f"{Q}p") if words(node) == "Trim the lamp."] == ["ship-s-order"]
    assert tree.find(f".//{Q}front/{Q}div").get("type") == "contents"
    page = report_page(value.report).decode()
    assert "The running head" in page and "line 0" not in page


def test_bold_paragraphs_of_word_are_heads_for_want_of_others(tmp_path: Path) -> None:
    bold = "<w:b/>"
    path = docx(
        tmp_path / "log.docx",
        paragraph(run("The lamp", bold)), paragraph("It burned."),
        paragraph(run("The wick", bold)), paragraph("It was long."),
    )  # fmt: skip
    value, rules = imported(path)
    assert [words(node) for node in tree_of(value).iter(f"{Q}head")] == ["The lamp", "The wick"]
    assert "heading-by-look" in rules


def test_what_opendocument_has_and_pandoc_drops(book: Path) -> None:
    path = by_pandoc("# The lamp\n\nPLACE\n", book.with_suffix(".odt"))
    more = (
        "Before <draw:frame><draw:text-box><text:p>inside the box</text:p></draw:text-box></draw:frame>after "
        "<office:annotation><text:p>a remark</text:p></office:annotation><text:user-defined>fielded</text:user-defined>"
        '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation><text:note-body>'
        "<text:list><text:list-item><text:p>listed in a note</text:p></text:list-item></text:list></text:note-body>"
        '</text:note></text:p><text:p text:style-name="Verse">The sea is wide</text:p>'
        "<text:alphabetical-index><text:index-body><text:p>lamp, 3</text:p></text:index-body>"
        "</text:alphabetical-index><text:p>End"
    )
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(b"PLACE", more.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    value, rules = imported(path)
    tree = tree_of(value)
    said = words(tree.find(f"{Q}text"))
    for wanted in ("inside the box", "fielded", "listed in a note", "lamp, 3"):
        assert said.count(wanted) == 1
    assert "a remark" not in said
    assert {"text-box", "comment-left-out"} <= rules
    assert "text-not-read" not in rules
    assert next(tree.iter(f"{Q}note")).get("place") == "end"
    assert [words(line) for line in tree.iter(f"{Q}l")] == ["The sea is wide"]


PAGE = """<!DOCTYPE html><html lang="en"><head><title>The lamp</title><script>evil()</script></head><body>
<h1>The lamp</h1><h2>Oil</h2>
<p onclick="evil()">Oil<sup><a href="#fn1" id="r1">1</a></sup> and wick<a id="r2" href="#fn2"><sup>[2]</sup></a>, see
<a href="#fn2">the note</a>. <span lang="de">Docht</span> <iframe src="https://example.org/">framed</iframe>
<img src="https://example.org/a.png" alt="far off"><img src="../../secret.png" alt="outside"></p>
<div class="poem"><p>The sea<br>is wide</p></div><table><tr><th>a<th>b<tr><td rowspan=2>1<td>2<tr><td>3</table>
<ol><li id="fn1"><p>First note. <a href="#r1">↩</a></p></li></ol>
<p id="fn2"><a href="#r2">[2]</a> Second note.</p></body></html>"""


def test_a_page_of_html(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    value, rules = imported(path)
    tree = tree_of(value)
    (first,) = (note for note in tree.iter(f"{Q}note") if words(note) == "First note.")
    assert first.get("n") == "1"
    said = words(tree.find(f"{Q}text"))
    assert said.count("Second note.") == 1
    assert "evil" not in value.tei.decode()
    assert {"active-content", "picture-missing", "notes-joined"} <= rules
    assert value.files == {}
    assert [words(line) for line in tree.iter(f"{Q}l")] == ["The sea", "is wide"]
    assert [cell.get("rows") for cell in tree.iter(f"{Q}cell") if words(cell) == "1"] == ["2"]
    assert tree.find(f".//{Q}titlePart").text == "The lamp"


def epub(path: Path, pages: dict[str, str], *, opf: str = "") -> Path:
    manifest = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'nav' else ''}/>"
        for name in pages
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in pages)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        )
        package.writestr(
            "OPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>The Log</dc:title><dc:creator>Anna Berg</dc:creator><dc:creator>Carl Dahl</dc:creator>"
            f"<dc:language>en</dc:language>{opf}</metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>",
        )
        for name, content in pages.items():
            package.writestr(
                f"OPS/{name}.xhtml",
                '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head>'
                f"<body>{content}</body></html>",
            )
    return path


def test_an_e_book(tmp_path: Path) -> None:
    path = epub(
        tmp_path / "log.epub",
        {
            "nav": "<nav><ol><li><a href='two.xhtml'>Oil</a></li></ol></nav>",
            "two": "<h1 id='a'>Oil</h1><p>It&nbsp;burned.<a epub:type='noteref' href='end.xhtml#n1'>1</a> "
            "<span epub:type='pagebreak' id='p7' title='7'/>See <a href='one.xhtml#a'>wick</a>.</p>",
            "one": "<h1 id='a'>Wick</h1><p>It was long.</p>",
            "end": "<section epub:type='endnotes'><h1>Notes</h1><aside epub:type='endnote' id='n1'><p>Whale oil.</p>"
            "</aside></section>",
        },
        opf="<dc:identifier>isbn:9780000000002</dc:identifier>",
    )
    value, rules = imported(path)
    tree = tree_of(value)
    heads = [words(node) for node in tree.iter(f"{Q}head")]
    assert heads == ["Oil", "Wick"]
    (note,) = tree.iter(f"{Q}note")
    assert (words(note), note.get("place"), note.get("n")) == ("Whale oil.", "end", "1")
    assert [pb.get("n") for pb in tree.iter(f"{Q}pb")] == ["7"]
    assert [words(node) for node in tree.iter(f"{Q}author")][:2] == ["Anna Berg", "Carl Dahl"]
    assert tree.xpath("//t:ref/@target", namespaces={"t": TEI}) == ["#ch2"]
    assert "isbn:9780000000002" in [words(node) for node in tree.iter(f"{Q}idno")]
    assert {"contents-left-out", "notes-joined"} <= rules
    assert "text-not-read" not in rules


def test_pictures_are_safe(tmp_path: Path) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="evil()"><script>evil()</script><a href="javascript:evil()">'
        b'<image href="https://example.org/x.png"/></a><rect style="fill:url(https://example.org/y)" width="3"/></svg>'
    )
    pictures = Pictures("images/x", {"../../A Lamp!.svg": drawing, "x.exe": b"MZ", "b.png": png()}.get)
    path, why = pictures.take("../../A Lamp!.svg")
    assert (path, why) == ("images/x/a-lamp.svg", "")
    clean = pictures.files[path]
    assert b"evil" not in clean and b"example.org" not in clean and b"rect" in clean
    assert pictures.take("x.exe")[0] == ""
    assert pictures.take("https://example.org/a.png")[0] == ""
    assert pictures.take("b.png") == pictures.take("b.png") == ("images/x/b.png", "")


def test_the_command_writes_pictures_beside_the_tei(book: Path, tmp_path: Path) -> None:
    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "edition.cli", "import", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    source = by_pandoc(BOOK, book.with_suffix(".docx"))
    target = tmp_path / "tei" / "book.xml"
    done = call(source, "-o", target, "--report", tmp_path / "report.html", "--report", tmp_path / "report.json")
    assert done.returncode == 0, done.stderr
    (picture,) = (tmp_path / "tei" / "images" / "book").iterdir()
    assert picture.read_bytes() == png()
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["footnotes"] == 2
    assert report["read_with"].startswith("pandoc ")
    assert "The lamp" in (tmp_path / "report.html").read_text(encoding="utf-8")
    before = target.read_bytes()
    picture.write_bytes(b"mine")
    refused = call(source, "-o", target)
    assert refused.returncode == 2
    assert "nothing was written" in refused.stderr
    assert (picture.read_bytes(), target.read_bytes()) == (b"mine", before)
    for option in ("--proof", "--corrections"):
        refused = call(source, "-o", target, option, tmp_path / "x")
        assert refused.returncode == 2
        assert f"import without {option}" in refused.stderr


# Hostile and broken sources


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<" + b" " * 160_000_000)
    return out.getvalue()


def package_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def packed(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        package.writestr("word/document.xml", b"<x>" + b"y" * 400 + b"</x>")
    return out.getvalue()


def misplaced() -> bytes:
    """A package whose directory puts its first part before the beginning of the file."""
    data = bytearray(package_of(word__document_dot_xml=b"<x/>"))
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    data[end + 16 : end + 20] = (start + 4096).to_bytes(4, "little")
    return bytes(data)


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
HOSTILE = {
    "a zip bomb": (".docx", bomb),
    "a way out": (".docx", lambda: package_of(**{"..__..__evil_dot_xml": b"<x/>", "word__document_dot_xml": b"<x/>"})),
    "entities": (".docx", lambda: package_of(word__document_dot_xml=ENTITY)),
    "entities in another encoding": (".odt", lambda: package_of(content_dot_xml=ENTITY.decode().encode("utf-16"))),
    "another compression": (".docx", lambda: packed(zipfile.ZIP_LZMA)),
    "a part before the beginning": (".docx", misplaced),
    "no zip": (".docx", lambda: b"not a zip at all"),
    "a broken zip": (".epub", lambda: package_of(mimetype=b"x" * 400)[:-30]),
    "an old Word file": (".docx", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600),
    "a spreadsheet": (".odt", lambda: package_of(content_dot_xml=b"<office/>")),
    "an odt that is called docx": (".docx", lambda: package_of(content_dot_xml=b"<x/>")),
    "an epub without pages": (".epub", lambda: package_of(**{"META-INF__container_dot_xml": b"<container/>"})),
    "50 MB of text": (".md", lambda: b"word " * 10_000_000),
    "5,000 quotations in each other": (".md", lambda: b"> " * 5_000 + b"deep"),
    "5,000 divisions in each other": (".html", lambda: b"<div>" * 5_000 + b"deep"),
    "nothing": (".md", lambda: b""),
    "only space": (".html", lambda: b" \n"),
    "bytes that are no text": (".md", lambda: b"a\x00b\xff" * 10),
    "a page of another encoding": (".html", lambda: b"<p>\xff\xfe\xfd</p>"),
    "an encoding nobody knows": (".html", lambda: b"<meta charset=martian><p>x</p>"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_document_is_one_clear_error(name: str, tmp_path: Path) -> None:
    ending, make = HOSTILE[name]
    path = tmp_path / f"source{ending}"
    path.write_bytes(make())
    with pytest.raises(EditionError) as refused:
        read(path)
    assert refused.value.hint
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name]


def test_time_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 0.001)
    path = tmp_path / "book.md"
    path.write_text("# The lamp\n", encoding="utf-8")
    with pytest.raises(EditionError, match="within"):
        read(path)


def test_without_pandoc_the_hint_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(pandoc.shutil, "which", lambda _name: None)
    path = tmp_path / "book.md"
    path.write_text("# The lamp\n", encoding="utf-8")
    with pytest.raises(EditionError) as refused:
        read(path)
    assert "pip install 'edition[documents]'" in refused.value.hint


def test_nothing_outside_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    path = folder / "book.md"
    path.write_text("# A\n\n![x](../secret.png) ![y](/etc/passwd) ![z](file:///etc/passwd)\n", encoding="utf-8")
    value, rules = imported(path)
    assert value.files == {}
    assert "picture-missing" in rules


# Every word


@pytest.mark.parametrize(
    ("old", "new"), [(b"burned oil", b"burned"), (b"burned oil", b"oil burned"), (b"oil", b"oil oil")]
)
def test_the_account_sees_what_is_wrong(old: bytes, new: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    path.write_text("# The lamp\n\nIt burned oil.^[Whale.]\n", encoding="utf-8")
    value, _ = imported(path)
    right = account.of_document(value.tei)
    assert account.compare(right, right) == (0, 0, "")
    assert account.compare(right, account.of_document(value.tei.replace(old, new)))[2]


WORDS = st.sampled_from(
    "lamp oil the sea 1934 Лёд x² & < > \" ' — *em* **bo** [sp]{.persName} ^[a note] `code` $m^2$ ~~st~~ [l](#x) "
    "<b>raw</b> ![alt](p.png) [de]{lang=de} @key [@k1; @k2] a\\\nb H~2~O \\* &amp; http://x.org [odd]{.c1 k=v} "
    "^[*in* [@k]] [^n1] <!--c--> [x]{.date when=bad}".split(" ")
)
LINE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line for line in text.split("\n"))


FIXED = st.sampled_from(
    """* * *|~~~\ncode\n  two\n~~~|Term\n:   said|[^n1]: noted\n\n    - in|![cap](p.png)|<div>\nraw\n</div>|
<table><tr><td>r</td></tr></table>|+---+---+\n; a ; b ;\n+   +---+\n;   ; c ;\n+---+---+|
; a ; b ;\n;---;:-:;\n; 1 ; 2 ;\n\n: cap""".split("|")
).map(lambda text: text.strip("\n").replace(";", "|"))
CLASS = st.sampled_from("verse letter signed quote odd persName note caption".split())
BLOCK = st.recursive(
    st.one_of(
        LINE,
        LINE.map(lambda text: f"# {text} {{#x}}".replace("\n", " ")),
        LINE.map(lambda text: f"### {text}".replace("\n", " ")),
        LINE.map(lambda text: "| " + text.replace("\n", "\n| ") + "\n|   more"),
        FIXED,
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: _indented("\n\n".join(parts), "> ")),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda parts: "\n".join("-" + _indented(part, "    ")[1:] for part in parts)
        ),
        st.tuples(inner, CLASS).map(lambda pair: f"::: {{.{pair[1]}}}\n{pair[0]}\n:::"),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCK, min_size=1, max_size=6).map("\n\n".join))
@example("lamp\n\n::: {.letter}\n* * *\n:::")
def test_no_word_of_any_markdown_is_lost(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.md"
    path.write_text(text, encoding="utf-8")
    result = read(path)
    assert result.value is not None
    assert [d for d in result.diagnostics if d.severity is Severity.ERROR] == [], text
    tree = document(result.value.tei, Path("tei/book.xml"))
    faults = [f"{d.rule} {d.message}" for d in check([tree]) if d.severity is Severity.ERROR]
    assert faults == [], text
    assert read(path).value == result.value


def test_every_result_is_valid_by_the_schema_of_the_tei(book: Path, tmp_path: Path) -> None:
    schema = Path(__file__).resolve().parent.parent.parent / "shared" / "schema" / "tei_all-4.12.0.rng"
    if not schema.is_file():
        pytest.skip("the schema of the TEI is not here")
    targets = []
    for number, case in enumerate(cases("documents")):
        source = tmp_path / f"case{number}.md"
        source.write_text(case.fences["markdown"], encoding="utf-8")
        targets.append(source)
    targets += [by_pandoc(BOOK, book.with_suffix(ending)) for ending in (".docx", ".odt", ".epub", ".html")]
    grammar = etree.RelaxNG(etree.parse(str(schema)))
    for source in targets:
        value, _ = imported(source)
        assert grammar.validate(etree.fromstring(value.tei).getroottree()), (source, grammar.error_log)

"""The editions, case by case: a fragment of TEI and what it becomes on the website, in the book and in plain text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html

from edition.diagnostic import Diagnostic, Location
from edition.document import Document
from edition.editions.html.pages import INLINE as IN_A_LINE_OF_HTML
from edition.editions.plain import plain_of
from edition.losses import _INLINE as IN_A_LINE_OF_TEI
from edition.tei import ED, TEI, local_name
from literate import Case, cases
from rendered import STEM, editions, faults_of_the_website
from samples import document

HTML = IN_A_LINE_OF_HTML
NORMALIZED = IN_A_LINE_OF_TEI | {"mark", "lem", "variants", "hit", "notes-of"}
#: Pages that every website has, or that are made of its registers: no case is about them.
FURNITURE = {
    f"{stem}.html"
    for stem in "index about cite search map timeline network persons places organisations events bibliography".split()
}
ROOMS = ("html", "text", "markdown", "print", "normalize")
CASES = [case for room in ROOMS for case in cases(room)]
HEADER = """<teiHeader><fileDesc><titleStmt><title>A test</title><author xml:id="author">A. Author</author>
<editor role="translator" xml:id="translator">T. Translator</editor>
<editor xml:id="editor">E. Editor</editor></titleStmt>
<publicationStmt><publisher>Nobody</publisher><availability><p>Free to use.</p></availability></publicationStmt>
<sourceDesc><listWit><witness xml:id="A">A</witness><witness xml:id="B">B</witness><witness xml:id="C">C</witness>
</listWit></sourceDesc></fileDesc>{prefix}
<profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>
</teiHeader>""".replace("\n", " ")
PREFIX = """<encodingDesc><listPrefixDef><prefixDef ident="reg" matchPattern="(.+)"
replacementPattern="../registers/registers.xml#$1"/></listPrefixDef></encodingDesc>""".replace("\n", " ")


def source(case: Case) -> str:
    """A whole document around a fragment: the fragment's first line is the second of the document."""
    fragment = case.fences["tei"]
    first = next(iter(re.findall(r"<(\w+)", fragment)), "")
    if first == "TEI":
        return fragment
    if first == "div":
        fragment = f"<body>\n{fragment}</body>"
    elif first not in ("text", "front", "body", "back"):
        fragment = f'<body><div type="chapter" n="1" xml:id="ch1"><head>One</head>\n{fragment}</div></body>'
    else:
        fragment = "\n" + fragment
    if first != "text":
        fragment = f"<text>{fragment}</text>"
    header = HEADER.replace("{prefix}", PREFIX if "registers" in case.fences else "")
    return f'<TEI xmlns="{TEI}" xml:id="t" xml:lang="en">{header}{fragment}</TEI>'


def registers(case: Case) -> list[Document]:
    """The register beside the text: lists of persons and places, to which the prefix "reg:" leads."""
    if "registers" not in case.fences:
        return []
    header = HEADER.replace("{prefix}", "").replace('<author xml:id="author">', "<author>")
    lists = f'<TEI xmlns="{TEI}" xml:lang="en">{header}<standOff>{case.fences["registers"]}</standOff></TEI>'
    return [document(lists.encode(), Path("registers/registers.xml"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.parent.name}/{case.path.stem}")
def test_literate_cases(case: Case, accept: bool) -> None:
    read = document(source(case).encode(), Path("tei/case.xml"))
    plain = plain_of(tomllib.loads(case.fences.get("settings", "")), Location())
    made = editions(read, registers(case), plain)
    room = case.path.parent.name
    pages = made.pages()
    assert faults_of_the_website(pages) == []
    got = {
        "html": all_pages(pages),
        **{name: laid_out(page.find(".//main"), HTML) for name, page in pages.items()},
        "text": after_the_contents(made.text.files[f"{STEM}.txt"].decode()),
        "markdown": after_the_header(made.markdown.files[f"{STEM}.md"].decode()),
        "whole": made.text.files[f"{STEM}.txt"].decode(),
        "typst": book_of(made.pdf.files[f"{STEM}.typ"].decode())[1],
        "title": book_of(made.pdf.files[f"{STEM}.typ"].decode())[0],
        "normalized": normalized(made.normalized),
        "findings": findings([*made.said["normalize"], *made.said[room], *made.lost(room)]),
    }
    case.check(got, accept)


def all_pages(pages: dict[str, etree._Element]) -> str:
    """The pages of the text and of the entries of registers."""
    shown = {name: page.find(".//main") for name, page in pages.items() if name not in FURNITURE}
    parts = [(f"<!-- {name} -->\n" if len(shown) > 1 else "") + laid_out(main, HTML) for name, main in shown.items()]
    return "".join(parts)


def after_the_contents(whole: str) -> str:
    """A text file without its title and contents."""
    return whole.split("\n\n\n", 2)[-1]


def after_the_header(whole: str) -> str:
    """A Markdown file without what it says of itself, and without the title."""
    return whole.partition("**A test**\n\nTranslated by T. Translator\n\n")[2]


def book_of(typst: str) -> tuple[str, str]:
    """Of a Typst source the title page with imprint and contents, and the text; without the template."""
    plain = re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", typst.partition("#show: book.with(")[2].partition("\n)\n")[2])
    title, contents, rest = plain.partition("#contents(")
    listed, end, rest = rest.partition("\n);\n")
    return title + contents + listed + end, rest


def findings(found: list[Diagnostic]) -> str:
    """Severity and rule, and the name or id of the element where the finding tells one; each once."""
    lines = (f"{one.severity.value} {one.rule} {one.at.xpath}".rstrip() for one in found)
    return "".join(f"{line}\n" for line in dict.fromkeys(lines))


def normalized(tree: str) -> str:
    """The text of a normalised tree, and its registers, as they would be written with prefixes declared elsewhere."""
    root = etree.fromstring(tree.encode(), etree.XMLParser(huge_tree=True))
    parts = []
    for node in root.iterchildren(f"{{{TEI}}}text", f"{{{TEI}}}standOff"):
        for contents in node.findall(f"{{{ED}}}contents"):
            node.remove(contents)
        parts.append(laid_out(node, NORMALIZED))
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", "".join(parts)).replace(" ns0:", " ed:")


def laid_out(node: etree._Element, inline: frozenset[str]) -> str:
    """An element line by line: what holds blocks is opened, what stands in a line stays in one."""
    return "".join(f"{line}\n" for line in lines(node, inline))


def lines(node: etree._Element, inline: frozenset[str], indent: str = "") -> Iterator[str]:
    tag = one_line(node)
    if all(local_name(inner) in inline for inner in node.iterdescendants("*")):
        yield indent + tag
        return
    end = f"</{tag_name(node)}>"
    opening = re.match(r"<(?:[^>\"]|\"[^\"]*\")*>", tag)
    assert opening is not None
    yield indent + opening.group()
    inside = indent + "  "
    run = (node.text or "").lstrip()
    for child in node:
        if local_name(child) in inline and all(local_name(inner) in inline for inner in child.iterdescendants("*")):
            run += one_line(child) + (child.tail or "")
            continue
        if run.strip():
            yield inside + " ".join(run.split())
        yield from lines(child, inline, inside)
        run = (child.tail or "").lstrip()
    if run.strip():
        yield inside + " ".join(run.split())
    yield indent + end


def one_line(node: etree._Element) -> str:
    if node.tag.startswith("{"):
        made = etree.tostring(node, encoding="unicode", with_tail=False)
    else:
        made = lxml_html.tostring(node, encoding="unicode", with_tail=False).replace(
            ' data-generated=""', " data-generated"
        )
    return re.sub(r"\s+", " ", made)


def tag_name(node: etree._Element) -> str:
    return f"{node.prefix}:{local_name(node)}" if node.prefix else local_name(node)

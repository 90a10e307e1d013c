"""A document in every edition, and what must hold of each: nothing lost, no dead link, notes and marks in pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml import html as lxml_html

from edition import saxon
from edition.diagnostic import Diagnostic
from edition.document import Document
from edition.editions import Rendered, html, markdown, pdf, text
from edition.editions.pdf import extract_words
from edition.editions.plain import Plain
from edition.losses import compare, compare_words
from edition.normalize import normalize

STEM = "case"


@dataclass(frozen=True)
class Editions:
    """The normalised tree as XML, the editions, what normalising and each edition said, what was lost."""

    normalized: str
    html: Rendered
    pdf: Rendered
    text: Rendered
    markdown: Rendered
    said: dict[str, tuple[Diagnostic, ...]]
    losses: dict[str, tuple[Diagnostic, ...]]

    def lost(self, room: str) -> tuple[Diagnostic, ...]:
        """What was lost in an edition, or arrived twice; of the normalised tree: in any of them."""
        return self.losses[room] if room in self.losses else sum(self.losses.values(), ())

    def pages(self) -> dict[str, etree._Element]:
        """The website's pages by file name, parsed."""
        parser = lxml_html.HTMLParser(encoding="utf-8")
        return {
            name: lxml_html.document_fromstring(data, parser=parser)
            for name, data in self.html.files.items()
            if name.endswith(".html")
        }


def serialized(tree: saxon.Tree) -> str:
    """A tree as XML, with no white space added."""
    query = saxon._processor().new_xpath_processor()
    query.set_context(xdm_item=tree.node)
    return str(query.evaluate_single("serialize(., map{'method': 'xml', 'indent': false()})").string_value)


def editions(
    document: Document, registers: Sequence[Document] = (), plain: Plain | None = None, **settings: str | int | bool
) -> Editions:
    """Everything that a build makes of a text, in memory; ``plain`` are the settings of the plain text."""
    parameters: dict[str, str | int | bool] = {"lang": "en", "base-name": STEM}
    plain = plain or Plain()
    tree = normalize(document, registers, parameters)
    of_text = (
        tree if plain.choice == "reading" else normalize(document, registers, parameters | {"choice": plain.choice})
    )
    made = {
        "html": html.render(tree.value, parameters),
        "text": text.render(of_text.value, parameters, plain=plain, language="en"),
        "markdown": markdown.render(tree.value, parameters),
    }
    made["print"] = pdf.render(tree.value, parameters | settings)
    words = extract_words(made["print"].value.files[f"{STEM}.pdf"])
    losses = {
        "html": compare(document, "html", made["html"].value.words).diagnostics,
        "markdown": compare(document, "markdown", made["markdown"].value.words).diagnostics,
        "text": compare(document, "text", made["text"].value.words, plain.choice, plain.notes != "none").diagnostics,
    }
    losses["print"] = compare_words(document, "print", words).diagnostics
    return Editions(
        normalized=serialized(tree.value),
        html=replace(made["html"].value, files=html.files_of(made["html"].value)),
        pdf=made["print"].value,
        text=made["text"].value,
        markdown=made["markdown"].value,
        said={"normalize": tree.diagnostics} | {name: result.diagnostics for name, result in made.items()},
        losses=losses,
    )


def faults_of_the_website(pages: dict[str, etree._Element]) -> list[str]:
    """Dead links, ids that stand twice, marks without their note, notes without a way back to each of their marks."""
    return [*_links(pages), *_notes(pages)]


def _links(pages: dict[str, etree._Element]) -> Iterator[str]:
    ids = {name: Counter(str(node.get("id")) for node in page.iter() if node.get("id")) for name, page in pages.items()}
    for name, page in pages.items():
        yield from (f"{name}: the id {one} stands {count} times" for one, count in ids[name].items() if count > 1)
        for node in page.iter("a"):
            href = node.get("href", "")
            file, _, fragment = href.partition("#")
            if ":" in file or node.get("download") is not None:
                continue
            file = file or name
            if file not in pages or (fragment and fragment not in ids[file]):
                yield f"{name}: {href} leads nowhere"


def _notes(pages: dict[str, etree._Element]) -> Iterator[str]:
    notes: dict[str, etree._Element] = {}
    marks: dict[str, str] = {}
    for name, page in pages.items():
        for node in page.iter("li"):
            if "note" in node.get("class", "").split():
                notes[f"{name}#{node.get('id')}"] = node
        for node in page.iter("a"):
            if node.get("role") == "doc-noteref":
                marks[f"{name}#{node.get('id')}"] = _absolute(node.get("href", ""), name)
    ways = {
        place: [
            _absolute(way.get("href", ""), place.partition("#")[0])
            for way in note.iter("a")
            if way.get("role") == "doc-backlink" and next(way.iterancestors("li")) is note
        ]
        for place, note in notes.items()
    }
    for mark, note in marks.items():
        if note not in notes:
            yield f"the mark {mark} has no note"
        elif mark not in ways[note]:
            yield f"the note {note} has no way back to {mark}"
    for note, back in ways.items():
        yield from (
            f"the note {note} leads back to {way}, which is no mark of it" for way in back if marks.get(way) != note
        )


def _absolute(href: str, page: str) -> str:
    return page + href if href.startswith("#") else href

"""Inlines of pandoc's tree to TEI: emphasis, links, notes, names, formulas, pictures in a line.

In: inlines and a context. Out: nodes and strings. A note becomes a ``note`` at its mark, whose content waits until the
paragraph is done; a link waits until all ids are known.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from edition.diagnostic import Severity
from edition.schema import edition_schema
from edition.sources.pandoc.context import Context, Waiting
from edition.sources.pandoc.figures import figure_of_image
from edition.sources.pandoc.styles import phrase_element, slug
from edition.sources.pandoc.tree import Ast, Attr, attr_of, content_of, plain, raw_words
from edition.sources.plaintext.tree import Node
from edition.tei import XML

__all__ = ["encode", "lines_of", "rend_of", "resolve"]

_REND: Final = {
    "Emph": "italic", "Strong": "bold", "Underline": "underline", "Superscript": "superscript",
    "Subscript": "sub", "SmallCaps": "smallcaps",
}  # fmt: skip
_CLASS_REND: Final = {
    "smallcaps": "smallcaps", "underline": "underline", "ul": "underline", "mark": "highlighted", "small": "small",
    "kbd": "monospace", "bold": "bold", "italic": "italic", "strike": "strikethrough",
}  # fmt: skip
_SCHEMES: Final = frozenset(("http", "https", "mailto", "ftp", "urn", "doi", "tel"))
#: What of a span's attributes says nothing about the text.
_SILENT: Final = frozenset(("custom-style", "dir", "style", "width", "height", "role", "title", "data-language"))


def encode(inlines: list[Ast], context: Context) -> list[Node | str]:
    """Inlines as nodes and strings."""
    out: list[Node | str] = []
    for inline in inlines:
        for one in _one(inline, context):
            if isinstance(one, str) and out and isinstance(out[-1], str):
                out[-1] += one
            else:
                out.append(one)
    return out


def _one(inline: Ast, context: Context) -> list[Node | str]:
    kind, content = inline["t"], content_of(inline)
    if kind == "Str":
        return [content]
    if kind in ("Space", "SoftBreak"):
        return [" "]
    if kind == "LineBreak":
        return [Node("lb")]
    if kind in _REND:
        return [Node("hi", {"rend": _REND[kind]}, encode(content, context))]
    if kind == "Strikeout":
        return [Node("del", {"rend": "strikethrough"}, encode(content, context))]
    if kind == "Quoted":
        # Quotation marks are characters of the source; only the q of HTML comes as a quotation without any.
        return [Node("q", {}, encode(content[1], context))]
    if kind == "Code":
        return [Node("hi", {"rend": "monospace"}, [content[1]])] if content[1] else []
    if kind == "Math":
        return [Node("formula", {"notation": "tex", **_display(content[0])}, [content[1]])]
    if kind == "Cite":
        keys = " ".join(str(citation["citationId"]) for citation in content[0])
        context.counts["citations"] += len(content[0])
        return [Node("ref", {"type": "cite", "n": keys}, encode(content[1], context))]
    if kind == "Link":
        return _link(attr_of(content[0]), content[1], str(content[2][0]), str(content[2][1]), context)
    if kind == "Image":
        return [figure_of_image(content, context)]
    if kind == "Note":
        return [_note(content, context)]
    if kind == "Span":
        return _span(attr_of(content[0]), content[1], context)
    if kind == "RawInline":
        return _raw(str(content[0]), str(content[1]), context)
    return list(encode(content, context)) if isinstance(content, list) else [str(content or "")]


def _display(kind: Ast) -> dict[str, str]:
    return {"rend": "display"} if kind["t"] == "DisplayMath" else {}


def _note(blocks: list[Ast], context: Context) -> Node:
    """A note at its mark. Its number is the one of the source, or counted through the document by its place."""
    at = len(context.notes)
    source = context.source
    place = source.places[at] if at < len(source.places) else "bottom"
    context.counts[f"notes_{place}"] += 1
    number = source.numbers[at] if at < len(source.numbers) else str(context.counts[f"notes_{place}"])
    node = Node("note", {"place": place, "n": number})
    context.identify(node, "n")
    context.notes.append((context.section, node))
    context.waiting.append(Waiting(node, blocks))
    return node


def _link(attr: Attr, inlines: list[Ast], address: str, title: str, context: Context) -> list[Node | str]:
    inner = encode(inlines, context)
    node = Node("ref", {}, inner)
    anchor = _anchor(attr.identifier, context)
    words = plain(inlines)
    if title and title.strip() != words:
        context.furniture["titles of links"].append(title)
    if address.startswith("#"):
        context.links.append((node, address[1:]))
        context.counts["links"] += 1
        return [*anchor, node]
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    if scheme and scheme.group(1).lower() in _SCHEMES:
        node.attributes["target"] = quote(address.strip(), safe="%/:=&?~#+!$,;'@()*[]-._")
        context.counts["links"] += 1
        return [*anchor, node]
    if address:
        context.doubt(
            "link-not-kept",
            f'a link to "{address[:80]}" leads to no place that an edition knows',
            words or address,
            "write the address of a page of the web, or the id of a place in this text",
            decision="its words are kept, the address is not",
            cert="high",
        )
    return [*anchor, *inner]


def _anchor(identifier: str, context: Context) -> list[Node | str]:
    """An anchor for an identifier, if a link of the document leads to it."""
    if not identifier or identifier not in context.linked or identifier in context.names:
        return []
    node = Node("anchor", {"xml:id": context.identifier("a")})
    context.names[identifier] = node.attributes["xml:id"]
    return [node]


def resolve(context: Context) -> None:
    """Give the links within the document their targets, now that all ids are known."""
    for node, identifier in context.links:
        name = context.names.get(identifier)
        if name:
            node.attributes = {"target": f"#{name}", **node.attributes}
            continue
        context.doubt(
            "link-without-target",
            f'a link leads to "#{identifier[:80]}", and nothing in the document has that id',
            node.text(),
            "name the place it leads to",
            decision="its words are kept, without a target",
            cert="high",
        )


def rend_of(attr: Attr) -> str:
    """The tokens for @rend that classes and a style give."""
    names = [_CLASS_REND.get(name, slug(name)) for name in attr.classes]
    names += [slug(name) for key, name in attr.pairs.items() if key in ("style", "custom-style") and ":" not in name]
    return " ".join(dict.fromkeys(names))


def _span(attr: Attr, inlines: list[Ast], context: Context) -> list[Node | str]:
    """A span: a TEI element where its class or style names one, else words with a rendition or a language."""
    if "edition-pb" in attr.classes:
        return [_page_break(attr, context)]
    anchor = _anchor(attr.identifier, context)
    inner = encode(inlines, context)
    if "formula" in attr.classes:
        return [*anchor, Node("formula", {"notation": "text"}, [plain(inlines)])]
    certain = context.source.kind not in ("HTML page", "e-book")
    for name in (*attr.classes, attr.style):
        element = phrase_element(name, certain=certain) if name else ""
        if element:
            node = Node(element, _attributes(element, attr, plain(inlines), context), inner)
            context.counts["named_elements"] += 1
            return [*anchor, node]
    language = context.language(attr.pairs.get("lang", "")) if attr.pairs.get("lang") else ""
    rend = rend_of(Attr("", attr.classes, {"custom-style": attr.style} if attr.style else {}))
    if language and not rend:
        return [*anchor, Node("foreign", {"xml:lang": language}, inner)] if inner else anchor
    if not rend or not inner:
        return [*anchor, *inner]
    return [*anchor, Node("hi", {"rend": rend, **({"xml:lang": language} if language else {})}, inner)]


def _attributes(element: str, attr: Attr, words: str, context: Context) -> dict[str, str]:
    """The attributes of a span that the element takes, with values that it allows."""
    model = edition_schema().model(element)
    assert model is not None
    kept: dict[str, str] = {}
    for key, value in attr.pairs.items():
        if key in ("lang", "xml:lang"):
            language = context.language(value)
            if language:
                kept["xml:lang"] = language
            continue
        known = model.attributes.get(key)
        if known is not None and known.allows(value) and key not in ("custom-style", "style"):
            kept[key] = value
        elif key not in _SILENT and not key.startswith(f"{{{XML}}}"):
            context.doubt(
                "attribute-not-kept",
                f'the element {element} does not take {key}="{value[:60]}"',
                words,
                "write it by hand, if it matters",
                decision="the attribute is left out",
                cert="high",
            )
    return kept


def _page_break(attr: Attr, context: Context) -> Node:
    """A page of the print, as an e-book marks it."""
    number = " ".join(attr.pairs.get("number", "").split())
    node = Node("pb", {**({"n": number} if number else {}), "ed": "#print", "resp": "#import"})
    context.identify(node, "pb")
    if attr.identifier:
        context.names.setdefault(attr.identifier, node.attributes["xml:id"])
    context.counts["page_breaks"] += 1
    return node


def _raw(form: str, text: str, context: Context) -> list[Node | str]:
    """Raw markup: a line break of HTML is one; the words of any other are kept, its tags are not."""
    if re.fullmatch(r"<br\s*/?>", text.strip(), re.IGNORECASE):
        return [Node("lb")]
    words = raw_words(form, text)
    tell_raw(form, text, words, context)
    return [words] if words.strip() else []


def tell_raw(form: str, text: str, words: str, context: Context) -> None:
    """Say what was left of raw markup."""
    context.furniture["raw markup"].append(" ".join(text.split()))
    if text.startswith("</"):
        return
    context.doubt(
        "raw-markup",
        f"raw {form.upper()} in the text: {' '.join(text.split())[:80]}",
        text,
        "say it in Markdown, or in the TEI by hand",
        decision="its words are kept, its tags are not" if words.strip() else "left out, and listed in the report",
        cert="high",
        severity=Severity.INFO,
    )


def lines_of(inlines: list[Ast]) -> list[list[Ast]]:
    """Inlines by the lines that the source has: at line breaks, and at the ends of its own lines."""
    lines: list[list[Ast]] = [[]]
    for inline in inlines:
        if inline["t"] in ("LineBreak", "SoftBreak"):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [line for line in lines if line]

"""Blocks of pandoc's tree to TEI: paragraphs, verse, quotations, lists, tables, figures, letters, code.

In: blocks and a context. Out: nodes for a division (``encode_blocks``), or nodes and strings for an element that may
hold words (``flow``: an item, a cell, a note). Headings have been made divisions before (``divisions``); one that
stands inside a quotation or a list becomes a ``label``, and is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from edition.sources.pandoc.context import Context
from edition.sources.pandoc.figures import description, graphic
from edition.sources.pandoc.inlines import encode, rend_of, tell_raw
from edition.sources.pandoc.tables import encode_table
from edition.sources.pandoc.tree import Ast, Attr, attr_of, content_of, is_blank, plain, raw_words
from edition.sources.pandoc.verse import encode_verse, stanzas_of, verse_joined
from edition.sources.plaintext.tree import Node

__all__ = ["encode_blocks", "finish_notes", "flow", "inner_blocks"]

_TEXT: Final = ("Para", "Plain")
_STYLES: Final = {"LowerAlpha": "lower-alpha", "UpperAlpha": "upper-alpha", "LowerRoman": "lower-roman",
                  "UpperRoman": "upper-roman"}  # fmt: skip
#: Roles of paragraphs that TEI has elements for, at the head or foot of a letter or a division.
_LETTER: Final = {"signed": "signed", "closer": "closer", "salute": "salute", "dateline": "dateline",
                  "trailer": "trailer"}  # fmt: skip
_ROMAN: Final = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                 (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def encode_blocks(blocks: Sequence[Ast], context: Context) -> list[Node]:
    """Blocks as elements that may stand in a division."""
    out: list[Node] = []
    for block in verse_joined(blocks):
        out += _block(block, context)
    return out


def flow(blocks: Sequence[Ast], context: Context) -> list[Node | str]:
    """Blocks as the content of an element that may hold words: a single paragraph gives its words only."""
    texts = [block for block in blocks if block["t"] in _TEXT]
    if len(texts) == 1 and blocks[0] is texts[0] and not _only_images(texts[0]["c"]):
        first = encode(texts[0]["c"], context)
        return [*first, *encode_blocks(blocks[1:], context)]
    return list(encode_blocks(blocks, context))


def finish_notes(context: Context) -> None:
    """Encode the content of the notes whose marks were met."""
    while context.waiting:
        waiting = context.waiting.pop(0)
        section, context.section = context.section, waiting.node.attributes["xml:id"]
        waiting.node.add(*flow(waiting.blocks, context))
        context.section = section
        if not waiting.node.children:
            context.doubt(
                "note-empty",
                f"note {waiting.node.attributes['n']} is empty",
                "",
                "write its text, or remove it",
                decision="kept, without words",
                cert="high",
                node=waiting.node,
            )


def inner_blocks(block: Ast) -> list[list[Ast]]:
    """The lists of blocks directly in a block that is not a paragraph, in the order of reading."""
    kind, content = block["t"], content_of(block)
    if kind == "BlockQuote":
        return [content]
    if kind == "Div":
        return [content[1]]
    if kind == "BulletList":
        return list(content)
    if kind == "OrderedList":
        return list(content[1])
    if kind == "DefinitionList":
        return [one for _, said in content for one in said]
    if kind == "Figure":
        return [content[1][1], content[2]]
    if kind == "Table":
        rows = [*content[3][1], *(row for body in content[4] for row in (*body[2], *body[3])), *content[5][1]]
        return [content[1][1], *(cell[4] for row in rows for cell in row[1])]
    return []


def _block(block: Ast, context: Context) -> list[Node]:
    kind, content = block["t"], content_of(block)
    if kind in _TEXT:
        return _paragraph(content, context)
    if kind == "Anchor":
        context.pending.append(str(content))
        return []
    if kind == "Header":
        return [_label(content, context)]
    if kind == "LineBlock":
        return encode_verse([content], context)
    if kind == "BlockQuote":
        inner = encode_blocks(content, context)
        return [_named(Node("quote", {}, list(inner)), "q", context)] if inner else []
    if kind == "CodeBlock":
        return [_code(attr_of(content[0]), str(content[1]), context)] if content[1].strip() else []
    if kind == "RawBlock":
        return _raw(str(content[0]), str(content[1]), context)
    if kind == "HorizontalRule":
        return [Node("milestone", {"unit": "section", "rend": "rule"})]
    if kind == "BulletList":
        return _list(Node("list", {"rend": "bulleted"}), content, [], context)
    if kind == "OrderedList":
        return _ordered(content, context)
    if kind == "DefinitionList":
        return _definitions(content, context)
    if kind == "Table":
        table = encode_table(content, context, flow, _caption(content[1][1], context))
        return [table] if table is not None else []
    if kind == "Figure":
        return [_figure(content, context)]
    if kind == "Div":
        return _division(attr_of(content[0]), content[1], context)
    return []


def _named(node: Node, kind: str, context: Context, identifier: str = "") -> Node:
    return context.identify(node, kind, identifier)


def _only_images(inlines: Sequence[Ast]) -> bool:
    images = [one for one in inlines if one["t"] == "Image"]
    return bool(images) and all(one["t"] in ("Image", "Space", "SoftBreak", "LineBreak") for one in inlines)


def _paragraph(inlines: list[Ast], context: Context) -> list[Node]:
    if _only_images(inlines):
        return [node for node in encode(inlines, context) if isinstance(node, Node) and node.name == "figure"]
    if is_blank(inlines):
        return []
    node = context.identify(Node("p"), "p")
    context.counts["paragraphs"] += 1
    node.add(*encode(inlines, context))
    if node.children and isinstance(node.children[-1], str):
        node.children[-1] = node.children[-1].rstrip(" ")
    only = node.children[0] if len(node.children) == 1 else None
    if isinstance(only, Node) and only.name == "foreign" and set(only.attributes) == {"xml:lang"}:
        # A paragraph that is in another language as a whole says so itself.
        node.attributes.update(only.attributes)
        node.children = only.children
    return [node]


def _label(content: Any, context: Context) -> Node:
    """A heading where no division can begin."""
    context.doubt(
        "heading-inside",
        f'a heading stands inside a quotation, a list or a table: "{plain(content[2])[:80]}"',
        plain(content[2]),
        "make it a division by hand, if it is one",
        decision="kept as a label",
        cert="high",
    )
    node = Node("label", {"rend": f"heading{content[0]}"})
    context.identify(node, "label", attr_of(content[1]).identifier)
    return node.add(*encode(content[2], context))


# Lists


def _list(node: Node, items: Sequence[Sequence[Ast]], numbers: Sequence[str], context: Context) -> list[Node]:
    context.identify(node, "list")
    context.counts["lists"] += 1
    name = node.attributes["xml:id"]
    for n, blocks in enumerate(items):
        item = Node("item", {"xml:id": f"{name}.i{n + 1}", **({"n": numbers[n]} if n < len(numbers) else {})})
        node.add(item.add(*flow(blocks, context)))
    return [node] if node.children else []


def _ordered(content: Any, context: Context) -> list[Node]:
    """A numbered list: its own way of counting stands in @n of the items where it is not 1, 2, 3."""
    (start, style, sign), items = content
    numbers: list[str] = []
    kind = style["t"]
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")"), "Period": ("", ".")}.get(sign["t"], ("", "."))
    if kind in _STYLES:
        numbers = [f"{before}{_counted(start + n, kind)}{after}" for n in range(len(items))]
        return _list(Node("list", {"rend": f"simple {_STYLES[kind]}"}), items, numbers, context)
    if start != 1 or kind == "Example":
        numbers = [str(start + n) for n in range(len(items))]
    return _list(Node("list", {"rend": "numbered"}), items, numbers, context)


def _counted(number: int, kind: str) -> str:
    """A number in letters or Roman figures."""
    text = ""
    if kind.endswith("Roman"):
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
    else:
        while number > 0:
            number, rest = divmod(number - 1, 26)
            text = chr(97 + rest) + text
    return text.upper() if kind.startswith("Upper") else text


def _definitions(content: Any, context: Context) -> list[Node]:
    node = context.identify(Node("list", {"type": "gloss"}), "list")
    context.counts["lists"] += 1
    name = node.attributes["xml:id"]
    for n, (term, said) in enumerate(content, 1):
        node.add(Node("label", {}, encode(term, context)))
        item = Node("item", {"xml:id": f"{name}.i{n}"})
        blocks = [block for one in said for block in one]
        node.add(item.add(*flow(blocks, context)))
    return [node] if node.children else []


# Figures, code, raw markup


def _caption(blocks: Sequence[Ast], context: Context) -> list[Node | str]:
    """The words of a caption: its paragraphs with line breaks between them."""
    out: list[Node | str] = []
    for block in _texts(blocks):
        if out:
            out.append(Node("lb"))
        out += encode(block, context)
    return out


def _texts(blocks: Sequence[Ast]) -> list[list[Ast]]:
    """The paragraphs of a caption, however deep they stand."""
    found: list[list[Ast]] = []
    for block in blocks:
        if block["t"] in _TEXT:
            if not is_blank(block["c"]):
                found.append(block["c"])
        elif block["t"] == "Header":
            found.append(block["c"][2])
        elif block["t"] == "LineBlock":
            found += block["c"]
        elif block["t"] == "CodeBlock":
            found.append([{"t": "Code", "c": block["c"]}])
        elif block["t"] == "RawBlock":
            found.append([{"t": "RawInline", "c": block["c"]}])
        elif block["t"] == "DefinitionList":
            for term, said in block["c"]:
                found.append(term)
                found += _texts([one for part in said for one in part])
        else:
            found += _texts([one for inner in inner_blocks(block) for one in inner])
    return found


def _figure(content: Any, context: Context) -> Node:
    attr, caption, blocks = content
    node = context.identify(Node("figure"), "fig", attr_of(attr).identifier)
    context.counts["figures"] += 1
    said = plain(caption[1])
    described: list[str] = []
    rest: list[Node] = []
    for block in blocks:
        if block["t"] in _TEXT and _only_images(block["c"]):
            for image in block["c"]:
                if image["t"] == "Image":
                    node.add(*graphic(image["c"], context))
                    described += description(image["c"], said)
                    context.pending += [attr_of(image["c"][0]).identifier]
        else:
            rest += encode_blocks([block], context)
    head = _caption(caption[1], context)
    if head:
        node.add(Node("head", {}, head))
    for identifier in context.pending:
        if identifier:
            context.names.setdefault(identifier, node.attributes["xml:id"])
    context.pending.clear()
    return node.add(*rest, *(Node("figDesc", {}, [text]) for text in described))


def _code(attr: Attr, text: str, context: Context) -> Node:
    node = Node("ab", {"type": "code", "rend": "monospace", "xml:space": "preserve"})
    languages = [name for name in attr.classes if name != "sourceCode"]
    if languages:
        node.attributes["n"] = " ".join(languages)
    context.identify(node, "ab", attr.identifier)
    for n, line in enumerate(text.rstrip("\n").split("\n")):
        if n:
            node.add(Node("lb"))
        node.add(line)
    return node


def _raw(form: str, text: str, context: Context) -> list[Node]:
    words = raw_words(form, text)
    tell_raw(form, text, words, context)
    if not words.strip():
        return []
    context.counts["paragraphs"] += 1
    return [context.identify(Node("p"), "p").add(words.strip())]


# Divisions of pandoc's


def _division(attr: Attr, blocks: list[Ast], context: Context) -> list[Node]:
    role = attr.classes[0] if attr.classes else ""
    if attr.identifier:
        context.pending.append(attr.identifier)
    nodes = _in_role(role, attr, blocks, context)
    language = context.language(attr.pairs.get("lang", "")) if attr.pairs.get("lang") else ""
    if language:
        for node in nodes:
            node.attributes.setdefault("xml:lang", language)
    return nodes


def _in_role(role: str, attr: Attr, blocks: list[Ast], context: Context) -> list[Node]:
    if role == "verse" and all(block["t"] in (*_TEXT, "LineBlock", "Anchor") for block in blocks):
        return encode_verse(stanzas_of(blocks), context)
    if role in ("quote", "epigraph"):
        inner = encode_blocks(blocks, context)
        kind = {"rend": "epigraph"} if role == "epigraph" else {}
        return [_named(Node("quote", kind, list(inner)), "q", context)] if inner else []
    if role == "letter":
        node = context.identify(Node("floatingText", {"type": "letter"}), "letter")
        inner = encode_blocks(blocks, context)
        context.counts["letters"] += 1
        if inner and all(one.name in ("milestone", "figure") for one in inner):
            inner = [Node("ab", {}, list(inner))]  # a body holds more than what may stand anywhere
        return [node.add(Node("body", {}, list(inner)))] if inner else []
    nodes = encode_blocks(blocks, context)
    rend = _LETTER.get(role) or rend_of(attr)
    if rend:
        context.counts["renditions"] += 1
        for node in nodes:
            have = node.attributes.get("rend", "")
            if node.name not in ("milestone", "list"):
                node.attributes["rend"] = f"{have} {rend}".strip()
    return nodes

"""A grammar written in the compact syntax of RELAX NG.

In: a Grammar. Out: the text of a schema, which says the same as the XML syntax does, and is easier to read.
"""

from __future__ import annotations

import re
import textwrap
from typing import Final

from edition.odd.grammar import Grammar
from edition.odd.nodes import Node

__all__ = ["pattern_text", "to_rnc"]

_KEYWORDS: Final = frozenset(
    """attribute default datatypes div element empty external grammar include inherit list mixed namespace notAllowed
    parent start string text token""".split()
)
_WIDTH: Final = 110
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_SUFFIXES: Final = {"optional": "?", "zeroOrMore": "*", "oneOrMore": "+"}
_SIGNS: Final = {"choice": " | ", "group": ", ", "interleave": " & "}


def to_rnc(grammar: Grammar, prefix: str = "", *, start: list[str] | None = None) -> str:
    """The schema as text. ``prefix`` stands before the name of every definition; ``start`` replaces the start."""
    writer = _Writer(grammar, prefix)
    names = start if start is not None else grammar.start
    begin = " | ".join(writer.name(name) for name in names) or "notAllowed"
    body = [f"start =\n  {begin}\n"]
    for name in sorted(grammar.definitions, key=lambda one: (one.lower(), one)):
        body.append(f"{writer.name(name)} =\n{writer.definition(grammar.definitions[name])}\n")
    head = [f"default namespace = {_literal(grammar.namespace)}"]
    head.extend(f"namespace {key} = {_literal(uri)}" for uri, key in sorted(writer.namespaces.items()))
    head.append('namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"')
    head.append('datatypes xsd = "http://www.w3.org/2001/XMLSchema-datatypes"')
    notice = [f"# {line.strip()}".rstrip() for line in grammar.notice.strip().splitlines()]
    return "\n".join([*notice, *([""] if notice else []), *head, "", *body])


def _literal(text: str) -> str:
    """A text in quotes; what cannot stand in either kind of quotes is put together."""
    if "\n" in text or "\r" in text or ('"' in text and "'" in text):
        parts = re.split(r"([\"\n\r])", text)
        made = (
            "'\"'" if part == '"' else f'"\\x{{{ord(part):x}}}"' if part in "\n\r" else f'"{part}"'
            for part in parts
            if part
        )
        return " ~ ".join(made)
    sign = "'" if '"' in text else '"'
    return f"{sign}{text.replace(chr(92) + 'x{', chr(92) + 'x{5c}x{')}{sign}"


class _Writer:
    def __init__(self, grammar: Grammar, prefix: str) -> None:
        self.grammar = grammar
        self.prefix = prefix
        self.namespaces: dict[str, str] = {}

    def name(self, name: str) -> str:
        """The name of a definition."""
        name = self.prefix + name
        return "\\" + name if name in _KEYWORDS else name

    def definition(self, node: Node) -> str:
        """The right side of a definition, indented."""
        return textwrap.indent(self.pattern(node), "  ")

    def pattern(self, node: Node, inner: bool = False) -> str:
        """A pattern; in brackets where it stands inside another and needs them."""
        kind = node.kind
        if kind == "ref":
            return self.name(node.name)
        if kind in ("text", "empty", "notAllowed"):
            return kind
        if kind in ("element", "attribute"):
            return self._named(node)
        if kind == "data":
            return self._data(node)
        if kind == "value":
            return _literal(node.name)
        if kind == "list":
            return f"list {{ {self.pattern(node.parts[0])} }}"
        if kind in _SUFFIXES:
            whole = node.parts[0]
            made = self.pattern(whole, inner=True)
            return made + _SUFFIXES[kind]
        if kind == "anyElement":
            return self._any(node)
        made = self._joined([self.pattern(part, inner=True) for part in node.parts], _SIGNS[kind])
        if not inner:
            return made
        return f"({made})" if "\n" not in made else "(\n" + textwrap.indent(made, "  ") + "\n)"

    @staticmethod
    def _joined(parts: list[str], sign: str) -> str:
        whole = sign.join(parts)
        if len(whole) <= _WIDTH and "\n" not in whole:
            return whole
        lines: list[str] = []
        for part in parts:
            if lines and "\n" not in part and "\n" not in lines[-1] and len(lines[-1]) + len(part) < _WIDTH - 4:
                lines[-1] += sign + part
            elif lines and sign == ", ":
                lines[-1] += ","
                lines.append(part)
            else:
                lines.append((sign.strip() + " " + part) if lines else part)
        return "\n".join(lines)

    def _named(self, node: Node) -> str:
        ns = dict(node.params).get("ns", "")
        name = node.name
        if node.kind == "attribute" and ns == _XML:
            name = "xml:" + name.removeprefix("xml:")
        elif ns and ns != (self.grammar.namespace if node.kind == "element" else ""):
            name = f"{self._prefix(ns)}:{name}"
        elif not ns and node.kind == "element":
            name = f"{self._prefix('')}:{name}"
        else:
            name = "\\" + name if name in _KEYWORDS else name
        content = ", ".join(self.pattern(part) for part in node.parts) or "empty"
        said = "".join(f"## {line}\n" for line in textwrap.wrap(node.doc, _WIDTH)) if node.doc else ""
        flat = f"{node.kind} {name} {{ {content} }}"
        if len(flat) > _WIDTH or "\n" in content:
            flat = f"{node.kind} {name} {{\n{textwrap.indent(content, '  ')}\n}}"
        # Documentation stands before a pattern, which is then set in brackets where it is part of another.
        return said + flat

    def _prefix(self, namespace: str) -> str:
        if namespace not in self.namespaces:
            self.namespaces[namespace] = f"ns{len(self.namespaces) + 1}"
        return self.namespaces[namespace]

    @staticmethod
    def _data(node: Node) -> str:
        if not node.params:
            return f"xsd:{node.name}"
        params = " ".join(f"{key} = {_literal(limit)}" for key, limit in node.params)
        return f"xsd:{node.name} {{ {params} }}"

    def _any(self, node: Node) -> str:
        params = dict(node.params)
        names = [f"{self._prefix(one)}:*" for one in params["require"].split()] or ["*"]
        excepted = []
        for one in params["except"].split():
            if one.startswith("{"):
                uri, _, local = one[1:].partition("}")
                excepted.append(f"{self._prefix(uri)}:{local}")
            else:
                excepted.append(f"{self._prefix(one)}:*")
        without = f" - ({' | '.join(excepted)})" if excepted else ""
        name = names[0] + without if len(names) == 1 else f"({' | '.join(one + without for one in names)})"
        return f"element {name} {{ (attribute * {{ text }}* , (text | {self.name(node.name)})*) }}"


def pattern_text(node: Node, grammar: Grammar) -> str:
    """One pattern in the compact syntax, without prefixes: a content model as a page of the guide shows it."""
    return _Writer(grammar, "").pattern(node)

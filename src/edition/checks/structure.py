"""A document against the schema: each fault once, at its own line and column, in an editor's words.

In: a document. Out: findings of the rules unknown-element, misplaced-element, missing-element, misplaced-text,
unknown-attribute, missing-attribute, invalid-value, foreign-element and not-tei (their manual pages are in
``schema_rules``). libxml2 gives the verdict; where it is "invalid", the tables of ``edition.schema`` are stepped
element by element; after a fault the pass goes on as if it had been mended, so that one fault gives one finding.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from lxml import etree

from edition.checks.grouped import choices
from edition.checks.words import attribute_name, nearest, one_of, quoted, tags
from edition.diagnostic import Diagnostic, Location, Severity
from edition.document import Document
from edition.relaxng import NCNAME, is_valid
from edition.schema import TEXT, Attribute, ElementModel, Pattern, Schema, edition_schema, tei_modules
from edition.tei import TEI, XML_ID
from edition.verdict import ForeignJudge, Judge, edition_judge

__all__ = ["explain", "validate"]

_TEI: Final = f"{{{TEI}}}"


def validate(
    document: Document, schema: Schema | None = None, judge: Judge | ForeignJudge | None = None
) -> list[Diagnostic]:
    """The faults of a document against a schema (ours, where none is given), in document order."""
    if not str(document.root.tag).startswith(_TEI):
        return [_not_tei(document)]
    if schema is None:
        judge = edition_judge()
    verdict = judge.is_valid(document) if judge is not None else None
    if verdict:
        return []
    schema = schema or edition_schema()
    found = explain(document, schema)
    # Ids that are none have rules of their own (invalid-id).
    named = all(NCNAME.fullmatch(identifier.strip()) for identifier, _ in document.ids())
    if not found and named and not is_valid(schema.grammar, document.root):
        message = "the document is not valid by the schema, and it cannot be said why"
        hint = "validate it with jing as well, and report this as a fault of edition"
        found = [Diagnostic("invalid-document", Severity.ERROR, message, document.locate(document.root), hint)]
    return found


def explain(document: Document, schema: Schema) -> list[Diagnostic]:
    """What a document does not keep of a schema, each fault once, in document order; nothing for a valid one."""
    root = document.root
    tag = str(root.tag)
    walk = _Walk(document, schema)
    name = tag[len(_TEI) :]
    if name not in walk.schema.roots:
        guess = nearest(name, walk.schema.roots)
        hint = f"did you mean <{guess}>?" if guess else f"a TEI document begins with {tags(walk.schema.roots)}"
        walk.add("misplaced-element", root, f"a document cannot begin with <{name}>", hint)
    model = walk.schema.model(name)
    if model is not None:
        walk.element(root, model)
    walk.place_texts()
    return walk.findings


def _not_tei(document: Document) -> Diagnostic:
    root = document.root
    namespace, _, name = str(root.tag).rpartition("}")
    where = f"in the namespace {quoted(namespace[1:])}" if namespace else "in no namespace"
    hint = f'write xmlns="{TEI}" on the first element'
    if name == "TEI.2":
        hint = f'this is TEI P4: it has to be brought to P5 first (<TEI xmlns="{TEI}">)'
    return Diagnostic(
        "not-tei", Severity.ERROR, f"the document begins with <{name}>, {where}", document.locate(root), hint
    )


class _Walk:
    """One pass over a document. It keeps the findings, and the stray texts whose places are looked up at the end."""

    def __init__(self, document: Document, schema: Schema) -> None:
        self.document = document
        self.schema = schema
        self.findings: list[Diagnostic] = []
        self._texts: list[tuple[int, etree._Element, int]] = []

    def add(self, rule: str, node: etree._Element, message: str, hint: str = "") -> None:
        """Keep a finding at a start tag."""
        self.findings.append(Diagnostic(rule, Severity.ERROR, message, self.document.locate(node), hint))

    def element(self, root: etree._Element, model: ElementModel) -> None:
        """Check an element and all within it, without recursion: depth is the document's affair."""
        stack = [(root, model)]
        while stack:
            node, model = stack.pop()
            self._attributes(node, model)
            stack.extend(reversed(self._children(node, model)))

    def _attributes(self, node: etree._Element, model: ElementModel) -> None:
        known = model.attributes
        before = len(self.findings)
        for key, value in node.attrib.items():
            attribute = model.attribute(str(key))
            if attribute is None:
                self._unknown_attribute(node, model, str(key))
            elif key != XML_ID and not attribute.allows(str(value)):
                self._invalid_value(node, model, attribute, str(value))
        for attribute in model.required:
            if attribute.name not in node.attrib:
                name = attribute_name(attribute.name)
                hint = f'write {name}="…": {attribute.type.words}'
                if attribute.type.values and not attribute.type.open:
                    hint = f'write {name}="…": {one_of(attribute.type.values)}'
                # A misspelt name is one fault, and its hint says what was meant.
                if not any(key not in known and nearest(str(key), [name]) for key in node.attrib):
                    self.add("missing-attribute", node, f"<{model.name}> has no @{name}, and it needs one", hint)
        if before == len(self.findings):
            self._together(node, model)

    def _together(self, node: etree._Element, model: ElementModel) -> None:
        """Attributes of which each is right, and that may not stand together, or not without another."""
        given = {str(key): str(value) for key, value in node.attrib.items() if key != XML_ID}
        if XML_ID in model.attributes and XML_ID in node.attrib:
            given[XML_ID] = "id"
        if model.allows_together(given):
            return
        for key in given:
            if model.allows_together({other: value for other, value in given.items() if other != key}):
                message = f"@{attribute_name(key)} of <{model.name}> cannot stand beside its other attributes"
                self.add("unknown-attribute", node, message, f"keep @{attribute_name(key)}, or the others")
                return
        absent = [name for name in model.attributes if name not in given]
        needed = [name for name in absent if model.allows_together({**given, name: model.attributes[name].sample})]
        shown = one_of([f"@{attribute_name(name)}" for name in needed]) or "another attribute"
        self.add("missing-attribute", node, f"<{model.name}> needs {shown}", f"add {shown}")

    def _unknown_attribute(self, node: etree._Element, model: ElementModel, key: str) -> None:
        name = attribute_name(key)
        free = {attribute_name(other): other for other in model.attributes}
        guess = nearest(name, [shown for shown, full in free.items() if full not in node.attrib])
        if key.startswith("{") and name != key and not name.startswith("xml:"):
            hint = f"it is in the namespace {quoted(key[1:].partition('}')[0])}, which the schema does not have"
        elif guess:
            hint = f"did you mean @{guess}?"
        elif carriers := self.schema.carriers(key):
            hint = f"it may stand on {tags(carriers, 8)}"
        else:
            hint = "remove it: no element of the schema takes it"
        self.add("unknown-attribute", node, f"<{model.name}> takes no attribute @{name}", hint)

    def _invalid_value(self, node: etree._Element, model: ElementModel, attribute: Attribute, value: str) -> None:
        name = attribute_name(attribute.name)
        kind = attribute.type
        guess = nearest(value, kind.values)
        if guess:
            hint = f'did you mean "{guess}"?'
        elif kind.values and not kind.open:
            hint = f"write one of: {one_of(kind.values, 20)}"
        elif kind.values:
            hint = f"write one of: {one_of(kind.values, 20)}, or {kind.words}"
        else:
            hint = f"write {kind.words}"
        if not value.strip():
            hint = f"remove the attribute, or {hint}" if not attribute.required else hint
        self.add("invalid-value", node, f"@{name} of <{model.name}> cannot be {quoted(value)}", hint)

    def _children(self, node: etree._Element, model: ElementModel) -> list[tuple[etree._Element, ElementModel]]:
        """Step the children of an element; the ones whose own content is to be checked, with their models."""
        schema = self.schema
        step = schema.step
        state = model.content
        nothing = schema.nothing
        within: list[tuple[etree._Element, ElementModel]] = []
        faults = len(self.findings) + len(self._texts)
        if node.text and not node.text.isspace():
            state = self._text(node, 0, state)
        number = 0
        for child in node:
            tag = child.tag
            if isinstance(tag, str):
                number += 1
                name = tag[len(_TEI) :] if tag.startswith(_TEI) else tag if tag.startswith("{") else "{}" + tag
                after = step(state, name)
                inner = schema.matched(state, name)
                if after is nothing:
                    after, name = self._misplaced(child, model, state)
                    inner = schema.model(name) if name else None
                state = after
                if inner is not None:
                    within.append((child, inner))
            if child.tail and not child.tail.isspace():
                state = self._text(node, number, state)
        if faults == len(self.findings) + len(self._texts) and model.element.content.has_data and not len(node):
            self._data(node, model)
        if not state.nullable and faults == len(self.findings) + len(self._texts):
            self._missing(node, model, state)
        return within

    def _data(self, node: etree._Element, model: ElementModel) -> None:
        """The text of an element that holds a datatype."""
        text = node.text or ""
        if not model.allows_text(text):
            message = f"the text of <{model.name}> cannot be {quoted(text.strip())}"
            self.add("invalid-value", node, message, f"see the page of <{model.name}> in the encoding guide")

    def _text(self, node: etree._Element, number: int, state: Pattern) -> Pattern:
        after = self.schema.step(state, TEXT)
        if after is not self.schema.nothing:
            return after
        # Its place is known only to the source: it is looked up when all is read. The finding keeps its turn.
        if not any(known is node for _, known, _ in self._texts):
            self._texts.append((len(self.findings), node, number))
        return state

    def _misplaced(self, child: etree._Element, model: ElementModel, state: Pattern) -> tuple[Pattern, str]:
        """Report a child that may not stand here. What comes after it, and the name by which it is read."""
        tag = str(child.tag)
        parent = model.name
        if not tag.startswith(_TEI):
            namespace, _, name = tag.rpartition("}")
            where = f"in the namespace {quoted(namespace[1:])}" if namespace else "in no namespace"
            hint = "the schema has only elements of the TEI"
            if not namespace:
                hint = f'write <{name} xmlns="{TEI}">, or remove xmlns=""'
            self.add("foreign-element", child, f"<{name}> is {where}, not in that of the TEI", hint)
            return state, ""
        name = tag[len(_TEI) :]
        expected = self.schema.first(state) - {TEXT}
        if self.schema.model(name) is None and name in tei_modules():
            message = f"<{name}> is an element of the TEI that the schema of this edition leaves out"
            self.add("unknown-element", child, message, self._instead(name, parent, expected))
            return state, ""
        if self.schema.model(name) is None:
            guess = nearest(name, expected) or nearest(name, model.alphabet - {TEXT})
            guess = guess or nearest(name, self.schema.names)
            hint = f"did you mean <{guess}>?" if guess else self._instead(name, parent, expected)
            self.add("unknown-element", child, f"there is no element <{name}> in the schema", hint)
            after = self.schema.step(state, guess) if guess else self.schema.nothing
            return (after, guess or "") if after is not self.schema.nothing else (state, guess or "")
        if name in model.alphabet and not state.nullable:
            for missing in sorted(expected, key=str.lower):
                after = self.schema.step(self.schema.step(state, missing), name)
                if after is not self.schema.nothing:
                    self.add(
                        "missing-element",
                        child,
                        f"<{parent}> lacks {tags(self._needed(state, name))} before <{name}>",
                        f"put it before this <{name}>",
                    )
                    return after, name
        self.add("misplaced-element", child, *self._why(name, model, state, expected))
        return state, name

    def _needed(self, state: Pattern, name: str) -> set[str]:
        """The elements any of which, put here, would let the next one stand."""
        step, nothing = self.schema.step, self.schema.nothing
        return {one for one in self.schema.first(state) - {TEXT} if step(step(state, one), name) is not nothing}

    def _why(self, name: str, model: ElementModel, state: Pattern, expected: frozenset[str]) -> tuple[str, str]:
        parent = model.name
        if name in model.alphabet:
            if self.schema.step(model.content, name) is not self.schema.nothing:
                return (
                    f"<{name}> stands too late in <{parent}>, or once too often",
                    f"move it further up in <{parent}>; here may stand {choices(expected)}"
                    if expected
                    else f"move it further up in <{parent}>; nothing more may stand here",
                )
            return f"<{name}> cannot stand at this place in <{parent}>", self._choices(parent, expected)
        parents = self.schema.parents(name)
        hint = f"it may stand in {tags(parents, 10)}" if parents else "it is the root of a document"
        guess = nearest(name, {other for other in expected if _bare_equal(other, name)})
        if guess:
            hint = f"did you mean <{guess}>? " + hint
        return f"<{name}> cannot stand in <{parent}>", hint

    def _instead(self, name: str, parent: str, expected: frozenset[str]) -> str:
        """What may be written for an element that the schema does not have."""
        for neutral in ("seg", "ab"):
            if neutral in expected and len(expected) > 12:
                return f'<{neutral} type="{name}"> may stand here instead'
        return self._choices(parent, expected)

    def _choices(self, parent: str, expected: frozenset[str]) -> str:
        return (
            f"in <{parent}> may stand here {choices(expected)}" if expected else f"nothing more may stand in <{parent}>"
        )

    def _missing(self, node: etree._Element, model: ElementModel, state: Pattern) -> None:
        expected = self.schema.first(state) - {TEXT}
        needed = [name for name in expected if self.schema.step(state, name).nullable] or list(expected)
        if len(node):
            message = f"<{model.name}> is not complete: {tags(needed, 6)} must follow"
        else:
            message = f"<{model.name}> is empty, and needs {tags(needed, 6)}"
        self.add("missing-element", node, message, f"add {tags(needed, 6)}, or remove <{model.name}>")

    def place_texts(self) -> None:
        """Turn the stray texts into findings, each at the place of its first letter."""
        if not self._texts:
            return
        places = _text_places(self.document)
        order = {id(node): number for number, node in enumerate(self.document.root.iter("*"))}
        for before, (turn, node, number) in enumerate(self._texts):
            line, column = places.get((order[id(node)], number), (0, 0))
            at = Location(self.document.path, line, column) if line else self.document.locate(node)
            text = node.text if number == 0 else [c for c in node if isinstance(c.tag, str)][number - 1].tail
            words = (text or "").strip() or "…"
            name = str(node.tag)[len(_TEI) :]
            model = self.schema.model(name)
            wraps = [one for one in ("p", "ab", "l", "head", "item", "cell") if model and one in model.alphabet]
            hint = f"put it into {tags(wraps)}" if wraps else f"<{name}> holds elements only, or nothing"
            stray = Diagnostic(
                "misplaced-text", Severity.ERROR, f"text stands bare in <{name}>: {quoted(words)}", at, hint
            )
            self.findings.insert(turn + before, stray)


def _bare_equal(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _text_places(document: Document) -> dict[tuple[int, int], tuple[int, int]]:
    """Where text begins: (number of the element, number of its children so far) -> (line, column)."""
    places: dict[tuple[int, int], tuple[int, int]] = {}
    stack: list[list[int]] = []
    count = 0
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal count
        if stack:
            stack[-1][1] += 1
        stack.append([count, 0])
        count += 1

    def end(_name: str) -> None:
        stack.pop()

    def text(data: str) -> None:
        if data.strip() and stack:
            key = (stack[-1][0], stack[-1][1])
            indent = len(data) - len(data.lstrip())
            places.setdefault(key, (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1 + indent))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(document.source, True)
    except expat.ExpatError:
        return {}
    return places

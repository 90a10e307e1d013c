"""Patterns of RELAX NG and their derivatives: what is left of a pattern after an attribute, a text, an element.

In: patterns, built by one ``Patterns``, which makes equal ones one object. Out: patterns again, each step remembered on
the pattern it starts from. The method is Brzozowski's (1964) as Clark uses it ("An algorithm for RELAX NG
validation"), with one difference: an element is stepped over as a whole, by the element pattern that it matched, so
that what is remembered does not depend on where in a document the pattern stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from edition.relaxng.datatypes import Datatype
from edition.relaxng.names import Name, NameClass

__all__ = ["Pattern", "Patterns", "only_name"]

_MANY: Final = ("choice", "group", "interleave")


class Pattern:
    """A pattern, or what is left of one. Made by ``Patterns`` only.

    ``kind`` is that of the simple syntax (choice, group, interleave, oneOrMore, element, attribute, data, value, list,
    text, empty, notAllowed). An element's content stands in ``content``; ``later`` makes it when it is first asked for.
    """

    __slots__ = (
        "_atts",
        "_candidates",
        "_close",
        "_content",
        "_named",
        "_steps",
        "_text",
        "_values",
        "data",
        "excepted",
        "has_attributes",
        "has_data",
        "kind",
        "later",
        "name",
        "nullable",
        "number",
        "parts",
    )

    def __init__(self, number: int, kind: str, parts: tuple[Pattern, ...], name: NameClass | None) -> None:
        self.number = number
        self.kind = kind
        self.parts = parts
        self.name = name
        self._content: Pattern = self
        self.later: Callable[[], Pattern] | None = None
        self.data: Datatype | None = None
        self.excepted: Pattern | None = None
        self.nullable: bool
        if kind == "choice":
            self.nullable = any(part.nullable for part in parts)
        elif kind in ("group", "interleave", "oneOrMore"):
            self.nullable = all(part.nullable for part in parts)
        else:
            self.nullable = kind in ("empty", "text")
        self.has_attributes: bool = kind == "attribute" or (
            kind not in ("element", "list") and any(part.has_attributes for part in parts)
        )
        self.has_data: bool = kind in ("data", "value", "list") or (
            kind not in ("element", "attribute") and any(part.has_data for part in parts)
        )
        self._steps: dict[Pattern, Pattern] = {}
        self._candidates: dict[str, tuple[Pattern, ...]] = {}
        self._atts: dict[tuple[Pattern, ...], Pattern] = {}
        self._named: dict[str, tuple[Pattern, ...]] = {}
        self._values: dict[str, bool] = {}
        self._close: Pattern | None = None
        self._text: Pattern | None = None

    @property
    def content(self) -> Pattern:
        """What an element pattern holds, its attributes among it."""
        if self.later is not None:
            self._content = self.later()
            self.later = None
        return self._content

    def candidates(self, name: str) -> tuple[Pattern, ...]:
        """The element patterns that an element of this name, coming next, may match."""
        found = self._candidates.get(name)
        if found is None:
            first = dict.fromkeys(one for one in self.first() if one.name is not None and one.name.contains(name))
            found = self._candidates[name] = tuple(first)
        return found

    def first(self) -> Iterable[Pattern]:
        """The element patterns that may come next; some may come twice."""
        if self.kind == "element":
            yield self
        elif self.kind == "group":
            for part in self.parts:
                yield from part.first()
                if not part.nullable:
                    break
        elif self.kind in ("choice", "interleave", "oneOrMore"):
            for part in self.parts:
                yield from part.first()

    def leaves(self) -> Iterable[Pattern]:
        """Every pattern in it that is no group of others: elements (not what is in them), attributes, text, data."""
        if self.kind in _MANY or self.kind == "oneOrMore":
            for part in self.parts:
                yield from part.leaves()
        else:
            yield self

    def attributes_named(self, name: str) -> tuple[Pattern, ...]:
        """The attribute patterns that an attribute of this name may match."""
        found = self._named.get(name)
        if found is None:
            leaves = (one for one in self.leaves() if one.kind == "attribute")
            found = tuple(dict.fromkeys(one for one in leaves if one.name is not None and one.name.contains(name)))
            self._named[name] = found
        return found


class Patterns:
    """Makes patterns, each only once, and derives them."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Pattern] = {}
        self._count = 0
        self.empty = self._make("empty")
        self.not_allowed = self._make("notAllowed")
        self.text = self._make("text")

    def _new(self, kind: str, parts: tuple[Pattern, ...] = (), name: NameClass | None = None) -> Pattern:
        self._count += 1
        return Pattern(self._count, kind, parts, name)

    def _make(self, kind: str, parts: tuple[Pattern, ...] = (), name: NameClass | None = None) -> Pattern:
        key = (kind, name, *(part.number for part in parts))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._new(kind, parts, name)
        return found

    # Making

    def element(self, name: NameClass) -> Pattern:
        """A new element pattern; ``later`` is to be set on it. Two of them are never the same."""
        return self._new("element", (), name)

    def attribute(self, name: NameClass, value: Pattern) -> Pattern:
        """An attribute."""
        return self.not_allowed if value is self.not_allowed else self._make("attribute", (value,), name)

    def data(self, datatype: Datatype, excepted: Pattern | None = None) -> Pattern:
        """Text of a datatype, but what is excepted; a datatype with a value makes a value pattern."""
        if excepted is self.not_allowed:
            excepted = None
        kind = "data" if datatype.value is None else "value"
        key = (kind, datatype, excepted.number if excepted else 0)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._new(kind)
            found.data, found.excepted = datatype, excepted
        return found

    def list(self, part: Pattern) -> Pattern:
        """Words separated by white space."""
        return part if part is self.not_allowed else self._make("list", (part,))

    def one_or_more(self, part: Pattern) -> Pattern:
        """The part once or several times."""
        if part is self.not_allowed or part is self.empty or part.kind in ("oneOrMore", "text"):
            return part
        return self._make("oneOrMore", (part,))

    def optional(self, part: Pattern) -> Pattern:
        """The part or nothing."""
        return self.choice((part, self.empty))

    def choice(self, ways: Iterable[Pattern]) -> Pattern:
        """One of several."""
        flat: dict[int, Pattern] = {}
        for way in ways:
            for part in way.parts if way.kind == "choice" else (way,):
                if part is not self.not_allowed:
                    flat[part.number] = part
        if (
            self.empty.number in flat
            and len(flat) > 1
            and any(p.nullable for p in flat.values() if p is not self.empty)
        ):
            del flat[self.empty.number]
        if not flat:
            return self.not_allowed
        if len(flat) == 1:
            return next(iter(flat.values()))
        return self._make("choice", tuple(flat[key] for key in sorted(flat)))

    def group(self, parts: Iterable[Pattern]) -> Pattern:
        """One after another."""
        return self._all("group", parts)

    def interleave(self, parts: Iterable[Pattern]) -> Pattern:
        """All, in any order."""
        made = self._all("interleave", parts)
        if made.kind == "interleave":
            return self._make("interleave", tuple(sorted(made.parts, key=lambda part: part.number)))
        return made

    def _all(self, kind: str, parts: Iterable[Pattern]) -> Pattern:
        flat: list[Pattern] = []
        for part in parts:
            if part is self.not_allowed:
                return part
            if part.kind == kind:
                flat.extend(part.parts)
            elif part is not self.empty:
                flat.append(part)
        if not flat:
            return self.empty
        return flat[0] if len(flat) == 1 else self._make(kind, tuple(flat))

    # Deriving

    def step(self, pattern: Pattern, element: Pattern) -> Pattern:
        """What is left after an element that matched the pattern ``element``."""
        found = pattern._steps.get(element)
        if found is None:
            if pattern.kind == "element":
                found = self.empty if pattern is element else self.not_allowed
            else:
                found = self._derive(pattern, lambda part: self.step(part, element))
            pattern._steps[element] = found
        return found

    def after(self, pattern: Pattern, name: str) -> Pattern:
        """What is left after an element of this name that is valid."""
        return self.choice(self.step(pattern, one) for one in pattern.candidates(name))

    def text_step(self, pattern: Pattern, text: str, prefixes: Mapping[str | None, str] | None = None) -> Pattern:
        """What is left after a text. ``prefixes``: the namespaces in scope, for values that are qualified names."""
        if not pattern.has_data:
            if pattern._text is None:
                pattern._text = self._text_step(pattern, text, prefixes)
            return pattern._text
        return self._text_step(pattern, text, prefixes)

    def _text_step(self, pattern: Pattern, text: str, prefixes: Mapping[str | None, str] | None) -> Pattern:
        kind = pattern.kind
        if kind == "text":
            return pattern
        if kind in ("data", "value"):
            assert pattern.data is not None
            if not pattern.data.allows(text, prefixes):
                return self.not_allowed
            if pattern.excepted is not None and self.text_matches(pattern.excepted, text, prefixes):
                return self.not_allowed
            return self.empty
        if kind == "list":
            left = pattern.parts[0]
            for word in text.split():
                left = self.text_step(left, word, prefixes)
            return self.empty if left.nullable else self.not_allowed
        if kind in ("element", "attribute", "empty", "notAllowed"):
            return self.not_allowed
        return self._derive(pattern, lambda part: self.text_step(part, text, prefixes))

    def text_matches(self, pattern: Pattern, text: str, prefixes: Mapping[str | None, str] | None = None) -> bool:
        """Whether a text is all that a pattern asks for: the value of an attribute, the text of an element."""
        return (pattern.nullable and not text.strip(" \t\n\r")) or self.text_step(pattern, text, prefixes).nullable

    def attribute_step(
        self, pattern: Pattern, name: str, value: str, prefixes: Mapping[str | None, str] | None = None
    ) -> Pattern:
        """What is left after an attribute."""
        matched = tuple(one for one in pattern.attributes_named(name) if self.takes(one, value, prefixes))
        if not matched:
            return self.not_allowed
        found = pattern._atts.get(matched)
        if found is None:
            found = pattern._atts[matched] = self._attribute_step(pattern, frozenset(matched))
        return found

    def _attribute_step(self, pattern: Pattern, matched: frozenset[Pattern]) -> Pattern:
        if pattern.kind == "attribute":
            return self.empty if pattern in matched else self.not_allowed
        if not pattern.has_attributes:
            return self.not_allowed
        if pattern.kind == "group":
            # Attributes come in any order: a group of them is derived as an interleave, and stays a group.
            ways = []
            for index, part in enumerate(pattern.parts):
                left = self._attribute_step(part, matched)
                if left is not self.not_allowed:
                    ways.append(self.group((*pattern.parts[:index], left, *pattern.parts[index + 1 :])))
            return self.choice(ways)
        return self._derive(pattern, lambda part: self._attribute_step(part, matched))

    def takes(self, attribute: Pattern, value: str, prefixes: Mapping[str | None, str] | None = None) -> bool:
        """Whether an attribute pattern allows a value."""
        known = attribute._values.get(value)
        if known is None:
            inner = attribute.parts[0]
            known = self.text_matches(inner, value, prefixes)
            if not (inner.kind == "value" and inner.data is not None and inner.data.name == "QName"):
                attribute._values[value] = known
        return known

    def close(self, pattern: Pattern) -> Pattern:
        """What is left when all attributes of an element have been seen: those that must stand and do not fail."""
        if not pattern.has_attributes:
            return pattern
        if pattern._close is None:
            kind = pattern.kind
            parts = tuple(self.close(part) for part in pattern.parts) if kind != "attribute" else ()
            made: dict[str, Callable[[], Pattern]] = {
                "attribute": lambda: self.not_allowed,
                "choice": lambda: self.choice(parts),
                "group": lambda: self.group(parts),
                "interleave": lambda: self.interleave(parts),
                "oneOrMore": lambda: self.one_or_more(parts[0]),
            }
            pattern._close = made[kind]()
        return pattern._close

    def without_attributes(self, pattern: Pattern) -> Pattern:
        """The content that a pattern asks for when its attributes are as they should be."""
        kind = pattern.kind
        if not pattern.has_attributes:
            return pattern
        if kind == "attribute":
            return self.empty
        parts = tuple(self.without_attributes(part) for part in pattern.parts)
        if kind == "oneOrMore":
            return self.one_or_more(parts[0])
        return {"choice": self.choice, "group": self.group, "interleave": self.interleave}[kind](parts)

    def _derive(self, pattern: Pattern, derive: Callable[[Pattern], Pattern]) -> Pattern:
        """The derivative of a pattern that is made of others, by that of its parts."""
        kind = pattern.kind
        parts = pattern.parts
        if kind == "choice":
            return self.choice(derive(part) for part in parts)
        if kind == "oneOrMore":
            left = derive(parts[0])
            return left if left is self.not_allowed else self.group((left, self.optional(pattern)))
        if kind == "group":
            ways = []
            for index, part in enumerate(parts):
                left = derive(part)
                if left is not self.not_allowed:
                    ways.append(self.group((left, *parts[index + 1 :])))
                if not part.nullable:
                    break
            return self.choice(ways)
        if kind == "interleave":
            ways = []
            for index, part in enumerate(parts):
                left = derive(part)
                if left is not self.not_allowed:
                    ways.append(self.interleave((*parts[:index], left, *parts[index + 1 :])))
            return self.choice(ways)
        return self.not_allowed


def only_name(pattern: Pattern) -> str | None:
    """The name of an element or attribute pattern that stands for one name only; None for a class of names."""
    return pattern.name.name if isinstance(pattern.name, Name) else None

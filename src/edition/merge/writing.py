"""A merge written: the bytes of each part as they stand on its side, with the white space that stood before it.

In: a ``Plan``. Out: the merged file. What the import did not change keeps the editor's own bytes.
"""

from __future__ import annotations

import re
from typing import Final

from edition.merge.parts import Part, Version, translate
from edition.merge.plan import Place, Plan, written

__all__ = ["Writing"]

_NAME: Final = re.compile(rb"<([^\s/>]+)")


class Writing:
    """One file being written; offsets of the parts are noted on the way."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.out: list[bytes] = []
        self.length = 0
        self.line_end = b"\r\n" if b"\r\n" in plan.edited.data[:4096] else b"\n"

    def write(self) -> bytes:
        """The whole file; what stands before and behind the root is the editor's."""
        edited = self.plan.edited
        self._put(edited.data[: edited.root.start])
        self._element(self.plan, self.plan.root)
        self._put(edited.data[edited.root.end :])
        return b"".join(self.out)

    def _put(self, data: bytes) -> None:
        self.out.append(data)
        self.length += len(data)

    def _new(self, plan: Plan, data: bytes) -> bytes:
        """Bytes of the new import in the ids and line ends of the edited file."""
        data = translate(data, plan.names.new)
        return data.replace(b"\n", self.line_end) if self.line_end != b"\n" else data

    def _side(self, plan: Plan, place: Place) -> tuple[Version, Part, bool]:
        """The version and the part that are written, and whether they are the import's."""
        if place.take == "new" and place.new is not None:
            return plan.new, place.new, True
        assert place.edited is not None
        return plan.edited, place.edited, False

    def _gap(self, plan: Plan, place: Place) -> None:
        """The white space before a part: the editor's, or that of a neighbour, or the import's."""
        if place.edited is not None:
            self._put(plan.edited.data[place.edited.gap : place.edited.start])
            return
        part = place.new
        above = place.parent.edited if place.parent is not None else None
        assert part is not None
        near = next((c for c in (above.children if above is not None else ()) if c.name[0] != "#"), None)
        if near is not None and not plan.edited.data[near.gap : near.start].strip():
            self._put(plan.edited.data[near.gap : near.start])
        else:
            self._put(self._new(plan, plan.new.data[part.gap : part.start]))

    def _part(self, plan: Plan, place: Place) -> None:
        self._gap(plan, place)
        place.offset = self.length
        version, part, imported = self._side(plan, place)
        if place.inside is not None:
            self._element(place.inside, place.inside.root)
        elif part.division:
            self._element(plan, place)
        else:
            raw = version.data[part.start : part.end]
            self._put(self._new(plan, raw) if imported else raw)

    def _element(self, plan: Plan, place: Place) -> None:
        """A division, or a block that is taken apart: its start tag, its parts, its end tag."""
        version, part, imported = self._side(plan, place)
        place.offset = max(place.offset, self.length)
        tag = version.data[part.start : part.opened]
        children = [child for child in place.children if written(child)]
        if part.empty_tag and children:
            tag = tag[:-2].rstrip() + b">"
        self._put(self._new(plan, tag) if imported else tag)
        for child in children:
            self._part(plan, child)
        if part.empty_tag:
            name = _NAME.match(tag)
            if children and name is not None:
                self._put(self.line_end + b"</" + name[1] + b">")
            return
        closing = version.data[part.closing : part.end]
        self._put(self._new(plan, closing) if imported else closing)

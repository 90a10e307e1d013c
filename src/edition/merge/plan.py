"""What becomes of each part of a merge: from which side it is taken, and where it stands.

In: three versions. Out: a ``Plan``: a tree of ``Place`` objects. The order is that of the new import, but what the
editor moved or added stands where the editor put it, behind what it stood behind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.merge.identifiers import Names, names_of
from edition.merge.matching import match_added, match_edited, match_imports
from edition.merge.parts import Part, Version, place_in

__all__ = ["Conflict", "Place", "Plan"]


@dataclass(eq=False, slots=True)
class Place:
    """One part in its three versions. ``take``: "edited", "new", "both" (part by part), or "" (left out)."""

    base: Part | None
    new: Part | None
    edited: Part | None
    take: str = ""
    weak: bool = False
    moved: bool = False
    parent: Place | None = None
    children: list[Place] = field(default_factory=list)
    conflict: str = ""
    rivals: list[Part] = field(default_factory=list)
    inside: Plan | None = None
    offset: int = -1

    @property
    def part(self) -> Part:
        """The part as it is written, or as it was."""
        part = self.edited or self.new or self.base
        assert part is not None
        return part


@dataclass(frozen=True, slots=True)
class Conflict:
    """A block that both sides changed: line and column in the merged file, what was done, what the import would write,
    and the line of that in the new import.
    """

    line: int
    column: int
    message: str
    would: str
    would_line: int


class Plan:
    """The merge of two versions with a third. ``careful``: blocks are never taken apart. ``keep``: numbers of blocks of
    the last import that must not be dropped.
    """

    def __init__(
        self,
        base: Version,
        new: Version,
        edited: Version,
        *,
        careful: bool = False,
        keep: set[int] | None = None,
        names: Names | None = None,
    ) -> None:
        self.base, self.new, self.edited = base, new, edited
        self.careful = careful
        self.keep = keep or set()
        self.imports = match_imports(base, new)
        self.edits = match_edited(base, edited)
        fresh = [part for part in new.parts if part not in self.imports.back]
        written = [part for part in edited.parts if part not in self.edits.back]
        self.added = match_added(new, edited, fresh, written)
        whole = names is None
        self.names = names or names_of(base, new, edited, self.imports, self.edits, self.added)
        self.places: list[Place] = []
        self.of: dict[Part, Place] = {}
        self.group: dict[Part, int] = {}
        self.put_off: list[tuple[list[Part], list[Part]]] = []
        self._gather()
        self._moves()
        self._regrouped()
        for place in self.places:
            self._decide(place)
        self._arrange(by_editor=False)
        if self._circular():
            self._arrange(by_editor=True)
        if whole:
            self._no_id_twice()

    @property
    def root(self) -> Place:
        """The root."""
        return self.places[0]

    @property
    def taken(self) -> int:
        """How many blocks come from the new import."""
        return sum(1 for place in self.alive() if place.take in ("new", "both"))

    @property
    def kept_count(self) -> int:
        """How many blocks stand as the editor has changed or added them."""
        return sum(
            1
            for place in self.alive()
            if place.take in ("edited", "both") and (place.base is None or self._edited(place))
        )

    def alive(self) -> Iterator[Place]:
        """The places that are written, in their order."""
        stack = [self.root]
        while stack:
            place = stack.pop()
            yield place
            stack.extend(child for child in reversed(place.children) if written(child))

    def dropped(self) -> list[tuple[int, list[str]]]:
        """What the last import had and this one drops though no editor has: the number of a block, and the words."""
        found = []
        followed = {part: number for number, (old, _) in enumerate(self.imports.regrouped) for part in old}
        for number, place in enumerate(self.places):
            if place.base is None or place.edited is None or place.base.division or place.take not in ("", "new"):
                continue
            had, has = Counter(self.base.words(place.base)), Counter[str]()
            if place.base in followed:
                # What one block of a group loses another has.
                old, now = self.imports.regrouped[followed[place.base]]
                had = Counter(word for part in old for word in self.base.words(part))
                has = Counter(word for part in now for word in self.new.words(part))
            elif place.take and place.new is not None:
                has = Counter(self.new.words(place.new))
            if had - has:
                found.append((number, list((had - has).elements())))
        return found

    def lost(self) -> Counter[str]:
        """Words of dropped blocks that the new import has only where it is not followed."""
        gone, elsewhere = self._balance()
        return gone & elsewhere

    def _balance(self) -> tuple[Counter[str], Counter[str]]:
        """Words that are dropped, and words of the new import that are new where it is not followed."""
        gone = Counter(word for _, words in self.dropped() for word in words)
        elsewhere: Counter[str] = Counter()
        put_off = [*self.put_off]
        for place in self.places:
            if place.new is not None and place.take not in ("new", "both"):
                put_off.append(([place.base] if place.base is not None else [], [place.new]))
            if place.inside is not None:
                inner = place.inside._balance()
                gone, elsewhere = gone + inner[0], elsewhere + inner[1]
        for old, now in put_off:
            had = Counter(word for part in old for word in self.base.words(part))
            elsewhere += Counter(word for part in now for word in self.new.words(part)) - had
        return gone, elsewhere

    # What belongs together

    def _gather(self) -> None:
        triples: list[tuple[Part | None, Part | None, Part | None]] = [
            (part, self.imports.there.get(part), self.edits.there.get(part))
            for part in (self.base.root, *self.base.parts)
        ]
        triples += [
            (None, part, self.added.there.get(part)) for part in self.new.parts if part not in self.imports.back
        ]
        triples += [
            (None, None, part)
            for part in self.edited.parts
            if part not in self.edits.back and part not in self.added.back
        ]
        for triple in triples:
            place = Place(*triple)
            self.places.append(place)
            for part in triple:
                if part is not None:
                    self.of[part] = place

    def _moves(self) -> None:
        """What the editor moved: into another division, or out of its order."""
        for place in self.places:
            if place.base is None or place.edited is None or place.base.parent is None or place.edited.parent is None:
                continue
            above = self.of.get(place.base.parent)
            place.moved = above is None or above is not self.of.get(place.edited.parent)
        order = {part: number for number, part in enumerate(self.base.parts)}
        for part in (self.edited.root, *self.edited.parts):
            row = [self.of[child] for child in part.children if child in self.of]
            row = [place for place in row if place.base is not None and not place.moved]
            ranks = [order[place.base] for place in row if place.base is not None]
            steady = _increasing(ranks)
            for number, place in enumerate(row):
                place.moved = number not in steady

    def _regrouped(self) -> None:
        """Blocks that the new import divides or joins in another way: where one was edited, all stay as they are."""
        said: set[object] | None = None
        for number, (old, now) in enumerate(self.imports.regrouped):
            for part in now:
                self.group[part] = number
            places = [self.of[part] for part in old]
            if said is None:
                said = {self.edited.key(part) for part in self.edited.parts}
            if all(self.new.key(part) in said for part in now):
                continue  # The editor, or an import that was broken off, has divided them in the same way.
            if not any(place.moved or place.edited is None or self._edited(place) for place in places):
                continue
            for place in places:
                if place.new is not None:
                    place.new = None
                place.take = "edited" if place.edited is not None else ""
            for part in now:
                self.of[part] = Place(None, part, None)
            self.put_off.append((old, now))
            first = next((place for place in places if place.edited is not None and self._edited(place)), places[0])
            first.conflict = "was {}, and this import divides or joins the paragraphs here in another way"
            first.rivals = list(now)

    # From which side

    def _edited(self, place: Place) -> bool:
        """Whether the editor changed what a part says, or has moved or deleted it."""
        if place.base is None or place.edited is None:
            return True
        return self.base.canonical(place.base, self.names.edited) != self.edited.canonical(place.edited, {})

    def _decide(self, place: Place) -> None:
        base, new, edited = place.base, place.new, place.edited
        if place.conflict or place.take:
            return
        if place is self.root:
            assert base is not None and new is not None and edited is not None
            before, now = self.base.tag(base, self.names.edited), self.new.tag(new, self.names.new)
            place.take = "new" if self.edited.tag(edited, {}) == before != now else "edited"
            return
        if base is None:
            place.take = "edited" if edited is not None else "new"
            return
        changed = new is not None and (
            self.base.canonical(base, self.names.edited) != self.new.canonical(new, self.names.new)
        )
        if edited is None:
            if new is not None and base.division:
                place.take, place.weak = "new", True
            elif changed and new is not None:
                place.conflict, place.rivals = "was deleted by hand, and this import changes it", [new]
            return
        if new is None:
            if base.division:
                place.take, place.weak = "edited", True
            elif self._edited(place) or place.moved:
                place.take = "edited"
                place.conflict = "was {}, and this import no longer has it"
            elif self.keep and self.places.index(place) in self.keep:
                place.take = "edited"
                place.conflict = "is not in this import, but some of its words would be lost without it"
            return
        if not changed:
            place.take = "edited"
        elif not self._edited(place):
            place.take = "new"
            if self.keep and self.places.index(place) in self.keep:
                place.take, place.rivals = "edited", [new]
                place.conflict = "is shorter in this import, but some of its words would be lost"
        elif self.edited.canonical(edited, {}) == self.new.canonical(new, self.names.new):
            place.take = "edited"
        elif self._opens(place):
            place.take = "both"
            place.inside = Plan(self.base.below(base), self.new.below(new), self.edited.below(edited), names=self.names)
        else:
            place.take, place.conflict, place.rivals = "edited", "was {}, and this import changes it too", [new]

    def _opens(self, place: Place) -> bool:
        """Whether a block that both changed is a list or the like, whose parts can be merged one by one."""
        base, new, edited = place.base, place.new, place.edited
        if self.careful or base is None or new is None or edited is None or base.division:
            return False
        parts = (base, new, edited)
        return base.name == new.name == edited.name and all(part.children for part in parts)

    # Where

    def _arrange(self, *, by_editor: bool) -> None:
        for place in self.places:
            place.parent = None
            place.children = []
        late: list[Place] = []
        for part in self.new.parts:
            place = self.of[part]
            if place.take and not self._by_editor(place, by_editor):
                place.parent = self._home(part)
                place.parent.children.append(place)
        for part in self.edited.parts:
            place = self.of[part]
            if place.take and self._by_editor(place, by_editor):
                late.append(place)
        for place in late:
            self._insert(place)

    def _by_editor(self, place: Place, always: bool) -> bool:
        """Whether a part stands where the editor has it, not where the import has it."""
        return place.edited is not None and (place.new is None or place.base is None or place.moved or always)

    def _home(self, part: Part) -> Place:
        """The nearest division above a part that is still there."""
        above = part.parent
        while above is not None and not (self.of[above].take):
            above = above.parent
        return self.of[above] if above is not None else self.root

    def _insert(self, place: Place) -> None:
        """Behind what stands before it in the edited file, wherever that is now; else before what stands behind it."""
        part = place.edited
        assert part is not None
        home = self._home(part)
        siblings = part.parent.children if part.parent is not None else []
        at = siblings.index(part)
        before = [self.of[sibling] for sibling in reversed(siblings[:at]) if self.of[sibling].take]
        after = [self.of[sibling] for sibling in siblings[at + 1 :] if self.of[sibling].take]
        if before and not part.division and not place.moved and not before[0].moved:
            other = before[0].parent
            if other is not None and other is not home and other.part.name == home.part.name:
                home = other
        place.parent = home
        for sibling in before:
            if sibling.parent is home:
                home.children.insert(self._behind(sibling, home), place)
                return
        for sibling in after:
            if sibling.parent is home:
                home.children.insert(home.children.index(sibling), place)
                return
        home.children.append(place)

    def _behind(self, sibling: Place, home: Place) -> int:
        """The index behind a part, and behind what the import has parted from it."""
        at = home.children.index(sibling) + 1
        number = self.group.get(sibling.new) if sibling.new is not None else None
        while number is not None and at < len(home.children):
            following = home.children[at]
            if following.base is not None or following.new is None or self.group.get(following.new) != number:
                break
            at += 1
        return at

    def _circular(self) -> bool:
        for place in self.places[1:]:
            if not place.take:
                continue
            seen: set[int] = set()
            above: Place | None = place
            while above is not None and above is not self.root:
                if id(above) in seen:
                    return True
                seen.add(id(above))
                above = above.parent
        return False

    def _no_id_twice(self) -> None:
        """An id that stands in an edited block cannot come a second time from the import."""
        own: set[str] = set()
        for place in self.alive():
            if place.take == "edited" and place.edited is not None:
                own |= {inner.id for inner in place.edited.inner}
        for place in self.alive():
            if place.take == "new" and place.new is not None:
                for inner in place.new.inner:
                    if self.names.new.get(inner.id) in own:
                        self.names.new[inner.id] = self.names.fresh(inner.id)

    # What is told

    def conflicts(self, data: bytes) -> list[Conflict]:
        """The conflicts, by their place in the merged file."""
        found = []
        for place in self.places:
            if place.inside is not None:
                found += place.inside.conflicts(data)
            if not place.conflict:
                continue
            line, column = place_in(data, self._offset(place))
            first = place.rivals[0].start if place.rivals else 0
            found.append(
                Conflict(
                    line,
                    column,
                    f"{self._label(place)} {place.conflict.format(self._done(place))}",
                    " / ".join(self.new.text(part) or f"<{part.name}>" for part in place.rivals),
                    place_in(self.new.data, first)[0] if place.rivals else 0,
                )
            )
        return sorted(found, key=lambda conflict: (conflict.line, conflict.column, conflict.message))

    def _done(self, place: Place) -> str:
        """What the editor did with a part, in a word."""
        if place.edited is None:
            return "deleted by hand"
        return "moved by hand" if place.moved and not self._edited(place) else "edited"

    def _label(self, place: Place) -> str:
        part = place.part
        if part.id:
            return f'{part.name} "{part.id}"'
        above = part.parent
        while above is not None and not above.id:
            above = above.parent
        name = {"#comment": "a comment", "#pi": "an instruction", "#text": "text"}.get(part.name, part.name)
        return f'{name} in "{above.id}"' if above is not None else name

    def _offset(self, place: Place) -> int:
        """Where a part stands in the merged file, or where it would."""
        part: Part | None = place.edited or place.base
        if place.offset >= 0 or part is None:
            return max(place.offset, 0)
        while part is not None:
            siblings = part.parent.children if part.parent is not None else []
            for sibling in reversed(siblings[: siblings.index(part)] if siblings else []):
                if sibling in self.of and self.of[sibling].offset >= 0:
                    return self.of[sibling].offset
            part = part.parent
            if part is not None and part in self.of and self.of[part].offset >= 0:
                return self.of[part].offset
        return 0


def written(place: Place) -> bool:
    """Whether a part is written: a division that one side no longer has, only while there is something in it."""
    return bool(place.take) and (not place.weak or any(written(child) for child in place.children))


def _increasing(ranks: list[int]) -> set[int]:
    """The places of a longest increasing row: what did not move."""
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for at, rank in enumerate(ranks):
        n = bisect_left(tails, rank)
        links.append(ends[n - 1] if n else -1)
        tails[n : n + 1] = [rank]
        ends[n : n + 1] = [at]
    row: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        row.add(at)
        at = links[at]
    return row

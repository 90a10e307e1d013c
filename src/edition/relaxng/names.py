"""Name classes of RELAX NG: which names an element or attribute pattern stands for.

A name is written in Clark's notation ("{namespace}local", or "local" in no namespace), as lxml has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["AnyName", "Name", "NameChoice", "NameClass", "NsName", "clark", "overlap"]

#: Stands for a namespace or local name that no schema has.
_OTHER = "\x00"


def clark(namespace: str, local: str) -> str:
    """A name in Clark's notation."""
    return f"{{{namespace}}}{local}" if namespace else local


def _namespace(name: str) -> str:
    return name[1:].partition("}")[0] if name.startswith("{") else ""


@dataclass(frozen=True, slots=True)
class Name:
    """One name."""

    name: str

    def contains(self, name: str) -> bool:
        """Whether a name is of this class."""
        return name == self.name

    def samples(self) -> Iterator[str]:
        """Names that tell this class from others."""
        yield self.name


@dataclass(frozen=True, slots=True)
class NsName:
    """Every name of a namespace, but those excepted."""

    namespace: str
    excepted: NameClass | None = None

    def contains(self, name: str) -> bool:
        """Whether a name is of this class."""
        if _namespace(name) != self.namespace:
            return False
        return self.excepted is None or not self.excepted.contains(name)

    def samples(self) -> Iterator[str]:
        """Names that tell this class from others."""
        yield clark(self.namespace, _OTHER)
        if self.excepted is not None:
            yield from self.excepted.samples()


@dataclass(frozen=True, slots=True)
class AnyName:
    """Every name, but those excepted."""

    excepted: NameClass | None = None

    def contains(self, name: str) -> bool:
        """Whether a name is of this class."""
        return self.excepted is None or not self.excepted.contains(name)

    def samples(self) -> Iterator[str]:
        """Names that tell this class from others."""
        yield clark(_OTHER, _OTHER)
        if self.excepted is not None:
            yield from self.excepted.samples()


@dataclass(frozen=True, slots=True)
class NameChoice:
    """The names of several classes."""

    classes: tuple[NameClass, ...]

    def contains(self, name: str) -> bool:
        """Whether a name is of this class."""
        return any(one.contains(name) for one in self.classes)

    def samples(self) -> Iterator[str]:
        """Names that tell this class from others."""
        for one in self.classes:
            yield from one.samples()


NameClass = Name | NsName | AnyName | NameChoice


def overlap(one: NameClass, other: NameClass) -> bool:
    """Whether a name is of both classes (Clark, "An algorithm for RELAX NG validation")."""
    return any(one.contains(name) and other.contains(name) for name in (*one.samples(), *other.samples()))

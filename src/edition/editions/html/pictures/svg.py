"""What pictures are written with: elements, numbers, the width of words, the words of the interface.

In: names, attributes, values; the facts' ``picture-words``. Out: HTML and SVG as text, escaped. Styles are in the style
sheet: an element carries a class, and attributes of its geometry only.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final
from urllib.parse import quote

__all__ = ["Words", "address", "chunk", "element", "figure", "number", "text", "width"]

_NARROW: Final = frozenset("fijlrtI.,:;'’‘|!()[]- ")
_WIDE: Final = frozenset("mwMWQ—…@%&ЖМШЩЮФжмшщюф")


def text(value: object) -> str:
    """A value as the content of an element."""
    return escape(str(value), quote=False)


def number(value: float) -> str:
    """A number of the picture's units, with one digit behind the point at most."""
    shown = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def element(name: str, attributes: Mapping[str, object] | None = None, *content: str) -> str:
    """An element; an attribute of the value None is left out, a float is shortened. The content is markup already."""
    shown = "".join(
        f' {key}="{escape(number(value) if isinstance(value, float) else str(value))}"'
        for key, value in (attributes or {}).items()
        if value is not None
    )
    inner = "".join(content)
    # Elements of SVG may be empty; those of HTML that are made here never are.
    return f"<{name}{shown}>{inner}</{name}>" if inner or name in ("div", "svg") else f"<{name}{shown}/>"


def address(page: str, identifier: str = "") -> str:
    """The address of a page, or of an element of it."""
    return quote(f"{page}.html") + (f"#{quote(identifier)}" if identifier else "")


def width(words: str, size: float) -> float:
    """About how wide words are in letters of a size: rather too much than too little."""
    return size * sum(0.36 if one in _NARROW else 0.95 if one in _WIDE else _wide(one) for one in words)


def _wide(letter: str) -> float:
    if ord(letter) >= 0x1100:
        return 1.05
    return 0.74 if letter.isupper() else 0.6 if ord(letter) > 0x24F else 0.55


def chunk(words: str, letters: int) -> str:
    """The beginning of words that are too many, to the end of one of them."""
    if len(words) <= letters:
        return words
    return (words[: letters + 1].rpartition(" ")[0] or words[:letters]).rstrip(" ,;:") + "…"


def figure(kind: str, caption: str, size: tuple[float, float], *content: str) -> str:
    """A picture with its caption. It keeps its size, so that its letters do, and is scrolled where there is no room."""
    drawn = element(
        "svg",
        {
            "width": number(size[0]),
            "height": number(size[1]),
            "viewBox": f"0 0 {number(size[0])} {number(size[1])}",
            "role": "group",
            "aria-labelledby": f"{kind}-caption",
        },
        *content,
    )
    region = {"class": "drawn", "role": "region", "tabindex": 0, "aria-labelledby": f"{kind}-caption"}
    return element(
        "figure",
        {"class": f"drawing {kind}-drawing"},
        element("div", region, drawn),
        element("figcaption", {"id": f"{kind}-caption"}, caption),
    )


class Words:
    """The words of the interface that pictures need (xslt/labels.xml, those that begin with "picture-")."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._words: Mapping[str, str] = facts.get("picture-words", {})
        #: The language of the interface.
        self.language = str(facts.get("lang", ""))

    def __call__(self, name: str, **values: object) -> str:
        """A word, or a sentence with values in its places."""
        found = str(self._words.get(name, name))
        for key, value in values.items():
            found = found.replace(f"{{{key}}}", str(value))
        return found

    def list(self, name: str) -> list[str]:
        """Words that stand together, between bars."""
        return self(name).split("|")

    def month(self, n: int, *, bound: bool = False) -> str:
        """The name of a month, perhaps in the case that a preposition or a day asks for; or its number."""
        names = self.list("months-of" if bound else "months")
        return names[n - 1] if len(names) == 12 else str(n)

    def count(self, name: str, n: int) -> str:
        """So many of something. Two forms are of one and of more; three are of 1, of 2 to 4, of 5 and more."""
        forms = self.list(name)
        if len(forms) > 2:
            few = 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14
            form = forms[0] if n % 10 == 1 and n % 100 != 11 else forms[1] if few else forms[2]
        else:
            form = forms[0] if n == 1 else forms[-1]
        return f"{self.number(n)} {form}"

    def number(self, n: int) -> str:
        """A number; its thousands set apart from five digits on."""
        return f"{n:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") if n >= 10000 else str(n)

"""References in the formats of reference managers: BibTeX, RIS and CSL-JSON, escaped.

In: names, and the fields of one work; a field may be a ``Slot``, which is filled later (by a script in the browser,
say). Out: a ``Template``, which ``fill`` makes a text of. Sources: the BibTeX of Patashnik (1988), read by the parsers
of today; the RIS tags of Research Information Systems as reference managers read them; the CSL 1.0.2 input schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["TEX", "Name", "Raw", "Slot", "Template", "bibtex", "csl", "date_parts", "escaped", "fill", "key_of", "ris"]

#: What BibTeX and TeX would take for markup. Braces by name: BibTeX counts them even behind a backslash.
TEX: Final = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TABLE: Final = str.maketrans(TEX)


@dataclass(frozen=True, slots=True)
class Name:
    """A person with family and given names, or, where these are not told apart, one ``literal`` name."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def inverted(self) -> str:
        """Family name first."""
        return self.literal or ", ".join(part for part in (self.family, self.given) if part)

    @property
    def full(self) -> str:
        """Given names first."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)

    @property
    def csl(self) -> dict[str, str]:
        """The name as CSL-JSON has it."""
        if self.literal:
            return {"literal": self.literal}
        return {"family": self.family, **({"given": self.given} if self.given else {})}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template that is filled later, by its name; what stands in one line with it goes where it is
    empty.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Raw:
    """The value of a field that is escaped already, or is a macro (a month of BibTeX)."""

    text: str


#: Texts, and slots: ``{"slot": name, "before": text, "after": text, "escape": kind}`` (and ``many`` instead of
#: ``before`` where the value is a range).
Template = list[str | dict[str, str]]


def escaped(text: str, kind: str) -> str:
    """A text as it stands in a field: ``kind`` is bibtex, range (of pages, in BibTeX), ris, json, key, or anything else
    for the text as it is.
    """
    if kind == "bibtex":
        return " ".join(text.split()).translate(_TABLE)
    if kind == "range":
        return escaped(text.replace("–", "--"), "bibtex")
    if kind == "ris":
        return " ".join(text.split())
    if kind == "json":
        return json.dumps(text, ensure_ascii=False)[1:-1]
    return key_of(text) if kind == "key" else text


def key_of(text: str) -> str:
    """A key that BibTeX takes: letters, digits, and ``. _ : + -``."""
    return re.sub(r"[^A-Za-z0-9._:+-]+", "-", text)


def fill(template: Template, slots: Mapping[str, str] | None = None) -> str:
    """The text of a template. A stop that would follow a stop, a question or an exclamation is left out."""
    parts: list[str] = []
    for part in template:
        if isinstance(part, str):
            parts.append(part)
            continue
        value = part.get("text") or (slots or {}).get(part.get("slot", ""), "")
        if value:
            after = part.get("after", "")
            if not part.get("escape") and after.startswith(".") and re.search(r"[.?!…]$", value):
                after = after[1:]
            before = part.get("many", "") if "–" in value and "many" in part else part.get("before", "")
            parts += [before, escaped(value, part.get("escape", "")), after]
    return "".join(parts)


def _names(names: Iterable[Name]) -> str:
    """Names as BibTeX has them: what is one name, or holds the word that parts names, stands in braces."""
    found = []
    for name in names:
        parts = [name.literal] if name.literal else [part for part in (name.family, name.given) if part]
        whole = [escaped(part, "bibtex") for part in parts]
        held = [
            f"{{{part}}}" if name.literal or re.search(r"\band\b|,", part, re.IGNORECASE) else part for part in whole
        ]
        found.append(", ".join(held))
    return " and ".join(found)


def bibtex(
    kind: str,
    key: str | Slot,
    fields: Mapping[str, str | Slot | Raw | Sequence[Name]],
    *,
    keep: Sequence[str] = (),
) -> Template:
    """One entry. What is empty is left out; the fields of ``keep`` keep their capitals in every style."""
    made: Template = [f"@{kind}{{"]
    made += [f"{key_of(key)},\n"] if isinstance(key, str) else [{"slot": key.name, "after": ",\n", "escape": "key"}]
    for field, value in fields.items():
        opening, closing = ("{{", "}}") if field in keep else ("{", "}")
        if isinstance(value, Slot):
            made.append(
                {
                    "slot": value.name,
                    "before": f"  {field} = {opening}",
                    "after": f"{closing},\n",
                    "escape": {"url": "raw", "doi": "raw", "pages": "range"}.get(field, "bibtex"),
                }
            )
        elif isinstance(value, Raw):
            made += [f"  {field} = {value.text},\n"] if value.text else []
        elif value:
            if not isinstance(value, str):
                text = _names(value)
            elif field in ("url", "doi"):
                text = re.sub(r"[{}\s\\]", "", value)
            else:
                text = escaped(value, "bibtex")
            made.append(f"  {field} = {opening}{text}{closing},\n")
    return [*made, "}\n"]


def ris(rows: Iterable[tuple[str, str | Slot]]) -> Template:
    """One record of RIS; the first row is its type (TY)."""
    made: Template = []
    for tag, value in rows:
        if isinstance(value, Slot):
            made.append({"slot": value.name, "before": f"{tag}  - ", "after": "\n", "escape": "ris"})
        elif value:
            made.append(f"{tag}  - {escaped(value, 'ris')}\n")
    return [*made, "ER  - \n"]


def csl(item: Mapping[str, Any]) -> Template:
    """One item of CSL-JSON, in its list. ``id`` comes first and has no slot that can be empty."""
    made: Template = ["[\n  {"]
    comma = "\n"
    for field, value in item.items():
        if isinstance(value, Slot):
            made.append({"slot": value.name, "before": f'{comma}    "{field}": "', "after": '"', "escape": "json"})
        elif value:
            made.append(f'{comma}    "{field}": {json.dumps(value, ensure_ascii=False)}')
        comma = ",\n"
    return [*made, "\n  }\n]\n"]


def date_parts(date: str) -> dict[str, Any]:
    """A date as CSL-JSON has it: by year, month and day, or as it is written."""
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return {"date-parts": [[int(part) for part in date.split("-")]]}
    return {"literal": date} if date else {}

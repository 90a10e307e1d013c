"""What the scripts of the website know of it: contents, pages, breaks of the print, words; and the cards of names.

In: the facts that xslt/html/facts.xsl tells. Out: the texts of ``site.js`` and ``names.js``, scripts that hold data
and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["as_script", "name_cards", "site_facts"]


def as_script(value: Any) -> str:
    """A value as a literal of JavaScript, safe in a script and beside one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def site_facts(facts: Mapping[str, Any]) -> bytes:
    """The script that every page loads."""
    breaks = [[one["n"], one["page"], one["id"]] for one in facts["breaks"] if one["page"]]
    pages = [[one["stem"], one["head"], one["length"]] for one in facts["pages"]]
    site = {
        "words": dict(sorted(facts["words"].items())),
        "hands": facts["hands"],
        "pages": pages,
        "contents": facts["contents"],
        "breaks": breaks,
    }
    return f"window.editionSite = {as_script(site)};\n".encode()


def name_cards(facts: Mapping[str, Any]) -> bytes:
    """The script with who or where each entry of a register is, by the stem of its page, or by its id; and what the
    glossary says. An entry without a note has what the glossary says of it.
    """
    said = {entry: gloss["note"] for gloss in facts["glossary"] for entry in gloss["entries"]}
    cards = {
        one["page"] or one["id"]: [one["name"], one["years"], one["kind"], one["note"] or said.get(one["id"], "")]
        for one in facts["entries"]
        if one["register"] != "bibliography"
    }
    cards |= {name: [gloss["name"], "", "", gloss["note"]] for gloss in facts["glossary"] for name in gloss["ids"]}
    return f"editionCards({as_script(cards)});\n".encode()

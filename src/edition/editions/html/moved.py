"""Released ids that are not where they were: their addresses go on to open the passage.

In: the lock file (of this text and its registers), the public ids of the website with their pages, and its pages as
source. Out: the pages with anchors of old ids at what took their place; ``redirects.js``, which leads on from page to
page; and a page for each that is gone, which leads to where its text is now, with scripts and without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from edition.editions.html.citing import script_value
from edition.editions.html.facts import Work
from edition.lock import Lock

__all__ = ["with_moved"]

#: Elements that may begin with an empty anchor.
_HOLDS = "p|div|section|article|li|dd|dt|td|th|figure|figcaption|blockquote|h[1-6]|span|cite|i|em|b|aside"
_SCRIPT = """\
// Old addresses: from an id that is no longer on this page to where its passage is now.
(() => {
  "use strict";
  const places = %s;
  const go = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    if (id && Object.hasOwn(places, id) && !document.getElementById(id)) location.replace(places[id]);
  };
  go();
  addEventListener("hashchange", go);
})();
"""


def with_moved(
    sources: Mapping[str, str], lock: Lock, public: Mapping[str, str], work: Work
) -> tuple[dict[str, str], dict[str, bytes]]:
    """The pages, changed where an old id needs it, and the files to be added."""
    pages = dict(sources)
    places: dict[str, str] = {}
    needing: set[str] = set()
    gone: dict[str, Counter[str]] = {}
    opener: dict[str, str] = {}
    for file, rows in lock.ids.items():
        for name, row in rows.items():
            end = lock.leads(file, name, public)
            if end is None:
                continue  # the check tells of it (vanished-id, redirect-to-nothing)
            page = end if end.endswith(".html") and end not in public else f"{public[end]}.html"
            address = quote(page) + (f"#{quote(end)}" if end in public else "")
            for stem in row.pages:
                old = f"{stem}.html"
                if old not in sources:
                    gone.setdefault(old, Counter())[page] += 1
                    if row.element in ("div", "div1", "body") and name == stem:
                        opener[old] = address
                elif old == page and (name == end or _anchored(pages, old, name, end)):
                    continue
                places[name] = address
                needing.add(old)
    if not places:
        return pages, {}
    files: dict[str, bytes] = {"redirects.js": (_SCRIPT % script_value(dict(sorted(places.items())))).encode()}
    for name in sorted(needing & set(sources)):
        pages[name] = pages[name].replace("</head>", '<script src="redirects.js" defer></script></head>', 1)
    for name, ends in sorted(gone.items()):
        target = opener.get(name) or min(ends, key=lambda page: (-ends[page], page))
        files[name] = _stub(work, target).encode()
    return pages, files


def _anchored(pages: dict[str, str], page: str, old: str, new: str) -> bool:
    """Put an anchor with the old id at the beginning of the element with the new one, where HTML allows it."""
    if f'id="{escape(old)}"' in pages[page]:
        return True
    match = re.search(rf'<(?:{_HOLDS})\b[^<>]*\sid="{re.escape(escape(new))}"[^<>]*>', pages[page])
    if match is None:
        return False
    anchor = f'<span class="moved" id="{escape(old)}" data-generated=""></span>'
    pages[page] = pages[page][: match.end()] + anchor + pages[page][match.end() :]
    return True


def _stub(work: Work, target: str) -> str:
    """A page that leads on."""
    address = escape(target)
    canonical = f'<link rel="canonical" href="{escape(work.url)}{address}">' if work.url else ""
    title = escape(work.title)
    return (
        f'<!DOCTYPE html><html lang="{escape(work.lang)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f'<meta name="robots" content="noindex">{canonical}<script src="redirects.js"></script>'
        f'<meta http-equiv="refresh" content="0; url={address}"><link rel="stylesheet" href="style.css"></head>'
        f'<body><main id="text" data-generated=""><h1>{title}</h1>'
        f'<p>{escape(work.words.get("cite-moved", ""))} <a href="{address}">{address}</a></p></main></body></html>\n'
    )

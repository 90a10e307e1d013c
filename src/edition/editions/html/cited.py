"""Citations, metadata and old addresses put into the website.

In: the pages that xslt/html made, as source, and its facts; the address of the website; the lock file. Out: the pages
with their heads filled, the files that go with them, and the public ids, each with its page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote

from edition.editions.html.citing import citation_page, citation_script, files
from edition.editions.html.facts import work_of
from edition.editions.html.metadata import entry_of, head_of, sitemap
from edition.editions.html.moved import with_moved
from edition.lock import Lock

__all__ = ["with_citations"]

_PLACE = '<div data-cite-page=""></div>'


def with_citations(
    sources: Mapping[str, str], facts: Mapping[str, Any], url: str, lock: Lock | None
) -> tuple[dict[str, str], dict[str, bytes], tuple[tuple[str, str], ...]]:
    """Pages, files to be added, public ids."""
    work = work_of(facts, url)
    rows = facts.get("citing", {}).get("ids", [])
    pages = dict(sources)
    public = _shown({str(row["id"]): str(row["page"]) for row in reversed(rows)}, pages)
    if _PLACE in pages.get("cite.html", ""):
        blocks = [
            row for row in rows if row["element"] in ("p", "l", "ab") and row["page"] != "index" and row["id"] in public
        ]
        example = (str(blocks[0]["page"]), str(blocks[0]["id"])) if blocks else None
        pages["cite.html"] = pages["cite.html"].replace(_PLACE, citation_page(work, example), 1)
    image = _first_image(pages.get("index.html", ""))
    names = [name for name in pages if name.endswith(".html")]
    entries = {f"{one['page']}.html": one for one in facts.get("citing", {}).get("identified", [])}
    for name in names:
        heading = _title(pages[name]) if name in ("about.html", "cite.html") else ""
        head = head_of(work, name, heading, image) + (entry_of(entries[name]) if name in entries else "")
        if head:
            pages[name] = pages[name].replace("</head>", f"{head}</head>", 1)
    made = {"cite.js": citation_script(work), **files(work)}
    if url:
        made["sitemap.xml"] = sitemap(work, names)
    if lock is not None:
        pages, moved = with_moved(pages, lock, public, work)
        made |= moved
    return pages, made, tuple(sorted(public.items()))


def _shown(public: Mapping[str, str], pages: Mapping[str, str]) -> dict[str, str]:
    """The ids that really stand on their pages."""
    ids = {
        page: {unescape(one) for one in re.findall(r'\sid="([^"]*)"', pages.get(f"{page}.html", ""))}
        for page in set(public.values())
    }
    return {name: page for name, page in public.items() if name in ids[page]}


def _first_image(page: str) -> str:
    match = re.search(r'<img\b[^>]*\ssrc="([^":]+)"', page)
    return unquote(unescape(match[1])) if match else ""


def _title(page: str) -> str:
    match = re.search(r"<title>([^<]*)</title>", page)
    return unescape(match[1]).partition(" · ")[0] if match else ""

"""The review page: one HTML file that needs nothing else.

In: what is to be reviewed, and how decisions are kept: by a server on this machine, or by the page itself, which then
saves the table as a file. Out: the page. Words of the book travel as data and are never markup.
"""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import Any

__all__ = ["review_page"]


def review_page(data: dict[str, Any], *, token: str = "", nonce: str = "") -> bytes:
    """The page in UTF-8. With a token it talks to the server that gave it; without, it saves a file."""
    title = escape(str(data["title"]))
    mode = {"token": token, "columns": COLUMNS}
    attribute = f' nonce="{nonce}"' if nonce else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Review: {title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,">'
        f"<style{attribute}>{_resource('review.css')}</style></head>\n<body>\n{_BODY.format(title=title)}"
        f'<script type="application/json" id="data">{_json(data)}</script>\n'
        f'<script type="application/json" id="mode">{_json(mode)}</script>\n'
        f"<script{attribute}>{_resource('review.js')}</script>\n</body></html>\n"
    ).encode()


#: The columns of the table that the page saves.
COLUMNS = ["id", "status", "type", "ref", "surface", "left", "right", "block", "rule", "by", "date", "note"]


def _resource(name: str) -> str:
    return files("edition.review").joinpath(name).read_text(encoding="utf-8")


def _json(data: Any) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_BODY = """\
<header>
  <h1>{title}</h1>
  <p id="state" role="status"></p>
  <nav aria-label="Which suggestions">
    <button type="button" data-show="look" aria-pressed="true">To look at</button>
    <button type="button" data-show="all" aria-pressed="false">All</button>
    <button type="button" data-show="done" aria-pressed="false">Decided</button>
  </nav>
  <label>Kind <select id="kind"><option value="">every kind</option><option value="person">persons</option>
    <option value="place">places</option><option value="org">organisations</option><option value="work">works</option>
    <option value="event">events</option><option value="date">dates</option>
    <option value="citation">citations</option></select></label>
  <label>Find <input id="find" type="search" placeholder="/"></label>
  <label>By <input id="by" size="8" placeholder="your id"></label>
  <button type="button" id="save">Save</button>
  <button type="button" id="help" aria-expanded="false" aria-controls="keys">Keys</button>
</header>
<div id="keys" hidden>
  <dl>
    <dt><kbd>a</kbd></dt><dd>accept</dd><dt><kbd>r</kbd></dt><dd>reject</dd><dt><kbd>c</kbd></dt><dd>change to another
    entry</dd><dt><kbd>1</kbd>–<kbd>9</kbd></dt><dd>change to that rival</dd><dt><kbd>s</kbd></dt><dd>skip</dd>
    <dt><kbd>u</kbd></dt><dd>undo</dd><dt><kbd>n</kbd> <kbd>p</kbd></dt><dd>next, previous (also the arrows)</dd>
    <dt><kbd>A</kbd> <kbd>R</kbd></dt><dd>accept or reject the form in the whole book, as a rule</dd>
    <dt><kbd>N</kbd> <kbd>P</kbd></dt><dd>next, previous entry</dd><dt><kbd>/</kbd></dt><dd>find</dd>
    <dt><kbd>?</kbd></dt><dd>these keys</dd>
  </dl>
</div>
<main>
  <ol id="groups" aria-label="Entries" tabindex="0"></ol>
  <section id="group" aria-live="off"></section>
</main>
<dialog id="change" aria-labelledby="change-title">
  <h2 id="change-title">Who is meant?</h2>
  <input id="change-find" type="search" aria-label="Find an entry" autocomplete="off">
  <ol id="change-list"></ol>
</dialog>
"""

"""The map of an edition: the places that the text names, on coasts drawn for them, and a table that says the same.

In: the facts (xslt/html/facts.xsl). Out: HTML that stands in the place of the map: a figure for the whole and for each
region where places crowd, and the table. An installation without coasts draws no map: it has the table alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

from edition.editions.html.pictures.outlines import outlines
from edition.editions.html.pictures.placement import Label
from edition.editions.html.pictures.places import Place, degrees, places_of
from edition.editions.html.pictures.sheets import DEGREES, NAMES, Sheet, Spot, sheets
from edition.editions.html.pictures.topology import COARSE, FINE, atlas, has_atlas
from edition.editions.html.pictures.view import path_data

__all__ = ["counted", "map_page"]

#: From so many kilometres a unit on, the coarse outlines suffice.
_COARSE: Final = 18.0
#: So many letters of a head stand for a chapter without number.
_SHORT: Final = 24
#: Kinds of place whose names are set in italics, as on maps.
_WATERS: Final = frozenset(
    "bay channel gulf lake ocean river sea strait waters "
    "bucht fluss golf kanal meer meerenge ozean see straße "
    "baie canal détroit fleuve golfe lac mer océan rivière "
    "бухта залив канал море озеро океан пролив река".split()
)


def map_page(facts: Mapping[str, Any]) -> str:
    """The map of the places that the text names, and their table."""
    words = {name.removeprefix("map-"): str(word) for name, word in facts.get("picture-words", {}).items()}
    places = places_of(facts)
    parts: list[str] = []
    if places and has_atlas():
        drawn = sheets(places, words)
        for sheet in drawn:
            parts += _figure(sheet, words)
    if places:
        parts += _table(places, facts, words)
    return "".join(parts)


def counted(count: int, words: Mapping[str, str]) -> str:
    """A number of mentions in words: the form for one, for a few (in languages that tell them apart), for many."""
    one, few, many = (words.get(name, "{} mentions") for name in ("one", "few", "many"))
    if few == many:
        return (one if count == 1 else many).replace("{}", str(count))
    tens = count % 100 // 10
    form = many if tens == 1 else one if count % 10 == 1 else few if count % 10 in (2, 3, 4) else many
    return form.replace("{}", str(count))


def _figure(sheet: Sheet, words: Mapping[str, str]) -> Iterator[str]:
    """A sheet as a figure; a region with its heading."""
    name = f"{words.get('region', 'Map')} {sheet.letter}" if sheet.letter else words.get("whole", "Map")
    label = escape(f"{name}: {sheet.title}" if sheet.title else name)
    yield '<figure class="map">'
    if sheet.letter:
        yield (
            f'<h2 class="sheet" id="map-{sheet.letter.lower()}"><span class="letter">{sheet.letter}</span> '
            f"{escape(sheet.title)}</h2>"
        )
    yield f'<div class="sheet" role="region" aria-label="{label}" tabindex="0">'
    yield from _drawing(sheet, words, label)
    yield "</div>"
    if not sheet.letter:
        yield f"<figcaption>{escape(words.get('lead', ''))}"
        yield f' <span class="credit">{escape(words.get("credit", ""))}</span></figcaption>'
    yield "</figure>"


def _drawing(sheet: Sheet, words: Mapping[str, str], label: str) -> Iterator[str]:
    view = sheet.view
    drawn = outlines(view, atlas(COARSE if view.kilometres >= _COARSE else FINE))
    width, height = int(view.width), int(view.height)
    yield (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="{label}" '
        f'direction="ltr" font-size="{NAMES:g}">'
    )
    yield f'<rect class="sea" width="{width}" height="{height}"/>'
    yield f'<path class="land" fill-rule="evenodd" d="{drawn.land}"/>'
    yield f'<path class="net" d="{path_data(run for line in sheet.net for run in line.runs)}"/>'
    yield f'<path class="border" d="{drawn.borders}"/><path class="coast" d="{drawn.coasts}"/>'
    yield f'<g class="degrees" font-size="{DEGREES:g}" aria-hidden="true">'
    yield from (_text(name, at) for name, at in sheet.net_labels)
    if sheet.scale:
        x, y, length, kilometres = sheet.scale
        yield f'<path class="scale" d="M{x:g} {y - 5:g}v5h{length:g}v-5"/>'
        text = f"{kilometres}\N{NO-BREAK SPACE}{words.get('km', 'km')}"
        yield _text(text, Label(x, round(y - 9, 1), "start"))
    yield "</g>"
    for frame in sheet.frames:
        yield f'<a class="frame" href="#map-{frame.letter.lower()}"><title>'
        yield escape(f"{words.get('region', 'Map')} {frame.letter}: {frame.title}", quote=False)
        yield f'</title><path d="{path_data(frame.outline)}"/>{_text(frame.letter, frame.label)}</a>'
    yield from (_spot(spot, words) for spot in sheet.spots)
    yield f'<rect class="edge" width="{width}" height="{height}"/></svg>'


def _text(text: str, label: Label, style: str = "") -> str:
    anchor = "" if label.anchor == "start" else f' text-anchor="{label.anchor}"'
    return f'<text x="{label.x:g}" y="{label.y:g}"{anchor}{style}>{escape(text, quote=False)}</text>'


def _spot(spot: Spot, words: Mapping[str, str]) -> str:
    """A place: a circle and a name that lead to its page."""
    place, circle = spot.place, spot.circle
    water = ' font-style="italic"' if place.kind.casefold() in _WATERS else ""
    text = _text(place.name, spot.label, water) if spot.label else ""
    if spot.label and spot.label.lead:
        x1, y1, x2, y2 = spot.label.lead
        text = f'<path class="lead" d="M{x1:g} {y1:g}L{x2:g} {y2:g}"/>{text}'
    title = escape(f"{place.name}, {counted(place.mentions, words)}", quote=False)
    return (
        f'<a class="place" href="{escape(place.href)}"><title>{title}</title>'
        f'<circle cx="{circle.x:g}" cy="{circle.y:g}" r="{circle.radius:g}"/>{text}</a>'
    )


def _table(places: Sequence[Place], facts: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    """What the map shows, in words."""
    caption = escape(words.get("table", ""))
    yield f'<div class="table places" role="region" aria-label="{caption}" tabindex="0">'
    yield f"<table><caption>{caption}</caption>"
    heads = ("place", "kind", "position", "mentions", "chapters")
    yield "<thead><tr>"
    yield from (f'<th scope="col" class="{head}">{escape(words.get(head, head))}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    known = {str(page["stem"]): page for page in facts.get("pages", [])}
    for place in places:
        yield f'<tr><th scope="row"><a href="{escape(place.href)}">{escape(place.name)}</a></th>'
        yield f"<td>{escape(place.kind)}</td>"
        yield f'<td class="position">{escape(degrees(place.longitude, place.latitude, words))}</td>'
        yield f'<td class="mentions">{place.mentions}</td><td class="chapters">'
        yield ", ".join(_chapters(place.pages, known))
        yield "</td></tr>"
    yield "</tbody></table></div>"


def _chapters(pages: Iterable[str], known: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Links to chapters: by their numbers, or by the first words of their heads; on a shelf behind the title of their
    text, which leads there itself where the chapter is called like it.
    """
    work = ""
    for stem in pages:
        page = known.get(stem, {})
        head, text, number = str(page.get("head", "")) or stem, str(page.get("text", "")), str(page.get("n", ""))
        own = str(page.get("own", "")) or head
        short = number if 0 < len(number) <= 8 else _shortened(own)
        before = ""
        if text and own.startswith(text):
            short = _shortened(text)
        elif text and text != work:
            before = f"<cite>{escape(_shortened(text))}</cite> "
        work = text
        label = f' aria-label="{escape(head)}"' if head != short else ""
        yield f'{before}<a href="{escape(stem)}.html"{label}>{escape(short)}</a>'


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1].rstrip() + "…"

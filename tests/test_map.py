"""The map: outlines decoded, projected and cut; names that never collide; the page, and what it makes of odd facts."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from edition.build import build
from edition.editions.html import pictures
from edition.editions.html.pictures import maps
from edition.editions.html.pictures.graticule import graticule, round_length
from edition.editions.html.pictures.locator import locators
from edition.editions.html.pictures.maps import counted, map_page
from edition.editions.html.pictures.outlines import outlines
from edition.editions.html.pictures.placement import Circle, Label, Occupied, label_box, placed
from edition.editions.html.pictures.places import degrees, places_of, position, position_of
from edition.editions.html.pictures.projection import (
    Azimuthal,
    EqualEarth,
    Projection,
    distance,
    fitting,
    span_of_longitudes,
    turned,
)
from edition.editions.html.pictures.sheets import NAMES, sheets
from edition.editions.html.pictures.topology import COARSE, FINE, atlas, decode, holds
from edition.editions.html.pictures.view import View, cut_area, cut_lines, framed, path_data
from edition.project import find

WORDS = {
    "one": "{} mention",
    "few": "{} mentions",
    "many": "{} mentions",
    "lead": "Places.",
    "credit": "Made with Natural Earth.",
    "table": "The places",
}
SQUARES: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
    # Two squares side by side: the border between them, and what is left of each.
    "arcs": [[[20, 0], [0, 20]], [[20, 20], [-20, 0], [0, -20], [20, 0]], [[20, 20], [20, 0], [0, -20], [-20, 0]]],
    "objects": {
        "land": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[1, -3]]}]},
        "countries": {
            "type": "GeometryCollection",
            "geometries": [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[-3, 0]]]}],
        },
    },
}


# Outlines


def test_steps_of_a_quantised_topology_add_up() -> None:
    topology = decode(SQUARES)
    assert topology.arcs[0].points == ((20.0, 20.0), (20.0, 30.0))
    assert topology.arcs[1].points == ((20.0, 30.0), (10.0, 30.0), (10.0, 20.0), (20.0, 20.0))


def test_a_ring_is_stitched_of_arcs_forwards_and_backwards() -> None:
    topology = decode(SQUARES)
    ring = topology.ring(topology.rings[0])
    corners = [(20.0, 30.0), (10.0, 30.0), (10.0, 20.0), (20.0, 20.0), (30.0, 20.0), (30.0, 30.0), (20.0, 30.0)]
    assert ring == corners
    assert holds(ring, 15, 25)
    assert holds(ring, 15 + 360, 25)
    assert not holds(ring, 35, 25)


def test_what_two_countries_share_is_a_border() -> None:
    topology = decode(SQUARES)
    assert (topology.coasts, topology.borders) == ((1, 2), (0,))


def flat(*arcs: list[list[float]]) -> dict[str, Any]:
    land = {"type": "Polygon", "arcs": [[index] for index in range(len(arcs))]}
    return {"type": "Topology", "arcs": list(arcs), "objects": {"land": land, "countries": land}}


def test_longitudes_run_on_beyond_180() -> None:
    topology = decode(flat([[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]))
    assert topology.arcs[0].points[1] == (190, 60)
    assert holds(topology.ring(topology.rings[0]), -175, 65)
    assert not holds(topology.ring(topology.rings[0]), 0, 65)


def test_a_ring_around_the_pole_holds_the_pole() -> None:
    topology = decode(flat([[-180, -70], [-60, -70], [60, -70], [180, -70], [-180, -70]]))
    ring = topology.ring(topology.rings[0])
    assert holds(ring, 10, -89)
    assert not holds(ring, 10, -60)


@pytest.mark.parametrize("wrong", [{"type": "FeatureCollection"}, {**SQUARES, "arcs": SQUARES["arcs"][:1]}])
def test_another_form_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="topology"):
        decode(wrong)


@pytest.mark.parametrize("name", [COARSE, FINE])
def test_the_atlas_knows_land_and_sea(name: str) -> None:
    topology = atlas(name)
    rings = [topology.ring(ring) for ring in topology.rings]
    for longitude, latitude, land in (
        (37.6, 55.75, True),
        (-173, 66, True),
        (178, 67, True),
        (0, -85, True),
        (-30, 40, False),
        (-179, 60, False),
        (10, 85, False),
    ):
        assert (sum(holds(ring, longitude, latitude) for ring in rings) % 2 == 1) is land, (longitude, latitude)


# Projections


def test_known_values() -> None:
    # Snyder, Map Projections (1987), p. 332.
    x, y = Azimuthal(-100, 40).forward(100, -20)
    assert (3 * x, 3 * y) == pytest.approx((-4.2339303, 4.0257775), abs=1e-6)
    # The extent that the authors of Equal Earth give.
    assert EqualEarth.flat(180, 0)[0] == pytest.approx(2.7066299836960748)
    assert EqualEarth.flat(0, 90)[1] == pytest.approx(1.3173627591574133)


PLACES = st.tuples(st.floats(-180, 179.9), st.floats(-89.5, 89.5))


@given(PLACES, PLACES)
def test_there_and_back(centre: tuple[float, float], place: tuple[float, float]) -> None:
    for projection in (Azimuthal(*centre), EqualEarth(centre[0])):
        if isinstance(projection, Azimuthal) and distance(centre, place) > 175:
            continue
        back = projection.inverse(*projection.forward(*place))
        if back is None:
            assert abs(abs(turned(place[0] - centre[0])) - 180) < 1e-6
        else:
            assert distance(back, place) < 1e-5


def test_beyond_the_world_is_no_place() -> None:
    assert Azimuthal(0, 0).inverse(2.1, 0) is None
    assert EqualEarth(0).inverse(2.8, 0) is None
    assert EqualEarth(0).inverse(0, 1.4) is None


def test_the_antipode_does_not_break() -> None:
    assert Azimuthal(0, 0).forward(180, 0) == (0.0, 2.0)


def test_longitudes_are_spanned_the_short_way() -> None:
    assert span_of_longitudes([170, -170]) == (-180, 20)
    assert span_of_longitudes([10]) == (10, 0)
    assert span_of_longitudes([0, 90, 180, -90])[1] == 270


@pytest.mark.parametrize(
    ("places", "kind"),
    [
        ([(33, 69), (-170, 66), (132, 43)], Azimuthal),
        ([(37, 56), (13, 52), (77, 43)], Azimuthal),
        ([(-122, 38), (37, 56), (150, 60), (-99, 19)], EqualEarth),
        ([(0, -80), (90, -75), (-120, -78), (170, -70)], Azimuthal),
        ([(5, 5)], Azimuthal),
    ],
)
def test_a_projection_fits_its_places(places: list[tuple[float, float]], kind: type) -> None:
    assert isinstance(fitting(places), kind)


def polygons(data: str) -> list[list[tuple[float, float]]]:
    """The rings of the data of a path, as absolute points."""
    found = []
    for part in data.split("M")[1:]:
        numbers = [float(one) for one in re.findall(r"-?(?:\d+(?:\.\d+)?|\.\d+)", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for across, along in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + across, y + along
            ring.append((x, y))
        found.append(ring)
    return found


def is_in(rings: list[list[tuple[float, float]]], x: float, y: float) -> bool:
    inside = False
    for ring in rings:
        for (a, b), (c, d) in pairwise([*ring, ring[0]]):
            if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
                inside = not inside
    return inside


VIEWS = {
    "across 180": (Azimuthal(112, 60), [(12, 56), (-148, 65), (132, 43)]),
    "at 180": (Azimuthal(180, 68), [(170, 66), (-165, 70)]),
    "inland": (Azimuthal(100, 65), [(98, 64), (102, 66)]),
    "the north": (Azimuthal(0, 90), [(0, 60), (90, 60), (180, 60), (-90, 60)]),
    "the south": (Azimuthal(0, -90), [(0, -60), (90, -60), (180, -60), (-90, -60)]),
    "over against land": (Azimuthal(-75, -35), [(-120, -40), (-20, -20)]),
    "far": (Azimuthal(80, 30), [(15, 30), (145, 30)]),
    "the world": (EqualEarth(14), [(-160, -50), (-170, 70), (170, 10)]),
    "the other side": (EqualEarth(-150), [(40, -60), (30, 60), (-150, 0)]),
}


@pytest.mark.parametrize("name", VIEWS)
def test_land_is_where_land_is(name: str) -> None:
    projection, places = VIEWS[name]
    view = framed(projection, places, 960, (400, 760), 40, 200)
    topology = atlas(COARSE)
    drawn = polygons(outlines(view, topology, step=0.5).land)
    rings = [topology.ring(ring) for ring in topology.rings]
    looked = 0
    for column in range(1, 24):
        for row in range(1, 16):
            x, y = column * view.width / 24, row * view.height / 16
            around = [view.place(x + dx, y + dy) for dx in (-3, 0, 3) for dy in (-3, 0, 3)]
            truths = {place and sum(holds(ring, *place) for ring in rings) % 2 == 1 for place in around}
            if len(truths) == 1 and None not in truths:
                looked += 1
                assert is_in(drawn, x, y) is truths.pop(), view.place(x, y)
    assert looked > 80


@pytest.mark.parametrize("name", VIEWS)
def test_no_stripe_runs_across_the_picture(name: str) -> None:
    projection, places = VIEWS[name]
    view = framed(projection, places, 960, (400, 760), 40, 200)
    drawn = outlines(view, atlas(FINE))
    # The longest stretch of a coast that is one line is some 200 km.
    longest = max(8.0, 400 / view.kilometres)
    for line in polygons(drawn.coasts) + polygons(drawn.borders):
        assert max(math.dist(one, other) for one, other in pairwise(line)) < longest


def test_the_antimeridian_is_no_coast() -> None:
    view = framed(Azimuthal(180, 67), [(172, 66), (-172, 69)], 960, (400, 760), 40, 200)
    drawn = outlines(view, atlas(FINE))
    middle = [view.at(180, 66 + at / 10) for at in range(20)]
    for x, y in middle:
        if is_in(polygons(drawn.land), x, y):
            near = [p for line in polygons(drawn.coasts) for p in line if math.dist(p, (x, y)) < 6]
            assert not near


@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(-50, 150)), min_size=3, max_size=12))
def test_what_is_cut_is_in_the_box(points: list[tuple[float, float]]) -> None:
    low, high = (0.0, 0.0), (100.0, 60.0)
    cut = [*cut_area(points, low, high), *(point for run in cut_lines(points, low, high) for point in run)]
    assert all(-1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 60 + 1e-6 for x, y in cut)


def test_paths_are_short_and_true_to_a_tenth() -> None:
    assert path_data([[(1, 2), (1.06, 2), (0.5, -3.25)]]) == "M1 2l.1 0-.6-5.2"
    assert path_data([[(1, 2), (1.01, 2)]]) == ""
    assert path_data([[(0, 0), (4, 0), (4, 4.4)]], closed=True, grain=1) == "M0 0l4 0 0 4z"


# Names on the map


def names(circles: list[Circle], width: float, height: float) -> list[Label | None]:
    room = Occupied(width, height)
    for circle in circles:
        room.add_circle(circle.x, circle.y, circle.radius)
    return placed(circles, room, 16, 200, led=3)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Circle,
            st.integers(0, 400).map(float),
            st.integers(0, 300).map(float),
            st.integers(2, 15).map(float),
            st.text("aMil Жщ", min_size=1, max_size=14),
        ),
        max_size=40,
    )
)
def test_names_never_collide(circles: list[Circle]) -> None:
    labels = names(circles, 400, 300)
    boxes = [label_box(label, circle.name, 16) for label, circle in zip(labels, circles, strict=True) if label]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for box in boxes:
        assert box.left >= 0
        assert box.top >= 0
        assert box.right <= 400
        assert box.bottom <= 300
        for circle in circles:
            across = circle.x - min(max(circle.x, box.left), box.right)
            along = circle.y - min(max(circle.y, box.top), box.bottom)
            assert math.hypot(across, along) >= circle.radius


def test_the_more_frequent_name_comes_first() -> None:
    circles = [Circle(100, 100, 5, "Moscow"), *(Circle(100, 100, 3, f"Suburb {at}") for at in range(20))]
    labels = names(circles, 300, 200)
    assert labels[0] is not None
    assert None in labels


def test_degrees_stand_at_the_edge_and_name_each_line() -> None:
    view = framed(fitting([(20, 50), (40, 60)]), [(20, 50), (40, 60)], 960, (400, 700), 40, 200)
    lines = list(graticule(view, {}, 14))
    assert {"55°\N{NO-BREAK SPACE}N", "30°\N{NO-BREAK SPACE}E"} <= {line.name for line in lines}
    assert len({line.name for line in lines}) == len(lines) < 30


@pytest.mark.parametrize(("given_", "expected"), [(0, 1), (1, 1), (4.9, 2), (5, 5), (99, 50), (2500, 2000)])
def test_round_lengths(given_: float, expected: int) -> None:
    assert round_length(given_) == expected


# The page of a map


def entry(name: str, geo: Any, mentions: int = 1, **more: Any) -> dict[str, Any]:
    stem = more.pop("id", name.lower())
    told = [{"page": f"ch{at + 1}", "to": "x", "block": "y"} for at in range(mentions)]
    known = {"id": stem, "register": "places", "page": f"places-{stem}", "name": name, "sort": stem, "kind": "city"}
    return {**known, "geo": geo, "mentions": told, **more}


def facts(*entries: dict[str, Any]) -> dict[str, Any]:
    pages = [{"stem": f"ch{at}", "n": str(at), "head": f"{at}. A “Head” & more"} for at in range(1, 9)]
    return {"entries": list(entries), "pages": pages, "picture-words": {f"map-{name}": w for name, w in WORDS.items()}}


def parsed(page: str) -> etree._Element:
    return etree.fromstring(f"<div>{page}</div>")


SOME = (
    entry("Moscow", [55.75, 37.6], 5),
    entry("Berlin", [52.5, 13.4], 2),
    entry("Kyiv", [50.45, 30.5]),
    entry("Almaty", [43.25, 76.9]),
)


def test_the_table_says_what_the_map_shows() -> None:
    page = parsed(map_page(facts(*SOME)))
    figure = page.find("figure")
    assert figure is not None
    titles = [str(node.findtext("title")) for node in figure.iter("a") if node.get("class") == "place"]
    rows = [
        f"{row.findtext('th/a')}, {counted(int(str(row.findtext('td[3]'))), WORDS)}"
        for row in page.iterfind(".//tbody/tr")
    ]
    assert titles == rows == ["Moscow, 5 mentions", "Berlin, 2 mentions", "Almaty, 1 mention", "Kyiv, 1 mention"]
    assert page.findtext(".//tbody/tr/td[2]") == "55°45′\N{NO-BREAK SPACE}N 37°36′\N{NO-BREAK SPACE}E"
    assert [link.get("href") for link in page.iterfind(".//tbody/tr[2]/td[4]/a")] == ["ch1.html", "ch2.html"]
    assert page.find(".//tbody/tr/td[4]/a").get("aria-label") == "1. A “Head” & more"


def test_the_area_of_a_circle_tells_how_often() -> None:
    page = parsed(map_page(facts(entry("A", [50, 10], 16), entry("B", [55, 20], 4), entry("C", [60, 30], 9))))
    radii = [float(str(node.get("r"))) for node in page.iterfind(".//figure[1]//circle")]
    assert radii[0] / radii[2] == pytest.approx(2, abs=0.05)
    assert radii[0] / radii[1] == pytest.approx(4 / 3, abs=0.05)


def test_only_places_that_are_named_and_located() -> None:
    odd = [
        entry("Nowhere", None),
        entry("Silent", [50, 10], 0),
        entry("High", [91, 10]),
        entry("Far", [50, 181]),
        entry("NaN", [math.nan, 10]),
        entry("Endless", [math.inf, 10]),
        entry("Words", ["50", "10"]),
        entry("Three", [50, 10, 3]),
        entry("Person", [50, 10], register="persons"),
    ]
    assert [place.name for place in places_of(facts(*odd, *SOME))] == ["Moscow", "Berlin", "Almaty", "Kyiv"]
    assert map_page(facts(*odd)) == ""
    assert position([-90, 180]) == (180.0, -90.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" 55.7 37.6\n", (37.6, 55.7)), ("55,37", (37.0, 55.0)), ("N 55", None), ("95 0", None), ("", None)],
)
def test_positions_as_they_are_encoded(text: str, expected: tuple[float, float] | None) -> None:
    assert position_of(text) == expected


def test_odd_names_are_escaped() -> None:
    odd = '<b onclick="x">&amp; ]]> \u202e'
    page = map_page(facts(entry(odd, [50, 10], id='i"<'), entry("Я" * 500, [52, 12], 3), entry("", [53, 13])))
    tree = parsed(page)
    assert not list(tree.iter("b"))
    assert tree.xpath("//tbody//a[contains(text(), 'onclick')]")
    assert "Я" * 500 not in [node.text for node in tree.iter("text")]


def test_thousands_at_one_point() -> None:
    crowd = [entry(f"Place {at}", [55.75, 37.6], 1 + at % 3, id=f"p{at}") for at in range(3000)]
    tree = parsed(map_page(facts(*crowd)))
    assert len(tree.findall(".//tbody/tr")) == 3000
    assert len(tree.findall(".//figure")) == 1


def test_one_place_is_a_map_too() -> None:
    tree = parsed(map_page(facts(entry("Pole", [90, 0]))))
    assert len(tree.findall(".//circle")) == 1


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 60)), min_size=1, max_size=30))
def test_any_places_make_a_map(given_: list[tuple[float, float, int]]) -> None:
    told = facts(*(entry(f"Place {at}", [lat, lon], n) for at, (lat, lon, n) in enumerate(given_)))
    for sheet in sheets(places_of(told), WORDS):
        view = sheet.view
        boxes = [label_box(spot.label, spot.place.name, NAMES) for spot in sheet.spots if spot.label]
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        assert all(view.holds(spot.circle.x, spot.circle.y) for spot in sheet.spots)
        assert len(sheet.net) < 60


def test_same_facts_same_bytes() -> None:
    assert map_page(facts(*SOME)) == map_page(facts(*reversed(SOME)))


def test_no_number_is_finer_than_a_tenth() -> None:
    page = map_page(facts(*SOME))
    assert not re.search(r'(?:[xyr]|c[xy]|d)="[^"]*\.\d\d', page)
    assert "style=" not in page


CROWD = [entry(f"Town {at}", [51 + at * 0.11, 13 + (at % 5) * 0.12], 9 - at // 2, id=f"t{at}") for at in range(16)] + [
    entry("Madrid", [40.4, -3.7]),
    entry("Perm", [58, 56.2]),
    entry("Oslo", [59.9, 10.7]),
]


def test_where_places_crowd_there_is_a_map_of_the_region() -> None:
    tree = parsed(map_page(facts(*CROWD)))
    heads = [node.get("id") for node in tree.iterfind(".//h2")]
    assert heads
    assert heads[0] == "map-a"
    assert "".join(tree.find(".//h2").itertext()) == "A Town 0, Town 1, Town 2"
    assert tree.find("figure[1]//a[@class='frame']").get("href") == "#map-a"
    second = [str(node.text) for node in tree.iterfind("figure[2]//a[@class='place']/text")]
    first = [str(node.text) for node in tree.iterfind("figure[1]//a[@class='place']/text")]
    assert len([name for name in second if name.startswith("Town")]) > len(
        [name for name in first if name.startswith("Town")]
    )
    assert "km" in "".join(tree.find("figure[2]").itertext())
    assert len(heads) <= 4
    assert len({"".join(node.itertext()) for node in tree.iterfind(".//h2")}) == len(heads)


def test_mentions_are_counted_in_words() -> None:
    russian = {"one": "{} упоминание", "few": "{} упоминания", "many": "{} упоминаний"}
    told = [counted(count, russian).split()[1][-1] for count in (1, 2, 5, 11, 12, 21, 24, 111)]
    assert told == ["е", "я", "й", "й", "й", "е", "я", "й"]
    assert counted(21, WORDS) == "21 mentions"


def test_degrees_are_rounded_once() -> None:
    assert degrees(-0.9999, 59.9999, {}) == "60°00′\N{NO-BREAK SPACE}N 1°00′\N{NO-BREAK SPACE}W"


def test_chapters_on_a_shelf_stand_behind_their_text() -> None:
    told = facts(*SOME)
    told["pages"] = [
        {"stem": "a/ch1", "n": "1", "head": "Letters: One", "text": "Letters", "own": "One"},
        {"stem": "a/ch2", "n": "2", "head": "Letters: Two", "text": "Letters", "own": "Two"},
        {"stem": "b/l", "n": "", "head": "To Ann: To Ann", "text": "To Ann", "own": "To Ann"},
    ]
    told["entries"][0]["mentions"] = [{"page": page} for page in ("a/ch1", "a/ch2", "b/l")]
    cell = parsed(map_page(told)).find(".//tbody/tr/td[4]")
    assert "".join(cell.itertext()) == "Letters 1, 2, To Ann"
    assert [link.get("href") for link in cell.iter("a")] == ["a/ch1.html", "a/ch2.html", "b/l.html"]


def test_without_coasts_there_is_the_table_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "has_atlas", lambda: False)
    monkeypatch.setattr(pictures, "has_atlas", lambda: False)
    tree = parsed(map_page(facts(*SOME)))
    assert tree.find("figure") is None
    assert len(tree.findall(".//tbody/tr")) == 4
    assert [one.rule for one in pictures.missing_outlines({"map.html": ""})] == ["no-coasts"]
    assert pictures.missing_outlines({"index.html": ""}) == ()


# The small map of a place


def test_a_small_map_is_small() -> None:
    small = locators(facts(*SOME, entry("Oslo", [59.9, 10.7]), entry("Nowhere", None)))
    for name in ("moscow", "oslo", "berlin"):
        page = small(name)
        assert len(page) < 6000
        assert parsed(page).find("a").get("href") == "map.html"
    assert small("nowhere") == small("unknown") == ""


def test_a_place_that_is_not_named_has_no_way_to_the_map() -> None:
    small = locators(facts(*SOME, entry("Oslo & <Bergen>", [59.9, 10.7], 0, id="oslo")))
    tree = parsed(small("oslo"))
    assert tree.find("a") is None
    assert tree.find(".//svg").get("aria-label") == "Map: Oslo & <Bergen>"


# The website

TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>{title}</title>
</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader>
<text><body><div xml:id="c{title}" type="chapter" n="1"><head>Head</head><p xml:id="c{title}.p1">{names}</p></div>
</body></text></TEI>"""
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>R</title>
</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><standOff>
<listPlace>{places}</listPlace></standOff></TEI>"""


def project(folder: Path, geos: dict[str, str], texts: dict[str, list[str]]) -> Path:
    for name in ("tei", "registers"):
        (folder / name).mkdir()
    places = "".join(
        f'<place xml:id="{name}"><placeName>{name.title()}</placeName><location><geo>{geo}</geo></location></place>'
        for name, geo in geos.items()
    )
    (folder / "registers" / "registers.xml").write_text(REGISTER.format(places=places), encoding="utf-8")
    for title, named in texts.items():
        names = " ".join(f'<placeName ref="../registers/registers.xml#{name}">{name}</placeName>' for name in named)
        (folder / "tei" / f"{title}.xml").write_text(TEXT.format(title=title, names=names), encoding="utf-8")
    first = next(iter(texts))
    settings_ = (
        f'[edition]\ntext = "tei/{first}.xml"\nregisters = ["registers/registers.xml"]\n'
        if len(texts) == 1
        else '[edition]\ntitle = "Both"\n'
    )
    (folder / "edition.toml").write_text(settings_, encoding="utf-8")
    return folder


def website(folder: Path) -> dict[str, bytes]:
    result = build(find(folder), only=["html"])
    assert result.value is not None
    return {name.removeprefix("html/"): data for name, data in result.value.files.items()}


GEOS = {"omsk": "54.98 73.37", "perm": "58.01, 56.25", "high": "95 10", "mars": "about here", "oslo": "59.9 10.7"}


@pytest.mark.parametrize(
    ("named", "expected"),
    [(["omsk", "perm"], True), (["omsk", "omsk"], False), (["omsk", "high", "mars"], False)],
)
def test_two_places_make_a_map(tmp_path: Path, named: list[str], expected: bool) -> None:
    files = website(project(tmp_path, GEOS, {"text": named}))
    assert ("map.html" in files) is expected
    assert (b'href="map.html"' in files["index.html"]) is expected
    if expected:
        page = lxml_html.document_fromstring(files["map.html"])
        links = [node.get("href") for node in page.iter("a") if node.get("class") == "place"]
        assert links == ["places-omsk.html", "places-perm.html"]
        assert not page.xpath("//*[@data-picture]")


def test_a_place_out_of_the_world_has_no_position(tmp_path: Path) -> None:
    files = website(project(tmp_path, GEOS, {"text": ["high", "omsk"]}))
    assert b"95" not in files["places-high.html"]
    assert b"locator" not in files["places-high.html"]
    assert b"locator" in files["places-omsk.html"]


def test_a_shelf_has_one_map_of_all_texts(tmp_path: Path) -> None:
    files = website(project(tmp_path, GEOS, {"a": ["omsk"], "b": ["perm", "omsk"]}))
    assert [name for name in files if name.endswith("map.html")] == ["map.html"]
    page = lxml_html.document_fromstring(files["map.html"])
    cell = page.xpath("//tbody/tr[1]/td[@class='chapters']")[0]
    assert all(link.get("href") in files for link in cell.iter("a"))
    assert len(cell.findall("a")) == 2
    assert b'href="../map.html"' in files["b/index.html"]


# In a browser


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("site")
    assert build(find(root), output=output, only=["html"]).value is not None
    return output / "html"


def open_page(browser: Any, page: Path, width: int, height: int) -> None:
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(page.as_uri())
    browser.execute_script("return document.fonts.ready")


@pytest.mark.browser
def test_a_phone_scrolls_the_map_and_not_the_page(site: Path, browser: Any) -> None:
    open_page(browser, site / "map.html", 390, 844)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    sizes = browser.execute_script(
        "return [...document.querySelectorAll('.map text')].map(t => parseFloat(getComputedStyle(t).fontSize)"
        " * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width)"
    )
    assert min(sizes) >= 11
    # What is named most often is in sight.
    left, right = browser.execute_script(
        "const c = document.querySelector('.place circle').getBoundingClientRect(); return [c.left, c.right]"
    )
    assert left >= 0
    assert right <= 390


@pytest.mark.browser
def test_the_keyboard_reaches_the_circles_by_their_weight(site: Path, browser: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    open_page(browser, site / "map.html", 1360, 900)
    browser.execute_script("document.querySelector('figure.map .sheet').focus()")
    told = []
    for _ in range(4):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        told.append(browser.switch_to.active_element.accessible_name)
    assert told[:3] == ["Map A: Uelen, Wrangel Island, Bering Strait", "Murmansk, 5 mentions", "Uelen, 5 mentions"]
    stroke = "return getComputedStyle(document.activeElement.querySelector('circle')).strokeWidth"
    assert browser.execute_script(stroke) == "3px"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("places-wrangel-island.html")


@pytest.mark.browser
def test_names_as_they_are_set_do_not_collide(site: Path, browser: Any) -> None:
    for page in ("map.html", "chelyuskin-ru/map.html"):
        open_page(browser, site / page, 1360, 900)
        told = browser.execute_script(
            """const told = [];
            for (const svg of document.querySelectorAll('.map svg')) {
              const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
              const frame = svg.getBoundingClientRect();
              boxes.forEach(([a, p], i) => {
                // The box of a text is as high as its font; letters take less.
                const cut = p.height / 6;
                if (p.left < frame.left || p.right > frame.right) told.push([a, 'frame']);
                boxes.slice(i + 1).forEach(([b, q]) => {
                  const across = p.left < q.right && q.left < p.right;
                  if (across && p.top + cut < q.bottom - cut && q.top + cut < p.bottom - cut) told.push([a, b]);
                });
              });
            }
            return told;"""
        )
        assert told == []


@pytest.mark.browser
def test_frames_lead_to_their_maps(site: Path, browser: Any) -> None:
    page = lxml_html.document_fromstring((site / "map.html").read_bytes())
    frames = [node.get("href") for node in page.iter("a") if node.get("class") == "frame"]
    assert frames
    assert all(page.get_element_by_id(frame.removeprefix("#")) is not None for frame in frames)


def test_the_demonstration_is_small_and_whole(site: Path) -> None:
    data = (site / "map.html").read_bytes()
    assert len(data) < 250_000
    page = lxml_html.document_fromstring(data)
    named = [node.get("href") for node in page.xpath("(//figure[@class='map'])[1]//a[@class='place']")]
    listed = [node.get("href") for node in page.xpath("//tbody//th/a")]
    assert named == listed
    assert len(named) == len(set(named)) > 15
    assert all((site / href).is_file() for href in named)
    assert json.dumps(named)


def test_views_are_as_high_as_asked() -> None:
    projection: Projection = Azimuthal(0, 0)
    view = framed(projection, [(0, 0), (0.001, 60)], 960, (400, 760), 40, 200)
    assert isinstance(view, View)
    assert view.height == 760
    x, y = view.at(0.001, 60)
    assert y == pytest.approx(40, abs=1)
    assert view.place(x, y) == pytest.approx((0.001, 60))

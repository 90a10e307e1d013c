"""The registers as data: tables, linked data, bibliographies; citations led to the works they cite."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from edition.build import build
from edition.document import parse
from edition.enrich.authority import Authority, read_authority
from edition.enrich.bibliography import format_bibliography, work_of, works_of
from edition.enrich.citations import Citation, read_citations
from edition.enrich.citing import Work
from edition.enrich.reading import read
from edition.project import find
from edition.tagging import Options, init_registers, tag
from test_tag import HEADER, TEI, body_of, project, run

REGISTERS = """<listPerson>
<person xml:id="shmidt-o-yu"><persName type="preferred"><surname>Shmidt</surname>, <forename>Otto</forename></persName>
<persName type="variant">Schmidt, O. J.</persName><birth when="1891-09-30"/><death when="1956-09-07"/>
<note>Head, of "the" expedition.</note><idno type="VIAF">https://viaf.org/viaf/1</idno></person></listPerson>
<listPlace><place xml:id="igarka" type="settlement"><placeName>Igarka</placeName>
<location><geo>67.5 86.5</geo></location><country key="RU">Russia</country></place></listPlace>
<listBibl><bibl xml:id="voyage"><author ref="#shmidt-o-yu">Shmidt</author>
<title level="m">The Voyage</title></bibl></listBibl>"""
TEXT = """<div type="chapter" xml:id="ch1"><pb n="7"/><head>The Ship</head>
<p xml:id="ch1.p1">In <placeName ref="reg:igarka">Igarka</placeName>
<persName ref="reg:shmidt-o-yu">Otto Shmidt</persName> wrote
<title ref="reg:voyage">The Voyage</title>; <persName ref="reg:nobody">N.</persName> did not.</p></div>"""


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def test_tables_and_linked_data(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", TEXT, REGISTERS)
    built = build(find(folder), only=["data"]).value
    assert built is not None
    files = {name.removeprefix("data/"): data for name, data in built.files.items() if name.startswith("data/")}
    assert set(files) == {
        "persons.csv", "places.csv", "works.csv", "mentions.csv", "registers.jsonld",
        "bibliography.bib", "bibliography.json", "bibliography.ris",
    }  # fmt: skip
    person = rows(files["persons.csv"])[0]
    assert person["name"] == "Shmidt, Otto"
    assert (person["birth"], person["death"], person["mentions"]) == ("1891-09-30", "1956-09-07", "1")
    assert person["note"] == 'Head, of "the" expedition.'
    place = rows(files["places.csv"])[0]
    assert (place["latitude"], place["longitude"], place["country"]) == ("67.5", "86.5", "RU")
    mentions = rows(files["mentions.csv"])
    assert [(row["id"], row["words"], row["page"], row["division"]) for row in mentions] == [
        ("igarka", "Igarka", "7", "ch1"),
        ("shmidt-o-yu", "Otto Shmidt", "7", "ch1"),
        ("voyage", "The Voyage", "7", "ch1"),
    ]
    graph = {item["@id"]: item for item in json.loads(files["registers.jsonld"])["@graph"]}
    assert graph["#shmidt-o-yu"]["sameAs"] == ["https://viaf.org/viaf/1"]
    assert graph["#shmidt-o-yu"]["familyName"] == "Shmidt"
    assert graph["#igarka"]["geo"]["latitude"] == 67.5
    chapter = graph["tei/text.xml"]["hasPart"][0]
    assert chapter["name"] == "The Ship"
    assert {"@id": "#shmidt-o-yu"} in chapter["mentions"]


def notes(*texts: str, section: str = "n1") -> bytes:
    inside = "".join(f'<note xml:id="{section}.{n}">{text}</note>' for n, text in enumerate(texts, 1))
    return TEI.format(
        header=HEADER, rest=f'<text><body><div type="notes" xml:id="{section}">{inside}</div></body></text>'
    ).encode()


def cited(*texts: str) -> list[Citation]:
    document = parse(notes(*texts)).value
    assert document is not None
    return read_citations(read(document).blocks)[0]


def work(citation: Citation) -> Work:
    assert citation.work is not None
    return citation.work


def test_kinds_of_citations() -> None:
    found = cited(
        "Shmidt O. Yu. Pokhod [The Voyage], M., 1934, pp. 12-15, 18.",
        "“Pravda,” 3 March 1934; “Sovetskaia Arktika,” 1935, № 7, p. 4.",
        "Bobrov A. “V lagere,” “Sovetskaia Arktika,” 1936, № 2, pp. 5-6.",
        "RGAE, f. 9570, op. 2, d. 25, l. 3-5.",
        "Told to the author by a friend.",
        "Cited from: Krenkel E. T. RAEM, Moscow, Sovetskaia Rossiia, 1973, p. 200.",
    )
    assert [one.kind for one in found] == ["book", "periodical", "periodical", "periodical", "archive", "book"]
    first = work(found[0])
    assert (first.authors, first.title, first.translated) == ([("Shmidt", "O. Yu.")], "Pokhod", "The Voyage")
    assert (first.place, first.date) == ("M.", "1934")
    assert [(one.unit, one.first, one.last) for one in found[0].scopes] == [("page", "12", "15"), ("page", "18", "18")]
    assert (work(found[1]).journal, work(found[1]).date) == ("Pravda", "1934-03-03")
    assert (work(found[2]).journal, work(found[2]).issue) == ("Sovetskaia Arktika", "7")
    assert (work(found[3]).kind, work(found[3]).title, work(found[3]).authors) == (
        "article",
        "V lagere",
        [("Bobrov", "A.")],
    )
    assert work(found[4]).shelf == [("fond", "9570"), ("inventory", "2"), ("file", "25")]
    assert [(one.unit, one.first) for one in found[4].scopes] == [("leaf", "3")]
    assert (work(found[5]).publisher, found[5].text[:7]) == ("Sovetskaia Rossiia", "Krenkel")


def test_ibid_and_short_titles_are_resolved() -> None:
    found = cited(
        "Shmidt O. Yu. Pokhod Cheliuskina. Dnevniki, M., 1934, p. 12.",
        "Ibid., p. 13.",
        "Ibid.",
        "RGAE, f. 1, op. 2, d. 3, l. 4.",
        "Ibid., d. 5, l. 6.",
        "Ibid., l. 7.",
        "Shmidt O. Pokhod Cheliuskina, p. 20; “Pravda,” 1 May 1934.",
        "Ibid.",
        "Sobranie dokumentov [henceforth: Sobranie], L., 1935, p. 1.",
        "Sobranie, p. 7.",
        "Petrov P. Neizvestnaia kniga, p. 3.",
    )
    ids = [work(one).id for one in found]
    assert ids[0] == ids[1] == ids[2] == ids[6]
    assert work(found[4]).shelf == [("fond", "1"), ("inventory", "2"), ("file", "5")]
    assert ids[5] == ids[4] != ids[3]
    assert (found[6].how, found[8].how) == ("short", "ibid")
    assert (ids[8], found[8].cert) == (ids[7], "medium")
    assert ids[10] == ids[9]
    assert found[10].how in ("henceforth", "short")
    assert (found[11].how, work(found[11]).provisional) == ("provisional", True)


def test_citations_as_english_notes_have_them() -> None:
    found = cited(
        "A. Schmidt, <hi>Letters</hi>, Berlin, 1925, p. 5.",
        "Ivan Volkov, <hi>Memoirs of a General</hi> (London: Allen, 1930), pp. 3-5.",
        "Volkov, <hi>Memoirs</hi>, p. 9.",
        "See p. 12 above.",
        "Ibid., p. 10.",
        "Anna Berg and P. R. Holm, The Long Road (Oslo: Aschehoug, 1951), 44.",
        "Berg and Holm, The Long Road, p. 45.",
        "Anna Berg, “On Ice,” <hi>Polar Record</hi> 12, no. 3 (1950), pp. 1-9.",
    )
    works = list({id(work(one)): work(one) for one in found}.values())
    assert [(one.title, one.authors, one.place, one.publisher, one.date) for one in works] == [
        ("Letters", [("Schmidt", "A.")], "Berlin", "", "1925"),
        ("Memoirs of a General", [("Volkov", "Ivan")], "London", "Allen", "1930"),
        ("The Long Road", [("Berg", "Anna"), ("Holm", "P. R.")], "Oslo", "Aschehoug", "1951"),
        ("On Ice", [("Berg", "Anna")], "", "", "1950"),
    ]
    assert (works[3].journal, works[3].volume, works[3].issue) == ("Polar Record", "12", "3")
    # A remark stands between "Ibid." and its work.
    told = [(one.how, one.cert, work(one).title) for one in found]
    assert told[2:4] == [("short", "high", "Memoirs of a General"), ("ibid", "medium", "Memoirs of a General")]
    assert told[5] == ("short", "high", "The Long Road")


def test_ibid_does_not_reach_over_a_section() -> None:
    both = (
        notes("Bobrov A. Lager, M., 1935, p. 1.")
        .decode()
        .replace("</body>", '<div type="notes" xml:id="n2"><note xml:id="n2.1">Ibid., p. 2.</note></div></body>')
    )
    document = parse(both.encode()).value
    assert document is not None
    found, _ = read_citations(read(document).blocks)
    assert found[1].work is None


def test_citations_are_tagged_and_stay(tmp_path: Path) -> None:
    body = """<div type="notes" xml:id="n"><note xml:id="n.1">Shmidt O. Pokhod, M., 1934, pp. 12-15.</note>
<note xml:id="n.2">Ibid., p. 16; <bibl>“Pravda,” 1 May 1934</bibl>.</note></div>"""
    folder = project(tmp_path / "p", body)
    made = init_registers(find(folder), places=False)
    for path, data in made.value.files.items():
        path.write_bytes(data)
    assert made.value.new == {"cited": 2}
    run(folder, Options(("citation",)))
    text = body_of(folder)
    assert '<bibl corresp="reg:shmidt-pokhod" resp="#tagger">Shmidt O. Pokhod, M., 1934, pp. ' in text
    assert '<biblScope unit="page" from="12" to="15" resp="#tagger">12-15</biblScope></bibl>.</note>' in text
    assert '<bibl corresp="reg:shmidt-pokhod" resp="#tagger">Ibid., p. ' in text
    assert "<bibl>“Pravda,” 1 May 1934</bibl>" in text
    assert not tag(find(folder), Options(("citation",))).value.files
    assert not init_registers(find(folder), places=False).value.new
    built = build(find(folder), only=["html"]).value
    assert built is not None
    page = built.files["html/bibliography-shmidt-pokhod.html"].decode()
    assert "Shmidt, O." in page
    assert page.partition('details class="mentions"')[2].count("<li>") == 2


def entries(xml: str) -> Authority:
    document = parse(TEI.format(header=HEADER, rest=f"<standOff>{xml}</standOff>").encode()).value
    assert document is not None
    return read_authority([document])


BIBLIOGRAPHY = """<listBibl type="cited">
<biblStruct xml:id="a" type="article"><analytic><author><surname>Bobrov</surname>, <forename>A.</forename></author>
<title level="a">In the {Camp} &amp; 100 %</title><title level="a" type="translated">The Camp</title></analytic>
<monogr><title level="j">Arktika</title><imprint><date when="1936-05">May 1936</date>
<biblScope unit="issue">2</biblScope></imprint></monogr></biblStruct>
<biblStruct xml:id="b" type="book"><monogr><author><surname>Shmidt</surname>, <forename>O.</forename></author>
<title level="m">Pokhod</title><imprint><pubPlace>M.</pubPlace><publisher>Pravda</publisher>
<date when="1934">1934</date></imprint></monogr></biblStruct>
<bibl xml:id="c" type="archive"><msIdentifier><repository>RGAE</repository><idno type="fond">1</idno></msIdentifier>
</bibl>
</listBibl>"""


def test_bibliographies_of_three_formats() -> None:
    works = works_of(entries(BIBLIOGRAPHY))
    bib = format_bibliography(works, "bibtex")
    assert (
        "@article{a,\n  author = {Bobrov, A.},\n  title = {In the \\textbraceleft{}Camp\\textbraceright{} \\& 100 \\%},"
        in bib
    )
    assert "  month = may,\n" in bib
    assert "@book{b," in bib
    assert "@misc{c," in bib
    csl = json.loads(format_bibliography(works, "csl"))
    assert [item["type"] for item in csl] == ["article-journal", "book", "collection"]
    assert csl[0]["issued"] == {"date-parts": [[1936, 5]]}
    assert csl[1]["author"] == [{"family": "Shmidt", "given": "O."}]
    ris = format_bibliography(works, "ris")
    assert ris.count("ER  - ") == 3
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in ris.splitlines() if line)
    with pytest.raises(ValueError, match="html"):
        format_bibliography(works, "html")


def test_a_work_written_and_read_is_the_same() -> None:
    from edition.enrich.bibliography import bibl_struct

    found = cited(
        "Shmidt O. Yu. Pokhod [The Voyage], M., Pravda, 1934, p. 1.",
        "“Pravda,” 3 March 1934.",
        "Bobrov A. “V lagere,” “Arktika,” 1936, № 2, p. 5.",
        "RGAE, f. 1, op. 2, d. 3.",
    )
    works = [work(one) for one in found]
    for number, one in enumerate(works):
        one.id = f"w{number}"
    made = entries('<listBibl type="cited">' + "".join(map(bibl_struct, works)) + "</listBibl>")
    again = [work_of(entry.node) for entry in made.of("cited") if entry.node is not None]
    assert [one.key for one in again] == [one.key for one in works]

"""What holds of every text: nothing is lost or twice, no link is dead, notes and marks are in pairs, builds are equal.

The texts are small and made at random. Each word stands once in a text, so that a word which is lost, or arrives twice,
cannot hide behind another.
"""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
from itertools import count
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.editions.plain import Plain
from edition.tei import TEI
from rendered import Editions, editions, faults_of_the_website
from samples import HEADER, document

SOME = settings(max_examples=25, deadline=None)

#: Where words come: plain, and between signs that mean something to HTML, to Typst, or to a reader.
WORDS = """
{w}
{w} {w}
*{w}*
#{w}[{w}]
_{w} {w}_
“{w}”
$ {w} = {w}
&lt;{w}&gt; &amp; {w}
@{w} ~ {w} \\
""".strip().splitlines()
FORMS = """
<hi rend="italic">{0}</hi>
<hi rend="bold">{0}</hi>
<hi rend="smallcaps">{0}</hi>
<emph>{0}</emph>
<persName ref="#per1">{0}</persName>
<persName ref="#per2">{0}</persName>
<placeName>{0}</placeName>
<foreign xml:lang="ru">{0}</foreign>
<date when="1934-02-13">{0}</date>
<title level="m">{0}</title>
<ref target="#p1">{0}</ref>
<ref target="#per1">{0}</ref>
<ref target="#nobody">{0}</ref>
<ref target="https://example.org/">{0}</ref>
<q>{0}</q>
<supplied>{0}</supplied>
<del>{0}</del>
<seg>{0}</seg>
<choice><sic>{w}</sic><corr>{0}</corr></choice>
<choice><abbr>{w}</abbr><expan>{0}</expan></choice>
<choice><orig>{0}</orig><orig>{w}</orig></choice>
<subst><del>{w}</del><add>{0}</add></subst>
""".strip().splitlines()
APPARATUS = """
<app><lem wit="#A">{0}</lem><rdg wit="#B">{w}</rdg><rdg wit="#C"/></app>
<app><rdg wit="#A">{0}</rdg><rdg wit="#B"><persName ref="#per1">{w}</persName></rdg></app>
""".strip().splitlines()
#: Notes at their place, and marks of the collection: of its notes some have two marks, some none; one mark has no note.
NOTES = """
<note place="bottom">{0}</note>
<note place="bottom" resp="#editor"><p>{0}</p></note>
<note place="end" resp="#translator" xml:id="{i}">{0}</note>
<note place="inline">{0}</note>
,<ref type="noteAnchor" target="#n1" n="1">1</ref>
,<ref type="noteAnchor" target="#n2" n="2">2</ref>
,<ref type="noteAnchor" target="#n3" n="3">3</ref>
,<ref type="noteAnchor" target="#n9" n="9">9</ref>
""".strip().splitlines()
POINTS = """
<pb/>
<pb n="7"/>
x<pb n="8" break="no"/>{w}
<lb/>
<gap/>
<anchor xml:id="{i}"/>
<!-- a comment -->
""".strip().splitlines()
BLOCKS = """
<p>{0}</p>
<p xml:id="{i}">{0}</p>
<p xml:lang="ru">{0}</p>
<ab>{0}</ab>
<quote><p>{0}</p></quote>
<lg><l>{0}</l><l>{1}</l></lg>
<lg><lg><l rend="indent">{0}</l></lg><lg><l>{1}</l></lg></lg>
<list><item>{0}</item><item>{1}</item></list>
<list rend="bulleted"><item><p>{0}</p><p>{1}</p></item></list>
<list rend="numbered"><head>{0}</head><item n="4">{1}</item></list>
<list type="gloss"><label>{0}</label><item>{1}</item></list>
<p>{0}<list><item>{1}</item></list></p>
<table><head>{0}</head><row role="label"><cell>{w}</cell></row><row><cell cols="2">{1}</cell></row></table>
<figure><graphic url="a.svg"/><head>{0}</head><figDesc>{w}</figDesc></figure>
<figure><figDesc>{w}</figDesc></figure>
<sp><speaker>{0}</speaker><p>{1}</p></sp>
<stage>{0}</stage>
<floatingText><body><opener>{0}</opener><p>{1}</p><closer>{w}</closer></body></floatingText>
<pb n="3"/>
<milestone/>
""".strip().splitlines()


def filled(parts: tuple[str, ...]) -> str:
    """A form with its lines; what it has no place for is left out."""
    form, *inner = parts
    return re.sub(r"\{(\d)\}", lambda match: inner[int(match[1])], form)


def lines(forms: list[str]) -> st.SearchStrategy[str]:
    """The content of a line: words, words in these forms, notes, points; parted by spaces."""
    return st.recursive(
        st.sampled_from(WORDS),
        lambda inner: st.lists(
            st.one_of(
                inner,
                st.tuples(st.sampled_from(forms), inner).map(filled),
                st.tuples(st.sampled_from(NOTES), inner).map(filled),
                st.sampled_from(POINTS),
            ),
            min_size=1,
            max_size=4,
        ).map(" ".join),
        max_leaves=6,
    )


LINE = lines(FORMS + APPARATUS)
BLOCK = st.tuples(st.sampled_from(BLOCKS), LINE, LINE).map(filled)
HEADS = ["<head>{0}</head>", "<head><num>4.</num> {0}</head><head>{w}</head>", ""]
SECTION = st.lists(BLOCK, min_size=1, max_size=3)
CHAPTER = st.tuples(
    st.sampled_from(HEADS), LINE, st.lists(BLOCK, min_size=1, max_size=5), st.lists(SECTION, max_size=2)
)


REGISTERS = """<standOff><listPerson><person xml:id="per1"><persName>Ivan</persName></person>
<person xml:id="per2"><persName><surname>Petrov</surname> <forename>Pyotr</forename></persName></person></listPerson>
</standOff>"""
TITLE = """<front><titlePage><docTitle><titlePart type="main">{w}</titlePart></docTitle></titlePage>
<div type="preface">{0}</div></front>"""


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """A TEI document: a title page or none, chapters, in a part or not, and a collection of notes or none."""
    chapters = []
    for head, line, blocks, sections in draw(st.lists(CHAPTER, min_size=1, max_size=3)):
        inner = "".join(f"<div type='section'><head>{{w}}</head>{''.join(section)}</div>" for section in sections)
        after = draw(st.sampled_from(["", "<div type='continuation'><p>{w}</p></div>" if sections else ""]))
        chapters.append(
            f"<div type='chapter' xml:id='{{i}}'>{filled((head, line))}{''.join(blocks)}{inner}{after}</div>"
        )
    body = draw(
        st.sampled_from(
            ["{0}", "<div type='part'><head>{w}</head><p>{w}</p>{0}</div>", "{0}<div type='residue'><p>{w}</p></div>"]
        )
    )
    front = draw(st.sampled_from(["", filled((TITLE, draw(BLOCK)))]))
    back = ""
    if draw(st.booleans()):
        notes = "".join(f"<note xml:id='n{n}' n='{n}' place='end'>{draw(lines(FORMS))}</note>" for n in (1, 2, 3))
        kept = draw(st.sampled_from(["", "<head>{w}</head>", "<head>{w}</head><p>{w}</p>"]))
        back = f"<back><div type='notes'>{kept}{notes}</div></back>"
    content = f"<text>{front}<body>{filled((body, ''.join(chapters)))}</body>{back}</text>"
    words, ids = count(), count(1)
    content = re.sub(r"\{w\}", lambda _: word(next(words)), content)
    content = re.sub(r"\{i\}", lambda _: f"p{next(ids)}", content)
    return f'<TEI xmlns="{TEI}" xml:id="t" xml:lang="en">{HEADER}{content}{REGISTERS}</TEI>'.encode()


def word(number: int) -> str:
    """The word of a number, of one length with all others, and in none of them: waaa, waab ..."""
    letters = string.ascii_lowercase[:20]
    return "w" + letters[number // 400 % 20] + letters[number // 20 % 20] + letters[number % 20]


PLAIN = st.builds(
    Plain,
    width=st.sampled_from([0, 20, 72]),
    notes=st.sampled_from(["chapter", "inline", "none"]),
    pages=st.booleans(),
    emphasis=st.sampled_from(["plain", "marks"]),
    sentences=st.booleans(),
    choice=st.sampled_from(["reading", "diplomatic"]),
)


def made(source: bytes, plain: Plain | None = None, **parameters: str) -> Editions:
    return editions(document(source, Path("tei/case.xml")), plain=plain, **parameters)


@SOME
@given(texts(), st.sampled_from(["footnotes", "endnotes"]), PLAIN)
def test_nothing_is_lost_or_arrives_twice(source: bytes, notes: str, plain: Plain) -> None:
    assert {
        name: [one.message for one in lost] for name, lost in made(source, plain, notes=notes).losses.items() if lost
    } == {}


@SOME
@given(texts())
def test_links_resolve_and_marks_and_notes_are_in_pairs(source: bytes) -> None:
    assert faults_of_the_website(made(source).pages()) == []


@SOME
@given(texts())
def test_two_renderings_are_equal(source: bytes) -> None:
    first, second = made(source), made(source)
    assert first.normalized == second.normalized
    for edition in ("html", "pdf", "text", "markdown"):
        assert getattr(first, edition).files == getattr(second, edition).files


BUILD = """import sys
from pathlib import Path
from edition.build import build
from edition.project import find
build(find(Path(sys.argv[1])), output=Path(sys.argv[2]))
"""


def test_two_builds_in_two_processes_are_equal(tmp_path: Path, root: Path) -> None:
    """Python orders sets otherwise in every process, unless it is told how: nothing may depend on it."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(root), str(tmp_path / seed)], env={**os.environ, "PYTHONHASHSEED": seed}
        )
        for seed in ("1", "2")
    ]
    assert [process.wait() for process in running] == [0, 0]
    files = []
    for output in (tmp_path / "1", tmp_path / "2"):
        files.append({path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()})
    assert len(files[0]) > 5
    assert files[0] == files[1]

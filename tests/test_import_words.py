"""Import loses no word: generated books, and texts that are no books at all."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.checks import check
from edition.diagnostic import Severity
from edition.sources import read
from edition.sources.plaintext.ledger import account
from edition.tei import TEI
from samples import document

Q = f"{{{TEI}}}"
QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

WORDS = st.sampled_from(
    "harbour ice the ship of and winter a lamp went north under 1934 snow captain's radio — « » Лёд ледокол № 12 (sic) "
    "*Pravda* _north_ **bold** half-open end. stop? *stray co* x² and,¹ said:² «so»³ ^{no} ^{*} [gloss] & < > ]]> "
    "\u00ad o'er".split()
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
PARAGRAPH = st.tuples(SENTENCE, st.sampled_from([".", "-", ",", "", ":", "¹", '."', ";"])).map("".join)
JUNK = st.sampled_from(
    """* * *|-|卷四|* A footnote: with a word|Otto Schmidt\n(1891-1956)|- one\n- two\nthree|1. one\n2. two|
line one\nLine two\nLine three\nLine four|\n\n\nA caption\n\n\n|Contents|Notes|Index|A\n\nIce 12, 14\n 15|## Heading|
CHAPTER II|II.|3. Third|\tTab\t12| |\f|* * * A|[^1]: note|***|_|~~gone~~""".split("|")
)
MORE = st.sampled_from(
    [
        "He saw it (see page 123 of the log; see chapters 1, 2 and 3; see next page).",
        "[Pg 1]\n\n[Pg 2] a [Pg 3]b\n\n{4} [Pg 4]\n\n[Pg 5]",
        "[Illustration: A _boat_]\n\n[Illustration]\n\n[Illustration: one\ntwo]",
        "=bold= and a=b == c = d=",
        "Anders: one (*laughter*)\n\nBerg: two\n\nAnders: three-\n\nfour",
        "Head of it\n=======\n\nBelow\n---",
        "    The lamp is lit,\n      The sea\n\n    Goes by\n    Below it",
        "the keeper's' lamp\n\n* A footnote: the keeper",
        "ПРИКАЗ № 7\n\nНачальнику маяка ~~на~~ явиться\nв контору ^{немедленно} с книгой\nи со",
        "[Footnote 1: to one\n\nand on]\n\na mark[1] and [2]\n\n[Footnote 2: x]\n\n[Footnote: none]",
        "- 10th Congress –\nMarch 8-16, 1921\n- 11th – 1922\n\nThird – 1923",
    ]
)
GAP = st.sampled_from(["\n\n", "\n\n", "\n\n\n\n", "\n", "\n \n"])


@st.composite
def books(draw: st.DrawFn) -> str:
    """Chapters with or without a contents list, sub-chapters, seams, captions, notes that may not fit their marks."""
    chapters = draw(st.integers(1, 4))
    out: list[str] = []
    titles = [f"{n}. {draw(SENTENCE)[:40].strip()}" for n in range(1, chapters + 1)]
    if draw(st.booleans()):
        out += ["Contents", "\n".join(f"{title}\t{n * 7}" for n, title in enumerate(titles, 1)) + "\nIndex\t90"]
    for title in titles:
        out.append(title)
        for _ in range(draw(st.integers(0, 4))):
            out.append(draw(st.one_of(PARAGRAPH, PARAGRAPH, JUNK, MORE)))
    if draw(st.booleans()):
        out.append("Endnotes")
        for title in titles:
            out.append(title)
            count = draw(st.integers(0, 4))
            out.append("\n".join(f"{n}. {draw(SENTENCE)}" for n in range(1, count + 1)) or "-")
    if draw(st.booleans()):
        out += [draw(st.sampled_from(["Chronology", "Glossary"])), draw(MORE)]
    if draw(st.booleans()):
        out += ["Index", "A", "Aleut 12, 13\n 14\nAmur, river 5", draw(JUNK)]
    text = "".join(part + draw(GAP) for part in out)
    return text if text.strip() else "word"


def even(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    result = read(path)
    assert result.value is not None
    errors = [d for d in result.diagnostics if d.severity.value == "error"]
    assert not errors, (errors, text)
    root = etree.fromstring(result.value.tei)
    ids = root.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    for mark in root.iter(f"{Q}ref"):
        assert mark.get("target", "")[1:] in ids
    assert read(path).value.tei == result.value.tei  # type: ignore[union-attr]
    faults = [f"{d.rule} {d.message}" for d in check([document(result.value.tei)]) if d.severity is Severity.ERROR]
    assert not faults, (faults, text)


@QUICK
@given(books())
def test_no_word_of_a_book_is_lost(tmp_path: Path, text: str) -> None:
    even(tmp_path / "book.txt", text)


@QUICK
@given(st.lists(st.one_of(PARAGRAPH, JUNK, MORE, st.text(max_size=40)), min_size=1, max_size=12), GAP)
def test_no_word_of_any_text_is_lost(tmp_path: Path, parts: list[str], gap: str) -> None:
    text = gap.join(parts).encode("utf-8", "ignore").decode()
    if text.strip("\x00 \n\t\r\f\v") and "\x00" not in text and text.strip():
        even(tmp_path / "text.txt", text)


def test_the_account_sees_a_lost_word(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("The lamp went out.\n\nThe ship went north.\n", encoding="utf-8")
    value = read(path).value
    assert value is not None
    lines = path.read_text(encoding="utf-8").split("\n")
    assert not account(lines, value.tei, path).findings
    finding = account(lines, value.tei.replace(b"ship ", b""), path).findings[0]
    assert (finding.rule, finding.at.line, finding.at.column) == ("lost-text", 3, 5)


def test_the_account_sees_a_word_in_the_wrong_order(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("The lamp went out.\n", encoding="utf-8")
    value = read(path).value
    assert value is not None
    turned = value.tei.replace(b"lamp went", b"went lamp")
    assert account(["The lamp went out."], turned, path).findings[0].rule == "lost-text"


def test_the_account_sees_a_word_that_came_from_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("The lamp went out.\n", encoding="utf-8")
    value = read(path).value
    assert value is not None
    more = value.tei.replace(b"The lamp", b"Today the lamp").replace(b"the lamp", b"The lamp")
    assert account(["The lamp went out."], more, path).findings[0].rule in ("text-twice", "lost-text")

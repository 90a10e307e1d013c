"""Markdown: every word arrives, as pandoc reads it; no sign of the text means anything; pictures lie beside it."""

from __future__ import annotations

import json
import re
import subprocess
import time
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edition import pandoc
from edition.build import build
from edition.diagnostic import EditionError
from edition.editions import markdown
from edition.losses import compare_words
from edition.normalize import normalize
from edition.project import find
from samples import body, document
from test_invariants import texts

try:
    PANDOC = pandoc.find_pandoc()
except EditionError:
    PANDOC = ""
needs_pandoc = pytest.mark.skipif(not PANDOC, reason="pandoc is not here: pip install 'edition[documents]'")

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("*_`[]()<>#+-.!|~^$@{}\\&:=%\"'/ 1aiA\u00a0“”é"), st.characters(exclude_categories=("Cs", "Cc"))
    ),
    min_size=1,
    max_size=40,
)


def made(source: bytes) -> Any:
    read = document(source, Path("tei/case.xml"))
    parameters: dict[str, str | int | bool] = {"lang": "en", "base-name": "case"}
    return markdown.render(normalize(read, (), parameters).value, parameters).value


def parsed(text: str, form: str = "markdown") -> dict[str, Any]:
    """A Markdown file as pandoc reads it."""
    done = subprocess.run([PANDOC, f"--from={form}", "--to=json"], input=text.encode(), capture_output=True, check=True)
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def words_of(node: Any) -> str:
    """The words of a part of pandoc's tree; blocks are parted by a line end."""
    if isinstance(node, list):
        return "".join(map(words_of, node))
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return " "
    if kind in ("Code", "Math", "RawInline", "RawBlock", "CodeBlock"):
        return f"\n{content[1]}\n" if kind in ("CodeBlock", "Math") else str(content[1]) if kind == "Code" else ""
    if kind == "Image":
        return ""
    if kind == "DefinitionList":
        return "".join(f"{words_of(term)}\n{words_of(meaning)}\n" for term, meaning in content)
    if kind == "Note":
        return f"\n{words_of(content)}\n"
    if kind in ("Para", "Plain", "Header", "LineBlock"):
        inner = [words_of(line) for line in content] if kind == "LineBlock" else [words_of(content)]
        return "\n".join(inner) + "\n"
    return words_of(content)


def paragraphs(tree: dict[str, Any]) -> list[str]:
    return [words_of(block).strip("\n") for block in tree["blocks"] if block["t"] == "Para"]


def straight(words: str) -> str:
    """Words with the apostrophes as they were: pandoc sets those within a word as they are printed."""
    return re.sub(r"(?<=[^\W_])’(?=[^\W_])", "'", words)


def plain(words: str) -> str:
    """Words as a line: white space is a space, but not those that keep words together."""
    return " ".join(
        part for part in words.replace("\u2028", " ").replace("\u2029", " ").replace("\x85", " ").split(" ") if part
    )


@needs_pandoc
@settings(max_examples=15, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=40))
@example(
    [
        "1. a",
        "- a",
        "(a) b",
        "a. b",
        "#. x",
        "+ a",
        ": a",
        "% a",
        "| a |",
        "Table: a",
        "a  \\",
        "!",
        "---",
        "===",
        "```",
        "~~~",
    ]
)
@example(
    [
        "I) x",
        "iv. x",
        "*a*",
        "\\",
        "&amp;",
        "&#35;",
        "<!-- a -->",
        "[^1]: a",
        "[a]: b",
        "http://a.b/c_d_e",
        "a\u00a0b",
        "@a",
    ]
)
def test_no_sign_of_the_text_means_anything(parts: list[str]) -> None:
    parts = [part for part in map(plain, parts) if any(char.isalnum() or char in "*#-" for char in part)]
    source = body("".join(f"<p>start</p><p>{escape(part)}</p>" for part in parts))
    text = made(source).files["case.md"].decode()
    wanted = [part for one in parts for part in ("start", one)]
    for form in ("markdown", "commonmark+footnotes"):
        found = paragraphs(parsed(text.partition("# One")[2], form))
        # pandoc composes letters as it reads CommonMark: what is canonically equivalent is the same.
        here, there = ([unicodedata.normalize("NFC", straight(one)) for one in side] for side in (found, wanted))
        assert here == there, form


@needs_pandoc
@settings(max_examples=15, deadline=None)
@given(texts())
def test_pandoc_finds_every_word(source: bytes) -> None:
    read = document(source, Path("tei/case.xml"))
    # What was emended is listed once more, with what the source has.
    whole = made(source).files["case.md"].decode()
    text = re.sub(r"\n# (?:<span [^>]*></span>)?Emendations\n.*?(?=\n\[\^|\Z)", "", whole, flags=re.DOTALL)
    told = words_of(parsed(text)["blocks"])
    found = Counter(re.findall(r"[^\W_]+", told))
    assert [one.message for one in compare_words(read, "markdown", found).diagnostics] == []
    # Each word of these texts stands once: what pandoc finds twice was written twice.
    assert [word for word, count in found.items() if count > 1 and len(word) == 4 and word.startswith("wa")] == []
    assert "**" not in told and "[^" not in told and "<span" not in told


@needs_pandoc
def test_notes_are_footnotes_for_pandoc() -> None:
    content = """<p>Ice<note place="bottom"><p>Thick.</p><list><item>Very</item></list></note>!<note
    place="bottom">Yes</note></p>
    <table><row><cell>Snow<note place="bottom">White</note></cell></row></table>
    <table><row><cell cols="2">Rain<note place="bottom">Wet</note></cell></row></table>"""
    tree = json.dumps(parsed(made(body(content)).files["case.md"].decode()))
    assert tree.count('"Note"') == 4


def test_pictures_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "floe one.png").write_bytes(b"picture")
    (tmp_path / "tei" / "book.xml").write_bytes(
        body('<figure><graphic url="../images/floe one.png"/><head>Ice</head></figure>'
             '<figure><graphic url="../../secret.png"/></figure><figure><graphic url="https://example.org/x.png"/></figure>')
    )  # fmt: skip
    (tmp_path / "edition.toml").write_text('[build]\neditions = ["html", "markdown"]\n', encoding="utf-8")
    result = build(find(tmp_path), output=tmp_path / "out")
    assert result.value is not None and result.value.losses[0]["lost"] == []
    text = (tmp_path / "out" / "markdown" / "book.md").read_text(encoding="utf-8")
    assert "![Ice](images/floe%20one.png)\\\nIce\n" in text
    assert (tmp_path / "out" / "markdown" / "images" / "floe one.png").read_bytes() == b"picture"
    packed = zipfile.ZipFile(tmp_path / "out" / "html" / "downloads" / "book-markdown.zip")
    assert sorted(packed.namelist()) == ["book.md", "images/floe one.png"]
    assert not (tmp_path / "out" / "markdown" / "secret.png").exists() and "example.org" not in text


def test_deep_and_long_texts_are_written() -> None:
    deep = "<hi rend='italic'>" * 300 + "ice" + "</hi>" * 300
    nested = "<list><item>" * 100 + "snow" + "</item></list>" * 100
    began = time.perf_counter()
    text = made(body(f"<p>{deep}</p>{nested}<p>{'*_[' * 100_000} rain</p>")).files["case.md"].decode()
    assert time.perf_counter() - began < 20
    assert "ice" in text and "snow" in text and "rain" in text


def test_strange_characters_of_ours_are_not_of_the_text() -> None:
    text = made(body("<p>Ice \ufdd0snow\ufdd1 \ufdd2rain\ufdd6</p>")).files["case.md"].decode()
    assert "Ice snow rain\n" in text

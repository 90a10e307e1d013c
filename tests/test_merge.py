"""Importing again: three ways into one, and no edit lost."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostic import EditionError
from edition.merge import merge, same_text
from edition.reimport import record_of, write_import
from samples import body

Blocks = list[tuple[str, str]]


def written(blocks: Blocks) -> bytes:
    """A file of two divisions; every block has an id by its number, as an import gives it."""
    half = len(blocks) // 2
    parts = []
    for number, some in ((1, blocks[:half]), (2, blocks[half:])):
        inner = "\n".join(
            f'<{name} xml:id="c{number}.p{n}">{f"<l>{text}</l>" if name == "lg" else text}</{name}>'
            for n, (name, text) in enumerate(some, 1)
        )
        parts.append(f'<div type="chapter" xml:id="c{number}">\n<head>Head {number}</head>\n{inner}\n</div>')
    return body("\n".join(parts))


def words(data: bytes) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(etree.fromstring(data).itertext())))


def ids(data: bytes) -> list[str]:
    return etree.fromstring(data).xpath("//@xml:id")


WORDS = st.lists(st.sampled_from("ship ice lamp north storm coal boat fog".split()), min_size=1, max_size=7).map(
    " ".join
)
BLOCKS = st.lists(st.tuples(st.sampled_from(["p", "p", "p", "lg"]), WORDS), min_size=2, max_size=8)


@st.composite
def versions(draw: st.DrawFn) -> tuple[bytes, bytes, bytes, list[str]]:
    """A base; a new import that divides, joins and changes its blocks; an edited file; the words the editor wrote."""
    blocks = draw(BLOCKS)
    again: Blocks = []
    for name, text in blocks:
        what = draw(st.sampled_from(["keep", "keep", "divide", "join", "verse"]))
        parts = text.split()
        if what == "divide" and len(parts) > 1:
            at = draw(st.integers(1, len(parts) - 1))
            again += [(name, " ".join(parts[:at])), (name, " ".join(parts[at:]))]
        elif what == "join" and again:
            again[-1] = (again[-1][0], f"{again[-1][1]} {text}")
        else:
            again.append(("lg" if what == "verse" else name, text))
    base = written(blocks)
    root = etree.fromstring(base)
    own: list[str] = []
    for n, node in enumerate(list(root.find("{*}text").iter("{*}p", "{*}lg"))):
        what = draw(st.sampled_from(["keep", "keep", "keep", "change", "add", "comment", "delete", "wrap", "move"]))
        word = f"edited{n}"
        if what == "change":
            target = node[0] if len(node) else node
            target.text = f"{word} {target.text}"
            own.append(word)
        elif what == "add":
            new = etree.Element(node.tag, nsmap=node.nsmap)
            new.text = word
            new.tail = "\n"
            if node.tag.endswith("lg"):
                new.text, line = None, etree.SubElement(new, node.tag[:-2] + "l")
                line.text = word
            node.addnext(new)
            own.append(word)
        elif what == "comment":
            node.addnext(etree.Comment(word))
        elif what == "delete":
            node.getparent().remove(node)
        elif what == "move":
            node.getparent().append(node)
        elif what == "wrap" and node.tag.endswith("}p"):
            node.text, hi = None, etree.SubElement(node, node.tag[:-1] + "hi")
            hi.text = word
            own.append(word)
    return base, written(again), etree.tostring(root, encoding="utf-8"), own


@given(versions())
@settings(max_examples=60, deadline=None)
def test_no_edit_is_lost(made: tuple[bytes, bytes, bytes, list[str]]) -> None:
    base, new, edited, own = made
    result = merge(base, new, edited)
    kept = words(result.data)
    assert all(kept[word] == 1 for word in own)
    found = ids(result.data)
    assert len(found) == len(set(found))
    assert len(ids(result.record)) == len(set(ids(result.record)))
    both = words(new) & words(edited)
    assert not both - kept, "a word that the import and the edited file have is gone"
    comments = [node.text for node in etree.fromstring(edited).iter(etree.Comment)]
    assert sorted(comments) == sorted(node.text for node in etree.fromstring(result.data).iter(etree.Comment))
    # Again, with the record.
    second = merge(result.record, new, result.data)
    assert second.data == result.data
    assert not second.conflicts


@given(versions())
@settings(max_examples=40, deadline=None)
def test_what_one_side_changed_is_taken_from_it(made: tuple[bytes, bytes, bytes, list[str]]) -> None:
    base, new, edited, _ = made
    assert merge(base, base, edited).data == edited
    assert not merge(base, base, edited).conflicts
    taken = merge(base, new, base)
    assert words(taken.data) == words(new)
    assert not taken.conflicts


def test_numbers_that_shift_are_no_conflict() -> None:
    base = written([("p", "one ship. two ships."), ("p", "the lamp burns"), ("p", "fog again"), ("p", "no coal left")])
    new = base.replace(b"one ship. two ships.</p>", b'one ship.</p>\n<p xml:id="c1.p2">two ships.</p>').replace(
        b'<p xml:id="c1.p2">the', b'<p xml:id="c1.p3">the'
    )
    edited = base.replace(b"the lamp burns", b"the lamp <hi>burns</hi>, see <ref target='#c1.p2'>here</ref>")
    result = merge(base, new, edited)
    assert not result.conflicts
    text = result.data.decode()
    assert (
        '<p xml:id="c1.p1">one ship.</p>\n<p xml:id="c1.p2-2">two ships.</p>\n<p xml:id="c1.p2">the lamp <hi>' in text
    )


def test_a_paragraph_in_a_quotation_keeps_its_id_and_its_edit() -> None:
    base = written([("p", "the ship lay in the ice"), ("p", "the lamp burned all night")])
    old = b'<p xml:id="c1.p1">the ship lay in the ice</p>'
    new = base.replace(old, b'<quote xml:id="c1.q1">' + old + b"</quote>")
    edited = base.replace(b"lamp burned", b"small lamp burned")
    for first, second in ((base, new), (new, base)):
        merged = merge(first, second, edited if first is base else new.replace(b"lamp burned", b"small lamp burned"))
        assert (b'<quote xml:id="c1.q1">' in merged.data) == (second is new)
        assert old in merged.data
        assert b"small lamp burned" in merged.data
        assert not merged.conflicts


def test_a_list_that_both_changed_is_merged_item_by_item() -> None:
    items = "".join(f'<item xml:id="i{n}">entry {n}</item>' for n in range(1, 6))
    base = body(f'<list xml:id="l">{items}</list>')
    result = merge(base, base.replace(b"entry 2", b"entry two"), base.replace(b"entry 4", b"entry <hi>4</hi>"))
    assert not result.conflicts
    assert b"entry two" in result.data and b"entry <hi>4</hi>" in result.data


@pytest.mark.parametrize(
    ("new", "edited", "told"),
    [
        ("a ship sank", "a ship <hi>sailed</hi>", "changes it too"),
        ("", "a ship <hi>sailed</hi>", "no longer has it"),
        ("a ship sank", "", "was deleted by hand"),
    ],
)
def test_conflicts(new: str, edited: str, told: str) -> None:
    def made(inner: str) -> bytes:
        own = f'<p xml:id="b">{inner}</p>\n' if inner else ""
        return body(f'<p xml:id="a">first words here</p>\n{own}<p xml:id="c">last words there</p>')

    result = merge(made("a ship sailed"), made(new), made(edited))
    assert result.data == made(edited)
    assert [told in conflict.message for conflict in result.conflicts] == [True]
    line = made(edited).decode().split("\n")[result.conflicts[0].line - 1]
    assert ('xml:id="b"' if edited else 'xml:id="a"') in line


def test_layout_is_no_edit() -> None:
    one = body('<div xml:id="d"><p n="1" xml:id="a">a  ship</p></div>')
    other = body('<div xml:id="d">\r\n  <p xml:id="a" n="1">\r\n  a ship\r\n  </p>\r\n</div>')
    assert same_text(one, other)
    assert not same_text(one, other.replace(b"ship", b"<!-- which? -->ship"))


def test_files(tmp_path: Path) -> None:
    target = tmp_path / "tei" / "text.xml"
    base, new = body('<p xml:id="a">a ship</p>'), body('<p xml:id="a">a ship</p><p xml:id="b">and a boat</p>')
    assert write_import(target, base).value.files == (target,)
    assert record_of(target).read_bytes() == base
    write_import(target, new)
    assert target.read_bytes() == new
    edited = new.replace(b"a ship", b"an old ship")
    target.write_bytes(edited)
    assert [path.name for path in write_import(target, base).value.files] == ["text.new.xml"]
    assert target.read_bytes() == edited
    done = write_import(target, base, update=True)
    assert target.read_bytes() == base.replace(b"a ship", b"an old ship")
    assert not done.diagnostics
    assert write_import(target, base, update=True).value.files == (target,)
    record_of(target).unlink()
    with pytest.raises(EditionError, match="no record"):
        write_import(target, new, update=True)
    write_import(target, new, force=True)
    assert (target.read_bytes(), (target.parent / "text.old.xml").read_bytes()) == (
        new,
        base.replace(b"a ship", b"an old ship"),
    )

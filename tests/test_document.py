"""Reading XML: safely, with places, and with findings that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostic import EditionError
from edition.document import parse


@pytest.mark.parametrize(
    ("data", "rule", "word"),
    [
        (b"", "not-well-formed", "empty"),
        (b"just text", "not-well-formed", "Start tag"),
        (b"<a><b></a>", "not-well-formed", "mismatch"),
        (b"<a>&nbsp;</a>", "not-well-formed", "nbsp"),
        (b"<a>caf\xe9</a>", "not-well-formed", "encoding"),
        (b"\x89PNG\r\n\x00\x00\x00", "not-well-formed", "binary"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "external-entity", "x"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://example.org/x">%x;]><a/>', "external-entity", "x"),
    ],
)
def test_refusals(data: bytes, rule: str, word: str) -> None:
    result = parse(data, Path("x.xml"))
    assert result.value is None
    assert [d.rule for d in result.diagnostics] == [rule]
    finding = result.diagnostics[0]
    assert word in finding.message
    assert finding.hint
    assert finding.at.line >= 1


def test_entity_bomb() -> None:
    entities = '<!ENTITY a0 "lol">' + "".join(
        f'<!ENTITY a{n} "{"".join(f"&a{n - 1};" for _ in range(10))}">' for n in range(1, 10)
    )
    result = parse(f"<!DOCTYPE a [{entities}]><a>&a9;</a>".encode())
    assert result.value is None
    assert result.diagnostics[0].rule == "entity-bomb"


def test_a_small_internal_entity_is_text() -> None:
    result = parse(b'<!DOCTYPE a [<!ENTITY who "somebody">]><a>&who;</a>')
    assert result.value is not None
    assert "".join(result.value.root.itertext()) == "somebody"


def test_a_doubled_id_is_read() -> None:
    result = parse(b'<a><b xml:id="x"/><c xml:id="x"/></a>')
    assert result.value is not None


def test_places_of_start_tags() -> None:
    document = parse(b'<a>\n  <b/><c\n x="1"/>\n\xd1\x8f<d/></a>', Path("p.xml")).value
    assert document is not None
    places = [(node.tag, document.locate(node).line, document.locate(node).column) for node in document.root]
    assert places == [("b", 2, 3), ("c", 2, 7), ("d", 4, 2)]


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no file"):
        parse(tmp_path / "none.xml")
    with pytest.raises(EditionError, match="folder"):
        parse(tmp_path)

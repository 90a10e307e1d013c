"""The encoding guide: every element of the schema is explained, by an example that is valid and has the element."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.compiling import compile_files
from edition.odd import compile_odd
from edition.odd.names import detached
from edition.odd.rng import to_rng
from edition.relaxng import is_valid, read_trusted
from edition.tei import TEI
from samples import document

T = f"{{{TEI}}}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
ODD = Path(__file__).resolve().parent.parent / "schemas" / "edition.odd"
DOCUMENT = document(ODD.read_bytes(), ODD)
SPECS = {str(node.get("ident")): node for node in DOCUMENT.root.iter(T + "elementSpec")}


@pytest.fixture(scope="module")
def fragments() -> object:
    """The schema of an edition, in which any element may be the first."""
    grammar = compile_odd(DOCUMENT).value.grammar
    return read_trusted(to_rng(grammar, start=[n for n, d in grammar.definitions.items() if d.kind == "element"]))


def as_tei(example: etree._Element) -> list[etree._Element]:
    copy = detached(example)
    for node in copy.iter("*"):
        node.tag = T + str(node.tag)[len(EXAMPLES) :]
    return list(copy)


def test_every_element_is_explained() -> None:
    elements = compile_odd(DOCUMENT).value.customisation.specs.by_kind["elementSpec"]
    assert set(elements) == set(SPECS)


@pytest.mark.parametrize("name", sorted(SPECS))
def test_the_page_of_an_element(name: str, fragments: object) -> None:
    spec = SPECS[name]
    assert spec.findtext(f"{T}desc"), "say what it is"
    for kind in ("when", "how"):
        assert spec.find(f"{T}remarks/{T}p[@rend='{kind}']") is not None, f"say {kind} to use it"
    examples = spec.findall(f"{T}exemplum/{EXAMPLES}egXML")
    assert examples, "give an example"
    for example in examples:
        made = as_tei(example)
        assert len(made) == 1
        assert any(node.tag == T + name for node in made[0].iter()), "the example has not the element that it is for"
        assert is_valid(fragments, made[0]), etree.tostring(made[0])  # type: ignore[arg-type]


def test_the_schemas_are_fresh(root: Path, accept: bool) -> None:
    result = compile_files(ODD, guide=False)
    assert not result.diagnostics
    for name, data in result.value.files.items():
        path = root / "schemas" / name
        if accept:
            path.write_bytes(data)
        assert path.read_bytes() == data, "accept with: pytest --accept"


def test_the_guide_is_complete() -> None:
    files = compile_files(ODD).value.files
    pages = {name for name in files if name.startswith("guide/element-")}
    assert pages == {f"guide/element-{name}.html" for name in SPECS}
    linked = set()
    for name, data in files.items():
        if name.endswith(".html"):
            tree = etree.HTML(data)
            linked |= {str(link).partition("#")[0] for link in tree.xpath("//a/@href") if ":" not in str(link)} - {""}
            assert tree.xpath("string(//h1)"), name
    assert linked <= {name.removeprefix("guide/") for name in files}

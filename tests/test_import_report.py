"""The import report: complete, escaped, and its snippets decide otherwise."""

from __future__ import annotations

import ast
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from edition.checks import pages
from edition.cli import cli
from edition.import_report import report_page
from edition.sources import Imported, ImportOptions, read
from edition.sources.plaintext import doubts
from edition.sources.plaintext.profile import SETTINGS, TREATMENTS

SOURCE = """1. The <b>Camp</b>

The harbour was full of ice, and they <script>alert(1)</script> measured it.

* A footnote without its mark.

He wrote "the ice is thick.² And so it was.

2. The Rescue

The aeroplanes came over the ice.¹

Notes

1. The Camp

1. One.
2. Two.

2. The Rescue

1. Three.
"""


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    path = tmp_path / "book.txt"
    path.write_text(SOURCE, encoding="utf-8")
    value = read(path).value
    assert value is not None
    return value


def test_each_doubt_has_its_places_and_its_decision(imported: Imported) -> None:
    lines = imported.tei.decode().split("\n")
    for doubt in imported.report["doubts"]:
        assert doubt["cert"] in ("high", "medium", "low")
        assert doubt["decision"] or doubt["hint"]
        if doubt["id"]:
            assert f'xml:id="{doubt["id"]}"' in lines[doubt["tei_line"] - 1]
    assert json.loads(json.dumps(imported.report)) == imported.report


def test_the_page_tells_everything_and_escapes_it(imported: Imported) -> None:
    page = report_page(imported.report).decode()
    tree = html.fromstring(page)
    assert len(tree.find_class("doubt")) == len(imported.report["doubts"])
    assert "<script>alert" not in page
    assert "<b>Camp" not in page
    rows = [[cell.text_content() for cell in row] for row in tree.find_class("ledger")[0].iter("tr")]
    camp = next(row for row in rows if "Camp" in row[0])
    assert camp[2:7] == ["1", "2", "1", "", "1"]
    ids = {node.get("id") for node in tree.iter() if node.get("id")}
    for link in tree.iter("a"):
        assert link.get("href", "")[1:] in ids


def test_a_snippet_of_the_report_decides_otherwise(imported: Imported, tmp_path: Path) -> None:
    snippet = next(d["overrule"] for d in imported.report["doubts"] if d["rule"] == "footnote-without-anchor")
    profile = tmp_path / "profile.toml"
    profile.write_text(snippet, encoding="utf-8")
    value = read(tmp_path / "book.txt", ImportOptions(profile=profile)).value
    assert value is not None
    assert b'place="bottom"' in imported.tei
    assert b'place="bottom"' not in value.tei
    assert "footnote-without-anchor" not in [doubt["rule"] for doubt in value.report["doubts"]]


def test_the_command_writes_both_forms(tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text(SOURCE, encoding="utf-8")
    arguments = ["import", str(tmp_path / "book.txt"), "-o", str(tmp_path / "book.xml")]
    arguments += ["--report", str(tmp_path / "r.html"), "--report", str(tmp_path / "r.json")]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["version"] == 1


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "report") -> list[str]:
    """What a value has against a JSON Schema: the few words of the language that ours uses."""
    if "$ref" in schema:
        return faults(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, at)
    known = {"$schema", "$defs", "title", "description", "type", "required", "properties", "additionalProperties"}
    known |= {"items", "prefixItems", "minItems", "maxItems", "minimum", "enum", "const"}
    assert not set(schema) - known, f"the check does not know {set(schema) - known}"
    names = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    types = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    found = []
    if types and not any(type(value) is names[name] for name in types):
        return [f"{at}: {type(value).__name__} is not {types}"]
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        found.append(f"{at}: {value!r} is not allowed")
    if isinstance(value, int) and value < schema.get("minimum", value):
        found.append(f"{at}: {value} is too small")
    if isinstance(value, dict):
        found += [f"{at}: no {key}" for key in schema.get("required", ()) if key not in value]
        own, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
        for key, part in value.items():
            if key not in own and rest is False:
                found.append(f"{at}: {key} is not known")
            found += faults(part, own.get(key, rest or {}), whole, f"{at}.{key}")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{at}: {len(value)} items")
        for n, part in enumerate(value):
            prefix = schema.get("prefixItems", [])
            found += faults(part, prefix[n] if n < len(prefix) else schema.get("items", {}), whole, f"{at}[{n}]")
    return found


def test_the_report_is_as_its_schema_says(imported: Imported, root: Path) -> None:
    schema = json.loads((root / "schemas" / "import-report.schema.json").read_text(encoding="utf-8"))
    assert faults(imported.report, schema, schema) == []
    assert not set(imported.report) - set(schema["properties"])
    broken = json.loads(json.dumps(imported.report))
    broken["doubts"][0]["cert"] = "perhaps"
    del broken["counts"]["tokens"]
    broken["blocks"][0][2] = "1"
    assert len(faults(broken, schema, schema)) == 3


def test_blocks_name_their_lines_in_both_files(imported: Imported) -> None:
    lines = imported.tei.decode().split("\n")
    blocks = imported.report["blocks"]
    assert len(blocks) == len({block[0] for block in blocks}) > 5
    for name, element, first, last, at in blocks:
        assert f"<{element} " in lines[at - 1]
        assert f'xml:id="{name}"' in lines[at - 1]
        assert 1 <= first <= last <= len(imported.lines)
    two = next(block for block in blocks if block[0] == "ch2.p1")
    assert two[2:4] == [SOURCE.split("\n").index("The aeroplanes came over the ice.¹") + 1] * 2


def test_the_place_of_a_doubt_is_marked_in_its_context(imported: Imported) -> None:
    marked = {d["rule"]: d["context"][slice(*d["context_mark"])] for d in imported.report["doubts"]}
    assert marked["not-closed"] == '"'
    assert all(doubt["overrule"] or doubt["edit"] for doubt in imported.report["doubts"])


def test_settings_that_are_proposed_are_settings() -> None:
    for setting, entry in doubts._SETTINGS.values():
        assert set(tomllib.loads(entry)) == {setting}
        assert setting in SETTINGS
    assert set(doubts._TREAT.values()) <= set(TREATMENTS)
    assert {*doubts._SETTINGS, *doubts._TREAT, *doubts._EDIT, *doubts._EMENDED} <= set(pages())


def test_each_rule_that_the_importer_names_has_its_manual_page(root: Path) -> None:
    named = set()
    for path in (root / "src" / "edition" / "sources" / "plaintext").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("doubt", "Diagnostic"):
                named |= {part.value for part in node.args[:1] if isinstance(part, ast.Constant)}
    assert len(named) > 20
    assert named <= set(pages())


def test_the_summary_counts_doubts_by_rule(imported: Imported) -> None:
    assert any(line.startswith("to look at: 1 footnote-without-anchor") for line in imported.summary)
    assert any(line.startswith("for information: ") and "1 not-closed" in line for line in imported.summary)

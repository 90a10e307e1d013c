"""What a project is validated by: its own ODD, RELAX NG and Schematron, the whole TEI, and what cannot be used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from edition.build import check_project
from edition.compiling import compile_files, write_compiled
from edition.diagnostic import EditionError, Severity
from edition.findings_format import format_junit
from edition.project import find
from edition.resources import resource
from edition.scaffold import new
from edition.tei import TEI
from samples import body

ODD = f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>Ours</title></titleStmt><publicationStmt><p/>
</publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<schemaSpec ident="ours" source="edition.odd" start="TEI"><moduleRef key="tei"/><moduleRef key="core"/>
<moduleRef key="header"/><moduleRef key="textstructure"/>
<elementSpec ident="p" module="core" mode="change"><constraintSpec ident="short" scheme="schematron"><constraint>
<sch:assert xmlns:sch="http://purl.oclc.org/dsdl/schematron" test="string-length(.) lt 20"
role="warning">Too long.</sch:assert>
</constraint></constraintSpec></elementSpec></schemaSpec></body></text></TEI>"""


def project(folder: Path, settings: str, content: str = '<p xml:id="p1">One.</p>') -> Path:
    (folder / "tei").mkdir()
    (folder / "schemas").mkdir()
    (folder / "tei" / "text.xml").write_bytes(body(content))
    (folder / "edition.toml").write_text(settings, encoding="utf-8")
    return folder


def rules(folder: Path) -> list[str]:
    found = check_project(find(folder)).diagnostics
    return [f"{d.severity.value} {d.rule}" for d in found if d.severity is not Severity.INFO]


def test_an_odd_of_ones_own(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        '[check]\nschema = "schemas/ours.odd"\n',
        '<p xml:id="p1">A paragraph that is long.</p><p xml:id="p2"><persName>A</persName></p>',
    )
    (folder / "schemas" / "ours.odd").write_text(ODD, encoding="utf-8")
    assert rules(folder) == ["warning p-short", "error unknown-element"]
    (folder / "edition.toml").write_text('[check]\nschema = "schemas/ours.odd"\nschematron = []\n', encoding="utf-8")
    assert rules(folder) == ["error unknown-element"]
    (folder / "schemas" / "ours.odd").write_text(ODD.replace('key="core"', 'key="cor"'), encoding="utf-8")
    with pytest.raises(EditionError, match='no module "cor"') as error:
        rules(folder)
    assert error.value.at is not None
    assert error.value.at.line == 3


def test_a_foreign_schema(tmp_path: Path) -> None:
    folder = project(tmp_path, '[check]\nschema = "schemas/any.rng"\n', "<p><persname>x</persname></p>")
    schema = folder / "schemas" / "any.rng"
    schema.write_bytes(resource("schemas/edition.rng").read_bytes())
    assert rules(folder) == ["error unknown-element"]
    (folder / "schemas" / "part.rng").write_bytes(resource("schemas/edition.rng").read_bytes())
    include = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="{}"/></grammar>'
    schema.write_text(include.format("part.rng"), encoding="utf-8")
    assert rules(folder) == ["error unknown-element"]
    schema.write_text(include.format("../../secret.rng"), encoding="utf-8")
    with pytest.raises(EditionError, match="lies in its folder"):
        rules(folder)
    schema.write_text('<grammar xmlns="http://relaxng.org/ns/structure/1.0">\n<start><ref name="a"/></start></grammar>')
    with pytest.raises(EditionError, match="not defined") as error:
        rules(folder)
    assert error.value.at is not None
    assert error.value.at.line == 2


def test_the_whole_tei(tmp_path: Path) -> None:
    folder = project(tmp_path, '[check]\nschema = "tei_all"\n', "<p><distinct>slang</distinct></p>")
    assert rules(folder) == []


def test_schematron_of_ones_own(tmp_path: Path) -> None:
    folder = project(tmp_path, '[check]\nschematron = ["schemas/own.sch"]\nphase = "proof"\n')
    (folder / "schemas" / "own.sch").write_text(
        f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3"><ns prefix="tei" uri="{TEI}"/>
        <phase id="proof"><active pattern="b"/></phase>
        <pattern id="a"><rule context="tei:p"><report test="true()">a</report></rule></pattern>
        <pattern id="b"><rule context="tei:p"><report test="true()" role="warning">b</report></rule></pattern>
        </schema>""",
        encoding="utf-8",
    )
    assert set(rules(folder)) == {"warning b"}
    code = "from edition.cli import main; import sys; sys.argv = ['edition', 'check', '--svrl', 'out']; main()"
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True)
    report = etree.parse(str(folder / "out" / "text.own.svrl")).getroot()
    assert report.get("phase") == "proof"


def test_a_copy_of_the_schema_that_is_old(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new(folder)
    assert rules(folder) == []
    path = folder / "schemas" / "edition.rng"
    path.write_bytes(path.read_bytes().replace(b"commentary", b"comment"))
    assert rules(folder) == ["warning schema-out-of-date"]
    write_compiled(compile_files(Path("edition.odd"), guide=False).value.files, folder / "schemas")
    assert rules(folder) == []


def test_editors_find_the_schema(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    new(folder)
    for name in ("tei/text.xml", "registers/registers.xml"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        named = [line.split('"')[1] for line in lines if line.startswith("<?xml-model")]
        assert named == ["../schemas/edition.rng", "../schemas/edition.sch"]
        assert all((folder / name).parent.joinpath(path).is_file() for path in named)
    assert "schemas/edition.rng" in (folder / ".vscode" / "settings.json").read_text(encoding="utf-8")


def test_an_odd_with_an_error_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.odd").write_text(ODD.replace('mode="change"', 'mode="chnage"'), encoding="utf-8")
    code = "from edition.cli import main; import sys; sys.argv = 'edition odd compile bad.odd -o out'.split(); main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert 'did you mean "change"?' in done.stdout
    assert not (tmp_path / "out").exists()


def test_junit(tmp_path: Path) -> None:
    folder = project(tmp_path, "", "<p><persname>\x7f</persname></p>")
    checked = check_project(find(folder))
    quiet = folder / "tei" / "other.xml"
    report = etree.fromstring(format_junit(checked.diagnostics, [quiet, *checked.value], root=folder))
    suites = {suite.get("name"): suite for suite in report}
    assert suites["tei/other.xml"].get("tests") == "1"
    failures = suites["tei/text.xml"].findall("testcase/failure")
    assert [failure.get("type") for failure in failures] == ["unknown-element"]
    assert report.get("failures") == "1"

"""The checks: every rule's own examples, the manual, references across files, allowances, and others' TEI."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from edition.checks import PROFILES, RULES, Options, apply_allowances, check, explain, pages, rule_id, rule_names
from edition.checks import chosen as chosen_rules
from edition.checks import released as released_rules
from edition.diagnostic import Diagnostic, EditionError, Location, Severity
from edition.document import Document, parse
from edition.findings_format import format_github, format_json, format_sarif, format_text, summary
from edition.lock import Lock, read_lock
from edition.tei import TEI
from literate import Case, cases
from samples import body, document

HEADER = """<teiHeader><fileDesc><titleStmt><title>A ship</title><editor xml:id="editor">E. Editor</editor></titleStmt>
<publicationStmt><publisher>A Press</publisher><availability><p>Free to use.</p></availability></publicationStmt>
<sourceDesc><listWit><witness xml:id="A">A</witness><witness xml:id="B">B</witness></listWit>
<listPerson><person xml:id="chkalov"><persName>Valery Chkalov</persName></person></listPerson>
<listPlace><place xml:id="moscow"><placeName>Moscow</placeName></place></listPlace></sourceDesc></fileDesc>
<encodingDesc><listPrefixDef><prefixDef ident="reg" matchPattern="(.+)" replacementPattern="#$1"/></listPrefixDef>
</encodingDesc><profileDesc><langUsage><language ident="en">English</language><language ident="ru">Russian</language>
</langUsage></profileDesc></teiHeader>"""


#: Rules that find something only where a project has set them up.
CHOSEN = (chosen_rules.unexpected_id, chosen_rules.unexpected_character, chosen_rules.date_outside_span)


#: Rules of the lock file, whose examples are such files.
LOCKED = (released_rules.vanished_id, released_rules.reused_id, released_rules.redirect_to_nothing)


def lock_of(folder: Path, text: str) -> Lock | None:
    (folder / "edition.lock").write_text(text, encoding="utf-8")
    return read_lock(folder / "edition.lock")


def example(fragment: str) -> bytes:
    """A whole document around an example of the manual."""
    if fragment.startswith("<TEI"):
        return fragment.encode()
    header, text = (
        HEADER,
        f'<text xml:lang="en"><body><div><p xml:id="p0">One.</p></div><div>{fragment}</div></body></text>',
    )
    if fragment.startswith("<teiHeader"):
        header, text = fragment, '<text xml:lang="en"><body><p>One.</p></body></text>'
    elif fragment.startswith("<text"):
        text = fragment
    elif fragment.startswith("<div"):
        text = f'<text xml:lang="en"><body><div><p xml:id="p0">One.</p></div>{fragment}</body></text>'
    return f'<TEI xmlns="{TEI}">{header}{text}</TEI>'.encode()


def fences(page: str) -> list[str]:
    return re.findall(r"```\w+\n(.*?)\n```", page, re.DOTALL)


def rules_of(source: bytes | Document) -> list[str]:
    read = source if isinstance(source, Document) else document(source, Path("tei/t.xml"))
    return [finding.rule for finding in check([read])]


@pytest.mark.parametrize("rule", [*RULES, *(rule for rules in PROFILES.values() for rule in rules)], ids=rule_id)
def test_the_examples_of_a_rule(rule: object, tmp_path: Path) -> None:
    page = inspect.getdoc(rule) or ""
    fails, passes = fences(page)
    profiles = () if rule in RULES else tuple(PROFILES)
    if rule in LOCKED:
        # The examples are lock files of a project with one paragraph.
        one = [document(example("<p>Two.</p>"), Path("tei/t.xml"))]
        found = {
            name: check(one, rules=map(rule_id, LOCKED), options=Options(lock=lock_of(tmp_path, text)))
            for name, text in (("fails", fails), ("passes", passes))
        }
        assert [finding.rule for finding in found["fails"]] == [rule_id(rule)]  # type: ignore[arg-type]
        assert found["passes"] == ()
        return
    chosen = Options(("person=[a-z-]+",), "À-ž–—‘’“”…", "1887..1939") if rule in CHOSEN else Options()
    failing = check([document(example(fails), Path("tei/t.xml"))], profiles=profiles, options=chosen)
    assert rule_id(rule) in [finding.rule for finding in failing]  # type: ignore[arg-type]
    found = check(
        [document(example(passes), Path("tei/t.xml"))],
        rules=None if rule in RULES else [rule_id(rule)],
        options=chosen,
    )  # type: ignore[arg-type]
    assert rule_id(rule) not in [finding.rule for finding in found]  # type: ignore[arg-type]
    assert not [finding for finding in found if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_page_has_its_parts(name: str) -> None:
    page = pages()[name]
    assert re.fullmatch(r"[A-Z].*\.", page.partition("\n")[0])
    for part in ("\n\nWhat: ", "\n\nWhy: ", "\n\nFails:\n\n```", "\n\nPasses:\n\n```"):
        assert page.count(part) == 1, part
    assert explain(name).startswith(f"{name}: ")


def rule_ids_in_the_code(root: Path) -> dict[str, str]:
    """Every rule id that a Diagnostic is made with, in Python and in the stylesheets, and where."""
    found: dict[str, str] = {}
    makers = {"Diagnostic", "finding", "add", "doubt"}
    for path in sorted((root / "src" / "edition").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "rule")]
            for value in given if name in makers else []:
                if isinstance(value, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)+", str(value.value)):
                    found[str(value.value)] = path.name
    for path in sorted((root / "xslt").rglob("*.xsl")):
        for match in re.finditer(r'<ed:finding[^>]*\srule="([a-z-]+)"', path.read_text(encoding="utf-8")):
            found[match[1]] = path.name
    return found


def test_every_rule_in_the_code_has_a_page(root: Path) -> None:
    found = rule_ids_in_the_code(root)
    assert len(found) > 30
    known = pages()
    assert not {rule: file for rule, file in found.items() if rule not in known}, "write a page: checks/elsewhere.py"


def test_the_manual_is_fresh(root: Path, accept: bool) -> None:
    parts = [
        "# Rules\n\nWhat `edition` finds, and what to do about it. `edition explain RULE` shows the same page. "
        "Generated from the rules; `pytest --accept` renews it.\n"
    ]
    parts += [
        "| rule | what it finds |\n|-|-|",
        *(f"| [{name}](#{name}) | {line} |" for name, line in rule_names()),
        "",
    ]
    for name, page in sorted(pages().items()):
        title, _, rest = page.partition("\n")
        rest = re.sub(r"^(What|Why|Fails|Passes):", r"**\1:**", rest.strip("\n"), flags=re.MULTILINE)
        parts.append(re.sub("(?<!`)``(?!`)", "`", f"## {name}\n\n{title}\n\n{rest}\n"))
    made = "\n".join(parts)
    page_file = root / "docs" / "rules.md"
    if accept:
        page_file.write_text(made, encoding="utf-8")
    assert page_file.read_text(encoding="utf-8") == made, "accept with: pytest --accept"


def test_unknown_rules_are_refused_with_the_nearest() -> None:
    with pytest.raises(EditionError) as error:
        explain("unresolved-refernce")
    assert "unresolved-reference" in error.value.hint
    with pytest.raises(EditionError):
        check([], rules=["no-such-rule"])


def test_chosen_rules_only() -> None:
    source = document(body('<p/><p xml:id="a"/><p xml:id="a">b</p>'))
    assert {finding.rule for finding in check([source], rules=["duplicate-id"])} == {"duplicate-id"}


@pytest.mark.parametrize("case", cases("check"), ids=lambda case: case.path.stem)
def test_literate_cases(case: Case, accept: bool) -> None:
    source = document(case.fences["tei"].encode(), Path("tei/case.xml"))
    found = "\n".join(f"{f.severity.value} {f.rule} {f.at.line}:{f.at.column}" for f in check([source]))
    case.check({"findings": found}, accept)


def project(folder: Path, **files: str) -> list[Document]:
    """A project on disk: tei__text="<p/>" becomes tei/text.xml."""
    documents = []
    for name, content in files.items():
        path = folder / (name.replace("__", "/") + ".xml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'<TEI xmlns="{TEI}" xml:lang="en">{content}</TEI>', encoding="utf-8")
        result = parse(path)
        assert result.value is not None
        documents.append(result.value)
    return documents


REGISTER = f"""{HEADER}<standOff><listPerson><person xml:id="shmidt-o-yu"><persName>Shmidt</persName></person>
</listPerson><listPlace><place xml:id="igarka"><placeName>Igarka</placeName></place></listPlace></standOff>"""
TEXT_HEADER = HEADER.replace('"#$1"', '"../registers/registers.xml#$1"')


@pytest.mark.parametrize(
    ("pointer", "rule", "hint"),
    [
        ("reg:shmidt-o-yu", None, ""),
        ("../registers/registers.xml#shmidt-o-yu", None, ""),
        ("#shmidt-o-yu", "unresolved-reference", 'write "reg:shmidt-o-yu"'),
        ("reg:schmidt-o-yu", "unresolved-reference", 'did you mean "reg:shmidt-o-yu"?'),
        (
            "../registers/register.xml#shmidt-o-yu",
            "unresolved-reference",
            'did you mean "../registers/registers.xml#shmidt-o-yu"?',
        ),
        ("#Chkalov", "unresolved-reference", 'did you mean "#chkalov"?'),
        ("chkalov", "unresolved-reference", 'did you mean "#chkalov"?'),
        ("reg:igarka", "wrong-kind-of-reference", "it must lead to a <person>"),
        ("rge:shmidt-o-yu", "undeclared-prefix", 'did you mean "reg:"?'),
        ("https://example.org/#nobody", None, ""),
        ("mailto:nobody@example.org", None, ""),
    ],
)
@pytest.mark.parametrize("alone", [False, True], ids=["project", "one-file"])
def test_references_across_files(tmp_path: Path, pointer: str, rule: str | None, hint: str, alone: bool) -> None:
    text = f'{TEXT_HEADER}<text><body><p>To <persName ref="{pointer}">him</persName>.</p></body></text>'
    documents = project(tmp_path, tei__text=text, registers__registers=REGISTER)
    found = [f for f in check(documents[:1] if alone else documents) if f.severity is Severity.ERROR]
    assert [finding.rule for finding in found] == ([rule] if rule else [])
    if found and not alone:
        assert hint in found[0].hint


def test_images(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    (root / "tei" / "images").mkdir(parents=True)
    (root / "tei" / "images" / "Ship.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "secret.svg").write_text("<svg/>", encoding="utf-8")
    figures = "".join(
        f'<figure><graphic url="{url}"/><figDesc>A ship</figDesc></figure>'
        for url in (
            "images/Ship.svg",
            "images/ship.svg",
            "../../secret.svg",
            "/secret.svg",
            "https://example.org/a.svg",
        )
    )
    documents = project(root, tei__text=f"{HEADER}<text><body><p>One.</p>{figures}</body></text>")
    found = check(documents, rules=["missing-image", "image-outside-project"])
    assert sorted(f.rule for f in found) == ["image-outside-project", "image-outside-project", "missing-image"]
    assert any('did you mean "Ship.svg"' in f.hint for f in found)


def test_columns_count_letters_not_bytes() -> None:
    found = check([document(body('\n<p>Льды и <persName ref="#nobody">он</persName></p>'))])
    assert [f.at.column for f in found if f.rule == "unresolved-reference"] == [11]


PLACE = Location(Path("edition.toml"), 3)


@dataclass(frozen=True)
class Allowed:
    rule: str
    at: str
    reason: str = "it is so in the print"
    location: Location = PLACE


def finding(rule: str = "empty-note", line: int = 4, path: str = "tei/a.xml") -> Diagnostic:
    return Diagnostic(rule, Severity.WARNING, "it is empty", Location(Path(path), line, 2), "fill it")


@pytest.mark.parametrize("at", ["tei/a.xml", "tei/a.xml:4", "tei/a.xml:4:2", "tei/*", "*", "tei/a.xml:*"])
def test_an_allowance_covers(at: str) -> None:
    assert apply_allowances([finding()], [Allowed("empty-note", at)], Path.cwd()) == []


@pytest.mark.parametrize("at", ["tei/b.xml", "tei/a.xml:5", "a.xml"])
def test_an_allowance_for_another_place_is_unused(at: str) -> None:
    left = apply_allowances([finding()], [Allowed("empty-note", at)], Path.cwd())
    assert [f.rule for f in left] == ["empty-note", "unused-allowance"]
    assert left[1].severity is Severity.WARNING


def test_an_allowance_needs_a_reason_and_a_rule() -> None:
    left = apply_allowances([finding()], [Allowed("empty-note", "*", " "), Allowed("empty-ntoe", "*")], Path.cwd())
    assert {f.rule: f.severity for f in left} == {
        "empty-note": Severity.WARNING,
        "allowance-without-reason": Severity.ERROR,
        "unused-allowance": Severity.WARNING,
    }
    assert 'did you mean "empty-note"' in left[-1].hint


def test_text_form() -> None:
    long = "x" * 300 + "<b/>" + "y" * 300
    found = [
        finding(),
        Diagnostic("long-line", Severity.ERROR, "wrong", Location(Path("tei/a.xml"), 5, 301)),
        finding(path="tei/b.xml"),
        finding(line=0, path="tei/c.xml"),
    ]
    text = format_text(found, {Path("tei/a.xml"): ["", "", "", "\t<note/>", long]}, root=Path.cwd())
    lines = text.splitlines()
    assert lines[:4] == [
        "tei/a.xml:4:2: warning[empty-note] it is empty",
        "  4 | <note/>",
        "    | ^",
        "  hint  fill it      more: edition explain empty-note",
    ]
    assert lines[5].startswith("  5 | … x")
    assert lines[5].endswith("y …")
    assert lines[5][lines[6].index("^")] == "<"
    assert len(lines[5]) < 120
    assert lines[-1] == "1 error, 3 warnings in 3 files"
    assert "\x1b" not in text
    assert "\x1b[31;1merror[long-line]\x1b[0m" in format_text(found, colour=True)
    assert summary([]) == "nothing found"


def test_json_form() -> None:
    data = json.loads(format_json([finding()]))
    assert data["summary"] == {"error": 0, "warning": 1, "info": 0}
    assert data["findings"][0]["file"] == "tei/a.xml"
    assert data["findings"][0]["line"] == 4


def test_sarif_form(tmp_path: Path) -> None:
    at = Location(tmp_path / "tei" / "a b.xml", 4, 2)
    found = [
        Diagnostic("empty-note", Severity.INFO, "it is empty", at, "fill it", (("here", at),)),
        Diagnostic("empty-note", Severity.ERROR, "no place"),
    ]
    log = json.loads(format_sarif(found, pages(), root=tmp_path))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["empty-note"]
    assert run["tool"]["driver"]["rules"][0]["help"]["text"].startswith("What: ")
    placed = next(result for result in run["results"] if "locations" in result)
    assert placed["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "tei/a%20b.xml"},
        "region": {"startLine": 4, "startColumn": 2},
    }
    assert placed["relatedLocations"][0]["message"]["text"] == "here"
    assert {result["level"] for result in run["results"]} == {"note", "error"}
    assert all(result["ruleIndex"] == 0 and result["message"]["text"] for result in run["results"])


def test_github_form() -> None:
    odd = Diagnostic("empty-note", Severity.WARNING, "100 %: a,b", Location(Path("a,b.xml"), 4, 2), "fill it")
    assert format_github([odd]) == "::warning file=a%2Cb.xml,line=4,col=2,title=empty-note::100 %25: a,b%0Afill it\n"
    assert format_github([]) == ""


ODD_TEI = {
    "p4": "<TEI.2><teiHeader/><text><body><p>x</p></body></text></TEI.2>",
    "not-tei": "<html><body>x</body></html>",
    "fragment": f'<div xmlns="{TEI}"><p xml:id="a" ref="#b">x</p></div>',
    "examples": f'<TEI xmlns="{TEI}">{HEADER}<text><body><p><egXML xmlns="http://www.tei-c.org/ns/Examples">'
    '<p xml:id="x" corresp="#y"><TEI xmlns="http://www.tei-c.org/ns/1.0"/></p></egXML></p></body></text></TEI>',
    "corpus": f'<teiCorpus xmlns="{TEI}">{HEADER}<TEI>{HEADER}<text><body><p>x</p></body></text></TEI></teiCorpus>',
    "prefixed": f'<t:TEI xmlns:t="{TEI}"><t:teiHeader/><t:text><t:body><t:p/></t:body></t:text></t:TEI>',
    "bad-prefix": f'<TEI xmlns="{TEI}"><teiHeader><encodingDesc><listPrefixDef><prefixDef ident="r" matchPattern="(("'
    ' replacementPattern="$9"/><prefixDef ident="s" matchPattern="(.*)" replacementPattern="s:$1"/></listPrefixDef>'
    '</encodingDesc></teiHeader><text><body><p corresp="r:x s:y %%% # #( ///">x</p></body></text></TEI>',
    "deep": f'<TEI xmlns="{TEI}"><text><body>{"<div>" * 200}<p>x</p>{"</div>" * 200}</body></text></TEI>',
}


@pytest.mark.parametrize("name", sorted(ODD_TEI))
def test_odd_tei_gives_findings_and_no_crash(name: str) -> None:
    source = document(ODD_TEI[name].encode(), Path("odd.xml"))
    found = check([source])
    assert summary(found) in format_text(found, {Path("odd.xml"): source.lines()})
    if name in ("p4", "not-tei"):
        assert [f.rule for f in found] == ["not-tei"]
    elif name != "corpus":
        assert any(f.severity is Severity.ERROR for f in found)


def test_checks_need_no_stylesheets() -> None:
    code = "import sys, edition.checks, edition.findings_format; assert 'saxonche' not in sys.modules; print('fine')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "fine\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(ids=("person=[a-",)), "no expression"),
        (Options(ids=("person",)), "says nothing"),
        (Options(characters="ž-À"), "cannot be read"),
        (Options(dates="1939..1887"), "no span"),
    ],
)
def test_settings_of_rules_that_cannot_be_read(options: Options, said: str) -> None:
    with pytest.raises(EditionError, match=said):
        check([document(body('<p xml:id="a"><date when="1934">x</date></p>'))], options=options)


def test_an_id_that_is_none_is_told_once() -> None:
    found = check([document(body('<p xml:id="1a">b</p>'))])
    assert [finding.rule for finding in found] == ["invalid-id"]

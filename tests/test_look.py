"""The look of a website: colours, fonts, figures, logo, style sheet of the project, renditions of the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.build import build
from edition.diagnostic import EditionError
from edition.editions.html.fonts import font_styles
from edition.editions.html.renditions import rendition_rules
from edition.editions.html.theme import look_styles
from edition.editions.look import Look, contrast, low_contrast
from edition.project import find
from edition.resources import resource
from edition.scaffold import new

COLOUR = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def project(folder: Path, settings: str) -> Path:
    new(folder, title="A Title")
    path = folder / "edition.toml"
    path.write_text(path.read_text(encoding="utf-8") + f"\n[website]\n{settings}\n", encoding="utf-8")
    return folder


def built(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    result = build(find(folder), only=["html"])
    assert result.value is not None
    return result.value.files, [finding.rule for finding in result.diagnostics]


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_our_own_colours_can_be_read() -> None:
    text = resource("xslt/html/style/00-theme.css").read_text(encoding="utf-8")
    schemes = re.findall(
        r"--paper: (#\w+); --ink: (#\w+); --quiet: (#\w+);.*?--accent: (#\w+); --hit: (#\w+); --hit-line: #\w+; "
        r"--panel: (#\w+)",
        text,
    )
    assert len(schemes) == 4
    for paper, ink, quiet, accent, hit, panel in schemes:
        for colour in (ink, quiet, accent):
            assert contrast(colour, paper) >= 7, (colour, paper)
        for colour in (ink, quiet):
            assert contrast(colour, panel) >= 7, (colour, panel)
        for colour in (ink, accent):
            assert contrast(colour, hit) >= 7, (colour, hit)


@given(COLOUR, COLOUR, COLOUR)
def test_what_is_quiet_can_be_read_wherever_the_ink_can(paper: str, ink: str, accent: str) -> None:
    look = Look(colours={"paper": paper, "ink": ink, "accent": accent})
    told = low_contrast(look)
    assert ("low-contrast" in {finding.rule for finding in told}) == (
        min(contrast(ink, paper), contrast(accent, paper)) < 7
    )
    quiet = re.search(r"--quiet: (#\w+)", look_styles(look).decode())
    assert quiet is not None
    assert contrast(quiet[1], paper) >= min(7.0, contrast(ink, paper)) - 1e-9


def test_colours_figures_and_lines_are_set(tmp_path: Path) -> None:
    files, rules = built(project(tmp_path / "p", 'accent = "#0b4a6f"\nfigures = "lining"\nalign = "justified"'))
    styles = files["html/style.css"].decode()
    assert "--accent: #0b4a6f" in styles and "--figures: lining-nums" in styles and "text-align: justify" in styles
    assert "low-contrast" not in rules


def test_a_pale_colour_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", 'accent = "#e06060"')
    result = build(find(folder), only=["html"])
    finding = next(one for one in result.diagnostics if one.rule == "low-contrast")
    assert "#e06060" in finding.message and finding.at.path == (folder / "edition.toml").resolve()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('accent = "red"', "is no colour"),
        ('accent = "#12345"', "is no colour"),
        ('font = "fonts/none.woff2"', "no such file"),
        ('logo = "../outside.svg"', "outside the project"),
        ('figures = "roman"', "cannot be"),
        ('colour = "#123456"', "has no setting"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, settings: str, told: str) -> None:
    with pytest.raises(EditionError, match=told):
        find(project(tmp_path / "p", settings))


def test_a_file_of_another_kind_is_no_font(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", 'font = "font.txt"')
    (folder / "font.txt").write_text("x", encoding="utf-8")
    with pytest.raises(EditionError, match=r'font in \[website\] cannot be "font.txt"'):
        find(folder)


def test_a_font_a_logo_and_a_style_sheet_of_the_project_are_used(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", 'font = "own.woff2"\nlogo = "seal.svg"')
    (folder / "own.woff2").write_bytes(b"wOF2 not really")
    (folder / "seal.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (folder / "xslt").mkdir(exist_ok=True)
    (folder / "xslt" / "custom.css").write_text("h1 { color: var(--accent); }\n", encoding="utf-8")
    files, _ = built(folder)
    assert b"data:font/woff2;base64,d09GMiBub3QgcmVhbGx5" in files["html/style.css"]
    assert files["html/style.css"].endswith(b"h1 { color: var(--accent); }\n")
    assert files["html/fonts.css"] == b""
    assert files["html/logo.svg"].startswith(b"<svg")
    assert b'<img class="logo" src="logo.svg" alt="A Title">' in files["html/index.html"]


def test_system_fonts_embed_nothing(tmp_path: Path) -> None:
    files, _ = built(project(tmp_path / "p", 'font = "system"'))
    assert files["html/fonts.css"] == b"" and b"data:font" not in files["html/style.css"]


def test_names_can_be_words_like_others(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", 'names = "off"')
    files, _ = built(folder)
    assert not [name for name, data in files.items() if b'<a class="name' in data]


def test_only_what_the_pages_have_letters_for_is_embedded() -> None:
    if not resource("vendor/fonts/fonts.json").is_file():
        pytest.skip("this checkout has no fonts: they are made when the package is installed")
    latin, russian = font_styles(set("abc")), font_styles(set("abcшщ"))
    assert latin.count(b"@font-face") == 2 and russian.count(b"@font-face") == 4
    assert len(font_styles(set("abcāшщ"))) <= 350_000, "the budget for Latin, Latin Extended and Cyrillic"
    assert font_styles(set("ἄ")).count(b"@font-face") == 4


def test_renditions_set_letters_and_nothing_else() -> None:
    declared = {
        "a": "writing-mode: vertical-rl; background: url(http://x/y); position: fixed; top: 0",
        "b": "color: red; width: 9999px; margin-left: -9999px; font-size: 400em",
        'c"] *': "font-style: italic",
        "d": "letter-spacing: 0.2em; content: '}</style>'",
    }
    text = rendition_rules(declared).decode()
    assert text.splitlines() == [
        '[data-rendition~="a"] { writing-mode: vertical-rl; }',
        '[data-rendition~="c\\"] *"] { font-style: italic; }',
        '[data-rendition~="d"] { letter-spacing: 0.2em; }',
    ]


@given(st.text(max_size=60))
def test_no_declaration_leaves_its_rule(text: str) -> None:
    rules = rendition_rules({"x": f"font-style: italic; {text}"}).decode()
    assert rules.count("{") == 1 and rules.count("}") == 1
    assert "url" not in rules.lower().replace("curl", "") or "url(" not in rules.lower()


def labelled(folder: Path, labels: str, language: str = "") -> Path:
    new(folder, title="A Title")
    (folder / "xslt").mkdir(exist_ok=True)
    (folder / "xslt" / "labels.xml").write_text(labels, encoding="utf-8")
    path = folder / "edition.toml"
    text = path.read_text(encoding="utf-8")
    if language:
        path.write_text(text.replace('language = "en"', f'language = "{language}"'), encoding="utf-8")
    return folder


def test_a_project_has_words_of_its_own_and_a_language_of_its_own(tmp_path: Path) -> None:
    labels = '<labels><label id="contents"><en>What is in it</en><it>Indice &lt;generale></it></label></labels>'
    files, _ = built(labelled(tmp_path / "en", labels))
    assert b"What is in it" in files["html/index.html"]
    files, _ = built(labelled(tmp_path / "it", labels, "it"))
    page = files["html/index.html"].decode()
    assert '<html lang="it">' in page and "Indice &lt;generale&gt;" in page
    assert "About this edition" in page, "a word that is missing is said in English"


@pytest.mark.parametrize(
    ("labels", "language", "told"),
    [
        ('<labels><label id="content"><en>X</en></label></labels>', "", 'there is no label "content"'),
        ("<labels><word>X</word></labels>", "", "<word> is no label"),
        ('<labels><label id="contents"><English>X</English></label></labels>', "", "<English> is no language"),
        ('<labels><label id="contents">', "", "cannot be read"),
        ("<labels/>", "it", 'cannot be "it"'),
        ('<!DOCTYPE labels [<!ENTITY x SYSTEM "/etc/passwd">]><labels>&x;</labels>', "", "cannot be read"),
    ],
)
def test_labels_that_cannot_be_are_refused(tmp_path: Path, labels: str, language: str, told: str) -> None:
    with pytest.raises(EditionError, match=told):
        find(labelled(tmp_path / "p", labels, language))

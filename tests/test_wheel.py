"""The wheel: built, installed into an empty environment, and run from an empty folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.mark.slow
def test_the_wheel_carries_all_and_works(root: Path, tmp_path: Path) -> None:
    def run(*command: object, cwd: Path = tmp_path) -> None:
        done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    quiet = ("--quiet", "--disable-pip-version-check")
    source = tmp_path / "source"
    source.mkdir()
    for name in ("src", "xslt", "schemas", *(["vendor"] if (root / "vendor" / "made-by").exists() else [])):
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(root / name, source / name)
    run(sys.executable, "-m", "pip", "wheel", *quiet, "--no-deps", "--wheel-dir", tmp_path, source)
    wheel = next(tmp_path.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    vendored = ("vendor/fonts/latin-normal.woff2", "vendor/fonts/LICENSE", "vendor/world-atlas/countries-50m.json")
    for part in (
        "xslt/params.xsl",
        "xslt/html/html.xsl",
        "xslt/html/style/10-page.css",
        "schemas/edition.rng",
        *vendored,
    ):
        assert f"edition/data/{part}" in names

    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    run(home / "bin" / "python", "-m", "pip", "install", *quiet, wheel)
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "book.txt").write_text("1. One\n\nIce.\n\n2. Two\n\nSnow.\n", encoding="utf-8")
    compiled = ["odd", "compile", "edition.odd", "-o", "guide"]
    imported = ["import", "book.txt", "--report", "r.html", "--proof", "p.html", "--corrections", "c.tsv"]
    for command in (["new", "mine"], ["check", "mine"], ["build", "mine"], compiled, imported):
        run(home / "bin" / "edition", *command, cwd=empty)
    assert (empty / "guide" / "guide" / "element-note.html").exists()
    for page in ("r.html", "p.html"):
        assert "<style>:root" in (empty / page).read_text(encoding="utf-8")
    assert (empty / "mine" / "output" / "pdf" / "text.pdf").read_bytes().startswith(b"%PDF")

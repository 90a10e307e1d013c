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
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    source = tmp_path / "source"
    shutil.copytree(
        root,
        source,
        ignore=lambda folder, names: (
            [n for n in names if n in {".git", ".venv", "output", "dist"} or n.startswith(".")]
            if Path(folder) == root
            else []
        ),
    )
    done = subprocess.run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wheel = next(tmp_path.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "data/xslt/params.xsl",
        "data/xslt/html/html.xsl",
        "data/xslt/html/style.css",
        "data/schemas/edition.rng",
    ):
        assert f"edition/{part}" in names
    assert not [name for name in names if "tei/" in name or "tests" in name]

    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    for command in (["new", "mine"], ["check", "mine"], ["build", "mine"]):
        done = subprocess.run(
            [home / "bin" / "edition", *command], cwd=empty, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (empty / "mine" / "output" / "pdf" / "text.pdf").read_bytes().startswith(b"%PDF")

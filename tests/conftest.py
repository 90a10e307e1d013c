"""What every test may ask for: the accept flag, the repository's root, the source book where it is present."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected parts of literate cases")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def book() -> Path:
    """The source book. It is under copyright and never part of the project."""
    folder = Path(os.environ.get("EDITION_BOOK", ROOT.parent / "shared" / "book"))
    path = folder if folder.is_file() else folder / "stalins-terror.txt"
    if not path.is_file():
        pytest.skip("the source book is not here: set EDITION_BOOK to its folder to run this test")
    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium to drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    pytest.skip("no Chromium on this machine: install one to run the browser tests")

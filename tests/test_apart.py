"""Work done apart: the same values and the same errors as here, whether or not a process can be forked."""

from __future__ import annotations

import os

import pytest

from edition.apart import apart
from edition.diagnostic import EditionError


def fail() -> int:
    raise EditionError("it cannot be", "do otherwise")


def die_elsewhere(here: int) -> str:
    if os.getpid() != here:
        os._exit(3)
    return "done here"


@pytest.fixture(params=["in a process", "here"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "here":
        monkeypatch.setenv("EDITION_ONE_PROCESS", "1")
    return str(request.param)


def test_what_is_returned_comes_back(way: str) -> None:
    works = [apart(pow, 2, exponent) for exponent in range(20)]
    assert [work.result() for work in works] == [2**exponent for exponent in range(20)], way


def test_much_comes_back(way: str) -> None:
    assert len(apart(bytes, 9_000_000).result()) == 9_000_000, way


def test_what_is_raised_is_raised(way: str) -> None:
    with pytest.raises(EditionError, match="it cannot be") as caught:
        apart(fail).result()
    assert caught.value.hint == "do otherwise", way


def test_what_dies_is_done_here() -> None:
    assert apart(die_elsewhere, os.getpid()).result() == "done here"

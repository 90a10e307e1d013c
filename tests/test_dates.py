"""Dates as they are written, in four languages; what is no day of the calendar is no date."""

from __future__ import annotations

import pytest

from edition.sources.plaintext.dates import dates_in


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("March 8-16, 1921", {"from": "1921-03-08", "to": "1921-03-16"}),
        ("July 21- August 6, 1920", {"from": "1920-07-21", "to": "1920-08-06"}),
        ("8.-16. März 1921", {"from": "1921-03-08", "to": "1921-03-16"}),
        ("28 марта – 2 апреля 1922", {"from": "1922-03-28", "to": "1922-04-02"}),
        ("28 марта по 2 апреля 1922", {"from": "1922-03-28", "to": "1922-04-02"}),
        ("le 14 juillet 1789", {"when": "1789-07-14"}),
        ("am 1. Mai 1890", {"when": "1890-05-01"}),
        ("June 1937", {"when": "1937-06"}),
        ("1937", {"when": "1937"}),
        ("1914-18", {"from": "1914", "to": "1918"}),
        ("1914–1918", {"from": "1914", "to": "1918"}),
        ("February 30, 1921", {"when": "1921"}),
        ("page 1937a 12345", None),
        ("nothing", None),
    ],
)
def test_a_date(text: str, want: dict[str, str] | None) -> None:
    assert [one.attributes for one in dates_in(text)] == ([want] if want else [])

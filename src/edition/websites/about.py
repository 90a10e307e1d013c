"""The page about the edition, completed: what is known only when everything is made.

In: the page that xslt/html made, with a place (``data-about``) for each part; the facts of the website, the statistics
of the text, the losses of its editions, its downloads. Out: the page with those parts in words and numbers. A part of
which nothing is known leaves no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import quote

from edition.websites.statistics import Statistics

__all__ = ["Download", "completed_page", "number", "size"]

#: What parts thousands and what parts decimals, by the language of the interface; others part by a narrow space.
_SIGNS: Final = {"en": (",", "."), "de": (".", ","), "fr": ("\u202f", ","), "ru": ("\u00a0", ",")}
#: Registers by their stems, in the order of the website.
_REGISTERS: Final = ("persons", "places", "organisations", "events", "bibliography")
#: What the loss report counts as left out, by the labels that say it.
_OMISSIONS: Final = {
    "teiHeader": "teiHeader",
    "registers": "registers",
    "other sides of choice": "sides",
    "readings of the apparatus": "readings",
    "deletions": "deletions",
    "residue of the scan": "residue",
    "heads of collections of notes": "heads",
    "note marks of the source": "marks",
    "descriptions of figures": "figDesc",
    "index terms": "index",
    "descriptions": "desc",
}
#: Editions whose names are the same in all languages.
_NAMED: Final = {"epub": "EPUB", "paged": "HTML (CSS Paged Media)"}
#: Languages with a smaller share than this, in per cent, are told as less than it.
_LEAST: Final = 0.1


#: The place of a part in the page.
_PLACE: Final = '<div data-about="{}"></div>'


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the website offers: which of the forms, its address from the page, its ending, its size in bytes."""

    form: str
    href: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the interface, and how its language writes numbers."""

    words: Mapping[str, str]
    language: str

    def __call__(self, name: str, *values: str) -> str:
        word = str(self.words.get(name, name))
        for value in values:
            word = word.replace("{}", value, 1)
        return escape(word, quote=False)

    def number(self, count: int) -> str:
        return number(count, self.language)


def number(count: int, language: str) -> str:
    """A number as a language writes it: 1,131 or 1.131 or 1 131."""
    return f"{count:,}".replace(",", _SIGNS.get(language, _SIGNS["fr"])[0])


def _decimal(value: float, language: str) -> str:
    return f"{value:.1f}".replace(".", _SIGNS.get(language, _SIGNS["fr"])[1])


def _share(part: int, whole: int, language: str) -> str:
    """A part of a whole in per cent; what rounds to nothing is less than the least."""
    sign = "%" if language == "en" else "\u00a0%"
    percent = 100 * part / whole
    if percent < _LEAST:
        return f"< {_decimal(_LEAST, language)}{sign}"
    # What is not all is never called all of it.
    return f"{_decimal(min(percent, 99.9) if part < whole else percent, language)}{sign}"


def size(count: int, language: str, words: Mapping[str, str]) -> str:
    """The size of a file: 812 B, 64 KB, 1.2 MB (of 1,000 each)."""
    if count < 1000:
        return f"{count} {words.get('about-b', 'B')}"
    if count < 999_500:
        return f"{number(round(count / 1000), language)} {words.get('about-kb', 'KB')}"
    return f"{_decimal(count / 1_000_000, language)} {words.get('about-mb', 'MB')}"


def completed_page(
    page: bytes,
    facts: Mapping[str, Any],
    statistics: Statistics,
    losses: Iterable[Mapping[str, Any]],
    downloads: Sequence[Download],
) -> bytes:
    """The page with its places filled."""
    about = facts.get("about", {})
    words = _Words(about.get("words", {}), str(facts.get("citing", {}).get("lang", "en")))
    parts = {
        "downloads": _downloads(downloads, words),
        "languages": _languages(statistics, about, words),
        "statistics": _statistics(statistics, facts, words),
        "losses": _losses(list(losses), words),
    }
    source = page.decode("utf-8")
    for name, part in parts.items():
        source = source.replace(_PLACE.format(name), part, 1)
    source = source.replace(_PLACE.format("sections"), _contents(source, words), 1)
    return source.encode("utf-8")


def _contents(source: str, words: _Words) -> str:
    """The sections of the page, as links to them."""
    heads = re.findall(r'<h2 id="(about-[^"]+)">([^<]*)</h2>', source)
    links = "".join(f'<li><a href="#{name}">{head}</a></li>' for name, head in heads)
    label = escape(str(words.words.get("this-page", "")))
    return f'<nav class="sections" aria-label="{label}"><ol>{links}</ol></nav>' if heads else ""


def _section(name: str, inner: str, words: _Words) -> str:
    if not inner:
        return ""
    word = words(name if name in words.words else f"about-{name}")
    head = f'<h2 id="about-{name}">{word}</h2>'
    return f'<section class="{name}" aria-labelledby="about-{name}">{head}{inner}</section>'


def _downloads(downloads: Sequence[Download], words: _Words) -> str:
    rows = [
        f'<li><a href="{escape(quote(one.href))}" download="">{words(f"about-get-{one.form}")}</a>'
        f' <span class="kind">{escape(one.kind)}, {escape(size(one.size, words.language, words.words))}</span></li>'
        for one in downloads
    ]
    return _section("downloads", f"<ul>{''.join(rows)}</ul>" if rows else "", words)


def _statistics(counted: Statistics, facts: Mapping[str, Any], words: _Words) -> str:
    about, counts = facts.get("about", {}), counted.counts
    rows = [("about-words", counted.words), ("about-words-notes", counted.words_of_notes)]
    divided = "chapters" if counts["chapters"] else "divisions"
    rows += [(f"about-{name}", counts[name]) for name in (divided, "paragraphs", "verses")]
    body = [_row(words(name), words.number(count)) for name, count in rows if count]
    notes = about.get("notes", {})
    body += [_row(_hand(hand, words), words.number(count)) for hand, count in _by_hand(notes)]
    rows = [("about-figures", counts["figures"]), ("about-tables", counts["tables"])]
    rows += [("about-pages", len(facts.get("breaks", [])))]
    body += [_row(words(name), words.number(count)) for name, count in rows if count]
    for register in _REGISTERS:
        entries = [one for one in facts.get("entries", []) if one["register"] == register]
        if entries:
            mentions = sum(len(one["mentions"]) for one in entries)
            told = f"{words(register)} <small>{words('about-mentions', words.number(mentions))}</small>"
            body.append(_row(told, words.number(len(entries))))
    rows = [("about-dates", len(facts.get("dates", [])))]
    rows += [("variants", about.get("variants", 0)), ("emendations", about.get("emendations", 0))]
    body += [_row(words(name), words.number(count)) for name, count in rows if count]
    return _section("statistics", _table("statistics", "about-of", "about-count", body, words), words)


def _by_hand(notes: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(hand, notes[hand]) for hand in ("author", "translator", "editor", "other") if notes.get(hand)]


def _hand(hand: str, words: _Words) -> str:
    return f"{words('notes-by')} {words(f'by-{hand}')}"


def _languages(counted: Statistics, about: Mapping[str, Any], words: _Words) -> str:
    """The languages of the text, the greatest first, each with its share; then those that only the header names."""
    names = {str(tag): str(name) for tag, name in reversed(about.get("languages", []))}
    declared = {str(tag): 0 for tag, _ in about.get("languages", [])}
    whole = sum(counted.languages.values())
    order = sorted({**declared, **counted.languages}.items(), key=lambda one: -one[1])
    told = [
        (escape(names.get(tag) or tag, quote=False) or words("about-no-language"), letters) for tag, letters in order
    ]
    if len(told) < 2:
        return _section("languages", "".join(f"<p>{name}</p>" for name, _ in told), words)
    body = [_row(name, _share(letters, whole, words.language) if letters else "–") for name, letters in told]
    return _section("languages", _table("languages", "about-language", "about-share", body, words), words)


def _row(name: str, value: str) -> str:
    return f'<tr><th scope="row">{name}</th><td>{value}</td></tr>'


def _table(name: str, of: str, count: str, body: Sequence[str], words: _Words) -> str:
    if not body:
        return ""
    head = f'<tr><th scope="col">{words(of)}</th><th scope="col">{words(count)}</th></tr>'
    return f'<table class="figures {name}"><thead>{head}</thead><tbody>{"".join(body)}</tbody></table>'


def _losses(losses: Sequence[Mapping[str, Any]], words: _Words) -> str:
    """What the loss report says of each edition, and what no reading edition is due to show."""
    if not losses:
        return ""
    items = "".join(f"<li>{_verdict(one, words)}</li>" for one in losses)
    inner = f"<p>{words('about-losses-what')}</p><ul>{items}</ul>"
    omitted = {str(kind): int(count) for kind, count in losses[0].get("omitted", {}).items() if count}
    if omitted:
        order = [kind for kind in _OMISSIONS if kind in omitted] + sorted(set(omitted) - set(_OMISSIONS))
        body = [_row(_omission(kind, words), words.number(omitted[kind])) for kind in order]
        inner += _table("omitted", "about-omitted", "about-letters", body, words)
    return _section("losses", inner, words)


def _omission(kind: str, words: _Words) -> str:
    return words(f"about-omitted-{_OMISSIONS[kind]}") if kind in _OMISSIONS else escape(kind, quote=False)


def _verdict(loss: Mapping[str, Any], words: _Words) -> str:
    characters, notes = loss["characters"], loss["notes"]
    lost, twice = characters["lost"], characters["twice"]
    verdict, edition = "lost" if lost else "none-lost", str(loss["edition"])
    if edition in _NAMED:
        told = [words(f"about-{verdict}-in", _NAMED[edition], words.number(lost))]
    else:
        told = [words(f"about-{verdict}-{edition}", words.number(lost))]
    more = []
    if notes["due"]:
        more.append(words("about-notes-arrived", words.number(notes["arrived"]), words.number(notes["due"])))
    if twice:
        more.append(words("about-twice", words.number(twice)))
    return told[0] + (f" <small>{'; '.join(more)}</small>" if more else "")

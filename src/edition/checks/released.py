"""Rules of released ids: what readers may have cited stays where it was, or leads to where its words are now.

In: the index, and the lock file of the project (``Options.lock``). A project without one has no findings here. Places
are those in the lock file, except where an element of the text is at fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from edition.checks.index import File, Index, finding
from edition.checks.words import Speller, quoted
from edition.diagnostic import Diagnostic, Location, Severity
from edition.lock import Lock, Released

__all__ = ["redirect_to_nothing", "reused_id", "vanished_id"]


def vanished_id(index: Index) -> Iterator[Diagnostic]:
    """An id that was released is gone.

    What: edition.lock lists an xml:id that the text has no longer, and no redirect says where its words went. If they
    stand now under another id, the hint names it.

    Why: readers have cited the passage by its address. A released id stays, or its address leads on: write, beneath
    the redirects of the file, the old id and the new one, or the old id and a page of the website.

    Fails:

    ```toml
    [ids."tei/t.xml"]
    "p0" = "p 1.0 - div1"
    "p0.old" = "p 1.0 - div1"
    ```

    Passes:

    ```toml
    [ids."tei/t.xml"]
    "p0" = "p 1.0 - div1"
    "p0.old" = "p 1.0 - div1"
    [redirects."tei/t.xml"]
    "p0.old" = "p0"
    ```
    """
    lock = index.options.lock
    if lock is None:
        return
    files = _files(index)
    for name, rows in lock.ids.items():
        file = files.get(name)
        if file is None:
            yield Diagnostic(
                "vanished-id",
                Severity.ERROR,
                f"{len(rows)} ids of {name} were released, and there is no such file",
                Location(lock.path, min((row.line for row in rows.values()), default=1)),
                "bring the file back; if it has another name now, change that in the tables of edition.lock as well",
            )
            continue
        gone = [one for one in rows if one not in file.ids and one not in lock.redirects.get(name, {})]
        if gone:
            words = index.words(file)
            homes = _homes(words)
            for one in gone:
                now = homes.get(rows[one].words, []) if rows[one].words != "-" else []
                yield lock.vanished(name, one, now[0] if len(now) == 1 else "")


def reused_id(index: Index) -> Iterator[Diagnostic]:
    """A released id was given to something else.

    What: an xml:id of edition.lock stands on another kind of element than the one that it was released for; or on
    other words, while the words that it was released for have another id now.

    Why: whoever follows a citation would find another passage, and nothing would tell that it is the wrong one. It
    happens when ids are numbered anew after a paragraph was put in or taken out: give the new paragraph an id of its
    own, and leave the others as they were.

    Fails:

    ```toml
    [ids."tei/t.xml"]
    "p0" = "head 1.0 - div1"
    ```

    Passes:

    ```toml
    [ids."tei/t.xml"]
    "p0" = "p 1.0 - div1"
    ```
    """
    lock = index.options.lock
    if lock is None:
        return
    files = _files(index)
    for name, rows in lock.ids.items():
        file = files.get(name)
        if file is None:
            continue
        words = index.words(file)
        homes = _homes(words)
        for one, row in rows.items():
            if one not in words:
                continue
            element, now = words[one]
            there = ("released here", Location(lock.path, row.line))
            if element != row.element:
                yield finding(
                    "reused-id",
                    Severity.ERROR,
                    file,
                    file.ids[one],
                    f"the id {quoted(one)} was released for <{row.element}>, and stands on <{element}>",
                    "give this element another id",
                    there,
                )
            elif one in lock.redirects.get(name, {}) and row.words != now:
                yield finding(
                    "reused-id",
                    Severity.ERROR,
                    file,
                    file.ids[one],
                    f"the id {quoted(one)} was released for words that went elsewhere, and is back on other words",
                    "give this element another id: the old one leads readers to where its words are",
                    there,
                )
            elif row.words not in ("-", now) and (moved := _moved(row.words, homes, rows)):
                yield finding(
                    "reused-id",
                    Severity.ERROR,
                    file,
                    file.ids[one],
                    f"the id {quoted(one)} was released for other words, and those have the id {quoted(moved)} now",
                    f"give {quoted(one)} back to the words that it was released for, and this element another id",
                    there,
                )


def redirect_to_nothing(index: Index) -> Iterator[Diagnostic]:
    """A redirect leads to nothing.

    What: beneath the redirects of edition.lock an old id leads to an id that the file does not have, or in a circle;
    or to a page that the website never had.

    Why: the address of the old id would be dead all the same.

    Fails:

    ```toml
    [ids."tei/t.xml"]
    "p0.old" = "p 1.0 - div1"
    [redirects."tei/t.xml"]
    "p0.old" = "p0.new"
    ```

    Passes:

    ```toml
    [ids."tei/t.xml"]
    "p0.old" = "p 1.0 - div1"
    [redirects."tei/t.xml"]
    "p0.old" = "p0"
    ```
    """
    lock = index.options.lock
    if lock is None:
        return
    files = _files(index)
    for name, redirects in lock.redirects.items():
        file = files.get(name)
        if file is None:
            continue
        pages = _pages(lock, file)
        speller = Speller(file.ids)
        for one, redirect in redirects.items():
            end = lock.leads(name, one, file.ids) if one not in file.ids else redirect.to
            if end is not None and (end in file.ids or end.removesuffix(".html") in pages):
                continue
            near = speller.nearest(redirect.to)
            yield Diagnostic(
                "redirect-to-nothing",
                Severity.ERROR,
                f"the redirect of {quoted(one)} to {quoted(redirect.to)} leads to nothing in {name}",
                Location(lock.path, redirect.line),
                f"did you mean {quoted(near)}?"
                if near
                else 'name an id of the file, or a page of its website: "ch1.html"',
            )


def _files(index: Index) -> dict[str, File]:
    """The files by their paths from the root of the project on."""
    found = {}
    for file in index.tei_files:
        path = Path(file.key)
        found[path.relative_to(index.root).as_posix() if path.is_relative_to(index.root) else path.name] = file
    return found


def _homes(words: Mapping[str, tuple[str, str]]) -> dict[str, list[str]]:
    """The ids of each hash of words."""
    found: dict[str, list[str]] = {}
    for name, (_, hashed) in words.items():
        found.setdefault(hashed, []).append(name)
    return found


def _moved(words: str, homes: Mapping[str, list[str]], rows: Mapping[str, Released]) -> str | None:
    """The one id under which the words stand now, if it was not released for them."""
    now = homes.get(words, [])
    return now[0] if len(now) == 1 and (now[0] not in rows or rows[now[0]].words != words) else None


def _pages(lock: Lock, file: File) -> set[str]:
    """The stems of pages that the website has or had."""
    own = {"index", "about", "cite", "persons", "places", "organisations", "events", "bibliography"}
    return own | set(lock.pages) | {name for name, node in file.ids.items() if str(node.tag).endswith("}div")}

"""Identifiers from an authority service: a client of the Reconciliation API 0.2.

In: entries, and the address of a service (Wikidata, lobid-GND, VIAF and Getty have one). Out: candidates for each
entry, with name, score, type, and whether the service is sure. Queries go in batches; what was answered is kept in a
cache and not asked again. An answer that is not what the specification says is an error that names what is wrong with
it. Source: Reconciliation Service API 0.2, final report of the W3C Entity Reconciliation Community Group, 2023.
"""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from edition.diagnostic import EditionError
from edition.enrich.authority import Entry

__all__ = ["Candidate", "Manifest", "Query", "Service", "query_of"]

#: The largest answer, in bytes; how long to wait, in seconds.
_MAX_ANSWER: Final = 8_000_000
_TIMEOUT: Final = 30
_AGENT: Final = "edition (TEI toolkit)"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a service offers for an entry."""

    id: str
    name: str
    score: float
    match: bool
    types: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A question: a name, the type it should have, and properties (identifier of the property, value)."""

    name: str
    type: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    limit: int = 5

    def as_json(self) -> dict[str, Any]:
        """The query as the specification has it."""
        query: dict[str, Any] = {"query": self.name, "limit": self.limit}
        if self.type:
            query["type"] = self.type
        if self.properties:
            query["properties"] = [{"pid": pid, "v": value} for pid, value in self.properties]
        return query

    def key(self, service: str) -> str:
        """What the answer is kept under."""
        text = json.dumps([service, self.as_json()], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a service says of itself: its name, and the address of a page for an identifier ("{{id}}" in it)."""

    name: str
    identifier_space: str
    view: str = ""
    batch: int = 50

    def page(self, identifier: str) -> str:
        """The address of an identifier."""
        if self.view:
            return self.view.replace("{{id}}", urllib.parse.quote(identifier, safe="/:"))
        space = self.identifier_space
        return f"{space}{'' if space.endswith(('/', '#', '=')) else '/'}{identifier}"


def query_of(entry: Entry, kind: str = "", birth: str = "", death: str = "", limit: int = 5) -> Query:
    """The question about an entry; years of life go along where the properties for them are named."""
    properties = []
    for pid, value in ((birth, entry.birth), (death, entry.death)):
        if pid and value:
            properties.append((pid, value[:4]))
    return Query(entry.name.full, kind, tuple(properties), limit)


@dataclass(slots=True)
class Service:
    """A service at an address. ``cache`` maps keys of queries to answers as they came."""

    url: str
    cache: dict[str, Any] = field(default_factory=dict)
    asked: int = 0

    def __post_init__(self) -> None:
        if urllib.parse.urlsplit(self.url).scheme not in ("http", "https"):
            raise EditionError(f'"{self.url}" is no address of a service', "an address begins with https://")

    def manifest(self) -> Manifest:
        """What the service says of itself."""
        data = self._ask(None)
        if not isinstance(data, dict) or not isinstance(data.get("name"), str):
            raise self._wrong("its manifest has no name")
        versions = data.get("versions", ["0.2"])
        if not isinstance(versions, list) or not {"0.1", "0.2"} & {str(one) for one in versions}:
            raise self._wrong(f"it speaks the versions {versions} of the Reconciliation API, and not 0.2")
        view = data.get("view", {})
        size = data.get("batchSize", 50)
        return Manifest(
            data["name"],
            str(data.get("identifierSpace", "")),
            str(view.get("url", "")) if isinstance(view, dict) else "",
            min(50, size) if isinstance(size, int) and size > 0 else 50,
        )

    def reconcile(
        self, queries: Sequence[Query], *, batch: int = 50, progress: Callable[[int], None] | None = None
    ) -> list[list[Candidate]]:
        """The candidates for each query, in order. What the cache has is not asked."""
        waiting = [number for number, query in enumerate(queries) if query.key(self.url) not in self.cache]
        for start in range(0, len(waiting), batch):
            part = waiting[start : start + batch]
            named = {f"q{number}": queries[number].as_json() for number in part}
            answer = self._ask({"queries": json.dumps(named, ensure_ascii=False)})
            if not isinstance(answer, dict):
                raise self._wrong("its answer is no object")
            for number in part:
                one = answer.get(f"q{number}")
                if not isinstance(one, dict) or not isinstance(one.get("result"), list):
                    raise self._wrong(f"its answer has no result for the query q{number}")
                # An answer is looked at before it is kept.
                [self._candidate(row) for row in one["result"]]
                self.cache[queries[number].key(self.url)] = one["result"]
            self.asked += len(part)
            if progress:
                progress(start + len(part))
        return [[self._candidate(row) for row in self.cache[query.key(self.url)]] for query in queries]

    def _candidate(self, row: Any) -> Candidate:
        """A candidate, as the specification says: id and name are text, score is a number, match says yes or no."""
        if not isinstance(row, dict):
            raise self._wrong("a candidate is no object")
        if not isinstance(row.get("id"), str) or not row["id"] or not isinstance(row.get("name"), str):
            raise self._wrong("a candidate has no id or no name")
        score = row.get("score", 0)
        if isinstance(score, bool) or not isinstance(score, int | float):
            raise self._wrong(f"the score of a candidate is {score!r}, no number")
        if not isinstance(row.get("match", False), bool):
            raise self._wrong("the match of a candidate is neither true nor false")
        types = row.get("type", [])
        if not isinstance(types, list):
            raise self._wrong("the type of a candidate is no list")
        names = tuple(str(one.get("name") or one.get("id", "")) if isinstance(one, dict) else str(one) for one in types)
        description = row.get("description", "")
        return Candidate(row["id"], row["name"], float(score), row.get("match", False), names, str(description or ""))

    def _ask(self, form: Mapping[str, str] | None) -> Any:
        body = urllib.parse.urlencode(form).encode() if form is not None else None
        headers = {"User-Agent": _AGENT, "Accept": "application/json"}
        request = urllib.request.Request(self.url, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
                data = answer.read(_MAX_ANSWER + 1)
        except urllib.error.HTTPError as error:
            raise self._wrong(f"it answered {error.code} {error.reason}") from None
        except (OSError, urllib.error.URLError) as error:
            reason = getattr(error, "reason", error)
            raise EditionError(
                f"the service {self.url} cannot be reached: {reason}", "is the address right, and is there a network?"
            ) from None
        if len(data) > _MAX_ANSWER:
            raise self._wrong(f"its answer is larger than {_MAX_ANSWER // 1_000_000} MB")
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise self._wrong("its answer is no JSON") from None

    def _wrong(self, what: str) -> EditionError:
        return EditionError(
            f"the service {self.url} does not answer as the Reconciliation API 0.2 says: {what}",
            "name the endpoint of the service itself, not its web page",
        )


def entries_to_ask(entries: Iterable[Entry], idno: str) -> list[Entry]:
    """The entries that have no identifier of this sort yet."""
    return [entry for entry in entries if idno not in entry.idnos]

"""Reconciliation: a client of the Reconciliation API 0.2 against a service on loopback that checks what it is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner

from edition.cli import cli
from edition.diagnostic import EditionError
from edition.enrich.reconciliation import Query, Service
from edition.project import find
from edition.tagging.reconciling import Options, reconcile
from test_tag import project

REGISTERS = """<listPerson>
  <person xml:id="shmidt-o-yu">
    <persName><surname>Shmidt</surname>, <forename>Otto</forename></persName>
    <birth when="1891-09-30"/>
  </person>
  <person xml:id="voronin-v-i"><persName><surname>Voronin</surname>, <forename>V. I.</forename></persName></person>
</listPerson>"""
MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Test Authority",
    "identifierSpace": "https://example.org/id/",
    "schemaSpace": "https://example.org/schema/",
    "view": {"url": "https://example.org/{{id}}"},
}


def verify(queries: Any) -> None:
    """The rules of the published JSON Schema for a batch of queries, 0.2."""
    assert isinstance(queries, dict)
    assert 0 < len(queries) <= 50
    for name, query in queries.items():
        assert isinstance(name, str)
        assert isinstance(query, dict)
        assert set(query) <= {"query", "type", "limit", "properties", "type_strict"}
        assert isinstance(query["query"], str)
        assert query["query"]
        assert isinstance(query.get("limit", 1), int)
        assert query.get("limit", 1) >= 1
        assert isinstance(query.get("type", ""), str)
        for one in query.get("properties", []):
            assert set(one) == {"pid", "v"}
            assert isinstance(one["pid"], str)


class Stub:
    """A service: what it answers can be put in its place."""

    def __init__(self) -> None:
        self.batches: list[dict[str, Any]] = []
        self.wrong: list[str] = []
        self.manifest: Any = MANIFEST
        self.answer: Callable[[dict[str, Any]], Any] = lambda queries: {
            name: {"result": self.candidates(query)} for name, query in queries.items()
        }
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def reply(self, data: Any) -> None:
                body = data if isinstance(data, bytes) else json.dumps(data).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self) -> None:
                self.reply(stub.manifest)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                queries = json.loads(parse_qs(body)["queries"][0])
                try:
                    verify(queries)
                except (AssertionError, KeyError) as error:
                    stub.wrong.append(repr(error))
                stub.batches.append(queries)
                self.reply(stub.answer(queries))

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/reconcile"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @staticmethod
    def candidates(query: dict[str, Any]) -> list[dict[str, Any]]:
        sure = "Shmidt" in query["query"]
        first = {
            "id": "Q/1",
            "name": query["query"],
            "score": 98.5,
            "match": sure,
            "type": [{"id": "Q5", "name": "human"}],
        }
        return [
            first,
            {"id": "Q2", "name": "Another\tone", "score": 40, "match": False, "type": [], "description": "d"},
        ]


@pytest.fixture
def stub() -> Iterator[Stub]:
    running = Stub()
    yield running
    running.server.shutdown()
    running.server.server_close()
    assert running.wrong == []


def test_candidates_become_rows_and_accepted_ones_identifiers(stub: Stub, tmp_path: Path) -> None:
    folder = project(tmp_path / "p", "<p>x</p>", REGISTERS)
    arguments = ["registers", "reconcile", str(folder), "--service", stub.url, "--type", "Q5", "--birth", "P569"]
    said = CliRunner().invoke(cli, [*arguments, "--idno", "Test"])
    assert said.exit_code == 0, said.output
    assert "2 entries, 2 asked, 4 candidates for Test" in said.output
    assert stub.batches[0]["q0"] == {
        "query": "Otto Shmidt", "limit": 5, "type": "Q5", "properties": [{"pid": "P569", "v": "1891"}],
    }  # fmt: skip
    table = folder / "registers/candidates.tsv"
    rows = table.read_text(encoding="utf-8").splitlines()
    assert rows[1].split("\t")[:7] == ["shmidt-o-yu", "", "Test", "Q/1", "Otto Shmidt", "98.5", "yes"]
    assert "Another one" in rows[2]
    register = folder / "registers/registers.xml"
    before = register.read_text(encoding="utf-8")
    assert "idno" not in before
    # Nothing is asked twice.
    again = CliRunner().invoke(cli, [*arguments, "--idno", "Test"])
    assert "0 asked" in again.output
    assert len(stub.batches) == 1
    table.write_text("\n".join([rows[0], rows[1].replace("\t\tTest", "\taccept\tTest"), *rows[2:]]), encoding="utf-8")
    taken = CliRunner().invoke(cli, ["registers", "reconcile", str(folder)])
    assert "1 identifiers taken" in taken.output
    idno = '<idno type="Test">https://example.org/Q/1</idno>'
    after = register.read_text(encoding="utf-8")
    assert f'<birth when="1891-09-30"/>\n    {idno}\n  </person>' in after
    assert after.replace(f"    {idno}\n", "") == before
    # Taken in once; and an entry with an identifier is not asked about.
    assert "0 identifiers" in CliRunner().invoke(cli, ["registers", "reconcile", str(folder)]).output
    assert "1 entries" in CliRunner().invoke(cli, [*arguments, "--idno", "Test"]).output


def test_what_the_service_is_sure_of_can_be_accepted(stub: Stub, tmp_path: Path) -> None:
    folder = project(tmp_path / "p", "<p>x</p>", REGISTERS)
    result, _ = reconcile(find(folder), Service(stub.url), Options(matches=True))
    assert result.added == 1
    assert result.idno == "Test-Authority"


def test_batches_of_fifty(stub: Stub) -> None:
    service = Service(stub.url)
    found = service.reconcile([Query(f"Name {number}") for number in range(120)])
    assert [len(batch) for batch in stub.batches] == [50, 50, 20]
    assert [rows[0].name for rows in found] == [f"Name {number}" for number in range(120)]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"<html>", "no JSON"),
        ([], "no object"),
        ({}, "no result for the query q0"),
        ({"q0": {"result": [{"name": "x"}]}}, "no id or no name"),
        ({"q0": {"result": [{"id": "1", "name": "x", "score": "high"}]}}, "no number"),
        ({"q0": {"result": [{"id": "1", "name": "x", "score": 1, "match": "yes"}]}}, "neither true nor false"),
        ({"q0": {"result": [{"id": "1", "name": "x", "score": 1, "match": True, "type": "Q5"}]}}, "no list"),
    ],
)
def test_a_wrong_answer_is_told(stub: Stub, answer: Any, told: str) -> None:
    stub.answer = lambda _queries: answer
    service = Service(stub.url)
    with pytest.raises(EditionError, match=told):
        service.reconcile([Query("x")])
    assert service.cache == {}


def test_a_wrong_service_is_told(stub: Stub) -> None:
    stub.manifest = {"name": "New", "versions": ["1.0"]}
    with pytest.raises(EditionError, match=r"not 0\.2"):
        Service(stub.url).manifest()
    stub.manifest = {"versions": ["0.2"]}
    with pytest.raises(EditionError, match="no name"):
        Service(stub.url).manifest()
    with pytest.raises(EditionError, match="no address"):
        Service("file:///etc/passwd")
    with pytest.raises(EditionError, match="cannot be reached"):
        Service("http://127.0.0.1:9/").manifest()


def test_a_status_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", "<p>x</p>", REGISTERS, candidates="entry\tstatus\nshmidt-o-yu\tmaybe\n")
    with pytest.raises(EditionError) as caught:
        reconcile(find(folder), None, Options())
    assert caught.value.at is not None
    assert caught.value.at.line == 2

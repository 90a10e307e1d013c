"""Reviewing: a server on this machine with a token, a page worked by keys, a table written at once."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edition.project import find
from edition.review import ReviewServer, review_data, review_page
from edition.tagging import tag
from test_tag import project

REGISTERS = """<listPerson>
<person xml:id="smirnov-i-n"><persName><surname>Smirnov</surname>, <forename>I. N.</forename></persName></person>
<person xml:id="smirnov-v-m"><persName><surname>Smirnov</surname>, <forename>V. M.</forename></persName></person>
<person xml:id="voronin-v-i"><persName><surname>Voronin</surname>, <forename>V. I.</forename></persName></person>
</listPerson>"""
TEXT = """<div type="chapter" xml:id="ch1"><head>One &lt;script&gt;</head>
<p xml:id="ch1.p1">Smirnov spoke. P. Voronin listened &lt;/script&gt; and Voronin left. Voronin came back.</p></div>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "p", TEXT, REGISTERS)


@pytest.fixture
def server(folder: Path) -> Iterator[ReviewServer]:
    running = ReviewServer(tag(find(folder)).value)
    thread = threading.Thread(target=running.serve, daemon=True)
    thread.start()
    yield running
    running.stop()
    thread.join(5)


def ask(
    server: ReviewServer, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    sent = json.dumps(body).encode() if not isinstance(body, bytes | None) else body
    connection.request(method, path, sent, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, {name.lower(): value for name, value in answer.getheaders()}


def table(folder: Path) -> str:
    path = folder / "registers/decisions.tsv"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_the_page_needs_its_token(server: ReviewServer) -> None:
    assert ask(server, "GET", "/")[0] == 403
    assert ask(server, "GET", "/wrong/")[0] == 403
    status, text, headers = ask(server, "GET", f"/{server.token}/")
    assert status == 200
    assert "default-src 'none'" in headers["content-security-policy"]
    assert text.count("</script>") == 3
    assert "<script&gt;" not in text


def test_another_host_is_refused(server: ReviewServer) -> None:
    for name in ("evil.example", f"evil.example:{server.port}", ""):
        assert ask(server, "GET", f"/{server.token}/", headers={"Host": name})[0] == 403


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, {"put": []}, 403),
        ({"X-Token": "wrong"}, {"put": []}, 403),
        ({"X-Token": "TOKEN", "Content-Type": "text/plain"}, {"put": []}, 415),
        ({"X-Token": "TOKEN", "Content-Type": "application/json"}, b"{", 400),
        ({"X-Token": "TOKEN", "Content-Type": "application/json"}, b"[" * 100000, 400),
        ({"X-Token": "TOKEN", "Content-Type": "application/json"}, {"take": []}, 400),
        ({"X-Token": "TOKEN", "Content-Type": "application/json"}, {"put": [{"id": "x", "status": "yes"}]}, 400),
        ({"X-Token": "TOKEN", "Content-Type": "application/json"}, {"put": [{"id": "x", "evil": "y"}]}, 400),
        ({"X-Token": "TOKEN", "Content-Type": "application/json"}, {"put": [], "remove": [1]}, 400),
        ({"X-Token": "TOKEN", "Content-Type": "application/json"}, {"put": [], "remove": []}, 200),
    ],
)
def test_what_is_no_batch_is_refused(
    server: ReviewServer, folder: Path, headers: dict[str, str], body: Any, status: int
) -> None:
    sent = {name: server.token if value == "TOKEN" else value for name, value in headers.items()}
    assert ask(server, "POST", "/decisions", body, sent)[0] == status
    assert "reject" not in table(folder)


def test_decisions_are_kept_beside_those_of_others(server: ReviewServer, folder: Path) -> None:
    sent = {"X-Token": server.token, "Content-Type": "application/json"}
    row = {"id": "abc", "status": "reject", "type": "person", "surface": "a\tb"}
    assert ask(server, "POST", "/decisions", {"put": [row]}, sent)[0] == 200
    assert "abc\treject\tperson\t\ta\\tb" in table(folder)
    path = folder / "registers/decisions.tsv"
    path.write_text(table(folder) + "other\taccept\tperson\n", encoding="utf-8")
    group = {"id": "*", "status": "accept", "type": "person", "surface": "Voronin", "ref": "voronin-v-i"}
    assert ask(server, "POST", "/decisions", {"put": [group], "remove": ["abc"]}, sent)[0] == 200
    assert "other\taccept" in table(folder)
    assert "abc" not in table(folder)
    assert ask(server, "POST", "/decisions", {"remove": ["*\tperson\tVoronin\t"]}, sent)[0] == 200
    assert "Voronin" not in table(folder)


def test_a_broken_table_is_not_written_over(server: ReviewServer, folder: Path) -> None:
    path = folder / "registers/decisions.tsv"
    path.write_text("id\tstatus\nx\tperhaps\n", encoding="utf-8")
    sent = {"X-Token": server.token, "Content-Type": "application/json"}
    row = {"id": "abc", "status": "reject", "type": "person"}
    status, text, _ = ask(server, "POST", "/decisions", {"put": [row]}, sent)
    assert status == 400
    assert "perhaps" in text
    assert table(folder) == "id\tstatus\nx\tperhaps\n"


def test_what_is_worth_a_look_comes_first(folder: Path) -> None:
    data = review_data(tag(find(folder)).value)
    assert next(group["label"] for group in data["groups"]) == "Voronin"
    assert data["groups"][0]["entry"] == ""
    first = data["groups"][0]["forms"][0]["places"][0]
    assert (first["u"], first["x"], first["w"]) == ("given-name-conflict", ["voronin-v-i"], True)


@pytest.mark.browser
def test_keys_decide(browser: Any, server: ReviewServer, folder: Path) -> None:
    from selenium.webdriver import ActionChains

    browser.get(server.address)
    ActionChains(browser).send_keys("r").perform()
    wait_for(lambda: "reject\tperson" in table(folder))
    ActionChains(browser).send_keys("u").perform()
    wait_for(lambda: "reject\tperson" not in table(folder))
    ActionChains(browser).send_keys("1").perform()
    wait_for(lambda: "change\tperson\tvoronin-v-i\tP. Voronin" in table(folder))
    browser.find_element("css selector", "[data-show=all]").click()
    ActionChains(browser).send_keys("NA").perform()
    wait_for(lambda: "\n*\taccept\tperson" in table(folder))
    assert "saved" in browser.find_element("id", "state").text
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_the_page_alone_keeps_decisions_and_makes_a_table(browser: Any, folder: Path, tmp_path: Path) -> None:
    from selenium.webdriver import ActionChains

    path = tmp_path / "review.html"
    path.write_bytes(review_page(review_data(tag(find(folder)).value)))
    browser.get(path.as_uri())
    ActionChains(browser).send_keys("r").perform()
    assert "1 not yet saved" in browser.find_element("id", "state").text
    made = browser.execute_async_script(
        """const done = arguments[0], make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then(done); return make(blob); };
        document.getElementById("save").click();"""
    )
    rows = made.splitlines()
    assert rows[0].startswith("id\tstatus\ttype\tref")
    assert rows[1].split("\t")[1:5] == ["reject", "person", "", "P. Voronin"]
    (folder / "registers/decisions.tsv").write_text(made, encoding="utf-8")
    statuses = [one.status for one in tag(find(folder)).value.texts[0].decisions.values()]
    assert statuses == ["reject"]


def wait_for(true: Any) -> None:
    for _ in range(100):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come true")

"""The server of the review page: on this machine only, with a token, writing decisions at once and whole.

In: a project that was tagged in memory. Out: a page at http://127.0.0.1:PORT/TOKEN/, and decisions.tsv. Requests from
other hosts, without the token, of another type or too large are refused. The table is read anew for each batch, so
that what was written by others meanwhile stays.
"""

from __future__ import annotations

import json
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any, Final

from edition.build import write_file
from edition.diagnostic import EditionError
from edition.enrich.decisions import COLUMNS, STATUSES, Decision, format_decisions, read_decisions
from edition.enrich.suggestions import ELEMENTS
from edition.review.data import review_data
from edition.review.page import review_page
from edition.tagging.run import Tagged

__all__ = ["ReviewServer"]

#: The largest batch of decisions, in bytes.
_MAX_BODY: Final = 4_000_000
_MAX_CELL: Final = 2_000


class ReviewServer:
    """A server on loopback. ``address`` is the page; ``serve`` runs until ``stop``; ``decided`` counts what came in."""

    def __init__(self, tagged: Tagged, port: int = 0) -> None:
        self.tagged = tagged
        self.table: Path = tagged.books.folder / "decisions.tsv"
        self.token = secrets.token_urlsafe(18)
        self.nonce = secrets.token_urlsafe(12)
        self.decided = 0
        self.lock = Lock()
        self.page = review_page(review_data(tagged), token=self.token, nonce=self.nonce)
        try:
            self.server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        except OSError as error:
            raise EditionError(
                f"port {port} cannot be used: {error.strerror}", "name another with --port, or none to take a free one"
            ) from None
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    @property
    def address(self) -> str:
        """The address of the page, with the token."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    def serve(self) -> None:
        """Answer requests until the server is stopped."""
        self.server.serve_forever(poll_interval=0.2)

    def stop(self) -> None:
        """Stop and let go of the port."""
        self.server.shutdown()
        self.server.server_close()

    def keep(self, batch: Any) -> int:
        """Put a batch of decisions into the table; how many it was. Raises ValueError for what is no batch."""
        put, remove = _verified(batch)
        with self.lock:
            decisions, wrong = read_decisions(self.table)
            if wrong:
                raise ValueError(f"{wrong[0].at}: {wrong[0].message}")
            for key in remove:
                decisions.remove(tuple(key.split("\t")))
            for row in put:
                decisions.put(row)
            write_file(self.table, format_decisions(decisions))
            self.decided += len(put) + len(remove)
        return len(put) + len(remove)


def _verified(batch: Any) -> tuple[list[Decision], list[str]]:
    """The rows and keys of a batch, or ValueError."""
    if not isinstance(batch, dict) or set(batch) - {"put", "remove"}:
        raise ValueError("not a batch of decisions")
    put, remove = batch.get("put", []), batch.get("remove", [])
    if not isinstance(put, list) or not isinstance(remove, list):
        raise ValueError("put and remove are lists")
    rows = []
    for row in put:
        if not isinstance(row, dict) or set(row) - set(COLUMNS) or not all(isinstance(v, str) for v in row.values()):
            raise ValueError("a decision has columns that do not exist, or values that are no text")
        if any(len(value) > _MAX_CELL for value in row.values()):
            raise ValueError("a value is too long")
        if row.get("status") not in STATUSES or row.get("type") not in ELEMENTS or not row.get("id"):
            raise ValueError("a decision has no id, no type or a status that does not exist")
        rows.append(Decision(**row))
    if not all(isinstance(key, str) and key for key in remove):
        raise ValueError("remove is a list of keys")
    return rows, remove


def _handler(review: ReviewServer) -> type[BaseHTTPRequestHandler]:
    policy = (
        f"default-src 'none'; style-src 'nonce-{review.nonce}'; script-src 'nonce-{review.nonce}'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing: what is decided is in the table."""

        def answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def refuse(self, status: HTTPStatus, why: str) -> None:
            self.close_connection = True
            self.answer(status, json.dumps({"error": why}).encode(), "application/json; charset=utf-8")

        def here(self) -> bool:
            """Whether the request is for this machine by its name: a page elsewhere could point its own name here."""
            return self.headers.get("Host", "") in (f"127.0.0.1:{review.port}", f"localhost:{review.port}")

        def do_GET(self) -> None:
            given = self.path.split("?", 1)[0].strip("/")
            if not self.here() or not secrets.compare_digest(given.encode(), review.token.encode()):
                self.refuse(HTTPStatus.FORBIDDEN, "this address needs its token: open the one that was printed")
                return
            if not self.path.split("?", 1)[0].endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", f"/{review.token}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.answer(HTTPStatus.OK, review.page, "text/html; charset=utf-8")

        def do_POST(self) -> None:
            token = self.headers.get("X-Token", "")
            if not self.here() or not secrets.compare_digest(token.encode(), review.token.encode()):
                self.refuse(HTTPStatus.FORBIDDEN, "the token is missing or wrong")
                return
            if self.headers.get("Content-Type", "").split(";")[0].strip() != "application/json":
                self.refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "decisions come as JSON")
                return
            length = self.headers.get("Content-Length", "")
            if not length.isdigit() or int(length) > _MAX_BODY:
                self.refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too much at once")
                return
            body = self.rfile.read(int(length))
            try:
                kept = review.keep(json.loads(body))
            except (ValueError, RecursionError) as error:
                self.refuse(HTTPStatus.BAD_REQUEST, str(error))
                return
            except EditionError as error:
                self.refuse(HTTPStatus.INTERNAL_SERVER_ERROR, error.message)
                return
            self.answer(HTTPStatus.OK, json.dumps({"kept": kept}).encode(), "application/json; charset=utf-8")

    return Handler

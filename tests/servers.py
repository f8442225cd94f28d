"""Servers on this machine that answer as the real services do."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server says."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: bool = False
    """Says nothing until the server ends."""
    short: bool = False
    """Promises more than it sends."""


Response = Callable[[Request], Reply]


@dataclass(slots=True)
class Server:
    """A server that runs, and what it was asked."""

    url: str
    asked: list[Request] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[str], Response]) -> Iterator[Server]:
    """Run a server on the loopback address; ``answer`` is given its address."""
    ending = threading.Event()
    http = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server = Server(f"http://127.0.0.1:{http.server_address[1]}")
    http.RequestHandlerClass = _handler(server, answer(server.url), ending)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        ending.set()
        http.shutdown()
        http.server_close()
        thread.join()


def _handler(
    server: Server, reply: Response, ending: threading.Event
) -> type[BaseHTTPRequestHandler]:
    """Return what answers requests, and notes them."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            request = Request(self.command, unquote(parts.path), query, headers, body)
            server.asked.append(request)
            _say(self, reply(request), ending)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _handle  # noqa: N815 - names of the standard library

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def _say(handler: BaseHTTPRequestHandler, said: Reply, ending: threading.Event) -> None:
    handler.close_connection = said.hang or said.short
    if said.hang:
        ending.wait()
        return
    handler.send_response(said.status)
    for name, value in said.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(said.body) + 1000 * said.short))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(said.body)

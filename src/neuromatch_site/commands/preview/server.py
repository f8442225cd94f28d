"""HTTP server for the site in memory: loopback only, this host name only, read-only."""

import asyncio
import json
import mimetypes
import re
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, MutableMapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from neuromatch_site.commands.preview.inject import PREFIX, injected
from neuromatch_site.commands.preview.preview import Preview, Showing
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Severity

_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:]+)(:\d{1,5})?")
HEARTBEAT = 15.0
"""Seconds between keep-alive messages to a waiting browser."""

Scope = MutableMapping[str, object]
Send = Callable[[MutableMapping[str, object]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, object]]]
Headers = Iterable[tuple[bytes, bytes]]


def application(
    preview: Preview, base: str, course: Path, allowed: Collection[str] = ()
) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """Return the ASGI application that serves the preview below the path ``base``.

    ``allowed`` are host names, besides those of this machine, that it answers to.
    """
    hosts = frozenset((*_LOCAL, *(name.lower() for name in allowed)))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            await _answer(scope, receive, send, _Site(preview, base, course, hosts))

    return app


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


class _Site(Struct, frozen=True):
    """What is shown, below which path, from which course."""

    preview: Preview
    base: str
    course: Path
    hosts: Collection[str]
    """Host names that the preview answers to."""


async def _answer(scope: Scope, receive: Receive, send: Send, site: _Site) -> None:
    headers = _headers(scope)
    path = str(scope["path"])
    own = f"{site.base}{PREFIX}"
    if not _is_allowed(headers, site.hosts):
        await _send(send, 403, b"This preview answers to localhost and --allow-host only.\n")
    elif scope["method"] not in ("GET", "HEAD"):
        await _send(send, 405, b"This preview can only be read.\n")
    elif path.startswith(own):
        with suppress(asyncio.CancelledError):  # the browser left, or the preview ends
            await _answer_preview(path.removeprefix(own), scope, receive, send, site)
    else:
        await _answer_file(path, _raw_path(scope), send, site)


def _headers(scope: Scope) -> Mapping[str, str]:
    headers = scope["headers"]
    pairs = headers if isinstance(headers, (list, tuple)) else ()
    return {key.decode("latin-1"): value.decode("latin-1") for key, value in pairs}


def _raw_path(scope: Scope) -> str:
    raw = scope.get("raw_path")
    return raw.decode("latin-1") if isinstance(raw, bytes) else str(scope["path"])


def _is_allowed(headers: Mapping[str, str], hosts: Collection[str]) -> bool:
    """Return whether the browser asked for this machine: another name may be a rebound one."""
    host = _HOST.fullmatch(headers.get("host", "").lower())
    same = headers.get("sec-fetch-site", "none") in ("none", "same-origin", "same-site")
    return (
        host is not None
        and host[1] in hosts
        and (same or headers.get("sec-fetch-mode") == "navigate")
    )


# -- files of the site


async def _answer_file(path: str, raw: str, send: Send, site: _Site) -> None:
    preview, base = site.preview, site.base
    preview.last_request = time.monotonic()
    if path == "/" != base and base.startswith("/"):
        await _redirect(send, base)
        return
    name = _site_path(path, raw, base)
    showing, content = await preview.file(name or "404.html", f"/{path.removeprefix(base)}")
    if name is not None and content is None and f"{name}/index.html" in showing.files:
        await _redirect(send, f"{path}/")
        return
    content = None if name is None else content or preview.search.get(name)
    if name is None or content is None:
        missing = _below(base, _bytes(showing.files.get("404.html", _NOT_THERE)))
        body = injected(missing, showing.version, base)
        await _send(send, 404, body, "text/html; charset=utf-8")
        return
    body = await asyncio.to_thread(_bytes, content) if isinstance(content, Path) else content
    page = injected(body, showing.version, base) if name.endswith(".html") else body
    await _send(send, 200, page, _media_type(name))
    if name.endswith(".html"):
        preview.fetched.set()


_NOT_THERE = b"<!doctype html><html><head><title>Not found</title></head><body>Not found.</body>"


def _below(base: str, page: bytes) -> bytes:
    """Return the page for wrong addresses with the path of the preview for that of the course."""
    published = re.search(rb'<html [^>]*data-root="([^"]+)"', page)
    return page.replace(b'="' + published[1], b'="' + base.encode()) if published else page


def _site_path(path: str, raw: str, base: str) -> str | None:
    """Return the path of a file in the site, or None for what cannot be one."""
    suspicious = any(text in path for text in ("\\", "\0", "//"))
    climbing = any(part in (".", "..") for part in path.split("/"))
    escaped = any(code in raw.lower() for code in ("%2f", "%5c", "%00"))
    if suspicious or climbing or escaped or unquote(path) != path:
        return None
    if not path.startswith(base):
        return None
    name = path.removeprefix(base)
    return f"{name}index.html" if not name or name.endswith("/") else name


def _bytes(content: bytes | Path) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content


def _media_type(name: str) -> str:
    kind, _ = mimetypes.guess_type(name)
    known = {"js": "text/javascript", "mjs": "text/javascript", "webp": "image/webp"}
    kind = known.get(name.rpartition(".")[2], kind) or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


# -- the preview's own addresses


async def _answer_preview(
    name: str, scope: Scope, receive: Receive, send: Send, site: _Site
) -> None:
    if name == "events":
        await _stream(receive, send, site.preview, _asking_page(scope, site.base))
    elif name == "messages":
        messages = _messages(
            await site.preview.current(), _asking_page(scope, site.base), site.course
        )
        await _send(send, 200, json.dumps(messages).encode(), "application/json")
    elif name in ("reload.js", "overlay.css"):
        content = (files("neuromatch_site.commands.preview") / name).read_bytes()
        await _send(send, 200, content, _media_type(name))
    else:
        await _send(send, 404, b"Not found.\n")


def _asking_page(scope: Scope, base: str) -> str:
    """Return the address, from the root of the site, of the page that asks."""
    query = scope.get("query_string")
    path = unquote(query.decode("latin-1")) if isinstance(query, bytes) else ""
    return unquote(path).removeprefix(base.rstrip("/"))


async def _stream(receive: Receive, send: Send, preview: Preview, page: str) -> None:
    """Send the number of each new build as a server-sent event, until the browser leaves."""
    await _start(send, 200, "text/event-stream")
    version = (await preview.current()).version
    left = asyncio.create_task(_disconnected(receive))
    preview.looking[page] += 1
    try:
        await _chunk(send, f"data: {version}\n\n")
        while not left.done():
            news = asyncio.create_task(preview.next_version(version))
            await asyncio.wait({news, left}, timeout=HEARTBEAT, return_when="FIRST_COMPLETED")
            if news.done():
                version = news.result()
            news.cancel()
            await _chunk(send, f"data: {version}\n\n" if news.done() else ": still here\n\n")
    finally:
        left.cancel()
        preview.looking[page] -= 1


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _messages(showing: Showing, page: str, course: Path) -> list[dict[str, object]]:
    """Return what is wrong on a page, by its address, and in no page at all."""
    name = page.lstrip("/")
    source = showing.sources.get(f"{name}index.html" if page.endswith("/") else name)
    pages = set(showing.sources.values())
    return [
        _message(item, course)
        for item in showing.diagnostics
        if item.severity is not Severity.NOTE
        and (item.position.path == source or item.position.path not in pages)
    ]


def _message(item: Diagnostic, course: Path) -> dict[str, object]:
    place = item.position
    file = (course / place.path).as_posix()
    return {
        "severity": str(item.severity),
        "place": str(place),
        "editor": f"vscode://file/{file.lstrip('/')}:{place.line}:{place.column}",
        "message": item.message,
        "hint": item.hint,
        "rule": item.rule.id,
    }


# -- answers


async def _send(send: Send, status: int, body: bytes, kind: str = "text/plain") -> None:
    await _start(send, status, kind, [(b"content-length", str(len(body)).encode())])
    await send({"type": "http.response.body", "body": body})


async def _redirect(send: Send, where: str) -> None:
    await _start(send, 302, "text/plain", [(b"location", where.encode())])
    await send({"type": "http.response.body", "body": b""})


async def _start(send: Send, status: int, kind: str, more: Headers = ()) -> None:
    headers = [
        (b"content-type", kind.encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"content-security-policy", b"frame-ancestors 'none'"),
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _chunk(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})

"""HTTP over the site in memory. Loopback only, this host only, reading only."""

import asyncio
import json
import mimetypes
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

from neuromatch_site.diagnostics import Diagnostic
from neuromatch_site.serve.preview import Preview, Showing

PREFIX = "/-/preview/"
"""Addresses of the preview itself; no page can have them."""
HOSTS = ("127.0.0.1", "localhost", "[::1]")
HEARTBEAT = 15.0
"""Seconds between signs of life to a browser that waits."""

Scope = MutableMapping[str, object]
Send = Callable[[MutableMapping[str, object]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, object]]]
Headers = Iterable[tuple[bytes, bytes]]


def application(
    preview: Preview, base: str, course: Path
) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
    """Return the ASGI application that shows the preview below the path ``base``."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            await _answer(scope, send, preview, base, course)

    return app


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _answer(scope: Scope, send: Send, preview: Preview, base: str, course: Path) -> None:
    headers = _headers(scope)
    path = str(scope["path"])
    if not _is_this_host(headers):
        await _send(send, 403, b"This preview answers to localhost only.\n")
    elif scope["method"] not in ("GET", "HEAD"):
        await _send(send, 405, b"This preview can only be read.\n")
    elif path.startswith(PREFIX):
        with suppress(asyncio.CancelledError):  # the browser left, or the preview ends
            await _answer_preview(path.removeprefix(PREFIX), scope, send, preview, course)
    else:
        await _answer_file(path, _raw_path(scope), send, await preview.shown(), base)


def _headers(scope: Scope) -> Mapping[str, str]:
    given = scope["headers"]
    pairs = given if isinstance(given, (list, tuple)) else ()
    return {key.decode("latin-1"): value.decode("latin-1") for key, value in pairs}


def _raw_path(scope: Scope) -> str:
    raw = scope.get("raw_path")
    return raw.decode("latin-1") if isinstance(raw, bytes) else str(scope["path"])


def _is_this_host(headers: Mapping[str, str]) -> bool:
    """Return whether the browser asked for this machine: another name may be a rebound one."""
    host = headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    same = headers.get("sec-fetch-site", "none") in ("none", "same-origin", "same-site")
    return name in HOSTS and (same or headers.get("sec-fetch-mode") == "navigate")


# -- files of the site


async def _answer_file(path: str, raw: str, send: Send, showing: Showing, base: str) -> None:
    if path == "/" != base and base.startswith("/"):
        await _redirect(send, base)
        return
    name = _site_path(path, raw, base)
    if name is not None and name not in showing.files and f"{name}/index.html" in showing.files:
        await _redirect(send, f"{path}/")
        return
    content = None if name is None else showing.files.get(name)
    if content is None:
        missing = showing.files.get("404.html", b"Not found.\n")
        await _send(send, 404, _bytes(missing), "text/html; charset=utf-8")
        return
    await _send(send, 200, await asyncio.to_thread(_bytes, content), _media_type(name or ""))


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
    name: str, scope: Scope, send: Send, preview: Preview, course: Path
) -> None:
    if name == "events":
        await _stream(send, preview)
    elif name == "messages":
        page = unquote(bytes(scope.get("query_string") or b"").decode("latin-1"))  # type: ignore[call-overload]
        said = _messages(await preview.shown(), page, course)
        await _send(send, 200, json.dumps(said).encode(), "application/json")
    elif name in ("reload.js", "overlay.css"):
        content = (files("neuromatch_site.serve") / name).read_bytes()
        await _send(send, 200, content, _media_type(name))
    else:
        await _send(send, 404, b"Not found.\n")


async def _stream(send: Send, preview: Preview) -> None:
    """Send the number of each new build as a server-sent event, until the browser leaves."""
    await _start(send, 200, "text/event-stream")
    seen = (await preview.shown()).version
    await _chunk(send, f"data: {seen}\n\n")
    while True:
        try:
            seen = await asyncio.wait_for(preview.next_version(seen), HEARTBEAT)
        except TimeoutError:
            await _chunk(send, ": still here\n\n")
            continue
        await _chunk(send, f"data: {seen}\n\n")


def _messages(showing: Showing, page: str, course: Path) -> list[dict[str, object]]:
    """Return what is wrong on a page (its source path), and in no page at all."""
    return [
        _message(item, course)
        for item in showing.diagnostics
        if item.position.path == page or not item.position.path.endswith((".md", ".ipynb"))
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
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _chunk(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})

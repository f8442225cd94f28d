"""The scripts that workflows run: what changes on the site, links elsewhere, deposits."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from conftest import ROOT

SCRIPTS = ROOT / ".github" / "scripts"


def _run(
    *command: str, folder: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
    )


# What a pull request changes


def _site(folder: Path, pages: Mapping[str, tuple[str, str]]) -> Path:
    folder.mkdir()
    for location, (slug, text) in pages.items():
        tree = {"type": "root", "children": [{"type": "text", "value": text}]}
        data = {"location": location, "slug": slug, "mdast": tree}
        (folder / f"{slug}.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / "search.json").write_text("[1]", encoding="utf-8")
    return folder


def _messages(path: Path, *texts: str) -> Path:
    found = [{"path": "course/a.md", "rule": "link-resolves", "message": text} for text in texts]
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def test_a_summary_says_what_changes(tmp_path: Path) -> None:
    before = _site(tmp_path / "b", {"/a.md": ("a", "1"), "/b.md": ("b", "1"), "/c.md": ("c", "1")})
    after = _site(tmp_path / "a", {"/a.md": ("a", "2"), "/b.md": ("x", "1"), "/d.md": ("d", "1")})
    said, now = _messages(tmp_path / "b.json", "old"), _messages(tmp_path / "a.json", "new `x`")
    printed = _summarize(before, said, after, now)
    expected = """\
## What changes on the site

### Pages added (1)

- `/d/`

### Pages removed (1)

- `/c/`

### Pages moved (1)

- `/b/` → `/x/`

### Pages changed (1)

- `/a/`

### New messages (1)

- `a.md`: `new 'x'` (`link-resolves`)

### Messages gone (1)

- `a.md`: `old` (`link-resolves`)

"""
    assert printed == expected


def test_a_summary_of_nothing_is_short(tmp_path: Path) -> None:
    site = _site(tmp_path / "b", {"/a.md": ("a", "1")})
    missing = tmp_path / "missing.json"
    printed = _summarize(site, missing, site, missing)
    assert printed == "## What changes on the site\n\nNothing.\n"


def _summarize(*arguments: Path) -> str:
    script = SCRIPTS / "summarize_changes.py"
    ran = _run(sys.executable, str(script), *(str(one) for one in arguments))
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


# Links elsewhere


class _Elsewhere(BaseHTTPRequestHandler):
    """A host with one page that is there, one that is gone, and one that knows no HEAD."""

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()

    def do_HEAD(self) -> None:
        self.send_response({"/": 200, "/shy": 405, "/private": 403}.get(self.path, 404))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Elsewhere) as server, _served(server):
        yield f"http://127.0.0.1:{server.server_address[1]}"


@contextmanager
def _served(server: HTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()


def test_links_that_lead_nowhere_are_named_with_their_pages(elsewhere: str, tmp_path: Path) -> None:
    paths = ("/", "/gone#part", "/shy", "/private")
    links: list[dict[str, object]] = [
        {"type": "link", "url": elsewhere + path, "children": []} for path in paths
    ]
    links += [{"type": "link", "url": "/inside", "children": []}]
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # and listens to nobody
        nobody = f"http://127.0.0.1:{silent.getsockname()[1]}/x"
        links += [{"type": "link", "url": nobody, "children": []}]
        ran = _ask_links(tmp_path, links)
    gone, refused = sorted(ran.stdout.splitlines(), key=lambda line: "cannot" in line)
    assert gone == f"a.md, b.md: <{elsewhere}/gone> answers 404"
    assert refused.startswith(f"a.md, b.md: <{nobody}> cannot be reached: ")


def _ask_links(tmp_path: Path, links: list[dict[str, object]]) -> subprocess.CompletedProcess[str]:
    for name in ("a", "b"):
        data = {"location": f"/{name}.md", "mdast": {"type": "root", "children": links}}
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return _run(sys.executable, str(SCRIPTS / "ask_links.py"), str(tmp_path))


# Zenodo


class _Zenodo(HTTPServer):
    """Answers as Zenodo's deposit API does, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.asked: list[tuple[str, str, bytes]] = []
        self.tokens: set[str | None] = set()
        self.refuses = False


class _Answers(BaseHTTPRequestHandler):
    server: _Zenodo

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length", 0))
        self.server.asked.append((self.command, self.path, self.rfile.read(size)))
        self.server.tokens.add(self.headers.get("Authorization"))
        deposits = f"{self.server.url}/api/deposit/depositions"
        links = {
            "self": f"{deposits}/8",
            "files": f"{deposits}/8/files",
            "bucket": f"{self.server.url}/api/files/bucket",
            "html": f"{self.server.url}/deposit/8",
            "latest_draft": f"{deposits}/8",
        }
        answer = {"links": links, "files": [{"id": "old"}] if self.command == "GET" else []}
        self.send_response(403 if self.server.refuses else 200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - the library's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def zenodo() -> Iterator[_Zenodo]:
    with _Zenodo() as server, _served(server):
        yield server


def _deposit(zenodo: _Zenodo, folder: Path, record: str) -> subprocess.CompletedProcess[str]:
    (folder / "zenodo.json").write_text('{"title": "A course"}', encoding="utf-8")
    (folder / "course.tar.gz").write_bytes(b"all of it")
    env = {"ZENODO_TOKEN": "s3cret", "ZENODO_RECORD": record, "ZENODO_URL": zenodo.url}
    script = str(SCRIPTS / "deposit.py")
    return _run(sys.executable, script, "zenodo.json", "course.tar.gz", folder=folder, env=env)


def test_a_first_deposit_is_a_draft_with_metadata_and_files(
    zenodo: _Zenodo, tmp_path: Path
) -> None:
    ran = _deposit(zenodo, tmp_path, record="")
    assert zenodo.asked == [
        ("POST", "/api/deposit/depositions", b"{}"),
        ("PUT", "/api/deposit/depositions/8", b'{"metadata": {"title": "A course"}}'),
        ("PUT", "/api/files/bucket/course.tar.gz", b"all of it"),
    ]
    assert ran.stdout == f"The draft waits to be published: {zenodo.url}/deposit/8\n"
    assert zenodo.tokens == {"Bearer s3cret"}


def test_a_next_version_starts_without_the_files_of_the_last(
    zenodo: _Zenodo, tmp_path: Path
) -> None:
    _deposit(zenodo, tmp_path, record="7")
    assert [(method, path) for method, path, _ in zenodo.asked][:3] == [
        ("POST", "/api/deposit/depositions/7/actions/newversion"),
        ("GET", "/api/deposit/depositions/8"),
        ("DELETE", "/api/deposit/depositions/8/files/old"),
    ]


def test_a_refusal_is_one_line_without_the_token(zenodo: _Zenodo, tmp_path: Path) -> None:
    zenodo.refuses = True
    ran = _deposit(zenodo, tmp_path, record="")
    assert ran.returncode == 1
    assert ran.stderr.startswith("Zenodo answered 403 to ")
    assert len(ran.stderr.splitlines()) == 1
    assert "s3cret" not in ran.stdout + ran.stderr
    assert not [path for _, path, _ in zenodo.asked if "s3cret" in path]

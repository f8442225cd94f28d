"""The scripts that workflows run: what changes on the site, links elsewhere."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from conftest import ROOT

SCRIPTS = ROOT / ".github" / "scripts"


def _printed(script: str, *arguments: Path) -> str:
    """Return what a script prints."""
    command = [sys.executable, str(SCRIPTS / script), *(str(one) for one in arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


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
    printed = _printed("summarize_changes.py", before, said, after, now)
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
    printed = _printed("summarize_changes.py", site, missing, site, missing)
    assert printed == "## What changes on the site\n\nNothing.\n"


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
    with HTTPServer(("127.0.0.1", 0), _Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
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
        printed = _ask_links(tmp_path, links)
    gone, refused = sorted(printed.splitlines(), key=lambda line: "cannot" in line)
    assert gone == f"a.md, b.md: <{elsewhere}/gone> answers 404"
    assert refused.startswith(f"a.md, b.md: <{nobody}> cannot be reached: ")


def _ask_links(tmp_path: Path, links: list[dict[str, object]]) -> str:
    for name in ("a", "b"):
        data = {"location": f"/{name}.md", "mdast": {"type": "root", "children": links}}
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return _printed("ask_links.py", tmp_path)

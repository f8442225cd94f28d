"""The script that says what a pull request changes on the site."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

SCRIPTS = ROOT / ".github" / "scripts"


def _printed(script: str, *arguments: Path) -> str:
    """Return what a script prints."""
    command = [sys.executable, str(SCRIPTS / script), *(str(one) for one in arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def _site(folder: Path, pages: Mapping[str, tuple[str, str]]) -> Path:
    folder.mkdir()
    for location, (slug, text) in pages.items():
        tree = {"type": "root", "children": [{"type": "text", "value": text}]}
        data = {"location": location, "slug": slug, "mdast": tree}
        (folder / f"{slug}.json").write_text(json.dumps(data), encoding="utf-8")
    references = [{"kind": "page", "data": f"/{slug}.json"} for slug, _ in pages.values()]
    (folder / "myst.xref.json").write_text(json.dumps({"references": references}))
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


def test_a_download_is_no_page_and_cannot_hide_one(tmp_path: Path) -> None:
    before = _site(tmp_path / "b", {"/about.md": ("about", "1")})
    after = _site(tmp_path / "a", {"/about.md": ("about", "2")})
    for site in (before, after):
        files = site / "files" / "0123abcd"
        files.mkdir(parents=True)
        (files / "about.json").write_bytes((before / "about.json").read_bytes())
        (files / "myst.xref.json").write_text(
            '{"references": [{"kind": "page", "data": "/about.json"}]}'
        )
        (files / "latin.json").write_bytes(b'{"a": "\xe9"}')
        (files / "deep.json").write_text("[" * 100_000)
    missing = tmp_path / "missing.json"
    printed = _printed("summarize_changes.py", before, missing, after, missing)
    assert "### Pages changed (1)\n\n- `/about/`\n" in printed

"""The search index of a written site, made by pagefind's own program.

It lies in ``pagefind/`` below the root of the site: ``pagefind.js`` and the chunks it loads. The
theme's search dialog imports that script; pagefind's own interface is left out. A large course
has several indexes, in ``pagefind/1/``, ``pagefind/2/`` ...: ``pagefind.js`` is then ours, gives
the first one and names the rest, and the dialog joins them.

A page is found by what stands in its ``data-pagefind-body``, without ``data-pagefind-ignore``.
Chinese, Japanese and Korean have no spaces to find words by, so their characters are indexed one
by one: the dialog puts spaces between them in what it asks for (in quotes, they must follow each
other), and takes those beside them out of what it shows.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from neuromatch_site.addition import add_folder, copy_folder, sign, take_old
from neuromatch_site.diagnostics import Diagnostics, Rule
from neuromatch_site.disk import link
from neuromatch_site.source import Position

FOLDER = "pagefind"
TIME_LIMIT = 600
"""Seconds; 10,000 pages take about 20."""

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
_SEAMS = re.compile(f"(?<=[{_CJK}])(?=[^\\s<>])|(?<=[^\\s<>])(?=[{_CJK}])")
_EAST = re.compile(rb"[\xe3-\xed]|\xe2[\xba-\xbf]|\xef[\xa4-\xab]|\xf0[\xa0-\xb2]")
"""Bytes of UTF-8 among which those characters are."""
_BODY = b"data-pagefind-body"
_WANTED = re.compile(
    r"pagefind-entry\.json|pagefind(-worker)?\.js|.+\.pf_meta|(fragment|index|filter)"
)


SHARE = 500
"""Pages of one index: the program holds 0.2 MB of each of them, and reads all when one changes."""


class _Page(Struct, frozen=True):
    """A page that can be found."""

    path: Path
    unspaced: bool
    """In a script without spaces between words."""
    digest: bytes


def index_site(
    site: Path, diagnostics: Diagnostics, old: Path | None = None, parts: Sequence[str] = ()
) -> None:
    """Add the search index to a site that is laid out in a folder.

    The index of ``old``, the site that stood before, is taken where no page has changed. What
    goes wrong is reported, and the site stands without search; a disk that is full is no mistake
    of the search, and raises ``OSError``. ``parts`` are folders of sites below: each has an index
    of its own, which finds nothing of the others.
    """
    for part in ("", *parts):
        below = [site / other for other in parts if other != part and other.startswith(part)]
        _index(site / part, below, diagnostics, old / part if old else None)


def _index(site: Path, below: Sequence[Path], diagnostics: Diagnostics, old: Path | None) -> None:
    said = add_folder(site / FOLDER, partial(_add_index, site, below, old))
    if said:
        diagnostics.report(
            Rule.SEARCH_INDEXED,
            Position("myst.yml"),
            f"the search index could not be made: {said}",
            "the site is written without it; install `pagefind[bin]` again",
        )


def _add_index(site: Path, below: Sequence[Path], old: Path | None) -> None:
    folder, before = site / FOLDER, old / FOLDER if old else None
    pages = list(_pages(site, below))
    digest = _digest(site, pages)
    if not pages or take_old(before, folder, digest):
        return
    if len(pages) <= SHARE:
        _make_index(site, pages, folder, apart=bool(below))
    else:
        _make_indexes(site, pages, folder, before)
    sign(folder, digest)


def _pages(site: Path, below: Sequence[Path]) -> Iterator[_Page]:
    for path in _html_files(site):
        if any(path.is_relative_to(other) for other in below):
            continue
        content = path.read_bytes()
        if _BODY in content:
            digest = hashlib.blake2b(content, digest_size=16).digest()
            yield _Page(path, _EAST.search(content) is not None, digest)


def _digest(site: Path, pages: Sequence[_Page]) -> str:
    """Return what changes when a page does, or the program."""
    from pagefind_bin import get_executable

    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{get_executable().stat().st_size} {SHARE}".encode())
    for page in pages:
        digest.update(page.path.relative_to(site).as_posix().encode() + b"\0")
        digest.update(page.digest)
    return digest.hexdigest()


def _make_indexes(site: Path, pages: Sequence[_Page], folder: Path, old: Path | None) -> None:
    """Make an index of each share of the pages, unless the old one has the same share."""
    folder.mkdir()
    shares = [pages[first : first + SHARE] for first in range(0, len(pages), SHARE)]
    for name, share in enumerate(shares, start=1):
        digest, target = _digest(site, share), folder / str(name)
        if not take_old(old / str(name) if old else None, target, digest):
            _make_index(site, share, target, apart=True)
            sign(target, digest)
    rest = [f"{name}/" for name in range(2, len(shares) + 1)]
    (folder / "pagefind.js").write_text(_SEVERAL.format(rest=json.dumps(rest)), encoding="ascii")


_SEVERAL = """\
export * from "./1/pagefind.js";
export const more = {rest}.map((folder) => new URL(folder, import.meta.url).href);
"""


def _html_files(site: Path) -> list[Path]:
    """Return every page file; ``rglob`` takes ten times as long."""
    found = (Path(at, name) for at, _, names in os.walk(site) for name in names)
    return sorted(path for path in found if path.suffix == ".html")


def _make_index(site: Path, pages: Sequence[_Page], target: Path, *, apart: bool) -> None:
    """Make the index of these pages; they are all of the site, unless they lie ``apart``."""
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch, "index")
        folder = site
        if apart or any(page.unspaced for page in pages):
            folder = Path(scratch, "site")
            for page in pages:
                _lay_out(page, folder / page.path.relative_to(site))
        _run(folder, made)
        _keep(made, target)


def _run(site: Path, made: Path) -> None:
    from pagefind_bin import get_executable

    program = str(get_executable())
    subprocess.run(  # noqa: S603 - the program of our own dependency, on files that we wrote
        [program, "--site", str(site), "--output-path", str(made), "--silent"],
        capture_output=True,
        check=True,
        timeout=TIME_LIMIT,
        stdin=subprocess.DEVNULL,
    )


def _lay_out(page: _Page, copy: Path) -> None:
    """Put the page where the program reads it."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    if page.unspaced:
        text = page.path.read_text(encoding="utf-8")
        copy.write_text(_SEAMS.sub(" ", text), encoding="utf-8")
    else:
        link(page.path, copy)


def _keep(made: Path, folder: Path) -> None:
    """Copy what a search needs, and no more: not the program's own interface."""
    entry_file = made / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry_file.write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")
    folder.mkdir()
    for path in _wanted(made, entry["languages"]):
        copy_folder(path, folder / path.name, shutil.copyfile)


def _wanted(made: Path, languages: dict[str, dict[str, object]]) -> Iterator[Path]:
    programs = {f"wasm.{about.get('wasm') or 'unknown'}.pagefind" for about in languages.values()}
    for path in made.iterdir():
        if path.name in programs or _WANTED.fullmatch(path.name):
            yield path

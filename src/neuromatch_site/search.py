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
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Self

from msgspec import Struct

from neuromatch_site.addition import add_folder, sign, take_old
from neuromatch_site.diagnostics import Diagnostics, Rule
from neuromatch_site.disk import link
from neuromatch_site.pagefind import IndexFile, Pagefind
from neuromatch_site.source import Position
from neuromatch_site.workers import aside, several

FOLDER = "pagefind"
TIME_LIMIT = 600
"""Seconds; 10,000 pages take about 20."""

SHARE = 500
"""Pages of one index: the program holds 0.2 MB of each of them, and reads all when one changes."""

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
_EAST = re.compile(rb"[\xe3-\xed]|\xe2[\xba-\xbf]|\xef[\xa4-\xab]|\xf0[\xa0-\xb2]")
"""Bytes of UTF-8 among which those characters are."""
_BODY = b"data-pagefind-body"
_ENTRY = "pagefind-entry.json"
_WANTED = re.compile(r"pagefind(-worker)?\.js|.+\.pf_meta")
_NAMED = ("fragment", "index")
"""Folders of files whose names tell what they hold."""


class _Page(Struct, frozen=True):
    """A page that can be found."""

    name: str
    """Its path on the site."""
    file: Path
    digest: bytes


class Indexing:
    """The index of a site in the making: the program reads pages while others are still made.

    It is the same as one that is made of the whole site at once.
    """

    def __init__(self, old: Path | None = None) -> None:
        self._old = old
        """The site that stands."""
        self._program: Pagefind | None = None
        self._given: dict[str, bytes] = {}
        """Digests of the pages that the program has, by name, in its order."""
        self._ahead: Callable[[], dict[str, bytes]] | None = None
        """Waits for those that it is given by another process."""
        self.first: Sequence[str] = ()
        """Names of the pages that come first in the index."""

    def begin(self, names: Sequence[str], jobs: int = 0) -> None:
        """Begin with pages of these names: as they are on the site that stands, if there is one."""
        self.first = names
        old = self._old if self._old and (self._old / FOLDER).is_dir() else None
        if len(names) > SHARE or (old and not several(jobs)):
            return
        with self._unless_it_fails():
            self._program = Pagefind()
            self._program.settle()  # its first answer is not for another process
            give = partial(_give, self._program, names, old)
            self._ahead = aside(give, jobs) if old else None
            self._given = {} if old else give()

    def add(self, name: str, content: bytes) -> None:
        """Have a page read that was made; nothing where those of the old site are being read."""
        if self._program and not self._ahead and _BODY in content:
            with self._unless_it_fails():
                self._program.add(name, _text(content))
                self._given[name] = _digest_of(content)

    def of(self, pages: Sequence[_Page]) -> Pagefind:
        """Return the program, with these pages and no others, in this order."""
        given = self._ahead() if self._ahead else self._given
        if self._program is None or list(given) != [page.name for page in pages[: len(given)]]:
            self.end()
            self._program, given = Pagefind(), {}
        for page in pages:
            if given.get(page.name) != page.digest:
                self._program.add(page.name, _text(page.file.read_bytes()))
        return self._program

    def end(self) -> None:
        """Let go of the program."""
        if self._program is not None:
            self._program.end()
        self._program = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @contextmanager
    def _unless_it_fails(self) -> Iterator[None]:
        """Go on without the program where it does: why is told by who needs the index."""
        try:
            yield
        except (ImportError, OSError, subprocess.SubprocessError, ValueError):
            self.end()


def _give(program: Pagefind, names: Sequence[str], old: Path | None) -> dict[str, bytes]:
    """Give the program the pages of a site, and to those of these names that it lacks a place."""
    known = {page.name: page for page in _pages(old, (), names)} if old else {}
    given = dict.fromkeys(names, b"") | {name: page.digest for name, page in known.items()}
    for name in given:
        program.add(name, _text(known[name].file.read_bytes()) if name in known else "")
    program.settle()
    return given


def index_site(
    site: Path,
    diagnostics: Diagnostics,
    old: Path | None = None,
    parts: Sequence[str] = (),
    indexing: Indexing | None = None,
) -> None:
    """Add the search index to a site that is laid out in a folder.

    The index of ``old``, the site that stood before, is taken where no page has changed. What
    goes wrong is reported, and the site stands without search; a disk that is full is no mistake
    of the search, and raises ``OSError``. ``parts`` are folders of sites below: each has an index
    of its own, which finds nothing of the others.
    """
    for part in ("", *parts):
        below = [site / other for other in parts if other != part and other.startswith(part)]
        with (indexing if indexing and not part else None) or Indexing() as begun:
            pages = _pages(site / part, below, begun.first)
            folder, before = site / part / FOLDER, old / part / FOLDER if old else None
            said = add_folder(folder, partial(_add_index, folder, pages, before, begun))
        if said:
            diagnostics.report(
                Rule.SEARCH_INDEXED,
                Position("myst.yml"),
                f"the search index could not be made: {said}",
                "the site is written without it; install `pagefind[bin]` again",
            )


def _add_index(folder: Path, pages: Sequence[_Page], old: Path | None, indexing: Indexing) -> None:
    digest = _digest(pages)
    if not pages or take_old(old, folder, digest):
        return
    if len(pages) <= SHARE:
        _write(indexing.of(pages).files(), folder, old)
    else:
        _make_indexes(pages, folder, old)
    sign(folder, digest)


def _pages(site: Path, below: Sequence[Path], first: Sequence[str]) -> list[_Page]:
    """Return the pages of a site that can be found: those named first, then by their names."""
    places = {name: at for at, name in enumerate(first)}
    found = [page for file in _html_files(site, below) if (page := _page(site, file))]
    return sorted(found, key=lambda page: (places.get(page.name, len(places)), page.name))


def _html_files(site: Path, below: Sequence[Path]) -> Iterator[Path]:
    """Yield every page file but those of the folders below; ``rglob`` takes ten times as long."""
    for at, folders, names in os.walk(site):
        folders[:] = [name for name in folders if Path(at, name) not in below]
        yield from (Path(at, name) for name in names if name.endswith(".html"))


def _page(site: Path, file: Path) -> _Page | None:
    content = file.read_bytes()
    if _BODY not in content:
        return None
    return _Page(file.relative_to(site).as_posix(), file, _digest_of(content))


def _digest_of(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _digest(pages: Sequence[_Page]) -> str:
    """Return what changes when a page does, or the program."""
    from pagefind_bin import get_executable

    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{get_executable().stat().st_size} {SHARE}".encode())
    for page in pages:
        digest.update(page.name.encode() + b"\0" + page.digest)
    return digest.hexdigest()


def _text(content: bytes) -> str:
    """Return a page as it is to be read: with words apart that no space parts."""
    text = content.decode()
    return _seams().sub(" ", text) if _EAST.search(content) else text


@cache
def _seams() -> re.Pattern[str]:
    """Return what finds the places beside such characters; to make it takes 3 ms."""
    return re.compile(f"(?<=[{_CJK}])(?=[^\\s<>])|(?<=[^\\s<>])(?=[{_CJK}])")


def _make_indexes(pages: Sequence[_Page], folder: Path, old: Path | None) -> None:
    """Make an index of each share of the pages, unless the old one has the same share."""
    folder.mkdir()
    shares = [pages[first : first + SHARE] for first in range(0, len(pages), SHARE)]
    names = [str(number) for number in range(1, len(shares) + 1)]
    with ThreadPoolExecutor(2) as pool:  # each program works on one core
        olds = [old / name if old else None for name in names]
        list(pool.map(_make_share, shares, [folder / name for name in names], olds))
    rest = [f"{name}/" for name in names[1:]]
    (folder / "pagefind.js").write_text(_SEVERAL.format(rest=json.dumps(rest)), encoding="ascii")


def _make_share(pages: Sequence[_Page], folder: Path, old: Path | None) -> None:
    digest = _digest(pages)
    if not take_old(old, folder, digest):
        with Indexing() as indexing:
            _write(indexing.of(pages).files(), folder, old)
        sign(folder, digest)


_SEVERAL = """\
export * from "./1/pagefind.js";
export const more = {rest}.map((folder) => new URL(folder, import.meta.url).href);
"""


def _write(files: Sequence[IndexFile], folder: Path, old: Path | None) -> None:
    """Write what a search needs of an index, and no more: not the program's own interface."""
    entry = next(json.loads(file.content) for file in files if file.path == _ENTRY)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    programs = {_program_of(about) for about in entry["languages"].values()}
    for kind in _NAMED:
        (folder / kind).mkdir(parents=True)
    for file in files:
        kind, _, name = file.path.rpartition("/")
        if kind in _NAMED and old is not None and (old / file.path).is_file():
            link(old / file.path, folder / file.path)
        elif kind in _NAMED or name in programs or _WANTED.fullmatch(name):
            (folder / file.path).write_bytes(file.content)
    (folder / _ENTRY).write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")


def _program_of(language: Mapping[str, object]) -> str:
    """Return the file that reads words of a language, as the entry tells of it."""
    return f"wasm.{language.get('wasm') or 'unknown'}.pagefind"

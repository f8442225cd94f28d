"""An index under construction: started before the pages are rendered, collected at the end."""

import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from msgspec.structs import replace

from neuromatch_site.filesystem.regular import is_real_folder, regular_files
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.postprocess.addon_folder import AddonRecords
from neuromatch_site.postprocess.search.index import (
    FOLDER,
    file_of,
    kept_files,
    note_files,
    signature,
    wanted_files,
)
from neuromatch_site.postprocess.search.pagefind import Pagefind
from neuromatch_site.postprocess.search.pages import BODY, Page, digest_of, pages_of, text_of
from neuromatch_site.workers.pool import process_count, run_in_background, several

SHARE = 200
"""Pages per index: if one of them changes, the whole index is built again.

With 1,000 pages a change costs 0.9 s at 100 pages an index and 1.9 s at 500. A learner's first
search, for a word that is on every page, costs 45 requests and 446 KB at 100, 30 and 313 KB at 200,
21 and 250 KB at 500.
"""
FAILURES = (ImportError, OSError, subprocess.SubprocessError, ValueError)
"""Exceptions for a missing or failing program."""


class Indexing:
    """The index of a site under construction: pages are indexed while others are rendered.

    It equals an index built from the whole site at once.
    """

    def __init__(
        self,
        old: Path | None = None,
        jobs: int = 1,
        records: AddonRecords = AddonRecords(),  # noqa: B008 - it cannot change
    ) -> None:
        self._jobs = jobs
        """Number of processes; 0: automatic."""
        self._folder = old / FOLDER if old else None
        """The folder of the index in the site."""
        self._old = self._folder if self._folder and is_real_folder(self._folder) else None
        """The index of the previous site."""
        self.records = records
        """Records of our indexes."""
        self._program: Pagefind | None = None
        self._sent: dict[str, bytes] = {}
        """Digests of the pages that the program has, by name, in its order."""
        self._ahead: Callable[[], dict[str, bytes]] | None = None
        """Waits for pages from another process."""
        self._first: Sequence[str] = ()
        self._wait_for_index: Callable[[], list[Artifact]] = list
        self._failure: Exception | None = None
        self.is_requested = False
        """Whether its pages are known."""

    def begin(self, names: Sequence[str]) -> None:
        """Start with pages of these names, from the previous site if there is one.

        They come first in the index, in this order.
        """
        self._first = names
        if len(names) > SHARE or (self._old and not several(self._jobs)):
            return
        with self._unless_it_fails():
            self._program = Pagefind()
            self._program.settle()  # its first answer is not for another process
            give = partial(_give, self._program, names, self._old)
            self._ahead = run_in_background(give, self._jobs) if self._old else None
            self._sent = {} if self._old else give()

    @property
    def reads_early(self) -> bool:
        """Whether it indexes pages as they are rendered: not while it reads the old site's."""
        return self._program is not None and self._ahead is None

    def expect(self, pages: int) -> None:
        """Set the number of pages: those of several indexes are read at the end."""
        if pages > SHARE and self._ahead is None:
            self.end()

    def add(self, name: str, content: bytes) -> None:
        """Index a rendered page, if it ``reads_early``."""
        if self._program and self.reads_early and BODY in content:
            with self._unless_it_fails():
                self._program.add(name, text_of(content))
                self._sent[name] = digest_of(content)

    def ask(self, files: Iterable[Artifact]) -> None:
        """Request the index of these pages, which are all of the site."""
        self.is_requested, self._failure = True, None
        with self._unless_it_fails():
            self._wait_for_index = self._begin_index(pages_of(files, self._first))

    def files(self) -> list[Artifact]:
        """Return the files of the index that was asked for; raises what kept it from being made."""
        if self._failure is not None:
            raise self._failure
        artifacts = self._wait_for_index()
        if self._folder is not None:
            note_files(self._folder, artifacts, self.records)
        return artifacts

    def end(self) -> None:
        """End the program."""
        if self._program is not None:
            self._program.end()
        self._program = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _begin_index(self, pages: Sequence[Page]) -> Callable[[], list[Artifact]]:
        """Begin to make the index of these pages, if it must be made; return what waits for it."""
        unchanged = kept_files(self._old, pages, self.records)
        if unchanged is not None or not pages:
            return lambda: unchanged or []
        if len(pages) > SHARE:
            several_of = partial(
                _several, pages, self._old, self.records, process_count(self._jobs)
            )
            return run_in_background(several_of, self._jobs)
        sent = self._ahead() if self._ahead else self._sent
        if self._program is None or list(sent) != [page.name for page in pages[: len(sent)]]:
            self.end()
            self._program, sent = Pagefind(), {}
        return _index_with(self._program, pages, sent)

    @contextmanager
    def _unless_it_fails(self) -> Iterator[None]:
        """Go on without the program where it does: why is told when its files are wanted."""
        try:
            yield
        except FAILURES as error:
            self._failure = error
            self.end()


def _index_with(
    program: Pagefind, pages: Sequence[Page], sent: Mapping[str, bytes]
) -> Callable[[], list[Artifact]]:
    """Give the program what it lacks of the pages; return what waits for the files."""
    for page in pages:
        if sent.get(page.name) != page.digest:
            program.add(page.name, text_of(page.content))
    program.ask_files()
    return lambda: [*wanted_files(program.files()), signature(pages)]


def _give(program: Pagefind, names: Sequence[str], old: Path | None) -> dict[str, bytes]:
    """Give the program the pages of a site, and to those of these names that it lacks a place."""
    known = {page.name: page for page in pages_of(_indexed_pages(old), names)} if old else {}
    sent = dict.fromkeys(names, b"") | {name: page.digest for name, page in known.items()}
    for name in sent:
        program.add(name, text_of(known[name].content) if name in known else "")
    program.settle()
    return sent


def _indexed_pages(old: Path) -> Iterator[Artifact]:
    """Yield the pages of the site whose index this is; sites below it have indexes of their own."""
    files = list(regular_files(old.parent))
    below = {path.partition(_INSIDE)[0] + "/" for path in files if _INSIDE in path}
    for path in files:
        if path.endswith(".html") and not path.startswith(tuple(below)):
            yield Artifact(path, old.parent / path)


_INSIDE = f"/{FOLDER}/"


def _several(
    pages: Sequence[Page], old: Path | None, records: AddonRecords, programs: int
) -> list[Artifact]:
    """Return an index of each share of the pages: the old one of the same share, where it is."""
    shares = [pages[first : first + SHARE] for first in range(0, len(pages), SHARE)]
    names = [str(number) for number in range(1, len(shares) + 1)]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(programs) as pool:  # each program works on one core
        before = [old / name if old else None for name in names]
        indexed = list(pool.map(partial(_share, records=records), shares, before))
    rest = json.dumps([f"{name}/" for name in names[1:]])
    return [
        file_of("pagefind.js", _SEVERAL.format(rest=rest).encode()),
        signature(pages),
        *(
            replace(file, path=f"{FOLDER}/{name}/{file.path.removeprefix(FOLDER + '/')}")
            for name, files in zip(names, indexed, strict=True)
            for file in files
        ),
    ]


def _share(pages: Sequence[Page], old: Path | None, records: AddonRecords) -> list[Artifact]:
    unchanged = kept_files(old, pages, records)
    if unchanged is not None:
        return unchanged
    program = Pagefind()
    try:
        return _index_with(program, pages, {})()
    finally:
        program.end()


_SEVERAL = """\
export * from "./1/pagefind.js";
export const more = {rest}.map((folder) => new URL(folder, import.meta.url).href);
"""

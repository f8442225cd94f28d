"""The state of the preview: files of the site, messages, open pages."""

import asyncio
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.model.artifact import Artifact


class Showing(Struct, frozen=True):
    """One build of the site, as served."""

    files: Mapping[str, bytes | Path]
    """By path from the root of the site."""
    diagnostics: Sequence[Diagnostic]
    version: int
    sources: Mapping[str, str] = field(default_factory=dict)
    """Source of each page: path on the site -> path in the course."""
    complete: bool = True
    """False during the first build, when only requested pages exist."""
    parts: Sequence[str] = ()
    """Folders of other sites: other editions, other languages."""


class Preview(Struct):
    """The state of the server, replaced after each build."""

    showing: Showing | None = None
    search: Mapping[str, bytes | Path] = field(default_factory=dict)
    """The files of the search index, which is built last."""
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: set[asyncio.Event] = field(default_factory=set)
    fetched: threading.Event = field(default_factory=threading.Event)
    """Set when a page has been served."""
    last_request: float = 0.0
    """The time of the last request for a file, by ``time.monotonic``."""
    looking: Counter[str] = field(default_factory=Counter)
    """The URLs of the pages that are open in a browser."""

    def publish(
        self,
        artifacts: Sequence[Artifact],
        diagnostics: Sequence[Diagnostic],
        sources: Mapping[str, str] | None = None,
        parts: Sequence[str] = (),
    ) -> None:
        """Show a new build and notify all waiting requests. Call it in the event loop."""
        files = {artifact.path: artifact.content for artifact in artifacts}
        self._show(Showing(files, diagnostics, self._next(), sources or {}, parts=parts))

    def shows(self, artifacts: Sequence[Artifact]) -> bool:
        """Return whether these files are being shown."""
        files = self.showing.files if self.showing else {}
        return all(files.get(artifact.path) == artifact.content for artifact in artifacts)

    def publish_some(self, artifacts: Sequence[Artifact]) -> None:
        """Show files of an incomplete build, in place of those of the last one."""
        last = self.showing or Showing({}, (), 0, complete=False)
        files = {**last.files, **{artifact.path: artifact.content for artifact in artifacts}}
        self._show(replace(last, files=files, version=self._next()))

    def complain(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Show errors of a build without a site: over the last site, if there is one."""
        last = self.showing or Showing({}, (), 0)
        self._show(replace(last, diagnostics=diagnostics, version=self._next()))

    def _next(self) -> int:
        return self.showing.version + 1 if self.showing else 1

    def _show(self, showing: Showing) -> None:
        self.showing = showing
        self.ready.set()
        for event in self.waiting:
            event.set()

    async def current(self) -> Showing:
        """Return the newest build; wait for the first one."""
        await self.ready.wait()
        if self.showing is None:
            raise RuntimeError("ready without a build")
        return self.showing

    async def file(self, name: str, url: str) -> tuple[Showing, bytes | Path | None]:
        """Return the newest build and one of its files; None if a complete build has none.

        ``url`` is the page that requests the file: the first build renders it first.
        """
        self.looking[url] += 1
        try:
            showing = await self.current()
            while name not in showing.files and not showing.complete:
                await self.next_version(showing.version)
                showing = await self.current()
        finally:
            self.looking[url] -= 1
        return showing, showing.files.get(name)

    async def next_version(self, version: int) -> int:
        """Return the number of a build after ``seen``, as soon as there is one."""
        event = asyncio.Event()
        self.waiting.add(event)
        try:
            while (await self.current()).version <= version:
                await event.wait()
                event.clear()
        finally:
            self.waiting.discard(event)
        return (await self.current()).version

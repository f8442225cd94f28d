"""The site that is being shown: its files, its mistakes, and who waits for the next one."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from neuromatch_site.artifact import Artifact
from neuromatch_site.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Showing:
    """One build of the site, as the preview shows it."""

    files: Mapping[str, bytes | Path]
    """By path from the root of the site."""
    diagnostics: Sequence[Diagnostic]
    version: int


@dataclass(slots=True)
class Preview:
    """What the server shows; replaced whole after each build."""

    showing: Showing | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: set[asyncio.Event] = field(default_factory=set)

    def publish(self, artifacts: Sequence[Artifact], diagnostics: Sequence[Diagnostic]) -> None:
        """Show a new build and wake everybody who waits for it. Call it in the event loop."""
        files = {artifact.path: artifact.content for artifact in artifacts}
        version = self.showing.version + 1 if self.showing else 1
        self.showing = Showing(files, diagnostics, version)
        self.ready.set()
        for event in self.waiting:
            event.set()

    async def shown(self) -> Showing:
        """Return the newest build; wait for the first one."""
        await self.ready.wait()
        if self.showing is None:
            raise RuntimeError("ready without a build")
        return self.showing

    async def next_version(self, seen: int) -> int:
        """Return the number of a build after ``seen``, as soon as there is one."""
        event = asyncio.Event()
        self.waiting.add(event)
        try:
            while (await self.shown()).version <= seen:
                await event.wait()
                event.clear()
        finally:
            self.waiting.discard(event)
        return (await self.shown()).version

"""HTTP protocol of the preview with a timeout for requests."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 5.0
"""The time limit for the head of a request, in seconds: a browser needs a millisecond."""


class TimeoutProtocol(H11Protocol):
    """Closes a connection if its request is not complete in time."""

    waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Start the time limit for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Stop the time limit when the head of a request is complete; else restart it."""
        super().data_received(data)
        if self._is_busy():
            self._stop()
        elif self.waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the time limit."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self.waiting = self.loop.call_later(SECONDS, self._drop)

    def _stop(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
        self.waiting = None

    def _drop(self) -> None:
        if not self._is_busy():
            self.transport.close()

    def _is_busy(self) -> bool:
        cycle: Any = self.cycle  # None until the first request, whatever its type says
        return cycle is not None and not cycle.response_complete

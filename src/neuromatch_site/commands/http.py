"""HTTP requests with retries and rate limits, for the few commands that need the network.

Why urllib3: Sphinx depends on it anyway, it is typed, and supports retries with back-off and
``Retry-After``. A build never imports it.
"""

from collections.abc import Mapping
from time import monotonic
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from msgspec import Struct, field
from urllib3.util import Retry, Timeout

from neuromatch_site import __version__
from neuromatch_site.commands.public_network import (
    Deadline,
    PrivateAddressError,
    SlowAnswerError,
    make_pool,
)
from neuromatch_site.filesystem.json_text import load_json

USER_AGENT = f"neuromatch-site/{__version__} (+https://github.com/neuromatch/neuromatch-site)"
BUSY = (429, 500, 502, 503, 504)
"""Status codes after which a request is repeated."""
MAX_BYTES = 5_000_000
_CHUNK = 65_536


class WebError(Exception):
    """A request without an answer; the message is the end of a sentence about the host."""


class PrivateHostError(WebError):
    """A host that is not contacted: this machine, or one in a private network."""


class Response(Struct, frozen=True):
    """The answer of a server."""

    status: int
    url: str
    """The final URL after redirects."""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in lower case."""

    def json(self) -> object:
        """Return the value of a JSON body; None if it is invalid."""
        try:
            return load_json(self.body)
        except ValueError:
            return None


class RetryPolicy(Struct, frozen=True, kw_only=True):
    """Waiting times and number of retries."""

    tries: int = 4
    """The number of retries after a failure."""
    wait: float = 0.5
    """Seconds before the second try; each further wait is twice as long."""
    longest_wait: int = 60
    """In seconds; an upper limit also for the server's ``Retry-After``."""
    connect: float = 10
    read: float = 20
    """Seconds without a byte."""
    whole: float = 60
    """Seconds for a complete answer."""


class HttpClient:
    """HTTP client that identifies itself, honours ``Retry-After``, and limits its retries."""

    def __init__(self, patience: RetryPolicy | None = None, *, private: bool = False) -> None:
        self._patience = patience or RetryPolicy()
        self._pool = _pool(private=private)
        """``private``: this machine and those in private networks can be contacted, too."""

    def get(self, url: str, accept: str = "*/*", limit: int = MAX_BYTES) -> Response:
        """Return the answer to a GET. Raises ``WebError`` if there is none."""
        return self.send("GET", url, headers={"Accept": accept}, limit=limit)

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        limit: int = MAX_BYTES,
    ) -> Response:
        """Return the answer to a request; follows redirects, retries if the server is busy.

        A POST is only retried if the server refused it. Raises ``WebError``.
        """
        patience = self._patience
        with Deadline(patience.whole * (patience.tries + 1)) as deadline:
            try:
                response = self._pool.request(
                    method,
                    url,
                    body=body,
                    headers={"User-Agent": USER_AGENT, **(headers or {})},
                    retries=_retry(method, patience),
                    timeout=Timeout(connect=patience.connect, read=patience.read),
                    preload_content=False,
                )
                answer = _answer(response, url, limit, monotonic() + patience.whole)
                deadline.check()  # an answer that was cut off may look like a whole one
            except PrivateAddressError as error:
                host = urllib3.util.parse_url(url).host
                verb = "is" if str(error) == host else f"leads to `{error}`, which is"
                raise PrivateHostError(f"{verb} an address of a private network") from error
            except SlowAnswerError as error:
                raise WebError(_SLOW) from error
            except urllib3.exceptions.HTTPError as error:
                raise WebError(_SLOW if deadline.is_over else _error_text(error)) from error
        return answer


_SLOW = "answers too slowly"


def _pool(*, private: bool) -> urllib3.PoolManager:
    """Return a pool that uses the proxy of this machine, if it has one."""
    proxy = getproxies().get("https") or getproxies().get("http")
    return make_pool(proxy if proxy and not proxy_bypass("doi.org") else "", private=private)


def _retry(method: str, patience: RetryPolicy) -> Retry:
    again = method != "POST"
    return Retry(
        total=patience.tries + 5,
        connect=patience.tries,
        read=patience.tries if again else 0,
        status=patience.tries,
        redirect=5,
        allowed_methods=None,
        status_forcelist=BUSY if again else (429, 503),
        backoff_factor=patience.wait,
        backoff_max=patience.longest_wait,
        retry_after_max=patience.longest_wait,
        raise_on_status=False,
    )


def _answer(response: urllib3.BaseHTTPResponse, url: str, limit: int, deadline: float) -> Response:
    try:
        pieces: list[bytes] = []
        size = 0
        while piece := response.read(_CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise WebError(f"sent more than {limit:,} bytes")
            if monotonic() > deadline:
                raise WebError(_SLOW)
        headers = {name.lower(): value for name, value in response.headers.items()}
        target = urljoin(url, response.geturl() or url)
        return Response(response.status, target, b"".join(pieces), headers)
    finally:
        response.close()


def _error_text(error: Exception) -> str:
    """Return what went wrong, in words."""
    reason = getattr(error, "reason", None) or error
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (urllib3.exceptions.NameResolutionError, "cannot be found"),
        (urllib3.exceptions.NewConnectionError, "cannot be reached"),
        (urllib3.exceptions.ConnectTimeoutError, "does not answer"),
        (urllib3.exceptions.ReadTimeoutError, _SLOW),
        (urllib3.exceptions.SSLError, "has an invalid TLS certificate"),
        (urllib3.exceptions.ProtocolError, "closed the connection early"),
        (urllib3.exceptions.LocationParseError, "is not a valid URL"),
    )
    return next((words for kind, words in kinds if isinstance(reason, kind)), f"fails: {reason}")


def host_of(url: str) -> str:
    """Return the host of a URL, for messages."""
    return urlsplit(url).hostname or url

"""Connections to public addresses only, each with a time limit.

A course is untrusted: its links and inventories must not reach this machine or a private network,
however the address is written and wherever it redirects. A name is therefore resolved first, all
its addresses are checked, and one of these is used for the connection.
"""

import socket
import threading
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Self

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""NAT64 (RFC 6052, RFC 8215): the last 32 bits are an IPv4 address."""
_GLOBAL = IPv6Network("2000::/3")
"""All of IPv6 that is given to the public network; ``is_global`` takes ``fec0::1`` for public."""


class PrivateAddressError(Exception):
    """A host that is this machine, or in a private network; the message is its name."""


class SlowAnswerError(Exception):
    """An answer that was not complete within the time limit."""


def is_public_address(text: str) -> bool:
    """Return whether an IP address is public, also if embedded in another one."""
    address = ip_address(text.partition("%")[0])
    inner = _inner(address)
    if inner is not None:
        return is_public_address(str(inner))
    if isinstance(address, IPv6Address) and address not in _GLOBAL:
        return False
    return address.is_global and not address.is_multicast


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, IPv4Address):
        return None
    if any(address in network for network in _TRANSLATED):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def public_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host.

    Raises ``PrivateAddressError`` if one of them is not public, ``OSError`` if it has none.
    """
    entries = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(place[0]) for *_, place in entries))
    if not all(map(is_public_address, addresses)):
        raise PrivateAddressError(host)
    return addresses


class Deadline:
    """A time limit for all connections of a request, which closes them."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._connections: list[HTTPConnection] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Start the time limit."""
        _CURRENT.deadline = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the time limit."""
        self._timer.cancel()
        _CURRENT.deadline = None

    def use(self, connection: HTTPConnection) -> None:
        """Register a connection; raises ``SlowAnswerError`` if the time is over."""
        self.check()
        self._connections.append(connection)

    def check(self) -> None:
        """Raise ``SlowAnswerError`` if the time is over."""
        if self.is_over:
            raise SlowAnswerError

    def _end(self) -> None:
        self.is_over = True
        for connection in self._connections:
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(socket.SHUT_RDWR)


class _Current(threading.local):
    deadline: Deadline | None = None


_CURRENT = _Current()


class _Timed(HTTPConnection):
    """Belongs to the request that this thread makes."""

    def request(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - urllib3's signature
        if (deadline := _CURRENT.deadline) is not None:
            deadline.use(self)
        super().request(*arguments, **named)


class _Public(_Timed):
    def _new_conn(self) -> socket.socket:
        """Connect to an address that was looked at, not to a name that may change its mind."""
        try:
            addresses = public_addresses(self.host, self.port)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        failure: OSError | None = None
        for address in addresses:
            try:
                return create_connection(
                    (address, self.port),
                    self.timeout,
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, "no answer in time") from failure
        raise NewConnectionError(self, "no address can be reached") from failure


class _TimedHttps(_Timed, HTTPSConnection):
    pass


class _PublicHttps(_Public, HTTPSConnection):
    pass


class _TimedPool(HTTPConnectionPool):
    ConnectionCls = _Timed


class _TimedHttpsPool(HTTPSConnectionPool):
    ConnectionCls = _TimedHttps


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _Public


class _PublicHttpsPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHttps


class _PublicProxy(urllib3.ProxyManager):
    """A proxy resolves names for us: so hosts are looked at before each hop."""

    def urlopen(  # type: ignore[override]  # as urllib3's own
        self,
        method: str,
        url: str,
        redirect: bool = True,  # noqa: FBT001, FBT002 - urllib3's signature
        **named: Any,  # noqa: ANN401 - (same)
    ) -> urllib3.BaseHTTPResponse:
        host = urllib3.util.parse_url(url).host or ""
        with suppress(OSError):  # a name that only the proxy can resolve
            public_addresses(host, 80)
        return super().urlopen(method, url, redirect, **named)


def make_pool(proxy: str, *, private: bool) -> urllib3.PoolManager:
    """Return a pool of connections, through a proxy if one is set.

    ``private``: machines of this network can be contacted, too.
    """
    if proxy:
        kind = urllib3.ProxyManager if private else _PublicProxy
        pool: urllib3.PoolManager = kind(proxy, maxsize=4)
        pool.pool_classes_by_scheme = {"http": _TimedPool, "https": _TimedHttpsPool}
        return pool
    pool = urllib3.PoolManager(maxsize=4)
    pool.pool_classes_by_scheme = (
        {"http": _TimedPool, "https": _TimedHttpsPool}
        if private
        else {"http": _PublicPool, "https": _PublicHttpsPool}
    )
    return pool

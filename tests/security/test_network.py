"""Only machines of the public network are asked, at every hop; every answer ends in its time."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from servers import Reply, serving

from neuromatch_site.commands.check.external import ask
from neuromatch_site.commands.http import HttpClient, PrivateHostError, RetryPolicy, WebError
from neuromatch_site.commands.public_network import (
    PrivateAddressError,
    is_public_address,
    public_addresses,
)
from neuromatch_site.workers.progress import Progress

PRIVATE = (
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "255.255.255.255", "224.0.0.1", "198.18.0.1", "192.0.2.1"),  # noqa: S104 - refused
    *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
    *("2002:7f00:1::", "2001:0:7f00:1:0:0:80ff:fffe", "fec0::1", "::7f00:1", "::ffff:0:7f00:1"),
)
SPELLED = (
    *("127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0x7f000001", "127.0.0.1.", "localhost"),
    *("localhost.", "[::1]", "0", "10.1", "[::ffff:7f00:1]", "LOCALHOST"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_addresses_of_the_web_are_public(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize("host", SPELLED)
def test_a_host_inside_is_refused_however_it_is_spelled(host: str) -> None:
    """What no resolver here understands is refused, too: nobody is connected to."""
    with pytest.raises((PrivateAddressError, OSError)):
        public_addresses(host, 80)


def test_this_machine_is_asked_only_where_that_is_allowed() -> None:
    patience = RetryPolicy(tries=0, wait=0)
    with serving(lambda _: lambda _: Reply(200, b"secret")) as server:
        port = server.url.rpartition(":")[2]
        for host in ("127.0.0.1", "127.1", "user:password@127.0.0.1", "0x7f.1", "localhost"):
            with pytest.raises(WebError):
                HttpClient(patience).get(f"http://{host}:{port}/secret")
        assert not server.asked
        assert HttpClient(patience, private=True).get(f"{server.url}/secret").body == b"secret"


def test_a_link_inside_is_no_mistake_and_nothing_is_remembered_of_it() -> None:
    with serving(lambda _: lambda _: Reply(500)) as server:
        answers = list(ask([f"{server.url}/x"], HttpClient(), 1.0, Progress()))
        assert not server.asked
    assert answers == []


def test_a_redirect_is_looked_at_as_the_first_address_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy knows the first host, which redirects to a machine inside."""
    with serving(lambda _: lambda _: Reply(200, b"secret")) as inside:

        def answer(_request: object) -> Reply:
            return Reply(302, headers={"Location": f"{inside.url}/secret"})

        with serving(lambda _: answer) as proxy:
            monkeypatch.setenv("http_proxy", proxy.url)
            monkeypatch.setenv("no_proxy", "")
            with pytest.raises(PrivateHostError, match=r"leads to `127\.0\.0\.1`"):
                HttpClient(RetryPolicy(tries=0, wait=0)).get("http://nowhere.invalid/")
            assert len(proxy.asked) == 1
        assert not inside.asked


@contextmanager
def dripping(first: bytes) -> Iterator[str]:
    """Serve an answer of which a byte comes every tenth of a second, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def drip() -> None:
        with listener.accept()[0] as connection:
            connection.sendall(first)
            while not ended.wait(0.1):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        ended.set()
        listener.close()
        thread.join()


def test_a_host_that_is_slow_is_given_up() -> None:
    """Else a course of a thousand such links would take a day."""
    client = HttpClient(RetryPolicy(tries=0, wait=0, whole=1), private=True)
    start = time.monotonic()
    with dripping(b"HTTP/1.1 200 OK\r\nX: ") as url:
        urls = [f"{url}{number}" for number in range(1_000)]
        answers = dict(ask(urls, client, 1.0, Progress(), pause=0, slow=-1))
        assert answers[urls[0]][1] == "was not asked: answers take too long"
        answers = dict(ask(urls[:1], client, 1.0, Progress(), pause=0))
        assert answers[urls[0]][1] == "answers too slowly"
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "first",
    [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"],
    ids=["status", "header", "body"],
)
def test_an_answer_that_drips_ends_in_its_time(first: bytes) -> None:
    client = HttpClient(RetryPolicy(tries=0, wait=0, whole=1), private=True)
    start = time.monotonic()
    with dripping(first) as url, pytest.raises(WebError, match="answers too slowly"):
        client.get(url)
    assert time.monotonic() - start < 10

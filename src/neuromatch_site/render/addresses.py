"""The one function that every URL of a page goes through."""

import re
from urllib.parse import quote, urlsplit

from msgspec import Struct

from neuromatch_site.urls import UrlKind, safe_url

_PARTS = re.compile(r"/*([^?#]*)(.*)", re.DOTALL)
_KEPT = "/#?&=:;@!$'()*+,%~-._[]"


class Addresses(Struct, frozen=True):
    """Writes URLs of the site relative to one page.

    URLs of the site are given from its root (``/neurons/#axon``), so that it works below any path;
    external URLs are checked and kept.
    """

    root: str
    """From the page to the root of the site: ``../../``; below a fixed path: ``/course/``."""
    index: str = ""
    """Added to folders: ``index.html`` if no server adds it."""

    def to(self, url: str, kind: UrlKind = UrlKind.LINK) -> str:
        """Return the URL relative to the page; empty if it is not safe."""
        if not url.startswith("/") or url.startswith(("//", "/\\")):
            return quote(safe_url(kind, url), safe=_KEPT)
        path, rest = _path_and_fragment(url)
        folder = self.index if path.endswith("/") or not path else ""
        return (quote(f"{self.root}{path}{folder}", safe=_KEPT) or "./") + quote(rest, safe=_KEPT)


def page_addresses(url: str, *, disk: bool = False) -> Addresses:
    """Return the URLs of a page, relative to it.

    ``url`` is relative to the root of the site: ``/``, ``/neurons/``, ``/conference.html``. On a
    ``disk`` no server adds ``index.html``.
    """
    return Addresses("../" * (url.count("/") - 1), "index.html" if disk else "")


def fixed_addresses(base_url: str) -> Addresses:
    """Return the URLs of a page that is served at any depth, such as the 404 page."""
    path = urlsplit(base_url).path or "/"
    return Addresses(path if path.endswith("/") else f"{path}/")


def _path_and_fragment(url: str) -> tuple[str, str]:
    match = _PARTS.fullmatch(url)
    return (match[1], match[2]) if match else (url, "")

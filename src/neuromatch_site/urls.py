"""Which URLs may stand on a page: one allow-list for every link, picture and frame."""

import re
from enum import Enum
from html import unescape
from urllib.parse import SplitResult, urljoin, urlsplit

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)

_BASE = re.compile(
    r"""(https?://([^\s/?#@:\\"'<>\[\]]+|\[[0-9a-f:.]+\])(:\d+)?)?   # a host, or none
        ((/(?!\.{1,2}(/|$))[^\s/?#\\"'<>]+)*)/?""",  # folders
    re.IGNORECASE | re.VERBOSE,
)


class UrlKind(Enum):
    """What a URL is for, and the schemes that are safe there."""

    LINK = frozenset({"http", "https", "mailto", "tel"})
    EMBEDDED = frozenset({"https"})


def url_scheme(url: str) -> str:
    """Return the scheme that a browser would see, in lower case; ``//`` for ``//host``.

    Browsers decode character references and skip control characters before they look.
    """
    seen = _INVISIBLE.sub("", unescape(unescape(url)))
    if seen.replace("\\", "/").startswith("//"):
        return "//"
    match = _SCHEME.match(seen)
    return match[1].lower() if match else ""


def parts_of(url: str) -> SplitResult:
    """Return the parts of a URL; empty ones of a text that can be none: ``https://a[b``."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def join_url(base: str, url: str) -> str:
    """Return a URL as seen from another; as it is, where it can be none."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def is_safe_url(kind: UrlKind, url: str) -> bool:
    """Return whether the URL is relative or has a scheme that is safe for its kind.

    Source: SECURITY requirements R2.1 to R2.3.
    """
    scheme = url_scheme(url)
    return not scheme or scheme in kind.value


def safe_url(kind: UrlKind, url: str) -> str:
    """Return the URL without control characters around it; empty where it is not safe."""
    return url.strip("\x00\t\n\r ") if is_safe_url(kind, url) else ""


def base_url_of(text: str) -> str:
    """Return the address of a site with its last slash; empty for what is none.

    It is ``https://host/path/``, or ``/path/`` where the host is not known.
    """
    match = _BASE.fullmatch(text)
    return f"{match[1] or ''}{match[4]}/" if match and text else ""

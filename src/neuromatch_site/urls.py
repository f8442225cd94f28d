"""Which URLs a page may contain: one allow-list for every link, image and iframe; and DOIs."""

import re
from enum import Enum
from html import unescape
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|de|fr|uk|eu|ch|dev|ai)(?:/|$)")
_ADDRESS = re.compile(r"[^\s@/]+@[\w-]+(?:\.[\w-]+)+")

_BASE = re.compile(
    r"""(https?://([^\s/?#@:\\"'<>\[\]]+|\[[0-9a-f:.]+\])(:\d+)?)?   # a host, or none
        ((/(?!\.{1,2}(/|$))[^\s/?#\\"'<>]+)*)/?""",  # folders
    re.IGNORECASE | re.VERBOSE,
)


class UrlKind(Enum):
    """The purpose of a URL, and its safe schemes."""

    LINK = frozenset({"http", "https", "mailto", "tel"})
    EMBEDDED = frozenset({"https"})


def url_scheme(url: str) -> str:
    """Return the scheme that a browser would use, in lower case; ``//`` for ``//host``.

    Browsers decode character references and skip control characters first.
    """
    visible = _INVISIBLE.sub("", unescape(unescape(url)))
    if visible.replace("\\", "/").startswith("//"):
        return "//"
    match = _SCHEME.match(visible)
    return match[1].lower() if match else ""


def missing_scheme(url: str) -> str:
    """Return the missing part of a web address; nothing for anything else."""
    bare = url.strip("()<> ")
    if bare != url and url_scheme(bare):
        return f"write the URL without brackets around it: `{bare}`"
    if _ADDRESS.fullmatch(url):
        return f"write `mailto:{url}`"
    if re.match(r"https?/*[a-z]", url):
        return f"write `https://{re.sub(r'^https?/*', '', url)}`"
    return f"write `https://{url}`" if _HOST.match(url) else ""


def parts_of(url: str) -> SplitResult:
    """Return the parts of a URL; empty ones for an invalid text: ``https://a[b``."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def join_url(base: str, url: str) -> str:
    """Return a URL relative to another; unchanged if it is invalid."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def is_safe_url(kind: UrlKind, url: str) -> bool:
    """Return whether the URL is relative or has a safe scheme for its purpose.

    Source: SECURITY requirements R2.1 to R2.3.
    """
    scheme = url_scheme(url)
    return not scheme or scheme in kind.value


def safe_url(kind: UrlKind, url: str) -> str:
    """Return the URL without control characters around it; empty if it is not safe."""
    return url.strip("\x00\t\n\r ") if is_safe_url(kind, url) else ""


def base_url_of(text: str) -> str:
    """Return the URL of a site with a slash at its end; empty if it is invalid.

    It is ``https://host/path/``, or ``/path/`` if the host is not known.
    """
    match = _BASE.fullmatch(text)
    return f"{match[1] or ''}{match[4]}/" if match and text else ""


_DOI = re.compile(r"10\.\d{4,9}/[^\s\x00-\x1f\x7f]+")
_COPIED_ALONG = re.compile("[\u200b-\u200f\u2060\ufeff]")
"""What comes along when a DOI is copied from a page."""
_DOI_HOSTS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})


def bare_doi(text: str) -> str:
    """Return the bare DOI of a DOI, ``doi:`` or a doi.org URL, or nothing.

    Capitals stay as written; to compare, use ``.lower()`` (DOI Handbook 2.4). mystmd accepts the
    same forms; other hosts than doi.org are plain links in both.
    """
    if len(text) > 2048:
        return ""
    plain = _COPIED_ALONG.sub("", text).strip()
    if plain[:4].lower() == "doi:":
        plain = plain[4:].strip()
    elif "://" in plain or plain.lower().startswith(tuple(_DOI_HOSTS)):
        plain = _from_url(plain)
    if "%" in plain:
        plain = _COPIED_ALONG.sub("", unquote(plain)).strip()
    return plain if _DOI.fullmatch(plain) else ""


def _from_url(text: str) -> str:
    try:
        url = urlsplit(text if "://" in text else f"https://{text}")
        host = url.hostname or ""
    except ValueError:
        return ""
    if url.scheme not in ("http", "https") or host.lower() not in _DOI_HOSTS:
        return ""
    return url.path.removeprefix("/")


def doi_url(doi: str) -> str:
    """Return the URL of a bare DOI, with special characters escaped."""
    return "https://doi.org/" + quote(doi, safe="/:;()._-+~!*,@&=$")


def http_url(text: str) -> str:
    """Return the URL if it is absolute and valid ``http(s)``; else nothing."""
    plain = text.strip()
    if len(plain) > 4096 or re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", plain):
        return ""
    try:
        url = urlsplit(plain)
        host = url.hostname
    except ValueError:
        return ""
    return plain if url.scheme.lower() in ("http", "https") and host else ""

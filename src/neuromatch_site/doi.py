"""DOIs, and URLs that may stand in a link."""

import re
from urllib.parse import quote, unquote, urlsplit

_PLAIN = re.compile(r"10\.\d{4,9}/[^\s\x00-\x1f\x7f]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
"""What comes along when a DOI is copied from a page."""
_HOSTS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})


def bare_doi(text: str) -> str:
    """Return the bare DOI that a DOI, ``doi:`` or a doi.org URL means, or nothing.

    Capitals stay as written; to compare, take ``.lower()`` (DOI Handbook 2.4). mystmd reads the
    same forms; other hosts than doi.org are plain links there and here.
    """
    if len(text) > 2048:
        return ""
    plain = _INVISIBLE.sub("", text).strip()
    if plain[:4].lower() == "doi:":
        plain = plain[4:].strip()
    elif "://" in plain or plain.lower().startswith(tuple(_HOSTS)):
        plain = _from_url(plain)
    if "%" in plain:
        plain = _INVISIBLE.sub("", unquote(plain)).strip()
    return plain if _PLAIN.fullmatch(plain) else ""


def _from_url(text: str) -> str:
    try:
        url = urlsplit(text if "://" in text else f"https://{text}")
        host = url.hostname or ""
    except ValueError:
        return ""
    if url.scheme not in ("http", "https") or host.lower() not in _HOSTS:
        return ""
    return url.path.removeprefix("/")


def doi_url(doi: str) -> str:
    """Return the address of a bare DOI; characters that a URL may not hold are escaped."""
    return "https://doi.org/" + quote(doi, safe="/:;()._-+~!*,@&=$")


def http_url(text: str) -> str:
    """Return the URL where it is absolute, ``http(s)`` and whole; else nothing."""
    plain = text.strip()
    if len(plain) > 4096 or re.search(r"[\s\x00-\x1f\x7f<>\"\\^`{|}]", plain):
        return ""
    try:
        url = urlsplit(plain)
        host = url.hostname
    except ValueError:
        return ""
    return plain if url.scheme.lower() in ("http", "https") and host else ""

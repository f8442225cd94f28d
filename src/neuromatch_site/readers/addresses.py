"""The URLs of pages, as mystmd assigns them."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from neuromatch_site.readers.slugs import slug

_SEARCH = "search"
"""The name that the page of the search keeps from pages of the course."""


class Clash(Struct, frozen=True):
    """Two pages with the same URL."""

    first: str
    second: str
    url: str


class Addresses(Struct, frozen=True):
    """The URLs of all pages, by path, with both slashes."""

    urls: dict[str, str]
    clashes: list[Clash] = field(default_factory=list)


def make_addresses(paths: Sequence[str], *, folders: bool, front: str) -> Addresses:
    """Return the URL of each page; the first is the front page, ``/``.

    Without ``folders``, pages of one name in different folders get a number, in order:
    ``exercises``, ``exercises-1``. Pages of one name in one folder clash, because the number would
    be arbitrary. ``front`` is the name that the front page reserves. Source: ``fileInfo`` of
    myst-cli.
    """
    taken = Counter({front: 1, _SEARCH: 1})
    owners: dict[tuple[str, str], str] = {}
    addresses = Addresses(dict.fromkeys(paths[:1], "/"))
    for path in paths[1:]:
        folder = "" if folders else folded(path.rpartition("/")[0])
        name = _address_part(path, folders=folders)
        first = owners.setdefault((folder, name), path)
        if first != path:
            addresses.clashes.append(Clash(first, path, f"/{name}/"))
        number = taken[name]
        taken[name] += 1
        addresses.urls[path] = f"/{name}-{number}/" if number else f"/{name}/"
    addresses.clashes.extend(_accidents(addresses))
    return addresses


def page_name(path: str) -> str:
    """Return the name of a page's file without extension."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _address_part(path: str, *, folders: bool) -> str:
    """Return what an address is made of; the index of a folder is at the folder's."""
    if not folders:
        return slug(page_name(path))
    parts = [slug(part) for part in path.split("/")[:-1] if part != ".."]
    name = slug(page_name(path))
    return "/".join(parts if parts and name == "index" else [*parts, name])


def folded(path: str) -> str:
    """Return a path as a file system that ignores case and Unicode composition sees it."""
    return unicodedata.normalize("NFC", path).casefold()


def _accidents(addresses: Addresses) -> list[Clash]:
    """Return pages whose address is one that a number gave to another: ``a-1.md`` and two ``a``."""
    known = {(clash.first, clash.second) for clash in addresses.clashes}
    owners: dict[str, str] = {}
    clashes = []
    for path, url in addresses.urls.items():
        first = owners.setdefault(url, path)
        if first != path and (first, path) not in known:
            clashes.append(Clash(first, path, url))
    return clashes

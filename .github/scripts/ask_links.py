"""Ask every link of a built site that leads elsewhere whether it still leads somewhere.

    ask_links.py _site

Prints a line for each that does not; prints nothing where all is well. What a server keeps from
robots (401, 403, 429) and its bad days (5xx) are not held against a link.
"""

import json
import sys
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

_SECONDS = 20
_HOSTS = 8
"""Hosts that are asked at the same time; each of them is asked one thing after the other."""
_AGENT = "Mozilla/5.0 (compatible; neuromatch-site; weekly look at links)"


def main() -> None:
    """Print what leads nowhere."""
    links = links_of(Path(sys.argv[1]))
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in links:
        hosts[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(_HOSTS) as pool:
        answers = dict(pair for pairs in pool.map(ask, hosts.values()) for pair in pairs)
    for url, pages in sorted(links.items(), key=lambda link: (link[1], link[0])):
        if answers[url]:
            print(f"{', '.join(pages)}: <{url}> {answers[url]}")


def links_of(site: Path) -> dict[str, list[str]]:
    """Return the links that lead elsewhere, and the sources of the pages that have them."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in site.rglob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict) and {"location", "mdast"} <= data.keys():
            for url in _urls(data["mdast"]):
                found[url].add(str(data["location"]).lstrip("/"))
    return {url: sorted(pages) for url, pages in found.items()}


def _urls(node: dict[str, object]) -> Iterator[str]:
    url = node.get("url")
    linked = node.get("type") in ("link", "image") and isinstance(url, str)
    if linked and str(url).startswith(("http://", "https://")):
        yield str(url).partition("#")[0]
    children = node.get("children")
    for child in children if isinstance(children, list) else ():
        yield from _urls(child)


def ask(urls: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Return what is wrong with each link of one host; empty where nothing is."""
    return [(url, _fault(url, "HEAD")) for url in urls]


def _fault(url: str, method: str) -> str:
    request = urllib.request.Request(url, method=method, headers={"User-Agent": _AGENT})
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS):
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (404, 410) or (error.code in (405, 501) and method == "HEAD"):
            # Some servers know nothing by HEAD.
            return _fault(url, "GET") if method == "HEAD" else f"answers {error.code}"
        return ""
    except (OSError, ValueError) as error:
        return f"cannot be reached: {getattr(error, 'reason', error)}"


if __name__ == "__main__":
    main()

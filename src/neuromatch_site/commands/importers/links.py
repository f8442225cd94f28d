"""Links between the pages of a site, as its generator resolves them -> as MyST does.

Generators accept URLs and files of pages, relative to the folder of the pages or of the page, and
have their own rules for ids of headings.
"""

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct, field

from neuromatch_site.commands.importers.prose import outside_code, prose_lines
from neuromatch_site.model.ast.identifiers import html_id, normalize_label

_LINK = re.compile(r"(?P<before>\]\(<?|^ {0,3}\[[^\]\n^]+\]:[ \t]*<?)(?P<url>[^\s()<>]+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*")
_LABEL = re.compile(r"\((?P<label>[^()\n]+)\)=[ \t]*")
_NAMED = re.compile(r"\b(?:id|name)=[\"']?([\w:.-]+)")
_WORDS_OF_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\n]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKS = re.compile(r"[`*]|\\(?=\W)")
_SUFFIX = re.compile(r"\.(?:mdx?|markdown|qmd|ipynb|html?)\Z")
_START = re.compile(r"(?:\A|(?<=/))(?:index|readme|_index)\Z", re.IGNORECASE)


class _Heading(Struct):
    line: int
    identifier: str
    number: int
    """Number of earlier headings of the page with the same identifier."""


class _Page(Struct):
    """What links can lead to on a page."""

    path: str
    lines: list[str]
    labels: set[str] = field(default_factory=set)
    """Labels set by the page itself."""
    headings: dict[str, _Heading] = field(default_factory=dict)
    """Headings by their generated ids."""
    new_labels: dict[int, str] = field(default_factory=dict)
    """Labels to add, by line."""


def with_links(
    pages: Mapping[str, str], addresses: Mapping[str, str], counts: Counter[str]
) -> dict[str, str]:
    """Return the pages with converted links, and count them.

    ``pages`` and the result are texts by path in the course; ``addresses`` maps URLs that do not
    follow from a path -> paths.
    """
    by_path = {path: _read_page(path, text.split("\n")) for path, text in pages.items()}
    known = {_path_of(path): path for path in pages} | {
        _path_of(address): path for address, path in addresses.items() if path in pages
    }
    for page in by_path.values():
        change = partial(_rewritten, page=page, pages=by_path, known=known, counts=counts)
        for place in prose_lines(page.lines):
            page.lines[place] = outside_code(page.lines[place], change)
    return {path: "\n".join(_labelled(page)) for path, page in by_path.items()}


def _read_page(path: str, lines: list[str]) -> _Page:
    page = _Page(path, lines)
    counts: dict[Callable[[str], str], Counter[str]] = {rule: Counter() for rule in _RULES}
    for place in prose_lines(lines):
        line = lines[place]
        page.labels.update(_NAMED.findall(line))
        if label := _LABEL.fullmatch(line):
            page.labels.add(label["label"])
        elif heading := _HEADING.fullmatch(line):
            words = outside_code(heading["text"], partial(_TAG.sub, ""))
            text = _MARKS.sub("", _WORDS_OF_LINK.sub(r"\1", words))
            identifier = html_id(normalize_label(text)[0])
            number = counts[html_id][identifier]
            for rule, before in counts.items():
                anchor = rule(text)
                again = f"_{before[anchor]}" if rule is _mkdocs else f"-{before[anchor]}"
                name = anchor + again * (before[anchor] > 0)
                page.headings.setdefault(name, _Heading(place, identifier, number))
                before[anchor] += 1
    return page


def _github(text: str) -> str:
    """Return the id that GitHub, Docusaurus, Starlight and Hugo make of a heading."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _mkdocs(text: str) -> str:
    """Return the id that MkDocs makes. Source: ``slugify`` of Python-Markdown."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _pandoc(text: str) -> str:
    """Return the id that Quarto makes. Source: ``auto_identifiers`` of the manual of Pandoc."""
    plain = re.sub(r"\s+", "-", re.sub(r"[^\w\s.-]", "", text.strip().lower()))
    return re.sub(r"\A[^a-z]+", "", plain)


_RULES: tuple[Callable[[str], str], ...] = (html_id, _github, _mkdocs, _pandoc)
"""MyST's own first: what it knows stays."""


def _path_of(address: str) -> str:
    """Return an address or a path as both are compared: ``/Faq/index.md`` -> ``faq``."""
    return _START.sub("", _SUFFIX.sub("", address.strip("/"))).strip("/").lower()


def _rewritten(
    text: str,
    *,
    page: _Page,
    pages: Mapping[str, _Page],
    known: Mapping[str, str],
    counts: Counter[str],
) -> str:
    def link(match: re.Match[str]) -> str:
        url = match["url"]
        if _ELSEWHERE.match(url):
            return match[0]
        path, _, anchor = url.partition("#")
        target = pages.get(_target(path, page.path, known)) if path else page
        if target is None:
            return match[0]
        written = _written(path, page.path, target.path)
        anchor = _anchor(anchor, target)
        new_url = f"{written}#{anchor}" if anchor else written
        if new_url == url or not new_url:
            return match[0]
        counts["links to pages and headings are as MyST reads them"] += 1
        return match["before"] + new_url

    return _LINK.sub(link, text)


def _target(path: str, own: str, known: Mapping[str, str]) -> str:
    """Return the path of the page that a link leads to; empty where it is none of these."""
    folder = posixpath.dirname(own)
    stem = own.rpartition(".")[0]
    for below in (folder, stem, "") if not path.startswith("/") else ("",):
        path_sought = _path_of(posixpath.normpath(posixpath.join(below, path.lstrip("/"))))
        if (
            path
            and not path_sought.startswith("..")
            and path_sought != "."
            and path_sought in known
        ):
            return known[path_sought]
    rooted = _path_of(path).removeprefix("docs/") if path.startswith("/") else ""
    return known.get(rooted, "") if rooted else ""


def _written(path: str, own: str, target: str) -> str:
    """Return a path as it is where it leads to the page; else the way from page to page."""
    folder = posixpath.dirname(own)
    if not path or posixpath.normpath(posixpath.join(folder, path)) == target:
        return path
    if path.lstrip("/") == target and path.startswith("/"):
        return path
    return posixpath.relpath(target, folder or ".")


def _anchor(anchor: str, target: _Page) -> str:
    """Return an anchor that MyST knows; the same where no heading of the page has it."""
    heading = target.headings.get(anchor) or target.headings.get(anchor.lower())
    if not anchor or anchor in target.labels or heading is None:
        return anchor
    if not heading.number:
        return heading.identifier
    label = html_id(f"{target.path.rpartition('.')[0]}-{anchor}")
    return target.new_labels.setdefault(heading.line, label)


def _labelled(page: _Page) -> Iterator[str]:
    for place, line in enumerate(page.lines):
        if place in page.new_labels:
            yield f"({page.new_labels[place]})="
        yield line

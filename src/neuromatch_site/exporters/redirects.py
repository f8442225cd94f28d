"""Redirects from old URLs: ``aliases:`` of a page, ``site.redirects``, as stub pages."""

from collections.abc import Collection, Container, Iterator, Mapping
from html import escape
from urllib.parse import quote

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.exporters._context import ExportContext, place_of, title_of
from neuromatch_site.metadata.addresses import absolute, page_file
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project, alias_url
from neuromatch_site.urls import UrlKind, is_safe_url, url_scheme

_KEPT = "/#?&=:;@!$'()*+,%~-._"
_LONGEST, _LONGEST_PART = 1000, 255
"""Limits of file systems: characters of an old URL, and bytes between its slashes."""


class _Redirect(Struct, frozen=True):
    source: str
    target: str
    title: str
    position: Position


def redirects(project: Project, context: ExportContext) -> list[Artifact]:
    """Return a stub page for every old URL, and ``_redirects`` for hosts that read it.

    A URL that is a page, that leads nowhere or that cannot be a file is reported and left out.
    """
    known = _all(project)
    first = next(known, None)
    if first is None:
        return []
    taken = _taken(project, context)
    urls = {page.source.url for page in project.pages}
    stubs: list[Artifact] = []
    rules: list[str] = []
    for redirect in (first, *known):
        file = _file(redirect, context)
        if not file or not _leads_somewhere(redirect, urls, context):
            continue
        if file.casefold() != page_file(redirect.target.partition("#")[0]):
            if owner := taken.owner(file):
                _report_occupied(redirect, owner, context)
                continue
            taken.add(file, f"the redirect `{redirect.source}`")
            stubs.append(Artifact(file, _stub(redirect, file, project).encode()))
        rules.append(f"{_host_path(redirect.source)} {_host_path(redirect.target)} 301\n")
    return [*stubs, Artifact("_redirects", "".join(rules).encode())] if rules else []


class _OccupiedPaths(Struct):
    """What lies on the site, in lower case: some systems do not tell case apart."""

    files: dict[str, str] = field(default_factory=dict)
    """Path -> its description, for messages."""
    folders: dict[str, str] = field(default_factory=dict)
    """Folder -> a path inside it."""

    def add(self, path: str, owner: str) -> None:
        """Add a path."""
        low = path.casefold()
        self.files.setdefault(low, owner)
        for folder in _above(low):
            self.folders.setdefault(folder, owner)

    def owner(self, path: str) -> str:
        """Return the owner of this path, or of one that excludes it; empty if it is free."""
        low = path.casefold()
        above = next((self.files[folder] for folder in _above(low) if folder in self.files), "")
        return self.files.get(low) or above or self.folders.get(low, "")


def _above(path: str) -> Iterator[str]:
    """Yield the folders that a file lies in."""
    parts = path.split("/")
    return ("/".join(parts[:end]) for end in range(1, len(parts)))


def _taken(project: Project, context: ExportContext) -> _OccupiedPaths:
    """Return what lies on the site, and on those of other editions and languages below it."""
    taken = _OccupiedPaths()
    for page in project.pages:
        taken.add(page_file(page.source.url), page.source.path)
    for path in context.taken:
        taken.add(path, f"`/{path.removesuffix('index.html')}` of the site")
    taken.add("pagefind/pagefind.js", "the search of the site")
    variants = project.variants
    below = variants.sites[1:] if variants and not variants.current.path else ()
    for site in below:
        for url in site.pages:
            taken.add(site.path + page_file(url), f"another site of the course, `/{site.path}`")
    return taken


def _all(project: Project) -> Iterator[_Redirect]:
    titles = {page.source.url: title_of(page) for page in project.pages}
    for page in project.pages:
        for alias in page.frontmatter.aliases:
            if alias_url(alias) != page.source.url:
                yield _Redirect(alias, page.source.url, title_of(page), Position(page.source.path))
    urls = {page.source.path: page.source.url for page in project.pages}
    for redirect in project.site.redirects:
        target = _resolved(redirect.target, urls, titles)
        title = titles.get(target.partition("#")[0], target)
        yield _Redirect(redirect.source, target, title, redirect.position)


def _resolved(target: str, urls: Mapping[str, str], known: Container[str]) -> str:
    """Return the address of a target that is given as a page's file, an address or a URL."""
    path, mark, fragment = target.partition("#")
    if url_scheme(path):
        return target
    plain = path.strip("/")
    options = (urls.get(plain), f"/{plain}/" if plain else "/", f"/{plain}")
    url_found = next((url for url in options if url in known), f"/{plain}")
    return f"{url_found}{mark}{fragment}"


def _file(redirect: _Redirect, context: ExportContext) -> str:
    """Return the file of an old address; empty, and a diagnostic, where it cannot be one."""
    path = redirect.source.strip("/")
    parts = path.split("/")
    odd = any(mark in path for mark in '\\?#:*<>|"\0') or not path.isprintable()
    long = len(path) > _LONGEST or any(len(part.encode()) > _LONGEST_PART for part in parts)
    if not path or odd or long or any(part.strip(".") == "" for part in parts):
        context.diagnostics.report(
            Rule.SLUG_VALID,
            _redirect_position(redirect, context),
            f"`{redirect.source}` cannot be a redirect of this site",
            "it is too long" if long else "write the path alone, such as `/old/page`",
        )
        return ""
    return path if path.endswith((".html", ".htm")) else f"{path}/index.html"


def _leads_somewhere(redirect: _Redirect, urls: Collection[str], context: ExportContext) -> bool:
    path = redirect.target.partition("#")[0]
    if path in urls or (url_scheme(path) and is_safe_url(UrlKind.LINK, path)):
        return True
    hint = (
        context.diagnostics.did_you_mean(path, sorted(urls))
        or "write the path of a page's file, its address, or a URL"
    )
    message = (
        f"the redirect of `{redirect.source}` leads to `{redirect.target}`, which is not a page"
    )
    context.diagnostics.report(
        Rule.LINK_RESOLVES, _redirect_position(redirect, context), message, hint
    )
    return False


def _redirect_position(redirect: _Redirect, context: ExportContext) -> Position:
    """Return where the old address is written: an alias is looked for once it is wrong."""
    place = redirect.position
    return place_of(redirect.source, place.path, context) if place.line == 1 else place


def _report_occupied(redirect: _Redirect, owner: str, context: ExportContext) -> None:
    context.diagnostics.report(
        Rule.DUPLICATE_OUTPUT,
        _redirect_position(redirect, context),
        f"the old address `{redirect.source}` is already used by {owner}",
        "choose another one, or remove it",
    )


def _stub(redirect: _Redirect, file: str, project: Project) -> str:
    up = "../" * file.count("/")
    inside = redirect.target.startswith("/")
    target = (up + redirect.target[1:] or "./") if inside else redirect.target
    href = escape(quote(target, safe=_KEPT))
    canonical = absolute(project.site, redirect.target) if inside else redirect.target
    canonical = escape(quote(canonical, safe=_KEPT)) or href
    language, title = escape(project.site.options.language), escape(redirect.title)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{canonical}">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n</head>\n'
        f'<body data-pagefind-ignore="all"><p><a href="{href}">{title}</a></p></body>\n</html>\n'
    )


def _host_path(path: str) -> str:
    return quote(path if url_scheme(path) else f"/{path.lstrip('/')}", safe=_KEPT)

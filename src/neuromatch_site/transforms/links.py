"""Links, as far as one page can resolve them: safe schemes, files of the course, short forms."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, closest, same_name
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.filesystem.page_names import EVERY_PAGE
from neuromatch_site.media.active_files import is_active
from neuromatch_site.media.pictures import may_act
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import parents_of, select
from neuromatch_site.transforms._cited_works import leads_to_doi
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._dead_links import NO_FILE, spaced_address
from neuromatch_site.transforms._inventories import LABEL
from neuromatch_site.transforms._steps import changes
from neuromatch_site.urls import UrlKind, is_safe_url, missing_scheme, url_scheme

FILE = "file"
"""``protocol`` of a link to an existing file of the course; its URL is then the path from the
course folder, after a slash, with an optional ``#label``.
"""
_SCHEMES = frozenset(
    "about blob callto cid data file filesystem ftp ftps geo git gopher intent irc ircs javascript"
    " ldap magnet mid msteams news nntp sftp skype slack sms ssh svn telnet urn vbscript"
    " view-source vscode webcal ws wss xmpp zoommtg zotero".split()
)
"""Schemes of URLs that may not be on a page."""
REFERENCE_SCHEMES = ("project", "path", "xref", "myst", "inv", "doi")
"""Schemes that a later step resolves."""


@changes(nodes.Link, nodes.Card, nodes.Button)
def find_linked_files(
    content: nodes.Root, context: TransformContext, diagnostics: Diagnostics
) -> None:
    """Check every link; one to a file of the course gets the path from the course folder.

    A link with an unsafe URL becomes its text.
    """
    for parent in parents_of(content, nodes.Link, nodes.Card, nodes.Button):
        parent.children = [
            node for child in parent.children for node in _checked(child, context, diagnostics)
        ]


def _checked(
    node: nodes.Node, context: TransformContext, diagnostics: Diagnostics
) -> list[nodes.Node]:
    if not isinstance(node, nodes.Link | nodes.Card | nodes.Button) or not node.url:
        return [node]
    place = node.position or Position(context.source.path)
    _expand(node)
    url = node.url
    scheme = url_scheme(url)
    if not scheme:
        return [node] if url.startswith("#") else _to_file(node, url, place, context, diagnostics)
    if isinstance(node, nodes.Link) and _may_be_label(scheme, url):
        node.protocol = LABEL
        return [node]
    if scheme in REFERENCE_SCHEMES or (is_safe_url(UrlKind.LINK, url) and scheme != "//"):
        if (
            isinstance(node, nodes.Link)
            and not leads_to_doi(node)
            and scheme not in REFERENCE_SCHEMES
        ):
            _give_text(node, place, diagnostics)
        elif not isinstance(node, nodes.Link) and " " in url:
            diagnostics.warn(Rule.URL_SCHEME, place, *spaced_address(url))
        return [node]
    if scheme == "//":
        message, hint = f"`{url}` has no scheme", f"write `https:{url}`"
    else:
        message = f"links with the scheme `{scheme}:` are not allowed"
        near = closest(scheme, ["https", "http", "mailto"])
        hint = (
            f"did you mean `{near}:{url.partition(':')[2]}`?"
            if near
            else "write a URL that starts with `https:`, or the path of a file"
        )
    diagnostics.report(Rule.URL_SCHEME, place, message, hint)
    return _without_link(node)


def _may_be_label(scheme: str, url: str) -> bool:
    """Return whether what looks like a URL may be a label, as in many books: ``fig:map``."""
    plain = re.fullmatch(r"[\w.-]+:(?!//)[^\s<>\"'\\\x00-\x20]+", url)
    return bool(plain) and scheme not in {*_SCHEMES, *REFERENCE_SCHEMES, *UrlKind.LINK.value}


def _without_link(node: nodes.Link | nodes.Card | nodes.Button) -> list[nodes.Node]:
    if isinstance(node, nodes.Card):
        node.url = None
        return [node]
    return node.children


def _give_text(node: nodes.Link, place: Position, diagnostics: Diagnostics) -> None:
    """Report a link that has no text; its address is shown."""
    if not text_of(node).strip() and not any(select(node, nodes.Image)):
        message = f"the link to `{node.url}` has no text"
        diagnostics.report(Rule.LINK_TEXT_EXISTS, place, message, "write `[text](address)`")
        node.children = [nodes.Text(position=node.position, value=node.url)]


# -- files


def _to_file(
    node: nodes.Link | nodes.Card | nodes.Button,
    url: str,
    place: Position,
    context: TransformContext,
    diagnostics: Diagnostics,
) -> list[nodes.Node]:
    path, mark, label = url.partition("#")
    try:
        file = _find(path.partition("?")[0], place.path, context)
    except OutsideCourseError:
        message = f"`{url}` is outside the course folder"
        hint = context.files.root_hint(
            path, place.path, "link to files of the course, or to `https:` URLs"
        )
        diagnostics.report(Rule.PATH_INSIDE_COURSE, place, message, hint)
        return _without_link(node)
    if file is None:
        return _to_nothing(node, path, place, context, diagnostics)
    if _can_run(file, context):
        message = f"`{path}` is offered as plain text: opened in a browser, it could run scripts"
        hint = "publish it elsewhere and link to it, or convert it to a page or a picture"
        diagnostics.report(Rule.DOWNLOAD_INERT, place, message, hint)
    if isinstance(node, nodes.Link):
        node.protocol = FILE
        _empty_if_url(node, url)
    node.url = f"/{file.replace('#', '%23')}{mark}{unquote(label)}"
    return [node]


def _can_run(path: str, context: TransformContext) -> bool:
    """Return whether a browser could run a file that is linked, and the course is not trusted."""
    if context.options.trust:
        return False
    if path.lower().endswith(".svg"):
        file = context.files.find(f"/{path}")
        return file is not None and may_act(context.file_cache.inspect(file))
    return is_active(path.rpartition("/")[2])


def _to_nothing(
    node: nodes.Link | nodes.Card | nodes.Button,
    path: str,
    place: Position,
    context: TransformContext,
    diagnostics: Diagnostics,
) -> list[nodes.Node]:
    """Report a link to a file that does not exist; it keeps its words, marked.

    What may be the address of a page, or a label such as `section4.2`, is left to a later step,
    which knows them; it finds in ``data`` what to say of a file.
    """
    name = path.rpartition("/")[2]
    if not isinstance(node, nodes.Link) or not _DOWNLOAD.search(name):
        return [node]
    hint = missing_scheme(path) or _nearest(path, place, context, diagnostics)
    if name == path:
        node.data = {**(node.data or {}), NO_FILE: hint}
        return [node]
    message = f"file not found: `{unquote(path)}`"
    diagnostics.report(Rule.STATIC_FILE_COPIED, place, message, hint)
    words = node.children or [nodes.Text(position=node.position, value=path)]
    return [nodes.Link(position=node.position, classes=node.classes, children=words)]


_DOWNLOAD = re.compile(r"\.(?!md$|ipynb$|html?$)[A-Za-z0-9]{1,8}$")
_FOLDERS = 50


def _nearest(
    path: str, place: Position, context: TransformContext, diagnostics: Diagnostics
) -> str:
    """Return which file near the page the author may have meant."""
    folder, _, name = context.files.locate(path, place.path).rpartition("/")
    if odd := context.files.odd_kind(path, place.path):
        return f"`{name}` is {odd}; link to a file"
    names = context.names(folder)
    near = same_name(name, names) or diagnostics.did_you_mean(name, names)
    if near:
        return near
    above = folder.rpartition("/")[0]
    for other in context.names(above)[:_FOLDERS]:
        place_there = f"{above}/{other}" if above else other
        if name in context.names(place_there):
            return f"did you mean `/{place_there}/{name}`?"
    if path.startswith("/"):
        return "count its path from the course folder"
    return f"paths are relative to the folder of `{place.path}`"


def _find(path: str, page: str, context: TransformContext) -> str | None:
    """Return the file that the path means; ``.md`` and ``.ipynb`` may be left out.

    In a Jupyter Book 1 the address of a page means its file, too.
    """
    if not path:
        return None
    names = [path + ending for ending in ("", *EVERY_PAGE)]
    if context.project.counts_as_sphinx and path.endswith(".html"):  # where the book has its pages
        names += [path.removesuffix(".html") + ending for ending in EVERY_PAGE]
    for name in names:
        located, file = context.find(name, page)
        if file is not None:
            return located
    return _static_file(path, context) if path.startswith("/") else None


def _static_file(path: str, context: TransformContext) -> str | None:
    """Return the file that an address at the root of the site means, by ``static_files``."""
    name, _, rest = path.strip("/").partition("/")
    for static in context.project.static_files:
        whole = static.strip().strip("/").removeprefix("./")
        if whole.rpartition("/")[2] == name and whole != name:
            located, file = context.find(f"/{whole}/{rest}".rstrip("/"), "")
            if file is not None:
                return located
    return None


def _empty_if_url(node: nodes.Link, url: str) -> None:
    """Leave it to a later step to put the title in the place of a text that is only the URL."""
    if text_of(node) in (url, unquote(url)):
        node.children = []


# -- short forms

_Short = Callable[[str], tuple[str, str]]


def _wiki(rest: str) -> tuple[str, str]:
    page = re.sub(r"\s+", "_", rest.strip()).strip("_")
    return f"https://en.wikipedia.org/wiki/{page}", page.replace("_", " ")


_SHORT: dict[str, _Short] = {
    "wiki": _wiki,
    "rrid": lambda rest: (f"https://scicrunch.org/resolver/{rest.strip()}", rest.strip()),
    "ror": lambda rest: (f"https://ror.org/{rest.strip()}", rest.strip()),
    "github": lambda rest: (f"https://github.com/{rest.strip()}", rest.strip()),
}
_WIKIPEDIA = re.compile(r"https?://[a-z]+\.wikipedia\.org/wiki/([^?#]+)$")
_GITHUB_ISSUE = re.compile(r"https?://github\.com/([^/]+/[^/]+)/(?:issues|pull)/(\d+)")
_GITHUB_FILE = re.compile(r"https?://github\.com/[^/]+/[^/]+/blob/[^/]+/([^?#]+)")


def _expand(node: nodes.Link | nodes.Card | nodes.Button) -> None:
    """Write ``wiki:``, ``rrid:``, ``ror:`` out; give a bare address a text that reads well.

    Source: the link transformers of myst-transforms.
    """
    scheme, colon, rest = node.url.partition(":") if node.url else ("", "", "")
    words = ""
    if colon and scheme in _SHORT and node.url:
        url = node.url
        node.url, words = _SHORT[scheme](rest)
    elif isinstance(node, nodes.Link) and node.url.startswith("http"):
        url = node.url
        words = _short_text(url)
    else:
        return
    if words and isinstance(node, nodes.Link) and text_of(node) in ("", url):
        node.children = [nodes.Text(position=node.position, value=words)]


def _short_text(url: str) -> str:
    if match := _WIKIPEDIA.match(url):
        return unquote(match[1]).replace("_", " ")
    if match := _GITHUB_ISSUE.match(url):
        return f"{match[1]}#{match[2]}"
    match = _GITHUB_FILE.match(url)
    return match[1] if match else ""

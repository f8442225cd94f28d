"""Broken links inside the rendered site: no such file, or no such anchor."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.metadata.addresses import page_file
from neuromatch_site.model.course import Page
from neuromatch_site.postprocess.jupyterlite import FOLDER as LITE
from neuromatch_site.urls import join_url, parts_of

_LINK = re.compile(r'\s(?:href|src)="([^"]+)"')
_NAME = re.compile(r'\s(?:id|name)="([^"]+)"')
_ORIGIN = "https://site.invalid/"


def check_addresses(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report each broken URL once, on the first page that has it.

    The theme's own scripts and styles are checked, too: an override may use a missing file.
    """
    texts = dict(_texts(context.site))
    names = {path: {unescape(name) for name in _NAME.findall(text)} for path, text in texts.items()}
    later = (
        ("pagefind/", f"{LITE}/") if context.project.site.options.jupyterlite else ("pagefind/",)
    )
    checked: set[str] = set()
    for page in context.project.pages:
        path = page_file(page.source.url)
        for written in dict.fromkeys(_LINK.findall(texts.get(path, ""))):
            target = join_url(_ORIGIN + path, unescape(written))
            if target in checked or not target.startswith(_ORIGIN):
                continue
            checked.add(target)
            if message := _dead(target, context.site, names, later):
                _report_dead(page, unescape(written), message, context, diagnostics)


def _texts(site: Mapping[str, bytes | Path]) -> Iterator[tuple[str, str]]:
    for path, content in site.items():
        if path.endswith(".html") and isinstance(content, bytes):
            yield path, content.decode()


def _dead(
    target: str,
    site: Mapping[str, bytes | Path],
    names: Mapping[str, set[str]],
    later: tuple[str, ...],
) -> str:
    """Return what is wrong with an address; nothing where it leads somewhere."""
    parts = parts_of(target)
    path = unquote(parts.path).lstrip("/")
    file = f"{path}index.html" if not path or path.endswith("/") else path
    if file not in site and f"{file}/index.html" not in site:
        return "" if file.startswith(later) else f"`/{path}` is not a file of the site"
    place = unquote(parts.fragment)
    known = names.get(file)
    if not place or known is None or place in known or place == "top":
        return ""
    return f"`/{path}` has no element with the id `#{place}`"


def _report_dead(
    page: Page, written: str, message: str, context: CheckContext, diagnostics: Diagnostics
) -> None:
    """Report a dead address where the page writes it, unless the build said so already.

    What a data file writes is shown by several pages.
    """
    place = written.rpartition("#")[2] or written
    said_at = (page.source.path, "data/")
    own = (item for item in context.diagnostics if item.position.path.startswith(said_at))
    if not any(place in item.message for item in own):
        lines = page.text.split("\n")
        line = next((number for number, text in enumerate(lines, 1) if place in text), 1)
        diagnostics.report(Rule.ADDRESS_RESOLVES, Position(page.source.path, line), message)

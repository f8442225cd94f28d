"""``objects.inv``: what Sphinx projects can refer to.

``sphinx.util.inventory`` only writes the inventory of a Sphinx build. Source: its reader;
https://sphobjinv.readthedocs.io/en/stable/syntax.html describes the format.
"""

import re
import zlib
from collections.abc import Iterator

from neuromatch_site.exporters._context import ExportContext, title_of
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.course import Page, Project

_SPACE = re.compile(r"\s+")
_PRIORITY = -1
"""Found when asked for by name, not in a search."""


def inventory(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the inventory: pages (``std:doc``), labels (``std:label``), terms (``std:term``)."""
    lines = sorted({line for page in project.pages for line in _page_lines(page)})
    header = (
        "# Sphinx inventory version 2\n"
        f"# Project: {_one_line(project.config.title or project.site.title)}\n"
        f"# Version: {_one_line(project.config.version)}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    body = zlib.compress("".join(lines).encode(), level=9)
    return [Artifact("objects.inv", header.encode() + body)]


def _page_lines(page: Page) -> Iterator[str]:
    url = page.source.url.lstrip("/")
    yield _inventory_line(page.source.stem, "doc", url, title_of(page))
    for fact in page.facts.targets:
        if not fact.implicit and fact.kind != "page":
            yield _inventory_line(
                fact.identifier, "label", f"{url}#{fact.html_id}", text_of(fact.title)
            )
    for fact in page.facts.terms:
        title = text_of(fact.title) or fact.label
        yield _inventory_line(title, "term", f"{url}#{fact.html_id}", title)


def _inventory_line(name: str, role: str, location: str, title: str) -> str:
    """Return an entry; an empty location is the front page, which the format writes as ``./``."""
    name, title = _one_line(name), _one_line(title)
    if not name:
        return ""
    return f"{name} std:{role} {_PRIORITY} {location or './'} {title or '-'}\n"


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()

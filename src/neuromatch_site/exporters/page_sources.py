"""The files beside each page: its source, and its tree as JSON, as on mystmd's sites."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import json

from neuromatch_site.exporters._context import ExportContext, title_of
from neuromatch_site.exporters._public_source import notebook_without_removed, without_removed
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Image
from neuromatch_site.model.ast.serialize import to_json
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Project

_SOLUTION = re.compile(r"\{solution|\{quiz|to_remove|@title\s*solution", re.IGNORECASE)
SPEC_VERSION = 3
"""Of the tree: mystmd migrates older versions when it reads them."""


def page_source(page: Page, *, solutions: bool) -> list[Artifact]:
    """Return the source of a Markdown page: ``neurons.md`` of ``/neurons/``.

    Nothing if it contains solutions that the site leaves out.
    """
    is_text = page.source.path.endswith(".md")
    if not is_text or (not solutions and _SOLUTION.search(page.text)):
        return []
    text = without_removed(page.text)
    return [Artifact(_beside(page), text.encode())] if text else []


def notebook_sources(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the source of each notebook page, without removed parts."""
    sources = ((page, _notebook(page, context)) for page in project.pages)
    return [Artifact(_beside(page), source) for page, source in sources if source]


def _beside(page: Page) -> str:
    return f"{page.source.stem}.{page.source.path.rpartition('.')[2]}"


def _notebook(page: Page, context: ExportContext) -> bytes | Path | None:
    if not page.source.path.endswith(".ipynb") or not context.solutions:
        return None
    try:
        file = context.files.find(page.source.path) if context.files else None
        content = file.read_bytes() if file else b""
    except (OutsideCourseError, OSError):
        return None
    visible = notebook_without_removed(content)
    return file if visible is content else visible


def page_tree(page: Page, published: Mapping[str, str]) -> Artifact:
    """Return the tree of a resolved page as JSON, as mystmd reads it for links and previews.

    ``published`` maps files of the course to their paths on the site.
    """
    tree = to_json(page.content, positions=False)
    data = {
        "version": SPEC_VERSION,
        "kind": "Notebook" if page.source.path.endswith(".ipynb") else "Article",
        "slug": page.source.stem,
        "location": f"/{page.source.path}",
        "frontmatter": _frontmatter(page),
        "mdast": _with_addresses(tree, published) if any(select(page.content, Image)) else tree,
    }
    return Artifact(f"{page.source.stem}.json", json.encode(data))


def _frontmatter(page: Page) -> dict[str, object]:
    frontmatter = page.frontmatter
    fields: dict[str, object] = {
        "title": title_of(page),
        "short_title": frontmatter.short_title,
        "subtitle": frontmatter.subtitle,
        "description": frontmatter.description,
        "date": frontmatter.date,
        "authors": [{"name": person.name} for person in frontmatter.authors],
        "content_includes_title": frontmatter.content_includes_title,
    }
    return {key: value for key, value in fields.items() if value}


def _with_addresses(tree: dict[str, object], published: Mapping[str, str]) -> dict[str, object]:
    """Return the tree with pictures as they are on the site."""
    waiting: list[object] = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        children = node.get("children")
        if isinstance(children, list):
            waiting.extend(children)
        url = node.get("url")
        if node.get("type") == "image" and isinstance(url, str):
            node["url"] = published.get(url.lstrip("/"), url)
    return tree

"""``manifest.webmanifest``: name, icon and colours of the site on a home screen.

Source: https://www.w3.org/TR/appmanifest/; addresses count from the manifest.
"""

import json

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project

_TYPES = {"svg": "image/svg+xml", "png": "image/png", "webp": "image/webp", "ico": "image/x-icon"}
_SHORT = 30


def manifest(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the manifest."""
    config, site = project.config, project.site
    name = site.title or config.title
    data: dict[str, object] = {
        "name": name,
        "short_name": config.short_title or name[:_SHORT].rstrip(),
        "description": site.description or config.description,
        "lang": site.options.language,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": _icons(project, context),
    }
    text = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    return [Artifact("manifest.webmanifest", f"{text}\n".encode())] if name else []


def _icons(project: Project, context: ExportContext) -> list[dict[str, str]]:
    path = project.site.options.favicon.lstrip("/")
    url = context.published.get(path, "") if path else ""
    if not url:
        return []
    kind = _TYPES.get(url.rpartition(".")[2].lower(), "")
    known = {"type": kind, "sizes": "any" if kind == "image/svg+xml" else ""}
    return [{"src": f".{url}", **{key: value for key, value in known.items() if value}}]

"""Unused pictures, videos and documents."""

import posixpath
from collections.abc import Iterator

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.globs import is_excluded
from neuromatch_site.media.pictures import CONVERTIBLE, FORMATS, PLAYED_FORMATS

_PUBLISHED = (
    *FORMATS,
    *PLAYED_FORMATS,
    *CONVERTIBLE,
    ".pptx",
    ".ppt",
    ".odp",
    ".key",
    ".docx",
    ".vtt",
)
"""The suffixes of what is in a course only to be published. Data and code may serve elsewhere."""
_OWN_FOLDERS = ("lock/", "data/")
"""What lies there is used by its name."""


def check_files(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report files that would be published but that no page, and no part of the site, uses."""
    used = set(_used(context))
    exclude = (*context.project.config.exclude, *context.project.config.static_files)
    for path in context.files.tree().walk():
        published = path.lower().endswith(_PUBLISHED) and not path.startswith(_OWN_FOLDERS)
        if published and path not in used and not is_excluded(path, exclude):
            hint = "use it, link to it, remove it, or list it under `exclude:`"
            message = f"nothing uses `{path}`"
            diagnostics.report(Rule.FILE_USED, Position(path), message, hint)


def _used(context: CheckContext) -> Iterator[str]:
    project, options = context.project, context.project.site.options
    for page in project.pages:
        yield from page.dependencies
        yield from page.facts.files
        yield from (image.path for image in page.facts.images)
        folder = page.source.path.rpartition("/")[0]
        yield from _named_paths(page.frontmatter, folder)
    yield from (*project.downloads, *project.data.pictures)
    yield from (video.thumbnail for video in project.videos.values())
    yield from _named_paths(project.config, "")
    named = (
        *(options.logo, options.logo_dark, options.favicon),
        *(options.cover, options.ornament, options.style),
    )
    yield from (path.lstrip("/") for path in named)


def _named_paths(frontmatter: Frontmatter, folder: str) -> Iterator[str]:
    """Yield what front matter names, from the page and from the course folder."""
    for path in (
        frontmatter.thumbnail,
        frontmatter.banner,
        *(download.url for download in frontmatter.downloads),
    ):
        yield path.lstrip("/")
        yield posixpath.normpath(posixpath.join(folder, path))

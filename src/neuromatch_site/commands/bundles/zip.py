"""The site of a course as a zip: unpacked, it opens without a server or a network."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from neuromatch_site.commands.bundles.search import search_script
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.filesystem.zip import zipped
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.identifiers import html_id
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.render.theme import open_theme
from neuromatch_site.workers.progress import Progress

_KEPT = re.compile(r'<html[^>]*>|<link rel="stylesheet"[^>]*>|<body.*</body>', re.DOTALL)
"""What other pages need of a page: its settings, its styles, what it shows."""
_PROGRAM = "scripts/offline-zip/search.js"


class SiteZip(Struct, frozen=True, kw_only=True):
    """The zip of a site, and the messages about the course."""

    content: bytes
    diagnostics: Sequence[Diagnostic]
    pages: int


def course_zip(course: Path, options: Options, progress: Progress) -> SiteZip:
    """Return the site of a course as a zip; without content if there is no site.

    ``options`` are those of a site opened from a disk.
    """
    built = build_site(course, BuildContext(options, progress))
    if built.project is None:
        return SiteZip(content=b"", diagnostics=built.diagnostics, pages=0)
    program = open_theme(options.templates, Diagnostics()).files[_PROGRAM]
    left_out = {f"{page.source.stem}.json" for page in built.project.pages} | {"404.html"}
    files = [file for file in built.artifacts if file.path not in left_out]
    searched = not built.project.site.options.hide_search
    for part in ("", *built.parts):
        own = _of_part(files, part, built.parts)
        disk_files = _for_disk(own, program, search=searched)
        files += [Artifact(part + file.path, file.content) for file in disk_files]
    folder = html_id(built.project.site.title or built.project.config.title) or "course"
    members = {f"{folder}/{file.path}": file.content for file in files}
    content = zipped(sorted(members.items()))
    return SiteZip(content=content, diagnostics=built.diagnostics, pages=built.pages)


def _of_part(files: Sequence[Artifact], part: str, parts: Sequence[str]) -> list[Artifact]:
    """Return the files of one site among several, by their paths from its own root."""
    below = tuple(other for other in parts if other != part and other.startswith(part))
    return [
        Artifact(file.path.removeprefix(part), file.content)
        for file in files
        if file.path.startswith(part) and not (below and file.path.startswith(below))
    ]


def _for_disk(files: Sequence[Artifact], program: str, *, search: bool) -> Iterator[Artifact]:
    """Yield what pages load from a disk: the search, and what other pages say."""
    pages = [
        (file.path, file.content.decode())
        for file in files
        if file.path.endswith(".html") and isinstance(file.content, bytes)
    ]
    if search:
        yield search_script(pages, program)
    for path, html in pages:
        if scripts := _KEPT.findall(html):
            text = json.dumps("".join(scripts), ensure_ascii=False)
            yield Artifact(f"{path}.js", f"document.currentScript.gives={text};\n".encode())

"""The parts around every page: footer, banner ... -> texts without a URL."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from neuromatch_site.config import Config
from neuromatch_site.config.locked_files import HINT, is_remote, locked_path
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.parts import SITE_PARTS, Part
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.text import decode
from neuromatch_site.model.generated import GeneratedPage
from neuromatch_site.myst.parser.frontmatter import split_frontmatter
from neuromatch_site.readers.data_texts import text_page

_FILES = (".md", ".markdown")
_RELATIVE = re.compile(
    r"(\]\(<?|\b(?:src|href)=\"|^(?::{3,9}|`{3,9})\{(?:figure|image)\} )"
    r"(?![a-z][a-z0-9+.-]{0,20}:|[/#<])([^)\s>\"]+)",
    re.MULTILINE | re.IGNORECASE,
)
"""What a picture or a link names by a path from the file it is in."""


def site_parts(
    config: Config, files: CourseFiles, diagnostics: Diagnostics
) -> Mapping[str, GeneratedPage]:
    """Return each part of the site by name; those of ``site:`` override those of ``project:``.

    A part is Markdown, or the path of a Markdown file. Source: mystmd's guide, "Website Theme".
    """
    parts = {**config.project.parts, **config.site.parts}
    return {
        name: text_page(_text_of(part, files, diagnostics))
        for name, part in parts.items()
        if name in SITE_PARTS
    }


def _text_of(part: Part, files: CourseFiles, diagnostics: Diagnostics) -> MarkdownText:
    """Return the Markdown of a part: of the file that it names, else as it is written."""
    at, text, url = part.position, "\n\n".join(part.texts), ""
    path = text.strip()
    if is_remote(path):
        url, path = path, f"/{locked_path(path)}"
        if files.find(path) is None:
            message = f"`{url}` is not in the lock"
            diagnostics.report(Rule.STATIC_FILE_COPIED, at, message, HINT)
            return MarkdownText("", at)
    elif not path.endswith(_FILES) or "\n" in path or " " in path:
        return MarkdownText(text, at)
    try:
        file = files.find(path, at.path)
        content = file.read_bytes() if file else None
    except (OutsideCourseError, OSError):
        content = None
    if content is None:
        message = f"file not found: `{path}`"
        hint = f"paths are relative to the folder of `{at.path}`"
        diagnostics.report(Rule.STATIC_FILE_COPIED, at, message, hint)
        return MarkdownText("", at)
    read = decode(files.locate(path, at.path), content, diagnostics)
    if read is None:
        return MarkdownText("", at)
    body = split_frontmatter(read, diagnostics).body
    return MarkdownText(_from_url(body.text, url) if url else body.text, body.at())


def _from_url(text: str, url: str) -> str:
    """Return the text of a file elsewhere: what it names beside itself lies there, too."""
    return _RELATIVE.sub(lambda match: match[1] + urljoin(url, match[2]), text)

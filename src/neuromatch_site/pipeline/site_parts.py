"""The parts of the site around its pages (footer, banner ...) -> trees, read as pages are."""

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace

from neuromatch_site.config.frontmatter import Part
from neuromatch_site.config.locked_files import HINT, is_remote, locked_path
from neuromatch_site.config.page import page_frontmatter
from neuromatch_site.config.parts import SITE_PARTS
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.ast.nodes import Target
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, PageSource
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.myst.parser.frontmatter import split_frontmatter
from neuromatch_site.pipeline.read_page import ReadContext
from neuromatch_site.readers.text import decode
from neuromatch_site.transforms import TransformContext, facts_of, transform_page

_FILES = (".md", ".markdown")


def read_site_parts(reading: ReadContext, diagnostics: Diagnostics) -> Mapping[str, Page]:
    """Return each part of the site by its name; those of ``site:`` before those of ``project:``.

    A part is Markdown, or the path of a Markdown file. Source: mystmd's guide, "Website Theme".
    """
    config = reading.config
    given = {**config.project.parts, **config.site.parts}
    return {
        name: _read(name, part, reading, diagnostics)
        for name, part in given.items()
        if name in SITE_PARTS
    }


def _read(name: str, part: Part, reading: ReadContext, diagnostics: Diagnostics) -> Page:
    text = _text_of(part, reading.files, diagnostics)
    page = PageSource(path=text.path, url="/", index=0, in_toc=False)
    found = Diagnostics()
    # With a title of its own, so that no heading is taken for it.
    frontmatter = replace(page_frontmatter(None, reading.project, found), title=name)
    parse = partial(parse_myst, substitutions=frontmatter.substitutions)
    content = parse(text, diagnostics)
    context = TransformContext(
        source=replace(page, url=""),
        frontmatter=frontmatter,
        files=reading.files,
        seen=reading.seen,
        project=reading.project,
        options=reading.config.site.options,
        parse=parse,
        texts={text.path: text.text},
    )
    transform_page(content, context, diagnostics)
    for node in select(content, Target):
        node.html_id = None  # the part is on every page, whose own names go before
    facts = facts_of(content, frontmatter, page)
    return Page(source=page, frontmatter=frontmatter, content=content, facts=facts)


def _text_of(part: Part, files: CourseFiles, diagnostics: Diagnostics) -> Source:
    """Return the Markdown of a part: of the file that it names, else as it is written."""
    at, text = part.position, "\n\n".join(part.texts)
    written = Source(at.path, text, at.line, at.column, fixed=True)
    path = text.strip()
    if is_remote(path):
        url, path = path, f"/{locked_path(path)}"
        if files.find(path) is None:
            message = f"`{url}` is not in the lock"
            diagnostics.report(Rule.STATIC_FILE_COPIED, at, message, HINT)
            return replace(written, text="")
    elif not path.endswith(_FILES) or "\n" in path or " " in path:
        return written
    try:
        file = files.find(path, at.path)
        content = file.read_bytes() if file else None
    except (OutsideCourseError, OSError):
        content = None
    if content is None:
        message = f"file not found: `{path}`"
        hint = f"paths are relative to the folder of `{at.path}`"
        diagnostics.report(Rule.STATIC_FILE_COPIED, at, message, hint)
        return replace(written, text="")
    read = decode(files.locate(path, at.path), content, diagnostics)
    return split_frontmatter(read, diagnostics).body if read else replace(written, text="")

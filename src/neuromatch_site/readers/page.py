"""One ``.md`` or ``.ipynb`` file -> its front matter and its tree."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from neuromatch_site.cache.file_cache import content_digest
from neuromatch_site.config.page import PageFrontmatter, page_frontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.value import Value, value_of
from neuromatch_site.config.yaml import load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.page_names import GENERAL_INDEX, OTHER_PAGES
from neuromatch_site.filesystem.text import decode
from neuromatch_site.model.ast.nodes import Node, Problem, Root
from neuromatch_site.model.ast.text import is_blank
from neuromatch_site.model.course import CellOutputs, LockedOutputs, PageSource
from neuromatch_site.model.generated import GeneratedPage
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.myst.parser.frontmatter import split_frontmatter
from neuromatch_site.readers.data_pictures import lift_pictures
from neuromatch_site.readers.foreign_syntax import report_foreign_syntax

PutOut = CellOutputs | LockedOutputs
"""Outputs of the cells of a page: from this run, or stored by ``run``."""
Parse = Callable[[Source, Diagnostics], Root]


class LoadedPage(Struct, kw_only=True):
    """A page as parsed from its file, before any transform."""

    frontmatter: PageFrontmatter
    content: Root
    text: str = ""
    """The source, which is published beside the page."""
    media: dict[str, str] = field(default_factory=dict)
    """Files embedded in a notebook: name -> base64."""
    digest: str = ""
    """Of the file as it was read: it can be saved again meanwhile."""
    dependencies: dict[str, str] = field(default_factory=dict)
    """Other files that were read: path from the course folder -> digest, or ``ABSENT``."""


def load_page(
    source: PageSource,
    files: CourseFiles,
    project: ProjectConfig,
    diagnostics: Diagnostics,
    executed: CellOutputs | None = None,
) -> LoadedPage:
    """Return the page of a source file, with the outputs of its cells if they were run.

    Never raises for a mistake of an author: an unreadable file gives a page that says so.
    """
    start = Position(source.path)
    try:
        file = files.find(source.path)
        content = file.read_bytes() if file else None
    except OutsideCourseError:
        message = "the file is outside the course folder"
        diagnostics.report(Rule.PATH_INSIDE_COURSE, start, message)
        return _unreadable(message, start, project, diagnostics)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        diagnostics.report(Rule.MYST_FILE_LOADS, start, message)
        return _unreadable(message, start, project, diagnostics)
    if content is None:
        message = "file not found"
        diagnostics.report(Rule.MYST_FILE_LOADS, start, message)
        return _unreadable(message, start, project, diagnostics)
    put_out: PutOut | None = executed
    dependencies: dict[str, str] = {}
    if executed is None and may_run(source.path, content):
        from neuromatch_site.readers.locked_outputs import locked_path, read_locked_outputs

        put_out, digest = read_locked_outputs(source.path, files, diagnostics)
        dependencies[locked_path(source.path)] = digest
    if source.path.endswith(".ipynb"):
        loaded = _notebook(source, content, project, diagnostics, put_out)
    else:
        loaded = _markdown(source, content, files, project, diagnostics, put_out)
    loaded.digest = content_digest(content)
    loaded.dependencies |= dependencies
    return loaded


def load_generated(
    page: GeneratedPage, project: ProjectConfig, diagnostics: Diagnostics
) -> LoadedPage:
    """Return a page generated from a data file; mistakes are reported there."""
    inherited = page_frontmatter(None, project, diagnostics)
    own = {name: value for name, value in asdict(page.frontmatter).items() if value}
    frontmatter = replace(inherited, **own)
    root = Root(position=Position(page.source.data))
    for text in page.texts:
        place = text.position
        exported = place.path.endswith((".json", ".xml"))
        # Of what programs export, a place is known for each talk, not for its lines.
        source = Source(place.path, text.text, place.line, place.column, fixed=exported)
        syntax = replace(project.syntax, citations=not (exported or "/sitedata/" in place.path))
        parsed = parse_myst(source, diagnostics, frontmatter.substitutions, syntax)
        root.children += parsed.children
    return LoadedPage(frontmatter=frontmatter, content=root, text=page.text)


def may_run(path: str, content: bytes) -> bool:
    """Return whether it is worth while to look for code to run in a page."""
    marks = (b"{code-cell}", b"{eval}")
    return path.endswith((".ipynb", ".Rmd")) or any(mark in content for mark in marks)


def _with_name(
    frontmatter: PageFrontmatter, source: PageSource, content: bytes, project: ProjectConfig
) -> PageFrontmatter:
    """Return what a page says of itself; in a Jupyter Book 1 its name, too, where it is asked for.

    Source: myst-parser, "Substitutions", ``env``.
    """
    if not project.jupyter_book or b"env.docname" not in content:
        return frontmatter
    name = {"env.docname": source.path.rpartition(".")[0]}
    return replace(frontmatter, substitutions={**name, **frontmatter.substitutions})


def _markdown(
    source: PageSource,
    content: bytes,
    files: CourseFiles,
    project: ProjectConfig,
    diagnostics: Diagnostics,
    put_out: PutOut | None,
) -> LoadedPage:
    carried: dict[str, str] = {}
    if b";base64," in content:
        content = lift_pictures(content.decode(errors="surrogateescape"), carried).encode(
            errors="surrogateescape"
        )
    text = decode(source.path, content, diagnostics)
    is_index = project.jupyter_book and source.path.endswith(GENERAL_INDEX)
    if text is not None and (is_index or source.path.endswith(OTHER_PAGES)):
        from neuromatch_site.readers.other_pages import page_as_myst

        text = replace(text, text=page_as_myst(source.path, text.text))
    if text is None:
        message = "the page cannot be shown"
        return _unreadable(message, Position(source.path), project, diagnostics)
    parts = split_frontmatter(text, diagnostics)
    data = load_yaml(parts.frontmatter, diagnostics) if parts.frontmatter else None
    frontmatter = page_frontmatter(data, project, diagnostics)
    frontmatter = _with_name(frontmatter, source, content, project)
    parse = partial(parse_myst, substitutions=frontmatter.substitutions, syntax=project.syntax)
    tree = parse(parts.body, diagnostics)
    report_foreign_syntax(parts.body, diagnostics)
    read: dict[str, str] = {}
    if b"load:" in content:
        from neuromatch_site.readers.loaded_code import load_code

        read = load_code(tree, source.path, files, diagnostics)
    if put_out is not None:
        _put(put_out, tree, parse, carried, diagnostics)
    if not frontmatter.template:
        _check_empty(tree, diagnostics)
    return LoadedPage(
        frontmatter=frontmatter, content=tree, text=text.text, media=carried, dependencies=read
    )


def _put(
    put_out: PutOut, tree: Root, parse: Parse, media: dict[str, str], diagnostics: Diagnostics
) -> None:
    """Put into the tree of a page what its cells put out: now, or when ``run`` ran them.

    ``media`` gets the files that outputs carry.
    """
    from neuromatch_site.readers.locked_outputs import outputs_of
    from neuromatch_site.readers.outputs import OutputReader
    from neuromatch_site.readers.page_code import put_outputs, runnables

    cells = list(runnables(tree))
    if isinstance(put_out, LockedOutputs):
        put_out = outputs_of(cells, put_out, diagnostics)
    reader = OutputReader(parse=parse, diagnostics=diagnostics, media=media)
    put_outputs(cells, put_out, reader)


_IN_METADATA = ("title", "authors", "date", "kernelspec")
"""What a notebook's metadata says to its page; tools keep other things there."""


def _notebook(
    source: PageSource,
    content: bytes,
    project: ProjectConfig,
    diagnostics: Diagnostics,
    put_out: PutOut | None,
) -> LoadedPage:
    from neuromatch_site.readers.notebook import notebook_tree, read_notebook
    from neuromatch_site.readers.page_code import without_outputs

    notebook = read_notebook(source.path, content, diagnostics)
    if put_out is not None:
        notebook = replace(notebook, cells=without_outputs(notebook.cells))
    start = Position(source.path)
    own = load_yaml(notebook.frontmatter, diagnostics) if notebook.frontmatter else None
    in_metadata = {key: value for key, value in notebook.metadata.items() if key in _IN_METADATA}
    data = _merged(value_of(in_metadata, start), own)
    frontmatter = page_frontmatter(data, project, diagnostics)
    frontmatter = _with_name(frontmatter, source, content, project)
    parse = partial(parse_myst, substitutions=frontmatter.substitutions, syntax=project.syntax)
    tree = notebook_tree(notebook, parse, diagnostics)
    if put_out is not None:
        _put(put_out, tree.root, parse, tree.media, diagnostics)
    if not frontmatter.template:
        _check_empty(tree.root, diagnostics)
    return LoadedPage(frontmatter=frontmatter, content=tree.root, media=tree.media)


def _merged(below: Value, above: Value | None) -> Value:
    """Return the fields of both; what the author wrote in a cell goes before metadata."""
    if above is None or not isinstance(above.data, dict) or not isinstance(below.data, dict):
        return below
    return Value({**below.data, **above.data}, above.position)


def _check_empty(tree: Root, diagnostics: Diagnostics) -> None:
    if all(is_blank(node) for node in tree.children):
        place = tree.position or Position("")
        diagnostics.report(Rule.PAGE_EMPTY, place, "the page is empty", "add some text")


def _unreadable(
    message: str, start: Position, project: ProjectConfig, diagnostics: Diagnostics
) -> LoadedPage:
    problem: list[Node] = [Problem(position=start, message=message)]
    frontmatter = page_frontmatter(None, project, diagnostics)
    return LoadedPage(frontmatter=frontmatter, content=Root(position=start, children=problem))

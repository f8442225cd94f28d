"""What each folder of cases understands: which blocks it expects, and how to make them."""

import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import case_runners_bibliography as bibliography
import case_runners_config as config
import case_runners_data as course_data
import case_runners_importers as importers
import case_runners_security as security
import case_runners_variants as variants
from courses import Course, as_tree, as_yaml
from pretty_html import pretty_html

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.course import PageSource

Output = Callable[[Course, str, Diagnostics], str]
"""The text that a block should hold, given its name; the last argument collects diagnostics."""


@dataclass(frozen=True, slots=True)
class CaseRunner:
    """A folder of cases."""

    outputs: Mapping[str, Output]
    """By kind of block. What is not here (and no file) is a mistake in the case."""
    check: Output
    """Runs where the case shows nothing but diagnostics."""


def parsed(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the tree of a page as it is parsed, before any transform."""
    from neuromatch_site.myst.language import parse_myst

    return as_tree(parse_myst(course.source(name), diagnostics))


def notebook(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the tree of a notebook, its code cells read."""
    from neuromatch_site.myst.language import parse_myst
    from neuromatch_site.transforms._context import TransformContext
    from neuromatch_site.transforms.code_cells import read_code_cells

    root, _ = _notebook(course, name, diagnostics)
    context = TransformContext(
        source=PageSource(path=name or course.page, url="/", index=0),
        frontmatter=PageFrontmatter(),
        files=CourseFiles(course.folder),
        project=ProjectConfig(),
        options=SiteOptions(),
        parse=parse_myst,
    )
    read_code_cells(root, context, diagnostics)
    return as_tree(root)


def media(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the names and sizes of the files that a notebook carries."""
    _, carried = _notebook(course, name, diagnostics)
    return "".join(f"{file}: {len(b64decode(text))} bytes\n" for file, text in carried.items())


def _notebook(course: Course, name: str, diagnostics: Diagnostics) -> tuple[Root, dict[str, str]]:
    from neuromatch_site.myst.language import parse_myst
    from neuromatch_site.readers.notebook import notebook_tree, read_notebook

    path = name or course.page
    content = (course.folder / path).read_bytes()
    tree = notebook_tree(read_notebook(path, content, diagnostics), parse_myst, diagnostics)
    return tree.root, tree.media


def resolved(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the tree of a page as it is rendered, after every transform."""
    built = course.build()
    diagnostics.items.extend(built.said)
    return as_yaml(built.tree(name or course.page))


def html(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return what the page says, without what stands around it."""
    built = course.build()
    diagnostics.items.extend(built.said)
    return pretty_html(built.html(name or course.page))


def output(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return a file of the site; the sizes of pages, which any template changes, are left out."""
    built = course.build()
    diagnostics.items.extend(built.said)
    text = re.sub(r'"contentSize": "\d+"', '"contentSize": "?"', built.file(name))
    return f"{text}\n" if text and not text.endswith("\n") else text


_TREE: Mapping[str, Output] = {"mdast": parsed, "html": html}

CASE_RUNNERS: dict[str, CaseRunner] = {
    "bibliography": CaseRunner(
        {"csl": bibliography.csl, "text": bibliography.text}, bibliography.csl
    ),
    "directives": CaseRunner(_TREE, parsed),
    "roles": CaseRunner(_TREE, parsed),
    "nodes": CaseRunner(_TREE, parsed),
    "examples": CaseRunner({"html": html}, html),
    "parser": CaseRunner(_TREE, parsed),
    "notebooks": CaseRunner({"mdast": notebook, "media": media, "html": html}, notebook),
    "transforms": CaseRunner({"mdast": resolved, "html": html}, resolved),
    "config": CaseRunner(
        {
            "config": config.config,
            "frontmatter": config.frontmatter,
            "data": config.data,
            "places": config.places,
        },
        config.checked,
    ),
    "data": CaseRunner({"data": course_data.data}, course_data.data),
    "readers": CaseRunner({"toc": config.toc, "redirects": config.redirects}, config.toc),
    "exporters": CaseRunner({"output": output, "zenodo": bibliography.zenodo}, output),
    "importers": CaseRunner(
        {
            "written": importers.written,
            "notes": importers.notes,
            "html": importers.imported,
            "site": importers.seen,
        },
        importers.notes,
    ),
    "security": CaseRunner(
        {
            "html": html,
            "output": output,
            "outcome": security.outcome,
            "addresses": security.addresses,
        },
        security.outcome,
    ),
    "metadata": CaseRunner({"output": output}, output),
    "variants": CaseRunner(
        {"seen": variants.seen, "output": output, "files": variants.files}, output
    ),
}

"""Transforms: what is not text in, text out. The rest is in ``cases/transforms``."""

import os
import time
from collections.abc import Callable, Mapping

from courses import Course

from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.ast.serialize import to_json
from neuromatch_site.model.course import Page, PageSource
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.transforms import (
    TransformContext,
    facts_of,
    is_unchanged,
    join_pages,
    resolve_page,
    transform_page,
)

Make = Callable[[Mapping[str, str | bytes]], Course]


def read(course: Course, path: str, diagnostics: Diagnostics) -> Page:
    """Return a page of a course, with everything done that needs no other page."""
    source = PageSource(path=path, url=f"/{path.removesuffix('.md')}/", index=0)
    text = course.source(path)
    tree = parse_myst(text, diagnostics)
    context = TransformContext(
        source=source,
        frontmatter=PageFrontmatter(),
        files=CourseFiles(course.folder.resolve()),
        project=ProjectConfig(),
        options=SiteOptions(),
        parse=parse_myst,
        named="Named",
        texts={path: text.text},
    )
    frontmatter = transform_page(tree, context, diagnostics)
    diagnostics.found = [one for one in diagnostics if one.rule is not Rule.PAGE_NO_TITLE]
    return Page(
        source=source,
        frontmatter=frontmatter,
        content=tree,
        facts=facts_of(tree, frontmatter, source),
        dependencies=context.dependencies,
    )


def test_resolving_a_page_leaves_it_as_it_was_and_tells_what_it_asked(course: Make) -> None:
    made = course(
        {
            "a.md": "# A\n\n[](b.md), [](#there), ![](#there) {term}`x`\n",
            "b.md": "# B\n\n(there)=\n## There\n\nText [](#there).\n",
        }
    )
    diagnostics = Diagnostics()
    pages = [read(made, path, diagnostics) for path in ("a.md", "b.md")]
    project = join_pages(ProjectConfig(), SiteConfig(), pages, (), {})
    before = to_json(pages[0].content)
    asked: set[str] = set()
    first = resolve_page(pages[0], project, Diagnostics(), asked)
    second = resolve_page(pages[0], project, Diagnostics())
    assert to_json(pages[0].content) == before
    assert to_json(first) == to_json(second)
    assert {"page:b.md", "target:there", "embed:there", "term:x"} <= asked


def test_a_page_notes_what_it_was_made_with(course: Make) -> None:
    made = course(
        {
            "a.md": "```{include} b.md\n```\n\n[x](c.txt) [y](d.txt)\n",
            "b.md": "Text.\n",
            "c.txt": "1",
        }
    )
    noted = read(made, "a.md", Diagnostics()).dependencies
    files = CourseFiles(made.folder.resolve())
    assert all(is_unchanged(files, path, state) for path, state in noted.items())
    (made.folder / "b.md").write_text("Other.\n")
    (made.folder / "c.txt").write_text("2")
    (made.folder / "d.txt").write_text("new")
    files = CourseFiles(made.folder.resolve())
    changed = {path for path, state in noted.items() if not is_unchanged(files, path, state)}
    assert changed == {"b.md", "d.txt"}


def test_includes_that_double_are_stopped(course: Make) -> None:
    files = {f"{n}.md": f"```{{include}} {n + 1}.md\n```\n" * 4 for n in range(7)}
    made = course({**files, "7.md": "Text.\n"})
    diagnostics = Diagnostics()
    begin = time.monotonic()
    read(made, "0.md", diagnostics)
    assert [one.rule.id for one in diagnostics] == ["include-too-large"]
    assert time.monotonic() - begin < 10


def test_a_picture_with_too_many_pixels_is_not_shown(course: Make) -> None:
    header = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR"
    size = (50_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0" + b"\0" * 4
    end = b"\0\0\0\0IEND" + b"\0" * 4
    made = course({"a.md": "![x](p.png)\n", "p.png": header + size + end})
    diagnostics = Diagnostics()
    read(made, "a.md", diagnostics)
    assert [one.rule for one in diagnostics] == [Rule.IMAGE_TOO_LARGE]


def test_no_file_outside_the_course_is_opened(course: Make) -> None:
    made = course({"a.md": "![x](../pipe) [y](../pipe)\n\n```{include} ../pipe\n```\n"})
    os.mkfifo(made.folder.parent / "pipe")
    diagnostics = Diagnostics()
    read(made, "a.md", diagnostics)
    assert [one.rule.id for one in diagnostics] == ["path-inside-course"] * 3


def test_a_page_without_a_title_is_named_after_its_file(course: Make) -> None:
    built = course({"01-spike_trains.md": "Text.\n", "named.md": "# Title\n"}).build()
    assert [(str(one.position), one.rule) for one in built.diagnostics] == [
        ("01-spike_trains.md:1:1", Rule.PAGE_NO_TITLE)
    ]
    assert ">Spike Trains</h1>" in built.file("index.html")

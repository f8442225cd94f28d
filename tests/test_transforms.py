"""Transforms: what is not text in, text out. The rest is in ``cases/transforms``."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from cases import FOLDER, read_cases
from courses import Course, course_files

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.ast.serialize import to_json
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.model.course import Page, PageSource
from neuromatch_site.myst.language import parse_myst
from neuromatch_site.transforms import (
    PAGE_TRANSFORMS,
    PROJECT_TRANSFORMS,
    READING,
    CourseIndex,
    TransformContext,
    facts_of,
    is_unchanged,
    join_pages,
    resolve_page,
    transform_page,
)
from neuromatch_site.transforms._steps import Change, Step

C = TypeVar("C")
Make = Callable[[Mapping[str, str | bytes]], Course]


def context_of(course: Course, path: str) -> TransformContext:
    return TransformContext(
        source=PageSource(path=path, url=f"/{path.removesuffix('.md')}/", index=0),
        frontmatter=PageFrontmatter(),
        files=CourseFiles(course.folder.resolve()),
        project=ProjectConfig(),
        options=SiteOptions(),
        parse=parse_myst,
        named="Named",
    )


def read(course: Course, path: str, diagnostics: Diagnostics) -> Page:
    """Return a page of a course, with everything done that needs no other page."""
    text = course.source(path)
    tree = parse_myst(text, diagnostics)
    context = context_of(course, path)
    context.texts[path] = text.text
    source = context.source
    frontmatter = transform_page(tree, context, diagnostics)
    diagnostics.items = [one for one in diagnostics if one.rule is not Rule.PAGE_NO_TITLE]
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


def test_a_step_does_nothing_to_a_tree_without_its_nodes(tmp_path: Path) -> None:
    """What ``run_steps`` leaves out would have changed nothing, and reported nothing."""
    idle: set[str] = set()
    for number, case in enumerate(read_cases(FOLDER / "transforms")):
        files = course_files(case.blocks, {})
        made = Course.write(tmp_path / str(number), files)
        if not made.page.endswith(".md") or made.page not in files:
            continue
        diagnostics = Diagnostics()
        tree, context = parse_myst(made.source(""), diagnostics), context_of(made, made.page)
        idle |= run_all((*READING, *PAGE_TRANSFORMS), tree, context, diagnostics)
        page = Page(
            source=context.source,
            frontmatter=context.frontmatter,
            content=tree,
            facts=facts_of(tree, context.frontmatter, context.source),
            dependencies=context.dependencies,
        )
        project = join_pages(context.project, SiteConfig(), [page], (), {})
        idle |= run_all(PROJECT_TRANSFORMS, tree, CourseIndex(project, page, set()), diagnostics)
    every: Sequence[object] = (*READING, *PAGE_TRANSFORMS, *PROJECT_TRANSFORMS)
    assert idle == {step.__name__ for step in every if isinstance(step, Step)}


def run_all(
    steps: Sequence[Change[C]], tree: Root, context: C, diagnostics: Diagnostics
) -> set[str]:
    """Run every step; return the names of those that had nothing to do, and did nothing."""
    idle = set()
    for step in steps:
        known = isinstance(step, Step) and step.kinds.isdisjoint(map(type, walk(tree)))
        before = (to_json(tree), len(diagnostics.items)) if known else None
        step(tree, context, diagnostics)
        if known:
            assert (to_json(tree), len(diagnostics.items)) == before, step.__name__
            idle.add(step.__name__)
    return idle


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

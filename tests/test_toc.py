"""The table of contents on real folders: links, odd files, any name, the reference course."""

import os
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from courses import Course
from hypothesis import given, settings
from hypothesis import strategies as st

from neuromatch_site.config import load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.globs import glob_matches
from neuromatch_site.readers.addresses import make_addresses
from neuromatch_site.readers.orphans import report_orphans
from neuromatch_site.readers.slugs import slug
from neuromatch_site.readers.toc import Toc, load_toc

Make = Callable[[Mapping[str, str | bytes]], Course]

TOC = "version: 1\nproject:\n  toc:\n    - file: index.md\n    - file: {}\n"


def load(folder: Path) -> tuple[Toc | None, list[Rule]]:
    """Return the toc of a folder and the rules that it breaks."""
    diagnostics = Diagnostics()
    files = CourseFiles(folder.resolve())
    config = load_config(files, diagnostics)
    toc = load_toc(config, files, diagnostics) if config else None
    return toc, [one.rule for one in diagnostics]


def paths(toc: Toc | None) -> list[str]:
    """Return the paths of the pages."""
    return [source.path for source in toc.sources] if toc else []


@pytest.mark.parametrize("config", ["version: 1\n", TOC.format("link.md")])
def test_a_link_out_of_the_course_is_no_page(course: Make, tmp_path: Path, config: str) -> None:
    (tmp_path / "secret.md").write_text("# secret", "utf-8")
    made = course({"myst.yml": config, "index.md": "# x"})
    (made.folder / "link.md").symlink_to(tmp_path / "secret.md")
    toc, rules = load(made.folder)
    assert paths(toc) == ["index.md"]
    assert rules == [Rule.PATH_INSIDE_COURSE]


def test_a_folder_that_leads_out_of_the_course_is_not_walked(course: Make, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("# secret", "utf-8")
    made = course({"index.md": "# x"})
    (made.folder / "week").symlink_to(tmp_path / "outside")
    toc, _ = load(made.folder)
    assert paths(toc) == ["index.md"]


def test_links_inside_the_course_are_pages_and_circles_end(course: Make) -> None:
    made = course({"index.md": "# x", "week/a.md": "# a"})
    (made.folder / "b.md").symlink_to(made.folder / "week" / "a.md")
    (made.folder / "week" / "again").symlink_to(made.folder)
    toc, rules = load(made.folder)
    assert paths(toc) == ["index.md", "b.md", "week/a.md"]
    assert rules == []


def test_what_is_no_regular_file_is_no_page(course: Make) -> None:
    made = course({"index.md": "# x", "folder.md/inside.md": "# y"})
    os.mkfifo(made.folder / "pipe.md")
    toc, rules = load(made.folder)
    assert paths(toc) == ["index.md", "folder.md/inside.md"]
    assert rules == []


def test_a_pipe_in_the_toc_is_not_opened(course: Make) -> None:
    made = course({"myst.yml": TOC.format("pipe.md"), "index.md": "# x"})
    os.mkfifo(made.folder / "pipe.md")
    toc, rules = load(made.folder)
    assert paths(toc) == ["index.md"]
    assert rules == [Rule.TOC_CONTENTS_EXIST]


def test_a_page_that_nothing_leads_to_is_told(course: Make) -> None:
    toc = "version: 1\nproject:\n  exclude: drafts\n  toc:\n    - file: index.md\n"
    pages = ["index.md", "lost.md", "part.md", "drafts/a.md", "week/README.md"]
    made = course({"myst.yml": toc, **dict.fromkeys(pages, "# x")})
    files, diagnostics = CourseFiles(made.folder.resolve()), Diagnostics()
    config = load_config(files, diagnostics)
    assert config is not None
    report_orphans(config, files, {"index.md", "part.md"}, diagnostics)
    assert [(one.rule, one.position.path) for one in diagnostics] == [(Rule.PAGE_ORPHAN, "lost.md")]


def test_folders_imply_every_page(course: Make) -> None:
    made = course({"index.md": "# x", "lost.md": "# x"})
    files, diagnostics = CourseFiles(made.folder.resolve()), Diagnostics()
    config = load_config(files, diagnostics)
    assert config is not None
    report_orphans(config, files, set(), diagnostics)
    assert not diagnostics.items


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_every_name_has_a_safe_part_of_an_address(name: str) -> None:
    part = slug(name)
    assert part
    assert len(part) <= 50
    assert part.isascii()
    assert part == part.lower()
    assert part.replace("-", "").isalnum()


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    names=st.lists(
        st.text("aAb1-_ é", min_size=1, max_size=3), min_size=1, max_size=4, unique=True
    ),
    folders=st.lists(st.sampled_from(["", "x/", "1-x/", "X/", "y/"]), min_size=1, unique=True),
    keep=st.booleans(),
)
def test_two_pages_at_one_address_are_always_told(
    names: list[str], folders: list[str], *, keep: bool
) -> None:
    pages = ["index.md", *(f"{folder}{name}.md" for folder in folders for name in names)]
    found = make_addresses(pages, folders=keep, front="index")
    urls = [unicodedata.normalize("NFC", url).casefold() for url in found.urls.values()]
    assert found.urls.keys() == set(pages)
    assert len(set(urls)) == len(urls) or found.clashes


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.md", "a.md", True),
        ("*.md", "x/a.md", False),
        ("**", "x/y/a.md", True),
        ("**/*.md", "a.md", True),
        ("**/*.md", "x/y/a.md", True),
        ("x/**/a.md", "x/a.md", True),
        ("x/**", "x", True),
        ("./a.md", "a.md", True),
        ("{a,b}.{md,ipynb}", "b.ipynb", True),
        ("{a,b}.md", "c.md", False),
        ("week-?/[ab].md", "week-1/b.md", True),
        ("week-?/[!ab].md", "week-1/b.md", False),
        ("**/x/**/y", "a/x/b/c/y", True),
        ("*a" * 40, "a" * 200 + "b", False),
        ("**/" * 40 + "z", "/".join("a" * 40), False),
        ("{a,b}" * 30, "c" * 30, False),
        ("!(a)?(b).md", "aa.md", True),
        ("*(a|aa|aaa)c", "a" * 200, False),
        ("+(a|aa).md", "a" * 200 + ".md", True),
    ],
)
def test_patterns(pattern: str, path: str, *, expected: bool) -> None:
    assert glob_matches(pattern, path) is expected


def test_the_reference_course_has_the_addresses_it_has_today(reference_course: Path) -> None:
    toc, rules = load(reference_course)
    assert toc is not None
    assert rules == []
    urls = {source.path: source.url for source in toc.sources}
    assert len(urls) == 54
    assert urls["index.md"] == "/"
    assert urls["Week_1/1-Neuron_Structure.md"] == "/neuron-structure/"
    assert urls["Week_0/5-Reading.md"] == "/reading/"
    assert urls["Week_9/reading.md"] == "/reading-9/"
    assert urls["Week_9/code-for-figures.ipynb"] == "/code-for-figures-4/"


@pytest.mark.parametrize("page", ["index", "part"])
def test_a_book_lists_what_is_below_a_page(tmp_path: Path, page: str) -> None:
    toc = "format: jb-book\nroot: index\nchapters:\n- file: part\n  sections:\n  - file: inside\n"
    files = {
        "_config.yml": "title: Book\n",
        "_toc.yml": f"{toc}- file: beside\n",
        **{f"{name}.md": f"# {name}\n" for name in ("index", "part", "inside", "beside")},
    }
    files[f"{page}.md"] += "\n```{tableofcontents}\n```\n"
    tree = Course.write(tmp_path / "course", files).build().html(f"{page}.md")
    assert "inside" in tree
    assert ("beside" in tree) == (page == "index")

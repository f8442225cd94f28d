"""A second build does exactly the work that what changed asks for, and gives the same bytes."""

import logging
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.model.course import Page, PageSource
from neuromatch_site.pipeline.build import BuildResult
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.read_page import ReadContext, read_page
from neuromatch_site.pipeline.session import session_of
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.transforms.katex import Formulas
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

COURSE = {
    "myst.yml": """version: 1
project:
  title: Course
  abbreviations:
    LIF: leaky integrate-and-fire
  toc:
    - file: index.md
    - file: a.md
    - file: b.md
    - file: c.md
site:
  title: Course
""",
    "index.md": "# Front\n\nWelcome.\n",
    "a.md": "(first)=\n# Page A\n\nSee [](#equation) and [](b.md).\n",
    "b.md": "# Page B\n\n$$ x = 1 $$ (equation)\n\n```{include} part.txt\n```\n",
    "c.md": "# Page C\n\n![](#embedded)\n\nThe LIF neuron.\n\n"
    ":::{note}\n:label: embedded\nA note.\n:::\n",
    "part.txt": "Included.\n",
}


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="4"/>'


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def run(folder: Path, cache: BuildCache, options: Options | None = None) -> BuildResult:
    """Build a course."""
    return build_site(folder, BuildContext(options or Options(), Progress(), cache))


def content(built: BuildResult) -> dict[str, bytes]:
    """Return the files of a site by path."""
    return {
        artifact.path: artifact.content
        if isinstance(artifact.content, bytes)
        else artifact.content.read_bytes()
        for artifact in built.artifacts
    }


@pytest.fixture(params=["in this process", "from the disk", "from the disk alone"])
def remember(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], BuildCache]:
    """Return what gives the memory for each build of a test; the last is that of ``build``."""
    if request.param == "from the disk":
        return lambda: BuildCache(tmp_path / "memory")
    if request.param == "from the disk alone":
        return lambda: BuildCache(tmp_path / "memory", lean=True)
    cache = BuildCache()
    return lambda: cache


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return the folder of a course."""
    folder = tmp_path / "course"
    write(folder, COURSE)
    return folder


def after(
    course: Path, remember: Callable[[], BuildCache], change: Mapping[str, str]
) -> tuple[int, int]:
    """Return how many pages are read and rendered when this changes."""
    first = run(course, remember())
    assert (first.read, first.rendered) == (4, 4)
    assert first.diagnostics == []
    write(course, change)
    second = run(course, remember())
    assert content(second) == content(run(course, BuildCache()))
    return second.read, second.rendered


def test_nothing_changed(course: Path, remember: Callable[[], BuildCache]) -> None:
    assert after(course, remember, {}) == (0, 0)


def test_the_text_of_a_page(course: Path, remember: Callable[[], BuildCache]) -> None:
    assert after(course, remember, {"c.md": COURSE["c.md"] + "\nMore.\n"}) == (1, 1)


def test_a_fact_that_another_page_uses(course: Path, remember: Callable[[], BuildCache]) -> None:
    numbered = COURSE["b.md"].replace("$$ x", "$$ y $$ (other)\n\n$$ x")
    assert after(course, remember, {"b.md": numbered}) == (1, 2)


def test_a_title_that_every_sidebar_shows(course: Path, remember: Callable[[], BuildCache]) -> None:
    assert after(course, remember, {"b.md": COURSE["b.md"].replace("Page B", "New")}) == (1, 4)


def test_a_file_that_a_page_includes(course: Path, remember: Callable[[], BuildCache]) -> None:
    assert after(course, remember, {"part.txt": "Changed.\n"}) == (1, 1)


def test_a_text_that_is_no_page_and_is_offered(
    course: Path, remember: Callable[[], BuildCache]
) -> None:
    write(course, {"c.md": "# Page C\n\n{download}`notes.md`\n", "notes.md": "# Notes\n"})
    assert after(course, remember, {"notes.md": "# Other notes\n"}) == (0, 1)


def test_what_the_configuration_says_to_pages(
    course: Path, remember: Callable[[], BuildCache]
) -> None:
    changed = COURSE["myst.yml"].replace("leaky integrate-and-fire", "a model of a neuron")
    assert after(course, remember, {"myst.yml": changed})[0] == 4


def test_another_option(course: Path, remember: Callable[[], BuildCache]) -> None:
    run(course, remember())
    second = run(course, remember(), Options(base_url="https://example.org/course/"))
    assert second.rendered == 4


def test_another_template(course: Path, remember: Callable[[], BuildCache], tmp_path: Path) -> None:
    run(course, remember())
    write(tmp_path / "own", {"nodes/abbreviation.html": "<b>{{ children }}</b>"})
    second = run(course, remember(), Options(templates=tmp_path / "own"))
    assert (second.read, second.rendered) == (0, 4)


@pytest.mark.parametrize("name", ["style: own.css", "logo: own.svg"])
def test_a_file_that_every_page_shows(
    course: Path, remember: Callable[[], BuildCache], name: str
) -> None:
    text = COURSE["myst.yml"] + f"  options:\n    {name}\n"
    files = {"own.css": "p { margin: 1px }", "own.svg": DRAWING.format(1), "myst.yml": text}
    write(course, files)
    run(course, remember())
    write(course, {"own.css": "p { margin: 2px }", "own.svg": DRAWING.format(2)})
    second = run(course, remember())
    assert content(second) == content(run(course, BuildCache()))
    assert second.rendered == 4


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"b.md": "# New name\n"}, id="a title"),
        pytest.param({"b.md": COURSE["b.md"] + "\nMany more words. " * 500}, id="a length"),
        pytest.param({"myst.yml": "title: Other\n"}, id="the name of the site"),
        pytest.param({"announcement.md": "A [](b.md) banner.\n"}, id="a banner"),
    ],
)
def test_what_is_made_for_the_course_follows_it(
    course: Path, remember: Callable[[], BuildCache], change: Mapping[str, str]
) -> None:
    """The pages of weeks, of the search, of what is not found."""
    toc = "  toc:\n    - file: index.md\n    - title: Week 1\n      children:\n"
    files = "".join(f"        - file: {name}.md\n" for name in "abc")
    config = f"project:\n  title: Course\n{toc}{files}site:\n"
    write(course, {"myst.yml": config + "  title: Course\n"})
    first = content(run(course, remember()))
    assert "week-1/index.html" in first
    title = change.get("myst.yml", "title: Course\n")
    banner = "  parts:\n    banner: announcement.md\n" if "announcement.md" in change else ""
    write(course, {**change, "myst.yml": f"{config}  {title}{banner}"})
    second = run(course, remember())
    clean = content(run(course, BuildCache()))
    assert content(second) == clean
    assert (clean["week-1/index.html"] == first["week-1/index.html"]) == (not change)


def test_a_mistake_is_said_again(course: Path, remember: Callable[[], BuildCache]) -> None:
    write(course, {"c.md": COURSE["c.md"] + "\n[](#nowhere) {nope}`x`\n"})
    first = run(course, remember())
    second = run(course, remember())
    assert second.rendered == 0
    assert [item.rule.id for item in first.diagnostics] == [
        "reference-target-resolves",
        "role-known",
    ]
    assert second.diagnostics == first.diagnostics


def test_a_page_that_is_saved_while_it_is_read(
    course: Path, remember: Callable[[], BuildCache], monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_in_between(source: PageSource, context: ReadContext, formulas: Formulas) -> Page:
        write(course, {"c.md": "# New\n"})
        return read_page(source, context, formulas)

    with monkeypatch.context() as patch:
        patch.setattr("neuromatch_site.pipeline.read_course.read_page", saved_in_between)
        run(course, remember(), Options(jobs=1))
    write(course, {"c.md": COURSE["c.md"]})
    again = run(course, remember(), Options(jobs=1))
    assert content(again) == content(run(course, BuildCache()))


@pytest.mark.parametrize("lean", [False, True])
def test_a_damaged_memory_is_thrown_away(course: Path, tmp_path: Path, *, lean: bool) -> None:
    folder = tmp_path / "memory"
    expected = content(run(course, BuildCache(folder, lean=lean)))
    for number, path in enumerate(sorted(path for path in folder.rglob("*") if path.is_file())):
        damage = (b"", b"{}", b"[1, 2", path.read_bytes()[:-40], b'{"files": 3}')[number % 5]
        path.write_bytes(damage)
    assert content(run(course, BuildCache(folder, lean=lean))) == expected


PAGES = ("index.md", "a.md", "b.md", "c.md", "part.txt", "myst.yml")
SNIPPETS = (
    "More text.\n",
    "(label-x)=\n## Heading\n",
    "[](#label-x) and [](#equation)\n",
    "[](a.md) [](c.md)\n",
    "$$ a $$ (eq-{n})\n",
    "![](#embedded)\n",
    ":::{unknown}\n:::\n",
    "",
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=st.lists(st.tuples(st.sampled_from(PAGES[:4]), st.sampled_from(SNIPPETS)), max_size=4))
def test_every_incremental_build_equals_a_clean_one(
    edits: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("course")
    write(folder, COURSE)
    cache = BuildCache()
    run(folder, cache)
    for number, (path, snippet) in enumerate(edits):
        text = COURSE[path] + "\n" + snippet.replace("{n}", str(number))
        write(folder, {path: text})
        built, clean = run(folder, cache), run(folder, BuildCache())
        assert content(built) == content(clean)
        assert built.diagnostics == clean.diagnostics


def test_a_course_that_is_built_once_is_not_held_as_a_whole(course: Path, tmp_path: Path) -> None:
    cache = BuildCache(tmp_path / "memory", lean=True)
    built = run(course, cache)
    assert content(built) == content(run(course, BuildCache()))
    assert not any(page.content.children for page in cache.pages.values())
    files = [file for one in cache.rendered.values() for file in one.files.values()]
    assert not any(isinstance(file, str) for file in files)
    assert not session_of(cache).page_contexts


def test_what_the_disk_lost_is_made_again(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "memory"
    run(course, BuildCache(folder, lean=True))
    for kind in ("files", "trees"):
        next((folder / kind).iterdir()).unlink()
    second = run(course, BuildCache(folder, lean=True))
    assert second.rendered == 1
    assert content(second) == content(run(course, BuildCache()))


def test_a_cache_that_is_sent_to_a_machine_without_its_folder_gives_texts(
    course: Path, tmp_path: Path
) -> None:
    """As a Dask worker elsewhere has it: what it made is kept by the process that asked."""
    sender = BuildCache(tmp_path / "memory", lean=True)
    run(course, sender)
    sent = pickle.dumps(sender)
    (tmp_path / "memory").rename(tmp_path / "here")
    received: BuildCache = pickle.loads(sent)  # noqa: S301 - our own
    assert received.folder is None
    built = run(course, received)
    assert (built.read, built.rendered) == (4, 4)
    (tmp_path / "here").rename(tmp_path / "memory")
    again = BuildCache(tmp_path / "memory", lean=True)
    for key, page in received.pages.items():
        again.adopt_page(key, page)
        again.adopt_rendered(key, received.rendered[key])
    assert not any(page.content.children for page in again.pages.values())
    second = run(course, again)
    assert (second.read, second.rendered) == (0, 0)
    pages = [file for file in second.artifacts if file.path.endswith(".html")]
    assert len(pages) == 6  # four of the course, the search, what is not found
    assert all(file.linked for file in pages)


def test_the_log_says_why_a_page_is_read_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What ``-vv`` prints."""
    folder, cache_folder = tmp_path / "course", tmp_path / "cache"
    write(folder, {**COURSE, "a.md": "# A\n\n```{include} part.txt\n```\n", "part.txt": "One.\n"})

    def said(files: Mapping[str, str]) -> list[str]:
        write(folder, files)
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "neuromatch_site.pipeline.rebuild_reasons"):
            run(folder, BuildCache(cache_folder))
        return [record.getMessage() for record in caplog.records if "read again" in record.message]

    assert said({}) == []
    assert said({"b.md": "# B\n\nOther words.\n"}) == ["b.md: read again: its file changed"]
    assert said({"part.txt": "Two.\n"}) == ["a.md: read again: `part.txt` changed"]
    configured = COURSE["myst.yml"].replace(
        "project:\n", "project:\n  abbreviations: {AP: spike}\n"
    )
    lines = said({"myst.yml": configured})
    assert len(lines) >= 3
    assert all("`project.abbreviations` changed" in line for line in lines)


def test_a_page_that_is_embedded_whole_is_there_again(tmp_path: Path) -> None:
    """Its label is that of the page: no heading and no figure of it bears that."""
    files = {
        "index.md": "# Front\n\n```{embed} #whole\n```\n",
        "b.md": "(whole)=\n# B\n\n## C\n\nText.\n",
    }
    write(tmp_path / "course", files)
    cache = BuildCache(tmp_path / "cache")
    first = run(tmp_path / "course", cache)
    again = run(tmp_path / "course", BuildCache(tmp_path / "cache"))
    assert not again.diagnostics
    assert [file.path for file in again.artifacts] == [file.path for file in first.artifacts]

"""A second build does exactly the work that what changed asks for, and gives the same bytes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from neuromatch_site.build import Build, build
from neuromatch_site.memory import Memory
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress
from neuromatch_site.project import Page, PageSource
from neuromatch_site.stages import Course, read_page

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


def run(folder: Path, memory: Memory, options: Options | None = None) -> Build:
    """Build a course."""
    return build(folder, options or Options(), Progress(), memory)


def content(built: Build) -> dict[str, bytes]:
    """Return the files of a site by path."""
    return {
        artifact.path: artifact.content
        if isinstance(artifact.content, bytes)
        else artifact.content.read_bytes()
        for artifact in built.artifacts
    }


@pytest.fixture(params=["in this process", "from the disk"])
def remember(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Memory]:
    """Return what gives the memory for each build of a test."""
    if request.param == "from the disk":
        return lambda: Memory(tmp_path / "memory")
    memory = Memory()
    return lambda: memory


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return the folder of a course."""
    folder = tmp_path / "course"
    write(folder, COURSE)
    return folder


def after(
    course: Path, remember: Callable[[], Memory], change: Mapping[str, str]
) -> tuple[int, int]:
    """Return how many pages are read and rendered when this changes."""
    first = run(course, remember())
    assert (first.read, first.rendered) == (4, 4)
    assert first.diagnostics == []
    write(course, change)
    second = run(course, remember())
    assert content(second) == content(run(course, Memory()))
    return second.read, second.rendered


def test_nothing_changed(course: Path, remember: Callable[[], Memory]) -> None:
    assert after(course, remember, {}) == (0, 0)


def test_the_text_of_a_page(course: Path, remember: Callable[[], Memory]) -> None:
    assert after(course, remember, {"c.md": COURSE["c.md"] + "\nMore.\n"}) == (1, 1)


def test_a_fact_that_another_page_uses(course: Path, remember: Callable[[], Memory]) -> None:
    numbered = COURSE["b.md"].replace("$$ x", "$$ y $$ (other)\n\n$$ x")
    assert after(course, remember, {"b.md": numbered}) == (1, 2)


def test_a_title_that_every_sidebar_shows(course: Path, remember: Callable[[], Memory]) -> None:
    assert after(course, remember, {"b.md": COURSE["b.md"].replace("Page B", "New")}) == (1, 4)


def test_a_file_that_a_page_includes(course: Path, remember: Callable[[], Memory]) -> None:
    assert after(course, remember, {"part.txt": "Changed.\n"}) == (1, 1)


def test_what_the_configuration_says_to_pages(course: Path, remember: Callable[[], Memory]) -> None:
    changed = COURSE["myst.yml"].replace("leaky integrate-and-fire", "a model of a neuron")
    assert after(course, remember, {"myst.yml": changed})[0] == 4


def test_another_option(course: Path, remember: Callable[[], Memory]) -> None:
    run(course, remember())
    second = run(course, remember(), Options(base_url="https://example.org/course/"))
    assert second.rendered == 4


def test_another_template(course: Path, remember: Callable[[], Memory], tmp_path: Path) -> None:
    run(course, remember())
    write(tmp_path / "own", {"nodes/abbreviation.html": "<b>{{ children }}</b>"})
    second = run(course, remember(), Options(templates=tmp_path / "own"))
    assert (second.read, second.rendered) == (0, 4)


@pytest.mark.parametrize("name", ["style: own.css", "logo: own.svg"])
def test_a_file_that_every_page_shows(
    course: Path, remember: Callable[[], Memory], name: str
) -> None:
    text = COURSE["myst.yml"] + f"  options:\n    {name}\n"
    files = {"own.css": "p { margin: 1px }", "own.svg": DRAWING.format(1), "myst.yml": text}
    write(course, files)
    run(course, remember())
    write(course, {"own.css": "p { margin: 2px }", "own.svg": DRAWING.format(2)})
    second = run(course, remember())
    assert content(second) == content(run(course, Memory()))
    assert second.rendered == 4


def test_a_mistake_is_said_again(course: Path, remember: Callable[[], Memory]) -> None:
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
    course: Path, remember: Callable[[], Memory], monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved_in_between(source: PageSource, scene: Course) -> Page:
        write(course, {"c.md": "# New\n"})
        return read_page(source, scene)

    with monkeypatch.context() as patch:
        patch.setattr("neuromatch_site.build.read_page", saved_in_between)
        run(course, remember(), Options(jobs=1))
    write(course, {"c.md": COURSE["c.md"]})
    again = run(course, remember(), Options(jobs=1))
    assert content(again) == content(run(course, Memory()))


def test_a_damaged_memory_is_thrown_away(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "memory"
    expected = content(run(course, Memory(folder)))
    for number, path in enumerate(sorted(path for path in folder.rglob("*") if path.is_file())):
        damage = (b"", b"{}", b"[1, 2", path.read_bytes()[:-40], b'{"files": 3}')[number % 5]
        path.write_bytes(damage)
    assert content(run(course, Memory(folder))) == expected


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
    memory = Memory()
    run(folder, memory)
    for number, (path, snippet) in enumerate(edits):
        text = COURSE[path] + "\n" + snippet.replace("{n}", str(number))
        write(folder, {path: text})
        built, clean = run(folder, memory), run(folder, Memory())
        assert content(built) == content(clean)
        assert built.diagnostics == clean.diagnostics


# What an author does to a course while the preview looks on

NAMES = ("index.md", "a.md", "b.md", "c.md", "d.md", "part.txt")
TEXTS = (
    *(COURSE[name] for name in ("index.md", "a.md", "b.md", "c.md", "part.txt")),
    "# Other\n\n(label-x)=\n## Heading\n\n[](#equation) [](a.md) [](d.md)\n",
    "---\ntitle: Given\nabbreviations:\n  LIF: other\n---\n\nThe LIF. ![](p.svg) {term}`x`\n",
    "---\ntitle: [broken\n---\n\n:::{note}\n",
    "",
)
IMPLIED = COURSE["myst.yml"][: COURSE["myst.yml"].index("  toc:")] + "site:\n  title: Course\n"
CONFIGURATIONS = (
    COURSE["myst.yml"],
    IMPLIED,
    IMPLIED.replace("title: Course", "title: Another course", 1),
    IMPLIED.replace("leaky", "linear"),
    IMPLIED + "  options:\n    hide_toc: true\n",
    IMPLIED + "  options:\n    style: own.css\n    logo: p.svg\n",
)


class Author(RuleBasedStateMachine):
    """Edits, renames, deletes, breaks and repairs; the preview's builds equal clean ones."""

    def __init__(self) -> None:
        """Begin with the course as it is first shown."""
        super().__init__()
        self.scratch = TemporaryDirectory()
        self.folder = Path(self.scratch.name, "course")
        write(self.folder, COURSE)
        self.memory = Memory()

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.scratch.cleanup()

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def edit(self, name: str, text: str) -> None:
        write(self.folder, {name: text})

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def edit_through_another_file(self, name: str, text: str) -> None:
        write(self.folder, {f".{name}.swp": text})
        (self.folder / f".{name}.swp").replace(self.folder / name)

    @rule(name=st.sampled_from(NAMES), length=st.integers(0, 60))
    def save_half(self, name: str, length: int) -> None:
        write(self.folder, {name: COURSE.get(name, "")[:length]})

    @rule(name=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
    def rename(self, name: str, new: str) -> None:
        if (self.folder / name).exists():
            (self.folder / name).replace(self.folder / new)

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    @rule(width=st.integers(1, 3))
    def draw(self, width: int) -> None:
        write(self.folder, {"p.svg": DRAWING.format(width)})

    @rule(width=st.integers(1, 3))
    def style(self, width: int) -> None:
        write(self.folder, {"own.css": f"main {{ margin: {width}px }}"})

    @rule(text=st.sampled_from(CONFIGURATIONS))
    def configure(self, text: str) -> None:
        write(self.folder, {"myst.yml": text})

    @rule(length=st.integers(0, 200))
    def break_the_configuration(self, length: int) -> None:
        write(self.folder, {"myst.yml": COURSE["myst.yml"][:length] + "\n  - : ]"})

    @rule()
    def switch_branch(self) -> None:
        for path in self.folder.iterdir():
            path.unlink()
        write(self.folder, COURSE)

    @invariant()
    def shown_is_what_a_clean_build_gives(self) -> None:
        built, clean = run(self.folder, self.memory), run(self.folder, Memory())
        assert built.whole == clean.whole
        assert content(built) == content(clean)
        assert built.diagnostics == clean.diagnostics


TestAuthor = Author.TestCase
TestAuthor.settings = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

"""What an author does to a course while the preview looks on: it shows what a clean build gives."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from test_incremental import COURSE, DRAWING, content, run, write

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.preview.optimistic_refresh import refresh
from neuromatch_site.pipeline.build import BuildResult
from neuromatch_site.pipeline.context import OpenPages

pytestmark = pytest.mark.slow

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
        self.memory = BuildCache()
        self.last: BuildResult | None = None

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.scratch.cleanup()

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(TEXTS))
    def edit(self, name: str, text: str) -> None:
        write(self.folder, {name: text})

    @rule(name=st.sampled_from(NAMES))
    def go_on_writing(self, name: str) -> None:
        with (self.folder / name).open("a") as file:
            file.write("\n\nMore words.\n")

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
        if self.last and self.last.rendering:
            pages = self.last.rendering.site.project.pages
            everywhere = [page.source.url for page in pages]
            refresh(self.last.rendering, OpenPages(lambda: everywhere, lambda _: None))
        built, clean = run(self.folder, self.memory), run(self.folder, BuildCache())
        self.last = built if built.is_complete else self.last
        assert built.is_complete == clean.is_complete
        assert content(built) == content(clean)
        assert built.diagnostics == clean.diagnostics


TestAuthor = Author.TestCase
TestAuthor.settings = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

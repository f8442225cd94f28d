"""The guide is a course: it has no problems, and says what is true of the program."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from commands_page import page as commands_page
from conftest import ROOT
from courses import Course, shown
from reference_page import directives, roles
from rules_page import page as rules_page
from settings_page import page as settings_page
from templates_page import page as templates_page

from neuromatch_site.commands.check import examined
from neuromatch_site.config import load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

GUIDE = ROOT / "docs"
_MADE: Mapping[str, Callable[[], str]] = {
    "reference": directives,
    "roles": roles,
    "settings": settings_page,
    "templates": templates_page,
    "commands": commands_page,
    "rules": rules_page,
}
"""Pages that are made from the program, by the names of their files."""


def test_the_guide_has_no_problems() -> None:
    assert shown(examined(GUIDE, Options(), Progress()).diagnostics) == ""


@pytest.mark.parametrize("name", _MADE)
def test_a_page_of_the_reference_is_what_the_program_says(
    name: str, request: pytest.FixtureRequest
) -> None:
    path, made = GUIDE / f"{name}.md", _MADE[name]()
    if request.config.getoption("--update"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, "run `pytest --update tests/test_guide.py`"


_BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<language>markdown|yaml)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_ELSEWHERE = {
    *(Rule.IMAGE_EXISTS, Rule.LINK_RESOLVES, Rule.STATIC_FILE_COPIED, Rule.CITATION_RENDERS),
    *(Rule.REFERENCE_TARGET_RESOLVES, Rule.BIB_FILE_EXISTS, Rule.TOC_CONTENTS_EXIST),
    *(Rule.PATH_INSIDE_COURSE, Rule.IDENTIFIER_IS_UNIQUE, Rule.COURSE_PERMISSIONS),
    *(Rule.INCLUDE_CONTENT_LOADS, Rule.TRANSLATION_EXISTS, Rule.EDITION_EXISTS),
}
"""What an example may lack: the files, labels and works of the course that it is taken from."""


def _examples() -> Iterator[tuple[str, str, str]]:
    """Yield the place, language and text of each block of code that authors can copy."""
    for path in sorted(GUIDE.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for found in _BLOCK.finditer(text) if path.stem not in _MADE else ():
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path.name}:{line}", found["language"], found["text"]


_HOSTS = ("colorado.edu", "desmos.com", "geogebra.org", "google.com", "h5p.com", "office.com")
"""Whose embeds the guide shows."""


def test_pages_that_authors_copy_from_the_guide_are_right(tmp_path: Path) -> None:
    pages = {f"{place}.md": text for place, kind, text in _examples() if kind == "markdown"}
    named = {path.replace(":", "-"): text for path, text in pages.items()}
    hosts = [f"*.{name}" for name in _HOSTS]
    config = json.dumps({"version": 1, "site": {"options": {"frame_hosts": hosts}}})
    files = {"myst.yml": config, "index.md": "# Start\n", **named}
    found = Course.write(tmp_path, files).build().said
    assert len(pages) > 10
    assert shown([one for one in found if one.rule not in _ELSEWHERE]) == ""


@pytest.mark.parametrize("start", ["project:", "site:", "version:"])
def test_settings_that_authors_copy_from_the_guide_are_known(start: str, tmp_path: Path) -> None:
    texts = [text for _, kind, text in _examples() if kind == "yaml" and text.startswith(start)]
    found = Diagnostics()
    for text in texts:
        whole = text if start == "version:" else f"version: 1\n{text}"
        (tmp_path / "myst.yml").write_text(whole, encoding="utf-8")
        load_config(CourseFiles(tmp_path), found)
    wrong = [one for one in found if one.rule not in _ELSEWHERE]
    assert shown(wrong) == ""


def test_the_options_that_the_guide_names_exist() -> None:
    from neuromatch_site.config.options import SiteOptions

    text = (GUIDE / "course-folder.md").read_text(encoding="utf-8")
    table = text.partition("## Site options")[2].partition("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {word.strip("` ") for row in rows for word in row.split(",")}
    assert named
    assert named <= set(SiteOptions.__struct_fields__)


def test_the_variables_that_the_guide_names_exist() -> None:
    tokens = (Path(ROOT) / "templates" / "foundation" / "tokens.css").read_text(encoding="utf-8")
    css = (GUIDE / "theme.md").read_text(encoding="utf-8").partition("```css")[2]
    names = [line.strip().partition(":")[0] for line in css.partition("```")[0].splitlines()]
    variables = [name for name in names if name.startswith("--")]
    assert len(variables) == 2
    assert all(f"{name}:" in tokens for name in variables)

"""The example of each key in the guide: it is there, it is as an author may write it, it works."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from courses import Course, picture, shown
from setting_examples import document, example, written
from settings_page import settings

from neuromatch_site.config import load_config
from neuromatch_site.config.announcements import ANNOUNCEMENTS
from neuromatch_site.config.conference import CONFERENCE
from neuromatch_site.config.fields import Kind, Report
from neuromatch_site.config.schedule import SCHEDULE
from neuromatch_site.config.team import TEAMS
from neuromatch_site.config.yaml import load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles

_ROWS = [row for rows in settings().values() for row in rows if not row.idle]
_DATA: Mapping[str, Kind[object]] = {
    "announcements": ANNOUNCEMENTS,
    "conference": CONFERENCE,
    "people": TEAMS,
    "schedule": SCHEDULE,
}
_COURSE: Mapping[str, str | bytes] = {
    "myst.yml": "version: 1\nproject: {title: Neurons}\n",
    "index.md": "# Neurons\n",
    "week-1/neurons.md": "# How neurons fire\n",
    "editions/2025/myst.yml": "version: 1\nproject: {title: Neurons}\n",
    "editions/2025/index.md": "# Neurons\n",
    "fr/index.md": "# Neurones\n",
    "drafts/later.md": "# Later\n",
    "data/spikes.csv": "time\n1\n",
    "files/course.pdf": b"%PDF-1.4\n",
    "references.bib": "@book{a, title={T}, author={Ada Example}, year={2000}}\n",
    "requirements.txt": "numpy\n",
    "footer.md": "Made by us.\n",
    "shared.yml": "version: 1\nproject: {keywords: [neurons]}\n",
    "figures/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>',
    "figures/course.css": "p { margin: 0 }\n",
    "fonts/reading.woff2": b"wOF2" + b"0" * 40,
    "fonts/menus.woff2": b"wOF2" + b"0" * 40,
    **{
        f"figures/{name}.png": picture(f"{name}.png", "60x30")
        for name in ("ada", "cover", "icon", "logo", "logo-dark")
    },
}
_TOLD = {Rule.INTERSPHINX_REFERENCES_RESOLVE, Rule.COURSE_PERMISSIONS}
"""What only a network can mend; what is no mistake, and told all the same."""


def test_every_line_is_yaml_that_says_the_example() -> None:
    for row in _ROWS:
        value = example(row.path, row.kinds)
        assert yaml.safe_load(written(row.names[0], value)) == {row.names[0]: value}, row.path


@pytest.mark.parametrize("name", _DATA)
def test_data_files_take_the_examples(name: str) -> None:
    found = Diagnostics()
    for row in _ROWS:
        if row.path[0] == name:
            text = yaml.safe_dump(document(row.path, example(row.path, row.kinds)))
            value = load_yaml(Source(".".join(row.path), text), found)
            assert value
            _DATA[name].read(value, Report(found, Rule.DATA_VALID))
    assert shown(list(found)) == ""


def test_settings_take_the_examples(tmp_path: Path) -> None:
    found = Diagnostics()
    Course.write(tmp_path, _COURSE)
    for row in _ROWS:
        if row.path[0] not in {*_DATA, "page", "person"}:
            whole = document(row.path, example(row.path, row.kinds))
            (tmp_path / "myst.yml").write_text(yaml.safe_dump(whole), encoding="utf-8")
            assert load_config(CourseFiles(tmp_path), found)
    assert shown([one for one in found if one.rule not in _TOLD]) == ""


def test_pages_with_the_examples_are_built(tmp_path: Path) -> None:
    pages = {
        f"{'-'.join(row.path)}.md": f"---\n{_front(row.path, row.kinds)}---\n\nWords.\n"
        for row in _ROWS
        if row.path[0] in {"page", "person"} and row.path[1] not in {"license", "affiliations"}
    }
    assert len(pages) > 90
    built = Course.write(tmp_path, {**_COURSE, **pages}).build()
    assert shown([one for one in built.said if one.rule not in _TOLD]) == ""


def _front(path: tuple[str, ...], kinds: str) -> str:
    front = document(path, example(path, kinds))
    assert isinstance(front, dict)
    return yaml.safe_dump({"title": "-".join(path), **front})


def _configurations() -> Iterator[Mapping[str, object]]:
    """Yield ``myst.yml`` with all keys of the project and of the options; with each entry."""
    top = {
        name: {row.names[0]: example(row.path, row.kinds) for row in _ROWS if row.path[:-1] == path}
        for name, path in (
            ("project", ("myst", "project")),
            ("site", ("myst", "site")),
            ("options", ("options",)),
        )
    }
    for name in ("analytics_google", "analytics_plausible"):  # one service counts visits
        yield {"version": 1, "site": {"options": {name: top["options"].pop(name)}}}
    site = {**top["site"], "options": top["options"]}
    yield {"version": 1, "extends": ["shared.yml"], "project": top["project"], "site": site}
    for row in _ROWS:
        if row.path[0] in {"toc_entry", "nav_item"}:
            whole = document(row.path, example(row.path, row.kinds))
            assert isinstance(whole, dict)
            yield whole


def test_courses_with_the_examples_are_built(tmp_path: Path) -> None:
    for number, config in enumerate(_configurations()):
        files = {**_COURSE, "myst.yml": yaml.safe_dump(config)}
        built = Course.write(tmp_path / str(number), files).build()
        assert shown([one for one in built.said if one.rule not in _TOLD]) == "", config

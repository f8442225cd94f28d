"""A new course works, a new page finds its place."""

from pathlib import Path

import pytest

from neuromatch_site.commands.check import checked
from neuromatch_site.commands.scaffold import NewError, new_course, new_page, with_toc_entry
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress


def test_a_new_course_is_written(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    assert (tmp_path / "course" / "myst.yml").is_file()
    assert (tmp_path / "course" / "week-1" / "neurons.md").is_file()


def test_a_new_course_passes_the_strictest_check(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    assert list(checked(tmp_path / "course", Options(jobs=1), Progress())) == []


def test_a_new_page_leaves_the_course_in_order_but_for_its_words(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    new_page(tmp_path / "course" / "week-2" / "spikes.md")
    found = checked(tmp_path / "course", Options(jobs=1), Progress())
    assert [(item.rule.id, item.position.path) for item in found] == [
        ("page-empty", "week-2/spikes.md")
    ]


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.md").write_text("mine")
    with pytest.raises(NewError, match="not empty"):
        new_course(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.md"]


def test_a_new_page_is_named_in_the_toc(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    page = tmp_path / "course" / "week-2" / "2-Spiking_networks.md"
    assert new_page(page) == tmp_path / "course" / "myst.yml"
    assert page.read_text() == "---\ntitle: Spiking networks\n---\n\n"
    text = (tmp_path / "course" / "myst.yml").read_text()
    assert "    - file: glossary.md\n    - file: week-2/2-Spiking_networks.md\nsite:" in text


def test_a_page_is_never_written_over(tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    with pytest.raises(NewError, match="already exists"):
        new_page(tmp_path / "course" / "index.md")


def test_a_page_outside_a_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NewError, match="is not inside a course"):
        new_page(tmp_path / "page.md")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "a:\n  toc:\n  - file: x.md\nb: 1\n",
            "a:\n  toc:\n  - file: x.md\n  - file: n.md\nb: 1\n",
        ),
        (
            "a:\n  toc:\n    - title: T\n      children:\n        - file: x.md\n  c: 2",
            (
                "a:\n  toc:\n    - title: T\n      children:\n        - file: x.md\n"
                "    - file: n.md\n  c: 2"
            ),
        ),
        ("a:\n  toc: []\n", None),
        ("a: 1\n", None),
    ],
)
def test_the_entry_goes_to_the_end_of_the_toc(before: str, after: str | None) -> None:
    assert with_toc_entry(before, "n.md") == after

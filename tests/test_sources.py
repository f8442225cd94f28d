"""Links that lead from a page to where it is kept."""

from pathlib import Path

import pytest
from courses import Course, shown


@pytest.mark.parametrize(
    ("github", "repository", "root", "folder"),
    [
        ("github: a/course", "", "a/course", ""),
        ("github: a/cited", "repository: b/site/course", "b/site", "course/"),
        ("title: Course", "repository: b/site", "b/site", ""),
    ],
)
def test_a_page_leads_to_its_source_in_the_folder_of_the_course(
    tmp_path: Path, github: str, repository: str, root: str, folder: str
) -> None:
    options = f"  options:\n    folders: true\n    {repository}\n"
    config = f"version: 1\nproject:\n  {github}\nsite:\n{options}"
    cell = '{"cell_type": "code", "metadata": {}, "outputs": [], "source": "run()"}'
    notebook = f'{{"cells": [{cell}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 4}}'
    files = {"myst.yml": config, "index.md": "# Front\n", "week/run.ipynb": notebook}
    page = Course.write(tmp_path / "course", files).build().file("week/run/index.html")
    assert f'href="https://github.com/{root}/edit/main/{folder}week/run.ipynb"' in page
    assert f'href="https://github.com/{root}/issues/new?title=week/run.ipynb' in page
    assert f'href="https://github.com/{root}"' in page
    launched = "https://colab.research.google.com/github"
    assert f'href="{launched}/{root}/blob/main/{folder}week/run.ipynb"' in page


def test_a_page_of_data_leads_to_its_data_too(tmp_path: Path) -> None:
    config = "version: 1\nproject: {github: a/course}\nsite: {options: {repository: a/course/c}}\n"
    files = {
        "myst.yml": config,
        "index.md": "# Front\n",
        "people.md": "---\ntitle: People\nsite: {template: people}\n---\n",
        "data/people.yml": "- title: Team\n  people: [{name: Ada Example}]\n",
    }
    page = Course.write(tmp_path / "course", files).build().file("people/index.html")
    assert 'href="https://github.com/a/course/edit/main/c/people.md"' in page
    assert 'href="https://github.com/a/course/edit/main/c/data/people.yml"' in page


def test_news_on_the_front_page_lead_to_their_data(tmp_path: Path) -> None:
    files = {
        "myst.yml": "version: 1\nproject: {github: a/course}\n",
        "index.md": "# Front\n",
        "data/announcements.yml": "- {title: It starts, date: 2026-01-05}\n",
    }
    home = '<a class="article__tool" href="https://github.com/a/course/edit/main/data/{}"'
    page = Course.write(tmp_path / "course", files).build().file("index.html")
    assert home.format("announcements.yml") in page


def test_a_repository_says_which_folder_holds_the_course(tmp_path: Path) -> None:
    files = {"README.md": "# Words\n", "book/myst.yml": "version: 1\n", "book/index.md": "# Book\n"}
    said = Course.write(tmp_path, files).build().said
    assert "`neuromatch-site build book`" in shown(said)
    lost = Course(tmp_path / "course", {}).build().said
    assert "there is one in `book`" in shown(lost)

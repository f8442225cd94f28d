"""Links that lead from a page to where it is kept."""

from pathlib import Path

import pytest
from courses import Course


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

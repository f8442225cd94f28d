"""What stood in real repositories and broke an import: each of them, written anew by hand."""

import json
from pathlib import Path

import pytest
import yaml
from courses import Course
from PIL import Image

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.importers import ImportProblem, Plan, plan_import, write_course
from neuromatch_site.commands.importers.tables import with_whole_tables
from neuromatch_site.diagnostics.diagnostic import Severity
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

DAY = "tutorials/W2D3_Rivers&Lakes"
BOOK = """title: Water
author: Somebody
logo: tutorials/static/logo.png
html: {favicon: tutorials/static/logo.png}
repository: {url: "https://github.com/org/water"}
"""
MATERIALS = """- day: W2D3
  category: Flow
  name: Rivers & Lakes
  playlist: https://www.youtube.com/playlist?list=PL0123456789
  qa: ["https://www.youtube.com/watch?v=abcdefghij1"]
"""
RAW = "https://raw.githubusercontent.com/org/water/main"
BLOB = "https://github.com/other/Water/blob/spring"


def notebook(*texts: str) -> str:
    """Return a notebook of Markdown cells as JSON."""
    cells = [{"cell_type": "markdown", "source": text, "metadata": {}} for text in texts]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def picture(file: Path) -> None:
    """Write a small picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (4, 3)).save(file)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a small repository with what was found in those of Neuromatch."""
    folder = tmp_path / "source"
    texts = {
        "book/_config.yml": BOOK,
        "tutorials/materials.yml": MATERIALS,
        "tutorials/intro.ipynb": notebook(
            "# Water",
            "**Our sponsors, A Company**\n\n<p align='center'><img src='https://e.org/sponsors.png'/></p>",
            f'<img src="{BLOB}/tutorials/static/map.png?raw=1" alt="A map">\n\n'
            "![A lake](static/lake.png)",
        ),
        f"{DAY}/W2D3_Tutorial1.ipynb": notebook(
            "# Tutorial 1: Rivers",
            f"![A river]({RAW}/tutorials/W2D3_Rivers%26Lakes/images/river.png)\n\n"
            f"![Elsewhere](https://github.com/org/fire/blob/main/{DAY}/images/river.png)",
        ),
        "tutorials/prereqs/Rain.md": "# Rain\n\nFalls.\n",
        "prereqs/Snow.md": "# Snow\n\nFalls.\n",
    }
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    for name in ("logo", "map", "lake", "unseen"):
        picture(folder / f"tutorials/static/{name}.png")
    picture(folder / DAY / "images/river.png")
    (folder / DAY / "__MACOSX").mkdir()
    (folder / DAY / "__MACOSX/._river.png").write_bytes(b"\0\5\x16\7")
    return folder


@pytest.fixture
def plan(source: Path) -> Plan:
    """Return what that repository becomes."""
    return plan_import(source)


def said(plan: Plan, path: str) -> str:
    """Return a text of the plan."""
    text = plan.files[path]
    assert isinstance(text, str)
    return text


def test_it_builds_without_a_mistake(plan: Plan, tmp_path: Path) -> None:
    write_course(plan, tmp_path / "course")
    built = build_site(tmp_path / "course", BuildContext(Options(jobs=1), Progress(), BuildCache()))
    found = [item for item in built.diagnostics if "org/fire" not in item.message]
    assert [str(item) for item in found] == []
    assert not [item for item in built.diagnostics if item.severity is Severity.ERROR]


def test_pictures_that_pages_name_by_an_address_of_the_repository_come_along(plan: Plan) -> None:
    assert '<img src="tutorials/static/map.png" alt="A map">' in said(plan, "index.md")
    tutorial = said(plan, f"{DAY}/W2D3_Tutorial1.md")
    assert "![A river](images/river.png)" in tutorial
    assert "![Elsewhere](https://github.com/org/fire/" in tutorial
    assert f"{DAY}/images/river.png" in plan.files


def test_pictures_of_a_page_that_moves_are_found_from_its_new_place(plan: Plan) -> None:
    assert "![A lake](tutorials/static/lake.png)" in said(plan, "index.md")


def test_pictures_that_no_page_names_stay_behind(plan: Plan) -> None:
    pictures = {path.rpartition("/")[2] for path in plan.files if path.endswith(".png")}
    assert pictures == {"logo.png", "map.png", "lake.png", "river.png"}


def test_logo_and_favicon_come_along(plan: Plan) -> None:
    config = yaml.safe_load(yaml.safe_dump(plan.config))
    assert config["site"]["options"]["logo"] == "tutorials/static/logo.png"
    assert config["site"]["options"]["favicon"] == "tutorials/static/logo.png"


def test_the_words_beside_the_logos_of_sponsors_stay(plan: Plan) -> None:
    front = said(plan, "index.md")
    assert "Our sponsors, A Company" in front
    assert "sponsors.png" not in front


def test_both_folders_of_prerequisites_are_one_group(plan: Plan) -> None:
    config = yaml.safe_load(yaml.safe_dump(plan.config))
    groups = {entry.get("title"): entry for entry in config["project"]["toc"]}
    pages = [page["file"] for page in groups["Prerequisites"]["children"]]
    assert pages == ["prereqs/Snow.md", "tutorials/prereqs/Rain.md"]


def test_an_old_address_with_an_ampersand_leads_on(plan: Plan, tmp_path: Path) -> None:
    write_course(plan, tmp_path / "course")
    built = build_site(tmp_path / "course", BuildContext(Options(jobs=1), Progress(), BuildCache()))
    assert f"{DAY}/student/W2D3_Tutorial1.html" in {file.path for file in built.artifacts}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<table>\n<tr></tr>\n<td>a</td>\n</tr>\n</table>",
            "<table>\n<tbody><tr></tr>\n<tr><td>a</td>\n</tr>\n</tbody></table>",
        ),
        (
            '<table><tr><td>a</td>\n</td>\n<td bgcolor="red"\n</td></tr></table>',
            '<table><tbody><tr><td>a</td>\n<td bgcolor="red"></td></tr></tbody></table>',
        ),
        ("<table><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>"),
        ("<!-- <table><tr></td></table> -->", "<!-- <table><tr></td></table> -->"),
        ("```\n<table><td></table>\n```\n", "```\n<table><td></table>\n```\n"),
        ("<table><tr><td>\n\n*a*\n\n</tr></table>", "<table><tr><td>\n\n*a*\n\n</tr></table>"),
    ],
)
def test_tables_are_whole(before: str, after: str) -> None:
    assert with_whole_tables(before) == after


def test_a_book_in_a_folder_below_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book/_toc.yml").write_text("format: jb-book\nroot: intro\n")
    with pytest.raises(ImportProblem, match=r"There is a book in `.*book`: import that"):
        plan_import(tmp_path)


def test_a_part_whose_pages_are_all_missing_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: intro\nparts:\n"
        "- caption: Gone\n  chapters: [{file: gone/page}]\n"
        "- caption: Here\n  chapters: [{file: page}]\n"
    )
    (tmp_path / "_config.yml").write_text(
        "title: B\nauthor: Ada Alpha, <a href='https://creativecommons.org/licenses/by/4.0/'>"
        "CC BY</a>\nlaunch_buttons: {binderhub_url: 'https://mybinder.org'}\n"
    )
    for name in ("intro", "page"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n")
    plan = plan_import(tmp_path)
    project = yaml.safe_load(yaml.safe_dump(plan.config))["project"]
    assert project["toc"] == [
        {"file": "intro.md"},
        {"title": "Here", "children": [{"file": "page.md"}]},
    ]
    assert project["license"] == "CC-BY-4.0"
    assert project["authors"] == [{"name": "Ada Alpha"}]
    site = yaml.safe_load(yaml.safe_dump(plan.config))["site"]
    assert site["options"]["launch"] == {"colab": False, "kaggle": False}
    assert "page not found: there is no folder `gone`" in [note.message for note in plan.notes]


def test_a_book_in_a_folder_of_its_repository_finds_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: intro\n")
    (tmp_path / "_config.yml").write_text(
        "title: B\nauthor: Ada Alpha\nrepository: {url: 'https://github.com/org/water'}\n"
    )
    (tmp_path / "intro.md").write_text(f"# B\n\n![A map]({BLOB}/book/imgs/map.png)\n")
    picture(tmp_path / "imgs/map.png")
    assert said(plan_import(tmp_path), "intro.md") == "# B\n\n![A map](imgs/map.png)\n"


def _described(folder: Path, materials: str) -> Path:
    """Return a repository of one page with this description."""
    texts = {"tutorials/materials.yml": materials, "tutorials/intro.md": "# Hello\n\nThere.\n"}
    return Course.write(folder, texts).folder


def test_a_description_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    repository = _described(tmp_path, "- day: W1D1\n  qa: [a, b\n- c\n")
    said = r"materials\.yml:2:7: a list in `\[` brackets is never closed \(add `\]`\)"
    with pytest.raises(ImportProblem, match=said):
        plan_import(repository)


def test_an_address_with_a_question_mark_stands_in_a_list(tmp_path: Path) -> None:
    materials = "- day: W9D1\n  name: No\n  qa: [https://a.org/?v=b]\n"
    repository = _described(tmp_path, materials)
    told = [note.message for note in plan_import(repository).notes]
    assert "`tutorials/W9D1_No` does not exist; that day is skipped" in told


def test_settings_of_a_book_that_have_no_place_are_told(tmp_path: Path) -> None:
    config = "title: A book\nexecute: {execute_notebooks: force}\nhtml:\n  favicon: a.png\n"
    config += "  use_issues_button: true\nsphinx: {config: {language: en, nitpicky: true}}\n"
    texts = {"_config.yml": config, "_toc.yml": "format: jb-book\nroot: a\n", "a.md": "# A\n"}
    (told,) = plan_import(Course.write(tmp_path, texts).folder).notes
    left = "`execute.execute_notebooks`, `html.use_issues_button`, `sphinx.config.nitpicky`"
    assert (told.path, told.message) == ("_config.yml", f"not carried over into `myst.yml`: {left}")

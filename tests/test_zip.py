"""A site to carry: what is in the zip, and by what its pages are found."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from courses import Course

from neuromatch_site.commands.bundles.search import read_page
from neuromatch_site.commands.bundles.zip import course_zip
from neuromatch_site.commands.cli import main
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

_MakeCourse = Callable[[Mapping[str, str | bytes]], Course]

_FILES: dict[str, str | bytes] = {
    "myst.yml": (
        "version: 1\nproject:\n  title: Ours & theirs\n"
        "site:\n  options:\n    folders: true\n    offline: true\n"
    ),
    "index.md": "# Welcome\n\nText.\n",
    "neurons.md": "# Neurons\n\nSee [the end](week-2/last.md#the-end).\n",
    "week-2/last.md": "# Last\n\n## The end\n\nBack to [neurons](../neurons.md).\n",
}


_ON_DISK = Options(disk=True, base_url="https://a.org/b/")


def _carried(course: _MakeCourse, **files: str) -> zipfile.ZipFile:
    made = course_zip(course(_FILES | files).folder, _ON_DISK, Progress())
    return zipfile.ZipFile(io.BytesIO(made.content))


def test_a_site_to_carry_has_one_folder_and_nothing_for_servers(course: _MakeCourse) -> None:
    names = {name.partition("/")[::2] for name in _carried(course).namelist()}
    assert {folder for folder, _ in names} == {"ours-theirs"}
    inside = {name for _, name in names}
    wanted = {"index.html", "search/index.html", "search/index.js", "neurons/index.html.js"}
    assert wanted <= inside
    unwanted = {"404.html", "sitemap.xml", "robots.txt", ".nojekyll", "neurons.json", "llms.txt"}
    assert not unwanted & inside
    assert not [name for name in inside if name.startswith("pagefind")]


def test_its_links_name_files_and_its_policy_allows_files_alone(course: _MakeCourse) -> None:
    page = _carried(course).read("ours-theirs/neurons/index.html").decode()
    assert 'href="../week-2/last/index.html#the-end"' in page
    policy = page.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert "script-src &#39;self&#39; file:;" in policy
    assert "connect-src" not in policy
    assert "wasm" not in policy


def test_a_site_to_carry_without_search_has_no_index(course: _MakeCourse) -> None:
    without = str(_FILES["myst.yml"]) + "    hide_search: true\n"
    names = _carried(course, **{"myst.yml": without}).namelist()
    assert not [name for name in names if "/search/" in name]


def test_two_sites_to_carry_are_the_same_bytes(course: _MakeCourse) -> None:
    folder = course(_FILES).folder
    first = course_zip(folder, _ON_DISK, Progress()).content
    assert course_zip(folder, _ON_DISK, Progress()).content == first


def test_the_command_writes_a_zip_and_nothing_where_there_is_no_course(
    course: _MakeCourse, tmp_path: Path
) -> None:
    output = tmp_path / "out" / "course.zip"
    command = ["export", "zip", "-o", str(output)]
    refused = CliRunner().invoke(main, [*command, str(tmp_path / "nowhere")])
    assert refused.exit_code == 1
    assert not output.exists()
    result = CliRunner().invoke(main, [*command, str(course(_FILES).folder)])
    assert result.exit_code == 0, result.output
    assert [path.name for path in output.parent.iterdir()] == ["course.zip"]


def test_a_page_is_found_by_its_sections_without_what_is_for_hands() -> None:
    html = """<body><h1>No</h1><article data-pagefind-body><h1>A <em>title</em></h1>
    <p>First<sup>1</sup> &amp; <button>Copy</button>last</p><p data-pagefind-ignore>No <b>no</b></p>
    <h2 id="two">Two<a class="heading__link" href="#two"></a></h2><ul><li>one<li>two</ul>
    <h3>Bare</h3><img src="a.png"><br>end</article><p>No</p></body>"""
    found = read_page(html)
    assert found is not None
    assert found.title == "A title"
    assert [(one.heading, one.fragment, one.text) for one in found.sections] == [
        ("", "", "First1 & last"),
        ("Two", "two", "one two Bare end"),
    ]
    assert read_page("<article><h1>Not searched</h1></article>") is None


def test_nothing_keeps_pages_that_lie_on_a_disk_already(course: _MakeCourse) -> None:
    carried = _carried(course)
    assert not [name for name in carried.namelist() if "service-worker" in name]
    assert "data-worker" not in carried.read("ours-theirs/index.html").decode()


def test_an_older_edition_is_searched_on_its_own(tmp_path: Path) -> None:
    for name, text in (("course", "newer"), ("course-2025", "older")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.md").write_text(f"# Front\n\nThe {text} text.\n")
        (tmp_path / name / "myst.yml").write_text("version: 1\nproject:\n  title: Ours\n")
    with (tmp_path / "course" / "myst.yml").open("a") as config:
        config.write("site:\n  options:\n    editions: ['2025']\n")
    made = course_zip(tmp_path / "course", _ON_DISK, Progress())
    with zipfile.ZipFile(io.BytesIO(made.content)) as carried:
        newer = carried.read("ours/search/index.js").decode()
        older = carried.read("ours/2025/search/index.js").decode()
    assert "The newer text." in newer
    assert "The older text." not in newer
    assert "The older text." in older
    assert '"index.html"' in older

"""``lock``: what is fetched, kept, dropped; every way a service can answer."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from courses import Course
from lock_services import PICTURE, services
from servers import Server, serving

from neuromatch_site.commands.http import USER_AGENT, HttpClient, RetryPolicy
from neuromatch_site.commands.lock import check_lock, lock
from neuromatch_site.commands.lock.services import Services
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.workers.progress import Progress

PATIENCE = RetryPolicy(tries=2, wait=0, longest_wait=0, connect=2, read=0.4, whole=2)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(services) as running:
        yield running


Lock = Callable[..., Diagnostics]


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Lock:
    """Return a function that locks a course of one page."""

    def locked(page: str, config: str = "", *, refresh: bool = False) -> Diagnostics:
        course = Course.write(
            tmp_path / "course", {"index.md": f"# Page\n\n{page}\n", "myst.yml": _config(config)}
        )
        diagnostics = Diagnostics()
        lock(
            course.folder,
            Progress(),
            diagnostics,
            web=HttpClient(PATIENCE, private=True),
            services=Services(
                doi=f"{server.url}/doi/",
                youtube=f"{server.url}/oembed",
                vimeo=f"{server.url}/oembed",
                bilibili=f"{server.url}/bilibili",
                osf=f"{server.url}/osf/",
            ),
            refresh=refresh,
        )
        return diagnostics

    return locked


def _config(project: str) -> str:
    return "version: 1\nproject:\n  title: A course\n" + project


def _lock(tmp_path: Path, name: str) -> str:
    return (tmp_path / "course" / "lock" / name).read_text(encoding="utf-8")


def test_a_doi_is_resolved_through_its_redirects(run: Lock, server: Server, tmp_path: Path) -> None:
    diagnostics = run(
        "As {cite:t}`https://doi.org/10.1000/OK` and <https://doi.org/10.1000/ok> say."
    )
    assert not diagnostics.items
    assert json.loads(_lock(tmp_path, "citations.json")) == {
        "10.1000/ok": {
            "type": "article-journal",
            "title": "On <i>C. elegans</i> & others",
            "author": [{"given": "Ada", "family": "Example"}],
            "issued": {"date-parts": [[2020, 5]]},
            "container-title": "A Journal",
            "DOI": "10.1000/OK",
        }
    }
    assert [request.path for request in server.asked] == [
        "/doi/10.1000/ok",
        "/agency/10.1000/ok",
    ]
    assert {request.headers["user-agent"] for request in server.asked} == {USER_AGENT}


def test_a_busy_server_is_asked_again(run: Lock, server: Server, tmp_path: Path) -> None:
    assert not run("[](doi:10.1000/busy)").items
    assert "10.1000/busy" in _lock(tmp_path, "citations.json")
    assert len(server.asked) == 4


def test_a_server_that_knows_bibtex_only_is_understood(run: Lock, tmp_path: Path) -> None:
    assert not run("[](doi:10.1000/bibtex-only)").items
    item = json.loads(_lock(tmp_path, "citations.json"))["10.1000/bibtex-only"]
    assert (item["title"], item["author"][0]["family"]) == ("Only in BibTeX", "Example")


@pytest.mark.parametrize(
    ("doi", "message"),
    [
        ("10.1000/missing", "the DOI 10.1000/missing does not exist"),
        ("10.1000/forbidden", "127.0.0.1 refuses the DOI 10.1000/forbidden (403)"),
        ("10.1000/always-busy", "127.0.0.1 refuses the DOI 10.1000/always-busy (429)"),
        ("10.1000/hangs", "127.0.0.1 answers too slowly"),
        ("10.1000/breaks-off", "127.0.0.1 closed the connection early"),
        ("10.1000/huge", "127.0.0.1 sent more than 5,000,000 bytes"),
        ("10.1000/loop", "127.0.0.1 fails: too many redirects"),
        (
            "10.1000/nonsense",
            "no metadata is available for the DOI 10.1000/nonsense",
        ),
        (
            "10.1000/no-title",
            "no metadata is available for the DOI 10.1000/no-title",
        ),
    ],
)
def test_a_doi_that_cannot_be_fetched_is_reported_and_the_others_are_kept(
    run: Lock, tmp_path: Path, doi: str, message: str
) -> None:
    diagnostics = run(f"[](doi:10.1000/ok)\n[](doi:{doi})")
    assert [(one.rule, one.message) for one in diagnostics] == [(Rule.LOCK_FETCHED, message)]
    assert diagnostics.items[0].position[:2] == ("index.md", 4)
    assert list(json.loads(_lock(tmp_path, "citations.json"))) == ["10.1000/ok"]


def test_a_run_that_is_repeated_asks_nobody_and_changes_nothing(
    run: Lock, server: Server, tmp_path: Path
) -> None:
    page = "[](doi:10.1000/ok) [](doi:10.1000/bibtex-only)"
    run(page)
    before, asked = _lock(tmp_path, "citations.json"), len(server.asked)
    run(page)
    assert (_lock(tmp_path, "citations.json"), len(server.asked)) == (before, asked)
    run(page, refresh=True)
    assert _lock(tmp_path, "citations.json") == before
    assert len(server.asked) > asked


def test_what_is_no_longer_cited_leaves_the_lock(run: Lock, tmp_path: Path) -> None:
    run(
        "[](doi:10.1000/ok) [](doi:10.1000/bibtex-only)\n\n:::{iframe} https://youtu.be/aaaaaaaaaaa\n:::"
    )
    run("[](doi:10.1000/ok)")
    assert list(json.loads(_lock(tmp_path, "citations.json"))) == ["10.1000/ok"]
    assert sorted(path.name for path in (tmp_path / "course" / "lock").rglob("*.*")) == [
        "citations.json"
    ]


def test_a_work_that_the_course_describes_is_not_asked_for(
    run: Lock, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "a.bib").write_text("@book{a, title={A}, doi={10.1000/ok}}")
    assert not run("[](doi:10.1000/ok)").items
    assert not server.asked


def test_a_locked_work_that_the_course_describes_too_is_no_waste(run: Lock, tmp_path: Path) -> None:
    run("[](doi:10.1000/ok)")
    (tmp_path / "course" / "a.bib").write_text("@book{a, title={A}, doi={10.1000/OK}}")
    (tmp_path / "course" / "index.md").write_text("{cite:t}`a`")
    diagnostics = Diagnostics()
    check_lock(tmp_path / "course", diagnostics)
    assert list(diagnostics) == []
    run("{cite:t}`a`")
    assert list(json.loads(_lock(tmp_path, "citations.json"))) == ["10.1000/ok"]


def test_a_damaged_lock_is_reported_and_made_anew(run: Lock, tmp_path: Path) -> None:
    folder = tmp_path / "course" / "lock"
    folder.mkdir(parents=True)
    (folder / "citations.json").write_text("{nonsense")
    (folder / "videos.json").write_text('{"youtube:x": 7}')
    diagnostics = run("[](doi:10.1000/ok)")
    assert {one.rule for one in diagnostics} == {Rule.LOCK_VALID}
    assert list(json.loads(_lock(tmp_path, "citations.json"))) == ["10.1000/ok"]


def test_a_lock_that_leads_elsewhere_is_not_written(run: Lock, tmp_path: Path) -> None:
    (tmp_path / "course").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "course" / "lock").symlink_to(tmp_path / "elsewhere")
    diagnostics = run("[](doi:10.1000/ok)")
    assert Rule.PATH_INSIDE_COURSE in {one.rule for one in diagnostics}
    assert not list((tmp_path / "elsewhere").iterdir())


VIDEO_FORMATS = """
:::{iframe} https://www.youtube.com/watch?v=aaaaaaaaaaa
:::

:::{iframe} https://vimeo.com/1234567
:::

:::{nma-video} Both
:bilibili: BV1up4y1S7wj
:osf: abc12
:::
"""


def test_films_are_described_by_their_providers(run: Lock, tmp_path: Path) -> None:
    assert not run(VIDEO_FORMATS).items
    described = {"title": "A video", "author": "Neuromatch", "duration": 65.0}
    assert json.loads(_lock(tmp_path, "videos.json")) == {
        "bilibili:BV1up4y1S7wj": {
            "title": "B",
            "author": "N",
            "duration": 7.0,
            "upload_date": "2020-07-13",
        },
        "osf:abc12": {"title": "talk.mp4", "upload_date": "2020-07-13"},
        "vimeo:1234567": {**described, "upload_date": "2020-07-13"},
        "youtube:aaaaaaaaaaa": {
            **described,
            "upload_date": "2020-07-13",
            "thumbnail": "lock/thumbnails/youtube-aaaaaaaaaaa.jpg",
        },
    }
    picture = tmp_path / "course" / "lock" / "thumbnails" / "youtube-aaaaaaaaaaa.jpg"
    assert picture.read_bytes() == PICTURE


@pytest.mark.parametrize(
    ("identifier", "message"),
    [
        ("private0000", "127.0.0.1 does not give public access to `youtube:private0000`"),
        ("nowhere0000", "127.0.0.1 has no video `youtube:nowhere0000`"),
    ],
)
def test_a_film_that_cannot_be_described_is_reported(
    run: Lock, identifier: str, message: str
) -> None:
    diagnostics = run(f":::{{iframe}} https://youtu.be/{identifier}\n:::")
    assert [one.message for one in diagnostics] == [message]


def test_inventories_are_fetched_in_the_form_that_the_project_has(
    run: Lock, server: Server, tmp_path: Path
) -> None:
    config = f"""  references:
    mine: {server.url}/myst
    theirs: {server.url}/sphinx
    wrong: {server.url}/oops
"""
    diagnostics = run("Words.", config)
    assert [one.message for one in diagnostics] == [
        f"{server.url}/oops has no `myst.xref.json` and no `objects.inv`"
    ]
    assert diagnostics.items[0].position.path == "myst.yml"
    folder = tmp_path / "course" / "lock" / "inventories"
    assert sorted(path.name for path in folder.iterdir()) == ["mine.json", "theirs.inv"]


def test_without_a_network_a_run_gives_up_soon(tmp_path: Path) -> None:
    with serving(services) as gone:
        pass
    links = "\n".join(f"[](doi:10.1000/{number})" for number in range(40))
    course = Course.write(tmp_path / "course", {"index.md": links, "myst.yml": _config("")})
    diagnostics = Diagnostics()
    web = HttpClient(RetryPolicy(tries=0, wait=0, connect=1), private=True)
    lock(course.folder, Progress(), diagnostics, web=web, services=Services(doi=f"{gone.url}/"))
    said = [one.message for one in diagnostics]
    assert said[-1] == "nothing could be fetched"
    assert len(said) < 20
    assert set(said[:-1]) == {"127.0.0.1 cannot be reached"}


def test_a_check_says_what_is_missing_and_what_is_stale(run: Lock, tmp_path: Path) -> None:
    run("[](doi:10.1000/ok) [](doi:10.1000/bibtex-only)")
    page = (
        "[](doi:10.1000/ok) [](doi:10.1000/other)\n\n:::{iframe} https://youtu.be/aaaaaaaaaaa\n:::"
    )
    (tmp_path / "course" / "index.md").write_text(page)
    diagnostics = Diagnostics()
    check_lock(tmp_path / "course", diagnostics)
    assert {one.rule for one in diagnostics} == {Rule.LOCK_CURRENT}
    assert [(str(one.position), one.message) for one in diagnostics] == [
        ("index.md:1:20", "the DOI 10.1000/other is not in the lock"),
        ("index.md:3:1", "the video youtube:aaaaaaaaaaa is not in the lock"),
        (
            "lock/citations.json:1:1",
            "the DOI 10.1000/bibtex-only is in the lock but the course does not use it",
        ),
    ]


def test_shared_configuration_is_fetched_with_all_that_it_names(
    run: Lock, server: Server, tmp_path: Path
) -> None:
    config = f"extends: {server.url}/shared/base.yml\n"
    course = Course.write(
        tmp_path / "course",
        {"index.md": "# Page\n\n[](xref:lakes#one)\n", "myst.yml": f"version: 1\n{config}"},
    )
    before = course.build().diagnostics
    assert [one.rule for one in before] == [Rule.VALID_CONFIG_STRUCTURE]
    assert before[0].hint.startswith("run `neuromatch-site lock`")

    diagnostics = Diagnostics()
    lock(course.folder, Progress(), diagnostics, web=HttpClient(PATIENCE, private=True))
    assert [one for one in diagnostics if one.rule is Rule.LOCK_FETCHED] == []
    built = course.build()
    html = built.file("index.html")
    assert "Shared title" in html
    assert "Of the <em>consortium</em>" in html
    assert f'href="{server.url}/shared/all.md"' in html  # beside the file that names it
    assert f"{server.url}/shared/pictures/logo.png" in str([*built.diagnostics])
    assert "lock/" not in "".join(one.path for one in built.artifacts)
    assert 'class="header__logo"' in html
    assert not [one for one in built.diagnostics if one.rule is Rule.VALID_CONFIG_STRUCTURE]

    check = Diagnostics()
    check_lock(course.folder, check)
    assert not check.items
    (course.folder / "myst.yml").write_text("version: 1\n", encoding="utf-8")
    lock(course.folder, Progress(), Diagnostics(), web=HttpClient(PATIENCE, private=True))
    assert not list((course.folder / "lock" / "shared").iterdir())


def test_shared_configuration_that_is_not_there_is_reported_once(
    run: Lock, server: Server, tmp_path: Path
) -> None:
    gone = f"extends: [{server.url}/shared/gone.yml]\n"
    course = Course.write(tmp_path / "course", {"index.md": "# P\n", "myst.yml": gone})
    diagnostics = Diagnostics()
    lock(course.folder, Progress(), diagnostics, web=HttpClient(PATIENCE, private=True))
    assert [one.rule for one in diagnostics].count(Rule.LOCK_FETCHED) == 1
    assert course.build().artifacts

"""``cite --deposit`` against a Zenodo on this machine that has only its legacy API."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from servers import Response, Server, serving
from test_incremental import write
from zenodo import TOKEN, Zenodo

from neuromatch_site.commands.citation.legacy_deposit import _reserved, deposit, publish
from neuromatch_site.commands.citation.zenodo_client import (
    ONLY_SANDBOX,
    PRODUCTION,
    SANDBOX,
    DepositError,
    Draft,
    File,
    choose_host,
    is_version_of,
)
from neuromatch_site.commands.citation.zenodo_client import Zenodo as Client
from neuromatch_site.commands.cli import main
from neuromatch_site.commands.http import HttpClient, RetryPolicy

pytestmark = pytest.mark.slow

METADATA = {"upload_type": "lesson", "title": "A course", "creators": [{"name": "Example, Ada"}]}
FILES = [File(name="course.zip", content=b"a zip"), File(name="a b.epub", content=b"a book")]


@pytest.fixture
def zenodo() -> Iterator[Zenodo]:
    made: list[Zenodo] = []

    def start(url: str) -> Response:
        made.append(Zenodo(url))
        return made[0].answer

    with serving(start):
        yield made[0]


def _client(zenodo: Zenodo, token: str = TOKEN) -> Client:
    web = HttpClient(RetryPolicy(tries=3, wait=0, longest_wait=0, connect=2, read=2), private=True)
    return Client(web, token, f"{zenodo.url}/api")


def _deposit(zenodo: Zenodo, **more: Any) -> Draft:  # noqa: ANN401 - arguments are passed on
    return deposit(_client(zenodo), METADATA, FILES, **more)


def _published(zenodo: Zenodo) -> Draft:
    return publish(_client(zenodo), _deposit(zenodo))


def test_a_first_deposit_is_a_draft_with_a_reserved_doi(zenodo: Zenodo) -> None:
    draft = _deposit(zenodo)
    assert draft.doi == f"10.5281/zenodo.{draft.id}"
    assert draft.url == f"{zenodo.url}/deposit/{draft.id}"
    assert (draft.published, draft.resumed) == (False, False)
    assert zenodo.depositions[int(draft.id)]["submitted"] is False
    assert zenodo.files[int(draft.id)] == {"course.zip": b"a zip", "a b.epub": b"a book"}


def test_it_is_published_only_when_told(zenodo: Zenodo) -> None:
    draft = _published(zenodo)
    assert draft.published
    assert zenodo.depositions[int(draft.id)]["submitted"] is True
    assert draft.concept_doi == zenodo.depositions[int(draft.id)]["conceptdoi"]


def test_a_second_run_goes_on_with_the_same_draft(zenodo: Zenodo) -> None:
    first = _deposit(zenodo)
    zenodo.files[int(first.id)] = {"course.zip": b"an older zip"}
    second = _deposit(zenodo)
    assert (second.id, second.resumed, len(zenodo.depositions)) == (first.id, True, 1)
    assert zenodo.files[int(first.id)] == {"course.zip": b"a zip", "a b.epub": b"a book"}


def test_a_draft_that_was_made_although_zenodo_failed_is_found_again(zenodo: Zenodo) -> None:
    zenodo.after = [502]
    with pytest.raises(DepositError, match="answers 502"):
        _deposit(zenodo)
    assert _deposit(zenodo).resumed
    assert len(zenodo.depositions) == 1


def test_a_file_that_is_there_already_is_not_sent_again(zenodo: Zenodo) -> None:
    _deposit(zenodo)
    zenodo.corrupt = True
    assert _deposit(zenodo).resumed


def test_a_new_version_replaces_the_files_of_the_last_one(zenodo: Zenodo) -> None:
    first = _published(zenodo)
    newer = [File(name="course.zip", content=b"a newer zip")]
    second = deposit(_client(zenodo), METADATA, newer, first.concept_doi)
    assert second.id != first.id
    assert zenodo.files[int(second.id)] == {"course.zip": b"a newer zip", "a b.epub": b"a book"}
    assert zenodo.files[int(first.id)]["course.zip"] == b"a zip"
    again = deposit(_client(zenodo), METADATA, newer, first.doi)
    assert (again.id, again.resumed, len(zenodo.depositions)) == (second.id, True, 2)


@pytest.mark.parametrize(
    "draft",
    [
        {"title": "A course", "creators": [{"name": "Other, Ben"}]},
        {"title": "A course", "creators": METADATA["creators"], "grants": [{"id": "101"}]},
    ],
    ids=["of another teacher", "with a grant"],
)
def test_a_draft_that_holds_somebody_s_work_is_left_alone(
    zenodo: Zenodo, draft: dict[str, object]
) -> None:
    theirs = zenodo._draft(draft, "50")  # noqa: SLF001 - as made on the web
    zenodo.files[theirs["id"]] = {"slides.pdf": b"slides"}
    ours = _deposit(zenodo)
    assert int(ours.id) != theirs["id"]
    assert zenodo.files[theirs["id"]] == {"slides.pdf": b"slides"}
    assert zenodo.depositions[theirs["id"]]["metadata"] == draft


def test_a_draft_of_ours_with_a_file_of_somebody_is_not_ours(zenodo: Zenodo) -> None:
    first = _deposit(zenodo)
    zenodo.files[int(first.id)]["slides.pdf"] = b"slides"
    assert _deposit(zenodo).id != first.id
    assert "slides.pdf" in zenodo.files[int(first.id)]


def test_the_course_can_be_deposited_with_its_reserved_doi(zenodo: Zenodo) -> None:
    first = _deposit(zenodo)
    metadata = zenodo.depositions[int(first.id)]["metadata"]
    metadata["grants"] = [{"id": "101"}]
    zenodo.files[int(first.id)]["slides.pdf"] = b"slides"
    second = _deposit(zenodo, known_doi=first.doi)
    assert (second.id, second.resumed, second.doi) == (first.id, True, first.doi)
    assert zenodo.files[int(first.id)]["slides.pdf"] == b"slides"
    assert zenodo.depositions[int(first.id)]["metadata"]["grants"] == [{"id": "101"}]


def test_a_new_version_keeps_what_people_added_unless_told(zenodo: Zenodo) -> None:
    first = _published(zenodo)
    one = zenodo.depositions[int(first.id)]
    one["metadata"] |= {"grants": [{"id": "101"}], "related_identifiers": [{"identifier": "x"}]}
    zenodo.files[int(first.id)]["slides.pdf"] = b"slides"
    mine = {**METADATA, "related_identifiers": [{"identifier": "y"}]}
    second = deposit(_client(zenodo), mine, FILES, first.doi)
    saved = zenodo.depositions[int(second.id)]["metadata"]
    assert saved["grants"] == [{"id": "101"}]
    assert saved["related_identifiers"] == [{"identifier": "y"}, {"identifier": "x"}]
    assert "slides.pdf" in zenodo.files[int(second.id)]
    third = deposit(_client(zenodo), mine, FILES, first.doi, replace=True)
    assert "grants" not in zenodo.depositions[int(third.id)]["metadata"]
    assert set(zenodo.files[int(third.id)]) == {"course.zip", "a b.epub"}


@pytest.mark.parametrize(
    ("name", "wanted", "same"),
    [
        ("course.zip", "course.zip", True),
        ("course-1.0.zip", "course-2.0.zip", True),
        ("course-1.0.zip", "course.zip", True),
        ("course-slides.zip", "course-2.0.zip", False),
        ("slides.pdf", "course.zip", False),
    ],
)
def test_files_of_earlier_versions_are_known_by_their_names(
    *, name: str, wanted: str, same: bool
) -> None:
    assert is_version_of(name, wanted) is same


def test_the_sandbox_s_doi_is_its_own() -> None:
    draft = {"id": 5, "metadata": {"prereserve_doi": {"doi": "10.5281/zenodo.5", "recid": 5}}}
    assert _reserved(draft, SANDBOX) == "10.5072/zenodo.5"
    assert _reserved(draft, PRODUCTION) == "10.5281/zenodo.5"


def test_a_doi_of_somebody_else_makes_no_second_record(zenodo: Zenodo) -> None:
    with pytest.raises(DepositError, match=r"no deposit of this account has the DOI 10\.5281"):
        _deposit(zenodo, known_doi="10.5281/zenodo.7")
    assert not zenodo.depositions


@pytest.mark.parametrize("statuses", [[429], [503, 429]])
def test_a_busy_zenodo_is_asked_again(zenodo: Zenodo, statuses: list[int]) -> None:
    zenodo.busy = list(statuses)
    assert _deposit(zenodo).doi
    assert len(zenodo.depositions) == 1


def test_an_upload_that_did_not_arrive_whole_is_noticed(zenodo: Zenodo) -> None:
    zenodo.corrupt = True
    with pytest.raises(DepositError, match=r"`course\.zip` was not uploaded completely"):
        _deposit(zenodo)
    assert not any(one["submitted"] for one in zenodo.depositions.values())


def test_what_zenodo_says_is_wrong_is_passed_on(zenodo: Zenodo) -> None:
    with pytest.raises(DepositError, match=r"metadata\.upload_type: Not a valid choice"):
        deposit(_client(zenodo), {**METADATA, "upload_type": "course"}, FILES)


def test_the_token_is_in_no_message(zenodo: Zenodo) -> None:
    wrong = "a-wrong-token-with-a-name"
    with pytest.raises(DepositError) as refused:
        deposit(_client(zenodo, wrong), METADATA, FILES)
    assert "does not accept the token" in str(refused.value)
    assert wrong not in f"{refused.value}{refused.value.hint}{refused.value.__cause__}"


def test_the_token_goes_to_zenodo_only(zenodo: Zenodo) -> None:
    asked: list[Server] = []
    with serving(zenodo_elsewhere) as other:
        asked.append(other)
        zenodo.elsewhere = other.url.replace("127.0.0.1", "localhost")
        with pytest.raises(DepositError, match="would leak the token"):
            _deposit(zenodo)
    assert not asked[0].asked


def zenodo_elsewhere(url: str) -> Response:
    """Return a server that is not Zenodo."""
    return Zenodo(url).answer


def test_the_environment_says_who_and_where() -> None:
    assert choose_host({"ZENODO_TOKEN": " t "}, sandbox=False) == (PRODUCTION, "t")
    assert choose_host({"ZENODO_TOKEN": "t", ONLY_SANDBOX: "1"}, sandbox=True) == (SANDBOX, "t")
    with pytest.raises(DepositError, match="allows the sandbox only"):
        choose_host({"ZENODO_TOKEN": "t", ONLY_SANDBOX: "1"}, sandbox=False)
    with pytest.raises(DepositError, match="`ZENODO_TOKEN` is not set"):
        choose_host({}, sandbox=True)


_COURSE = {
    "myst.yml": """\
version: 1
project:
  title: Tiny
  description: A course.
  license: CC-BY-4.0
  date: 2026-11-01
  version: "1"
  authors: [{name: Ada Example}]
  toc: [{file: index.md}]
""",
    "index.md": "# Front\n\nWords.\n",
}
_BROKEN = {
    "a page that is missing": {"myst.yml": _COURSE["myst.yml"].replace("index.md", "gone.md")},
    "an error on a page": {"index.md": "# Front\n\n{ref}`nowhere`\n"},
    "an error on a translated page": {
        "myst.yml": _COURSE["myst.yml"] + "site: {options: {languages: [en, fr]}}\n",
        "fr/index.md": "# Accueil\n\n{ref}`nulle-part`\n",
    },
    "a template that cannot be read": {"../templates/nodes/paragraph.html": "{% if %}"},
}


def _cite(
    folder: Path, files: Mapping[str, str], zenodo: Zenodo, monkeypatch: pytest.MonkeyPatch
) -> Result:
    """Return what ``cite --deposit --publish`` says of a course, at this Zenodo."""
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    write(folder / "course", {**_COURSE, **files})
    course = str(folder / "course")
    assert CliRunner().invoke(main, ["cite", course, "--write"]).exit_code == 0
    words = ["cite", course, "--deposit", "--publish", "Tiny", "--api", f"{zenodo.url}/api"]
    return CliRunner().invoke(main, words)


def test_a_whole_course_is_deposited_with_its_site(
    tmp_path: Path, zenodo: Zenodo, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _cite(tmp_path, {}, zenodo, monkeypatch)
    assert done.exit_code == 0, done.output
    (files,) = zenodo.files.values()
    with ZipFile(BytesIO(next(iter(files.values())))) as archive:
        assert any(name.endswith("site/index.html") for name in archive.namelist())


@pytest.mark.parametrize("name", _BROKEN)
def test_a_course_with_errors_is_never_deposited(
    name: str, tmp_path: Path, zenodo: Zenodo, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = _cite(tmp_path, _BROKEN[name], zenodo, monkeypatch)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "error:" in done.output
    assert "nothing is deposited" in done.output
    assert not zenodo.depositions


def test_a_course_without_a_licence_is_never_deposited(
    tmp_path: Path, zenodo: Zenodo, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _COURSE["myst.yml"].replace("  license: CC-BY-4.0\n", "")
    done = _cite(tmp_path, {"myst.yml": config}, zenodo, monkeypatch)
    assert done.exit_code == 1
    assert "the course has no licence" in done.output
    assert not zenodo.depositions

"""``cite --deposit`` against an InvenioRDM server on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cited_course import PROJECT, Make, maker
from click.testing import CliRunner, Result
from invenio import Invenio
from servers import Response, serving
from test_incremental import write
from zenodo import TOKEN

from neuromatch_site.commands.citation.rdm_deposit import merge_record
from neuromatch_site.commands.citation.rdm_record import rdm_record
from neuromatch_site.commands.citation.zenodo_client import DepositError, Draft, File, Zenodo
from neuromatch_site.commands.citation.zenodo_deposit import deposit, publication_lines, publish
from neuromatch_site.commands.cli import main
from neuromatch_site.commands.http import HttpClient, RetryPolicy
from neuromatch_site.config import Config

pytestmark = pytest.mark.slow

FILES = [File(name="course.zip", content=b"a zip"), File(name="a b.epub", content=b"a book")]
NO_DOI = ("  doi: 10.5281/zenodo.101\n  concept_doi: 10.5281/zenodo.100\n", "")


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return maker(tmp_path)


@pytest.fixture
def server() -> Iterator[Invenio]:
    made: list[Invenio] = []

    def start(url: str) -> Response:
        made.append(Invenio(url))
        return made[0].answer

    with serving(start):
        yield made[0]


def _client(server: Invenio) -> Zenodo:
    web = HttpClient(RetryPolicy(tries=3, wait=0, longest_wait=0, connect=2, read=2), private=True)
    return Zenodo(web, TOKEN, f"{server.url}/api")


def _deposit(server: Invenio, config: Config, *, replace: bool = False) -> Draft:
    return deposit(_client(server), config.project, config.site, FILES, replace=replace)


def _publish(server: Invenio, draft: Draft) -> Draft:
    return publish(_client(server), draft)


def _with_doi(make: Make, doi: str) -> Config:
    return make((NO_DOI[0], f"  doi: {doi}\n"))


# The record


def test_the_record_says_what_the_configuration_says(make: Make) -> None:
    config = make(
        ("  license: CC-BY-4.0\n", "  license: {content: CC-BY-4.0, code: MIT}\n"),
        ("affiliations: [lab]", "affiliations: [lab, fund]"),
        (
            "    - id: lab\n",
            (
                "    - {id: fund, name: The Example Fund, ror: https://ror.org/00k4n6c32}\n"
                "    - id: lab\n"
            ),
        ),
        ("roles: Supervision", "roles: [Supervision, Translation]"),
        (
            "  version:",
            (
                "  based_on: {title: The original, doi: 10.1000/1, relation: isTranslationOf}\n"
                "  funding: {id: EX-1, name: Courses, source: fund}\n  version:"
            ),
        ),
    )
    metadata = rdm_record(config.project, config.site)["metadata"]
    assert isinstance(metadata, dict)
    ada, _, group = metadata["creators"]
    assert ada["person_or_org"]["identifiers"] == [
        {"scheme": "orcid", "identifier": "0000-0002-1825-0097"}
    ]
    assert ada["affiliations"] == [
        {"name": "Department of Tests, Lab of Examples"},
        {"id": "00k4n6c32", "name": "The Example Fund"},
    ]
    assert group["person_or_org"] == {"type": "organizational", "name": "The Example Group"}
    roles = [
        (one["person_or_org"]["family_name"], one["role"]["id"]) for one in metadata["contributors"]
    ]
    assert roles == [
        ("Itor", "editor"),
        ("Iewer", "other"),
        ("Pervisor", "supervisor"),
        ("Pervisor", "translator"),
        ("Se", "other"),
    ]
    assert metadata["rights"] == [{"id": "cc-by-4.0"}, {"id": "mit"}]
    assert metadata["languages"] == [{"id": "eng"}]
    assert metadata["related_identifiers"][0] == {
        "identifier": "10.1000/1",
        "scheme": "doi",
        "relation_type": {"id": "istranslationof"},
    }
    assert metadata["funding"] == [
        {
            "funder": {"id": "00k4n6c32", "name": "The Example Fund"},
            "award": {"number": "EX-1", "title": {"en": "Courses"}},
        }
    ]


@pytest.mark.parametrize(
    ("written", "access"),
    [
        ("", {"record": "public", "files": "public"}),
        ("{access: restricted}", {"record": "public", "files": "restricted"}),
        (
            "{embargo: 2099-01-01}",
            {
                "record": "public",
                "files": "restricted",
                "embargo": {"active": True, "until": "2099-01-01"},
            },
        ),
    ],
)
def test_files_are_public_restricted_or_embargoed(
    make: Make, written: str, access: dict[str, object]
) -> None:
    said = f"  deposit: {written}\n" if written else ""
    config = make(("  github:", f"{said}  github:"))
    assert rdm_record(config.project, config.site)["access"] == access


# The draft


def test_a_first_deposit_is_a_draft_with_a_reserved_doi(server: Invenio, make: Make) -> None:
    draft = _deposit(server, make(NO_DOI))
    assert draft.doi == f"10.5281/zenodo.{draft.id}"
    assert (draft.published, draft.resumed) == (False, False)
    assert dict(draft.files) == {"course.zip": 5, "a b.epub": 6}
    assert server.records[draft.id]["errors"] == []
    assert server.files[draft.id] == {file.name: file.content for file in FILES}


def test_a_second_run_goes_on_with_its_own_draft(server: Invenio, make: Make) -> None:
    first = _deposit(server, make(NO_DOI))
    second = _deposit(server, make(NO_DOI, ("Neurons & networks", "Networks & neurons")))
    assert (second.id, second.doi, second.resumed) == (first.id, first.doi, True)
    assert server.records[first.id]["metadata"]["title"].startswith("Networks & neurons")
    assert len(server.records) == 1


def test_a_draft_whose_answer_was_lost_is_found_again(server: Invenio, make: Make) -> None:
    server.after = [502, 502, 502, 502]
    with pytest.raises(DepositError):
        _deposit(server, make(NO_DOI))
    server.after = []
    assert _deposit(server, make(NO_DOI)).resumed


def test_a_draft_of_the_same_title_is_left_alone(server: Invenio, make: Make) -> None:
    config = make(NO_DOI)
    theirs = server.draft({"metadata": {"title": config.project.title}})
    server.files[theirs["id"]]["slides.pdf"] = b"slides"
    assert _deposit(server, config).id != theirs["id"]
    assert theirs["metadata"] == {"title": config.project.title}
    assert server.files[theirs["id"]] == {"slides.pdf": b"slides"}


def test_the_reserved_doi_can_be_written_into_the_course(server: Invenio, make: Make) -> None:
    first = _deposit(server, make(NO_DOI))
    again = _deposit_at_zenodo(server, _with_doi(make, first.doi))
    assert (again.id, again.doi, again.resumed) == (first.id, first.doi, True)


def _deposit_at_zenodo(server: Invenio, config: Config, *, replace: bool = False) -> Draft:
    from neuromatch_site.commands.citation import rdm_deposit

    record = rdm_record(config.project, config.site)
    doi = config.project.concept_doi or config.project.doi
    return rdm_deposit.deposit(_client(server), record, FILES, doi, replace=replace)


def test_what_people_added_stays_unless_told(server: Invenio, make: Make) -> None:
    first = _deposit(server, make(NO_DOI))
    metadata = server.records[first.id]["metadata"]
    grant = {"funder": {"name": "A fund"}, "award": {"number": "1"}}
    related = {"identifier": "10.1000/2", "relation_type": {"id": "ispartof"}}
    metadata["funding"] = [grant]
    metadata["related_identifiers"].append(related)
    metadata["references"] = [{"reference": "A book"}]
    metadata["additional_descriptions"].append({"description": "x", "type": {"id": "methods"}})
    server.records[first.id]["custom_fields"] = {"thesis:thesis": {"university": "U"}}
    server.files[first.id]["slides.pdf"] = b"slides"
    _deposit(server, make(NO_DOI))
    saved = server.records[first.id]
    kept = saved["metadata"]
    assert kept["funding"] == [grant]
    assert kept["references"] == [{"reference": "A book"}]
    assert [one["identifier"] for one in kept["related_identifiers"]] == [
        "https://github.com/example/course/tree/v2024.10",
        "10.1000/2",
    ]
    assert [one["type"]["id"] for one in kept["additional_descriptions"]] == ["other", "methods"]
    assert saved["custom_fields"] == {"thesis:thesis": {"university": "U"}}
    assert server.files[first.id]["slides.pdf"] == b"slides"

    _deposit(server, make(NO_DOI), replace=True)
    assert "references" not in server.records[first.id]["metadata"]
    assert set(server.files[first.id]) == {"course.zip", "a b.epub"}
    assert server.records[first.id]["pids"]["doi"]["identifier"] == first.doi


def test_the_link_to_an_earlier_release_is_not_kept(make: Make) -> None:
    old = rdm_record(make().project, make().site)
    new = rdm_record(make(('"2024.10"', '"2025.1"')).project, make().site)
    merged = merge_record(old, new)["metadata"]
    assert isinstance(merged, dict)
    assert [one["identifier"] for one in merged["related_identifiers"]] == [
        "https://github.com/example/course/tree/v2025.1"
    ]


def test_a_new_version_has_a_doi_of_its_own_and_keeps_files(server: Invenio, make: Make) -> None:
    first = _publish(server, _deposit(server, make(NO_DOI)))
    server.files[first.id]["slides.pdf"] = b"slides"
    assert first.concept_doi
    config = make((NO_DOI[0], f"  doi: {first.doi}\n  concept_doi: {first.concept_doi}\n"))
    second = _deposit_at_zenodo(server, config)
    assert second.id != first.id
    assert second.doi != first.doi
    assert not second.resumed
    assert server.files[second.id]["slides.pdf"] == b"slides"
    assert server.records[second.id]["metadata"]["version"] == "2024.10"
    third = _deposit_at_zenodo(server, config)
    assert (third.id, third.resumed) == (second.id, True)
    assert server.records[first.id]["metadata"]["version"] == "2024.10"


def test_a_doi_of_somebody_else_makes_no_second_record(server: Invenio, make: Make) -> None:
    with pytest.raises(DepositError, match=r"no deposit of this account has the DOI 10\.5281"):
        _deposit_at_zenodo(server, make())
    assert not server.records


def test_an_institution_that_the_server_does_not_know_goes_by_its_name(
    server: Invenio, make: Make
) -> None:
    unknown = "institution: Lab of Examples\n      ror: https://ror.org/05a28rw58"
    changes = (
        ("institution: Lab of Examples", unknown),
        ("      department: Department of Tests\n", ""),
    )
    draft = _deposit(server, make(NO_DOI, *changes))
    creator = server.records[draft.id]["metadata"]["creators"][0]
    assert creator["affiliations"] == [{"name": "Lab of Examples"}]


def test_what_the_server_does_not_accept_is_told(server: Invenio, make: Make) -> None:
    with pytest.raises(DepositError, match=r"metadata\.publication_date: Missing data"):
        _deposit(server, make(NO_DOI, ("  date: 2024-02-29\n", "")))
    assert not any(one["is_published"] for one in server.records.values())


def test_an_upload_that_did_not_arrive_whole_is_noticed(server: Invenio, make: Make) -> None:
    server.corrupt = True
    with pytest.raises(DepositError, match=r"`course\.zip` was not uploaded completely"):
        _deposit(server, make(NO_DOI))


def test_it_is_said_that_the_files_have_another_doi(make: Make) -> None:
    config = make(("  github:", "  deposit: {embargo: 2099-01-01}\n  github:"))
    draft = Draft(id="103", url="", doi="10.5281/zenodo.103", concept_doi="10.5281/zenodo.100")
    lines = list(publication_lines(draft, config.project, sandbox=False))
    assert "  its files say 10.5281/zenodo.101, not this one" in lines
    assert "  the files are not public until 2099-01-01; what is said of them is" in lines
    of_all = make((NO_DOI[0], "  doi: 10.5281/zenodo.100\n"))
    said = "\n".join(publication_lines(draft, of_all.project, sandbox=False))
    assert "its files say" not in said
    assert "not public" not in said


# The command


_CONFIG = PROJECT.replace(*NO_DOI).replace(
    "  github:", "  deposit: {communities: [neuromatch]}\n  toc: [{file: index.md}]\n  github:"
)


def _cite(folder: Path, server: Invenio, words: list[str], typed: str = "") -> Result:
    write(folder / "course", {"myst.yml": _CONFIG, "index.md": "# Front\n\nWords.\n"})
    course = str(folder / "course")
    environment = {"ZENODO_TOKEN": TOKEN}
    assert CliRunner().invoke(main, ["cite", course, "--write"]).exit_code == 0
    all_words = ["cite", course, "--deposit", "--api", f"{server.url}/api", *words]
    return CliRunner().invoke(main, all_words, input=typed, env=environment)


@pytest.mark.parametrize(
    ("words", "typed", "published"),
    [
        ([], "", False),
        (["--publish"], "Neurons & networks <for all>\n", True),
        (["--publish"], "yes\n", False),
        (["--publish", "Neurons & networks <for all>"], "", True),
    ],
)
def test_it_says_what_cannot_be_undone_and_asks(
    tmp_path: Path, server: Invenio, words: list[str], typed: str, *, published: bool
) -> None:
    done = _cite(tmp_path, server, words, typed)
    assert done.exit_code == 0, done.output
    (record,) = server.records.values()
    assert record["is_published"] is published
    assert ("This cannot be undone" in done.output) is bool(words)
    assert server.asked == ["neuromatch"] * published

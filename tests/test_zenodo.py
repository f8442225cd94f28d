"""``.zenodo.json``: what it says, and every trap that Zenodo's importer has set.

The traps are those of the importer itself: what each input does there is said beside it.
"""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from cited_course import Make, maker

from neuromatch_site.commands.citation.citation_files import (
    check_citation,
    citation_files,
    write_citation,
    zenodo_problems,
)
from neuromatch_site.commands.citation.rdm_record import rdm_record
from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule

pytestmark = pytest.mark.slow


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return maker(tmp_path)


def _zenodo(config: Config) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(citation_files(config)[".zenodo.json"])
    return found


def _cff(config: Config) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(citation_files(config)["CITATION.cff"])
    return found


def test_zenodo_json_passes_our_schema(make: Make) -> None:
    assert not list(zenodo_problems(_zenodo(make())))


def test_zenodo_json_says_what_the_configuration_says(make: Make) -> None:
    data = _zenodo(make())
    assert data["upload_type"] == "lesson"
    assert data["description"] == (
        '<p>A course, with a "quotation" &amp; an &lt;i&gt;element&lt;/i&gt;.</p>'
    )
    assert data["creators"] == [
        {
            "name": "Example, Ada B.",
            "affiliation": "Department of Tests, Lab of Examples",
            "orcid": "0000-0002-1825-0097",
        },
        {"name": "van Example, Bo"},
        {"name": "The Example Group"},
    ]
    assert [(one["name"], one["type"]) for one in data["contributors"]] == [
        ("Itor, Ed", "Editor"),
        ("Iewer, Rev", "Other"),
        ("Pervisor, Su", "Supervisor"),
        ("Se, El", "Other"),
    ]
    assert data["notes"] == (
        "Reviewed by Rev Iewer. Roles: Su Pervisor: Supervision; El Se: making tea."
    )
    assert data["publication_date"] == "2024-02-29"
    assert (data["license"], data["language"], data["version"]) == ("cc-by-4.0", "en", "2024.10")
    assert data["related_identifiers"] == [
        {
            "identifier": "https://github.com/example/course/tree/v2024.10",
            "relation": "isSupplementTo",
        },
        {"identifier": "https://example.org/course/", "relation": "isAlternateIdentifier"},
    ]


def test_both_files_say_the_same(make: Make) -> None:
    cff, zenodo = _cff(make()), _zenodo(make())
    names = [
        ", ".join(part for part in (one.get("family-names"), one.get("given-names")) if part)
        or one["name"]
        for one in cff["authors"]
    ]
    assert [one["name"] for one in zenodo["creators"]] == names
    assert [one.get("orcid", "").rpartition("/")[2] for one in cff["authors"]] == [
        one.get("orcid", "") for one in zenodo["creators"]
    ]
    for ours, theirs in (
        ("title", "title"),
        ("version", "version"),
        ("date-released", "publication_date"),
    ):
        assert cff[ours] == zenodo[theirs]
    assert cff["license"].lower() == zenodo["license"]
    assert cff["keywords"] == zenodo["keywords"]


TRAPS: list[tuple[str, dict[str, object]]] = [
    ("the release fails: no such licence", {"license": "CC BY 4.0"}),
    ("the release fails: no such licence", {"license": "https://creativecommons.org/licenses/by"}),
    ("the release fails: one licence only", {"license": ["cc-by-4.0"]}),
    ("an object is refused by the schema", {"license": {"id": "cc-by-4.0"}}),
    ("the record becomes software", {"upload_type": None}),
    ("passes the first step, then fails", {"upload_type": "course"}),
    ("all of it becomes the family name", {"creators": [{"name": "Doe, Jane, PhD"}]}),
    ("fails: no attribute `get`", {"creators": ["Doe, Jane"]}),
    ("is stored, and is no ORCID", {"creators": [{"name": "Doe, J", "orcid": "n/a"}]}),
    (
        "a URL is taken, but the two files then differ",
        {"creators": [{"name": "Doe, J", "orcid": "https://orcid.org/0000-0002-1825-0097"}]},
    ),
    ("is stored in a wrong shape", {"creators": [{"name": "Doe, J", "affiliation": ["Lab"]}]}),
    ("nobody made it", {"creators": []}),
    ("fails: no such language", {"language": "en-US"}),
    ("fails: no relation", {"related_identifiers": [{"identifier": "https://a.org"}]}),
    (
        "fails later: no such relation",
        {"related_identifiers": [{"identifier": "https://a.org", "relation": "isFriendOf"}]},
    ),
    (
        "fails: no valid scheme",
        {"related_identifiers": [{"identifier": "a.org", "relation": "isSupplementTo"}]},
    ),
    (
        "the link to the release on GitHub is lost",
        {"related_identifiers": [{"identifier": "https://a.org", "relation": "isIdenticalTo"}]},
    ),
    ("is dropped on the way from GitHub", {"communities": ["neuromatch"]}),
    ("fails: no such right", {"access_right": "public"}),
    ("is no date", {"publication_date": "29 February 2024"}),
    ("an unknown key is dropped in silence", {"funding": "x"}),
    ("a title of three letters at least", {"title": "AI"}),
    ("a role that DataCite does not know", {"contributors": [{"name": "A", "type": "Reviewer"}]}),
]


@pytest.mark.parametrize(("what", "change"), TRAPS, ids=[str(change) for _, change in TRAPS])
def test_our_schema_sees_what_zenodo_bends_or_refuses(
    make: Make, what: str, change: dict[str, object]
) -> None:
    data = copy.deepcopy(_zenodo(make())) | change
    assert list(zenodo_problems({k: v for k, v in data.items() if v is not None})), what


def test_the_file_is_strict_json_without_a_byte_order_mark(make: Make) -> None:
    content = citation_files(make())[".zenodo.json"].encode()
    assert content.startswith(b"{\n")
    assert json.loads(content.decode("utf-8"))


def test_a_name_with_a_comma_too_many_loses_it_and_is_reported(make: Make, tmp_path: Path) -> None:
    config = make(("name: Bo van Example", "name: {given: Bo, family: 'Example, PhD'}"))
    assert _zenodo(config)["creators"][1] == {"name": "Example PhD, Bo"}
    diagnostics = Diagnostics()
    write_citation(tmp_path, config)
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert [(one.rule, one.position.line) for one in diagnostics] == [(Rule.METADATA_VALID, 11)]


@pytest.mark.parametrize(
    "license_", ["GPL-3.0-only", "CC-BY-NC-SA-3.0", "CC-BY-3.0", "MPL-2.0", "OGL-UK-3.0", "CC0-1.0"]
)
def test_any_licence_of_spdx_reaches_zenodo(license_: str, make: Make, tmp_path: Path) -> None:
    config = make(("CC-BY-4.0", license_))
    assert _zenodo(config)["license"] == license_.lower()
    assert _cff(config)["license"] == license_
    diagnostics = Diagnostics()
    write_citation(tmp_path, config)
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert not diagnostics.items


def test_a_licence_that_others_do_not_know_goes_by_its_address(make: Make, tmp_path: Path) -> None:
    config = make(("CC-BY-4.0", "CC-BY-3.0-IGO"))
    assert [path.name for path in write_citation(tmp_path, config)] == ["CITATION.cff"]
    assert "license" not in _cff(config)
    assert _cff(config)["license-url"].startswith("https://")
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert [one.rule for one in diagnostics] == [Rule.METADATA_COMPLETE]
    (right,) = rdm_record(config.project, config.site)["metadata"]["rights"]  # type: ignore[index]
    assert right["title"]["en"].startswith("Creative Commons Attribution 3.0 IGO")


@pytest.mark.parametrize("written", ["", "  license: {name: My own, url: 'https://example.org'}\n"])
def test_without_an_identifier_of_a_licence_there_is_no_file_for_zenodo(
    written: str, make: Make, tmp_path: Path
) -> None:
    """Zenodo takes a missing licence for CC-BY-4.0."""
    config = make(("  license: CC-BY-4.0\n", written))
    assert [path.name for path in write_citation(tmp_path, config)] == ["CITATION.cff"]
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert {one.rule for one in diagnostics} <= {Rule.METADATA_VALID, Rule.METADATA_COMPLETE}
    assert diagnostics.items


def test_a_file_from_before_the_licence_was_taken_back_is_reported(
    make: Make, tmp_path: Path
) -> None:
    write_citation(tmp_path, make())
    config = make(("  license: CC-BY-4.0\n", ""))
    write_citation(tmp_path, config)
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path, config, diagnostics)
    assert Rule.METADATA_STALE in {one.rule for one in diagnostics}


def test_without_a_repository_only_the_site_is_named(make: Make) -> None:
    data = _zenodo(make(("  github: example/course\n", "")))
    assert [one["relation"] for one in data["related_identifiers"]] == ["isAlternateIdentifier"]
    assert not list(zenodo_problems(data))


def test_version_date_and_tag_are_left_to_the_release_unless_their_form_is_said(make: Make) -> None:
    """Zenodo knows the tag; an alternate identifier does not cost its own link to it."""
    data = _zenodo(make(("  release_tag: v{version}\n", "")))
    assert not {"version", "publication_date"} & data.keys()
    assert [one["relation"] for one in data["related_identifiers"]] == ["isAlternateIdentifier"]

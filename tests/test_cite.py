"""``cite``: the files of a repository, and every trap that Zenodo and GitHub have set.

The traps are those of the importers themselves: what each input does there is said beside it.
"""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

from neuromatch_site.cite import (
    check_citation,
    citation_files,
    citation_lines,
    repository_root,
    write_citation,
    zenodo_problems,
)
from neuromatch_site.config import Config, load_config
from neuromatch_site.diagnostics import Diagnostics, Rule
from neuromatch_site.files import CourseFiles

PROJECT = """\
version: 1
project:
  title: Neurons & networks <for all>
  description: A course, with a "quotation" & an <i>element</i>.
  authors:
    - name: Ada B. Example
      orcid: 0000-0002-1825-0097
      corresponding: true
      email: ada@example.org
      affiliations: [lab]
    - name: Bo van Example
    - name: The Example Group
      collaboration: true
  editors:
    - name: Ed Itor
  reviewers:
    - name: Rev Iewer
  contributors:
    - name: Su Pervisor
      roles: Supervision
    - name: El Se
      roles: making tea
  affiliations:
    - id: lab
      institution: Lab of Examples
      department: Department of Tests
  license: CC-BY-4.0
  doi: 10.5281/zenodo.101
  concept_doi: 10.5281/zenodo.100
  date: 2024-02-29
  version: "2024.10"
  keywords: [neuroscience, teaching]
  github: example/course
site:
  options:
    base_url: https://example.org/course/
    language: en-GB
"""

Make = Callable[..., Config]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a function that reads a configuration, with some of its text replaced."""

    def read(*changes: tuple[str, str]) -> Config:
        text = PROJECT
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "course").mkdir(exist_ok=True)
        (tmp_path / "course" / "myst.yml").write_text(text, encoding="utf-8")
        config = load_config(CourseFiles(tmp_path / "course"), Diagnostics())
        assert config is not None
        return config

    return read


def _zenodo(config: Config) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(citation_files(config)[".zenodo.json"])
    return found


def _cff(config: Config) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(citation_files(config)["CITATION.cff"])
    return found


# CITATION.cff


VARIANTS: list[list[tuple[str, str]]] = [
    [],
    [("  concept_doi: 10.5281/zenodo.100\n", "")],
    [("  doi: 10.5281/zenodo.101\n  concept_doi: 10.5281/zenodo.100\n", "")],
    [("  date: 2024-02-29\n", ""), ('  version: "2024.10"\n', "")],
    [("  keywords: [neuroscience, teaching]\n", ""), ("  github: example/course\n", "")],
    [("    base_url: https://example.org/course/\n", ""), ("CC-BY-4.0", "MIT")],
    [('"2024.10"', '"3.10"'), ("Ada B. Example", "Plato")],
]


def test_citation_cff_is_valid_by_its_published_schema(make: Make, tmp_path: Path) -> None:
    paths = []
    for number, changes in enumerate(VARIANTS):
        paths.append(tmp_path / f"{number}.cff")
        paths[-1].write_text(citation_files(make(*changes))["CITATION.cff"], encoding="utf-8")
    wrong = tmp_path / "wrong.cff"
    wrong.write_text(paths[0].read_text().replace("type: dataset", "type: course"))
    said = _check_jsonschema([*paths, wrong])
    assert said.count(".cff::$") == 1, said
    assert "wrong.cff::$.type" in said


def _check_jsonschema(paths: list[Path]) -> str:
    schema = ["--builtin-schema", "vendor.citation-file-format"]
    command = [sys.executable, "-m", "check_jsonschema", "--force-filetype", "yaml", *schema]
    run = subprocess.run([*command, *paths], capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


def test_citation_cff_says_what_the_configuration_says(make: Make) -> None:
    data = _cff(make())
    assert data["cff-version"] == "1.2.0"
    assert data["type"] == "dataset"
    assert data["version"] == "2024.10"
    assert data["date-released"] == "2024-02-29"
    assert data["license"] == "CC-BY-4.0"
    assert data["doi"] == "10.5281/zenodo.100"
    assert [one["value"] for one in data["identifiers"]] == [
        "10.5281/zenodo.100",
        "10.5281/zenodo.101",
    ]
    assert data["authors"][0] == {
        "family-names": "Example",
        "given-names": "Ada B.",
        "affiliation": "Department of Tests, Lab of Examples",
        "email": "ada@example.org",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }
    assert data["authors"][2] == {"name": "The Example Group"}
    assert data["contact"] == [data["authors"][0]]
    assert data["preferred-citation"]["editors"] == [{"family-names": "Itor", "given-names": "Ed"}]


def test_a_course_without_authors_still_has_a_valid_file(make: Make) -> None:
    start, end = PROJECT.index("  authors:"), PROJECT.index("  editors:")
    assert _cff(make((PROJECT[start:end], "")))["authors"] == [
        {"name": "Neurons & networks <for all>"}
    ]


# .zenodo.json


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
            "identifier": "https://example.org/course/",
            "relation": "isIdenticalTo",
            "resource_type": "lesson",
        },
        {
            "identifier": "https://github.com/example/course/tree/v2024.10",
            "relation": "isSupplementTo",
        },
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


def test_a_licence_that_zenodo_refuses_is_not_named_there(make: Make, tmp_path: Path) -> None:
    config = make(("CC-BY-4.0", "GPL-3.0-only"))
    assert "license" not in _zenodo(config)
    assert _cff(config)["license"] == "GPL-3.0-only"
    diagnostics = Diagnostics()
    write_citation(tmp_path, config)
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert [one.rule for one in diagnostics] == [Rule.METADATA_VALID]


# The command


def test_the_project_cites_itself() -> None:
    config = load_config(CourseFiles(ROOT / "course"), Diagnostics())
    assert config is not None
    diagnostics = Diagnostics()
    check_citation(ROOT, ROOT / "course", config, diagnostics)
    assert not diagnostics.found, "run `neuromatch-site cite --write`"


def test_what_was_written_is_in_step_and_what_was_edited_is_not(make: Make, tmp_path: Path) -> None:
    config = make()
    assert [path.name for path in write_citation(tmp_path, config)] == [
        "CITATION.cff",
        ".zenodo.json",
    ]
    assert not write_citation(tmp_path, config)
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert not diagnostics.found

    cff = tmp_path / "CITATION.cff"
    cff.write_text(cff.read_text().replace("Neurons & networks", "Networks & neurons"))
    (tmp_path / ".zenodo.json").unlink()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert [(one.rule, str(one.position)) for one in diagnostics] == [
        (Rule.METADATA_STALE, "../CITATION.cff:5:1"),
        (Rule.METADATA_STALE, "../.zenodo.json:1:1"),
    ]


def test_what_a_citation_needs_and_lacks_is_said(make: Make, tmp_path: Path) -> None:
    config = make(
        ("  date: 2024-02-29\n", ""),
        ("  license: CC-BY-4.0\n", ""),
        ("  github: example/course\n", ""),
    )
    write_citation(tmp_path, config)
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert {one.rule for one in diagnostics} == {Rule.METADATA_COMPLETE}
    said = " ".join(one.message for one in diagnostics)
    assert all(name in said for name in ("project.date", "project.license"))


def test_without_a_repository_nothing_is_related_by_hand(make: Make) -> None:
    data = _zenodo(make(("  github: example/course\n", "")))
    assert "related_identifiers" not in data
    assert not list(zenodo_problems(data))


def test_the_root_is_where_the_repository_is(tmp_path: Path) -> None:
    course = tmp_path / "repository" / "site" / "course"
    course.mkdir(parents=True)
    assert repository_root(course) == course.resolve()
    (tmp_path / "repository" / ".git").write_text("gitdir: elsewhere\n")
    assert repository_root(course) == (tmp_path / "repository").resolve()


def test_the_citation_tells_the_dois_apart(make: Make) -> None:
    text = citation_lines(make())
    assert "DOI of the course: 10.5281/zenodo.100" in text
    assert "DOI of version 2024.10: 10.5281/zenodo.101" in text
    assert "@misc{example2024neurons," in text


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("0000-0002-1825-0097", "0000-0002-1825-0098"), Rule.ORCID_VALID),
        (("doi: 10.5281/zenodo.101", "doi: zenodo.101"), Rule.DOI_VALID),
        (("license: CC-BY-4.0", "license: FREE-FOR-ALL"), Rule.LICENSE_KNOWN),
        (("date: 2024-02-29", "date: 2023-02-29"), Rule.DATE_VALID),
    ],
)
def test_a_wrong_value_is_reported_at_its_line(
    tmp_path: Path, change: tuple[str, str], rule: Rule
) -> None:
    text = PROJECT.replace(*change)
    (tmp_path / "myst.yml").write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    load_config(CourseFiles(tmp_path), diagnostics)
    line = next(i for i, line in enumerate(text.split("\n"), 1) if change[1] in line)
    assert [(one.rule, one.position.line) for one in diagnostics] == [(rule, line)]

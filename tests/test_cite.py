"""``cite``: the files of a repository."""

from pathlib import Path
from typing import Any

import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from cited_course import PROJECT, Make, maker
from conftest import ROOT
from courses import from_yaml
from jsonschema import Draft7Validator

from neuromatch_site import __version__
from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.citation.citation_files import (
    check_citation,
    check_claims,
    check_references,
    check_tag,
    citation_files,
    citation_lines,
    repository_root,
    write_citation,
)
from neuromatch_site.config import Config, load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return maker(tmp_path)


def _cff(config: Config) -> dict[str, Any]:
    found: dict[str, Any] = from_yaml(citation_files(config)["CITATION.cff"])
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


def test_citation_cff_is_valid_by_its_published_schema(make: Make) -> None:
    texts = [citation_files(make(*changes))["CITATION.cff"] for changes in VARIANTS]
    assert [place for text in texts for place in _invalid(text)] == []
    assert _invalid(texts[0].replace("type: dataset", "type: course")) == ["$.type"]


def _invalid(text: str) -> list[str]:
    """Return the places where a CITATION.cff is not what its schema asks for."""
    schema = get_builtin_schema("vendor.citation-file-format")
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    return [error.json_path for error in validator.iter_errors(from_yaml(text))]


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


# The command


def test_the_project_cites_itself() -> None:
    config = load_config(CourseFiles(ROOT / "course"), Diagnostics())
    assert config is not None
    diagnostics = Diagnostics()
    check_citation(repository_root(ROOT / "course"), ROOT / "course", config, diagnostics)
    check_claims(ROOT, config, diagnostics)
    assert not diagnostics.items, "run `neuromatch-site cite course --write`"


def test_the_repository_is_cited_as_the_program_that_it_holds() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    cff = from_yaml(text)
    assert (cff["type"], cff["title"]) == ("software", "neuromatch-site")
    assert str(cff["version"]) == __version__
    assert "doi" not in cff
    assert not (ROOT / ".zenodo.json").exists(), "Zenodo would read it before CITATION.cff"
    assert _invalid(text) == []


def test_the_course_is_based_on_a_record_that_it_does_not_claim() -> None:
    config = load_config(CourseFiles(ROOT / "course"), Diagnostics())
    assert config is not None
    (work,) = config.project.based_on
    assert work.doi == "10.5281/zenodo.10366802"
    assert [person.family for person in work.authors] == ["Goodman", "Ghosh"]
    assert work.doi not in (config.project.doi, config.project.concept_doi)
    assert not {one.orcid for one in config.project.authors} & {one.orcid for one in work.authors}


def test_what_was_written_is_in_step_and_what_was_edited_is_not(make: Make, tmp_path: Path) -> None:
    config = make()
    assert [path.name for path in write_citation(tmp_path, config)] == [
        "CITATION.cff",
        ".zenodo.json",
    ]
    assert not write_citation(tmp_path, config)
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert not diagnostics.items

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


@pytest.mark.parametrize(
    ("doi", "said"),
    [
        ("10.5281/zenodo.100", "`doi` and `concept_doi` are both 10.5281/zenodo.100"),
        ("10.5072/zenodo.9", "the DOI 10.5072/zenodo.9 is of Zenodo's sandbox: nobody finds it"),
    ],
)
def test_a_doi_that_is_not_the_version_s_is_reported(
    make: Make, tmp_path: Path, doi: str, said: str
) -> None:
    config = make(("  doi: 10.5281/zenodo.101\n", f"  doi: {doi}\n"))
    write_citation(tmp_path, config)
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert [one.message for one in diagnostics] == [said]


def test_the_root_is_where_the_repository_is(tmp_path: Path) -> None:
    course = tmp_path / "repository" / "site" / "course"
    course.mkdir(parents=True)
    assert repository_root(course) == course.resolve()
    (tmp_path / "repository" / ".git").write_text("gitdir: elsewhere\n")
    assert repository_root(course) == (tmp_path / "repository").resolve()


def test_a_course_beside_a_program_has_its_files_in_its_own_folder(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "CITATION.cff").write_text("cff-version: 1.2.0\ntype: software\n")
    assert repository_root(course) == course.resolve()


_ORIGINAL = """\
  based_on:
    - {title: The original, doi: 10.5281/zenodo.101}
"""


def test_the_doi_of_the_original_is_not_the_course_s(make: Make, tmp_path: Path) -> None:
    config = make(("  license: CC-BY-4.0\n", f"{_ORIGINAL}  license: CC-BY-4.0\n"))
    diagnostics = Diagnostics()
    check_claims(tmp_path, config, diagnostics)
    (found,) = diagnostics
    assert found.rule is Rule.METADATA_VALID
    assert config.project.based_on[0].position == found.position


@pytest.mark.parametrize(
    ("url", "is_copy"),
    [
        ("https://github.com/example/course.git", False),
        ("git@github.com:Example/Course.git", False),
        ("https://github.com/somebody/course", True),
        ("https://gitlab.com/somebody/course", False),
    ],
)
def test_a_copy_that_claims_the_doi_of_the_original_is_told(
    make: Make, tmp_path: Path, url: str, *, is_copy: bool
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text(f'[remote "origin"]\n\turl = {url}\n')
    diagnostics = Diagnostics()
    check_claims(tmp_path, make(), diagnostics)
    assert [one.rule for one in diagnostics] == [Rule.METADATA_COPIED] * is_copy


@pytest.mark.parametrize(
    ("form", "tag", "fits"),
    [
        ("", "v2024.10", True),
        ("", "2024.10", True),
        ("", "v2024.11", False),
        ("  release_tag: course-{version}\n", "course-2024.10", True),
        ("  release_tag: course-{version}\n", "v2024.10", False),
    ],
)
def test_a_tag_is_compared_with_the_version(make: Make, form: str, tag: str, *, fits: bool) -> None:
    config = make(("  release_tag: v{version}\n", form))
    diagnostics = Diagnostics()
    check_tag(tag, config, diagnostics)
    assert not diagnostics.items if fits else diagnostics.items[0].rule is Rule.METADATA_STALE


def test_one_orcid_on_two_people_is_reported(make: Make, tmp_path: Path) -> None:
    orcid = "  - name: Ed Itor\n      orcid: 0000-0002-1825-0097\n"
    config = make(("  - name: Ed Itor\n", orcid))
    diagnostics = Diagnostics()
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert Rule.ORCID_VALID in {one.rule for one in diagnostics}


def test_an_author_who_is_there_twice_is_reported_and_written_once(
    make: Make, tmp_path: Path
) -> None:
    config = make(("name: Bo van Example", "name: The Example Group\n      collaboration: true"))
    people = [one.get("name") for one in _cff(config)["authors"]]
    assert people.count("The Example Group") == 1
    diagnostics = Diagnostics()
    write_citation(tmp_path, config)
    check_citation(tmp_path, tmp_path / "course", config, diagnostics)
    assert [one.message for one in diagnostics] == ["`The Example Group` is an author twice"]


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


def test_a_check_names_works_that_nothing_cites_and_files_that_are_stale(
    make: Make, tmp_path: Path
) -> None:
    write_citation(tmp_path, make())
    make(("Neurons & networks", "Networks & neurons"))
    course = tmp_path / "course"
    (course / "a.bib").write_text("@book{a, title={A}}\n@book{b, title={B}}\n")
    (course / "index.md").write_text("# Page\n\n@a\n")
    memory, diagnostics = BuildCache(), Diagnostics()
    build_site(course, BuildContext(Options(), Progress(), memory))
    check_references(course, memory.pages.values(), diagnostics)
    assert [(one.rule, str(one.position)) for one in diagnostics] == [
        (Rule.CITATION_USED, "a.bib:2:1"),
        (Rule.METADATA_STALE, "../CITATION.cff:5:1"),
        (Rule.METADATA_STALE, "../.zenodo.json:3:1"),
    ]

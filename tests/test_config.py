"""Configuration and front matter: limits, encodings, any text at all, the schema."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from cases import FOLDER, read_file
from click.testing import CliRunner
from conftest import ROOT
from courses import Course
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from neuromatch_site.commands.cli import main
from neuromatch_site.config import Config, load_config
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.config.page import page_frontmatter
from neuromatch_site.config.project import PROJECT_FIELDS, read_project
from neuromatch_site.config.schema import config_schema, schemas
from neuromatch_site.config.site import read_site
from neuromatch_site.config.value import Data, value_of
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.urls import base_url_of

Make = Callable[[Mapping[str, str | bytes]], Course]

_PIECES = [*"ab:-[]{}&*!|>'\"#%@`\\,?<\t 1.~é\r\x85\u2028\x00", "\n", "\n  ", "a: ", "- ", "&a "]
_PIECES += ["*a ", "<<: *a", "!!str ", "---\n", "...\n", "|\n", ">-\n", "title: ", "authors: "]
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    st.sampled_from(
        ["https://a.org", "http://[", "2026-02-30", "10.1/x", "MIT", "continue", "a;b"]
    ),
)
_NAMES = st.sampled_from([name for one in PROJECT_FIELDS for name in (one.name, *one.aliases)])


def load(folder: Path) -> tuple[Config | None, Diagnostics]:
    """Return the configuration of a folder and what was said of it."""
    diagnostics = Diagnostics()
    return load_config(CourseFiles(folder.resolve()), diagnostics), diagnostics


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    diagnostics = Diagnostics()
    value = load_yaml(Source("page.md", text, 2), diagnostics)
    page_frontmatter(value, Frontmatter(), diagnostics)
    assert value is not None or diagnostics.items
    lines = text.replace("\r\n", "\n").count("\n") + 2
    assert all(2 <= one.position.line <= lines + 1 for one in diagnostics)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(
    st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=5),
        max_leaves=12,
    )
)
def test_any_value_is_taken_or_refused(data: Data) -> None:
    diagnostics = Diagnostics()
    value = value_of(data, Position("myst.yml"))
    project = read_project(value, diagnostics)
    read_site(value, diagnostics)
    page_frontmatter(value, project, diagnostics)
    assert all(one.message for one in diagnostics)


def test_front_matter_has_a_limit_and_data_files_a_larger_one() -> None:
    source = Source("page.md", "title: " + "x" * 70_000)
    diagnostics = Diagnostics()
    assert load_yaml(source, diagnostics) is None
    assert [one.rule for one in diagnostics] == [Rule.YAML_TOO_LARGE]
    assert load_yaml(source, Diagnostics(), limits=FILE_LIMITS) is not None


def test_windows_line_ends_change_no_place() -> None:
    texts = ["title: One\nauthors:\n  - A\ntitle: Two\n", "- a\n-\tb: [\n"]
    for text in texts:
        found = []
        for written in (text, text.replace("\n", "\r\n")):
            diagnostics = Diagnostics()
            load_yaml(Source("page.md", written), diagnostics)
            found.append(diagnostics.items)
        assert found[0] == found[1] != []


def test_a_byte_order_mark_is_no_part_of_a_key(course: Make) -> None:
    made = course({"myst.yml": b"\xef\xbb\xbfversion: 1\r\nproject: {title: x}\r\n"})
    config, diagnostics = load(made.folder)
    assert config is not None
    assert config.project.title == "x"
    assert not diagnostics.items


def test_a_file_of_another_encoding_is_refused(course: Make) -> None:
    made = course({"myst.yml": "version: 1\nproject: {title: é}\n".encode("latin-1")})
    config, diagnostics = load(made.folder)
    assert config is None
    assert [one.rule for one in diagnostics] == [Rule.ENCODING]


def test_a_link_out_of_the_course_is_not_read(course: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.yml").write_text("version: 1\nproject: {title: secret}\n", "utf-8")
    made = course({"index.md": "# x"})
    (made.folder / "myst.yml").symlink_to(tmp_path / "secret.yml")
    config, diagnostics = load(made.folder)
    assert config is None
    assert [one.rule for one in diagnostics] == [Rule.PATH_INSIDE_COURSE]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    config, diagnostics = load(tmp_path / "nowhere")
    assert config is None
    assert [one.rule for one in diagnostics] == [Rule.COURSE_EXISTS]
    assert "nowhere" in diagnostics.items[0].message


def test_the_digest_changes_with_every_file_that_was_read(course: Make) -> None:
    files = {"myst.yml": "version: 1\nextends: base.yml\n", "base.yml": "project: {title: a}\n"}
    first, _ = load(course(files).folder)
    again, _ = load(course(files).folder)
    changed, _ = load(course(files | {"base.yml": "project: {title: b}\n"}).folder)
    assert first is not None
    assert again is not None
    assert changed is not None
    assert first.digest == again.digest != changed.digest


def test_another_address_changes_nothing_else(course: Make) -> None:
    config, _ = load(course({"myst.yml": "version: 1\n"}).folder)
    assert config is not None
    assert config.at("") == config
    assert config.at("https://example.org/a/").site.options.base_url == "https://example.org/a/"


def test_a_schema_knows_what_the_reader_knows(reference_course: Path) -> None:
    validator = Draft202012Validator(config_schema())
    course = yaml.safe_load((reference_course / "myst.yml").read_text("utf-8"))
    assert not list(validator.iter_errors(course))
    wrong = {"version": 1, "project": {"tilte": "x", "toc": [{"flie": "a.md"}]}}
    assert len(list(validator.iter_errors(wrong))) == 2


@pytest.mark.slow
def test_every_schema_is_one_and_takes_what_our_own_course_and_cases_say() -> None:
    texts = {path.stem: path.read_text("utf-8") for path in (ROOT / "course/data").glob("*.yml")}
    texts["myst"] = (ROOT / "course" / "myst.yml").read_text("utf-8")
    for block in read_file(FOLDER / "data" / "sitedata.md")[0].blocks:
        texts[f"sitedata-{Path(block.name).stem}"] = block.text
    for name, schema in schemas().items():
        Draft202012Validator.check_schema(schema)
        if name != "page":
            value = load_yaml(
                Source(name, texts[name]), Diagnostics(), Rule.DATA_VALID, FILE_LIMITS
            )
            assert value is not None
            wrong = Draft202012Validator(schema).iter_errors(value.plain)
            assert [error.message for error in wrong] == [], name


def test_the_schemas_are_written_for_editors(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["schema", "-o", str(tmp_path)]).exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {f"{n}.schema.json" for n in schemas()}
    printed = runner.invoke(main, ["schema", "myst"]).output
    assert printed == (tmp_path / "myst.schema.json").read_text()
    assert runner.invoke(main, ["schema"]).exit_code == 2


def test_the_reference_course_is_read_without_a_word(reference_course: Path) -> None:
    config, diagnostics = load(reference_course)
    assert config is not None
    assert not diagnostics.items
    assert [person.id for person in config.project.authors] == ["goodman", "ghosh", "bena"]
    assert len(config.project.abbreviations) == 11
    assert config.project.bibliography == ("refs.bib",)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://localhost:8000/a", "http://localhost:8000/a/"),
        ("https://[::1]:8000/", "https://[::1]:8000/"),
        ("https://www.köln.example/a/b/", "https://www.köln.example/a/b/"),
        ("/", "/"),
        ("/a/.well-known", "/a/.well-known/"),
        ("", ""),
        ("example.org", ""),
        ("https:///a/", ""),
        ("https://example.org//", ""),
        ("https://me@example.org/", ""),
        ("https://example.org/#a", ""),
        ("/a/./b", ""),
        ("/a\\b/", ""),
    ],
)
def test_the_address_of_a_site_ends_with_a_slash(written: str, address: str) -> None:
    assert base_url_of(written) == address

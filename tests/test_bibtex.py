"""BibTeX that no case file shows well: limits, other readers, anything at all."""

import logging
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st

from neuromatch_site.bibliography import read_bibliography
from neuromatch_site.bibliography.bibtex import MAX_ENTRY, read_bibtex
from neuromatch_site.bibliography.bibtex_item import item_of
from neuromatch_site.bibliography.style import format_items
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics, Rule
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles

pytestmark = pytest.mark.slow

ENTRY = "@article{%s, title={Title}, author={Some Body}, year=2000}\n"


def _read(text: str) -> tuple[dict[str, dict[str, str]], list[Diagnostic]]:
    diagnostics = Diagnostics()
    entries = read_bibtex(Source("a.bib", text), diagnostics)
    return {entry.key: entry.fields for entry in entries}, diagnostics.items


def test_strings_that_double_stay_small() -> None:
    doubling = '@string{a = "0123456789"}\n' + "@string{a = a # a}\n" * 500
    entries, found = _read(doubling + "@article{x, title = a}\n")
    assert len(entries["x"]["title"]) <= 64_000
    assert {one.rule for one in found} == {Rule.BIB_TOO_LARGE}
    assert len(found) <= 100


def test_an_entry_that_is_too_long_is_left_out_and_the_others_are_read() -> None:
    long = "@article{long,\n  abstract = {" + "word " * (MAX_ENTRY // 5) + "}\n}\n"
    entries, found = _read(ENTRY % "before" + long + ENTRY % "after")
    assert list(entries) == ["before", "after"]
    assert [(one.rule, one.position.line) for one in found] == [(Rule.BIB_TOO_LARGE, 2)]


def test_a_file_of_ten_megabytes_is_read_as_far_as_it_may_be() -> None:
    long = "@article{long,\n  abstract = {" + "word " * 2_000_000 + "}\n}\n"
    entries, found = _read(ENTRY % "before" + long + ENTRY % "after")
    assert list(entries) == ["before"]
    assert {one.rule for one in found} == {Rule.BIB_TOO_LARGE}
    assert all(one.position.line >= 2 for one in found)


def test_no_more_than_twenty_thousand_entries_are_read() -> None:
    entries, found = _read("".join(ENTRY % f"k{number}" for number in range(20_001)))
    assert len(entries) == 20_000
    assert [(one.rule, one.position.line) for one in found] == [(Rule.BIB_TOO_LARGE, 20_001)]


@pytest.mark.parametrize(
    "piece",
    ["{", "@a{", "@a{\n", "@article{a,title={\n", '@article{a,title="', ",", "a # ", "@ a ", "\\"],
)
def test_cost_grows_with_length_whatever_the_text(piece: str) -> None:
    def seconds(text: str) -> float:
        return min(_timed(lambda: _read(text)) for _ in range(3))

    short = seconds(piece * (200_000 // len(piece)))
    assert seconds(piece * (800_000 // len(piece))) < 8 * short + 0.2


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def test_a_file_in_latin_1_is_read_and_reported(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_bytes("@book{a, title={Élève}}".encode("latin-1"))
    diagnostics = Diagnostics()
    works = read_bibliography(CourseFiles(tmp_path), ["a.bib"], diagnostics).works
    assert works["a"].item["title"] == "Élève"
    assert [one.rule for one in diagnostics] == [Rule.ENCODING]


@pytest.mark.parametrize("path", ["missing.bib", "../outside.bib", "https://example.org/a.bib"])
def test_a_bibliography_that_cannot_be_read_is_reported_where_it_is_named(
    tmp_path: Path, path: str
) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (tmp_path / "outside.bib").write_text(ENTRY % "secret")
    (course / "myst.yml").write_text(f"project:\n  bibliography:\n    - {path}\n")
    diagnostics = Diagnostics()
    works = read_bibliography(CourseFiles(course), [path], diagnostics).works
    assert not works
    assert [str(one.position) for one in diagnostics] == ["myst.yml:3:7"]
    outside = Rule.PATH_INSIDE_COURSE if path.startswith("..") else Rule.BIB_FILE_EXISTS
    assert [one.rule for one in diagnostics] == [outside]


def test_a_bibliography_without_a_name_is_reported(tmp_path: Path) -> None:
    (tmp_path / "myst.yml").write_text("project:\n  bibliography: ''\n")
    diagnostics = Diagnostics()
    assert not read_bibliography(CourseFiles(tmp_path), [""], diagnostics).works
    found = [(str(one.position), one.rule, one.message) for one in diagnostics]
    assert found == [("myst.yml:2:3", Rule.BIB_FILE_EXISTS, "an entry of `bibliography` is empty")]


def test_without_a_list_every_bib_file_of_the_course_counts(tmp_path: Path) -> None:
    (tmp_path / "week-1").mkdir()
    (tmp_path / "a.bib").write_text(ENTRY % "a")
    (tmp_path / "week-1" / "b.bib").write_text(ENTRY % "b")
    works = read_bibliography(CourseFiles(tmp_path), None, Diagnostics()).works
    assert list(works) == ["a", "b"]


def test_the_reference_course_has_no_mistakes(reference_course: Path) -> None:
    diagnostics = Diagnostics()
    works = read_bibliography(CourseFiles(reference_course), None, diagnostics).works
    assert list(works) == ["Wan2013", "Rossbroich_2022", "white_structure_1997"]
    assert not diagnostics.items


_KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9_:-]{0,10}", fullmatch=True)
_VALUES = st.text("ab Z1.,;-:=()é&%", max_size=30).map(str.strip)
_FIELDS = st.dictionaries(st.from_regex(r"[a-z]{2,8}", fullmatch=True), _VALUES, max_size=5)


@given(st.dictionaries(_KEYS, _FIELDS, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_whole_files_mean_the_same_to_bibtexparser(entries: dict[str, dict[str, str]]) -> None:
    text = "\n".join(
        f"@article{{{key},\n" + "".join(f"  {k} = {{{v}}},\n" for k, v in fields.items()) + "}\n"
        for key, fields in entries.items()
    )
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    other = {entry.key: entry for entry in parse_string(text).entries}
    ours, found = _read(text)
    assert not found
    assert list(ours) == list(other)
    for key, fields in ours.items():
        theirs = {field.key: str(field.value) for field in other[key].fields}
        assert {k: _folded(v) for k, v in fields.items()} == {
            k: _folded(v) for k, v in theirs.items()
        }


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@given(st.text(st.sampled_from("@article{}\"#=,\\'^~$%&_- \nab1<>"), max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_shown(text: str) -> None:
    diagnostics = Diagnostics()
    entries = read_bibtex(Source("a.bib", text), diagnostics)
    texts = format_items([item_of(entry) for entry in entries])
    lines = text.count("\n") + 1
    assert all(1 <= one.position.line <= lines for one in diagnostics)
    for one in texts.values():
        assert not re.search(
            r"<(?!/?(?:i|b|sub|sup)>|a href=\"https?://[^\"<>]*\">|/a>)", one.entry
        )

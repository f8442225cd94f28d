"""Citations of a whole course: the reference course with everything it cites in its lock."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from courses import Built, Course

from neuromatch_site.bibliography import read_bibliography, unused
from neuromatch_site.bibliography.csl import CslItem
from neuromatch_site.bibliography.csl_file import csl_style
from neuromatch_site.bibliography.locked_citations import locked_text
from neuromatch_site.bibliography.style import (
    decode_texts,
    encode_texts,
    format_items,
)
from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.commands.lock.lock_requests import find_needs
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

_ABOUT_CITATIONS = {
    Rule.DOI_LINK_VALID,
    Rule.CITATION_RENDERS,
    Rule.CITATION_IS_UNIQUE,
    Rule.BIB_SYNTAX,
    Rule.LOCK_VALID,
    Rule.DOI_VALID,
}


@pytest.fixture
def locked_course(reference_course: Path, tmp_path: Path) -> Path:
    """Return a copy of the reference course whose lock describes all it cites."""
    course = tmp_path / "course"
    shutil.copytree(reference_course, course)
    needs = find_needs(course, Diagnostics())
    assert needs is not None
    items = {doi: _item(doi, number) for number, doi in enumerate(needs.dois)}
    (course / "lock").mkdir()
    (course / "lock" / "citations.json").write_text(locked_text(items), encoding="utf-8")
    return course


def _item(doi: str, number: int) -> CslItem:
    """Return a work that this test made up."""
    return CslItem(
        {
            "id": doi,
            "type": "article-journal",
            "title": f"Work number {number}",
            "author": [{"family": f"Author{number % 40}", "given": "Ada"}],
            "issued": {"date-parts": [[1950 + number % 70]]},
            "container-title": "A Journal",
            "DOI": doi,
        }
    )


def test_everything_that_the_reference_course_cites_is_formatted(locked_course: Path) -> None:
    result = build_site(locked_course, BuildContext(Options(), Progress(), BuildCache()))
    assert not [one for one in result.diagnostics if one.rule in _ABOUT_CITATIONS]
    built = Built(result.artifacts, result.diagnostics)
    pages = {
        one.path: built.file(one.path) for one in result.artifacts if one.path.endswith(".html")
    }
    text = "".join(pages.values())
    assert "cite--broken" not in text
    cited = re.findall(r'<a [^>]*class="cite"[^>]*href="#([^"]+)"[^>]*>([^<]+)', text)
    assert len(cited) > 150
    assert not [words for _, words in cited if "doi.org" in words]
    for path, page in pages.items():
        ids = re.findall(r' id="(cite-[^"]+)"', page)
        assert len(ids) == len(set(ids)), path
        for target in re.findall(r'href="#(cite-[^"]+)"', page):
            assert target in ids, (path, target)


def test_without_a_lock_each_doi_is_named_once_and_its_link_works(reference_course: Path) -> None:
    needs = find_needs(reference_course, Diagnostics())
    assert needs is not None
    result = build_site(reference_course, BuildContext(Options(), Progress(), BuildCache()))
    said = [one.message for one in result.diagnostics if one.rule is Rule.DOI_LINK_VALID]
    assert len(said) == len(set(said))
    linked = next(int(words.split()[0]) for words in said if "DOIs that pages link to" in words)
    assert len(said) - 1 + linked == len(needs.dois) > 100
    built = Built(result.artifacts, result.diagnostics)
    text = "".join(built.file(one.path) for one in result.artifacts if one.path.endswith(".html"))
    links = {link.lower() for link in re.findall(r'href="https://doi\.org/([^"]+)"', text)}
    assert {doi.replace("<", "%3c").replace(">", "%3e") for doi in needs.dois} <= links


CSL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Own</title><id>own</id><category citation-format="author-date"/></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title"/></layout></bibliography></style>"""


def test_texts_of_a_csl_file_are_made_once() -> None:
    style = csl_style("own.csl", CSL)
    items = [_item(f"10.1000/{number}", number) for number in range(3)]
    first = format_items(items, style)
    kept = decode_texts(encode_texts(first.values()))
    assert kept == {text.digest: text for text in first.values()}
    broken = csl_style("own.csl", CSL)
    assert format_items(items, broken, kept) == first
    changed = format_items([*items[:2], {**items[2], "title": "Another"}], style, kept)
    assert changed["10.1000/2"].parenthetical == "Another"
    assert changed["10.1000/0"] is kept[first["10.1000/0"].digest]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 7}', b'{"a": {"key": "b"}}'])
def test_what_was_kept_and_damaged_is_made_anew(content: bytes) -> None:
    assert decode_texts(content) == {}


def test_a_csl_file_is_used_and_remembered_by_a_build(tmp_path: Path) -> None:
    files: Mapping[str, str | bytes] = {
        "myst.yml": (
            "version: 1\nproject: {title: A course}\nsite: {options: {citation_style: own.csl}}\n"
        ),
        "own.csl": CSL,
        "a.bib": "@book{a, title={On spikes}, author={Example, Ada}, year=2020}",
        "index.md": "# Page\n\n{cite:p}`a`\n",
    }
    course = Course.write(tmp_path / "course", files)
    cache = BuildCache()
    for _ in range(2):
        built = build_site(course.folder, BuildContext(Options(), Progress(), cache))
        page = Built(built.artifacts, built.diagnostics).file("index.html")
        assert ">On spikes</a>)" in page
        assert not built.diagnostics


def test_works_that_nothing_cites_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(
        "@book{a, title={A}}\n@book{b, title={B}, doi={10.1000/B}}\n@book{c, title={C}}"
    )
    works = read_bibliography(CourseFiles(tmp_path), ["a.bib"], Diagnostics())
    assert [one.item["id"] for one in unused(works, ["a", "10.1000/b"])] == ["c"]

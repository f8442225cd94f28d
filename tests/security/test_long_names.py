"""Names that are longer than any file system bears: told at their place, the rest is built."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from courses import Course, picture

from neuromatch_site.diagnostics.formats import render
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import build_to_folder
from neuromatch_site.workers.progress import Progress

LONG = "k" * 300
_PROJECT = "version: 1\nproject:\n  title: Course\n"
_SITE = f"{_PROJECT}site:\n"
_PAGE = "# Page\n"

_DEEP = f"/{'a/' * 1500}b"
_LOOKED = f"looked for `editions/{LONG}` and `../course-{LONG}`"
_NO_EDITION = f"course folder not found for the edition `{LONG}`: {_LOOKED}"
_NO_STYLE = f"cannot use the citation style `{LONG}.csl`: file not found"

CASES: Mapping[str, tuple[dict[str, str], str]] = {
    "a page of the toc": (
        {"myst.yml": f"{_PROJECT}  toc:\n    - file: index.md\n    - file: {LONG}.md\n"},
        f"myst.yml:6:13: error: page not found: `{LONG}.md` [toc-contents-exist]",
    ),
    "an edition": (
        {"myst.yml": f"{_SITE}  options:\n    editions: [{LONG}]\n"},
        f"myst.yml:6:16: error: {_NO_EDITION} [edition-exists]",
    ),
    "what is extended": (
        {"myst.yml": f"{_PROJECT}extends: {LONG}.yml\n"},
        f"myst.yml:4:10: error: file not found: `{LONG}.yml` [valid-config-structure]",
    ),
    "a redirect": (
        {"myst.yml": f"{_SITE}  redirects: {{/{LONG}: /page}}\n"},
        f"myst.yml:5:15: error: `/{LONG}` cannot be a redirect of this site [slug-valid]",
    ),
    "an alias": (
        {"page.md": f"---\naliases: [/{LONG}]\n---\n{_PAGE}"},
        f"page.md:2:11: error: `/{LONG}` cannot be a redirect of this site [slug-valid]",
    ),
    "an alias in too many folders": (
        {"page.md": f"---\naliases: [{_DEEP}]\n---\n{_PAGE}"},
        f"page.md:2:11: error: `{_DEEP}` cannot be a redirect of this site [slug-valid]",
    ),
    "a citation style": (
        {"myst.yml": f"{_SITE}  options:\n    citation_style: {LONG}.csl\n"},
        f"myst.yml:6:21: warning: {_NO_STYLE} [citation-style-loads]",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_name_that_no_file_can_have_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    files, said = CASES[name]
    course = Course.write(tmp_path / "course", {"index.md": "# Front\n", "page.md": _PAGE, **files})
    made = build_to_folder(course.folder, tmp_path / "site", Options(), Progress(), remember=False)
    told = render(made.diagnostics, "text", "").splitlines()
    assert [line for line in told if not line.startswith("  hint: ")] == [said]
    assert made.written == (name != "an edition")


def test_a_picture_keeps_the_beginning_of_a_name_that_is_nearly_too_long(tmp_path: Path) -> None:
    name = f"{'k' * 250}.png"
    page = f"# Page\n\n![A dot]({name})\n"
    files = {"index.md": "# Front\n", "page.md": page}
    course = Course.write(tmp_path / "course", {**files, name: picture(name, "9x9")})
    made = build_to_folder(course.folder, tmp_path / "site", Options(), Progress(), remember=False)
    assert made.diagnostics == []
    (shown,) = (tmp_path / "site" / "assets").glob("*.png")
    assert shown.name.startswith("kkk")
    assert shown.name in (tmp_path / "site" / "page" / "index.html").read_text(encoding="utf-8")

"""Footer, banner and the like are on every page, with links that lead from there."""

from collections.abc import Callable, Mapping

import pytest
from courses import Course, picture

Make = Callable[[Mapping[str, str | bytes]], Course]

_CONFIG = """
version: 1
project:
  parts:
    banner: "Of the *project*"
    footer: less
site:
  parts:
    footer: footer.md
    primary_sidebar_footer: "[Below](week-1/page.md)"
    navbar_end: "![Logo](logo.png)"
    foter: nothing
  nav:
    - title: More
      children:
        - {title: Inner, url: /page/}
"""
_FILES: Mapping[str, str | bytes] = {
    "myst.yml": _CONFIG,
    "index.md": "# Home\n",
    "footer.md": "# Funding\n\nSee [](week-1/page.md) and {nope}`words`.\n\n## Contact\n",
    "week-1/page.md": "# Page\n\n## Contact\n",
    "logo.png": picture("logo.png", "40x30"),
}


@pytest.mark.parametrize(
    ("page", "up"), [("index.html", ""), ("page/index.html", "../"), ("search/index.html", "../")]
)
def test_every_page_has_the_parts_of_the_site(course: Make, page: str, up: str) -> None:
    html = course(_FILES).build().file(page)
    notice = html.partition('<aside class="announcement" aria-label="Announcement">')[2]
    assert "Of the <em>project</em>" in notice.partition("</aside>")[0]
    assert "<h2>Funding</h2>" in html
    assert f'<a href="{up}page/">Page</a> and' in html
    assert f'src="{up}assets/logo.' in html
    assert "less" not in html.partition("<footer")[2].partition("</footer>")[0]
    if "search" not in page:
        assert f'<a href="{up}page/">Below</a>' in html


def test_a_group_of_links_keeps_its_title(course: Make) -> None:
    html = course(_FILES).build().file("index.html")
    assert "<summary>More</summary>" in html
    assert "<span>More</span><ul>" in html


def test_mistakes_in_parts_are_told_where_they_are(course: Make) -> None:
    built = course(_FILES).build()
    said = [f"{one.position}: {one.rule.id}" for one in built.diagnostics]
    assert "footer.md:3:28: role-known" in said
    assert "myst.yml:12:12: setting-has-effect" in said
    assert not built.file("footer/index.html").startswith("<!doctype")


def test_the_foot_of_a_page_has_the_notes_on_licences(course: Make) -> None:
    licenses = "{content: {id: CC-BY-4.0, note: Not the photos.}, code: {id: MIT, note: Not R.}}"
    files = {**_FILES, "myst.yml": f"version: 1\nproject:\n  title: A\n  license: {licenses}\n"}
    html = course(files).build().file("page/index.html").partition("<footer")[2]
    assert " – Not the photos.; code:" in html
    assert " – Not R.</p>" in html


def test_a_translated_work_is_called_so_beside_another_and_keywords_keep_commas(
    course: Make,
) -> None:
    works = "[{title: Old, relation: isTranslationOf}, {title: Older}]"
    config = f"title: A\n  keywords: ['b, c', d]\n  based_on: {works}\n"
    files = {**_FILES, "myst.yml": f"version: 1\nproject:\n  {config}"}
    built = course(files).build()
    html = built.file("index.html")
    assert "<b>Translation of:</b>" in html
    assert "<b>The course:</b>" not in html
    assert '"b, c; d"' in built.file("index.csl.json")

"""What a reference leads to is shown beside it: no download, and nothing that could act."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from courses import Course
from playwright.sync_api import expect
from sites import Open, Site, built_and_served

pytestmark = pytest.mark.browser

_META = (
    '<h1>x</h1><div id="p"><meta http-equiv="refresh" content="0;url=https://evil.example/">t</div>'
)
_ACTIVE = """\
(there)=
## There

<div><b onclick="x()">Bold</b><form action="https://evil.example/"><input type="password"></form>
<style>main { display: none }</style><iframe src="https://evil.example/"></iframe>
<object data="x"></object><a href="javascript:x()">j</a><svg><a href="/x">s</a></svg></div>

$x^2$ and a | b

| a |
|---|
| b |
"""
_FILES = {
    "myst.yml": "version: 1\nproject: {title: T}\nsite: {options: {trust: true}}\n",
    "index.md": "# Home\n\n[](#there), note[^a], [to a page](page.md).\n\n[^a]: A *note*.\n",
    "page.md": f"# Page\n\n{_ACTIVE}",
    "links.md": """\
# Links

[one](meta.html#p){.cross-reference} [two](meta.csv#p){.cite} [three](meta.txt){.preview}

<a class="cross-reference" href="meta.html#p">four</a>
<sup class="footnote-reference"><a href="meta.csv#p">five</a></sup>
""",
    "meta.html": _META,
    "meta.csv": _META,
    "meta.txt": _META,
}


@pytest.fixture(scope="module", params=["trusted", "not trusted"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Return the site of the course."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    trusted = request.param == "trusted"
    files = _FILES if trusted else {**_FILES, "myst.yml": "version: 1\nproject: {title: T}\n"}
    course = Course.write(folder / "course", files)
    with built_and_served(course.folder, folder / "site", mistakes=not trusted) as found:
        yield found


def test_only_references_of_the_program_are_previewed(site: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(f"{site.url}links/")
    before = page.url
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("one", "two", "three", "four", "five"):
        page.get_by_text(name, exact=True).hover()
        page.wait_for_timeout(600)
        expect(page.locator(".preview")).to_have_count(0)
    assert page.url == before
    assert not [url for url in asked if "/files/" in url or "evil" in url]


def test_a_preview_holds_nothing_that_acts(site: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(site.url)
    page.locator("main a[data-reference]").first.hover()
    box = page.locator(".preview")
    expect(box).to_contain_text("There")
    acting = "form, input, style, iframe, object, embed, script, meta, link, base, svg, [onclick]"
    assert box.locator(acting).count() == 0
    assert box.locator('a[href^="javascript"]').count() == 0
    expect(page.locator("main")).to_be_visible()
    page.mouse.move(0, 0)
    page.locator("main sup a[data-reference]").hover()
    expect(box.locator("em")).to_have_text("note")

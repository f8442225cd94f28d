"""The site that a newcomer opens from the folder can be read and clicked through."""

from pathlib import Path

from playwright.sync_api import Browser

from neuromatch_site.make import make_site
from neuromatch_site.options import Options
from neuromatch_site.progress import Progress

PAGES = {
    "index.md": "# Front\n\nBegin with [the first page](one.md#deep).\n",
    "one.md": "# One\n\nText.\n\n(deep)=\n## Deep\n\nBack to [the front](index.md).\n",
}


def test_the_site_is_clicked_through_without_a_server(browser: Browser, tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    for name, text in PAGES.items():
        (course / name).write_text(text)
    make_site(course, tmp_path / "_site", Options(), Progress(), remember=False)
    page = browser.new_page()
    page.goto((tmp_path / "_site" / "index.html").as_uri())
    style = page.evaluate("getComputedStyle(document.body).marginTop")
    assert style == "0px"
    page.locator("main").get_by_role("link", name="the first page").click()
    assert page.url.endswith("/_site/one/index.html#deep")
    assert page.locator("h1").inner_text() == "One"
    page.get_by_role("link", name="the front").click()
    assert page.url.endswith("/_site/index.html")
    page.close()

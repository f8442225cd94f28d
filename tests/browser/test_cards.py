"""Cards that lead somewhere: pressed as a whole, but for the links in them."""

from pathlib import Path

import pytest
from sites import Open, built_and_served

pytestmark = pytest.mark.browser

PAGE = """# Rivers

:::{card} Springs
:link: springs.md
:header: Where [lakes](lakes.md) begin

Water from [rain](rain.md), and **[snow](snow.md)**.

- [ice](ice.md)
+++
See [more](more.md).
:::
"""
INSIDE = ("lakes", "rain", "snow", "ice", "more")


def test_links_in_a_linked_card_can_be_pressed(tmp_path: Path, opened: Open) -> None:
    course = tmp_path / "source"
    course.mkdir()
    (course / "index.md").write_text(PAGE)
    for name in ("springs", *INSIDE):
        (course / f"{name}.md").write_text(f"# About {name}\n")
    with built_and_served(course, tmp_path / "site") as site:
        page = opened(1440, 900).new_page()
        for name in INSIDE:
            page.goto(site.url)
            page.locator(".card").get_by_role("link", name=name, exact=True).click()
            assert page.url == f"{site.url}{name}/"
        page.goto(site.url)
        page.locator(".card__title").click(force=True)  # the link lies over it
        assert page.url == f"{site.url}springs/"

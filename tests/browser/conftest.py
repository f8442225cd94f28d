"""The showcase and the reference course, built once; windows to look at them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import reference_course_folder
from courses import picture
from playwright.sync_api import Browser, BrowserContext, expect
from sites import Open, Site, built_and_served

SHOWCASE = Path(__file__).parent / "showcase"

expect.set_options(timeout=20_000)  # a machine with other work is slow: what is waited for comes


@pytest.fixture(scope="session")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site with every layout and every construct."""
    folder = tmp_path_factory.mktemp("showcase")
    shutil.copytree(SHOWCASE, folder / "source")
    (folder / "source" / "figures").mkdir()
    for name, size in (("wide.png", "1400x500"), ("small.png", "500x400")):
        (folder / "source" / "figures" / name).write_bytes(picture(name, size))
    with built_and_served(folder / "source", folder / "site") as site:
        yield site


@pytest.fixture(scope="session")
def reference_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Return the site of the reference course."""
    course = reference_course_folder(request.config)
    if not course.is_dir():
        pytest.skip("no such folder: say where it is with --course=DIR")
    folder = tmp_path_factory.mktemp("reference")
    shutil.copytree(course, folder / "source")
    with built_and_served(folder / "source", folder / "site") as site:
        yield site


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Return a function that opens a window with nothing remembered."""
    contexts: list[BrowserContext] = []

    def open_window(width: int = 1440, height: int = 900, **options: object) -> BrowserContext:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        return context

    yield open_window
    for context in contexts:
        context.close()

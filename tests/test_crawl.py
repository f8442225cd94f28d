"""A whole site, below a path and at the root of a host, as a crawler follows its links."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element, fromstring

import html5lib
import pytest
from conftest import ROOT
from courses import Course, picture

from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import build_to_folder
from neuromatch_site.workers.progress import Progress

pytestmark = pytest.mark.slow

HOST = "https://course.example"
SHOWCASE = ROOT / "tests" / "browser" / "showcase"
BESIDE = {
    "course/fr/index.md": "# Vitrine\n\nVoir [](week-1/neurons.md).\n",
    "course-2025/myst.yml": "version: 1\nproject: {title: Of 2025}\n",
    "course-2025/index.md": "# Of 2025\n\n[Gone](gone.md)\n",
    "course-2025/gone.md": "# Gone\n\n![a](figures/small.png)\n",
}
_POINTS = {"href", "src", "poster", "data-root", "data-script", "data-preview", "data-frame"}
_OTHER = {"404.html", "offline/index.html", "search/index.html"}
"""What visitors are led to by a mistake, or by a script."""


@pytest.fixture(scope="module", params=["/", "/a/b/"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """Return the folder of a site with every construct, and the path that it is published at."""
    folder = tmp_path_factory.mktemp("crawled")
    shutil.copytree(SHOWCASE, folder / "course")
    sizes = (("course/figures/wide.png", "900x500"), ("course/figures/small.png", "500x400"))
    pictures = {name: picture(name, size) for name, size in sizes}
    pictures["course-2025/figures/small.png"] = pictures["course/figures/small.png"]
    Course.write(folder, {**BESIDE, **pictures})
    config = folder / "course" / "myst.yml"
    text = config.read_text(encoding="utf-8")
    added = "  options:\n    languages: [en, fr]\n    editions: [2025]\n"
    config.write_text(text.replace("  options:\n", added, 1), encoding="utf-8")
    base: str = request.param
    options = Options(base_url=f"{HOST}{base}")
    made = build_to_folder(folder / "course", folder / "_site", options, Progress(), remember=False)
    assert made.written, made.diagnostics
    return folder / "_site", base


def elements(file: Path) -> list[Element]:
    """Return every element of a page, as browsers read it."""
    parsed = html5lib.parse(file.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return [one for one in parsed.iter() if one.attrib]


def addresses(page: list[Element]) -> Iterator[str]:
    """Yield everything that a page points to."""
    for element in page:
        yield from (value for name, value in element.attrib.items() if name in _POINTS)
        for part in element.get("srcset", "").split(","):
            yield from part.split()[:1]
        if element.get("http-equiv") == "refresh":
            yield element.get("content", "").partition("url=")[2]
        if element.get("property") in {"og:url", "og:image"}:
            yield element.get("content", "")


def file_of(site: Path, base: str, url: str) -> Path:
    """Return the file of an address below the base."""
    path = unquote(urlsplit(url).path).removeprefix(base)
    return site / (f"{path}index.html" if not path or path.endswith("/") else path)


def crawl(site: Path, base: str, start: str) -> tuple[set[Path], list[str]]:
    """Return the pages that links lead to from one, and what is wrong on the way."""
    waiting, seen, wrong = [start], {start}, []
    names: dict[Path, set[str]] = {}
    linked: list[tuple[str, Path, str]] = []
    while waiting:
        here = waiting.pop()
        page = elements(file_of(site, base, here))
        names[file_of(site, base, here)] = {one.get("id", "") for one in page}
        for written in addresses(page):
            url = urljoin(here, written)
            if not url.startswith(f"{HOST}/"):
                continue
            target = file_of(site, base, url)
            if not urlsplit(url).path.startswith(base) or not target.exists():
                wrong.append(f"{here}: {written}")
                continue
            linked.append((here, target, unquote(urlsplit(url).fragment)))
            plain = url.partition("#")[0].partition("?")[0]
            if target.suffix == ".html" and plain not in seen:
                seen.add(plain)
                waiting.append(plain)
    wrong += [
        f"{here}: {target} has no `{name}`"
        for here, target, name in linked
        if name and target in names and name not in names[target]
    ]
    return set(names), wrong


def test_no_link_is_broken_and_none_leaves_the_site(site: tuple[Path, str]) -> None:
    folder, base = site
    found, wrong = crawl(folder, base, HOST + base)
    assert not wrong
    assert len(found) > 20


def test_every_page_is_reached(site: tuple[Path, str]) -> None:
    folder, base = site
    found, _ = crawl(folder, base, HOST + base)
    unseen = {path.relative_to(folder).as_posix() for path in {*folder.rglob("*.html")} - found}
    stubs = {
        path for path in unseen if 'http-equiv="refresh"' in (folder / path).read_text("utf-8")
    }
    below = {f"{part}/{path}" for part in ("fr", "2025") for path in _OTHER}
    assert unseen - stubs <= _OTHER | below


def test_pages_that_nobody_links_to_lead_back(site: tuple[Path, str]) -> None:
    folder, base = site
    for page in folder.rglob("*.html"):
        where = f"{HOST}{base}{page.relative_to(folder).as_posix()}"
        deep = f"{HOST}{base}nothing/at/all" if page == folder / "404.html" else where
        for written in addresses(elements(page)):
            url = urljoin(deep, written)
            if url.startswith(f"{HOST}/") and not written.startswith("#"):
                assert urlsplit(url).path.startswith(base), (where, written)
                assert file_of(folder, base, url).exists(), (where, written)


def test_no_address_begins_with_a_slash(site: tuple[Path, str]) -> None:
    """So a site that moves to another path, or another host, needs no new build."""
    folder, _ = site
    pages = [page for page in folder.rglob("*.html") if page.name != "404.html"]
    rooted = [(page, one) for page in pages for one in addresses(elements(page)) if one[:1] == "/"]
    assert not rooted
    styles = (style.read_text(encoding="utf-8") for style in folder.rglob("*.css"))
    assert not [one for text in styles for one in re.findall(r"url\(\s*[\"']?/", text)]


def test_the_sitemap_names_the_pages_of_the_current_edition(site: tuple[Path, str]) -> None:
    folder, base = site
    root = fromstring((folder / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = [one.text or "" for one in root.findall("s:url/s:loc", names)]
    assert len(listed) == len(set(listed))
    assert all(url.startswith(HOST + base) for url in listed)
    files = {file_of(folder, base, url) for url in listed}
    assert all(file.is_file() for file in files)
    assert folder / "fr" / "index.html" in files
    assert not [file for file in files if "2025" in file.relative_to(folder).parts]
    for file in files:
        canonical = [one.get("href") for one in elements(file) if one.get("rel") == "canonical"]
        assert len(canonical) == 1
        assert file_of(folder, base, str(canonical[0])) == file

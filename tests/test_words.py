"""Every string of the interface is in every catalogue, with the same gaps to fill."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from conftest import ROOT
from courses import Course
from jinja2.ext import babel_extract

from neuromatch_site.transforms._templates import OF_PAGE

CATALOGUES = sorted((ROOT / "templates" / "locales").glob("*.po"))
Message = str | tuple[str, ...]


@cache
def _used() -> set[Message]:
    """Return every string of the interface."""
    return {*_marked(), OF_PAGE, "Section", "Figure", "Program"}  # what numbered things are called


def _marked() -> Iterator[Message]:
    """Yield each string that is marked where it is used."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        with path.open("rb") as stream:
            for _, name, found, _ in babel_extract(stream, ("_", "_n"), [], {}):
                texts = found if isinstance(found, tuple) else (found,)
                if texts[0] is not None:  # a variable: what it holds is marked where it is made
                    yield tuple(map(str, texts[:2])) if name == "_n" else str(texts[0])
    for path in sorted((ROOT / "templates").rglob("*.js")):
        yield from re.findall(r'\bword\("([^"]+)"', path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "src" / "neuromatch_site" / "render").rglob("*.py")):
        with path.open("rb") as stream:
            for _, found, _, _ in extract("python", stream, {"words": None, "mark": None}):
                yield found


def _catalogue(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()))


def _gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_there_are_languages() -> None:
    assert {"fr", "es", "ar"} <= {path.stem for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_has_every_string_and_no_other(path: Path) -> None:
    had = {message.id for message in _catalogue(path) if message.id}
    assert not sorted(map(str, _used() - had)), f"add these to {path.name}"
    assert not sorted(map(str, had - _used())), f"not used: remove these from {path.name}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_string_is_translated_with_its_gaps(path: Path) -> None:
    for message in _catalogue(path):
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[1]
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert forms, source
        assert all(forms), source
        assert all(_gaps(str(form)) <= _gaps(source) for form in forms), source
        assert _gaps(str(forms[-1])) == _gaps(source), source


def test_signs_between_words_come_from_the_catalogue() -> None:
    """Arabic, Chinese and French have other commas and colons, or other spaces around them."""
    between = re.compile(r"(?:\}\}|%\}|>)[,;:] (?=\{|<)|join\(\"[,;:] |\)\}[,;:] ")
    found = [
        f"{path.name}: {line.strip()}"
        for kind in ("html", "js")
        for path in sorted((ROOT / "templates").rglob(f"*.{kind}"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if between.search(line) and "srcset" not in line and (kind == "html" or "word(" in line)
    ]
    assert not found


class _Texts(HTMLParser):
    """Gathers the texts of a page outside of elements that are marked as English."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[str] = ["fi"]
        self.unmarked: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "col", "hr", "img", "input", "link", "meta", "path", "wbr"):
            self.languages.append(dict(attrs).get("lang") or self.languages[-1])

    def handle_endtag(self, tag: str) -> None:
        self.languages.pop()

    def handle_data(self, data: str) -> None:
        if self.languages[-1] != "en":
            self.unmarked.add(data.strip())


def test_english_words_on_pages_of_another_language_say_so(tmp_path: Path) -> None:
    files = {
        "myst.yml": "version: 1\nproject: {title: Kurssi, language: fi, license: CC-BY-4.0}\n",
        "index.md": "# Kurssi\n",
        "sivu.md": "---\ndate: 2026-12-03\n---\n# Sivu\n\n## Osa\n\n:::{note}\nHei.\n:::\n\n"
        ":::{exercise} Tee\n:label: tee\nHei.\n:::\n\n:::{solution} tee\nHei.\n:::\n\n## Toinen\n",
    }
    built = Course.write(tmp_path / "course", files).build()
    pages = {file.path: file.content for file in built.artifacts if file.path.endswith(".html")}
    said = {text for text in _used() if isinstance(text, str)}
    assert len(pages) > 3
    for path, content in pages.items():
        assert isinstance(content, bytes)
        html = content.decode()
        assert not re.search("[\ufdd0\ufdd1]", html), path
        texts = _Texts()
        texts.feed(html)
        title = re.findall(r"<title>(.*?)</title>", html)
        assert not (texts.unmarked & said).difference(*title), path
    page = pages["sivu/index.html"]
    assert isinstance(page, bytes)
    for words in (
        "Skip to the content",
        "On this page",
        "Note",
        "Solution to ",
        "3 December 2026",
        "6 min",
    ):
        assert f'<bdi lang="en">{words}</bdi>' in page.decode()
    script = next(file for file in built.artifacts if re.search(r"site\.\w+\.js$", file.path))
    assert isinstance(script.content, bytes)
    assert b"new Proxy" in script.content

"""CommonMark's examples as HTML: what the whole pipeline makes of them.

Compared are elements and texts. What is ours by design is left out: the title of a
page is its only ``h1``, headings link to themselves, quotes are typographic, and links that lead
nowhere are no links. Raw HTML and pictures have cases of their own: the first is cleaned, the
second must exist.
"""

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import myst_spec_folder
from courses import Built, Course, from_yaml
from test_spec import COMMONMARK, KNOWN_FAILURES


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of every example, where the examples are."""
    if "example" in metafunc.fixturenames:
        examples = _examples(myst_spec_folder(metafunc.config))
        metafunc.parametrize("example", examples.items(), ids=examples)


@cache
def _examples(folder: Path) -> Mapping[str, tuple[str, str]]:
    """Return Markdown and HTML by title."""
    examples = {}
    path = folder / f"{COMMONMARK}.yml"
    cases = from_yaml(path.read_bytes())["cases"] if path.exists() else []
    for case in cases:
        kinds = set(re.findall(r"'type': '(\w+)'", str(case["mdast"])))
        known = KNOWN_FAILURES.get(f"{COMMONMARK}::{case['title']}")
        filled = "[](" in case["myst"]  # MyST gives a link without a text the title of its target
        if not kinds & {"html", "image"} and not known and not filled:
            examples[case["title"]] = (case["myst"], case["html"])
    return examples


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a site with a page for each example."""
    examples = _examples(myst_spec_folder(request.config))
    pages = {_name(title): f"---\ntitle: T\n---\n{text}" for title, (text, _) in examples.items()}
    toc = "[{file: index.md}, {pattern: '*', hidden: true}]"  # no sidebar with every page on each
    files = {"myst.yml": f"version: 1\nproject: {{toc: {toc}}}\n", "index.md": "", **pages}
    return Course.write(tmp_path_factory.mktemp("commonmark"), files).build()


def _name(title: str) -> str:
    return re.sub(r"\W+", "-", title).lower() + ".md"


def test_the_page_says_what_commonmark_says(
    example: tuple[str, tuple[str, str]], site: Built
) -> None:
    title, (_, expected) = example
    assert _elements(site.html(_name(title))) == _elements(expected)


def test_a_page_stands_for_every_example(site: Built, request: pytest.FixtureRequest) -> None:
    examples = _examples(myst_spec_folder(request.config))
    assert sum(one.path.endswith(".html") for one in site.artifacts) > len(examples)


class _Elements(HTMLParser):
    """Collects elements and texts, but for what is ours by design."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._preformatted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._preformatted |= tag == "pre"
        self._add(tag, "<{}>")

    def handle_endtag(self, tag: str) -> None:
        self._preformatted &= tag != "pre"
        if tag not in ("br", "hr"):
            self._add(tag, "</{}>")

    def handle_data(self, data: str) -> None:
        plain = data.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
        self.found.append(plain if self._preformatted else re.sub(r"\s+", " ", plain))

    def _add(self, tag: str, form: str) -> None:
        if tag not in ("a", "div", "span"):
            self.found.append(form.format("heading" if re.fullmatch(r"h[1-6]", tag) else tag))


def _elements(html: str) -> str:
    """Return elements and texts on one line, without white space that nobody sees."""
    collector = _Elements()
    collector.feed(html)
    collector.close()
    joined = "".join(collector.found)
    blocks = r"</?(?:p|heading|ul|ol|li|blockquote|pre|hr|br|code)>"
    return re.sub(rf"\s*({blocks})\s*", r"\1", joined).strip()

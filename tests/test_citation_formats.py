"""The citation of a course in other formats, read by programs that are not ours."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from courses import Built, Course
from hypothesis import given, settings
from hypothesis import strategies as st

from neuromatch_site.bibliography.bibtex import read_bibtex
from neuromatch_site.bibliography.bibtex_item import item_of
from neuromatch_site.bibliography.bibtex_text import bibtex_text
from neuromatch_site.bibliography.csl import CslItem, read_item
from neuromatch_site.bibliography.ris import ris_text
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.metadata.doi_badge import doi_badge

CONFIG = """\
version: 1
project:
  title: Neurons & <networks>
  authors: [{name: Ada Example}, {name: Bo Example}]
  doi: 10.5281/zenodo.100
  date: 2024-02-29
  toc: [{file: index.md}, {file: lesson.md}]
site:
  options: {base_url: https://example.org/course/}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {"myst.yml": CONFIG, "index.md": "# Welcome\n", "lesson.md": "# Spikes\n\nWords.\n"}
    return Course.write(tmp_path_factory.mktemp("formats") / "course", files).build()


def _item(site: Built, stem: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = json.loads(site.file(f"{stem}.csl.json"))
    return items[0]


@pytest.mark.parametrize(("stem", "kind"), [("index", "document"), ("lesson", "chapter")])
def test_every_format_says_the_same(site: Built, stem: str, kind: str) -> None:
    item = _item(site, stem)
    ris = rispy.loads(site.file(f"{stem}.ris"))[0]
    bibtex = parse_string(site.file(f"{stem}.bib")).entries[0].fields_dict
    assert item["type"] == kind
    names = [f"{one['family']}, {one['given']}" for one in item["author"]]
    assert ris["authors"] == names
    assert bibtex["author"].value == " and ".join(names)
    assert ris["title"] == item["title"]
    assert ris["year"] == bibtex["year"].value == str(item["issued"]["date-parts"][0][0])
    if "DOI" in item:
        assert ris["doi"] == bibtex["doi"].value == item["DOI"]
    assert ris["urls"] == [bibtex["url"].value] == [item["URL"]]


_WORDS = st.text(st.sampled_from("abÉ ñ&%$#_{}~^\\-<>.,'ß1"), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
_NAMES = st.fixed_dictionaries({"family": st.sampled_from(["Example", "van der Müller", "O'Neil"])})
_ITEMS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["article-journal", "book", "chapter", "thesis", "document"]),
        "title": _WORDS.filter(bool),
        "author": st.lists(
            _NAMES.map(lambda name: {**name, "given": "Ada"}), min_size=1, max_size=3
        ),
        "publisher": _WORDS,
    }
)


@given(_ITEMS)
@settings(max_examples=100, deadline=None)
def test_what_we_write_in_bibtex_we_read_again(data: dict[str, Any]) -> None:
    item = read_item(data, "key")
    diagnostics = Diagnostics()
    entries = read_bibtex(Source("a.bib", bibtex_text(item)), diagnostics)
    assert not diagnostics.items
    again = item_of(entries[0])
    assert again.get("title") == item.get("title")
    assert again.get("publisher") == item.get("publisher")
    assert [_whole(one) for one in again["author"]] == [_whole(one) for one in item["author"]]


def _whole(name: Mapping[str, object]) -> str:
    parts = (name.get("given"), name.get("non-dropping-particle"), name.get("family"))
    return " ".join(str(part) for part in parts if part)


@given(_ITEMS)
@settings(max_examples=50, deadline=None)
def test_what_we_write_in_ris_others_read(data: dict[str, Any]) -> None:
    item = read_item(data, "key")
    read = rispy.loads(ris_text(item))
    assert len(read) == 1
    assert read[0]["title"] == item["title"]
    assert len(read[0]["authors"]) == len(item["author"])


def test_a_badge_holds_its_doi_as_text() -> None:
    badge = doi_badge('10.1000/<"&>')
    assert "<title>DOI 10.1000/&lt;&quot;&amp;&gt;</title>" in badge
    assert "http" not in badge.replace("http://www.w3.org/2000/svg", "")


def test_a_group_and_a_name_alone_are_not_taken_apart() -> None:
    item = CslItem(id="a", type="book", title="T", author=[{"literal": "The Group, Inc."}])
    assert "author = {{The Group, Inc.}}," in bibtex_text(item)
    assert "AU  - The Group Inc.\n" in ris_text(item)

"""What machines read of a site: shapes that search engines require, and nothing invalid."""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from courses import Built, Course
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from neuromatch_site.metadata.highwire import _inverted_name
from neuromatch_site.metadata.page import script_json

CONFIG = """\
version: 1
project:
  title: Neurons for </script><script>alert(1)</script> all
  description: A course about neurons.
  authors:
    - {name: Ada Example, orcid: 0000-0002-1825-0097, url: https://example.org/ada}
    - {name: Bo Example}
  license: CC-BY-4.0
  doi: 10.5281/zenodo.100
  date: 2024-02-29
  keywords: [neuroscience]
  contributors:
    - {name: Di Example, roles: [Data curation]}
    - {name: Ada Example}
  funding: {id: EX-1, name: Courses, source: The Example Fund}
  toc:
    - file: index.md
    - title: "Week 1: Spikes"
      children:
        - file: lesson.md
        - file: group.md
        - file: conference.md
        - {file: notes.md, hidden: true}
    - title: About
      children: [{file: licence.md}]
site:
  options: {base_url: https://example.org/course/, language: en-GB}
"""
FILES: Mapping[str, str | bytes] = {
    "myst.yml": CONFIG,
    "index.md": (
        "---\nsite: {hero: {audience: Learners, level: Beginner, outcomes: [count spikes]}}\n---\n"
        "# Welcome\n\nWords.\n"
    ),
    "group.md": (
        "---\nauthors: [{name: 'The Example Group, Inc.', collaboration: true}]\n"
        "date: 2024-05-01\n---\n"
        "# Together\n\n:::{admonition} Goals\n:class: tip goals\n"
        "- see *spikes*;\n- count them.\n:::\n"
    ),
    "licence.md": "# Licence\n\nWords.\n",
    "lesson.md": (
        "---\ndescription: About spikes.\nauthors: [{name: Cy Example}]\n---\n# Spikes\n\n"
        + "Many words. " * 300
        + "\n\n:::{iframe} https://youtu.be/aaaaaaaaaaa\n:::\n"
    ),
    "conference.md": "---\nsite: {template: conference}\n---\n# Conference\n\nWords.\n",
    "notes.md": "# Notes\n\nNo lesson.\n",
    "data/conference.yml": (
        "name: The conference\neditions:\n"
        "  - {id: one, name: First, start: 2020-03-30, end: 2020-03-31, format: online}\n"
        "  - {id: two, name: Second, start: 2021-03-30, format: onsite}\n"
    ),
    "lock/videos.json": json.dumps(
        {
            "youtube:aaaaaaaaaaa": {
                "title": "A video",
                "duration": 65,
                "upload_date": "2020-07-13",
                "thumbnail": "lock/thumbnails/a.png",
            }
        }
    ),
}
URL = "https://example.org/course/"


class _Head(HTMLParser):
    """Collects what stands in the head."""

    def __init__(self) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.scripts: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.metas.append((name, given.get("content", "")))
        if tag == "link":
            self.links.append(given)
        self._script = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts.append(data)
            self._script = False

    def meta(self, name: str) -> list[str]:
        return [content for one, content in self.metas if one == name]

    def rel(self, rel: str) -> list[str]:
        return [link["href"] for link in self.links if rel in link.get("rel", "").split()]

    def things(self) -> list[dict[str, Any]]:
        data = [json.loads(text) for text in self.scripts]
        assert all(one["@context"] == "https://schema.org" for one in data)
        return [thing for one in data for thing in one.get("@graph", [one])]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    from courses import picture

    files = {**FILES, "lock/thumbnails/a.png": picture("a.png", "480x360")}
    return Course.write(tmp_path_factory.mktemp("metadata") / "course", files).build()


def _head(site: Built, path: str) -> _Head:
    head = _Head()
    head.feed(site.file(path))
    return head


def _typed(head: _Head, kind: str) -> list[dict[str, Any]]:
    def kinds(thing: Mapping[str, Any]) -> list[str]:
        found = thing["@type"]
        return found if isinstance(found, list) else [found]

    return [thing for thing in head.things() if kind in kinds(thing)]


_TEXT = {"type": "string", "minLength": 1}
_WEB = {"type": "string", "pattern": "^https?://"}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d"}
SHAPES: dict[str, dict[str, object]] = {
    "Course": {
        "required": ["name", "description", "@id", "url", "license", "hasPart", "inLanguage"],
        "properties": {"license": _WEB, "url": _WEB, "@id": _WEB, "hasPart": {"minItems": 1}},
    },
    "LearningResource": {
        "required": ["name", "url", "license", "isAccessibleForFree", "learningResourceType"],
        "properties": {"license": _WEB, "url": _WEB, "timeRequired": {"pattern": r"^PT\d+M$"}},
    },
    "BreadcrumbList": {
        "required": ["itemListElement"],
        "properties": {
            "itemListElement": {
                "minItems": 2,
                "items": {
                    "required": ["@type", "position", "name", "item"],
                    "properties": {"item": _WEB, "name": _TEXT},
                },
            }
        },
    },
    "VideoObject": {
        "required": ["name", "thumbnailUrl", "uploadDate", "description"],
        "properties": {
            "thumbnailUrl": _WEB,
            "uploadDate": _DAY,
            "duration": {"pattern": r"^PT\d+S$"},
        },
    },
    "Event": {
        "required": ["name", "startDate", "location", "eventAttendanceMode"],
        "properties": {"startDate": _DAY, "endDate": _DAY},
    },
    "Person": {"required": ["name"], "properties": {"@id": {"pattern": "^https://orcid.org/"}}},
}


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("index.html", ["Course", "LearningResource"]),
        ("lesson/index.html", ["LearningResource", "BreadcrumbList", "VideoObject"]),
        ("conference/index.html", ["BreadcrumbList", "Event"]),
    ],
)
def test_json_ld_has_what_search_engines_require(site: Built, path: str, kinds: list[str]) -> None:
    head = _head(site, path)
    for kind in kinds:
        found = _typed(head, kind)
        assert found, kind
        for thing in found:
            errors = list(Draft202012Validator(SHAPES[kind]).iter_errors(thing))
            assert not errors, errors[0].message
    for person in head.things()[0]["author"]:
        assert not list(Draft202012Validator(SHAPES["Person"]).iter_errors(person))


def _values(data: object) -> Iterator[object]:
    yield data
    for value in (
        data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    ):
        yield from _values(value)


@pytest.mark.parametrize("page", ["", "lesson/", "conference/", "notes/"])
def test_nothing_that_machines_read_is_empty(site: Built, page: str) -> None:
    head = _head(site, f"{page}index.html")
    assert not [
        one for thing in head.things() for one in _values(thing) if one in ("", None, [], {})
    ]
    assert not [name for name, content in head.metas if not content]
    assert head.rel("canonical") == [URL + page]


def test_a_gathering_without_a_place_is_left_out(site: Built) -> None:
    events = _typed(_head(site, "conference/index.html"), "Event")
    assert [one["name"] for one in events] == ["First"]
    assert events[0]["location"] == {
        "@type": "VirtualLocation",
        "url": f"{URL}conference/one/",
    }


_TRAINING = "http://purl.org/dc/terms/conformsTo"


@pytest.mark.parametrize(
    ("page", "kind"),
    [("lesson/", "LearningResource"), ("group/", "LearningResource"), ("licence/", "WebPage")],
)
def test_only_lessons_are_training_material(site: Built, page: str, kind: str) -> None:
    thing = _head(site, f"{page}index.html").things()[0]
    assert thing["@type"] == kind
    lesson = kind == "LearningResource"
    assert (_TRAINING in thing, "learningResourceType" in thing) == (lesson, lesson)
    course = _typed(_head(site, "index.html"), "Course")[0]
    parts = {one["@id"]: one["@type"] for one in course["hasPart"]}
    assert parts[URL + page] == kind


def test_a_lesson_says_what_it_teaches_and_whom(site: Built) -> None:
    lesson = _head(site, "group/index.html").things()[0]
    assert lesson["teaches"] == ["see spikes", "count them"]
    assert lesson["audience"] == {"@type": "Audience", "audienceType": "Learners"}
    assert lesson["educationalLevel"] == "Beginner"
    assert [one["name"] for one in lesson["author"]] == ["The Example Group, Inc."]
    assert "contributor" not in lesson
    assert lesson["publisher"]["name"] == "Zenodo"


def test_the_course_says_who_helped_who_paid_and_when_it_changed(site: Built) -> None:
    course = _typed(_head(site, "index.html"), "Course")[0]
    assert [one["contributor"]["name"] for one in course["contributor"]] == ["Di Example"]
    assert course["contributor"][0]["roleName"] == ["Data curation"]
    assert course["funding"][0]["identifier"] == "EX-1"
    assert course["funder"] == [{"@type": "Organization", "name": "The Example Fund"}]
    assert (course["datePublished"], course["dateModified"]) == ("2024-02-29", "2024-05-01")
    assert course["hasCourseInstance"][0]["courseMode"] == "Online"
    assert course["hasCourseInstance"][0]["courseWorkload"].startswith("PT")
    assert course["teaches"] == ["count spikes"]
    assert "<lastmod>2024-05-01</lastmod>" in site.file("sitemap.xml")


def test_zotero_reads_groups_whole_and_the_front_page_as_a_document(site: Built) -> None:
    """Its ``cleanAuthor`` takes what has a comma for a family name; ``z:itemType`` goes first."""
    assert _head(site, "group/index.html").meta("citation_author") == ["The Example Group Inc.,"]
    assert _head(site, "index.html").meta("z:itemType") == ["document"]
    assert not _head(site, "group/index.html").meta("z:itemType")


def test_a_suffix_reaches_zotero() -> None:
    assert (
        _inverted_name({"family": "Example", "given": "Ada B.", "suffix": "Jr."})
        == "Example, Ada B. Jr."
    )


def test_a_lesson_belongs_to_its_course(site: Built) -> None:
    lesson = _typed(_head(site, "lesson/index.html"), "LearningResource")[0]
    course = _typed(_head(site, "index.html"), "Course")[0]
    assert lesson["isPartOf"]["@id"] == course["@id"] == URL
    assert lesson["author"] == [
        {"@type": "Person", "name": "Cy Example", "givenName": "Cy", "familyName": "Example"}
    ]
    assert lesson["license"] == course["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {"@type", "@id", "name", "url"} == set(course["hasPart"][0])


def test_machines_find_the_way_from_the_course_to_its_parts_and_back(site: Built) -> None:
    front, lesson = _head(site, "index.html"), _head(site, "lesson/index.html")
    assert f"{URL}lesson/" in front.rel("item")
    assert URL not in front.rel("item")
    assert lesson.rel("collection") == [URL]
    assert lesson.rel("type") == ["https://schema.org/LearningResource"]
    assert not front.rel("collection")


def test_the_crate_says_how_large_each_page_is(site: Built) -> None:
    graph = json.loads(site.file("ro-crate-metadata.json"))["@graph"]
    (page,) = (one for one in graph if one["@id"] == "lesson/index.html")
    assert page["contentSize"] == str(len(site.file("lesson/index.html").encode()))


def test_a_page_is_described_for_machines_as_for_people(site: Built) -> None:
    head = _head(site, "group/index.html")
    (page,) = _typed(head, "LearningResource") or _typed(head, "WebPage")
    assert page["description"] == head.meta("description")[0]


@given(st.text(st.sampled_from("<>&\u2028\u2029/script-!'\"é "), max_size=40))
@settings(max_examples=100, deadline=None)
def test_no_text_ends_the_script_it_stands_in(text: str) -> None:
    made = script_json([{"@type": "Thing", "name": text}])
    assert not re.search("[<>&\u2028\u2029]", made)
    assert json.loads(made)["name"] == text


def test_scholars_find_the_tags_they_want_and_only_where_they_want_them(site: Built) -> None:
    head = _head(site, "lesson/index.html")
    assert head.meta("citation_title") == ["Spikes"]
    assert head.meta("citation_author") == ["Example, Cy"]
    assert head.meta("citation_publication_date") == ["2024/02/29"]
    assert head.meta("citation_inbook_title")[0].startswith("Neurons for")
    assert head.meta("citation_public_url") == [f"{URL}lesson/"]
    assert not head.meta("citation_doi")
    assert not head.meta("citation_journal_title")
    front = _head(site, "index.html")
    assert front.meta("citation_doi") == ["10.5281/zenodo.100"]
    assert front.meta("citation_author") == ["Example, Ada", "Example, Bo"]
    assert not front.meta("citation_inbook_title")
    assert not [name for name, _ in _head(site, "notes/index.html").metas if "citation" in name]


def test_machines_are_led_to_the_doi_the_licence_and_the_descriptions(site: Built) -> None:
    front, lesson = _head(site, "index.html"), _head(site, "lesson/index.html")
    assert front.rel("cite-as") == ["https://doi.org/10.5281/zenodo.100"]
    assert front.rel("author") == ["https://orcid.org/0000-0002-1825-0097"]
    assert "https://schema.org/AboutPage" in front.rel("type")
    described = front.rel("describedby")
    assert described
    for url in described:
        assert len(site.file(url.removeprefix(URL))) > 50
        assert site.file(url.removeprefix(URL)) != site.file("file not found")
    assert front.rel("linkset") == [f"{URL}linkset.json"]
    assert not lesson.rel("cite-as")
    for page in ("index.html", "lesson/index.html"):
        assert re.search(r'<a [^>]*rel="license"[^>]*licenses/by/4\.0/', site.file(page))
    for head in (front, lesson):
        assert head.rel("license") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_without_a_doi_or_an_address_there_is_no_placeholder(tmp_path: Path) -> None:
    config = CONFIG.replace("  doi: 10.5281/zenodo.100\n", "").replace(URL, "")
    config = config.replace("  date: 2024-02-29\n", "")
    files = {**FILES, "myst.yml": config.replace("base_url: ,", ""), "lock/videos.json": "{}"}
    built = Course.write(tmp_path / "course", files).build()
    for page in ("index.html", "lesson/index.html"):
        head = _head(built, page)
        assert not head.rel("cite-as")
        assert not head.rel("canonical")
        assert not head.meta("og:url")
        assert not head.meta("og:image")
        assert head.meta("citation_author")
        assert not head.meta("citation_publication_date")
        assert not _typed(head, "BreadcrumbList")
        assert "example.org/course" not in built.file(page)


def test_pages_that_are_shared_have_a_picture(site: Built) -> None:
    head = _head(site, "lesson/index.html")
    assert head.meta("og:type") == ["article"]
    assert head.meta("og:title") == ["Spikes"]
    assert head.meta("og:description") == ["About spikes."]
    assert head.meta("og:url") == [f"{URL}lesson/"]
    assert head.meta("og:locale") == ["en_GB"]
    assert head.meta("og:image") == [f"{URL}card.png"]
    card = next(one for one in site.artifacts if one.path == "card.png")
    assert isinstance(card.content, bytes)
    assert card.content.startswith(b"\x89PNG")

"""The course, and a page of it, as CSL items: what every citation of them is made from."""

import unicodedata

from neuromatch_site.bibliography.csl import CslDate, CslItem
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.people import csl_name
from neuromatch_site.model.course import Page, Project

_ZENODO = "10.5281/zenodo."
_SMALL_WORDS = frozenset("a an the on of in for and to with from".split())


def course_item(project: Project) -> CslItem:
    """Return the course as a CSL item, under the DOI that leads to its newest version."""
    config = project.config
    item = CslItem(id=_key(config, "course"), type="document", genre="Open course")
    _put_frontmatter(item, config)
    if title := config.title or project.site.title or _front_title(project):
        item["title"] = title
    if config.version:
        item["version"] = config.version
    if doi := config.concept_doi or config.doi:
        item["DOI"] = doi
    if url := site_url(project.site):
        item["URL"] = url
    if publisher := _publisher(config.venue, item.get("DOI", "")):
        item["publisher"] = publisher
    return item


def page_item(project: Project, page: Page) -> CslItem:
    """Return a page as a CSL item: a chapter of the course.

    A page without authors, date or licence of its own has the course's.
    """
    course = course_item(project)
    if page.source.url == "/":
        return course
    item = CslItem(id=_key(page.frontmatter, page.source.path), type="chapter")
    _put_frontmatter(item, page.frontmatter)
    if title := item.get("title") or page.facts.title:
        item["title"] = title
    if "author" not in item and "author" in course:
        item["author"] = course["author"]
    if "issued" not in item and "issued" in course:
        item["issued"] = course["issued"]
    if "title" in course:
        item["container-title"] = course["title"]
    if "language" not in item and "language" in course:
        item["language"] = course["language"]
    if page.frontmatter.doi and page.frontmatter.doi != project.config.doi:
        item["DOI"] = page.frontmatter.doi
    if url := absolute(project.site, page.source.url):
        item["URL"] = url
    return item


def date_of(text: str) -> CslDate:
    """Return ``YYYY-MM-DD`` as a CSL date; empty for anything else."""
    parts = text.split("-")
    if not all(part.isdecimal() for part in parts):
        return CslDate()
    return CslDate({"date-parts": [[int(part) for part in parts]]})


def _put_frontmatter(item: CslItem, frontmatter: Frontmatter) -> None:
    if frontmatter.title:
        item["title"] = frontmatter.title
    if frontmatter.authors:
        item["author"] = [csl_name(person) for person in frontmatter.authors]
    if frontmatter.editors:
        item["editor"] = [csl_name(person) for person in frontmatter.editors]
    if issued := date_of(frontmatter.date):
        item["issued"] = issued
    if frontmatter.description:
        item["abstract"] = frontmatter.description
    if frontmatter.keywords:
        item["keyword"] = ", ".join(frontmatter.keywords)
    if frontmatter.language:
        item["language"] = frontmatter.language


def _front_title(project: Project) -> str:
    """Return the title of the front page, for a course that does not say its own."""
    front = project.page_at("/")
    return (front.frontmatter.title or front.facts.title) if front else ""


def _publisher(venue: str, doi: str) -> str:
    return venue or ("Zenodo" if doi.lower().startswith(_ZENODO) else "")


def _key(frontmatter: Frontmatter, otherwise: str) -> str:
    """Return a citation key: first family name, year, first word of the title that says much."""
    first = frontmatter.authors[0] if frontmatter.authors else None
    name = (first.family or first.name) if first else ""
    title = [word for word in frontmatter.title.split() if word.lower() not in _SMALL_WORDS]
    key = "".join(_letters(word) for word in (name, frontmatter.date[:4], *title[:1]))
    return key or _letters(otherwise) or "course"


def _letters(word: str) -> str:
    """Return the letters and digits of a word, without accents, in lower case."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in letters if c.isascii() and c.isalnum())

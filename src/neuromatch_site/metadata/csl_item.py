"""The course, and a page of it, as CSL items, from which all citation formats are made."""

from neuromatch_site.bibliography.csl import CslItem
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.based_on import based_on_sentence
from neuromatch_site.metadata.people import csl_date, csl_name, publisher_of
from neuromatch_site.metadata.roles import translators_of
from neuromatch_site.metadata.titles import citation_key
from neuromatch_site.model.course import Page, Project


def course_item(project: Project) -> CslItem:
    """Return the course as a CSL item, under the DOI of all versions."""
    config = project.config
    item = CslItem(
        id=citation_key(config.authors, config.date, config.title, "course"),
        type="document",
    )
    if not project.is_gathering:
        item["genre"] = "Open course"
    _put_frontmatter(item, config)
    if title := _course_title(project):
        item["title"] = title
    if config.version:
        item["version"] = config.version
    if doi := config.concept_doi or config.doi:
        item["DOI"] = doi
    if url := site_url(project.site):
        item["URL"] = url
    if publisher := publisher_of(config.venue, item.get("DOI", "")):
        item["publisher"] = publisher
    if translators := translators_of(config):
        item["translator"] = [csl_name(person) for person in translators]
    if config.based_on:
        item["note"] = " ".join(based_on_sentence(work) for work in config.based_on)
    return item


def page_item(project: Project, page: Page) -> CslItem:
    """Return a page as a CSL item: a chapter of the course.

    Without its own authors, date or licence, a page has the course's.
    """
    if page.source.url == "/":
        return course_item(project)
    config, frontmatter = project.config, page.frontmatter
    item = CslItem(
        id=citation_key(frontmatter.authors, frontmatter.date, frontmatter.title, page.source.path),
        type="chapter",
    )
    _put_frontmatter(item, frontmatter)
    if title := item.get("title") or page.facts.title:
        item["title"] = title
    if "author" not in item and config.authors:
        item["author"] = [csl_name(person) for person in config.authors]
    if "issued" not in item and (issued := csl_date(config.date)):
        item["issued"] = issued
    if container := _course_title(project):
        item["container-title"] = container
    if "language" not in item and config.language:
        item["language"] = config.language
    if frontmatter.doi and frontmatter.doi != config.doi:
        item["DOI"] = frontmatter.doi
    if url := absolute(project.site, page.source.url):
        item["URL"] = url
    return item


def _put_frontmatter(item: CslItem, frontmatter: Frontmatter) -> None:
    if frontmatter.title:
        item["title"] = frontmatter.title
    if frontmatter.authors:
        item["author"] = [csl_name(person) for person in frontmatter.authors]
    if frontmatter.editors:
        item["editor"] = [csl_name(person) for person in frontmatter.editors]
    if issued := csl_date(frontmatter.date):
        item["issued"] = issued
    if frontmatter.description:
        item["abstract"] = frontmatter.description
    if frontmatter.keywords:
        between = "; " if any("," in keyword for keyword in frontmatter.keywords) else ", "
        item["keyword"] = between.join(dict.fromkeys(frontmatter.keywords))
    if frontmatter.language:
        item["language"] = frontmatter.language


def _course_title(project: Project) -> str:
    """Return the title of the course: that of its front page where it does not say one."""
    if title := project.config.title or project.site.title:
        return title
    front = project.page_at("/")
    return (front.frontmatter.title or front.facts.title) if front else ""

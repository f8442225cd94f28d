"""The course, its pages, videos, events and people as schema.org data.

Source: https://schema.org, Google's required properties (CITATION.md C.4), Bioschemas
TrainingMaterial 1.0. Properties without a value are left out, and so are things without a required
property: an invalid object is worse than none.
"""

from collections.abc import Callable, Collection, Sequence

from neuromatch_site.config.based_on import BasedOn
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.config.funding import funders_of
from neuromatch_site.config.licenses import License
from neuromatch_site.config.page import Hero
from neuromatch_site.config.people import Affiliation, Person
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.based_on import based_on_url
from neuromatch_site.metadata.dates import date_modified
from neuromatch_site.metadata.head import Picture
from neuromatch_site.metadata.licenses import other_code_license
from neuromatch_site.metadata.people import (
    affiliation_name,
    affiliations_of,
    orcid_url,
    publisher_of,
    ror_url,
)
from neuromatch_site.metadata.roles import TRANSLATOR, contributor_types
from neuromatch_site.metadata.titles import description_of
from neuromatch_site.model.course import LockedVideo, Page, Project, VideoFact
from neuromatch_site.model.time_required import iso_duration, time_required
from neuromatch_site.urls import doi_url

Thing = dict[str, object]
"""A schema.org object."""

_TRAINING = "https://bioschemas.org/profiles/TrainingMaterial/1.0-RELEASE"


def course(project: Project, minutes: int = 0, lessons: Collection[str] = ()) -> Thing:
    """Return the course with its pages; a ``Course`` only with the description Google requires.

    ``minutes`` is the length of the course; ``lessons`` are the URLs of lessons.
    """
    config, site = project.config, project.site
    url = site_url(site)
    description = config.description or site.description
    doi = config.concept_doi or config.doi
    publisher = publisher_of(config.venue, doi)
    thing: Thing = {
        "@type": ["Course", "LearningResource"] if description else "LearningResource",
        "@id": url,
        "http://purl.org/dc/terms/conformsTo": {"@type": "CreativeWork", "@id": _TRAINING},
        "name": config.title or site.title,
        "description": description,
        "url": url,
        "learningResourceType": "course",
        "isAccessibleForFree": True,
        "timeRequired": iso_duration(minutes),
        **_about(project),
        "coursePrerequisites": _hero(project).prerequisites,
        "teaches": list(_hero(project).outcomes),
        "version": config.version,
        "identifier": doi_url(doi) if doi else "",
        "provider": _named_organization(config.venue),
        "publisher": _named_organization(publisher),
        **_sources(config.based_on),
        **_funding(config),
        **_shared(config, config.affiliations, site.options.language),
        **_people(config, config.affiliations),
        "dateModified": date_modified(project),
        "hasPart": [
            *(
                _part(project, page, is_lesson=page.source.url in lessons)
                for page in project.pages
                if page.source.url != "/" and not page.source.data
            ),
            *code_of(config),
        ],
    }
    return without_empty(thing)


def lesson(project: Project, page: Page, picture: Picture | None = None) -> Thing:
    """Return a lesson as a part of the course.

    It has the authors, licence, keywords and audience of the course unless it sets its own.
    """
    thing = web_page(project, page, picture) | {
        "@type": "LearningResource",
        "http://purl.org/dc/terms/conformsTo": {"@type": "CreativeWork", "@id": _TRAINING},
        "learningResourceType": "lesson",
        "timeRequired": iso_duration(time_required(page, project).minutes),
        "teaches": list(page.facts.outcomes),
        "position": page.source.index + 1 if page.source.in_toc else "",
        **_about(project),
    }
    return without_empty(thing)


def web_page(project: Project, page: Page, picture: Picture | None = None) -> Thing:
    """Return a page that is not a lesson, such as the licence or the schedule."""
    config, frontmatter = project.config, page.frontmatter
    url = absolute(project.site, page.source.url)
    own = frontmatter.affiliations or config.affiliations
    people = _people(frontmatter, own)
    if "author" not in people and not frontmatter.no_authors:
        authors = _people(config, config.affiliations)
        people |= {name: authors[name] for name in ("author", "creator") if name in authors}
    if people.get("creator") == people.get("author"):
        people.pop("creator", None)  # it says nothing more, on every page
    thing: Thing = {
        "@type": "WebPage",
        "@id": url,
        "name": frontmatter.title or page.facts.title,
        "description": description_of(page, project),
        "url": url,
        "isAccessibleForFree": True,
        "isPartOf": _course(project, is_described=bool(frontmatter.description)),
        "publisher": _named_organization(
            publisher_of(config.venue, config.concept_doi or config.doi)
        ),
        "identifier": doi_url(frontmatter.doi)
        if frontmatter.doi and frontmatter.doi != config.doi
        else "",
        "image": picture.url if picture else "",
        **_shared(config, config.affiliations, project.site.options.language),
        **_shared(frontmatter, own, ""),
        **people,
    }
    return without_empty(thing)


def breadcrumbs(project: Project, page: Page, trail: Sequence[tuple[str, str]]) -> Thing:
    """Return the path from the front page to the page; nothing if URLs are unknown."""
    if not site_url(project.site) or page.source.url == "/":
        return {}
    steps = [(project.config.title or project.site.title, "/")]
    steps += [(name, url) for name, url in trail if url.startswith("/")]
    steps.append((page.frontmatter.title or page.facts.title, page.source.url))
    items = [
        {"@type": "ListItem", "position": i, "name": name, "item": absolute(project.site, url)}
        for i, (name, url) in enumerate(((name, url) for name, url in steps if name), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def video(
    project: Project, page: Page, fact: VideoFact, pictures: Callable[[str], Picture | None]
) -> Thing:
    """Return a video with its data in the lock; nothing for any other.

    Google also requires its picture and its date of upload, and ignores videos without them.
    """
    videos: dict[str, LockedVideo] = {}
    for provider in fact.providers:
        key = f"{provider.get('provider', '')}:{provider.get('id', '')}"
        if known := project.videos.get(key):
            videos[provider.get("embed", "")] = known
    duration = next((item.duration for item in videos.values() if item.duration), 0)
    picture = next((p for item in videos.values() if (p := pictures(item.thumbnail))), None)
    name = fact.title or next((item.title for item in videos.values() if item.title), "")
    if not (name and videos):
        return {}
    thing: Thing = {
        "@type": "VideoObject",
        "name": name,
        "description": page.frontmatter.description or name,
        "thumbnailUrl": picture.url if picture else "",
        "uploadDate": next((item.upload_date for item in videos.values() if item.upload_date), ""),
        "duration": f"PT{round(duration)}S" if duration else "",
        "embedUrl": next((embed for embed in videos if embed), ""),
    }
    return without_empty(thing)


def person(someone: Person, known: Sequence[Affiliation]) -> Thing:
    """Return a person, or a group as one author."""
    orcid = orcid_url(someone)
    if someone.collaboration:
        return without_empty({"@type": "Organization", "name": someone.name, "url": someone.url})
    affiliations = [_organization(place) for place in affiliations_of(someone, known)]
    accounts = [url for url in (orcid, someone.github, *someone.accounts) if url]
    same_as = accounts[0] if len(accounts) == 1 else accounts
    thing: Thing = {
        "@type": "Person",
        "@id": orcid,
        "name": someone.name,
        "givenName": someone.given,
        "familyName": someone.family,
        "honorificSuffix": someone.suffix,
        "url": someone.url,
        "sameAs": same_as,
        "affiliation": affiliations,
    }
    return without_empty(thing)


def source_work(work: BasedOn) -> Thing:
    """Return the source of an adapted course."""
    url = based_on_url(work)
    thing: Thing = {
        "@type": "CreativeWork",
        "@id": url,
        "name": work.title,
        "author": [person(author, ()) for author in work.authors],
        "datePublished": work.date,
        "license": license_url(work.license),
        "copyrightNotice": work.license.note if work.license else "",
        "url": url,
    }
    return without_empty(thing)


def _sources(works: Sequence[BasedOn]) -> Thing:
    translated = [source_work(work) for work in works if work.relation == "isTranslationOf"]
    return {"isBasedOn": [source_work(work) for work in works], "translationOfWork": translated}


def license_url(license_: License | None) -> str:
    """Return the URL of the licence; empty if it has none."""
    return license_.url if license_ else ""


def _shared(frontmatter: Frontmatter, known: Sequence[Affiliation], language: str) -> Thing:
    content = frontmatter.licenses.content
    return without_empty(
        {
            "license": license_url(content),
            "copyrightNotice": content.note if content else "",
            "inLanguage": frontmatter.language or language,
            "keywords": list(dict.fromkeys(frontmatter.keywords)),
            "datePublished": frontmatter.date,
        }
    )


def _people(frontmatter: Frontmatter, known: Sequence[Affiliation]) -> Thing:
    """Return who made it; who wrote it is no contributor besides."""
    names = {person.name for person in (*frontmatter.authors, *frontmatter.editors)}
    helpers = [
        person
        for person in (*frontmatter.contributors, *frontmatter.reviewers)
        if person.name not in names
    ]
    translators = [
        person for person in frontmatter.contributors if TRANSLATOR in contributor_types(person)
    ]
    thing: Thing = {
        "author": [person(author, known) for author in frontmatter.authors],
        "creator": [_with_roles(person, known, "creator") for person in frontmatter.authors],
        "editor": [person(editor, known) for editor in frontmatter.editors],
        "contributor": [_with_roles(person, known, "contributor") for person in helpers],
        "translator": [person(translator, known) for translator in translators],
    }
    return without_empty(thing)


def _with_roles(someone: Person, known: Sequence[Affiliation], part: str) -> Thing:
    """Return who has a part in it; with roles, as schema.org's ``Role`` around the person."""
    entity = person(someone, known)
    if not someone.roles:
        return entity
    return {"@type": "Role", "roleName": list(someone.roles), part: entity}


def _funding(config: ProjectConfig) -> Thing:
    """Return the grants with their funders, and the funders by themselves."""
    grants: list[Thing] = []
    funders: dict[str, Thing] = {}
    for award in (award for source in config.funding for award in source.awards):
        paid = [_organization(funder) for funder in funders_of(award, config.affiliations)]
        funders |= {str(entity): entity for entity in paid}
        grant: Thing = {
            "@type": "Grant",
            "identifier": award.number,
            "name": award.name,
            "description": award.description,
            "url": award.url,
            "funder": paid,
        }
        grants.append(without_empty(grant))
    return {"funding": grants, "funder": list(funders.values())}


def code_of(config: ProjectConfig) -> list[Thing]:
    """Return the code of the course, if it has another licence."""
    code = other_code_license(config.licenses)
    if code is None:
        return []
    name = f"Code of {config.title}"
    thing: Thing = {
        "@type": "SoftwareSourceCode",
        "name": name,
        "license": license_url(code) or code.label,
        "copyrightNotice": code.note,
    }
    return [without_empty(thing)]


def _hero(project: Project) -> Hero:
    front = project.page_at("/")
    return front.frontmatter.hero if front else Hero()


def _about(project: Project) -> Thing:
    """Return what the front page says of the course: for whom it is, and how hard."""
    hero = _hero(project)
    audience = {"@type": "Audience", "audienceType": hero.audience} if hero.audience else ""
    return {"audience": audience, "educationalLevel": hero.level}


def _named_organization(name: str) -> Thing:
    return {"@type": "Organization", "name": name} if name else {}


def _part(project: Project, page: Page, *, is_lesson: bool) -> Thing:
    url = absolute(project.site, page.source.url)
    name = page.frontmatter.title or page.facts.title
    kind = "LearningResource" if is_lesson else "WebPage"
    return without_empty({"@type": kind, "@id": url, "name": name, "url": url})


def _course(project: Project, *, is_described: bool) -> Thing:
    """Return the course as a page names it; its description where the page has another."""
    config = project.config
    description = config.description or project.site.description
    kind = "Course" if description else "LearningResource"
    name = config.title or project.site.title
    url = site_url(project.site)
    thing: Thing = {
        "@type": kind,
        "@id": url,
        "name": name,
        "description": description if is_described else "",
        "url": url,
    }
    return without_empty(thing)


def _organization(affiliation: Affiliation) -> Thing:
    thing: Thing = {
        "@type": "Organization",
        "@id": ror_url(affiliation),
        "name": affiliation_name(affiliation),
        "url": affiliation.url,
    }
    return without_empty(thing)


def without_empty(thing: Thing) -> Thing:
    """Return the thing without empty values."""
    return {key: value for key, value in thing.items() if value not in ("", None, [], (), {})}

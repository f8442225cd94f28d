"""The course, its pages, videos, events and people as schema.org data.

Source: https://schema.org, Google's required properties (CITATION.md C.4), Bioschemas
TrainingMaterial 1.0. A property without a value is left out, and so is a thing that lacks
what its readers require: an invalid object is worse than none.
"""

from collections.abc import Callable, Sequence

from neuromatch_site.config.frontmatter import Affiliation, Frontmatter, Hero, License, Person
from neuromatch_site.config.project import BasedOn
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.metadata.based_on import based_on_url
from neuromatch_site.metadata.head import Picture
from neuromatch_site.metadata.people import affiliation_name, affiliations_of, orcid_url
from neuromatch_site.model.course import LockedVideo, Page, Project, VideoFact
from neuromatch_site.model.time_required import iso_duration, time_required
from neuromatch_site.urls import doi_url

Thing = dict[str, object]
"""A schema.org object."""

_TRAINING = "https://bioschemas.org/profiles/TrainingMaterial/1.0-RELEASE"


def course(project: Project, minutes: int = 0) -> Thing:
    """Return the course with its pages; a ``Course`` only with the description Google requires.

    ``minutes`` is how long it takes.
    """
    config, site = project.config, project.site
    url = site_url(site)
    description = config.description or site.description
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
        "version": config.version,
        "identifier": doi_url(config.concept_doi or config.doi) if _has_doi(config) else "",
        "provider": {"@type": "Organization", "name": config.venue} if config.venue else "",
        **_sources(config.based_on),
        **_shared(config, config.affiliations, site.options.language),
        "hasPart": [
            _part(project, page)
            for page in project.pages
            if page.source.url != "/" and not page.source.data
        ],
    }
    return kept(thing)


def lesson(project: Project, page: Page, picture: Picture | None = None) -> Thing:
    """Return a page as a part of the course."""
    config, matter = project.config, page.frontmatter
    url = absolute(project.site, page.source.url)
    shared = _shared(config, config.affiliations, project.site.options.language)
    own = _shared(matter, matter.affiliations or config.affiliations, "")
    minutes = time_required(page, project).minutes
    thing: Thing = {
        "@type": "LearningResource",
        "@id": url,
        "http://purl.org/dc/terms/conformsTo": {"@type": "CreativeWork", "@id": _TRAINING},
        "name": matter.title or page.facts.title,
        "description": matter.description or config.description,
        "url": url,
        "learningResourceType": "lesson",
        "isAccessibleForFree": True,
        "isPartOf": _course(project),
        "position": page.source.index + 1 if page.source.in_toc else "",
        "timeRequired": iso_duration(minutes),
        "identifier": doi_url(matter.doi) if matter.doi and matter.doi != config.doi else "",
        "image": picture.url if picture else "",
        **shared,
        **own,
    }
    return kept(thing)


def web_page(project: Project, page: Page, picture: Picture | None = None) -> Thing:
    """Return a page that teaches nothing, such as that of a conference."""
    learning = ("http://purl.org/dc/terms/conformsTo", "learningResourceType", "timeRequired")
    thing = lesson(project, page, picture)
    return {name: value for name, value in thing.items() if name not in learning} | {
        "@type": "WebPage"
    }


def breadcrumbs(project: Project, page: Page, trail: Sequence[tuple[str, str]]) -> Thing:
    """Return the way from the front page to the page; nothing where addresses are unknown."""
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
    """Return a video; nothing unless its name, picture and date of upload are in the lock."""
    found: dict[str, LockedVideo] = {}
    for one in fact.providers:
        key = f"{one.get('provider', '')}:{one.get('id', '')}"
        if known := project.videos.get(key):
            found[one.get("embed", "")] = known
    described = next((known for known in found.values() if known.upload_date), None)
    picture = next((p for one in found.values() if (p := pictures(one.thumbnail))), None)
    name = fact.title or next((one.title for one in found.values() if one.title), "")
    if not (name and described and picture):
        return {}
    thing: Thing = {
        "@type": "VideoObject",
        "name": name,
        "description": page.frontmatter.description or name,
        "thumbnailUrl": picture.url,
        "uploadDate": described.upload_date,
        "duration": f"PT{round(described.duration)}S" if described.duration else "",
        "embedUrl": next((embed for embed in found if embed), ""),
    }
    return kept(thing)


def person(someone: Person, known: Sequence[Affiliation]) -> Thing:
    """Return a person, or the group that stands as one."""
    orcid = orcid_url(someone)
    if someone.collaboration:
        return kept({"@type": "Organization", "name": someone.name, "url": someone.url})
    affiliations = [_organization(one) for one in affiliations_of(someone, known)]
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
    return kept(thing)


def source_work(work: BasedOn) -> Thing:
    """Return what a course is based on."""
    url = based_on_url(work)
    thing: Thing = {
        "@type": "CreativeWork",
        "@id": url,
        "name": work.title,
        "author": [person(one, ()) for one in work.authors],
        "datePublished": work.date,
        "license": license_url(work.license),
        "url": url,
    }
    return kept(thing)


def _sources(works: Sequence[BasedOn]) -> Thing:
    translated = [source_work(one) for one in works if one.relation == "isTranslationOf"]
    return {"isBasedOn": [source_work(one) for one in works], "translationOfWork": translated}


def license_url(license_: License | None) -> str:
    """Return the licence's own address; SPDX's page where it has none of its own."""
    if license_ is None:
        return ""
    return license_.url or f"https://spdx.org/licenses/{license_.id}.html"


def _shared(matter: Frontmatter, known: Sequence[Affiliation], language: str) -> Thing:
    people: Thing = {
        "creator": matter.authors,
        "editor": matter.editors,
        "contributor": (*matter.contributors, *matter.reviewers),
    }
    thing: Thing = {
        name: [person(someone, known) for someone in group]
        for name, group in people.items()
        if isinstance(group, tuple)
    }
    thing["license"] = license_url(matter.licenses.content)
    thing["inLanguage"] = matter.language or language
    thing["keywords"] = list(matter.keywords)
    thing["dateModified"] = thing["datePublished"] = matter.date
    return kept(thing)


def _about(project: Project) -> Thing:
    """Return what the front page says of the course: for whom it is, what it teaches."""
    front = project.page_at("/")
    hero = front.frontmatter.hero if front else Hero()
    audience = {"@type": "Audience", "audienceType": hero.audience} if hero.audience else ""
    return {
        "audience": audience,
        "educationalLevel": hero.level,
        "coursePrerequisites": hero.prerequisites,
        "teaches": list(hero.outcomes),
    }


def _part(project: Project, page: Page) -> Thing:
    url = absolute(project.site, page.source.url)
    name = page.frontmatter.title or page.facts.title
    return kept({"@type": "LearningResource", "@id": url, "name": name, "url": url})


def _course(project: Project) -> Thing:
    config = project.config
    kind = "Course" if config.description or project.site.description else "LearningResource"
    name = config.title or project.site.title
    url = site_url(project.site)
    thing: Thing = {
        "@type": kind,
        "@id": url,
        "name": name,
        "description": config.description or project.site.description,
        "url": url,
    }
    return kept(thing)


def _organization(affiliation: Affiliation) -> Thing:
    ror = affiliation.ror
    if ror and "://" not in ror:
        ror = f"https://ror.org/{ror}"
    thing: Thing = {
        "@type": "Organization",
        "@id": ror,
        "name": affiliation_name(affiliation),
        "url": affiliation.url,
    }
    return kept(thing)


def _has_doi(matter: Frontmatter) -> bool:
    return bool(matter.doi or getattr(matter, "concept_doi", ""))


def kept(thing: Thing) -> Thing:
    """Return the thing without what says nothing."""
    return {key: value for key, value in thing.items() if value not in ("", None, [], (), {})}

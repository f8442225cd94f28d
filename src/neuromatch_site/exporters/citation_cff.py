"""``CITATION.cff`` 1.2.0: what GitHub shows under "Cite this repository".

Source: https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md and
CITATION.md C.1. A course is a ``dataset``: the format has only datasets and software.
"""

import yaml

from neuromatch_site.config.based_on import BasedOn
from neuromatch_site.config.licenses import License
from neuromatch_site.config.people import Affiliation, Person
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.exporters._known_licenses import CFF, is_known
from neuromatch_site.metadata.addresses import site_url
from neuromatch_site.metadata.based_on import RELATION_WORDS
from neuromatch_site.metadata.funding import funding_sentences
from neuromatch_site.metadata.licenses import license_sentences
from neuromatch_site.metadata.people import affiliation_name, affiliations_of, orcid_url
from neuromatch_site.metadata.roles import role_sentences, translators_of
from neuromatch_site.metadata.schema_org import license_url
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project

_HEADER = "# Made by `neuromatch-site cite --write` from `project:` in myst.yml: edit that.\n"
_MESSAGE = "If you use this course, please cite it as below."


def citation_cff(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file, the same as at the root of the repository."""
    if not project.config.title:
        return []
    return [Artifact("CITATION.cff", cff_text(project.config, project.site).encode())]


def cff_text(config: ProjectConfig, site: SiteConfig) -> str:
    """Return the text of the file; equal configurations give equal text."""
    data = _without_empty(_root(config, site))
    return _HEADER + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def _root(config: ProjectConfig, site: SiteConfig) -> dict[str, object]:
    return {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": config.title,
        "abstract": config.description,
        "authors": _authors(config),
        "contact": [_person_fields(contact, config.affiliations) for contact in _contacts(config)],
        "version": config.version,
        "date-released": config.date,
        **_license(config.licenses.content),
        "doi": config.concept_doi or config.doi,
        "identifiers": _identifiers(config),
        "keywords": list(dict.fromkeys(config.keywords)),
        "url": site_url(site),
        "repository-code": config.github,
        "preferred-citation": _preferred(config, site),
        "references": [_based_on_reference(work) for work in config.based_on],
    }


def _preferred(config: ProjectConfig, site: SiteConfig) -> dict[str, object]:
    """Return the citation that GitHub shows, with what has no other place in the format.

    Editors and translators; who reviewed, what people did, who paid and the licence of the code, as
    notes: of two licences in a list the reader may choose one.
    """
    year, month = config.date[:4], config.date[5:7]
    publisher = config.venue
    notes = [
        *role_sentences(config),
        *funding_sentences(config),
        *license_sentences(config.licenses),
    ]
    reference: dict[str, object] = {
        "type": "generic",
        "title": config.title,
        "authors": _authors(config),
        "editors": [_person_fields(person, config.affiliations) for person in config.editors],
        "translators": [
            _person_fields(person, config.affiliations) for person in translators_of(config)
        ],
        "year": int(year) if year.isdecimal() else "",
        "month": int(month) if month.isdecimal() else "",
        "version": config.version,
        "publisher": {"name": publisher} if publisher else "",
        "doi": config.concept_doi or config.doi,
        "url": site_url(site),
        "notes": " ".join(notes),
    }
    return _without_empty(reference)


def _license(license_: License | None) -> dict[str, object]:
    """Return the licence by its identifier; by its address, where the format does not know it."""
    if license_ is None:
        return {}
    if is_known(license_.id, CFF):
        return {"license": license_.id}
    url = license_url(license_)
    return {"license-url": url} if url else {}


def _based_on_reference(work: BasedOn) -> dict[str, object]:
    """Return what the course is based on; ``scope`` says how."""
    reference: dict[str, object] = {
        "type": "generic",
        "scope": f"{RELATION_WORDS[work.relation]} this work.",
        "title": work.title,
        "authors": [_person_fields(person, ()) for person in work.authors]
        or [{"name": work.title}],
        "year": int(work.date[:4]) if work.date else "",
        "date-published": work.date,
        **_license(work.license),
        "notes": work.license.note if work.license else "",
        "doi": work.doi,
        "url": work.url,
    }
    return _without_empty(reference)


def _authors(config: ProjectConfig) -> list[dict[str, str]]:
    """Return the authors, each once; a course without any is by itself: the format wants one."""
    people: list[dict[str, str]] = []
    for author in config.authors:
        if (person := _person_fields(author, config.affiliations)) not in people:
            people.append(person)
    return people or [{"name": config.venue or config.title}]


def _contacts(config: ProjectConfig) -> list[Person]:
    return [person for person in config.authors if person.corresponding and person.email]


def _person_fields(person: Person, known: tuple[Affiliation, ...]) -> dict[str, str]:
    if person.collaboration or not person.family:
        entity = {"name": person.name, "email": person.email, "website": person.url}
        return {key: value for key, value in entity.items() if value}
    affiliation = "; ".join(affiliation_name(place) for place in affiliations_of(person, known))
    entries = {
        "family-names": person.family,
        "given-names": person.given,
        "name-suffix": person.suffix,
        "affiliation": affiliation,
        "email": person.email,
        "orcid": orcid_url(person),
        "website": person.url,
    }
    return {key: value for key, value in entries.items() if value}


def _identifiers(config: ProjectConfig) -> list[dict[str, str]]:
    """Return the DOIs, each with what it leads to."""
    both = bool(config.concept_doi and config.doi and config.concept_doi != config.doi)
    identifiers = [
        (config.concept_doi, "All versions of the course."),
        (config.doi, "This version of the course." if both else "The course."),
    ]
    if not both:
        identifiers = [(config.concept_doi or config.doi, "The course.")]
    return [{"type": "doi", "value": doi, "description": what} for doi, what in identifiers if doi]


def _without_empty(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if value not in ("", [], {}, None)}

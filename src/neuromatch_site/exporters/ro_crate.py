"""``ro-crate-metadata.json``: the course as a research object.

Source: RO-Crate 1.2, https://w3id.org/ro/crate/1.2, which requires name, description, date and
licence: without them there is no crate. A crate is flat: everything with an identifier is its own
entity.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, unquote

from neuromatch_site.config.based_on import BasedOn
from neuromatch_site.config.funding import Award, funders_of
from neuromatch_site.config.licenses import License
from neuromatch_site.config.people import Affiliation, Person
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.exporters._context import ExportContext, title_of
from neuromatch_site.metadata.addresses import page_file
from neuromatch_site.metadata.based_on import based_on_url
from neuromatch_site.metadata.dates import date_modified
from neuromatch_site.metadata.licenses import other_code_license
from neuromatch_site.metadata.people import (
    affiliation_name,
    affiliations_of,
    orcid_url,
    publisher_of,
    ror_url,
)
from neuromatch_site.metadata.schema_org import code_of
from neuromatch_site.metadata.signposting import CRATE, has_crate
from neuromatch_site.metadata.titles import description_of
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project
from neuromatch_site.urls import doi_url

_VERSION = "https://w3id.org/ro/crate/1.2"
Entity = dict[str, object]


def ro_crate(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file."""
    config = project.config
    if not has_crate(config):
        return []
    described = [*_page_entities(project), *_files(context.published)]
    files = [_without_empty({**item, "contentSize": _size(item, context)}) for item in described]
    graph = _unique([_descriptor(), _root(project, files), *_contextual(config), *files])
    data = {"@context": f"{_VERSION}/context", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return [Artifact(CRATE, text.encode())]


def _descriptor() -> Entity:
    return {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _VERSION},
        "about": {"@id": "./"},
    }


def _root(project: Project, files: Sequence[Entity]) -> Entity:
    config = project.config
    content = config.licenses.content
    doi = config.concept_doi or config.doi
    publisher = publisher_of(config.venue, doi)
    awards = [award for grants in config.funding for award in grants.awards]
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": config.title,
        "description": config.description,
        "datePublished": config.date,
        "dateModified": date_modified(project),
        "license": _license_ref(content),
        "copyrightNotice": content.note if content else "",
        "version": config.version,
        "keywords": list(dict.fromkeys(config.keywords)),
        "inLanguage": config.language or project.site.options.language,
        "identifier": _ids([_doi(doi)] if doi else []),
        "publisher": {"@id": _group_id(publisher)} if publisher else "",
        "author": _ids(_person_entity(person) for person in config.authors),
        "editor": _ids(_person_entity(person) for person in config.editors),
        "contributor": _ids(_person_entity(person) for person in config.contributors),
        "isBasedOn": _ids(_work(work) for work in config.based_on),
        "funder": _ids(
            _institution(funder)
            for award in awards
            for funder in funders_of(award, config.affiliations)
        ),
        "funding": _ids(_grant(award, config) for award in awards),
        "hasPart": _ids(files),
        "mentions": _ids(_code_works(config)),
    }
    return _without_empty(root)


def _contextual(config: ProjectConfig) -> list[Entity]:
    """Return what the root and its people name: licences, people, institutions, works, grants."""
    people = [
        *(*config.authors, *config.editors, *config.contributors),
        *(person for work in config.based_on for person in work.authors),
    ]
    awards = [award for grants in config.funding for award in grants.awards]
    funders = [funder for award in awards for funder in funders_of(award, config.affiliations)]
    known = config.affiliations
    licenses = [
        config.licenses.content,
        other_code_license(config.licenses),
        *(work.license for work in config.based_on),
    ]
    doi = config.concept_doi or config.doi
    publisher = publisher_of(config.venue, doi)
    return [
        *([_doi(doi)] if doi else []),
        *(_license(license_) for license_ in licenses if license_),
        *([_group(publisher)] if publisher else []),
        *(_contact(person) for person in config.authors if _is_contact(person)),
        *(_person_entity(person, affiliations_of(person, known)) for person in people),
        *(_institution(place) for person in people for place in affiliations_of(person, known)),
        *(_institution(funder) for funder in funders),
        *(_work(work) for work in config.based_on),
        *_code_works(config),
        *(_grant(award, config) for award in awards),
    ]


def _person_entity(person: Person, affiliations: Sequence[Affiliation] = ()) -> Entity:
    """Return a person or a group."""
    kind = "Organization" if person.collaboration else "Person"
    entity: Entity = {
        "@id": orcid_url(person) or f"#{quote(person.id)}",
        "@type": kind,
        "name": person.name,
        "url": person.url,
        "affiliation": _ids(_institution(place) for place in affiliations),
        "contactPoint": _ids([_contact(person)] if _is_contact(person) else []),
    }
    return _without_empty(entity)


def _is_contact(person: Person) -> bool:
    return person.corresponding and bool(person.email)


def _contact(person: Person) -> Entity:
    kind = {"@type": "ContactPoint", "contactType": "corresponding author"}
    return {"@id": f"mailto:{person.email}", **kind, "name": person.name, "email": person.email}


def _doi(doi: str) -> Entity:
    """Return a DOI as science-on-schema.org has identifiers."""
    return {
        "@id": doi_url(doi),
        "@type": "PropertyValue",
        "name": f"DOI {doi}",
        "propertyID": "https://registry.identifiers.org/registry/doi",
        "value": f"doi:{doi}",
        "url": doi_url(doi),
    }


def _institution(institution: Affiliation) -> Entity:
    entity: Entity = {
        "@id": ror_url(institution) or _group_id(affiliation_name(institution)),
        "@type": "Organization",
        "name": affiliation_name(institution),
        "url": institution.url or ror_url(institution),
    }
    return _without_empty(entity)


def _group(name: str) -> Entity:
    url = "https://zenodo.org" if name == "Zenodo" else ""
    entity: Entity = {"@id": _group_id(name), "@type": "Organization", "name": name, "url": url}
    return _without_empty(entity)


def _group_id(name: str) -> str:
    return f"#{quote(name)}"


def _license(license_: License) -> Entity:
    name = license_.name or license_.label
    entity = {"@type": "CreativeWork", "name": name, "description": name, "url": license_.url}
    return _without_empty({"@id": _license_id(license_), **entity})


def _license_id(license_: License) -> str:
    return license_.url or _group_id(license_.label)


def _license_ref(license_: License | None) -> object:
    return {"@id": _license_id(license_)} if license_ else ""


def _work(work: BasedOn) -> Entity:
    entity: Entity = {
        "@id": based_on_url(work) or f"#{quote(work.title)}",
        "@type": "CreativeWork",
        "name": work.title,
        "datePublished": work.date,
        "author": _ids(_person_entity(person) for person in work.authors),
        "license": _license_ref(work.license),
    }
    return _without_empty(entity)


def _code_works(config: ProjectConfig) -> list[Entity]:
    """Return the code of the course, where its licence is another."""
    named = f"Code of {config.title}"
    return [
        _without_empty(
            {**work, "@id": "#code", "description": named, "license": _license_ref(code)}
        )
        for work in code_of(config)
        if (code := config.licenses.code)
    ]


def _grant(award: Award, config: ProjectConfig) -> Entity:
    entity: Entity = {
        "@id": award.url or f"#{quote(award.number or award.name)}",
        "@type": "Grant",
        "identifier": award.number,
        "name": award.name or award.number,
        "funder": _ids(_institution(funder) for funder in funders_of(award, config.affiliations)),
    }
    return _without_empty(entity)


def _page_entities(project: Project) -> list[Entity]:
    entities: list[Entity] = [
        {
            "@id": quote(page_file(page.source.url)),
            "@type": "File",
            "name": title_of(page),
            "description": description_of(page, project),
            "encodingFormat": "text/html",
        }
        for page in project.listed()
    ]
    return [_without_empty(entity) for entity in entities]


def _size(file: Entity, context: ExportContext) -> str:
    """Return how many bytes a file of the site has; empty where it is not known."""
    artifact = context.taken.get(unquote(str(file["@id"])))
    if artifact is None:
        return ""
    content = artifact.content
    return str(len(content) if isinstance(content, bytes) else content.stat().st_size)


def _files(published: Mapping[str, str]) -> list[Entity]:
    """Return the pictures, data and notebooks that the site has of the course."""
    entities: list[Entity] = []
    for path, url in sorted(published.items()):
        kind = _KINDS.get(path.rpartition(".")[2].lower(), "")
        entity: Entity = {
            "@id": quote(url.lstrip("/")),
            "@type": "File",
            "name": path,
            "encodingFormat": kind or "application/octet-stream",
        }
        entities.append(entity)
    return entities


_KINDS = {
    **dict.fromkeys(("jpg", "jpeg"), "image/jpeg"),
    **{kind: f"image/{kind}" for kind in ("avif", "gif", "png", "webp")},
    **dict.fromkeys(("yaml", "yml"), "application/yaml"),
    "bib": "application/x-bibtex",
    "csv": "text/csv",
    "html": "text/html",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
    "md": "text/markdown",
    "mp4": "video/mp4",
    "npy": "application/x-npy",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "py": "text/x-python",
    "svg": "image/svg+xml",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "zip": "application/zip",
}
"""Media types by the ends of names; those of the standard library depend on the machine."""


def _ids(entities: Iterable[Entity]) -> list[Entity]:
    references = [{"@id": entity["@id"]} for entity in entities]
    return list({str(reference["@id"]): reference for reference in references}.values())


def _unique(entities: Iterable[Entity]) -> list[Entity]:
    """Return each entity once, the first with what it says."""
    by_id: dict[str, Entity] = {}
    for entity in entities:
        by_id.setdefault(str(entity["@id"]), entity)
    return list(by_id.values())


def _without_empty(entity: Entity) -> Entity:
    """Return the entity without what says nothing; a list of one, but for the files, as the one."""
    fields = {name: value for name, value in entity.items() if value not in ("", [], {}, None)}
    return {
        name: value[0]
        if isinstance(value, list) and len(value) == 1 and name != "hasPart"
        else value
        for name, value in fields.items()
    }

"""``ro-crate-metadata.json``: the course as a research object.

Source: RO-Crate 1.1, https://w3id.org/ro/crate/1.1, which requires name, description, date and
licence of what it describes: a course that does not say them is no crate.
"""

import json
from urllib.parse import quote

from neuromatch_site.config.frontmatter import Person
from neuromatch_site.exporters._context import ExportContext, listed_pages, page_file, title_of
from neuromatch_site.metadata.people import orcid_url
from neuromatch_site.metadata.schema_org import license_url
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project
from neuromatch_site.urls import doi_url

_VERSION = "https://w3id.org/ro/crate/1.1"


def ro_crate(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file."""
    config = project.config
    needed = (config.title, config.description, config.date, config.licenses.content)
    if not all(needed):
        return []
    pages = [
        {"@id": page_file(page.source.url), "@type": "File", "name": title_of(page)}
        for page in listed_pages(project)
    ]
    people = [_person(one) for one in config.authors]
    graph = [_descriptor(), _root(project, people, pages), *people, *pages]
    data = {"@context": f"{_VERSION}/context", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return [Artifact("ro-crate-metadata.json", text.encode())]


def _person(one: Person) -> dict[str, object]:
    """Return a person or a group; a crate is flat, so nothing stands inside of it."""
    kind = "Organization" if one.collaboration else "Person"
    return {"@id": orcid_url(one) or f"#{quote(one.id)}", "@type": kind, "name": one.name}


def _descriptor() -> dict[str, object]:
    return {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": _VERSION},
        "about": {"@id": "./"},
    }


def _root(
    project: Project, people: list[dict[str, object]], pages: list[dict[str, str]]
) -> dict[str, object]:
    config = project.config
    doi = config.concept_doi or config.doi
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": config.title,
        "description": config.description,
        "datePublished": config.date,
        "license": {"@id": license_url(config.licenses.content)},
        "version": config.version,
        "keywords": ", ".join(config.keywords),
        "identifier": doi_url(doi) if doi else "",
        "author": [{"@id": one["@id"]} for one in people],
        "hasPart": [{"@id": one["@id"]} for one in pages],
    }
    return {name: value for name, value in root.items() if value}

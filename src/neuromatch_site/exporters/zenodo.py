"""``.zenodo.json``: what Zenodo takes from a release on GitHub; it reads no other file then.

Source: CITATION.md C.2, where each value below has its trap: ``lesson`` or it becomes software,
``Family, Given`` or it becomes a family name, ``related_identifiers`` or the link to the tag is
lost, the date or it becomes the day of the upload.
"""

import json
from html import escape

from neuromatch_site.config.frontmatter import Affiliation, License, Person
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.metadata.addresses import site_url
from neuromatch_site.metadata.people import affiliation_name, affiliations_of

CONTRIBUTOR_TYPES = {
    "conceptualization": "ProjectLeader",
    "contact person": "ContactPerson",
    "data curation": "DataCurator",
    "editor": "Editor",
    "funding acquisition": "Sponsor",
    "investigation": "Researcher",
    "methodology": "Researcher",
    "project administration": "ProjectManager",
    "resources": "ProjectMember",
    "software": "Producer",
    "supervision": "Supervisor",
    "visualization": "Producer",
    "writing - original draft": "ProjectMember",
    "writing - review & editing": "Editor",
}
"""What DataCite calls the roles of CRediT and others; ``Other`` for the rest."""


def zenodo_text(config: ProjectConfig, site: SiteConfig) -> str:
    """Return the text of the file: strict JSON, the same for the same configuration."""
    data = zenodo_metadata(config, site)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def zenodo_metadata(config: ProjectConfig, site: SiteConfig) -> dict[str, object]:
    """Return the metadata of a deposition, as Zenodo's legacy API and its releases take it."""
    known = config.affiliations
    data: dict[str, object] = {
        "upload_type": "lesson",
        "title": config.title,
        "description": f"<p>{escape(config.description or config.title, quote=False)}</p>",
        "creators": [_creator(one, known) for one in config.authors],
        "contributors": _contributors(config),
        "access_right": "open",
        "license": zenodo_license(config.licenses.content),
        "publication_date": config.date,
        "version": config.version,
        "keywords": list(dict.fromkeys(config.keywords)),
        "language": _language(config.language or site.options.language),
        "notes": _notes(config),
        "related_identifiers": _related(config, site),
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def zenodo_license(license_: License | None) -> str:
    """Return Zenodo's identifier of a licence: SPDX's, in lower case; empty for any other.

    Zenodo takes a missing licence for CC-BY-4.0 (``load_default_license`` of zenodo-rdm): without
    one there must be no file and no deposit.
    """
    return license_.id.lower() if license_ else ""


def _creator(person: Person, known: tuple[Affiliation, ...]) -> dict[str, str]:
    affiliation = "; ".join(affiliation_name(one) for one in affiliations_of(person, known))
    entries = {"name": _name(person), "affiliation": affiliation, "orcid": person.orcid}
    return {key: value for key, value in entries.items() if value}


def _name(person: Person) -> str:
    """Return ``Family, Given``: with one comma at most, since a second one breaks the name."""
    if person.collaboration or not person.family:
        return " ".join(person.name.replace(",", " ").split())
    family, given = (
        " ".join(part.replace(",", " ").split()) for part in (person.family, person.given)
    )
    given = f"{given} {person.suffix}".strip()
    return f"{family}, {given}" if given else family


def _contributors(config: ProjectConfig) -> list[dict[str, str]]:
    """Return everybody who is no author, with the role that comes nearest."""
    groups = (
        (config.editors, "Editor"),
        (config.reviewers, "Other"),
        (config.contributors, ""),
    )
    return [
        {**_creator(person, config.affiliations), "type": kind or _kind(person)}
        for people, kind in groups
        for person in people
    ]


def _kind(person: Person) -> str:
    roles = (role.lower().replace("–", "-") for role in person.roles)
    return next((CONTRIBUTOR_TYPES[role] for role in roles if role in CONTRIBUTOR_TYPES), "Other")


def _notes(config: ProjectConfig) -> str:
    """Return what has no field of its own: who reviewed, and roles as they were written."""
    reviewed = "; ".join(person.name for person in config.reviewers)
    roles = [
        f"{person.name}: {', '.join(person.roles)}"
        for person in (*config.authors, *config.editors, *config.contributors)
        if person.roles
    ]
    lines = [f"Reviewed by {reviewed}." if reviewed else ""]
    lines.append(f"Roles: {'; '.join(roles)}." if roles else "")
    return escape(" ".join(line for line in lines if line), quote=False)


def _language(tag: str) -> str:
    """Return the primary language of a BCP 47 tag; Zenodo takes two or three letters."""
    primary = tag.partition("-")[0].lower()
    return primary if len(primary) in (2, 3) and primary.isalpha() else ""


def _related(config: ProjectConfig, site: SiteConfig) -> list[dict[str, str]]:
    """Return the site and the release on GitHub; nothing where the repository is not known.

    Zenodo links to the release by itself, but only where nothing is related by hand.
    """
    if not config.github:
        return []
    tag = config.version.removeprefix("v")
    release = f"{config.github}/tree/v{tag}" if tag else config.github
    found = [{"identifier": release, "relation": "isSupplementTo"}]
    if url := site_url(site):
        same = {"identifier": url, "relation": "isIdenticalTo", "resource_type": "lesson"}
        found.insert(0, same)
    return found

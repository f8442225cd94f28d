"""``.zenodo.json``: the metadata that Zenodo reads from a release on GitHub.

Source: CITATION.md C.2 and the importer itself (``legacy/deserializers`` of zenodo-rdm). Each value
below is needed: without ``lesson`` it becomes software, without ``Family, Given`` a family name,
and without related works the link to the tag is lost.
"""

import json
from html import escape

from neuromatch_site.config.licenses import License
from neuromatch_site.config.people import Affiliation, Person
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.exporters._known_licenses import ZENODO_JSON, is_known
from neuromatch_site.metadata.addresses import site_url
from neuromatch_site.metadata.funding import funding_sentences
from neuromatch_site.metadata.licenses import license_sentences
from neuromatch_site.metadata.people import affiliation_name, affiliations_of
from neuromatch_site.metadata.roles import contributions, role_sentences


def zenodo_text(config: ProjectConfig, site: SiteConfig) -> str:
    """Return the text of the file: strict JSON; equal configurations give equal text."""
    data = zenodo_release_metadata(config, site)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def zenodo_release_metadata(config: ProjectConfig, site: SiteConfig) -> dict[str, object]:
    """Return the metadata of the file.

    Without ``release_tag`` the version, the date and the link to the tag are left to Zenodo, which
    knows the release: an outdated version could never be corrected.
    """
    data = zenodo_metadata(config, site)
    if not config.release_tag:
        data = {k: v for k, v in data.items() if k not in ("version", "publication_date")}
    return data


def zenodo_metadata(config: ProjectConfig, site: SiteConfig) -> dict[str, object]:
    """Return the metadata of a deposition, for Zenodo's legacy API and its releases."""
    known = config.affiliations
    data: dict[str, object] = {
        "upload_type": "lesson",
        "title": config.title,
        "description": html_paragraphs(config.description or config.title),
        "creators": [_creator(person, known) for person in config.authors],
        "contributors": [
            {**_creator(person, known), "type": kind} for person, kind in contributions(config)
        ],
        "access_right": "open",
        "license": zenodo_license(config.licenses.content),
        "publication_date": config.date,
        "version": config.version,
        "keywords": list(dict.fromkeys(config.keywords)),
        "language": _language(config.language or site.options.language),
        "notes": notes_of(config),
        "related_identifiers": _related(config, site),
    }
    return {key: value for key, value in data.items() if value not in ("", [])}


def zenodo_license(license_: License | None) -> str:
    """Return Zenodo's identifier of a licence: SPDX's, in lower case; empty if it has none.

    Zenodo replaces a missing licence by CC-BY-4.0 (``load_default_license`` of zenodo-rdm), so
    without one there is no file and no deposit.
    """
    known = license_ is not None and is_known(license_.id, ZENODO_JSON)
    return license_.id.lower() if license_ and known else ""


def html_paragraphs(text: str) -> str:
    """Return the text as HTML, with a paragraph for each line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)


def notes_of(config: ProjectConfig) -> str:
    """Return, as HTML, data without a field of its own: roles, funding, notes on licences."""
    lines = [
        *role_sentences(config),
        *funding_sentences(config),
        *license_sentences(config.licenses),
    ]
    return escape(" ".join(lines), quote=False)


def release_tag(config: ProjectConfig) -> str:
    """Return the release tag of this version; empty if its form is not set."""
    if not (config.release_tag and config.version):
        return ""
    return config.release_tag.replace("{version}", config.version)


def _creator(person: Person, known: tuple[Affiliation, ...]) -> dict[str, str]:
    affiliation = "; ".join(affiliation_name(place) for place in affiliations_of(person, known))
    entries = {"name": _inverted_name(person), "affiliation": affiliation, "orcid": person.orcid}
    return {key: value for key, value in entries.items() if value}


def _inverted_name(person: Person) -> str:
    """Return ``Family, Given``: with one comma at most, since a second one breaks the name."""
    if person.collaboration or not person.family:
        return " ".join(person.name.replace(",", " ").split())
    family, given = (
        " ".join(part.replace(",", " ").split()) for part in (person.family, person.given)
    )
    given = f"{given} {person.suffix}".strip()
    return f"{family}, {given}" if given else family


def _language(tag: str) -> str:
    """Return the primary language of a BCP 47 tag; Zenodo takes two or three letters."""
    primary = tag.partition("-")[0].lower()
    return primary if len(primary) in (2, 3) and primary.isalpha() else ""


def _related(config: ProjectConfig, site: SiteConfig) -> list[dict[str, str]]:
    """Return the site, what the course is based on, and the release on GitHub.

    Zenodo links to the tag of a release by itself, but only where nothing else is related. The
    address of the site is an alternate identifier, which it keeps apart from related ones
    (``split_identifiers``), so that it does not cost that link.
    """
    related = [
        {"identifier": work.doi or work.url, "relation": work.relation}
        for work in config.based_on
        if work.doi or work.url
    ]
    tag = release_tag(config)
    if config.github and (related or tag):
        address = f"{config.github}/tree/{tag}" if tag else config.github
        related.append({"identifier": address, "relation": "isSupplementTo"})
    if url := site_url(site):
        related.append({"identifier": url, "relation": "isAlternateIdentifier"})
    return related

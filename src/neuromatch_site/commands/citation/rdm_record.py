"""The course as a record of InvenioRDM, the software of Zenodo.

Source: https://inveniordm.docs.cern.ch/reference/metadata/, and the schemas of invenio-rdm-records.
Unlike the legacy API it distinguishes people and organisations, and has several affiliations (with
ROR), roles, licences and funders.
"""

import uuid
from collections.abc import Mapping, Sequence

from neuromatch_site.config.funding import Award, funders_of
from neuromatch_site.config.licenses import License
from neuromatch_site.config.people import Affiliation, Person
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.exporters._known_licenses import ZENODO_RECORD, is_known
from neuromatch_site.exporters.zenodo import html_paragraphs, notes_of, release_tag
from neuromatch_site.markup.rich_text import plain_of
from neuromatch_site.metadata.addresses import site_url
from neuromatch_site.metadata.languages import iso_639_3
from neuromatch_site.metadata.people import affiliation_name, affiliations_of, ror_url
from neuromatch_site.metadata.roles import contributions

Json = dict[str, object]


def rdm_record(config: ProjectConfig, site: SiteConfig) -> Json:
    """Return the record: ``metadata`` and ``access``."""
    known = config.affiliations
    metadata: Json = {
        "resource_type": {"id": "lesson"},
        "title": config.title,
        "publication_date": config.date,
        "description": html_paragraphs(config.description or config.title),
        "creators": [_creator(person, known) for person in config.authors],
        "contributors": [
            {**_creator(person, known), "role": {"id": kind.lower()}}
            for person, kind in contributions(config)
        ],
        "rights": _rights(config),
        "subjects": [{"subject": word} for word in dict.fromkeys(config.keywords)],
        "languages": _languages(config.language or site.options.language),
        "version": config.version,
        "publisher": "Zenodo",
        "identifiers": [own_identifier(config, site)],
        "related_identifiers": _related(config),
        "funding": list(_funding(config)),
        "additional_descriptions": _notes(config),
    }
    return {
        "access": _access(config),
        "files": {"enabled": True},
        "metadata": {name: value for name, value in metadata.items() if value not in ("", [])},
    }


def own_identifier(config: ProjectConfig, site: SiteConfig) -> Mapping[str, str]:
    """Return an identifier of this course for its drafts: its URL, else a URN.

    The URN is derived from the metadata that distinguishes the course from others.
    """
    if url := site_url(site):
        return {"scheme": "url", "identifier": url}
    names = "|".join(author.name for author in config.authors)
    text = f"{config.id}|{config.github}|{config.title}|{names}"
    return {"scheme": "urn", "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"}


def without_vocabulary_ids(record: Mapping[str, object]) -> Json:
    """Return the record with the names of institutions and funders instead of their ROR.

    For a server whose vocabulary lacks one of them, which refuses the whole record.
    """
    return {name: _institution_by("name", value) for name, value in record.items()}


def wire_record(record: Mapping[str, object]) -> Json:
    """Return the record as it is sent: an institution by its identifier alone, if it has one."""
    return {name: _institution_by("id", value) for name, value in record.items()}


def _institution_by(key: str, value: object) -> object:
    """Return a part of a record, each institution that has name and identifier by one of them."""
    if isinstance(value, Mapping):
        if value.keys() == {"id", "name"}:
            return {key: value[key]}
        return {name: _institution_by(key, item) for name, item in value.items()}
    return [_institution_by(key, item) for item in value] if isinstance(value, list) else value


def _creator(person: Person, known: tuple[Affiliation, ...]) -> Json:
    creator: Json = {"person_or_org": _person_or_org(person)}
    if affiliations := _institutions(affiliations_of(person, known)):
        creator["affiliations"] = affiliations
    return creator


def _person_or_org(person: Person) -> Json:
    if person.collaboration:
        return {"type": "organizational", "name": person.name}
    given_names = f"{person.given} {person.suffix}".strip()
    fields: Json = {"type": "personal", "family_name": person.family or person.name}
    if given_names:
        fields["given_name"] = given_names
    if person.orcid:
        fields["identifiers"] = [{"scheme": "orcid", "identifier": person.orcid}]
    return fields


def _institutions(affiliations: Sequence[Affiliation]) -> list[Json]:
    """Return institutions with the names that others see and, where it is known, their ROR."""
    institutions = (_institution(place) for place in affiliations)
    return list({str(institution): institution for institution in institutions}.values())


def _institution(place: Affiliation) -> Json:
    name = affiliation_name(place)
    ror = ror_url(place).rpartition("/")[2]
    # An institution of the vocabulary has no room for a department.
    return {"id": ror, "name": name} if ror and not place.department else {"name": name}


def _rights(config: ProjectConfig) -> list[Json]:
    licenses = (config.licenses.content, config.licenses.code)
    rights = {str(right): right for item in licenses if item and (right := _right(item))}
    return list(rights.values())


def _right(license_: License) -> Json:
    if is_known(license_.id, ZENODO_RECORD):
        return {"id": license_.id.lower()}
    right: Json = {"title": {"en": license_.name or license_.id or license_.url}}
    return {**right, "link": license_.url} if license_.url else right


def _languages(tag: str) -> list[Json]:
    code = iso_639_3(tag)
    return [{"id": code}] if code else []


def _related(config: ProjectConfig) -> list[Json]:
    identifiers: list[Json] = []
    for work in config.based_on:
        identifier, scheme = (work.doi, "doi") if work.doi else (work.url, "url")
        if identifier:
            identifiers.append(
                {
                    "identifier": identifier,
                    "scheme": scheme,
                    "relation_type": {"id": work.relation.lower()},
                }
            )
    if config.github:
        tag = release_tag(config)
        address = f"{config.github}/tree/{tag}" if tag else config.github
        relation = {"relation_type": {"id": "issupplementto"}}
        identifiers.append({"identifier": address, "scheme": "url", **relation})
    return identifiers


def _funding(config: ProjectConfig) -> list[Json]:
    awards: list[Json] = []
    for award in (award for source in config.funding for award in source.awards):
        for funder in _institutions(funders_of(award, config.affiliations)):
            described = _award(award)
            awards.append(
                {"funder": funder, "award": described} if described else {"funder": funder}
            )
    return awards


def _award(award: Award) -> Json:
    described: Json = {}
    if award.number:
        described["number"] = award.number
    if title := award.name or award.description:
        described["title"] = {"en": plain_of(title)}
    if described and award.url:
        described["identifiers"] = [{"scheme": "url", "identifier": award.url}]
    return described


def _notes(config: ProjectConfig) -> list[Json]:
    notes = notes_of(config)
    return [{"description": f"<p>{notes}</p>", "type": {"id": "other"}}] if notes else []


def _access(config: ProjectConfig) -> Json:
    deposit = config.deposit
    if deposit.embargo:
        embargo = {"active": True, "until": deposit.embargo}
        return {"record": "public", "files": "restricted", "embargo": embargo}
    files = "restricted" if deposit.access == "restricted" else "public"
    return {"record": "public", "files": files}

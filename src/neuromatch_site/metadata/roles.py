"""CRediT and other roles of people -> DataCite contributor types.

Source: https://credit.niso.org and the ``contributorType`` of DataCite 4.6, which Zenodo also uses.
"""

from collections.abc import Iterator

from neuromatch_site.config.people import Person
from neuromatch_site.config.project import ProjectConfig

CONTRIBUTOR_TYPES = {
    "conceptualization": "ProjectLeader",
    "contact person": "ContactPerson",
    "data collection": "DataCollector",
    "data curation": "DataCurator",
    "editor": "Editor",
    "editing": "Editor",
    "funding acquisition": "Sponsor",
    "investigation": "Researcher",
    "methodology": "Researcher",
    "project administration": "ProjectManager",
    "project manager": "ProjectManager",
    "resources": "ProjectMember",
    "software": "Producer",
    "supervision": "Supervisor",
    "supervisor": "Supervisor",
    "translation": "Translator",
    "translator": "Translator",
    "visualization": "Producer",
    "writing - original draft": "ProjectMember",
    "writing - review & editing": "Editor",
}
"""Contributor types of roles, by the role in lower case; ``Other`` for the rest."""
TRANSLATOR = "Translator"


def contributor_types(person: Person) -> tuple[str, ...]:
    """Return the types of a person's roles without repetition; ``Other`` if no role has one."""
    roles = (" ".join(role.lower().replace("–", "-").split()) for role in person.roles)
    types = dict.fromkeys(CONTRIBUTOR_TYPES[role] for role in roles if role in CONTRIBUTOR_TYPES)
    return tuple(types) or ("Other",)


def contributions(config: ProjectConfig) -> Iterator[tuple[Person, str]]:
    """Yield everyone who is not an author, once for each of their contributor types."""
    for person in config.editors:
        yield person, "Editor"
    for person in config.reviewers:
        yield person, "Other"
    for person in config.contributors:
        for kind in contributor_types(person):
            yield person, kind


def translators_of(config: ProjectConfig) -> list[Person]:
    """Return the contributors who are translators."""
    return [person for person in config.contributors if TRANSLATOR in contributor_types(person)]


def role_sentences(config: ProjectConfig) -> list[str]:
    """Return reviewers, and roles as written, for formats without fields for them."""
    reviewed = "; ".join(person.name for person in config.reviewers)
    everybody = (*config.authors, *config.editors, *config.contributors)
    roles = [f"{person.name}: {', '.join(person.roles)}" for person in everybody if person.roles]
    sentences = [f"Reviewed by {reviewed}." if reviewed else ""]
    sentences.append(f"Roles: {'; '.join(roles)}." if roles else "")
    return [sentence for sentence in sentences if sentence]

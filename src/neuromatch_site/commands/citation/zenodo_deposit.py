"""``cite --deposit``: the course as a draft on Zenodo, with a reserved DOI.

Uses InvenioRDM's own API if the server has it, else Zenodo's legacy API, which has no
organisations, several affiliations, roles, licences and funders.
"""

from collections.abc import Iterator, Sequence

from neuromatch_site.commands.citation import legacy_deposit, rdm_deposit
from neuromatch_site.commands.citation.rdm_record import rdm_record
from neuromatch_site.commands.citation.zenodo_client import (
    PREFIXES,
    DepositError,
    Draft,
    File,
    Zenodo,
)
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.exporters.zenodo import zenodo_metadata


def deposit(
    zenodo: Zenodo,
    config: ProjectConfig,
    site: SiteConfig,
    files: Sequence[File],
    *,
    replace: bool = False,
) -> Draft:
    """Return a draft with the course's metadata and these files: a new one, or the existing one.

    Raises ``DepositError``.
    """
    doi = known_doi(config, zenodo.api)
    if rdm_deposit.is_available(zenodo):
        record = rdm_record(config, site)
        return rdm_deposit.deposit(zenodo, record, files, doi, replace=replace)
    if config.deposit.access != "open" or config.deposit.embargo:
        message = "this server has only Zenodo's legacy interface, which makes every record public"
        raise DepositError(message, "remove `access` and `embargo`, or use another server")
    metadata = zenodo_metadata(config, site)
    return legacy_deposit.deposit(zenodo, metadata, files, doi, replace=replace)


def publish(zenodo: Zenodo, draft: Draft, communities: Sequence[str] = ()) -> Draft:
    """Publish a draft, which cannot be undone, and request its inclusion in communities.

    Raises ``DepositError``.
    """
    if rdm_deposit.is_available(zenodo):
        return rdm_deposit.publish(zenodo, draft, communities)
    return legacy_deposit.publish(zenodo, draft)


def has_doi(draft: Draft, config: ProjectConfig) -> bool:
    """Return whether the course has a DOI of this version, or of all versions."""
    return (config.doi or config.concept_doi or None) in (draft.doi, draft.concept_doi)


def publication_lines(draft: Draft, config: ProjectConfig, *, sandbox: bool) -> Iterator[str]:
    """Yield what publishing a draft makes public permanently, one line each."""
    yield f"To be published as {draft.doi}: {config.title}"
    yield from (f"  {name} ({size:,} bytes)" for name, size in draft.files)
    licenses = (config.licenses.content, config.licenses.code)
    named = dict.fromkeys(license_.label for license_ in licenses if license_)
    yield f"  licence: {', '.join(named)}"
    if not (sandbox or has_doi(draft, config)):
        yield f"  its files say {config.doi or 'no DOI'}, not this one"
    deposit = config.deposit
    if deposit.embargo or deposit.access == "restricted":
        until = f" until {deposit.embargo}" if deposit.embargo else ""
        yield f"  the files are not public{until}; what is said of them is"
    if deposit.communities:
        yield f"  asks to be taken in by: {', '.join(deposit.communities)}"
    yield (
        "This cannot be undone: the record, its files and its DOI stay. Metadata can be changed "
        "later; files only in a new version."
    )


def known_doi(config: ProjectConfig, api: str) -> str:
    """Return the DOI that this server gave the course; empty if it gave none."""
    doi = config.concept_doi or config.doi
    return doi if doi.startswith(PREFIXES.get(api, "")) else ""

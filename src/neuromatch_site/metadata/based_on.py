"""The sources of an adapted course: as works that can be cited, and as a sentence."""

import re
from html import unescape

from neuromatch_site.bibliography.csl import CslItem
from neuromatch_site.bibliography.style import apa_style, format_items
from neuromatch_site.config.based_on import BasedOn
from neuromatch_site.metadata.people import csl_date, csl_name, publisher_of
from neuromatch_site.metadata.titles import citation_key
from neuromatch_site.urls import doi_url

RELATION_WORDS = {
    "isDerivedFrom": "Based on",
    "isTranslationOf": "Translation of",
    "isNewVersionOf": "New version of",
    "isVariantFormOf": "Variant of",
}
"""The beginning of the sentence about a work, by DataCite's relation."""


def based_on_item(work: BasedOn) -> CslItem:
    """Return the work as a CSL item."""
    key = citation_key(work.authors, work.date, work.title, based_on_url(work))
    item = CslItem(id=key, type="document", title=work.title)
    if work.authors:
        item["author"] = [csl_name(person) for person in work.authors]
    if issued := csl_date(work.date):
        item["issued"] = issued
    if work.doi:
        item["DOI"] = work.doi
    if work.url:
        item["URL"] = work.url
    if publisher := publisher_of("", work.doi):
        item["publisher"] = publisher
    return item


def based_on_url(work: BasedOn) -> str:
    """Return the URL of the work: of its DOI, else of its website."""
    return doi_url(work.doi) if work.doi else work.url


def based_on_entry(work: BasedOn, language: str = "en") -> str:
    """Return the work as it is cited, in APA style, as clean HTML."""
    item = based_on_item(work)
    return format_items([item], apa_style(language))[item["id"]].entry


def based_on_sentence(work: BasedOn) -> str:
    """Return ``Based on A. Author (2023). Title. https://doi.org/...`` without markup."""
    text = unescape(re.sub(r"<[^<>]*>", "", based_on_entry(work)))
    license_ = f" ({work.license.label})" if work.license else ""
    return f"{RELATION_WORDS[work.relation]}: {text}{license_}"

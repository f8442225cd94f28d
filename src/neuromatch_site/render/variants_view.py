"""Links to the other editions and languages of a page."""

from collections.abc import Sequence

from msgspec import Struct

from neuromatch_site.model.variants import SiteVariant, VariantSet
from neuromatch_site.render.translations import Words, language_name


class LanguageLink(Struct, frozen=True, kw_only=True):
    """This page in a language."""

    name: str
    """In the language itself."""
    language: str
    url: str
    current: bool


class EditionLink(Struct, frozen=True, kw_only=True):
    """This page in an edition, or the front page of one that does not have it."""

    title: str
    language: str
    """Of its title, if it differs from that of the page."""
    url: str
    current: bool
    """The displayed one."""


class VariantsView(Struct, frozen=True, kw_only=True):
    """The other sites of a course, as seen from a page."""

    languages: Sequence[LanguageLink] = ()
    editions: Sequence[EditionLink] = ()
    older: str = ""
    """The title of an older edition, on its pages."""
    newer: str = ""
    """The same page of the current edition, or its front page."""
    moved_on: bool = False
    """The current edition has this page, too."""
    untranslated: str = ""
    """The language of a page that is not translated."""


def variants_of_page(variants: VariantSet | None, url: str, words: Words) -> VariantsView:
    """Return the links of the page at a URL to the other sites."""
    if variants is None:
        return VariantsView()
    own = variants.current
    written = variants.is_translated(url)
    newer = None if own.is_latest else variants.url_in_latest(url)
    current = next((site_ for site_ in variants.editions if site_.is_latest), own)
    return VariantsView(
        languages=[_language(variant, variants, url) for variant in variants.languages],
        editions=[_edition_link(variant, variants, url, words) for variant in variants.editions],
        older="" if own.is_latest else own.edition,
        newer="" if own.is_latest else newer or variants.url_in(current),
        moved_on=newer is not None,
        untranslated="" if written else language_name(variants.original.language, words.language),
    )


def _language(site: SiteVariant, variants: VariantSet, url: str) -> LanguageLink:
    return LanguageLink(
        name=_capital(language_name(site.language, site.language)),
        language=site.language,
        url=variants.url_in(site, _there(site, variants, url)),
        current=site is variants.current or site == variants.current,
    )


def _there(site: SiteVariant, variants: VariantSet, url: str) -> str:
    """Return where a page is on the site of another language.

    Pages that are made for the course are there too, but where a toc calls its groups otherwise.
    """
    if url in site.pages:
        return url
    is_generated = url not in variants.current.pages and not url.endswith(".html")
    return url if is_generated and not (site.own_toc or variants.current.own_toc) else "/"


def _edition_link(site: SiteVariant, variants: VariantSet, url: str, words: Words) -> EditionLink:
    own = site.edition == variants.current.edition
    named = variants.sites[0].language
    return EditionLink(
        title=site.edition or words("Current edition"),
        language=named if site.edition and named != variants.current.language else "",
        url=url if own else variants.url_in(site, url if url in site.pages else "/"),
        current=own,
    )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

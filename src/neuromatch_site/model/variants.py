"""The sites of one course: its editions, and each of them in its languages."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct, field


class SiteVariant(Struct, frozen=True, kw_only=True):
    """One of the sites of a course."""

    path: str = ""
    """Where it lies, from the root of the current edition: ``2025/``, ``fr/``, or a URL."""
    edition: str = ""
    """What its edition is called."""
    is_latest: bool = True
    """Belongs to the current edition."""
    language: str = ""
    translation: str = ""
    """The folder of its translated files, from its course folder; empty for the original."""
    folder: str = ""
    """Its course folder, from that of the current edition; empty for that one itself."""
    pages: Mapping[str, bool] = field(default_factory=dict)
    """Addresses of its pages, and whether each is written in its language."""
    own_toc: bool = False
    """A translation that arranges, or names, the groups of its pages itself."""
    own_links: bool = False
    """A translation that names the links of the header itself."""

    @property
    def is_external(self) -> bool:
        """Whether it is published by somebody else."""
        return bool(urlsplit(self.path).scheme)


class VariantSet(Struct, frozen=True, kw_only=True):
    """Where one site stands among those of its course."""

    current: SiteVariant
    sites: Sequence[SiteVariant]
    """All of them, this one too: the current edition first, originals before translations."""
    redirected: Mapping[str, str] = field(default_factory=dict)
    """Old addresses of the current edition, and where they lead now."""

    @property
    def languages(self) -> list[SiteVariant]:
        """This edition in every language; nothing where there is one."""
        sites = [site for site in self.sites if site.edition == self.current.edition]
        return sites if len(sites) > 1 else []

    @property
    def editions(self) -> list[SiteVariant]:
        """Every edition, in this site's language where there is it; nothing where there is one."""
        editions: dict[str, SiteVariant] = {}
        for site in self.sites:
            if site.edition not in editions or site.language == self.current.language:
                editions[site.edition] = site
        return list(editions.values()) if len(editions) > 1 else []

    @property
    def original(self) -> SiteVariant:
        """This edition as it was written."""
        mine = (site for site in self.sites if site.edition == self.current.edition)
        return next(site for site in mine if not site.translation)

    def borrowed(self, own: bool) -> str:  # noqa: FBT001 - what the site says of itself
        """Return the language of words that a translation has of the original, if not its own."""
        return self.original.language if self.current.translation and not own else ""

    def is_translated(self, url: str) -> bool:
        """Return whether the page at an address is written in this site's language."""
        return self.current.pages.get(url, True)

    def translations(self, url: str) -> list[SiteVariant]:
        """Return the sites that have a page in their own language."""
        return [language for language in self.languages if language.pages.get(url)]

    def url_in_latest(self, url: str) -> str | None:
        """Return where a page of an older edition is in the current one; None where it is not.

        The address counts from the root of this site.
        """
        current = next(edition for edition in self.editions if edition.is_latest)
        there = self.redirected.get(url, url)
        return self.url_in(current, there) if there in current.pages else None

    def url_in(self, other: SiteVariant, url: str = "/") -> str:
        """Return the address of a page of another site, from the root of this one."""
        if other.is_external:
            return other.path
        if other.path == self.current.path:
            return url
        up = "../" * self.current.path.count("/")
        return f"/{up}{other.path}{url.lstrip('/')}"

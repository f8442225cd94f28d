"""The sites of one course: its editions, and each of them in its languages."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct, field


class SiteVariant(Struct, frozen=True, kw_only=True):
    """One of the sites of a course."""

    path: str = ""
    """Its path from the root of the current edition: ``2025/``, ``fr/``, or a URL."""
    edition: str = ""
    """The title of its edition."""
    is_latest: bool = True
    """It belongs to the current edition."""
    language: str = ""
    translation: str = ""
    """The folder of its translated files, from its course folder; empty for the original."""
    folder: str = ""
    """Its course folder, from that of the current edition; empty for the current edition."""
    pages: Mapping[str, bool] = field(default_factory=dict)
    """URLs of its pages, and whether each is translated."""
    own_toc: bool = False
    """A translation with its own toc."""
    own_links: bool = False
    """A translation with its own header links."""

    @property
    def is_external(self) -> bool:
        """Whether it is published elsewhere."""
        return bool(urlsplit(self.path).scheme)


class VariantSet(Struct, frozen=True, kw_only=True):
    """The sites of a course, as seen from one of them."""

    current: SiteVariant
    sites: Sequence[SiteVariant]
    """All sites, including this one: the current edition first, originals before translations."""
    redirected: Mapping[str, str] = field(default_factory=dict)
    """Old URLs of the current edition -> new URLs."""

    @property
    def languages(self) -> list[SiteVariant]:
        """This edition in all languages; empty if there is only one."""
        sites = [site for site in self.sites if site.edition == self.current.edition]
        return sites if len(sites) > 1 else []

    @property
    def editions(self) -> list[SiteVariant]:
        """All editions, in this site's language if available; empty if there is only one."""
        editions: dict[str, SiteVariant] = {}
        for site in self.sites:
            if site.edition not in editions or site.language == self.current.language:
                editions[site.edition] = site
        return list(editions.values()) if len(editions) > 1 else []

    @property
    def original(self) -> SiteVariant:
        """The original of this edition."""
        mine = (site for site in self.sites if site.edition == self.current.edition)
        return next(site for site in mine if not site.translation)

    def borrowed(self, own: bool) -> str:  # noqa: FBT001 - what the site says of itself
        """Return the language of texts that a translation takes from the original, if another."""
        return self.original.language if self.current.translation and not own else ""

    def is_translated(self, url: str) -> bool:
        """Return whether the page at a URL is written in this site's language."""
        return self.current.pages.get(url, True)

    def translations(self, url: str) -> list[SiteVariant]:
        """Return the sites that have a translation of a page."""
        return [language for language in self.languages if language.pages.get(url)]

    def url_in_latest(self, url: str) -> str | None:
        """Return the URL of a page of an older edition in the current one; None if it has none.

        The URL is relative to the root of this site.
        """
        current = next(edition for edition in self.editions if edition.is_latest)
        there = self.redirected.get(url, url)
        return self.url_in(current, there) if there in current.pages else None

    def url_in(self, other: SiteVariant, url: str = "/") -> str:
        """Return the URL of a page on another site, from the root of this one."""
        if other.is_external:
            return other.path
        if other.path == self.current.path:
            return url
        up = "../" * self.current.path.count("/")
        return f"/{up}{other.path}{url.lstrip('/')}"

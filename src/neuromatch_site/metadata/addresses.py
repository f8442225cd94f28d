"""Absolute addresses: where the site, a page or a file is published."""

from urllib.parse import quote, urlsplit

from neuromatch_site.config.site import SiteConfig


def site_url(site: SiteConfig) -> str:
    """Return the published address of the site with a slash at its end; empty if unknown."""
    given = site.options.base_url or (
        f"https://{site.options.cname}/" if site.options.cname else ""
    )
    if urlsplit(given).scheme not in ("http", "https"):
        return ""
    return given.rstrip("/") + "/"


def absolute(site: SiteConfig, path: str) -> str:
    """Return the published address of a path from the root of the site; empty if unknown."""
    root = site_url(site)
    return root + quote(path.lstrip("/"), safe="/#?=&%:;,+@!~*'()$-._") if root else ""

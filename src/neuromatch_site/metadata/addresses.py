"""Absolute URLs of the site, its pages and its files."""

from urllib.parse import quote, urljoin, urlsplit

from neuromatch_site.config.site import SiteConfig


def site_url(site: SiteConfig) -> str:
    """Return the URL of the site with a slash at its end; empty if unknown."""
    base_url = site.options.base_url or (
        f"https://{site.options.cname}/" if site.options.cname else ""
    )
    if urlsplit(base_url).scheme not in ("http", "https"):
        return ""
    return base_url.rstrip("/") + "/"


def absolute(site: SiteConfig, path: str) -> str:
    """Return the URL of a path from the root of the site; empty if unknown."""
    root = site_url(site)
    return root + _quoted(path) if root else ""


def absolute_beside(site: SiteConfig, path: str) -> str:
    """Return the URL of a path that can lead to another edition or language of the course."""
    if urlsplit(path).scheme:
        return path
    if "../" not in path:
        return absolute(site, path)
    root = site_url(site)
    return urljoin(root, _quoted(path)) if root else ""


def page_file(url: str) -> str:
    """Return the file of an address on the site: ``/neurons/`` -> ``neurons/index.html``."""
    path = url.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _quoted(path: str) -> str:
    return quote(path.lstrip("/"), safe="/#?=&%:;,+@!~*'()$-._")

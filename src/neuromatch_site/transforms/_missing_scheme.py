"""Addresses of the web that are taken for paths, for want of `https:` or `mailto:`."""

import re

from neuromatch_site.urls import url_scheme

NO_FILE = "no_file"
"""In the ``data`` of a link: what to write instead, where it names neither page nor label."""

_HOST = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|edu|gov|io|de|fr|uk|eu|ch|dev|ai)(?:/|$)")
_ADDRESS = re.compile(r"[^\s@/]+@[\w-]+(?:\.[\w-]+)+")


def missing_scheme(url: str) -> str:
    """Return what is missing in an address of the web; nothing for anything else."""
    bare = url.strip("()<> ")
    if bare != url and url_scheme(bare):
        return f"write the URL without brackets around it: `{bare}`"
    if _ADDRESS.fullmatch(url):
        return f"write `mailto:{url}`"
    if re.match(r"https?/*[a-z]", url):
        return f"write `https://{re.sub(r'^https?/*', '', url)}`"
    return f"write `https://{url}`" if _HOST.match(url) else ""

"""What to write instead of a link that leads nowhere."""

import posixpath
import re
from collections.abc import Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics
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


def near_page(written: str, paths: Sequence[str], page: str, diagnostics: Diagnostics) -> str:
    """Return the page with the same name in another folder, or with nearly this name.

    Numbers that order files and the ending do not count; the rest of the path is no name.
    """
    names: dict[str, list[str]] = {}
    for path in paths:
        names.setdefault(_bare_name(path), []).append(path)
    name = _bare_name(written)
    candidates = names.get(name) or names.get(diagnostics.closest(name, [*names])) or []
    if len(candidates) != 1:
        return ""
    return f"did you mean `{posixpath.relpath(candidates[0], page.rpartition('/')[0] or '.')}`?"


def _bare_name(path: str) -> str:
    """Return the name of a file without its ending and the number that orders it."""
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] if name.endswith((".md", ".ipynb")) else name
    return re.sub(r"\A\d+[_.-]+(?=\w)", "", stem).lower()

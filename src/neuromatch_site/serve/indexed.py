"""The search index of a site that lies in no folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree

from neuromatch_site.diagnostics import Diagnostics
from neuromatch_site.search import FOLDER, index_site


def indexed(
    files: Mapping[str, bytes | Path], scratch: Path, parts: Sequence[str] = ()
) -> dict[str, bytes]:
    """Return the files of the search index by path on the site; ``scratch`` is a folder to use.

    None where there is nothing to index, or no program for it: the build says so too. ``parts``
    are folders of sites below, as ``index_site`` takes them.
    """
    site = scratch / "site"
    rmtree(site, ignore_errors=True)
    for path, content in files.items():
        if path.endswith(".html") and isinstance(content, bytes):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content)
    index_site(site, Diagnostics(), parts=parts)
    folders = (site / part / FOLDER for part in ("", *parts))
    made = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in made}

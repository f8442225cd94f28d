"""Suggestions for links that lead nowhere."""

import posixpath
import re
from collections.abc import Sequence

from neuromatch_site.diagnostics.diagnostic import Diagnostics

NO_FILE = "no_file"
"""Key in the ``data`` of a link for the hint, if it is neither a page nor a label."""


def near_page(written: str, paths: Sequence[str], page: str, diagnostics: Diagnostics) -> str:
    """Return the page with the same name in another folder, or with a similar name.

    Leading numbers and the extension are ignored, and only the name is compared.
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


def spaced_address(url: str) -> tuple[str, str]:
    """Return the message and the hint for an address with words behind it."""
    message = f"the address `{url}` has a space in it"
    return message, "write the words elsewhere; for a space, write `%20`"

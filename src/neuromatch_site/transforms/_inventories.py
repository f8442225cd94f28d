"""Links into other projects, resolved by their inventories in the lock."""

from collections.abc import Mapping
from urllib.parse import unquote

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.model.ast.nodes import Link, Text
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.course import Project

LABEL = "label"
"""``protocol`` of a link that looks like a URL scheme, but can be a label: ``eq:total``."""
FOREIGN = ("xref", "myst", "inv")


def foreign_link(
    node: Link, project: Project, diagnostics: Diagnostics
) -> tuple[Rule, str, str] | None:
    """Set URL and title of a link from the inventory; else return what is wrong.

    ``xref:key#name``, ``xref:key/page#name`` (mystmd), ``inv:key:domain:type#name`` (myst-parser).
    """
    written = node.url
    key, page, name = _parts(written)
    reference = next((known for known in project.config.references if known.key == key), None)
    if reference is None and project.config.incomplete:
        node.children = node.children or [Text(position=node.position, value=name or key)]
        return None  # it was reported that a configuration is missing
    if reference is None:
        known = [known.key for known in project.config.references]
        hint = diagnostics.did_you_mean(key, known) or f"add `{key}: https://...` to `references:`"
        return Rule.SPHINX_LINK_VALID, f"`references:` has no project `{key}`", hint
    base = reference.url.rstrip("/")
    if not name and page in ("", "/"):
        _lead(node, written, base + "/", key)
        return None
    inventory = project.inventories.get(key)
    if inventory is None:  # said once, where the lock is read
        _lead(node, written, f"{base}{page}{'#' if name else ''}{name}", name or key)
        return None
    entry = _address_and_title(inventory, page, name)
    if entry is None:
        _lead(node, written, base + "/", name or key)
        hint = diagnostics.did_you_mean(name or page, list(inventory)[:20_000])
        return Rule.SPHINX_LINK_VALID, f"`{key}` has no target named `{name or page}`", hint
    _lead(node, written, entry[0], entry[1] or name or key)
    return None


def _parts(url: str) -> tuple[str, str, str]:
    """Return the key, the page and the name that a URL asks for."""
    scheme, _, rest = url.partition(":")
    path, _, name = rest.partition("#")
    path, name = unquote(path), unquote(name)
    if scheme == "inv":
        return path.partition(":")[0], "", name
    key, slash, page = path.partition("/")
    return key, slash + page, name


def _address_and_title(
    inventory: Mapping[str, tuple[str, str]], page: str, name: str
) -> tuple[str, str] | None:
    """Return the address and the title of what is asked for."""
    names = (f"{page}#{name}", name) if name else (page, page.strip("/"))
    return next(
        (inventory[candidate] for candidate in (*names, name.lower()) if candidate in inventory),
        None,
    )


def _lead(node: Link, written: str, url: str, words: str) -> None:
    if text_of(node) in ("", written):
        node.children = [Text(position=node.position, value=words)]
    node.url = url
    node.internal = False

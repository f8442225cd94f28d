"""The inventories of other projects: ``myst.xref.json``, ``objects.inv``."""

import re

from neuromatch_site.commands.http import HttpClient, Response, WebError, host_of
from neuromatch_site.commands.lock.services import FetchError
from neuromatch_site.commands.lock.store import as_json
from neuromatch_site.config.project import Reference
from neuromatch_site.readers.inventories import LOCKED

MAX_BYTES = 20_000_000
_SPHINX = b"# Sphinx inventory version 2"


def fetch_inventory(web: HttpClient, reference: Reference) -> tuple[str, bytes]:
    """Return the path of the inventory of a project, and its content. Raises ``FetchError``.

    Without a ``kind``, MyST's inventory is requested first, then Sphinx's.
    """
    if not re.fullmatch(r"[\w.-]+", reference.key):
        raise FetchError(f"`{reference.key}` cannot be used as a file name", "choose another key")
    if reference.kind != "intersphinx" and (content := _myst(web, reference)):
        return f"{LOCKED}{reference.key}.json", content
    if reference.kind != "myst" and (content := _sphinx(web, reference)):
        return f"{LOCKED}{reference.key}.inv", content
    what = {"myst": "`myst.xref.json`", "intersphinx": "`objects.inv`"}.get(
        reference.kind, "`myst.xref.json` and no `objects.inv`"
    )
    raise FetchError(f"{reference.url} has no {what}", f"look at `references.{reference.key}`")


def _myst(web: HttpClient, reference: Reference) -> bytes:
    data = _answer(web, reference, "myst.xref.json", "application/json").json()
    known = isinstance(data, dict) and isinstance(data.get("references"), list)
    return as_json(data) if known else b""


def _sphinx(web: HttpClient, reference: Reference) -> bytes:
    body = _answer(web, reference, "objects.inv", "*/*").body
    return body if body.startswith(_SPHINX) else b""


def _answer(web: HttpClient, reference: Reference, name: str, accept: str) -> Response:
    """Return the answer; an empty one where there is no such file."""
    url = f"{reference.url.rstrip('/')}/{name}"
    try:
        answer = web.get(url, accept, limit=MAX_BYTES)
    except WebError as error:
        message = f"{host_of(url)} {error}"
        raise FetchError(message, "run `neuromatch-site lock` again") from error
    return answer if answer.status == 200 else Response(answer.status, answer.url)

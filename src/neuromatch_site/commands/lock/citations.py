"""A DOI -> its CSL item, by content negotiation.

Source: https://citation.doi.org/docs.html. Crossref and DataCite answer with CSL-JSON; a few
other agencies know BibTeX only.
"""

import re
from collections.abc import Mapping

from neuromatch_site.bibliography.bibtex import read_bibtex
from neuromatch_site.bibliography.bibtex_item import item_of
from neuromatch_site.bibliography.csl import CslItem, read_item
from neuromatch_site.commands.http import HttpClient, Response, WebError, host_of
from neuromatch_site.commands.lock.services import FetchError, Services
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.urls import doi_url

CSL_JSON = "application/vnd.citationstyles.csl+json"
BIBTEX = "application/x-bibtex"
_LEFT_OUT = ("abstract", "note", "keyword")
"""Long, and under licences of their own."""
_RICH = {"em": "i", "italic": "i", "strong": "b", "bold": "b"}
_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?:\s[^<>]*)?/?>")


def fetch_item(web: HttpClient, services: Services, doi: str) -> CslItem:
    """Return the item of a DOI. Raises ``FetchError``."""
    url = services.doi + doi_url(doi).removeprefix("https://doi.org/")
    item = _item_of_answer(_ask(web, url, f"{CSL_JSON}, application/json;q=0.5", doi), doi)
    if item is None:
        item = _from_bibtex(_ask(web, url, BIBTEX, doi), doi)
    if item is None or "title" not in item:
        hint = "describe the work in a `.bib` file of the course"
        raise FetchError(f"no metadata is available for the DOI {doi}", hint)
    item["DOI"] = item.get("DOI", doi)
    return _tidy(item)


def _ask(web: HttpClient, url: str, accept: str, doi: str) -> Response:
    try:
        answer = web.get(url, accept)
    except WebError as error:
        raise FetchError(f"{host_of(url)} {error}", "run `neuromatch-site lock` again") from error
    if answer.status in (404, 410):
        raise FetchError(f"the DOI {doi} does not exist", "check it at https://doi.org")
    if answer.status in (406, 415):
        return Response(answer.status, answer.url)
    if answer.status != 200:
        problem = f"{host_of(answer.url)} refuses the DOI {doi} ({answer.status})"
        later = "run `neuromatch-site lock` again later, or describe the work in a `.bib` file"
        raise FetchError(problem, later)
    return answer


def _item_of_answer(answer: Response, doi: str) -> CslItem | None:
    data = answer.json()
    if isinstance(data, list) and data:
        data = data[0]
    if not isinstance(data, Mapping) or not data.get("title"):
        return None
    return read_item(data, doi)


def _from_bibtex(answer: Response, doi: str) -> CslItem | None:
    text = answer.body.decode(errors="replace")
    entries = read_bibtex(Source(doi, text), Diagnostics())
    if not entries:
        return None
    item = item_of(entries[0])
    item["id"] = doi
    return item


def _tidy(item: CslItem) -> CslItem:
    """Return the item with what a citation needs, and no mark-up but CSL's own."""
    tidy = CslItem(id=item["id"], type=item["type"])
    for name, value in item.items():
        if name not in _LEFT_OUT:
            tidy[name] = _without_tags(value) if isinstance(value, str) else value  # type: ignore[literal-required]
    return tidy


def _without_tags(text: str) -> str:
    return " ".join(_TAG.sub(_tag, text).split())


def _tag(match: re.Match[str]) -> str:
    name = match[2].lower().rpartition(":")[2]
    name = _RICH.get(name, name)
    return f"<{match[1]}{name}>" if name in ("i", "b", "sub", "sup") else ""

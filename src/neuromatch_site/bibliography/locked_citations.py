"""``lock/citations.json``: the data of DOIs that ``neuromatch-site lock`` fetched.

An object: the DOI in lower case -> its CSL item, sorted, one field per line.
"""

import json
from collections.abc import Mapping

from neuromatch_site.bibliography.csl import CslItem, read_item
from neuromatch_site.bibliography.csl_json import load_json
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.urls import bare_doi

LOCKED = "lock/citations.json"
"""Path from the course folder."""

_HINT = "run `neuromatch-site lock`"


def read_locked(source: Source, diagnostics: Diagnostics) -> dict[str, tuple[CslItem, Position]]:
    """Return the items by DOI in lower case; invalid items are reported and left out."""
    data = load_json(source, Rule.LOCK_VALID, diagnostics)
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        message = "the file is not a JSON object of DOIs"
        diagnostics.report(Rule.LOCK_VALID, source.at(), message, _HINT)
        return {}
    works: dict[str, tuple[CslItem, Position]] = {}
    offset = line = 0
    for name, value in data.items():
        at = source.text.find(json.dumps(name, ensure_ascii=False), offset)
        if at >= 0:
            line, offset = line + source.text.count("\n", offset, at), at
        doi = bare_doi(name).lower()
        item = read_item(value, doi) if isinstance(value, Mapping) else CslItem(id="")
        if not doi or "title" not in item:
            what = "the item has no title" if doi else "the key is not a DOI"
            diagnostics.report(
                Rule.LOCK_VALID, source.at(line), f"`{name}` is ignored: {what}", _HINT
            )
            continue
        item["DOI"] = bare_doi(name) if "DOI" not in item else item["DOI"]
        works[doi] = item, source.at(line)
    return works


def locked_text(items: Mapping[str, CslItem]) -> str:
    """Return the text of the file; equal items give the same text."""
    ordered = {doi: {k: v for k, v in items[doi].items() if k != "id"} for doi in sorted(items)}
    return json.dumps(ordered, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

"""CSL-JSON files -> items with their positions."""

import json
from collections.abc import Iterator, Mapping

from neuromatch_site.bibliography.csl import CslItem, read_item
from neuromatch_site.bibliography.sources import MAX_ENTRIES, MAX_FILE
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem import json_text


def read_csl_json(source: Source, diagnostics: Diagnostics) -> list[tuple[CslItem, Position]]:
    """Return the items of a file: a list of them, or an object with the list as ``items``."""
    data = load_json(source, Rule.BIB_SYNTAX, diagnostics)
    if data is None:
        return []
    if isinstance(data, Mapping):
        data = data.get("items", data.get("references", [data] if "id" in data else None))
    if not isinstance(data, list):
        message, hint = "the file is not a list of CSL items", "see https://citationstyles.org"
        diagnostics.report(Rule.BIB_SYNTAX, source.at(), message, hint)
        return []
    if len(data) > MAX_ENTRIES:
        message = f"the file has more than {MAX_ENTRIES:,} items; the rest is ignored"
        diagnostics.report(Rule.BIB_TOO_LARGE, source.at(), message)
    return list(_items(source, data[:MAX_ENTRIES], diagnostics))


def load_json(source: Source, rule: Rule, diagnostics: Diagnostics) -> object:
    """Return the value of a JSON text; None, with a report, if it cannot be parsed."""
    if len(source.text) > MAX_FILE:
        message = f"the file has more than {MAX_FILE:,} characters"
        diagnostics.report(Rule.BIB_TOO_LARGE, source.at(), message)
        return None
    try:
        return json_text.load_json(source.text)
    except json.JSONDecodeError as error:
        place = source.at(error.lineno - 1, error.colno - 1)
        diagnostics.report(rule, place, f"invalid JSON: {error.msg}")
    return None


def _items(
    source: Source, data: list[object], diagnostics: Diagnostics
) -> Iterator[tuple[CslItem, Position]]:
    offset = line = 0
    for number, entry in enumerate(data, 1):
        item = read_item(entry) if isinstance(entry, Mapping) else CslItem(id="")
        if not item["id"]:
            message = f"item {number} has no `id`, so it cannot be cited"
            diagnostics.report(Rule.BIB_SYNTAX, source.at(line), message)
            continue
        offset_of_id = source.text.find(json.dumps(item["id"], ensure_ascii=False), offset)
        if offset_of_id >= 0:
            line += source.text.count("\n", offset, offset_of_id)
            offset = offset_of_id
        yield item, source.at(line)

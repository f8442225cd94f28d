"""SPDX licences that other vocabularies know; their lists are older, or smaller."""

import json
from functools import cache

CFF, ZENODO_JSON, ZENODO_RECORD = "cff", "zenodo_json", "zenodo_record"
"""``CITATION.cff`` 1.2.0, ``.zenodo.json``, and records of Zenodo."""


def is_known(identifier: str, vocabulary: str) -> bool:
    """Return whether a vocabulary has the licence of an SPDX identifier."""
    return identifier in _identifiers(vocabulary)


@cache
def _identifiers(vocabulary: str) -> frozenset[str]:
    from importlib.resources import files as package_files  # 10 ms, for few courses

    path = package_files("neuromatch_site.exporters").joinpath("licenses.json")
    lines: list[str] = json.loads(path.read_text(encoding="utf-8"))[vocabulary]
    return frozenset(word for line in lines for word in line.split())

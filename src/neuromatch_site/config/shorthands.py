"""TeX macros and abbreviations defined in front matter."""

import re
from collections.abc import Mapping

from neuromatch_site.config.fields import Field, Kind, Report, expected, record
from neuromatch_site.config.kinds import TEXT, foreign, mapping_of
from neuromatch_site.config.value import Value

_MACRO = Field("macro", TEXT, "The definition of the macro.")
_MACROS = mapping_of(
    record(
        (_MACRO, *foreign("A description of the macro.", "title", "description")),
        lambda section: section.require(_MACRO),
        shorthand="macro",
    )
)


def _read_macros(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return macros by name, each with its backslash."""
    macros = _MACROS.read(value, report)
    if macros is None:
        return None
    return {re.sub(r"^(?=[A-Za-z])", r"\\", name): macro for name, macro in macros.items()}


def _read_abbreviations(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return what abbreviations mean; empty where ``null`` or ``false`` takes one away."""
    if not isinstance(value.data, Mapping):
        expected(value, "keys and values", report)
        return None
    abbreviations: dict[str, str] = {}
    for short, entry in value.data.items():
        if entry.data is None or entry.data is False:
            abbreviations[short] = ""
        elif len(short) < 2:
            place = entry.key or entry.position
            report.wrong(
                place, f"`{short}` is too short to be recognised in text", "use two letters"
            )
        elif meaning := TEXT.read(entry, report):
            abbreviations[short] = meaning
    return abbreviations


MACROS = Kind(_read_macros, _MACROS.schema)
ABBREVIATIONS = Kind(_read_abbreviations, {"type": "object"})

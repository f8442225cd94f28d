"""Parts: named texts of a page, such as its abstract."""

from collections.abc import Mapping

from neuromatch_site.config.fields import Field, Kind, Report, Section
from neuromatch_site.config.kinds import TEXTS, mapping_of
from neuromatch_site.config.value import Value


def _read_part(value: Value, report: Report) -> str | None:
    texts = TEXTS.read(value, report)
    return "\n\n".join(texts) if texts else None


_PART = Kind(_read_part, TEXTS.schema)
_NAMED_PARTS = (
    Field("abstract", _PART, "The abstract."),
    Field(
        "summary",
        _PART,
        "A summary in plain words.",
        (
            *("plain_language_summary", "plain-language-summary", "plainLanguageSummary"),
            *("lay_summary", "lay-summary"),
        ),
    ),
    Field("keypoints", _PART, "The main points.", ("keyPoints", "key_points", "key-points")),
    Field("dedication", _PART, "The dedication."),
    Field("epigraph", _PART, "The epigraph.", ("quote",)),
    Field(
        "data_availability",
        _PART,
        "Where the data is.",
        ("availability", "dataAvailability", "data-availability"),
    ),
    Field(
        "acknowledgments",
        _PART,
        "The acknowledgments.",
        ("ack", "acknowledgements", "acknowledgment", "acknowledgement"),
    ),
)
_ALL_PARTS = Field("parts", mapping_of(_PART), "Named texts, such as `abstract`.", ("part",))
PART_FIELDS = (_ALL_PARTS, *_NAMED_PARTS)


def read_parts(opened: Section) -> Mapping[str, str]:
    """Return the parts by the names that mystmd gives them."""
    names = {alias: field.name for field in _NAMED_PARTS for alias in (field.name, *field.aliases)}
    given = opened.get(_ALL_PARTS, {})
    parts = {names.get(name, name): text for name, text in given.items()}
    for field in _NAMED_PARTS:
        if text := opened.get(field, ""):
            parts.setdefault(field.name, text)
    return parts

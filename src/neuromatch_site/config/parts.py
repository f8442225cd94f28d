"""Parts: named texts of a page or of the site, such as an abstract or a footer."""

from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.fields import Field, Kind, Report, Section
from neuromatch_site.config.kinds import TEXTS, mapping_of
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.source import Position


class Part(Struct, frozen=True, kw_only=True):
    """A named text in Markdown, such as an abstract."""

    texts: tuple[str, ...]
    """Each a text of its own: the points of ``keypoints``, the lines of an abstract."""
    position: Position


def _read_part(value: Value, report: Report) -> Part | None:
    """Return the text; a list of texts is a list in Markdown where it has several."""
    texts = TEXTS.read(value, report) if value.data not in (None, "") else ()
    if not texts:
        return None
    return Part(texts=texts, position=value.position)


_PART = Kind(_read_part, TEXTS.schema)
_NAMED_PARTS = (
    Field("abstract", _PART, "The abstract."),
    Field(
        "summary",
        _PART,
        "A plain-language summary.",
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
        "Data availability.",
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
SITE_PARTS_FIELD = _ALL_PARTS


SITE_PARTS = frozenset({"footer", "banner", "primary_sidebar_footer", "navbar_end"})
"""Parts of the site, around its pages."""
_NAMES = {alias: field.name for field in _NAMED_PARTS for alias in (field.name, *field.aliases)}


def part_name(name: str) -> str:
    """Return mystmd's name of a part: ``summary`` of ``plain_language_summary``."""
    return _NAMES.get(name, name)


def read_parts(section: Section) -> Mapping[str, Part]:
    """Return the parts under mystmd's names."""
    all_parts = section.get(_ALL_PARTS, {})
    parts = {part_name(name): part for name, part in all_parts.items()}
    for field in _NAMED_PARTS:
        if part := section.get(field, None):
            parts.setdefault(field.name, part)
    return parts

"""The fields that a page and the project share, and how they are read."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from neuromatch_site.config.credits import CREDIT_FIELDS, read_credits
from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, record
from neuromatch_site.config.formats import DATE, DOI, GITHUB, LANGUAGE, LINK
from neuromatch_site.config.frontmatter import Export, Frontmatter, Licenses, Numbering
from neuromatch_site.config.kinds import BOOLEAN, TEXT, TEXTS, choice, known, list_of, mapping_of
from neuromatch_site.config.licenses import LICENSES
from neuromatch_site.config.numbering import NUMBERING
from neuromatch_site.config.value import Value

F = TypeVar("F", bound=Frontmatter)

# Mathematics and abbreviations.

_MACRO = Field("macro", TEXT, "What the macro stands for.")
_MACROS = mapping_of(
    record(
        (_MACRO, *known("What the macro means.", "title", "description")),
        lambda opened: opened.require(_MACRO),
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
    found: dict[str, str] = {}
    for short, entry in value.data.items():
        if entry.data is None or entry.data is False:
            found[short] = ""
        elif len(short) < 2:
            place = entry.key or entry.position
            report.wrong(place, f"`{short}` is too short to be found in a text", "use two letters")
        elif meaning := TEXT.read(entry, report):
            found[short] = meaning
    return found


# Downloads.

_ID = Field("id", TEXT, "The identifier of an export.", ("ref",))
_URL = Field("url", LINK, "A file of the course, or a URL.", ("file",))
_TITLE = Field("title", TEXT, "What is shown.")
_FILENAME = Field("filename", TEXT, "What the file is called once it is saved.")
_STATIC = Field("static", BOOLEAN, "A file to be copied as it is.")


def _download(opened: Section) -> Export | None:
    url, identifier = opened.get(_URL, ""), opened.get(_ID, "")
    if bool(url) == bool(identifier):
        opened.report.wrong(opened.position, "a download has either a `file` or an `id`")
        return None
    return Export(
        title=opened.get(_TITLE, ""),
        url=url,
        id=identifier,
        filename=opened.get(_FILENAME, ""),
        static=opened.get(_STATIC, default=False),
    )


_DOWNLOADS = list_of(
    record(
        (_ID, _URL, _TITLE, _FILENAME, _STATIC, *known("The format.", "format")),
        _download,
        shorthand="url",
    )
)

# Parts: named texts.

_PARTS: Mapping[str, str] = {
    **{name: name for name in ("abstract", "summary", "keypoints", "dedication", "epigraph")},
    **{name: name for name in ("data_availability", "acknowledgments")},
    **dict.fromkeys(
        ("plain_language_summary", "plain-language-summary", "plainLanguageSummary"), "summary"
    ),
    **dict.fromkeys(("lay_summary", "lay-summary"), "summary"),
    **dict.fromkeys(("keyPoints", "key_points", "key-points"), "keypoints"),
    **dict.fromkeys(("availability", "dataAvailability", "data-availability"), "data_availability"),
    **dict.fromkeys(
        ("ack", "acknowledgements", "acknowledgment", "acknowledgement"), "acknowledgments"
    ),
    "quote": "epigraph",
}


def _read_part(value: Value, report: Report) -> str | None:
    texts = TEXTS.read(value, report)
    return "\n\n".join(texts) if texts else None


_PART = Kind(_read_part, TEXTS.schema)
_PART_FIELDS = tuple(
    Field(name, _PART, f"The text of the {part}.") for name, part in _PARTS.items()
)


def _read_parts(opened: Section) -> Mapping[str, str]:
    given = opened.get(_ALL_PARTS, {})
    parts = {_PARTS.get(name, name): text for name, text in given.items()}
    for field in _PART_FIELDS:
        if text := opened.get(field, ""):
            parts.setdefault(_PARTS[field.name], text)
    return parts


# The table.

TITLE = Field("title", TEXT, "The title.")
SHORT_TITLE = Field("short_title", TEXT, "A title for narrow places, such as the sidebar.")
SUBTITLE = Field("subtitle", TEXT, "The subtitle.")
DESCRIPTION = Field("description", TEXT, "One or two sentences, for search engines and previews.")
LABEL = Field("label", TEXT, "What refers to it elsewhere.", ("name",))
LICENSE = Field("license", LICENSES, "The licence; or `content:` and `code:`, one for each.")
COPYRIGHT = Field("copyright", TEXT, "The copyright notice.")
DOI_FIELD = Field("doi", DOI, "The DOI.")
DATE_FIELD = Field("date", DATE, "The date of publication, as YYYY-MM-DD.")
KEYWORDS = Field("keywords", list_of(TEXT, ",;"), "What it is about.")
TAGS = Field("tags", list_of(TEXT, ",;"), "Words to group pages by.")
SUBJECT = Field("subject", TEXT, "The field, in a few words.")
LANGUAGE_FIELD = Field("language", LANGUAGE, "The language, as a BCP 47 tag.", ("lang",))
DIRECTION = Field("dir", choice("ltr", "rtl"), "The direction of the script.")
GITHUB_FIELD = Field("github", GITHUB, "The repository: `owner/name`, or its URL.")
THUMBNAIL = Field("thumbnail", TEXT, "A picture for previews.", ("image",))
THUMBNAIL_ALT = Field("thumbnail_alt", TEXT, "What that picture shows.")
BANNER = Field("banner", TEXT, "A picture above the title.")
NUMBERING_FIELD = Field("numbering", NUMBERING, "What is numbered, and how.")
MATH = Field("math", Kind(_read_macros, _MACROS.schema), "TeX macros.")
ABBREVIATIONS = Field(
    "abbreviations",
    Kind(_read_abbreviations, {"type": "object"}),
    "Abbreviations and what they mean.",
)
_SUBSTITUTIONS = Field("substitutions", mapping_of(TEXT), "Texts that `{{ name }}` stands for.")
DOWNLOADS = Field("downloads", _DOWNLOADS, "Files offered beside the text.", ("download",))
EDIT_URL = Field("edit_url", LINK, "Where the source can be edited; `null` for no link.")
_ALL_PARTS = Field("parts", mapping_of(_PART), "Named texts, such as `abstract`.", ("part",))

SHARED_FIELDS = (
    *(TITLE, SHORT_TITLE, SUBTITLE, DESCRIPTION, LABEL, *CREDIT_FIELDS, LICENSE, COPYRIGHT),
    *(DOI_FIELD, DATE_FIELD, KEYWORDS, TAGS, SUBJECT, LANGUAGE_FIELD, DIRECTION, GITHUB_FIELD),
    *(THUMBNAIL, THUMBNAIL_ALT, BANNER, NUMBERING_FIELD, MATH, ABBREVIATIONS, _SUBSTITUTIONS),
    *(DOWNLOADS, EDIT_URL, _ALL_PARTS, *_PART_FIELDS),
    *known("Known to mystmd; not used here.", *"identifiers identifier open_access".split()),
    *known("An identifier elsewhere.", "arxiv", "pmid", "pmcid", "zenodo", "oxa"),
    *known("Where it was published.", "volume", "issue", "first_page", "last_page", "biblio"),
    *known("Other formats, which mystmd makes.", "exports", "export"),
    *known("A link elsewhere.", "binder", "source", "source_url", "social", "socials"),
    *known("Options of mystmd's templates.", "options", "thumbnailOptimized", "bannerOptimized"),
)


def read_shared(opened: Section, project: Frontmatter, make: Callable[..., F]) -> F:
    """Return what ``make`` makes of the fields that a page and the project share.

    ``project`` is whose people may be named by identifier.
    """
    people = read_credits(opened, project)
    return make(
        title=opened.get(TITLE, ""),
        short_title=opened.get(SHORT_TITLE, ""),
        subtitle=opened.get(SUBTITLE, ""),
        description=opened.get(DESCRIPTION, ""),
        label=opened.get(LABEL, ""),
        authors=people.authors,
        editors=people.editors,
        reviewers=people.reviewers,
        contributors=people.contributors,
        affiliations=people.affiliations,
        licenses=opened.get(LICENSE, Licenses()),
        copyright=opened.get(COPYRIGHT, ""),
        doi=opened.get(DOI_FIELD, ""),
        date=opened.get(DATE_FIELD, ""),
        keywords=opened.get(KEYWORDS, ()),
        tags=opened.get(TAGS, ()),
        subject=opened.get(SUBJECT, ""),
        language=opened.get(LANGUAGE_FIELD, ""),
        direction=opened.get(DIRECTION, ""),
        github=opened.get(GITHUB_FIELD, ""),
        thumbnail=opened.get(THUMBNAIL, ""),
        thumbnail_alt=opened.get(THUMBNAIL_ALT, ""),
        banner=opened.get(BANNER, ""),
        numbering=opened.get(NUMBERING_FIELD, Numbering()),
        math=opened.get(MATH, {}),
        abbreviations=opened.get(ABBREVIATIONS, {}),
        substitutions=opened.get(_SUBSTITUTIONS, {}),
        downloads=opened.get(DOWNLOADS, ()),
        edit_url="" if opened.is_null(EDIT_URL) else opened.get(EDIT_URL, None),
        parts=_read_parts(opened),
    )

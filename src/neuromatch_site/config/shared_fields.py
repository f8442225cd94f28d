"""The fields that a page and the project share, and how they are read."""

from collections.abc import Callable
from typing import TypeVar

from neuromatch_site.config.credits import AUTHORS, CREDIT_FIELDS, read_credits
from neuromatch_site.config.downloads import DOWNLOADS, EXPORTS
from neuromatch_site.config.error_rule_fields import ERROR_RULES
from neuromatch_site.config.fields import Field, Section
from neuromatch_site.config.formats import DATE, DOI, GITHUB, LANGUAGE, LINK
from neuromatch_site.config.frontmatter import Frontmatter, Licenses, Numbering
from neuromatch_site.config.kinds import TEXT, choice, foreign, list_of, mapping_of, unused
from neuromatch_site.config.licenses import LICENSES
from neuromatch_site.config.numbering import NUMBERING
from neuromatch_site.config.parts import PART_FIELDS, read_parts
from neuromatch_site.config.plain_text import PLAIN_TEXT, TITLE
from neuromatch_site.config.shorthands import ABBREVIATIONS, MACROS

F = TypeVar("F", bound=Frontmatter)

_TITLE = Field("title", TITLE, "The title.")
_SHORT_TITLE = Field("short_title", TITLE, "A title for narrow places, such as the sidebar.")
_SUBTITLE = Field("subtitle", TITLE, "The subtitle.")
_DESCRIPTION = Field(
    "description", PLAIN_TEXT, "One or two sentences, for search engines and previews."
)
_LABEL = Field("label", TEXT, "What refers to it elsewhere.", ("name",))
_LICENSE = Field("license", LICENSES, "The licence; or `content:` and `code:`, one for each.")
_COPYRIGHT = Field("copyright", TEXT, "The copyright notice.")
_DOI = Field("doi", DOI, "The DOI.")
_DATE = Field("date", DATE, "The date of publication, as YYYY-MM-DD.")
_KEYWORDS = Field("keywords", list_of(PLAIN_TEXT, ",;"), "What it is about.")
_TAGS = Field("tags", list_of(PLAIN_TEXT, ",;"), "Words to group pages by.")
_SUBJECT = Field("subject", PLAIN_TEXT, "The field, in a few words.")
_LANGUAGE = Field("language", LANGUAGE, "The language, as a BCP 47 tag.", ("lang",))
_DIRECTION = Field("dir", choice("ltr", "rtl"), "The direction of the script.")
_GITHUB = Field("github", GITHUB, "The repository: `owner/name`, or its URL.")
_THUMBNAIL = Field("thumbnail", TEXT, "A picture for previews.", ("image",))
_THUMBNAIL_ALT = Field("thumbnail_alt", TEXT, "What that picture shows.")
_BANNER = Field("banner", TEXT, "A picture above the title.")
_NUMBERING = Field("numbering", NUMBERING, "What is numbered, and how.")
_MATH = Field("math", MACROS, "TeX macros.")
_ABBREVIATIONS = Field("abbreviations", ABBREVIATIONS, "Abbreviations and what they mean.")
_SUBSTITUTIONS = Field("substitutions", mapping_of(TEXT), "The texts of `{{ name }}`.")
_DOWNLOADS = Field("downloads", DOWNLOADS, "Files offered beside the text.", ("download",))
_EXPORTS = Field("exports", EXPORTS, "Other formats, which mystmd makes.", ("export",))
_EDIT_URL = Field("edit_url", LINK, "Where the source can be edited; `null` for no link.")
SHARED_FIELDS = (
    *(_TITLE, _SHORT_TITLE, _SUBTITLE, _DESCRIPTION, _LABEL, *CREDIT_FIELDS, _LICENSE, _COPYRIGHT),
    *(_DOI, _DATE, _KEYWORDS, _TAGS, _SUBJECT, _LANGUAGE, _DIRECTION, _GITHUB),
    *(_THUMBNAIL, _THUMBNAIL_ALT, _BANNER, _NUMBERING, _MATH, _ABBREVIATIONS, _SUBSTITUTIONS),
    *(_DOWNLOADS, _EXPORTS, _EDIT_URL, ERROR_RULES, *PART_FIELDS),
    *unused("Known to mystmd; not used here.", *"identifiers identifier open_access".split()),
    *unused("An identifier elsewhere.", "arxiv", "pmid", "pmcid", "zenodo", "oxa"),
    *unused("Where it was published.", "volume", "issue", "first_page", "last_page", "biblio"),
    *unused("A link elsewhere.", "binder", "source", "source_url", "social", "socials"),
    *foreign("Options of mystmd's templates.", "options", "thumbnailOptimized", "bannerOptimized"),
)


def read_shared(section: Section, project: Frontmatter, make: Callable[..., F]) -> F:
    """Return what ``make`` makes of the fields that a page and the project share.

    ``project`` is whose people may be named by identifier.
    """
    people = read_credits(section, project)
    return make(
        title=section.get(_TITLE, ""),
        short_title=section.get(_SHORT_TITLE, ""),
        subtitle=section.get(_SUBTITLE, ""),
        description=section.get(_DESCRIPTION, ""),
        label=section.get(_LABEL, ""),
        authors=people.authors,
        no_authors=AUTHORS.name in section.values and not people.authors,
        editors=people.editors,
        reviewers=people.reviewers,
        contributors=people.contributors,
        affiliations=people.affiliations,
        licenses=section.get(_LICENSE, Licenses()),
        copyright=section.get(_COPYRIGHT, ""),
        doi=section.get(_DOI, ""),
        date=section.get(_DATE, ""),
        keywords=section.get(_KEYWORDS, ()),
        tags=section.get(_TAGS, ()),
        subject=section.get(_SUBJECT, ""),
        language=section.get(_LANGUAGE, ""),
        direction=section.get(_DIRECTION, ""),
        github=section.get(_GITHUB, ""),
        thumbnail=section.get(_THUMBNAIL, ""),
        thumbnail_alt=section.get(_THUMBNAIL_ALT, ""),
        banner=section.get(_BANNER, ""),
        numbering=section.get(_NUMBERING, Numbering()),
        math=section.get(_MATH, {}),
        abbreviations=section.get(_ABBREVIATIONS, {}),
        substitutions=section.get(_SUBSTITUTIONS, {}),
        downloads=section.get(_DOWNLOADS, ()),
        exports=section.get(_EXPORTS, ()),
        edit_url="" if section.is_null(_EDIT_URL) else section.get(_EDIT_URL, None),
        error_rules=section.get(ERROR_RULES, ()),
        parts=read_parts(section),
    )

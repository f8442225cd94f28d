"""The fields that a page and the project share, and how they are read."""

from collections.abc import Mapping
from typing import Annotated, TypeVar

from msgspec import field
from msgspec.structs import asdict

from neuromatch_site.config.credits import AUTHORS, CREDIT_FIELDS, Credits, read_credits
from neuromatch_site.config.downloads import DOWNLOADS, EXPORTS, Export
from neuromatch_site.config.error_rule_fields import ERROR_RULES, ErrorRule
from neuromatch_site.config.fields import Key, Section, fields_of, read_into
from neuromatch_site.config.formats import DATE, DOI, GITHUB, LANGUAGE, LINK
from neuromatch_site.config.kinds import TEXT, choice, foreign, list_of, mapping_of, unused
from neuromatch_site.config.licenses import LICENSES, Licenses
from neuromatch_site.config.numbering import NUMBERING, Numbering
from neuromatch_site.config.parts import PART_FIELDS, Part, read_parts
from neuromatch_site.config.plain_text import PLAIN_TEXT, TITLE
from neuromatch_site.config.shorthands import ABBREVIATIONS, MACROS

_WORDS = list_of(PLAIN_TEXT, ",;")


class Frontmatter(Credits, frozen=True, kw_only=True):
    """The front matter of a page or the project. Empty means: not set."""

    title: Annotated[str, Key(TITLE, "The title.")] = ""
    short_title: Annotated[str, Key(TITLE, "A title for narrow places, such as the sidebar.")] = ""
    subtitle: Annotated[str, Key(TITLE, "The subtitle.")] = ""
    description: Annotated[
        str, Key(PLAIN_TEXT, "One or two sentences, for search engines and previews.")
    ] = ""
    label: Annotated[str, Key(TEXT, "The id that other places use for it.", ("name",))] = ""
    no_authors: bool = False
    """``authors: []``: the page has no authors, even if the project has."""
    licenses: Annotated[
        Licenses,
        Key(LICENSES, "The licence; or `content:` and `code:`, one for each.", name="license"),
    ] = Licenses()
    copyright: Annotated[str, Key(TEXT, "The copyright notice.")] = ""
    doi: Annotated[str, Key(DOI, "The DOI.")] = ""
    """Bare, lower case as registered: ``10.5281/zenodo.10366802``."""
    date: Annotated[str, Key(DATE, "The date of publication, as YYYY-MM-DD.")] = ""
    keywords: Annotated[tuple[str, ...], Key(_WORDS, "Keywords.")] = ()
    tags: Annotated[tuple[str, ...], Key(_WORDS, "Tags of a page.")] = ()
    subject: Annotated[str, Key(PLAIN_TEXT, "The field, in a few words.")] = ""
    language: Annotated[str, Key(LANGUAGE, "The language, as a BCP 47 tag.", ("lang",))] = ""
    """Empty for the site's."""
    direction: Annotated[str, Key(choice("ltr", "rtl"), "The writing direction.", name="dir")] = ""
    """Empty for what the language has."""
    github: Annotated[str, Key(GITHUB, "The repository: `owner/name`, or its URL.")] = ""
    """``https://github.com/owner/name``."""
    thumbnail: Annotated[str, Key(TEXT, "The image for link previews.", ("image",))] = ""
    thumbnail_alt: Annotated[str, Key(TEXT, "Alternative text of that image.")] = ""
    banner: Annotated[str, Key(TEXT, "An image above the title.")] = ""
    numbering: Annotated[
        Numbering, Key(NUMBERING, "Numbering of headings, figures, equations ...")
    ] = Numbering()
    math: Annotated[Mapping[str, str], Key(MACROS, "TeX macros.")] = field(default_factory=dict)
    """``\\name`` to its expansion."""
    abbreviations: Annotated[
        Mapping[str, str], Key(ABBREVIATIONS, "Abbreviations and what they mean.")
    ] = field(default_factory=dict)
    substitutions: Annotated[
        Mapping[str, str], Key(mapping_of(TEXT), "Replacement texts for `{{ name }}`.")
    ] = field(default_factory=dict)
    downloads: Annotated[
        tuple[Export, ...], Key(DOWNLOADS, "Files for download.", ("download",))
    ] = ()
    exports: Annotated[
        tuple[Export, ...], Key(EXPORTS, "Other formats, exported by mystmd.", ("export",))
    ] = ()
    """Shown where they are in the course."""
    edit_url: Annotated[
        str | None, Key(LINK, "The URL for editing the source; `null` for no link.")
    ] = None
    """None: derived from ``github``; empty: no link."""
    error_rules: Annotated[tuple[ErrorRule, ...], Key(ERROR_RULES, "Severities of rules.")] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    """Named texts in Markdown, such as ``abstract``."""


F = TypeVar("F", bound=Frontmatter)
SHARED_FIELDS = (
    *(*fields_of(Frontmatter), *CREDIT_FIELDS, *PART_FIELDS),
    *unused("Used by mystmd only.", *"identifiers identifier open_access".split()),
    *unused("An identifier in another database.", "arxiv", "pmid", "pmcid", "zenodo", "oxa"),
    *unused("Publication data.", "volume", "issue", "first_page", "last_page", "biblio"),
    *unused("A link to another site.", "binder", "source", "source_url", "social", "socials"),
    *foreign("Options of mystmd's templates.", "options", "thumbnailOptimized", "bannerOptimized"),
)


def read_shared(section: Section, project: Credits, make: type[F], **own: object) -> F:
    """Return what ``make`` holds of the fields that a page and the project share.

    ``project`` is whose people may be named by identifier; ``own`` are further fields.
    """
    people = read_credits(section, project)
    if section.is_null("edit_url"):
        own["edit_url"] = ""
    no_authors = AUTHORS.name in section.values and not people.authors
    own |= {**asdict(people), "no_authors": no_authors, "parts": read_parts(section)}
    return read_into(make, section, **own) or make()

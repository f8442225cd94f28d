"""``_config.yml`` of Jupyter Book 1, read as it is."""

import re
from html import unescape

from neuromatch_site.config.fields import Field, Kind, Report, Section, read_section
from neuromatch_site.config.formats import LANGUAGE, URL
from neuromatch_site.config.jupyter_book_launch import (
    NOTEBOOKS,
    book_branch,
    book_launch,
    book_place,
    inside,
)
from neuromatch_site.config.jupyter_book_numbers import book_numbering
from neuromatch_site.config.kinds import BOOLEAN, DATA_MAPPING, TEXT, TEXTS, foreign, mapping_of
from neuromatch_site.config.licenses import Licenses, license_by_id
from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.config.names import Name, looks_like_organisation, parse_name
from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.people import Person
from neuromatch_site.config.permissions import report_counting
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.project import ProjectConfig, Reference
from neuromatch_site.config.services import (
    GOOGLE_TAG,
    PLAUSIBLE_DOMAIN,
    Analytics,
    Comments,
    google,
    plausible,
)
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule

_BETWEEN_NAMES = re.compile(r",\s*(?:and\s|&\s)?\s*|(?<!\s)\s++(?:and|&)\s+")
_TAG = re.compile(r"<[^<>]*>")
_NOBODY = re.compile(r"(?:built|made|powered) (?:with|by)\b|CC[ -](?:BY|0)\b|CC0\b", re.IGNORECASE)
"""What books name in the line of their authors beside people."""
_LICENSE = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kind>[a-z-]+)/4\.0|publicdomain/zero/1\.0)"
)


def _read_authors(value: Value, report: Report) -> tuple[Person, ...]:
    """Return the people of one text: ``A, B and C``."""
    text = unescape(_TAG.sub("", TEXT.read(value, report) or ""))
    parts = [part.strip() for part in _BETWEEN_NAMES.split(text)]
    people = [part for part in parts if part and not _NOBODY.match(part)]
    groups = {part for part in people if looks_like_organisation(part)}
    names = [Name(part) if part in groups else parse_name(part) for part in people]
    return tuple(
        Person(
            id=name.literal,
            name=name.literal,
            given=name.given,
            family=name.family,
            collaboration=name.literal in groups,
            position=value.position,
        )
        for name in names
    )


def _read_macro(value: Value, report: Report) -> str | None:
    """Return a macro of MathJax: a text, or a list of it and the number of its arguments."""
    first = value.data[0] if isinstance(value.data, tuple) and value.data else value
    return TEXT.read(first, report)


_TITLE = Field("title", TITLE, "The title of the book.")
_AUTHOR = Field("author", Kind(_read_authors, {"type": "string"}), "The authors.")
_DESCRIPTION = Field("description", TEXT, "What the book is about.")
_COPYRIGHT = Field("copyright", TEXT, "The year of the copyright.")
_LOGO = Field("logo", TEXT, "The logo in the header.")
_EXCLUDE = Field("exclude_patterns", TEXTS, "Patterns of files that are not pages.")
_BIBFILES = Field("bibtex_bibfiles", TEXTS, "BibTeX files.")
_ONLY_TOC = Field("only_build_toc_files", BOOLEAN, "Whether pages outside the toc are left out.")
_PARSE = Field("parse", DATA_MAPPING, "Settings of myst-parser.")
_HTML = Field("html", DATA_MAPPING, "Settings of the theme.")
_LAUNCH = Field("launch_buttons", DATA_MAPPING, "Launch buttons for notebooks.")
_REPOSITORY = Field("repository", DATA_MAPPING, "Where the book's source is.")
_SPHINX = Field("sphinx", DATA_MAPPING, "Settings of Sphinx.")
CONFIG_FIELDS = (
    *(_TITLE, _AUTHOR, _DESCRIPTION, _COPYRIGHT, _LOGO, _EXCLUDE, _BIBFILES, _ONLY_TOC),
    *(_PARSE, _HTML, _LAUNCH, _REPOSITORY, _SPHINX),
    *foreign("Known to Jupyter Book.", "execute", "latex"),
)

_SUBSTITUTIONS = Field("myst_substitutions", mapping_of(TEXT), "Texts for `{{ name }}`.")
_EXTENSIONS = Field("myst_enable_extensions", TEXTS, "Extensions of myst-parser.")
_SMARTQUOTES = Field("smartquotes", BOOLEAN, "Whether quotes and dashes are made.")
_MACROS = Field("macros", mapping_of(Kind(_read_macro, {})), "TeX macros.")
_LANGUAGE = Field("language", LANGUAGE, "The language.")
_FAVICON = Field("favicon", TEXT, "The icon of the browser tab.")
_BASE_URL = Field("baseurl", URL, "The URL of the site.")
_PLAUSIBLE = Field("plausible_analytics_domain", PLAUSIBLE_DOMAIN, "The domain at Plausible.")
_GOOGLE = Field("google_analytics_id", GOOGLE_TAG, "The tag of Google Analytics.")
_HYPOTHESIS = Field("hypothesis", BOOLEAN, "Notes in the margin.")
_UTTERANCES = Field("utterances", DATA_MAPPING, "Comments in the issues of a repository.")
_URL = Field("url", URL, "The address of the repository.")
_FOOTER = Field("extra_footer", TEXT, "HTML at the end of every page.")
# What TeachBooks and other themes of Sphinx say in their own place.
_LOGO_TEXT = Field("text", TITLE, "The title beside the logo.")
_HTML_TITLE = Field("html_title", TITLE, "The title of the book.")
_HTML_BASE_URL = Field("html_baseurl", URL, "The URL of the site.")
_REPOSITORY_URL = Field("repository_url", URL, "The address of the repository.")


def read_book(value: Value, diagnostics: Diagnostics) -> tuple[ProjectConfig, SiteConfig]:
    """Return a Jupyter Book 1 configuration as project and site.

    URLs keep their folders, as when mystmd upgrades such a book.
    """
    report = Report(diagnostics, Rule.VALID_PROJECT_CONFIG)
    section = read_section(value, CONFIG_FIELDS, report)
    if section is None:
        return ProjectConfig(), SiteConfig(options=SiteOptions(folders=True))
    _report_extensions(section)
    return _project(section), SiteConfig(options=_options(section))


def _project(section: Section) -> ProjectConfig:
    parse, sphinx = inside(section, "parse"), inside(section, "sphinx", "config")
    macros = inside(section, "sphinx", "config", "mathjax3_config", "tex").get(_MACROS, {})
    theme = inside(section, "sphinx", "config", "html_theme_options")
    repository = inside(section, "repository").get(_URL, theme.get(_REPOSITORY_URL, ""))
    text = inside(section, "sphinx", "config", "html_theme_options", "logo").get(_LOGO_TEXT, "")
    return ProjectConfig(
        title=section.get(_TITLE, sphinx.get(_HTML_TITLE, text)),
        licenses=_licenses(section),
        authors=section.get(_AUTHOR, ()),
        description=section.get(_DESCRIPTION, ""),
        copyright=section.get(_COPYRIGHT, ""),
        exclude=section.get(_EXCLUDE, ()),
        only_toc=section.get(_ONLY_TOC, default=False),
        bibliography=section.get(_BIBFILES, ()),
        bibliography_given=_BIBFILES.name in section.values,
        github=repository.rstrip("/").removesuffix(".git"),
        notebooks=bool(theme.get(NOTEBOOKS, "")),
        language=sphinx.get(_LANGUAGE, ""),
        substitutions=parse.get(_SUBSTITUTIONS, sphinx.get(_SUBSTITUTIONS, {})),
        references=_references(section),
        jupyter_book=True,
        numbering=book_numbering(section),
        syntax=_syntax(parse, sphinx),
        math={f"\\{name.lstrip(chr(92))}": macro for name, macro in macros.items()},
    )


def _syntax(parse: Section, sphinx: Section) -> MarkdownSyntax:
    """Return what its pages write in Markdown; Sphinx makes dashes unless it is told otherwise."""
    extensions = [*parse.get(_EXTENSIONS, ()), *sphinx.get(_EXTENSIONS, ())]
    typographic = sphinx.get(_SMARTQUOTES, default=True)
    return MarkdownSyntax(
        smartquotes=typographic,
        dashes=typographic and not sphinx.get(_LANGUAGE, "").startswith("ja"),
        field_lists="fieldlist" in extensions,
    )


def _references(section: Section) -> tuple[Reference, ...]:
    """Return the projects of ``intersphinx_mapping``: by name a URL, or a list that begins so."""
    references = []
    mapping = inside(section, "sphinx", "config", "intersphinx_mapping")
    for name, value in mapping.values.items():
        first = value.data[0] if isinstance(value.data, tuple) and value.data else value
        url = URL.read(first, section.report)
        if url:
            place = value.key or value.position
            references.append(
                Reference(key=name, url=url.rstrip("/"), kind="intersphinx", position=place)
            )
    return tuple(references)


def _analytics(section: Section) -> Analytics:
    """Return what counts visits, and report it."""
    for path in (("html", "analytics"), ("html",)):
        named = _without_blanks(inside(section, *path))
        if domain := named.get(_PLAUSIBLE, ""):
            analytics, place = plausible(domain), named.values[_PLAUSIBLE.name]
        elif tag := named.get(_GOOGLE, ""):
            analytics, place = google(tag), named.values[_GOOGLE.name]
        else:
            continue
        report_counting(analytics, place, section.report)
        return analytics
    return Analytics()


def _comments(section: Section) -> Comments:
    """Return where readers write; a service whose script would run on every page is reported."""
    named = _without_blanks(inside(section, "html", "comments"))
    place = named.values.get(_UTTERANCES.name)
    if place is not None and place.data:
        message = "`utterances` has no effect on this site"
        hint = "giscus keeps comments on GitHub, too: `site.options.comments.giscus` in `myst.yml`"
        section.report.broken(Rule.SETTING_HAS_EFFECT, place.key or place, message, hint)
    return Comments(hypothesis=named.get(_HYPOTHESIS, default=False))


def _options(section: Section) -> SiteOptions:
    html = _without_blanks(inside(section, "html"))
    sphinx = inside(section, "sphinx", "config")
    base_url = html.get(_BASE_URL, sphinx.get(_HTML_BASE_URL, ""))
    return SiteOptions(
        folders=True,
        logo=section.get(_LOGO, ""),
        favicon=html.get(_FAVICON, ""),
        base_url=base_url.rstrip("/") + "/" if base_url else "",
        language=sphinx.get(_LANGUAGE, ""),
        launch=book_launch(section),
        repository=book_place(section),
        branch=book_branch(section),
        analytics=_analytics(section),
        comments=_comments(section),
    )


def _without_blanks(section: Section) -> Section:
    """Return the settings that say something: a new book has ``baseurl: ""``, to be filled in."""
    values = {key: value for key, value in section.values.items() if value.data != ""}
    return Section(values, section.report, section.position)


def _licenses(section: Section) -> Licenses:
    """Return the licence that a link in the line of authors, or at the end of pages, names."""
    places = (section.values.get("author"), inside(section, "html").values.get(_FOOTER.name))
    for place in places:
        match = _LICENSE.search(str(place.data)) if place is not None else None
        if match:
            return Licenses(
                content=license_by_id(f"CC-{match['kind']}" if match["kind"] else "CC0")
            )
    return Licenses()


def _report_extensions(section: Section) -> None:
    for name, value in inside(section, "sphinx", "local_extensions").values.items():
        message = f"the extension `{name}` is code and is not run"
        place = value.key or value.position
        hint = "what it would add is reported where a page uses it"
        section.report.broken(Rule.PLUGIN_LOADS, place, message, hint)
